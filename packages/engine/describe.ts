import { holds } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import type { Locale, Text } from '@juxian/base/text.ts';
import { say, t } from '@juxian/base/text.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { creatableFields, type Gate, gateOf, visibleFields } from './access.ts';
import { isRequired } from './agreement.ts';
import type { FieldAnswer, ModuleAnswer } from './answer.ts';
import type { Ctx } from './context.ts';
import type { AnyField } from './kinds/kind.ts';
import type { Resolved } from './overlay.ts';
import { isOutside, moduleOf } from './registry.ts';
import { isConfidential } from './room.ts';
import { isListed } from './stored.ts';

/**
 * The module as the actor may know it: fields of the allow-list only, in the county's words.
 * @throws Refusal `missing.module` where there is none or nothing of it is the actor's to see.
 */
export async function describeModule(ctx: Ctx, name: string): Promise<ModuleAnswer> {
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  if (visibleFields(gate.parts).size === 0 && creatableFields(gate).size === 0 && !settles(ctx))
    throw new Refusal('missing.module', t('未找到', 'Not found'));
  return describe(ctx, module, gate);
}

/** All modules of which the actor sees something. */
export async function describeModules(ctx: Ctx): Promise<ModuleAnswer[]> {
  const answers: ModuleAnswer[] = [];
  for (const name of ctx.registry.keys()) {
    if (ctx.config.off.includes(name) || (isOutside(ctx) && ctx.registry.get(name)?.reach !== 'portal')) continue;
    const module = moduleOf(ctx, name);
    const gate = await gateOf(ctx, module);
    if (visibleFields(gate.parts).size > 0 || settles(ctx)) answers.push(describe(ctx, module, gate));
  }
  return answers;
}

/** The system administrator settles words and fields of every module without seeing a record of any. */
const settles = (ctx: Ctx): boolean => ctx.actor.kind === 'member' && holds(ctx.actor, 'system');

function describe(ctx: Ctx, module: Resolved, gate: Gate): ModuleAnswer {
  const { locale } = ctx;
  const visible = visibleFields(gate.parts);
  const creatable = creatableFields(gate);
  const known = (field: string) => settles(ctx) || visible.has(field) || creatable.has(field);
  const source = (path: string) => (module.ours.has(path) ? 'ours' : 'inherited') as 'ours' | 'inherited';
  return {
    name: module.name,
    title: say(module.title, locale),
    room: module.room,
    confidential: isConfidential(module),
    fields: Object.entries(module.fields)
      .filter(([field]) => known(field))
      .map(([field, declared]) => {
        const answer = {
          ...fieldAnswer(locale, field, declared, module.ours),
          required: isRequired(declared, ctx.clock.today()),
        };
        const isWhole = settles(ctx) || creatable.has(field) || visible.get(field) === 'whole';
        return isWhole || !answer.columns
          ? answer
          : { ...answer, columns: answer.columns.filter((column) => column.public) };
      }),
    states: Object.entries(module.states).map(([state, { label, staff, public: outside, phase, initial }]) => ({
      name: state,
      label: say((isOutside(ctx) ? outside : staff) ?? label, locale),
      phase,
      initial: initial ?? false,
      publicLabel: say(outside ?? label, locale),
      source: source(`states.${state}`),
    })),
    moves: Object.entries(module.moves).map(([move, declared]) => ({
      name: move,
      label: say(declared.label, locale),
      from: [...declared.from],
      ...(declared.to ? { to: declared.to } : {}),
      by: [...declared.by],
      asks: Object.entries(declared.asks ?? {}).map(([field, asked]) => fieldAnswer(locale, field, asked, new Set())),
      optional: declared.optional ?? false,
      off: module.movesOff.has(move),
      source: source(`moves.${move}`),
    })),
    access: {
      create: [...creatable],
      export: gate.parts.some(({ access }) => access.export),
      import: Boolean(module.transfer) && creatable.size > 0,
      reveal: [...new Set(gate.parts.flatMap(({ access }) => access.reveal ?? []))],
    },
    list: {
      ...(module.views.lead && visible.has(module.views.lead) ? { lead: module.views.lead } : {}),
      columns: module.views.columns.filter((column) => !(column in module.fields) || visible.has(column)),
      sort: module.views.sort,
      ...(module.views.heads && visible.has(module.views.heads) ? { heads: module.views.heads } : {}),
      ...(module.drawn.length > 0 ? { dated: true as const } : {}),
      ...(module.views.strokes ? { strokes: 'strokes' as const } : {}),
      facets: module.views.facets.filter((facet) => facet === 'state' || visible.has(facet)),
      tabs: (module.views.tabs ?? []).map((tab) => ({
        name: tab.name,
        title: say(tab.title, locale),
        where: Object.fromEntries(
          Object.entries(tab.where).map(([field, value]) => [field, typeof value === 'string' ? value : [...value]]),
        ),
      })),
    },
    form: module.form
      .map((section) => ({
        title: say(section.title, locale),
        ...(section.help ? { help: say(section.help, locale) } : {}),
        fields: section.fields.filter(known),
      }))
      .filter((section) => section.fields.length > 0),
    overlay: { version: module.overlayVersion },
  };
}

/** One field in the reader's language. `ours` holds the paths the county wrote itself. */
export function fieldAnswer(locale: Locale, name: string, field: AnyField, ours: ReadonlySet<string>): FieldAnswer {
  const { choices, fields, unit, ...limits } = field.options as {
    choices?: Record<string, Text>;
    fields?: Record<string, AnyField>;
    unit?: Text;
  };
  return {
    name,
    kind: field.kind,
    label: say(field.label, locale),
    ...(field.help ? { help: say(field.help, locale) } : {}),
    required: field.required ?? false,
    ...(field.requiredFrom ? { requiredFrom: field.requiredFrom } : {}),
    ...(field.frozenFrom ? { frozenFrom: field.frozenFrom } : {}),
    ...(field.only ? { only: { field: field.only.field, among: [...field.only.among] } } : {}),
    ...(field.except ? { except: { field: field.except.field, among: [...field.except.among] } } : {}),
    sensitive: field.sensitive ?? false,
    public: field.public ?? false,
    ...choicesAnswer(locale, field, choices),
    options: { ...limits, ...(unit ? { unit: say(unit, locale) } : {}) },
    ...(fields
      ? { columns: Object.entries(fields).map(([column, declared]) => fieldAnswer(locale, column, declared, ours)) }
      : {}),
    listed: isListed(field),
    source: ours.has(`fields.${name}`) ? 'ours' : 'inherited',
  };
}

/** What may be chosen: the field's own choices, or the entries of its dictionary. */
function choicesAnswer(
  locale: Locale,
  field: AnyField,
  choices: Record<string, Text> | undefined,
): Pick<FieldAnswer, 'choices'> {
  if (field.kind === 'code') {
    const entries = [...(dictionaries.get(field.options.dictionary)?.entries.values() ?? [])];
    return { choices: entries.map(({ code, label }) => ({ value: code, label: say(label, locale) })) };
  }
  return choices
    ? { choices: Object.entries(choices).map(([value, label]) => ({ value, label: say(label, locale) })) }
    : {};
}

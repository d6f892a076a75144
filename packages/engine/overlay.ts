import type { Role } from '@juxian/base/actor.ts';
import { type FieldIssue, Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type AnyModule, accessOf, type Edit, isForEverybody, type RoleAccess, type Section } from './define.ts';
import type { AnyField, Fields } from './kinds/kind.ts';
import { type Fault, faultsOf } from './overlay-faults.ts';
import { type Diff, type OwnField, overlaySchema, readTolerantly, widened } from './overlay-schema.ts';

/** A county's diff of one module as published: it narrows and decorates, never widens. */
export type Overlay = Diff & { version: number };

/** The module as a county sees it, and which paths of it are the county's own. */
export type Resolved = AnyModule & {
  ours: ReadonlySet<string>;
  overlayVersion: number;
  movesOff: ReadonlySet<string>;
  /** Working days within which a record leaves a state, where the county has said so. */
  deadlines: ReadonlyMap<string, number>;
};

/**
 * Checks a diff before it is saved; `day` decides which figures are in force.
 * @throws Refusal `invalid.overlay` naming by path every unknown key and everything that would widen.
 */
export function refuseWidening(module: AnyModule, given: unknown, day: string): Diff {
  const parsed = overlaySchema.safeParse(given, { reportInput: true });
  const issues = parsed.success ? faultsOf(module, parsed.data, day).map(issueOfFault) : widened(given, parsed.error);
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new Refusal('invalid.overlay', t('本地设置有{count}处不能保存', '{count} of the settings cannot be saved'), {
    values: { count: issues.length },
    fields: issues,
  });
}

const issueOfFault = ({ at, code, says, values = {} }: Fault): FieldIssue => ({
  path: at.join('.'),
  code: `invalid.${code}`,
  says,
  values,
});

/** Paths of a published overlay that name what no longer exists or no longer may be; reading passes them over. */
export function staleKeys(module: AnyModule, overlay: Overlay | undefined, day: string): string[] {
  if (!overlay) return [];
  const { diff, stale } = readTolerantly(overlay);
  return [...stale, ...faultsOf(module, diff, day).map(({ at }) => at.join('.'))];
}

/** Lays the county's diff over the declaration. What has become stale or would widen is left out, never an error. */
export function resolve(module: AnyModule, overlay: Overlay | undefined): Resolved {
  if (!overlay) return { ...module, ours: new Set(), overlayVersion: 0, movesOff: new Set(), deadlines: new Map() };
  const diff = settledDiff(module, overlay);
  const hidden = new Set(diff.hide ?? []);
  const own = diff.own ?? {};
  return {
    ...module,
    title: diff.words?.title ?? module.title,
    fields: fieldsOf(module, diff, hidden),
    states: mapValues(module.states, (state, name) => ({ ...state, ...diff.words?.states?.[name] })),
    moves: mapValues(module.moves, (move, name) => {
      const label = diff.words?.moves?.[name] ?? move.label;
      const text = diff.messages?.[name];
      return { ...move, label, ...(move.says && text ? { says: { ...move.says, text } } : {}) };
    }),
    access: mapValues(module.access, (_, role) =>
      accessOf(module, role as Role | 'public').map((part) => narrowed(part, hidden, ownOf(own, role))),
    ),
    views: {
      ...module.views,
      columns: diff.order?.columns?.length
        ? diff.order.columns
        : module.views.columns.filter((column) => !hidden.has(column)),
      facets: module.views.facets.filter((facet) => !hidden.has(facet)),
    },
    form: formOf(module, diff, hidden),
    ...(module.transfer
      ? {
          transfer: {
            ...module.transfer,
            columns: [...module.transfer.columns.filter((column) => !hidden.has(column)), ...Object.keys(own)],
          },
        }
      : {}),
    ...(module.number ? { number: { ...module.number, word: diff.number?.word ?? module.number.word } } : {}),
    ours: pathsOf(diff),
    overlayVersion: overlay.version,
    movesOff: new Set(diff.movesOff ?? []),
    deadlines: new Map(Object.entries(diff.deadlines ?? {})),
  };
}

const mapValues = <T extends object>(of: T, change: (value: T[keyof T], name: string) => T[keyof T]): T =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value, name)])) as T;

/** What of an overlay still stands against the module today. */
export const settledDiff = (module: AnyModule, overlay: Overlay, day?: string): Diff =>
  settled(module, readTolerantly(overlay).diff, day);

/** The diff without faults; leaving out an own field may leave others that named it without one. */
function settled(module: AnyModule, diff: Diff, day?: string): Diff {
  const faults = faultsOf(module, diff, day);
  return faults.length === 0 ? diff : settled(module, without(diff, faults), day);
}

/** The diff without the places that have a fault: entries of lists and keys of objects. */
function without(diff: Diff, faults: readonly Fault[]): Diff {
  const copy = structuredClone(diff);
  const doomed = faults.map(({ at }) => ({ holder: holderOf(copy, at), key: at.at(-1) }));
  for (const { holder, key } of doomed.reverse()) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, String(key));
  }
  return copy;
}

const holderOf = (root: unknown, at: readonly (string | number)[]): unknown =>
  at.slice(0, -1).reduce<unknown>((held, key) => (held as Record<string, unknown> | undefined)?.[key], root);

function fieldsOf(module: AnyModule, diff: Diff, hidden: ReadonlySet<string>): Fields {
  const kept = Object.entries(module.fields)
    .filter(([name]) => !hidden.has(name))
    .map(([name, field]) => [name, decorated(field, name, diff)]);
  const own = Object.entries(diff.own ?? {}).map(([name, { roles: _, ...field }]) => [
    name,
    decorated(field, name, diff),
  ]);
  return Object.fromEntries([...kept, ...own]);
}

function decorated(field: AnyField, name: string, diff: Diff): AnyField {
  const label = diff.words?.fields?.[name];
  const help = diff.help?.[name];
  const added = diff.choices?.[name];
  return {
    ...field,
    ...(label ? { label } : {}),
    ...(help ? { help } : {}),
    ...(diff.require?.includes(name) ? { required: true } : {}),
    ...diff.dated?.[name],
    ...(added && 'choices' in field.options
      ? { options: { ...field.options, choices: { ...field.options.choices, ...added } } }
      : {}),
  } as AnyField;
}

const ownOf = (own: Record<string, OwnField>, role: string): string[] =>
  Object.entries(own)
    .filter(([, { roles }]) => (roles as readonly string[]).includes(role))
    .map(([name]) => name);

/** Access without hidden fields; own fields are read where the role reads, written where it writes, published nowhere. */
function narrowed(access: RoleAccess, hidden: ReadonlySet<string>, given: readonly string[]): RoleAccess {
  const own = isForEverybody(access.scope) ? [] : given;
  const kept = (fields: readonly string[]) => fields.filter((field) => !hidden.has(field));
  const edit = (of: Edit<Fields>): Edit<Fields> => (of === 'opened' || of.length === 0 ? of : [...kept(of), ...own]);
  return {
    ...access,
    fields: [...kept(access.fields), ...own],
    ...(access.create ? { create: access.create.length > 0 ? [...kept(access.create), ...own] : [] } : {}),
    ...(access.edit ? { edit: mapValues(access.edit, (of) => of && edit(of)) } : {}),
    ...(access.reveal ? { reveal: kept(access.reveal) } : {}),
  };
}

/** Sections in the county's order; what it placed nowhere follows in the sections it came from. */
function formOf(module: AnyModule, diff: Diff, hidden: ReadonlySet<string>): Section[] {
  const placed = diff.order?.sections ?? [];
  const taken = new Set([...hidden, ...placed.flatMap(({ fields }) => fields)]);
  const left = module.form.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => !taken.has(field)),
  }));
  const own = Object.keys(diff.own ?? {}).filter((field) => !taken.has(field));
  return [
    ...placed.map((section) => ({ ...section, fields: section.fields.filter((field) => !hidden.has(field)) })),
    ...left,
    { title: t('本县栏目', 'Fields of the county'), fields: own },
  ].filter(({ fields }) => fields.length > 0);
}

/** The paths that settings and answers mark as ours. */
function pathsOf(diff: Diff): Set<string> {
  const { words = {}, order = {} } = diff;
  const under = (root: string, names: Iterable<string> | undefined) =>
    [...(names ?? [])].map((name) => `${root}.${name}`);
  const keys = (of: object | undefined) => Object.keys(of ?? {});
  return new Set([
    ...(words.title ? ['title'] : []),
    ...[
      keys(words.fields),
      keys(diff.help),
      keys(diff.choices),
      keys(diff.own),
      keys(diff.dated),
      diff.require,
      diff.hide,
    ].flatMap((names) => under('fields', names)),
    ...under('states', [...keys(words.states), ...keys(diff.deadlines)]),
    ...under('moves', [...keys(words.moves), ...keys(diff.messages), ...(diff.movesOff ?? [])]),
    ...under('figures', keys(diff.figures)),
    ...(order.columns ? ['columns'] : []),
    ...(order.sections ? ['form'] : []),
    ...(diff.number ? ['number'] : []),
  ]);
}

export type { Diff } from './overlay-schema.ts';

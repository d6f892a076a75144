import type { Role } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx, Registry } from './context.ts';
import { type AnyModule, accessOf, avoidedColumns } from './define.ts';
import type { AnyField, Fields } from './kinds/kind.ts';
import { type Overlay, type Resolved, resolve } from './overlay.ts';
import { titleFields } from './title.ts';

const reserved = [
  'id',
  'state',
  'revision',
  'title',
  'changedAt',
  'createdAt',
  'owner',
  'due',
  'since',
  'module',
  'strokes',
];

/** The modules by name. @throws Error where a declaration names what does not exist: a bug found at start, not in use. */
export function registryOf(modules: readonly AnyModule[]): Registry {
  const registry = new Map<string, AnyModule>();
  for (const module of modules) {
    if (registry.has(module.name)) throw new Error(`module ${module.name} is declared twice`);
    registry.set(module.name, module);
  }
  const faults = modules.flatMap((module) => faultsOf(module, registry).map((fault) => `${module.name}: ${fault}`));
  if (faults.length > 0) throw new Error(`declarations do not hold:\n${faults.join('\n')}`);
  return registry;
}

function faultsOf(module: AnyModule, registry: Registry): string[] {
  const faults: string[] = [];
  const knows = (name: string, what: string) => {
    if (!(name in module.fields)) faults.push(`${what} names no field ${name}`);
  };
  const knowsState = (name: string, what: string) => {
    if (!(name in module.states)) faults.push(`${what} names no state ${name}`);
  };
  for (const name of Object.keys(module.fields))
    if (reserved.includes(name)) faults.push(`field name ${name} is reserved`);
  for (const [name, field] of Object.entries(module.fields))
    if (field.kind === 'entries' && Object.values(field.options.fields).some(({ sensitive }) => sensitive))
      faults.push(`a column of ${name} is sensitive; only a whole field can be masked`);
  faults.push(...drawnFaults(module), ...unseenFaults(module, registry));
  for (const { except } of Object.values(module.fields)) if (except) knows(except.field, 'a field left for later');
  if (module.follows && module.transfer) faults.push('what follows from writing is not made by an import');
  for (const { field, name } of refsOf(module.fields))
    if (!registry.has(targetOf(field))) faults.push(`field ${name} refers to no module ${targetOf(field)}`);
  if (!Object.values(module.states).some((state) => state.initial)) faults.push('no state is initial');
  for (const [name, move] of Object.entries(module.moves)) {
    for (const state of move.from) knowsState(state, `move ${name}`);
    if (move.to) knowsState(move.to, `move ${name}`);
    for (const role of move.by)
      if (role !== 'clock' && !module.access[role]) faults.push(`move ${name} is by ${role}, who sees nothing of it`);
  }
  for (const [role, access] of rolesIn(module)) {
    for (const field of [...access.fields, ...(access.create ?? []), ...(access.reveal ?? [])])
      knows(field, `access of ${role}`);
    for (const [state, edit] of Object.entries(access.edit ?? {})) {
      knowsState(state, `access of ${role}`);
      if (edit && edit !== 'opened') for (const field of edit) knows(field, `edit of ${role}`);
    }
    if ('field' in access.scope && access.scope.field !== 'id') knows(access.scope.field, `scope of ${role}`);
    if (role === 'public' && access.fields.some((field) => module.fields[field] && !module.fields[field].public))
      faults.push('the public is given a field that is not public');
  }
  for (const name of avoidedColumns(module)) {
    const [of = '', column = ''] = name.split('.');
    const lines = module.fields[of];
    if (lines?.kind !== 'entries' || !(column in lines.options.fields)) faults.push(`access avoids no column ${name}`);
  }
  for (const section of module.form) for (const field of section.fields) knows(field, 'form');
  for (const column of module.views.columns) if (!reserved.includes(column)) knows(column, 'views');
  for (const field of [module.views.heads, module.views.strokes]) if (field) knows(field, 'views');
  for (const facet of module.views.facets) if (facet !== 'state') knows(facet, 'facets');
  if (module.number) knows(module.number.field, 'number');
  return faults;
}

/** Drawn fields are read only, hold what changes with the day, and hide what they are drawn from as well as it is hidden. */
function drawnFaults(module: AnyModule): string[] {
  const written = new Set(
    rolesIn(module).flatMap(([, access]) => [
      ...(access.create ?? []),
      ...Object.values(access.edit ?? {}).flatMap((edit) => (Array.isArray(edit) ? edit : [])),
    ]),
  );
  const title = titleFields(module);
  return module.drawn.flatMap(({ name, of }) => [
    ...(written.has(name) ? [`${name} is drawn from ${of} and written by nobody`] : []),
    ...(title.has(name) ? [`the title is made of ${name}, which changes with the day`] : []),
    ...(module.fields[of]?.sensitive && !module.fields[name]?.sensitive
      ? [`${name} is drawn from ${of}, which is sensitive, and must be so too`]
      : []),
  ]);
}

/** What a role may fill in has to name something that it sees, or the field could never be filled. */
function unseenFaults(module: AnyModule, registry: Registry): string[] {
  return rolesIn(module).flatMap(([role, access]) => {
    const given = new Set([
      ...(access.create ?? []),
      ...Object.values(access.edit ?? {}).flatMap((edit) => (Array.isArray(edit) ? edit : [])),
    ]);
    const filled = Object.fromEntries(Object.entries(module.fields).filter(([name]) => given.has(name)));
    return refsOf(filled).flatMap(({ name, field }) => {
      const target = registry.get(targetOf(field));
      const sees = target && [role, 'public' as const].some((one) => accessOf(target, one).length > 0);
      const isUnseen = 'unseen' in field.options && field.options.unseen;
      return !target || sees || isUnseen ? [] : [`${role} fills in ${name}, but sees nothing of ${target.name}`];
    });
  });
}

const rolesIn = (module: AnyModule) =>
  (Object.keys(module.access) as (Role | 'public')[]).flatMap((role) =>
    accessOf(module, role).map((access) => [role, access] as const),
  );

/** Every ref and refs field, those inside entries included. */
export function refsOf(fields: Fields): { name: string; field: AnyField }[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'ref' || field.kind === 'refs'
      ? [{ name, field }]
      : field.kind === 'entries'
        ? refsOf(field.options.fields)
        : [],
  );
}

export const targetOf = (field: AnyField): string => ('module' in field.options ? field.options.module : '');

const plain = new WeakMap<AnyModule, Resolved>();
const overlaid = new WeakMap<Overlay, WeakMap<AnyModule, Resolved>>();

/**
 * The module as the county of the request has it.
 * @throws Refusal `missing.module` where there is none, it is switched off, or the actor's reach ends before it.
 */
export function moduleOf(ctx: Ctx, name: string): Resolved {
  const module = ctx.registry.get(name);
  if (!module || ctx.config.off.includes(name) || (isOutside(ctx) && module.reach !== 'portal'))
    throw new Refusal('missing.module', t('未找到', 'Not found'));
  return resolvedOf(module, ctx.config.overlays[name]);
}

/** Each county's diff is laid over a module once, however many counties a process serves in turn. */
function resolvedOf(module: AnyModule, overlay: Overlay | undefined): Resolved {
  const kept = overlay ? (overlaid.get(overlay) ?? new WeakMap<AnyModule, Resolved>()) : plain;
  if (overlay) overlaid.set(overlay, kept);
  const known = kept.get(module);
  if (known) return known;
  const fresh = resolve(module, overlay);
  kept.set(module, fresh);
  return fresh;
}

/** Applicants and visitors: their store ends at the portal's partitions. */
export const isOutside = (ctx: Ctx): boolean => ctx.actor.kind === 'applicant' || ctx.actor.kind === 'public';

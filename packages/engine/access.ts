import type { Role, TenantActor } from '@juxian/base/actor.ts';
import type { Ctx } from './context.ts';
import { accessOf, columnValues, type Edit, type RoleAccess, type Scope } from './define.ts';
import { hiddenText } from './kinds/cell.ts';
import type { AnyField, Entry } from './kinds/kind.ts';
import { kindServers } from './kinds/server.ts';
import type { Resolved } from './overlay.ts';
import { moduleOf, targetOf } from './registry.ts';
import type { ListGate } from './views.ts';

/** The part of a record that scopes look at. */
type Standing = { id: string; state: string; owner: string; values: Readonly<Record<string, unknown>> };
type GatePart = ListGate['grants'][number];

export type Gate = ListGate & { parts: readonly (GatePart & { role: Role | 'public'; access: RoleAccess })[] };

const rolesOf = (actor: TenantActor): (Role | 'public')[] => [...(actor.roles as readonly Role[]), 'public'];

/**
 * What the actor may see of a module: one part for each role held. The same gate stands before lists, records, search,
 * export, API, messages and print; a field no part names does not exist for the actor.
 */
export async function gateOf(ctx: Ctx, module: Resolved): Promise<Gate> {
  const { actor } = ctx;
  if (actor.kind === 'clock') return { grants: [], parts: [], signature: 'clock' };
  const parts: Gate['parts'][number][] = [];
  for (const role of rolesOf(actor)) {
    for (const access of accessOf(module, role)) {
      const scope = await scopeOf(ctx, module, access.scope);
      if (!scope) continue;
      const states = access.states ? { states: new Set<string>(access.states) } : {};
      parts.push({ role, access, fields: new Set<string>(access.fields), ...states, ...avoidedBy(ctx, access), scope });
    }
  }
  const signature = parts
    .map(
      ({ role, scope, avoid }) =>
        `${role}:${scope.sees}:${'ids' in scope ? [...scope.ids].join() : 'values' in scope ? [...scope.values].join() : ''}:${avoid ? [...avoid.ids].join() : ''}`,
    )
    .join('|');
  return {
    grants: actor.kind === 'link' ? [] : parts.filter(({ access }) => !access.unlisted),
    parts,
    signature: `${module.overlayVersion}|${actor.id}|${signature}`,
  };
}

/** Nobody reads the own record, a relative's, or that of a declared conflict; a member is kept from them by name. */
function avoidedBy({ actor }: Ctx, { scope }: RoleAccess): Pick<GatePart, 'avoid'> {
  const ids = actor.kind === 'member' ? actor.avoids : undefined;
  return scope.avoids && ids?.length ? { avoid: { field: scope.avoids, ids: new Set(ids) } } : {};
}

async function scopeOf(ctx: Ctx, module: Resolved, scope: Scope): Promise<GatePart['scope'] | undefined> {
  const { actor } = ctx;
  switch (scope.sees) {
    case 'all':
      return { sees: 'all' };
    case 'own':
      return { sees: 'own', person: actor.id };
    case 'open':
      return { sees: 'open', states: new Set(scope.states) };
    case 'agreed':
      return { sees: 'agreed', field: scope.field, values: new Set(scope.to) };
    case 'assigned': {
      const register = actor.kind === 'member' ? actor.expert : undefined;
      return { sees: 'assigned', field: scope.field, ids: new Set([actor.id, ...(register ? [register] : [])]) };
    }
    case 'among': {
      const kinds = actor.kind === 'member' || actor.kind === 'link' ? actor.kinds : undefined;
      return kinds === undefined ? undefined : { sees: 'among', field: scope.field, values: new Set(kinds) };
    }
    case 'within': {
      const unit = actor.kind === 'member' || actor.kind === 'link' ? actor.unit : undefined;
      return unit === undefined
        ? undefined
        : { sees: 'within', field: scope.field, ids: await subtree(ctx, module, scope.field, unit) };
    }
  }
}

/** The ids of a unit and of everything below it, by the tree field of the module that `field` refers to. */
async function subtree(ctx: Ctx, module: Resolved, field: string, root: string): Promise<Set<string>> {
  const declared = module.fields[field];
  const isSelf = !declared || !['ref', 'refs'].includes(declared.kind);
  const tree = isSelf ? module : moduleOf(ctx, targetOf(declared));
  const parent = Object.entries(tree.fields).find(([, f]) => f.kind === 'ref' && f.options.parent)?.[0];
  const ids = new Set([root]);
  if (!parent) return ids;
  const children = new Map<string, string[]>();
  for (const row of (await ctx.rows.recent(ctx, tree)).where({})) {
    const above = String(row.values[parent] ?? '');
    children.set(above, [...(children.get(above) ?? []), row.id]);
  }
  for (const id of ids) for (const child of children.get(id) ?? []) ids.add(child);
  return ids;
}

/** The parts of the gate through which the record is seen; none = it is missing for the actor. */
export function partsFor(ctx: Ctx, gate: Gate, module: Resolved, record: Standing): Gate['parts'] {
  if (ctx.actor.kind === 'link' && (ctx.actor.module !== module.name || ctx.actor.record !== record.id)) return [];
  return gate.parts.filter((part) => (!part.states || part.states.has(record.state)) && admits(part, record));
}

function admits({ scope, avoid }: GatePart, record: Standing): boolean {
  if (avoid && named(record, avoid.field).some((id) => avoid.ids.has(id))) return false;
  switch (scope.sees) {
    case 'all':
      return true;
    case 'own':
      return record.owner === scope.person;
    case 'open':
      return scope.states.has(record.state);
    case 'among':
      return named(record, scope.field).some((value) => scope.values.has(value));
    case 'agreed': {
      const given = new Set(named(record, scope.field));
      return [...scope.values].every((value) => given.has(value));
    }
    default:
      return named(record, scope.field).some((value) => scope.ids.has(value));
  }
}

function named(record: Standing, field: string): string[] {
  if (field === 'id') return [record.id];
  const value = record.values[field] ?? (field.includes('.') ? columnValues(record.values, field) : undefined);
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
}

/** The fields a reader sees; of those seen as a visitor only, nothing but the public columns of a sub-table. */
export type Sight = ReadonlyMap<string, 'whole' | 'public'>;

export function visibleFields(parts: Gate['parts']): Sight {
  const sight = new Map<string, 'whole' | 'public'>();
  for (const { role, fields } of parts)
    for (const field of fields)
      if (role !== 'public' || !sight.has(field)) sight.set(field, role === 'public' ? 'public' : 'whole');
  return sight;
}

/** A value with the columns the reader sees. */
export function seenValue(field: AnyField, value: unknown, sight: 'whole' | 'public' | undefined): unknown {
  if (sight !== 'public' || field.kind !== 'entries' || !Array.isArray(value)) return value;
  const open = new Set([
    'id',
    ...Object.entries(field.options.fields).flatMap(([name, column]) => (column.public ? [name] : [])),
  ]);
  return value.map((line: Entry) => Object.fromEntries(Object.entries(line).filter(([name]) => open.has(name))));
}

/** The fields the actor may write on the record as it stands. */
export function editableFields(parts: Gate['parts'], state: string, opened: readonly string[]): ReadonlySet<string> {
  const lists = parts
    .map(({ access }) => access.edit?.[state])
    .filter((edit): edit is Edit<never> => edit !== undefined);
  return new Set(lists.flatMap((edit) => (edit === 'opened' ? opened : edit)));
}

/** The fields the actor may give when creating a record; empty = may not create. */
export const creatableFields = (gate: Gate): ReadonlySet<string> =>
  new Set(gate.parts.flatMap(({ access }) => access.create ?? []));

/** Who reads of others' steps without their names: an expert is not told who else sits on the panel. */
const unnamedTo: readonly string[] = ['applicant', 'public', 'expert'];

/** Whether somebody who sees through these roles alone is told who else acted. */
export const isToldNames = (roles: readonly string[]): boolean => roles.some((role) => !unnamedTo.includes(role));

/** Values as the reader may see them: fields outside the allow-list absent, sensitive ones masked. */
export function maskedValues(
  module: Resolved,
  values: Readonly<Record<string, unknown>>,
  visible: Sight,
  clear: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = module.fields[name];
    if (!field || !visible.has(name) || value === undefined || value === null) continue;
    const mask = kindServers[field.kind].mask ?? (() => hiddenText);
    shown[name] = field.sensitive && !clear.has(name) ? mask(value) : seenValue(field, value, visible.get(name));
  }
  return shown;
}

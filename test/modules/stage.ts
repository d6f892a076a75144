import { type Role, roles } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { storedValues } from '@juxian/engine/dated.ts';
import { type AnyModule, accessOf, type RoleAccess, registered } from '@juxian/engine/define.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { modules as product } from '@juxian/modules/index.ts';
import { type County, openWorld } from '../support/county.ts';
import { beehive } from './beehive.ts';
import { beginSpecimens, type Specimens, specimensOf } from './specimen.ts';

/** Every module of the product and one of somebody else's: its index line is this one. */
export const everyModule: readonly AnyModule[] = [...product, registered(beehive)];

/** Everybody a declaration may speak of. */
export const everybody = [...roles, 'public', 'clock'] as const;
export type Anybody = (typeof everybody)[number];

/** A record put where a test wants it, with what betrays each of its values. */
export type Placed = Specimens & { module: AnyModule; id: string; state: string; owner: string };

export type Stage = {
  world: Awaited<ReturnType<typeof openWorld>>;
  county: County;
  /** Places a record holding a specimen in every field, or only the values given. */
  place(module: AnyModule, state: string, values?: Record<string, unknown>, owner?: string): Promise<Placed>;
  actor(who: Anybody, placed: Placed, where: Where): Promise<Ctx>;
};

/** near: within whatever scope the role has on the record; owner: the same, and who created it; far: outside. */
export type Where = 'near' | 'owner' | 'far';

/** One county on an empty table with every module. */
export async function openStage(): Promise<Stage> {
  beginSpecimens();
  const world = await openWorld(everyModule);
  const county = await world.county();
  const ticking = await county.ticking();
  return {
    world,
    county,
    async place(module, state, values, owner = newId(module.reach === 'portal' ? 'person' : 'user')) {
      const specimens = values ? { values, marks: {} } : inOneHand(module, owner, specimensOf(module.fields));
      const kept = storedValues(module, specimens.values);
      const { id } = await placeRecord(ticking, { module: module.name, state, values: kept, owner });
      return { ...specimens, module, id, state, owner };
    },
    async actor(who, placed, where) {
      const { tenant } = county;
      const name = '周全';
      if (who === 'clock') return county.ticking();
      if (who === 'public') return county.visitor();
      const isOwn = where === 'owner' || (where === 'near' && hasOwnScope(placed.module, who));
      const id = isOwn ? placed.owner : newId(who === 'applicant' ? 'person' : 'user');
      if (who === 'applicant')
        return county.actor({ kind: 'applicant', id, name, tenant, roles: [who], contact: '13900000000' });
      const at = where === 'far' ? {} : scopeOf(placed, who);
      return county.actor({
        kind: 'member',
        id,
        name,
        tenant,
        roles: [who],
        assurance: 1,
        unit: newId('record'),
        kinds: [],
        ...at,
      });
    },
  };
}

/** Where an applicant sees what is named after him besides what is his own, one person stands for both. */
function inOneHand(module: AnyModule, owner: string, { values, marks }: Specimens): Specimens {
  const named = accessOf(module, 'applicant').flatMap(({ scope }) => (scope.sees === 'assigned' ? [scope.field] : []));
  return {
    values: { ...values, ...Object.fromEntries(named.map((field) => [field, owner])) },
    marks: { ...marks, ...Object.fromEntries(named.map((field) => [field, []])) },
  };
}

const hasOwnScope = (module: AnyModule, role: Role): boolean =>
  accessOf(module, role).some(({ scope }) => scope.sees === 'own');

/** What a member must be to stand within the scopes his role has on the record. */
function scopeOf({ module, id, values }: Placed, role: Role) {
  const at: { unit?: string; kinds?: string[]; expert?: string; id?: string } = {};
  for (const { scope } of accessOf(module, role)) {
    if (!('field' in scope)) continue;
    const named = scope.field === 'id' ? id : [values[scope.field]].flat()[0];
    if (scope.sees === 'within') at.unit = String(named);
    if (scope.sees === 'among') at.kinds = [String(named)];
    if (scope.sees === 'assigned') {
      if (module.fields[scope.field]?.kind === 'person') at.id = String(named);
      else at.expert = String(named);
    }
  }
  return at;
}

export type Part = RoleAccess & { role: Role | 'public' };

/** The parts of the declaration that let such a person see such a record, read from the declaration alone. */
export function partsOf(module: AnyModule, who: Anybody, state: string, where: Where): Part[] {
  if (who === 'clock') return [];
  if (module.reach === 'staff' && (who === 'applicant' || who === 'public')) return [];
  const held: (Role | 'public')[] = who === 'public' ? ['public'] : [who, 'public'];
  return held.flatMap((role) =>
    accessOf(module, role)
      .filter(({ scope, states }) => {
        if (states && !(states as readonly string[]).includes(state)) return false;
        // A specimen agrees to everything there is to agree to.
        if (scope.sees === 'all' || scope.sees === 'agreed') return true;
        if (scope.sees === 'open') return scope.states.includes(state);
        return where !== 'far' && who !== 'public';
      })
      .map((access) => ({ ...access, role })),
  );
}

/** The places of a role worth trying: where the declaration tells none from another, one is enough. */
export function placesOf(module: AnyModule, who: Anybody): Where[] {
  if (who === 'clock' || who === 'public') return ['near'];
  const scopes = accessOf(module, who).map(({ scope }) => scope.sees);
  const asksForOwner = Object.values(module.moves).some(({ only }) => only === 'owner');
  const isScoped = scopes.some((sees) => !['all', 'open', 'agreed'].includes(sees));
  return [
    'near',
    ...(asksForOwner && scopes.length > 0 ? (['owner'] as const) : []),
    ...(isScoped ? (['far'] as const) : []),
  ];
}

/** The fields such a person sees of such a record, read from the declaration alone. */
export const fieldsSeen = (module: AnyModule, who: Anybody, state: string, where: Where): Set<string> =>
  new Set(partsOf(module, who, state, where).flatMap(({ fields }) => fields));

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockActor, publicActor, type Role, type TenantActor } from '@juxian/base/actor.ts';
import { Clock } from '@juxian/base/clock.ts';
import { newId, newTenantId } from '@juxian/base/id.ts';
import { createConfig, readConfig, readSeals, type TenantConfig } from '@juxian/core/config.ts';
import type { Ctx, People } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { modules as product } from '@juxian/modules/index.ts';
import { Faults } from '@juxian/store/faults.ts';
import { localFiles } from '@juxian/store/files.ts';
import { openTable } from './table.ts';

export type County = {
  tenant: string;
  clock: Clock;
  /** A context for a member of those roles; the same name is the same person. */
  as(name: string, ...roles: Role[]): Promise<Ctx>;
  actor(actor: TenantActor): Promise<Ctx>;
  applicant(name: string): Promise<Ctx>;
  visitor(): Promise<Ctx>;
  ticking(): Promise<Ctx>;
  settle(change: Partial<TenantConfig>): void;
  /** Makes a colleague of whoever has the id. */
  joins(id: string): void;
};

/**
 * A world of counties on one in-memory table, below sign-in: contexts are made as the functions make them.
 * The business clock starts on Monday 2026-03-02 at 09:00.
 */
export async function openWorld(modules: readonly AnyModule[] = product) {
  const clock = new Clock(Date.now, Date.parse('2026-03-02T09:00:00+08:00'));
  const faults = new Faults();
  const { table, keyring, guard, endpoint, stop } = await openTable({ clock, faults });
  const directory = await mkdtemp(join(tmpdir(), 'juxian-files-'));
  const files = localFiles(directory, 'a secret for links in tests');
  const registry = registryOf(modules);
  const rows = new RowsCache({ bytes: 64e6, clock });

  async function county(name = '青山县'): Promise<County> {
    const tenant = newTenantId();
    const own: Partial<TenantConfig> = {};
    await createConfig(table.for(tenant), keyring, {
      name,
      slug: `c${tenant}`,
      division: '990001',
      kind: 'county',
      verified: true,
      demo: false,
      overlays: {},
      off: [],
      figures: {},
      closedDays: [],
      office: { name: `${name}委人才办`, phone: '0999-0000126', address: '', hours: '' },
    });
    const people = new Map<string, string>();
    const actor = async (who: TenantActor): Promise<Ctx> => {
      const reach = who.kind === 'applicant' || who.kind === 'public' ? 'portal' : 'staff';
      const store = table.for(tenant, reach === 'portal' ? 'portal' : 'tenant');
      const config = { ...(await readConfig(store, reach)), ...own } as Ctx['config'];
      const seal = await readSeals(keyring, store, reach);
      return {
        actor: who,
        store,
        seal,
        files,
        clock,
        locale: 'zh-CN',
        requestId: newId('request'),
        registry,
        config,
        rows,
        people: { named },
      };
    };
    const named: People['named'] = async (ids) => {
      const known = [...people].map(([name, id]) => ({ id, name })).filter(({ id }) => id.startsWith('usr_'));
      return new Map(known.filter(({ id }) => ids.includes(id)).map((colleague) => [colleague.id, colleague]));
    };
    const idOf = (person: string, kind: 'user' | 'person') => {
      const id = people.get(person) ?? newId(kind);
      people.set(person, id);
      return id;
    };
    return {
      tenant,
      clock,
      actor,
      as: (person, ...roles) =>
        actor({ kind: 'member', id: idOf(person, 'user'), name: person, tenant, roles, assurance: 1 }),
      applicant: (person) =>
        actor({
          kind: 'applicant',
          id: idOf(person, 'person'),
          name: person,
          tenant,
          roles: ['applicant'],
          contact: '13900000126',
        }),
      visitor: () => actor(publicActor(tenant)),
      ticking: () => actor(clockActor(tenant)),
      settle: (change) => Object.assign(own, change),
      joins: (id) => people.set(id, id),
    };
  }
  return {
    table,
    guard,
    endpoint,
    faults,
    clock,
    rows,
    county,
    async stop() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A Shanghai moment in ms. */
export const at = (moment: string): number => Date.parse(`${moment}+08:00`);

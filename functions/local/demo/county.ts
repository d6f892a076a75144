import type { Role, TenantActor } from '@juxian/base/actor.ts';
import type { House } from '@juxian/core/account.ts';
import { configRevision, saveConfig } from '@juxian/core/config.ts';
import { acceptInvitation, invite } from '@juxian/core/invitation.ts';
import { setRoles } from '@juxian/core/membership.ts';
import { signUp } from '@juxian/core/signUp.ts';
import { goLive, type Tenant } from '@juxian/core/tenant.ts';
import type { Ctx, TenantConfig } from '@juxian/engine/context.ts';
import type { NewRecord } from '@juxian/engine/define.ts';
import { placeRecord, placeRecords, takeMove } from '@juxian/engine/record.ts';
import { countyWords } from '@juxian/rules/county.ts';
import { makeCtx } from '../../context.ts';
import type { Deps } from '../../deps.ts';

type Values = Record<string, unknown>;
export type Person = { uid: string; name: string; email: string };

/** A county of the demonstration while it is being set up. */
export type Stage = {
  deps: Deps;
  tenant: Tenant;
  /** Moves the business clock to a moment. */
  at(moment: string): void;
  as(actor: Omit<Extract<TenantActor, { kind: 'member' }>, 'kind' | 'tenant' | 'assurance'>): Promise<Ctx>;
  applicant(id: string, name: string, contact?: string): Promise<Ctx>;
  office(): Promise<Ctx>;
  place(
    module: string,
    values: Values,
    more?: { id?: string; state?: string; owner?: string; due?: string },
  ): Promise<string>;
  /** Many records of one module, several to a transaction; their ids in the order given. */
  placeAll(module: string, made: readonly Omit<NewRecord, 'module'>[]): Promise<string[]>;
  move(ctx: Ctx, module: string, id: string, move: string, input?: Values): Promise<void>;
  join(person: {
    key: string;
    name: string;
    roles: Role[];
    unit?: string;
    kinds?: string[];
    expert?: string;
  }): Promise<Person>;
  settle(change: Partial<TenantConfig>): Promise<void>;
};

export const password = 'Qingshan-Studio-62';

/** Signs a county up and answers the words in which its story is told. The first person is its system administrator. */
export async function openStage(
  deps: Deps,
  county: { division: string; kind: Tenant['kind']; name: string; slug: string; officeName: string; phone: string },
): Promise<Stage> {
  const email = (key: string) => `${key}@${county.slug}.example.org`;
  const admin = { name: '柏思齐', email: email('system'), password };
  const { division, kind, name, slug } = county;
  const level = countyWords(kind).here.zh.slice(1);
  const house: House = deps;
  const tenant = await signUp(house, { division, kind, name, slug, admin }, { rule: 'open', demo: true });
  const founder = { id: tenant.founder.uid, name: admin.name, kind: 'member', roles: ['system', 'security', 'office'] };
  const as: Stage['as'] = (actor) =>
    makeCtx(deps, { actor: { kind: 'member', tenant: tenant.id, assurance: 1, ...actor }, locale: 'zh-CN' });
  const stage: Stage = {
    deps,
    tenant,
    at: (moment) => deps.clock.set(Date.parse(moment)),
    as,
    applicant: (id, person, contact = '') =>
      makeCtx(deps, {
        actor: { kind: 'applicant', id, name: person, tenant: tenant.id, roles: ['applicant'], contact },
        locale: 'zh-CN',
      }),
    office: () => as({ id: founder.id, name: '叶知秋', roles: ['office'] }),
    async place(module, values, more = {}) {
      return (await placeRecord(await stage.office(), { module, values, ...more })).id;
    },
    async placeAll(module, made) {
      const ctx = await stage.office();
      return placeRecords(
        ctx,
        made.map((one) => ({ ...one, module })),
      );
    },
    async move(ctx, module, id, move, input = {}) {
      await takeMove(ctx, { module, id, move, input });
    },
    async join({ key, ...person }) {
      const invited = await invite(house, tenant.id, { ...person, email: email(key) }, founder, {
        origin: deps.origin,
        locale: 'zh-CN',
      });
      await acceptInvitation(house, invited.path.split('/').at(-1) ?? '', { password, ip: '' });
      return { uid: invited.membership.uid, name: person.name, email: email(key) };
    },
    async settle(change) {
      const store = deps.table.for(tenant.id);
      await saveConfig(store, change, {
        revision: await configRevision(store),
        isPortal: (module) => deps.registry.get(module)?.reach === 'portal',
      });
    },
  };
  await stage.settle({
    demo: true,
    office: {
      name: county.officeName,
      phone: county.phone,
      address: `${level}行政中心2号楼214室`,
      hours: '工作日8:30—12:00，14:30—17:30',
    },
  });
  return stage;
}

/** Gives the three administrators to three persons and ends the time of trying things out. */
export async function settleAdministrators(stage: Stage): Promise<{ system: Person; security: Person; audit: Person }> {
  const { deps, tenant } = stage;
  const security = await stage.join({ key: 'security', name: '庄明远', roles: ['security'] });
  const audit = await stage.join({ key: 'audit', name: '阮清和', roles: ['audit'] });
  const system = { uid: tenant.founder.uid, name: tenant.founder.name, email: tenant.founder.email };
  await setRoles(deps, tenant.id, system.uid, ['system'], {
    id: security.uid,
    name: security.name,
    kind: 'member',
    roles: ['security'],
  });
  await goLive(deps, tenant.id, { id: security.uid, name: security.name, kind: 'member' });
  return { system, security, audit };
}

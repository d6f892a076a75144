import { Refusal, type RefusalCode } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type Action, type ControlStore, type Item, StoreConflict } from '@juxian/store/table.ts';
import type { House } from './account.ts';
import { audited } from './audit.ts';
import type { TenantKind } from './config.ts';
import { type Administrators, checkGoLive } from './role.ts';

/** What a schema's own check says when it fails. */
export const issue = (code: RefusalCode, says: Text) => ({ params: { code, says } });

/** A county on the platform. `pending` until its sign-up is complete and, where the operator decides, approved. */
export type Tenant = {
  id: string;
  slug: string;
  name: string;
  division: string;
  kind: TenantKind;
  state: 'pending' | 'active';
  approved: boolean;
  /** False while 待核验. */
  verified: boolean;
  demo: boolean;
  /** After go-live the three administrators are three persons. */
  live: boolean;
  /** Active members per administrator's role; changed only together with `revision`. */
  administrators: Administrators;
  revision: number;
  createdAt: number;
  founder: { uid: string; name: string; email: string };
};

/** Ends the time in which one person may hold all roles. @throws Refusal saying what is still in the way. */
export async function goLive(
  house: House,
  id: string,
  actor: { id: string; name: string; kind: string },
): Promise<Tenant> {
  const tenant = await knownTenant(house.table.control, id);
  if (tenant.live) throw new Refusal('conflict.live', t('已正式启用', 'Already live'));
  await audited(house.table.for(id), house.clock, { actor, name: 'tenant.wentLive' }, async () => {
    checkGoLive(tenant.administrators);
    await changeTenant(house.table.control, tenant, { live: true });
  });
  return { ...tenant, live: true };
}

/** The tenant's item as the next step of a transaction that rests on what was read of it. */
export const tenantAction = (tenant: Tenant, set: Partial<Pick<Tenant, 'live' | 'administrators'>>): Action => ({
  update: controlKeys.tenant(tenant.id),
  set: { ...set, revision: tenant.revision + 1 },
  when: { equals: { revision: tenant.revision } },
});

/** Writes a change that rests on the tenant as read. @throws Refusal `conflict.stale`. */
export async function changeTenant(
  control: ControlStore,
  tenant: Tenant,
  set: Partial<Pick<Tenant, 'live' | 'administrators'>>,
  also: Action[] = [],
): Promise<void> {
  try {
    await control.transact([tenantAction(tenant, set), ...also]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    throw new Refusal(
      'conflict.stale',
      t('人员刚被他人改动，请刷新后再试', 'People were changed a moment ago; reload and try again'),
    );
  }
}

/** @returns the county, or undefined. */
export async function findTenant(control: ControlStore, id: string): Promise<Tenant | undefined> {
  const item = await control.get(controlKeys.tenant(id));
  return item && tenantOf(item);
}

/** @throws Refusal `missing.tenant`. */
export async function knownTenant(control: ControlStore, id: string): Promise<Tenant> {
  const tenant = await findTenant(control, id);
  if (!tenant) throw missingTenant();
  return tenant;
}

export const missingTenant = (): Refusal => new Refusal('missing.tenant', t('未找到', 'Not found'));

/** The active county of an address. @throws Refusal `missing.tenant` for an unknown or a pending one alike. */
export async function tenantOfSlug(control: ControlStore, slug: string): Promise<Tenant> {
  const claim = await control.get(controlKeys.slug(slug));
  const tenant = claim && (await findTenant(control, String(claim.tenant)));
  if (tenant?.state !== 'active') throw missingTenant();
  return tenant;
}

/** Every county of the platform. */
export async function listTenants(control: ControlStore): Promise<Tenant[]> {
  return (await control.query({ pk: controlKeys.tenants() })).items.map(tenantOf);
}

const tenantOf = (item: Item): Tenant => ({
  id: String(item.id),
  slug: String(item.slug),
  name: String(item.name),
  division: String(item.division),
  kind: item.kind as TenantKind,
  state: item.state as Tenant['state'],
  approved: item.approved === true,
  verified: item.verified === true,
  demo: item.demo === true,
  live: item.live === true,
  administrators: item.administrators as Administrators,
  revision: Number(item.revision),
  createdAt: Number(item.createdAt),
  founder: item.founder as Tenant['founder'],
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type ControlStore, type Item, StoreConflict } from '@juxian/store/table.ts';

/** A host that is served as a county's portal. It stands only while the county's right to it has been seen. */
export type DomainClaim = { name: string; tenant: string; slug: string; lookedAt: number };

const claimOf = (item: Item): DomainClaim => ({
  name: item.sk,
  tenant: String(item.tenant),
  slug: String(item.slug),
  lookedAt: Number(item.lookedAt),
});

export async function findDomain(control: ControlStore, name: string): Promise<DomainClaim | undefined> {
  const item = await control.get(controlKeys.domain(name));
  return item && claimOf(item);
}

/** Every host that is a county's. */
export const listDomains = async (control: ControlStore): Promise<DomainClaim[]> =>
  (await control.query({ pk: controlKeys.domains() })).items.map(claimOf);

/**
 * Makes a host the county's, in one step; its own claim is renewed.
 * @throws Refusal `conflict.domain`, which does not say whose it is.
 */
export async function claimDomain(control: ControlStore, claim: DomainClaim): Promise<void> {
  const { name, tenant, slug, lookedAt } = claim;
  const key = controlKeys.domain(name);
  try {
    await control.transact([{ put: { ...key, tenant, slug, lookedAt }, when: 'absent' }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    await renewDomain(control, claim);
  }
}

/** Notes that the county's own claim was looked at. @throws Refusal `conflict.domain` where it is not its own. */
export async function renewDomain(control: ControlStore, { name, tenant, lookedAt }: DomainClaim): Promise<void> {
  try {
    await control.transact([{ update: controlKeys.domain(name), set: { lookedAt }, when: { equals: { tenant } } }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    throw new Refusal('conflict.domain', t('这个域名已由其他单位使用', 'Another county uses this name'));
  }
}

/** Gives a host up; another county's claim stays as it is. */
export async function releaseDomain(
  control: ControlStore,
  { name, tenant }: Pick<DomainClaim, 'name' | 'tenant'>,
): Promise<void> {
  try {
    await control.transact([{ remove: controlKeys.domain(name), when: { equals: { tenant } } }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
}

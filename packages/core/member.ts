import type { Role } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { ControlStore, Item } from '@juxian/store/table.ts';

export type MemberStatus = 'pending' | 'invited' | 'active' | 'disabled';

/** A person's place in one county. */
export type Membership = {
  uid: string;
  tenant: string;
  name: string;
  email: string;
  status: MemberStatus;
  roles: Role[];
  /** Asked for by whoever made the account; the security administrator has yet to give them. */
  requested?: Role[];
  unit?: string;
  kinds?: string[];
  expert?: string;
  /** The own record in the register of cadres. */
  self?: string;
  /** People whose records the member is kept from. */
  recusals?: Recusal[];
  /** When they were last set; two changes at once do not overwrite each other. */
  recusedAt?: number;
  createdAt: number;
};

/** `kin` is found from family rows, `declared` said by the person or the security administrator. */
export type Recusal = { record: string; ground: 'kin' | 'declared'; note: string };

export function membershipOf(item: Item): Membership {
  return {
    uid: String(item.uid),
    tenant: String(item.tenant),
    name: String(item.name),
    email: String(item.email ?? ''),
    status: item.status as MemberStatus,
    roles: (item.roles ?? []) as Role[],
    ...(item.requested ? { requested: item.requested as Role[] } : {}),
    ...(item.unit ? { unit: String(item.unit) } : {}),
    ...(item.kinds ? { kinds: item.kinds as string[] } : {}),
    ...(item.expert ? { expert: String(item.expert) } : {}),
    ...(item.self ? { self: String(item.self) } : {}),
    ...(item.recusals ? { recusals: item.recusals as Recusal[] } : {}),
    ...(item.recusedAt ? { recusedAt: Number(item.recusedAt) } : {}),
    createdAt: Number(item.createdAt ?? 0),
  };
}

/** The item of a membership; the index lists the people of a county. */
export const membershipItem = (membership: Membership): Item => ({
  ...controlKeys.membership(membership.uid, membership.tenant),
  gsi1pk: controlKeys.userPartition(membership.tenant),
  gsi1sk: membership.uid,
  ...membership,
});

/** Everybody of a county, by time of joining. */
export async function listMembers(control: ControlStore, tenant: string): Promise<Membership[]> {
  const { items } = await control.query({ pk: controlKeys.userPartition(tenant), index: 'gsi1' });
  const found = await control.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  return found.flatMap((item) => (item ? [membershipOf(item)] : [])).sort((a, b) => (a.uid < b.uid ? -1 : 1));
}

/** @returns the membership, or undefined where the person is not of this county. */
export async function findMember(control: ControlStore, tenant: string, uid: string): Promise<Membership | undefined> {
  const item = await control.get(controlKeys.membership(uid, tenant));
  return item && membershipOf(item);
}

/** Whom colleagues may name in a record. */
export const isColleague = ({ status, roles }: Membership): boolean => status === 'active' && roles.length > 0;

/** Those of the people who are colleagues in the county, by id, in one read. */
export async function colleaguesNamed(
  control: ControlStore,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<Membership, 'name' | 'unit'> & { id: string }>> {
  const items = await control.batchGet([...new Set(ids)].map((uid) => controlKeys.membership(uid, tenant)));
  const members = items.flatMap((item) => (item ? [membershipOf(item)] : [])).filter(isColleague);
  return new Map(members.map(({ uid, name, unit }) => [uid, { id: uid, name, ...(unit ? { unit } : {}) }]));
}

/** The counties a person belongs to, in any status. */
export async function membershipsOf(control: ControlStore, uid: string): Promise<Membership[]> {
  const { items } = await control.query({ pk: controlKeys.userPartition(uid), begins: 'MEMB#' });
  return items.map(membershipOf);
}

/** @throws Refusal `missing.member`. */
export async function knownMember(control: ControlStore, tenant: string, uid: string): Promise<Membership> {
  const membership = await findMember(control, tenant, uid);
  if (!membership) throw new Refusal('missing.member', t('没有这个账号', 'There is no such account'));
  return membership;
}

/** Who acts on people, with what is written about it. */
export type By = { id: string; name: string; kind: string; roles: readonly string[] };

export const byLine = ({ id, name, kind }: By) => ({ id, name, kind });

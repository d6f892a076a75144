import type { Role } from '@juxian/base/actor.ts';
import type { Clock } from '@juxian/base/clock.ts';
import { newId, newSecret } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { ControlStore, Item } from '@juxian/store/table.ts';
import { isAdministrator, memberRoles } from './role.ts';
import { hashOf } from './secret.ts';

/** A program of a county: it acts under the roles of its key. */
export type ApiKey = {
  id: string;
  hash: string;
  tenant: string;
  name: string;
  roles: Role[];
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  usedAt?: number;
};

const prefix = 'jxk_';
const longest = 400 * 86_400_000;
const touchEvery = 5 * 60_000;

export const isApiKey = (token: string): boolean => token.startsWith(prefix);

/**
 * Makes a key. The secret is in the answer and nowhere else.
 * @throws Refusal `invalid.roles` for an administrator's role: those are persons; `invalid.expiry` beyond 400 days.
 */
export async function createApiKey(
  control: ControlStore,
  clock: Clock,
  wanted: { tenant: string; name: string; roles: readonly string[]; expiresAt: number; by: string },
): Promise<{ key: ApiKey; secret: string }> {
  const roles = memberRoles(wanted.roles);
  if (roles.length === 0 || roles.some(isAdministrator))
    throw refuseField('roles', 'invalid.roles', t('程序不能担任管理员', 'A program cannot be an administrator'));
  const now = clock.wall();
  if (!(wanted.expiresAt > now && wanted.expiresAt - now <= longest))
    throw refuseField(
      'expiresAt',
      'invalid.expiry',
      t('有效期须在今后400天以内', 'The key must expire within the next 400 days'),
    );
  const secret = `${prefix}${newSecret()}`;
  const hash = hashOf(secret);
  const key: ApiKey = {
    id: newId('apiKey', now),
    hash,
    tenant: wanted.tenant,
    name: wanted.name,
    roles,
    createdBy: wanted.by,
    createdAt: now,
    expiresAt: wanted.expiresAt,
  };
  const item = { ...controlKeys.apiKey(hash), gsi1pk: controlKeys.apiKey(wanted.tenant).pk, gsi1sk: key.id, ...key };
  await control.transact([{ put: { ...item, expires: Math.floor(wanted.expiresAt / 1000) }, when: 'absent' }]);
  return { key, secret };
}

/** @returns the key of a secret, or undefined where there is none or it has expired. */
export async function findApiKey(control: ControlStore, clock: Clock, secret: string): Promise<ApiKey | undefined> {
  const item = await control.get(controlKeys.apiKey(hashOf(secret)));
  const now = clock.wall();
  if (!item || now >= Number(item.expiresAt)) return undefined;
  if (now - Number(item.usedAt ?? 0) >= touchEvery)
    await control.transact([{ update: controlKeys.apiKey(String(item.hash)), set: { usedAt: now }, when: 'present' }]);
  return keyOf(item);
}

/** The keys of a county. */
export async function listApiKeys(control: ControlStore, tenant: string): Promise<ApiKey[]> {
  const { items } = await control.query({ pk: controlKeys.apiKey(tenant).pk, index: 'gsi1' });
  const found = await control.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  return found.flatMap((item) => (item ? [keyOf(item)] : []));
}

/** Takes a key away at once. @throws Refusal `missing.apiKey`. */
export async function removeApiKey(control: ControlStore, tenant: string, id: string): Promise<ApiKey> {
  const key = (await listApiKeys(control, tenant)).find((one) => one.id === id);
  if (!key) throw new Refusal('missing.apiKey', t('没有这把接口密钥', 'There is no such API key'));
  await control.transact([{ remove: controlKeys.apiKey(key.hash) }]);
  return key;
}

const keyOf = (item: Item): ApiKey => ({
  id: String(item.id),
  hash: String(item.hash),
  tenant: String(item.tenant),
  name: String(item.name),
  roles: item.roles as Role[],
  createdBy: String(item.createdBy),
  createdAt: Number(item.createdAt),
  expiresAt: Number(item.expiresAt),
  ...(item.usedAt ? { usedAt: Number(item.usedAt) } : {}),
});

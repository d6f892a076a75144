import type { Role } from '@juxian/base/actor.ts';
import type { Clock } from '@juxian/base/clock.ts';
import { newId, newSecret } from '@juxian/base/id.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { ControlStore, Item } from '@juxian/store/table.ts';
import { hashOf } from './secret.ts';

/** A link that lets its bearer act on one record without an account: a unit's opinion, a department's check. */
export type Link = {
  id: string;
  tenant: string;
  module: string;
  record: string;
  role: Extract<Role, 'unit' | 'industry'>;
  unit?: string;
  kinds?: string[];
  /** Whom it was made for, as papers and history name them. */
  name: string;
  createdBy: string;
  expiresAt: number;
};

const prefix = 'jxl_';

export const isLink = (token: string): boolean => token.startsWith(prefix);

/** Makes a link for `days` days. The token is in the answer and nowhere else. */
export async function createLink(
  control: ControlStore,
  clock: Clock,
  wanted: Omit<Link, 'id' | 'expiresAt'> & { days: number },
): Promise<{ link: Link; token: string; path: string }> {
  const { days, ...rest } = wanted;
  const now = clock.wall();
  const token = `${prefix}${newSecret()}`;
  const link: Link = { id: newId('line', now), ...rest, expiresAt: now + days * 86_400_000 };
  await control.transact([
    {
      put: { ...controlKeys.link(hashOf(token)), for: 'opinion', ...link, expires: Math.floor(link.expiresAt / 1000) },
      when: 'absent',
    },
  ]);
  return { link, token, path: `/o/${token}` };
}

/** @returns the link of a token, or undefined where there is none, it has expired or was for something else. */
export async function findLink(control: ControlStore, clock: Clock, token: string): Promise<Link | undefined> {
  const item = await control.get(controlKeys.link(hashOf(token)));
  if (item?.for !== 'opinion' || clock.wall() >= Number(item.expiresAt)) return undefined;
  return linkOf(item);
}

const linkOf = (item: Item): Link => ({
  id: String(item.id),
  tenant: String(item.tenant),
  module: String(item.module),
  record: String(item.record),
  role: item.role === 'industry' ? 'industry' : 'unit',
  ...(item.unit ? { unit: String(item.unit) } : {}),
  ...(item.kinds ? { kinds: item.kinds as string[] } : {}),
  name: String(item.name),
  createdBy: String(item.createdBy),
  expiresAt: Number(item.expiresAt),
});

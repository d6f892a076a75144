import type { Clock } from '@juxian/base/clock.ts';
import { newSecret } from '@juxian/base/id.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { Action, ControlStore } from '@juxian/store/table.ts';
import { type Membership, membershipOf } from './member.ts';
import { hashOf } from './secret.ts';

type Person = { uid: string; tenant: string };

const prefix = 'jxc_';

/** Makes the link to a member's calendar, in place of an earlier one. The token is in the answer and nowhere else. */
export async function createCalendarLink(
  control: ControlStore,
  clock: Clock,
  { uid, tenant }: Person,
): Promise<string> {
  const token = `${prefix}${newSecret()}`;
  const hash = hashOf(token);
  const createdAt = clock.wall();
  await control.transact([
    ...(await endActions(control, { uid, tenant })),
    { put: { ...controlKeys.link(hash), for: 'calendar', uid, tenant, createdAt }, when: 'absent' },
    { put: { ...controlKeys.calendar(uid, tenant), hash, createdAt } },
  ]);
  return token;
}

/** When the link in use was made, ms; undefined where there is none. */
export async function calendarLinkSince(control: ControlStore, { uid, tenant }: Person): Promise<number | undefined> {
  const item = await control.get(controlKeys.calendar(uid, tenant));
  return item && Number(item.createdAt);
}

/** Ends the link: whoever still has it finds nothing. */
export async function endCalendarLink(control: ControlStore, person: Person): Promise<void> {
  const { uid, tenant } = person;
  await control.transact([...(await endActions(control, person)), { remove: controlKeys.calendar(uid, tenant) }]);
}

async function endActions(control: ControlStore, { uid, tenant }: Person): Promise<Action[]> {
  const held = await control.get(controlKeys.calendar(uid, tenant));
  return held ? [{ remove: controlKeys.link(String(held.hash)) }] : [];
}

/** Whose calendar a token opens, as long as person and membership are active; undefined for any other. */
export async function findCalendar(control: ControlStore, token: string): Promise<Membership | undefined> {
  const link = token.startsWith(prefix) ? await control.get(controlKeys.link(hashOf(token))) : undefined;
  if (link?.for !== 'calendar') return undefined;
  const [uid, tenant] = [String(link.uid), String(link.tenant)];
  const [profile, member] = await control.batchGet([controlKeys.user(uid), controlKeys.membership(uid, tenant)]);
  return profile?.status === 'active' && member?.status === 'active' ? membershipOf(member) : undefined;
}

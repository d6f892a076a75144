import type { Clock } from '@juxian/base/clock.ts';
import { isId, newSecret } from '@juxian/base/id.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type Action, type ControlStore, type Item, StoreConflict, StoreUnknown } from '@juxian/store/table.ts';
import { type Membership, membershipOf } from './member.ts';
import { hashOf } from './secret.ts';

const minute = 60_000;
/** GB/T 22239-2019 8.1.4.1 b, ASVS 7.3: signed out after half an hour without a request and after a working day. */
const idle = 30 * minute;
const absolute = 8 * 60 * minute;
const touchEvery = 5 * minute;

/** What the person must do before anything else: enrol a factor, prove it, or change an overdue password. */
export type Owed = 'enrol' | 'factor' | 'password';

export type Session = {
  hash: string;
  uid: string;
  tenant: string;
  kind: 'member' | 'applicant';
  assurance: 1 | 2;
  owes?: Owed;
  /** Of an applicant: the address the code went to. */
  contact?: string;
  /** The network it was opened from. */
  ip?: string;
  createdAt: number;
  seenAt: number;
  /** ms; nothing prolongs it. */
  endsAt: number;
};

export type Opening = Pick<Session, 'uid' | 'tenant' | 'kind' | 'assurance' | 'owes' | 'contact'> & {
  epoch: number;
  ip: string;
};
export type Opened = { token: string; expiresAt: number; session: Session; action: Action };

/** A new session as an action still to be written. The token `uid.tenant.secret` is known to its bearer alone. */
export function newSession(clock: Clock, opening: Opening): Opened {
  const now = clock.wall();
  const secret = newSecret();
  const hash = hashOf(secret);
  const endsAt = now + absolute;
  const session = { ...opening, hash, createdAt: now, seenAt: now, endsAt };
  const action: Action = {
    put: {
      ...controlKeys.session(hash),
      gsi1pk: controlKeys.sessionsOf(opening.uid),
      gsi1sk: `${now}#${hash}`,
      ...session,
      expires: secondsOf(Math.min(endsAt, now + idle)),
    },
    when: 'absent',
  };
  return { token: `${opening.uid}.${opening.tenant}.${secret}`, expiresAt: endsAt, session, action };
}

const secondsOf = (ms: number): number => Math.floor(ms / 1000);

export type Found = { session: Session; membership?: Membership };

/**
 * The session of a token with the membership it acts under, in one request of three known keys.
 * @returns undefined when it is unknown, over, ended by a newer password or factor, or when person or membership are not active.
 */
export async function findSession(control: ControlStore, clock: Clock, token: string): Promise<Found | undefined> {
  const [uid = '', tenant = '', secret = '', more] = token.split('.');
  if (more !== undefined || !secret || !/^t[0-9a-z]{10}$/.test(tenant) || !(isId('user', uid) || isId('person', uid)))
    return undefined;
  const [item, profile, member] = await control.batchGet([
    controlKeys.session(hashOf(secret)),
    controlKeys.user(uid),
    controlKeys.membership(uid, tenant),
  ]);
  const session = item && sessionOf(item);
  if (!session || session.uid !== uid || session.tenant !== tenant) return undefined;
  const now = clock.wall();
  if (session.kind === 'applicant') return touched(control, now, { session });
  if (profile?.status !== 'active' || Number(profile.epoch) !== item.epoch || member?.status !== 'active')
    return undefined;
  return touched(control, now, { session, membership: membershipOf(member) });
}

/** Writes at most every five minutes that the session is in use; one ended meanwhile stays ended. */
async function touched(control: ControlStore, now: number, found: Found): Promise<Found | undefined> {
  const { hash, seenAt, endsAt } = found.session;
  if (now - seenAt < touchEvery) return found;
  const expires = secondsOf(Math.min(endsAt, now + idle));
  try {
    await control.transact([{ update: controlKeys.session(hash), set: { seenAt: now, expires }, when: 'present' }]);
    return found;
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    // Whether it was written does not matter to whoever is signed in: it is tried again at the next request.
    if (error instanceof StoreUnknown) return found;
    throw error;
  }
}

function sessionOf(item: Item): Session {
  const text = (name: string) => String(item[name]);
  return {
    hash: text('hash'),
    uid: text('uid'),
    tenant: text('tenant'),
    kind: item.kind === 'applicant' ? 'applicant' : 'member',
    assurance: item.assurance === 2 ? 2 : 1,
    ...(item.owes ? { owes: item.owes as Owed } : {}),
    ...(item.contact ? { contact: text('contact') } : {}),
    ...(item.ip ? { ip: text('ip') } : {}),
    createdAt: Number(item.createdAt),
    seenAt: Number(item.seenAt),
    endsAt: Number(item.endsAt),
  };
}

/** Ends one session: its next request is signed out. */
export const endSession = (control: ControlStore, hash: string): Promise<void> =>
  control.transact([{ remove: controlKeys.session(hash) }]);

/** Ends every session of a person but one. @returns how many ended. */
export async function endOtherSessions(control: ControlStore, { uid, hash: kept }: Session): Promise<number> {
  const others = (await sessionsOf(control, uid)).filter(({ hash }) => hash !== kept);
  for (let i = 0; i < others.length; i += 100)
    await control.transact(others.slice(i, i + 100).map(({ hash }) => ({ remove: controlKeys.session(hash) })));
  return others.length;
}

/** The sessions of a member that are not over, latest first. */
export async function sessionsOf(control: ControlStore, uid: string): Promise<Session[]> {
  const { items } = await control.query({ pk: controlKeys.sessionsOf(uid), index: 'gsi1', backward: true });
  const [profile, ...found] = await control.batchGet([
    controlKeys.user(uid),
    ...items.map(({ pk, sk }) => ({ pk, sk })),
  ]);
  return found.flatMap((item) => (item && item.epoch === profile?.epoch ? [sessionOf(item)] : []));
}

/** Ends all sessions of a person at once, without knowing them: what they were opened under is over. */
export const endAllSessions = (uid: string): Action => ({
  update: controlKeys.user(uid),
  add: { epoch: 1 },
  when: 'present',
});

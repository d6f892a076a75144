import type { Clock } from '@juxian/base/clock.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { Keyring } from '@juxian/store/seal.ts';
import type { Action, Item, Table } from '@juxian/store/table.ts';
import { type Bucket, forgetTries, takeTry } from './attempt.ts';
import type { Mailer, SmsSender } from './message.ts';
import {
  checkPassword,
  type HashCost,
  hashPassword,
  isOverdue,
  type Profile,
  passwordPolicies,
  verifyPassword,
} from './password.ts';
import { hashOf } from './secret.ts';
import { endAllSessions, newSession, type Opened, type Owed, type Session } from './session.ts';

/** What the verbs of people and counties work on. */
export type House = {
  table: Table;
  keyring: Keyring;
  clock: Clock;
  profile: Profile;
  hashCost: HashCost;
  mailer: Mailer;
  sms: SmsSender;
};

/** How a person proves who they are; out of reach of every function but sign-in. */
export type Proof = {
  uid: string;
  phc?: string;
  changedAt: number;
  /** Hashes of former passwords, latest first. */
  previous: string[];
  /** The sealed TOTP secret, once confirmed. */
  totp?: Uint8Array;
  pendingTotp?: Uint8Array;
};

/** An address as it is compared. */
export const addressOf = (text: string): string => text.trim().toLowerCase();

export const loginKey = (email: string) => controlKeys.login('email', hashOf(addressOf(email)));

export function proofOf(item: Item): Proof {
  return {
    uid: String(item.uid),
    changedAt: Number(item.changedAt ?? 0),
    previous: (item.previous ?? []) as string[],
    ...(item.phc ? { phc: String(item.phc) } : {}),
    ...(item.totp ? { totp: item.totp as Uint8Array } : {}),
    ...(item.pendingTotp ? { pendingTotp: item.pendingTotp as Uint8Array } : {}),
  };
}

/** @returns the person of an e-mail address, or undefined. */
export async function findLogin(house: House, email: string): Promise<string | undefined> {
  return (await house.table.control.get(loginKey(email)))?.uid as string | undefined;
}

export async function readProof(house: House, uid: string): Promise<Proof | undefined> {
  const item = await house.table.control.get(controlKeys.authFactor(uid));
  return item && proofOf(item);
}

const fewTries = { most: 5, seconds: 15 * 60 };

/** Wrong passwords from clients that have never signed in to the account: after five, closed to strangers for 15 minutes. */
export const strangersBucket = (email: string): Bucket => ({ name: `signIn|${addressOf(email)}`, ...fewTries });
/** A device that has signed in before has its own, so that strangers cannot lock its owner out. */
export const deviceBucket = (email: string, device: string): Bucket => ({
  name: `signIn|${addressOf(email)}|${hashOf(device)}`,
  ...fewTries,
});
/** Wrong passwords from one network, whatever the account. */
export const networkBucket = (ip: string): Bucket => ({ name: `signIn|network|${ip}`, most: 100, seconds: 15 * 60 });
/** Proving oneself again within a session: by password, and by code. */
const passwordBucket = (uid: string): Bucket => ({ name: `password|${uid}`, ...fewTries });
export const codeBucket = (uid: string): Bucket => ({ name: `code|${uid}`, ...fewTries });

export const tooManyTries = t(
  '尝试次数太多，请{minutes}分钟后再试',
  'Too many attempts; try again in {minutes} minutes',
);

/** @throws Refusal `invalid.password` when the password does not suit the policy; see `checkPassword`. */
export async function newProof(
  house: House,
  password: string,
  words: readonly string[],
  before?: Proof,
): Promise<Pick<Proof, 'phc' | 'changedAt' | 'previous'>> {
  const previous = before?.phc ? [before.phc, ...before.previous] : [];
  await checkPassword(password, { policy: passwordPolicies[house.profile], words, previous });
  return {
    phc: await hashPassword(password, house.hashCost),
    changedAt: house.clock.wall(),
    previous: previous.slice(0, 5),
  };
}

/** Words that must not make up a password. */
export const personalWords = (...texts: string[]): string[] =>
  texts.flatMap((text) => [text, ...text.split(/[@.\s_-]+/)]).filter((word) => word.length >= 2);

/** What stands between a person and their work. */
export function owedBy(house: House, proof: Proof, assurance: 1 | 2): Owed | undefined {
  if (proof.totp && assurance === 1) return 'factor';
  if (!proof.totp && house.profile !== 'local') return 'enrol';
  return isOverdue(passwordPolicies[house.profile], proof.changedAt, house.clock.wall()) ? 'password' : undefined;
}

/**
 * Opens a session in place of another: a new secret with every rise in assurance. `proof` is how it will stand;
 * `endOthers` ends every other session of the person.
 */
export async function replaceSession(
  house: House,
  old: Session,
  next: { assurance: 1 | 2; ip: string; proof: Proof; endOthers?: boolean; also?: Action[] },
): Promise<Opened> {
  const { control } = house.table;
  const { uid, tenant, kind } = old;
  const epoch = Number((await control.get(controlKeys.user(uid)))?.epoch ?? 0) + (next.endOthers ? 1 : 0);
  const owes = owedBy(house, next.proof, next.assurance);
  const opened = newSession(house.clock, {
    uid,
    tenant,
    kind,
    epoch,
    assurance: next.assurance,
    ip: next.ip,
    ...(owes ? { owes } : {}),
  });
  await control.transact([
    opened.action,
    { remove: controlKeys.session(old.hash) },
    ...(next.endOthers ? [endAllSessions(uid)] : []),
    ...(next.also ?? []),
  ]);
  return opened;
}

/** Proves the password again. @throws Refusal `invalid.password`, or `limit.attempts` after five wrong ones. */
export async function reprove(house: House, uid: string, password: string): Promise<Proof> {
  await takeTry(house.table.control, house.clock, passwordBucket(uid), tooManyTries);
  const proof = await readProof(house, uid);
  if (!proof || !(await verifyPassword(proof.phc, password, house.hashCost)))
    throw new Refusal('invalid.password', t('密码不对', 'The password is wrong'));
  await forgetTries(house.table.control, passwordBucket(uid));
  return proof;
}

/** Changes the own password; every other session of the person ends. @returns the session that replaces this one. */
export async function changePassword(
  house: House,
  session: Session,
  wanted: { current: string; password: string; words: readonly string[]; ip: string },
): Promise<Opened> {
  const proof = await reprove(house, session.uid, wanted.current);
  const next = await newProof(house, wanted.password, wanted.words, proof);
  return replaceSession(house, session, {
    assurance: session.assurance,
    ip: wanted.ip,
    proof: { ...proof, ...next },
    endOthers: true,
    also: [{ update: controlKeys.authFactor(session.uid), set: next, when: { equals: { phc: proof.phc } } }],
  });
}

import { randomInt } from 'node:crypto';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { TenantSeal } from '@juxian/store/seal.ts';
import { type Action, StoreConflict } from '@juxian/store/table.ts';
import { generateSecret, generateURI, verify } from 'otplib';
import { codeBucket, type House, type Proof, readProof, replaceSession, reprove, tooManyTries } from './account.ts';
import { forgetTries, takeTry } from './attempt.ts';
import { hashOf } from './secret.ts';
import { endAllSessions, type Opened, type Session } from './session.ts';

const wrongCode = (): Refusal =>
  new Refusal('invalid.code', t('动态口令不对或已用过', 'The code is wrong or was used before'));

/** The key that seals factors of all accounts, made at the first need. */
async function factorSeal({ table, keyring }: House): Promise<TenantSeal> {
  const key = controlKeys.platform('factors');
  const known = await table.control.get(key);
  if (known) return keyring.unlock('accounts', String(known.key));
  const wrapped = await keyring.newTenantKey('accounts');
  try {
    await table.control.transact([{ put: { ...key, key: wrapped }, when: 'absent' }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
  return keyring.unlock('accounts', String((await table.control.get(key))?.key));
}

const aad = (uid: string): string => `totp#${uid}`;

/** Begins a second factor: the secret is shown once and counts only when a code of it has come back. */
export async function beginFactor(
  house: House,
  session: Session,
  wanted: { password: string; label: string },
): Promise<{ secret: string; uri: string }> {
  await reprove(house, session.uid, wanted.password);
  const secret = generateSecret();
  const pendingTotp = (await factorSeal(house)).seal(aad(session.uid), secret);
  await house.table.control.transact([
    { update: controlKeys.authFactor(session.uid), set: { pendingTotp }, when: 'present' },
  ]);
  return { secret, uri: generateURI({ issuer: '聚贤 Juxian', label: wanted.label, secret }) };
}

/**
 * Takes the pending factor into use with its first code. Every other session ends.
 * @returns the session that replaces this one and the recovery codes, which are shown once.
 * @throws Refusal `invalid.code`, `conflict.factor` where none is pending.
 */
export async function confirmFactor(
  house: House,
  session: Session,
  wanted: { code: string; ip: string },
): Promise<{ opened: Opened; recovery: string[] }> {
  await takeTry(house.table.control, house.clock, codeBucket(session.uid), tooManyTries);
  const proof = await readProof(house, session.uid);
  if (!proof?.pendingTotp) throw new Refusal('conflict.factor', t('请先领取动态口令密钥', 'Ask for a secret first'));
  const step = await stepOf(house, proof.uid, proof.pendingTotp, wanted.code);
  const recovery = Array.from({ length: 8 }, () => String(randomInt(10 ** 10)).padStart(10, '0'));
  const key = controlKeys.authFactor(session.uid);
  const opened = await replaceSession(house, session, {
    assurance: 2,
    ip: wanted.ip,
    proof: { ...proof, totp: proof.pendingTotp },
    endOthers: true,
    also: [
      {
        update: key,
        set: { totp: proof.pendingTotp, pendingTotp: undefined, totpStep: step },
        when: { equals: { pendingTotp: proof.pendingTotp }, below: { totpStep: step } },
      },
      ...(await otherRecovery(house, session.uid)),
      ...recovery.map(
        (code): Action => ({ put: { ...recoveryKey(session.uid, code), uid: session.uid }, when: 'absent' }),
      ),
    ],
  });
  await forgetTries(house.table.control, codeBucket(session.uid));
  return { opened, recovery };
}

const recoveryKey = (uid: string, code: string) => controlKeys.authFactor(uid, `RECOVERY#${hashOf(`${uid}|${code}`)}`);

async function otherRecovery(house: House, uid: string): Promise<Action[]> {
  const { items } = await house.table.control.query({ pk: controlKeys.authFactors(uid), begins: 'RECOVERY#' });
  return items.map(({ pk, sk }) => ({ remove: { pk, sk } }));
}

async function stepOf(house: House, uid: string, sealed: Uint8Array, code: string): Promise<number> {
  if (!/^\d{6}$/.test(code)) throw wrongCode();
  const secret = (await factorSeal(house)).open<string>(aad(uid), sealed);
  const result = await verify({
    secret,
    token: code,
    epoch: Math.floor(house.clock.wall() / 1000),
    epochTolerance: 30,
  });
  if (!result.valid || !('timeStep' in result)) throw wrongCode();
  return result.timeStep;
}

/**
 * Uses up a code of the person's factor: a step counts once and never an earlier one again; a recovery code once.
 * @throws Refusal `invalid.code`.
 */
export async function useCode(house: House, proof: Proof, code: string): Promise<void> {
  if (!proof.totp) throw wrongCode();
  try {
    if (/^\d{10}$/.test(code))
      return await house.table.control.transact([{ remove: recoveryKey(proof.uid, code), when: 'present' }]);
    const step = await stepOf(house, proof.uid, proof.totp, code);
    await house.table.control.transact([
      {
        update: controlKeys.authFactor(proof.uid),
        set: { totpStep: step },
        when: { equals: { totp: proof.totp }, below: { totpStep: step } },
      },
    ]);
  } catch (error) {
    throw error instanceof StoreConflict ? wrongCode() : error;
  }
}

/** How a person proves who they are, as they are told of it: when the password was set, the factor, its codes left. */
export async function accountOf(house: House, uid: string) {
  const [proof, recovery] = await Promise.all([readProof(house, uid), otherRecovery(house, uid)]);
  return {
    passwordAt: proof?.changedAt ?? 0,
    factor: proof?.totp !== undefined,
    factorForced: house.profile !== 'local',
    recoveryLeft: proof?.totp ? recovery.length : 0,
  };
}

/** Proves the second factor within a session. @returns the session that replaces it, with assurance 2. */
export async function proveFactor(
  house: House,
  session: Session,
  wanted: { code: string; ip: string },
): Promise<Opened> {
  await takeTry(house.table.control, house.clock, codeBucket(session.uid), tooManyTries);
  const proof = await readProof(house, session.uid);
  if (!proof) throw wrongCode();
  await useCode(house, proof, wanted.code);
  await forgetTries(house.table.control, codeBucket(session.uid));
  return replaceSession(house, session, { assurance: 2, ip: wanted.ip, proof });
}

/** Takes the own factor away, with password and a code. Every other session ends. */
export async function removeFactor(
  house: House,
  session: Session,
  wanted: { password: string; code: string; ip: string },
): Promise<Opened> {
  const proof = await reprove(house, session.uid, wanted.password);
  await useCode(house, proof, wanted.code);
  const { totp: _, ...rest } = proof;
  return replaceSession(house, session, {
    assurance: 1,
    ip: wanted.ip,
    proof: rest,
    endOthers: true,
    also: [
      { update: controlKeys.authFactor(session.uid), set: { totp: undefined } },
      ...(await otherRecovery(house, session.uid)),
    ],
  });
}

/**
 * Takes a lost factor of somebody else away: one administrator asks, another one agrees, so that no single person can
 * get into an account. @returns whether it is done or waits for the second. @throws Refusal `conflict.secondPerson`.
 */
export async function resetFactor(house: House, uid: string, by: string): Promise<'asked' | 'done'> {
  const { control } = house.table;
  const key = controlKeys.authFactor(uid);
  const asked = controlKeys.authFactor(uid, 'RESET');
  const first = await control.get(asked);
  if (!first) {
    const expires = Math.floor(house.clock.wall() / 1000) + 3 * 86_400;
    await control.transact([{ put: { ...asked, by, expires }, when: 'absent' }]);
    return 'asked';
  }
  if (first.by === by)
    throw new Refusal('conflict.secondPerson', t('须由另一名管理员同意', 'Another administrator has to agree'));
  await control.transact([
    { remove: asked, when: { equals: { by: first.by } } },
    { update: key, set: { totp: undefined, pendingTotp: undefined }, when: 'present' },
    endAllSessions(uid),
    ...(await otherRecovery(house, uid)),
  ]);
  return 'done';
}

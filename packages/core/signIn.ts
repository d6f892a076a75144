import { newSecret } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { StoreConflict } from '@juxian/store/table.ts';
import {
  addressOf,
  deviceBucket,
  findLogin,
  type House,
  networkBucket,
  owedBy,
  type Proof,
  proofOf,
  readProof,
  strangersBucket,
  tooManyTries,
} from './account.ts';
import { forgetTries, giveBackTry, takeTry } from './attempt.ts';
import { type Access, recordAccess } from './audit.ts';
import { useCode } from './factor.ts';
import type { Identity } from './identity.ts';
import { type Membership, membershipsOf } from './member.ts';
import { verifyPassword } from './password.ts';
import { isAdministrator } from './role.ts';
import { hashOf } from './secret.ts';
import { endAllSessions, newSession, type Opened } from './session.ts';
import { findTenant, type Tenant } from './tenant.ts';

export type SignIn = {
  login: string;
  password: string;
  /** Of the second factor, or a recovery code. */
  code?: string;
  /** The address of the county, for those who belong to several. */
  tenant?: string;
  ip: string;
  /** The token of a device that has signed in before. */
  device?: string;
};

export type SignedIn = { opened: Opened; membership: Membership; tenant: Tenant; device: string };

/** One answer for an unknown address and a wrong password. */
const wrong = (): Refusal => new Refusal('invalid.login', t('账号或密码不对', 'The login or the password is wrong'));

const deviceDays = 90;

/**
 * Signs a member in with a password and, where enrolled, a second factor.
 * @throws Refusal `invalid.login`, `invalid.code`, `limit.attempts` after five wrong tries, `conflict.tenant` listing the
 * counties to choose from, `forbidden.pending` while the county is not active yet.
 */
export async function signIn(house: House, wanted: SignIn): Promise<SignedIn> {
  const { control } = house.table;
  const { uid, proof, isKnownDevice } = await accountOf(house, wanted);
  const account = isKnownDevice ? deviceBucket(wanted.login, wanted.device ?? '') : strangersBucket(wanted.login);
  const network = networkBucket(wanted.ip);
  await takeTry(control, house.clock, network, tooManyTries);
  await takeTry(control, house.clock, account, tooManyTries);
  const right = await verifyPassword(proof?.phc, wanted.password, house.hashCost);
  const memberships = await membershipsOf(control, uid ?? 'none');
  if (!right || !proof) {
    await recordFailure(house, memberships, wanted, 'invalid.login');
    throw wrong();
  }
  const assurance = await provedFactor(house, proof, memberships, wanted);
  await Promise.all([forgetTries(control, account), giveBackTry(control, network)]);
  return enter(house, { proof, memberships, assurance, wanted });
}

type Entering = {
  proof: Proof;
  memberships: Membership[];
  assurance: 1 | 2;
  wanted: Pick<SignIn, 'tenant' | 'ip' | 'device'>;
};

async function enter(house: House, { proof, memberships, assurance, wanted }: Entering): Promise<SignedIn> {
  const { membership, tenant } = await choose(house, memberships, wanted.tenant);
  return { ...(await open(house, { proof, membership, assurance, wanted })), membership, tenant };
}

const identityKey = ({ issuer, subject }: Identity) =>
  controlKeys.login('identity', hashOf(JSON.stringify([issuer, subject])));

/**
 * Signs in whoever another account system vouches for and a member has linked; an e-mail never links anybody.
 * @throws Refusal `forbidden.identity` for an identity that nobody has linked, and what `signIn` throws about counties.
 */
export async function signInBy(house: House, identity: Identity, wanted: Entering['wanted']): Promise<SignedIn> {
  const uid = (await house.table.control.get(identityKey(identity)))?.uid;
  const proof = uid ? await readProof(house, String(uid)) : undefined;
  if (!proof)
    throw new Refusal(
      'forbidden.identity',
      t(
        '这个外部账号尚未绑定，请先用密码登录后绑定',
        'This identity is not linked; sign in with your password and link it',
      ),
    );
  const memberships = await membershipsOf(house.table.control, proof.uid);
  return enter(house, { proof, memberships, assurance: identity.assurance, wanted });
}

/** Links an identity to the person who is signed in. @throws Refusal `conflict.identity` where somebody has it. */
export async function linkIdentity(house: House, uid: string, identity: Identity): Promise<void> {
  try {
    await house.table.control.transact([{ put: { ...identityKey(identity), uid }, when: 'absent' }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    throw new Refusal('conflict.identity', t('这个外部账号已绑定', 'This identity is linked already'));
  }
}

/** The account behind a login and whether the device is one of its own; as many requests for an unknown login. */
async function accountOf(
  house: House,
  { login, device }: SignIn,
): Promise<{ uid?: string; proof?: Proof; isKnownDevice: boolean }> {
  const uid = await findLogin(house, login);
  const [item, known] = await house.table.control.batchGet([
    controlKeys.authFactor(uid ?? 'none'),
    controlKeys.authFactor(uid ?? 'none', `DEVICE#${hashOf(device ?? 'none')}`),
  ]);
  return { isKnownDevice: known !== undefined, ...(uid ? { uid } : {}), ...(item ? { proof: proofOf(item) } : {}) };
}

async function provedFactor(house: House, proof: Proof, memberships: Membership[], wanted: SignIn): Promise<1 | 2> {
  if (!proof.totp || wanted.code === undefined) return 1;
  try {
    await useCode(house, proof, wanted.code);
    return 2;
  } catch (error) {
    if (error instanceof Refusal) await recordFailure(house, memberships, wanted, error.code);
    throw error;
  }
}

async function choose(
  house: House,
  memberships: Membership[],
  slug: string | undefined,
): Promise<{ membership: Membership; tenant: Tenant }> {
  const all = await Promise.all(
    memberships.map(async (membership) => ({
      membership,
      tenant: await findTenant(house.table.control, membership.tenant),
    })),
  );
  const of = all.filter((one): one is { membership: Membership; tenant: Tenant } => one.tenant !== undefined);
  const open = of.filter(({ membership, tenant }) => membership.status === 'active' && tenant.state === 'active');
  const fitting = slug === undefined ? open : open.filter(({ tenant }) => tenant.slug === slug);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (only) {
    const says = t('请选择要进入的单位：{choices}', 'Choose where to sign in: {choices}');
    const fields = fitting.map(({ tenant }) => ({
      path: `tenant.${tenant.slug}`,
      code: 'conflict.tenant' as const,
      says: t('{name}', '{name}'),
      values: { name: tenant.name },
    }));
    throw new Refusal('conflict.tenant', says, {
      values: { choices: fitting.map(({ tenant }) => tenant.name).join('、') },
      fields,
    });
  }
  if (of.some(({ membership, tenant }) => membership.status === 'pending' || tenant.state === 'pending'))
    throw new Refusal(
      'forbidden.pending',
      t('单位尚未开通，请稍后再试', 'The county is not open yet; try again later'),
    );
  throw wrong();
}

/** Opens the session; under `mlps3` an administrator has one at a time. */
async function open(
  house: House,
  found: Omit<Entering, 'memberships'> & { membership: Membership },
): Promise<{ opened: Opened; device: string }> {
  const { proof, membership, assurance, wanted } = found;
  const { control } = house.table;
  const profile = await control.get(controlKeys.user(proof.uid));
  const owes = owedBy(house, proof, assurance);
  const alone = house.profile === 'mlps3' && membership.roles.some(isAdministrator);
  const opened = newSession(house.clock, {
    uid: proof.uid,
    tenant: membership.tenant,
    kind: 'member',
    assurance,
    epoch: Number(profile?.epoch ?? 0) + (alone ? 1 : 0),
    ip: wanted.ip,
    ...(owes ? { owes } : {}),
  });
  const device = newSecret();
  await recordAccess(house.table.for(membership.tenant), house.clock, {
    actor: { id: proof.uid, name: membership.name, kind: 'member' },
    name: 'session.opened',
    outcome: 'done',
    ip: wanted.ip,
    sessionHash: opened.session.hash,
    details: { assurance },
  });
  await control.transact([
    opened.action,
    ...(alone ? [endAllSessions(proof.uid)] : []),
    {
      put: {
        ...controlKeys.authFactor(proof.uid, `DEVICE#${hashOf(device)}`),
        expires: Math.floor(house.clock.wall() / 1000) + deviceDays * 86_400,
      },
    },
    ...(wanted.device ? [{ remove: controlKeys.authFactor(proof.uid, `DEVICE#${hashOf(wanted.device)}`) }] : []),
  ]);
  return { opened, device };
}

/** A failure stands in the log of each county of the person; for an unknown login the platform keeps a line of the same cost. */
async function recordFailure(house: House, memberships: Membership[], wanted: SignIn, code: string): Promise<void> {
  if (memberships.length === 0) return recordUnknown(house, wanted);
  await Promise.all(
    memberships.map(({ uid, name, tenant }) => {
      const access: Access = {
        actor: { id: uid, name, kind: 'member' },
        name: 'session.refused',
        outcome: 'refused',
        ip: wanted.ip,
        details: { code },
      };
      return recordAccess(house.table.for(tenant), house.clock, access);
    }),
  );
}

const unknownDays = 180;

async function recordUnknown({ table, clock }: House, { login, ip }: SignIn): Promise<void> {
  const now = clock.wall();
  const key = controlKeys.platform('signIn', `${now}#${newSecret()}`);
  await table.control.transact([
    { put: { ...key, login: hashOf(addressOf(login)), ip, expires: Math.floor(now / 1000) + unknownDays * 86_400 } },
  ]);
}

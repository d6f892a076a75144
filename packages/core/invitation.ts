import { newId, newSecret } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Locale, say, t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type Action, type Item, StoreConflict } from '@juxian/store/table.ts';
import { z } from 'zod';
import {
  addressOf,
  findLogin,
  type House,
  loginKey,
  newProof,
  owedBy,
  type Proof,
  personalWords,
  readProof,
  reprove,
  strangersBucket,
} from './account.ts';
import { forgetTries } from './attempt.ts';
import { audited, recordAccess } from './audit.ts';
import { resetFactor } from './factor.ts';
import { findMember, type Membership, membershipItem } from './member.ts';
import { administratorsAfter, checkAdministrators, checkPerson, memberRoles } from './role.ts';
import { hashOf } from './secret.ts';
import { endAllSessions, newSession, type Opened } from './session.ts';
import { changeTenant, findTenant, knownTenant, type Tenant } from './tenant.ts';

const hours = 72;

export const invitationSchema = z.strictObject({
  name: z.string().trim().min(1).max(50),
  email: z.email().max(254),
  roles: z.array(z.string()).min(1).max(8),
  unit: z.string().max(40).optional(),
  kinds: z.array(z.string().max(40)).max(40).optional(),
  expert: z.string().max(40).optional(),
});
export type Invitation = z.output<typeof invitationSchema>;

/** Who acts on people, with what is written about it. */
export type By = { id: string; name: string; kind: string; roles: readonly string[] };
export type Invited = { membership: Membership; path: string; expiresAt: number };

const byLine = ({ id, name, kind }: By) => ({ id, name, kind });

/**
 * Makes an account, or a place for a person who has one already, and sends the invitation. Its roles count at once
 * where the inviter may give roles; otherwise they are asked for and the security administrator gives them.
 * @throws Refusal `conflict.member`, `conflict.exclusiveRoles`, `invalid.roles`.
 */
export async function invite(
  house: House,
  tenantId: string,
  wanted: Invitation,
  by: By,
  look: { origin: string; locale: Locale },
): Promise<Invited> {
  const { control } = house.table;
  const tenant = await knownTenant(control, tenantId);
  const roles = memberRoles(wanted.roles);
  if (tenant.live) checkPerson(roles);
  const email = addressOf(wanted.email);
  const known = await findLogin(house, email);
  const now = house.clock.wall();
  const uid = known ?? newId('user', now);
  const { name, unit, kinds, expert } = wanted;
  const mayGive = by.roles.includes('security');
  const membership: Membership = {
    uid,
    tenant: tenantId,
    name,
    email,
    status: 'invited',
    roles: mayGive ? roles : [],
    ...(mayGive ? {} : { requested: roles }),
    ...(unit ? { unit } : {}),
    ...(kinds ? { kinds } : {}),
    ...(expert ? { expert } : {}),
    createdAt: now,
  };
  const link = newLink(house, membership, 'invitation');
  const access = { actor: byLine(by), name: 'member.invited', object: { person: uid }, details: { roles } };
  await audited(house.table.for(tenantId), house.clock, access, async () => {
    try {
      await control.transact([
        { put: membershipItem(membership), when: 'absent' },
        link.action,
        ...(known
          ? [{ check: loginKey(email), when: { equals: { uid } } }]
          : [
              { put: { ...loginKey(email), uid }, when: 'absent' as const },
              {
                put: { ...controlKeys.user(uid), uid, name, email, status: 'invited', epoch: 0 },
                when: 'absent' as const,
              },
            ]),
      ]);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      throw new Refusal('conflict.member', t('这个邮箱已在本单位开有账号', 'This e-mail already has an account here'));
    }
  });
  await sendLink(house, tenant, membership, { ...look, path: link.path, for: 'invitation' });
  return { membership, path: link.path, expiresAt: link.expiresAt };
}

type LinkFor = 'invitation' | 'reset';

function newLink(
  house: House,
  { uid, tenant }: Membership,
  use: LinkFor,
): { path: string; expiresAt: number; action: Action } {
  const token = newSecret();
  const expiresAt = house.clock.wall() + hours * 3_600_000;
  const item: Item = {
    ...controlKeys.link(hashOf(token)),
    for: use,
    uid,
    tenant,
    expiresAt,
    expires: Math.floor(expiresAt / 1000),
  };
  return { path: `/invitations/${token}`, expiresAt, action: { put: item, when: 'absent' } };
}

async function sendLink(
  house: House,
  tenant: Tenant,
  member: Membership,
  look: { origin: string; locale: Locale; path: string; for: LinkFor },
): Promise<void> {
  const values = { name: member.name, county: tenant.name, url: `${look.origin}${look.path}`, hours };
  const words =
    look.for === 'invitation'
      ? t(
          '{name}：{county}邀请您使用聚贤。请在{hours}小时内打开 {url} 设置密码。',
          '{name}: {county} invites you to Juxian. Open {url} within {hours} hours to set a password.',
        )
      : t(
          '{name}：请在{hours}小时内打开 {url} 重设密码。若非您本人所求，请告知管理员。',
          '{name}: open {url} within {hours} hours to set a new password. If you did not ask for this, tell your administrator.',
        );
  const subject =
    look.for === 'invitation'
      ? t('聚贤账号邀请', 'Your Juxian account')
      : t('重设聚贤密码', 'Reset your Juxian password');
  await house.mailer.send({
    to: member.email,
    subject: say(subject, look.locale),
    text: say(words, look.locale, values),
  });
}

/** Sends a new link: an invitation to whoever has not come yet, otherwise one that sets a password and nothing else. */
export async function sendAgain(
  house: House,
  tenantId: string,
  uid: string,
  by: By,
  look: { origin: string; locale: Locale },
): Promise<Invited> {
  const tenant = await knownTenant(house.table.control, tenantId);
  const membership = await knownMember(house, tenantId, uid);
  const use = membership.status === 'invited' ? 'invitation' : 'reset';
  const link = newLink(house, membership, use);
  const access = {
    actor: byLine(by),
    name: use === 'invitation' ? 'member.invited' : 'member.resetSent',
    object: { person: uid },
  };
  await audited(house.table.for(tenantId), house.clock, access, () => house.table.control.transact([link.action]));
  await sendLink(house, tenant, membership, { ...look, path: link.path, for: use });
  return { membership, path: link.path, expiresAt: link.expiresAt };
}

const goneLink = (): Refusal =>
  new Refusal(
    'missing.invitation',
    t('链接已失效，请向管理员重新索取', 'This link no longer works; ask your administrator for a new one'),
  );

type OpenLink = { key: Item; use: LinkFor; membership: Membership; tenant: Tenant; proof?: Proof };

async function openLink(house: House, token: string): Promise<OpenLink> {
  const key = await house.table.control.get(controlKeys.link(hashOf(token)));
  if (!key || (key.for !== 'invitation' && key.for !== 'reset') || house.clock.wall() >= Number(key.expiresAt))
    throw goneLink();
  const [membership, tenant, proof] = await Promise.all([
    findMember(house.table.control, String(key.tenant), String(key.uid)),
    findTenant(house.table.control, String(key.tenant)),
    readProof(house, String(key.uid)),
  ]);
  if (!membership || !tenant || membership.status === 'disabled') throw goneLink();
  return { key, use: key.for, membership, tenant, ...(proof ? { proof } : {}) };
}

/** What the page of a link shows; `known` = the person signs with the password they have. @throws Refusal `missing.invitation`. */
export async function viewInvitation(
  house: House,
  token: string,
): Promise<{ name: string; email: string; county: string; known: boolean; reset: boolean }> {
  const { use, membership, tenant, proof } = await openLink(house, token);
  const { name, email } = membership;
  return {
    name,
    email,
    county: tenant.name,
    known: use === 'invitation' && proof?.phc !== undefined,
    reset: use === 'reset',
  };
}

/**
 * Takes an invitation up, or sets a new password by a reset link; the link works once. A person with an account proves
 * the password they have: an invitation never sets it anew. No second factor is bypassed.
 * @throws Refusal `missing.invitation`, `invalid.password`.
 */
export async function acceptInvitation(
  house: House,
  token: string,
  wanted: { password: string; ip: string },
): Promise<{ opened: Opened; membership: Membership; tenant: Tenant }> {
  const link = await openLink(house, token);
  const { membership, tenant, use } = link;
  const { uid } = membership;
  const proves = use === 'invitation' && link.proof?.phc !== undefined;
  if (proves) await reprove(house, uid, wanted.password);
  const words = personalWords('juxian', '聚贤', tenant.slug, membership.name, membership.email);
  const fresh = proves ? undefined : await newProof(house, wanted.password, words, link.proof);
  const proof: Proof = { ...(link.proof ?? { uid, changedAt: 0, previous: [] }), ...fresh };
  const profile = await house.table.control.get(controlKeys.user(uid));
  const owes = owedBy(house, proof, 1);
  const epoch = Number(profile?.epoch ?? 0) + 1;
  const opened = newSession(house.clock, {
    uid,
    tenant: tenant.id,
    kind: 'member',
    assurance: 1,
    epoch,
    ip: wanted.ip,
    ...(owes ? { owes } : {}),
  });
  await recordAccess(house.table.for(tenant.id), house.clock, {
    actor: { id: uid, name: membership.name, kind: 'member' },
    name: use === 'reset' ? 'member.passwordReset' : 'member.joined',
    object: { person: uid },
    outcome: 'done',
    ip: wanted.ip,
    sessionHash: opened.session.hash,
  });
  const administrators =
    use === 'invitation' ? administratorsAfter(tenant.administrators, uid, membership.roles) : tenant.administrators;
  checkAdministrators(tenant.live, tenant.administrators, administrators);
  await changeTenant(house.table.control, tenant, { administrators }, [
    { remove: { pk: link.key.pk, sk: link.key.sk }, when: { equals: { uid } } },
    opened.action,
    { update: controlKeys.user(uid), set: { status: 'active' }, add: { epoch: 1 }, when: 'present' },
    ...(use === 'invitation'
      ? [
          {
            update: controlKeys.membership(uid, tenant.id),
            set: { status: 'active' },
            when: { equals: { status: 'invited' } },
          },
        ]
      : []),
    ...(fresh ? [{ update: controlKeys.authFactor(uid), set: { uid, ...fresh } }] : []),
  ]);
  await forgetTries(house.table.control, strangersBucket(membership.email));
  return { opened, membership: { ...membership, status: 'active' }, tenant };
}

/** @throws Refusal `missing.member`. */
async function knownMember(house: House, tenant: string, uid: string): Promise<Membership> {
  const membership = await findMember(house.table.control, tenant, uid);
  if (!membership) throw new Refusal('missing.member', t('没有这个账号', 'There is no such account'));
  return membership;
}

const fewAttempts = 3;

/** A change of people rests on who the administrators are; made anew where others changed them in between. */
async function changePeople<R>(
  house: House,
  tenantId: string,
  uid: string,
  change: (tenant: Tenant, member: Membership) => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    const [tenant, member] = await Promise.all([
      knownTenant(house.table.control, tenantId),
      knownMember(house, tenantId, uid),
    ]);
    try {
      return await change(tenant, member);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'conflict.stale') || attempt === fewAttempts) throw error;
    }
  }
}

/**
 * Gives a member exactly these roles; they count from the next request on. After go-live nobody changes their own.
 * @throws Refusal `forbidden.ownRoles`, `conflict.exclusiveRoles`, `conflict.lastAdministrator`, `missing.member`.
 */
export async function setRoles(
  house: House,
  tenantId: string,
  uid: string,
  wanted: readonly string[],
  by: By,
): Promise<Membership> {
  const roles = memberRoles(wanted);
  const before = await knownMember(house, tenantId, uid);
  const access = {
    actor: byLine(by),
    name: 'member.roles',
    object: { person: uid },
    details: { before: before.roles, after: roles },
  };
  return audited(house.table.for(tenantId), house.clock, access, () =>
    changePeople(house, tenantId, uid, async (tenant, member) => {
      if (tenant.live && uid === by.id)
        throw new Refusal('forbidden.ownRoles', t('不能更改自己的角色', 'Nobody changes their own roles'));
      if (tenant.live) checkPerson(roles);
      const administrators =
        member.status === 'active' ? administratorsAfter(tenant.administrators, uid, roles) : tenant.administrators;
      checkAdministrators(tenant.live, tenant.administrators, administrators);
      await changeTenant(house.table.control, tenant, { administrators }, [
        {
          update: controlKeys.membership(uid, tenantId),
          set: { roles, requested: undefined },
          when: { equals: { status: member.status } },
        },
      ]);
      const { requested: _, ...rest } = member;
      return { ...rest, roles };
    }),
  );
}

/**
 * Closes a member's place or opens it again; a closed one is signed out with the next request.
 * @throws Refusal `forbidden.ownAccount`, `conflict.lastAdministrator`, `missing.member`.
 */
export async function setStatus(
  house: House,
  tenantId: string,
  uid: string,
  status: 'active' | 'disabled',
  by: By,
): Promise<Membership> {
  if (uid === by.id)
    throw new Refusal('forbidden.ownAccount', t('不能停用自己的账号', 'Nobody closes their own account'));
  const access = { actor: byLine(by), name: `member.${status}`, object: { person: uid } };
  return audited(house.table.for(tenantId), house.clock, access, () =>
    changePeople(house, tenantId, uid, async (tenant, member) => {
      if (status === 'active' && member.status !== 'disabled') return member;
      const after = status === 'active' ? ((await readProof(house, uid)) ? 'active' : 'invited') : 'disabled';
      const administrators = administratorsAfter(tenant.administrators, uid, after === 'active' ? member.roles : []);
      checkAdministrators(tenant.live, tenant.administrators, administrators);
      await changeTenant(house.table.control, tenant, { administrators }, [
        {
          update: controlKeys.membership(uid, tenantId),
          set: { status: after },
          when: { equals: { status: member.status } },
        },
      ]);
      return { ...member, status: after };
    }),
  );
}

export const memberSchema = invitationSchema.pick({ name: true, unit: true, kinds: true, expert: true }).partial();

/** Changes what a member is called and which unit, kinds or register entry they act for. @throws Refusal `missing.member`. */
export async function changeMember(
  house: House,
  tenantId: string,
  uid: string,
  wanted: z.output<typeof memberSchema>,
  by: By,
): Promise<Membership> {
  const member = await knownMember(house, tenantId, uid);
  const access = {
    actor: byLine(by),
    name: 'member.changed',
    object: { person: uid },
    details: { fields: Object.keys(wanted) },
  };
  await audited(house.table.for(tenantId), house.clock, access, () =>
    house.table.control.transact([{ update: controlKeys.membership(uid, tenantId), set: wanted, when: 'present' }]),
  );
  return { ...member, ...wanted };
}

/** Ends every session of a member, wherever they are signed in. */
export async function signOutMember(house: House, tenantId: string, uid: string, by: By): Promise<void> {
  await knownMember(house, tenantId, uid);
  const access = { actor: byLine(by), name: 'member.signedOut', object: { person: uid } };
  await audited(house.table.for(tenantId), house.clock, access, () =>
    house.table.control.transact([endAllSessions(uid)]),
  );
}

/** Lifts the lock that wrong passwords have put on a member's account. */
export async function unlockMember(house: House, tenantId: string, uid: string, by: By): Promise<void> {
  const { email } = await knownMember(house, tenantId, uid);
  const access = { actor: byLine(by), name: 'member.unlocked', object: { person: uid } };
  await audited(house.table.for(tenantId), house.clock, access, () =>
    forgetTries(house.table.control, strangersBucket(email)),
  );
}

/**
 * Resets the second factor of a member who has lost it; system and security administrator must both ask for it.
 * @throws Refusal `conflict.secondPerson`, `forbidden.ownAccount`, `missing.member`.
 */
export async function resetMemberFactor(
  house: House,
  tenantId: string,
  uid: string,
  by: By,
): Promise<'asked' | 'done'> {
  if (uid === by.id)
    throw new Refusal('forbidden.ownAccount', t('不能重设自己的动态口令', 'Nobody resets their own factor'));
  await knownMember(house, tenantId, uid);
  const access = { actor: byLine(by), name: 'member.factorReset', object: { person: uid } };
  return audited(house.table.for(tenantId), house.clock, access, () => resetFactor(house, uid, by.id));
}

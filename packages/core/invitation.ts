import { newId, newSecret } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Locale, say, t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type Action, type Item, StoreConflict } from '@juxian/store/table.ts';
import * as z from 'zod';
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
import { readConfig } from './config.ts';
import { type By, byLine, findMember, knownMember, type Membership, membershipItem } from './member.ts';
import { letterFrom } from './message.ts';
import { administratorsAfter, checkAdministrators, checkPerson, memberRoles } from './role.ts';
import { hashOf } from './secret.ts';
import { newSession, type Opened } from './session.ts';
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

export type Invited = { membership: Membership; path: string; expiresAt: number };

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
  const mail = { to: member.email, subject: say(subject, look.locale), text: say(words, look.locale, values) };
  await house.mailer.send(letterFrom(await readConfig(house.table.for(tenant.id), 'staff'), mail));
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
  const membership = await knownMember(house.table.control, tenantId, uid);
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

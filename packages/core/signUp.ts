import { newId, newTenantId } from '@juxian/base/id.ts';
import { Refusal, type RefusalCode } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type Action, type ControlStore, StoreConflict } from '@juxian/store/table.ts';
import * as z from 'zod';
import { addressOf, type House, loginKey, newProof, personalWords } from './account.ts';
import { audited, recordAccess } from './audit.ts';
import { createConfig, removeConfig, type TenantConfig, tenantKinds } from './config.ts';
import { type Membership, membershipItem } from './member.ts';
import { issue, knownTenant, listTenants, type Tenant } from './tenant.ts';

export type SignUpRule = 'open' | 'approve';

const reserved = [
  'api',
  'admin',
  'operator',
  'www',
  'portal',
  'demo-assets',
  'assets',
  'static',
  'public',
  'sign-in',
  'sign-up',
];

export const signUpSchema = z.strictObject({
  division: z
    .string()
    .refine(
      (code) => /^[1-9]\d{5}$/.test(code),
      issue('invalid.division', t('区划代码应为6位数字', 'A division code has 6 digits')),
    ),
  kind: z.enum(tenantKinds),
  name: z.string().trim().min(2).max(60),
  slug: z
    .string()
    .refine(
      (slug) => /^[a-z](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]$/.test(slug) && !reserved.includes(slug),
      issue(
        'invalid.slug',
        t(
          '网址名须为3至40位小写字母、数字或短横，以字母开头',
          '3 to 40 small letters, digits or hyphens, beginning with a letter',
        ),
      ),
    ),
  admin: z.strictObject({
    name: z.string().trim().min(1).max(50),
    email: z.email().max(254),
    password: z.string().max(1000),
  }),
});
export type SignUp = z.output<typeof signUpSchema>;

const isFictional = (division: string): boolean => division.startsWith('99');

/**
 * Signs a county up: claims with login and first person in one transaction, then its configuration with fresh keys,
 * then it is active. Interrupted at any step, `sweepTenants` finishes or undoes it.
 * @throws Refusal `conflict.division`, `conflict.slug`, `conflict.email`, `invalid.division`, `invalid.password`.
 */
export async function signUp(
  house: House,
  wanted: SignUp,
  options: { rule: SignUpRule; demo?: boolean },
): Promise<Tenant> {
  const { division, slug, name, kind, admin } = wanted;
  if (isFictional(division) && house.profile !== 'local')
    throw new Refusal(
      'invalid.division',
      t('99开头的区划代码是虚构的，不能注册', 'Division codes beginning with 99 are fictional'),
    );
  const words = personalWords('juxian', '聚贤', name, slug, division, admin.name, admin.email);
  const proof = await newProof(house, admin.password, words);
  const now = house.clock.wall();
  const verified = house.profile === 'local';
  const founder = { uid: newId('user', now), name: admin.name, email: addressOf(admin.email) };
  const tenant: Tenant = {
    id: newTenantId(),
    slug,
    name,
    division,
    kind,
    state: 'pending',
    approved: options.rule === 'open',
    verified,
    demo: options.demo ?? false,
    live: false,
    administrators: { system: [founder.uid], security: [founder.uid], audit: [] },
    revision: 1,
    createdAt: now,
    founder,
  };
  const member: Membership = {
    ...founder,
    tenant: tenant.id,
    status: 'pending',
    roles: ['system', 'security', 'office'],
    createdAt: now,
  };
  await claim(house.table.control, tenant, [
    { put: { ...controlKeys.user(founder.uid), ...founder, status: 'active', epoch: 0 }, when: 'absent' },
    { put: { ...controlKeys.authFactor(founder.uid), uid: founder.uid, ...proof }, when: 'absent' },
    { put: membershipItem(member), when: 'absent' },
  ]);
  return finishSignUp(house, tenant);
}

const claimed: { code: RefusalCode; path: string; says: Text }[] = [
  {
    code: 'conflict.division',
    path: 'division',
    says: t(
      '这个区划已有单位注册，请与平台运营方联系',
      'This division has signed up already; ask the operator of the platform',
    ),
  },
  {
    code: 'conflict.slug',
    path: 'slug',
    says: t('这个网址名已被使用，请换一个', 'This address is taken; choose another'),
  },
  {
    code: 'conflict.email',
    path: 'admin.email',
    says: t('这个邮箱已有账号，请换一个或直接登录', 'This e-mail has an account; use another or sign in'),
  },
];

async function claim(control: ControlStore, tenant: Tenant, rest: Action[]): Promise<void> {
  const division = controlKeys.division(tenant.division);
  const of = { tenant: tenant.id };
  try {
    await control.transact([
      tenant.verified ? { put: { ...division, ...of }, when: 'absent' } : { check: division, when: 'absent' },
      { put: { ...controlKeys.slug(tenant.slug), ...of }, when: 'absent' },
      { put: { ...loginKey(tenant.founder.email), uid: tenant.founder.uid }, when: 'absent' },
      { put: { ...controlKeys.tenant(tenant.id), ...tenant }, when: 'absent' },
      ...rest,
    ]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    const taken = claimed.filter((_, i) => error.failed.includes(i));
    const [first] = taken;
    if (!first)
      throw new Refusal(
        'conflict.busy',
        t('刚有人同时提交，请再试一次', 'Somebody submitted at the same moment; try again'),
      );
    throw new Refusal(first.code, first.says, { fields: taken });
  }
}

/** Takes the remaining steps of a sign-up; each may have been taken before. */
async function finishSignUp(house: House, tenant: Tenant): Promise<Tenant> {
  const store = house.table.for(tenant.id);
  await createConfig(store, house.keyring, firstConfig(tenant));
  if (!tenant.approved) return tenant;
  await recordAccess(store, house.clock, {
    actor: { id: tenant.founder.uid, name: tenant.founder.name, kind: 'member' },
    name: 'tenant.opened',
    outcome: 'done',
  });
  try {
    await house.table.control.transact([
      { update: controlKeys.tenant(tenant.id), set: { state: 'active' }, when: { equals: { state: 'pending' } } },
      {
        update: controlKeys.membership(tenant.founder.uid, tenant.id),
        set: { status: 'active' },
        when: { equals: { status: 'pending' } },
      },
    ]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
  return { ...tenant, state: 'active' };
}

const firstConfig = ({ name, slug, division, kind, verified, demo }: Tenant): TenantConfig => ({
  name,
  slug,
  division,
  kind,
  verified,
  demo,
  overlays: {},
  off: [],
  figures: {},
  closedDays: [],
  office: { name: '', phone: '', address: '', hours: '' },
});

const restMs = 2 * 60_000;
const undoMs = 24 * 60 * 60_000;

/**
 * Finishes sign-ups that were interrupted over two minutes ago; those that cannot be finished within a day are undone,
 * so that division, address and e-mail are free again.
 */
export async function sweepTenants(house: House): Promise<{ finished: string[]; undone: string[] }> {
  const swept = { finished: [] as string[], undone: [] as string[] };
  const now = house.clock.wall();
  for (const tenant of await listTenants(house.table.control)) {
    const age = now - tenant.createdAt;
    if (tenant.state !== 'pending' || !tenant.approved || age < restMs) continue;
    try {
      await finishSignUp(house, tenant);
      swept.finished.push(tenant.id);
    } catch (error) {
      if (age < undoMs) continue;
      console.error(
        JSON.stringify({ level: 'error', what: 'sign-up undone', tenant: tenant.id, error: String(error) }),
      );
      await undoSignUp(house, tenant);
      swept.undone.push(tenant.id);
    }
  }
  return swept;
}

/** Takes back a sign-up that never became active, the keys first. Also how the operator turns one down. */
export async function undoSignUp(house: House, tenant: Tenant): Promise<void> {
  await removeConfig(house.table.for(tenant.id));
  const { uid, email } = tenant.founder;
  await house.table.control.transact([
    { remove: controlKeys.tenant(tenant.id), when: { equals: { state: 'pending' } } },
    { remove: controlKeys.slug(tenant.slug) },
    ...(tenant.verified ? [{ remove: controlKeys.division(tenant.division) }] : []),
    { remove: loginKey(email) },
    { remove: controlKeys.user(uid) },
    { remove: controlKeys.authFactor(uid) },
    { remove: controlKeys.membership(uid, tenant.id) },
  ]);
}

/** Lets a waiting county begin. @throws Refusal `missing.tenant`. */
export async function approveTenant(house: House, id: string, operator: string): Promise<Tenant> {
  const tenant = await knownTenant(house.table.control, id);
  const by = { id: operator, name: operator, kind: 'operator' };
  await audited(house.table.for(id), house.clock, { actor: by, name: 'tenant.approved' }, () =>
    house.table.control.transact([{ update: controlKeys.tenant(id), set: { approved: true }, when: 'present' }]),
  );
  return finishSignUp(house, { ...tenant, approved: true });
}

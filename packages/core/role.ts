import { exclusiveRoles, type Role, roles } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';

/** The roles a member may hold, in the words of the offices. */
export const staffRoles = {
  system: {
    label: t('系统管理员', 'System administrator'),
    help: t('开设账号、机构、设置；不看业务内容', 'Accounts, organisation and settings; sees no business data'),
  },
  security: {
    label: t('安全管理员', 'Security administrator'),
    help: t(
      '授予角色、制定策略；不开设账号，不看业务内容',
      'Gives roles and sets policies; makes no accounts, sees no business data',
    ),
  },
  audit: { label: t('审计员', 'Auditor'), help: t('只看审计记录', 'Reads the audit log only') },
  office: { label: t('经办人员', 'Office staff'), help: t('办理业务', 'Does the work') },
  leader: { label: t('领导', 'Leader'), help: t('查阅', 'Reads') },
  unit: { label: t('单位经办人', 'Unit officer'), help: t('只办本单位及下属单位', 'Own unit and those below it') },
  industry: { label: t('行业主管部门', 'Industry department'), help: t('只办本行业的类别', 'Own kinds only') },
  expert: { label: t('专家', 'Expert'), help: t('评审指派给自己的材料', 'Reviews what is assigned') },
} satisfies Partial<Record<Role, { label: Text; help: Text }>>;

/** Administrators: no person holds two of these once the county has gone live, and each has at least one. */
export type Administrator = (typeof exclusiveRoles)[number];
export type Administrators = Record<Administrator, string[]>;

export const isAdministrator = (role: Role): role is Administrator =>
  (exclusiveRoles as readonly Role[]).includes(role);

/** The wanted roles without doubles, in their fixed order. @throws Refusal `invalid.roles` for one a member cannot hold. */
export function memberRoles(wanted: readonly string[]): Role[] {
  const unknown = wanted.find((role) => !Object.hasOwn(staffRoles, role));
  if (unknown !== undefined) {
    const says = t('没有“{role}”这个角色', 'There is no role “{role}” for members');
    throw new Refusal('invalid.roles', says, {
      values: { role: unknown },
      fields: [{ path: 'roles', code: 'invalid.roles', says, values: { role: unknown } }],
    });
  }
  return roles.filter((role) => wanted.includes(role));
}

/** The administrators after a person's roles have become `next`; those who are not active count for nothing. */
export const administratorsAfter = (now: Administrators, uid: string, next: readonly Role[]): Administrators => {
  const after = (role: Administrator) => [
    ...now[role].filter((one) => one !== uid),
    ...(next.includes(role) ? [uid] : []),
  ];
  return { system: after('system'), security: after('security'), audit: after('audit') };
};

/**
 * Refuses what would end the separation of the three administrators (GB/T 22239-2019 8.1.4.2 d, 8.1.5).
 * Before go-live one person may hold several, yet somebody must be left to make accounts and give roles.
 */
export function checkAdministrators(live: boolean, before: Administrators, after: Administrators): void {
  for (const role of live ? exclusiveRoles : (['system', 'security'] as const))
    if (before[role].length > 0 && after[role].length === 0)
      throw new Refusal('conflict.lastAdministrator', t('至少要有一名{role}', 'There must be at least one {role}'), {
        values: { role: staffRoles[role].label },
      });
  const double = live && doubleOf(after);
  if (double) throw double;
}

/** Whether the county may go live. @throws Refusal naming the administrator that is missing or the two that are one person. */
export function checkGoLive(now: Administrators): void {
  const missing = exclusiveRoles.find((role) => now[role].length === 0);
  if (missing)
    throw new Refusal(
      'conflict.missingAdministrator',
      t('还没有{role}，不能正式启用', 'There is no {role} yet; go-live has to wait'),
      {
        values: { role: staffRoles[missing].label },
      },
    );
  const double = doubleOf(now);
  if (double) throw double;
}

/** Refuses two administrators' roles in one hand. @throws Refusal `conflict.exclusiveRoles`. */
export function checkPerson(held: readonly Role[]): void {
  const double = doubleOf(administratorsAfter({ system: [], security: [], audit: [] }, 'one', held));
  if (double) throw double;
}

function doubleOf(now: Administrators): Refusal | undefined {
  for (const [i, one] of exclusiveRoles.entries())
    for (const other of exclusiveRoles.slice(i + 1))
      if (now[one].some((uid) => now[other].includes(uid)))
        return new Refusal(
          'conflict.exclusiveRoles',
          t('{one}与{other}不能是同一人', '{one} and {other} must not be the same person'),
          {
            values: { one: staffRoles[one].label, other: staffRoles[other].label },
            rule: t('GB/T 22239—2019 8.1.4.2 d、8.1.5', 'GB/T 22239-2019 8.1.4.2 d, 8.1.5'),
          },
        );
  return undefined;
}

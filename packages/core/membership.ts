import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { z } from 'zod';
import { type House, readProof, strangersBucket } from './account.ts';
import { forgetTries } from './attempt.ts';
import { audited } from './audit.ts';
import { resetFactor } from './factor.ts';
import { invitationSchema } from './invitation.ts';
import { type By, byLine, knownMember, type Membership } from './member.ts';
import { administratorsAfter, checkAdministrators, checkPerson, memberRoles } from './role.ts';
import { endAllSessions } from './session.ts';
import { changeTenant, knownTenant, type Tenant } from './tenant.ts';

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
      knownMember(house.table.control, tenantId, uid),
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
  const before = await knownMember(house.table.control, tenantId, uid);
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
  const member = await knownMember(house.table.control, tenantId, uid);
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
  await knownMember(house.table.control, tenantId, uid);
  const access = { actor: byLine(by), name: 'member.signedOut', object: { person: uid } };
  await audited(house.table.for(tenantId), house.clock, access, () =>
    house.table.control.transact([endAllSessions(uid)]),
  );
}

/** Lifts the lock that wrong passwords have put on a member's account. */
export async function unlockMember(house: House, tenantId: string, uid: string, by: By): Promise<void> {
  const { email } = await knownMember(house.table.control, tenantId, uid);
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
  await knownMember(house.table.control, tenantId, uid);
  const access = { actor: byLine(by), name: 'member.factorReset', object: { person: uid } };
  return audited(house.table.for(tenantId), house.clock, access, () => resetFactor(house, uid, by.id));
}

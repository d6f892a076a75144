import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import * as z from 'zod';
import type { House } from './account.ts';
import { audited } from './audit.ts';
import { type By, byLine, knownMember, type Membership, type Recusal } from './member.ts';
import { issue } from './tenant.ts';

const record = z
  .string()
  .refine((id) => isId('record', id), issue('invalid.ref', t('没有这个人', 'There is no such person')));
const note = z.string().trim().min(2).max(100);

export const recusalsSchema = z.strictObject({
  self: record.nullable(),
  recusals: z.array(z.strictObject({ record, ground: z.enum(['kin', 'declared']), note })).max(60),
});
export const declarationSchema = z.strictObject({ record, note });

/** Whose records a member is kept from: nobody reads the own, kin's or declared conflicts' file (干部人事档案工作条例, 2018). */
export const avoidedOf = ({ self, recusals = [] }: Pick<Membership, 'self' | 'recusals'>): string[] => [
  ...(self ? [self] : []),
  ...recusals.map((recusal) => recusal.record),
];

/**
 * Sets the own record of a member and whom they are kept from; counts from the next request on.
 * @throws Refusal `missing.member`, `forbidden.ownRecusals`: nobody lifts their own.
 */
export async function setRecusals(
  house: House,
  tenant: string,
  uid: string,
  { self, recusals }: z.output<typeof recusalsSchema>,
  by: By,
): Promise<Membership> {
  const member = await knownMember(house.table.control, tenant, uid);
  const wanted = { ...(self ? { self } : {}), recusals };
  const kept = new Set(avoidedOf(wanted));
  if (uid === by.id && avoidedOf(member).some((id) => !kept.has(id)))
    throw new Refusal(
      'forbidden.ownRecusals',
      t('不能取消自己的回避，请另一名安全管理员办理', 'Nobody lifts their own recusal; another administrator has to'),
    );
  await change(house, tenant, member, { self: self ?? undefined, recusals }, by, 'member.recusals');
  const { self: _, ...rest } = member;
  return { ...rest, ...wanted };
}

/** A member says of themselves whom they should be kept from; only the security administrator takes it back. */
export async function declareRecusal(
  house: House,
  tenant: string,
  declared: z.output<typeof declarationSchema>,
  by: By,
): Promise<Membership> {
  const member = await knownMember(house.table.control, tenant, by.id);
  const { recusals = [] } = member;
  if (avoidedOf(member).includes(declared.record)) return member;
  const after: Recusal[] = [...recusals, { ...declared, ground: 'declared' }];
  await change(house, tenant, member, { recusals: after }, by, 'member.recusalDeclared');
  return { ...member, recusals: after };
}

async function change(
  house: House,
  tenant: string,
  { uid, recusedAt }: Membership,
  set: { self?: string | undefined; recusals: Recusal[] },
  by: By,
  name: string,
): Promise<void> {
  const access = { actor: byLine(by), name, object: { person: uid }, details: { count: set.recusals.length } };
  await audited(house.table.for(tenant), house.clock, access, () =>
    house.table.control.transact([
      {
        update: controlKeys.membership(uid, tenant),
        set: { ...set, recusedAt: house.clock.wall() },
        when: { equals: { recusedAt } },
      },
    ]),
  );
}

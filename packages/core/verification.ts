import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { StoreConflict } from '@juxian/store/table.ts';
import * as z from 'zod';
import type { House } from './account.ts';
import { audited } from './audit.ts';
import { dropConfig, type TenantConfig } from './config.ts';
import { issue, knownTenant, type Tenant } from './tenant.ts';

export const verificationSchema = z.strictObject({
  letter: z.string().trim().min(1).max(100),
  creditCode: z
    .string()
    .refine(isCreditCode, issue('invalid.creditCode', t('统一社会信用代码不对', 'Not a unified social credit code'))),
});

const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015: 18 signs, the last one of them a check sign modulo 31. */
function isCreditCode(code: string): boolean {
  if (code.length !== 18 || [...code].some((sign) => !creditSigns.includes(sign))) return false;
  const sum = [...code].slice(0, 17).reduce((total, sign, i) => total + creditSigns.indexOf(sign) * (3 ** i % 31), 0);
  return creditSigns[(31 - (sum % 31)) % 31] === code[17];
}

/**
 * Records that the operator has verified the county: from then on its division is its own.
 * @throws Refusal `conflict.division` where another verified county has it, `missing.tenant`.
 */
export async function verifyTenant(
  house: House,
  id: string,
  proof: z.output<typeof verificationSchema>,
  operator: string,
): Promise<Tenant> {
  const tenant = await knownTenant(house.table.control, id);
  if (tenant.verified) return tenant;
  const store = house.table.for(id);
  const access = { actor: { id: operator, name: operator, kind: 'operator' }, name: 'tenant.verified', details: proof };
  await audited(store, house.clock, access, async () => {
    try {
      await house.table.control.transact([
        { put: { ...controlKeys.division(tenant.division), tenant: id }, when: 'absent' },
        {
          update: controlKeys.tenant(id),
          set: { verified: true, verification: { ...proof, by: operator, at: house.clock.wall() } },
          when: 'present',
        },
      ]);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      throw new Refusal(
        'conflict.division',
        t('这个区划已有核验过的单位', 'Another verified county has this division'),
      );
    }
  });
  await markVerified(house, id);
  return { ...tenant, verified: true };
}

/** The configuration says so too; where this step is lost, verifying again takes it. */
async function markVerified(house: House, id: string): Promise<void> {
  const store = house.table.for(id);
  for (const reach of ['staff', 'portal'] as const) {
    const item = await store.get(store.keys.config(reach));
    if (!item) continue;
    const config = { ...(item.config as TenantConfig), verified: true };
    await store.transact([
      { update: store.keys.config(reach), set: { config }, when: { equals: { revision: item.revision } } },
    ]);
  }
  dropConfig(id);
}

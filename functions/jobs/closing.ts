import { momentOf } from '@juxian/base/clock.ts';
import { fn } from '@juxian/base/fn.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { type Item, type Store, StoreConflict } from '@juxian/store/table.ts';
import * as z from 'zod';

/** A county on its way out: until `closesAt`, on the business clock, it works as ever and may stay. */
export type Closing = { at: string; closesAt: string; by: { id: string; name: string } };

/** Time to take the archive along and to think better of it. */
export const graceDays = 30;
const dayMs = 86_400_000;

export const closingKey = (store: Store) => store.keys.configPart('staff', 'closing');

export const closingOf = (item: Item): Closing => ({
  at: String(item.at),
  closesAt: String(item.closesAt),
  by: item.by as Closing['by'],
});

/**
 * Begins the grace at whose end everything of the county is erased. The address is typed again to confirm.
 * @throws Refusal `invalid.slug` for another address, `conflict.closing` where it has begun already.
 */
export const closeTenant = fn(
  z.strictObject({ slug: z.string().max(60) }),
  async (ctx: Ctx, { slug }): Promise<Closing> => {
    const { actor, clock, store } = ctx;
    if (slug !== ctx.config.slug)
      throw refuseField(
        'slug',
        'invalid.slug',
        t('请输入本单位的网址名以确认', 'Type the address of the county to confirm'),
      );
    const closing: Closing = {
      at: clock.now(),
      closesAt: momentOf(clock.business() + graceDays * dayMs),
      by: { id: actor.id, name: actor.name },
    };
    try {
      await store.transact([
        { put: { ...closingKey(store), ...closing }, when: 'absent' },
        actLine(ctx, { name: 'tenant.closing', details: { closesAt: closing.closesAt } }),
      ]);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      throw new Refusal('conflict.closing', t('已在注销等待期内', 'The county is closing already'));
    }
    return closing;
  },
);

/** Ends the grace: the county stays. @throws Refusal `missing.closing` where it is not closing. */
export async function keepTenant(ctx: Ctx): Promise<void> {
  try {
    await ctx.store.transact([
      { remove: closingKey(ctx.store), when: 'present' },
      actLine(ctx, { name: 'tenant.kept' }),
    ]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    throw new Refusal('missing.closing', t('没有在注销', 'The county is not closing'));
  }
}

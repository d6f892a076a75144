import type { Ctx } from '@juxian/engine/context.ts';
import { sortKey } from '@juxian/store/keys.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import type { Happened } from './happened.ts';

/** Partition of the queue index. */
export const queue = 'news';
/** Longer than an event is told again. */
const keptDays = 7;

/** Lays what was published down for the next digest, once however often it is told. */
export async function layNews({ store, clock }: Ctx, { event, stamp, at, module, id, n }: Happened): Promise<void> {
  const now = clock.wall();
  const item: Item = {
    ...store.keys.news(event),
    gsi2pk: store.keys.queueIndex('staff', queue),
    gsi2sk: sortKey(stamp, event),
    ...{ event, stamp, at, module, record: id, n, laid: now },
    expires: Math.floor(now / 1000) + keptDays * 86_400,
  };
  try {
    await store.transact([{ put: item, when: 'absent' }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
}

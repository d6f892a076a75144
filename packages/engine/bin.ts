import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { creatableFields, gateOf, isToldNames, maskedValues, partsFor, visibleFields } from './access.ts';
import type { Ctx } from './context.ts';
import type { Phase } from './define.ts';
import { binUntil, stateLabel } from './record.ts';
import { moduleOf } from './registry.ts';
import { shownItems } from './shown.ts';
import { openRecord } from './stored.ts';
import { shownTitle } from './title.ts';

export type BinLine = {
  id: string;
  title: string;
  stateLabel: string;
  phase: Phase;
  removedAt: string;
  /** Blank for who is not told names. */
  removedBy: string;
  /** The moment after which it cannot be restored. */
  until: string;
};

/**
 * What lies in the bin of a module and the actor could restore, latest first.
 * @throws Refusal `missing.module` for whoever sees nothing of it.
 */
export async function listBin(ctx: Ctx, name: string): Promise<BinLine[]> {
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  if (gate.grants.length === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  if (creatableFields(gate).size === 0) return [];
  const rows = await ctx.rows.fresh(ctx, module);
  const gone = rows.ids.filter((_, slot) => !rows.stands(slot));
  const items = await ctx.store.batchGet(gone.map((id) => ctx.store.keys.record(module.reach, module.name, id)));
  return (await shownItems(ctx, module, items))
    .flatMap((item) => (item.gone ? [openRecord(ctx, module, item)] : []))
    .flatMap((record) => {
      const until = binUntil(record.gone ?? '');
      const parts = partsFor(ctx, gate, module, record);
      if (parts.length === 0 || until < ctx.clock.now()) return [];
      const visible = visibleFields(parts);
      const line: BinLine = {
        id: record.id,
        title: shownTitle(module, record.title, visible, maskedValues(module, record.values, visible)),
        stateLabel: say(stateLabel(ctx, module, record.state), ctx.locale),
        phase: module.states[record.state]?.phase ?? 'draft',
        removedAt: record.gone ?? '',
        removedBy: isToldNames(parts.map(({ role }) => role)) ? record.changedBy : '',
        until,
      };
      return [line];
    })
    .sort((a, b) => (a.removedAt < b.removedAt ? 1 : -1));
}

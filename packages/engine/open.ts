import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Gate, gateOf, partsFor } from './access.ts';
import type { Ctx } from './context.ts';
import type { Resolved } from './overlay.ts';
import { moduleOf } from './registry.ts';
import { loadRecord, type Stored } from './stored.ts';

export type Address = { module: string; id: string };

export const missing = () => new Refusal('missing.record', t('未找到', 'Not found'));

/**
 * Loads a record within the actor's scope.
 * @throws Refusal `missing.record` where there is none, it is another county's, in the bin, or out of scope.
 */
export async function openFor(
  ctx: Ctx,
  { module: name, id }: Address,
): Promise<{ module: Resolved; record: Stored; gate: Gate; parts: Gate['parts'] }> {
  const module = moduleOf(ctx, name);
  if (!isId('record', id)) throw missing();
  const [record, gate] = await Promise.all([loadRecord(ctx, module, id), gateOf(ctx, module)]);
  if (!record || record.gone || record.job) throw missing();
  const parts = partsFor(ctx, gate, module, record);
  if (parts.length === 0 && ctx.actor.kind !== 'clock') throw missing();
  return { module, record, gate, parts };
}

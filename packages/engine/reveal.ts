import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { commit } from './commit.ts';
import type { Ctx } from './context.ts';
import { openFor } from './open.ts';

/**
 * The clear value of a sensitive field. The reason becomes an event of the record; without it nothing is shown.
 * @throws Refusal `missing.field` where the field is not the actor's to reveal, `invalid.reason` without a reason.
 */
export async function revealField(
  ctx: Ctx,
  input: { module: string; id: string; field: string; reason: string },
): Promise<{ value: unknown }> {
  const { module, record, parts } = await openFor(ctx, input);
  const mayReveal = parts.some(({ access }) => access.reveal?.includes(input.field));
  if (!mayReveal || !module.fields[input.field]?.sensitive)
    throw new Refusal('missing.field', t('没有这一栏', 'There is no such field'));
  if (input.reason.trim().length < 2)
    throw new Refusal('invalid.reason', t('请写明查看事由', 'Give a reason for reading it'));
  await commit(ctx, [
    {
      module,
      before: record,
      after: record,
      event: 'reveal',
      note: { field: input.field, reason: input.reason.trim() },
    },
  ]);
  return { value: record.values[input.field] ?? null };
}

import { Refusal } from '@juxian/base/refusal.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { Item } from '@juxian/store/table.ts';
import { filled } from './permit-module.ts';

/** Whatever a piece of work was refused with; anything else thrown is a bug of the work or of the test. */
export const refusalOf = async (work: Promise<unknown>): Promise<Refusal | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );
export const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work))?.code ?? 'done';

/** The events of a permit as they lie in the table. */
export async function itemsOf(ctx: Ctx, id: string, name = 'permit'): Promise<Item[]> {
  const { reach } = moduleOf(ctx, name);
  return (await ctx.store.query({ pk: ctx.store.keys.events(reach, name, id) })).items;
}

/** A permit as created; `state` filed by default. */
export const made = (ctx: Ctx, more: Record<string, unknown> = {}, state = 'filed') =>
  createRecord(ctx, { module: 'permit', values: filled(more), state });

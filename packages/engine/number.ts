import type { Key } from '@juxian/store/keys.ts';
import { type Store, StoreConflict, StoreUnknown } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';
import type { Resolved } from './overlay.ts';

/**
 * The next number of a module on the event that gives one, or nothing. Numbers run per county, module, word and year;
 * one drawn by a commit that fails, or whose drawing was never answered, is not given again. `{n}` has three digits,
 * `{n:1}` at least one, as official documents have it.
 */
export async function numberFor(
  ctx: Ctx,
  module: Resolved,
  event: string,
  values: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { number } = module;
  if (number?.on !== event || values[number.field]) return {};
  const year = ctx.clock.today().slice(0, 4);
  const n = await nextInSequence(ctx, module, `${module.name}.${number.word}.${year}`);
  return {
    [number.field]: number.pattern
      .replace('{word}', number.word)
      .replace('{year}', year)
      .replace(/\{n(?::(\d))?\}/, (_, digits = '3') => String(n).padStart(Number(digits), '0')),
  };
}

/** The number of the next copy of a form of a record: 1, 2, 3 … */
export const nextCopy = (ctx: Ctx, module: Resolved, id: string, form: string): Promise<number> =>
  nextInSequence(ctx, module, `copy.${module.name}.${id}.${form}`);

const turns = new Map<string, Promise<unknown>>();

/** One after another within this process; against other processes the condition decides. */
function nextInSequence(ctx: Ctx, module: Resolved, name: string): Promise<number> {
  const key = ctx.store.keys.sequence(module.reach, name);
  const draw = () => drawNext(ctx.store, key);
  const turn = (turns.get(key.pk) ?? Promise.resolve()).then(draw, draw);
  turns.set(key.pk, turn);
  const end = () => {
    if (turns.get(key.pk) === turn) turns.delete(key.pk);
  };
  turn.then(end, end);
  return turn;
}

async function drawNext(store: Store, key: Key): Promise<number> {
  for (;;) {
    const last = Number((await store.get(key))?.last ?? 0);
    try {
      await store.transact([{ put: { ...key, last: last + 1 }, when: last === 0 ? 'absent' : { equals: { last } } }]);
      return last + 1;
    } catch (error) {
      if (!(error instanceof StoreConflict || error instanceof StoreUnknown)) throw error;
    }
  }
}

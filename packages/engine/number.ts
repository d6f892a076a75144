import type { Key, Reach } from '@juxian/store/keys.ts';
import { type Store, StoreConflict, StoreUnknown } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';
import type { Resolved } from './overlay.ts';

type Values = Readonly<Record<string, unknown>>;

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

export type Sequence = { name: string; last: number };

/** The sequence that a number comes from and how far it is; undefined for a number of another shape. */
export function sequenceOf({ name, number }: Pick<Resolved, 'name' | 'number'>, values: Values): Sequence | undefined {
  const value = number && values[number.field];
  if (!number || typeof value !== 'string') return undefined;
  const pattern = number.pattern.replace(/[\\^$.*+?()[\]|]/g, '\\$&').replace(/\{n(:\d)?\}/, '(?<n>\\d{1,9})');
  const shape = pattern.replace('{word}', '(?<word>.+?)').replace('{year}', '(?<year>\\d{4})');
  const found = new RegExp(`^${shape}$`).exec(value)?.groups;
  return found?.n ? { name: `${name}.${found.word ?? number.word}.${found.year}`, last: Number(found.n) } : undefined;
}

/** Numbers go on where those brought along end. */
export async function raiseSequences(
  { store }: Pick<Ctx, 'store'>,
  reach: Reach,
  sequences: readonly Sequence[],
): Promise<void> {
  const furthest = new Map<string, number>();
  for (const { name, last } of sequences) furthest.set(name, Math.max(last, furthest.get(name) ?? 0));
  for (const [name, last] of furthest) {
    const key = store.keys.sequence(reach, name);
    if (Number((await store.get(key))?.last ?? 0) < last)
      await store.transact([{ put: { ...key, last }, when: { below: { last } } }]);
  }
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

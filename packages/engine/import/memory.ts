import type { Ctx } from '../context.ts';

/** What a county has said of its own tables: which field a heading means, what a word stands for. */
export type Memory = {
  /** `shape|heading` to the field, empty where the column is left alone. */
  headings: Readonly<Record<string, string>>;
  /** `shape.field|word` to the answer. */
  words: Readonly<Record<string, string>>;
};

const most = 3_000;
const aad = (module: string): string => `import#${module}`;
const keyOf = ({ store: { keys } }: Ctx, module: string) => keys.configPart('staff', `import#${module}`);

/** What the county remembers of imports into a module. */
export async function recall(ctx: Ctx, module: string): Promise<Memory> {
  const item = await ctx.store.get(keyOf(ctx, module));
  return item ? ctx.seal('staff').open<Memory>(aad(module), item.sealed as Uint8Array) : { headings: {}, words: {} };
}

/** Adds to what is remembered; of more than 3,000 of a sort the oldest are forgotten. */
export async function remember(ctx: Ctx, module: string, said: Memory): Promise<void> {
  if (Object.keys(said.headings).length + Object.keys(said.words).length === 0) return;
  const known = await recall(ctx, module);
  const memory: Memory = {
    headings: latest(known.headings, said.headings),
    words: latest(known.words, said.words),
  };
  await ctx.store.transact([{ put: { ...keyOf(ctx, module), sealed: ctx.seal('staff').seal(aad(module), memory) } }]);
}

function latest(known: Memory['words'], said: Memory['words']): Memory['words'] {
  const kept = Object.entries(known).filter(([key]) => !Object.hasOwn(said, key));
  return Object.fromEntries([...kept, ...Object.entries(said)].slice(-most));
}

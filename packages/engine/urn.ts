import { randomInt } from 'node:crypto';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { StoreConflict } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';

/** What lies in an urn, counted. */
export type Urn = { returned: number; choices: Readonly<Record<string, number>> };
/** A question that is put to a vote in a record. */
type Question = { module: Pick<AnyModule, 'name' | 'reach'>; id: string; question: string };

/** As many as may vote at the same moment, and more. */
const tries = 60;

/**
 * Strikes a voter off and puts the choice into the urn. The mark holds the voter and nothing else, not even when; the
 * urn holds all choices sealed as one, shuffled and sealed anew with each, and no voter. There is no event.
 * @throws Refusal `conflict.voted` where the voter has been struck off.
 */
export async function castBallot(ctx: Ctx, asked: Question, voter: string, choice: string): Promise<void> {
  const { reach, name } = asked.module;
  const urn = urnKey(ctx, asked);
  const mark = ctx.store.keys.struckOff(reach, name, asked.id, asked.question, voter);
  for (let attempt = 1; ; attempt++) {
    const item = await ctx.store.get(urn);
    const choices = shuffled([...lying(ctx, asked, item?.sealed), choice]);
    const sealed = ctx.seal(reach).seal(aad(asked), choices);
    try {
      await ctx.store.transact([
        { put: mark, when: 'absent' },
        { put: { ...urn, n: choices.length, sealed }, when: item ? { equals: { n: item.n } } : 'absent' },
      ]);
      return;
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      if (await ctx.store.get(mark))
        throw new Refusal('conflict.voted', t('您已投过这一项', 'You have voted on this item'));
      if (attempt >= tries) throw error;
    }
  }
}

export async function readUrn(ctx: Ctx, asked: Question): Promise<Urn> {
  const held = lying(ctx, asked, (await ctx.store.get(urnKey(ctx, asked)))?.sealed);
  const choices: Record<string, number> = {};
  for (const choice of [...held].sort()) choices[choice] = (choices[choice] ?? 0) + 1;
  return { returned: held.length, choices };
}

/** Who has been struck off, in the order of the keys. */
export async function struckOff(ctx: Ctx, asked: Question): Promise<string[]> {
  const { pk, sk } = urnKey(ctx, asked);
  const { items } = await ctx.store.query({ pk, from: `${sk}#`, to: `${sk}#~` });
  return items.map((item) => item.sk.slice(sk.length + 1));
}

const aad = ({ module, id, question }: Question): string => `urn#${module.name}#${id}#${question}`;

const urnKey = (ctx: Ctx, { module, id, question }: Question) =>
  ctx.store.keys.urn(module.reach, module.name, id, question);

const lying = (ctx: Ctx, asked: Question, sealed: unknown): string[] =>
  sealed === undefined ? [] : ctx.seal(asked.module.reach).open<string[]>(aad(asked), sealed as Uint8Array);

function shuffled<T>(list: T[]): T[] {
  for (let at = list.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
}

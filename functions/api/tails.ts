import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import type { Gate } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { type Tail, tailsAsked } from '@juxian/engine/tail.ts';
import { actorLine } from '../actor.ts';

const most = 30;
const span = 10 * 60_000;
const actorsKept = 5000;

/** What each actor of this process searched for lately, and when first. */
const lately = new Map<string, Map<string, number>>();

/** The fields whose end the words of a list may be, noted where there are any. @throws Refusal `limit.tails`. */
export async function tailsFor(ctx: Ctx, module: Resolved, gate: Gate, query = ''): Promise<Tail[]> {
  const tails = tailsAsked(module, gate, query);
  const fields = tails.map(({ field }) => field);
  if (tails.length > 0) await noteTail(ctx, module.name, fields, query);
  return tails;
}

/**
 * A search by the end of an identity number: at most 30 different ones in 10 minutes and process, each with a line of the
 * log that stands before the answer leaves. The line names no digits.
 * @throws Refusal `limit.tails`.
 */
async function noteTail(ctx: Ctx, module: string, fields: readonly string[], query: string): Promise<void> {
  const now = ctx.clock.wall();
  const key = `${ctx.store.tenant} ${ctx.actor.id}`;
  const asked = new Map([...(lately.get(key) ?? [])].filter(([, at]) => now - at < span));
  const what = `${module} ${query.trim().toUpperCase()}`;
  if (asked.has(what)) return;
  if (asked.size >= most)
    throw new Refusal(
      'limit.tails',
      t('按证件号末四位查找太频繁，请稍后再试', 'Too many searches by number; try later'),
      {
        retryAfter: Math.ceil((Math.min(...asked.values()) + span - now) / 1000),
      },
    );
  await recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'records.tail',
    object: { module },
    outcome: 'done',
    details: { fields },
  });
  if (lately.size >= actorsKept) lately.clear();
  lately.set(key, asked.set(what, now));
}

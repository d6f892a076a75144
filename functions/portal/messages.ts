import type { Ctx } from '@juxian/engine/context.ts';
import type { MessageLine } from './My.tsx';

/** What the county has sent the applicant, latest first. */
export async function ownMessages(ctx: Ctx): Promise<MessageLine[]> {
  const { items } = await ctx.store.query({ pk: ctx.store.keys.messages('portal', ctx.actor.id), backward: true });
  return items.map((item) => ({
    id: String(item.id),
    at: String(item.at),
    text: String(item.text ?? ''),
    ...(item.record ? { record: String(item.record) } : {}),
  }));
}

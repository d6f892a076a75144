import { say, type Text } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { isOutside } from '@juxian/engine/registry.ts';
import type { Item } from '@juxian/store/table.ts';

/** A message as its reader sees it. `module` and `record` say what it is about. */
export type MessageAnswer = { id: string; at: string; text: string; module: string; record: string; read: boolean };

export const messageAad = (person: string, id: string): string => `message#${person}#${id}`;

const most = 200;

const reachOf = (ctx: Ctx) => (isOutside(ctx) ? 'portal' : 'staff');

async function ownItems(ctx: Ctx): Promise<Item[]> {
  const pk = ctx.store.keys.messages(reachOf(ctx), ctx.actor.id);
  return (await ctx.store.query({ pk, backward: true, limit: most })).items;
}

/** The actor's own messages, latest first, at most 200; `unread` counts among them. */
export async function listMessages(ctx: Ctx): Promise<{ items: MessageAnswer[]; unread: number }> {
  const seal = ctx.seal(reachOf(ctx));
  const items = (await ownItems(ctx)).map((item) => {
    const id = String(item.id);
    return {
      id,
      at: String(item.at),
      text: say(seal.open<Text>(messageAad(ctx.actor.id, id), item.text as Uint8Array), ctx.locale),
      module: String(item.module),
      record: String(item.record),
      read: item.readAt !== undefined,
    };
  });
  return { items, unread: items.filter(({ read }) => !read).length };
}

/** Marks own messages as read, all of them where none is named. @returns how many are still unread. */
export async function markRead(ctx: Ctx, ids?: readonly string[]): Promise<{ unread: number }> {
  const unread = (await ownItems(ctx)).filter(({ readAt }) => readAt === undefined);
  const marked = unread.filter(({ id }) => ids === undefined || ids.includes(String(id)));
  for (let i = 0; i < marked.length; i += 100)
    await ctx.store.transact(
      marked
        .slice(i, i + 100)
        .map(({ pk, sk }) => ({ update: { pk, sk }, set: { readAt: ctx.clock.now() }, when: 'present' as const })),
    );
  return { unread: unread.length - marked.length };
}

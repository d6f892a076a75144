import { holds } from '@juxian/base/actor.ts';
import { parse } from '@juxian/base/fn.ts';
import { isId, newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { questionOf } from '@juxian/engine/list-question.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { Item } from '@juxian/store/table.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { among } from '../among.ts';
import { readJson } from '../http.ts';
import type { ApiEdge } from './records.ts';

/** A list kept under a name: the parameters of its address. */
export type SavedView = {
  id: string;
  module: string;
  name: string;
  query: Record<string, string>;
  /** Seen by everybody of the county who could ask the same; otherwise by its maker only. */
  shared: boolean;
  /** Whether the reader may delete it. */
  mine: boolean;
};

const mostOfEach = 100;
const everybody = 'shared';
/** Parameters of the address that are the screen's own. */
const screenParams = new Set(['tab', 'columns']);

const wanted = z.strictObject({
  module: z.string().max(60),
  name: z.string().trim().min(1).max(30),
  query: z.record(z.string().max(80), z.string().max(500)),
  shared: z.boolean().default(false),
});

const aad = (holder: string, id: string): string => `view#${holder}#${id}`;

const mayShare = ({ actor }: Ctx): boolean => holds(actor, 'office');

/**
 * Keeps a list of a module under a name, for oneself or, by the office, for all.
 * @throws Refusal `missing.module`, `invalid.*` for what the list itself would refuse, `forbidden.shareView`, `conflict.views`.
 */
export async function saveView(ctx: Ctx, body: unknown): Promise<SavedView> {
  const { module, name, query, shared } = parse(wanted, body);
  await refuseUnanswerable(ctx, module, query);
  if (shared && !mayShare(ctx))
    throw new Refusal('forbidden.shareView', t('只有经办人员可以存为全县视图', 'Only the office can share a view'));
  const holder = shared ? everybody : ctx.actor.id;
  const { store, clock } = ctx;
  if ((await store.query({ pk: store.keys.views(holder) })).items.length >= mostOfEach)
    throw new Refusal(
      'conflict.views',
      t('视图最多{most}个，请先删去不用的', 'At most {most} views; delete some first'),
      {
        values: { most: mostOfEach },
      },
    );
  const id = newId('view', clock.wall());
  const sealed = ctx.seal('staff').seal(aad(holder, id), { name, query });
  await store.transact([{ put: { ...store.keys.view(holder, id), id, module, sealed }, when: 'absent' }]);
  return { id, module, name, query, shared, mine: true };
}

/** The views of a module, or of all: one's own, and those shared that the reader could ask for himself. */
export async function listViews(ctx: Ctx, module?: string): Promise<SavedView[]> {
  const { store, actor } = ctx;
  const read = async (holder: string): Promise<SavedView[]> => {
    const { items } = await store.query({ pk: store.keys.views(holder) });
    return items
      .filter((item) => module === undefined || item.module === module)
      .map((item) => opened(ctx, holder, item));
  };
  const [shared, own] = await Promise.all([read(everybody), read(actor.id)]);
  const answerable = await Promise.all(shared.map((view) => isAnswerable(ctx, view)));
  return [...shared.filter((_, i) => answerable[i]), ...own];
}

function opened(ctx: Ctx, holder: string, item: Item): SavedView {
  const id = String(item.id);
  const isShared = holder === everybody;
  return {
    id,
    module: String(item.module),
    ...ctx.seal('staff').open<Pick<SavedView, 'name' | 'query'>>(aad(holder, id), item.sealed as Uint8Array),
    shared: isShared,
    mine: !isShared || mayShare(ctx),
  };
}

/** Deletes an own view, or as the office a shared one. @throws Refusal `missing.view`. */
export async function removeView(ctx: Ctx, id: string): Promise<void> {
  const { store, actor } = ctx;
  const missing = new Refusal('missing.view', t('没有这个视图', 'There is no such view'));
  if (!isId('view', id)) throw missing;
  const keys = [actor.id, ...(mayShare(ctx) ? [everybody] : [])].map((holder) => store.keys.view(holder, id));
  const found = (await store.batchGet(keys)).find((item) => item !== undefined);
  if (!found) throw missing;
  await store.transact([{ remove: { pk: found.pk, sk: found.sk } }]);
}

async function isAnswerable(ctx: Ctx, { module, query }: SavedView): Promise<boolean> {
  try {
    await refuseUnanswerable(ctx, module, query);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Asks nothing, and refuses what the list itself would refuse this reader. */
async function refuseUnanswerable(ctx: Ctx, name: string, query: Record<string, string>): Promise<void> {
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  if (gate.grants.length === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  const asked = Object.fromEntries(Object.entries(query).filter(([param]) => !screenParams.has(param)));
  questionOf(module, gate, await among(ctx, name, asked), ctx.clock.today());
}

export function savedViewRoutes(app: Hono<ApiEdge>): void {
  app.get('/views', async (c) => c.json({ items: await listViews(c.var.ctx, c.req.query('module')) }));
  app.post('/views', async (c) => c.json(await saveView(c.var.ctx, await readJson(c)), 201));
  app.delete('/views/:id', async (c) => {
    await removeView(c.var.ctx, c.req.param('id'));
    return c.body(null, 204);
  });
}

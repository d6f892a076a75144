import { momentOf } from '@juxian/base/clock.ts';
import { newId } from '@juxian/base/id.ts';
import { gateOf, partsFor, visibleFields } from '@juxian/engine/access.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { sortKey } from '@juxian/store/keys.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import type { Happened } from './happened.ts';
import { asOf } from './messages.ts';
import { knownWebhook, type Webhook } from './webhooks.ts';

/** One event on its way to one receiver. `held` waits until the receiver is taken up again. */
export type Delivery = {
  event: string;
  type: string;
  at: string;
  state: 'waiting' | 'done' | 'failed' | 'held';
  attempts: number;
  /** The last answer: a status, or in a word why there was none. */
  answer?: string;
  lastAt?: string;
  nextAt?: string;
};

const keptDays = 30;
/** Partition of the queue index. */
export const queue = 'webhook';

/** Reading a value leaves an event of its own, which is nobody's outside. */
const untold = new Set(['reveal']);

/** Lays an event down for every receiver whose roles see its record, once however often it is told. */
export async function queueDeliveries(ctx: Ctx, hooks: readonly Webhook[], happened: Happened): Promise<Item[]> {
  if (untold.has(happened.name) || ctx.config.off.includes(happened.module) || !ctx.registry.has(happened.module))
    return [];
  const wanting = hooks.filter(
    ({ active, modules }) => active && (modules.length === 0 || modules.includes(happened.module)),
  );
  if (wanting.length === 0) return [];
  const module = moduleOf(ctx, happened.module);
  const { keys } = ctx.store;
  const [now, event] = await Promise.all([
    loadRecord(ctx, module, happened.id),
    ctx.store.get(keys.event(module.reach, module.name, happened.id, happened.n)),
  ]);
  if (!now || now.job || !event) return [];
  const record = await asOf(ctx, module, now, happened.n);
  const queued: Item[] = [];
  for (const hook of wanting) {
    const actor = { kind: 'key', id: hook.id, name: '', tenant: ctx.store.tenant, roles: hook.roles } as const;
    const as = { ...ctx, actor };
    const parts = partsFor(as, await gateOf(as, module), module, record);
    if (parts.length === 0) continue;
    const visible = visibleFields(parts);
    const { module: name, id, n, at } = happened;
    const body = {
      type: `${name}.${happened.name}`,
      timestamp: at,
      data: {
        module: name,
        id,
        event: happened.event,
        n,
        name: happened.name,
        state: String(event.state),
        revision: Number(event.revision),
        fields: (event.fields as string[]).filter((field) => visible.has(field)),
      },
    };
    const item = await lay(ctx, hook.id, happened.event, body);
    if (item) queued.push(item);
  }
  return queued;
}

/** A message that says nothing, to try whether a receiver hears. */
export async function queueTrial(ctx: Ctx, id: string): Promise<Delivery> {
  const { clock } = ctx;
  const event = newId('event', clock.wall());
  const body = { type: 'webhook.trial', timestamp: clock.now(), data: {} };
  const item = await lay(ctx, (await knownWebhook(ctx, id)).id, event, body);
  if (!item) throw new Error(`The trial ${event} stands already`);
  return deliveryOf(ctx, item);
}

async function lay(
  ctx: Ctx,
  hook: string,
  event: string,
  body: { type: string; timestamp: string },
): Promise<Item | undefined> {
  const { store, clock } = ctx;
  const now = clock.wall();
  const item: Item = {
    ...store.keys.delivery(hook, event),
    ...placeInQueue(ctx, now, hook, event),
    hook,
    event,
    type: body.type,
    at: body.timestamp,
    state: 'waiting',
    attempts: 0,
    body: JSON.stringify(body),
    expires: Math.floor(now / 1000) + keptDays * 86_400,
  };
  try {
    await store.transact([{ put: item, when: 'absent' }]);
    return item;
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    throw error;
  }
}

export const placeInQueue = ({ store }: Ctx, nextAt: number, hook: string, event: string) => ({
  nextAt,
  gsi2pk: store.keys.queueIndex('staff', queue),
  gsi2sk: sortKey(nextAt, `${hook}.${event}`),
});
export const outOfQueue = { nextAt: undefined, gsi2pk: undefined, gsi2sk: undefined };

/** Writes what became of a delivery as it was read. @returns false where somebody else has gone on with it. */
export async function settle(ctx: Ctx, item: Item, set: Record<string, unknown>): Promise<boolean> {
  try {
    const equals = { state: item.state, attempts: item.attempts, nextAt: item.nextAt };
    await ctx.store.transact([{ update: { pk: item.pk, sk: item.sk }, set, when: { equals } }]);
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}

/** Takes a stopped receiver up again, with all that it has missed. */
export async function resumeWebhook(ctx: Ctx, id: string): Promise<Webhook> {
  const { store, clock } = ctx;
  await knownWebhook(ctx, id);
  await store.transact([
    { update: store.keys.webhook(id), set: { active: true, failures: 0, stopped: undefined }, when: 'present' },
    actLine(ctx, { name: 'webhook.resumed', object: { id } }),
  ]);
  const { items } = await store.query({ pk: store.keys.deliveries(id) });
  for (const item of items)
    if (item.state === 'held' || item.state === 'failed')
      await settle(ctx, item, {
        state: 'waiting',
        attempts: 0,
        ...placeInQueue(ctx, clock.wall(), id, String(item.event)),
      });
  return knownWebhook(ctx, id);
}

const listed = 100;

/** What was sent to a receiver of late, latest first. */
export async function listDeliveries(ctx: Ctx, id: string): Promise<Delivery[]> {
  const { id: hook } = await knownWebhook(ctx, id);
  const pk = ctx.store.keys.deliveries(hook);
  return (await ctx.store.query({ pk, backward: true, limit: listed })).items.map((item) => deliveryOf(ctx, item));
}

const deliveryOf = ({ clock }: Ctx, item: Item): Delivery => ({
  event: String(item.event),
  type: String(item.type),
  at: String(item.at),
  state: item.state as Delivery['state'],
  attempts: Number(item.attempts),
  ...(item.answer ? { answer: String(item.answer) } : {}),
  ...(item.lastAt ? { lastAt: String(item.lastAt) } : {}),
  ...(item.nextAt ? { nextAt: momentOf(clock.business() + Number(item.nextAt) - clock.wall()) } : {}),
});

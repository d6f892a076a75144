import { createHmac } from 'node:crypto';
import { clockActor } from '@juxian/base/actor.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { stampText } from '@juxian/store/keys.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';
import { tellAdministrators } from './administrators.ts';
import { outOfQueue, placeInQueue, queue, settle } from './deliveries.ts';
import { post, Undelivered } from './post.ts';
import { listWebhooks, signingKey, type Webhook } from './webhooks.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** ms until the next attempt, by how many have failed; after the last the receiver is stopped. */
const waits = [5 * second, minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour] as const;
const leaseMs = 30 * second;
const gone = 410;

/** What is due in every county. A county that fails is reported and stops no other. */
export async function sendAllDue(deps: Deps): Promise<void> {
  for (const { id, state } of await listTenants(deps.table.control)) {
    if (state !== 'active') continue;
    try {
      await sendDue(deps, id);
    } catch (error) {
      report('webhooks', { tenant: id }, error);
    }
  }
}

/** What is due of a county, in order; a receiver that does not answer keeps the rest of its queue for the next turn. */
async function sendDue(deps: Deps, tenant: string): Promise<void> {
  const store = deps.table.for(tenant);
  const pk = store.keys.queueIndex('staff', queue);
  const { items } = await store.query({ pk, index: 'gsi2', to: `${stampText(deps.clock.wall())}~`, limit: 500 });
  if (items.length === 0) return;
  const due = await store.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  await sendAll(
    deps,
    await makeCtx(deps, { actor: clockActor(tenant), locale: 'zh-CN' }),
    due.flatMap((item) => (item ? [item] : [])),
  );
}

/** Sends these, each receiver its own in order, all receivers at once. */
export async function sendAll(deps: Deps, ctx: Ctx, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  const hooks = new Map((await listWebhooks(ctx)).map((hook) => [hook.id, hook]));
  await Promise.all(
    [...new Set(items.map(({ hook }) => String(hook)))].map(async (id) => {
      const hook = hooks.get(id);
      for (const item of items.filter((one) => one.hook === id)) {
        if (!hook?.active) await settle(ctx, item, { state: 'held', ...outOfQueue });
        else if (!(await attempt(deps, ctx, hook, item))) break;
      }
    }),
  );
}

/** One attempt, by whoever gets there first. @returns whether the receiver answered as it should, or somebody else is at it. */
async function attempt(deps: Deps, ctx: Ctx, hook: Webhook, item: Item): Promise<boolean> {
  const { store, clock } = ctx;
  const event = String(item.event);
  const attempts = Number(item.attempts) + 1;
  const lease = { attempts, ...placeInQueue(ctx, clock.wall() + leaseMs, hook.id, event) };
  if (!(await settle(ctx, item, lease))) return true;
  const held = { ...item, ...lease };
  const key = await signingKey(ctx, hook.id);
  if (!key) return false;
  const told = { lastAt: clock.now() };
  try {
    const body = String(item.body);
    const headers = signed(key, event, Math.floor(clock.wall() / 1000), body);
    const status = await post(new URL(hook.url), { headers, body, profile: deps.profile });
    await settle(ctx, held, { state: 'done', answer: String(status), ...told, ...outOfQueue });
    if (hook.failures > 0)
      await store.transact([{ update: store.keys.webhook(hook.id), set: { failures: 0 }, when: 'present' }]);
    return true;
  } catch (error) {
    if (!(error instanceof Undelivered)) report('webhook', { tenant: store.tenant, webhook: hook.id, event }, error);
    const answer = error instanceof Undelivered ? error.message : 'error';
    const wait = waits[attempts - 1];
    const isOver = wait === undefined || (error instanceof Undelivered && error.status === gone);
    const next = isOver ? { state: 'failed', ...outOfQueue } : placeInQueue(ctx, clock.wall() + wait, hook.id, event);
    await settle(ctx, held, { answer, ...told, ...next });
    await failed(deps, ctx, hook, isOver ? answer : undefined);
    return false;
  }
}

/** The headers of Standard Webhooks 1.0.0: the signature is over id, moment and body. */
export function signed(key: Buffer, id: string, seconds: number, body: string): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Juxian-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}

/** Counts a failure; with a `reason` the receiver is stopped and the system administrators are told, once. */
async function failed(deps: Deps, ctx: Ctx, hook: Webhook, reason: string | undefined): Promise<void> {
  const { store, clock } = ctx;
  const update = store.keys.webhook(hook.id);
  const stop = reason === undefined ? {} : { set: { active: false, stopped: { at: clock.now(), reason } } };
  try {
    await store.transact([
      { update, add: { failures: 1 }, ...stop, when: { equals: { active: true } } },
      ...(reason === undefined
        ? []
        : [actLine(ctx, { name: 'webhook.stopped', object: { id: hook.id }, details: { reason } })]),
    ]);
  } catch (error) {
    if (error instanceof StoreConflict) return;
    throw error;
  }
  if (reason !== undefined)
    await tellAdministrators(deps, ctx, {
      page: 'webhooks',
      subject: t('事件推送已停止', 'Events are no longer sent'),
      text: stoppedWords(new URL(hook.url)),
    });
}

const stoppedWords = ({ host }: URL): Text =>
  t(
    `向${host}推送事件连续失败，已停止推送；对方修好后，请在“本地设置·推送”中恢复。`,
    `Events could not be sent to ${host} and sending has stopped. Once it is mended, resume it in the settings.`,
  );

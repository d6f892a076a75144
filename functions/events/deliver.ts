import { clockActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { writeSnapshot } from '@juxian/engine/rows.ts';
import type { Item } from '@juxian/store/table.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';
import { queueDeliveries } from './deliveries.ts';
import type { Happened } from './happened.ts';
import { tellInvited } from './invitations.ts';
import { sendMessages } from './messages.ts';
import { passToSecondForms } from './second-form.ts';
import { sendAll } from './sending.ts';
import { tellSubscribers } from './subscriptions.ts';
import { listWebhooks } from './webhooks.ts';

/**
 * Tells every subscriber of what happened, in any order and as often as it comes; one that fails stops no other.
 * @returns the ids of the events that have to be told again.
 */
export async function deliver(deps: Deps, happened: readonly Happened[]): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  for (const tenant of new Set(happened.map((one) => one.tenant))) {
    const own = happened.filter((one) => one.tenant === tenant);
    try {
      const ctx = await makeCtx(deps, { actor: clockActor(tenant), locale: 'zh-CN' });
      for (const one of own)
        await Promise.all([
          sendMessages(deps, ctx, one),
          tellSubscribers(deps, ctx, one),
          tellInvited(deps, ctx, one),
          passToSecondForms(ctx, one),
        ]).catch((error: unknown) => {
          failed.add(one.event);
          report('message', { tenant, event: one.event }, error);
        });
      await queueAndSend(deps, ctx, own, failed);
      await keepSnapshots(ctx, own);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'missing.tenant') continue;
      for (const { event } of own) failed.add(event);
      report('events', { tenant }, error);
    }
  }
  return failed;
}

/** Lays events down for receivers outside; those that have answered well so far are sent theirs at once. */
async function queueAndSend(deps: Deps, ctx: Ctx, own: readonly Happened[], failed: Set<string>): Promise<void> {
  const hooks = (await listWebhooks(ctx)).filter(({ active }) => active);
  if (hooks.length === 0) return;
  const queued: Item[] = [];
  for (const one of own)
    try {
      queued.push(...(await queueDeliveries(ctx, hooks, one)));
    } catch (error) {
      failed.add(one.event);
      report('webhook', { tenant: one.tenant, event: one.event }, error);
    }
  const healthy = new Set(hooks.filter(({ failures }) => failures === 0).map(({ id }) => id));
  await sendAll(
    deps,
    ctx,
    queued.filter(({ hook }) => healthy.has(String(hook))),
  );
}

async function keepSnapshots(ctx: Ctx, happened: readonly Happened[]): Promise<void> {
  const names = new Set(happened.map(({ module }) => module));
  for (const name of names) {
    if (!ctx.registry.has(name) || ctx.config.off.includes(name)) continue;
    await writeSnapshot(ctx, moduleOf(ctx, name)).catch((error: unknown) =>
      report('snapshot', { tenant: ctx.store.tenant, module: name }, error),
    );
  }
}

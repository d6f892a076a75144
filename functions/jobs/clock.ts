import { clockActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { movesFor } from '@juxian/engine/moves.ts';
import { openFor } from '@juxian/engine/open.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';

/** Takes every move that is the clock's and due, in every county. @returns how many were taken. */
export async function tickAll(deps: Deps): Promise<number> {
  let taken = 0;
  for (const { id, state } of await listTenants(deps.table.control)) {
    if (state !== 'active') continue;
    try {
      taken += await tick(await makeCtx(deps, { actor: clockActor(id), locale: 'zh-CN' }));
    } catch (error) {
      report('clock', { tenant: id }, error);
    }
  }
  return taken;
}

type Due = { module: string; id: string };

/** One county's due records; one that fails is reported and stops no other. */
export async function tick(ctx: Ctx): Promise<number> {
  let taken = 0;
  for (const { module: name, id } of await listDue(ctx)) {
    try {
      taken += await tickRecord(ctx, moduleOf(ctx, name), id);
    } catch (error) {
      if (error instanceof Refusal && error.group === 'missing') continue;
      report('clock', { tenant: ctx.store.tenant, module: name, record: id }, error);
    }
  }
  return taken;
}

async function listDue(ctx: Ctx): Promise<Due[]> {
  const { store } = ctx;
  const due: Due[] = [];
  for (const reach of ['staff', 'portal'] as const) {
    const pk = store.keys.queueIndex(reach, 'due');
    const { items } = await store.query({ pk, index: 'gsi2', to: `${ctx.clock.now()}~` });
    for (const item of items)
      if (isTicked(ctx, String(item.module))) due.push({ module: String(item.module), id: String(item.id) });
  }
  return due;
}

const isTicked = (ctx: Ctx, name: string): boolean => {
  const module = ctx.config.off.includes(name) ? undefined : ctx.registry.get(name);
  return Object.values(module?.moves ?? {}).some(({ by }) => by.includes('clock'));
};

const mostInARow = 5;

/** Takes what the clock may take of one record, again while the next step is due as well. */
async function tickRecord(ctx: Ctx, module: Resolved, id: string): Promise<number> {
  const state = (await ctx.rows.recent(ctx, module)).get(id)?.state;
  const waits = Object.values(module.moves).some(
    ({ by, from }) => by.includes('clock') && (state === undefined || (from as readonly string[]).includes(state)),
  );
  let taken = 0;
  while (waits && taken < mostInARow) {
    const { record } = await openFor(ctx, { module: module.name, id });
    if (!record.due || record.due > ctx.clock.now()) break;
    const offers = await movesFor(ctx, module, record, await gateOf(ctx, module));
    const open = offers.find(({ refusal }) => !refusal);
    if (!open) break;
    await takeMove(ctx, { module: module.name, id, move: open.name, revision: record.revision });
    taken++;
  }
  return taken;
}

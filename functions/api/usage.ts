import { dayOf } from '@juxian/base/clock.ts';
import { listMembers } from '@juxian/core/member.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { everyModule } from '../jobs/recordsIn.ts';
import { needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

const loggedDays = 7;
const dayMs = 86_400_000;

/** What a county holds: records that stand by module, attachments and their bytes, accounts, lines of the log of 7 days. */
export async function readUsage(deps: Deps, ctx: Ctx) {
  await needSystem(ctx, 'tenant.usage');
  const { store, files, clock } = ctx;
  const modules = everyModule(ctx);
  const rows = await Promise.all(modules.map((module) => ctx.rows.recent(ctx, module)));
  const [members, kept, log] = await Promise.all([
    listMembers(deps.table.control, store.tenant),
    files.weigh(`t/${store.tenant}/files/`),
    loggedSince(ctx, clock.wall() - (loggedDays - 1) * dayMs),
  ]);
  const ofStatus = (wanted: string) => members.filter(({ status }) => status === wanted).length;
  return {
    modules: modules.map(({ name, title }, i) => ({ name, title, records: rows[i]?.size ?? 0 })),
    records: rows.reduce((sum, { size }) => sum + size, 0),
    files: kept,
    members: { active: ofStatus('active'), invited: ofStatus('invited'), disabled: ofStatus('disabled') },
    log: { days: loggedDays, ...log },
  };
}

/** Lines of the day log from a day on: `events` of records, and `accesses`. */
async function loggedSince({ store, clock }: Ctx, start: number): Promise<{ events: number; accesses: number }> {
  let [events, accesses] = [0, 0];
  for (let at = start; at <= clock.wall(); at += dayMs) {
    const { items } = await store.query({ pk: store.keys.dayIndex(dayOf(at)), index: 'gsi1' });
    const ofRecords = items.filter(({ n }) => n !== undefined).length;
    events += ofRecords;
    accesses += items.length - ofRecords;
  }
  return { events, accesses };
}

export function usageRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.get('/tenant/usage', async (c) => c.json(await readUsage(deps, c.var.ctx)));
}

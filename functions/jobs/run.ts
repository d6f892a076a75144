import { clockActor, type TenantActor } from '@juxian/base/actor.ts';
import { say, t } from '@juxian/base/text.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import { importSourceOf } from '@juxian/documents/imports.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { importJobOf } from '@juxian/engine/import.ts';
import { type Job, type JobKinds, runJob } from '@juxian/engine/jobs.ts';
import { actorToday } from '../actor.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';
import { bulkJob } from './bulk.ts';
import { printJob } from './print.ts';
import { tenantExportJob } from './tenantExport.ts';
import { tenantImportJob } from './tenantImport.ts';

/** Every kind of job of the product. */
export const jobKinds = (deps: Deps): JobKinds => ({
  import: importJobOf(importSourceOf),
  bulk: bulkJob,
  print: printJob(deps),
  tenantExport: tenantExportJob(deps),
  tenantImport: tenantImportJob,
});

/** `until`: wall clock in ms after which no further chunk begins; `pace`: records a second at most. */
export type RunLimits = { until?: number; pace?: number };

/** Records a second that an index partition of the cloud's table takes. */
export const cloudPace = 150;

const mostFailures = 5;
const failures = new Map<string, number>();

/**
 * Goes on with one job until it has ended, waits, or the time is up. A job that fails five times for no reason that a
 * person could read ends as failed. @returns the job as it then stands; undefined where it broke off.
 */
export async function runTenantJob(
  deps: Deps,
  tenant: string,
  id: string,
  limits: RunLimits = {},
): Promise<Job | undefined> {
  const ctx = await makeCtx(deps, { actor: clockActor(tenant), locale: 'zh-CN' });
  try {
    const job = await runJob(ctx, id, { kinds: jobKinds(deps), ...limits, today: ({ actor }) => today(deps, actor) });
    failures.delete(id);
    return job;
  } catch (error) {
    report('job', { tenant, job: id }, error);
    const count = (failures.get(id) ?? 0) + 1;
    failures.set(id, count);
    if (count >= mostFailures) await giveUp(ctx, id);
    return undefined;
  }
}

/** Who started a job as they are now, and the county's settings of now. */
async function today(deps: Deps, actor: TenantActor): Promise<Pick<Ctx, 'actor' | 'config'>> {
  const { config } = await makeCtx(deps, { actor: clockActor(actor.tenant), locale: 'zh-CN' });
  return { actor: await actorToday(deps, actor), config };
}

async function giveUp(ctx: Ctx, id: string): Promise<void> {
  failures.delete(id);
  const message = say(t('系统出错，任务已停止', 'Something went wrong; the job has stopped'), ctx.locale);
  const update = ctx.store.keys.job('staff', id);
  const set = { state: 'failed', problem: { code: 'error', message } };
  await ctx.store.transact([{ update, set, when: { equals: { state: 'open' } } }]);
}

/** Goes on with every job that was left open, such as by a process that was killed. @returns how many were taken up. */
export async function runOpenJobs(deps: Deps, limits: RunLimits = {}): Promise<number> {
  let taken = 0;
  for (const { id, state } of await listTenants(deps.table.control)) {
    if (state !== 'active') continue;
    const store = deps.table.for(id);
    const pk = store.keys.moduleIndex('staff', 'jobs');
    const { items } = await store.query({ pk, index: 'gsi1', backward: true, limit: 100 });
    for (const job of items.filter((item) => item.state === 'open')) {
      await runTenantJob(deps, id, String(job.id), limits);
      taken++;
    }
  }
  return taken;
}

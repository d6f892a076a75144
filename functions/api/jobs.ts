import { isDeepStrictEqual } from 'node:util';
import { parse } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import {
  cancelJob,
  continueJob,
  getJob,
  type JobAnswer,
  jobAnswer,
  listJobs,
  startJob,
  undoJob,
} from '@juxian/engine/jobs.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { actorLine } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { readJson } from '../http.ts';
import type { BulkInput } from '../jobs/bulk.ts';
import { needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

// Loaded by the first import: most processes never see one, and every process starts.
const imports = () => import('@juxian/engine/import.ts');

/** A job as its owner sees it: `result` holds the counts and what became of single rows. A checked rehearsal is done. */
export type JobView = Omit<JobAnswer, 'result'> & { result: Record<string, unknown> };

export async function jobView(ctx: Ctx, id: string): Promise<JobView> {
  const job = jobAnswer(await getJob(ctx, id));
  const state = job.state === 'ready' ? 'done' : job.state;
  return { ...job, state, result: { ...job.result, ...(await detailsOf(ctx, job)) } };
}

async function detailsOf(ctx: Ctx, job: JobAnswer): Promise<Record<string, unknown>> {
  if (job.kind === 'bulk') {
    const { bulkLines } = await import('../jobs/bulk.ts');
    return { items: await bulkLines(ctx, job.id) };
  }
  if (job.kind === 'print') {
    const { unprinted } = await import('../jobs/print.ts');
    return { items: await unprinted(ctx, job.id) };
  }
  if (job.kind !== 'import') return {};
  const { importAnswer } = await imports();
  const { refused, warnings, questions, sheets, kept, withheld } = await importAnswer(ctx, job.id);
  return { refused, warnings, questions, sheets, kept, ...(withheld ? { withheld } : {}) };
}

/** Starts a bulk job and has it run. */
export async function bulk(deps: Deps, ctx: Ctx, given: BulkInput): Promise<JobView> {
  const { startBulk } = await import('../jobs/bulk.ts');
  const { id } = await startBulk(ctx, given);
  await deps.askJob?.(ctx.store.tenant, id);
  return jobView(ctx, id);
}

/** Starts printing a form of many records and has it run. */
async function printMany(deps: Deps, ctx: Ctx, given: unknown): Promise<JobView> {
  const { printSchema, startPrint } = await import('../jobs/print.ts');
  const { id } = await startPrint(ctx, parse(printSchema, given));
  await deps.askJob?.(ctx.store.tenant, id);
  return jobView(ctx, id);
}

export async function undo(deps: Deps, ctx: Ctx, id: string): Promise<JobView> {
  const { jobKinds } = await import('../jobs/run.ts');
  await undoJob(ctx, id, jobKinds(deps));
  await deps.askJob?.(ctx.store.tenant, id);
  return jobView(ctx, id);
}

/** Lets a rehearsed import commit; it is checked anew where the person's access is another by now. */
export async function proceed(deps: Deps, ctx: Ctx, id: string): Promise<JobView> {
  const { commitChecked } = await imports();
  const isSame = isDeepStrictEqual((await getJob(ctx, id)).actor, ctx.actor);
  await continueJob(ctx, id, isSame ? commitChecked : { step: 'staging', cursor: 0, done: 0 });
  await deps.askJob?.(ctx.store.tenant, id);
  return jobView(ctx, id);
}

const longestWord = 400;

/** Texts by any words that may stand in a sheet, `__proto__` not excepted, which a record of the schema would drop. */
export const isWords = (given: unknown): given is Record<string, string> =>
  typeof given === 'object' &&
  given !== null &&
  !Array.isArray(given) &&
  Object.entries(given).every(
    ([word, text]) => word.length <= longestWord && typeof text === 'string' && text.length <= longestWord,
  );

const words = z.custom<Record<string, string>>(isWords);
const saidSchema = z.strictObject({ answers: words.optional(), mapping: words.optional() });

/** Takes answers to an import's questions, and what headings mean; it is checked anew. */
export async function answer(deps: Deps, ctx: Ctx, id: string, given: unknown): Promise<JobView> {
  const { answers, mapping } = parse(saidSchema, given);
  const { answerImport } = await imports();
  await answerImport(ctx, id, { ...(answers ? { answers } : {}), ...(mapping ? { mapping } : {}) });
  await deps.askJob?.(ctx.store.tenant, id);
  return jobView(ctx, id);
}

export async function cancel(deps: Deps, ctx: Ctx, id: string): Promise<JobView> {
  await cancelJob(ctx, id);
  await deps.askJob?.(ctx.store.tenant, id);
  return jobView(ctx, id);
}

/** Everything of the county as an archive; written down before it begins. */
async function exportTenant(deps: Deps, ctx: Ctx): Promise<JobView> {
  await needSystem(ctx, 'tenant.export');
  const { actor, store, clock } = ctx;
  await recordAccess(store, clock, { actor: actorLine(actor), name: 'tenant.export', outcome: 'done' });
  const { id } = await startJob(ctx, { kind: 'tenantExport', module: '', step: 'listing', input: {} });
  await deps.askJob?.(store.tenant, id);
  return jobView(ctx, id);
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a job has to take away: the refused rows of an import, the archive of a county. */
async function fileOf(ctx: Ctx, id: string): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  const job = await getJob(ctx, id);
  if (job.kind === 'import') {
    const [{ refusedSheets }, { writeXlsx }] = await Promise.all([
      import('@juxian/engine/import/refused.ts'),
      import('@juxian/engine/sheet.ts'),
    ]);
    return { name: `${job.module}-${id}.xlsx`, type: xlsx, bytes: await writeXlsx(await refusedSheets(ctx, id)) };
  }
  if (job.kind === 'print') {
    if (!isDeepStrictEqual(job.actor, ctx.actor))
      throw new Refusal(
        'forbidden.archive',
        t('打印后权限或回避已变，请重新打印', 'Your access has changed; print it again'),
      );
    const { openArchive } = await import('../jobs/archive.ts');
    return {
      name: `${job.module}-${ctx.clock.today()}.zip`,
      type: 'application/zip',
      bytes: await openArchive(ctx, id),
    };
  }
  if (job.kind !== 'tenantExport') throw new Refusal('missing.file', t('这项任务没有文件', 'This job has no file'));
  await needSystem(ctx, 'tenant.archive');
  const { openArchive } = await import('../jobs/archive.ts');
  const bytes = await openArchive(ctx, id);
  const { actor, store, clock } = ctx;
  await recordAccess(store, clock, {
    actor: actorLine(actor),
    name: 'tenant.archive',
    object: { id },
    outcome: 'done',
  });
  return { name: `${ctx.config.slug}-${ctx.clock.today()}.zip`, type: 'application/zip', bytes };
}

/** Jobs of the actor: bulk work, imports, the county's archive. */
export function jobRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.post('/records/:module/bulk', async (c) => {
    const body = await readJson(c, 4_000_000);
    return c.json(await bulk(deps, c.var.ctx, { ...body, module: c.req.param('module') } as BulkInput), 202);
  });
  app.post('/records/:module/print', async (c) => {
    const body = await readJson(c, 1_000_000);
    return c.json(await printMany(deps, c.var.ctx, { ...body, module: c.req.param('module') }), 202);
  });
  app.get('/jobs', async (c) => c.json({ items: await listJobs(c.var.ctx) }));
  app.get('/jobs/:id', async (c) => c.json(await jobView(c.var.ctx, c.req.param('id'))));
  app.delete('/jobs/:id', async (c) => c.json(await cancel(deps, c.var.ctx, c.req.param('id'))));
  app.post('/jobs/:id/undo', async (c) => c.json(await undo(deps, c.var.ctx, c.req.param('id')), 202));
  app.post('/jobs/:id/continue', async (c) => c.json(await proceed(deps, c.var.ctx, c.req.param('id')), 202));
  app.post('/jobs/:id/answers', async (c) =>
    c.json(await answer(deps, c.var.ctx, c.req.param('id'), await readJson(c, 1_000_000)), 202),
  );
  app.get('/jobs/:id/file', async (c) => {
    const { name, type, bytes } = await fileOf(c.var.ctx, c.req.param('id'));
    return c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(name, type));
  });
  app.post('/tenant/export', async (c) => c.json(await exportTenant(deps, c.var.ctx), 202));
}

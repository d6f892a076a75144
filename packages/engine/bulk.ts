import { parse } from '@juxian/base/fn.ts';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf, visibleFields } from './access.ts';
import { changedValues } from './commit.ts';
import type { Ctx } from './context.ts';
import {
  getJob,
  getPart,
  getParts,
  type Job,
  type JobAnswer,
  type JobKind,
  jobAnswer,
  type Progress,
  putPart,
  startJob,
} from './jobs.ts';
import { valuesSchema } from './kinds/values.ts';
import { takeMove, updateRecord } from './record.ts';
import { moduleOf } from './registry.ts';
import { loadRecord } from './stored.ts';

export type BulkItem = { id: string; revision: number };
export type BulkInput = { module: string; items: readonly BulkItem[] } & (
  | { move: string; input?: Record<string, unknown> }
  | { values: Record<string, unknown> }
);
/** Why a record was left as it is. */
export type BulkRefusal = { id: string; code: string; message: string };
export type BulkAnswer = JobAnswer & { refused: BulkRefusal[] };

const most = 5000;
const chunk = 20;

/**
 * Takes one move, or makes one change, on many records; each on its own, with the access of whoever asked.
 * @throws Refusal `invalid.bulk` over 5,000 records, `invalid.*` for values that fit no field.
 */
export async function startBulk(ctx: Ctx, { module: name, items, ...work }: BulkInput): Promise<JobAnswer> {
  const module = moduleOf(ctx, name);
  if (items.length > most)
    throw new Refusal('invalid.bulk', t('一次最多{max}条', 'At most {max} records at a time'), {
      values: { max: most },
    });
  const names = [...visibleFields((await gateOf(ctx, module)).parts).keys()];
  const input =
    'values' in work ? { values: parse(valuesSchema(module.fields, { names, partial: true }), work.values) } : work;
  const id = newId('job', ctx.clock.wall());
  await putPart(ctx, id, 'items', items);
  return jobAnswer(
    await startJob(ctx, { id, kind: 'bulk', module: name, step: 'working', input, total: items.length }),
  );
}

/** The job with the records that were left as they are. */
export async function bulkAnswer(ctx: Ctx, id: string): Promise<BulkAnswer> {
  const job = await getJob(ctx, id);
  return { ...jobAnswer(job), refused: (await getParts<BulkRefusal[]>(ctx, id, 'refused')).flat() };
}

export const bulkJob: JobKind = {
  async step(ctx, job): Promise<Progress> {
    const items = ((await getPart<BulkItem[]>(ctx, job.id, 'items')) ?? []).slice(job.cursor, job.cursor + chunk);
    if (items.length === 0) return finished(job, 'done', 'job.bulk');
    const refused: BulkRefusal[] = [];
    for (const item of items) {
      const refusal = await workOn(ctx, job, item);
      if (refusal) refused.push({ id: item.id, code: refusal.code, message: refusal.reason(job.locale) });
    }
    if (refused.length > 0) await putPart(ctx, job.id, `refused-${String(job.cursor).padStart(7, '0')}`, refused);
    const cursor = job.cursor + items.length;
    const { changed = 0, refused: before = 0 } = job.result;
    return {
      cursor,
      done: cursor,
      result: { changed: changed + items.length - refused.length, refused: before + refused.length },
    };
  },
  cancelled: (job) => finished(job, 'cancelled', 'job.cancelled'),
};

const finished = ({ id, module, result }: Job, state: 'done' | 'cancelled', name: string): Progress => ({
  state,
  step: state,
  act: { name, object: { module, id }, details: result },
});

/** Does to one record what was asked, once. @returns why it could not be done. */
async function workOn(
  ctx: Ctx,
  { id: job, module, input }: Job,
  { id, revision }: BulkItem,
): Promise<Refusal | undefined> {
  const work = input as { move?: string; input?: Record<string, unknown>; values?: Record<string, unknown> };
  try {
    if (work.move)
      await takeMove(ctx, {
        module,
        id,
        move: work.move,
        revision,
        key: `${job}#${id}`,
        ...(work.input ? { input: work.input } : {}),
      });
    else await updateRecord(ctx, { module, id, revision, values: work.values ?? {} });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal) || error.group === 'limit') throw error;
    const isDone = error.code === 'conflict.stale' && work.values && (await isSo(ctx, module, id, work.values));
    return isDone ? undefined : error;
  }
}

/** Whether the record holds these values already, as after a chunk that ran before. */
async function isSo(ctx: Ctx, name: string, id: string, values: Record<string, unknown>): Promise<boolean> {
  const record = await loadRecord(ctx, moduleOf(ctx, name), id);
  return (
    record !== undefined && Object.keys(changedValues(record.values, { ...record.values, ...values })).length === 0
  );
}

import { fn } from '@juxian/base/fn.ts';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import {
  getPart,
  getParts,
  type Job,
  type JobAnswer,
  type JobKind,
  jobAnswer,
  putPart,
  startJob,
} from '@juxian/engine/jobs.ts';
import { openFor } from '@juxian/engine/open.ts';
import { createRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listIds } from '@juxian/engine/views.ts';
import * as z from 'zod';
import { among } from '../among.ts';

type Row = { id: string; revision: number };
type Values = Record<string, unknown>;
type Work = { move: string; input?: Values } | { values: Values } | { about: string; values: Values; taking?: string };
/** What became of one row. */
export type BulkLine = { id: string; ok: boolean; code?: string; message?: string };

const most = 20_000;
const chunk = 20;
const anything = z.record(z.string(), z.unknown());

const bulkSchema = z.strictObject({
  module: z.string().max(60),
  items: z
    .array(z.strictObject({ id: z.string().max(60), revision: z.int().min(1) }))
    .min(1)
    .max(most)
    .optional(),
  /** Parameters of the list whose rows are meant. */
  filter: z.record(z.string(), z.string()).optional(),
  move: z.string().max(60).optional(),
  values: anything.optional(),
  input: anything.optional(),
  /** The ref field by which a new record of the module names each of the items; the move is taken with it at once. */
  about: z.string().max(60).optional(),
});

export type BulkInput = z.input<typeof bulkSchema>;

/**
 * Takes a move with many records, changes the same fields of them, or makes a record about each: a job in which every
 * row is the acting person's own call, with a transaction and an answer of its own.
 * @throws Refusal `invalid.bulk` unless exactly one of items and filter, one of move and values is given; with `about`
 * items and values.
 */
export const startBulk = fn(bulkSchema, async (ctx: Ctx, given): Promise<JobAnswer> => {
  const { items, filter, values, about } = given;
  const module = moduleOf(ctx, given.module);
  const gate = await gateOf(ctx, module);
  if (gate.grants.length === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  const isWhole = about === undefined ? (given.move === undefined) !== (values === undefined) : values !== undefined;
  if ((items === undefined) === (filter === undefined) || !isWhole || (about !== undefined && !items))
    throw new Refusal(
      'invalid.bulk',
      t('请给出 items 或 filter 之一，move 或 values 之一', 'Give one of items and filter, and one of move and values'),
    );
  if (given.move !== undefined && !Object.hasOwn(module.moves, given.move))
    throw new Refusal('missing.move', t('没有这项办理', 'There is no such move'));
  const rows: Row[] = items ?? (await listIds(ctx, module, await among(ctx, module.name, filter ?? {}), gate));
  if (rows.length > most)
    throw new Refusal('invalid.bulk', t('一次最多办理{most}件', 'At most {most} records at once'), {
      values: { most },
    });
  const id = newId('job', ctx.clock.wall());
  await putPart(ctx, id, 'rows', [...new Map(rows.map((row) => [row.id, row])).values()]);
  const work = workOf(given);
  return jobAnswer(
    await startJob(ctx, { id, kind: 'bulk', module: module.name, step: 'rows', input: work, total: rows.length }),
  );
});

function workOf({ about, values, move, input }: BulkInput): Work {
  if (about !== undefined) return { about, values: values ?? {}, ...(move ? { taking: move } : {}) };
  return values ? { values } : { move: move ?? '', ...(input ? { input } : {}) };
}

/** What became of each row so far. */
export const bulkLines = async (ctx: Ctx, id: string): Promise<BulkLine[]> =>
  (await getParts<BulkLine[]>(ctx, id, 'line')).flat();

export const bulkJob: JobKind = {
  needs: () => 'today',
  async step(ctx, job) {
    const rows = ((await getPart<Row[]>(ctx, job.id, 'rows')) ?? []).slice(job.cursor, job.cursor + chunk);
    const { id, module, result } = job;
    if (rows.length === 0)
      return { state: 'done', step: 'done', act: { name: 'job.bulk', object: { module, id }, details: result } };
    const lines: BulkLine[] = [];
    for (const row of rows) lines.push(await takeRow(ctx, job, row));
    await putPart(ctx, id, `line-${String(job.cursor).padStart(7, '0')}`, lines);
    const ok = lines.filter((line) => line.ok).length;
    const cursor = job.cursor + rows.length;
    return {
      cursor,
      done: cursor,
      result: { done: (result.done ?? 0) + ok, refused: (result.refused ?? 0) + lines.length - ok },
    };
  },
  cancelled: ({ id, module, result }) => ({
    state: 'cancelled',
    step: 'cancelled',
    act: { name: 'job.cancelled', object: { module, id }, details: result },
  }),
};

const transient = new Set(['limit.busy', 'limit.clockSkew', 'conflict.unknown']);

async function takeRow(ctx: Ctx, job: Job, row: Row): Promise<BulkLine> {
  try {
    const work = job.input as Work;
    const key = `${job.id}#${row.id}`;
    if ('move' in work) await takeMove(ctx, { module: job.module, ...row, ...work, key });
    else if ('about' in work) await createRecord(ctx, { module: job.module, ...madeOf(work, row.id), key });
    else if (!(await isChanged(ctx, job, row, work.values)))
      await updateRecord(ctx, { module: job.module, ...row, values: work.values });
    return { id: row.id, ok: true };
  } catch (error) {
    if (!(error instanceof Refusal) || transient.has(error.code)) throw error;
    const reasons = (error.details.fields ?? []).map(
      ({ path, says }) => `${path}: ${new Refusal(error.code, says).reason(ctx.locale)}`,
    );
    return { id: row.id, ok: false, code: error.code, message: [error.reason(ctx.locale), ...reasons].join('; ') };
  }
}

const madeOf = ({ about, values, taking }: Extract<Work, { about: string }>, id: string) => ({
  values: { ...values, [about]: id },
  ...(taking ? { taking } : {}),
});

/** Whether this row was changed before, by the same chunk in a process that was lost before it could say so. */
async function isChanged(ctx: Ctx, job: Job, row: Row, values: Record<string, unknown>): Promise<boolean> {
  const { record } = await openFor(ctx, { module: job.module, id: row.id });
  if (record.revision !== row.revision + 1 || record.changedBy !== ctx.actor.name) return false;
  return Object.entries(values).every(
    ([name, value]) => JSON.stringify(record.values[name] ?? null) === JSON.stringify(value),
  );
}

import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { stampText } from '@juxian/store/keys.ts';
import { StoreConflict } from '@juxian/store/table.ts';
import { creatableFields, gateOf } from './access.ts';
import { type Change, changedValues, commit, stale } from './commit.ts';
import type { Ctx } from './context.ts';
import { type ImportMode, issuesOf, type PlannedRow, planImport } from './import-plan.ts';
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
import { cellLookOf } from './look.ts';
import type { Resolved } from './overlay.ts';
import { newRecord } from './record.ts';
import { refuseUnknown } from './reference.ts';
import { moduleOf } from './registry.ts';
import { readTable, type Sheet } from './sheet.ts';
import { openRecord, recordItem, type Stored } from './stored.ts';
import {
  type CellIssue,
  type Headings,
  importable,
  type Mapping,
  readHeadings,
  readRows,
  refusedSheet,
} from './transfer.ts';

export type ImportInput = {
  module: string;
  /** The file as uploaded, XLSX or CSV. */
  bytes: Uint8Array;
  mode: ImportMode;
  /** Stops after the check, until `continueJob`. */
  dryRun: boolean;
  mapping?: Mapping;
  /** The initial state new records begin in. */
  state?: string;
};
export type ImportAnswer = JobAnswer & {
  refused: CellIssue[];
  /** Rows an undo left as they are, because somebody has changed the record since. */
  kept: { row: number; id: string; title: string }[];
};

type Staged = { headings: Headings; parts: number };

const rowsInPart = 500;
const chunk = 20;
const mostActions = 80;

/**
 * Takes a table in; checked and committed by `runJob`.
 * @throws Refusal `forbidden.create` where the actor may not create such records, `invalid.import` where nobody imports.
 */
export async function startImport(ctx: Ctx, { bytes, module: name, ...input }: ImportInput): Promise<JobAnswer> {
  const module = moduleOf(ctx, name);
  const creatable = creatableFields(await gateOf(ctx, module));
  if (creatable.size === 0 || ctx.actor.kind === 'applicant')
    throw new Refusal('forbidden.create', t('您不能导入“{module}”', 'You cannot import here: {module}'), {
      values: { module: module.title },
    });
  if (!module.transfer) throw new Refusal('invalid.import', t('这项业务不能从表格导入', 'Nothing is imported here'));
  const id = newId('job', ctx.clock.wall());
  await putPart(ctx, id, 'upload', Buffer.from(bytes).toString('base64'));
  return jobAnswer(await startJob(ctx, { id, kind: 'import', module: name, step: 'staging', input }));
}

/** The job with the cells and rows that were refused. */
export async function importAnswer(ctx: Ctx, id: string): Promise<ImportAnswer> {
  const job = await getJob(ctx, id);
  const [refused, kept] = await Promise.all([
    getParts<CellIssue[]>(ctx, id, 'refused'),
    getParts<ImportAnswer['kept']>(ctx, id, 'kept'),
  ]);
  return { ...jobAnswer(job), refused: refused.flat(), kept: kept.flat() };
}

/** The refused rows as they were sent, with the reasons. @throws Refusal `missing.job`, also before the table was read. */
export async function refusedRows(ctx: Ctx, id: string): Promise<Sheet> {
  const { refused } = await importAnswer(ctx, id);
  const staged = await getPart<Staged>(ctx, id, 'staged');
  if (!staged) throw new Refusal('missing.job', t('没有这项任务', 'There is no such job'));
  return refusedSheet(await uploaded(ctx, id), staged.headings, refused, ctx.locale);
}

const uploaded = async (ctx: Ctx, id: string) =>
  readTable(Buffer.from((await getPart<string>(ctx, id, 'upload')) ?? '', 'base64'));

export const importJob: JobKind = {
  async step(ctx, job) {
    const module = moduleOf(ctx, job.module);
    switch (job.step) {
      case 'staging':
        return stage(ctx, module, job);
      case 'creating':
        return (await holdModule(ctx, job))
          ? eachChunk(ctx, job, (rows) => createHidden(ctx, module, job, rows), 'committing')
          : undefined;
      case 'committing':
        return (await holdModule(ctx, job))
          ? eachChunk(ctx, job, (rows) => bringOut(ctx, module, job, rows), finished(job))
          : undefined;
      default:
        return (await holdModule(ctx, job))
          ? eachChunk(ctx, job, (rows) => takeBack(ctx, module, job, rows), takenBack(job))
          : undefined;
    }
  },
  cancelled: ({ step, id, module }) =>
    step === 'staging' || step === 'checked'
      ? { state: 'cancelled', act: { name: 'job.cancelled', object: { module, id } } }
      : { step: 'cancelling', cursor: 0, done: 0 },
  undo: ({ step }) => (step === 'staging' ? undefined : { step: 'undoing', cursor: 0, done: 0 }),
};

/** Lets a checked import commit; what `continueJob` is given. */
export const commitChecked: Progress = { step: 'creating', cursor: 0, done: 0 };

const finished =
  ({ id, module }: Job) =>
  (result: Job['result']): Progress => ({
    state: 'done',
    step: 'done',
    act: { name: 'job.imported', object: { module, id }, details: result },
  });
const takenBack =
  ({ id, module, step }: Job) =>
  (result: Job['result']): Progress => {
    const state = step === 'undoing' ? 'undone' : 'cancelled';
    return { state, step: state, act: { name: `job.${state}`, object: { module, id }, details: result } };
  };

const partName = (i: number): string => `plan-${String(i).padStart(5, '0')}`;

/** Reads and checks the whole table and lays the plan down; nothing of the module is touched. */
async function stage(ctx: Ctx, module: Resolved, job: Job): Promise<Progress> {
  const { mode, state, mapping, dryRun } = job.input as Omit<ImportInput, 'bytes' | 'module'>;
  const gate = await gateOf(ctx, module);
  const table = await uploaded(ctx, job.id);
  const fields = importable(module, creatableFields(gate));
  const headings = readHeadings(table, fields, mapping);
  const read = readRows(table, headings, fields, await cellLookOf(ctx, fields));
  const plan = await planImport(
    { ctx, module, gate, mode, headings: headings.columns, ...(state ? { state } : {}) },
    read.rows,
  );
  const parts = Math.ceil(plan.rows.length / rowsInPart);
  for (let i = 0; i < parts; i++)
    await putPart(ctx, job.id, partName(i), plan.rows.slice(i * rowsInPart, (i + 1) * rowsInPart));
  const refused = [...read.issues, ...plan.issues].sort((a, b) => a.row - b.row);
  await putPart(ctx, job.id, 'refused', refused);
  await putPart(ctx, job.id, 'staged', { headings, parts } satisfies Staged);
  const refusedCount = new Set(refused.map(({ row }) => row)).size;
  const result = {
    total: plan.rows.length + plan.unchanged + refusedCount,
    created: plan.rows.filter(({ op }) => op === 'create').length,
    updated: plan.rows.filter(({ op }) => op === 'update').length,
    unchanged: plan.unchanged,
    refused: refusedCount,
  };
  const next: Progress = dryRun ? { state: 'ready', step: 'checked' } : commitChecked;
  return { ...next, cursor: 0, done: 0, total: plan.rows.length, result };
}

const leaseSeconds = 120;

/** One import at a time writes into a module. @returns whether the lease is this job's. */
async function holdModule(ctx: Ctx, job: Job): Promise<boolean> {
  const key = ctx.store.keys.job('staff', `lease-${job.module}`);
  const put = { ...key, job: job.id, expires: Math.floor(ctx.clock.wall() / 1000) + leaseSeconds };
  for (const when of [{ equals: { job: job.id } }, 'absent'] as const)
    try {
      await ctx.store.transact([{ put, when }]);
      return true;
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
    }
  return false;
}

async function freeModule(ctx: Ctx, job: Job): Promise<void> {
  const remove = ctx.store.keys.job('staff', `lease-${job.module}`);
  try {
    await ctx.store.transact([{ remove, when: { equals: { job: job.id } } }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
}

/** Rows that could not be written after all. */
type Late = { row: number; refusal: Refusal }[];

/** Takes the next chunk of the plan; after the last one the next step, or the end. */
async function eachChunk(
  ctx: Ctx,
  job: Job,
  work: (rows: readonly PlannedRow[]) => Promise<Late | undefined>,
  then: string | ((result: Job['result']) => Progress),
): Promise<Progress> {
  const rows = await rowsAt(ctx, job);
  if (rows.length === 0) {
    if (typeof then === 'string') return { step: then, cursor: 0, done: 0 };
    await freeModule(ctx, job);
    return then(job.result);
  }
  const late = (await work(rows)) ?? [];
  const cursor = job.cursor + rows.length;
  const progress = { cursor, done: cursor };
  if (late.length === 0) return progress;
  const staged = await getPart<Staged>(ctx, job.id, 'staged');
  const columns = staged?.headings.columns ?? [];
  await putPart(
    ctx,
    job.id,
    `refused-${job.step}-${String(job.cursor).padStart(7, '0')}`,
    late.flatMap(({ row, refusal }) => issuesOf(ctx, row, refusal, columns)),
  );
  const op = new Map(rows.map((row) => [row.row, row.op === 'create' ? 'created' : 'updated']));
  const result = { ...job.result };
  for (const { row } of late) {
    const counted = op.get(row) ?? 'created';
    result[counted] = (result[counted] ?? 0) - 1;
    result.refused = (result.refused ?? 0) + 1;
  }
  return { ...progress, result };
}

async function rowsAt(ctx: Ctx, { id, cursor, module: name }: Job): Promise<PlannedRow[]> {
  const part = (await getPart<PlannedRow[]>(ctx, id, partName(Math.floor(cursor / rowsInPart)))) ?? [];
  const from = cursor % rowsInPart;
  const unique = Object.values(moduleOf(ctx, name).fields).filter((field) => field.unique).length;
  return part.slice(from, from + Math.min(chunk, Math.floor(mostActions / (2 + 2 * unique))));
}

async function standing(ctx: Ctx, module: Resolved, rows: readonly PlannedRow[]): Promise<Map<string, Stored>> {
  const items = await ctx.store.batchGet(rows.map(({ id }) => ctx.store.keys.record(module.reach, module.name, id)));
  return new Map(items.flatMap((item) => (item ? [[String(item.id), openRecord(ctx, module, item)] as const] : [])));
}

/** Writes new records that no list or reader sees yet. Those already there are from a chunk that ran before. */
async function createHidden(ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]): Promise<Late> {
  const there = await standing(ctx, module, rows);
  const made = rows.filter(({ op, id }) => op === 'create' && !there.has(id));
  const late = await namingNothing(ctx, module, made, there);
  const changes: { row: number; change: Change }[] = [];
  for (const row of made) {
    if (row.op !== 'create' || isAmong(late, row)) continue;
    const record = await newRecord(ctx, module, { id: row.id, values: row.values, state: row.state });
    changes.push({
      row: row.row,
      change: { module, after: { ...record, job: job.id }, event: 'create', note: { job: job.id } },
    });
  }
  return [...late, ...(await commitEach(ctx, changes))];
}

const isAmong = (late: Late, { row }: PlannedRow): boolean => late.some((one) => one.row === row);

/** Rows that name what has gone, or gone out of scope, since the table was checked; read together. */
async function namingNothing(
  ctx: Ctx,
  module: Resolved,
  rows: readonly PlannedRow[],
  there: ReadonlyMap<string, Stored>,
): Promise<Late> {
  const late = await Promise.all(
    rows.map(async ({ row, id, values }): Promise<Late> => {
      try {
        await refuseUnknown(ctx, module.fields, values, there.get(id)?.values);
        return [];
      } catch (error) {
        if (error instanceof Refusal && error.group === 'invalid') return [{ row, refusal: error }];
        throw error;
      }
    }),
  );
  return late.flat();
}

/** Commits together; where that is refused, in halves, down to the rows that are to blame. */
async function commitEach(ctx: Ctx, changes: readonly { row: number; change: Change }[]): Promise<Late> {
  const [first] = changes;
  if (!first) return [];
  try {
    await commit(
      ctx,
      changes.map(({ change }) => change),
    );
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'limit.busy') throw error;
    if (changes.length === 1) return [{ row: first.row, refusal: error }];
    const half = Math.ceil(changes.length / 2);
    return [...(await commitEach(ctx, changes.slice(0, half))), ...(await commitEach(ctx, changes.slice(half)))];
  }
}

/** Lets the new records be seen and changes the old ones. */
async function bringOut(ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]): Promise<Late> {
  const there = await standing(ctx, module, rows);
  await unhide(
    ctx,
    module,
    [...there.values()].filter((record) => record.job === job.id),
  );
  const updated = rows.filter(({ op }) => op === 'update');
  const late = await namingNothing(ctx, module, updated, there);
  const changes: { row: number; change: Change }[] = [];
  for (const row of updated) {
    const record = there.get(row.id);
    if (isAmong(late, row)) continue;
    if (row.op !== 'update' || (record && isApplied(record, row.values) && record.revision > row.revision)) continue;
    if (!record || record.gone || record.revision !== row.revision) {
      late.push({
        row: row.row,
        refusal: record ? stale(ctx.actor, record) : new Refusal('missing.record', t('未找到', 'Not found')),
      });
      continue;
    }
    const after = { ...record, values: withoutBlanks({ ...record.values, ...row.values }) };
    changes.push({ row: row.row, change: { module, before: record, after, event: 'update', note: { job: job.id } } });
  }
  return [...late, ...(await commitEach(ctx, changes))];
}

const withoutBlanks = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const isApplied = (record: Stored, values: Record<string, unknown>): boolean =>
  Object.keys(changedValues(record.values, { ...record.values, ...values })).length === 0;

/** The same revision without the mark of the job; no event, for nothing of the record changes. */
async function unhide(ctx: Ctx, module: Resolved, records: readonly Stored[]): Promise<void> {
  if (records.length === 0) return;
  const stamp = stampText(ctx.clock.wall());
  const items = records.map(({ job: _, ...record }) => recordItem(ctx, module, record, stamp));
  await ctx.store.transact(
    items.map(({ item }, i) => ({ put: item, when: { equals: { job: records[i]?.job, revision: item.revision } } })),
  );
  for (const written of items) ctx.rows.note(ctx.store.tenant, module, written);
}

/** Takes back what the job wrote and nobody has changed since; the rest is listed and left alone. */
async function takeBack(ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]): Promise<undefined> {
  const there = await standing(ctx, module, rows);
  const kept: ImportAnswer['kept'] = [];
  const changes: { row: number; change: Change }[] = [];
  for (const row of rows) {
    const before = there.get(row.id);
    const back = before && backFrom(ctx, row, before);
    if (back === 'kept') kept.push({ row: row.row, id: row.id, title: before?.title ?? '' });
    else if (before && back)
      changes.push({ row: row.row, change: { module, before, after: back, event: 'undo', note: { job: job.id } } });
  }
  const late = await commitEach(ctx, changes);
  for (const { row } of late) {
    const planned = rows.find((one) => one.row === row);
    if (planned) kept.push({ row, id: planned.id, title: there.get(planned.id)?.title ?? '' });
  }
  if (kept.length > 0) await putPart(ctx, job.id, `kept-${String(job.cursor).padStart(7, '0')}`, kept);
  return undefined;
}

/** The record as it was before the import; nothing where it already is, `kept` where somebody has changed it since. */
function backFrom(ctx: Ctx, row: PlannedRow, record: Stored): Stored | 'kept' | undefined {
  if (row.op === 'create') {
    if (record.gone) return undefined;
    const { job: _, ...shown } = record;
    return record.revision === 1 ? { ...shown, gone: ctx.clock.now() } : 'kept';
  }
  if (record.revision === row.revision || isApplied(record, row.before)) return undefined;
  if (record.gone || record.revision !== row.revision + 1) return 'kept';
  return { ...record, values: withoutBlanks({ ...record.values, ...row.before }) };
}

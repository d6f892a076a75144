import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { stampText } from '@juxian/store/keys.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import { creatableFields, editableFields, type Gate, gateOf, partsFor } from '../access.ts';
import { attachNew } from '../attachment.ts';
import { type Change, changedValues, commit, stale } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { PlannedRow } from '../import-plan.ts';
import { getPart, type Job, type Progress, putPart } from '../jobs.ts';
import type { Resolved } from '../overlay.ts';
import { newRecord } from '../record.ts';
import { namedBy, refuseUnknown } from '../reference.ts';
import { moduleOf } from '../registry.ts';
import { isShown } from '../shown.ts';
import { openRecord, type Stored } from '../stored.ts';
import { type CellIssue, cellIssue } from '../transfer.ts';
import { issuesOf } from './issues.ts';
import { type Laid, planPart, rowsInPart } from './laid.ts';

const chunk = 20;
const mostActions = 80;

/** A row that an undo left as it is: somebody has changed the record since, or who undoes it may not by now. */
export type Kept = { row: number; id: string; title: string; forbidden?: true };

const leaseSeconds = 120;

/** One import at a time writes into a module. @returns whether the lease is this job's. */
export async function holdModule(ctx: Ctx, job: Job): Promise<boolean> {
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
type Late = { planned: PlannedRow; refusal: Refusal }[];

/** Takes the next chunk of the plan; after the last one the next step, or the end. */
export async function eachChunk(
  ctx: Ctx,
  job: Job,
  work: Work,
  then: string | ((result: Job['result']) => Progress),
  together: number,
): Promise<Progress> {
  const slices = await slicesAt(ctx, job, together);
  const rows = slices.flat();
  if (rows.length === 0) {
    if (typeof then === 'string') return { step: then, cursor: 0, done: 0 };
    await freeModule(ctx, job);
    return then(job.result);
  }
  const late = await eachSlice(ctx, job, work, slices);
  const cursor = job.cursor + rows.length;
  const progress = { cursor, done: cursor };
  if (late.length === 0) return progress;
  const { headings = {} } = (await getPart<Laid>(ctx, job.id, 'laid')) ?? {};
  await putPart(
    ctx,
    job.id,
    `refused-${job.step}-${String(job.cursor).padStart(7, '0')}`,
    late.flatMap(({ planned, refusal }) => lateIssues(ctx, planned, refusal, headings)),
  );
  const result = { ...job.result };
  for (const { planned } of late) {
    const counted = planned.op === 'create' ? 'created' : 'updated';
    result[counted] = (result[counted] ?? 0) - 1;
    result.refused = (result.refused ?? 0) + 1;
  }
  return { ...progress, result };
}

type Work = (ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]) => Promise<Late | undefined>;

/**
 * One transaction for each slice, all at once where they are of one module; rows of other modules go before those that
 * name them. All have come to an end before one that broke off is told of.
 */
async function eachSlice(ctx: Ctx, job: Job, work: Work, slices: readonly PlannedRow[][]): Promise<Late> {
  const late: Late = [];
  let at = job.cursor;
  const todo = slices.map((rows) => {
    const from = at;
    at += rows.length;
    return { rows, from };
  });
  for (const name of new Set(slices.flat().map((row) => row.module ?? job.module))) {
    const module = moduleOf(ctx, name);
    const done = await Promise.allSettled(
      todo.map(({ rows, from }) => {
        const own = rows.filter((row) => (row.module ?? job.module) === name);
        return own.length > 0 ? work(ctx, module, { ...job, cursor: from }, own) : undefined;
      }),
    );
    for (const one of done) {
      if (one.status === 'rejected') throw one.reason;
      late.push(...(one.value ?? []));
    }
  }
  return late;
}

const lateIssues = (ctx: Ctx, { row, at }: PlannedRow, refusal: Refusal, headings: Laid['headings']): CellIssue[] =>
  issuesOf(refusal, headings).map((issue) => ({
    ...cellIssue(row, issue.column, issue.refusal, ctx.locale),
    ...(at.file ? { file: at.file } : {}),
    ...(at.sheet ? { sheet: at.sheet } : {}),
  }));

/** The rows of the next transactions, at most `together` of them. */
async function slicesAt(ctx: Ctx, { id, cursor, module: name }: Job, together: number): Promise<PlannedRow[][]> {
  const part = await planPart(ctx, id, Math.floor(cursor / rowsInPart));
  const from = cursor % rowsInPart;
  const unique = Object.values(moduleOf(ctx, name).fields).filter((field) => field.unique).length;
  const most = Math.min(chunk, Math.floor(mostActions / (2 + 2 * unique)));
  const slices: PlannedRow[][] = [];
  for (let at = from; at < part.length && slices.length < together; at += most) slices.push(part.slice(at, at + most));
  return slices;
}

async function itemsOf(ctx: Ctx, module: Resolved, rows: readonly PlannedRow[]): Promise<Item[]> {
  if (rows.length === 0) return [];
  const items = await ctx.store.batchGet(rows.map(({ id }) => ctx.store.keys.record(module.reach, module.name, id)));
  return items.filter((item) => item !== undefined);
}

const standing = async (ctx: Ctx, module: Resolved, rows: readonly PlannedRow[]): Promise<Map<string, Stored>> =>
  new Map((await itemsOf(ctx, module, rows)).map((item) => [String(item.id), openRecord(ctx, module, item)]));

/** Writes new records that no list or reader sees yet. Those already there are from a chunk that ran before. */
export async function createHidden(ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]): Promise<Late> {
  const there = await standing(ctx, module, rows);
  const made = rows.filter(({ op, id }) => op === 'create' && !there.has(id));
  const late = await namingNothing(ctx, module, job, made, there);
  const changes: Writing[] = [];
  for (const planned of made) {
    if (planned.op !== 'create' || isAmong(late, planned)) continue;
    const bare = await newRecord(ctx, module, { id: planned.id, values: planned.values, state: planned.state });
    const record = await withFiles(ctx, module, job, planned, bare, late);
    if (record)
      changes.push({
        planned,
        change: { module, after: { ...record, job: job.id }, event: 'create', note: { job: job.id } },
      });
  }
  return [...late, ...(await commitEach(ctx, changes))];
}

type Writing = { planned: PlannedRow; change: Change };

const isAmong = (late: Late, planned: PlannedRow): boolean => late.some((one) => one.planned === planned);

/** The record with the files of its row; where one of them is refused, so is the row. */
async function withFiles(
  ctx: Ctx,
  module: Resolved,
  { id }: Job,
  planned: PlannedRow,
  record: Stored,
  late: Late,
): Promise<Stored | undefined> {
  const { files = [] } = planned;
  if (files.length === 0) return record;
  try {
    const given = await Promise.all(
      files.map(async ({ field, name, part }) => ({
        field,
        name,
        bytes: new Uint8Array(Buffer.from((await getPart<string>(ctx, id, part)) ?? '', 'base64')),
      })),
    );
    return await attachNew(ctx, module, record, new Set(files.map(({ field }) => field)), given);
  } catch (error) {
    if (!(error instanceof Refusal) || error.group !== 'invalid') throw error;
    late.push({ planned, refusal: error });
    return undefined;
  }
}

/** Rows that name what has gone, or gone out of scope, since the table was checked; read together. */
async function namingNothing(
  ctx: Ctx,
  module: Resolved,
  job: Job,
  rows: readonly PlannedRow[],
  there: ReadonlyMap<string, Stored>,
): Promise<Late> {
  const own = await ownOf(ctx, job, module);
  const late = await Promise.all(
    rows.map(async (planned): Promise<Late> => {
      const { id, values } = planned;
      try {
        await refuseUnknown(ctx, module.fields, values, {
          ...there.get(id)?.values,
          ...namingOwn(module, values, own),
        });
        return [];
      } catch (error) {
        if (error instanceof Refusal && error.group === 'invalid') return [{ planned, refusal: error }];
        throw error;
      }
    }),
  );
  return late.flat();
}

/** New records of other modules that this job itself has written, though nobody sees them yet. */
async function ownOf(ctx: Ctx, job: Job, module: Resolved): Promise<ReadonlySet<string>> {
  const { own = [] } = (module.name === job.module ? await getPart<Laid>(ctx, job.id, 'laid') : undefined) ?? {};
  return new Set(own);
}

/** Of the values what names own records: it is let through as if it had stood there before. */
function namingOwn(
  { fields }: Resolved,
  values: Readonly<Record<string, unknown>>,
  own: ReadonlySet<string>,
): Record<string, unknown> {
  if (own.size === 0) return {};
  const isOwn = (name: string, value: unknown) =>
    namedBy({ [name]: fields[name] as never }, { [name]: value }).some(({ id }) => own.has(id));
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const kept = Array.isArray(value) ? value.filter((line) => isOwn(name, [line])) : value;
      return fields[name] && isOwn(name, kept) ? [[name, kept]] : [];
    }),
  );
}

/** Commits together; where that is refused, in halves, down to the rows that are to blame. */
async function commitEach(ctx: Ctx, changes: readonly Writing[]): Promise<Late> {
  const [first] = changes;
  if (!first) return [];
  try {
    await commit(
      ctx,
      changes.map(({ change }) => change),
    );
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'limit.busy' || error.code === 'limit.clockSkew') throw error;
    if (changes.length === 1) return [{ planned: first.planned, refusal: error }];
    const half = Math.ceil(changes.length / 2);
    return [...(await commitEach(ctx, changes.slice(0, half))), ...(await commitEach(ctx, changes.slice(half)))];
  }
}

/** Changes the records that stand already. */
export async function changeOld(ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]): Promise<Late> {
  const updated = rows.filter(({ op }) => op === 'update');
  const there = await standing(ctx, module, updated);
  const late = await namingNothing(ctx, module, job, updated, there);
  const changes: Writing[] = [];
  for (const row of updated) {
    const record = there.get(row.id);
    if (isAmong(late, row)) continue;
    if (row.op !== 'update' || (record && isApplied(record, row.values) && record.revision > row.revision)) continue;
    if (!record || record.gone || record.revision !== row.revision) {
      late.push({
        planned: row,
        refusal: record ? stale(ctx.actor, record) : new Refusal('missing.record', t('未找到', 'Not found')),
      });
      continue;
    }
    const changed = { ...record, values: withoutBlanks({ ...record.values, ...row.values }) };
    const after = await withFiles(ctx, module, job, row, changed, late);
    if (after)
      changes.push({ planned: row, change: { module, before: record, after, event: 'update', note: { job: job.id } } });
  }
  return [...late, ...(await commitEach(ctx, changes))];
}

const withoutBlanks = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const isApplied = (record: Stored, values: Record<string, unknown>): boolean =>
  Object.keys(changedValues(record.values, { ...record.values, ...values })).length === 0;

const mostTries = 5;

/**
 * Takes the id of the job off the new records, all of which are seen by now. The revision stays and there is no event,
 * for nothing of the record changes; lists learn it by the stamp.
 */
export async function releaseNew(
  ctx: Ctx,
  module: Resolved,
  job: Job,
  rows: readonly PlannedRow[],
): Promise<undefined> {
  const made = rows.filter(({ op }) => op === 'create');
  for (let tries = 1; ; tries++) {
    const marked = (await itemsOf(ctx, module, made)).filter((item) => item.job === job.id);
    if (marked.length === 0) return undefined;
    const stamp = stampText(ctx.clock.wall());
    try {
      await ctx.store.transact(
        marked.map(({ pk, sk, id, revision }) => ({
          update: { pk, sk },
          set: { stamp, gsi1sk: `${stamp}#${id}` },
          remove: ['job'],
          when: { equals: { job: job.id, revision } },
        })),
      );
      return undefined;
    } catch (error) {
      // They are seen, so somebody may change one between reading and writing.
      if (!(error instanceof StoreConflict) || tries === mostTries) throw error;
    }
  }
}

/**
 * Takes back what the job wrote and nobody has changed since; the rest is listed and left alone, and so is, where
 * somebody undoes it, what they do not see today or may not remove or change by hand.
 */
export async function takeBack(ctx: Ctx, module: Resolved, job: Job, rows: readonly PlannedRow[]): Promise<undefined> {
  const there = await standing(ctx, module, rows);
  const kept: Kept[] = [];
  const changes: Writing[] = [];
  const mayTake = job.step === 'undoing' ? await rightOf(ctx, module, job) : () => true;
  const shown = await isShown(ctx, module, job.id);
  for (const row of rows) {
    const before = there.get(row.id);
    if (before && !mayTake(row, before)) {
      kept.push({ row: row.row, id: row.id, title: '', forbidden: true });
      continue;
    }
    const back = before && backFrom(ctx, row, before, shown);
    if (back === 'kept') kept.push({ row: row.row, id: row.id, title: before?.title ?? '' });
    else if (before && back)
      changes.push({ planned: row, change: { module, before, after: back, event: 'undo', note: { job: job.id } } });
  }
  const late = await commitEach(ctx, changes);
  for (const { planned } of late)
    kept.push({ row: planned.row, id: planned.id, title: there.get(planned.id)?.title ?? '' });
  // Written though empty: an undo that was refused before may have left another list here.
  if (kept.length > 0 || job.step === 'undoing')
    await putPart(ctx, job.id, `kept-${String(job.cursor).padStart(7, '0')}`, kept);
  return undefined;
}

/** Whether the actor sees the record of a row, and may today remove it or write the fields that the import changed. */
async function rightOf(ctx: Ctx, module: Resolved, job: Job): Promise<(row: PlannedRow, record: Stored) => boolean> {
  const gate: Gate = await gateOf(ctx, module);
  const mayRemove = creatableFields(gate).size > 0;
  // What came along for the next exchange file is written by nobody's hand, so nobody's right speaks of it.
  const byHand =
    module.name === job.module ? new Set((await getPart<Laid>(ctx, job.id, 'laid'))?.fields ?? []) : undefined;
  return (row, record) => {
    const parts = partsFor(ctx, gate, module, record);
    if (parts.length === 0) return false;
    if (row.op === 'create') return mayRemove;
    const editable = editableFields(parts, record.state, record.opened);
    return (
      editable.size > 0 && Object.keys(row.before).every((name) => editable.has(name) || byHand?.has(name) === false)
    );
  };
}

/** The record as it was before the import; nothing where it already is, `kept` where somebody has changed it since. */
function backFrom(ctx: Ctx, row: PlannedRow, record: Stored, isSeen: boolean): Stored | 'kept' | undefined {
  if (row.op === 'create') {
    if (record.gone) return undefined;
    const { job, ...seen } = record;
    // What nobody ever saw does not turn up in the bin either.
    const back = isSeen || job === undefined ? seen : record;
    return record.revision === 1 ? { ...back, gone: ctx.clock.now() } : 'kept';
  }
  if (record.revision === row.revision || isApplied(record, row.before)) return undefined;
  if (record.gone || record.revision !== row.revision + 1) return 'kept';
  return { ...record, values: withoutBlanks({ ...record.values, ...row.before }) };
}

import { clockActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { creatableFields, gateOf } from './access.ts';
import type { Ctx } from './context.ts';
import type { Question } from './import/findings.ts';
import { type Decided, decide, decideAsBefore, decidedOf, type Laid } from './import/laid.ts';
import type { ImportMode } from './import/match.ts';
import type { FoundSheet } from './import/sheets.ts';
import type { ImportSource, Upload } from './import/source.ts';
import { changeOld, createHidden, eachChunk, holdModule, type Kept, releaseNew, takeBack } from './import/write.ts';
import {
  continueJob,
  failedAct,
  getJob,
  getPart,
  getParts,
  isSameAccess,
  type Job,
  type JobAnswer,
  type JobKind,
  jobAnswer,
  type Progress,
  putPart,
  startJob,
} from './jobs.ts';
import type { Resolved } from './overlay.ts';
import { moduleOf } from './registry.ts';
import { retireMarks, showMade } from './shown.ts';
import type { CellIssue, Mapping } from './transfer.ts';

export type ImportInput = {
  module: string;
  /** As uploaded: workbooks, texts, and whatever else the module's source reads. */
  files: readonly Upload[];
  mode: ImportMode;
  /** Stops after the check, until `continueJob`. */
  dryRun: boolean;
  mapping?: Mapping;
  /** The initial state new records begin in. */
  state?: string;
};
export type ImportAnswer = JobAnswer & {
  refused: CellIssue[];
  /** What loads, but a person should look at. */
  warnings: CellIssue[];
  /** What a person has to decide, or has decided, before the rows it concerns load. */
  questions: Question[];
  /** What was found in the files. */
  sheets: FoundSheet[];
  kept: Kept[];
  /** The access of the reader has changed since the upload was read: what its rows say is not shown. */
  withheld?: true;
};
/** The source of a module that reads more than plain tables, by the module's name. */
export type ImportSources = (module: string) => Promise<ImportSource> | undefined;

/**
 * Takes files in; checked and committed by `runJob`.
 * @throws Refusal `forbidden.create` where the actor may not create such records, `invalid.import` where nobody imports.
 */
export async function startImport(
  ctx: Ctx,
  { files, module: name, mapping, ...input }: ImportInput,
): Promise<JobAnswer> {
  const module = moduleOf(ctx, name);
  const creatable = creatableFields(await gateOf(ctx, module));
  if (creatable.size === 0 || ctx.actor.kind === 'applicant')
    throw new Refusal('forbidden.create', t('您不能导入“{module}”', 'You cannot import here: {module}'), {
      values: { module: module.title },
    });
  if (!module.transfer) throw new Refusal('invalid.import', t('这项业务不能从表格导入', 'Nothing is imported here'));
  const id = newId('job', ctx.clock.wall());
  for (const [i, { name: file, bytes }] of files.entries())
    await putPart(ctx, id, `upload-${String(i).padStart(4, '0')}`, {
      name: file,
      bytes: Buffer.from(bytes).toString('base64'),
    });
  if (mapping) await decide(ctx, id, { answers: {}, mapping });
  return jobAnswer(await startJob(ctx, { id, kind: 'import', module: name, step: 'staging', input }));
}

/**
 * Takes a person's answers to questions, and which fields headings mean, and has the check made anew.
 * @throws Refusal `conflict.job` unless the import is checked and waits; `invalid.answer` and `invalid.mapping` as
 * `refuseSaid` does, which leave the import as it is.
 */
export async function answerImport(ctx: Ctx, id: string, said: Partial<Decided>): Promise<void> {
  const job = await getJob(ctx, id);
  if (job.kind !== 'import') throw new Refusal('missing.job', t('没有这项任务', 'There is no such job'));
  if (job.state === 'ready') {
    const decided = await decidedOf(ctx, job);
    const [questions, sheets] = await Promise.all([
      getPart<Question[]>(ctx, id, 'questions'),
      getPart<FoundSheet[]>(ctx, id, 'found'),
    ]);
    const { refuseSaid } = await import('./import/said.ts');
    await refuseSaid(ctx, { questions: questions ?? [], sheets: sheets ?? [], decided }, said);
    const next = {
      answers: { ...decided.answers, ...said.answers },
      mapping: { ...decided.mapping, ...said.mapping },
    };
    // A check under another access does not stand any more: there is nothing to go back to.
    await decide(ctx, id, next, isSameAccess(job.actor, ctx.actor) ? decided : undefined);
  }
  await continueJob(ctx, id, { step: 'staging', cursor: 0, done: 0 });
}

/** Whether the reader may see less by now than when the upload was read, such as nothing of somebody it speaks of. */
async function isNarrower(ctx: Ctx, job: Job): Promise<boolean> {
  if (job.step === 'staging') return false;
  if (!isSameAccess(job.actor, ctx.actor) || ctx.config.off.includes(job.module)) return true;
  const { fields = [] } = (await getPart<Laid>(ctx, job.id, 'laid')) ?? {};
  const creatable = creatableFields(await gateOf(ctx, moduleOf(ctx, job.module)));
  return fields.some((field) => !creatable.has(field));
}

/**
 * The job with what was found, what was refused, what is to be looked at and what is asked; the figures alone where the
 * reader's access has changed since.
 */
export async function importAnswer(ctx: Ctx, id: string): Promise<ImportAnswer> {
  const job = await getJob(ctx, id);
  if (await isNarrower(ctx, job))
    return { ...jobAnswer(job), withheld: true, refused: [], warnings: [], questions: [], sheets: [], kept: [] };
  const [refused, kept, warnings, questions, sheets] = await Promise.all([
    getParts<CellIssue[]>(ctx, id, 'refused'),
    getParts<Kept[]>(ctx, id, 'kept'),
    getPart<CellIssue[]>(ctx, id, 'warnings'),
    getPart<Question[]>(ctx, id, 'questions'),
    getPart<FoundSheet[]>(ctx, id, 'found'),
  ]);
  return {
    ...jobAnswer(job),
    refused: refused.flat(),
    kept: kept.flat(),
    warnings: warnings ?? [],
    questions: questions ?? [],
    sheets: sheets ?? [],
  };
}

/**
 * How imports go; `sources` say which modules read more than plain tables. `together`: transactions of 20 records at
 * once, after which the job says how far it is.
 */
export const importJobOf = (sources: ImportSources, together = 3): JobKind => ({
  async step(ctx, job) {
    const module = moduleOf(ctx, job.module);
    switch (job.step) {
      case 'staging': {
        const { stage } = await staging();
        try {
          return { ...(await stage(ctx, module, job, await sources(job.module))), problem: undefined };
        } catch (error) {
          const isSaid = error instanceof Refusal && saidWrongly.has(error.code);
          if (!isSaid || !(await decideAsBefore(ctx, job.id))) throw error;
          const problem = { code: error.code, message: error.reason(ctx.locale) };
          return { state: 'ready', step: 'checked', problem };
        }
      }
      case 'creating':
        if (!(await holdModule(ctx, job))) return undefined;
        if (job.cursor === 0) await (await staging()).rememberWhatWasSaid(ctx, job);
        return eachChunk(ctx, job, createHidden, 'committing', together);
      case 'committing':
        return (await holdModule(ctx, job)) ? eachChunk(ctx, job, changeOld, 'showing', together) : undefined;
      case 'showing':
        if (!(await holdModule(ctx, job))) return undefined;
        await showMade(ctx, await madeIn(ctx, job), job.id);
        return { step: 'releasing', cursor: 0 };
      case 'releasing':
        return ended(allOn(ctx), job, (all) => eachChunk(all, job, releaseNew, finished(job), together));
      case 'undoing':
        return undoing(
          ctx,
          job,
          await ended(ctx, job, (own) => eachChunk(own, job, takeBack, takenBack(job), together)),
        );
      case 'stopping': {
        const system = { ...allOn(ctx), actor: clockActor(ctx.store.tenant) };
        return ended(system, job, (all) => eachChunk(all, job, takeBack, takenBack(job), together));
      }
      default:
        return ended(allOn(ctx), job, (all) => eachChunk(all, job, takeBack, takenBack(job), together));
    }
  },
  needs: ({ step }) => (step === 'staging' || step === 'undoing' ? 'today' : writing.has(step) ? 'same' : 'none'),
  stopped: ({ step }) => (writing.has(step) ? { step: 'stopping', cursor: 0, done: 0 } : undefined),
  cancelled: ({ step, id, module }) =>
    step === 'staging' || step === 'checked'
      ? { state: 'cancelled', act: { name: 'job.cancelled', object: { module, id } } }
      : { step: 'cancelling', cursor: 0, done: 0 },
  async mayUndo(ctx, job) {
    const gate = await gateOf(ctx, moduleOf(ctx, job.module));
    const mayEdit = gate.parts.some(({ access }) => Object.keys(access.edit ?? {}).length > 0);
    if (creatableFields(gate).size === 0 && !mayEdit) throw forbiddenUndo(job.total);
  },
  undo: ({ step }) => (step === 'staging' || step === 'stopped' ? undefined : { step: 'undoing', cursor: 0, done: 0 }),
});

/** What a mapping may come to that reads well by itself, such as one that leaves every column alone. */
const saidWrongly: ReadonlySet<string> = new Set(['invalid.mapping', 'invalid.headings', 'invalid.key']);

/** Between the check and the stroke at which everything is seen. */
const writing: ReadonlySet<string> = new Set(['creating', 'committing', 'showing']);

/** Reading and planning; few processes ever do it, so it is loaded by those that do. */
const staging = () => import('./import/stage.ts');

/** Imports of plain tables only, one transaction at a time. */
export const importJob: JobKind = importJobOf(() => undefined, 1);

/** The modules in which the import makes new records. */
const madeIn = async (ctx: Ctx, { id }: Job): Promise<Resolved[]> =>
  ((await getPart<Laid>(ctx, id, 'laid'))?.makes ?? []).map((name) => moduleOf(ctx, name));

/** What was begun is ended in modules that have been switched off since, too. */
const allOn = (ctx: Ctx): Ctx => ({ ...ctx, config: { ...ctx.config, off: [] } });

/** A chunk of the last pass; with its end no list needs to be told of the import any more. */
async function ended(ctx: Ctx, job: Job, chunk: (ctx: Ctx) => Promise<Progress>): Promise<Progress | undefined> {
  if (!(await holdModule(ctx, job))) return undefined;
  const progress = await chunk(ctx);
  if (progress.state !== undefined) await retireMarks(ctx, await madeIn(ctx, job), job.id);
  return progress;
}

/**
 * The end of an undo as it was: with what was taken back and what the actor may not take back by now. Where that is all,
 * the import stands as before and says why.
 */
async function undoing(ctx: Ctx, job: Job, progress: Progress | undefined): Promise<Progress | undefined> {
  if (progress?.state !== 'undone') return progress;
  const kept = (await getParts<Kept[]>(ctx, job.id, 'kept')).flat();
  const forbidden = kept.filter((row) => row.forbidden).length;
  const { created = 0, updated = 0 } = job.result;
  const result = { ...job.result, takenBack: Math.max(0, created + updated - kept.length), forbidden };
  if (forbidden === 0 || result.takenBack > 0)
    return { ...progress, result, ...(progress.act ? { act: { ...progress.act, details: result } } : {}) };
  const problem = { code: 'forbidden.undo', message: forbiddenUndo(forbidden).reason(ctx.locale) };
  return { state: 'done', step: 'done', problem, act: failedAct({ ...job, problem }) };
}

const forbiddenUndo = (count: number): Refusal =>
  new Refusal(
    'forbidden.undo',
    t(
      '您现在无权删除或修改这次导入的{count}条记录，什么都没有收回',
      'You may no longer remove or change the {count} records of this import; nothing was taken back',
    ),
    { values: { count } },
  );

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
  (job: Job) =>
  (result: Job['result']): Progress => {
    const { id, module, step } = job;
    if (step === 'stopping') return { state: 'failed', step: 'stopped', result: {}, act: failedAct(job) };
    const state = step === 'undoing' ? 'undone' : 'cancelled';
    return { state, step: state, act: { name: `job.${state}`, object: { module, id }, details: result } };
  };

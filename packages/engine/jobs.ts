import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { TenantActor } from '@juxian/base/actor.ts';
import { isId, newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Locale, t } from '@juxian/base/text.ts';
import { type Key, stampText } from '@juxian/store/keys.ts';
import { type Action, type Item, StoreConflict } from '@juxian/store/table.ts';
import { type Act, actLine } from './audit.ts';
import type { Ctx } from './context.ts';

/** `open` has work left; `ready` waits for a person; the rest have ended. */
export type JobState = 'open' | 'ready' | 'done' | 'cancelled' | 'undone' | 'failed';

/** Work in chunks that outlives a process: whoever holds the lease goes on from the cursor. */
export type Job = {
  id: string;
  kind: string;
  module: string;
  /** Who started it: the work is done with that person's access. */
  actor: TenantActor;
  locale: Locale;
  state: JobState;
  step: string;
  cursor: number;
  /** What has been done of `total` in this step. */
  done: number;
  total: number;
  input: Readonly<Record<string, unknown>>;
  result: Readonly<Record<string, number>>;
  problem?: { code: string; message: string };
  cancel?: boolean;
  createdAt: string;
};

/** Where the job stands after a chunk; what is not named stays. `act` is written with it, when it ends. */
export type Progress = Partial<Pick<Job, 'state' | 'step' | 'cursor' | 'done' | 'total' | 'result' | 'problem'>> & {
  act?: Act;
};

/**
 * What a step needs of whoever started the job. `same`: the access it began with, unchanged. `today`: whatever access
 * they have now. `none`: it ends what was begun, whoever they are by now.
 */
export type Standing = 'same' | 'today' | 'none';

/** How jobs of a kind go. Every step may run twice from the same cursor and leave the same. */
export type JobKind = {
  /** One chunk, at most 20 records and 80 actions a transaction; undefined where it has to wait for another job. */
  step(ctx: Ctx, job: Job): Promise<Progress | undefined>;
  /** Without it `same`, for every step. */
  needs?(job: Job): Standing;
  /** How it goes on to take back what it did where a step was refused; nothing where it just ends. */
  stopped?(job: Job): Progress | undefined;
  /** How it goes on once somebody has cancelled it. */
  cancelled(job: Job): Progress;
  /** How a job that is done, or failed midway, begins to be undone; nothing where there is nothing to undo. */
  undo?(job: Job): Progress | undefined;
  /** @throws Refusal `forbidden.undo` where the actor may by now take nothing of it back. */
  mayUndo?(ctx: Ctx, job: Job): Promise<void>;
};

export type JobAnswer = Omit<Job, 'actor' | 'locale' | 'input' | 'cursor'>;

const keptFor = 30 * 86_400;
const leaseMs = 30_000;

const keyOf = ({ store: { keys } }: Ctx, id: string): Key => keys.job('staff', id);

export const jobAnswer = ({ actor: _, locale: __, input: ___, cursor: ____, ...answer }: Job): JobAnswer => answer;

/** Lays a job down; nothing of it is done before `runJob`. */
export async function startJob(
  ctx: Ctx,
  made: Pick<Job, 'kind' | 'module' | 'step' | 'input'> & { id?: string; total?: number },
): Promise<Job> {
  const now = ctx.clock.wall();
  const { id = newId('job', now), total = 0, ...rest } = made;
  const job: Job = {
    ...rest,
    id,
    actor: ctx.actor,
    locale: ctx.locale,
    state: 'open',
    cursor: 0,
    done: 0,
    total,
    result: {},
    createdAt: ctx.clock.now(),
  };
  const item: Item = {
    ...keyOf(ctx, id),
    ...job,
    gsi1pk: ctx.store.keys.moduleIndex('staff', 'jobs'),
    gsi1sk: `${stampText(now)}#${id}`,
    lease: 0,
    expires: Math.floor(now / 1000) + keptFor,
  };
  await ctx.store.transact([{ put: item, when: 'absent' }]);
  return job;
}

/** @throws Refusal `missing.job` where there is none, or it is somebody else's. */
export async function getJob(ctx: Ctx, id: string): Promise<Job> {
  const job = isId('job', id) ? await readJob(ctx, id) : undefined;
  if (!job || job.actor.id !== ctx.actor.id) throw missingJob();
  return job;
}

const missingJob = (): Refusal => new Refusal('missing.job', t('没有这项任务', 'There is no such job'));

async function readJob(ctx: Ctx, id: string): Promise<Job | undefined> {
  const item = await ctx.store.get(keyOf(ctx, id));
  return item && jobOf(item);
}

function jobOf(item: Item): Job {
  const { pk: _, sk: __, gsi1pk: ___, gsi1sk: ____, lease: _____, holder: ______, expires: _______, ...job } = item;
  return job as never;
}

const listed = 50;

/** The actor's own jobs, latest first. */
export async function listJobs(ctx: Ctx): Promise<JobAnswer[]> {
  const { store } = ctx;
  const pk = store.keys.moduleIndex('staff', 'jobs');
  const { items } = await store.query({ pk, index: 'gsi1', backward: true, limit: listed });
  const jobs = await store.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  return jobs.flatMap((item) => (item && jobOf(item).actor.id === ctx.actor.id ? [jobAnswer(jobOf(item))] : []));
}

/**
 * Asks a job to stop: before it commits it ends and leaves one line, afterwards it takes back what it did.
 * @throws Refusal `conflict.job` where it has ended.
 */
export async function cancelJob(ctx: Ctx, id: string): Promise<void> {
  const job = await getJob(ctx, id);
  if (job.state !== 'open' && job.state !== 'ready') throw ended();
  await advance(ctx, id, [{ cancel: true, state: 'open' }, { state: job.state }]);
}

/** Lets a job that waits for a person go on, with the access that person has now. @throws Refusal `conflict.job` where it does not wait. */
export async function continueJob(ctx: Ctx, id: string, progress: Omit<Progress, 'act'>): Promise<void> {
  await getJob(ctx, id);
  await advance(ctx, id, [{ ...progress, actor: ctx.actor, state: 'open' }, { state: 'ready' }]);
}

/**
 * Begins to undo a job that is done or failed midway.
 * @throws Refusal `conflict.job` where there is nothing to undo, `forbidden.undo` for whoever may not by now.
 */
export async function undoJob(ctx: Ctx, id: string, kinds: JobKinds): Promise<void> {
  const job = await getJob(ctx, id);
  const progress = kinds[job.kind]?.undo?.(job);
  if (!progress || (job.state !== 'done' && job.state !== 'failed')) throw ended();
  await kinds[job.kind]?.mayUndo?.(ctx, job);
  await advance(ctx, id, [{ ...progress, actor: ctx.actor, state: 'open', problem: undefined }, { state: job.state }]);
}

const ended = (): Refusal =>
  new Refusal('conflict.job', t('这项任务的状态已变，请刷新后再看', 'The job has moved on; reload and look again'));

async function advance(ctx: Ctx, id: string, [set, equals]: [Record<string, unknown>, Record<string, unknown>]) {
  try {
    await ctx.store.transact([{ update: keyOf(ctx, id), set, when: { equals } }]);
  } catch (error) {
    throw error instanceof StoreConflict ? ended() : error;
  }
}

export type JobKinds = Readonly<Record<string, JobKind>>;
export type RunOptions = {
  kinds: JobKinds;
  /** Wall clock in ms after which no further chunk is begun. */
  until?: number;
  /** Records a second at most, as the cloud's index partition takes; no bound where absent. */
  pace?: number;
  /**
   * Who started the job as they are now, and the county's settings of now; asked before each chunk.
   * @throws Refusal `forbidden.member` where they have no access any more.
   */
  today?(job: Job): Promise<Pick<Ctx, 'actor' | 'config'>>;
};

/**
 * Takes the lease and works off chunks until the job has ended, waits, or the time is up. Where another process holds
 * the lease nothing happens; a process that was killed loses it after 30 s.
 * @returns the job as it then stands; `open` = to be run again.
 */
export async function runJob(
  ctx: Ctx,
  id: string,
  {
    kinds,
    until = Number.POSITIVE_INFINITY,
    pace,
    today = async ({ actor }) => ({ actor, config: ctx.config }),
  }: RunOptions,
): Promise<Job> {
  const holder = newId('request', ctx.clock.wall());
  if (!(await holdLease(ctx, id, holder))) return reread(ctx, id);
  try {
    for (;;) {
      const job = await reread(ctx, id);
      if (job.state !== 'open' || ctx.clock.wall() >= until) return job;
      const progress = await progressOf(ctx, job, kinds, today);
      if (!progress) return job;
      await save(ctx, job, holder, progress);
      if (pace) await pause((1000 * Math.max(0, (progress.cursor ?? 0) - job.cursor)) / pace);
    }
  } catch (error) {
    if (error instanceof LeaseLost) return reread(ctx, id);
    throw error;
  } finally {
    await releaseLease(ctx, id, holder);
  }
}

async function reread(ctx: Ctx, id: string): Promise<Job> {
  const job = await readJob(ctx, id);
  if (!job) throw missingJob();
  return job;
}

async function progressOf(
  ctx: Ctx,
  job: Job,
  kinds: JobKinds,
  today: NonNullable<RunOptions['today']>,
): Promise<Outcome | undefined> {
  const kind = kinds[job.kind];
  if (!kind) throw new Error(`No jobs of the kind ${job.kind}`);
  if (job.cancel) return { ...kind.cancelled(job), cancel: undefined };
  try {
    const needs = kind.needs?.(job) ?? 'same';
    if (needs === 'none') return await kind.step({ ...ctx, actor: job.actor, locale: job.locale }, job);
    const { actor, config } = await today(job);
    if (needs === 'same' && !isSameAccess(actor, job.actor)) throw accessChanged();
    const progress = await kind.step({ ...ctx, config, actor, locale: job.locale }, { ...job, actor });
    return progress && (isDeepStrictEqual(actor, job.actor) ? progress : { ...progress, actor });
  } catch (error) {
    if (!(error instanceof Refusal) || passing.has(error.code)) throw error;
    const problem = { code: error.code, message: error.reason(job.locale) };
    const back = kind.stopped?.(job);
    return back ? { ...back, problem } : { state: 'failed', problem, act: failedAct({ ...job, problem }) };
  }
}

type Outcome = Progress & { cancel?: undefined; actor?: TenantActor };

/** The line that says why a job did not end well. */
export const failedAct = ({ module, id, problem }: Job): Act => ({
  name: 'job.failed',
  object: { module, id },
  details: { code: problem?.code },
});

/** Whether two actors see and may do the same: being called otherwise, or signed in otherwise, makes no difference. */
export const isSameAccess = (one: TenantActor, other: TenantActor): boolean =>
  isDeepStrictEqual(accessOf(one), accessOf(other));

function accessOf(actor: TenantActor): object {
  const { name: _, ...access } = actor;
  return 'assurance' in access ? { ...access, assurance: undefined } : access;
}

const accessChanged = (): Refusal =>
  new Refusal(
    'forbidden.access',
    t(
      '任务进行中您的权限或回避有了变化，任务已停止，请重新办理',
      'Your access changed while the job was running; it has stopped. Start it again',
    ),
  );

/** What is over by itself: the chunk is tried again. A file that is too large stays so. */
const passing: ReadonlySet<string> = new Set(['limit.busy', 'limit.clockSkew']);

class LeaseLost extends Error {}

async function holdLease(ctx: Ctx, id: string, holder: string): Promise<boolean> {
  const now = ctx.clock.wall();
  try {
    await ctx.store.transact([
      {
        update: keyOf(ctx, id),
        set: { holder, lease: now + leaseMs },
        when: { equals: { state: 'open' }, below: { lease: now } },
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}

async function releaseLease(ctx: Ctx, id: string, holder: string): Promise<void> {
  try {
    await ctx.store.transact([{ update: keyOf(ctx, id), set: { lease: 0 }, when: { equals: { holder } } }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
}

/** What the chunk came to, as long as the lease still stands and nobody cancelled in between. */
async function save(ctx: Ctx, job: Job, holder: string, { act, ...progress }: Progress): Promise<void> {
  const update: Action = {
    update: keyOf(ctx, job.id),
    set: { ...progress, lease: ctx.clock.wall() + leaseMs },
    when: { equals: { holder, state: 'open', cancel: job.cancel } },
  };
  try {
    await ctx.store.transact([update, ...(act ? [actLine({ ...ctx, actor: job.actor }, act)] : [])]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    const now = await ctx.store.get(keyOf(ctx, job.id));
    if (now?.holder !== holder) throw new LeaseLost();
  }
}

const folderOf = (ctx: Ctx, id: string): string => `t/${ctx.store.tenant}/jobs/${id}/`;

/** Keeps a part of a job's work, sealed, outside the table. The same name is written over. */
export async function putPart(ctx: Ctx, job: string, name: string, value: unknown): Promise<void> {
  const sealed = ctx.seal('staff').seal(`job#${job}#${name}`, value);
  await ctx.files.put(`${folderOf(ctx, job)}${name}`, sealed, 'application/octet-stream');
}

/** @returns the part, or undefined where it was never put. */
export async function getPart<T>(ctx: Ctx, job: string, name: string): Promise<T | undefined> {
  const sealed = await ctx.files.get(`${folderOf(ctx, job)}${name}`);
  return sealed && ctx.seal('staff').open<T>(`job#${job}#${name}`, sealed);
}

/** All parts whose name begins so, in the order of their names. */
export async function getParts<T>(ctx: Ctx, job: string, begins: string): Promise<T[]> {
  const folder = folderOf(ctx, job);
  const names = (await ctx.files.list(folder))
    .map((path) => path.slice(folder.length))
    .filter((name) => name.startsWith(begins));
  const parts = await Promise.all(names.sort().map((name) => getPart<T>(ctx, job, name)));
  return parts.filter((part) => part !== undefined);
}

/** Removes the parts of jobs that are forgotten, 30 days after they began. @returns how many files went. */
export async function sweepJobParts(ctx: Ctx): Promise<number> {
  const root = `t/${ctx.store.tenant}/jobs/`;
  const paths = await ctx.files.list(root);
  const ids = [...new Set(paths.map((path) => path.slice(root.length).split('/')[0] ?? ''))];
  const items = await ctx.store.batchGet(ids.map((id) => keyOf(ctx, id)));
  const forgotten = new Set(ids.filter((_, i) => !items[i]));
  const doomed = paths.filter((path) => forgotten.has(path.slice(root.length).split('/')[0] ?? ''));
  for (const path of doomed) await ctx.files.remove(path);
  return doomed.length;
}

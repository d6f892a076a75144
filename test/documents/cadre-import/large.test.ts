import { dayOf } from '@juxian/base/clock.ts';
import { cadreSource } from '@juxian/documents/cadre/import/source.ts';
import { importAnswer, importJobOf, startImport } from '@juxian/engine/import.ts';
import { cancelJob, getJob, type JobKinds, runJob } from '@juxian/engine/jobs.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kinds, numberOf, type Office, openOffices, table } from './office.ts';

let open: Awaited<ReturnType<typeof openOffices>>;
let office: Office;
beforeAll(async () => {
  open = await openOffices();
});
afterAll(() => open.world.stop());
beforeEach(async () => {
  office = await open.office();
});

/** A birth for each of many, and the rows of a roll of which some cannot be true. */
const birthOf = (n: number): string =>
  new Date(Date.UTC(1960, 0, 1) + (n % 12_000) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
function rollOf(count: number, isBad: (n: number) => boolean = () => false, from = 0) {
  const rows = Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const birth = birthOf(n);
    const number = numberOf(birth, (Math.floor(n / 12_000) % 400) * 2 + 1);
    return [`人${n}`, number, isBad(n) ? '女' : '男', birth.slice(0, 6), '201008', '群众', '某局干部', '山西怀仁'];
  });
  return table([['姓名', '身份证号', '性别', '出生年月', '参加工作时间', '政治面貌', '现任职务', '籍贯'], ...rows]);
}

/** Runs so many chunks, then is gone, as a process that is killed. */
const chunks = (most: number): JobKinds => {
  let left = most;
  const job = importJobOf((module) => (module === 'cadre' ? Promise.resolve(cadreSource) : undefined), 1);
  return { import: { ...job, step: async (ctx, one) => (left-- > 0 ? job.step(ctx, one) : undefined) } };
};
const start = async (count: number, from = 0) =>
  (
    await startImport(office.ctx, {
      module: 'cadre',
      files: [await rollOf(count, undefined, from)],
      mode: 'upsert',
      dryRun: false,
    })
  ).id;
const shown = async () => (await office.ctx.rows.fresh(office.ctx, moduleOf(office.ctx, 'cadre'))).where({});
const logged = async () => {
  const { store, clock } = office.ctx;
  const { items } = await store.query({ pk: store.keys.accessDay(dayOf(clock.wall())) });
  return items.map(({ name }) => String(name)).filter((name) => name.startsWith('job.'));
};

describe('a large roll', () => {
  it('of 20,000 rows with 3 in 100 bad names each of these before anything is written', async () => {
    const checked = await office.check([await rollOf(20_000, (n) => n % 100 < 3)]);
    expect(checked.result).toEqual({ total: 20_000, created: 19_400, updated: 0, unchanged: 0, refused: 600 });
    expect(checked.refused).toHaveLength(600);
    expect(new Set(checked.refused.map(({ column, message }) => `${column} ${message}`))).toEqual(
      new Set(['身份证号 与性别不符（第17位单数为男、双数为女）']),
    );
    expect(checked.refused.slice(0, 4).map(({ row }) => row)).toEqual([2, 3, 4, 102]);
    expect(await shown()).toHaveLength(0);
  }, 300_000);

  it('loads all but the bad ones', async () => {
    const checked = await office.check([await rollOf(3000, (n) => n % 100 < 3)]);
    expect(checked.result).toEqual({ total: 3000, created: 2910, updated: 0, unchanged: 0, refused: 90 });
    const done = await office.commit(checked.id);
    expect([done.state, done.result]).toEqual(['done', checked.result]);
    expect(await shown()).toHaveLength(2910);
  }, 120_000);
});

describe('an import of people', () => {
  it('that is killed in the middle is gone on with by another process, each person once', async () => {
    const id = await start(90);
    await runJob(office.ctx, id, { kinds: chunks(3) });
    const lost = await getJob(office.ctx, id);
    expect([lost.step, lost.cursor]).toEqual(['creating', 40]);
    await kinds.import?.step(office.ctx, lost);
    expect(await shown()).toHaveLength(0);
    expect((await runJob(office.ctx, id, { kinds })).state).toBe('done');
    const titles = (await shown()).map(({ title }) => title);
    expect([titles.length, new Set(titles).size]).toEqual([90, 90]);
    expect((await importAnswer(office.ctx, id)).refused).toEqual([]);
  });

  it('does not interleave with another of the same module', async () => {
    const first = await start(45);
    const second = await start(45, 45);
    await runJob(office.ctx, first, { kinds: chunks(2) });
    expect((await runJob(office.ctx, second, { kinds })).step).toBe('creating');
    expect((await getJob(office.ctx, second)).cursor).toBe(0);
    await runJob(office.ctx, first, { kinds });
    expect((await shown()).map(({ title }) => title)).not.toContain('人45');
    expect((await runJob(office.ctx, second, { kinds })).state).toBe('done');
    expect(await shown()).toHaveLength(90);
  });

  it('cancelled before it commits leaves no record and one line of history', async () => {
    const checked = await office.check([await rollOf(30)]);
    await cancelJob(office.ctx, checked.id);
    expect((await runJob(office.ctx, checked.id, { kinds })).state).toBe('cancelled');
    const { store } = office.ctx;
    const { items } = await store.query({ pk: store.keys.moduleIndex('staff', 'cadre'), index: 'gsi1' });
    expect([items, await logged()]).toEqual([[], ['job.cancelled']]);
  });

  it('cancelled while it writes shows nothing and frees every number', async () => {
    const id = await start(45);
    await runJob(office.ctx, id, { kinds: chunks(2) });
    await cancelJob(office.ctx, id);
    expect((await runJob(office.ctx, id, { kinds })).state).toBe('cancelled');
    expect([await shown(), await logged()]).toEqual([[], ['job.cancelled']]);
    const again = await start(45);
    await runJob(office.ctx, again, { kinds });
    expect((await importAnswer(office.ctx, again)).result.created).toBe(45);
  });
});

import { dayOf } from '@juxian/base/clock.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { listBin } from '@juxian/engine/bin.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { refusedSheets } from '@juxian/engine/import/refused.ts';
import {
  answerImport,
  commitChecked,
  type ImportAnswer,
  type ImportInput,
  importAnswer,
  importJob,
  startImport,
} from '@juxian/engine/import.ts';
import {
  cancelJob,
  continueJob,
  getJob,
  type JobKinds,
  listJobs,
  type RunOptions,
  runJob,
  sweepJobParts,
  undoJob,
} from '@juxian/engine/jobs.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { type SheetValue, writeXlsx } from '@juxian/engine/sheet.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { register, sample } from './sample-module.ts';

const kinds: JobKinds = { import: importJob };
/** Runs so many chunks, then waits, as a process does whose time is up. */
const chunks = (most: number): JobKinds => {
  let left = most;
  return { import: { ...importJob, step: async (ctx, job) => (left-- > 0 ? importJob.step(ctx, job) : undefined) } };
};

let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
let office: Ctx;
beforeAll(async () => {
  world = await openWorld([sample, register('unit'), register('expert')]);
});
afterAll(() => world.stop());
beforeEach(async () => {
  county = await world.county();
  office = await county.as('马兰', 'office');
});

const checked = (body: string): string => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'[sum % 11];
};
const idNumber = (n: number): string => checked(`99010119900101${String(n).padStart(3, '0')}`);

const heads = ['名称', '类别', '证件号', '经费'];
const sheetOf = (rows: SheetValue[][], titles = heads) =>
  writeXlsx([{ name: '表', columns: titles.map((title) => ({ title, kind: 'text' as const })), rows }]);
const rowsOf = (count: number): SheetValue[][] =>
  Array.from({ length: count }, (_, i) => [`工作室${i + 1}`, '名师', idNumber(i + 1), '50000']);
const start = async (rows: SheetValue[][], input: Partial<ImportInput> = {}, titles = heads) =>
  (
    await startImport(office, {
      module: 'studio',
      files: [{ name: '表.xlsx', bytes: await sheetOf(rows, titles) }],
      mode: 'create',
      dryRun: false,
      ...input,
    })
  ).id;
const imported = async (rows: SheetValue[][], input: Partial<ImportInput> = {}): Promise<ImportAnswer> => {
  const id = await start(rows, input);
  await runJob(office, id, { kinds });
  return importAnswer(office, id);
};
const shown = async () => (await office.rows.fresh(office, sample)).where({});
const named = async (name: string) => {
  const row = (await shown()).find(({ title }) => title === name);
  if (!row) throw new Error(`no row ${name}`);
  return getRecord(office, { module: 'studio', id: row.id });
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'done';
};
const logged = async () => {
  const { items } = await office.store.query({ pk: office.store.keys.accessDay(dayOf(office.clock.wall())) });
  return items.map(({ name }) => String(name)).filter((name) => name.startsWith('job.'));
};

describe('an import', () => {
  it('checks the whole table, then writes what it accepted and names what it did not', async () => {
    const rows = rowsOf(45);
    rows[3] = ['坏行', '名角', idNumber(4), '50000'];
    rows[30] = ['又坏', '名医', idNumber(31), '一万'];
    const answer = await imported(rows);
    expect([answer.state, answer.result]).toEqual([
      'done',
      { total: 45, created: 43, updated: 0, unchanged: 0, refused: 2 },
    ]);
    expect(answer.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [5, '类别', 'invalid.choice'],
      [32, '经费', 'invalid.money'],
    ]);
    expect(await shown()).toHaveLength(43);
    expect((await named('工作室1')).values).toMatchObject({ name: '工作室1', kind: 'teacher', grant: 5_000_000 });
    expect((await refusedSheets(office, answer.id))[0]?.rows.map(([name]) => name)).toEqual(['坏行', '又坏']);
    expect(await logged()).toEqual(['job.imported']);
  });

  it('writes nothing on a dry run, until it is told to go on', async () => {
    const { id, state, result } = await imported(rowsOf(3), { dryRun: true });
    expect([state, result.created]).toEqual(['ready', 3]);
    expect(await shown()).toEqual([]);
    await continueJob(office, id, commitChecked);
    await runJob(office, id, { kinds });
    expect(await shown()).toHaveLength(3);
    expect(await codeOf(continueJob(office, id, commitChecked))).toBe('conflict.job');
  });

  it('shows nothing before all of it is written', async () => {
    const id = await start(rowsOf(45));
    await runJob(office, id, { kinds: chunks(3) });
    const job = await getJob(office, id);
    expect([job.step, job.cursor]).toEqual(['creating', 40]);
    const { items } = await office.store.query({
      pk: office.store.keys.moduleIndex('portal', 'studio'),
      index: 'gsi1',
    });
    expect(items).toHaveLength(40);
    expect(await shown()).toEqual([]);
    expect(await codeOf(getRecord(office, { module: 'studio', id: String(items[0]?.id) }))).toBe('missing.record');
    await runJob(office, id, { kinds });
    expect(await shown()).toHaveLength(45);
  });

  it('shows all it made at one stroke, in every process and door, killed after every chunk', async () => {
    await imported(rowsOf(1));
    const rows = rowsOf(45);
    rows[0] = ['改名室', '名师', idNumber(1), '50000'];
    const id = await start(rows, { mode: 'upsert' });
    // Another process, which reads before, in between and after, and one that is cold each time.
    const elsewhere = { ...office, rows: new RowsCache({ bytes: 64e6, clock: world.clock }) };
    const counts = new Set<string>();
    const steps: string[] = [];
    for (let job = await getJob(office, id); job.state === 'open'; job = await getJob(office, id)) {
      await importJob.step(office, job);
      await runJob(office, id, { kinds: chunks(1) });
      const cold = { ...office, rows: new RowsCache({ bytes: 64e6, clock: world.clock }) };
      const sees = await Promise.all(
        [office, elsewhere, cold].map(async (ctx) => (await ctx.rows.fresh(ctx, sample)).where({}).length),
      );
      const { items } = await office.store.query({
        pk: office.store.keys.moduleIndex('portal', 'studio'),
        index: 'gsi1',
      });
      const ids = items.map((item) => String(item.id)).filter((one) => one.startsWith('rec_'));
      const open = await Promise.all(ids.map((one) => codeOf(getRecord(office, { module: 'studio', id: one }))));
      counts.add([...sees, open.filter((code) => code === 'done').length].join());
      steps.push(job.step);
    }
    expect([...counts]).toEqual(['1,1,1,1', '45,45,45,45']);
    expect(steps).toEqual(expect.arrayContaining(['creating', 'committing', 'showing', 'releasing']));
    const { items } = await office.store.query({
      pk: office.store.keys.moduleIndex('portal', 'studio'),
      index: 'gsi1',
    });
    expect([items.length, items.filter(({ job }) => job).length]).toEqual([45, 0]);
  });

  it('lets what is seen already be changed before the last of it is released', async () => {
    const id = await start(rowsOf(45));
    while ((await getJob(office, id)).step !== 'releasing') await runJob(office, id, { kinds: chunks(1) });
    const { id: record, revision } = await named('工作室45');
    await updateRecord(office, { module: 'studio', id: record, revision, values: { phone: '12380' } });
    await runJob(office, id, { kinds });
    expect((await importAnswer(office, id)).state).toBe('done');
    expect((await named('工作室45')).values).toMatchObject({ phone: '12380' });
    const item = await office.store.get(office.store.keys.record('portal', 'studio', record));
    expect([item?.job, item?.revision]).toEqual([undefined, 2]);
  });

  it('goes on where a killed process left off, each record once', async () => {
    const id = await start(rowsOf(45));
    for (let step = 1; step <= 8; step++) {
      const lost = await getJob(office, id);
      if (lost.state !== 'open') break;
      await importJob.step(office, lost);
      await runJob(office, id, { kinds: chunks(1) });
    }
    await runJob(office, id, { kinds });
    const answer = await importAnswer(office, id);
    expect([answer.state, answer.result.created, answer.refused]).toEqual(['done', 45, []]);
    const rows = await shown();
    expect(new Set(rows.map(({ title }) => title)).size).toBe(45);
    expect(rows).toHaveLength(45);
    expect(rows.every(({ revision }) => revision === 1)).toBe(true);
  });

  it('is run by one process at a time', async () => {
    const id = await start(rowsOf(3));
    const key = office.store.keys.job('staff', id);
    await office.store.transact([{ update: key, set: { lease: office.clock.wall() + 20_000, holder: 'another' } }]);
    expect((await runJob(office, id, { kinds })).step).toBe('staging');
    await office.store.transact([{ update: key, set: { lease: office.clock.wall() - 1 } }]);
    expect((await runJob(office, id, { kinds })).state).toBe('done');
  });

  it('waits while another import writes into the module', async () => {
    const first = await start(rowsOf(45));
    await runJob(office, first, { kinds: chunks(2) });
    const second = await start([['别室', '名医', idNumber(900), '1']]);
    expect((await runJob(office, second, { kinds })).step).toBe('creating');
    await runJob(office, first, { kinds });
    expect((await runJob(office, second, { kinds })).state).toBe('done');
    expect(await shown()).toHaveLength(46);
  });

  it('refuses rows that repeat each other or what is there', async () => {
    await createRecord(office, { module: 'studio', values: { name: '老室', kind: 'doctor', leaderId: idNumber(2) } });
    const answer = await imported([...rowsOf(2), ['重复', '名师', idNumber(1), '1']]);
    expect(answer.result).toEqual({ total: 3, created: 1, updated: 0, unchanged: 0, refused: 2 });
    expect(answer.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, '证件号', 'conflict.taken'],
      [4, '证件号', 'conflict.twice'],
    ]);
  });

  it('refuses only the row that somebody has made impossible since the check', async () => {
    const { id } = await imported(rowsOf(21), { dryRun: true });
    await createRecord(office, { module: 'studio', values: { name: '抢先', kind: 'doctor', leaderId: idNumber(7) } });
    await continueJob(office, id, commitChecked);
    await runJob(office, id, { kinds });
    const answer = await importAnswer(office, id);
    expect(answer.result).toEqual({ total: 21, created: 20, updated: 0, unchanged: 0, refused: 1 });
    expect(answer.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [8, '证件号', 'conflict.taken'],
    ]);
    expect(await shown()).toHaveLength(21);
  });

  it('keyed by a column updates what is there, and a second run changes nothing', async () => {
    await imported(rowsOf(3));
    const rows = [...rowsOf(4)];
    rows[1] = ['改名室', '名医', idNumber(2), '50000'];
    const answer = await imported(rows, { mode: 'upsert' });
    expect(answer.result).toEqual({ total: 4, created: 1, updated: 1, unchanged: 2, refused: 0 });
    expect((await named('改名室')).values).toMatchObject({ kind: 'doctor' });
    expect((await named('改名室')).revision).toBe(2);
    const again = await imported(rows, { mode: 'upsert' });
    expect(again.result).toEqual({ total: 4, created: 0, updated: 0, unchanged: 4, refused: 0 });
  });

  it('changes only what the importer may change in that state', async () => {
    await imported(rowsOf(2));
    const first = await named('工作室1');
    await takeMove(office, { module: 'studio', id: first.id, move: 'submit' });
    const rows: SheetValue[][] = [
      ['改名', '名师', idNumber(1), '50000'],
      ['工作室2', '名师', idNumber(2), '60000'],
    ];
    const answer = await imported(rows, { mode: 'upsert' });
    expect(answer.refused.map(({ row, column, code }) => [row, column, code])).toEqual([[2, '名称', 'forbidden.edit']]);
    expect(answer.result.updated).toBe(1);
  });

  it('lists a column of any name, and takes it for what it is said to be', async () => {
    const heads = ['__proto__', 'constructor', '类别', '证件号'];
    const row = ['甲室', '乙', '名师', idNumber(1)];
    const id = await start([row], { dryRun: true }, heads);
    await runJob(office, id, { kinds });
    const found = (await importAnswer(office, id)).sheets[0]?.columns;
    expect(found?.map(({ heading, how, field }) => [heading, how, field])).toEqual([
      ['__proto__', 'none', undefined],
      ['constructor', 'none', undefined],
      ['类别', 'words', 'kind'],
      ['证件号', 'words', 'leaderId'],
    ]);
    await answerImport(office, id, { mapping: JSON.parse('{"__proto__":"name"}') });
    await runJob(office, id, { kinds });
    const checked = await importAnswer(office, id);
    expect([checked.sheets[0]?.columns[0], checked.result.created]).toMatchObject([
      { heading: '__proto__', how: 'given', field: 'name' },
      1,
    ]);
    await continueJob(office, id, commitChecked);
    await runJob(office, id, { kinds });
    expect((await shown()).map(({ title }) => title)).toEqual(['甲室']);
  });

  it('says that a table holds nothing', async () => {
    const id = await start([], {}, []);
    expect((await runJob(office, id, { kinds })).problem).toMatchObject({
      code: 'invalid.noRows',
      message: '表格里没有内容',
    });
  });

  it('says what is wrong with a table it cannot read', async () => {
    const id = await start([['1']], {}, ['序号']);
    await runJob(office, id, { kinds });
    const job = await getJob(office, id);
    expect([job.state, job.problem?.code]).toEqual(['failed', 'invalid.headings']);
    const keyless = await start([['甲', '名师']], { mode: 'upsert' }, ['名称', '类别']);
    await runJob(office, keyless, { kinds });
    expect((await getJob(office, keyless)).problem?.code).toBe('invalid.key');
  });

  it('is for those who may create, and seen by whoever started it', async () => {
    const unit = await county.as('林某', 'unit');
    const other = await county.as('金某', 'office');
    const files = [{ name: '表.xlsx', bytes: await sheetOf(rowsOf(1)) }];
    const input = { module: 'studio', files, mode: 'create', dryRun: false } as const;
    expect(await codeOf(startImport(unit, input))).toBe('forbidden.create');
    expect(await codeOf(startImport(await county.applicant('申请人'), input))).toBe('forbidden.create');
    expect(await codeOf(startImport(office, { ...input, module: 'unit' }))).toBe('invalid.import');
    const { id } = await startImport(office, input);
    expect(await codeOf(getJob(other, id))).toBe('missing.job');
    expect(await codeOf(cancelJob(other, id))).toBe('missing.job');
    expect(await codeOf(getJob(office, 'job_x'))).toBe('missing.job');
    expect((await listJobs(office)).map((job) => job.id)).toEqual([id]);
    expect(await listJobs(other)).toEqual([]);
    const elsewhere = await (await world.county('远山县')).as('马兰', 'office');
    expect(await codeOf(getJob(elsewhere, id))).toBe('missing.job');
  });
});

describe('cancelling', () => {
  it('before anything is written leaves one line and nothing else', async () => {
    const { id } = await imported(rowsOf(3), { dryRun: true });
    await cancelJob(office, id);
    expect((await runJob(office, id, { kinds })).state).toBe('cancelled');
    expect(await logged()).toEqual(['job.cancelled']);
    const { items } = await office.store.query({
      pk: office.store.keys.moduleIndex('portal', 'studio'),
      index: 'gsi1',
    });
    expect(items).toEqual([]);
    expect(await codeOf(cancelJob(office, id))).toBe('conflict.job');
  });

  it('while records are written takes them back, and frees numbers and module', async () => {
    const id = await start(rowsOf(45));
    await runJob(office, id, { kinds: chunks(3) });
    await cancelJob(office, id);
    expect((await runJob(office, id, { kinds })).state).toBe('cancelled');
    expect(await shown()).toEqual([]);
    const again = await imported(rowsOf(45));
    expect([again.state, again.result.created]).toEqual(['done', 45]);
  });

  it.each(['committing', 'releasing'])('at %s takes back what was changed and what was made', async (step) => {
    await imported(rowsOf(1));
    const rows = rowsOf(41);
    rows[0] = ['改名室', '名师', idNumber(1), '50000'];
    const id = await start(rows, { mode: 'upsert' });
    const at = () => getJob(office, id);
    while ((await at()).step !== step || (await at()).cursor === 0) await runJob(office, id, { kinds: chunks(1) });
    expect((await shown()).map(({ title }) => title)).toContain('改名室');
    expect(await shown()).toHaveLength(step === 'committing' ? 1 : 41);
    await cancelJob(office, id);
    await runJob(office, id, { kinds });
    expect((await shown()).map(({ title }) => title)).toEqual(['工作室1']);
    expect(await listBin(office, 'studio')).toHaveLength(step === 'committing' ? 0 : 40);
  });
});

describe('a refusal midway', () => {
  type Today = NonNullable<RunOptions['today']>;
  const stoppedBy = async (today: Today, after = 3) => {
    await imported(rowsOf(1));
    const rows = rowsOf(45);
    rows[0] = ['改名室', '名师', idNumber(1), '50000'];
    const id = await start(rows, { mode: 'upsert' });
    while ((await getJob(office, id)).step !== 'committing' || after-- > 0)
      await runJob(office, id, { kinds: chunks(1) });
    await runJob(office, id, { kinds, today });
    return getJob(office, id);
  };
  const others: [string, string, Today][] = [
    [
      'whose module was switched off',
      'missing.module',
      async ({ actor }) => ({ actor, config: { ...office.config, off: ['studio'] } }),
    ],
    [
      'whose starter is no member any more',
      'forbidden.member',
      async () => {
        throw new Refusal('forbidden.member', t('已停用', 'Disabled'));
      },
    ],
    [
      'whose starter has other roles',
      'forbidden.access',
      async ({ actor }) => ({ actor: { ...actor, roles: ['office', 'leader'] } as never, config: office.config }),
    ],
    [
      'whose starter was recused since',
      'forbidden.access',
      async ({ actor }) => ({ actor: { ...actor, avoids: ['rec_1'] } as never, config: office.config }),
    ],
  ];

  it.each(others)('of a job %s stops it with the reason and takes everything back', async (_, code, today) => {
    const job = await stoppedBy(today);
    expect([job.state, job.step, job.problem?.code]).toEqual(['failed', 'stopped', code]);
    expect((await shown()).map(({ title }) => title)).toEqual(['工作室1']);
    expect((await logged()).at(-1)).toBe('job.failed');
    expect(await listBin(office, 'studio')).toEqual([]);
    expect(await codeOf(undoJob(office, job.id, kinds))).toBe('conflict.job');
    expect((await imported(rowsOf(45).slice(1))).result.created).toBe(44);
  });

  it('does not come of another name, nor when all is seen already', async () => {
    const renamed = await stoppedBy(async ({ actor }) => ({
      actor: { ...actor, name: '马小兰' } as never,
      config: office.config,
    }));
    expect([renamed.state, (await shown()).length]).toEqual(['done', 45]);
    const id = await start([['新室', '名师', idNumber(60), '1']]);
    while ((await getJob(office, id)).step !== 'releasing') await runJob(office, id, { kinds: chunks(1) });
    const gone = others[1]?.[2];
    expect((await runJob(office, id, { kinds, ...(gone ? { today: gone } : {}) })).state).toBe('done');
    expect((await shown()).map(({ title }) => title)).toContain('新室');
  });
});

describe('undoing', () => {
  it('takes back what nobody has changed since and lists the rest', async () => {
    await imported(rowsOf(2));
    const rows = rowsOf(25);
    rows[0] = ['改名一', '名师', idNumber(1), '50000'];
    rows[1] = ['改名二', '名师', idNumber(2), '50000'];
    const { id } = await imported(rows, { mode: 'upsert' });
    for (const name of ['改名二', '工作室25']) {
      const record = await named(name);
      await updateRecord(office, {
        module: 'studio',
        id: record.id,
        revision: record.revision,
        values: { phone: '12380' },
      });
    }
    await undoJob(office, id, kinds);
    expect((await runJob(office, id, { kinds })).state).toBe('undone');
    expect((await shown()).map(({ title }) => title).sort()).toEqual(['工作室1', '工作室25', '改名二']);
    const { kept } = await importAnswer(office, id);
    expect(kept.map(({ row, title }) => [row, title])).toEqual([
      [3, '改名二'],
      [26, '工作室25'],
    ]);
    expect((await logged()).at(-1)).toBe('job.undone');
    expect(await codeOf(undoJob(office, id, kinds))).toBe('conflict.job');
  });

  it('run twice from the same place leaves the same', async () => {
    await imported(rowsOf(1));
    const rows = rowsOf(3);
    rows[0] = ['改名', '名师', idNumber(1), '50000'];
    const { id } = await imported(rows, { mode: 'upsert' });
    await undoJob(office, id, kinds);
    const lost = await getJob(office, id);
    await importJob.step(office, lost);
    await runJob(office, id, { kinds });
    expect((await importAnswer(office, id)).kept).toEqual([]);
    expect((await shown()).map(({ title }) => title)).toEqual(['工作室1']);
  });

  it('takes back no more than its author may by then do by hand, and says what it left', async () => {
    await imported(rowsOf(1));
    const rows = rowsOf(22);
    rows[0] = ['改名', '名师', idNumber(1), '50000'];
    const { id } = await imported(rows, { mode: 'upsert' });
    const titles = async () => (await shown()).map(({ title }) => title).sort();
    const before = await titles();
    expect(before).toHaveLength(22);
    const leader = (await county.as('马兰', 'leader')).actor;
    await undoJob(office, id, kinds);
    const refused = await runJob(office, id, { kinds, today: async () => ({ actor: leader, config: office.config }) });
    expect([refused.state, refused.problem?.code]).toEqual(['done', 'forbidden.undo']);
    expect(await titles()).toEqual(before);
    expect((await importAnswer(await county.as('马兰', 'leader'), id)).kept).toEqual([]);
    expect(await codeOf(undoJob(await county.as('马兰', 'leader'), id, kinds))).toBe('forbidden.undo');

    await undoJob(office, id, kinds);
    await runJob(office, id, { kinds: chunks(1) });
    const partly = await runJob(office, id, { kinds, today: async () => ({ actor: leader, config: office.config }) });
    expect([partly.state, partly.result.takenBack, partly.result.forbidden]).toEqual(['undone', 20, 2]);
    expect(await titles()).toHaveLength(3);
  });

  it('gives no field back that its author may no longer write', async () => {
    await imported([['一室', '名师', idNumber(1), '50000']]);
    const { id } = await imported([['一室', '名师', idNumber(1), '90000']], { mode: 'upsert' });
    const { id: record, revision, values } = await named('一室');
    expect([revision, values.grant]).toEqual([2, 9_000_000]);
    const item = await office.store.get(office.store.keys.record('portal', 'studio', record));
    const reader = { ...sample, access: { ...sample.access, office: { ...sample.access.office, edit: {} } } };
    const rights = { ...office, registry: registryOf([reader as never, register('unit'), register('expert')]) };
    await undoJob(office, id, kinds);
    expect((await runJob(rights, id, { kinds })).problem?.code).toBe('forbidden.undo');
    expect(await office.store.get(office.store.keys.record('portal', 'studio', record))).toEqual(item);
    await undoJob(office, id, kinds);
    expect(await runJob(office, id, { kinds })).toMatchObject({
      state: 'undone',
      result: { takenBack: 1, forbidden: 0 },
    });
    expect((await named('一室')).values.grant).toBe(5_000_000);
  });

  it('removes nothing that its author could no longer put in', async () => {
    const { id } = await imported(rowsOf(2));
    const { create: _, ...reading } = sample.access.office as { create: unknown };
    const reader = { ...sample, access: { ...sample.access, office: reading } };
    const rights = { ...office, registry: registryOf([reader as never, register('unit'), register('expert')]) };
    await undoJob(office, id, kinds);
    expect((await runJob(rights, id, { kinds })).problem?.code).toBe('forbidden.undo');
    expect(await shown()).toHaveLength(2);
    await undoJob(office, id, kinds);
    expect((await runJob(office, id, { kinds })).result).toMatchObject({ takenBack: 2, forbidden: 0 });
    expect(await shown()).toEqual([]);
  });

  it('is for jobs that have done something', async () => {
    const id = await start(rowsOf(1));
    expect(await codeOf(undoJob(office, id, kinds))).toBe('conflict.job');
    const unreadable = await start([['1']], {}, ['序号']);
    await runJob(office, unreadable, { kinds });
    expect(await codeOf(undoJob(office, unreadable, kinds))).toBe('conflict.job');
  });
});

it('parts of forgotten jobs are swept, those of others kept', async () => {
  const { id } = await imported(rowsOf(1));
  const { id: kept } = await imported([['又一室', '名医', idNumber(50), '1']]);
  await office.store.transact([{ remove: office.store.keys.job('staff', id) }]);
  expect(await sweepJobParts(office)).toBeGreaterThan(0);
  expect(await sweepJobParts(office)).toBe(0);
  expect((await importAnswer(office, kept)).result.created).toBe(1);
});

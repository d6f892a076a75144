import { newId } from '@juxian/base/id.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { commitChecked, importAnswer, importJob, startImport } from '@juxian/engine/import.ts';
import { continueJob, runJob } from '@juxian/engine/jobs.ts';
import { createRecord, getRecord, removeRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { writeXlsx } from '@juxian/engine/sheet.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { refusalOf } from './case.ts';
import { deed, deedModules, plot } from './reference-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
let office: Ctx;
let unit: Ctx;
/** Plots of the unit's, of another unit's, in the bin, of another county's, and of nobody's. */
let [own, other, binned, foreign, madeUp] = ['', '', '', '', ''];

const plotIn = async (ctx: Ctx, values: Record<string, unknown>) =>
  (await createRecord(ctx, { module: 'plot', values: { name: '地', ...values } })).id;

beforeAll(async () => {
  world = await openWorld(deedModules);
  county = await world.county();
  office = await county.as('叶知秋', 'office');
  const member = await county.as('单位', 'unit');
  if (member.actor.kind !== 'member') throw new Error('no member');
  unit = { ...member, actor: { ...member.actor, unit: 'rec_unit' } };
  own = await plotIn(office, { unit: 'rec_unit' });
  other = await plotIn(office, { unit: 'rec_other' });
  binned = await plotIn(office, { unit: 'rec_unit' });
  await removeRecord(office, { module: 'plot', id: binned, revision: 1 });
  const elsewhere = await (await world.county('青石县')).as('孙某', 'office');
  foreign = await plotIn(elsewhere, { unit: 'rec_unit' });
  madeUp = newId('record');
});
afterAll(() => world.stop());
beforeEach(() => world.table.meter.reset());

const create = (ctx: Ctx, values: Record<string, unknown>) =>
  createRecord(ctx, { module: 'deed', values: { name: '契', ...values } });
const pathsOf = async (work: Promise<unknown>) => {
  const refusal = await refusalOf(work);
  return refusal?.details.fields?.map(({ path, code }) => `${path} ${code}`) ?? refusal?.code ?? 'done';
};
const wrong = (...paths: string[]) => paths.map((path) => `${path} invalid.reference`);

describe('what a value names', () => {
  it('is there, where the one who names it sees it', async () => {
    expect(await pathsOf(create(unit, { plot: own, others: [own] }))).toBe('done');
    expect(await pathsOf(create(office, { plot: other, parts: [{ plot: own }, { plot: other }] }))).toBe('done');
    for (const id of [other, binned, foreign, madeUp])
      expect(
        await pathsOf(create(unit, { plot: id, others: [own, id], parts: [{ plot: own }, { plot: id }] })),
      ).toEqual(wrong('plot', 'others', 'parts.1.plot'));
    for (const id of [binned, foreign, madeUp])
      expect(await pathsOf(create(office, { plot: id }))).toEqual(wrong('plot'));
  });

  it('says so in both languages, the same for what is hidden and for what is not there', async () => {
    const said = async (id: string) => {
      const refusal = await refusalOf(create(unit, { plot: id }));
      return (['zh-CN', 'en'] as const).map((locale) => refusal?.reason(locale));
    };
    const [zh, en] = await said(other);
    expect(zh).toMatch(/有1处所选的记录或人员不存在/);
    expect(en).toMatch(/^1 entries name what is not there/);
    for (const id of [binned, foreign, madeUp]) expect(await said(id)).toEqual([zh, en]);
  });

  it('only has to be there where nobody need see it', async () => {
    expect(await pathsOf(create(unit, { hearsay: other }))).toBe('done');
    for (const id of [binned, foreign, madeUp])
      expect(await pathsOf(create(unit, { hearsay: id }))).toEqual(wrong('hearsay'));
  });

  it('is out of reach for an applicant where the module is the staff’s', async () => {
    const applicant = await county.applicant('沈知微');
    expect(await pathsOf(create(applicant, {}))).toBe('done');
    expect(await pathsOf(create(applicant, { hearsay: own }))).toEqual(wrong('hearsay'));
  });

  it('is gone with the module that is switched off', async () => {
    const half = await world.county('青峰县');
    const ctx = await half.as('叶知秋', 'office');
    const id = await plotIn(ctx, {});
    half.settle({ off: ['plot'] });
    expect(await pathsOf(create(await half.as('叶知秋', 'office'), { plot: id }))).toEqual(wrong('plot'));
  });

  it('is a colleague, not somebody else, and never named from outside', async () => {
    const clerk = office.actor.id;
    const record = await create(unit, { clerk, parts: [{ by: clerk }] });
    expect((await getRecord(unit, { module: 'deed', id: record.id })).titles).toEqual({ [clerk]: '叶知秋' });
    const elsewhere = (await (await world.county('青木县')).as('钱某', 'office')).actor.id;
    for (const id of [elsewhere, newId('user'), own])
      expect(await pathsOf(create(office, { clerk: id, parts: [{ by: id }] }))).toEqual(wrong('clerk', 'parts.0.by'));
    expect(await pathsOf(create(await county.applicant('沈知微'), { clerk }))).toEqual(wrong('clerk'));
  });
});

describe('a change', () => {
  it('may leave standing what the one who makes it could not name', async () => {
    const { id } = await create(office, { plot: other, others: [other], parts: [{ plot: other }] });
    const { parts } = (await getRecord(office, { module: 'deed', id })).values as { parts: { id: string }[] };
    const update = (revision: number, values: Record<string, unknown>) =>
      pathsOf(updateRecord(unit, { module: 'deed', id, revision, values }));
    const added = [...parts, { plot: own }];
    expect(await update(1, { name: '新', plot: other, others: [other, own], parts: added })).toBe('done');
    expect(await update(2, { others: [other, madeUp], parts: [...parts, { plot: madeUp }] })).toEqual(
      wrong('others', 'parts.1.plot'),
    );
    expect(await update(2, { hearsay: madeUp, plot: null })).toEqual(wrong('hearsay'));
    expect(await update(2, { plot: null, others: [] })).toBe('done');
    expect(await update(3, { plot: other })).toEqual(wrong('plot'));
  });

  it('is checked where a move asks for it, and not where a rule follows', async () => {
    const { id } = await create(office, { plot: other, hearsay: other });
    const swap = (plotId: string) =>
      pathsOf(takeMove(unit, { module: 'deed', id, move: 'swap', input: { plot: plotId } }));
    expect(await swap(madeUp)).toEqual(wrong('input.plot'));
    expect(await swap(foreign)).toEqual(wrong('input.plot'));
    expect(await swap(other)).toBe('done');
    expect(await swap(own)).toBe('done');
    expect(await swap(other)).toEqual(wrong('input.plot'));
    const lost = await takeMove(unit, { module: 'deed', id, move: 'lose' });
    expect(lost.values).toMatchObject({ plot: own, others: [other] });
  });
});

describe('an import', () => {
  const kinds = { import: importJob };
  const brought = async (cells: string[], then: () => Promise<void> = async () => undefined) => {
    const bytes = await writeXlsx([
      {
        name: '表',
        columns: ['名称', '地块'].map((title) => ({ title, kind: 'text' as const })),
        rows: cells.map((cell, i) => [`契${i}`, cell]),
      },
    ]);
    const { id } = await startImport(unit, {
      module: 'deed',
      files: [{ name: 'x.xlsx', bytes }],
      mode: 'create',
      dryRun: true,
    });
    await runJob(unit, id, { kinds });
    await then();
    await continueJob(unit, id, commitChecked);
    await runJob(unit, id, { kinds });
    const { state, result, refused } = await importAnswer(unit, id);
    return { state, created: result.created, refused: refused.map(({ row, column, code }) => [row, column, code]) };
  };

  it('takes what the importer sees, and refuses cell by cell what he does not', async () => {
    await unit.rows.fresh(unit, plot);
    expect(await brought([own, other, binned, foreign, madeUp])).toEqual({
      state: 'done',
      created: 1,
      refused: [3, 4, 5, 6].map((row) => [row, '地块', 'invalid.ref']),
    });
  });

  it('looks again when it writes', async () => {
    const leaving = await plotIn(office, { unit: 'rec_unit' });
    await unit.rows.fresh(unit, plot);
    const bin = () => removeRecord(office, { module: 'plot', id: leaving, revision: 1 });
    expect(await brought([own, leaving], bin)).toEqual({
      state: 'done',
      created: 1,
      refused: [[3, '地块', 'invalid.reference']],
    });
  });
});

describe('what the check costs', () => {
  const spent = () => world.table.meter.byOperation;

  it('one more read to create, however many records are named', async () => {
    await create(office, {});
    expect(spent()).toEqual({ TransactWriteItems: 1 });
    world.table.meter.reset();
    await create(office, { plot: own });
    expect(spent()).toEqual({ GetItem: 1, TransactWriteItems: 1 });
    world.table.meter.reset();
    await create(office, { plot: own, others: [own, other], hearsay: other, parts: [{ plot: other }, { plot: own }] });
    expect(spent()).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
  });

  it('nothing where nothing new is named', async () => {
    const { id } = await create(office, { plot: own, others: [other] });
    world.table.meter.reset();
    const values = { name: '改', plot: own, others: [other] };
    await updateRecord(office, { module: 'deed', id, revision: 1, values });
    expect(spent()).toEqual({ GetItem: 1, TransactWriteItems: 1 });
    world.table.meter.reset();
    await updateRecord(office, { module: 'deed', id, revision: 2, values: { others: [other, own] } });
    expect(spent()).toEqual({ GetItem: 2, TransactWriteItems: 1 });
    world.table.meter.reset();
    await takeMove(office, { module: 'deed', id, move: 'swap', input: { plot: own } });
    expect(spent()).toEqual({ GetItem: 1, TransactWriteItems: 1 });
    world.table.meter.reset();
    await takeMove(office, { module: 'deed', id, move: 'swap', input: { plot: other } });
    expect(spent()).toEqual({ GetItem: 2, TransactWriteItems: 1 });
  });
});

describe('a declaration', () => {
  it('gives nobody a field to fill in with what he never sees', () => {
    const { unit: _, ...access } = plot.access;
    const hidden: AnyModule = { ...plot, access };
    expect(() => registryOf([hidden, deed])).toThrow(/unit fills in plot, but sees nothing of plot/);
    expect(() => registryOf([hidden, deed])).not.toThrow(/hearsay/);
  });
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { ListItem } from '@juxian/engine/answer.ts';
import { text } from '@juxian/engine/kinds/index.ts';
import type { CellLook } from '@juxian/engine/kinds/kind.ts';
import { readTable, writeCsv, writeXlsx } from '@juxian/engine/sheet.ts';
import { exportSheet, importable, templateSheet } from '@juxian/engine/transfer.ts';
import type { CellValue } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readCells, readFile } from '../support/reading.ts';
import { titles, twinA, twinB, unitA } from './kind-fixtures.ts';
import { sample } from './sample-module.ts';

const look: CellLook = {
  locale: 'zh-CN',
  title: (module, id) => titles[module]?.[id],
  find: (module, title) =>
    Object.entries(titles[module] ?? {})
      .filter(([, known]) => known === title)
      .map(([id]) => id),
};
const fields = importable(sample, new Set(Object.keys(sample.fields)));
const read = (...rows: CellValue[][]) => readCells(rows, fields, look, { titles });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
  }
  return 'done';
};

const items: ListItem[] = [
  {
    id: 'rec_1',
    state: 'open',
    phase: 'open',
    revision: 1,
    title: '',
    changedAt: '2026-05-01T10:00:00+08:00',
    values: {
      name: '=HYPERLINK("http://example.com","点我")',
      kind: 'doctor',
      unit: unitA,
      experts: [unitA, twinA],
      leaderId: '99010119900101006X',
      phone: '0972-8612345',
      grant: 5_000_007,
      area: 120.5,
      opened: '2024-03-01',
      born: '1976-10',
      note: '第一行\n+86 第二行',
    },
  },
  {
    id: 'rec_2',
    state: 'draft',
    phase: 'draft',
    revision: 1,
    title: '',
    changedAt: '2026-05-01T10:00:00+08:00',
    values: { name: '王芳工作室', kind: 'teacher', experts: [twinB], area: 0 },
  },
];
const columns = [...(sample.transfer?.columns ?? []), 'state'];
const label = (state: string) => sample.states[state]?.label ?? t(state, state);

describe('a table out and in again', () => {
  it.each([
    ['XLSX', async () => writeXlsx([exportSheet(sample, items, columns, look, label)])],
    ['CSV', async () => writeCsv(exportSheet(sample, items, columns, look, label))],
  ])('brings every value back from %s, formula-like text included', async (_, write) => {
    const { rows, issues } = await readFile(await write(), fields, look, { titles });
    expect(issues).toEqual([]);
    expect(rows.map(({ values }) => values)).toEqual(items.map(({ values }) => values));
    expect(rows.map(({ row }) => row)).toEqual([2, 3]);
  });

  it('never writes a formula', async () => {
    const csv = new TextDecoder().decode(writeCsv(exportSheet(sample, items, columns, look, label)));
    expect(csv).toContain(`"'=HYPERLINK`);
    const [, first] = await readTable(await writeXlsx([exportSheet(sample, items, columns, look, label)]));
    expect(first?.[0]).toEqual({ text: '=HYPERLINK("http://example.com","点我")', kind: 'text' });
  });

  it('heads columns with labels, prints choices and states as labels, numbers of papers as text', () => {
    const sheet = exportSheet(sample, items, ['kind', 'leaderId', 'state', 'nothing'], look, label);
    expect(sheet.columns.map(({ title, kind }) => [title, kind])).toEqual([
      ['类别', 'text'],
      ['证件号', 'text'],
      ['状态', 'text'],
    ]);
    expect(sheet.rows[0]).toEqual(['名医', '99010119900101006X', '在办']);
    expect(sheet.name).toBe('工作室');
  });

  it('keeps what is masked masked and what is not given blank', () => {
    const masked = { ...items[0], values: { leaderId: '9****************X', grant: '***' } } as ListItem;
    expect(exportSheet(sample, [masked], ['leaderId', 'grant', 'phone'], look, label).rows).toEqual([
      ['9****************X', '***', null],
    ]);
  });
});

describe('headings', () => {
  it('mean fields by label in either language or by name, whatever the width, case and marks', async () => {
    const { headRows, columns } = await read(
      ['怀智县工作室一览'],
      ['名 称*', 'KIND', '经费（元）', 'leaderId', '序号', null],
      ['甲', null, null, null, 1, null],
    );
    expect(headRows).toEqual([2]);
    expect(columns.map(({ field }) => field)).toEqual(['name', 'kind', 'grant', 'leaderId', undefined]);
  });

  it('are refused where none is known, and asked about where one is there twice', async () => {
    expect(await codeOf(read(['甲', '乙'], ['1', '2']))).toBe('invalid.headings');
    const { rows, issues, questions } = await read(['名称', 'Name', '类别'], ['甲', '乙', '名师']);
    expect([rows, issues.map(({ code }) => code)]).toEqual([[], ['invalid.headings']]);
    expect(questions).toMatchObject([{ kind: 'column', field: 'name' }]);
    expect((await read(['名称', 'Kind'], ['甲', '名师'])).issues).toEqual([]);
  });

  it('mean what the mapping says', async () => {
    const table: CellValue[][] = [
      ['室名', '名称'],
      ['甲', '乙'],
    ];
    const { columns, rows } = await readCells(table, fields, look, { mapping: { 室名: 'name', 名称: '' } });
    expect(columns.map(({ field, how }) => [field, how])).toEqual([
      ['name', 'given'],
      [undefined, 'none'],
    ]);
    expect(rows).toEqual([{ row: 2, values: { name: '甲' } }]);
    expect(await codeOf(readCells(table, fields, look, { mapping: { 室名: 'salary' } }))).toBe('invalid.mapping');
  });

  it('with the same label are not guessed', async () => {
    const two = { a: text(t('名称', 'A')), b: text(t('名称', 'B')) };
    const table: CellValue[][] = [
      ['名称', 'A'],
      ['甲', '乙'],
    ];
    expect((await readCells(table, two, look)).columns.map(({ field }) => field)).toEqual([undefined, 'a']);
  });

  it('offer only what may be filled', () => {
    expect(Object.keys(importable(sample, new Set(['name', 'number', 'score', 'grant', 'born'])))).toEqual([
      'name',
      'grant',
      'born',
    ]);
  });
});

describe('rows', () => {
  it('are refused by row, column, code and value, all cells at once', async () => {
    const { rows, issues } = await read(
      ['名称', '类别', '经费'],
      ['甲', '名师', '5万'],
      ['乙', '名角', '一万'],
      [null, null, null],
      ['丙', '名医', '1.005'],
    );
    expect(rows).toEqual([{ row: 2, values: { name: '甲', kind: 'teacher', grant: 5_000_000 } }]);
    expect(issues.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [3, '类别', 'invalid.choice', '名角'],
      [3, '经费', 'invalid.money', '一万'],
      [5, '经费', 'invalid.money', '1.005'],
    ]);
    expect(issues[0]?.message).toContain('名师、名医');
  });

  it('ask which of two namesakes is meant, never guess', async () => {
    const { issues } = await read(['名称', '专家'], ['甲', '李青、王芳']);
    expect(issues).toEqual([
      {
        row: 2,
        column: '专家',
        code: 'invalid.namesakes',
        message: `有2条都叫“王芳”，请写明编号：${twinA}、${twinB}`,
        value: '李青、王芳',
      },
    ]);
    expect((await read(['名称', '专家'], ['甲', `李青；王芳 [${twinB}]`])).rows[0]?.values.experts).toEqual([
      unitA,
      twinB,
    ]);
  });

  it('with a number that the sheet has rounded are refused, not taken', async () => {
    const { issues } = await read(['名称', '证件号'], ['甲', 9.9010119900101e17]);
    expect(issues.map(({ code }) => code)).toEqual(['invalid.rounded']);
  });

  it('do not repeat sensitive values in the report', async () => {
    const { issues } = await read(['名称', '证件号'], ['甲', '990101199001010061']);
    expect(issues.map(({ code, value }) => [code, value])).toEqual([['invalid.identityNumber', '9****************1']]);
  });
});

it('an empty sheet to fill in is read by its own headings', async () => {
  const sheet = templateSheet(sample, fields, 'zh-CN', 3);
  const { columns } = await readFile(await writeXlsx([sheet]), fields, look);
  expect(columns.map(({ field }) => field)).toEqual(Object.keys(fields));
  expect(sheet.columns.find(({ title }) => title === '类别*')?.choices).toEqual(['名师', '名医']);
});

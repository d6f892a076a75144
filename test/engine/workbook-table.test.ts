import { readWorkbook } from '@juxian/engine/workbook/read.ts';
import { type Aliases, detectTable, detectTables } from '@juxian/engine/workbook/table.ts';
import { collectionSheetOf, collectionSheets } from '@juxian/rules/collection.ts';
import { type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';

const aliases: Aliases = {
  name: ['姓名', '干部姓名', '名字'],
  number: ['身份证号', '身份证', '证件号码'],
  unit: ['单位', '所在单位'],
  post: ['现任职务', '职务'],
  birth: ['出生年月'],
  fullTime: ['全日制教育/学历'],
  fullTimeSchool: ['全日制教育/院校及专业'],
  onJob: ['在职教育/学历'],
  onJobSchool: ['在职教育/院校及专业'],
};
const sheetsOf = async (...sheets: WriteSheet[]) => (await readWorkbook(await writeXlsx({ sheets }), 'x.xlsx')).sheets;
const tableOf = async (sheet: Omit<WriteSheet, 'name'>) => {
  const [read] = await sheetsOf({ name: '一', ...sheet });
  return read && detectTable(read, aliases);
};
const across = (row: number, from: number, to: number) => ({ startRow: row, startCol: from, endRow: row, endCol: to });
const down = (column: number, from: number, to: number) => ({
  startRow: from,
  startCol: column,
  endRow: to,
  endCol: column,
});
const names = (rows: readonly { cells: { text: string }[]; unit?: string; row: number }[], at = 1) =>
  rows.map(({ row, unit, cells }) => [row, unit, cells[at]?.text]);

describe('a roll of cadres', () => {
  const roll = {
    rows: [
      ['青禾县干部名册', null, null, null, null, null, null, null, null],
      ['填报单位：青禾县委组织部', null, null, null, null, null, null, '单位：人', null],
      ['序号', '干部姓名', '职务', '全日制教育', null, '在职教育', null, '出生年月', '备注'],
      [null, null, null, '学历', '院校及专业', '学历', '院校及专业', null, null],
      ['一、青禾县农业农村局（2人）', null, null, null, null, null, null, null, null],
      [1, '柏砚舟', '局长', '大学', '农业大学', '研究生', '党校', 1979.03, null],
      [2, '喻知临', '副局长', '大学', '师范学院', null, null, 1985.1, null],
      [null, '小 计', '2', null, null, null, null, null, null],
      [null, null, null, null, null, null, null, null, null],
      ['云溪镇', null, null, null, null, null, null, null, null],
      ['序号', '干部姓名', '职务', '全日制教育', null, '在职教育', null, '出生年月', '备注'],
      [3, '章秋', '镇长', '大专', null, null, null, '1980.05', null],
      ['合计', 3, null, null, null, null, null, null, null],
      ['填表人：窦清宁', null, null, '填表时间：2026.11', null, null, null, null, null],
    ],
    merges: [across(0, 0, 8), down(0, 2, 3), down(1, 2, 3), across(2, 3, 4), across(2, 5, 6), across(4, 0, 8)],
  };

  it('joins the headings of two rows', async () => {
    const table = await tableOf(roll);
    expect(table?.headRows).toEqual([3, 4]);
    expect(table?.columns.map(({ heading, twoRow, field }) => [heading, twoRow, field])).toEqual([
      ['序号', false, undefined],
      ['干部姓名', false, 'name'],
      ['职务', false, 'post'],
      ['全日制教育/学历', true, 'fullTime'],
      ['全日制教育/院校及专业', true, 'fullTimeSchool'],
      ['在职教育/学历', true, 'onJob'],
      ['在职教育/院校及专业', true, 'onJobSchool'],
      ['出生年月', false, 'birth'],
      ['备注', false, undefined],
    ]);
  });

  it('gives each person the unit of the line above, and leaves out what is no person', async () => {
    const table = await tableOf(roll);
    expect(names(table?.rows ?? [])).toEqual([
      [6, '青禾县农业农村局', '柏砚舟'],
      [7, '青禾县农业农村局', '喻知临'],
      [12, '云溪镇', '章秋'],
    ]);
    expect(table?.subheadings).toEqual([
      { row: 5, unit: '青禾县农业农村局' },
      { row: 10, unit: '云溪镇' },
    ]);
    expect(table?.skipped).toEqual([
      { row: 1, reason: 'title' },
      { row: 2, reason: 'title' },
      { row: 5, reason: 'subheading' },
      { row: 8, reason: 'total' },
      { row: 9, reason: 'empty' },
      { row: 10, reason: 'subheading' },
      { row: 11, reason: 'heading' },
      { row: 13, reason: 'total' },
      { row: 14, reason: 'footer' },
    ]);
  });

  it('takes the unit above the headings where no line names one, and not the measure', async () => {
    const rows = [
      ['单位：人', '填报单位：青禾县教育局'],
      ['姓名', '职务'],
      ['章秋', '教师'],
    ];
    expect(names((await tableOf({ rows }))?.rows ?? [], 0)).toEqual([[3, '青禾县教育局', '章秋']]);
    expect((await tableOf({ rows: [['单位：人'], ...rows.slice(1)] }))?.rows[0]?.unit).toBeUndefined();
  });
});

describe('a table', () => {
  it('has one row of headings below a title of one block, though the title could be read above each of them', async () => {
    const table = await tableOf({
      rows: [
        ['名册', null],
        ['姓名', '职务'],
        ['章秋', '教师'],
      ],
      merges: [across(0, 0, 1)],
    });
    expect(table?.headRows).toEqual([2]);
    expect(table?.columns.map(({ heading }) => heading)).toEqual(['姓名', '职务']);
  });

  it('fills a unit merged over its people down', async () => {
    const table = await tableOf({
      rows: [
        ['单位', '姓名', '职务'],
        ['青禾县教育局', '章秋', '局长'],
        [null, '柏和', '副局长'],
        ['民政局', '谢棠', '科员'],
      ],
      merges: [down(0, 1, 2)],
    });
    expect(names(table?.rows ?? [], 0)).toEqual([
      [2, undefined, '青禾县教育局'],
      [3, undefined, '青禾县教育局'],
      [4, undefined, '民政局'],
    ]);
  });

  it('keeps a person of whom there is only the name', async () => {
    const table = await tableOf({
      rows: [
        ['姓名', '职务', '备注'],
        ['章　秋', null, null],
        ['教育局', null, null],
        ['谢棠', '科员'],
      ],
    });
    expect(table?.rows.map(({ cells }) => cells[0]?.text)).toEqual(['章　秋', '谢棠']);
    expect(table?.subheadings.map(({ unit }) => unit)).toEqual(['教育局']);
  });

  it('leaves two columns that say the same to be told apart, and marks hidden ones', async () => {
    const table = await tableOf({
      rows: [
        ['姓名', '干部姓名', '身份证'],
        ['章秋', '谢棠', '990421197903120519'],
      ],
      columns: [{}, {}, { hidden: true }],
    });
    expect(table?.columns.map(({ field, contested, hidden }) => [field, contested, hidden])).toEqual([
      [undefined, 'name', false],
      [undefined, 'name', false],
      ['number', undefined, true],
    ]);
  });

  it('does not take the lower heading for a field where the upper makes it another', async () => {
    const table = await tableOf({
      rows: [
        ['姓名', '本人', null, '配偶', null],
        [null, '职务', '出生年月', '职务', '出生年月'],
        ['章秋', '局长', 1980.05, '教师', 1981.02],
      ],
      merges: [down(0, 0, 1), across(0, 1, 2), across(0, 3, 4)],
    });
    expect(table?.headRows).toEqual([1, 2]);
    expect(table?.columns.map(({ heading, field }) => [heading, field])).toEqual([
      ['姓名', 'name'],
      ['本人/职务', undefined],
      ['本人/出生年月', undefined],
      ['配偶/职务', undefined],
      ['配偶/出生年月', undefined],
    ]);
  });

  it('is refused where blocks lie over each other without end', () => {
    const rows = Array.from({ length: 2_000 }, () => [{ text: '姓名', kind: 'text' as const }]);
    const merges = Array.from({ length: 501 }, () => ({ top: 0, left: 0, bottom: 1_999, right: 0 }));
    const sheet = { name: 'x', hidden: false, hiddenColumns: [], rows, merges };
    expect(() => detectTable(sheet, aliases)).toThrow('limit.sheet');
  });

  it('is found on each sheet of a unit, hidden sheets and sheets without one apart', async () => {
    const rows = [
      ['姓名', '职务'],
      ['章秋', '教师'],
    ];
    const found = detectTables(
      await sheetsOf(
        { name: '教育局', rows },
        { name: '说明', rows: [['请如实填写']] },
        { name: '底稿', rows, hidden: true },
        { name: '民政局', rows },
      ),
      aliases,
    );
    expect(found.map(({ sheet, table }) => [sheet, table.rows.length])).toEqual([
      ['教育局', 1],
      ['民政局', 1],
    ]);
  });
});

describe('the collection workbook', () => {
  it.each(Object.entries(collectionSheets))('is known by the columns of %s', (sheet, { columns }) => {
    expect(collectionSheetOf(columns)).toBe(sheet);
    expect(collectionSheetOf([...columns].reverse().map((heading) => `*${heading.replace('(', '（')} `))).toBe(sheet);
  });

  it('is not seen in any list of people', () => {
    expect(collectionSheetOf(['姓名', '身份证号', '性别', '民族', '现任职务', '备注'])).toBeUndefined();
    expect(collectionSheetOf([])).toBeUndefined();
  });
});

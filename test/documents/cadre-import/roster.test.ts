import * as xls from '@e965/xlsx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { numberOf, type Office, openOffices, table, told } from './office.ts';

let open: Awaited<ReturnType<typeof openOffices>>;
let office: Office;
beforeAll(async () => {
  open = await openOffices();
});
afterAll(() => open.world.stop());
beforeEach(async () => {
  office = await open.office();
});

const across = (row: number, from: number, to: number) => ({ startRow: row, startCol: from, endRow: row, endCol: to });
const number = (n: number) => numberOf('19790315', n * 2 + 1);

describe('a roll as offices draw it', () => {
  const roll = () =>
    table(
      [
        ['青禾县干部名册', null, null, null, null, null, null, null, null, null, null],
        [
          '序号',
          '干部姓名',
          '身份证',
          '性别',
          '民族',
          '出生年月',
          '现任职务',
          '任现职时间',
          '全日制教育',
          null,
          '入党时间',
        ],
        [null, null, null, null, null, null, null, null, '学历学位', '院校及专业', null],
        ['一、青禾县农业农村局（2人）', null, null, null, null, null, null, null, null, null, null],
        [
          1,
          '沈 怀 远',
          `'${number(1)}`,
          '男',
          '汉',
          '1979.03',
          '青禾县农业农村局局长',
          '2018.05',
          '大学\n农学学士',
          '山西农业大学农学专业',
          '2000.06',
        ],
        [2, '古丽•买买提', number(2), '男', '维吾尔', '197903', '副局长', 201903, '大专', null, '群众'],
        ['小计', 2, null, null, null, null, null, null, null, null, null],
        ['青禾县教育局', null, null, null, null, null, null, null, null, null, null],
        [
          3,
          '苏岚',
          number(3).replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
          '男',
          '汉族',
          '1979年3月',
          '局长',
          '2020年1月',
          null,
          null,
          '民建；2001.07',
        ],
        ['合计', 3, null, null, null, null, null, null, null, null, null],
        ['填表人：窦清宁', null, null, null, null, null, null, null, null, null, null],
      ],
      '名册.xlsx',
      { merges: [across(0, 0, 10), across(1, 8, 9), across(3, 0, 10)] },
    );

  it('is found under its title, in two rows of headings, with units between and totals left out', async () => {
    const checked = await office.check([await roll()]);
    expect([told(checked), checked.questions]).toEqual([[], []]);
    const [sheet] = checked.sheets;
    expect([sheet?.headRows, sheet?.rows]).toEqual([[2, 3], 3]);
    expect(sheet?.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'title'],
      [4, 'subheading'],
      [7, 'total'],
      [8, 'subheading'],
      [10, 'total'],
      [11, 'footer'],
    ]);
    expect(sheet?.columns.map(({ heading, field }) => [heading, field])).toEqual([
      ['序号', undefined],
      ['干部姓名', 'name'],
      ['身份证', 'identityNumber'],
      ['性别', 'sex'],
      ['民族', 'ethnicGroup'],
      ['出生年月', 'born'],
      ['现任职务', 'postFull'],
      ['任现职时间', '~postSince'],
      ['全日制教育/学历学位', '~fullTime'],
      ['全日制教育/院校及专业', '~fullTimeSchool'],
      ['入党时间', 'partyJoined'],
    ]);
    await office.commit(checked.id);
    expect(await office.titles()).toEqual(['古丽·买买提', '沈怀远', '苏岚'].sort());
    const first = await office.person('沈怀远');
    expect(first.clear).toMatchObject({ identityNumber: number(1), ethnicGroup: '01', partyJoined: '2000-06' });
    expect(first.values).toMatchObject({ unit: office.units.青禾县农业农村局, post: '局长', postSince: '2018-05' });
    expect(first.values.education).toMatchObject([
      { mode: '1', level: '21', degreeName: '农学学士', school: '山西农业大学农学专业' },
    ]);
    expect((await office.person('古丽·买买提')).values).toMatchObject({
      ethnicGroup: '05',
      politics: '13',
      unit: office.units.青禾县农业农村局,
    });
    const third = await office.person('苏岚');
    expect(third.clear.identityNumber).toBe(number(3));
    expect(third.values).toMatchObject({
      politics: '01',
      secondParty: '06',
      partyJoined: '2001-07',
      partyText: '民建；2001.07',
      unit: office.units.青禾县教育局,
    });
  });

  it('sent again changes nothing', async () => {
    await office.load([await roll()]);
    expect((await office.load([await roll()])).result).toEqual({
      total: 3,
      created: 0,
      updated: 0,
      unchanged: 3,
      refused: 0,
    });
  });

  it('whose unit lines name nobody known is asked about, and until then these rows wait', async () => {
    const sheet = await table([
      ['姓名', '性别', '出生年月', '职务', '任现职时间'],
      ['一、青禾县数据局（1人）', null, null, null, null],
      ['章秋', '女', '1980.05', '局长', '2020.01'],
    ]);
    const checked = await office.check([sheet]);
    expect(checked.questions).toMatchObject([{ kind: 'record', value: '青禾县数据局' }]);
    expect([checked.result.created, checked.result.refused]).toEqual([0, 1]);
    const known = await office.answer(checked.id, { [checked.questions[0]?.id ?? '']: '-' });
    expect([known.result.created, known.result.refused]).toEqual([1, 0]);
  });
});

describe('a roll with unit and post', () => {
  const people = (head: string, cells: [string, string, string?][]) =>
    table([
      ['姓名', '性别', '出生年月', '工作单位', head, ...(cells[0]?.length === 3 ? ['任现职时间'] : [])],
      ...cells.map(([name, post, since], n) => [
        name,
        '女',
        `198${n}.05`,
        '青禾县教育局',
        post,
        ...(since === undefined ? [] : [since]),
      ]),
    ]);

  it('but without since when says how many get no appointment, and keeps the words', async () => {
    const cells: [string, string][] = [
      ['章秋', '科员'],
      ['林夏', '教育局副局长'],
    ];
    const checked = await office.check([await people('职务', cells)]);
    expect(checked.result.created).toBe(2);
    expect(checked.sheets[0]?.columns.map(({ field }) => field).slice(3)).toEqual(['~unit', '~post']);
    expect(checked.warnings.map(({ row: at, message }) => [at, message])).toEqual([
      [2, '2人没有任现职时间：单位和职务不会记入任职，只留在“现工作单位及职务全称”，名单中列在“未填”单位下'],
    ]);
    await office.commit(checked.id);
    const { values } = await office.person('章秋');
    expect([values.postFull, values.unit, values.appointments]).toEqual(['青禾县教育局科员', undefined, undefined]);
  });

  it('notes the post alone where the roll says since when, and counts those of whom it does not', async () => {
    const checked = await office.check([
      await people('职务', [
        ['章秋', '科员', '2020.01'],
        ['林夏', '副局长', ''],
      ]),
    ]);
    expect(checked.warnings.map(({ message }) => message.slice(0, 9))).toEqual(['1人没有任现职时间']);
    await office.commit(checked.id);
    const { values } = await office.person('章秋');
    expect(values).toMatchObject({ unit: office.units.青禾县教育局, post: '科员', postSince: '2020-01' });
    expect(values.postFull).toBeUndefined();
    expect((await office.person('林夏')).values.postFull).toBe('青禾县教育局副局长');
  });
});

const heads = ['姓名', '身份证号', '性别', '出生年月', '参加工作时间', '政治面貌', '入党时间'];
const row = (n: number, more: Record<string, unknown> = {}) => {
  const usual: Record<string, unknown> = {
    姓名: `甲${'一二三四五六七八九十'[n]}`,
    身份证号: number(n),
    性别: '男',
    出生年月: '1979.03',
    参加工作时间: '2001.08',
    政治面貌: '中共党员',
    入党时间: '2000.06',
  };
  return heads.map((head) => ({ ...usual, ...more })[head] ?? null) as never[];
};
const tableOf = (...rows: unknown[][]) => table([heads, ...(rows as never[][])]);

describe('a row that cannot be true', () => {
  it('is refused with row, column, value and the reason, and blocks no other', async () => {
    const checked = await office.check([
      await tableOf(
        row(1),
        row(2, { 性别: '女' }),
        row(3, { 参加工作时间: '1978.01' }),
        row(4, { 入党时间: '1979.01' }),
        row(5, { 政治面貌: '群众' }),
        row(6, { 出生年月: '2030.01' }),
        row(7, { 身份证号: '990101790315001' }),
        row(8, { 身份证号: 9.90101197903151e17 }),
        row(9, { 身份证号: '9.90101E+17' }),
        row(0, { 身份证号: '990101197903150000' }),
        row(1, { 姓名: '乙', 身份证号: '990101197902300011' }),
        row(1, { 姓名: '丙', 身份证号: '99010119790315001X' }),
        row(1, { 姓名: '丁', 身份证号: null, 参加工作时间: '2001.13' }),
      ),
    ]);
    expect(checked.refused.map(({ row: at, column, value, message }) => [at, column, value, message])).toEqual([
      [3, '身份证号', '9****************4', '与性别不符（第17位单数为男、双数为女）'],
      [4, '参加工作时间', '1978-01', '早于出生年月'],
      [5, '入党时间', '1979-01', '早于出生年月'],
      [6, '入党时间', '2000-06', '政治面貌不是中共党员，不应有入党时间'],
      [7, '出生年月', '2030-01', '晚于今天'],
      [7, '参加工作时间', '2001-08', '早于出生年月'],
      [7, '入党时间', '2000-06', '早于出生年月'],
      [8, '身份证号', '9*************1', '15位号码已停用，请填写18位号码'],
      [9, '身份证号', '9****************0', '超过15位的数字已被表格取整，请设为文本格式后重填'],
      [10, '身份证号', '9*********7', '号码被电子表格存成了科学计数法，已丢失末位，请按文本重新填写'],
      [
        11,
        '身份证号',
        '9****************0',
        '末三位为000且校验码不符，应是电子表格按数字存储丢失了末位，请按文本重新填写',
      ],
      [12, '身份证号', '9****************1', '出生日期有误'],
      [13, '身份证号', '9****************X', '校验码不符，请核对'],
      [14, '参加工作时间', '2001.13', '“2001.13”中没有这个月份'],
    ]);
    expect(checked.result).toMatchObject({ total: 13, created: 1, refused: 12 });
    expect(await office.titles()).toEqual([]);
  });

  it('may differ from the number in the month of birth: both are kept, with a warning', async () => {
    const done = await office.load([await tableOf(row(1, { 出生年月: '1979.05' }))]);
    expect(done.warnings.map(({ row: at, column, value, message }) => [at, column, value, message])).toEqual([
      [2, '出生年月', '1979-05', '与身份证号不一致，且没有登记认定依据'],
    ]);
    expect((await office.person('甲二')).clear).toMatchObject({ born: '1979-05', identityNumber: number(1) });
  });
});

describe('what is ambiguous', () => {
  const question = async (cell: unknown) => {
    const checked = await office.check([await tableOf(row(1, { 参加工作时间: cell }))]);
    return { checked, asked: checked.questions[0] };
  };

  it('is asked: a number that may be January or October', async () => {
    const { checked, asked } = await question(1992.1);
    expect(asked).toMatchObject({
      kind: 'month',
      at: { row: 2 },
      field: 'workStart',
      column: '参加工作时间',
      value: '1992.1',
      about: '甲二',
    });
    expect(asked?.options).toEqual([
      { value: '1992-01', label: '1992.01' },
      { value: '1992-10', label: '1992.10' },
    ]);
    expect(checked.result).toMatchObject({ created: 0, refused: 1 });
    await expect(office.answer(checked.id, { [asked?.id ?? '']: '1992-02' })).rejects.toThrow('invalid.answer');
    await office.commit((await office.answer(checked.id, { [asked?.id ?? '']: '1992-10' })).id);
    expect((await office.person('甲二')).values.workStart).toBe('1992-10');
  });

  it('is asked: a year of two digits', async () => {
    expect((await question('92.07')).asked?.options.map(({ value }) => value)).toEqual(['1992-07']);
    expect((await question('12.07')).asked?.options.map(({ value }) => value)).toEqual(['1912-07', '2012-07']);
  });

  it('is not asked where the format of the cell says it, or the number is the day of a spreadsheet', async () => {
    const book = xls.utils.book_new();
    const sheet = xls.utils.aoa_to_sheet([heads, row(1, { 参加工作时间: 1992.1 }), row(2, { 参加工作时间: 33878 })]);
    const cell = sheet.E2 as xls.CellObject;
    cell.z = '0.00';
    xls.utils.book_append_sheet(book, sheet, '名册');
    const bytes = new Uint8Array(xls.write(book, { type: 'array', bookType: 'biff8' }));
    await office.load([{ name: '名册.xls', bytes }]);
    expect((await office.person('甲二')).values.workStart).toBe('1992-10');
    expect((await office.person('甲三')).values.workStart).toBe('1992-10');
  });

  it('is asked: one identity number under two names; neither loads until a person decides', async () => {
    const checked = await office.check([await tableOf(row(1), row(2), row(1, { 姓名: '甲贰' }))]);
    expect(checked.refused.map(({ row: at, column, message }) => [at, column, message])).toEqual([
      [2, '身份证号', '同一身份证号写了不同的姓名：甲二、甲贰'],
      [4, '身份证号', '同一身份证号写了不同的姓名：甲二、甲贰'],
    ]);
    expect(checked.result.created).toBe(1);
    const [asked] = checked.questions;
    expect(asked?.options.map(({ value }) => value)).toEqual(['row:0', 'row:1', 'skip']);
    const decided = await office.answer(checked.id, { [asked?.id ?? '']: 'row:1' });
    expect(decided.result).toMatchObject({ created: 2, refused: 1 });
    await office.commit(decided.id);
    expect(await office.titles()).toEqual(['甲三', '甲贰'].sort());
  });

  it('is asked: the number stands under another name already', async () => {
    await office.load([await tableOf(row(1))]);
    const checked = await office.check([await tableOf(row(1, { 姓名: '甲贰' }))]);
    expect(checked.refused).toMatchObject([
      { row: 2, code: 'conflict.name', message: '这个号码在系统中属于“甲二”，表中写的是“甲贰”' },
    ]);
    const [asked] = checked.questions;
    expect((await office.answer(checked.id, { [asked?.id ?? '']: 'skip' })).result).toMatchObject({
      updated: 0,
      refused: 1,
    });
    await office.commit((await office.answer(checked.id, { [asked?.id ?? '']: 'update' })).id);
    expect(await office.titles()).toEqual(['甲贰']);
  });

  it('loads exact duplicates once, whatever they are padded with', async () => {
    const done = await office.load([await tableOf(row(1), row(1, { 姓名: '甲　二', 出生年月: '197903' }))]);
    expect(done.result).toEqual({ total: 2, created: 1, updated: 0, unchanged: 1, refused: 0 });
    expect(done.warnings).toMatchObject([{ row: 3, code: 'conflict.twice' }]);
  });

  it('tells namesakes apart by number, and by birth where there is none; several are asked about', async () => {
    const same = { 姓名: '甲二', 身份证号: null };
    await office.load([await tableOf(row(1), row(2, { 姓名: '甲二' }), row(3, { ...same, 出生年月: '1985.01' }))]);
    expect(await office.titles()).toEqual(['甲二', '甲二', '甲二']);
    const one = await office.check([await tableOf(row(3, { ...same, 出生年月: '1985.01', 参加工作时间: '2005.01' }))]);
    expect(one.result).toMatchObject({ created: 0, updated: 1 });
    const several = await office.check([await tableOf(row(3, { ...same, 参加工作时间: '2005.01' }))]);
    expect(several.result).toMatchObject({ created: 0, updated: 0, refused: 1 });
    const [asked] = several.questions;
    expect([asked?.kind, asked?.options.length]).toEqual(['match', 4]);
    expect((await office.answer(several.id, { [asked?.id ?? '']: 'create' })).result.created).toBe(1);
    expect(
      (await office.answer(several.id, { [asked?.id ?? '']: asked?.options[0]?.value ?? '' })).result.updated,
    ).toBe(1);
  });

  it('is asked: a word that is in no list; the answer is remembered', async () => {
    const files = [await tableOf(row(1, { 政治面貌: '老党员' }), row(2, { 政治面貌: '老党员' }))];
    const checked = await office.check(files);
    expect(checked.questions).toMatchObject([{ kind: 'value', value: '老党员', count: 2, field: 'politics' }]);
    await office.commit((await office.answer(checked.id, { [checked.questions[0]?.id ?? '']: '01' })).id);
    expect((await office.person('甲三')).values.politics).toBe('01');
    expect((await office.check(files)).questions).toEqual([]);
  });

  it('is asked: two columns that are both the birth', async () => {
    const checked = await office.check([
      await table([
        ['姓名', '出生年月', '出生日期', '性别'],
        ['章秋', '1980.05', '1981.06', '女'],
      ]),
    ]);
    expect(checked.questions).toMatchObject([
      { kind: 'column', field: 'born', options: [{ value: '1' }, { value: '2' }] },
    ]);
    expect([checked.result.created, checked.refused[0]?.message]).toEqual([0, '有两列都是“出生年月”']);
    await office.commit((await office.answer(checked.id, { [checked.questions[0]?.id ?? '']: '2' })).id);
    expect((await office.person('章秋')).values.born).toBe('1981-06');
  });
});

describe('a file', () => {
  it('of text is read in GB18030, UTF-8 and UTF-16', async () => {
    const { execFileSync } = await import('node:child_process');
    const text = '姓名,性别,出生年月\n章秋,女,1980.05\n';
    for (const encoding of ['GB18030', 'UTF-8', 'UTF-16LE', 'UTF-16']) {
      const bytes = new Uint8Array(execFileSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: text }));
      const checked = await office.check([{ name: '名册.csv', bytes }]);
      expect([encoding, checked.result.created, checked.refused]).toEqual([encoding, 1, []]);
    }
  });

  it('with a formula in a cell: the cell is named, the others load', async () => {
    const checked = await office.check([
      await table([heads, row(1), row(2)] as never, '名册.xlsx', {
        cells: new Map([['2,3', { value: '1979.03', formula: 'TEXT(MID(B3,7,6),"0000.00")' }]]) as never,
      }),
    ]);
    expect(checked.refused.map(({ row: at, column, code }) => [at, column, code])).toEqual([
      [3, '出生年月', 'invalid.formula'],
    ]);
    expect(checked.result.created).toBe(1);
  });

  it('of several that cannot be read is refused for itself', async () => {
    const locked = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]);
    const checked = await office.check([{ name: '加密.xlsx', bytes: new Uint8Array(locked) }, await tableOf(row(1))]);
    expect(checked.refused).toMatchObject([{ file: '加密.xlsx', code: 'invalid.password' }]);
    expect(checked.result.created).toBe(1);
    const alone = await office.check([{ name: '加密.xlsx', bytes: new Uint8Array(locked) }]);
    expect([alone.state, alone.problem?.code]).toEqual(['failed', 'invalid.password']);
  });

  it('may have its headings named; the county remembers them', async () => {
    const files = [
      await table([
        ['人员', '性别', '何时生'],
        ['章秋', '女', '1980.05'],
      ]),
    ];
    const checked = await office.check(files, 'upsert', { 人员: 'name', 何时生: 'born' });
    expect(checked.sheets[0]?.columns.map(({ how }) => how)).toEqual(['given', 'words', 'given']);
    await office.commit(checked.id);
    const again = await office.check(files);
    expect([again.result.unchanged, again.sheets[0]?.columns.map(({ how }) => how)]).toEqual([
      1,
      ['remembered', 'words', 'remembered'],
    ]);
  });
});

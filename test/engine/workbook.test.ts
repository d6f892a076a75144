import { CFB, utils, type WorkBook, write } from '@e965/xlsx';
import type { Refusal } from '@juxian/base/refusal.ts';
import { readTable } from '@juxian/engine/sheet.ts';
import { sheetLimits } from '@juxian/engine/workbook/limits.ts';
import { readWorkbook } from '@juxian/engine/workbook/read.ts';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../support/zip.ts';

const number = '990421197903120519';
const text = (value: string) => ({ text: value, kind: 'text' });

function oldBook(date1904 = false): WorkBook {
  const people = utils.aoa_to_sheet([
    ['青禾县干部名册', null, null, null],
    ['姓名', '身份证号', '出生年月', '任职日期'],
    ['柏砚舟', number, { t: 'n', v: 1979.1, z: '0.00' }, { t: 'n', v: 44317, z: 'yyyy-mm-dd' }],
    ['喻知临', 990421197903120000, 1985.03, null],
  ]);
  people['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 3 } }];
  people['!cols'] = [{ wch: 10 }, { wch: 20, hidden: true }];
  const book = utils.book_new();
  utils.book_append_sheet(book, people, '名册');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['内部']]), '暂存');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }], WBProps: { date1904 } };
  return book;
}

const xls = (book: WorkBook, bookType: 'biff8' | 'biff5' = 'biff8'): Uint8Array =>
  new Uint8Array(write(book, { type: 'array', bookType }));

describe('a workbook of the old format', () => {
  it('comes with its numbers, dates, merges and what it hides', async () => {
    const { sheets } = await readWorkbook(xls(oldBook()), '名册.xls');
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['名册', false],
      ['暂存', true],
    ]);
    expect(sheets[0]?.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 3 }]);
    expect(sheets[0]?.hiddenColumns).toEqual([1]);
    expect(sheets[0]?.rows).toEqual([
      [text('青禾县干部名册')],
      ['姓名', '身份证号', '出生年月', '任职日期'].map(text),
      [
        text('柏砚舟'),
        text(number),
        { text: '1979.1', kind: 'number', shown: '1979.10' },
        // 44317 days after 1899-12-30: 44197 is 2021-01-01, and 120 days of January to April go by.
        { text: '2021-05-01', kind: 'date' },
      ],
      [text('喻知临'), { text: '990421197903120000', kind: 'number' }, { text: '1985.03', kind: 'number' }],
    ]);
  });

  it('counts days from 1904 where the file does', async () => {
    const [sheet] = (await readWorkbook(xls(oldBook(true)), 'x.xls')).sheets;
    expect(sheet?.rows[2]?.[3]).toEqual({ text: '2025-05-02', kind: 'date' });
  });

  it('is read in the Chinese code page of before Unicode', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['wxyz', 3]]), 'x');
    const [sheet] = (await readWorkbook(inGbk(xls(book, 'biff5'), 'wxyz', [0xd0, 0xd5, 0xc3, 0xfb]), 'x.xls')).sheets;
    expect(sheet?.rows).toEqual([[text('姓名'), { text: '3', kind: 'number' }]]);
  });

  it('is taken by an import as its first visible sheet', async () => {
    const book = oldBook();
    book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
    expect(await readTable(xls(book))).toEqual([[text('内部')]]);
  });

  it('is refused under a password', async () => {
    await expect(readWorkbook(locked(xls(oldBook())), 'x.xls')).rejects.toMatchObject({ code: 'invalid.password' });
  });

  it('is refused beyond the limits, and where it is another document in the same container', async () => {
    const bytes = xls(oldBook());
    const small = { ...sheetLimits, bytes: bytes.length - 1 };
    await expect(readWorkbook(bytes, 'x.xls', small)).rejects.toMatchObject({ code: 'limit.sheet' });
    await expect(readWorkbook(bytes, 'x.xls', { ...sheetLimits, rows: 2 })).rejects.toMatchObject({
      code: 'limit.sheet',
    });
    const doc = fileOf('WordDocument', Buffer.from('a letter'));
    await expect(readWorkbook(doc, 'x.xls')).rejects.toMatchObject({ code: 'invalid.sheet' });
  });
});

const streamOf = (bytes: Uint8Array, name: string): Buffer =>
  Buffer.from(CFB.find(CFB.read(bytes, { type: 'array' }), name)?.content as Uint8Array);

function fileOf(name: string, stream: Buffer): Uint8Array {
  const made = CFB.utils.cfb_new();
  CFB.utils.cfb_add(made, `/${name}`, stream);
  return new Uint8Array(CFB.write(made, { type: 'buffer' }) as Buffer);
}

/** A BIFF5 file with a word exchanged for as many bytes of GBK, its code page set to 936. */
function inGbk(bytes: Uint8Array, word: string, gbk: number[]): Uint8Array {
  const stream = streamOf(bytes, 'Book');
  stream.writeUInt16LE(936, stream.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4);
  stream.set(gbk, stream.indexOf(word));
  return fileOf('Book', stream);
}

/** The same file with the record that says it is encrypted behind the first record of its stream. */
function locked(bytes: Uint8Array): Uint8Array {
  const stream = streamOf(bytes, 'Workbook');
  const first = 4 + stream.readUInt16LE(2);
  const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 0x12, 0x34, 0x56, 0x78]);
  return fileOf('Workbook', Buffer.concat([stream.subarray(0, first), filePass, stream.subarray(first)]));
}

describe('a workbook of today', () => {
  const sheets = [
    {
      name: '一',
      rows: [
        ['县直单位', null, null],
        ['姓名', '出生年月', '号'],
        ['甲', new Date('1985-03-01T00:00:00Z'), null],
      ],
      cells: new Map([
        ['2,1', { value: 31107, style: { numFmt: 'yyyy"年"m"月"' } }],
        ['2,2', { value: 7, formula: '3+4', formulaResult: 7 }],
        ['3,0', { value: 1985.1, style: { numFmt: '0.00' } }],
        ['3,1', { value: number }],
      ]),
      merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }],
      columns: [{ width: 9 }, { width: 9, hidden: true }],
    },
    { name: '二', rows: [['x']], hidden: true },
  ];

  it('marks formulas, hidden sheets and columns, and types its dates', async () => {
    const read = (await readWorkbook(await writeXlsx({ sheets }), 'a.xlsx')).sheets;
    expect(read.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['一', false],
      ['二', true],
    ]);
    expect(read[0]?.hiddenColumns).toEqual([1]);
    expect(read[0]?.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 2 }]);
    expect(read[0]?.rows.slice(2)).toEqual([
      // 31107 = 85 years of 365 days and 21 leap days (1904 to 1984) after 1900-01-00, the day 29 February 1900, and 59.
      [text('甲'), { text: '1985-03-01', kind: 'date' }, { text: '7', kind: 'number', formula: true }],
      [{ text: '1985.1', kind: 'number', shown: '1985.10' }, text(number)],
    ]);
  });

  it('is refused under a password', async () => {
    const bytes = await writeXlsx({ sheets, encryption: { password: 'x', spinCount: 1 } });
    await expect(readWorkbook(bytes, 'a.xlsx')).rejects.toMatchObject({ code: 'invalid.password' });
  });
});

describe('a text', () => {
  it.each([
    ['UTF-16BE without a mark', Buffer.from('姓名\t单位', 'utf16le').swap16()],
    ['UTF-8 with a mark', Buffer.from('\ufeff姓名|单位')],
  ])('is read in %s', async (_, bytes) => {
    const [sheet] = (await readWorkbook(new Uint8Array(bytes), '名单.txt')).sheets;
    expect(sheet).toEqual({
      name: '名单',
      hidden: false,
      merges: [],
      hiddenColumns: [],
      rows: [[text('姓名'), text('单位')]],
    });
  });

  it('is refused where it is a page of the web under another name', async () => {
    const page = new TextEncoder().encode('<html><table><tr><td>姓名,单位</td></tr></table></html>');
    await expect(readWorkbook(page, '名单.xls')).rejects.toMatchObject({ code: 'invalid.sheet' });
  });

  const csv = (lines: string[]) => readWorkbook(new TextEncoder().encode(lines.join('\r\n')), '名单.csv');

  it.each([
    ['one quote', 3, ['姓名,单位,性别', '甲,一局,男', '乙,"二局,女', '丙,三局,男', '丁,四局,女']],
    ['one before a cell in quotes', 2, ['姓名,单位,性别', '"甲,一局,男', '乙,"二,局",女', '丙,三局,男']],
    ['two', 2, ['姓名,单位,性别', '"甲,一局,男', '乙,二局,女', '丙,"三局,男', '丁,四局,女']],
    ['two, the second behind', 2, ['姓名,单位,性别', '甲,"一局,男', '乙,二局,女', '丙,三局",男', '丁,四局,女']],
    ['two in lines that follow', 2, ['姓名,单位', '"甲,一局', '乙",二局', '丙,三局']],
    ['one at the end', 4, ['姓名,单位', '"甲\n一",一局', '丙,"']],
  ])('with %s not closed is refused by the line where it opens', async (_, line, lines) => {
    const refused = await csv(lines).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'invalid.quotes', details: { values: { line } } });
  });

  it('keeps what stands in quotes over several lines, and quotes within words', async () => {
    const [sheet] = (
      await csv([
        '姓名,简历,备注',
        '甲,"2001.07--2005.03  一局，科员',
        '2005.03--  ""二局"", 科长",5" 管',
        '乙,"一, 二, 三',
        '四",无',
      ])
    ).sheets;
    expect(sheet?.rows.slice(1).map((row) => row.map((cell) => cell.text))).toEqual([
      ['甲', '2001.07--2005.03  一局，科员\r\n2005.03--  "二局", 科长', '5" 管'],
      ['乙', '一, 二, 三\r\n四', '无'],
    ]);
  });
});

describe('what is no workbook', () => {
  const words = (from: string, count: number) => new TextEncoder().encode(from.repeat(count));
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  const noise = Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) % 256);

  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string, string]>([
    ['a file of no bytes', () => new Uint8Array(), 'invalid.empty', '0字节'],
    ['a picture', () => new Uint8Array(png), 'invalid.sheet', 'XLSX、XLS或CSV'],
    ['any bytes', () => noise, 'invalid.sheet', 'XLSX、XLS或CSV'],
    ['a paper', () => words('%PDF-1.7\n\u0001\u0002', 3), 'invalid.sheet', 'XLSX、XLS或CSV'],
    ['half a workbook', async () => (await writeXlsx({ sheets: [] })).subarray(0, 400), 'invalid.damaged', '已损坏'],
    [
      'an archive of workbooks',
      () => new Uint8Array(zipOf([{ name: '名册.xlsx', data: words('x', 9) }])),
      'invalid.packed',
      '解压',
    ],
    [
      'a text document',
      () =>
        new Uint8Array(
          zipOf([
            { name: '[Content_Types].xml', data: words('<Types/>', 1) },
            { name: 'word/document.xml', data: words('<w/>', 1) },
          ]),
        ),
      'invalid.sheet',
      'XLSX、XLS或CSV',
    ],
    [
      'a workbook whose directory leaves sizes out',
      () => new Uint8Array(zipOf([{ name: 'xl/workbook.xml', data: words('<w/>', 9) }], { streamed: true })),
      'invalid.damaged',
      '已损坏',
    ],
  ])('is said of %s in plain words', async (_, bytes, code, says) => {
    const refused = await readWorkbook(await bytes(), '名册.xlsx').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code });
    expect((refused as Refusal).reason('zh-CN')).toContain(says);
  });
});

import { readCsv, readTable, readXlsx, type Sheet, sheetLimits, writeCsv, writeXlsx } from '@juxian/engine/sheet.ts';
import fc from 'fast-check';
import { readXlsx as rawRead, writeXlsx as rawWrite } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../support/unzip.ts';
import { zipOf } from '../support/zip.ts';

const sheet: Sheet = {
  name: '工作室/名单',
  columns: [
    { title: '姓名', kind: 'text' },
    { title: '身份证号', kind: 'text' },
    { title: '经费', kind: 'money' },
    { title: '人数', kind: 'number' },
    { title: '认定日期', kind: 'date' },
  ],
  rows: [
    ['林清远', '990000199001010017', 5_000_000, 12, '2026-03-02'],
    ['=HYPERLINK("http://x")', '+8613800000000', 1, -3, '不详'],
    ['@SUM(A1)', null, undefined, 0.5, null],
  ],
};
const texts = (rows: readonly (readonly { text: string }[])[]): string[][] =>
  rows.map((row) => row.map(({ text }) => text));

describe('XLSX', () => {
  it('comes back as it went, with the kinds of its cells', async () => {
    const [read] = await readXlsx(await writeXlsx([sheet]));
    expect(read?.name).toBe('工作室 名单');
    expect(texts(read?.rows ?? [])).toEqual([
      ['姓名', '身份证号', '经费', '人数', '认定日期'],
      ['林清远', '990000199001010017', '50000', '12', '2026-03-02'],
      ['=HYPERLINK("http://x")', '+8613800000000', '0.01', '-3', '不详'],
      ['@SUM(A1)', '', '', '0.5'],
    ]);
    expect(read?.rows[1]?.map(({ kind }) => kind)).toEqual(['text', 'text', 'number', 'number', 'date']);
  });

  it('holds no formula and names no person', async () => {
    const bytes = await writeXlsx([sheet]);
    const parts = partsOf(bytes);
    const body = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(body).toContain('<c r="A3"');
    expect(body).not.toMatch(/<f[ >]/);
    expect(parts.get('xl/styles.xml')).toContain('formatCode="@"');
    expect(body).toContain('ySplit="1"');
    expect(parts.get('docProps/core.xml')).not.toMatch(/creator>[^<]|lastModifiedBy>[^<]/);
  });

  it('writes numbers that a spreadsheet would round as text', async () => {
    const [read] = await readXlsx(
      await writeXlsx([
        { name: 'x', columns: [{ title: 'n', kind: 'number' }], rows: [[123456789012345680], [999999999999999]] },
      ]),
    );
    expect(read?.rows.slice(1).map(([cell]) => cell)).toEqual([
      { text: '123456789012345680', kind: 'text' },
      { text: '999999999999999', kind: 'number' },
    ]);
  });

  it('makes blank rows ready without reading them back, and offers choices', async () => {
    const bytes = await writeXlsx([
      {
        name: 'x',
        columns: [
          { title: '类别', kind: 'text', choices: ['名师', '名医'] },
          { title: '号', kind: 'text' },
        ],
        rows: [],
        blank: 3,
      },
    ]);
    expect(texts((await readXlsx(bytes))[0]?.rows ?? [])).toEqual([['类别', '号']]);
    const body = partsOf(bytes).get('xl/worksheets/sheet1.xml') ?? '';
    expect(body).toContain('A2:A4');
    expect(body).toMatch(/<c r="B4" s="\d+"/);
  });

  it('leaves hidden sheets alone', async () => {
    const bytes = await rawWrite({
      sheets: [
        { name: 'secret', rows: [['hidden']], hidden: true },
        { name: 'open', rows: [['shown', true, new Date('2026-05-06T08:30:00Z'), 0.1 + 0.2]] },
      ],
      activeSheet: 1,
    });
    expect((await rawRead(bytes)).sheets.map(({ name }) => name)).toContain('secret');
    const read = await readXlsx(bytes);
    expect(read.map(({ name }) => name)).toEqual(['open']);
    expect(texts(read[0]?.rows ?? [])).toEqual([['shown', 'TRUE', '2026-05-06 08:30', '0.3']]);
  });

  it('refuses rows and columns beyond the limit', async () => {
    const wide = await writeXlsx([
      { name: 'x', columns: [1, 2, 3].map((n) => ({ title: `c${n}`, kind: 'text' })), rows: [['a'], ['b'], ['c']] },
    ]);
    await expect(readXlsx(wide, { ...sheetLimits, rows: 3 })).resolves.toHaveLength(1);
    await expect(readXlsx(wide, { ...sheetLimits, rows: 2 })).rejects.toMatchObject({ code: 'limit.sheet' });
    await expect(readXlsx(wide, { ...sheetLimits, bytes: 100 })).rejects.toMatchObject({ code: 'limit.sheet' });
  });
});

describe('hostile archives', () => {
  const megabytes = Buffer.alloc(3_000_000);
  const small = { ...sheetLimits, unzipped: 1_000_000, entries: 5 };

  it('refuses a bomb by the size it declares, alone or in sum', async () => {
    const sheetPart = { name: 'xl/workbook.xml', data: megabytes };
    await expect(readXlsx(zipOf([sheetPart]), small)).rejects.toMatchObject({ code: 'limit.sheet' });
    const parts = [1, 2, 3].map((n) => ({ name: `${n}`, data: Buffer.alloc(400_000) }));
    await expect(readXlsx(zipOf(parts), small)).rejects.toMatchObject({ code: 'limit.sheet' });
  });

  it('refuses a bomb that declares less than it holds, or nothing', async () => {
    const types =
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>';
    const lying = {
      name: '[Content_Types].xml',
      data: Buffer.concat([Buffer.from(types), Buffer.alloc(5_000_000, 32)]),
      declared: 200,
    };
    const book = { name: 'xl/workbook.xml', data: Buffer.from('<workbook/>') };
    const refused = { code: 'invalid.damaged' };
    await expect(readXlsx(zipOf([lying, book]), small)).rejects.toMatchObject(refused);
    await expect(readXlsx(zipOf([{ ...lying, declared: 0 }, book]), small)).rejects.toMatchObject(refused);
    await expect(readXlsx(zipOf([lying, book], { streamed: true }), small)).rejects.toMatchObject(refused);
  });

  it('refuses an archive of too many entries', async () => {
    const many = Array.from({ length: 6 }, (_, n) => ({ name: `${n}`, data: Buffer.from('x') }));
    await expect(readXlsx(zipOf(many), small)).rejects.toMatchObject({ code: 'limit.sheet' });
  });

  it('does not build the square between two far cells', async () => {
    const bytes = await writeXlsx([{ name: 'x', columns: [{ title: 'a', kind: 'text' }], rows: [['b']] }]);
    const parts = partsOf(bytes);
    const body = (parts.get('xl/worksheets/sheet1.xml') ?? '')
      .replace(/<dimension[^>]*>/, '')
      .replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>');
    expect(body).toContain('XFD1048576');
    const far = zipOf(
      [...parts].map(([name, text]) => ({ name, data: Buffer.from(name.endsWith('sheet1.xml') ? body : text) })),
    );
    const [read] = await readXlsx(far);
    expect(texts(read?.rows ?? [])).toEqual([['a'], ['b']]);
  });

  it('names old and encrypted files, and refuses what is no table', async () => {
    await expect(readTable(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).rejects.toMatchObject({
      code: 'invalid.sheet',
      says: { zh: expect.stringContaining('XLS') },
    });
    await expect(readTable(new Uint8Array([0x50, 0x4b, 3, 4]))).rejects.toMatchObject({ code: 'invalid.damaged' });
    await expect(readTable(zipOf([{ name: 'readme.txt', data: Buffer.from('hello') }]))).rejects.toMatchObject({
      code: 'invalid.packed',
    });
  });
});

describe('CSV', () => {
  it('keeps formulas and long numbers text, and is read back the same', () => {
    const bytes = writeCsv(sheet);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.split('\r\n')[1]).toBe("林清远,'990000199001010017,50000.00,12,2026-03-02");
    expect(text).not.toMatch(/(^|,|")[=+@]/m);
    expect(text).toContain(',-3,');
    expect(texts(readCsv(bytes))[2]).toEqual(['=HYPERLINK("http://x")', '+8613800000000', '0.01', '-3', '不详']);
  });

  it('brings any text back', () => {
    const words = fc.string({ unit: 'binary', maxLength: 12 }).map((text) =>
      text
        .replace(/\r\n?/g, '\n')
        .replace(/[\ufeff\0]/g, '')
        .trim(),
    );
    const start = fc.constantFrom('', "'", "''", '=', "'=", '-', '＝', '@', '990000199001010017');
    const cell = fc.tuple(start, words).map((parts) => parts.join('').trim());
    const columns = [
      { title: 'a', kind: 'text' as const },
      { title: 'b', kind: 'text' as const },
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = texts(readCsv(writeCsv({ name: 'x', columns, rows: [...rows, ['end', 'end']] })));
        expect(read.slice(1, -1).map(([a = '', b = '']) => [a, b])).toEqual(rows);
      }),
    );
  });

  it.each([
    ['GB18030', new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xa5, 0xce, 0xbb])],
    ['UTF-16LE with a mark', new Uint8Array([0xff, 0xfe, ...Buffer.from('姓名\t单位', 'utf16le')])],
    ['UTF-16LE without a mark', new Uint8Array(Buffer.from('姓名,单位\r\n', 'utf16le'))],
    ['UTF-16BE', new Uint8Array([0xfe, 0xff, ...Buffer.from('姓名,单位', 'utf16le').swap16()])],
    ['UTF-8', new Uint8Array(Buffer.from('姓名;单位'))],
  ])('reads %s', async (_, bytes) => {
    expect(texts(await readTable(bytes))).toEqual([['姓名', '单位']]);
  });

  it.each(['a,b\n"x,1\ny,2\n', 'a,b\r\n1,"x""y\r\nz,2', 'a,b\n"x",1\ny,"2'])(
    'refuses a quote never closed: %j',
    (text) => {
      expect(() => readCsv(new TextEncoder().encode(text))).toThrow('invalid.quotes');
    },
  );

  it.each(['a,b\n5" pipe,x\n', 'a,b\nx,5"', 'a,b\n"x","y\nz"\n'])('reads a quote that opens nothing: %j', (text) => {
    expect(readCsv(new TextEncoder().encode(text))).toHaveLength(2);
  });

  it('refuses what no encoding fits, and too many rows', () => {
    expect(() => readCsv(new Uint8Array([0xff, 0xff, 0xff]))).toThrow('invalid.sheet');
    const rows = Array.from({ length: 4 }, () => 'x').join('\n');
    expect(() => readCsv(new TextEncoder().encode(rows), { ...sheetLimits, rows: 2 })).toThrow('limit.sheet');
    expect(readCsv(new TextEncoder().encode(rows), { ...sheetLimits, rows: 3 })).toHaveLength(4);
  });
});

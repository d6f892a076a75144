import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { CellValue as HucreValue, ReadOptions } from 'hucre';
import { detectDelimiter, parseCsv, writeCsv as printCsv } from 'hucre/csv';
import { readXlsx as parseXlsx, writeXlsx as printXlsx } from 'hucre/xlsx';

/** How a column is written. `money` takes fen and shows yuan; `date` takes `YYYY-MM-DD`; every other text stays text. */
export type SheetColumn = {
  title: string;
  kind: 'text' | 'number' | 'money' | 'date';
  /** Offered as a list in the cells of the column. */
  choices?: readonly string[];
  /** In characters. */
  width?: number;
};
export type SheetValue = string | number | null | undefined;
export type Sheet = {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly (readonly SheetValue[])[];
  /** Empty rows made ready below the last one, formatted for what will be typed into them. */
  blank?: number;
};

/** A cell as read: its text, and what it was. Dates read as `YYYY-MM-DD`, with ` HH:mm` where they hold a time. */
export type SheetCell = { text: string; kind: 'text' | 'number' | 'date' | 'boolean' | 'blank' };
export type ReadSheet = { name: string; rows: SheetCell[][] };

export type SheetLimits = { bytes: number; unzipped: number; entries: number; rows: number; columns: number };

const MB = 1_048_576;
export const sheetLimits: SheetLimits = {
  bytes: 20 * MB,
  unzipped: 200 * MB,
  entries: 1_000,
  rows: 50_000,
  columns: 300,
};

const formats = { text: '@', number: 'General', money: '#,##0.00', date: 'yyyy-mm-dd' } as const;

/** Writes sheets as XLSX: titles frozen, text never a formula, identity numbers whole, no name in the properties. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return printXlsx({
    sheets: sheets.map(({ name, columns, rows, blank = 0 }) => ({
      name: sheetName(name),
      columns: columns.map((column, i) => ({
        width: column.width ?? widthOf(column, rows, i),
        numFmt: formats[column.kind],
      })),
      rows: [
        columns.map(({ title }) => title),
        ...rows.map((row) => columns.map(({ kind }, i) => xlsxValue(row[i], kind))),
        ...Array.from({ length: blank }, () => columns.map(() => null)),
      ],
      freezePane: { rows: 1, columns: 1 },
      dataValidations: columns.flatMap(({ choices }, i) => listIn(choices, i, rows.length + blank)),
    })),
    defaultFont: { name: '宋体', size: 11 },
    properties: { creator: '' },
  });
}

/** Excel refuses longer names and these characters. */
const sheetName = (name: string): string =>
  name
    .replace(/[\\/?*[\]:]/g, ' ')
    .slice(0, 31)
    .trim() || '1';

function xlsxValue(value: SheetValue, kind: SheetColumn['kind']): HucreValue {
  if (value === null || value === undefined) return null;
  if (kind === 'money' && typeof value === 'number') return value / 100;
  if (kind === 'date' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const date = new Date(`${value}T00:00:00Z`);
    return Number.isNaN(date.getTime()) ? value : date;
  }
  // Beyond 15 digits a spreadsheet rounds a number: it goes in as text.
  return typeof value === 'number' && (kind === 'text' || !isExact(value)) ? String(value) : value;
}

const isExact = (value: number): boolean => Number.isFinite(value) && Math.abs(value) < 1e15;

const widthOf = ({ title }: SheetColumn, rows: Sheet['rows'], i: number): number =>
  Math.min(40, Math.max(8, ...[title, ...rows.slice(0, 100).map((row) => String(row[i] ?? ''))].map(wide)) + 2);

const wide = (text: string): number => [...text].reduce((sum, char) => sum + (char > 'ÿ' ? 2 : 1), 0);

/** Excel takes a list of at most 255 characters beside the cells; a longer one is left to the check of the import. */
function listIn(choices: readonly string[] | undefined, column: number, rows: number) {
  if (!choices?.length || rows === 0 || choices.join(',').length > 255 || choices.some((one) => one.includes(',')))
    return [];
  const letter = columnLetter(column);
  return [
    {
      type: 'list' as const,
      values: [...choices],
      range: `${letter}2:${letter}${rows + 1}`,
      allowBlank: true,
      showErrorMessage: false,
    },
  ];
}

const columnLetter = (i: number): string =>
  (i >= 26 ? columnLetter(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26));

/**
 * Reads the visible sheets of an XLSX file, blank rows at the end left out.
 * @throws Refusal `limit.sheet` beyond a limit (a zip bomb included), `invalid.sheet` where it is no such file.
 */
export async function readXlsx(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<ReadSheet[]> {
  checkZip(bytes, limits);
  const options: ReadOptions = {
    sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
    range: `A1:${columnLetter(limits.columns - 1)}${limits.rows + 2}`,
  };
  const { sheets } = await parseXlsx(bytes, options).catch(() => {
    throw unreadable();
  });
  return sheets.map(({ name, rows }) => ({
    name,
    rows: checkRows(
      rows.map((row) => trimEnd(row.map(cellOf))),
      limits,
    ),
  }));
}

/**
 * Reads one table from an uploaded file, XLSX or CSV by its content: the first visible sheet.
 * @throws Refusal as `readXlsx` and `readCsv` do; the old XLS format and encrypted files are named as such.
 */
export async function readTable(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<SheetCell[][]> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new Refusal(
      'invalid.sheet',
      t(
        '这是旧版XLS或加密文件，请另存为未加密的XLSX后再上传',
        'An old XLS or an encrypted file: save it as plain XLSX first',
      ),
    );
  if (!startsWith(bytes, [0x50, 0x4b])) return readCsv(bytes, limits);
  return (await readXlsx(bytes, limits))[0]?.rows ?? [];
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

const unreadable = (): Refusal =>
  new Refusal(
    'invalid.sheet',
    t('文件无法读取，请确认是XLSX或CSV表格', 'The file cannot be read: it must be an XLSX or CSV table'),
  );

const tooLarge = (): Refusal =>
  new Refusal('limit.sheet', t('表格过大，请拆分后分次上传', 'The table is too large: split it and upload the parts'));

/**
 * The reader inflates an entry up to the size the directory declares and no further, so the declared sum is the bound.
 * Entries that declare nothing, or only beyond the directory (streamed with size 0, ZIP64), are refused with it.
 */
function checkZip(bytes: Uint8Array, limits: SheetLimits): void {
  if (bytes.length > limits.bytes) throw tooLarge();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 65_557 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw unreadable();
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (entries > limits.entries) throw tooLarge();
  let sum = 0;
  for (let i = 0; i < entries; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw unreadable();
    const zipped = view.getUint32(at + 20, true);
    const plain = view.getUint32(at + 24, true);
    const streamed = (view.getUint16(at + 8, true) & 8) !== 0;
    if ((plain === 0 && zipped > 2) || (zipped === 0 && (plain > 0 || streamed))) throw unreadable();
    sum += plain;
    if (sum > limits.unzipped) throw tooLarge();
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

function cellOf(value: HucreValue | undefined): SheetCell {
  if (value === null || value === undefined || value === '') return { text: '', kind: 'blank' };
  if (value instanceof Date) return { text: dateText(value), kind: 'date' };
  if (typeof value === 'number') return { text: plainNumber(value), kind: 'number' };
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', kind: 'boolean' };
  const text = value.trim();
  return { text, kind: text === '' ? 'blank' : 'text' };
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 60_000) * 60_000).toISOString().split('T');
  return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`;
}

/** Spreadsheets keep 15 digits: `0.1 + 0.2` comes back as 0.3, and long numbers without an exponent. */
const plainNumber = (value: number): string =>
  Number.isSafeInteger(value)
    ? String(value)
    : Number(value.toPrecision(15)).toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });

function trimEnd(row: SheetCell[]): SheetCell[] {
  const last = row.findLastIndex(({ kind }) => kind !== 'blank');
  return row.slice(0, last + 1);
}

function checkRows(rows: SheetCell[][], limits: SheetLimits): SheetCell[][] {
  const kept = rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
  if (kept.length > limits.rows + 1 || kept.some((row) => row.length > limits.columns)) throw tooLarge();
  return kept;
}

/** Text that a spreadsheet would compute, or a number so long that it would round it, even behind apostrophes. */
const guarded = /^'*(?:[=+\-@＝＋－＠\t\r\n]|\d{12,})/;

/** Writes one sheet as CSV for Excel: UTF-8 with BOM, CRLF; an apostrophe keeps formulas and long numbers text. */
export function writeCsv({ columns, rows }: Sheet): Uint8Array {
  const lines = [
    columns.map(({ title }) => guardText(title)),
    ...rows.map((row) => columns.map(({ kind }, i) => csvText(row[i], kind))),
  ];
  return new TextEncoder().encode(printCsv(lines, { bom: true, lineSeparator: '\r\n' }));
}

function csvText(value: SheetValue, kind: SheetColumn['kind']): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return guardText(value);
  return kind === 'money' ? (value / 100).toFixed(2) : isExact(value) ? String(value) : guardText(String(value));
}

const guardText = (text: string): string => (guarded.test(text) ? `'${text}` : text);
const unguardText = (text: string): string => (text.startsWith("'") && guarded.test(text) ? text.slice(1) : text);

/**
 * Reads a CSV file in UTF-8, GB18030 or UTF-16, separated by comma, semicolon, tab or bar; every cell is text.
 * @throws Refusal `limit.sheet` beyond a limit, `invalid.sheet` where no encoding fits.
 */
export function readCsv(bytes: Uint8Array, limits: SheetLimits = sheetLimits): SheetCell[][] {
  if (bytes.length > limits.bytes) throw tooLarge();
  const text = decode(bytes);
  const rows = parseCsv(text, { delimiter: detectDelimiter(text), maxRows: limits.rows + 2 });
  return checkRows(
    rows.map((row) => trimEnd(row.map((value) => cellOf(typeof value === 'string' ? unguardText(value) : value)))),
    limits,
  );
}

function decode(bytes: Uint8Array): string {
  const tried = startsWith(bytes, [0xff, 0xfe])
    ? ['utf-16le']
    : startsWith(bytes, [0xfe, 0xff])
      ? ['utf-16be']
      : looksWide(bytes)
        ? ['utf-16le']
        : ['utf-8', 'gb18030'];
  for (const encoding of tried) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  throw unreadable();
}

/** UTF-16 without a mark: separators and line ends leave zero bytes, which no other text has. */
const looksWide = (bytes: Uint8Array): boolean => bytes.subarray(0, 1_000).includes(0);

import type { CellValue as HucreValue } from 'hucre';
import { writeCsv as printCsv } from 'hucre/csv';
import { writeXlsx as printXlsx } from 'hucre/xlsx';
import type { SheetCell } from './workbook/cell.ts';
import { guarded } from './workbook/guard.ts';
import { type SheetLimits, sheetLimits } from './workbook/limits.ts';
import { readWorkbook } from './workbook/read.ts';
import { columnLetter, readXlsxSheets } from './workbook/xlsx.ts';

export type { SheetCell } from './workbook/cell.ts';
export { readCsv } from './workbook/csv.ts';
export { sheetLimits } from './workbook/limits.ts';

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

export type ReadSheet = { name: string; rows: SheetCell[][] };

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

/** Reads the visible sheets of an XLSX file. @throws Refusal as `readWorkbook` does. */
export async function readXlsx(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<ReadSheet[]> {
  const sheets = await readXlsxSheets(bytes, limits);
  return sheets.flatMap(({ name, rows, hidden }) => (hidden ? [] : [{ name, rows }]));
}

/** Reads one table from an uploaded file: the first visible sheet. @throws Refusal as `readWorkbook` does. */
export async function readTable(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<SheetCell[][]> {
  const { sheets } = await readWorkbook(bytes, '', limits);
  return sheets.find(({ hidden }) => !hidden)?.rows ?? [];
}

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

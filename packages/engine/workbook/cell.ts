import { type SheetLimits, tooLarge } from './limits.ts';

/** A cell as read: its text, and what it was. Dates read as `YYYY-MM-DD`, with ` HH:mm` where they hold a time. */
export type SheetCell = {
  text: string;
  kind: 'text' | 'number' | 'date' | 'boolean' | 'blank';
  /** What it shows was computed when the file was saved; nobody typed it. */
  formula?: true;
  /** A number as its format shows it, where that differs: `1985.10` for 1985.1. */
  shown?: string;
};

export const blankCell: SheetCell = { text: '', kind: 'blank' };

export function cellOf(value: unknown): SheetCell {
  if (value === null || value === undefined || value === '') return blankCell;
  if (value instanceof Date) return { text: dateText(value), kind: 'date' };
  if (typeof value === 'number') return { text: plainNumber(value), kind: 'number' };
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE', kind: 'boolean' };
  const text = String(value).trim();
  return { text, kind: text === '' ? 'blank' : 'text' };
}

/** A number in a format of fixed places, such as `0.00`. */
export function shownIn(format: string | undefined, value: unknown): { shown?: string } {
  const places = /^0\.(0{1,9})(?:_.?)?$/.exec(format ?? '')?.[1]?.length;
  if (places === undefined || typeof value !== 'number') return {};
  const shown = value.toFixed(places);
  return shown === plainNumber(value) ? {} : { shown };
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

const isEmpty = ({ kind, formula }: SheetCell): boolean => kind === 'blank' && !formula;

/** Rows without the blanks at their ends and below the last. @throws Refusal `limit.sheet` beyond the limits. */
export function trimRows(rows: readonly (readonly SheetCell[])[], limits: SheetLimits): SheetCell[][] {
  const trimmed = rows.map((row) => row.slice(0, row.findLastIndex((cell) => !isEmpty(cell)) + 1));
  const kept = trimmed.slice(0, trimmed.findLastIndex((row) => row.length > 0) + 1);
  if (kept.length > limits.rows + 1 || kept.some((row) => row.length > limits.columns)) throw tooLarge();
  return kept;
}

import type { ReadOptions } from 'hucre';
import { readXlsx as parseXlsx } from 'hucre/xlsx';
import { type ArchiveEntry, BrokenArchive, CrowdedArchive, openArchive } from '../archive.ts';
import { cellOf, shownIn, trimRows } from './cell.ts';
import { damaged, packed, type SheetLimits, tooLarge, unreadable } from './limits.ts';
import type { WorkbookSheet } from './read.ts';

/**
 * Reads the sheets of an XLSX file.
 * @throws Refusal `limit.sheet` beyond a limit (a zip bomb included), `invalid.damaged`, `invalid.packed` for an archive of
 * other files, `invalid.sheet` for another document.
 */
export async function readXlsxSheets(bytes: Uint8Array, limits: SheetLimits): Promise<WorkbookSheet[]> {
  checkZip(bytes, limits);
  const options: ReadOptions = {
    range: `A1:${columnLetter(limits.columns - 1)}${limits.rows + 2}`,
    readStyles: true,
  };
  const { sheets } = await parseXlsx(bytes, options).catch(() => {
    throw damaged();
  });
  return sheets.map(({ name, rows, cells, merges = [], columns = [], hidden, veryHidden }) => ({
    name,
    hidden: Boolean(hidden || veryHidden),
    hiddenColumns: columns.flatMap((column, i) => (column?.hidden ? [i] : [])),
    merges: merges.map(({ startRow, startCol, endRow, endCol }) => ({
      top: startRow,
      left: startCol,
      bottom: endRow,
      right: endCol,
    })),
    rows: trimRows(
      rows.map((row, r) =>
        row.map((value, c) => {
          const cell = cells?.get(`${r},${c}`);
          return {
            ...cellOf(value),
            ...(cell?.formula === undefined ? {} : { formula: true as const }),
            ...shownIn(cell?.style?.numFmt, value),
          };
        }),
      ),
      limits,
    ),
  }));
}

/** Excel's letters of a column counted from 0: A, Z, AA. */
export const columnLetter = (i: number): string =>
  (i >= 26 ? columnLetter(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26));

/** The reader inflates an entry up to the size the directory declares and no further: the declared sum is the bound. */
function checkZip(bytes: Uint8Array, limits: SheetLimits): void {
  if (bytes.length > limits.bytes) throw tooLarge();
  const entries = entriesOf(bytes, limits.entries);
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > limits.unzipped) throw tooLarge();
  if (entries.some(({ undeclared }) => undeclared)) throw damaged();
  if (entries.some(({ name }) => name.startsWith('xl/'))) return;
  throw entries.some(({ name }) => name === '[Content_Types].xml') ? unreadable() : packed();
}

function entriesOf(bytes: Uint8Array, most: number): ArchiveEntry[] {
  try {
    return openArchive(bytes, most);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    throw error instanceof CrowdedArchive ? tooLarge() : damaged();
  }
}

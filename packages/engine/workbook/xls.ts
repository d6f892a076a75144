import type { CellObject, WorkSheet } from '@e965/xlsx';
import { blankCell, cellOf, type SheetCell, shownIn, trimRows } from './cell.ts';
import { locked, type SheetLimits, tooLarge, unreadable } from './limits.ts';
import type { WorkbookSheet } from './read.ts';

/**
 * Reads the sheets of an XLS (BIFF) file.
 * @throws Refusal `limit.sheet` beyond a limit, `invalid.password`, `invalid.sheet` where it is no such file.
 */
export async function readXlsSheets(bytes: Uint8Array, limits: SheetLimits): Promise<WorkbookSheet[]> {
  if (bytes.length > limits.bytes) throw tooLarge();
  const [library, codepages] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel.full.mjs')]);
  library.set_cptable(codepages);
  const book = readBook(library, bytes, limits);
  const system1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.map((name, i) => {
    const sheet = book.Sheets[name] ?? {};
    return {
      name,
      hidden: Boolean(book.Workbook?.Sheets?.[i]?.Hidden),
      hiddenColumns: (sheet['!cols'] ?? []).flatMap((column, at) => (column?.hidden ? [at] : [])),
      merges: (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
      rows: trimRows(
        rowsOf(sheet).map((row) =>
          Array.from(row, (cell) => (cell ? readCell(cell, system1904, library.SSF) : blankCell)),
        ),
        limits,
      ),
    };
  });
}

type Library = typeof import('@e965/xlsx');

function readBook(library: Library, bytes: Uint8Array, limits: SheetLimits) {
  try {
    // The library takes bytes of no known shape for text; a workbook has one of these parts.
    const parts = library.CFB.read(bytes, { type: 'array' });
    if (!library.CFB.find(parts, 'Workbook') && !library.CFB.find(parts, 'Book')) throw unreadable();
    return library.read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellFormula: true,
      cellStyles: true,
      cellHTML: false,
      sheetRows: limits.rows + 2,
    });
  } catch (error) {
    throw error instanceof Error && /password|encrypt/i.test(error.message) ? locked() : unreadable();
  }
}

const rowsOf = (sheet: WorkSheet): (CellObject | undefined)[][] =>
  Array.from(sheet['!data'] ?? [], (row) => (row as (CellObject | undefined)[] | undefined) ?? []);

function readCell({ t: type, v, f, z }: CellObject, system1904: boolean, formats: Library['SSF']): SheetCell {
  const format = z === undefined ? undefined : String(z);
  const isDate = type === 'n' && typeof v === 'number' && format !== undefined && formats.is_date(format);
  const value = isDate ? dateOfSerial(Number(v), system1904) : type === 'e' ? null : v;
  return {
    ...cellOf(value),
    ...(f === undefined ? {} : { formula: true as const }),
    ...(isDate ? {} : shownIn(format, v)),
  };
}

/** Day 60 of the 1900 system is 29 February 1900, which never was; from there on days count from 1899-12-30. */
const dateOfSerial = (serial: number, system1904: boolean): Date => {
  const start = system1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  return new Date(start + Math.round(serial * 86_400_000));
};

import { startsWith } from './bytes.ts';
import type { SheetCell } from './cell.ts';
import { readCsv } from './csv.ts';
import { empty, locked, type SheetLimits, sheetLimits } from './limits.ts';
import { readXlsSheets } from './xls.ts';
import { readXlsxSheets } from './xlsx.ts';

/** A block of cells shown as one, rows and columns counted from 0, the ends included. */
export type Merge = { top: number; left: number; bottom: number; right: number };
export type WorkbookSheet = {
  name: string;
  hidden: boolean;
  /** Blanks at the ends of rows and below the last row are left out. */
  rows: SheetCell[][];
  merges: Merge[];
  /** Columns counted from 0. */
  hiddenColumns: number[];
};
export type Workbook = { sheets: WorkbookSheet[] };

const oleStart = [0xd0, 0xcf, 0x11, 0xe0];
const zipStart = [0x50, 0x4b];

/**
 * Reads every sheet of a workbook, hidden ones marked: XLSX, XLS or text (CSV, TXT), told by its content. `name` is the
 * file's, which names the sheet of a text.
 * @throws Refusal `limit.sheet` beyond a limit, `invalid.password` under a password, `invalid.empty`, `invalid.damaged` for
 * a broken workbook, `invalid.packed` for an archive of other files, `invalid.sheet` for anything else.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  name: string,
  limits: SheetLimits = sheetLimits,
): Promise<Workbook> {
  if (bytes.length === 0) throw empty();
  if (startsWith(bytes, oleStart)) {
    if (Buffer.from(bytes).includes(encryptedPart)) throw locked();
    return { sheets: await readXlsSheets(bytes, limits) };
  }
  if (startsWith(bytes, zipStart)) return { sheets: await readXlsxSheets(bytes, limits) };
  const sheet = { name: name.replace(/\.[^.]*$/, ''), hidden: false, merges: [], hiddenColumns: [] };
  return { sheets: [{ ...sheet, rows: readCsv(bytes, limits) }] };
}

/** An encrypted XLSX lies in an OLE container, in a part of this name. */
const encryptedPart = Buffer.from('EncryptedPackage', 'utf16le');

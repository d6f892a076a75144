import { BrokenArchive, openArchive } from '@juxian/engine/archive.ts';
import { readSheets, type SheetRow } from '@juxian/engine/import/sheets.ts';
import type { ImportSource, Upload } from '@juxian/engine/import/source.ts';
import { startsWith } from '@juxian/engine/workbook/bytes.ts';
import type { WorkbookSheet } from '@juxian/engine/workbook/read.ts';
import { type CollectionSheet, collectionSheetOf } from '@juxian/rules/collection.ts';
import { joinSheets, unitRows } from './collection.ts';
import { exchangeRows } from './exchange.ts';
import { lineRules } from './lines.ts';
import { rosterShape } from './roster.ts';
import { collectionShape } from './shapes.ts';
import { Units } from './units.ts';

/**
 * How files of cadres are read: the sheets of the collection workbook, rolls in any arrangement, and exchange files
 * (.lrmx, .lrm with .pic), singly or in zip archives.
 */
export const cadreSource: ImportSource = {
  people: { name: 'name', match: ['name', 'born'] },
  lines: lineRules,
  async read(env, uploads) {
    const units = await Units.of(env);
    const forms = uploads.filter(isExchange);
    const books = uploads.filter((upload) => !isExchange(upload));
    const roster = rosterShape(env, units);
    const shapes = new Map<CollectionSheet, ReturnType<typeof collectionShape>>();
    const shapeOf = (sheet: WorkbookSheet) => {
      const name = sheetOf(sheet);
      if (!name) return roster;
      const shape = shapes.get(name) ?? collectionShape(env, units, name);
      shapes.set(name, shape);
      return shape;
    };
    const done = (rows: readonly SheetRow[]) => void unitRows(units, rows);
    const read = await readSheets(env, books, shapeOf, { shape: 'B01', done });
    const rows = [...unitRows(units, read.rows), ...joinSheets(env, units, read), ...exchangeRows(env, units, forms)];
    return { found: read.found, rows: [...units.made.values(), ...rows] };
  },
};

/** What tells a sheet of the workbook from a roll that has some of the same headings. */
const telling: Readonly<Record<CollectionSheet, readonly string[]>> = {
  B01: ['机构名称', '机构编码'],
  A01: ['姓名', '人员类别'],
  A02: ['任职机构名称', '职务名称'],
  A05: ['批准日期'],
  A06: ['资格名称'],
  A08: ['学校', '教育类别'],
  A14: ['名称', '批准日期'],
  A15: ['考核结论', '考核年度'],
  A36: ['称谓', '家庭成员姓名'],
  A99Z1: ['是否考录'],
};

const mostTitleRows = 15;

function sheetOf({ rows }: WorkbookSheet): CollectionSheet | undefined {
  for (const row of rows.slice(0, mostTitleRows)) {
    const headings = row.map(({ text }) => text.normalize('NFKC').replace(/[\s*:]/g, ''));
    const sheet = collectionSheetOf(headings);
    if (sheet && telling[sheet].every((heading) => headings.includes(heading))) return sheet;
  }
  return undefined;
}

/** A zip archive is a workbook where it has the parts of one. */
function isExchange({ name, bytes }: Upload): boolean {
  if (/\.(lrmx?|pic)$/i.test(name)) return true;
  if (!startsWith(bytes, [0x50, 0x4b]) || /\.(xlsx|xlsm|et)$/i.test(name)) return false;
  try {
    return !openArchive(bytes).some(({ name: entry }) => entry === '[Content_Types].xml');
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    return /\.zip$/i.test(name);
  }
}

import { sameWords } from '../kinds/cell.ts';
import { blankCell, type SheetCell } from './cell.ts';
import { headingWords } from './heading.ts';
import { tooLarge } from './limits.ts';
import type { Merge, WorkbookSheet } from './read.ts';

/** The words a column may be headed by, for each field. A heading of two rows is `全日制教育/学历`. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

export type TableColumn = {
  /** Counted from 0. */
  index: number;
  /** The words, those of two rows joined by a stroke. */
  heading: string;
  twoRow: boolean;
  hidden: boolean;
  /** The field it means; none where nothing says, or several columns say the same. */
  field?: string;
  /** The field that several columns claim. */
  contested?: string;
};
/** `row` counts as the spreadsheet does, from 1. A cell merged over several rows stands in each of them. */
export type TableRow = { row: number; cells: SheetCell[]; unit?: string };
export type SkippedRow = { row: number; reason: 'title' | 'empty' | 'heading' | 'subheading' | 'total' | 'footer' };
export type DetectedTable = {
  /** One row or two, counted from 1. */
  headRows: number[];
  columns: TableColumn[];
  rows: TableRow[];
  /** Lines that name the unit of the rows below them. */
  subheadings: { row: number; unit: string }[];
  skipped: SkippedRow[];
};

const mostTitleRows = 15;

/**
 * Finds the table in a sheet as offices draw them: titles above, headings of one row or two, lines of units between the
 * rows, totals and signatures below. Without `units` a row with one cell filled in a named column is a row.
 * @returns undefined where no row has a heading that `aliases` know.
 */
export function detectTable(
  given: WorkbookSheet,
  aliases: Aliases,
  { units = true }: { units?: boolean } = {},
): DetectedTable | undefined {
  const sheet = { ...given, blocks: blocksByRow(given) };
  const meanings = meaningsOf(aliases);
  const head = findHead(sheet, meanings);
  if (!head) return undefined;
  const body = head.rows[head.rows.length - 1] ?? 0;
  const table: DetectedTable = {
    headRows: head.rows.map((row) => row + 1),
    columns: head.columns,
    rows: [],
    subheadings: [],
    skipped: Array.from({ length: head.rows[0] ?? 0 }, (_, row) => ({ row: row + 1, reason: 'title' })),
  };
  let unit = unitAbove(sheet, head.rows[0] ?? 0);
  for (let at = body + 1; at < sheet.rows.length; at++) {
    const row = at + 1;
    const cells = cellsOf(sheet, at);
    const reason = reasonToSkip(sheet, at, cells, head.columns, units);
    if (reason === 'subheading') {
      unit = unitName(onlyText(cells) ?? '');
      table.subheadings.push({ row, unit });
    }
    if (reason) table.skipped.push({ row, reason });
    else table.rows.push({ row, cells, ...(unit === undefined ? {} : { unit }) });
  }
  return table;
}

/** The tables of a workbook's visible sheets, which are often one for each unit; sheets without one are left out. */
export const detectTables = (
  sheets: readonly WorkbookSheet[],
  aliases: Aliases,
): { sheet: string; table: DetectedTable }[] =>
  sheets.flatMap((sheet) => {
    const table = sheet.hidden ? undefined : detectTable(sheet, aliases);
    return table ? [{ sheet: sheet.name, table }] : [];
  });

type Meanings = ReadonlyMap<string, string>;
type Head = { rows: number[]; columns: TableColumn[]; score: number };

/** Strokes between the rows of a heading do not count, so that `全日制教育学历` is the same. */
const words = (text: string): string => headingWords(text).replace(/[/／]/g, '');

/** A heading with what stands in brackets: `事业编制数（参照）` and `（非参照）` are two. */
export const headingKey = (text: string): string => sameWords(text).replace(/[*:/]/g, '');

/** Whole headings, and those without their brackets where these name one field only. */
function meaningsOf(aliases: Aliases): Meanings {
  const named = Object.entries(aliases).flatMap(([field, texts]) => texts.map((text) => [text, field] as const));
  const short = new Map<string, string | undefined>();
  for (const [text, field] of named) {
    const key = words(text);
    short.set(key, short.has(key) && short.get(key) !== field ? undefined : field);
  }
  const clear = [...short].flatMap(([key, field]) => (field === undefined ? [] : [[key, field] as const]));
  return new Map([...clear, ...named.map(([text, field]) => [headingKey(text), field] as const)]);
}

const meaningOf = (meanings: Meanings, text: string): string | undefined =>
  meanings.get(headingKey(text)) ?? meanings.get(words(text));

function findHead(sheet: Laid, meanings: Meanings): Head | undefined {
  const heads = sheet.rows
    .slice(0, mostTitleRows)
    .flatMap((_, at) => [oneRow(sheet, at, meanings), ...twoRows(sheet, at, meanings)]);
  return heads.reduce<Head | undefined>((best, head) => (head.score > (best?.score ?? 0) ? head : best), undefined);
}

function oneRow(sheet: Laid, at: number, meanings: Meanings): Head {
  const headings = (sheet.rows[at] ?? []).map(({ text }) => ({ heading: text, twoRow: false, named: [text] }));
  return headOf(sheet, [at], headings, meanings);
}

/** A heading whose upper row spans several columns of the lower, or whose cells reach down into it. */
function twoRows(sheet: Laid, at: number, meanings: Meanings): Head[] {
  const lower = sheet.rows[at + 1];
  if (!lower) return [];
  const width = Math.max(sheet.rows[at]?.length ?? 0, lower.length);
  let above = '';
  const headings = Array.from({ length: width }, (_, column) => {
    const own = textAt(sheet, at, column);
    const child = textAt(sheet, at + 1, column);
    above = own || above;
    const parent = own || (child ? above : '');
    if (!child || child === parent) return { heading: parent, twoRow: false, named: [parent] };
    if (!parent) return { heading: child, twoRow: false, named: [child] };
    return { heading: `${parent}/${child}`, twoRow: true, named: [`${parent}${child}`, child] };
  });
  const head = headOf(sheet, [at, at + 1], headings, meanings);
  const reachesDown = sheet.blocks.get(at)?.some(({ top, bottom }) => top === at && bottom === at + 1);
  return [{ ...head, score: head.score === 0 ? 0 : head.score + (reachesDown ? 0.5 : -0.5) }];
}

type Heading = { heading: string; twoRow: boolean; named: string[] };

function headOf(sheet: Laid, rows: number[], headings: Heading[], meanings: Meanings): Head {
  const meant = headings.map(({ named }) => named.map((text) => meaningOf(meanings, text)));
  const whole = meant.map((fields) => fields[0]);
  const fields = meant.map(([field, part]) => field ?? (part && !whole.includes(part) ? part : undefined));
  const columns = headings.flatMap(({ heading, twoRow }, index): TableColumn[] => {
    const field = fields[index];
    if (!heading) return [];
    const column = { index, heading: heading.replace(/\s+/g, ''), twoRow, hidden: sheet.hiddenColumns.includes(index) };
    if (!field) return [column];
    const alone = fields.filter((other) => other === field).length === 1;
    return [{ ...column, ...(alone ? { field } : { contested: field }) }];
  });
  return { rows, columns, score: new Set(fields.filter(Boolean)).size };
}

type Blocks = ReadonlyMap<number, readonly Merge[]>;
type Laid = WorkbookSheet & { blocks: Blocks };

const mostBlockRows = 1_000_000;

/** @throws Refusal `limit.sheet` where blocks lie over each other in numbers no office draws. */
function blocksByRow({ merges, rows }: WorkbookSheet): Blocks {
  const blocks = new Map<number, Merge[]>();
  let count = 0;
  for (const block of merges)
    for (let row = block.top; row <= block.bottom && row < rows.length; row++) {
      if (++count > mostBlockRows) throw tooLarge();
      const others = blocks.get(row);
      if (others) others.push(block);
      else blocks.set(row, [block]);
    }
  return blocks;
}

const covering = (blocks: Blocks, row: number, column: number): Merge | undefined =>
  blocks.get(row)?.find(({ left, right }) => left <= column && column <= right);

/** The text of a cell, or of the block it is part of. */
function textAt({ rows, blocks }: Laid, row: number, column: number): string {
  const block = covering(blocks, row, column);
  return rows[block?.top ?? row]?.[block?.left ?? column]?.text ?? '';
}

/** The cells of a row, those of blocks reaching down from rows above put in. */
function cellsOf({ rows, blocks }: Laid, at: number): SheetCell[] {
  const cells = [...(rows[at] ?? [])];
  for (const { top, left } of blocks.get(at) ?? [])
    if (top < at) {
      while (cells.length <= left) cells.push(blankCell);
      cells[left] = rows[top]?.[left] ?? blankCell;
    }
  return cells;
}

const totals = /^(本页|本单位|全.)?(合计|总计|小计|共计|累计)($|[:\d(人名个共])/;
const signatures =
  /^(填表|制表|填报|审核|报送|统计|联系|经办)(人|单位|日期|时间|电话|负责人)($|[:(])|^(单位)?(主要|分管)?(负责人|领导)(签字|签章|\(签字\))?:|^(注|备注|说明|附注)\d?[:.、]/;

function reasonToSkip(
  sheet: Laid,
  at: number,
  cells: readonly SheetCell[],
  columns: readonly TableColumn[],
  units: boolean,
): SkippedRow['reason'] | undefined {
  const texts = cells.map(({ text }) => text.normalize('NFKC').replace(/\s+/g, ''));
  const first = texts.find(Boolean);
  if (first === undefined) return 'empty';
  if (repeatsHead(texts, columns)) return 'heading';
  if (
    texts
      .filter(Boolean)
      .slice(0, 2)
      .some((text) => totals.test(text))
  )
    return 'total';
  if (signatures.test(first)) return 'footer';
  return isSubheading(sheet, at, cells, columns, units) ? 'subheading' : undefined;
}

function repeatsHead(texts: readonly string[], columns: readonly TableColumn[]): boolean {
  const same = columns.filter(({ index, heading }) => {
    const text = words(texts[index] ?? '');
    return text !== '' && heading.split('/').some((part) => words(part) === text);
  });
  return same.length > 1 && same.length * 2 >= texts.filter(Boolean).length;
}

/** The text of a row that has no other. */
function onlyText(cells: readonly SheetCell[]): string | undefined {
  const filled = cells.filter(({ kind }) => kind !== 'blank');
  return filled.length === 1 && filled[0]?.kind === 'text' ? filled[0].text : undefined;
}

/** What units are called; a short word alone in a named column may as well be the name of a person. */
const unitWords =
  /(局|委|办|部|院|校|园|镇|乡|街道|中心|公司|大队|支队|所|站|会|社|村|学|馆|台|政府|机关|单位|系统|班子|组|处|科|室|厅|法院|检察院|银行|厂|场|类)$/;

function isSubheading(
  { blocks }: Laid,
  at: number,
  cells: readonly SheetCell[],
  columns: readonly TableColumn[],
  units: boolean,
): boolean {
  const text = onlyText(cells);
  if (text === undefined || columns.length < 3) return false;
  const left = cells.findIndex(({ kind }) => kind !== 'blank');
  const block = covering(blocks, at, left);
  if (block && block.right > block.left) return true;
  if (!columns.some(({ index, field }) => index === left && field)) return true;
  return units && (unitName(text) !== text || unitWords.test(text) || [...text].length > 6);
}

/** A unit without the number before it, or the count and colon behind. */
const unitName = (text: string): string =>
  text
    .trim()
    .replace(/^([（(]?[一二三四五六七八九十百]+[)）、.．]|[（(]?\d+[)）、.．])\s*/, '')
    .replace(/[（(]?(共)?\s*\d+\s*[人名个][)）]?$/, '')
    .replace(/[:：]$/, '')
    .trim();

const unitLine = /^(?:填报|填表|报送|所在)?单位(?:名称)?(?:\(盖章\))?:(.+)$/;
const measures = /^[人岁元万名个年月%、,，/]+$/;

/** `单位：…` above the headings, unless it says what the figures count. */
function unitAbove(sheet: WorkbookSheet, head: number): string | undefined {
  for (const { text } of sheet.rows.slice(0, head).flat()) {
    const unit = unitLine.exec(text.normalize('NFKC').replace(/\s+/g, ''))?.[1];
    if (unit && !measures.test(unit)) return unit;
  }
  return undefined;
}

import { setImmediate as turn } from 'node:timers/promises';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import { hiddenText } from '../kinds/cell.ts';
import type { AnyField } from '../kinds/kind.ts';
import { kindServers } from '../kinds/server.ts';
import { targetOf } from '../registry.ts';
import type { SheetCell } from '../workbook/cell.ts';
import { readWorkbook, type WorkbookSheet } from '../workbook/read.ts';
import {
  type DetectedTable,
  detectTable,
  headingKey,
  type SkippedRow,
  type TableColumn,
  type TableRow,
} from '../workbook/table.ts';
import { type CellEnv, type CellReading, readCell } from './cell.ts';
import type { Names } from './names.ts';
import type { At, SourceEnv, Upload } from './source.ts';

/** A column that a sheet may have, and the field it fills. */
export type Column = {
  field: AnyField;
  /** Other words for it than the field's labels. */
  aliases?: readonly string[];
  /** The aliases alone head it; the labels may head another column of the sheet. */
  onlyAliases?: boolean;
  /** In place of what the kind makes of the cell. */
  read?(cell: SheetCell, env: CellEnv): CellReading;
};
/** What sort of sheet it is: which columns it may have. */
export type Shape = {
  name: string;
  title: Text;
  columns: Readonly<Record<string, Column>>;
  /** Lines between the rows may name the unit of those below. */
  hasUnits?: boolean;
  /** The column that says whom a row is about, for questions. */
  about?: string;
};

export type FoundColumn = {
  /** Counted from 0. */
  index: number;
  heading: string;
  hidden: boolean;
  field?: string;
  /** Why that field: the words, the county's memory, the importer; or several columns claim it. */
  how: 'words' | 'remembered' | 'given' | 'none' | 'contested';
  /** Two cells below, personal data masked. */
  sample: string[];
};
/** What was found in a sheet, so that a person can see it before anything loads. */
export type FoundSheet = {
  file: string;
  sheet: string;
  shape: string;
  /** What sort of sheet it is. */
  title: string;
  /** Counted from 1. */
  headRows: number[];
  rows: number;
  skipped: SkippedRow[];
  skippedCount: number;
  columns: FoundColumn[];
  /** What its columns may be. */
  fields: { name: string; label: string }[];
  /** Why nothing of it is read. */
  leftOut?: string;
};

/** A row as its cells say, before it becomes a record. */
export type SheetRow = {
  shape: Shape;
  at: At;
  row: number;
  unit?: string;
  values: Record<string, unknown>;
  headings: Readonly<Record<string, string>>;
};
export type SheetsRead = {
  rows: SheetRow[];
  refused: { shape: Shape; at: At; row: number; values: Record<string, unknown> }[];
  found: FoundSheet[];
};

const mostSkipped = 200;
const rowsInTurn = 250;

/**
 * Reads every visible sheet of the uploads, each by the shape it has. Cells that cannot be taken, and those that a
 * person has to decide, keep their row out and are noted.
 * @throws Refusal `invalid.headings` where no sheet has a heading that any shape knows, `invalid.mapping` for no field,
 * and as `readWorkbook` does.
 */
export async function readSheets(
  env: SourceEnv,
  uploads: readonly Upload[],
  shapeOf: (sheet: WorkbookSheet) => Shape | undefined,
  first?: First,
): Promise<SheetsRead> {
  const read: SheetsRead = { rows: [], refused: [], found: [] };
  const sheets: { at: At; sheet: WorkbookSheet; shape: Shape | undefined }[] = [];
  for (const upload of uploads)
    for (const sheet of await sheetsOf(env, upload, uploads.length > 1))
      sheets.push({ at: { file: upload.name, sheet: sheet.name }, sheet, shape: shapeOf(sheet) });
  const isFirst = ({ shape }: (typeof sheets)[number]) => first !== undefined && shape?.name === first.shape;
  const readOne = async ({ at, sheet, shape }: (typeof sheets)[number]) => {
    if (sheet.hidden || sheet.rows.length === 0 || !shape) read.found.push(leftOut(env, at, sheet, shape));
    else await readSheet(env, at, sheet, shape, read);
  };
  for (const one of sheets.filter(isFirst)) await readOne(one);
  first?.done(read.rows);
  for (const one of sheets.filter((one) => !isFirst(one))) await readOne(one);
  if (sheets.length > 0 && sheets.every(({ sheet }) => sheet.rows.length === 0))
    throw new Refusal('invalid.noRows', t('表格里没有内容', 'There is nothing in the table'));
  if (sheets.some(({ shape }) => shape)) refuseMapping(env, read.found);
  if (read.found.length > 0 && !read.found.some(({ columns }) => columns.some(({ field }) => field)))
    throw new Refusal(
      'invalid.headings',
      t('找不到表头：没有一行写着这里的栏目名称', 'No row of headings: none names the fields here'),
    );
  return read;
}

/** Sheets of this shape are read before the others, which name what they bring. */
export type First = { shape: string; done(rows: readonly SheetRow[]): void };

/** A file of several that cannot be read is refused for itself. */
async function sheetsOf(
  { findings }: SourceEnv,
  { name, bytes }: Upload,
  isOneOfMany: boolean,
): Promise<WorkbookSheet[]> {
  try {
    return (await readWorkbook(bytes, name)).sheets;
  } catch (error) {
    if (!(error instanceof Refusal) || !isOneOfMany) throw error;
    findings.refuse({ file: name }, 1, '', error);
    return [];
  }
}

const leftOut = (env: SourceEnv, at: At, { hidden }: WorkbookSheet, shape?: Shape): FoundSheet => ({
  file: at.file,
  sheet: at.sheet ?? '',
  shape: shape?.name ?? '',
  title: shape ? say(shape.title, env.locale) : '',
  headRows: [],
  rows: 0,
  skipped: [],
  skippedCount: 0,
  columns: [],
  fields: [],
  leftOut: say(
    hidden ? t('隐藏的工作表，未读取', 'A hidden sheet, not read') : t('没有可导入的内容', 'Nothing to import'),
    env.locale,
  ),
});

function refuseMapping({ mapping }: SourceEnv, found: readonly FoundSheet[]): void {
  const fields = new Set(found.flatMap((sheet) => sheet.fields.map(({ name }) => name)));
  for (const name of Object.values(mapping))
    if (name !== '' && !fields.has(name))
      throw new Refusal('invalid.mapping', t('没有“{name}”这一栏可导入', 'There is no field “{name}” to import into'), {
        values: { name },
      });
}

async function readSheet(env: SourceEnv, at: At, sheet: WorkbookSheet, shape: Shape, read: SheetsRead): Promise<void> {
  const said = saidOf(env, shape);
  const table = detectTable(sheet, aliasesOf(shape, said), { units: shape.hasUnits ?? false });
  const about = {
    file: at.file,
    sheet: at.sheet ?? '',
    shape: shape.name,
    title: say(shape.title, env.locale),
    fields: Object.entries(shape.columns).map(([name, { field }]) => ({ name, label: say(field.label, env.locale) })),
  };
  if (!table) {
    read.found.push({ ...leftOut(env, at, sheet, shape), ...about, leftOut: say(noHeadings, env.locale) });
    return;
  }
  const columns = table.columns.map((column) => ({ ...column, ...meaningOf(column, said, shape) }));
  const settled = settleContested(env, at, shape, table, columns);
  read.found.push({
    ...about,
    headRows: table.headRows,
    rows: table.rows.length,
    skipped: table.skipped.slice(0, mostSkipped),
    skippedCount: table.skipped.length,
    columns: columns.map((column) => foundColumn(shape, table, column, settled)),
  });
  const used = columns.filter(({ index, field }) => field && settled.get(field) === index);
  if ([...settled.values()].includes(undefined)) return;
  await readRows(env, at, shape, table.rows, used, read);
}

const noHeadings = t('找不到表头，未读取', 'No row of headings; not read');

type Meant = { field?: string; contested?: string; how: FoundColumn['how'] };
type Said = { given: ReadonlyMap<string, string>; remembered: ReadonlyMap<string, string> };

function saidOf({ mapping, memory }: SourceEnv, shape: Shape): Said {
  const keyed = (entries: [string, string][]) =>
    new Map(
      entries
        .filter(([, field]) => field === '' || Object.hasOwn(shape.columns, field))
        .map(([heading, field]) => [headingKey(heading), field] as const),
    );
  const own = Object.entries(memory.headings).filter(([key]) => key.startsWith(`${shape.name}|`));
  return {
    given: keyed(Object.entries(mapping)),
    remembered: keyed(own.map(([key, field]) => [key.slice(shape.name.length + 1), field])),
  };
}

function meaningOf({ heading, field, contested }: TableColumn, { given, remembered }: Said, shape: Shape): Meant {
  const key = headingKey(heading);
  const said = given.get(key) ?? remembered.get(key);
  if (said !== undefined) return { field: said || undefined, how: given.has(key) ? 'given' : 'remembered' };
  const meant = field ?? contested;
  return meant !== undefined && Object.hasOwn(shape.columns, meant)
    ? { field: meant, how: contested ? 'contested' : 'words' }
    : { field: undefined, how: 'none' };
}

/** The words a column may be headed by; a word that two fields have stands for neither. */
export function aliasesOf(shape: Shape, { given, remembered }: Said): Record<string, string[]> {
  const meanings = new Map<string, string | undefined>();
  const put = (words: string, name: string) => {
    const key = headingKey(words);
    if (key) meanings.set(key, meanings.has(key) && meanings.get(key) !== name ? undefined : name);
  };
  for (const [name, { field, aliases = [], onlyAliases }] of Object.entries(shape.columns)) {
    const labels = onlyAliases ? [] : [field.label.zh, field.label.en];
    for (const words of new Set([...labels, ...aliases].map(headingKey))) put(words, name);
  }
  for (const [name, { onlyAliases }] of Object.entries(shape.columns))
    if (!onlyAliases) meanings.set(headingKey(name), name);
  for (const [key, name] of [...remembered, ...given]) meanings.set(key, name === '' ? '' : name);
  const aliases: Record<string, string[]> = {};
  for (const [words, name] of meanings) if (name) aliases[name] = [...(aliases[name] ?? []), words];
  return aliases;
}

/** Which column fills a field, undefined where several claim it and nobody has said which. */
function settleContested(
  { findings, locale }: SourceEnv,
  at: At,
  shape: Shape,
  table: DetectedTable,
  columns: readonly (TableColumn & Meant)[],
): Map<string, number | undefined> {
  const claims = new Map<string, (TableColumn & Meant)[]>();
  for (const column of columns)
    if (column.field) claims.set(column.field, [...(claims.get(column.field) ?? []), column]);
  const settled = new Map<string, number | undefined>();
  for (const [field, claimed] of claims) {
    const [first, second] = claimed;
    if (!first) continue;
    const label = shape.columns[field]?.field.label ?? t(field, field);
    settled.set(
      field,
      second
        ? findings.ask(
            {
              parts: ['column', at.file, at.sheet ?? '', field],
              kind: 'column',
              at: { ...at, row: table.headRows[0] ?? 1 },
              column: first.heading,
              field,
              value: '',
              refusal: new Refusal('invalid.headings', t('有两列都是“{field}”', 'Two columns are both “{field}”'), {
                values: { field: label },
              }),
              options: claimed.map(({ index, heading }) => ({
                value: String(index),
                label: say(t('第{n}列 {heading}', 'Column {n} {heading}'), locale, { n: index + 1, heading }),
              })),
            },
            (answer) => claimed.find(({ index }) => String(index) === answer)?.index,
          )
        : first.index,
    );
  }
  return settled;
}

function foundColumn(
  shape: Shape,
  { rows }: DetectedTable,
  { index, heading, hidden, field, how }: TableColumn & Meant,
  settled: ReadonlyMap<string, number | undefined>,
): FoundColumn {
  const isUsed = field !== undefined && settled.get(field) === index;
  const sample = rows
    .map(({ cells }) => cells[index]?.text ?? '')
    .filter(Boolean)
    .slice(0, 2);
  return {
    index,
    heading,
    hidden,
    ...(isUsed ? { field } : {}),
    how: isUsed ? (how === 'contested' ? 'given' : how) : field ? 'contested' : 'none',
    sample: sample.map((text) =>
      field ? shown(shape.columns[field]?.field, text) : /\d{11}/.test(text) ? hiddenText : text.slice(0, 30),
    ),
  };
}

/** What stands in a cell, as a reader may see it: what is sensitive stays masked. */
export function shown(field: AnyField | undefined, text: string): string {
  if (!field?.sensitive) return [...text].slice(0, 60).join('');
  const masked = kindServers[field.kind].mask?.(text);
  return typeof masked === 'string' ? masked : hiddenText;
}

async function readRows(
  env: SourceEnv,
  at: At,
  shape: Shape,
  rows: readonly TableRow[],
  columns: readonly (TableColumn & Meant)[],
  read: SheetsRead,
): Promise<void> {
  const cellEnv = await cellEnvOf(env, shape);
  const headings = Object.fromEntries(columns.flatMap(({ field, heading }) => (field ? [[field, heading]] : [])));
  for (const [i, { row, cells, unit }] of rows.entries()) {
    if (i % rowsInTurn === 0) await turn();
    const before = env.findings.issues.length;
    const values: Record<string, unknown> = {};
    const whom = columns.find(({ field }) => field === shape.about);
    const about = whom && cells[whom.index]?.text;
    for (const { index, heading, field: name } of columns) {
      const cell = cells[index];
      const column = name === undefined ? undefined : shape.columns[name];
      if (!cell || !column || name === undefined || (cell.kind === 'blank' && !cell.formula)) continue;
      const reading = (column.read ?? ((given) => readCell(name, column.field, given, cellEnv)))(cell, cellEnv);
      const place = { at: { ...at, row }, column: heading, field: name, value: shown(column.field, cell.text) };
      Object.assign(values, settle(env, shape, reading, about ? { ...place, about } : place));
    }
    if (env.findings.issues.length === before)
      read.rows.push({ shape, at, row, values, headings, ...(unit === undefined ? {} : { unit }) });
    else read.refused.push({ shape, at, row, values });
  }
}

export type Place = { at: At & { row: number }; column: string; field: string; value: string; about?: string };

/** What a reading comes to: values at once, or by an answer or the county's memory; else it is noted. */
export function settle(
  env: SourceEnv,
  shape: Pick<Shape, 'name'>,
  reading: CellReading,
  place: Place,
): Record<string, unknown> {
  if ('values' in reading) return reading.values;
  if ('refusal' in reading) {
    env.findings.refuse(place.at, place.at.row, place.column, reading.refusal, place.value);
    return {};
  }
  const { ask } = reading;
  const word = ask.word === undefined ? undefined : `${ask.scope ?? `${shape.name}.${place.field}`}|${ask.word}`;
  const remembered = word === undefined ? undefined : env.memory.words[word];
  const { accept, scope: _, word: __, ...question } = ask;
  const parts =
    word === undefined
      ? [ask.kind, place.at.file, place.at.sheet ?? '', String(place.at.row), place.field, place.value]
      : [ask.kind, word];
  const isAnswered = env.findings.isAnswered(parts);
  const known = remembered === undefined || isAnswered ? undefined : accept(remembered);
  if (known) return known;
  return env.findings.ask({ ...place, ...question, parts, ...(word === undefined ? {} : { word }) }, accept) ?? {};
}

async function cellEnvOf(env: SourceEnv, shape: Shape): Promise<CellEnv> {
  const targets = new Set(
    Object.values(shape.columns).flatMap(({ field }) => (field.kind === 'ref' ? [targetOf(field)] : [])),
  );
  const names = new Map<string, Names>();
  for (const target of targets) names.set(target, await env.names(target));
  return { look: env.look, today: env.today, names: (module) => names.get(module) };
}

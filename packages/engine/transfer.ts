import { Refusal, type RefusalCode } from '@juxian/base/refusal.ts';
import { type Locale, say, type Text, t } from '@juxian/base/text.ts';
import type { ListItem } from './answer.ts';
import type { AnyModule } from './define.ts';
import { hiddenText } from './kinds/cell.ts';
import type { AnyField, CellLook, Fields } from './kinds/kind.ts';
import { kindServers, parseCell, printCell } from './kinds/server.ts';
import type { Sheet, SheetCell, SheetColumn, SheetValue } from './sheet.ts';
import { headingWords } from './workbook/heading.ts';

/** One cell, or with an empty column a whole row, that cannot be taken; `row` counts as the spreadsheet does. */
export type CellIssue = {
  row: number;
  column: string;
  code: RefusalCode;
  message: string;
  value: string;
  /** Where the upload has several. */
  file?: string;
  sheet?: string;
};
export type ReadRow = { row: number; values: Record<string, unknown> };

export type Heading = { at: number; text: string; field: string };
export type Headings = {
  /** Index of the row of headings in the table. */
  row: number;
  columns: Heading[];
  /** Headings that name nothing here; their columns are left alone. */
  ignored: string[];
};
/** Which field a heading means, where the words alone do not say; an empty name leaves the column alone. */
export type Mapping = Readonly<Record<string, string>>;

/** The fields of a module that a table may fill: its transfer columns among `names`, those only printed left out. */
export function importable(module: AnyModule, names: ReadonlySet<string>): Fields {
  const columns = (module.transfer?.columns ?? []) as readonly string[];
  const kept = columns.flatMap((name) => {
    const field = module.fields[name];
    return field && names.has(name) && !kindServers[field.kind].printOnly && !field.drawn
      ? [[name, field] as const]
      : [];
  });
  return Object.fromEntries(kept);
}

const mostTitleRows = 10;

/**
 * Finds the row of headings, at most ten rows down, and what each heading means: a field's label in either language or
 * its name, or what `mapping` says.
 * @throws Refusal `invalid.headings` where no row has one, or a field is named twice; `invalid.mapping` for no field.
 */
export function readHeadings(table: readonly SheetCell[][], fields: Fields, mapping: Mapping = {}): Headings {
  for (const name of Object.values(mapping))
    if (name !== '' && !Object.hasOwn(fields, name))
      throw new Refusal('invalid.mapping', t('没有“{name}”这一栏可导入', 'There is no field “{name}” to import into'), {
        values: { name },
      });
  const meanings = meaningsOf(fields, mapping);
  const rows = table.slice(0, mostTitleRows).map((cells) => cells.map(({ text }) => meanings.get(headingWords(text))));
  const counts = rows.map((row) => row.filter(Boolean).length);
  const row = counts.indexOf(Math.max(...counts, 1));
  if (row < 0)
    throw new Refusal(
      'invalid.headings',
      t('找不到表头：没有一行写着这里的栏目名称', 'No row of headings: none names the fields here'),
    );
  const columns = (table[row] ?? []).flatMap(({ text }, at) => {
    const field = rows[row]?.[at];
    return field ? [{ at, text, field }] : [];
  });
  refuseTwice(columns, fields);
  const ignored = (table[row] ?? []).filter(({ text }, at) => text !== '' && !rows[row]?.[at]).map(({ text }) => text);
  return { row, columns, ignored };
}

function meaningsOf(fields: Fields, mapping: Mapping): Map<string, string> {
  const meanings = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const [name, { label }] of Object.entries(fields))
    for (const words of new Set([label.zh, label.en].map(headingWords))) {
      if (meanings.has(words)) ambiguous.add(words);
      meanings.set(words, name);
    }
  for (const words of ambiguous) meanings.delete(words);
  for (const name of Object.keys(fields)) meanings.set(headingWords(name), name);
  for (const [heading, name] of Object.entries(mapping)) meanings.set(headingWords(heading), name);
  return meanings;
}

function refuseTwice(columns: readonly Heading[], fields: Fields): void {
  const twice = columns.find(({ field, at }) => columns.some((other) => other.field === field && other.at < at));
  if (!twice) return;
  throw new Refusal('invalid.headings', t('有两列都是“{field}”', 'Two columns are both “{field}”'), {
    values: { field: fields[twice.field]?.label },
  });
}

/** Reads the rows under the headings; each cell that cannot be taken is named, and its row left out. */
export function readRows(
  table: readonly SheetCell[][],
  { row: top, columns }: Headings,
  fields: Fields,
  look: CellLook,
): { rows: ReadRow[]; issues: CellIssue[] } {
  const rows: ReadRow[] = [];
  const issues: CellIssue[] = [];
  for (const [i, cells] of table.entries()) {
    if (i <= top || cells.every(({ kind }) => kind === 'blank')) continue;
    const before = issues.length;
    const values: Record<string, unknown> = {};
    for (const { at, text: heading, field: name } of columns) {
      const cell = cells[at];
      const field = fields[name];
      if (!cell || !field || cell.kind === 'blank') continue;
      const read = readCell(field, cell, look);
      if ('value' in read) values[name] = read.value;
      else issues.push(cellIssue(i + 1, heading, read.refusal, look.locale, shown(field, cell.text)));
    }
    if (issues.length === before) rows.push({ row: i + 1, values });
  }
  return { rows, issues };
}

/** A spreadsheet keeps 15 digits of a number: a longer one is no longer what was typed. */
const rounded = /^\d{16,}$/;

function readCell(field: AnyField, cell: SheetCell, look: CellLook): ReturnType<typeof parseCell> {
  if (cell.kind === 'number' && rounded.test(cell.text) && field.kind !== 'number' && field.kind !== 'money')
    return {
      refusal: new Refusal(
        'invalid.rounded',
        t(
          '超过15位的数字已被表格取整，请设为文本格式后重填',
          'A number of over 15 digits was rounded by the sheet: format the column as text and type it again',
        ),
      ),
    };
  return parseCell(field, cell.text, look);
}

function shown(field: AnyField, text: string): string {
  if (!field.sensitive) return [...text].slice(0, 60).join('');
  const masked = kindServers[field.kind].mask?.(text);
  return typeof masked === 'string' ? masked : hiddenText;
}

/** What is wrong with a cell, or with an empty column with the whole row, in the reader's language. */
export const cellIssue = (row: number, column: string, refusal: Refusal, locale: Locale, value = ''): CellIssue => ({
  row,
  column,
  code: refusal.code,
  message: refusal.reason(locale),
  value,
});

const envelope: Readonly<Record<string, { label: Text; kind: SheetColumn['kind'] }>> = {
  state: { label: t('状态', 'State'), kind: 'text' },
  due: { label: t('期限', 'Due'), kind: 'text' },
  changedAt: { label: t('更新时间', 'Changed'), kind: 'text' },
};

const columnKinds: Partial<Record<AnyField['kind'], SheetColumn['kind']>> = {
  number: 'number',
  money: 'money',
  date: 'date',
};

const kindOf = (field: AnyField): SheetColumn['kind'] =>
  columnKinds[
    field.kind === 'computed' && field.options.holds in columnKinds ? (field.options.holds as 'number') : field.kind
  ] ?? 'text';

function columnOf(field: AnyField, locale: Locale): SheetColumn {
  const choices =
    field.kind === 'choice' ? Object.values(field.options.choices).map((label) => say(label, locale)) : undefined;
  return { title: say(field.label, locale), kind: kindOf(field), ...(choices ? { choices } : {}) };
}

function sheetValue(field: AnyField, value: unknown, look: CellLook): SheetValue {
  if (value === undefined || value === null) return null;
  const kind = kindOf(field);
  if ((kind === 'number' || kind === 'money') && typeof value === 'number') return value;
  return printCell(field, value, look);
}

/**
 * Rows of a list as a sheet: labels as headings, choices as their labels, ids and numbers of papers as text. Only
 * `columns` that the items carry have anything in them, so what the reader is not given stays blank.
 */
export function exportSheet(
  module: AnyModule,
  items: readonly ListItem[],
  columns: readonly string[],
  look: CellLook,
  stateLabel: (state: string) => Text,
): Sheet {
  const { locale } = look;
  const known = columns.filter((name) => module.fields[name] ?? envelope[name]);
  const cellOf = (item: ListItem, name: string): SheetValue => {
    const field = module.fields[name];
    if (field) return sheetValue(field, item.values[name], look);
    if (name === 'state') return say(stateLabel(item.state), locale);
    return (name === 'due' ? item.due : item.changedAt)?.slice(0, 16).replace('T', ' ');
  };
  return {
    name: say(module.title, locale),
    columns: known.map((name) => {
      const field = module.fields[name];
      if (field) return columnOf(field, locale);
      const { label = t(name, name), kind = 'text' } = envelope[name] ?? {};
      return { title: say(label, locale), kind };
    }),
    rows: items.map((item) => known.map((name) => cellOf(item, name))),
  };
}

/** An empty sheet to fill in: headings of the fields, `*` behind required ones, choices offered in the cells. */
export const templateSheet = (module: AnyModule, fields: Fields, locale: Locale, blank = 200): Sheet => ({
  name: say(module.title, locale),
  columns: Object.values(fields).map((field) => {
    const column = columnOf(field, locale);
    return field.required ? { ...column, title: `${column.title}*` } : column;
  }),
  rows: [],
  blank,
});

/** The rows that were not taken, as they were sent, with the reasons behind each: to be set right and sent again. */
export function refusedSheet(
  table: readonly SheetCell[][],
  { row: top }: Headings,
  issues: readonly CellIssue[],
  locale: Locale,
): Sheet {
  const reasons = new Map<number, string[]>();
  for (const { row, column, message } of issues)
    reasons.set(row, [...(reasons.get(row) ?? []), column ? `${column}：${message}` : message]);
  const width = Math.max(...table.map((cells) => cells.length), 0);
  const textAt = (cells: readonly SheetCell[] | undefined, at: number) => cells?.[at]?.text ?? '';
  return {
    name: say(t('未导入', 'Not imported'), locale),
    columns: [
      ...Array.from({ length: width }, (_, at) => ({ title: textAt(table[top], at), kind: 'text' as const })),
      { title: say(t('未导入原因', 'Why not imported'), locale), kind: 'text' },
    ],
    rows: [...reasons]
      .sort(([a], [b]) => a - b)
      .map(([row, why]) => [...Array.from({ length: width }, (_, at) => textAt(table[row - 1], at)), why.join('\n')]),
  };
}

import type { Refusal, RefusalCode } from '@juxian/base/refusal.ts';
import { type Locale, say, type Text, t } from '@juxian/base/text.ts';
import type { ListItem } from './answer.ts';
import type { AnyModule } from './define.ts';
import type { AnyField, CellLook, Fields } from './kinds/kind.ts';
import { kindServers, printCell } from './kinds/server.ts';
import type { Sheet, SheetColumn, SheetValue } from './sheet.ts';

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

/** A column worked out from a row, as a number. */
export type Worked = { title: Text; of(values: ListItem['values']): number | null };

/**
 * Rows of a list as a sheet: labels as headings, choices as their labels, ids and numbers of papers as text. Only
 * `columns` that the items carry have anything in them, so what the reader is not given stays blank. `worked`: columns
 * that are no fields, by name.
 */
export function exportSheet(
  module: AnyModule,
  items: readonly ListItem[],
  columns: readonly string[],
  look: CellLook,
  stateLabel: (state: string) => Text,
  worked: Readonly<Record<string, Worked>> = {},
): Sheet {
  const { locale } = look;
  const known = columns.filter((name) => module.fields[name] ?? envelope[name] ?? worked[name]);
  const cellOf = (item: ListItem, name: string): SheetValue => {
    const field = module.fields[name];
    if (field) return sheetValue(field, item.values[name], look);
    if (worked[name]) return worked[name].of(item.values);
    if (name === 'state') return say(stateLabel(item.state), locale);
    return (name === 'due' ? item.due : item.changedAt)?.slice(0, 16).replace('T', ' ');
  };
  return {
    name: say(module.title, locale),
    columns: known.map((name) => {
      const field = module.fields[name];
      if (field) return columnOf(field, locale);
      if (worked[name]) return { title: say(worked[name].title, locale), kind: 'number' };
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

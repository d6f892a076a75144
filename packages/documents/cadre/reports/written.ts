import { type Locale, say, t } from '@juxian/base/text.ts';
import type { Sheet, SheetValue } from '@juxian/engine/sheet.ts';
import { type Block, longDay, type Paper, type Cell as PaperCell } from '../../paper.ts';
import { type Issuer, issuedBy } from '../../papers/heading.ts';
import type { Cell, Column, Report, Row, Table, Target, Value } from './report.ts';

const heldIn = (cell: Cell): Value =>
  typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell;

/** A cell in one language: a number stays one. */
function said(cell: Cell, locale: Locale): string | number | null {
  const value = heldIn(cell);
  return typeof value === 'object' && value !== null ? say(value, locale) : value;
}

const targetOf = (cell: Cell): Target | null =>
  (typeof cell === 'object' && cell !== null && 'value' in cell && cell.target) || null;

/** A cell as it is printed: shares and means with one decimal. */
function printed(cell: Cell, kind: Column['kind'], is: Row['is'], locale: Locale): string {
  const value = said(cell, locale);
  const isDecimal = kind === 'decimal' || (is === 'share' && kind === 'number');
  return typeof value === 'number' && isDecimal ? value.toFixed(1) : String(value ?? '');
}

const tableAnswer = ({ columns, rows }: Table, locale: Locale) => ({
  columns: columns.map(({ title, group, kind, wide = false }) => ({
    title: say(title, locale),
    kind,
    wide,
    ...(group && { group: say(group, locale) }),
  })),
  rows: rows.map(({ cells }) => cells.map((cell) => said(cell, locale))),
  links: rows.map(({ cells }) => cells.map(targetOf)),
  marks: rows.map(({ is }) => is ?? null),
  words: rows.map(({ mark }) => (mark ? say(mark, locale) : null)),
});

/** A report as programs and screens read it; `links` stand beside the rows cell for cell. */
export function reportAnswer(name: string, report: Report & { day: string }, locale: Locale) {
  return {
    name,
    title: say(report.title, locale),
    asOf: report.day,
    figures: report.figures.map(({ title, value, target }) => ({
      title: say(title, locale),
      value,
      link: target ?? null,
    })),
    ...tableAnswer(report, locale),
    more: (report.more ?? []).map((table) => ({ title: say(table.title, locale), ...tableAnswer(table, locale) })),
    notes: report.notes.map(({ text, source, unsure }) => ({
      text: say(text, locale),
      ...(source && { source: say(source, locale) }),
      ...(unsure && { unsure: say(unsure, locale) }),
    })),
  };
}
export type ReportAnswer = ReturnType<typeof reportAnswer>;

/** Each table on a sheet, figures and what they rest on on the last. */
export function reportSheets(report: Report & { day: string }, locale: Locale): Sheet[] {
  const words = (zh: string, en: string) => say(t(zh, en), locale);
  return [
    ...[report, ...(report.more ?? [])].map((table) => tableSheet(table, locale)),
    {
      name: words('说明', 'Notes'),
      columns: [
        { title: words('说明', 'Note'), kind: 'text', width: 60 },
        { title: words('数', 'Figure'), kind: 'number' },
        { title: words('来源', 'Source'), kind: 'text', width: 50 },
        { title: words('确认', 'Confirmed'), kind: 'text' },
      ],
      rows: [
        [`${words('截至', 'As of')} ${report.day}`, null, null, null],
        ...report.figures.map(({ title, value }) => [say(title, locale), value, null, null]),
        ...report.notes.map(({ text, source, unsure }) => [
          say(text, locale),
          null,
          source ? say(source, locale) : null,
          unsure ? say(unsure, locale) : null,
        ]),
      ],
    },
  ];
}

const tableSheet = ({ title, columns, rows }: Table, locale: Locale): Sheet => ({
  name: say(title, locale),
  columns: columns.map((column) => ({
    title: column.group ? `${say(column.group, locale)} ${say(column.title, locale)}` : say(column.title, locale),
    kind: column.kind === 'text' ? 'text' : 'number',
  })),
  rows: rows.map(({ cells }): SheetValue[] => cells.map((cell) => said(cell, locale))),
});

/** The report as an office prints it, in Chinese, on a landscape sheet. */
export function reportPaper(report: Report & { day: string }, issuer: Issuer): Paper {
  const { columns, figures } = report;
  const isWide = columns.length > 16;
  return {
    ...issuedBy(issuer),
    layout: 'form',
    landscape: true,
    ...(isWide && { sheet: 'A3' as const }),
    title: report.title.zh,
    number: `截至${longDay(report.day)}　${figures.map(({ title, value }) => `${title.zh}${value}人`).join('　')}`,
    blocks: [
      gridOf(report, isWide),
      ...(report.more ?? []).flatMap((table) => [
        { is: 'paragraph' as const, flush: true, text: table.title.zh },
        gridOf(table, isWide),
      ]),
      ...report.notes.map(({ text: note, source, unsure }, at) => ({
        is: 'paragraph' as const,
        small: true,
        flush: true,
        text: `${at === 0 ? '注：' : ''}${note.zh}${source ? `（${source.zh}）` : ''}${unsure ? `【${unsure.zh}】` : ''}。`,
      })),
    ],
  };
}

function gridOf({ columns, rows }: Table, isWide: boolean): Block {
  return {
    is: 'grid',
    head: headOf(columns),
    widths: columns.map((column, at) => widthOf(column, at, isWide)),
    align: columns.map(({ kind }) => (kind === 'text' ? 'left' : 'center')),
    rows:
      rows.length > 0
        ? rows.map(({ cells, is }) =>
            cells.map((cell, at): PaperCell => {
              const text = printed(cell, columns[at]?.kind ?? 'text', is, 'zh-CN');
              return is === 'total' ? { text, bold: true } : text;
            }),
          )
        : [columns.map((_, at) => (at === 0 ? '无' : ''))],
  };
}

/** Columns of one group stand under its name; without groups the head is one row. */
function headOf(columns: readonly Column[]): PaperCell[][] {
  if (!columns.some(({ group }) => group)) return [columns.map(({ title }) => title.zh)];
  const top: PaperCell[] = [];
  columns.forEach(({ title, group }, at) => {
    if (!group) top.push({ text: title.zh, down: 2 });
    else if (columns[at - 1]?.group?.zh !== group.zh)
      top.push({ text: group.zh, across: columns.filter((one) => one.group?.zh === group.zh).length });
  });
  return [top, columns.filter(({ group }) => group).map(({ title }) => title.zh)];
}

const widthOf = ({ kind, title, wide }: Column, at: number, isWide: boolean): number => {
  if (kind !== 'text') return 1.3;
  if (isWide) return 4;
  return wide ? 6 : ['单位', '职务'].includes(title.zh) ? 4 : at === 0 ? 2.2 : 2;
};

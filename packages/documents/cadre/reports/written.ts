import { type Locale, say, t } from '@juxian/base/text.ts';
import type { Sheet, SheetValue } from '@juxian/engine/sheet.ts';
import { longDay, type Paper, type Cell as PaperCell } from '../../paper.ts';
import { type Issuer, issuedBy } from '../../papers/heading.ts';
import type { Cell, Column, Report, Row, Target, Value } from './report.ts';

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
    columns: report.columns.map(({ title, group, kind }) => ({
      title: say(title, locale),
      kind,
      ...(group && { group: say(group, locale) }),
    })),
    rows: report.rows.map(({ cells }) => cells.map((cell) => said(cell, locale))),
    links: report.rows.map(({ cells }) => cells.map(targetOf)),
    marks: report.rows.map(({ is }) => is ?? null),
    words: report.rows.map(({ mark }) => (mark ? say(mark, locale) : null)),
    notes: report.notes.map(({ text, source, unsure }) => ({
      text: say(text, locale),
      ...(source && { source: say(source, locale) }),
      ...(unsure && { unsure: say(unsure, locale) }),
    })),
  };
}
export type ReportAnswer = ReturnType<typeof reportAnswer>;

/** The table on one sheet, figures and what they rest on on a second. */
export function reportSheets(report: Report & { day: string }, locale: Locale): Sheet[] {
  const words = (zh: string, en: string) => say(t(zh, en), locale);
  const row = (cells: readonly Cell[]): SheetValue[] => cells.map((cell) => said(cell, locale));
  return [
    {
      name: say(report.title, locale),
      columns: report.columns.map(({ title, group, kind }) => ({
        title: group ? `${say(group, locale)} ${say(title, locale)}` : say(title, locale),
        kind: kind === 'text' ? 'text' : 'number',
      })),
      rows: report.rows.map(({ cells }) => row(cells)),
    },
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
      {
        is: 'grid',
        head: headOf(columns),
        widths: columns.map((column, at) => widthOf(column, at, isWide)),
        align: columns.map(({ kind }) => (kind === 'text' ? 'left' : 'center')),
        rows:
          report.rows.length > 0
            ? report.rows.map(({ cells, is }) =>
                cells.map((cell, at): PaperCell => {
                  const text = printed(cell, columns[at]?.kind ?? 'text', is, 'zh-CN');
                  return is === 'total' ? { text, bold: true } : text;
                }),
              )
            : [columns.map((_, at) => (at === 0 ? '无' : ''))],
      },
      ...report.notes.map(({ text: note, source, unsure }, at) => ({
        is: 'paragraph' as const,
        small: true,
        flush: true,
        text: `${at === 0 ? '注：' : ''}${note.zh}${source ? `（${source.zh}）` : ''}${unsure ? `【${unsure.zh}】` : ''}。`,
      })),
    ],
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

const widthOf = ({ kind, title }: Column, at: number, isWide: boolean): number => {
  if (kind !== 'text') return 1.3;
  if (isWide) return 4;
  return ['单位', '职务', '结论', '依据', '决定', '所指职务', '规则'].includes(title.zh) ? 4 : at === 0 ? 2.2 : 2;
};

import type { ReportAnswer } from '@juxian/documents/cadre/reports/written.ts';
import { listHref, recordHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { reachable } from '../ui/DataTable.tsx';
import { words } from '../words.ts';

type Link = ReportAnswer['links'][number][number];

const hrefOf = (link: NonNullable<Link>): string =>
  'id' in link ? recordHref(link.module, link.id, { asOf: link.asOf }) : listHref(link.module, link.params);

export function Figure({
  value,
  link,
  decimal = false,
}: {
  value: string | number | null;
  link?: Link | undefined;
  decimal?: boolean;
}) {
  const digits = decimal ? { minimumFractionDigits: 1 } : {};
  const text = typeof value === 'number' ? value.toLocaleString(locale, digits) : value;
  return link && value !== null ? <a href={hrefOf(link)}>{text}</a> : text;
}

type Tabled = ReportAnswer['more'][number];

/** One table of a report, its figures leading to their people. */
export function Table({ table, stale }: { table: Tabled; stale: boolean }) {
  const { columns, rows, links, marks, words: said, title } = table;
  if (rows.length === 0) return <p className="faint report-none">{say(words.report.nobody)}</p>;
  const isGrouped = columns.some(({ group }) => group);
  return (
    <section className="scroll report-scroll" {...reachable} aria-label={title} aria-busy={stale}>
      <table className={isGrouped ? 'data report grouped' : 'data report'}>
        <caption className="sr">{title}</caption>
        <Head columns={columns} />
        <tbody>
          {rows.map((row, y) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no other name
            <tr key={y} className={marks[y] ?? undefined}>
              {row.map((value, x) =>
                x === 0 ? (
                  <th key={columns[x]?.title} scope="row" className="c1">
                    <Figure value={value} link={links[y]?.[x]} />
                    <Mark is={marks[y]} word={said[y]} />
                  </th>
                ) : (
                  <td
                    key={`${columns[x]?.group} ${columns[x]?.title}`}
                    className={columns[x]?.wide ? 'wide' : columns[x]?.kind === 'text' ? undefined : 'num'}
                  >
                    <Figure
                      value={value}
                      link={links[y]?.[x]}
                      decimal={columns[x]?.kind === 'decimal' || marks[y] === 'share'}
                    />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a row wants is said in a word, not by its colour alone. */
function Mark({ is, word }: { is: Tabled['marks'][number] | undefined; word: string | null | undefined }) {
  if (is !== 'must' && is !== 'warn') return null;
  return <small className={`mark-${is}`}>{word ?? say(words.report[is])}</small>;
}

type Columns = Tabled['columns'];

function Head({ columns }: { columns: Columns }) {
  const cell = (column: Columns[number], first: boolean, down?: number) => (
    <th
      key={`${column.group} ${column.title}`}
      scope="col"
      rowSpan={down}
      className={[first && 'c1', column.kind !== 'text' && 'num'].filter(Boolean).join(' ') || undefined}
    >
      {column.title}
    </th>
  );
  if (!columns.some(({ group }) => group))
    return (
      <thead>
        <tr>{columns.map((column, at) => cell(column, at === 0))}</tr>
      </thead>
    );
  return (
    <thead>
      <tr>
        {columns.map((column, at) => {
          if (!column.group) return cell(column, at === 0, 2);
          if (columns[at - 1]?.group === column.group) return null;
          let across = 1;
          while (columns[at + across]?.group === column.group) across += 1;
          return (
            <th key={column.group} scope="colgroup" colSpan={across} className="group">
              {column.group}
            </th>
          );
        })}
      </tr>
      <tr>{columns.filter(({ group }) => group).map((column) => cell(column, false))}</tr>
    </thead>
  );
}

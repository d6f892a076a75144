import { Fragment, type ReactNode } from 'react';
import { locale, say } from '../locale.ts';
import { words } from '../words.ts';

export type Column<R> = {
  name: string;
  title: string;
  /** Figures and dates stand flush right. */
  end?: boolean;
  /** Stays on a phone's card. */
  keep?: boolean;
  /** Stays in sight at the end while the rest scrolls sideways. */
  held?: boolean;
  sorted?: 'ascending' | 'descending';
  /** Where the list goes when this heading is pressed. */
  sortHref?: string;
  draw(row: R): ReactNode;
};

type Props<R> = {
  caption: string;
  rows: readonly R[];
  keyOf(row: R): string;
  titleOf(row: R): string;
  /** What rows stand under; a new one begins where the key differs from the row before. */
  headOf?(row: R): { key: string; title: string; count: number };
  /** Frozen while the rest scrolls sideways. */
  lead: Column<R>;
  columns: readonly Column<R>[];
  picked?: ReadonlySet<string>;
  pick?(keys: readonly string[], on: boolean): void;
  stale?: boolean;
};

/** What scrolls must be reachable by key. */
export const reachable = { tabIndex: 0 };

/**
 * A list as a native table: 40 px rows, frozen lead, headings that are links, one card a row on a phone, and the
 * whole of it on paper. antd's table would add 80 kB to draw the same cells and prints only part of them.
 */
export function DataTable<R>({ caption, rows, keyOf, titleOf, headOf, lead, columns, picked, pick, stale }: Props<R>) {
  const all = rows.length > 0 && rows.every((row) => picked?.has(keyOf(row)));
  return (
    <section
      className="scroll big"
      {...reachable}
      aria-label={say(words.list.scroll, { title: caption })}
      aria-busy={stale}
    >
      <table className="data">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {pick ? (
              <th scope="col" className="c0">
                <label>
                  <input
                    type="checkbox"
                    aria-label={say(words.list.pickAll)}
                    checked={all}
                    onChange={() => pick(rows.map(keyOf), !all)}
                  />
                </label>
              </th>
            ) : null}
            <Heading column={lead} lead />
            {columns.map((column) => (
              <Heading key={column.name} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const key = keyOf(row);
            const head = headOf?.(row);
            const before = rows[at - 1];
            const isNew = head && (before === undefined || headOf?.(before).key !== head.key);
            const on = picked?.has(key) ?? false;
            return (
              <Fragment key={key}>
                {isNew ? (
                  <tr className="under">
                    <th colSpan={columns.length + (pick ? 2 : 1)} scope="colgroup">
                      <span>
                        {head.title} <small>{say(words.list.count, { n: head.count.toLocaleString(locale) })}</small>
                      </span>
                    </th>
                  </tr>
                ) : null}
                <tr className={on ? 'on' : undefined}>
                  {pick ? (
                    <td className="c0">
                      <label>
                        <input
                          type="checkbox"
                          aria-label={say(words.list.pick, { title: titleOf(row) })}
                          checked={on}
                          onChange={() => pick([key], !on)}
                        />
                      </label>
                    </td>
                  ) : null}
                  <th scope="row" className="c1">
                    {lead.draw(row)}
                  </th>
                  {columns.map((column) => (
                    <td key={column.name} className={classOf(column)} data-label={column.title}>
                      {column.draw(row)}
                    </td>
                  ))}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const classOf = <R,>({ end, keep, held }: Column<R>): string | undefined =>
  [end && 'num', keep && 'keep', held && 'held'].filter(Boolean).join(' ') || undefined;

function Heading<R>({ column, lead }: { column: Column<R>; lead?: boolean }) {
  const className = lead ? 'c1' : classOf(column);
  return (
    <th scope="col" className={className} aria-sort={column.sorted}>
      {column.sortHref ? (
        <a className="sort" href={column.sortHref} aria-label={say(words.list.sortBy, { column: column.title })}>
          {column.title}
          {column.sorted ? <i aria-hidden="true">{column.sorted === 'ascending' ? ' ↑' : ' ↓'}</i> : null}
        </a>
      ) : (
        column.title
      )}
    </th>
  );
}

import type { FoundColumn, FoundSheet } from '@juxian/engine/import/sheets.ts';
import { locale, say } from '../../locale.ts';
import { ways } from './words.ts';

type Props = {
  sheets: readonly FoundSheet[];
  /** Heading to field, as changed on this page; empty leaves the column alone. */
  mapping: Readonly<Record<string, string>>;
  map(heading: string, field: string): void;
};

/** What was read of each sheet, and which field each of its columns fills. */
export function Found({ sheets, ...rest }: Props) {
  if (sheets.length === 0) return null;
  return (
    <section>
      <h2>{say(ways.found)}</h2>
      {sheets.map((sheet) => (
        <details
          key={`${sheet.file}|${sheet.sheet}`}
          className="import-part"
          open={sheets.length === 1 || sheet.columns.some(({ how }) => how === 'contested')}
        >
          <summary>
            <span>{say(ways.sheet, { file: sheet.file, sheet: sheet.sheet })}</span>{' '}
            <span className="dim">{sheet.leftOut ?? about(sheet)}</span>
          </summary>
          {sheet.columns.length > 0 ? <Columns sheet={sheet} {...rest} /> : null}
        </details>
      ))}
    </section>
  );
}

function about({ headRows, rows, skipped, skippedCount }: FoundSheet): string {
  const counts = new Map<keyof typeof ways.reasons, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const why = [...counts].map(([reason, n]) => say(ways.reasons[reason], { n }));
  return [
    say(ways.head, { rows: headRows.join('、'), n: rows.toLocaleString(locale) }),
    ...(skippedCount > 0 ? [say(ways.skipped, { n: skippedCount, why: why.join(locale === 'en' ? ', ' : '、') })] : []),
  ].join(locale === 'en' ? '; ' : '；');
}

function Columns({ sheet: { columns, fields, title }, mapping, map }: Omit<Props, 'sheets'> & { sheet: FoundSheet }) {
  return (
    <div className="scroll">
      <table className="data import-columns">
        <caption className="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say(ways.heading)}</th>
            <th scope="col">{say(ways.sample)}</th>
            <th scope="col">{say(ways.field)}</th>
            <th scope="col">{say(ways.how)}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.index}>
              <th scope="row">
                {column.heading}
                {column.hidden ? <span className="dim"> {say(ways.hidden)}</span> : null}
              </th>
              <td className="dim" data-label={say(ways.sample)}>
                {column.sample.join('、')}
              </td>
              <td data-label={say(ways.field)}>
                <select
                  className="in"
                  aria-label={say(ways.fieldFor, { heading: column.heading })}
                  value={Object.hasOwn(mapping, column.heading) ? mapping[column.heading] : (column.field ?? '')}
                  onChange={({ target }) => map(column.heading, target.value)}
                >
                  <option value="">{say(ways.ignored)}</option>
                  {fields.map(({ name, label }) => (
                    <option key={name} value={name}>
                      {label}
                    </option>
                  ))}
                </select>
              </td>
              <td data-label={say(ways.how)}>
                <How column={column} isChanged={Object.hasOwn(mapping, column.heading)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function How({ column: { how }, isChanged }: { column: FoundColumn; isChanged: boolean }) {
  const said = isChanged ? 'given' : how;
  return <span className={said === 'contested' ? 'late' : 'dim'}>{say(ways[said])}</span>;
}

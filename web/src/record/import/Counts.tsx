import type { CellIssue } from '@juxian/engine/transfer.ts';
import { locale, say } from '../../locale.ts';
import { reachable } from '../../ui/DataTable.tsx';
import { type Result, rowsLeft } from './result.ts';
import { ways } from './words.ts';

/** What the import comes to, in figures. */
export function Counts({ result, done }: { result: Result; done: boolean }) {
  const left = rowsLeft(result);
  // Once it is over what nobody decided was not imported either.
  const [refused, waiting] = done ? [left.refused + left.waiting, 0] : [left.refused, left.waiting];
  const figures = [
    { label: ways.total, value: result.total },
    { label: done ? ways.createdWas : ways.created, value: result.created },
    { label: done ? ways.updatedWas : ways.updated, value: result.updated },
    { label: ways.unchanged, value: result.unchanged },
    ...(waiting > 0 ? [{ label: ways.waiting, value: waiting }] : []),
    { label: done ? ways.refusedWas : ways.refused, value: refused, bad: refused > 0 },
  ];
  return (
    <section aria-label={say(ways.summary)} aria-live="polite">
      <dl className="import-counts">
        {figures.map(({ label, value, bad }) => (
          <div key={label.en} className={bad ? 'bad' : undefined}>
            <dt>{say(label)}</dt>
            <dd>{value.toLocaleString(locale)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const most = 200;

/** Cells and rows that were refused, and those that want a look. */
export function Issues({ job, result: { refused, warnings } }: { job: string; result: Result }) {
  return (
    <>
      {refused.length > 0 ? (
        <section>
          <div className="import-title">
            <h2>{say(ways.refusals)}</h2>
            <a href={`/api/v1/jobs/${job}/file`} download>
              {say(ways.file)}
            </a>
            <span className="dim">{say(ways.fileNote)}</span>
          </div>
          <IssueTable issues={refused} label={say(ways.refusals)} />
        </section>
      ) : null}
      {warnings.length > 0 ? (
        <details className="import-part">
          <summary>{say(ways.warnings, { n: warnings.length.toLocaleString(locale) })}</summary>
          <IssueTable issues={warnings} label={say(ways.warnings, { n: warnings.length })} />
        </details>
      ) : null}
    </>
  );
}

function IssueTable({ issues, label }: { issues: readonly CellIssue[]; label: string }) {
  const isSeveral = issues.some(({ file, sheet }) => file || sheet);
  return (
    <>
      <section className="scroll import-issues" {...reachable} aria-label={label}>
        <table className="data">
          <thead>
            <tr>
              {isSeveral ? <th scope="col">{say(ways.place)}</th> : null}
              <th scope="col" className="num">
                {say(ways.row)}
              </th>
              <th scope="col">{say(ways.column)}</th>
              <th scope="col">{say(ways.value)}</th>
              <th scope="col">{say(ways.why)}</th>
            </tr>
          </thead>
          <tbody>
            {issues.slice(0, most).map(({ file = '', sheet = '', row, column, value, message }) => (
              <tr key={`${file}|${sheet}|${row}|${column}|${message}`}>
                {isSeveral ? <td data-label={say(ways.place)}>{sheet || file}</td> : null}
                <td className="num" data-label={say(ways.row)}>
                  {file && !sheet ? '' : row}
                </td>
                <td data-label={say(ways.column)}>{column}</td>
                <td data-label={say(ways.value)}>{value}</td>
                <td data-label={say(ways.why)}>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {issues.length > most ? <p className="help">{say(ways.more, { n: most })}</p> : null}
    </>
  );
}

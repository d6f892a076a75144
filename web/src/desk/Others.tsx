import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useQuery } from '@tanstack/react-query';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { othersQuery } from './queue.ts';
import type { Sheet } from './sheet.ts';
import { own } from './words.ts';

/** What the other experts of the panel gave the item, as far as the office lets experts see each other. */
export function Others({ record, sheet, code }: { record: RecordAnswer; sheet: Sheet; code: string }) {
  const { data, error } = useQuery(othersQuery(record.id, code, record.revision));
  if (error) return <p className="err">{problemOf(error).detail}</p>;
  if (!data || data.shut === 'never') return null;
  return (
    <section className="others" aria-labelledby="others">
      <h2 id="others">{say(own.others)}</h2>
      {data.shut ? <p className="dim">{say(own.shut[data.shut])}</p> : null}
      {!data.shut && data.opinions.length === 0 ? <p className="dim">{say(own.noneYet)}</p> : null}
      <ul>
        {data.opinions.map(({ by, total, marks, comment }) => (
          <li key={by}>
            <h3>
              {by}
              <b className="fig">{total.toFixed(2)}</b>
            </h3>
            <Marks sheet={sheet} marks={marks} />
            {comment ? <blockquote>{comment}</blockquote> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Points by criterion, to be read. */
export const Marks = ({ sheet, marks }: { sheet: Sheet; marks: Readonly<Record<string, number>> }) => (
  <dl className="marks">
    {sheet.criteria.map(({ name, label, weight }) => (
      <div key={name}>
        <dt>{label}</dt>
        <dd className="fig">
          {marks[name] ?? '—'}
          <small> / {weight}</small>
        </dd>
      </div>
    ))}
  </dl>
);

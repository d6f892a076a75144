import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { say } from '../locale.ts';
import { words } from '../words.ts';
import { type Queue, sheetHref } from './queue.ts';
import type { Sheet } from './sheet.ts';
import { own } from './words.ts';

type Props = {
  record: RecordAnswer;
  sheet: Sheet;
  code: string;
  queue: Queue | undefined;
  reading: boolean;
  read(on: boolean): void;
};

/** More marks than these are too narrow to be told apart on a telephone. */
const mostMarks = 60;

/** Where the expert stands: the place in the queue, a mark for every item, and how many are done. */
export function Head({ record, sheet, code, queue, reading, read }: Props) {
  const handed = new Set(queue?.handed);
  const aside = new Set(queue?.aside);
  const skipped = new Set(queue?.skipped);
  const done = handed.size + aside.size;
  const isDone = handed.has(code) || aside.has(code);
  const counts = { handed: handed.size, skipped: skipped.size, aside: aside.size };
  const lookOf = (one: string) =>
    one === code ? 'here' : handed.has(one) || aside.has(one) ? 'given' : skipped.has(one) ? 'skipped' : '';
  return (
    <header className="desk-top">
      <div>
        <a href={sheetHref(record.id)} className="plain">
          ‹ {record.title}
        </a>
        <span className="at">
          {isDone
            ? say(aside.has(code) ? own.states.unable : own.states.handed)
            : say(words.desk.place, { at: done + 1, n: sheet.codes.length })}
        </span>
        <button type="button" className="linky turn" aria-expanded={reading} onClick={() => read(!reading)}>
          {say(reading ? words.desk.toScore : words.desk.toCopy)}
        </button>
      </div>
      {sheet.codes.length <= mostMarks ? (
        <div className="seats" role="img" aria-label={say(words.desk.seats, { done, n: sheet.codes.length })}>
          {sheet.codes.map((one) => (
            <i key={one} className={lookOf(one)} />
          ))}
        </div>
      ) : null}
      <p className="counts" role="status">
        {queue ? say(own.counts, counts) : ''}
      </p>
    </header>
  );
}

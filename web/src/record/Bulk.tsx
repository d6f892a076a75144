import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { useState } from 'react';
import { api, type Bulk } from '../api.ts';
import { say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { Fields } from './Fields.tsx';
import { isOver, Progress, useJob } from './job.tsx';
import { lookOf } from './look.ts';

type Row = { id: string; ok: boolean; message?: string };

type Props = {
  title: string;
  /** What the button says. */
  act: string;
  note?: string;
  asks: readonly FieldAnswer[];
  /** What lies in the fields before anybody has typed. */
  ready?: Record<string, unknown>;
  work(input: Record<string, unknown>): Bulk;
  /** By id, what those that could not be done are called. */
  names?: ReadonlyMap<string, string>;
  /** Where what was done can be looked at. */
  after?: { href: string; title: string };
  close(): void;
  done?(): void;
};

const blankProblem = (blank: readonly FieldAnswer[]): Problem => ({
  status: 400,
  code: 'invalid.incomplete',
  detail: say(words.transfer.bulkBlank, { n: blank.length }),
  fields: blank.map(({ name }) => ({ path: name, code: 'invalid.required', message: say(words.need) })),
});

/** Asks what is needed, does it to many, and says how many it was done to and why not to the others. */
export function BulkDialog({ title, act, note, asks, ready = {}, work, names, after, close, done }: Props) {
  const [input, setInput] = useState(ready);
  const [problem, setProblem] = useState<Problem>();
  const [module, setModule] = useState('');
  const [id, setId] = useState<string>();
  const [heading] = useState(title);
  const { data: job } = useJob(id);
  const finished = isOver(job);
  const rows = (job?.result.items as Row[] | undefined) ?? [];
  const refused = rows.filter(({ ok }) => !ok);
  const submit = async () => {
    setProblem(undefined);
    const blank = asks.filter(({ name, required }) => required && (input[name] ?? '') === '');
    if (blank.length > 0) return setProblem(blankProblem(blank));
    try {
      const asked = work(input);
      setModule(asked.module);
      setId((await api.record.bulk(asked)).id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const leave = () => {
    if (module) touched(module);
    if (finished) done?.();
    close();
  };
  return (
    <Dialog title={heading} close={leave} submit={submit}>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {id ? null : (
        <>
          {note ? <p className="dim">{note}</p> : null}
          <Fields
            fields={asks}
            values={input}
            change={(name, value) => setInput((before) => ({ ...before, [name]: value }))}
            problem={problem}
            look={lookOf()}
            prefix="bulk"
          />
        </>
      )}
      {job ? <Progress job={job} /> : null}
      {finished ? (
        <ul className="results" role="status">
          <li>{say(words.transfer.bulkDone, { n: rows.length - refused.length })}</li>
          {refused.length > 0 ? <li>{say(words.transfer.bulkNot, { n: refused.length })}</li> : null}
          {refused.map(({ id: item, message }) => (
            <li key={item}>
              {names?.has(item) ? <b>{names.get(item)}　</b> : null}
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={leave}>
          {say(finished ? words.close : words.cancel)}
        </Button>
        {finished ? (
          after && refused.length < rows.length ? (
            <a className="btn act" href={after.href} onClick={leave}>
              {after.title}
            </a>
          ) : refused.length > 0 && refused.length === rows.length ? (
            <Button onClick={() => setId(undefined)}>{say(words.transfer.bulkAgain)}</Button>
          ) : null
        ) : (
          <Button look="act" type="submit" busy={id !== undefined}>
            {act}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

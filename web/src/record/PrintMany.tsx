import { Radio } from 'antd';
import { useState } from 'react';
import type { Job } from '../api.ts';
import { say } from '../locale.ts';
import { Failed, isProblem, type Problem, problemOf } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { isOver, Progress, useJob } from './job.tsx';

export type Print = { form: string; title: string };
type Unprinted = { id: string; problem: string };

const formats = [
  { value: 'pdf', label: 'PDF' },
  { value: 'docx', label: 'Word' },
  { value: 'lrmx', label: 'lrmx' },
];

/** Prints one form of the records chosen into an archive, a file each, with progress and a way out. */
export function PrintMany({
  module,
  print,
  people,
  close,
}: {
  module: string;
  print: Print;
  people: readonly { id: string; title: string }[];
  close(): void;
}) {
  const [format, setFormat] = useState('pdf');
  const [id, setId] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const { data: job } = useJob(id);
  const begin = async () => {
    setProblem(undefined);
    try {
      const ids = people.map((person) => person.id);
      setId((await sent(`/api/v1/records/${module}/print`, 'POST', { form: print.form, format, ids })).id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const stop = async () => {
    if (id && !isOver(job)) await sent(`/api/v1/jobs/${id}`, 'DELETE').catch(() => undefined);
    close();
  };
  return (
    <Dialog title={say(words.print.title, { form: print.title, n: people.length })} close={stop} submit={begin}>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {id ? null : (
        <>
          <p className="dim">{say(words.print.note)}</p>
          <div className="field">
            <span className="label" id="print-format">
              {say(words.transfer.format)}
            </span>
            <Radio.Group
              aria-labelledby="print-format"
              className="radios"
              value={format}
              onChange={({ target }) => setFormat(target.value)}
              options={formats}
            />
          </div>
        </>
      )}
      {job ? <Progress job={job} /> : null}
      {job?.state === 'done' ? <Refused job={job} people={people} /> : null}
      <div className="acts">
        <Button look="quiet" onClick={stop}>
          {say(isOver(job) ? words.close : words.cancel)}
        </Button>
        {job?.state === 'done' ? (
          <a className="btn act" href={`/api/v1/jobs/${job.id}/file`} download>
            {say(words.print.take)}
          </a>
        ) : (
          <Button look="act" type="submit" busy={id !== undefined}>
            {say(words.print.begin)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Refused({ job, people }: { job: Job; people: readonly { id: string; title: string }[] }) {
  const items = (job.result.items as Unprinted[] | undefined) ?? [];
  if (items.length === 0) return null;
  return (
    <ul className="results">
      {items.map(({ id, problem }) => (
        <li key={id}>
          <b>{people.find((person) => person.id === id)?.title ?? id}</b>　{problem}
        </li>
      ))}
    </ul>
  );
}

async function sent(path: string, method: string, body?: unknown): Promise<Job> {
  const response = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as Job;
  throw isProblem(answer) ? new Failed(answer) : new Error(String(response.status));
}

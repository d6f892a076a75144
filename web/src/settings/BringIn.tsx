import { useState } from 'react';
import { type Job, restAsked } from '../api.ts';
import { locale, say } from '../locale.ts';
import { queries } from '../queries.ts';
import { isOver, Progress, useJob } from '../record/job.tsx';
import { Button } from '../ui/Button.tsx';
import { useWork } from '../ui/work.ts';
import { ways } from './words.ts';

/** The archive of another county taken into this one, as long as it is empty. */
export function BringIn() {
  const [file, setFile] = useState<File>();
  const [id, setId] = useState<string>();
  const { busy, problem, work } = useWork();
  const { data: job } = useJob(id);
  const send = async () => {
    if (!file) return;
    const form = new FormData();
    form.set('file', file);
    await work(async () => {
      setId((await restAsked<Job>('/tenant/import', { method: 'POST', form })).id);
    });
  };
  const n = (name: string) => Number(job?.result[name] ?? 0).toLocaleString(locale);
  return (
    <section className="panel narrow" aria-labelledby="bring-in">
      <header>
        <h2 id="bring-in">{say(ways.bring.title)}</h2>
      </header>
      <p className="dim">{say(ways.bring.note)}</p>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {job?.state === 'failed' ? (
        <p className="note refused" role="alert">
          {say(ways.bring.failed, { reason: job.problem?.message ?? '' })}
        </p>
      ) : null}
      {job && !isOver(job) ? <Progress job={job} /> : null}
      {job?.state === 'done' ? (
        <p className="note done" role="status">
          {say(ways.bring.done, { records: n('records'), files: n('files') })}
        </p>
      ) : (
        <>
          <div className="field">
            <label htmlFor="bring-file">{say(ways.bring.file)}</label>
            <input
              id="bring-file"
              className="in"
              type="file"
              accept=".zip,application/zip"
              onChange={({ target }) => setFile(target.files?.[0])}
            />
          </div>
          <p className="acts">
            <Button
              busy={busy || (id !== undefined && !isOver(job))}
              disabled={!file}
              onClick={() => send().then(() => queries.invalidateQueries({ queryKey: ['me'] }))}
            >
              {say(ways.bring.act)}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}

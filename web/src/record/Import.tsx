import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { Radio } from 'antd';
import { useState } from 'react';
import { api, type Job, restAsked } from '../api.ts';
import { locale, say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { queries, touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { reachable } from '../ui/DataTable.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { isOver, Progress, useJob } from './job.tsx';

type Result = {
  total: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: { row: number; column?: string; code: string; message: string; value?: unknown }[];
};

const resultOf = (job: Job | undefined): Result | undefined =>
  job && 'total' in job.result ? (job.result as unknown as Result) : undefined;

/** Reads a sheet in two steps: a rehearsal that names every row refused, then the import itself, which can be undone. */
export function ImportDialog({ module, close }: { module: ModuleAnswer; close(): void }) {
  const [file, setFile] = useState<File>();
  const [mode, setMode] = useState<'create' | 'upsert'>('create');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState<{ job: string; rehearsal: boolean }>();
  const { data: job } = useJob(sent?.job);
  const result = resultOf(job);
  const running = sent !== undefined && !isOver(job);
  const attempt = async (work: () => Promise<Job>, rehearsal: boolean) => {
    setProblem(undefined);
    try {
      const started = await work();
      queries.setQueryData(['job', started.id], started);
      setSent({ job: started.id, rehearsal });
      void queries.invalidateQueries({ queryKey: ['job', started.id] });
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const rehearse = () => {
    if (!file) return;
    const form = new FormData();
    form.append('file', file);
    form.append('mode', mode);
    form.append('dryRun', 'true');
    void attempt(() => restAsked<Job>(`/records/${module.name}/import`, { method: 'POST', form }), true);
  };
  const commit = () => sent && attempt(() => api.jobs.proceed({ id: sent.job }), false);
  const undo = () => sent && attempt(() => api.jobs.undo({ id: sent.job }), false);
  const done = sent && !sent.rehearsal && isOver(job);
  const leave = () => {
    touched(module.name);
    close();
  };
  return (
    <Dialog
      title={say(words.transfer.importTitle, { title: module.title })}
      broad
      close={leave}
      submit={() => (sent ? commit() : rehearse())}
    >
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {sent ? null : (
        <>
          <div className="field">
            <label htmlFor="import-file">{say(words.transfer.file)}</label>
            <input
              id="import-file"
              type="file"
              accept=".xlsx,.csv,.lrmx"
              onChange={({ target }) => setFile(target.files?.[0])}
            />
            <p className="help">
              <a href={`/api/v1/records/${module.name}/template?format=xlsx`} download>
                {say(words.transfer.template)}
              </a>
            </p>
          </div>
          <div className="field">
            <span className="label" id="import-mode">
              {say(words.transfer.mode)}
            </span>
            <Radio.Group
              aria-labelledby="import-mode"
              className="radios"
              value={mode}
              onChange={({ target }) => setMode(target.value)}
              options={[
                { value: 'create', label: say(words.transfer.create) },
                { value: 'upsert', label: say(words.transfer.upsert) },
              ]}
            />
          </div>
        </>
      )}
      {running && job ? <Progress job={job} /> : null}
      {job?.problem ? (
        <p className="err" role="alert">
          {job.problem.message}
        </p>
      ) : null}
      {job?.state === 'undone' ? (
        <p className="note done" role="status">
          {say(words.transfer.undone)}
        </p>
      ) : null}
      {result && job?.state !== 'undone' ? (
        <Outcome result={result} rehearsal={sent?.rehearsal ?? false} job={sent?.job ?? ''} />
      ) : null}
      <div className="acts">
        {done && job?.state === 'done' && result && result.created + result.updated > 0 ? (
          <Button onClick={undo}>{say(words.transfer.undo)}</Button>
        ) : null}
        <Button look="quiet" onClick={leave}>
          {say(done ? words.close : words.cancel)}
        </Button>
        {done ? null : (
          <Button look="act" type="submit" busy={running} disabled={!file}>
            {say(sent ? words.transfer.commit : words.transfer.rehearse)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Outcome({ result, rehearsal, job }: { result: Result; rehearsal: boolean; job: string }) {
  const n = (value: number) => value.toLocaleString(locale);
  return (
    <>
      <p role="status">
        {say(rehearsal ? words.transfer.wouldBe : words.transfer.was, {
          total: n(result.total),
          created: n(result.created),
          updated: n(result.updated),
          unchanged: n(result.unchanged),
          refused: n(result.refused.length),
        })}
      </p>
      {result.refused.length > 0 ? (
        <p>
          <a href={`/api/v1/jobs/${job}/file`} download>
            {say(words.transfer.refusedFile)}
          </a>
        </p>
      ) : null}
      {result.refused.length > 0 ? (
        <section className="scroll refusals" {...reachable} aria-label={say(words.transfer.refusals)}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col" className="num">
                  {say(words.transfer.row)}
                </th>
                <th scope="col">{say(words.transfer.column)}</th>
                <th scope="col">{say(words.transfer.value)}</th>
                <th scope="col">{say(words.transfer.why)}</th>
              </tr>
            </thead>
            <tbody>
              {result.refused.slice(0, 200).map(({ row, column = '', message, value }) => (
                <tr key={`${row}-${column}-${message}`}>
                  <td className="num">{row}</td>
                  <td>{column}</td>
                  <td>{value === undefined ? '' : String(value)}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </>
  );
}

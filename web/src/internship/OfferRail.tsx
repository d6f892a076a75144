import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { listHref } from '../go.ts';
import { say } from '../locale.ts';
import type { RailProps } from '../modules/index.ts';
import { problemOf } from '../problem.ts';
import { touched } from '../queries.ts';
import { isOver, Progress, useJob } from '../record/job.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { proposalIn, seasonParams, seasonQuery } from './round.ts';
import { own } from './words.ts';

type Answered = { id: string; ok: boolean; code?: string; message?: string };

/** The one act of a settled round: it offers the posts proposed to all who still wait. */
export function OfferRail({ record }: RailProps) {
  const isSettled = record.state === 'released' && record.values.proposal !== undefined;
  const { data } = useQuery({ ...seasonQuery(record.values), enabled: isSettled });
  const [asking, setAsking] = useState(false);
  if (!isSettled || !data) return null;
  const proposal = proposalIn(record.values);
  const waiting = data.students.filter(({ id, state }) => state === 'submitted' && id in proposal);
  const names = new Map(data.students.map(({ id, title }) => [id, title]));
  return (
    <section className="panel" aria-labelledby="offers-title">
      <header>
        <h2 id="offers-title">{say(own.offer)}</h2>
      </header>
      {waiting.length > 0 ? (
        <>
          <Button look="act" wide onClick={() => setAsking(true)}>
            {say(own.offer)}
          </Button>
          <p className="why">{say(own.offerNote, { n: waiting.length })}</p>
        </>
      ) : (
        <p className="dim">{say(own.allSent)}</p>
      )}
      <p>
        <a href={offeredHref(record.values)}>{say(own.toOffered)}</a>
      </p>
      {asking ? (
        <OfferDialog
          round={record.id}
          values={record.values}
          names={names}
          count={waiting.length}
          close={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

const offeredHref = (values: RailProps['record']['values']): string =>
  listHref('internshipApplication', { tab: 'offered', ...seasonParams(values) });

type DialogProps = {
  round: string;
  values: RailProps['record']['values'];
  names: ReadonlyMap<string, string>;
  count: number;
  close(): void;
};

function OfferDialog({ round, values, names, count, close }: DialogProps) {
  const [id, setId] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [title] = useState(() => say(own.offerTitle, { n: count }));
  const { data: job } = useJob(id);
  const over = isOver(job);
  const submit = () =>
    api.record
      .bulk({
        module: 'internshipApplication',
        filter: { state: 'submitted', ...seasonParams(values) },
        move: 'offer',
        input: { round },
      })
      .then((started) => setId(started.id))
      .catch((error) => setProblem(problemOf(error).detail));
  const leave = () => {
    touched('internshipApplication');
    close();
  };
  return (
    <Dialog title={title} close={leave} submit={submit}>
      {problem ? (
        <p className="err" role="alert">
          {problem}
        </p>
      ) : null}
      {id ? null : <p className="dim">{say(own.offerNote, { n: count })}</p>}
      {job ? <Progress job={job} /> : null}
      {id && !over ? <p className="help">{say(own.running)}</p> : null}
      {job && over ? <Outcome rows={(job.result.items as Answered[] | undefined) ?? []} names={names} /> : null}
      <div className="acts">
        <Button look="quiet" onClick={leave}>
          {say(over ? words.close : words.cancel)}
        </Button>
        {over ? (
          <a className="btn act" href={offeredHref(values)} onClick={leave}>
            {say(own.toOffered)}
          </a>
        ) : (
          <Button look="act" type="submit" busy={id !== undefined}>
            {say(own.offer)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** What became of each row: offered, not proposed and left alone, refused with the reason. */
function Outcome({ rows, names }: { rows: readonly Answered[]; names: ReadonlyMap<string, string> }) {
  const untouched = rows.filter(({ code }) => code === 'conflict.proposal');
  const refused = rows.filter(({ ok, code }) => !ok && code !== 'conflict.proposal');
  const counts = [
    { text: own.done, n: rows.filter(({ ok }) => ok).length },
    { text: own.untouched, n: untouched.length },
    { text: own.refused, n: refused.length },
  ].filter(({ n }, at) => at === 0 || n > 0);
  return (
    <ul className="results" role="status">
      {counts.map(({ text, n }) => (
        <li key={text.en}>{say(text, { n })}</li>
      ))}
      {refused.map(({ id, message }) => (
        <li key={id}>
          <b>{names.get(id) ?? id}</b>　{message}
        </li>
      ))}
    </ul>
  );
}

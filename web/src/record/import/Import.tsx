import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Job, restAsked } from '../../api.ts';
import { go, importHref, listHref } from '../../go.ts';
import { locale, say } from '../../locale.ts';
import { type Problem, problemOf } from '../../problem.ts';
import { moduleQuery, queries, touched } from '../../queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Broken, Missing } from '../../ui/state.tsx';
import { useTitle } from '../../ui/title.ts';
import { words } from '../../words.ts';
import { Progress, useJob } from '../job.tsx';
import { Choose } from './Choose.tsx';
import { Counts, Issues } from './Counts.tsx';
import { Found } from './Found.tsx';
import './import.css';
import { Questions } from './Questions.tsx';
import { askedTogether, resultOf, type Stage, stageOf, withoutAsked } from './result.ts';
import { ways } from './words.ts';

/** Files come in by steps: chosen, looked through, confirmed, and taken back again where that is wanted. */
export function Import() {
  const { module: name } = useParams({ strict: false }) as { module: string };
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const id = new URLSearchParams(search).get('job') ?? undefined;
  const { data: job, error } = useJob(id);
  const title = say(ways.title, { title: module.title });
  useTitle(title);
  if (!module.access.import) return <Missing />;
  const stage = id === undefined ? undefined : job && stageOf(job);
  return (
    <div className="importing">
      <nav aria-label={say(words.shell.where)}>
        <ol className="crumbs">
          <li>
            <a href={listHref(name)}>{module.title}</a>
          </li>
        </ol>
      </nav>
      <div className="head">
        <h1>{title}</h1>
      </div>
      <Steps stage={stage} />
      {error ? <Broken error={error} /> : null}
      {id === undefined ? <Choose module={module} started={(next) => follow(name, next)} /> : null}
      {job && stage ? <Standing key={job.id} module={module} job={job} stage={stage} /> : null}
    </div>
  );
}

function follow(module: string, job: Job): void {
  queries.setQueryData(['job', job.id], job);
  go(importHref(module, { job: job.id }), { replace: true });
}

const order = ['choose', 'check', 'commit', 'done'] as const;
const stepOf: Readonly<Record<Stage, (typeof order)[number]>> = {
  reading: 'check',
  checked: 'check',
  writing: 'commit',
  takingBack: 'commit',
  done: 'done',
  undone: 'done',
  cancelled: 'done',
  failed: 'done',
};

function Steps({ stage }: { stage: Stage | undefined }) {
  const now = stage ? stepOf[stage] : 'choose';
  return (
    <ol className="import-steps" aria-label={say(ways.steps)}>
      {order.map((step, i) => (
        <li
          key={step}
          aria-current={step === now ? 'step' : undefined}
          className={i < order.indexOf(now) ? 'past' : undefined}
        >
          <b>{i + 1}</b> {say(ways.step[step])}
        </li>
      ))}
    </ol>
  );
}

function Standing({ module, job, stage }: { module: ModuleAnswer; job: Job; stage: Stage }) {
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const result = resultOf(job);
  const settled = (next: Job) => {
    queries.setQueryData(['job', job.id], next);
    void queries.invalidateQueries({ queryKey: ['job', job.id] });
  };
  const attempt = async (work: () => Promise<Job>) => {
    setProblem(undefined);
    setBusy(true);
    try {
      settled(await work());
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const recheck = () =>
    attempt(async () => {
      const body = { answers, mapping };
      const next = await restAsked<Job>(`/jobs/${job.id}/answers`, { method: 'POST', body });
      setAnswers({});
      setMapping({});
      return next;
    });
  const n = (value: number) => value.toLocaleString(locale);
  const isChanged = result.withheld || Object.keys(answers).length + Object.keys(mapping).length > 0;
  const writes = result.created + result.updated;
  const changed = result.kept.filter(({ forbidden }) => !forbidden);
  const open = askedTogether(result.questions.filter(({ answer }) => !answer)).length;
  const again = () => {
    touched(module.name);
    go(importHref(module.name));
  };
  return (
    <>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {stage === 'reading' ? (
        <p className="note open" role="status">
          {say(ways.reading)}
        </p>
      ) : null}
      {stage === 'writing' || stage === 'takingBack' ? (
        <section>
          <p className="note open">{say(stage === 'writing' ? ways.writing : ways.takingBack)}</p>
          <Progress job={job} />
        </section>
      ) : null}
      {stage === 'failed' ? (
        <p className="note refused" role="alert">
          {say(ways.failed, { why: job.problem?.message ?? '' })}
        </p>
      ) : null}
      {stage === 'checked' && job.problem ? (
        <p className="note refused" role="alert">
          {say(ways.asBefore, { why: job.problem.message })}
        </p>
      ) : null}
      {result.withheld && (stage === 'checked' || stage === 'done') ? (
        <p className="note waiting" role="status">
          {say(stage === 'checked' ? ways.withheld : ways.withheldDone)}
        </p>
      ) : null}
      {stage === 'cancelled' || stage === 'undone' ? (
        <p className="note done" role="status">
          {say(stage === 'cancelled' ? ways.stopped : result.takenBack < writes ? ways.undonePartly : ways.undone, {
            n: n(result.takenBack),
          })}
        </p>
      ) : null}
      {stage === 'done' && job.problem ? (
        <p className="note refused" role="alert">
          {job.problem.message}
        </p>
      ) : null}
      {stage === 'undone' && result.forbidden > 0 ? (
        <p className="note waiting">{say(ways.forbidden, { n: n(result.forbidden) })}</p>
      ) : null}
      {changed.length > 0 ? (
        <p className="note waiting">
          {say(ways.kept, {
            n: n(changed.length),
            names: changed
              .slice(0, 20)
              .map(({ title }) => title)
              .join('、'),
          })}
        </p>
      ) : null}
      {stage === 'checked' || stage === 'done' ? <Counts result={result} done={stage === 'done'} /> : null}
      {stage === 'checked' ? (
        <Questions
          questions={result.questions}
          answers={answers}
          answer={(given) => setAnswers((before) => ({ ...before, ...given }))}
        />
      ) : null}
      {stage === 'checked' || stage === 'done' ? (
        <Issues job={job.id} result={stage === 'checked' ? withoutAsked(result) : result} />
      ) : null}
      {stage === 'checked' ? (
        <Found
          sheets={result.sheets}
          mapping={mapping}
          map={(heading, field) => setMapping((before) => ({ ...before, [heading]: field }))}
        />
      ) : null}
      <div className="acts import-acts">
        {stage === 'reading' || stage === 'writing' ? (
          <Button busy={busy} onClick={() => void attempt(() => api.jobs.cancel({ id: job.id }))}>
            {say(ways.stop)}
          </Button>
        ) : null}
        {stage === 'checked' ? (
          <>
            <Button look="quiet" busy={busy} onClick={() => void attempt(() => api.jobs.cancel({ id: job.id }))}>
              {say(ways.abandon)}
            </Button>
            {isChanged ? (
              <Button look="act" busy={busy} onClick={() => void recheck()}>
                {say(result.withheld ? ways.recheck : ways.again)}
              </Button>
            ) : (
              <Button
                look="act"
                busy={busy}
                disabled={writes === 0}
                onClick={() => void attempt(() => api.jobs.proceed({ id: job.id }))}
              >
                {writes > 0
                  ? say(ways.commit, { n: n(writes) })
                  : say(open > 0 ? ways.answerFirst : ways.nothing, { n: n(open) })}
              </Button>
            )}
          </>
        ) : null}
        {stage === 'done' && writes > 0 ? (
          <Button busy={busy} onClick={() => setUndoing(true)}>
            {say(ways.undo)}
          </Button>
        ) : null}
        {stage === 'done' || stage === 'undone' || stage === 'cancelled' || stage === 'failed' ? (
          <>
            <Button onClick={again}>{say(ways.another)}</Button>
            <Button
              onClick={() => {
                touched(module.name);
                go(listHref(module.name));
              }}
            >
              {say(ways.list)}
            </Button>
          </>
        ) : null}
      </div>
      {undoing ? (
        <Confirm
          title={say(ways.undoTitle)}
          act={say(ways.undo)}
          close={() => setUndoing(false)}
          submit={async () => settled(await api.jobs.undo({ id: job.id }))}
        >
          {say(ways.undoNote, { created: n(result.created), updated: n(result.updated) })}
        </Confirm>
      ) : null}
    </>
  );
}

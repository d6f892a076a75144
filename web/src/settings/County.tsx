import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Job, restAsked } from '../api.ts';
import { locale, say } from '../locale.ts';
import { issueAt, type Problem, problemOf } from '../problem.ts';
import { meQuery, queries } from '../queries.ts';
import { isOver, Progress, useJob } from '../record/job.tsx';
import { Button } from '../ui/Button.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { BringIn } from './BringIn.tsx';
import { Confirmation } from './Confirmation.tsx';
import { Figures } from './Figures.tsx';
import { Frame } from './Frame.tsx';
import { liveQuery, type Tenant, type TenantChange, tenantQuery } from './settings.ts';
import { Usage, usageQuery } from './Usage.tsx';
import { terms } from './words.ts';

/** The county's card, its work switched on, its figures, and the way out with everything. */
export function County() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: tenant, error, refetch } = useQuery(tenantQuery);
  useTitle(say(terms.county), say(words.shell.settings));
  return (
    <Frame page="county">
      {error ? <Broken error={error} again={refetch} /> : null}
      {tenant || error ? null : <Bones />}
      {tenant ? (
        <Confirmation tenant={tenant} closed={me.closed} isSecurity={me.member.roles.includes('security')} />
      ) : null}
      {tenant && me.member.roles.includes('system') ? <Page key={tenant.revision} tenant={tenant} /> : null}
    </Frame>
  );
}

function Page({ tenant }: { tenant: Tenant }) {
  const { data: usage } = useQuery(usageQuery);
  const [problem, setProblem] = useState<Problem>();
  const save = async (change: TenantChange): Promise<void> => {
    setProblem(undefined);
    try {
      const next = await restAsked<Tenant>('/tenant', {
        method: 'PATCH',
        body: { ...change, revision: tenant.revision },
      });
      queries.setQueryData(tenantQuery.queryKey, next);
      void queries.invalidateQueries({ queryKey: ['me'] });
      toast(say(words.saved));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <>
      {problem && !problem.fields ? (
        <p className="note refused" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <Card tenant={tenant} save={save} problem={problem} />
      <Switches tenant={tenant} save={save} />
      <Figures figures={tenant.figures} save={(figures) => save({ figures })} problem={problem} />
      <Usage />
      <GoLive />
      <TakeOut />
      {usage?.records === 0 ? <BringIn /> : null}
    </>
  );
}

type PartProps = { tenant: Tenant; save(change: TenantChange): Promise<void>; problem?: Problem | undefined };

function Card({ tenant, save, problem }: PartProps) {
  const [office, setOffice] = useState(tenant.office);
  const [closed, setClosed] = useState(tenant.closedDays.join('\n'));
  const line = (name: keyof Tenant['office'], label: string) => (
    <div className="field">
      <label htmlFor={`office-${name}`}>{label}</label>
      <input
        id={`office-${name}`}
        className="in"
        maxLength={120}
        value={office[name]}
        aria-invalid={issueAt(problem, `office.${name}`) !== undefined}
        onChange={({ target }) => setOffice({ ...office, [name]: target.value })}
      />
      {issueAt(problem, `office.${name}`) ? <p className="err">{issueAt(problem, `office.${name}`)}</p> : null}
    </div>
  );
  return (
    <form
      className="panel narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void save({
          office,
          closedDays: closed.split(/\s+/).filter(Boolean),
        });
      }}
    >
      <header>
        <h2>{say(words.county.card)}</h2>
        <span className="faint">{say(words.county.cardNote)}</span>
      </header>
      <div className="fields">
        {line('name', say(words.county.officeName))}
        {line('phone', say(words.county.phone))}
        {line('address', say(words.county.address))}
        {line('hours', say(words.county.hours))}
        <div className="field">
          <label htmlFor="closed">{say(words.county.closed)}</label>
          <textarea id="closed" className="in" value={closed} onChange={({ target }) => setClosed(target.value)} />
          <p className="help">{say(words.county.closedHelp)}</p>
          {issueAt(problem, 'closedDays') ? <p className="err">{issueAt(problem, 'closedDays')}</p> : null}
        </div>
      </div>
      <Button type="submit">{say(words.save)}</Button>
    </form>
  );
}

const Switches = ({ tenant, save }: PartProps) => (
  <section className="panel narrow" aria-labelledby="switches">
    <header>
      <h2 id="switches">{say(words.county.modules)}</h2>
      <span className="faint">{say(words.county.modulesNote)}</span>
    </header>
    <div className="switches">
      {tenant.modules.map(({ name, title, off }) => (
        <label className="opt" key={name}>
          <input
            type="checkbox"
            className="switch"
            checked={!off}
            onChange={() => save({ off: off ? tenant.off.filter((one) => one !== name) : [...tenant.off, name] })}
          />
          {say(title)}
        </label>
      ))}
    </div>
  </section>
);

function GoLive() {
  const [problem, setProblem] = useState<Problem>();
  const { data: live } = useQuery(liveQuery);
  if (live === undefined) return null;
  return (
    <section className="panel narrow" aria-labelledby="go-live">
      <header>
        <h2 id="go-live">{say(words.county.live)}</h2>
        {live ? <Phase phase="done" label={say(words.county.isLive)} /> : null}
      </header>
      <p className="dim">{say(live ? words.county.isLiveNote : words.county.liveNote)}</p>
      {problem ? (
        <div className="note refused" role="alert">
          <div>
            <p>{problem.detail}</p>
            {problem.rule ? <p className="small">{say(words.record.basis, { rule: problem.rule })}</p> : null}
          </div>
        </div>
      ) : null}
      {live ? null : (
        <p className="acts">
          <Button
            onClick={async () => {
              try {
                await restAsked('/tenant/go-live', { method: 'POST', body: {} });
                setProblem(undefined);
                queries.setQueryData(liveQuery.queryKey, true);
                toast(say(words.county.live));
              } catch (error) {
                setProblem(problemOf(error));
              }
            }}
          >
            {say(words.county.live)}
          </Button>
        </p>
      )}
    </section>
  );
}

/** A county can leave with all its data at any time. */
function TakeOut() {
  const [id, setId] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const { data: job } = useJob(id);
  return (
    <section className="panel narrow" aria-labelledby="take-out">
      <header>
        <h2 id="take-out">{say(words.county.export)}</h2>
      </header>
      <p className="dim">{say(words.county.exportNote)}</p>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {job && !isOver(job) ? <Progress job={job} /> : null}
      <p className="acts">
        {job?.state === 'done' ? (
          <a className="btn" href={`/api/v1/jobs/${job.id}/file`} download>
            {say(words.county.download)}
          </a>
        ) : (
          <Button
            busy={id !== undefined && !isOver(job)}
            lang={locale}
            onClick={() =>
              restAsked<Job>('/tenant/export', { method: 'POST', body: {} }).then(
                (started) => setId(started.id),
                (error) => setProblem(problemOf(error)),
              )
            }
          >
            {say(words.county.exportAct)}
          </Button>
        )}
      </p>
    </section>
  );
}

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { restAsked } from '../api.ts';
import { shortMoment } from '../day.ts';
import { say } from '../locale.ts';
import { issueAt, type Problem, problemOf } from '../problem.ts';
import { meQuery, queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { type Account, accountQuery, type SessionLine, sessionsQuery } from './account.ts';
import { Calendar } from './Calendar.tsx';
import { Factor } from './Factor.tsx';
import { Line } from './Line.tsx';
import { Recusals } from './Recusals.tsx';
import { own } from './words.ts';
import '../settings/settings.css';
import './me.css';

/** What is a person's own: name, password, second factor, and where they are signed in. */
export function Me() {
  const { data: account, error, refetch } = useQuery(accountQuery);
  useTitle(say(own.title));
  return (
    <>
      <div className="head">
        <h1>{say(own.title)}</h1>
      </div>
      <div className="settings">
        {error ? <Broken error={error} again={refetch} /> : null}
        {account || error ? null : <Bones />}
        {account ? (
          <>
            <Name account={account} />
            <Password account={account} />
            <Factor account={account} />
            <Calendar account={account} />
            <Recusals />
            <Sessions />
          </>
        ) : null}
      </div>
    </>
  );
}

function Name({ account }: { account: Account }) {
  const [name, setName] = useState(account.name);
  const [problem, setProblem] = useState<Problem>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await restAsked('/me', { method: 'PATCH', body: { name } });
      setProblem(undefined);
      for (const queryKey of [['account'], ['me']]) void queries.invalidateQueries({ queryKey });
      toast(say(words.saved));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form className="panel narrow" aria-labelledby="who" onSubmit={save}>
      <header>
        <h2 id="who">{say(own.who)}</h2>
        <span className="faint">{say(own.whoNote)}</span>
      </header>
      <div className="fields">
        <Line
          id="own-name"
          label={say(own.name)}
          value={name}
          change={setName}
          complete="name"
          error={issueAt(problem, 'name') ?? problem?.detail}
        />
        <div className="field">
          <span className="label">{say(own.email)}</span>
          <p className="dim">{account.email}</p>
        </div>
      </div>
      {name.trim() !== '' && name.trim() !== account.name ? <Button type="submit">{say(words.save)}</Button> : null}
    </form>
  );
}

const blank = { current: '', password: '', again: '' };

function Password({ account }: { account: Account }) {
  const [typed, setTyped] = useState(blank);
  const { busy, problem, work } = useWork();
  const put = (name: keyof typeof blank) => (value: string) => setTyped((before) => ({ ...before, [name]: value }));
  const differs = typed.again !== '' && typed.again !== typed.password;
  const isWrong = problem?.code === 'invalid.password' && !problem.fields;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (differs || typed.again === '') return;
    await work(async () => {
      const { current, password } = typed;
      await restAsked('/me/password', { method: 'PUT', body: { current, password } });
      setTyped(blank);
      for (const queryKey of [['account'], ['sessions']]) void queries.invalidateQueries({ queryKey });
      toast(say(own.changed));
    });
  };
  return (
    <form className="panel narrow" aria-labelledby="password" onSubmit={save} noValidate>
      <header>
        <h2 id="password">{say(own.password)}</h2>
        <span className="faint">{say(own.passwordSet, { day: account.passwordAt.slice(0, 10) })}</span>
      </header>
      <input type="text" name="username" autoComplete="username" value={account.email} readOnly hidden />
      <div className="fields">
        <Line
          id="current-password"
          secret
          label={say(own.current)}
          value={typed.current}
          change={put('current')}
          complete="current-password"
          error={isWrong ? problem.detail : undefined}
        />
        <Line
          id="new-password"
          secret
          label={say(own.next)}
          value={typed.password}
          change={put('password')}
          complete="new-password"
          error={issueAt(problem, 'password') ?? (isWrong ? undefined : problem?.detail)}
        />
        <Line
          id="new-password-again"
          secret
          label={say(own.again)}
          value={typed.again}
          change={put('again')}
          complete="new-password"
          error={differs ? say(own.differs) : undefined}
        />
      </div>
      <Button type="submit" busy={busy}>
        {say(own.change)}
      </Button>
      <p className="help">{say(own.changeNote)}</p>
    </form>
  );
}

function Sessions() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const end = async (path: string) => {
    try {
      await restAsked(path, { method: 'DELETE' });
      toast(say(own.ended));
    } catch (problem) {
      toast(problemOf(problem).detail, 'refused');
    }
    void queries.invalidateQueries({ queryKey: ['sessions'] });
  };
  const shown = (moment: string) => shortMoment(moment, me.clock.today);
  return (
    <section className="panel narrow" aria-labelledby="sessions">
      <header>
        <h2 id="sessions">{say(own.sessions)}</h2>
        <span className="faint">{say(own.sessionsNote)}</span>
      </header>
      {error ? <Broken error={error} again={refetch} /> : null}
      {sessions && sessions.length === 1 ? <p className="dim">{say(own.onlyHere)}</p> : null}
      {sessions && sessions.length > 1 ? (
        <>
          <div className="scroll">
            <table className="lines">
              <thead>
                <tr>
                  <th scope="col">{say(own.opened)}</th>
                  <th scope="col">{say(own.seen)}</th>
                  <th scope="col">{say(own.network)}</th>
                  <th scope="col">
                    <span className="sr">{say(own.endOne)}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {sessions.map((session: SessionLine) => (
                  <tr key={session.id}>
                    <th scope="row" className="nowrap">
                      {shown(session.createdAt)}
                    </th>
                    <td className="nowrap">{shown(session.seenAt)}</td>
                    <td className="dim">{session.ip ?? ''}</td>
                    <td className="num nowrap">
                      {session.current ? (
                        <span className="faint">{say(own.here)}</span>
                      ) : (
                        <button type="button" className="linky" onClick={() => end(`/sessions/${session.id}`)}>
                          {say(own.endOne)}
                          <span className="sr"> {shown(session.createdAt)}</span>
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="acts">
            <Button onClick={() => end('/sessions')}>{say(own.endOthers)}</Button>
          </p>
        </>
      ) : null}
    </section>
  );
}

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, restAsked } from '../api.ts';
import { say } from '../locale.ts';
import { issueAt, type Problem, problemOf } from '../problem.ts';
import { meQuery, queries, touched } from '../queries.ts';
import { lookOf } from '../record/look.ts';
import { Person } from '../record/Person.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { Line } from './Line.tsx';
import { own } from './words.ts';

const module = 'cadre';

/** The sheet of own data, and whom one has asked to be kept from. */
export function Recusals() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data } = useQuery({ queryKey: ['recusals'], queryFn: () => api.cadre.recusals() });
  const sees = me.rooms.some(({ modules }) => modules.some(({ name }) => name === module));
  if (!data) return null;
  return (
    <>
      {data.isLinked ? (
        <section className="panel narrow" aria-labelledby="self-check">
          <header>
            <h2 id="self-check">{say(own.check)}</h2>
          </header>
          <p className="dim">{say(own.checkNote)}</p>
          <p className="acts row">
            <a className="btn" href="/api/v1/me/self-check" target="_blank" rel="noreferrer">
              {say(own.checkOpen)}
            </a>
            <a className="linky" href="/api/v1/me/self-check?format=docx" download>
              {say(words.record.word)}
            </a>
            <a className="linky" href="/api/v1/me/self-check?format=pdf" download>
              PDF
            </a>
          </p>
        </section>
      ) : null}
      {sees || data.declared.length > 0 ? (
        <section className="panel narrow" aria-labelledby="recusals">
          <header>
            <h2 id="recusals">{say(own.recusals)}</h2>
          </header>
          <p className="dim">{say(own.recusalsNote)}</p>
          {data.declared.length === 0 ? <p className="faint">{say(own.recusalsNone)}</p> : null}
          {data.declared.length > 0 ? (
            <table className="lines">
              <thead>
                <tr>
                  <th scope="col">{say(own.recusalPerson)}</th>
                  <th scope="col">{say(own.recusalReason)}</th>
                </tr>
              </thead>
              <tbody>
                {data.declared.map(({ record, name, note }) => (
                  <tr key={record}>
                    <th scope="row">{name}</th>
                    <td>{note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
          {sees ? <Declare key={data.declared.length} /> : null}
        </section>
      ) : null}
    </>
  );
}

function Declare() {
  const [record, setRecord] = useState<string>();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await restAsked('/me/recusals', { method: 'POST', body: { record: record ?? '', note } });
      toast(say(own.recusalDone));
      void queries.invalidateQueries({ queryKey: ['recusals'] });
      touched(module);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const wrong = issueAt(problem, 'record');
  return (
    <form className="declare" onSubmit={submit} noValidate>
      {problem && !problem.fields ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="fields">
        <div>
          <Person
            id="recusal-person"
            label={say(own.recusalPerson)}
            value={record}
            change={setRecord}
            find={(q) => lookOf().search(module, q)}
            invalid={wrong !== undefined}
          />
          {wrong ? <p className="err">{wrong}</p> : null}
        </div>
        <Line
          id="recusal-reason"
          label={say(own.recusalReason)}
          value={note}
          change={setNote}
          error={issueAt(problem, 'note')}
        />
      </div>
      <Button type="submit">{say(own.recusalAct)}</Button>
    </form>
  );
}

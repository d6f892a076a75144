import { useSuspenseQuery } from '@tanstack/react-query';
import { shortDay } from '../day.ts';
import { say } from '../locale.ts';
import { listQuery, meQuery, moduleQuery } from '../queries.ts';
import { Phase } from '../ui/Phase.tsx';
import { Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import './desk.css';

/** The reviewer's desk: the sheets that wait for this expert, those due first. */
export function Desk() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: module } = useSuspenseQuery(moduleQuery('review'));
  const { data } = useSuspenseQuery(listQuery('review', { limit: '100', sort: 'due' }));
  useTitle(say(words.desk.title));
  const { today } = me.clock;
  return (
    <main className="desk" id="main">
      <header className="desk-top">
        <div>
          <a href="/w" className="plain">
            ‹ {say(words.shell.home)}
          </a>
          <span>{me.member.name}</span>
        </div>
      </header>
      <h1>{say(words.desk.title)}</h1>
      <ul className="sheets">
        {data.items.map(({ id, title, phase, state, due }) => (
          <li key={id}>
            <a href={`/w/desk/${id}`}>{title}</a>
            <Phase phase={phase} label={module.states.find(({ name }) => name === state)?.label ?? state} />
            {due ? (
              <small className={due.slice(0, 10) < today ? 'late' : 'faint'}>
                {say(words.desk.until, { day: shortDay(due, today) })}
              </small>
            ) : null}
          </li>
        ))}
      </ul>
      {data.items.length === 0 ? (
        <Empty title={say(words.desk.noneTitle)}>
          <p>{say(words.desk.none)}</p>
        </Empty>
      ) : null}
      {me.tenant.demo ? (
        <p className="demo">
          {say(words.shell.demo)}　{say(words.shell.fictional)}
        </p>
      ) : null}
    </main>
  );
}

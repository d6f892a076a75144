import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { recordHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import type { RailProps } from '../modules/index.ts';
import { moduleQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { found, type Line, linesOf, proposalIn, seasonQuery } from './round.ts';
import { own } from './words.ts';
import './round.css';

const shownAtFirst = 50;

/** The proposal of a round, student by student: which wish was met, at which post, and who was left. */
export function RoundSheet({ record: { values, state } }: RailProps) {
  const isMade = values.proposal !== undefined;
  const { data, error, refetch } = useQuery({ ...seasonQuery(values), enabled: isMade });
  const [side, setSide] = useState<'placed' | 'left'>('placed');
  const [words, setWords] = useState('');
  const [most, setMost] = useState(shownAtFirst);
  if (!isMade) return <p className="round-none dim">{say(state === 'draft' ? own.none : own.hidden)}</p>;
  if (!data) return error ? <Broken error={error} again={refetch} /> : <Bones />;
  const lines = linesOf(data, proposalIn(values));
  const fitting = found(lines[side], words);
  const show = (next: 'placed' | 'left') => {
    setSide(next);
    setMost(shownAtFirst);
  };
  return (
    <section className="round" aria-labelledby="proposal-title">
      <h2 id="proposal-title">{say(own.proposal)}</h2>
      <Wishes placed={lines.placed} />
      <div className="round-tools">
        <span className="views">
          {(['placed', 'left'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={side === one} onClick={() => show(one)}>
              {say(own[one], { n: lines[one].length.toLocaleString(locale) })}
            </button>
          ))}
        </span>
        <input
          className="in"
          type="search"
          value={words}
          placeholder={say(own.find)}
          aria-label={say(own.find)}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      {side === 'left' ? <p className="help">{say(own.leftNote)}</p> : null}
      {fitting.length === 0 && words ? <p className="dim">{say(own.noMatch, { q: words })}</p> : null}
      {fitting.length > 0 ? <Lines lines={fitting.slice(0, most)} placed={side === 'placed'} /> : null}
      {fitting.length > most ? (
        <p>
          <Button onClick={() => setMost(most + 200)}>
            {say(own.more, { n: Math.min(200, fitting.length - most) })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}

const wishWords = (wish: number): string => (wish > 0 ? say(own.nth, { n: wish }) : say(own.adjusted));

/** How many got which of their wishes. */
function Wishes({ placed }: { placed: readonly Line[] }) {
  const counts = [1, 2, 3, 0].map((wish) => ({ wish, n: placed.filter((line) => line.wish === wish).length }));
  const most = Math.max(1, ...counts.map(({ n }) => n));
  return (
    <ol className="wishes" aria-label={say(own.wishes)}>
      {counts.map(({ wish, n }) => (
        <li key={wish}>
          <span>{wishWords(wish)}</span>
          <i style={{ width: `${(n / most) * 100}%` }} aria-hidden="true" />
          <b>{n.toLocaleString(locale)}</b>
        </li>
      ))}
    </ol>
  );
}

function Lines({ lines, placed }: { lines: readonly Line[]; placed: boolean }) {
  const { data: module } = useSuspenseQuery(moduleQuery('internshipApplication'));
  const states = new Map(module.states.map((state) => [state.name, state]));
  return (
    <table className="lines round-lines">
      <thead>
        <tr>
          <th scope="col">{say(own.student)}</th>
          <th scope="col" className="wide-only">
            {say(own.school)}
          </th>
          {placed ? <th scope="col">{say(own.post)}</th> : null}
          {placed ? <th scope="col">{say(own.wish)}</th> : null}
          <th scope="col">{say(own.state)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, name, school, state, post, wish }) => (
          <tr key={id}>
            <th scope="row">
              <a href={recordHref('internshipApplication', id)}>{name}</a>
            </th>
            <td className="wide-only">{school}</td>
            {placed ? (
              <td>
                {post ? <a href={recordHref('internshipPost', post.id)}>{post.title}</a> : '—'}
                <small className="faint">{post?.unit}</small>
              </td>
            ) : null}
            {placed ? <td className="nowrap">{wishWords(wish)}</td> : null}
            <td className="nowrap">
              <Phase phase={states.get(state)?.phase ?? 'draft'} label={states.get(state)?.label ?? state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

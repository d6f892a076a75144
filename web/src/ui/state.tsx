import type { ReactNode } from 'react';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { words } from '../words.ts';
import { useTitle } from './title.ts';

/** Nothing here, why, and what to do about it. */
export const Empty = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="empty">
    <h2>{title}</h2>
    {children}
  </div>
);

const widths = ['40%', '92%', '84%', '60%'];

export const Bones = () => (
  <div aria-busy="true">
    <p className="sr">{say(words.loading)}</p>
    {widths.map((width) => (
      <span key={width} className="bone" style={{ width }} />
    ))}
  </div>
);

/** That there is no such page, or none for the reader. */
export function Missing() {
  useTitle(say(words.missingPage));
  return (
    <div className="empty">
      <h1>{say(words.missingPage)}</h1>
      <p>{say(words.missingNote)}</p>
      <a className="btn" href="/w">
        {say(words.toHome)}
      </a>
    </div>
  );
}

/** What went wrong where a page should stand. */
export function Broken({ error, again }: { error: unknown; again?: () => void }) {
  const problem = problemOf(error);
  if (problem.status === 404) return <Missing />;
  return (
    <div className="note refused" role="alert">
      <b>{say(words.failedTitle)}</b>
      <div>
        <p>{problem.detail}</p>
        {problem.requestId ? <p className="small dim">{problem.requestId}</p> : null}
        {again ? (
          <button type="button" className="linky" onClick={again}>
            {say(words.retry)}
          </button>
        ) : null}
      </div>
    </div>
  );
}

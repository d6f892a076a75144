import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { takeOn } from './assigned.ts';
import { Reason } from './Reason.tsx';
import { own } from './words.ts';

type Signed = { id: string; name: string; reason: string };
export type Exception = {
  id: string;
  code: string;
  name: string;
  rules: { zh: string; en: string }[];
  proposed: Signed;
  settled?: Signed & { decision: 'yes' | 'no' };
};

/** Conflicts set aside, or waiting for the second person, with both people and their reasons. */
export function Exceptions({ record }: { record: RecordAnswer }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [settling, setSettling] = useState<{ one: Exception; decision: 'yes' | 'no' }>();
  const exceptions = (Array.isArray(record.values.exceptions) ? record.values.exceptions : []) as Exception[];
  const maySettle = record.moves.some(({ name, refusal }) => name === 'settle' && !refusal);
  if (exceptions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="exceptions-title">
      <header>
        <h2 id="exceptions-title">{say(own.exceptions)}</h2>
      </header>
      <ul className="exceptions">
        {exceptions.map((one) => (
          <li key={one.id}>
            <b>
              {one.code}　{one.name}
            </b>
            <p>{one.rules.map((rule) => say(rule)).join('、')}</p>
            <p className="dim">{say(own.proposedBy, one.proposed)}</p>
            {one.settled ? (
              <p className={one.settled.decision === 'no' ? 'late' : 'dim'}>
                {say(one.settled.decision === 'yes' ? own.settledYes : own.settledNo, one.settled)}
              </p>
            ) : maySettle && one.proposed.id !== me.member.id ? (
              <p className="two">
                <Button onClick={() => setSettling({ one, decision: 'yes' })}>{say(own.yes)}</Button>
                <Button look="stop" onClick={() => setSettling({ one, decision: 'no' })}>
                  {say(own.no)}
                </Button>
              </p>
            ) : (
              <p className="faint">{say(own.waits)}</p>
            )}
          </li>
        ))}
      </ul>
      {settling ? (
        <Reason
          title={`${say(settling.decision === 'yes' ? own.yes : own.no)}：${say(own.proposeTitle, settling.one)}`}
          note={settling.one.proposed.reason}
          act={say(settling.decision === 'yes' ? own.yes : own.no)}
          close={() => setSettling(undefined)}
          take={(reason) =>
            takeOn(record.id, 'settle', { exception: settling.one.id, decision: settling.decision, reason })
          }
        />
      ) : null}
    </section>
  );
}

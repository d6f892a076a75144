import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useEffect, useState } from 'react';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { queries, recordQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { takeOn } from './assigned.ts';
import { own } from './words.ts';

/** Goes on with a panel that is being released, given back or tallied for as long as the page is open; the clock goes on otherwise. */
export function CarryOn({ record }: { record: RecordAnswer }) {
  const { id, state, revision, values } = record;
  const [problem, setProblem] = useState<string>();
  const isUnderWay = state === 'releasing' || state === 'rescoring' || state === 'tallying';
  const may = record.moves.some(({ name, refusal }) => name === 'carryOn' && !refusal);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every revision is one step further
  useEffect(() => {
    if (!isUnderWay || !may || problem) return;
    takeOn(id, 'carryOn', {}).catch((error) => {
      const { code, detail } = problemOf(error);
      if (code.startsWith('conflict.')) void queries.invalidateQueries({ queryKey: recordQuery('panel', id).queryKey });
      else setProblem(detail);
    });
  }, [id, revision, isUnderWay, may, problem]);
  if (!isUnderWay) return null;
  const list = (value: unknown) => (Array.isArray(value) ? value.length : 0);
  const total = list(values.items) + list(values.seats);
  const done = Number(values.laid ?? 0);
  return (
    <div className="note waiting" role="status">
      <div>
        <p>
          {state === 'releasing'
            ? say(own.working, { done, total })
            : say(state === 'rescoring' ? own.rescoring : own.tallying)}
        </p>
        {state === 'releasing' ? <progress max={total} value={done} aria-label={say(own.release)} /> : null}
        {problem ? (
          <p className="err" role="alert">
            {problem}　<Button onClick={() => setProblem(undefined)}>{say(own.carryOn)}</Button>
          </p>
        ) : null}
      </div>
    </div>
  );
}

import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Board, BoardItem, BoardVacancy } from '@juxian/functions/api/review.ts';
import { useState } from 'react';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toast.tsx';
import { linesOf, takeOn } from './assigned.ts';
import { own } from './words.ts';

type Props = {
  record: RecordAnswer;
  board: Board;
  may: boolean;
  /** Chooses somebody else than who is proposed. */
  other(item: BoardItem): void;
};

/** Places that experts left, with who is proposed for each: one press seats him. */
export function Vacancies({ record, board, may, other }: Props) {
  const [busy, setBusy] = useState<string>();
  const { vacancies, stuck } = board;
  if (vacancies.length === 0) return null;
  const nameOf = (id: string) => board.experts.find((one) => one.id === id)?.name ?? '';
  const fill = async (which: string, lines?: string) => {
    setBusy(which);
    await takeOn(record.id, 'fill', lines ? { lines } : {}).catch((error) => toast(problemOf(error).detail, 'refused'));
    setBusy(undefined);
  };
  const open = vacancies.filter(({ to, waived }) => !to && !waived);
  return (
    <section className="panel vacancies" aria-labelledby="vacancies-title">
      <header>
        <h2 id="vacancies-title">{say(own.vacancies)}</h2>
        {may && open.length > 1 && !stuck ? (
          <Button look="act" busy={busy === 'all'} onClick={() => fill('all')}>
            {say(own.fillAll)}
          </Button>
        ) : null}
      </header>
      {stuck ? <p className="note refused">{stuck}</p> : null}
      <ul>
        {vacancies.map((one) => (
          <li key={one.id}>
            <b className="fig">{one.code}</b>
            <div>
              <p>
                {say(own.vacancy, {
                  name: nameOf(one.from),
                  reason: [one.reason, one.note].filter(Boolean).join('，'),
                })}
              </p>
              <p className="dim small">{statusOf(one, nameOf)}</p>
            </div>
            {may && !one.to && !one.waived ? (
              <div className="two">
                {one.proposed ? (
                  <Button
                    busy={busy === one.id}
                    onClick={() => fill(one.id, linesOf([one.item], [one.proposed ?? '']))}
                  >
                    {say(own.fill)}
                  </Button>
                ) : null}
                <Button
                  look="quiet"
                  onClick={() => {
                    const item = board.items.find(({ id }) => id === one.item);
                    if (item) other(item);
                  }}
                >
                  {say(own.other)}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function statusOf({ to, waived, proposed, load }: BoardVacancy, nameOf: (id: string) => string): string {
  if (to) return say(own.filled, { name: nameOf(to) });
  if (waived) return say(own.waived, { reason: waived });
  return proposed ? say(own.proposed, { name: nameOf(proposed), n: load ?? 0 }) : '';
}

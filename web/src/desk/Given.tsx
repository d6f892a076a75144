import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useEffect, useRef, useState } from 'react';
import { say } from '../locale.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import { BlindCopy } from './Copy.tsx';
import { Head } from './Head.tsx';
import { Marks, Others } from './Others.tsx';
import { goToNext, type Queue } from './queue.ts';
import { lineOf, marksIn, type Sheet, sumOf } from './sheet.ts';
import { own } from './words.ts';

type Props = { record: RecordAnswer; sheet: Sheet; code: string; queue: Queue | undefined };

/** An item that is handed in, or that the expert stood aside from: to be read, beside what the others gave. */
export function Given({ record, sheet, code, queue }: Props) {
  const [reading, read] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo({ top: 0 });
    heading.current?.focus();
  }, []);
  const line = lineOf(sheet, code);
  const word = say(own.states[line?.recused === 'yes' ? 'recused' : line?.recused ? 'unable' : 'handed']);
  return (
    <main className={reading ? 'desk scoring reading' : 'desk scoring'} id="main">
      <Head record={record} sheet={sheet} code={code} queue={queue} reading={reading} read={read} />
      <BlindCopy code={code} copies={sheet.copies} />
      <div className="scores">
        <h1 className="code" ref={heading} tabIndex={-1}>
          {say(words.desk.item, { code })}
        </h1>
        <section className="mine">
          <h2>{say(own.mine)}</h2>
          {line?.recused ? <p>{word}</p> : <Marks sheet={sheet} marks={marksIn(sheet, line)} />}
          {line?.comment ? <blockquote>{line.comment}</blockquote> : null}
        </section>
        <Others record={record} sheet={sheet} code={code} />
      </div>
      <div className="foot-act">
        <div>
          <p className="sum">
            {line?.recused ? null : <b>{sumOf(sheet, line).toFixed(2)}</b>}
            <small>{word}</small>
          </p>
          {queue && queue.order.length > 0 ? (
            <Button look="act" onClick={() => void goToNext(record)}>
              {say(own.goOn)}
            </Button>
          ) : null}
        </div>
      </div>
    </main>
  );
}

import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useEffect, useRef, useState } from 'react';
import { composing } from '../ime.ts';
import { say } from '../locale.ts';
import type { Draft } from '../record/draft.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { Abstain } from './Abstain.tsx';
import { BlindCopy } from './Copy.tsx';
import { Head } from './Head.tsx';
import { Others } from './Others.tsx';
import { Points } from './Points.tsx';
import { type Queue, takeStep } from './queue.ts';
import { column, lineOf, type Sheet, sumOf, withLine } from './sheet.ts';
import { own } from './words.ts';

type Props = { record: RecordAnswer; sheet: Sheet; code: string; queue: Queue | undefined; draft: Draft };

/** One item to score: its blind copy beside the points, the sum always in view. Ctrl Enter hands in and goes on. */
export function Score({ record, sheet, code, queue, draft }: Props) {
  const line = lineOf(sheet, code);
  const [reading, read] = useState(false);
  const [abstaining, abstain] = useState(false);
  const { busy, problem, work } = useWork();
  const page = useRef<HTMLElement>(null);
  const change = (values: Record<string, unknown>) => draft.change('scores', withLine(sheet, code, values));
  const isLast = queue?.order.length === 1;

  const step = (move: string, input: Record<string, unknown> = {}) =>
    work(async () => {
      const saved = draft.dirty ? await draft.save() : draft.base;
      if (!saved) return;
      const next = await takeStep(record, saved.revision, move, { item: code, ...input });
      if (next.state === 'submitted') toast(say(own.allIn));
    });
  const low = sheet.criteria.some(({ pass = 0 }, i) => {
    const points = line?.[column(i)];
    return typeof points === 'number' && points < pass;
  });
  const handIn = () => {
    const blank = sheet.criteria.find((_, i) => typeof line?.[column(i)] !== 'number');
    const missing = blank ? `[data-points="${blank.name}"]` : low && !line?.comment?.trim() ? '#comment' : undefined;
    if (missing) page.current?.querySelector<HTMLElement>(missing)?.focus();
    return step('handInItem');
  };
  const onKey = useRef(handIn);
  onKey.current = handIn;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isOurs = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !composing(event);
      if (isOurs && !event.repeat && !document.querySelector('dialog[open]')) void onKey.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  useEffect(() => {
    scrollTo({ top: 0 });
    // A finger that lands on a field brings up the keyboard over the material.
    const first = matchMedia('(pointer: fine)').matches ? '[data-points]' : 'h1';
    page.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
  }, []);

  const full = sheet.criteria.reduce((sum, { weight }) => sum + weight, 0);
  const why = problem ?? draft.problem;
  return (
    <main className={reading ? 'desk scoring reading' : 'desk scoring'} id="main" ref={page}>
      <Head record={record} sheet={sheet} code={code} queue={queue} reading={reading} read={read} />
      <BlindCopy code={code} copies={sheet.copies} />
      <div className="scores">
        <h1 className="code" tabIndex={-1}>
          {say(words.desk.item, { code })}
        </h1>
        <p className="dim">{say(words.desk.blind)}</p>
        <h2>{say(words.desk.score)}</h2>
        {sheet.criteria.map((criterion, i) => (
          <Points
            key={`${code}-${criterion.name}`}
            criterion={criterion}
            value={line?.[column(i)] as number | undefined}
            change={(points) => change({ [column(i)]: points, recused: undefined })}
          />
        ))}
        <div className="field">
          <label htmlFor="comment">
            {say(words.desk.comment)}
            {low ? <span className="need">{say(words.need)}</span> : null}
          </label>
          <textarea
            id="comment"
            className="in"
            rows={4}
            maxLength={200}
            value={line?.comment ?? ''}
            onChange={({ target }) => change({ comment: target.value })}
          />
          <p className="help">{say(own.sealed)}</p>
        </div>
        {why ? (
          <p className="err" role="alert">
            {why.fields?.[0]?.message ?? why.detail}
          </p>
        ) : null}
        <Others record={record} sheet={sheet} code={code} />
      </div>
      <div className="foot-act steps">
        <div>
          <p className="sum">
            <b>{sumOf(sheet, line).toFixed(2)}</b>
            <small role="status">
              {say(words.desk.full, { n: full })}　
              {draft.saving
                ? say(words.record.autosaving)
                : draft.savedAt
                  ? say(words.savedAt, { time: draft.savedAt })
                  : ''}
            </small>
          </p>
          <Button look="quiet" busy={busy} onClick={() => step('skip')}>
            {say(own.skip)}
          </Button>
          <Button look="quiet" onClick={() => abstain(true)}>
            {say(own.abstain)}
          </Button>
          <Button look="act" busy={busy || draft.saving} aria-keyshortcuts="Control+Enter" onClick={handIn}>
            {say(isLast ? own.handInLast : own.handIn)}
          </Button>
          <kbd>Ctrl Enter</kbd>
        </div>
      </div>
      {abstaining ? (
        <Abstain
          record={record}
          code={code}
          busy={busy}
          problem={problem}
          close={() => abstain(false)}
          take={(input) => step('abstain', input)}
        />
      ) : null}
    </main>
  );
}

import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { go } from '../go.ts';
import { composing } from '../ime.ts';
import { say } from '../locale.ts';
import { listQuery, recordQuery } from '../queries.ts';
import type { Draft } from '../record/draft.ts';
import { Button } from '../ui/Button.tsx';
import { Bones } from '../ui/state.tsx';
import { words } from '../words.ts';
import { type Copy, type Criterion, column, isScored, lineOf, type Sheet, sumOf, withLine } from './sheet.ts';

type Props = { record: RecordAnswer; sheet: Sheet; at: number; code: string; draft: Draft };

/** One item: its blind copy beside the points, the sum always in view. Ctrl Enter goes to the next. */
export function Score({ record, sheet, at, code, draft }: Props) {
  const line = lineOf(sheet, code);
  const [reading, setReading] = useState(false);
  const change = (values: Record<string, unknown>) => draft.change('scores', withLine(sheet, code, values));
  const isLast = at === sheet.codes.length;
  const here = `/w/desk/${record.id}`;
  const goOn = useRef(() => {});
  goOn.current = async () => {
    if (!draft.dirty || (await draft.save())) go(isLast ? here : `${here}?item=${at + 1}`);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !composing(event)) goOn.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    scrollTo({ top: 0 });
  }, []);
  const low = sheet.criteria.some((criterion, i) => {
    const points = line?.[column(i)];
    return typeof points === 'number' && points < pass(criterion);
  });
  return (
    <main className={reading ? 'desk scoring reading' : 'desk scoring'} id="main">
      <h1 className="sr">{say(words.desk.item, { code })}</h1>
      <header className="desk-top">
        <div>
          <a href={here} className="plain">
            ‹ {record.title}
          </a>
          <span>{say(words.desk.place, { at, n: sheet.codes.length })}</span>
          <button type="button" className="linky turn" aria-expanded={reading} onClick={() => setReading(!reading)}>
            {say(reading ? words.desk.toScore : words.desk.toCopy)}
          </button>
        </div>
        <div
          className="seats"
          role="img"
          aria-label={say(words.desk.seats, {
            done: sheet.codes.filter((one) => isScored(sheet, lineOf(sheet, one))).length,
            n: sheet.codes.length,
          })}
        >
          {sheet.codes.map((one) => (
            <i key={one} className={one === code ? 'here' : isScored(sheet, lineOf(sheet, one)) ? 'given' : ''} />
          ))}
        </div>
      </header>
      <BlindCopy code={code} copies={sheet.copies} />
      <div className="scores">
        <p className="code" aria-hidden="true">
          {say(words.desk.item, { code })}
        </p>
        <p className="dim">{say(words.desk.blind)}</p>
        <label className="opt">
          <input
            type="checkbox"
            checked={line?.recused === 'yes'}
            onChange={({ target }) => change({ recused: target.checked ? 'yes' : undefined })}
          />
          <span>
            {say(words.desk.recuse)}
            <small>{say(words.desk.ties)}</small>
          </span>
        </label>
        {line?.recused === 'yes' ? null : (
          <>
            <h2>{say(words.desk.score)}</h2>
            {sheet.criteria.map((criterion, i) => (
              <Points
                key={`${code}-${criterion.name}`}
                criterion={criterion}
                value={line?.[column(i)] as number | undefined}
                change={(points) => change({ [column(i)]: points })}
              />
            ))}
          </>
        )}
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
          <p className="help">{say(words.desk.sealed)}</p>
        </div>
        {draft.problem ? (
          <p className="err" role="alert">
            {draft.problem.fields?.[0]?.message ?? draft.problem.detail}
          </p>
        ) : null}
      </div>
      <div className="foot-act">
        <div>
          <p className="sum">
            <b>{sumOf(sheet, line).toFixed(2)}</b>
            <small role="status">
              {say(words.desk.full, { n: sheet.criteria.reduce((sum, { weight }) => sum + weight, 0) })}　
              {draft.saving
                ? say(words.record.autosaving)
                : draft.savedAt
                  ? say(words.savedAt, { time: draft.savedAt })
                  : ''}
            </small>
          </p>
          <Button look="act" busy={draft.saving} aria-keyshortcuts="Control+Enter" onClick={() => goOn.current()}>
            {say(isLast ? words.desk.last : words.desk.next)}
          </Button>
        </div>
      </div>
    </main>
  );
}

const pass = ({ weight }: Criterion): number => Math.round(weight * 60) / 100;
const good = ({ weight }: Criterion): number => Math.round(weight * 80) / 100;

type PointsProps = { criterion: Criterion; value: number | undefined; change(points: number | undefined): void };

/** Points of one criterion by slider, by steps of one, or typed to two decimals. */
function Points({ criterion, value, change }: PointsProps) {
  const { name, label, weight } = criterion;
  const [typed, setTyped] = useState<string>();
  const settle = (text: string) => {
    setTyped(undefined);
    if (text.trim() === '') return change(undefined);
    const points = Number(text.replace('。', '.'));
    if (Number.isFinite(points)) change(Math.min(weight, Math.max(0, Math.round(points * 100) / 100)));
  };
  const step = (by: number) => change(Math.min(weight, Math.max(0, (value ?? 0) + by)));
  const marks = [0, pass(criterion), good(criterion), weight];
  return (
    <section className="crit" aria-labelledby={`crit-${name}`}>
      <div className="row">
        <h3 id={`crit-${name}`}>
          {label}
          <span className="faint">　{say(words.desk.full, { n: weight })}</span>
        </h3>
        <div className="step">
          <button type="button" aria-label={say(words.desk.less, { label })} onClick={() => step(-1)}>
            −
          </button>
          <input
            inputMode="decimal"
            aria-label={say(words.desk.points, { label, n: weight })}
            placeholder="—"
            value={typed ?? (value === undefined ? '' : String(value))}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={({ target }) => typed !== undefined && settle(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !composing(event)) settle(event.currentTarget.value);
            }}
          />
          <button type="button" aria-label={say(words.desk.more, { label })} onClick={() => step(1)}>
            ＋
          </button>
        </div>
      </div>
      <input
        type="range"
        min={0}
        max={weight}
        step={0.5}
        value={value ?? 0}
        aria-label={say(words.desk.points, { label, n: weight })}
        onChange={({ target }) => change(Number(target.value))}
      />
      <div className="scale" aria-hidden="true">
        {marks.map((mark, i) => (
          <span key={words.desk.marks[i]?.zh ?? i} style={{ left: `${(mark / weight) * 100}%` }}>
            {words.desk.marks[i] ? say(words.desk.marks[i]) : ''}
            {mark}
          </span>
        ))}
      </div>
    </section>
  );
}

/** What the reviewer reads of the application, under its code. */
function BlindCopy({ code, copies }: { code: string; copies: readonly string[] }) {
  const { data: list } = useQuery(listQuery('blindCopy', { 'filter[code]': code, limit: '100' }));
  const id = list?.items.find((one) => copies.includes(one.id))?.id;
  const { data: record } = useQuery({
    ...recordQuery('blindCopy', id ?? ''),
    enabled: id !== undefined,
    staleTime: 600_000,
  });
  const content = record?.values.content as Copy | undefined;
  return (
    <article className="leaf copy" aria-label={say(words.desk.toCopy)}>
      {content ? (
        <>
          <h2 className="leaf-title">{content.title}</h2>
          {content.sections.map(({ title, lines }) => (
            <section key={title}>
              <h3>{title}</h3>
              <div className="prose">
                {Object.entries(lines).map(([at, text]) => (
                  <p key={at}>{text}</p>
                ))}
              </div>
            </section>
          ))}
        </>
      ) : (
        <Bones />
      )}
    </article>
  );
}

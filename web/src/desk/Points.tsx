import { useState } from 'react';
import { composing } from '../ime.ts';
import { say } from '../locale.ts';
import { words } from '../words.ts';
import type { Criterion } from './sheet.ts';

type PointsProps = { criterion: Criterion; value: number | undefined; change(points: number | undefined): void };

/** Points of one criterion by slider, by steps of one, or typed to two decimals. */
export function Points({ criterion, value, change }: PointsProps) {
  const { name, label, weight, pass = 0, good = 0 } = criterion;
  const [typed, setTyped] = useState<string>();
  const settle = (text: string) => {
    setTyped(undefined);
    if (text.trim() === '') return change(undefined);
    const points = Number(text.replace('。', '.'));
    if (Number.isFinite(points)) change(Math.min(weight, Math.max(0, Math.round(points * 100) / 100)));
  };
  const step = (by: number) => change(Math.min(weight, Math.max(0, (value ?? 0) + by)));
  const marks = [0, pass, good, weight];
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
            data-points={name}
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

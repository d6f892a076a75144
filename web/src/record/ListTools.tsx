import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { useEffect, useRef, useState } from 'react';
import { go, listHref } from '../go.ts';
import { composing } from '../ime.ts';
import { say } from '../locale.ts';
import { words } from '../words.ts';
import { changed, dayTyped, keptByTab, type Params, paramsOf } from './listState.ts';

/** The module's own views of its list. */
export function Tabs({ module, params }: { module: ModuleAnswer; params: Params }) {
  const tabs = [{ name: '', title: say(words.list.all) }, ...module.list.tabs];
  return (
    <nav className="tabs" aria-label={say(words.list.views)}>
      {tabs.map(({ name, title }) => (
        <a
          key={name}
          href={listHref(module.name, keptByTab(params, name))}
          aria-current={(params.tab ?? '') === name ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

/** The search box: asks 300 ms after the last key, never while an input method is composing. */
export function Find({ module, params }: { module: string; params: Params }) {
  const [typed, setTyped] = useState(params.q ?? '');
  const composed = useRef(false);
  const sent = useRef(params.q ?? '');
  const now = params.q ?? '';
  useEffect(() => {
    if (now !== sent.current) setTyped(now);
    sent.current = now;
  }, [now]);
  const ask = (q: string) => {
    if (q.trim() === sent.current) return;
    sent.current = q.trim();
    go(listHref(module, changed(paramsOf(location.search), { q: q.trim() })), { replace: true });
  };
  useEffect(() => {
    const timer = setTimeout(() => composed.current || ask(typed), 300);
    return () => clearTimeout(timer);
  });
  return (
    <input
      className="in find"
      type="search"
      aria-label={say(words.list.find)}
      placeholder={say(words.list.findHint)}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onCompositionStart={() => {
        composed.current = true;
      }}
      onCompositionEnd={() => {
        composed.current = false;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !composing(event)) ask(typed);
      }}
    />
  );
}

/** The day the list is counted at. */
export const AsOf = ({ module, params }: { module: string; params: Params }) => (
  <DayBox
    id="as-of"
    day={params.asOf ?? ''}
    settled={(asOf) => go(listHref(module, changed(params, { asOf })), { replace: true })}
  />
);

/** In the order of strokes of the surnames, and back. */
export function ByStrokes({ module, by, params }: { module: ModuleAnswer; by: string; params: Params }) {
  const on = params.sort === by;
  return (
    <a
      className="linky"
      href={listHref(module.name, changed(params, { sort: on ? '' : by }))}
      aria-current={on ? 'true' : undefined}
    >
      {say(on ? words.list.usualOrder : words.list.byStrokes)}
    </a>
  );
}

/** A day typed as 2026-10-31 or 20261031; blank is today. */
export function DayBox({ id, day: now, settled }: { id: string; day: string; settled(day: string): void }) {
  const [typed, setTyped] = useState(now);
  useEffect(() => setTyped(now), [now]);
  const [wrong, setWrong] = useState(false);
  const settle = () => {
    const next = typed.trim() === '' ? '' : dayTyped(typed);
    setWrong(next === undefined);
    if (next !== undefined && next !== now) settled(next);
  };
  return (
    <>
      <input
        id={id}
        className="in as-of"
        inputMode="numeric"
        placeholder={say(words.list.asOfHint)}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setWrong(false);
        }}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !composing(event)) settle();
        }}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
      />
      {wrong ? (
        <span className="err" id={`${id}-wrong`} role="alert">
          {say(words.list.asOfWrong)}
        </span>
      ) : null}
    </>
  );
}

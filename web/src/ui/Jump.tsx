import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { api, type Jump as Landing, type Me } from '../api.ts';
import { go, listHref, settingsHref } from '../go.ts';
import { composing } from '../ime.ts';
import { say } from '../locale.ts';
import { words } from '../words.ts';

type Target = Pick<Landing, 'title' | 'url'> & { note?: string };

/** The command palette: records by name, initials or number, and pages by name. */
export function Jump({ me, close }: { me: Me; close(): void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), 150);
  const [at, setAt] = useState(0);
  const list = useId();
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  const { data: found = [], isFetching } = useQuery({
    queryKey: ['jump', q],
    queryFn: () => api.jump({ q }),
    enabled: q !== '',
    placeholderData: (before) => before,
  });
  const landings = q === '' ? [] : found;
  const records: Target[] = landings.filter(({ id }) => id !== '');
  const pages = pagesOf(me).filter(
    ({ title, url }) =>
      title.toLowerCase().includes(typed.trim().toLowerCase()) ||
      landings.some((landing) => landing.id === '' && landing.url === url),
  );
  const all: Target[] = [...records, ...pages];
  const open = (target: Target | undefined) => {
    if (!target) return;
    close();
    go(target.url);
  };
  const option = (target: Target, i: number) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the input above
    <div
      key={`${target.url}`}
      id={`${list}-${i}`}
      role="option"
      tabIndex={-1}
      aria-selected={i === at}
      onMouseMove={() => setAt(i)}
      onClick={() => open(target)}
    >
      <span>{target.title}</span>
      {target.note ? <small>{target.note}</small> : null}
    </div>
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key, the veil is for the pointer
    <dialog
      ref={ref}
      className="palette"
      aria-label={say(words.shell.seek)}
      onCancel={close}
      onClick={(event) => event.target === ref.current && close()}
    >
      <div className="q">
        <input
          role="combobox"
          aria-label={say(words.shell.seek)}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={all[at] ? `${list}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={say(words.jump.hint)}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (composing(event)) return;
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) setAt((all.length + at + step) % Math.max(1, all.length));
            else if (event.key === 'Enter') open(all[at]);
            else return;
            event.preventDefault();
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <div className="found" role="listbox" id={list} aria-label={say(words.jump.label)} aria-busy={isFetching}>
        {records.length > 0 ? <h3 role="presentation">{say(words.jump.found)}</h3> : null}
        {records.map(option)}
        {pages.length > 0 ? <h3 role="presentation">{say(words.jump.pages)}</h3> : null}
        {pages.map((page, i) => option(page, records.length + i))}
      </div>
      {all.length === 0 && !isFetching ? <p className="none">{say(words.jump.none, { q: typed })}</p> : null}
    </dialog>
  );
}

const pagesOf = (me: Me): Target[] => [
  { title: say(words.shell.home), url: '/w' },
  ...me.rooms.flatMap(({ title: room, modules }) =>
    modules.map(({ name, title }) => ({ title, note: room, url: listHref(name) })),
  ),
  ...(me.member.roles.some((role) => ['system', 'security', 'audit'].includes(role))
    ? [{ title: say(words.shell.settings), url: settingsHref() }]
    : []),
];

/** A value once it has stood still for `ms`. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Named, Screen, ScreenLook } from '../screen.ts';

/** Choices found by what was typed, asked for 200 ms after the last key; late answers are dropped. */
export function useFound(find: (q: string) => Promise<Named[]>): {
  found: Named[];
  seeking: boolean;
  seek(q: string): void;
} {
  const [found, setFound] = useState<Named[]>([]);
  const [seeking, setSeeking] = useState(false);
  const asked = useRef<{ timer?: ReturnType<typeof setTimeout>; turn: number }>({ turn: 0 });
  useEffect(() => () => clearTimeout(asked.current.timer), []);
  const seek = (q: string) => {
    clearTimeout(asked.current.timer);
    asked.current.turn += 1;
    const { turn } = asked.current;
    setSeeking(true);
    asked.current.timer = setTimeout(async () => {
      const next = await find(q).catch(() => []);
      if (turn !== asked.current.turn) return;
      setFound(next);
      setSeeking(false);
    }, 200);
  };
  return { found, seeking, seek };
}

/** Found records as options, those already held first where the search does not show them. */
export function optionsOf(found: readonly Named[], held: readonly string[], look: ScreenLook) {
  const missing = held.filter((id) => !found.some((named) => named.id === id));
  return [
    ...missing.map((id) => ({ value: id, label: look.titles[id] ?? id })),
    ...found.map(({ id, title, note }) => ({ value: id, label: note ? `${title}　${note}` : title })),
  ];
}

export const refScreen: Screen<string> = {
  Edit: ({ id, field, value, change, look, invalid, describedBy, placeholder }) => {
    const { found, seeking, seek } = useFound((q) => look.search(String(field.options.module), q));
    return (
      <Select
        id={id}
        className="control"
        value={value ?? null}
        options={optionsOf(found, value ? [value] : [], look)}
        showSearch={{ filterOption: false, onSearch: seek }}
        onOpenChange={(open) => open && seek('')}
        loading={seeking}
        allowClear={!field.required}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={(next) => change(next ?? undefined)}
      />
    );
  },
  Read: ({ field, value, look }) =>
    look.titles[value] ? <a href={look.page(String(field.options.module), value)}>{look.titles[value]}</a> : <>—</>,
  Cell: ({ value, look }) => <>{look.titles[value] ?? '—'}</>,
};

import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { useRef, useState } from 'react';
import { listed, say } from '../locale.ts';
import { columnLabel, type Diff, text } from './diff.ts';
import { Source } from './Modules.tsx';
import { columnsOf, type Declared, moved, sectionsOf, withColumns, withoutOrder, withSections } from './order.ts';
import { terms } from './words.ts';

type Props = { module: ModuleAnswer; declared: Declared; diff: Diff; change(diff: Diff): void };

/** The order of a list's columns and of a form's sections, changed a place at a time. */
export function Order({ module, declared, diff, change }: Props) {
  const labelOf = (name: string): string => {
    const own = diff.words?.fields?.[name] ?? diff.own?.[name]?.label;
    return own ? text(own) : (columnLabel(name) ?? module.fields.find((field) => field.name === name)?.label ?? name);
  };
  // The lead is frozen first in every list, wherever it stands.
  const [lead, columns] = split(columnsOf(declared, diff), module.list.lead);
  const sections = sectionsOf(declared, diff);
  return (
    <div className="orders">
      <Places
        id="columns"
        title={say(terms.columns)}
        ours={diff.order?.columns !== undefined}
        entries={columns.map((name) => ({ key: name, label: labelOf(name) }))}
        move={(at, by) => change(withColumns(declared, diff, [...lead, ...moved(columns, at, by)]))}
        inherit={() => change(withoutOrder(diff, 'columns'))}
      />
      <Places
        id="sections"
        title={say(terms.sections)}
        ours={diff.order?.sections !== undefined}
        entries={sections.map(({ title, fields }) => ({
          key: fields.join(),
          label: text(title),
          note: listed(fields.slice(0, 3).map(labelOf)) + (fields.length > 3 ? '…' : ''),
        }))}
        move={(at, by) => change(withSections(declared, diff, moved(sections, at, by)))}
        inherit={() => change(withoutOrder(diff, 'sections'))}
      />
    </div>
  );
}

const split = (names: readonly string[], lead: string | undefined): [string[], string[]] => [
  names.filter((name) => name === lead),
  names.filter((name) => name !== lead),
];

type PlacesProps = {
  id: string;
  title: string;
  ours: boolean;
  entries: readonly { key: string; label: string; note?: string }[];
  move(at: number, by: -1 | 1): void;
  inherit(): void;
};

/** The focus stays on the button of the entry that was moved; where it went is said aloud. */
function Places({ id, title, ours, entries, move, inherit }: PlacesProps) {
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const go = (at: number, by: -1 | 1, label: string) => {
    move(at, by);
    setSaid(say(terms.movedTo, { label, n: at + by + 1 }));
    requestAnimationFrame(() => {
      const row = list.current?.children[at + by];
      const wanted = row?.querySelector<HTMLButtonElement>(by < 0 ? '.up' : '.down');
      (wanted?.disabled ? row?.querySelector<HTMLButtonElement>('button:not(:disabled)') : wanted)?.focus();
    });
  };
  return (
    <section className="panel" aria-labelledby={`order-${id}`}>
      <header>
        <h2 id={`order-${id}`}>{title}</h2>
        <Source ours={ours} />
        {ours ? (
          <button type="button" className="linky" onClick={inherit}>
            {say(terms.inherit)}
            <span className="sr"> {title}</span>
          </button>
        ) : null}
      </header>
      <ol className="places" ref={list}>
        {entries.map(({ key, label, note }, at) => (
          <li key={key}>
            <span className="faint">{at + 1}</span>
            <span>
              {label}
              {note ? <small className="faint">{note}</small> : null}
            </span>
            {([-1, 1] as const).map((by) => (
              <button
                key={by}
                type="button"
                className={by < 0 ? 'btn quiet up' : 'btn quiet down'}
                disabled={by < 0 ? at === 0 : at === entries.length - 1}
                onClick={() => go(at, by, label)}
              >
                <span aria-hidden="true">{by < 0 ? '↑' : '↓'}</span>
                <span className="sr">
                  {say(by < 0 ? terms.up : terms.down)} {label}
                </span>
              </button>
            ))}
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {said}
      </p>
    </section>
  );
}

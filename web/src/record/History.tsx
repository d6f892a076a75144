import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import type { ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordEvent } from '../api.ts';
import { shortMoment } from '../day.ts';
import { listed, say } from '../locale.ts';
import { eventsQuery, meQuery } from '../queries.ts';
import { Bones, Broken } from '../ui/state.tsx';
import { words } from '../words.ts';
import { screenOf } from './screens.ts';

const first = 8;
/** Fields named in the line of a step; the rest stand below it once opened. */
const named = 5;

/** Every step the record has taken, the newest first, each with the fields it changed. */
export function History({ module, id, look }: { module: ModuleAnswer; id: string; look: ScreenLook }) {
  const { data: events, error, refetch } = useQuery(eventsQuery(module.name, id));
  const { data: me } = useSuspenseQuery(meQuery);
  const [whole, setWhole] = useState(false);
  const newest = [...(events ?? [])].sort((a, b) => b.n - a.n);
  const shown = whole ? newest : newest.slice(0, first);
  return (
    <section className="panel after" id="history" aria-labelledby="history-title">
      <header>
        <h2 id="history-title">{say(words.record.history)}</h2>
        <span className="faint">{say(words.record.historyNote)}</span>
      </header>
      {error ? <Broken error={error} again={refetch} /> : null}
      {events || error ? null : <Bones />}
      <ol className="line">
        {shown.map((event, i) => (
          <li key={event.n} className={i === 0 ? 'now' : undefined}>
            <time dateTime={event.at}>{shortMoment(event.at, me.clock.today)}</time>
            <div>
              {event.label}
              {'　'}
              <span className="dim">
                {event.actor.name || say(words.record.unsigned)}
                {event.onBehalfOf ? `（${say(words.record.onBehalf, { name: event.onBehalfOf.name })}）` : ''}
              </span>
              <Changes event={event} module={module} look={look} />
            </div>
          </li>
        ))}
      </ol>
      {newest.length > shown.length ? (
        <button type="button" className="linky" onClick={() => setWhole(true)}>
          {say(words.record.historyMore, { n: newest.length - shown.length })}
        </button>
      ) : null}
    </section>
  );
}

function Changes({ event, module, look }: { event: RecordEvent; module: ModuleAnswer; look: ScreenLook }) {
  if (event.changes.length === 0) return null;
  const labels = event.changes.map(({ label }) => label);
  const some = listed(labels.slice(0, named));
  const names = labels.length > named ? say(words.record.andMore, { names: some }) : some;
  return (
    <details className="changes">
      <summary>
        {say(words.record.changed, { n: event.changes.length })}　<span>{names}</span>
      </summary>
      <dl>
        {event.changes.map(({ field, label, before, after }) => (
          <div key={field} className="change">
            <dt>{label}</dt>
            {blank(before) ? null : (
              <dd className="was">
                <Held module={module} field={field} value={before} look={look} />
              </dd>
            )}
            <dd className="is">
              {blank(after) ? '—' : <Held module={module} field={field} value={after} look={look} />}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const blank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A value of an event: by its field where the module still has it, else as it stands. */
export function Held({
  module,
  field,
  value,
  look,
}: {
  module: ModuleAnswer;
  field: string;
  value: unknown;
  look: ScreenLook;
}) {
  const known = module.fields.find(({ name }) => name === field);
  if (!known || known.sensitive) return <>{typeof value === 'object' ? '…' : String(value)}</>;
  const { Read } = screenOf(known.kind);
  return <Read field={known} value={value} look={look} />;
}

import type { FieldAnswer, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Times } from '../api.ts';
import { go, recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { extraOf } from '../modules/index.ts';
import { meQuery, thenQuery } from '../queries.ts';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import { Contents, Crumbs } from './Crumbs.tsx';
import { History } from './History.tsx';
import { DayBox } from './ListTools.tsx';
import { lookOf } from './look.ts';
import { numeral } from './numerals.ts';
import { Reading, sectionId } from './Section.tsx';

/** The times an address asks for. */
export function timesIn(search: string): Times {
  const params = new URLSearchParams(search);
  const [asOf, knownAt] = [params.get('asOf'), params.get('knownAt')];
  return { ...(asOf ? { asOf } : {}), ...(knownAt ? { knownAt } : {}) };
}

/** As of which day the record is shown, and by when what it says had to be recorded. */
export function TimesBox({ module, id, times }: { module: string; id: string; times: Times }) {
  const settle = (change: Times) =>
    go(recordHref(module, id, { ...times, ...change } as Record<string, string>), { replace: true });
  return (
    <>
      <label className="times" htmlFor="record-as-of">
        {say(words.record.asOf)}
        <DayBox id="record-as-of" day={times.asOf ?? ''} settled={(asOf) => settle({ asOf })} />
      </label>
      <label className="times" htmlFor="record-known-at">
        {say(words.record.knownAt)}
        <DayBox id="record-known-at" day={times.knownAt ?? ''} settled={(knownAt) => settle({ knownAt })} />
      </label>
    </>
  );
}

/** A record at another time: read, never written. What begins later is marked; the history is that of today. */
export function Then({ module, id, times }: { module: ModuleAnswer; id: string; times: Times }) {
  const { data: record, error, refetch } = useQuery(thenQuery(module.name, id, times));
  const { data: me } = useSuspenseQuery(meQuery);
  useTitle(record?.title ?? '', module.title);
  if (!record) return error ? <Broken error={error} again={refetch} /> : <Bones />;
  const look = lookOf({ titles: record.titles, ...(record.later ? { later: record.later } : {}) });
  const { Sheet } = extraOf(module.name);
  const day = record.asOf ?? times.asOf ?? me.clock.today;
  const fieldsOf = (names: readonly string[]): FieldAnswer[] =>
    names.flatMap((name) => module.fields.find((field) => field.name === name) ?? []);
  return (
    <>
      {module.confidential ? <Watermark /> : null}
      <Crumbs module={module} />
      <p className="only-small small-title">{record.title}</p>
      <div className="head">
        <Phase phase={record.phase} label={record.stateLabel} big />
        <div className="end">
          <TimesBox module={module.name} id={id} times={times} />
        </div>
      </div>
      <p className="note waiting" role="status">
        {times.knownAt ? say(words.record.pastKnown, { known: times.knownAt, day }) : say(words.record.past, { day })}{' '}
        <a href={recordHref(module.name, id)}>{say(words.record.backToNow)}</a>
      </p>
      <div className="record">
        <Contents module={module} />
        <div>
          <article className="leaf">
            <h1 className="leaf-title">{record.title}</h1>
            {Sheet ? <Sheet record={record} /> : null}
            {module.form.map(({ title, fields }, at) => (
              <section key={title} id={sectionId(at + 1)} aria-labelledby={`section-${at + 1}`}>
                <header>
                  <h2 id={`section-${at + 1}`}>
                    {numeral(at + 1)}　{title}
                  </h2>
                </header>
                <Reading
                  fields={fieldsOf(fields)}
                  record={record}
                  module={module}
                  look={look}
                  alone={fields.length === 1}
                />
              </section>
            ))}
          </article>
          <History module={module} id={id} look={look} />
        </div>
      </div>
    </>
  );
}

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Home as Answer, api, type Me, type Owed } from '../api.ts';
import { endOfWeek, longDay, shortDay, weekdayOf } from '../day.ts';
import { listHref, recordHref, settingsHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { homeQuery, meQuery, queries } from '../queries.ts';
import { numeral } from '../record/numerals.ts';
import { Phase } from '../ui/Phase.tsx';
import { Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import './home.css';

/** What the member owes, by due date, and the figures of the office, each with a way down to exactly its rows. */
export function Home() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: home } = useSuspenseQuery(homeQuery);
  const { today } = me.clock;
  useTitle(say(words.home.title));
  const late = home.owed.filter(({ due }) => due && due.slice(0, 10) < today).length;
  const now = home.owed.filter(({ due }) => due?.slice(0, 10) === today).length;
  const sum = [
    say(words.home.sum, { n: home.owed.length }),
    late > 0 ? say(words.home.late, { n: late }) : '',
    now > 0 ? say(words.home.today, { n: now }) : '',
  ].filter(Boolean);
  return (
    <>
      <div className="head">
        <h1>{say(words.home.title)}</h1>
        <span className="dim">{sum.join(locale === 'en' ? ', ' : '，')}</span>
        <span className="end dim">{longDay(today)}</span>
      </div>
      {isNew(me) ? <Begin me={me} /> : null}
      {home.figures.length > 0 && !isNew(me) ? <Figures figures={home.figures} /> : null}
      <div className="home">
        <Todo owed={home.owed} today={today} />
        <div>
          {home.progress ? <Progress progress={home.progress} /> : null}
          <Messages today={today} />
          {home.years && home.years.length > 0 ? <Years years={home.years} /> : null}
        </div>
      </div>
    </>
  );
}

const isNew = (me: Me): boolean =>
  me.rooms.length > 0 && me.rooms.every(({ modules }) => modules.every(({ count }) => count === 0));

/** The first steps of a county that has nothing yet; each person sees those that are theirs. */
function Begin({ me }: { me: Me }) {
  const modules = new Set(me.rooms.flatMap((room) => room.modules.map(({ name }) => name)));
  const isSystem = me.member.roles.includes('system');
  const steps = [
    { href: settingsHref('county'), said: words.home.beginCounty, mine: isSystem },
    { href: settingsHref('members'), said: words.home.beginMembers, mine: isSystem },
    { href: listHref('unit'), said: words.home.beginUnits, mine: modules.has('unit') },
    { href: listHref('call'), said: words.home.beginCall, mine: modules.has('call') },
  ].filter(({ mine }) => mine);
  return (
    <section className="panel begin" aria-labelledby="begin-title">
      <header>
        <h2 id="begin-title">{say(words.home.begin)}</h2>
      </header>
      <ol>
        {steps.map(({ href, said }, at) => (
          <li key={href}>
            {numeral(at + 1)}　<a href={href}>{say(said)}</a>
          </li>
        ))}
      </ol>
    </section>
  );
}

const Figures = ({ figures }: { figures: Answer['figures'] }) => (
  <nav className="figures" aria-label={say(words.home.figures)}>
    {figures.map(({ name, title, value, unit, note, link }) => (
      <a key={name} href={link}>
        <span className="of">{title}</span>
        <b>
          {value.toLocaleString(locale, { minimumFractionDigits: unit === '万元' ? 2 : 0, maximumFractionDigits: 2 })}
          <small>{unit}</small>
        </b>
        <span className="and">{note}</span>
      </a>
    ))}
  </nav>
);

type Group = { name: string; title: string; items: Owed[] };

function byDue(owed: readonly Owed[], today: string): Group[] {
  const sunday = endOfWeek(today);
  const groupOf = ({ due }: Owed) => {
    const day = due?.slice(0, 10);
    if (!day) return 'open';
    if (day < today) return 'late';
    if (day === today) return 'today';
    return day <= sunday ? 'week' : 'later';
  };
  const names = ['late', 'today', 'week', 'later', 'open'] as const;
  const sorted = [...owed].sort((a, b) => (a.due ?? '~').localeCompare(b.due ?? '~'));
  return names
    .map((name) => ({
      name,
      title: say(words.home.groups[name]),
      items: sorted.filter((one) => groupOf(one) === name),
    }))
    .filter(({ items }) => items.length > 0);
}

function Todo({ owed, today }: { owed: readonly Owed[]; today: string }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [by, setBy] = useState<'due' | 'module'>('due');
  const modules = me.rooms.flatMap((room) => room.modules);
  const groups =
    by === 'due'
      ? byDue(owed, today)
      : modules
          .map(({ name, title }) => ({ name, title, items: owed.filter(({ module }) => module === name) }))
          .filter(({ items }) => items.length > 0);
  return (
    <section className="todo panel" aria-labelledby="todo-title">
      <header>
        <h2 id="todo-title">{say(by === 'due' ? words.home.byDue : words.home.byModule)}</h2>
        {owed.length > 0 ? (
          <button type="button" className="linky" onClick={() => setBy(by === 'due' ? 'module' : 'due')}>
            {say(by === 'due' ? words.home.byModule : words.home.byDue)}
          </button>
        ) : null}
      </header>
      {groups.map(({ name, title, items }) => (
        <div key={name}>
          <h3>
            {title}
            {name === 'today' ? `　${shortDay(today, today)}` : ''}
          </h3>
          <ul>
            {items.map((one) => (
              <Line key={`${one.module}-${one.id}-${one.task}`} owed={one} today={today} />
            ))}
          </ul>
        </div>
      ))}
      {owed.length === 0 ? (
        <Empty title={say(words.home.noneTitle)}>
          <p>{say(words.home.none)}</p>
        </Empty>
      ) : null}
    </section>
  );
}

function Line({
  owed: { module, id, title, task, phase, stateLabel, due, dueText },
  today,
}: {
  owed: Owed;
  today: string;
}) {
  const day = due?.slice(0, 10);
  const time = due?.slice(11, 16);
  return (
    <li>
      <div className="due">
        {day ? (
          <time dateTime={due}>
            {day === today && time ? time : shortDay(day, today)}
            {day === today && time ? '' : `　${weekdayOf(day)}`}
          </time>
        ) : null}
        {dueText ? <small className={day && day < today ? 'late' : ''}>{dueText}</small> : null}
      </div>
      <div className="what">
        <a href={recordHref(module, id)}>{task}</a>
        <p>{title}</p>
      </div>
      <Phase phase={phase} label={stateLabel} />
    </li>
  );
}

function Progress({ progress }: { progress: NonNullable<Answer['progress']> }) {
  const { total, steps } = progress;
  return (
    <section className="panel" aria-labelledby="progress-title">
      <header>
        <h2 id="progress-title">{say(words.home.progress, { year: progress.year })}</h2>
        <a href={progress.link}>{say(words.home.sum, { n: total })}</a>
      </header>
      <ol className="funnel">
        {steps.map(({ state, title, count, link }) => (
          <li key={state}>
            <a className="plain" href={link}>
              {title}
            </a>
            <i style={{ width: `${(count / Math.max(1, total)) * 100}%` }} aria-hidden="true" />
            <b>{count}</b>
          </li>
        ))}
      </ol>
      <p className="help">{say(words.home.progressNote)}</p>
    </section>
  );
}

/** What the system has told the member, unread first of all. */
function Messages({ today }: { today: string }) {
  const { data } = useQuery({ queryKey: ['messages'], queryFn: () => api.messages.list() });
  if (!data || data.items.length === 0) return null;
  const markRead = async () => {
    await api.messages.markRead({});
    void queries.invalidateQueries({ queryKey: ['messages'] });
  };
  return (
    <section className="panel" aria-labelledby="messages-title">
      <header>
        <h2 id="messages-title">{say(words.home.messages)}</h2>
        {data.unread > 0 ? (
          <button type="button" className="linky" onClick={markRead}>
            {say(words.home.unread, { n: data.unread })}　{say(words.home.markRead)}
          </button>
        ) : null}
      </header>
      <ul className="messages">
        {data.items.slice(0, 6).map(({ id, at, text, module, record, read }) => (
          <li key={id} className={read ? 'dim' : undefined}>
            <a className="plain" href={recordHref(module, record)}>
              {text}
            </a>
            <small className="faint nowrap">{shortDay(at, today)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Year = NonNullable<Answer['years']>[number];

const fenInWan = 1_000_000;
const inWan = (fen: number): string =>
  (fen / fenInWan).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const orDash = (value: number, shown: string = value.toLocaleString(locale)): string => (value === 0 ? '—' : shown);

function Years({ years }: { years: readonly Year[] }) {
  const total = (of: (year: Year) => number) => years.reduce((sum, year) => sum + of(year), 0);
  const cells = (filed: number, recognised: number, approved: number, paid: number) =>
    [orDash(filed), orDash(recognised), orDash(approved, inWan(approved)), orDash(paid, inWan(paid))].map(
      (shown, at) => (
        <td key={headings[at]?.zh} className="num">
          {shown}
        </td>
      ),
    );
  return (
    <section className="panel" aria-labelledby="years-title">
      <header>
        <h2 id="years-title">{say(words.home.years)}</h2>
      </header>
      <table className="lines">
        <thead>
          <tr>
            <th scope="col">{say(words.home.year)}</th>
            {headings.map((heading) => (
              <th key={heading.zh} scope="col" className="num">
                {say(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map(({ year, filed, recognised, approved, paid }) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {cells(filed, recognised, approved, paid)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say(words.home.total)}</th>
            {cells(
              total(({ filed }) => filed),
              total(({ recognised }) => recognised),
              total(({ approved }) => approved),
              total(({ paid }) => paid),
            )}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const headings = [words.home.filed, words.home.recognised, words.home.approved, words.home.paid];

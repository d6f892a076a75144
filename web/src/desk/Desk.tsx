import { t } from '@juxian/base/text.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { shortDay } from '../day.ts';
import { recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { listQuery, meQuery, moduleQuery } from '../queries.ts';
import { Phase } from '../ui/Phase.tsx';
import { Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import './desk.css';

const questions = {
  title: t('咨询任务', 'Questions to you'),
  none: t('眼下没有请您应询的问题', 'No question waits for your opinion'),
  own: t('我的专家资料', 'My entry'),
  letter: t('我的聘书', 'My letter'),
};

/** The expert's desk: sheets to score and questions to answer, those due first; the own entry and letter below. */
export function Desk() {
  const { data: me } = useSuspenseQuery(meQuery);
  const title = say(words.desk.title);
  useTitle(title);
  const counts = new Map(me.rooms.flatMap(({ modules }) => modules.map(({ name, count }) => [name, count] as const)));
  const advises = (counts.get('opinion') ?? 0) > 0 || (counts.get('engagement') ?? 0) > 0;
  const reviews = counts.has('review') && (!advises || (counts.get('review') ?? 0) > 0);
  return (
    <main className="desk" id="main">
      <header className="desk-top">
        <div>
          <a href="/w" className="plain">
            ‹ {say(words.shell.home)}
          </a>
          <span>{me.member.name}</span>
        </div>
      </header>
      {reviews ? <Sheets today={me.clock.today} /> : null}
      {advises ? <Questions today={me.clock.today} first={!reviews} /> : null}
      {me.tenant.demo ? (
        <p className="demo">
          {say(words.shell.demo)}　{say(words.shell.fictional)}
        </p>
      ) : null}
    </main>
  );
}

function Sheets({ today }: { today: string }) {
  const rows = useRows('review');
  return (
    <>
      <h1>{say(words.desk.title)}</h1>
      <Rows {...rows} today={today} href={(id) => `/w/desk/${id}`} />
      {rows.items.length === 0 ? (
        <Empty title={say(words.desk.noneTitle)}>
          <p>{say(words.desk.none)}</p>
        </Empty>
      ) : null}
    </>
  );
}

function Questions({ today, first }: { today: string; first: boolean }) {
  const rows = useRows('opinion');
  const { data: experts } = useSuspenseQuery(listQuery('expert', { limit: '2', 'filter[reviewer][in]': 'yes,no' }));
  const { data: letters } = useSuspenseQuery(listQuery('engagement', { limit: '1', sort: '-to' }));
  const [own] = experts.items;
  const [letter] = letters.items;
  const Heading = first ? 'h1' : 'h2';
  return (
    <>
      <Heading>{say(questions.title)}</Heading>
      <Rows {...rows} today={today} href={(id) => recordHref('opinion', id)} />
      {rows.items.length === 0 ? <p className="faint">{say(questions.none)}</p> : null}
      <p className="own">
        {own ? <a href={recordHref('expert', own.id)}>{say(questions.own)}</a> : null}
        {letter ? <a href={recordHref('engagement', letter.id)}>{say(questions.letter)}</a> : null}
      </p>
    </>
  );
}

function useRows(name: string) {
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const { data } = useSuspenseQuery(listQuery(name, { limit: '100', sort: 'due' }));
  return { items: data.items, states: module.states };
}

type RowsProps = ReturnType<typeof useRows> & { today: string; href(id: string): string };

const Rows = ({ items, states, today, href }: RowsProps) => (
  <ul className="sheets">
    {items.map(({ id, title, phase, state, due }) => (
      <li key={id}>
        <a href={href(id)}>{title}</a>
        <Phase phase={phase} label={states.find(({ name }) => name === state)?.label ?? state} />
        {due ? (
          <small className={due.slice(0, 10) < today ? 'late' : 'faint'}>
            {say(words.desk.until, { day: shortDay(due, today) })}
          </small>
        ) : null}
      </li>
    ))}
  </ul>
);

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { shortMoment } from '../day.ts';
import { settingsHref } from '../go.ts';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import type { Column } from '../ui/DataTable.tsx';
import { Listing } from '../ui/Listing.tsx';
import { Phase } from '../ui/Phase.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import { type Delivery, deliveriesQuery, hooksQuery, hostOf } from './hooks.ts';
import { terms, ways } from './words.ts';

const phases = { waiting: 'waiting', done: 'done', failed: 'refused', held: 'draft' } as const;

/** An answer in words; a status stays the number it is. */
export const answerOf = (answer: string): string => {
  const said = ways.hooks.answers[answer as keyof typeof ways.hooks.answers];
  return said ? say(said) : answer.replace(/^status /, 'HTTP ');
};

/** What one receiver was sent of late, and how it answered. */
export function Deliveries() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: hooks } = useQuery(hooksQuery);
  const sent = useQuery(deliveriesQuery(id));
  const hook = hooks?.find((one) => one.id === id);
  const title = hook ? say(ways.hooks.logOf, { host: hostOf(hook) }) : say(ways.hooks.log);
  useTitle(title, say(words.shell.settings));
  const moment = (at: string | undefined) => (at ? shortMoment(at, me.clock.today) : '');
  const columns: Column<Delivery>[] = [
    {
      name: 'state',
      title: say(ways.hooks.state),
      keep: true,
      draw: ({ state }) => <Phase phase={phases[state]} label={say(ways.hooks.states[state])} />,
    },
    { name: 'at', title: say(terms.when), keep: true, draw: ({ at }) => moment(at) },
    {
      name: 'answer',
      title: say(ways.hooks.answer),
      keep: true,
      draw: ({ answer }) => (answer ? answerOf(answer) : ''),
    },
    { name: 'attempts', title: say(ways.hooks.attempts), end: true, draw: ({ attempts }) => attempts },
    { name: 'lastAt', title: say(ways.hooks.last), end: true, draw: ({ lastAt }) => moment(lastAt) },
    { name: 'nextAt', title: say(ways.hooks.next), end: true, draw: ({ nextAt }) => moment(nextAt) },
  ];
  return (
    <>
      <nav aria-label={say(words.shell.where)}>
        <ol className="crumbs">
          <li>
            <a href={settingsHref()}>{say(words.shell.settings)}</a>
          </li>
          <li>
            <a href={settingsHref('webhooks')}>{say(ways.hooks.title)}</a>
          </li>
        </ol>
      </nav>
      <div className="head">
        <h1>{title}</h1>
      </div>
      <Listing
        asked={sent}
        none={{ title: say(ways.hooks.noSent), note: say(ways.hooks.noSentNote) }}
        caption={title}
        keyOf={({ event }) => event}
        titleOf={({ type }) => type}
        lead={{ name: 'type', title: say(ways.hooks.event), draw: ({ type }) => type }}
        columns={columns}
      />
    </>
  );
}

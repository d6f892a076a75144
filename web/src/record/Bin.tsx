import type { BinLine } from '@juxian/engine/bin.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { restAsked } from '../api.ts';
import { shortDay, shortMoment } from '../day.ts';
import { listHref } from '../go.ts';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { meQuery, moduleQuery, queries, touched } from '../queries.ts';
import type { Column } from '../ui/DataTable.tsx';
import { Listing } from '../ui/Listing.tsx';
import { Phase } from '../ui/Phase.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';

/** What was deleted of a module within 30 days, and the way back for it. */
export function Bin() {
  const { module: name } = useParams({ strict: false }) as { module: string };
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const { data: me } = useSuspenseQuery(meQuery);
  const lines = useQuery({
    queryKey: ['bin', name],
    queryFn: async () => (await restAsked<{ items: BinLine[] }>(`/records/${name}/bin`)).items,
  });
  useTitle(say(words.list.bin), module.title);
  const restore = async ({ id, title }: BinLine) => {
    try {
      await restAsked(`/records/${name}/${id}/restore`, { method: 'POST' });
      toast(say(words.list.restored, { title }));
      touched(name, id);
    } catch (problem) {
      toast(problemOf(problem).detail, 'refused');
    }
    void queries.invalidateQueries({ queryKey: ['bin', name] });
  };
  const columns: Column<BinLine>[] = [
    {
      name: 'state',
      title: say(words.list.state),
      keep: true,
      draw: ({ phase, stateLabel }) => <Phase phase={phase} label={stateLabel} />,
    },
    {
      name: 'removedAt',
      title: say(words.list.removedAt),
      keep: true,
      draw: ({ removedAt }) => shortMoment(removedAt, me.clock.today),
    },
    { name: 'removedBy', title: say(words.list.removedBy), draw: ({ removedBy }) => removedBy },
    { name: 'until', title: say(words.list.binUntil), draw: ({ until }) => shortDay(until, me.clock.today) },
    {
      name: 'restore',
      title: say(words.acts),
      keep: true,
      end: true,
      draw: (line) => (
        <button type="button" className="linky" onClick={() => restore(line)}>
          {say(words.list.restore)}
          <span className="sr"> {line.title}</span>
        </button>
      ),
    },
  ];
  return (
    <>
      {module.confidential ? <Watermark /> : null}
      <nav aria-label={say(words.shell.where)}>
        <ol className="crumbs">
          <li>
            <a href={listHref(name)}>{module.title}</a>
          </li>
        </ol>
      </nav>
      <div className="head">
        <h1>{say(words.list.bin)}</h1>
        <span className="dim">{say(words.list.binNote)}</span>
      </div>
      <Listing
        asked={lines}
        none={{ title: say(words.list.binEmpty), note: say(words.list.binEmptyNote, { title: module.title }) }}
        caption={say(words.list.bin)}
        keyOf={({ id }) => id}
        titleOf={({ title }) => title}
        lead={{ name: 'title', title: say(words.list.title), draw: ({ title }) => title }}
        columns={columns}
      />
    </>
  );
}

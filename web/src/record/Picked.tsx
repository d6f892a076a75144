import type { ListItem, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { listHref } from '../go.ts';
import { say } from '../locale.ts';
import { applicable } from '../modules/applies.ts';
import { extraOf, type Made } from '../modules/index.ts';
import { meQuery, moduleQuery } from '../queries.ts';
import { words } from '../words.ts';
import { BulkDialog } from './Bulk.tsx';
import { type Print, PrintMany } from './PrintMany.tsx';
import { standingLines } from './standing.ts';

/** More people fit no address. */
const mostSupposed = 100;
/** As many are read one by one before a dialog opens. */
const mostLooked = 100;

type Items = ReadonlyMap<string, ListItem>;
type Move = ModuleAnswer['moves'][number];

/** What may be done to all the records chosen: the moves that every one of them could take, and taking them out. */
export function Picked({ module, picked, clear }: { module: ModuleAnswer; picked: Items; clear(): void }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [move, setMove] = useState<Move>();
  const [print, setPrint] = useState<Print>();
  const items = [...picked.values()];
  const roles: readonly string[] = me.member.roles;
  const moves = module.moves.filter(
    ({ from, by, off }) =>
      !off && by.some((role) => roles.includes(role)) && items.every(({ state }) => from.includes(state)),
  );
  const query = new URLSearchParams({ 'filter[id][in]': items.map(({ id }) => id).join(','), format: 'xlsx' });
  return (
    <fieldset className="picked" aria-label={say(words.list.pickedGroup)}>
      <b>{say(words.list.picked, { n: items.length })}</b>
      {moves.map((one) => (
        <button key={one.name} type="button" onClick={() => setMove(one)}>
          {one.label}
        </button>
      ))}
      {(extraOf(module.name).makes ?? [])
        .filter(({ from }) => items.some(({ state }) => from.includes(state)))
        .map((make) => (
          <MakeAbout key={make.module} make={make} items={items} done={clear} />
        ))}
      {(extraOf(module.name).prints ?? []).map(({ form, title }) => (
        <button key={form} type="button" onClick={() => setPrint({ form, title: say(title) })}>
          {say(words.print.many, { form: say(title) })}
        </button>
      ))}
      {items.length >= 2 && items.length <= (extraOf(module.name).compares ?? 0) ? (
        <a href={listHref(`${module.name}/compare`, { ids: items.map(({ id }) => id).join() })}>
          {say(words.compare.act)}
        </a>
      ) : null}
      {extraOf(module.name).supposes && items.length <= mostSupposed ? (
        <a href={listHref(`reports/${extraOf(module.name).supposes}`, { leave: items.map(({ id }) => id).join() })}>
          {say(words.report.supposeThese)}
        </a>
      ) : null}
      {module.access.export ? (
        <a href={`/api/v1/records/${module.name}/export?${query}`} download>
          {say(words.list.exportPicked)}
        </a>
      ) : null}
      <button type="button" className="end" onClick={clear}>
        {say(words.list.unpick)}
      </button>
      {print ? <PrintMany module={module.name} print={print} people={items} close={() => setPrint(undefined)} /> : null}
      {move ? (
        <MoveMany module={module.name} move={move} items={items} close={() => setMove(undefined)} done={clear} />
      ) : null}
    </fieldset>
  );
}

const revised = ({ id, revision }: ListItem) => ({ id, revision });

type Many = { module: string; move: Move; items: ListItem[]; close(): void; done(): void };

/** Takes a move with all of them; lines that each of them holds alike lie ready in what it asks for. */
function MoveMany({ module, move, items, close, done }: Many) {
  const looks = items.length <= mostLooked && move.asks.some(({ kind }) => kind === 'entries');
  const { data: ready = {}, isPending } = useQuery({
    queryKey: ['standing', module, move.name, items.map(({ id, revision }) => `${id} ${revision}`)],
    queryFn: async () =>
      standingLines(await Promise.all(items.map(({ id }) => api.record.get({ module, id }))), move.asks),
    enabled: looks,
    retry: false,
  });
  if (looks && isPending) return null;
  return (
    <BulkDialog
      title={say(words.transfer.bulkTitle, { move: move.label, n: items.length })}
      act={move.label}
      asks={move.asks}
      ready={ready}
      work={(input) => ({ module, items: items.map(revised), move: move.name, input })}
      names={new Map(items.map(({ id, title }) => [id, title]))}
      close={close}
      done={done}
    />
  );
}

/** Makes a record of another module about each of those chosen, for whoever may. */
function MakeAbout({ make, items, done }: { make: Made; items: ListItem[]; done(): void }) {
  const { data: made } = useQuery({ ...moduleQuery(make.module), retry: false });
  const [open, setOpen] = useState(false);
  const asks = made?.access.create.filter((name) => name !== make.about) ?? [];
  if (!made || asks.length === 0) return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {say(make.title)}
      </button>
      {open ? (
        <BulkDialog
          title={say(words.transfer.bulkTitle, { move: say(make.title), n: items.length })}
          act={say(make.title)}
          note={say(make.note)}
          asks={applicable(
            made.fields.filter(({ name }) => asks.includes(name)),
            make,
            items.map(({ state }) => state),
          )}
          work={(values) => ({
            module: make.module,
            about: make.about,
            items: items.map(revised),
            values,
            ...(make.move ? { move: make.move } : {}),
          })}
          names={new Map(items.map(({ id, title }) => [id, title]))}
          after={{ href: listHref(make.module, make.after.params), title: say(make.after.title) }}
          close={() => setOpen(false)}
          done={done}
        />
      ) : null}
    </>
  );
}

import type { ListItem, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { listHref } from '../go.ts';
import { say } from '../locale.ts';
import { extraOf } from '../modules/index.ts';
import { type Problem, problemOf } from '../problem.ts';
import { meQuery, touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { words } from '../words.ts';
import { Fields } from './Fields.tsx';
import { isOver, Progress, useJob } from './job.tsx';
import { lookOf } from './look.ts';
import { type Print, PrintMany } from './PrintMany.tsx';

/** More people fit no address. */
const mostSupposed = 100;

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
        <BulkDialog module={module} move={move} items={items} close={() => setMove(undefined)} done={clear} />
      ) : null}
    </fieldset>
  );
}

type Row = { id: string; ok: boolean; message?: string };

function BulkDialog({
  module,
  move,
  items,
  close,
  done,
}: {
  module: ModuleAnswer;
  move: Move;
  items: ListItem[];
  close(): void;
  done(): void;
}) {
  const [input, setInput] = useState<Record<string, unknown>>({});
  const [problem, setProblem] = useState<Problem>();
  const [id, setId] = useState<string>();
  const { data: job } = useJob(id);
  const finished = isOver(job);
  const results = ((job?.result.items as Row[] | undefined) ?? []).filter(({ ok }) => !ok);
  const submit = async () => {
    try {
      const started = await api.record.bulk({
        module: module.name,
        items: items.map(({ id: item, revision }) => ({ id: item, revision })),
        move: move.name,
        input,
      });
      setId(started.id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const leave = () => {
    touched(module.name);
    if (finished) done();
    close();
  };
  return (
    <Dialog title={say(words.transfer.bulkTitle, { move: move.label, n: items.length })} close={leave} submit={submit}>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {id ? null : (
        <Fields
          fields={move.asks}
          values={input}
          change={(name, value) => setInput((before) => ({ ...before, [name]: value }))}
          problem={problem}
          look={lookOf()}
          prefix="bulk"
        />
      )}
      {job ? <Progress job={job} /> : null}
      {finished && results.length > 0 ? (
        <ul className="results">
          {results.map(({ id: item, message }) => (
            <li key={item}>
              <b>{items.find((one) => one.id === item)?.title ?? item}</b>　{message}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="acts">
        <Button look="quiet" onClick={leave}>
          {say(finished ? words.close : words.cancel)}
        </Button>
        {finished ? null : (
          <Button look="act" type="submit" busy={id !== undefined}>
            {move.label}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

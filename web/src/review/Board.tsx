import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Board as BoardAnswer, BoardExpert, BoardItem } from '@juxian/functions/api/review.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { recordQuery } from '../queries.ts';
import { MoveDialog } from '../record/Moves.tsx';
import { Button } from '../ui/Button.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken, Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { boardQuery, type Filter, itemsShown, linesOf, takeOn } from './assigned.ts';
import { CarryOn } from './CarryOn.tsx';
import { Choose } from './Choose.tsx';
import { Exceptions } from './Exceptions.tsx';
import { FromList } from './FromList.tsx';
import { Vacancies } from './Vacancies.tsx';
import { own } from './words.ts';
import './board.css';

/** Where the office assigns the items of a panel: by item, by expert, many at once, from a list, or automatically. */
export function Board() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: record, error, refetch } = useQuery(recordQuery('panel', id));
  const { data: board, error: unread } = useQuery({
    ...boardQuery(id, record?.revision ?? 0),
    enabled: record !== undefined,
  });
  if (record && board) return <Page record={record} board={board} />;
  return (error ?? unread) ? <Broken error={error ?? unread} again={refetch} /> : <Bones />;
}

type Open = { what: 'choose'; items: BoardItem[]; fills?: boolean } | { what: 'file' } | { what: 'move'; name: string };
const page = 100;

function Page({ record, board }: { record: RecordAnswer; board: BoardAnswer }) {
  const [open, setOpen] = useState<Open>();
  const [filter, setFilter] = useState<Filter>('all');
  const [find, setFind] = useState('');
  const [most, setMost] = useState(page);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState<string>();
  useTitle(say(own.board), record.title);
  const perItem = Number(record.values.perItem ?? 1);
  const expert = board.experts.find((one) => one.id === focus);
  const may = (name: string) => record.moves.some((move) => move.name === name && !move.refusal);
  const mayAssign = may('assign');
  const shown = itemsShown(board, { filter, find, perItem, of: mayAssign ? undefined : focus });
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    setPicked(new Set());
  };
  const take = (move: string, input: Record<string, unknown>) =>
    takeOn(record.id, move, input).catch((error) => toast(problemOf(error).detail, 'refused'));
  const remove = (items: readonly string[], experts: readonly string[]) =>
    take('assign', { mode: 'remove', lines: linesOf(items, experts) });
  const asked = open?.what === 'move' ? record.moves.find(({ name }) => name === open.name) : undefined;
  const chosen = board.items.filter(({ id }) => picked.has(id));
  return (
    <div className="board-page">
      <div className="head">
        <a href={recordHref('panel', record.id)} className="plain">
          ‹ {record.title}
        </a>
        <h1>{say(own.board)}</h1>
        <Phase phase={record.phase} label={record.stateLabel} />
        <div className="end">
          <a className="btn" href={`/w/panel/${record.id}/conflicts`}>
            {say(own.matrix)}
          </a>
          {mayAssign ? (
            <>
              <Button onClick={() => setOpen({ what: 'file' })}>{say(own.file)}</Button>
              <Button onClick={() => setOpen({ what: 'move', name: 'assignRest' })}>{say(own.auto)}</Button>
            </>
          ) : null}
          {may('release') ? (
            <Button look="act" onClick={() => setOpen({ what: 'move', name: 'release' })}>
              {say(own.release)}
            </Button>
          ) : null}
        </div>
      </div>
      <Sums record={record} board={board} mayAssign={mayAssign} />
      <CarryOn record={record} />
      <Vacancies
        record={record}
        board={board}
        may={may('fill')}
        other={(item) => setOpen({ what: 'choose', items: [item], fills: true })}
      />
      <div className="board">
        <section aria-label={say(own.item)}>
          <div className="strip">
            <input
              className="in find"
              type="search"
              aria-label={say(own.find)}
              placeholder={say(own.find)}
              value={find}
              onChange={({ target }) => setFind(target.value)}
            />
            <label>
              {say(own.show)}
              <select className="in" value={filter} onChange={({ target }) => setFilter(target.value as Filter)}>
                {(Object.keys(own.filters) as Filter[]).map((name) => (
                  <option key={name} value={name}>
                    {say(own.filters[name], { n: perItem })}
                  </option>
                ))}
              </select>
            </label>
            {expert ? (
              <p className="focus-on">
                {mayAssign ? say(own.forExpert, { name: expert.name }) : expert.name}
                <button type="button" className="linky" onClick={() => setFocus(undefined)}>
                  {say(own.forNobody)}
                </button>
              </p>
            ) : null}
          </div>
          {chosen.length > 0 && mayAssign ? (
            <fieldset className="picked" aria-label={say(own.picked, { n: chosen.length })}>
              <b>{say(own.picked, { n: chosen.length })}</b>
              <button type="button" onClick={() => setOpen({ what: 'choose', items: chosen })}>
                {say(own.give)}
              </button>
              <button
                type="button"
                onClick={() =>
                  take('assign', {
                    mode: 'remove',
                    lines: chosen.flatMap(({ id, experts }) => linesOf([id], experts)).join('\n'),
                  })
                }
              >
                {say(own.clear)}
              </button>
              <button type="button" className="end" onClick={() => setPicked(new Set())}>
                {say(own.unpick)}
              </button>
            </fieldset>
          ) : null}
          {shown.length === 0 ? (
            <Empty title={say(own.noItems)}>
              <p />
            </Empty>
          ) : (
            <ul className="items">
              {shown.slice(0, most).map((item) => (
                <Row
                  key={item.id}
                  item={item}
                  experts={board.experts}
                  focus={expert}
                  mayAssign={mayAssign}
                  picked={picked.has(item.id)}
                  pick={(on) => {
                    const next = new Set(picked);
                    if (on) next.add(item.id);
                    else next.delete(item.id);
                    setPicked(next);
                  }}
                  add={() => setOpen({ what: 'choose', items: [item] })}
                  give={(id) => take('assign', { mode: 'add', lines: linesOf([item.id], [id]) })}
                  drop={(id) => remove([item.id], [id])}
                />
              ))}
            </ul>
          )}
          {shown.length > most ? (
            <Button onClick={() => setMost(most + page)}>
              {say(own.more, { n: Math.min(page, shown.length - most) })}
            </Button>
          ) : null}
        </section>
        <aside className="rail">
          <Exceptions record={record} />
          <Loads experts={board.experts} focus={focus} choose={setFocus} mayAssign={mayAssign} />
        </aside>
      </div>
      {open?.what === 'choose' ? (
        <Choose
          panel={record.id}
          items={open.items}
          experts={board.experts}
          fills={open.fills ?? false}
          close={close}
          done={done}
        />
      ) : null}
      {open?.what === 'file' ? <FromList panel={record.id} close={close} done={done} /> : null}
      {asked ? <MoveDialog record={record} move={asked} close={close} /> : null}
    </div>
  );
}

function Sums({ record, board, mayAssign }: { record: RecordAnswer; board: BoardAnswer; mayAssign: boolean }) {
  const gone = new Set(board.vacancies.map(({ from }) => from));
  const loads = board.experts.filter(({ id, load }) => load > 0 || !gone.has(id)).map(({ load }) => load);
  const uneven = record.values.uneven as { says: { zh: string; en: string } } | null | undefined;
  return (
    <>
      <p className="sums">
        <span>{say(own.sum, { items: board.items.length, experts: board.experts.length })}</span>
        <span>{say(own.given, { given: loads.reduce((sum, load) => sum + load, 0) })}</span>
        {loads.length > 0 ? (
          <span>{say(own.loads, { least: Math.min(...loads), most: Math.max(...loads) })}</span>
        ) : null}
        <span className="dim">{board.basis}</span>
      </p>
      {mayAssign ? <p className="note draft">{say(own.hidden)}</p> : null}
      {uneven && mayAssign ? <p className="note waiting">{say(uneven.says)}</p> : null}
    </>
  );
}

type RowProps = {
  item: BoardItem;
  experts: readonly BoardExpert[];
  focus: BoardExpert | undefined;
  mayAssign: boolean;
  picked: boolean;
  pick(on: boolean): void;
  add(): void;
  give(expert: string): void;
  drop(expert: string): void;
};

function Row({ item, experts, focus, mayAssign, picked, pick, add, give, drop }: RowProps) {
  const nameOf = (id: string) => experts.find((one) => one.id === id)?.name ?? '';
  return (
    <li className={picked ? 'on' : undefined}>
      {mayAssign ? (
        <input
          type="checkbox"
          aria-label={say(own.pick, { code: item.code })}
          checked={picked}
          onChange={({ target }) => pick(target.checked)}
        />
      ) : null}
      <div className="what">
        <a href={recordHref('application', item.id)}>{item.title}</a>
        <small>
          <span className="fig">{item.code}</span>　{item.number}　{item.host}
        </small>
      </div>
      <div className="who">
        {item.experts.map((id) => (
          <span key={id} className={id === focus?.id ? 'chip here' : 'chip'}>
            {nameOf(id)}
            {mayAssign ? (
              <button
                type="button"
                aria-label={say(own.drop, { name: nameOf(id), code: item.code })}
                onClick={() => drop(id)}
              >
                ×
              </button>
            ) : null}
          </span>
        ))}
        {mayAssign && focus && !item.experts.includes(focus.id) ? (
          item.barred[focus.id] ? (
            <span className="late small">{say(own.barred, { rules: item.barred[focus.id]?.join('、') ?? '' })}</span>
          ) : (
            <button type="button" className="chip add" onClick={() => give(focus.id)}>
              {say(own.give1)}
            </button>
          )
        ) : null}
        {mayAssign && !focus ? (
          <button type="button" className="chip add" aria-label={say(own.add, { code: item.code })} onClick={add}>
            ＋
          </button>
        ) : null}
      </div>
    </li>
  );
}

function Loads({
  experts,
  focus,
  choose,
  mayAssign,
}: {
  experts: readonly BoardExpert[];
  focus: string | undefined;
  mayAssign: boolean;
  choose(id: string | undefined): void;
}) {
  const most = Math.max(1, ...experts.map(({ load }) => load));
  const sorted = [...experts].sort((a, b) => b.load - a.load || a.name.localeCompare(b.name, 'zh'));
  return (
    <section className="panel" aria-labelledby="loads-title">
      <header>
        <h2 id="loads-title">{say(own.loadsTitle)}</h2>
      </header>
      <p className="help">{say(mayAssign ? own.loadsNote : own.loadsOf)}</p>
      <ul className="loads">
        {sorted.map(({ id, name, unit, load, sheet }) => (
          <li key={id}>
            <button
              type="button"
              className="linky"
              aria-pressed={focus === id}
              onClick={() => choose(focus === id ? undefined : id)}
            >
              {name}
            </button>
            <small className="faint">{sheet ?? unit}</small>
            <span className="fig">{say(own.load, { n: load })}</span>
            <i aria-hidden="true">
              <i style={{ width: `${(load / most) * 100}%` }} />
            </i>
          </li>
        ))}
      </ul>
    </section>
  );
}

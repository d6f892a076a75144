import type { ListAnswer, ListItem, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { shortDay, shortMoment } from '../day.ts';
import { go, listHref, newHref, passed, recordHref } from '../go.ts';
import { composing } from '../ime.ts';
import { locale, say } from '../locale.ts';
import { listQuery, meQuery, moduleQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Drawer } from '../ui/Dialog.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken, Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import { ExportDialog } from './Export.tsx';
import { Columns, Facets } from './Facets.tsx';
import { ImportDialog } from './Import.tsx';
import {
  asked,
  changed,
  columnsOf,
  columnTitle,
  filtersOf,
  type Params,
  pageSize,
  paramsOf,
  sortOf,
} from './listState.ts';
import { lookOf } from './look.ts';
import { Picked } from './Picked.tsx';
import { screenOf } from './screens.ts';

/** The list of any module; everything it shows stands in the address. */
export function List() {
  const { module: name } = useParams({ strict: false }) as { module: string };
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const params = paramsOf(search);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...listQuery(name, asked(module, params)),
    placeholderData: (before, query) => (query?.queryKey[1] === name ? before : undefined),
  });
  useTitle(module.title);
  const [dialog, setDialog] = useState<'import' | 'export' | 'facets'>();
  const filters = filtersOf(module, params, data);
  return (
    <div className="list-page">
      <div className="head">
        <h1>{module.title}</h1>
        {data ? <span className="dim">{say(words.list.count, { n: data.total.toLocaleString(locale) })}</span> : null}
        <div className="end">
          <Button look="quiet" onClick={() => print()}>
            {say(words.list.print)}
          </Button>
          {module.access.import ? <Button onClick={() => setDialog('import')}>{say(words.list.import)}</Button> : null}
          {module.access.export ? <Button onClick={() => setDialog('export')}>{say(words.list.export)}</Button> : null}
          {module.access.create.length > 0 ? (
            <a className="btn act" href={newHref(name)}>
              {say(words.list.create)}
            </a>
          ) : null}
        </div>
      </div>
      {module.list.tabs.length > 0 ? <Tabs module={module} params={params} /> : null}
      <div className={module.list.facets.length > 0 ? 'listing' : 'listing plain'}>
        {module.list.facets.length > 0 ? <Facets module={module} params={params} answer={data} /> : null}
        <div>
          <div className="strip">
            <Find module={name} params={params} />
            {filters.length > 0 ? (
              <ul className="chips">
                {filters.map(({ key, label, words: said }) => (
                  <li key={key}>
                    <a className="chip" href={listHref(name, changed(params, { [key]: '' }))}>
                      {key === 'q' ? '' : `${label}　`}
                      {said}
                      <span aria-hidden="true">×</span>
                      <span className="sr">{say(words.list.dropFilter)}</span>
                    </a>
                  </li>
                ))}
                {filters.length > 1 ? (
                  <li>
                    <a className="chip bare" href={listHref(name, onlyTab(params))}>
                      {say(words.list.clear)}
                    </a>
                  </li>
                ) : null}
              </ul>
            ) : null}
            <div className="end">
              {module.list.facets.length > 0 ? (
                <button type="button" className="linky only-narrow" onClick={() => setDialog('facets')}>
                  {say(words.list.filtersButton)}
                </button>
              ) : null}
              <label htmlFor="as-of">
                {say(words.list.asOf)}
                <AsOf module={name} params={params} />
              </label>
              <Columns module={module} params={params} />
            </div>
          </div>
          {error && !data ? <Broken error={error} again={refetch} /> : null}
          {data ? (
            <Rows module={module} params={params} data={data} stale={isPlaceholderData} />
          ) : error ? null : (
            <Bones />
          )}
        </div>
      </div>
      {dialog === 'facets' ? (
        <Drawer label={say(words.list.filters)} right close={() => setDialog(undefined)}>
          <header>
            <b>{say(words.list.filters)}</b>
            <Button look="quiet" onClick={() => setDialog(undefined)}>
              {say(words.close)}
            </Button>
          </header>
          <Facets module={module} params={params} answer={data} drawn />
        </Drawer>
      ) : null}
      {dialog === 'import' ? <ImportDialog module={module} close={() => setDialog(undefined)} /> : null}
      {dialog === 'export' ? (
        <ExportDialog
          module={module}
          params={asked(module, params)}
          total={data?.total}
          close={() => setDialog(undefined)}
        />
      ) : null}
    </div>
  );
}

const onlyTab = ({ tab = '', columns = '', sort = '' }: Params): Params => ({ tab, columns, sort });

function Tabs({ module, params }: { module: ModuleAnswer; params: Params }) {
  const tabs = [{ name: '', title: say(words.list.all) }, ...module.list.tabs];
  return (
    <nav className="tabs" aria-label={say(words.list.views)}>
      {tabs.map(({ name, title }) => (
        <a
          key={name}
          href={listHref(module.name, { tab: name, columns: params.columns ?? '' })}
          aria-current={(params.tab ?? '') === name ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

/** The search box: asks 300 ms after the last key, never while an input method is composing. */
function Find({ module, params }: { module: string; params: Params }) {
  const [typed, setTyped] = useState(params.q ?? '');
  const composed = useRef(false);
  const sent = useRef(params.q ?? '');
  const now = params.q ?? '';
  useEffect(() => {
    if (now !== sent.current) setTyped(now);
    sent.current = now;
  }, [now]);
  const ask = (q: string) => {
    if (q.trim() === sent.current) return;
    sent.current = q.trim();
    go(listHref(module, changed(paramsOf(location.search), { q: q.trim() })), { replace: true });
  };
  useEffect(() => {
    const timer = setTimeout(() => composed.current || ask(typed), 300);
    return () => clearTimeout(timer);
  });
  return (
    <input
      className="in find"
      type="search"
      aria-label={say(words.list.find)}
      placeholder={say(words.list.findHint)}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onCompositionStart={() => {
        composed.current = true;
      }}
      onCompositionEnd={() => {
        composed.current = false;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !composing(event)) ask(typed);
      }}
    />
  );
}

/** The day the list is counted at, typed as 2026-10-31 or 20261031; blank is today. */
function AsOf({ module, params }: { module: string; params: Params }) {
  const now = params.asOf ?? '';
  const [typed, setTyped] = useState(now);
  useEffect(() => setTyped(now), [now]);
  const settle = () => {
    const [, year, month, day] = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})$/.exec(typed.trim()) ?? [];
    const next = year ? `${year}-${month}-${day}` : '';
    if (typed.trim() !== '' && next === '') setTyped(now);
    else if (next !== now) go(listHref(module, changed(params, { asOf: next })), { replace: true });
  };
  return (
    <input
      id="as-of"
      className="in as-of"
      inputMode="numeric"
      placeholder={say(words.list.asOfHint)}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !composing(event)) settle();
      }}
    />
  );
}

function Rows({
  module,
  params,
  data,
  stale,
}: {
  module: ModuleAnswer;
  params: Params;
  data: ListAnswer;
  stale: boolean;
}) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [picked, setPicked] = useState<ReadonlyMap<string, ListItem>>(new Map());
  const { today } = me.clock;
  const from = Number(params.from ?? 0);
  const sort = params.sort ?? module.list.sort;
  const sortable = new Set(module.fields.filter(({ listed }) => listed).map(({ name }) => name));
  const here = listHref(module.name, params);
  const ids = data.items.map(({ id }) => id);
  const look = lookOf({ titles: data.titles });
  const column = (name: string, at: number): Column<ListItem> => {
    const { sorted, next } = sortOf(sort, name);
    const field = module.fields.find((one) => one.name === name);
    const screen = field ? screenOf(field.kind) : undefined;
    return {
      name,
      title: columnTitle(module, name),
      end: name === 'due' || name === 'changedAt' || screen?.end || holdsFigure(field?.options.holds),
      keep: name === 'state' || name === 'due' || at < 2,
      ...(sorted ? { sorted } : {}),
      ...(sortable.has(name) || name === 'changedAt' || name === 'due' || name === 'state'
        ? { sortHref: listHref(module.name, changed(params, { sort: next })) }
        : {}),
      draw: (item) => {
        if (name === 'state') return <Phase phase={item.phase} label={stateLabel(module, item.state)} />;
        if (name === 'changedAt') return shortMoment(item.changedAt, today);
        if (name === 'due')
          return item.due ? (
            <span className={item.due.slice(0, 10) < today ? 'late' : ''}>{shortDay(item.due, today)}</span>
          ) : (
            ''
          );
        const value = item.values[name];
        if (value === undefined || value === null || !field || !screen) return '';
        if (typeof value === 'string' && field.sensitive) return <span className="mask">{value}</span>;
        const Cell = screen.Cell ?? screen.Read;
        return <Cell field={field} value={value} look={look} />;
      },
    };
  };
  const lead: Column<ListItem> = {
    ...column(module.list.lead ?? 'title', 0),
    title: module.list.lead ? columnTitle(module, module.list.lead) : say(words.list.title),
    end: false,
    draw: (item) => (
      <a
        href={recordHref(module.name, item.id)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          go(recordHref(module.name, item.id), { passed: { list: { href: here, ids } } });
        }}
      >
        {item.title}
      </a>
    ),
  };
  if (data.items.length === 0) return <NoRows module={module} params={params} answer={data} />;
  const pick = (keys: readonly string[], on: boolean) =>
    setPicked((before) => {
      const next = new Map(before);
      for (const key of keys) {
        const item = data.items.find(({ id }) => id === key);
        if (on && item) next.set(key, item);
        else next.delete(key);
      }
      return next;
    });
  return (
    <>
      {picked.size > 0 ? <Picked module={module} picked={picked} clear={() => setPicked(new Map())} /> : null}
      <DataTable
        caption={module.title}
        rows={data.items}
        keyOf={({ id }) => id}
        titleOf={({ title }) => title}
        lead={lead}
        columns={columnsOf(module, params)
          .filter((name) => name !== module.list.lead)
          .map(column)}
        picked={new Set(picked.keys())}
        pick={pick}
        stale={stale}
      />
      <Pager module={module} params={params} data={data} from={from} />
    </>
  );
}

const holdsFigure = (holds: unknown): boolean => ['number', 'money', 'date', 'moment'].includes(String(holds));

const stateLabel = (module: ModuleAnswer, state: string): string =>
  module.states.find(({ name }) => name === state)?.label ?? state;

function Pager({
  module,
  params,
  data,
  from,
}: {
  module: ModuleAnswer;
  params: Params;
  data: ListAnswer;
  from: number;
}) {
  const cursors = passed().cursors ?? [];
  const forward = () => {
    if (data.nextCursor)
      go(listHref(module.name, { ...params, cursor: data.nextCursor, from: String(from + data.items.length) }), {
        passed: { cursors: [...cursors, params.cursor ?? ''] },
      });
  };
  const back = () => {
    const cursor = cursors.at(-1) ?? '';
    go(listHref(module.name, { ...params, cursor, from: cursor ? String(Math.max(0, from - pageSize)) : '' }), {
      passed: { cursors: cursors.slice(0, -1) },
    });
  };
  const n = (value: number) => value.toLocaleString(locale);
  return (
    <div className="pager">
      <span>{say(words.list.range, { from: n(from + 1), to: n(from + data.items.length), total: n(data.total) })}</span>
      {params.asOf ? <span className="faint">{say(words.list.asOfNote, { day: params.asOf })}</span> : null}
      {from > 0 || data.nextCursor ? (
        <div className="end">
          {from > 0 ? (
            <Button onClick={back}>{say(cursors.length > 0 ? words.list.previous : words.list.first)}</Button>
          ) : null}
          {data.nextCursor ? <Button onClick={forward}>{say(words.list.next)}</Button> : null}
        </div>
      ) : null}
    </div>
  );
}

function NoRows({ module, params, answer }: { module: ModuleAnswer; params: Params; answer: ListAnswer }) {
  const filters = filtersOf(module, params, answer);
  if (filters.length > 0 || params.tab)
    return (
      <Empty title={say(words.list.noMatchTitle)}>
        {filters.length > 0 ? (
          <p>
            {say(words.list.noMatch, {
              filters: filters.map(({ label, words: said }) => `${label} ${said}`).join(locale === 'en' ? '; ' : '；'),
            })}
          </p>
        ) : null}
        <a className="btn" href={listHref(module.name)}>
          {say(words.list.clear)}
        </a>
      </Empty>
    );
  const mayCreate = module.access.create.length > 0;
  return (
    <Empty title={say(words.list.emptyTitle, { title: module.title })}>
      <p>{say(mayCreate ? words.list.emptyCreate : words.list.emptyScope)}</p>
      {mayCreate ? (
        <a className="btn" href={newHref(module.name)}>
          {say(words.list.create)}
        </a>
      ) : null}
    </Empty>
  );
}

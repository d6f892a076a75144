import type { ListAnswer, ListItem, ModuleAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { shortDay, shortMoment } from '../day.ts';
import { binHref, go, importHref, listHref, newHref, recordHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { dayColumnsOf } from '../modules/columns.ts';
import { extraOf } from '../modules/index.ts';
import { listQuery, meQuery, moduleQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Drawer } from '../ui/Dialog.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import { ExportDialog } from './Export.tsx';
import { Columns, Facets } from './Facets.tsx';
import { NoRows, Pager } from './ListEnds.tsx';
import { AsOf, ByStrokes, Find, Tabs } from './ListTools.tsx';
import {
  asked,
  askedToShow,
  changed,
  changesWithDay,
  columnsOf,
  columnTitle,
  filtersOf,
  headsOf,
  type Params,
  paramsOf,
  sortOf,
} from './listState.ts';
import { lookOf } from './look.ts';
import { Picked } from './Picked.tsx';
import { SavedViews } from './SavedViews.tsx';
import { screenOf } from './screens.ts';

/** The list of any module; everything it shows stands in the address. */
export function List() {
  const { module: name } = useParams({ strict: false }) as { module: string };
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const { data: module } = useSuspenseQuery(moduleQuery(name));
  const params = paramsOf(search);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...listQuery(name, askedToShow(module, params)),
    placeholderData: (before, query) => (query?.queryKey[1] === name ? before : undefined),
  });
  useTitle(module.title);
  const [dialog, setDialog] = useState<'export' | 'facets'>();
  const filters = filtersOf(module, params, data);
  const { Above } = extraOf(name);
  return (
    <div className="list-page">
      {module.confidential ? <Watermark /> : null}
      <div className="head">
        <h1>{module.title}</h1>
        {data ? <span className="dim">{say(words.list.count, { n: data.total.toLocaleString(locale) })}</span> : null}
        <div className="end">
          <Button look="quiet" onClick={() => print()}>
            {say(words.list.print)}
          </Button>
          {module.access.import ? (
            <a className="btn" href={importHref(name)}>
              {say(words.list.import)}
            </a>
          ) : null}
          {module.access.export ? <Button onClick={() => setDialog('export')}>{say(words.list.export)}</Button> : null}
          {module.access.create.length > 0 ? (
            <a className="btn act" href={newHref(name)}>
              {say(words.list.create)}
            </a>
          ) : null}
        </div>
      </div>
      {module.list.tabs.length > 0 ? <Tabs module={module} params={params} /> : null}
      {Above ? <Above /> : null}
      <SavedViews module={name} params={params} />
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
              {changesWithDay(module) || params.asOf ? (
                <label htmlFor="as-of">
                  {say(words.list.asOf)}
                  <AsOf module={name} params={params} />
                </label>
              ) : null}
              {module.list.strokes ? <ByStrokes module={module} by={module.list.strokes} params={params} /> : null}
              <Columns module={module} params={params} />
              {module.access.create.length > 0 ? (
                <a className="linky" href={binHref(name)}>
                  {say(words.list.bin)}
                </a>
              ) : null}
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

/** The words of the frozen column: the field it is made of, else the title. */
function leadOf({ list: { lead }, fields }: ModuleAnswer, { title, values }: ListItem): string {
  const field = fields.find(({ name }) => name === lead);
  const value = field?.kind === 'text' && !field.sensitive ? values[field.name] : undefined;
  return typeof value === 'string' ? value : title;
}

const onlyTab = ({ tab = '', columns = '', sort = '' }: Params): Params => ({ tab, columns, sort });

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
  const day = params.asOf ?? today;
  const heads = headsOf(module, params);
  const times: Record<string, string> = params.asOf ? { asOf: params.asOf } : {};
  const column = (name: string, at: number): Column<ListItem> => {
    const worked = dayColumnsOf(module).find((one) => one.name === name);
    if (worked) {
      const by = worked.sort.slice(1);
      const { sorted } = sortOf(sort, by);
      return {
        name,
        title: columnTitle(module, name),
        end: true,
        keep: worked.keep ?? false,
        ...(sorted ? { sorted: sorted === 'ascending' ? 'descending' : 'ascending' } : {}),
        sortHref: listHref(module.name, changed(params, { sort: sorted === 'descending' ? by : worked.sort })),
        draw: ({ values }) => worked.of(values, day),
      };
    }
    const { sorted, next } = sortOf(sort, name);
    const field = module.fields.find((one) => one.name === name);
    const screen = field ? screenOf(field.kind) : undefined;
    return {
      name,
      title: columnTitle(module, name),
      end: name === 'due' || name === 'changedAt' || screen?.end || holdsFigure(field?.options.holds),
      keep: name === 'state' || name === 'due' || at < 2,
      held: name === 'state',
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
        href={recordHref(module.name, item.id, times)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          go(recordHref(module.name, item.id, times), { passed: { list: { href: here, ids } } });
        }}
      >
        {leadOf(module, item)}
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
        {...(heads
          ? {
              headOf: (item: ListItem) => {
                const value = String(item.values[heads] ?? '');
                const group = data.groups?.find((one) => one.value === value);
                return { key: value, title: group?.label ?? data.titles[value] ?? value, count: group?.measure ?? 0 };
              },
            }
          : {})}
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

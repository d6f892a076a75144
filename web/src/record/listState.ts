import type { ListAnswer, ModuleAnswer } from '@juxian/engine/answer.ts';
import { listed, say } from '../locale.ts';
import { dayColumnsOf } from '../modules/columns.ts';
import { words } from '../words.ts';

export const pageSize = 50;
/** Parameters of the address that are the screen's own; all others go to the API as they are. */
const own = new Set(['tab', 'columns', 'from']);

export type Params = Record<string, string>;
export type Filter = { key: string; label: string; words: string };

export const paramsOf = (search: string): Params => Object.fromEntries(new URLSearchParams(search));

/** What the API is asked for: the tab's own filters, then the reader's. */
export function asked(module: ModuleAnswer, params: Params): Params {
  const tab = module.list.tabs.find(({ name }) => name === params.tab);
  const where = Object.fromEntries(
    Object.entries(tab?.where ?? {}).map(([field, value]) => [filterKey(field, value), [value].flat().join(',')]),
  );
  return {
    limit: String(pageSize),
    ...(headsOf(module, params) ? { group: headsOf(module, params) ?? '' } : {}),
    ...(module.list.facets.length > 0 ? { facets: module.list.facets.join(',') } : {}),
    ...where,
    ...Object.fromEntries(Object.entries(params).filter(([key, value]) => !own.has(key) && value !== '')),
  };
}

/** The same for the screen, which shows a few columns: others would be sent for nothing. */
export const askedToShow = (module: ModuleAnswer, params: Params): Params => ({
  ...asked(module, params),
  fields: shownFields(module, params).join(','),
});

/** The fields that the list shows or works its columns out of. */
function shownFields(module: ModuleAnswer, params: Params): string[] {
  const days = dayColumnsOf(module);
  const shown = [module.list.lead, headsOf(module, params), ...columnsOf(module, params)].map(
    (name) => days.find((day) => day.name === name)?.sort.slice(1) ?? name,
  );
  const listed = new Set(module.fields.filter((field) => field.listed).map(({ name }) => name));
  return [...new Set(shown)].filter((name) => name !== undefined && listed.has(name)) as string[];
}

/** The field whose values stand over the rows: the list has to be in their order. */
export const headsOf = ({ list: { heads, sort } }: ModuleAnswer, params: Params): string | undefined =>
  heads && (params.sort ?? sort).split(',')[0] === heads ? heads : undefined;

const filterKey = (field: string, value: string | string[]): string =>
  field === 'state' ? 'state' : typeof value === 'string' ? `filter[${field}]` : `filter[${field}][in]`;

/** The address parameters with some changed; a new question starts on the first page. */
export function changed(params: Params, changes: Params): Params {
  const { cursor: _, from: __, ...rest } = params;
  return Object.fromEntries(Object.entries({ ...rest, ...changes }).filter(([, value]) => value !== ''));
}

/** What another of the list's own views keeps: the columns chosen, and the day it is counted at. */
export const keptByTab = ({ columns = '', asOf = '' }: Params, tab: string): Params => ({ tab, columns, asOf });

/** The values chosen in a facet. */
export const chosen = (params: Params, field: string): string[] => {
  const given = field === 'state' ? params.state : (params[`filter[${field}][in]`] ?? params[`filter[${field}]`]);
  return given ? given.split(',') : [];
};

export function choose(params: Params, field: string, values: readonly string[]): Params {
  if (field === 'state') return changed(params, { state: values.join(',') });
  return changed(params, { [`filter[${field}]`]: '', [`filter[${field}][in]`]: values.join(',') });
}

const signs: Record<string, string> = { gte: '≥', lte: '≤', gt: '>', lt: '<', is: '' };

/** A filter of more values names the first of them. */
const named = 3;

/** The filters in force, each in words and with the parameter that holds it. */
export function filtersOf(module: ModuleAnswer, params: Params, answer?: ListAnswer): Filter[] {
  const labels = (field: string, values: string[]): string =>
    listed([
      ...values
        .slice(0, named)
        .map(
          (value) =>
            answer?.facets?.[field]?.find((one) => one.value === value)?.label ??
            (field === 'state'
              ? module.states.find(({ name }) => name === value)?.label
              : module.fields.find(({ name }) => name === field)?.choices?.find((one) => one.value === value)?.label) ??
            answer?.titles[value] ??
            value,
        ),
      ...(values.length > named ? [say(words.list.moreChoices, { n: values.length - named })] : []),
    ]);
  return Object.entries(params).flatMap(([key, value]): Filter[] => {
    if (key === 'q') return [{ key, label: say(words.list.find), words: `“${value}”` }];
    if (key === 'report') return [{ key, label: say(words.report.one), words: say(words.report.counted) }];
    if (key === 'state') return [{ key, label: say(words.list.state), words: labels('state', value.split(',')) }];
    const [, field, operator] = /^filter\[([^\]]+)\](?:\[(\w+)\])?$/.exec(key) ?? [];
    if (!field) return [];
    return [
      {
        key,
        label: columnTitle(module, field),
        words: `${signs[operator ?? ''] ?? ''}${labels(field, value.split(','))}`,
      },
    ];
  });
}

/** Whether and how a list is sorted by a column, and what pressing its heading asks for. */
export function sortOf(sort: string, column: string): { sorted?: 'ascending' | 'descending'; next: string } {
  const first = sort.split(',')[0] ?? '';
  if (first === column) return { sorted: 'ascending', next: `-${column}` };
  if (first === `-${column}`) return { sorted: 'descending', next: column };
  return { next: column };
}

/** The module's columns, each with those worked out from it behind it; what stands over the rows needs no column. */
export const usualColumns = (module: ModuleAnswer, params: Params): string[] =>
  module.list.columns
    .filter((name) => name !== headsOf(module, params))
    .flatMap((name) => [
      name,
      ...dayColumnsOf(module)
        .filter(({ after }) => after === name)
        .map((column) => column.name),
    ]);

/** The columns shown: the reader's own choice from the address, else the module's. */
export const columnsOf = (module: ModuleAnswer, params: Params): string[] =>
  params.columns ? params.columns.split(',') : usualColumns(module, params);

/** Every column that may be chosen, those of the module first. */
export function columnChoices(module: ModuleAnswer): { name: string; label: string }[] {
  const known = [
    ...module.list.columns,
    ...dayColumnsOf(module).map(({ name }) => name),
    ...module.fields.filter(({ listed }) => listed).map(({ name }) => name),
    'state',
    'due',
    'changedAt',
  ];
  return [...new Set(known)]
    .filter((name) => name !== module.list.lead)
    .map((name) => ({ name, label: columnTitle(module, name) }));
}

export const columnTitle = (module: ModuleAnswer, name: string): string =>
  ({ state: say(words.list.state), due: say(words.list.due), changedAt: say(words.list.changedAt) })[name] ??
  module.fields.find((field) => field.name === name)?.label ??
  dayTitle(module, name) ??
  name;

const dayTitle = (module: ModuleAnswer, name: string): string | undefined => {
  const title = dayColumnsOf(module).find((column) => column.name === name)?.title;
  return title && say(title);
};

/** Whether another day than today could show anything else. */
export const changesWithDay = (module: ModuleAnswer): boolean =>
  module.list.dated === true || dayColumnsOf(module).length > 0;

/** A day as people type it, 2026-10-31, 2026.10.31 or 20261031; undefined where it is none. */
export function dayTyped(typed: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})$/.exec(typed.trim()) ?? [];
  const text = `${year}-${month}-${day}`;
  return year && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ? text : undefined;
}

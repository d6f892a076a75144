import { type Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { isDay } from '@juxian/rules/day.ts';
import { kindSchemas } from './kinds/index.ts';
import type { AnyField, ColumnKind } from './kinds/kind.ts';
import type { ListGate } from './list-gate.ts';
import type { OwnColumn } from './module-rows.ts';
import type { Resolved } from './overlay.ts';
import { isListed } from './stored.ts';
import { titleFields } from './title.ts';

/** A column as the reader may know it: a listed field, or what every row has. `parts`: bits of the gate that give it. */
export type Known = { name: string; parts: number } & (
  | { field: AnyField }
  | { own: Exclude<OwnColumn, 'owner'> }
  | { own: 'id' }
);

export type Operator = 'eq' | 'in' | 'gte' | 'lte' | 'is';
export type Filter = { of: Known; operator: Operator; values: readonly string[]; numbers?: readonly number[] };
/** `by` strokes: names of persons by 姓氏笔画 instead of by sound. */
export type Sort = { of: Known; descending: boolean; by?: 'strokes' };

/** What a list was asked, checked against what the reader may know. */
export type Question = {
  query: string;
  filters: readonly Filter[];
  states: readonly string[] | undefined;
  sort: readonly Sort[];
  limit: number;
  cursor: string | undefined;
  day: string;
  fields: readonly Known[];
  facets: readonly Known[];
  group: Known | undefined;
  /** The field to be summed; without one, rows are counted. */
  sum: Known | undefined;
  /** What the order and the rows depend on: a cursor holds for the same only. */
  identity: string;
};

type Params = Readonly<Record<string, string>>;
type Scope = { module: Resolved; gate: ListGate };

const plainParams = new Set(['q', 'state', 'sort', 'limit', 'cursor', 'asOf', 'fields', 'facets', 'group', 'measure']);
const filterParam = /^filter\[([^\][]+)\](?:\[([^\][]+)\])?$/;
const operators = new Set<string>(['in', 'gte', 'lte', 'is']);
const most = 500;
const mostSorts = 4;
const longestQuery = 100;

/** @throws Refusal `invalid.*` naming the parameter; a field the reader is not given is refused like one that does not exist. */
export function questionOf(module: Resolved, gate: ListGate, params: Params, today: string): Question {
  const scope = { module, gate };
  const given = (name: string) => (params[name] === '' ? undefined : params[name]);
  for (const name of Object.keys(params))
    if (!plainParams.has(name) && !filterParam.test(name))
      throw wrong('parameter', name, t('没有名为“{parameter}”的参数', 'There is no parameter {parameter}'));
  const group = given('group');
  const measure = given('measure');
  if (measure !== undefined && group === undefined)
    throw wrong('measure', 'measure', t('参数 measure 须与 group 同用', 'The parameter measure needs group'));
  return {
    query: queryIn(given('q') ?? ''),
    filters: Object.entries(params).flatMap(([name, value]) => filterIn(scope, name, value)),
    states: statesIn(module, given('state')),
    sort: given('sort') === undefined ? usualSort(scope) : sortIn(scope, given('sort') ?? ''),
    limit: limitIn(given('limit')),
    cursor: given('cursor'),
    day: dayIn(given('asOf'), today),
    fields: fieldsIn(scope, given('fields')),
    facets: listIn(given('facets')).map((name) => counted(scope, 'facets', name)),
    group: group === undefined ? undefined : counted(scope, 'group', group),
    sum: measure === undefined || measure === 'count' ? undefined : summed(scope, measure),
    identity: JSON.stringify(
      [
        'q',
        'state',
        'sort',
        'asOf',
        ...Object.keys(params)
          .filter((name) => filterParam.test(name))
          .sort(),
      ].map((name) => [name, given(name) ?? '']),
    ),
  };
}

const wrong = (code: string, parameter: string, says: Text, values: Record<string, unknown> = {}): Refusal =>
  refuseField(parameter, `invalid.${code}`, says, { parameter, ...values });

const listIn = (text: string | undefined): string[] => [
  ...new Set(
    (text ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

/** What the gate lets the reader know by that name: a field some part lists, or what every row shows. */
export function knownIn({ module, gate }: Scope, name: string): Known | undefined {
  const field = Object.hasOwn(module.fields, name) ? module.fields[name] : undefined;
  if (field) {
    const parts = partsThat(gate, (fields) => fields.has(name));
    return parts === 0 ? undefined : { name, field, parts };
  }
  const everyPart = partsThat(gate, () => true);
  switch (name) {
    case 'title': {
      const made = [...titleFields(module)];
      const parts = partsThat(gate, (fields) => made.every((one) => fields.has(one)));
      return parts === 0 ? undefined : { name, own: name, parts };
    }
    case 'id':
    case 'state':
    case 'changedAt':
    case 'since':
    case 'due':
      return { name, own: name, parts: everyPart };
    default:
      return undefined;
  }
}

/** Bits of the parts of the gate whose fields fit. */
const partsThat = ({ grants }: ListGate, fits: (fields: ReadonlySet<string>) => boolean): number =>
  grants.reduce((bits, { fields }, i) => (fits(fields) ? bits | (1 << i) : bits), 0);

/** @throws Refusal `invalid.unknownField`, or `invalid.sensitiveField` and `invalid.unlistedField` where the reader knows the field. */
function known(scope: Scope, parameter: string, name: string): Known {
  const found = knownIn(scope, name);
  if (!found)
    throw wrong(
      'unknownField',
      parameter,
      t('参数 {parameter} 中没有“{field}”这一栏', 'There is no field {field}, named in {parameter}'),
      { field: name },
    );
  if (!('field' in found)) return found;
  const label = found.field.label;
  if (!isListed(found.field))
    throw wrong(
      'unlistedField',
      parameter,
      t(
        '“{label}”不在列表中，参数 {parameter} 不能使用',
        '{label} is not kept in lists and cannot stand in {parameter}',
      ),
      { label },
    );
  return found;
}

function openlyKnown(scope: Scope, parameter: string, name: string): Known {
  const found = known(scope, parameter, name);
  if ('field' in found && found.field.sensitive)
    throw wrong(
      'sensitiveField',
      parameter,
      t('“{label}”是敏感信息，参数 {parameter} 不能使用', '{label} is sensitive and cannot stand in {parameter}'),
      {
        label: found.field.label,
      },
    );
  return found;
}

export const columnKindOf = (of: Known): ColumnKind =>
  'own' in of ? 'code' : (kindSchemas[of.field.kind].column as (options: unknown) => ColumnKind)(of.field.options);

function queryIn(text: string): string {
  if (text.length > longestQuery)
    throw wrong(
      'query',
      'q',
      t('搜索内容最多{max}个字（参数 {parameter}）', 'At most {max} characters in {parameter}'),
      { max: longestQuery },
    );
  return text;
}

function limitIn(text: string | undefined): number {
  if (text === undefined) return 50;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most)
    throw wrong(
      'limit',
      'limit',
      t('参数 {parameter} 应为1至{max}的整数', '{parameter} must be a whole number from 1 to {max}'),
      { max: most },
    );
  return limit;
}

function dayIn(text: string | undefined, today: string): string {
  if (text !== undefined && !isDay(text))
    throw wrong(
      'day',
      'asOf',
      t('参数 {parameter} 应为日期，如 2026-10-31', '{parameter} must be a date such as 2026-10-31'),
    );
  return text ?? today;
}

function statesIn(module: Resolved, text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const states = listIn(text);
  for (const state of states)
    if (!Object.hasOwn(module.states, state))
      throw wrong(
        'unknownState',
        'state',
        t('参数 {parameter} 中没有“{state}”这一状态', 'There is no state {state}, named in {parameter}'),
        { state },
      );
  return states;
}

function sortIn(scope: Scope, text: string): Sort[] {
  const names = listIn(text);
  if (names.length > mostSorts)
    throw wrong('sort', 'sort', t('参数 {parameter} 最多{max}项', 'At most {max} entries in {parameter}'), {
      max: mostSorts,
    });
  return names.map((name) => {
    const descending = name.startsWith('-');
    const plain = descending ? name.slice(1) : name;
    if (plain === 'strokes' && scope.module.views.strokes)
      return { of: openlyKnown(scope, 'sort', 'title'), descending, by: 'strokes' };
    const of = openlyKnown(scope, 'sort', plain);
    if (!isSortable(of))
      throw wrong('sort', 'sort', t('不能按“{field}”排序（参数 {parameter}）', '{parameter}: cannot sort by {field}'), {
        field: of.name,
      });
    return { of, descending };
  });
}

const isSortable = (of: Known): boolean => columnKindOf(of) !== 'list';

/** The module's own order, as far as the reader may know its fields. */
function usualSort(scope: Scope): Sort[] {
  return listIn(scope.module.views.sort).flatMap((name) => {
    const descending = name.startsWith('-');
    const of = knownIn(scope, descending ? name.slice(1) : name);
    const isUsable = of && (!('field' in of) || (isListed(of.field) && !of.field.sensitive)) && isSortable(of);
    return isUsable ? [{ of, descending }] : [];
  });
}

function fieldsIn(scope: Scope, text: string | undefined): Known[] {
  const names = text === undefined ? Object.keys(scope.module.fields) : listIn(text);
  return names.flatMap((name) => {
    const of = text === undefined ? knownIn(scope, name) : known(scope, 'fields', name);
    return of && 'field' in of && isListed(of.field) ? [of] : [];
  });
}

const isWhole = (of: Known): boolean => 'field' in of && of.field.kind === 'number' && of.field.options.whole;

function counted(scope: Scope, parameter: string, name: string): Known {
  const of = openlyKnown(scope, parameter, name);
  if ((columnKindOf(of) === 'number' && !isWhole(of)) || ('own' in of && of.own !== 'state'))
    throw wrong(
      'facet',
      parameter,
      t('不能按“{field}”归类（参数 {parameter}）', '{parameter}: rows cannot be counted by {field}'),
      { field: name },
    );
  return of;
}

function summed(scope: Scope, measure: string): Known {
  const name = /^sum:(.+)$/.exec(measure)?.[1];
  if (name === undefined)
    throw wrong(
      'measure',
      'measure',
      t('参数 {parameter} 应为 count 或 sum:栏目', '{parameter} must be count or sum:field'),
    );
  const of = openlyKnown(scope, 'measure', name);
  if (columnKindOf(of) !== 'number')
    throw wrong(
      'measure',
      'measure',
      t('“{field}”不是数，不能合计（参数 {parameter}）', '{parameter}: {field} is not a number'),
      { field: name },
    );
  return of;
}

function filterIn(scope: Scope, parameter: string, text: string): Filter[] {
  const [, name, word] = filterParam.exec(parameter) ?? [];
  if (name === undefined) return [];
  const of = openlyKnown(scope, parameter, name);
  if (word !== undefined && (!operators.has(word) || (word === 'is' && name === 'id')))
    throw wrong(
      'operator',
      parameter,
      t('参数 {parameter} 的比较方式应为 gte、lte、in 或 is', '{parameter}: the comparison must be gte, lte, in or is'),
    );
  const operator = (word ?? 'eq') as Operator;
  if (operator === 'is') return [{ of, operator, values: [blankOrSet(parameter, text)] }];
  if ((operator === 'gte' || operator === 'lte') && !isOrdered(of))
    throw wrong(
      'operator',
      parameter,
      t('“{field}”没有大小先后，不能这样比较（参数 {parameter}）', '{parameter}: {field} has no order to compare by'),
      { field: name },
    );
  const values = operator === 'in' ? listIn(text) : [text];
  if (columnKindOf(of) === 'number')
    return [{ of, operator, values, numbers: values.map((value) => numberIn(parameter, value)) }];
  if (isOrdered(of)) for (const value of values) refuseUndated(parameter, value);
  if ('own' in of && of.own === 'state') statesIn(scope.module, values.join());
  return [{ of, operator, values }];
}

const words: Readonly<Record<string, 'blank' | 'set'>> = {
  blank: 'blank',
  empty: 'blank',
  null: 'blank',
  set: 'set',
  notNull: 'set',
};

function blankOrSet(parameter: string, text: string): 'blank' | 'set' {
  const word = Object.hasOwn(words, text) ? words[text] : undefined;
  if (!word)
    throw wrong('operator', parameter, t('参数 {parameter} 应为 blank 或 set', '{parameter} must be blank or set'));
  return word;
}

const dated = new Set(['date', 'month', 'moment']);

/** Whether its values come one after another: numbers, days, months, moments. */
function isOrdered(of: Known): boolean {
  if ('own' in of) return of.own === 'changedAt' || of.own === 'since' || of.own === 'due';
  if (columnKindOf(of) === 'number') return true;
  return dated.has(of.field.kind === 'computed' ? of.field.options.holds : of.field.kind);
}

function numberIn(parameter: string, text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text))
    throw wrong('number', parameter, t('参数 {parameter} 应为数字', '{parameter} must be a number'));
  return Number(text);
}

function refuseUndated(parameter: string, text: string): void {
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?)?)?$/.test(text))
    throw wrong(
      'day',
      parameter,
      t('参数 {parameter} 应为日期，如 2026-10-31', '{parameter} must be a date such as 2026-10-31'),
    );
}

import { type Text, t } from '@juxian/base/text.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import type { FigureName, FigureReader } from '@juxian/rules/figures.ts';
import type { Unit } from '../people.ts';
import type { Person } from '../person.ts';

/** Where a figure leads: a list that holds exactly its people, or one file. */
export type Target =
  | { module: string; params: Readonly<Record<string, string>> }
  | { module: string; id: string; asOf: string };

/** `decimal` numbers are shown with one decimal; `wide` columns hold sentences. */
export type Column = { title: Text; group?: Text; kind: 'text' | 'number' | 'decimal'; wide?: true };
/** What stands in a cell; blank where there is none. */
export type Value = string | number | Text | null;
export type Cell = Value | { value: Value; target?: Target };
/** `mark`: what the row wants, in a word, where due and soon are not it. */
export type Row = { cells: readonly Cell[]; is?: 'total' | 'share' | 'must' | 'warn'; mark?: Text };
/** What is said under a report; figures with the rule they rest on, those nobody has confirmed marked so. */
export type Note = { text: Text; source?: Text; unsure?: Text };
export type Figure = { title: Text; value: number; target?: Target };

export type Table = { title: Text; columns: readonly Column[]; rows: readonly Row[] };
export type Report = Table & {
  /** Figures over the table. */
  figures: readonly Figure[];
  /** Tables under the first. */
  more?: readonly Table[];
  notes: readonly Note[];
};

/** What a report is made of: people in service within the reader's scope as of a day, and the posts they may hold. */
export type Given = {
  people: readonly Person[];
  /** In the order of the tree; only those asked for. */
  units: readonly Unit[];
  positions: readonly RowFacts[];
  /** The cut-off day. */
  day: string;
  figure: FigureReader;
  figureOn: (day: string) => FigureReader;
  /** The list parameters that hold all these people. */
  where: Readonly<Record<string, string>>;
  /** Fields the reader sees of everybody counted. */
  sees: ReadonlySet<string>;
  /** The report and what was asked of it, its day settled. */
  question: Readonly<Record<string, string>>;
  /** Whom each figure counts, by its key; filled while the report is made. */
  groups: Map<string, readonly string[]>;
};

/** The module whose people a report counts, as its lists are addressed. */
const people = 'cadre';

export const listOf = (where: Readonly<Record<string, string>>): Target => ({ module: people, params: where });

/** A list of just the people a figure counts, addressed by the question: ids of many fit no address. */
export function listOfThese(given: Given, figure: string, those: readonly Person[]): Target {
  given.groups.set(
    figure,
    those.map(({ id }) => id),
  );
  const { state = '', asOf = '' } = given.where;
  return listOf({ state, asOf, report: new URLSearchParams({ ...given.question, figure }).toString() });
}

export const fileOf = ({ id }: Person, { day }: Given): Target => ({ module: people, id, asOf: day });

/** A count with the way to its people; blank for none. */
export function counted(value: number, target: Target | undefined): Cell {
  if (value === 0) return null;
  return target ? { value, target } : value;
}

/** Half up, to one decimal. */
export const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

/** Whether somebody serves has no dates of its own: a report of another day counts those who serve now. */
export const servingNow: Note = {
  text: t(
    '范围为现登记为现职的干部；截至日期在过去的，当时在职而现已离退的不在内',
    'People now recorded as serving: of a past day those who have left since are not in it',
  ),
};

/** A figure with its source, and whether somebody still has to confirm it. */
export function noteOf(figure: FigureReader, name: FigureName): Note {
  const { title, value, unit, source, article, keys, note } = figure(name);
  const [zh, en] = [unitWords(unit).zh, unitWords(unit).en];
  const one = (number: number): Text => t(`${number}${zh}`, `${number}${en && ` ${en}`}`);
  const parts =
    typeof value === 'number'
      ? [one(value)]
      : Array.isArray(value)
        ? value.map(one)
        : Object.entries(value).flatMap(([key, number]) => {
            const named = keys?.[key];
            return named ? [t(`${named.zh}${one(number).zh}`, `${named.en} ${one(number).en}`)] : [];
          });
  return {
    text:
      parts.length > 0
        ? t(
            `${title.zh}：${parts.map((part) => part.zh).join('，')}`,
            `${title.en}: ${parts.map((part) => part.en).join(', ')}`,
          )
        : title,
    source: citation(source, article),
    ...(note && { unsure: note }),
  };
}

/** A source with its article; one that names its law itself stands in brackets behind the laws it is taken from. */
export function citation(source: Text, article: string | undefined): Text {
  if (!article) return source;
  return t(
    article.startsWith('第') ? `${source.zh}${article}` : `${source.zh}（${article}）`,
    `${source.en} (${article})`,
  );
}

const unitWords = (unit: string): Text => units[unit] ?? t('', '');

const units: Readonly<Record<string, Text>> = {
  years: t('年', 'years'),
  months: t('个月', 'months'),
  days: t('天', 'days'),
  times: t('届', 'terms'),
};

export const column = (zh: string, en: string, kind: Column['kind'] = 'text', group?: Text): Column => ({
  title: t(zh, en),
  kind,
  ...(group && { group }),
});

export const wide = (zh: string, en: string): Column => ({ title: t(zh, en), kind: 'text', wide: true });

/** In the order of the units, then of the place in the team, then of the name as it stands. */
export function inOrder(given: Given): Person[] {
  const place = new Map(given.units.map(({ id }, at) => [id, at]));
  const placeOf = (person: Person) => place.get(person.text('unit')) ?? given.units.length;
  return given.people.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || (a.number('order') ?? 1e6) - (b.number('order') ?? 1e6),
  );
}

/** The columns that say who somebody is, in tables of persons. */
export const whoColumns: readonly Column[] = [column('姓名', 'Name'), column('单位', 'Unit'), column('职务', 'Post')];
export const whoCells = (person: Person, given: Given): Cell[] => [
  { value: person.text('name'), target: fileOf(person, given) },
  person.words('unit') || null,
  person.text('post') || person.text('postFull') || null,
];

/** A source, marked where nobody has confirmed what it is said to hold. */
export const withNote = (source: Text, note: Text | undefined): Text =>
  note ? t(`${source.zh}（${note.zh}）`, `${source.en} (${note.en})`) : source;

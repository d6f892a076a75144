import { addDays } from '@juxian/rules/day.ts';
import type { AnyModule } from './define.ts';
import type { Drawn, Entry, Fields } from './kinds/kind.ts';

/** A field's value from a day on, until the next; null = blank. */
export type Span = readonly [from: string, value: unknown];
/** Fields' values in time, each in the order of the days; future ones included. */
export type Spans = Readonly<Record<string, readonly Span[]>>;

/** A field that is drawn from the dated sub-table `of`. */
export type DrawnField = Drawn & { name: string; of: string };
type Dated = Pick<AnyModule, 'drawn'>;
type Values = Readonly<Record<string, unknown>>;

/**
 * The fields drawn from sub-tables, with the names of those.
 * @throws Error where a field is drawn from a sub-table that is none of these fields: a bug found at start.
 */
export function drawnFields(fields: Fields): DrawnField[] {
  return Object.entries(fields).flatMap(([name, { drawn }]) => {
    if (!drawn) return [];
    const of = Object.keys(fields).find((other) => fields[other]?.options === drawn.lines);
    if (of === undefined) throw new Error(`field ${name} is drawn from a sub-table that is not declared beside it`);
    return [{ ...drawn, name, of }];
  });
}

const firstDay = (date: string): string => (date.length === 7 ? `${date}-01` : date);

/** The day after a last day, or after the last day of a month. */
function dayAfter(date: string): string {
  if (date.length > 7) return addDays(date, 1);
  const [year = 0, month = 0] = date.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${date.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
}

type Claim = { begins: string; ends: string | undefined; weight: number; value: unknown };

/**
 * The column's value from day to day. A line holds from its first day (of a month: the first) through its last (of a
 * month: the last); of lines that hold at once the heaviest counts, then the one that began last, then the lower one.
 * Lines without a beginning or without a value say nothing.
 */
export function spansOf({ column, from, to, when, weight }: Drawn, lines: readonly Entry[]): Span[] {
  const claims = lines.flatMap((line): Claim[] => {
    const begins = line[from];
    const ends = to === undefined ? undefined : line[to];
    const value = line[column];
    if (typeof begins !== 'string' || value === undefined || value === null || when?.(line) === false) return [];
    return [
      {
        begins: firstDay(begins),
        ends: typeof ends === 'string' ? dayAfter(ends) : undefined,
        weight: weight?.(line) ?? 0,
        value,
      },
    ];
  });
  const ranked = claims
    .map((claim, at) => ({ ...claim, at }))
    .sort((a, b) => b.weight - a.weight || (a.begins === b.begins ? b.at - a.at : a.begins < b.begins ? 1 : -1));
  const days = claims.flatMap(({ begins, ends }) => (ends === undefined ? [begins] : [begins, ends]));
  const spans: Span[] = [];
  for (const day of [...new Set(days)].sort()) {
    const holding = ranked.find(({ begins, ends }) => begins <= day && (ends === undefined || day < ends));
    const value = holding?.value ?? null;
    if (JSON.stringify(value) !== JSON.stringify(spans.at(-1)?.[1] ?? null)) spans.push([day, value]);
  }
  return spans;
}

/** The value of the last span that has begun by the day; undefined where it is blank. */
export function valueOn(spans: readonly Span[], day: string): unknown {
  let value: unknown;
  for (const [from, held] of spans) if (from <= day) value = held;
  return value ?? undefined;
}

/** What every drawn field holds from day to day; one that never holds anything is absent. */
export function drawnSpans({ drawn }: Dated, values: Values): Spans {
  const made = drawn.map((field) => [field.name, spansOf(field, linesIn(values[field.of]))] as const);
  return Object.fromEntries(made.filter(([, spans]) => spans.length > 0));
}

const linesIn = (value: unknown): readonly Entry[] => (Array.isArray(value) ? (value as Entry[]) : []);

/** The values with those drawn from sub-tables as valid on the day, whatever stood in their place. */
export function valuesOn(module: Dated, values: Values, day: string): Record<string, unknown> {
  const held = storedValues(module, values);
  for (const [name, spans] of Object.entries(drawnSpans(module, held))) {
    const value = valueOn(spans, day);
    if (value !== undefined) held[name] = value;
  }
  return held;
}

/** The values that are kept: those drawn from sub-tables are not, for the day decides them. */
export function storedValues({ drawn }: Dated, values: Values): Record<string, unknown> {
  const held = { ...values };
  for (const { name } of drawn) delete held[name];
  return held;
}

/** By sub-table with a column `from`, the ids of the lines that begin after the day. */
export function linesAfter(fields: Fields, values: Values, day: string): Record<string, string[]> {
  const later = Object.entries(fields).map(([name, field]) => {
    const begins = field.kind === 'entries' ? field.options.fields.from?.kind : undefined;
    const lines = begins === 'date' || begins === 'month' ? linesIn(values[name]) : [];
    const after = lines.filter(({ from }) => typeof from === 'string' && firstDay(from) > day);
    return [name, after.map(({ id }) => id)] as const;
  });
  return Object.fromEntries(later.filter(([, ids]) => ids.length > 0));
}

/** The values without the lines that begin after the day. */
export function linesUntil(fields: Fields, values: Values, day: string): Record<string, unknown> {
  const kept = Object.entries(linesAfter(fields, values, day)).map(([name, later]) => [
    name,
    linesIn(values[name]).filter(({ id }) => !later.includes(id)),
  ]);
  return { ...values, ...Object.fromEntries(kept) };
}

/**
 * Drawn fields that may not be seen of a day: another day's value is a line of the sub-table, so whoever does not see
 * that sees today's value alone.
 */
export const hiddenOn = (
  { drawn }: Dated,
  fields: { has(name: string): boolean },
  day: string,
  today: string,
): string[] => (day === today ? [] : drawn.filter(({ of }) => !fields.has(of)).map(({ name }) => name));

/** The fields without those that may not be seen of the day. */
export function fieldsSeenOn(
  module: Dated,
  fields: ReadonlySet<string>,
  day: string,
  today: string,
): ReadonlySet<string> {
  const hidden = hiddenOn(module, fields, day, today);
  return hidden.length === 0 ? fields : new Set([...fields].filter((name) => !hidden.includes(name)));
}

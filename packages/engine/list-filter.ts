import {
  type Column,
  type Hits,
  keepBetween,
  keepBoth,
  keepCode,
  keepCodes,
  keepNumbers,
  type NumberColumn,
  passAmong,
  passOf,
} from './columns.ts';
import { type Filter, type Known, knownIn, type Question } from './list-question.ts';
import { columnOf, dayFor, isPartial, isShown, keepFound, type Reader } from './list-reader.ts';
import { compareText } from './order.ts';
import { wordsOf } from './search.ts';
import { isListed } from './stored.ts';
import { type Tail, tailColumn, tailHash } from './tail.ts';

/** The rows the reader sees that meet the states, every filter and every word of the question. */
export function hitsOf(reader: Reader, { filters, states, query }: Question, tails: readonly Tail[] = []): Hits {
  const { rows, admission } = reader;
  const hits = admission.seen.slice(0, rows.count);
  if (states) keepCodes(hits, rows.own('state'), passAmong(rows.own('state').dictionary, states));
  for (const filter of filters) keepFitting(reader, hits, filter);
  const words = wordsOf(query);
  if (words.length === 0) return hits;
  const ended = tails.length > 0 ? endedWith(reader, hits, tails, query.trim().toUpperCase()) : [];
  keepFound(reader, hits, words, searchedBy(reader));
  for (const slot of ended) hits[slot] = 1;
  return hits;
}

/** The hits in which a field ends so that the reader may reveal. */
function endedWith({ ctx, module, rows, admission, day }: Reader, hits: Hits, tails: readonly Tail[], end: string) {
  return tails.flatMap(({ field, parts }) => {
    const column = rows.column(tailColumn(field), day);
    const code = column?.holds === 'codes' ? column.dictionary.find(tailHash(ctx, module, field, end)) : undefined;
    if (column?.holds !== 'codes' || code === undefined) return [];
    const found: number[] = [];
    for (let slot = 0; slot < hits.length; slot++)
      if (hits[slot] === 1 && column.codeAt(slot) === code && ((admission.bits[slot] ?? 0) & parts) !== 0)
        found.push(slot);
    return found;
  });
}

/** Where the reader's words are looked for: the title and every listed field he is given in the clear. */
function searchedBy({ module, gate, title }: Reader): Known[] {
  const fields = Object.keys(module.fields).flatMap((name) => {
    const of = knownIn({ module, gate }, name);
    return of && 'field' in of && !of.field.sensitive && isListed(of.field) ? [of] : [];
  });
  return title ? [title, ...fields] : fields;
}

function keepFitting(reader: Reader, hits: Hits, filter: Filter): void {
  const { of, operator, values } = filter;
  if ('own' in of && of.own === 'id') {
    const ids = new Set(values);
    keepSlots(hits, (slot) => ids.has(reader.rows.ids[slot] ?? ''));
  } else if (!isPartial(reader, of)) keepBoth(hits, fittingOf(reader, filter));
  else if (operator === 'is') keepBlankOrSet(reader, hits, of, values[0] === 'blank');
  else {
    keepSlots(hits, (slot) => isShown(reader, of, slot));
    keepValues(hits, columnOf(reader, of), filter);
  }
}

/**
 * The rows that meet the filter, seen or not: what they hold and nothing of the reader, so that it is kept for whoever
 * asks the same. Only for what is shown to the reader of every row that he sees.
 */
function fittingOf(reader: Reader, filter: Filter): Hits {
  const { rows } = reader;
  const { of, operator, values } = filter;
  const name = JSON.stringify([of.name, dayFor(reader, of), operator, ...values]);
  const kept = rows.fitting.of(name, () => ({ version: -1, slots: new Uint8Array() }));
  if (kept.version === rows.version) return kept.slots;
  const slots = new Uint8Array(rows.count).fill(1);
  const column = columnOf(reader, of);
  if (operator === 'is') {
    const wantsBlank = values[0] === 'blank';
    keepSlots(slots, (slot) => (column?.isBlank(slot) ?? true) === wantsBlank);
  } else keepValues(slots, column, filter);
  Object.assign(kept, { version: rows.version, slots });
  return slots;
}

function keepSlots(hits: Hits, fits: (slot: number) => boolean): void {
  for (let slot = 0; slot < hits.length; slot++) if (hits[slot] === 1 && !fits(slot)) hits[slot] = 0;
}

function keepBlankOrSet(reader: Reader, hits: Hits, of: Known, wantsBlank: boolean): void {
  const column = columnOf(reader, of);
  keepSlots(hits, (slot) => (!column || !isShown(reader, of, slot) || column.isBlank(slot)) === wantsBlank);
}

function keepValues(hits: Hits, column: Column | undefined, filter: Filter): void {
  const { operator, values } = filter;
  if (!column) hits.fill(0);
  else if (column.holds === 'numbers') keepNumbersFor(hits, column, filter);
  else if (operator === 'gte' || operator === 'lte')
    keepCodes(hits, column, passOf(column.dictionary, orderTest(operator, values[0] ?? '')));
  else {
    const wanted = values.filter((value) => value !== '');
    const [only] = wanted.map((value) => column.dictionary.find(value));
    if (column.holds === 'codes' && wanted.length === 1 && only !== undefined) keepCode(hits, column, only);
    else keepCodes(hits, column, passAmong(column.dictionary, wanted));
  }
}

function keepNumbersFor(hits: Hits, column: NumberColumn, { operator, numbers = [] }: Filter): void {
  const [wanted = Number.NaN] = numbers;
  if (operator === 'gte') keepBetween(hits, column, wanted, Number.POSITIVE_INFINITY);
  else if (operator === 'lte') keepBetween(hits, column, Number.NEGATIVE_INFINITY, wanted);
  else keepNumbers(hits, column, (number) => numbers.includes(number));
}

/** Days, months and moments compare as far as both are given: 2026-05 is not later than 2026-05-03. */
const orderTest =
  (operator: 'gte' | 'lte', wanted: string) =>
  (value: unknown): boolean => {
    const length = Math.min(String(value).length, wanted.length);
    const order = compareText(String(value).slice(0, length), wanted.slice(0, length));
    return operator === 'gte' ? order >= 0 : order <= 0;
  };

import { say, t } from '@juxian/base/text.ts';
import type { ListAnswer } from './answer.ts';
import type { Hits } from './columns.ts';
import type { Known } from './list-question.ts';
import { columnOf, isPartial, isShown, labelOf, type Reader } from './list-reader.ts';
import { compareText } from './order.ts';

const facetValues = 200;

/** For each value of the column, by code, what `measure` adds up to over the hits; code 0 stands for blank. */
function sumsBy(
  reader: Reader,
  of: Known,
  hits: Hits,
  measure: (slot: number) => number,
): { value: unknown; count: number; sum: number }[] {
  const column = columnOf(reader, of);
  if (column?.holds === 'numbers') return sumsByNumber(reader, of, hits, (slot) => column.get(slot), measure);
  if (!column) {
    const slots = [...hits.keys()].filter((slot) => hits[slot] === 1);
    return [{ value: undefined, count: slots.length, sum: slots.reduce((sum, slot) => sum + measure(slot), 0) }];
  }
  const counts = new Int32Array(column.dictionary.size);
  const sums = new Float64Array(column.dictionary.size);
  const add = (code: number, slot: number) => {
    counts[code] = (counts[code] ?? 0) + 1;
    sums[code] = (sums[code] ?? 0) + measure(slot);
  };
  const hides = isPartial(reader, of);
  for (let slot = 0; slot < hits.length; slot++) {
    if (hits[slot] !== 1) continue;
    if (hides && !isShown(reader, of, slot)) add(0, slot);
    else if (column.holds === 'codes') add(column.codeAt(slot), slot);
    else if (column.isBlank(slot)) add(0, slot);
    else for (const code of column.codesAt(slot)) add(code, slot);
  }
  return [...counts].flatMap((count, code) =>
    count > 0 ? [{ value: column.dictionary.values[code], count, sum: sums[code] ?? 0 }] : [],
  );
}

/** Whole numbers, a year above all, are few enough to be counted one by one. */
function sumsByNumber(
  reader: Reader,
  of: Known,
  hits: Hits,
  valueAt: (slot: number) => number | undefined,
  measure: (slot: number) => number,
): { value: unknown; count: number; sum: number }[] {
  const hides = isPartial(reader, of);
  const found = new Map<number | undefined, { count: number; sum: number }>();
  for (let slot = 0; slot < hits.length; slot++) {
    if (hits[slot] !== 1) continue;
    const value = hides && !isShown(reader, of, slot) ? undefined : valueAt(slot);
    const held = found.get(value) ?? { count: 0, sum: 0 };
    found.set(value, { count: held.count + 1, sum: held.sum + measure(slot) });
  }
  return [...found].map(([value, held]) => ({ value, ...held }));
}

/** How many of the hits hold each value; the 200 most frequent. */
export function facetsOf(reader: Reader, facets: readonly Known[], hits: Hits): NonNullable<ListAnswer['facets']> {
  const entries = facets.map((of) => {
    const counted = sumsBy(reader, of, hits, () => 0).filter(({ value }) => value !== undefined);
    const sorted = counted.sort((a, b) => b.count - a.count || compareText(String(a.value), String(b.value)));
    return [
      of.name,
      sorted
        .slice(0, facetValues)
        .map(({ value, count }) => ({ value: String(value), label: labelOf(reader, of, value), count })),
    ] as const;
  });
  return Object.fromEntries(entries);
}

const blank = t('未填', 'Blank');

/** The hits by value, blank included, counted or with a field summed up. */
export function groupsOf(
  reader: Reader,
  group: Known,
  sum: Known | undefined,
  hits: Hits,
): NonNullable<ListAnswer['groups']> {
  const summed = sum && columnOf(reader, sum);
  const measure = (slot: number) =>
    sum && summed?.holds === 'numbers' && isShown(reader, sum, slot) ? (summed.get(slot) ?? 0) : 0;
  return sumsBy(reader, group, hits, measure)
    .map((one) => ({
      value: String(one.value ?? ''),
      label: one.value === undefined ? say(blank, reader.ctx.locale) : labelOf(reader, group, one.value),
      measure: sum ? Math.round(one.sum * 1e6) / 1e6 : one.count,
    }))
    .sort((a, b) => b.measure - a.measure || compareText(a.value, b.value));
}

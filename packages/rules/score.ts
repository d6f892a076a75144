import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

/** Beyond any sheet in use; keeps the integers exact. */
const MOST = 1_000_000;

/** One line of a score sheet: what it asks, and the points it is worth. */
export type Criterion = { name: string; weight: number };

/**
 * The total of one sheet, to two decimals. Marks are points from 0 up to the weight of their criterion; with `outOf` they
 * are marks from 0 up to that number and are weighted. At most two decimals are taken; halves are rounded up.
 * @throws Refusal `invalid.score` where a mark is missing, out of its span or finer than two decimals.
 */
export function sheetTotal(
  criteria: readonly Criterion[],
  marks: Readonly<Record<string, number>>,
  outOf?: number,
): number {
  const parts = criteria.map(({ name, weight }) => {
    const mark = hundredths(marks[name], name, outOf ?? weight);
    return outOf === undefined ? mark : mark * weight;
  });
  const sum = parts.reduce((a, b) => a + b, 0);
  return (outOf === undefined ? sum : divide(sum, outOf)) / 100;
}

/**
 * The sum of scores out of a hundred, each by its weight, to two decimals; halves are rounded up. The weights are whole
 * percentages that add up to 100.
 */
export const weightedSum = (parts: readonly { score: number; weight: number }[]): number =>
  divide(
    parts.reduce((sum, { score, weight }) => sum + toHundredths(score) * weight, 0),
    100,
  ) / 100;

/** What the panel's totals come to. */
export type PanelResult = {
  /** Mean of the counted totals to two decimals, halves rounded up. */
  mean: number;
  counted: readonly number[];
  /** The highest and the lowest, each once, where the panel is large enough. */
  dropped: readonly number[];
  /** Highest less lowest of all totals, the dropped ones included. */
  range: number;
  median: number;
  deviation: number;
  /** Whether the range exceeds the figure, so that a second review is due. */
  needsReview: boolean;
};

/**
 * Joins the totals of a panel. `dropFrom`: size from which highest and lowest are left out; `reviewRange`: largest range
 * that stands. Source: usual practice of county panels, both figures set by the county.
 * @throws Refusal `invalid.score` where there is no total.
 */
export function panelResult(
  totals: readonly number[],
  { dropFrom, reviewRange }: { dropFrom: number; reviewRange: number },
): PanelResult {
  if (totals.length === 0) throw new Refusal('invalid.score', t('还没有评分', 'There are no scores yet'));
  const sorted = totals.map((total) => hundredths(total, 'total', MOST)).sort((a, b) => a - b);
  const drops = sorted.length >= dropFrom && sorted.length > 2;
  const counted = drops ? sorted.slice(1, -1) : sorted;
  const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return {
    mean: meanOf(counted) / 100,
    counted: counted.map((n) => n / 100),
    dropped: drops ? [sorted[0] ?? 0, sorted.at(-1) ?? 0].map((n) => n / 100) : [],
    range: range / 100,
    median: median(totals),
    deviation: deviation(totals),
    needsReview: range > Math.round(reviewRange * 100),
  };
}

/** The middle value to two decimals; of an even number of values the mean of the middle two, halves rounded up. */
export function median(values: readonly number[]): number {
  const sorted = values.map(toHundredths).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return meanOf(sorted.length % 2 === 1 ? [sorted[half] ?? 0] : sorted.slice(half - 1, half + 1)) / 100;
}

/** Standard deviation of all values (divided by their number), to two decimals. */
export function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return toHundredths(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)) / 100;
}

/** One entry to be ranked. `lot`: the number drawn where scores could not part it from others; lower comes first. */
export type Contestant = { id: string; score: number; marks?: Readonly<Record<string, number>>; lot?: number };

/** `place` is shared by those whom neither score, nor criteria, nor lot could part; they are `tied`. */
export type Placed<C extends Contestant> = C & { place: number; tied: boolean };

/**
 * Ranks by score, then by the criteria the call names for ties, in their order, then by lot. Places run 1, 2, 2, 4. What is
 * still tied is said and left to the people who decide.
 */
export function ranking<C extends Contestant>(
  contestants: readonly C[],
  tieBreak: readonly string[] = [],
): Placed<C>[] {
  const compare = (a: Contestant, b: Contestant): number => {
    if (a.score !== b.score) return b.score - a.score;
    for (const name of tieBreak) {
      const difference = (b.marks?.[name] ?? 0) - (a.marks?.[name] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.lot !== undefined && b.lot !== undefined ? a.lot - b.lot : 0;
  };
  const sorted = [...contestants].sort(compare);
  return sorted.map((one) => {
    const equals = sorted.filter((other) => compare(one, other) === 0);
    return { ...one, place: sorted.findIndex((other) => compare(one, other) === 0) + 1, tied: equals.length > 1 };
  });
}

/**
 * Cuts a ranking by a quota. Where a tie lies across the line, those tied are neither in nor out: `undecided` holds them
 * until a lot or a decision parts them.
 */
export function cut<C extends Contestant>(
  placed: readonly Placed<C>[],
  quota: number,
): { within: Placed<C>[]; undecided: Placed<C>[]; beyond: Placed<C>[] } {
  const line = placed[quota - 1]?.place;
  const next = placed[quota]?.place;
  const torn = line !== undefined && line === next ? line : undefined;
  return {
    within: placed.filter((one, i) => i < quota && one.place !== torn),
    undecided: placed.filter((one) => one.place === torn),
    beyond: placed.filter((one, i) => i >= quota && one.place !== torn),
  };
}

function hundredths(mark: number | undefined, name: string, most: number): number {
  const rounded = toHundredths(mark ?? Number.NaN);
  const exact = Math.abs((mark ?? 0) * 100 - rounded) < 1e-6;
  if (mark === undefined || !Number.isFinite(mark) || !exact || mark < 0 || mark > most)
    throw refuseField(
      name,
      'invalid.score',
      t('应在0至{most}分之间，最多两位小数', 'Must lie between 0 and {most}, with at most two decimals'),
      { most },
    );
  return rounded;
}

/** To whole hundredths. */
export const toHundredths = (value: number): number => Math.round(value * 100);
const meanOf = (integers: readonly number[]): number =>
  divide(
    integers.reduce((a, b) => a + b, 0),
    integers.length,
  );

/** Division of integers, halves rounded up, with no float in between. */
const divide = (n: number, by: number): number => Math.floor((2 * n + by) / (2 * by));

import { toHundredths } from './score.ts';

/** One total that a judge gave an item. */
export type Scored = { item: string; judge: string; total: number };

/** How a judge scores beside the others who scored the same items; all to two decimals. */
export type Judge = {
  judge: string;
  count: number;
  mean: number;
  /** Standard deviation of his totals, divided by their number. */
  spread: number;
  /** Mean of his total less the mean of the item: below zero he is harsher than those beside him. */
  lean: number;
  /** The lean in standard deviations of all leans. */
  z: number;
  /** Whether |z| exceeds two; possible from six judges up, since among n judges none is beyond the root of n − 1. */
  isOutlier: boolean;
};
export type Calibration = { judges: Judge[]; items: { item: string; mean: number; normalised: number }[] };

const limit = 2;

/**
 * Compares judges by what they gave the same items, and restates each item as if all judged on one scale: the mean of its
 * z-scores within each judge's own totals, set on the mean and spread of all totals. Standard scores by population
 * deviation; nothing is decided by it.
 */
export function calibrate(scores: readonly Scored[]): Calibration {
  const byItem = grouped(scores, 'item');
  const itemMean = new Map([...byItem].map(([item, given]) => [item, meanOf(given.map(({ total }) => total))]));
  const lines = [...grouped(scores, 'judge')].map(([judge, given]) => {
    const totals = given.map(({ total }) => total);
    const lean = meanOf(given.map(({ item, total }) => total - (itemMean.get(item) ?? 0)));
    return { judge, count: totals.length, mean: meanOf(totals), spread: spreadOf(totals), lean };
  });
  const leans = lines.map(({ lean }) => lean);
  const [middle, width] = [meanOf(leans), spreadOf(leans)];
  const own = new Map(lines.map((line) => [line.judge, line]));
  const all = scores.map(({ total }) => total);
  const [mean, spread] = [meanOf(all), spreadOf(all)];
  return {
    judges: lines.map(({ judge, count, ...line }) => {
      const z = standard(line.lean, middle, width);
      return {
        judge,
        count,
        mean: rounded(line.mean),
        spread: rounded(line.spread),
        lean: rounded(line.lean),
        z: rounded(z),
        isOutlier: Math.abs(z) > limit + tiny,
      };
    }),
    items: [...byItem].map(([item, given]) => {
      const z = given.map(({ judge, total }) => {
        const line = own.get(judge);
        return standard(total, line?.mean ?? 0, line?.spread ?? 0);
      });
      return { item, mean: rounded(itemMean.get(item) ?? 0), normalised: rounded(mean + spread * meanOf(z)) };
    }),
  };
}

function grouped(scores: readonly Scored[], by: 'item' | 'judge'): Map<string, Scored[]> {
  const groups = new Map<string, Scored[]>();
  for (const one of scores) groups.set(one[by], [...(groups.get(one[by]) ?? []), one]);
  return groups;
}

/** What differs by less is equal: sums of decimals are not exact. */
const tiny = 1e-9;
const standard = (value: number, mean: number, spread: number): number => (spread < tiny ? 0 : (value - mean) / spread);
const rounded = (value: number): number => toHundredths(value) / 100;
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spreadOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

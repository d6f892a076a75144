import { addMonths, monthsBetween } from '@juxian/rules/month.ts';
import type { Stage } from './read.ts';

/**
 * Months that no stage fills (`gap`), that two fill (`overlap`; without `to` as the stage above has no end), or a stage
 * that ends before it begins (`reversed`). `stage` is the index of the later one; `from` and `to` are the first and last
 * month in question, `months` how many there are.
 */
export type Gap = { is: 'gap' | 'overlap' | 'reversed'; stage: number; from: string; to?: string; months?: number };

/** What does not join in the order of the stages. A stage may begin in the month the one above ends, or the next. */
export function gapsOf(stages: readonly Stage[]): Gap[] {
  const gaps: Gap[] = [];
  let end: string | undefined;
  let started = false;
  stages.forEach(({ from, to }, stage) => {
    if (from === undefined) return;
    if (to !== undefined && to < from) {
      gaps.push({ is: 'reversed', stage, from, to });
      return;
    }
    if (started && end === undefined) gaps.push({ is: 'overlap', stage, from });
    else if (end !== undefined) {
      const months = monthsBetween(end, from);
      if (months > 1)
        gaps.push({ is: 'gap', stage, from: addMonths(end, 1), to: addMonths(from, -1), months: months - 1 });
      if (months < 0)
        gaps.push({ is: 'overlap', stage, from, to: earlier(end, to), months: monthsBetween(from, earlier(end, to)) });
    }
    end = !started || (end !== undefined && (to === undefined || to > end)) ? to : end;
    started = true;
  });
  return gaps;
}

const earlier = (end: string, to: string | undefined): string => (to !== undefined && to < end ? to : end);

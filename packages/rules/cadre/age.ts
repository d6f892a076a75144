import { type Text, t } from '@juxian/base/text.ts';
import { monthsBetween, yearOf } from '../month.ts';

/**
 * Full years at a cut-off date by the month rule of the forms: Y2 - Y1, one less if M2 < M1; days do not count.
 * Birth and cut-off are `YYYY-MM` or `YYYY-MM-DD`. @throws RangeError where the birth lies after the cut-off.
 */
export const ageAt = (birth: string, at: string): number => Math.floor(monthsSince(birth, at) / 12);

/** Years of work (工龄) at a cut-off date, counted by calendar year: 2001 to 2026 is 25. */
export const serviceYears = (from: string, at: string): number => byYear(from, at);

/** Years of party membership (党龄) at a cut-off date, counted by calendar year from admission. */
export const partyYears = (from: string, at: string): number => byYear(from, at);

export type Tenure = {
  months: number;
  /** Years with one decimal, halves rounded up: 29 months is 2.4. */
  years: number;
  /** 2年5个月 */
  text: Text;
};

/** Time in a post or rank at a cut-off date, in whole calendar months. */
export function tenureAt(from: string, at: string): Tenure {
  const months = monthsSince(from, at);
  return { months, years: Math.round((months * 10) / 12) / 10, text: yearsAndMonths(months) };
}

/** A length in words: 2年5个月, 3年, 5个月. */
export function yearsAndMonths(months: number): Text {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  const parts = [years > 0 ? `${years}年` : '', rest > 0 || years === 0 ? `${rest}个月` : ''];
  const english = [years > 0 ? `${years} y` : '', rest > 0 || years === 0 ? `${rest} m` : ''];
  return t(parts.join(''), english.filter(Boolean).join(' '));
}

function byYear(from: string, at: string): number {
  monthsSince(from, at);
  return yearOf(at) - yearOf(from);
}

function monthsSince(from: string, at: string): number {
  const months = monthsBetween(from, at);
  if (months < 0) throw new RangeError(`${from} lies after ${at}`);
  return months;
}

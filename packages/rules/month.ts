import { isDay } from './day.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether there is such a month: `2026-13` is none. */
export const isMonth = (text: string): boolean => MONTH.test(text);

/** Months since year 0 of a month `YYYY-MM`, or of the month a day `YYYY-MM-DD` lies in. @throws RangeError for others. */
export function monthNumber(text: string): number {
  if (!isMonth(text) && !isDay(text)) throw new RangeError(`no such month: ${text}`);
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}

/** The month `YYYY-MM` of a month number. */
export const monthFrom = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The month n months later, earlier where n is negative. */
export const addMonths = (month: string, n: number): string => monthFrom(monthNumber(month) + n);

/** Calendar months from one month to another; days within them do not count. */
export const monthsBetween = (from: string, to: string): number => monthNumber(to) - monthNumber(from);

/** The year of a month or day. */
export const yearOf = (text: string): number => Math.floor(monthNumber(text) / 12);

/** The same day n months later; the last day of that month where it has no such day: 31 August + 6 = 28 February. */
export function dayMonthsLater(day: string, n: number): string {
  const month = addMonths(day, n);
  const same = `${month}${day.slice(7)}`;
  if (isDay(same)) return same;
  return ['31', '30', '29', '28'].map((last) => `${month}-${last}`).find(isDay) ?? same;
}

/** A month as forms print it: `1979.03`. */
export const dotted = (month: string): string => month.slice(0, 7).replace('-', '.');

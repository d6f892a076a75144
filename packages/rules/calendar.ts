import { type Text, t } from '@juxian/base/text.ts';
import { type YearCalendar, yearCalendars } from './calendar-data.ts';
import { addDays, dayFrom, dayNumber, daysBetween } from './day.ts';

/** What a county adds to the State Council's calendar, as `YYYY-MM-DD`. A day named in both lists is worked. */
export type LocalDays = { closed?: readonly string[]; worked?: readonly string[] };

/** Farthest number of working days any function here counts, so that a slip of the keyboard ends. */
const FARTHEST = 10_000;

const years = new Map(yearCalendars.map((calendar) => [calendar.year, calendar]));
const off = new Set(yearCalendars.flatMap((calendar) => calendar.off.flatMap(({ from, to }) => spanOf(from, to))));
const worked = new Set(yearCalendars.flatMap((calendar) => calendar.worked));

function spanOf(from: string, to: string): string[] {
  const first = dayNumber(from);
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => dayFrom(first + i));
}

/** Whether the State Council's arrangement of that year is in the data; otherwise weekends alone are counted as off. */
export const known = (year: number): boolean => years.has(year);

/** The published arrangement of a year with its notice, if there is one yet. */
export const calendarOf = (year: number): YearCalendar | undefined => years.get(year);

/** What a screen says beside a day whose year has no published calendar; undefined where it has. */
export function calendarNote(day: string): Text | undefined {
  const year = Number(day.slice(0, 4));
  if (known(year)) return undefined;
  return t(
    `${year}年放假安排尚未录入，暂按周末推算`,
    `The holidays of ${year} are not on record yet; only weekends are counted as off`,
  );
}

/**
 * Whether offices work on that day: make-up days yes, public holidays no, otherwise Monday to Friday.
 * Source: the yearly notice of the General Office of the State Council.
 */
export function isWorkingDay(day: string, local: LocalDays = {}): boolean {
  if (local.worked?.includes(day)) return true;
  if (local.closed?.includes(day)) return false;
  if (worked.has(day)) return true;
  if (off.has(day)) return false;
  const weekday = (dayNumber(day) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** The day itself if offices work on it, otherwise the next working day. */
export const nextWorkingDay = (day: string, local?: LocalDays): string => step(day, 1, local);

/** The day itself if offices work on it, otherwise the last working day before it. */
export const lastWorkingDay = (day: string, local?: LocalDays): string => step(day, -1, local);

function step(day: string, by: 1 | -1, local?: LocalDays): string {
  let at = day;
  for (let i = 0; i < FARTHEST; i++, at = addDays(at, by)) if (isWorkingDay(at, local)) return at;
  throw new RangeError(`no working day near ${day}`);
}

/**
 * The nth working day after a day, before it where n is negative; the day itself does not count (民法典 201: 开始的当日不计入).
 * With n = 0 the day itself, moved on to the next working day if it is none.
 */
export function addWorkingDays(day: string, n: number, local?: LocalDays): string {
  if (!Number.isInteger(n) || Math.abs(n) > FARTHEST) throw new RangeError(`not a number of working days: ${n}`);
  if (n === 0) return nextWorkingDay(day, local);
  const by = n > 0 ? 1 : -1;
  let at = day;
  for (let left = Math.abs(n); left > 0; left--) at = step(addDays(at, by), by, local);
  return at;
}

/**
 * Working days from `from` (counted) up to `to` (not counted); negative where `to` is the earlier. So that for a working
 * day d, `workingDaysBetween(d, addWorkingDays(d, n)) === n`.
 */
export function workingDaysBetween(from: string, to: string, local?: LocalDays): number {
  if (to < from) return -workingDaysBetween(to, from, local);
  const last = dayNumber(to);
  let count = 0;
  for (let at = dayNumber(from); at < last; at++) if (isWorkingDay(dayFrom(at), local)) count++;
  return count;
}

/**
 * The last day of a public notice of so many working days. The day it goes up counts if offices work on it: a notice of 5
 * put up on a Monday runs until Friday. It may be closed from the day after. Source: practice of 公示 announcements,
 * which print “3月2日至3月6日（5个工作日）”.
 */
export function publicityEnds(start: string, days: number, local?: LocalDays): string {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`not a length of a notice: ${days}`);
  return addWorkingDays(nextWorkingDay(start, local), days - 1, local);
}

/** Whether a notice put up on `start` has run its days and may be closed on `today`. */
export const publicityIsOver = (start: string, days: number, today: string, local?: LocalDays): boolean =>
  today > publicityEnds(start, days, local);

/** How a list says a due day: 还有n个工作日, 今天到期, 逾期n天 (calendar days, as the supervising office counts them). */
export function deadlineText(today: string, due: string, local?: LocalDays): Text {
  const days = daysBetween(today, due);
  if (days === 0) return t('今天到期', 'Due today');
  if (days < 0) return t(`逾期${-days}天`, `${plural(-days, 'day')} overdue`);
  const left = workingDaysBetween(addDays(today, 1), addDays(due, 1), local);
  return left > 0
    ? t(`还有${left}个工作日`, `${plural(left, 'working day')} left`)
    : t(`还有${days}天（非工作日）`, `${plural(days, 'day')} left, none a working day`);
}

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

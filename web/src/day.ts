import { locale } from './locale.ts';

const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const fullWeekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
const at = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`);

/** `11-19` within the year of `today`, else `2025-11-19`. */
export const shortDay = (moment: string, today: string): string =>
  moment.slice(0, 4) === today.slice(0, 4) ? moment.slice(5, 10) : moment.slice(0, 10);

/** `11-19 16:42`, the year before it where it is not this one. */
export const shortMoment = (moment: string, today: string): string =>
  `${shortDay(moment, today)} ${moment.slice(11, 16)}`.trim();

export const weekdayOf = (day: string): string => weekday.format(at(day));
/** `2026年11月20日　星期五`. */
export const longDay = (day: string): string => `${long.format(at(day))}　${fullWeekday.format(at(day))}`;

/** The day before; both as YYYY-MM-DD. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** The Sunday that closes the week of a day. */
export function endOfWeek(day: string): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

const clock = new Intl.DateTimeFormat('zh-CN', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Asia/Shanghai',
});
/** The time on the wall of the offices, wherever the reader is, `10:32`. */
export const wallTime = (): string => clock.format(new Date());

import { type Locale, say, type Text, type TextValues, t } from '@juxian/base/text.ts';

/** Says words in the reader's language. */
export type Say = (words: Text, values?: TextValues) => string;
export const sayIn =
  (locale: Locale): Say =>
  (words, values) =>
    say(words, locale, values);

const weekdays = [
  t('日', 'Sun'),
  t('一', 'Mon'),
  t('二', 'Tue'),
  t('三', 'Wed'),
  t('四', 'Thu'),
  t('五', 'Fri'),
  t('六', 'Sat'),
];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const partsOf = (day: string) => {
  const [year = 0, month = 0, date = 0] = day.slice(0, 10).split('-').map(Number);
  return { year, month, date, weekday: weekdays[new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? weekdays[0] };
};

/** A day without its year: `10月16日`. */
export function shortDay(locale: Locale, day: string): string {
  const { month, date } = partsOf(day);
  return locale === 'en' ? `${date} ${months[month - 1]}` : `${month}月${date}日`;
}

/** A day with its year: `2026年9月21日`. */
export function longDay(locale: Locale, day: string): string {
  const { year } = partsOf(day);
  return locale === 'en' ? `${shortDay(locale, day)} ${year}` : `${year}年${shortDay(locale, day)}`;
}

/** `10月16日（周五）`. */
export function weekDay(locale: Locale, day: string): string {
  const { weekday } = partsOf(day);
  return locale === 'en' ? `${weekday?.en} ${shortDay(locale, day)}` : `${shortDay(locale, day)}（周${weekday?.zh}）`;
}

/** `17:30` of a moment. */
export const clockTime = (moment: string): string => moment.slice(11, 16);

/** `10月16日（周五）17:30`. */
export const weekMoment = (locale: Locale, moment: string): string =>
  `${weekDay(locale, moment)}${locale === 'en' ? ', ' : ''}${clockTime(moment)}`;

/** `10月12日 21:05`. */
export const shortMoment = (locale: Locale, moment: string): string =>
  `${shortDay(locale, moment)} ${clockTime(moment)}`;

/** Calendar days from one moment's day to another's. */
export const daysUntil = (from: string, to: string): number =>
  Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);

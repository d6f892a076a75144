import { type Text, t } from '@juxian/base/text.ts';
import { addDays } from '@juxian/rules/day.ts';

type Values = Readonly<Record<string, unknown>>;

/** For the last day of a term: it lies after the first. */
export const termDisagrees = ({ from, to }: Values): Text | undefined =>
  typeof from === 'string' && typeof to === 'string' && to <= from
    ? t('须晚于起始日期', 'Must lie after the first day')
    : undefined;

/** The last moment of a day on the clock of the offices. */
export const endOfDay = (day: string): string => `${day}T23:59:59+08:00`;

/** When somebody is to be told that a term ends, so many days before its last. */
export const noticeOf = (to: string, days: number): string => `${addDays(to, -days)}T09:00:00+08:00`;

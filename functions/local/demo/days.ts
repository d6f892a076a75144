import { addWorkingDays, lastWorkingDay } from '@juxian/rules/calendar.ts';
import { addYears } from '@juxian/rules/day.ts';

/** The days of the demonstration, counted from the working day on which it was first started. */
export function daysFrom(start: string) {
  const today = lastWorkingDay(start);
  const year = Number(today.slice(0, 4));
  return {
    today,
    year,
    /** So many working days before (negative) or after. */
    day: (offset: number): string => addWorkingDays(today, offset),
    yearsAgo: (n: number): string => lastWorkingDay(addYears(today, -n)),
  };
}
export type Days = ReturnType<typeof daysFrom>;

/** A moment of a day on the clock of the offices. */
export const moment = (day: string, time = '09:00:00'): string => `${day}T${time}+08:00`;

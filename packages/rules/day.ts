const DAY = 86_400_000;

/** Days since 1970-01-01 of a calendar day `YYYY-MM-DD`. @throws RangeError where there is no such day. */
export function dayNumber(day: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
    throw new RangeError(`no such day: ${day}`);
  return time / DAY;
}

/** The calendar day `YYYY-MM-DD` of a day number. */
export const dayFrom = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** The calendar day n days later, earlier where n is negative. */
export const addDays = (day: string, n: number): string => dayFrom(dayNumber(day) + n);

/** Calendar days from one day to another; negative where `to` is the earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** Whether there is such a day: `2026-02-29` is none. */
export function isDay(text: string): boolean {
  try {
    return Number.isFinite(dayNumber(text));
  } catch {
    return false;
  }
}

/** The same day n years later; 29 February falls to the 28th in a common year. */
export function addYears(day: string, n: number): string {
  const year = String(Number(day.slice(0, 4)) + n).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return isDay(same) ? same : `${year}-02-28`;
}

/** Whole years lived by a day: the count changes on the birthday, on 1 March for those born on 29 February. */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

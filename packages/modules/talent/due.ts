import { momentOf } from '@juxian/base/clock.ts';
import type { Look } from '@juxian/engine/define.ts';

const stepDays = (look: Look) => look.figure('talent.stepDays').value;
type Step = keyof ReturnType<typeof stepDays>;

/** The end of office hours on a day. */
export const closingTime = (day: string): string => `${day}T17:30:00+08:00`;

/** The moment so many minutes after a deadline. */
export const after = (deadline: string, minutes: unknown): string =>
  momentOf(Date.parse(deadline) + Number(minutes ?? 0) * 60_000);

const reminderDays = 3;
const day = 86_400_000;

/** Three days before the deadline, or half-way to it where less time is left. */
export function reminderOf(now: string, until: string): string {
  const [from, end] = [Date.parse(now), Date.parse(until)];
  return momentOf(Math.max(end - reminderDays * day, (from + end) / 2));
}

/** When a step is owed that begins on `day`: the county's working days on, at the end of office hours. */
export const owedAfter = (look: Look, day: string, step: Step): string =>
  closingTime(look.addWorkingDays(day, stepDays(look)[step]));

const stepOf: Readonly<Record<string, Step>> = {
  atUnit: 'recommend',
  atDepartment: 'endorse',
  formalReview: 'formalReview',
  consultation: 'replies',
  recognised: 'taskBook',
  signed: 'plaque',
};

/** When what waits in a state is owed, counted from `day`; null where the county sets no time. */
export function owedIn(look: Look, day: string, state: string): string | null {
  const step = stepOf[state];
  return step ? owedAfter(look, day, step) : null;
}

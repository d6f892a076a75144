import { type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, type Refuse, reads, textInput } from '../schema.ts';

/** A calendar day, `YYYY-MM-DD`. */
export const date = (label: Text, marks: Marks = {}): Field<string, 'date'> => field('date', label, {}, marks);

/** Whether there is such a day, in the years 1900 to 2199. */
export function isCalendarDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

export function readDay(given: string, refuse: Refuse, path: string[] = []): string {
  const day = halfWidth(given).trim();
  if (!isCalendarDay(day))
    refuse('date', t('没有这一天，应写作 2026-03-01', 'There is no such day; write it as 2026-03-01'), {}, path);
  return day;
}

export const dateSchema: KindSchema<'date'> = {
  name: 'date',
  value: () => reads(textInput, (given, refuse) => readDay(given, refuse)),
  column: () => 'code',
};

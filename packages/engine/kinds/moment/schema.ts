import { momentOf } from '@juxian/base/clock.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { isCalendarDay } from '../date/schema.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, reads, textInput } from '../schema.ts';

/** A moment, `YYYY-MM-DDTHH:mm:ss+08:00`. */
export const moment = (label: Text, marks: Marks = {}): Field<string, 'moment'> => field('moment', label, {}, marks);

const shape = /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/;

/** A moment in any offset as one of China's; without an offset it is meant to be one. Undefined where it is none. */
export function momentIn(text: string): string | undefined {
  const [, day = '', time = '', seconds = ':00', offset = '+08:00'] = shape.exec(halfWidth(text).trim()) ?? [];
  const ms = isCalendarDay(day) ? Date.parse(`${day}T${time}${seconds}${offset}`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : momentOf(ms);
}

export const momentSchema: KindSchema<'moment'> = {
  name: 'moment',
  value: () =>
    reads(textInput, (given, refuse) => {
      const value = momentIn(given);
      if (value === undefined)
        refuse(
          'moment',
          t('没有这一时刻，应写作 2026-03-01 09:30', 'There is no such moment; write it as 2026-03-01 09:30'),
        );
      return value;
    }),
  column: () => 'code',
};

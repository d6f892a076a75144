import { type Text, t } from '@juxian/base/text.ts';
import * as z from 'zod';
import { readDay } from '../date/schema.ts';
import type { Field, KindSchema, Period } from '../kind.ts';
import { field, type Marks, reads, textInput } from '../schema.ts';

/** From one day to another, both included. */
export const period = (label: Text, marks: Marks = {}): Field<Period, 'period'> => field('period', label, {}, marks);

export const periodSchema: KindSchema<'period'> = {
  name: 'period',
  value: () =>
    reads(z.strictObject({ from: textInput, to: textInput }), (given, refuse) => {
      const value = { from: readDay(given.from, refuse, ['from']), to: readDay(given.to, refuse, ['to']) };
      if (value.to < value.from) refuse('order', t('止日早于起日', 'The end is before the beginning'), {}, ['to']);
      return value;
    }),
  column: () => 'none',
};

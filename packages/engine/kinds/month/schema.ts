import { type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, reads, textInput } from '../schema.ts';

/** A month, `YYYY-MM`: dates in a cadre's file are months. */
export const month = (label: Text, marks: Marks = {}): Field<string, 'month'> => field('month', label, {}, marks);

export const monthSchema: KindSchema<'month'> = {
  name: 'month',
  value: () =>
    reads(textInput, (given, refuse) => {
      const value = halfWidth(given).trim();
      if (!/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(value))
        refuse('month', t('没有这个月份，应写作 2026-03', 'There is no such month; write it as 2026-03'));
      return value;
    }),
  column: () => 'code',
};

import { type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, reads, textInput } from '../schema.ts';

/** A division of the country: 6 digits (GB/T 2260), 9 or 12 for towns and villages (GB/T 10114). */
export const region = (label: Text, marks: Marks = {}): Field<string, 'region'> => field('region', label, {}, marks);

export const isRegionCode = (text: string): boolean =>
  /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|99)\d{4}(\d{3}){0,2}$/.test(text);

export const regionSchema: KindSchema<'region'> = {
  name: 'region',
  value: () =>
    reads(textInput, (given, refuse) => {
      const value = halfWidth(given).trim();
      if (!isRegionCode(value))
        refuse('region', t('应为6位、9位或12位行政区划代码', 'Must be a division code of 6, 9 or 12 digits'));
      return value;
    }),
  column: () => 'code',
};

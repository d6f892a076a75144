import { type Locale, type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { checkRange, field, halfWidth, type Marks, reads, typedNumberInput } from '../schema.ts';

type Given = Marks & { min?: number; max?: number; whole?: boolean; plain?: boolean; unit?: Text };

/**
 * A number between `min` and `max`, both included; `whole` refuses fractions; `plain` is written without groups of
 * three, as years are. */
export const number = (
  label: Text,
  { min, max, whole = false, plain, unit, ...marks }: Given = {},
): Field<number, 'number'> =>
  field(
    'number',
    label,
    {
      whole,
      ...(plain ? { plain } : {}),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(unit ? { unit } : {}),
    },
    marks,
  );

/** A number as people read it, in groups of three unless the field is `plain`. */
export const numberText = (value: number, { plain }: { plain?: unknown }, locale: Locale): string =>
  value.toLocaleString(locale, { maximumFractionDigits: 6, useGrouping: plain !== true });

/** A number as people type it: full-width digits, thousands separated. NaN where it is none. */
export function numberIn(text: string): number {
  const plain = halfWidth(text).trim();
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  return /^[+-]?\d+(\.\d+)?$/.test(grouped) ? Number(grouped) : Number.NaN;
}

export const numberSchema: KindSchema<'number'> = {
  name: 'number',
  value: (options) =>
    reads(typedNumberInput, (given, refuse) => {
      const value = typeof given === 'string' ? numberIn(given) : given;
      if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
        refuse('number', t('应为数字', 'Must be a number'));
      else if (options.whole && !Number.isInteger(value)) refuse('whole', t('应为整数', 'Must be a whole number'));
      else checkRange(value, options, refuse);
      return value;
    }),
  column: () => 'number',
};

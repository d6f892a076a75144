import { type Locale, type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { checkRange, field, type Marks, numberInput, reads } from '../schema.ts';

/** An amount in whole fen, from 0 unless `min` says otherwise. */
export const money = (
  label: Text,
  { min = 0, max, ...marks }: Marks & { min?: number; max?: number } = {},
): Field<number, 'money'> => field('money', label, { min, ...(max === undefined ? {} : { max }) }, marks);

/** Fen as people read yuan: in groups of three, with two places only where there are any. */
export const yuanText = (fen: number, locale: Locale): string =>
  (fen / 100).toLocaleString(locale, { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 });

/** Fen as yuan with two places: `1234500` is `12345.00`. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const moneySchema: KindSchema<'money'> = {
  name: 'money',
  value: (options) =>
    reads(numberInput, (fen, refuse) => {
      if (!Number.isSafeInteger(fen)) refuse('fen', t('金额以分为单位，应为整数', 'An amount is given in whole fen'));
      else checkRange(fen, options, refuse, yuan);
      return fen;
    }),
  column: () => 'number',
};

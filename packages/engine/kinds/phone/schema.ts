import { type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, reads, textInput } from '../schema.ts';

/** A telephone number: mobile, fixed line with area code, service number, or one abroad with its `+`. */
export const phone = (label: Text, marks: Marks = {}): Field<string, 'phone'> => field('phone', label, {}, marks);

const area = '0(?:10|2\\d|[3-9]\\d{2})';
const fixed = new RegExp(`^(${area})-?([2-9]\\d{6,7})(?:(?:-|转|ext\\.?)(\\d{1,6}))?$`, 'i');

/** A number as it is stored: `13800000000`, `0972-8612345`, `0972-8612345-8001`, `12380`, `+4930123456`. */
export function phoneIn(text: string): string | undefined {
  const plain = halfWidth(text)
    .replace(/[\s()]/g, '')
    .replace(/[‐-―−]/g, '-')
    .replace(/^(\+|00)86-?/, '');
  if (/^1[3-9][\d-]+$/.test(plain) && plain.replaceAll('-', '').length === 11) return plain.replaceAll('-', '');
  if (/^(1\d{4}|[48]00\d{7}|[48]00-\d{3}-?\d{4})$/.test(plain)) return plain.replaceAll('-', '');
  if (/^\+[1-9][\d-]+$/.test(plain) && /^\+\d{6,15}$/.test(plain.replaceAll('-', ''))) return plain.replaceAll('-', '');
  const [, code, line, extension] = fixed.exec(plain) ?? [];
  return code && line && [code, line, extension].filter(Boolean).join('-');
}

export const phoneSchema: KindSchema<'phone'> = {
  name: 'phone',
  value: () =>
    reads(textInput, (given, refuse) => {
      const value = phoneIn(given);
      if (!value)
        refuse(
          'phone',
          t(
            '应为手机号，或带区号的固定电话，如 0972-8612345',
            'Must be a mobile number, or a fixed line with its area code such as 0972-8612345',
          ),
        );
      return value;
    }),
  column: () => 'code',
};

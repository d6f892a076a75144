import { type Text, t } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, reads, textInput } from '../schema.ts';

/** A mail address; its domain is kept in small letters. */
export const email = (label: Text, marks: Marks = {}): Field<string, 'email'> => field('email', label, {}, marks);

const shape = /^[^\s@"(),:;<>[\\\]]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

export const emailSchema: KindSchema<'email'> = {
  name: 'email',
  value: () =>
    reads(textInput, (given, refuse) => {
      const plain = halfWidth(given).trim();
      const value = plain.replace(/@.*$/, (domain) => domain.toLowerCase());
      if (value.length > 254 || !shape.test(value)) refuse('email', t('不是邮箱地址', 'Not a mail address'));
      return value;
    }),
  column: () => 'code',
};

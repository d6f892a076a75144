import type { Text } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { checkLength, cleanText, field, type Marks, reads, textInput } from '../schema.ts';

/** One line of text, at most `max` characters (200 unless given). */
export const text = (label: Text, { max = 200, ...marks }: Marks & { max?: number } = {}): Field<string, 'text'> =>
  field('text', label, { max }, marks);

export const textSchema: KindSchema<'text'> = {
  name: 'text',
  value: ({ max }) =>
    reads(textInput, (given, refuse) => {
      const clean = cleanText(given, refuse);
      checkLength(clean, max, refuse);
      return clean;
    }),
  column: () => 'code',
};

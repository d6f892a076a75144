import type { Text } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { checkLength, cleanText, field, type Marks, reads, textInput } from '../schema.ts';

/** Text of several lines, at most `max` characters (5,000 unless given); kept out of lists. */
export const longText = (
  label: Text,
  { max = 5000, ...marks }: Marks & { max?: number } = {},
): Field<string, 'longText'> => field('longText', label, { max }, marks);

export const longTextSchema: KindSchema<'longText'> = {
  name: 'longText',
  value: ({ max }) =>
    reads(textInput, (given, refuse) => {
      const clean = cleanText(given, refuse, true);
      checkLength(clean, max, refuse);
      return clean;
    }),
  column: () => 'none',
};

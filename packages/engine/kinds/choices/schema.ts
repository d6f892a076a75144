import type { Text } from '@juxian/base/text.ts';
import { readChoice } from '../choice/schema.ts';
import type { Choices, Field, KindSchema } from '../kind.ts';
import { distinct, field, type Marks, reads, textInput } from '../schema.ts';

/** Several of the choices, at most `max`. */
export const choices = <const C extends Choices>(
  label: Text,
  of: C,
  { max, ...marks }: Marks & { max?: number } = {},
): Field<Extract<keyof C, string>[], 'choices'> =>
  field('choices', label, { choices: of, ...(max === undefined ? {} : { max }) }, marks);

export const choicesSchema: KindSchema<'choices'> = {
  name: 'choices',
  value: ({ choices: of, max }) =>
    distinct(
      reads(textInput, (given, refuse) => readChoice(given, of, refuse)),
      max ?? Object.keys(of).length,
    ),
  column: () => 'list',
};

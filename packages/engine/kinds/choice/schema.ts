import { type Text, t } from '@juxian/base/text.ts';
import type { Choices, Field, KindSchema } from '../kind.ts';
import { field, type Marks, type Refuse, reads, textInput } from '../schema.ts';

/** One of the choices; the key is stored, the label shown. */
export const choice = <const C extends Choices>(
  label: Text,
  choices: C,
  marks: Marks = {},
): Field<Extract<keyof C, string>, 'choice'> => field('choice', label, { choices }, marks);

export function readChoice(given: string, choices: Choices, refuse: Refuse): string {
  if (!Object.hasOwn(choices, given))
    refuse('choice', t('“{given}”不在可选范围内', '“{given}” is not one of the choices'), {
      given: given.slice(0, 40),
    });
  return given;
}

export const choiceSchema: KindSchema<'choice'> = {
  name: 'choice',
  value: ({ choices }) => reads(textInput, (given, refuse) => readChoice(given, choices, refuse)),
  column: () => 'code',
};

import { type Text, t } from '@juxian/base/text.ts';
import { type DictionaryName, dictionaries } from '@juxian/rules/dictionary.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, halfWidth, type Marks, reads, textInput } from '../schema.ts';

/** A code of a dated dictionary of packages/rules. */
export const code = (label: Text, dictionary: DictionaryName, marks: Marks = {}): Field<string, 'code'> =>
  field('code', label, { dictionary }, marks);

export const codeSchema: KindSchema<'code'> = {
  name: 'code',
  value: ({ dictionary }) =>
    reads(textInput, (given, refuse) => {
      const value = halfWidth(given).trim();
      if (!dictionaries.get(dictionary)?.entries.has(value))
        refuse('code', t('“{given}”不在字典内', '“{given}” is not in the dictionary'), { given: value.slice(0, 40) });
      return value;
    }),
  column: () => 'code',
};

import type { Text } from '@juxian/base/text.ts';
import { cleanIdentityNumber, issueOfIdentityNumber } from '@juxian/rules/identity-number.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, type Marks, reads, textInput } from '../schema.ts';

/** A citizen's identity number (GB 11643): always sensitive, never in a list in the clear. */
export const identityNumber = (label: Text, marks: Omit<Marks, 'sensitive'> = {}): Field<string, 'identityNumber'> =>
  field('identityNumber', label, {}, { ...marks, sensitive: true });

export const identityNumberSchema: KindSchema<'identityNumber'> = {
  name: 'identityNumber',
  value: () =>
    reads(textInput, (given, refuse) => {
      const value = cleanIdentityNumber(given);
      const wrong = issueOfIdentityNumber(value);
      if (wrong) refuse('identityNumber', wrong);
      return value;
    }),
  column: () => 'none',
};

import type { Text } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, idSchema, type Marks } from '../schema.ts';

/** A person with an account in the county. */
export const person = (label: Text, marks: Marks = {}): Field<string, 'person'> => field('person', label, {}, marks);

export const personSchema: KindSchema<'person'> = { name: 'person', value: () => idSchema, column: () => 'code' };

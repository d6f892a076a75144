import type { Text } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { distinct, field, idSchema, type Marks } from '../schema.ts';

/** Records of another module, at most `max` (50 unless given). */
export const refs = (
  label: Text,
  module: string,
  { max = 50, ...marks }: Marks & { max?: number } = {},
): Field<string[], 'refs'> => field('refs', label, { module, max }, marks);

export const refsSchema: KindSchema<'refs'> = {
  name: 'refs',
  value: ({ max }) => distinct(idSchema, max),
  column: () => 'list',
};

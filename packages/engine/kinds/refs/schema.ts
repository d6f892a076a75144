import type { Text } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { distinct, field, idSchema, type Marks } from '../schema.ts';

/** Records of another module, at most `max` (50 unless given); `unseen` as for one. */
export const refs = (
  label: Text,
  module: string,
  { max = 50, unseen, ...marks }: Marks & { max?: number; unseen?: boolean } = {},
): Field<string[], 'refs'> => field('refs', label, { module, max, ...(unseen ? { unseen } : {}) }, marks);

export const refsSchema: KindSchema<'refs'> = {
  name: 'refs',
  value: ({ max }) => distinct(idSchema, max),
  column: () => 'list',
};

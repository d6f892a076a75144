import type { Text } from '@juxian/base/text.ts';
import { attachmentSchema, megabyte } from '../files/schema.ts';
import type { Attachment, Field, KindSchema } from '../kind.ts';
import { field, type Marks } from '../schema.ts';

export const photoTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

/** One picture of a person, at most `bytes` (5 MB). */
export const photo = (
  label: Text,
  { bytes = 5 * megabyte, ...marks }: Marks & { bytes?: number } = {},
): Field<Attachment, 'photo'> => field('photo', label, { bytes }, marks);

export const photoSchema: KindSchema<'photo'> = {
  name: 'photo',
  value: ({ bytes }) => attachmentSchema(photoTypes, bytes),
  column: () => 'none',
};

import type { Text } from '@juxian/base/text.ts';
import type { Field, KindSchema } from '../kind.ts';
import { field, idSchema, type Marks } from '../schema.ts';

/** A record of another module; `parent` makes a tree of the module it stands in, `unseen` lets those fill it in who see none. */
export const ref = (
  label: Text,
  module: string,
  { parent = false, unseen, ...marks }: Marks & { parent?: boolean; unseen?: boolean } = {},
): Field<string, 'ref'> => field('ref', label, { module, parent, ...(unseen ? { unseen } : {}) }, marks);

export const refSchema: KindSchema<'ref'> = { name: 'ref', value: () => idSchema, column: () => 'code' };

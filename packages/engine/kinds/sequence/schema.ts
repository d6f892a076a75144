import type { Text } from '@juxian/base/text.ts';
import * as z from 'zod';
import type { Field, KindSchema } from '../kind.ts';
import { field, type Marks } from '../schema.ts';

/** A number given by the county's own counting, such as `怀人才〔2026〕001号`; written by the engine. */
export const sequence = (label: Text, marks: Marks = {}): Field<string, 'sequence'> =>
  field('sequence', label, {}, marks);

export const sequenceSchema: KindSchema<'sequence'> = {
  name: 'sequence',
  value: () => z.string().min(1).max(80),
  column: () => 'code',
  derived: true,
};

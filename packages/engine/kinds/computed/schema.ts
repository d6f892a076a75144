import type { Text } from '@juxian/base/text.ts';
import * as z from 'zod';
import { dateSchema } from '../date/schema.ts';
import type { ColumnKind, Field, KindOptions, KindSchema } from '../kind.ts';
import { momentSchema } from '../moment/schema.ts';
import { field, type Marks } from '../schema.ts';

type Holds = KindOptions['computed']['holds'];
type Held = { text: string; number: number; money: number; date: string; moment: string; json: unknown };

/** A value that only `derive` writes; `holds` says what it is. */
export const computed = <const H extends Holds>(
  label: Text,
  holds: H,
  marks: Omit<Marks, 'required' | 'unique'> = {},
): Field<Held[H], 'computed'> => field('computed', label, { holds }, marks);

const schemas: Record<Holds, z.ZodType> = {
  text: z.string().max(5000),
  number: z.number(),
  money: z.int(),
  date: dateSchema.value({}),
  moment: momentSchema.value({}),
  json: z.json(),
};

const columns: Record<Holds, ColumnKind> = {
  text: 'code',
  number: 'number',
  money: 'number',
  date: 'code',
  moment: 'code',
  json: 'none',
};

export const computedSchema: KindSchema<'computed'> = {
  name: 'computed',
  value: ({ holds }) => schemas[holds],
  column: ({ holds }) => columns[holds],
  derived: true,
};

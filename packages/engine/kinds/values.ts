import { Recent } from '@juxian/store/recent.ts';
import type { z } from 'zod';
import { kindSchemas } from './index.ts';
import type { Fields, ValueOf } from './kind.ts';
import { objectOf, type ValuesOptions } from './schema.ts';

/** Given values: of those not partial a blank one is absent, of partial ones null clears. */
export type GivenValues<F extends Fields> = { [N in keyof F]?: ValueOf<F[N]> | null };

/**
 * The strict object of what may be given for these fields: unknown names are refused by name, derived kinds with a
 * sentence, texts are normalised. With `partial` null clears, otherwise blanks are left out; `complete` refuses blank
 * required fields.
 */
export function valuesSchema<F extends Fields>(fields: F, options: ValuesOptions): z.ZodType<GivenValues<F>> {
  const made = schemas.get(fields) ?? new Recent<z.ZodType>(32);
  schemas.set(fields, made);
  const { names, partial, complete } = options;
  const schema = made.of(`${partial} ${complete} ${names.join()}`, () =>
    objectOf(fields, options, (kind) => kindSchemas[kind]),
  );
  return schema as z.ZodType<GivenValues<F>>;
}

// A schema costs hundreds of times what it costs to parse with it, and the fields of a module stay the same object.
const schemas = new WeakMap<Fields, Recent<z.ZodType>>();

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
export const valuesSchema = <F extends Fields>(fields: F, options: ValuesOptions): z.ZodType<GivenValues<F>> =>
  objectOf(fields, options, (kind) => kindSchemas[kind]) as z.ZodType<GivenValues<F>>;

import { type Text, t } from '@juxian/base/text.ts';
import * as z from 'zod';
import { choiceSchema } from '../choice/schema.ts';
import { choicesSchema } from '../choices/schema.ts';
import { codeSchema } from '../code/schema.ts';
import { computedSchema } from '../computed/schema.ts';
import { dateSchema } from '../date/schema.ts';
import { emailSchema } from '../email/schema.ts';
import { filesSchema } from '../files/schema.ts';
import { identityNumberSchema } from '../identityNumber/schema.ts';
import type { Entry, Field, Fields, KindName, KindSchema, Values } from '../kind.ts';
import { longTextSchema } from '../longText/schema.ts';
import { momentSchema } from '../moment/schema.ts';
import { moneySchema } from '../money/schema.ts';
import { monthSchema } from '../month/schema.ts';
import { numberSchema } from '../number/schema.ts';
import { periodSchema } from '../period/schema.ts';
import { personSchema } from '../person/schema.ts';
import { phoneSchema } from '../phone/schema.ts';
import { photoSchema } from '../photo/schema.ts';
import { refSchema } from '../ref/schema.ts';
import { refsSchema } from '../refs/schema.ts';
import { regionSchema } from '../region/schema.ts';
import { type Marks, objectOf, reads, type SomeKind } from '../schema.ts';
import { sequenceSchema } from '../sequence/schema.ts';
import { textSchema } from '../text/schema.ts';

/** Every kind that a column of a sub-table may have: all but sub-tables. */
export const flatSchemas: { [K in Exclude<KindName, 'entries'>]: KindSchema<K> } = {
  text: textSchema,
  longText: longTextSchema,
  number: numberSchema,
  money: moneySchema,
  date: dateSchema,
  moment: momentSchema,
  month: monthSchema,
  period: periodSchema,
  choice: choiceSchema,
  choices: choicesSchema,
  code: codeSchema,
  region: regionSchema,
  ref: refSchema,
  refs: refsSchema,
  person: personSchema,
  identityNumber: identityNumberSchema,
  phone: phoneSchema,
  email: emailSchema,
  files: filesSchema,
  photo: photoSchema,
  sequence: sequenceSchema,
  computed: computedSchema,
};

/** Lines beyond which a sub-table wants a module of its own. */
const most = 200;

/** A sub-table that knows its columns. */
export type Entries<F extends Fields> = Field<(Entry & Values<F>)[], 'entries'> & { options: { fields: F } };

/** A flat sub-table of `min` (0) to `max` (200) lines. */
export const entries = <const F extends Fields>(
  label: Text,
  fields: F,
  { min = 0, max = most, ...marks }: Marks & { min?: number; max?: number } = {},
): Entries<F> => ({ kind: 'entries', label, options: { fields, min, max: Math.min(max, most) }, ...marks });

const flat = (kind: KindName): SomeKind => {
  if (kind === 'entries') throw new Error('A sub-table holds no sub-table');
  return flatSchemas[kind];
};

const lineId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

/** One line: a strict object of the columns with an id, given to it here where it is new. */
function lineSchema(fields: Fields): z.ZodType {
  const values = objectOf(fields, { names: Object.keys(fields), partial: false, complete: true }, flat);
  return z.looseObject({ id: lineId.nullish() }).transform((line, ctx) => {
    const { id, ...rest } = line;
    const parsed = values.safeParse(rest, { reportInput: true });
    if (!parsed.success) {
      ctx.issues.push(...parsed.error.issues.map((issue) => ({ ...issue, input: rest }) as never));
      return z.NEVER;
    }
    return { id: id ?? `lin_${crypto.randomUUID().replaceAll('-', '')}`, ...parsed.data };
  });
}

export const entriesSchema: KindSchema<'entries'> = {
  name: 'entries',
  value: ({ fields, min, max }) =>
    reads(z.array(lineSchema(fields)), (lines, refuse) => {
      const found = lines.length;
      if (found > max)
        refuse('tooMany', t('最多{max}行，现有{found}行', 'At most {max} lines; there are {found}'), { max, found });
      if (found < min)
        refuse('tooFew', t('至少{min}行，现有{found}行', 'At least {min} lines; there are {found}'), { min, found });
      if (new Set(lines.map((line) => (line as Entry).id)).size < found)
        refuse('lineId', t('两行用了同一个编号', 'Two lines have the same id'));
      return lines;
    }),
  column: () => 'none',
};

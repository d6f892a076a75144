import type { Text } from '@juxian/base/text.ts';
import type { Drawn, Entry, Field, FieldMarks, Fields, KindName, ValueOf, Values } from './kind.ts';

/** Kinds whose values may be drawn from a sub-table: what lists keep, without attachments and numbers of persons. */
type Drawable = Extract<
  KindName,
  'text' | 'number' | 'money' | 'date' | 'month' | 'choice' | 'choices' | 'code' | 'region' | 'ref' | 'refs' | 'person'
>;
type ColumnOf<F extends Fields, K extends KindName> = keyof {
  [N in keyof F as F[N]['kind'] extends K ? N : never]: true;
} &
  string;

type Options<F extends Fields> = Pick<FieldMarks, 'help' | 'public' | 'sensitive' | 'unlisted'> & {
  from?: ColumnOf<F, 'date' | 'month'>;
  to?: ColumnOf<F, 'date' | 'month'> | false;
  when?: (line: Entry & Values<F>) => boolean;
  weight?: (line: Entry & Values<F>) => number;
};

/**
 * A field that nobody writes: at each day it holds the column of the line then valid, and is of the column's kind.
 * `from` and `to` name the columns with a line's first and last day where they are not called so; with `to: false` a
 * line holds until a later one begins. `when` leaves lines out; of lines valid at once the one of most `weight` counts,
 * then the one that began last, then the lower one. Both are pure functions of the line, never of the day.
 * @throws Error where the sub-table has no column for the first day.
 */
export function current<F extends Fields, N extends ColumnOf<F, Drawable>>(
  label: Text,
  lines: { kind: 'entries'; options: { fields: F; min: number; max: number } },
  column: N,
  { from, to, when, weight, ...marks }: Options<F> = {},
): Field<ValueOf<F[N]>, F[N]['kind']> {
  const { fields } = lines.options;
  const first = from ?? 'from';
  if (!fields[first]) throw new Error(`${label.en}: the sub-table has no column ${first}`);
  const last = to ?? ('to' in fields ? 'to' : false);
  const drawn: Drawn = {
    lines: lines.options,
    column,
    from: first,
    ...(last === false ? {} : { to: last }),
    ...(when ? { when: ofLine(when) } : {}),
    ...(weight ? { weight: ofLine(weight) } : {}),
  };
  const { kind, options } = fields[column] as F[N];
  return { ...marks, kind, label, options: options as Field<ValueOf<F[N]>, F[N]['kind']>['options'], drawn };
}

/** Lines of the sub-table come to it and no others, so forgetting their columns loses no check. */
const ofLine = <F extends Fields, R>(of: (line: Entry & Values<F>) => R): ((line: Entry) => R) => of as never;

import type { FieldAnswer } from '../answer.ts';
import { closeRanks, Plain as entries } from './entries/Plain.tsx';
import type { KindName } from './kind.ts';
import { flatKinds } from './plain-flat.ts';
import type { PlainKind, Typed } from './plain-kind.ts';

/** The plain half of every kind, by name. */
export const plainKinds: { [K in KindName]: PlainKind } = { ...flatKinds, entries };

/** The texts of a form for stored values: what its inputs show. */
export const typedOf = (fields: readonly FieldAnswer[], values: Readonly<Record<string, unknown>>): Typed =>
  new Map(fields.flatMap((field) => plainKinds[field.kind].write(values[field.name], field.name, field)));

/** The values that a sent form gives, for the engine to check; a field it did not send is absent. */
export function valuesIn(fields: readonly FieldAnswer[], typed: Typed): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value = plainKinds[field.kind].parse(typed, field.name, field);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

/** A sent form with the gaps of its sub-tables closed. */
export const settled = (fields: readonly FieldAnswer[], typed: Typed): Typed =>
  fields.filter(({ kind }) => kind === 'entries').reduce((held, { name }) => closeRanks(held, name), typed);

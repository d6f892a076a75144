import type { AnyModule } from '@juxian/engine/define.ts';
import type { AnyField, Fields } from '@juxian/engine/kinds/kind.ts';
import { yuan } from '@juxian/engine/kinds/money/schema.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';

/** A stored value, and texts that betray it wherever they show; none where the value could come from anywhere. */
export type Specimen = { value: unknown; marks: string[] };

let count = 0;
const none: string[] = [];

const dayAfter = (start: string, days: number): string =>
  new Date(Date.parse(`${start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const padded = (n: number, length: number): string => String(n).padStart(length, '0');
const idOf = (prefix: string, n: number): string => `${prefix}_${padded(n, 22)}`;

function identityNumberOf(n: number): string {
  const body = `990101${dayAfter('1950-01-01', n).replaceAll('-', '')}${padded(n % 1000, 3)}`;
  return `${body}${checkDigit(body)}`;
}

function numberIn({ min = 0, max = 9_999_999 }: { min?: number; max?: number }, n: number): number {
  return max - min < 1_000_000 ? min + (n % (Math.floor(max - min) + 1)) : min + 1_000_000 + n;
}

/** A valid value of the field that no other specimen has, as far as the kind leaves room. */
export function specimenOf(field: AnyField): Specimen {
  const n = ++count;
  const text = `标mk${padded(n, 5)}x`;
  const said = (value: string): Specimen => ({ value, marks: [value] });
  const counted = (value: number, shown = String(value)): Specimen => ({
    value,
    marks: value >= 1_000_000 ? [String(value), shown] : none,
  });
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'sequence':
      return said(text);
    case 'number':
      return counted(numberIn(field.options, n));
    case 'money': {
      const fen = numberIn(field.options, n);
      return counted(fen, yuan(fen));
    }
    case 'date':
      return said(dayAfter('1950-01-01', n));
    case 'moment': {
      const day = dayAfter('1910-01-01', n);
      return { value: `${day}T08:30:00+08:00`, marks: [day] };
    }
    case 'month':
      return { value: `${1901 + (n % 9)}-0${1 + (n % 9)}`, marks: none };
    case 'period': {
      const [from, to] = [dayAfter('2100-01-01', n), dayAfter('2150-01-01', n)];
      return { value: { from, to }, marks: [from, to] };
    }
    case 'choice':
      return { value: Object.keys(field.options.choices)[0], marks: none };
    case 'choices':
      return { value: Object.keys(field.options.choices).slice(0, 1), marks: none };
    case 'code':
      return { value: [...(dictionaries.get(field.options.dictionary)?.entries.keys() ?? [])][0], marks: none };
    case 'region':
      return said(`990101${padded(n % 1000, 3)}001`);
    case 'ref':
      return said(idOf('rec', n));
    case 'refs':
      return { value: [idOf('rec', n)], marks: [idOf('rec', n)] };
    case 'person':
      return said(idOf('usr', n));
    case 'identityNumber':
      return said(identityNumberOf(n));
    case 'phone':
      return said(`139${padded(n, 8)}`);
    case 'email':
      return said(`mk${padded(n, 5)}x@example.org`);
    case 'files':
      return { value: [attachmentOf(n, 'pdf', 'application/pdf')], marks: [`mk${padded(n, 5)}x`] };
    case 'photo':
      return { value: attachmentOf(n, 'jpg', 'image/jpeg'), marks: [`mk${padded(n, 5)}x`] };
    case 'entries': {
      const { values, marks } = specimensOf(field.options.fields);
      return { value: [{ id: `lin_${n}`, ...values }], marks: Object.values(marks).flat() };
    }
    case 'computed':
      switch (field.options.holds) {
        case 'number':
        case 'money':
          return counted(1_000_000 + n);
        case 'date':
          return said(dayAfter('1950-01-01', n));
        case 'moment':
          return { value: `${dayAfter('1910-01-01', n)}T08:30:00+08:00`, marks: [dayAfter('1910-01-01', n)] };
        case 'json':
          return { value: { held: [text] }, marks: [text] };
        default:
          return said(text);
      }
  }
}

const attachmentOf = (n: number, extension: string, type: string) => ({
  id: `mk${padded(n, 5)}x.${idOf('rec', n)}.${idOf('fil', n)}`,
  name: `标mk${padded(n, 5)}x.${extension}`,
  type,
  size: 1000,
  sha256: padded(n, 64),
});

export type Specimens = { values: Record<string, unknown>; marks: Record<string, string[]> };

/** One specimen for each of the fields. */
export function specimensOf(fields: Fields): Specimens {
  const made = Object.entries(fields).map(([name, field]) => [name, specimenOf(field)] as const);
  return {
    values: Object.fromEntries(made.map(([name, { value }]) => [name, value])),
    marks: Object.fromEntries(made.map(([name, { marks }]) => [name, marks])),
  };
}

/** Values that a person may type for these fields: neither what the system writes nor attachments. */
export function typedOf(fields: Fields, names: readonly string[]): Specimens {
  const typed = Object.entries(fields).filter(
    ([name, { kind }]) => names.includes(name) && !['sequence', 'computed', 'files', 'photo'].includes(kind),
  );
  return specimensOf(
    Object.fromEntries(
      typed.map(([name, field]) => [name, field.kind === 'entries' ? withoutFiles(field) : field] as const),
    ),
  );
}

function withoutFiles(field: Extract<AnyField, { kind: 'entries' }>): AnyField {
  const kept = Object.entries(field.options.fields).filter(([, { kind }]) => kind !== 'files' && kind !== 'photo');
  return { ...field, options: { ...field.options, fields: Object.fromEntries(kept) } };
}

/** Whether values of the module hold structures whose shape only the module knows. */
export const holdsOwnShapes = (module: AnyModule): boolean =>
  Object.values(module.fields).some((field) => field.kind === 'computed' && field.options.holds === 'json');

import type { AnyModule } from '@juxian/engine/define.ts';
import type { AnyField, Drawn, Entry, Fields } from '@juxian/engine/kinds/kind.ts';
import { yuan } from '@juxian/engine/kinds/money/schema.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { addMonths } from '@juxian/rules/month.ts';

/** A stored value, and texts that betray it wherever they show; none where the value could come from anywhere. */
export type Specimen = { value: unknown; marks: string[] };

let count = 0;

/** Counts specimens from the first again, for an empty table: far on they would hold the dates of real lives. */
export function beginSpecimens(): void {
  count = 0;
}

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
  return max - min < 1_000_000 ? min + (n % (Math.min(60, Math.floor(max - min)) + 1)) : min + 1_000_000 + n;
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
    // Days of different kinds lie apart, so that one never betrays another: from 1900, 1939 and 1980 on, 14,000 each.
    case 'date':
      return said(dayAfter('1900-01-01', n % 14_000));
    case 'moment': {
      const day = dayAfter('1939-01-01', n % 14_000);
      return { value: `${day}T08:30:00+08:00`, marks: [day] };
    }
    case 'month':
      // Later fields hold later months, as in a life told in order.
      return { value: addMonths('1901-01', Math.floor(n / 64)), marks: none };
    case 'period': {
      const [from, to] = [dayAfter('2100-01-01', n), dayAfter('2150-01-01', n)];
      return { value: { from, to }, marks: [from, to] };
    }
    case 'choice':
      return { value: Object.keys(field.options.choices)[0], marks: none };
    case 'choices':
      return { value: Object.keys(field.options.choices).slice(0, field.options.max), marks: none };
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
          return said(dayAfter('1980-01-01', n % 14_000));
        case 'moment':
          return {
            value: `${dayAfter('1939-01-01', n % 14_000)}T08:30:00+08:00`,
            marks: [dayAfter('1939-01-01', n % 14_000)],
          };
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

/**
 * One specimen for each of the fields. Those drawn from a sub-table hold what its line says, which no day ends; where
 * lines are told apart there is one for each. What betrays a drawn column is told of the drawn field, not of the
 * sub-table.
 */
export function specimensOf(fields: Fields): Specimens {
  const values: Specimens['values'] = {};
  const marks: Specimens['marks'] = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.drawn) continue;
    const drawn = Object.values(fields).flatMap((other) => (other.drawn?.lines === field.options ? [other.drawn] : []));
    const made = specimenOf(withoutLastDay(field, drawn));
    const lines = drawn.length > 0 ? linesFor(field, drawn, (made.value as Entry[])[0] as Entry) : [];
    const told = drawn.flatMap(({ column }) => lines.flatMap((line) => marksIn(line[column])));
    values[name] = drawn.length > 0 ? lines : made.value;
    marks[name] = made.marks.filter((mark) => !told.includes(mark));
  }
  for (const [name, { drawn }] of Object.entries(fields)) {
    if (!drawn) continue;
    const of = Object.keys(fields).find((other) => fields[other]?.options === drawn.lines) ?? '';
    const line = (values[of] as Entry[]).find((one) => drawn.when?.(one) !== false);
    const value = line?.[drawn.column];
    if (value === undefined) throw new Error(`No specimen line gives a value to ${name}`);
    values[name] = value;
    marks[name] = marksIn(value);
  }
  askForAll(fields, values);
  return { values, marks };
}

/** Chooses so that every field is asked for. */
function askForAll(fields: Fields, values: Specimens['values']): void {
  for (const { only, except } of Object.values(fields)) {
    if (only && only.field in values) values[only.field] = only.among[0];
    if (!except) continue;
    const left = values[except.field];
    if (Array.isArray(left)) values[except.field] = left.filter((value) => !except.among.includes(value));
  }
}

/** The line, and for each drawn field that passes it over the same with another choice. */
function linesFor(field: AnyField, drawn: readonly Drawn[], line: Entry): Entry[] {
  const lines = [line];
  const columns = field.kind === 'entries' ? field.options.fields : {};
  const others = Object.entries(columns).flatMap(([name, column]) =>
    column.kind === 'choice' ? Object.keys(column.options.choices).map((value) => ({ [name]: value })) : [],
  );
  for (const { when } of drawn) {
    if (!when || lines.some(when)) continue;
    const other = others.map((change) => ({ ...line, ...change, id: `${line.id}b` })).find(when);
    if (other) lines.push(other);
  }
  return lines;
}

const marksIn = (value: unknown): string[] =>
  typeof value === 'string' && /mk\d{5}x|^rec_|^usr_/.test(value) ? [value] : none;

function withoutLastDay(field: AnyField, drawn: readonly Drawn[]): AnyField {
  const last = new Set(drawn.map(({ to }) => to));
  if (field.kind !== 'entries' || drawn.length === 0) return field;
  const fields = Object.fromEntries(Object.entries(field.options.fields).filter(([name]) => !last.has(name)));
  return { ...field, options: { ...field.options, fields } };
}

/** Values that a person may type for these fields: neither what the system writes nor attachments. */
export function typedOf(fields: Fields, names: readonly string[]): Specimens {
  const typed = Object.entries(fields).filter(
    ([name, { kind, drawn }]) =>
      names.includes(name) && !drawn && !['sequence', 'computed', 'files', 'photo'].includes(kind),
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

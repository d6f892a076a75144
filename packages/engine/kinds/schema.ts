import { type Text, type TextValues, t } from '@juxian/base/text.ts';
import * as z from 'zod';
import type { Field, FieldMarks, Fields, KindName, KindOptions } from './kind.ts';

/** Says in both languages why a value cannot be accepted; `values` fill the places of the sentence. */
export type Refuse = (code: string, says: Text, values?: TextValues, path?: (string | number)[]) => void;

const refuseIn =
  (ctx: z.core.$RefinementCtx): Refuse =>
  (code, says, values = {}, path = []) =>
    void ctx.issues.push({ code: 'custom', input: ctx.value, path, params: { code: `invalid.${code}`, says, values } });

/**
 * A schema that reads what `input` lets through into the stored value.
 * `read` calls `refuse` for each thing wrong; what it returns counts only where it refused nothing.
 */
export const reads = <I extends z.ZodType, V>(input: I, read: (value: z.output<I>, refuse: Refuse) => V): z.ZodType =>
  input.transform((value, ctx) => read(value, refuseIn(ctx)));

const input = <T>(type: string, is: (value: unknown) => value is T, says: Text) =>
  z.custom<T>(is, { params: { code: 'invalid.type', says } }).meta({ type });

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';

export const textInput = input('string', isText, t('应为文字', 'Must be text'));
export const numberInput = input('number', isNumber, t('应为数字', 'Must be a number'));
/** A number, or what was typed for one. */
export const typedNumberInput = input(
  'number',
  (value): value is number | string => isText(value) || isNumber(value),
  t('应为数字', 'Must be a number'),
);

/** A field as data: what the kind needs apart from what the field says of itself. */
export const field = <V, K extends KindName>(
  kind: K,
  label: Text,
  options: KindOptions[K],
  marks: FieldMarks,
): Field<V, K> => ({ ...marks, kind, label, options });

/** Marks where a constructor takes no options of its own. */
export type Marks = FieldMarks;

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const breaks = /\r\n?|[\u0085\u2028\u2029]/g;
// Overrides of writing direction make a name read as another; joiners are needed by emoji and stay.
const hidden = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/u;

/**
 * A text as it is stored: NFC, trimmed, one kind of line break, rare characters and emoji whole.
 * Refuses half characters and control characters; line breaks only where `lines` allows them.
 */
export function cleanText(text: string, refuse: Refuse, lines = false): string {
  if (loneSurrogate.test(text)) {
    refuse('characters', t('含有不完整的字符，请重新输入', 'Holds half a character; please type it again'));
    return '';
  }
  const clean = text.replace(breaks, '\n').normalize('NFC').trim();
  if (clean !== '' && clean.replace(/[\p{Cf}\p{Zs}\s]/gu, '') === '') {
    refuse(
      'characters',
      t('只有看不见的字符，请重新输入', 'Holds nothing but invisible characters; please type it again'),
    );
    return '';
  }
  if (!lines && clean.includes('\n')) refuse('lines', t('这一栏不能换行', 'This field takes one line only'));
  else if (hidden.test(lines ? clean.replace(/[\n\t]/g, '') : clean))
    refuse(
      'characters',
      t('含有看不见的控制字符，请删去后重填', 'Holds invisible control characters; please remove them'),
    );
  return clean;
}

/** Characters as people count them on a form: code points, so a rare character counts once. */
export const lengthOf = (text: string): number => [...text].length;

export function checkLength(text: string, max: number, refuse: Refuse): void {
  const found = lengthOf(text);
  if (found > max)
    refuse('tooLong', t('最多{max}字，现有{found}字', 'At most {max} characters; there are {found}'), { max, found });
}

/** Full-width digits, letters and signs as half-width ones, as in numbers, telephone numbers and codes. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');

export function checkRange(
  value: number,
  { min, max }: { min?: number; max?: number },
  refuse: Refuse,
  print: (bound: number) => unknown = (bound) => bound,
): void {
  if (min !== undefined && value < min)
    refuse('tooSmall', t('不得小于{min}', 'Must not be below {min}'), { min: print(min) });
  if (max !== undefined && value > max)
    refuse('tooBig', t('不得大于{max}', 'Must not exceed {max}'), { max: print(max) });
}

const idShape = /^[a-z]{3}_[0-9a-z]{22}$/;

/** The id of a record or person; whether it exists is the engine's to ask. */
export const idSchema: z.ZodType = reads(textInput, (id, refuse) => {
  if (!idShape.test(id)) refuse('ref', t('没有这条记录', 'There is no such record'));
  return id;
});

/** A list without repetition, of at most `max` values. */
export const distinct = (item: z.ZodType, max: number): z.ZodType =>
  reads(z.array(item), (list, refuse) => {
    const once = [...new Set(list)];
    if (once.length > max)
      refuse('tooMany', t('最多{max}项，现有{found}项', 'At most {max} entries; there are {found}'), {
        max,
        found: once.length,
      });
    return once;
  });

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const blankAsNull = (value: unknown): unknown => (value === '' ? null : value);

export type ValuesOptions = {
  /** The fields that may be given; any other is answered as unknown. */
  names: readonly string[];
  /** A change: what is not given stays, null clears. */
  partial: boolean;
  /** Refuses blank required fields; a record's own are asked by the phase it stands in, not here. */
  complete?: boolean;
};

/** What an object of values needs of a kind, whichever it is. */
export type SomeKind = { value(options: never): z.ZodType; derived?: true };

/** The strict object of values that fields hold, each by the schema of its kind. */
export function objectOf(
  fields: Fields,
  { names, partial, complete }: ValuesOptions,
  schemaOf: (kind: KindName) => SomeKind,
) {
  const given = names.filter((name) => Object.hasOwn(fields, name));
  const shape = Object.fromEntries(given.map((name) => [name, slot(fields, name, schemaOf)]));
  return z.strictObject(shape).transform((values, ctx) => {
    const kept: Record<string, unknown> = {};
    for (const name of given) {
      const value = values[name];
      if (!isBlank(value)) kept[name] = value;
      else if (partial && value !== undefined) kept[name] = null;
      else if (complete && fields[name]?.required) refuseIn(ctx)('required', t('必填', 'Required'), {}, [name]);
    }
    return kept;
  });
}

function slot(fields: Fields, name: string, schemaOf: (kind: KindName) => SomeKind): z.ZodType {
  const of = fields[name];
  const kind = of && schemaOf(of.kind);
  if (!of || !kind || kind.derived || of.drawn) return derivedSlot;
  return z.preprocess(blankAsNull, kind.value(of.options as never).nullable()).optional();
}

const derivedSlot = reads(z.unknown(), (value, refuse) => {
  if (value !== undefined) refuse('derived', t('这一栏由系统填写', 'This field is filled in by the system'));
  return undefined;
}).optional();

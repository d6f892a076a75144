import { type Locale, say, type Text, type TextValues, t } from './text.ts';

export type RefusalGroup = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'limit';
export type RefusalCode = `${RefusalGroup}.${string}`;

/** What is wrong with one value: `path` is dotted (`members.3.name`). */
export type FieldIssue = { path: string; code: RefusalCode; says: Text; values?: TextValues };

export type RefusalDetails = {
  /** Fills the `{name}` places of the sentence. */
  values?: TextValues;
  /** The rule behind it, shown in fainter ink under the reason. */
  rule?: Text;
  fields?: FieldIssue[];
  /** Seconds until it is worth trying again; for `limit`. */
  retryAfter?: number;
};

/** The only error that people are meant to read. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly says: Text;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, says: Text, details: RefusalDetails = {}) {
    const fields = details.fields?.map((issue) => `${issue.path}: ${say(issue.says, 'en', issue.values)}`).join('; ');
    super(`${code}: ${say(says, 'en', details.values)}${fields ? ` (${fields})` : ''}`);
    this.name = 'Refusal';
    this.code = code;
    this.says = says;
    this.details = details;
  }

  get group(): RefusalGroup {
    return this.code.slice(0, this.code.indexOf('.')) as RefusalGroup;
  }

  /** The reason in the reader's language. */
  reason(locale: Locale): string {
    return say(this.says, locale, this.details.values);
  }
}

/** A field that cannot be accepted, as the only issue of a refusal. */
export function refuseField(path: string, code: RefusalCode, says: Text, values: TextValues = {}): Refusal {
  return new Refusal(code, says, { values, fields: [{ path, code, says, values }] });
}

/** Refuses a query that asks what nobody hears, rather than answer another question. @throws Refusal `invalid.parameter`. */
export function refuseStray(params: Readonly<Record<string, string>>, known: readonly string[]): void {
  const name = Object.keys(params).find((param) => !known.includes(param));
  if (name !== undefined)
    throw refuseField(name, 'invalid.parameter', t('没有名为“{name}”的参数', 'There is no parameter {name}'), { name });
}

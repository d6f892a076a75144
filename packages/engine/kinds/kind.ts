import type { Refusal } from '@juxian/base/refusal.ts';
import type { Locale, Text } from '@juxian/base/text.ts';
import type { z } from 'zod';

/** What every field may say of itself, whatever its kind. */
export type FieldMarks = {
  help?: Text;
  required?: boolean;
  /** May ever be shown to the public; a role `public` still has to be given it. */
  public?: boolean;
  /** Shown masked; the clear value only by `reveal`, with a reason, on the record. */
  sensitive?: boolean;
  /** One record of the county at most holds the value. */
  unique?: boolean;
  /** Kept out of lists, search and sort although its kind could be there. */
  unlisted?: boolean;
  /** Required from this day on, `YYYY-MM-DD`, beside what is required always. */
  requiredFrom?: string;
  /** Nobody changes it any more from this day on. */
  frozenFrom?: string;
  /** Asked only of records whose choice field holds one of these; elsewhere it is neither shown nor filled in. */
  only?: { field: string; among: readonly string[] };
  /** Not asked of records whose choices field holds any of these: what is to be filled in later. */
  except?: { field: string; among: readonly string[] };
  /** Why it cannot be true beside the record's other values; asked wherever the record is written. */
  disagrees?: Beside;
  /** Why a person should look at it again; said beside it, and in the way of nothing. */
  doubts?: Beside;
  /** Nobody writes it: the day decides which line of a sub-table gives its value. */
  drawn?: Drawn;
};

/** A pure function of the record's values and of today. */
export type Beside = (values: Readonly<Record<string, unknown>>, today: string) => Text | undefined;

/** Where a value at a day comes from: the column of the line then valid. */
export type Drawn = {
  /** The options of the sub-table, which tell it among the fields of its module. */
  lines: KindOptions['entries'];
  column: string;
  /** The columns with a line's first and last day. */
  from: string;
  to?: string;
  when?: (line: Entry) => boolean;
  weight?: (line: Entry) => number;
};

export type Choices = Record<string, Text>;
/** A stored attachment; `id` encodes the module, the record and the file. */
export type Attachment = { id: string; name: string; type: string; size: number; sha256: string };
export type Period = { from: string; to: string };
/** One line of a sub-table: its own `id`, then a value per column. */
export type Entry = { id: string } & Record<string, unknown>;

export type KindOptions = {
  text: { max: number };
  longText: { max: number };
  number: { min?: number; max?: number; whole: boolean; plain?: boolean; unit?: Text };
  /** Integer fen. */
  money: { min?: number; max?: number };
  date: Record<never, never>;
  /** `YYYY-MM-DDTHH:mm:ss+08:00`. */
  moment: Record<never, never>;
  month: Record<never, never>;
  period: Record<never, never>;
  choice: { choices: Choices };
  choices: { choices: Choices; max?: number };
  /** A value of a dated dictionary tree. */
  code: { dictionary: string };
  region: Record<never, never>;
  /**
   * A record of another module; `parent` makes a tree of the module it stands in. Who fills it in has to see the record,
   * unless `unseen`: then it only has to be there.
   */
  ref: { module: string; parent: boolean; unseen?: boolean };
  /** Records of another module. */
  refs: { module: string; max: number; unseen?: boolean };
  person: Record<never, never>;
  identityNumber: Record<never, never>;
  phone: Record<never, never>;
  email: Record<never, never>;
  files: { max: number; types: readonly string[]; bytes: number };
  photo: { bytes: number };
  /** A flat sub-table; more than 200 lines want a module of their own. */
  entries: { fields: Fields; min: number; max: number };
  sequence: Record<never, never>;
  /** Written by `derive` only. `holds` says what, so that lists can sort it. */
  computed: { holds: 'text' | 'number' | 'money' | 'date' | 'moment' | 'json' };
};
export type KindName = keyof KindOptions;

export type Field<V = unknown, K extends KindName = KindName> = FieldMarks & {
  kind: K;
  label: Text;
  options: KindOptions[K];
  /** Never set: carries the type of the value. */
  readonly holds?: V;
};
export type AnyField = { [K in KindName]: Field<unknown, K> }[KindName];
export type Fields = Record<string, AnyField>;
export type ValueOf<F> = F extends Field<infer V, KindName> ? V : never;
/** What a record of these fields holds; absent = blank. */
export type Values<F extends Fields> = { [N in keyof F]?: ValueOf<F[N]> };

/** How rows keep a value: coded text, a number, a list of codes, or not at all. */
export type ColumnKind = 'code' | 'number' | 'list' | 'none';

/** The pure half of a kind: what a stored value looks like. Runs in the browser too. */
export type KindSchema<K extends KindName> = {
  name: K;
  /** Of one stored value, blank excluded. Issues carry words in both languages. */
  value(options: KindOptions[K]): z.ZodType;
  column(options: KindOptions[K]): ColumnKind;
  /** Whether `derive` alone may write it. */
  derived?: true;
};

/** Names behind ids, and ids behind names, for cells. */
export type CellLook = {
  locale: Locale;
  title(module: string, id: string): string | undefined;
  find(module: string, title: string): string[];
};

/** The server half of a kind: cells of sheets, search texts, masks. */
export type KindServer<K extends KindName> = {
  /** A cell of a sheet as a stored value; blank cells never come here. */
  parseCell(cell: string, options: KindOptions[K], look: CellLook): { value: unknown } | { refusal: Refusal };
  /** Cells are printed but never read: attachments, sub-tables, what the system writes. */
  printOnly?: true;
  printCell(value: unknown, options: KindOptions[K], look: CellLook): string;
  /** Texts that a search may hit; none where the kind is not searched. */
  search?(value: unknown, options: KindOptions[K], look: CellLook): string[];
  /** What stands in place of a sensitive value. */
  mask?(value: unknown): unknown;
  /** The end of a value that lists find it by, kept as a keyed hash and asked for only by who may reveal it. */
  tail?(value: unknown): string | undefined;
  /** What a unique claim or a keyed import compares. */
  identity?(value: unknown): string;
};

import type { SearchText } from './search.ts';

/** The distinct values of a column. Code 0 is blank. */
export class Dictionary {
  readonly values: unknown[] = [undefined];
  /** About what it occupies. */
  bytes = 0;
  /** Search texts of the values, and what they depend on beside the values. */
  search: { source: string; text: SearchText } | undefined;
  readonly #codes = new Map<string, number>();
  readonly #derived = new Map<string, unknown[]>();

  get size(): number {
    return this.values.length;
  }

  /** The code of the value, which is added where it is new. */
  code(value: unknown): number {
    if (isBlank(value)) return 0;
    const key = keyOf(value);
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.values.push(value) - 1;
    this.#codes.set(key, code);
    this.bytes += 2 * key.length + 96;
    return code;
  }

  /** The code of the value, or undefined where no row ever held it. */
  find(value: unknown): number | undefined {
    return isBlank(value) ? 0 : this.#codes.get(keyOf(value));
  }

  /** What `make` gives for each value, made once per `name` and kept. */
  derived<T>(name: string, make: (value: unknown) => T): (code: number) => T {
    const kept = (this.#derived.get(name) ?? []) as T[];
    this.#derived.set(name, kept);
    return (code) => {
      const known = kept[code];
      if (known !== undefined) return known;
      const made = make(this.values[code]);
      kept[code] = made;
      return made;
    };
  }
}

const keyOf = (value: unknown): string => (typeof value === 'string' ? value : `\u0000${JSON.stringify(value)}`);

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Which of the rows, by slot: 1 = yes. */
export type Hits = Uint8Array;

/** One field of all rows of a module, by slot. */
export type Column = CodeColumn | NumberColumn | ListColumn;

/** Any value, kept once however many rows hold it. */
export class CodeColumn {
  readonly holds = 'codes';
  readonly dictionary: Dictionary;
  codes = new Int32Array(64);
  readonly #isShared: boolean;

  /** `shared`: a dictionary that others keep and count. */
  constructor(shared?: Dictionary) {
    this.dictionary = shared ?? new Dictionary();
    this.#isShared = shared !== undefined;
  }

  accepts(): boolean {
    return true;
  }

  set(slot: number, value: unknown): void {
    if (slot >= this.codes.length) this.codes = grown(this.codes, new Int32Array(roomFor(slot)));
    this.codes[slot] = this.dictionary.code(value);
  }

  get(slot: number): unknown {
    return this.dictionary.values[this.codeAt(slot)];
  }

  codeAt(slot: number): number {
    return this.codes[slot] ?? 0;
  }

  isBlank(slot: number): boolean {
    return this.codeAt(slot) === 0;
  }

  get bytes(): number {
    return (this.#isShared ? 0 : this.dictionary.bytes) + 4 * this.codes.length;
  }
}

/** Numbers; NaN is blank. */
export class NumberColumn {
  readonly holds = 'numbers';
  numbers = new Float64Array(64).fill(Number.NaN);

  accepts(value: unknown): boolean {
    return isBlank(value) || typeof value === 'number';
  }

  set(slot: number, value: unknown): void {
    if (slot >= this.numbers.length)
      this.numbers = grown(this.numbers, new Float64Array(roomFor(slot)).fill(Number.NaN));
    this.numbers[slot] = typeof value === 'number' ? value : Number.NaN;
  }

  get(slot: number): number | undefined {
    const value = this.numbers[slot];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  isBlank(slot: number): boolean {
    return this.get(slot) === undefined;
  }

  get bytes(): number {
    return 8 * this.numbers.length;
  }
}

const none: readonly number[] = [];

/** Several values a row. */
export class ListColumn {
  readonly holds = 'lists';
  readonly dictionary = new Dictionary();
  #lists: (readonly number[] | undefined)[] = [];
  #length = 0;

  accepts(value: unknown): boolean {
    return isBlank(value) || Array.isArray(value);
  }

  set(slot: number, value: unknown): void {
    const list = Array.isArray(value) ? value.map((one) => this.dictionary.code(one)) : none;
    this.#length += list.length - this.codesAt(slot).length;
    this.#lists[slot] = list.length > 0 ? list : undefined;
  }

  codesAt(slot: number): readonly number[] {
    return this.#lists[slot] ?? none;
  }

  get(slot: number): unknown[] | undefined {
    return this.#lists[slot]?.map((code) => this.dictionary.values[code]);
  }

  isBlank(slot: number): boolean {
    return this.codesAt(slot).length === 0;
  }

  get bytes(): number {
    return this.dictionary.bytes + 8 * this.#lists.length + 8 * this.#length;
  }
}

const roomFor = (slot: number): number => Math.max(64, 2 ** Math.ceil(Math.log2(slot + 1)));

function grown<A extends Int32Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

/** A column for values like this one. */
export const columnFor = (value: unknown): Column =>
  Array.isArray(value) ? new ListColumn() : typeof value === 'number' ? new NumberColumn() : new CodeColumn();

/** The values of the first `count` slots in a column that takes anything. */
export function asCodes(column: Column, count: number): CodeColumn {
  const codes = new CodeColumn();
  for (let slot = 0; slot < count; slot++) codes.set(slot, column.get(slot));
  return codes;
}

/** Strikes out the hits whose value is not among those that pass; `pass[code]` is 1 for a value that does. */
export function keepCodes(hits: Hits, column: CodeColumn | ListColumn, pass: Uint8Array): void {
  if (column.holds === 'codes') {
    const { codes } = column;
    const known = Math.min(hits.length, codes.length);
    for (let slot = 0; slot < known; slot++)
      hits[slot] = (hits[slot] as number) & (pass[codes[slot] as number] as number);
    if (pass[0] !== 1) hits.fill(0, known);
    return;
  }
  for (let slot = 0; slot < hits.length; slot++) {
    if (hits[slot] === 0) continue;
    const codes = column.codesAt(slot);
    if (codes.length === 0 ? pass[0] !== 1 : !codes.some((code) => pass[code] === 1)) hits[slot] = 0;
  }
}

/** Adds to `found` the hits whose value passes, where `counts`, if given, agrees; blank passes nowhere. */
export function addFound(
  found: Hits,
  hits: Hits,
  column: CodeColumn | ListColumn,
  pass: Uint8Array,
  counts?: (slot: number) => boolean,
): void {
  const add = (slot: number) => {
    if (hits[slot] === 1 && (!counts || counts(slot))) found[slot] = 1;
  };
  if (column.holds === 'lists') {
    for (let slot = 0; slot < hits.length; slot++) if (column.codesAt(slot).some((code) => pass[code] === 1)) add(slot);
    return;
  }
  const { codes } = column;
  const known = Math.min(hits.length, codes.length);
  for (let slot = 0; slot < known; slot++) if (pass[codes[slot] as number] === 1) add(slot);
}

export function slotsOf(hits: Hits): number[] {
  const slots: number[] = [];
  for (let slot = hits.indexOf(1); slot !== -1; slot = hits.indexOf(1, slot + 1)) slots.push(slot);
  return slots;
}

/** Strikes out the hits whose value is another one; `wanted` is not blank. */
export function keepCode(hits: Hits, { codes }: CodeColumn, wanted: number): void {
  const known = Math.min(hits.length, codes.length);
  for (let slot = 0; slot < known; slot++) hits[slot] = (hits[slot] as number) & Number(codes[slot] === wanted);
  hits.fill(0, known);
}

/** Strikes out the hits whose number does not pass; NaN is blank. */
export function keepNumbers(hits: Hits, { numbers }: NumberColumn, passes: (number: number) => boolean): void {
  for (let slot = 0; slot < hits.length; slot++)
    if (hits[slot] === 1 && !passes(numbers[slot] ?? Number.NaN)) hits[slot] = 0;
}

/** Strikes out the hits whose number is blank or outside of the bounds, which are included. */
export function keepBetween(hits: Hits, { numbers }: NumberColumn, least: number, most: number): void {
  const known = Math.min(hits.length, numbers.length);
  for (let slot = 0; slot < known; slot++) {
    const number = numbers[slot] as number;
    if (!(number >= least && number <= most)) hits[slot] = 0;
  }
  hits.fill(0, known);
}

/** Strikes out the hits that are not among the others, of which there are as many. */
export function keepBoth(hits: Hits, others: Hits): void {
  const whole = hits.length >>> 2;
  const words = new Uint32Array(hits.buffer, hits.byteOffset, whole);
  const otherWords = new Uint32Array(others.buffer, others.byteOffset, whole);
  for (let at = 0; at < whole; at++) words[at] = (words[at] as number) & (otherWords[at] as number);
  for (let slot = 4 * whole; slot < hits.length; slot++) hits[slot] = (hits[slot] as number) & (others[slot] ?? 0);
}

export function countOf(hits: Hits): number {
  let count = 0;
  for (let slot = 0; slot < hits.length; slot++) count += hits[slot] as number;
  return count;
}

/** For each code of the dictionary whether its value passes; blank does not. */
export function passOf(dictionary: Dictionary, passes: (value: unknown) => boolean): Uint8Array {
  const pass = new Uint8Array(dictionary.size);
  for (let code = 1; code < pass.length; code++) if (passes(dictionary.values[code])) pass[code] = 1;
  return pass;
}

/** For each code whether its value is among those wanted. */
export function passAmong(dictionary: Dictionary, wanted: Iterable<unknown>): Uint8Array {
  const pass = new Uint8Array(dictionary.size);
  for (const value of wanted) {
    const code = dictionary.find(value);
    if (code !== undefined) pass[code] = 1;
  }
  return pass;
}

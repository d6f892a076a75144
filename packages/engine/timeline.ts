import { CodeColumn, type Column, Dictionary, ListColumn, NumberColumn } from './columns.ts';
import { type Span, valueOn } from './dated.ts';

/** A day as a number that grows with it: 2026-05-03 is 20260503. */
const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

/**
 * What one field holds from day to day, of all rows by slot. The column of any day is read off it in one pass over
 * whole numbers, and the columns of all days share its dictionary with what has been worked out for its values.
 */
export class Timeline {
  readonly dictionary = new Dictionary();
  /** By slot: where its spans begin, and how many there are. */
  #places = new Int32Array(64);
  #counts = new Int32Array(64);
  #from = new Int32Array(256);
  #codes = new Int32Array(256);
  #used = 0;
  /** Spans that no slot has any more. */
  #left = 0;

  get bytes(): number {
    return this.dictionary.bytes + 4 * (2 * this.#places.length + 2 * this.#from.length);
  }

  /** Without spans a row holds `always`, whatever the day. */
  set(slot: number, spans: readonly Span[] | undefined, always: unknown): void {
    if (slot >= this.#places.length) {
      this.#places = longer(this.#places, slot + 1);
      this.#counts = longer(this.#counts, slot + 1);
    }
    this.#left += this.#counts[slot] ?? 0;
    const code = spans ? 0 : this.dictionary.code(always);
    const held = spans?.map(([day, value]) => [dayNumber(day), this.dictionary.code(value)] as const);
    const lines = held ?? (code === 0 ? [] : [[0, code] as const]);
    this.#counts[slot] = 0;
    if (this.#left > 1024 && this.#left > this.#used / 2) this.#close();
    if (this.#used + lines.length > this.#from.length) {
      this.#from = longer(this.#from, this.#used + lines.length);
      this.#codes = longer(this.#codes, this.#used + lines.length);
    }
    this.#places[slot] = this.#used;
    this.#counts[slot] = lines.length;
    for (const [from, held] of lines) {
      this.#from[this.#used] = from;
      this.#codes[this.#used++] = held;
    }
  }

  /** The column of the first `count` slots on that day; `like` says what it holds where nothing ever had a value. */
  column(day: string, count: number, like: Column | undefined): Column {
    const codes = this.#codesOn(dayNumber(day), count);
    const values = this.dictionary.values;
    const given = values.slice(1);
    const isAll = (fits: (value: unknown) => boolean, holds: Column['holds']) =>
      given.length > 0 ? given.every(fits) : like?.holds === holds;
    if (isAll((value) => typeof value === 'number', 'numbers')) {
      const column = new NumberColumn();
      for (let slot = 0; slot < count; slot++) column.set(slot, values[codes[slot] as number]);
      return column;
    }
    if (isAll(Array.isArray, 'lists')) {
      const column = new ListColumn();
      for (let slot = 0; slot < count; slot++) column.set(slot, values[codes[slot] as number]);
      return column;
    }
    const column = new CodeColumn(this.dictionary);
    column.codes = codes;
    return column;
  }

  #codesOn(day: number, count: number): Int32Array<ArrayBuffer> {
    const codes = new Int32Array(Math.max(64, count));
    const known = Math.min(count, this.#places.length);
    for (let slot = 0; slot < known; slot++) {
      const end = (this.#places[slot] as number) + (this.#counts[slot] as number);
      for (let at = this.#places[slot] as number; at < end; at++)
        if ((this.#from[at] as number) <= day) codes[slot] = this.#codes[at] as number;
    }
    return codes;
  }

  /** Moves the spans that are held together. */
  #close(): void {
    const from = new Int32Array(this.#from.length);
    const codes = new Int32Array(this.#codes.length);
    let used = 0;
    for (let slot = 0; slot < this.#places.length; slot++) {
      const begins = this.#places[slot] as number;
      const ends = begins + (this.#counts[slot] as number);
      from.set(this.#from.subarray(begins, ends), used);
      codes.set(this.#codes.subarray(begins, ends), used);
      this.#places[slot] = used;
      used += ends - begins;
    }
    this.#from = from;
    this.#codes = codes;
    this.#used = used;
    this.#left = 0;
  }
}

/** What a row's field holds on the day, for columns that stand already. */
export const heldOn = (spans: readonly Span[] | undefined, always: unknown, day: string): unknown =>
  spans ? valueOn(spans, day) : always;

function longer(from: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const into = new Int32Array(Math.max(2 * from.length, least));
  into.set(from);
  return into;
}

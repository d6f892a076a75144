import { Recent } from '@juxian/store/recent.ts';

/** What rows are sorted by; undefined comes last in both directions. */
type KeyValue = string | number | undefined;

/**
 * One key of a sort. `of` gives the key of a slot. `coded` says the same by way of codes, of which there are `size`, so
 * that many rows with few values are put in order by sorting the values.
 */
export type SortKey = {
  descending: boolean;
  of: (slot: number) => KeyValue;
  coded?: { codeAt: (slot: number) => number; keyOf: (code: number) => KeyValue; size: number };
};

type Sorted = { version: number; slots: Int32Array; ranks?: { of: Int32Array; by: Int32Array } };

/** What a sort needs to know of the rows. */
type Slots = {
  readonly ids: readonly string[];
  readonly count: number;
  readonly version: number;
  changedSince(version: number): ReadonlySet<number> | undefined;
};

/** Sort orders of a module's rows, kept and brought up to date by moving only the rows that changed. */
export class Orders {
  readonly #kept = new Recent<Sorted>(24);
  #byId = new Int32Array();

  /**
   * All slots in the order of the keys, ties by id.
   * @param name says wholly what the keys depend on beside the rows themselves.
   */
  of(name: string, rows: Slots, keys: readonly SortKey[]): Int32Array {
    return this.#sorted(name, rows, keys).slots;
  }

  /** The same, of a few slots only; the whole order is kept for the next question all the same. */
  among(few: readonly number[], name: string, rows: Slots, keys: readonly SortKey[]): Int32Array {
    const sorted = this.#sorted(name, rows, keys);
    if (sorted.ranks?.of !== sorted.slots) sorted.ranks = { of: sorted.slots, by: ranksOf(sorted.slots) };
    const { by } = sorted.ranks;
    return Int32Array.from(few).sort((a, b) => (by[a] ?? 0) - (by[b] ?? 0));
  }

  #sorted(name: string, rows: Slots, keys: readonly SortKey[]): Sorted {
    const sorted = this.#kept.of(name, (): Sorted => ({ version: -1, slots: new Int32Array() }));
    const changed = rows.changedSince(sorted.version);
    sorted.slots =
      !changed || changed.size > rows.count / 8
        ? sortAll(this.#inOrderOfIds(rows), keys)
        : moved(sorted.slots, changed, comparing(rows.ids, keys));
    sorted.version = rows.version;
    return sorted;
  }

  /** Slots keep their ids, so their order holds until there are more of them. */
  #inOrderOfIds({ ids, count }: Slots): Int32Array {
    if (this.#byId.length !== count)
      this.#byId = Int32Array.from({ length: count }, (_, slot) => slot).sort((a, b) =>
        compareText(ids[a] ?? '', ids[b] ?? ''),
      );
    return this.#byId;
  }
}

type Compare = (a: number, b: number) => number;

const comparing =
  (ids: readonly string[], keys: readonly SortKey[]): Compare =>
  (a, b) => {
    for (const key of keys) {
      const order = compareKeys(key.of(a), key.of(b), key.descending);
      if (order !== 0) return order;
    }
    return compareText(ids[a] ?? '', ids[b] ?? '');
  };

/** Blank last, whatever the direction. */
export function compareKeys(
  a: string | number | undefined,
  b: string | number | undefined,
  descending: boolean,
): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b === descending ? 1 : -1;
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By the last key first: each pass leaves in their order those that are alike to it. */
const sortAll = (byId: Int32Array, keys: readonly SortKey[]): Int32Array => keys.reduceRight(sortedBy, byId);

function sortedBy(slots: Int32Array, key: SortKey): Int32Array {
  const { places, size } = placesOf(slots.length, key);
  const starts = new Int32Array(size + 1);
  for (let slot = 0; slot < slots.length; slot++) {
    const next = (places[slot] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let place = 0; place < size; place++)
    starts[place + 1] = (starts[place + 1] as number) + (starts[place] as number);
  const sorted = new Int32Array(slots.length);
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] as number;
    const place = places[slot] as number;
    const into = starts[place] as number;
    sorted[into] = slot;
    starts[place] = into + 1;
  }
  return sorted;
}

/** By slot the place of its key among all different ones, of which there are `size`. */
function placesOf(count: number, { of, coded, descending }: SortKey): { places: Int32Array; size: number } {
  const places = new Int32Array(count);
  const found = new Map<KeyValue, number>();
  const numbered = (key: KeyValue): number => {
    const known = found.get(key);
    if (known !== undefined) return known;
    found.set(key, found.size);
    return found.size - 1;
  };
  if (coded) {
    const { codeAt, keyOf, size } = coded;
    const numbers = new Int32Array(size).fill(-1);
    for (let slot = 0; slot < count; slot++) {
      const code = codeAt(slot);
      if (numbers[code] === -1) numbers[code] = numbered(keyOf(code));
      places[slot] = numbers[code] as number;
    }
  } else for (let slot = 0; slot < count; slot++) places[slot] = numbered(of(slot));
  const keys = [...found.keys()];
  const order = Int32Array.from(keys.keys()).sort((a, b) => compareKeys(keys[a], keys[b], descending));
  const placeOf = ranksOf(order);
  for (let slot = 0; slot < count; slot++) places[slot] = placeOf[places[slot] as number] as number;
  return { places, size: keys.length };
}

function ranksOf(slots: Int32Array): Int32Array {
  const ranks = new Int32Array(slots.length);
  for (let at = 0; at < slots.length; at++) ranks[slots[at] as number] = at;
  return ranks;
}

function moved(slots: Int32Array, changed: ReadonlySet<number>, compare: Compare): Int32Array {
  if (changed.size === 0) return slots;
  const kept = withoutSlots(slots, changed);
  const sorted = new Int32Array(kept.length + changed.size);
  let from = 0;
  let into = 0;
  for (const slot of [...changed].sort(compare)) {
    const to = firstNot(kept, from, (other) => compare(other, slot) < 0);
    sorted.set(kept.subarray(from, to), into);
    into += to - from;
    sorted[into++] = slot;
    from = to;
  }
  sorted.set(kept.subarray(from), into);
  return sorted;
}

function withoutSlots(slots: Int32Array, left: ReadonlySet<number>): Int32Array {
  const isLeft = new Uint8Array(Math.max(slots.length, ...left) + 1);
  for (const slot of left) isLeft[slot] = 1;
  const kept = new Int32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] as number;
    if (isLeft[slot] === 0) kept[count++] = slot;
  }
  return kept.subarray(0, count);
}

/** The first place at or after `from` whose slot does not come before; `before` holds for a beginning of the slots. */
export function firstNot(slots: Int32Array, from: number, before: (slot: number) => boolean): number {
  let low = from;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(slots[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

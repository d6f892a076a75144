import { Recent } from '@juxian/store/recent.ts';

/** One key of a sort. `of` gives the key of a slot; undefined sorts last in both directions. */
export type SortKey = { descending: boolean; of: (slot: number) => string | number | undefined };

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
    const compare = comparing(rows.ids, keys);
    sorted.slots =
      !changed || changed.size > rows.count / 8 ? sortAll(rows.count, compare) : moved(sorted.slots, changed, compare);
    sorted.version = rows.version;
    return sorted;
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

const sortAll = (count: number, compare: Compare): Int32Array =>
  Int32Array.from({ length: count }, (_, slot) => slot).sort(compare);

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

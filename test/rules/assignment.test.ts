import { type Assignment, assign, type Pair } from '@juxian/rules/assignment.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const names = (letter: string, count: number) => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`);
const barring = (pairs: readonly string[]) => (item: string, expert: string) => pairs.includes(`${item}-${expert}`);
const pairsOf = ({ pairs }: Assignment): string[] => (pairs ?? []).map(({ item, expert }) => `${item}-${expert}`);
const loadsOf = (assignment: Assignment): number[] =>
  assignment.short ? [] : [...assignment.loads.values()].sort((a, b) => b - a);

type Case = { items: string[]; experts: string[]; perItem: number; cap: number; barred: string[]; kept: Pair[] };

/** Every choice there is, tried one after another: the least sum of squared loads, or undefined where there is none. */
function leastSquares({ items, experts, perItem, cap, barred, kept }: Case): number | undefined {
  const start = experts.map((expert) => kept.filter((pair) => pair.expert === expert).length);
  let least: number | undefined;
  const go = (at: number, loads: number[]): void => {
    const item = items[at];
    if (item === undefined) {
      const sum = loads.reduce((total, load) => total + load * load, 0);
      if (least === undefined || sum < least) least = sum;
      return;
    }
    const has = kept.filter((pair) => pair.item === item).map(({ expert }) => expert);
    const open = experts.filter((expert) => !has.includes(expert) && !barred.includes(`${item}-${expert}`));
    const wanted = Math.max(0, perItem - has.length);
    for (let mask = 0; mask < 1 << open.length; mask++) {
      const chosen = open.filter((_, n) => mask & (1 << n));
      if (chosen.length !== wanted) continue;
      const after = loads.map((load, e) => load + (chosen.includes(experts[e] ?? '') ? 1 : 0));
      if (after.every((load, e) => load <= cap || load === loads[e])) go(at + 1, after);
    }
  };
  go(0, start);
  return least;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    items: fc.integer({ min: 1, max: 5 }).map((count) => names('i', count)),
    experts: fc.integer({ min: 1, max: 4 }).map((count) => names('e', count)),
    perItem: fc.integer({ min: 1, max: 3 }),
    cap: fc.integer({ min: 1, max: 5 }),
  })
  .chain((given) => {
    const all = given.items.flatMap((item) => given.experts.map((expert) => ({ item, expert })));
    return fc.record({
      items: fc.constant(given.items),
      experts: fc.constant(given.experts),
      perItem: fc.constant(given.perItem),
      cap: fc.constant(given.cap),
      barred: fc
        .subarray(all, { maxLength: Math.ceil(all.length / 2) })
        .map((some) => some.map(({ item, expert }) => `${item}-${expert}`)),
      kept: fc.subarray(all, { maxLength: Math.min(3, all.length) }),
    });
  });

describe('an assignment', () => {
  it('is as even as any that can be found by trying them all, and is refused only where there is none', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const found = assign({ ...given, isBarred: barring(given.barred) });
        const least = leastSquares(given);
        if (found.short) {
          expect(least).toBeUndefined();
          return;
        }
        const keptPairs = new Set(given.kept.map(({ item, expert }) => `${item}-${expert}`));
        const pairs = pairsOf(found);
        expect(new Set(pairs).size).toBe(pairs.length);
        expect([...keptPairs].filter((pair) => !pairs.includes(pair))).toEqual([]);
        expect(pairs.filter((pair) => given.barred.includes(pair) && !keptPairs.has(pair))).toEqual([]);
        for (const item of given.items) {
          const keeps = given.kept.filter((pair) => pair.item === item).length;
          expect(pairs.filter((pair) => pair.startsWith(`${item}-`))).toHaveLength(Math.max(given.perItem, keeps));
        }
        for (const [expert, load] of found.loads) {
          expect(pairs.filter((pair) => pair.endsWith(`-${expert}`))).toHaveLength(load);
          const keeps = given.kept.filter((pair) => pair.expert === expert).length;
          expect(load <= Math.max(given.cap, keeps)).toBe(true);
        }
        const loads = loadsOf(found);
        expect(loads.reduce((sum, load) => sum + load * load, 0)).toBe(least);
        expect(found.uneven !== undefined).toBe((loads[0] ?? 0) - (loads.at(-1) ?? 0) > 1);
      }),
      { numRuns: 400 },
    );
  });

  it('differs by at most one where nobody is barred, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 3, max: 17 }),
        fc.integer({ min: 1, max: 3 }),
        (items, experts, perItem) => {
          const work = { items: names('i', items), experts: names('e', experts), perItem, cap: 200 };
          const loads = loadsOf(assign({ ...work, isBarred: () => false }));
          expect(loads.reduce((sum, load) => sum + load, 0)).toBe(items * perItem);
          expect((loads[0] ?? 0) - (loads.at(-1) ?? 0)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('moves an earlier item where only that evens the loads', () => {
    // i2 and i3 may only go to e1, so i1, given to e1 first, has to go to e2.
    const isBarred = barring(['i2-e2', 'i3-e2']);
    const found = assign({ items: names('i', 3), experts: names('e', 2), perItem: 1, cap: 3, isBarred });
    expect(pairsOf(found)).toEqual(['i1-e2', 'i2-e1', 'i3-e1']);
    expect(found.short ?? found.uneven).toBeUndefined();
  });

  it('names who has more and what nobody else may take', () => {
    const isBarred = barring(['i1-e2', 'i2-e2', 'i3-e2']);
    const found = assign({ items: names('i', 3), experts: names('e', 2), perItem: 1, cap: 3, isBarred });
    expect(loadsOf(found)).toEqual([3, 0]);
    expect(found.short ?? found.uneven).toEqual({ experts: ['e1'], items: ['i1', 'i2', 'i3'] });
  });

  it('names items that too few may take, with how many may', () => {
    const isBarred = barring(['i2-e1', 'i2-e3']);
    const found = assign({ items: names('i', 2), experts: names('e', 3), perItem: 2, cap: 9, isBarred });
    expect(found.short?.few).toEqual([{ item: 'i2', free: 1 }]);
  });

  it('names the items and the full experts that block each other', () => {
    // i1 and i2 may go to e1 only, whose cap is one; i3 and e2 have nothing to do with it.
    const isBarred = barring(['i1-e2', 'i2-e2', 'i3-e1']);
    const found = assign({ items: names('i', 3), experts: names('e', 2), perItem: 1, cap: 1, isBarred });
    expect(found.short?.full).toEqual({ items: ['i2', 'i1'], experts: ['e1'] });
  });

  it('gives an item to the expert of its field among those of equal load', () => {
    const suits = (item: string, expert: string) => (item.slice(1) === expert.slice(1) ? 1 : 0);
    const work = { items: names('i', 3).reverse(), experts: names('e', 3), perItem: 1, cap: 1, isBarred: () => false };
    expect(pairsOf(assign({ ...work, suits })).sort()).toEqual(['i1-e1', 'i2-e2', 'i3-e3']);
  });

  it('keeps what is finished and counts it', () => {
    const kept = [
      { item: 'i1', expert: 'e1' },
      { item: 'i2', expert: 'e1' },
    ];
    const found = assign({
      items: names('i', 4),
      experts: names('e', 2),
      perItem: 1,
      cap: 4,
      isBarred: () => false,
      kept,
    });
    expect(pairsOf(found)).toEqual(['i1-e1', 'i2-e1', 'i3-e2', 'i4-e2']);
  });
});

import { createHash } from 'node:crypto';
import { commitment, draw } from '@juxian/rules/lot.ts';
import { describe, expect, it } from 'vitest';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('drawing by lot', () => {
  const list = ['e01', 'e02', 'e03', 'e04', 'e05', 'e06'];

  it('can be checked by hand: the lowest hashes of seed and candidate come first', () => {
    const lots: Record<string, string> = { 's\na': '3', 's\nb': '1', 's\nc': '2' };
    expect(draw('s', ['a', 'b', 'c'], 2, (text) => lots[text] ?? '')).toEqual(['b', 'c']);
  });

  it('does not depend on the order of the list', () => {
    expect(draw('2026', [...list].reverse(), 3, sha256)).toEqual(draw('2026', list, 3, sha256));
    expect(commitment('2026', [...list].reverse(), sha256)).toBe(commitment('2026', list, sha256));
  });

  it('draws every candidate about as often over many seeds', () => {
    const times = new Map(list.map((id) => [id, 0]));
    for (let seed = 0; seed < 3000; seed++)
      for (const id of draw(String(seed), list, 2, sha256)) times.set(id, (times.get(id) ?? 0) + 1);
    for (const count of times.values()) expect(Math.abs(count - 1000)).toBeLessThan(100);
  });

  it('refuses a list with repeats or too short', () => {
    expect(() => draw('s', ['a', 'a'], 1, sha256)).toThrow(RangeError);
    expect(() => draw('s', ['a'], 2, sha256)).toThrow(RangeError);
  });

  it('binds seed and list', () => {
    expect(commitment('s', ['a'], sha256)).not.toBe(commitment('t', ['a'], sha256));
    expect(commitment('s', ['a'], sha256)).not.toBe(commitment('s', ['a', 'b'], sha256));
  });
});

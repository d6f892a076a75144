import { capitals, percentOf, split, wan, yuan, yuanNumber } from '@juxian/rules/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('money', () => {
  it('splits a grant with no fen lost', () => {
    expect(split(5_000_000, [60, 40])).toEqual([3_000_000, 2_000_000]);
    expect(split(100, [33, 33, 34])).toEqual([33, 33, 34]);
    expect(split(1, [50, 50])).toEqual([0, 1]);
    expect(() => split(100, [60, 30])).toThrow(RangeError);
    expect(() => split(100.5, [60, 40])).toThrow(RangeError);
  });

  it('keeps the sum and stays within a fen of each share', () => {
    const percents = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }).map((marks) => {
      const ends = [...marks.sort((a, b) => a - b), 100];
      return ends.map((end, i) => end - (ends[i - 1] ?? 0));
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), percents, (total, shares) => {
        const parts = split(total, shares);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [i, part] of parts.entries())
          expect(Math.abs(part - (total * (shares[i] ?? 0)) / 100)).toBeLessThan(1.001);
      }),
    );
  });

  it('takes a limit rounded down', () => {
    expect(percentOf(5_000_000, 30)).toBe(1_500_000);
    expect(percentOf(99, 50)).toBe(49);
  });

  it('writes yuan and ten thousands', () => {
    expect(yuanNumber(125_000_000)).toBe('1,250,000.00');
    expect(yuanNumber(5)).toBe('0.05');
    expect(yuanNumber(-100_001)).toBe('-1,000.01');
    expect(yuan(125_000_000)).toEqual({ zh: '1,250,000元', en: '1,250,000 yuan' });
    expect(yuan(123_456).zh).toBe('1,234.56元');
    expect(wan(125_000_000).zh).toBe('125.00万元');
    expect(wan(5_000).zh).toBe('0.01万元');
    expect(wan(4_999).zh).toBe('0.00万元');
    expect(wan(12_345_678_900).zh).toBe('12,345.68万元');
  });

  it.each([
    [0, '零元整'],
    [125_000_000, '壹佰贰拾伍万元整'],
    [5_000_000, '伍万元整'],
    [3_000_000, '叁万元整'],
    [1_000_530, '壹万零伍元叁角整'],
    [105, '壹元零伍分'],
    [5, '伍分'],
    [50, '伍角整'],
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [2_000_000_000_000, '贰佰亿元整'],
    [10_000_000_500_000, '壹仟亿零伍仟元整'],
    [1_010_010, '壹万零壹佰元零壹角整'],
  ])('writes %i fen as %s', (fen, words) => {
    expect(capitals(fen)).toBe(words);
  });

  it('refuses negative sums and parts of a fen', () => {
    expect(() => capitals(-1)).toThrow('invalid.amount');
    expect(() => capitals(10 ** 14)).toThrow('invalid.amount');
    expect(() => capitals(0.5)).toThrow(RangeError);
  });

  it('writes words that read back as the sum', () => {
    const sums = fc.oneof(fc.integer({ min: 1, max: 10 ** 14 - 1 }), fc.integer({ min: 1, max: 100_000 }));
    const round = fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 10 }))
      .map(([n, e]) => n * 10 ** e);
    fc.assert(
      fc.property(fc.oneof(sums, round), (fen) => {
        const words = capitals(fen);
        expect(read(words)).toBe(fen);
        expect(words).not.toMatch(/零零|零元|零万|零亿|零整/);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Reads capitals as a person would: digits times their places, summed within 亿 and 万. */
function read(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  let [total, group, digit] = [0, 0, 0];
  for (const char of words) {
    if (digits.includes(char)) digit = digits.indexOf(char);
    else if (char === '角') [total, digit] = [total + digit * 10, 0];
    else if (char === '分') [total, digit] = [total + digit, 0];
    else if (char in places) [group, digit] = [group + digit * (places[char] ?? 0), 0];
    else if (char === '亿') [total, group, digit] = [total + (group + digit) * 10 ** 10, 0, 0];
    else if (char === '万') [total, group, digit] = [total + (group + digit) * 10 ** 6, 0, 0];
    else if (char === '元') [total, group, digit] = [total + (group + digit) * 100, 0, 0];
  }
  return total;
}

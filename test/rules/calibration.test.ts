import { calibrate, type Scored } from '@juxian/rules/calibration.ts';
import { describe, expect, it } from 'vitest';

const given = (judge: string, totals: Record<string, number>): Scored[] =>
  Object.entries(totals).map(([item, total]) => ({ item, judge, total }));

describe('the calibration of judges', () => {
  // Six give 80, 70, 90; the seventh gives 30 less each time. Items: 530/7 = 75.71, 65.71, 85.71.
  const six = ['1', '2', '3', '4', '5', '6'].flatMap((judge) => given(judge, { S01: 80, S02: 70, S03: 90 }));
  const harsh = given('7', { S01: 50, S02: 40, S03: 60 });
  const { judges, items } = calibrate([...six, ...harsh]);

  it('tells mean, spread, lean and z-score, and flags who is beyond two deviations', () => {
    // Leans 30/7 = 4.29 and −180/7 = −25.71; their deviation √((6·900 + 32,400)/343) = 10.50; z = 0.41 and −√6 = −2.45.
    // The spread of 80, 70, 90 is √(200/3) = 8.16.
    expect(judges[0]).toEqual({ judge: '1', count: 3, mean: 80, spread: 8.16, lean: 4.29, z: 0.41, isOutlier: false });
    expect(judges[6]).toEqual({
      judge: '7',
      count: 3,
      mean: 50,
      spread: 8.16,
      lean: -25.71,
      z: -2.45,
      isOutlier: true,
    });
  });

  it('restates items as if all had judged on one scale', () => {
    // Everybody puts S01 in his middle, S02 10 below, S03 10 above: z = 0, ∓1.2247. All totals: mean 75.71, variance
    // 110.20 + 66.67 = 176.87, deviation 13.30; 75.71 ∓ 1.2247·13.30 = 59.43 and 92.00.
    expect(items).toEqual([
      { item: 'S01', mean: 75.71, normalised: 75.71 },
      { item: 'S02', mean: 65.71, normalised: 59.43 },
      { item: 'S03', mean: 85.71, normalised: 92 },
    ]);
  });

  it('compares with those who scored the same items only', () => {
    // a and b agree on a strong item, c and d on a weak one: nobody leans, though their means are far apart.
    const apart = calibrate([
      ...given('a', { S01: 90 }),
      ...given('b', { S01: 90 }),
      ...given('c', { S02: 50 }),
      ...given('d', { S02: 50 }),
    ]);
    expect(apart.judges.map(({ lean, z, isOutlier }) => [lean, z, isOutlier])).toEqual(
      Array.from({ length: 4 }, () => [0, 0, false]),
    );
  });

  it('does not flag exactly two deviations', () => {
    // Of five, four alike and one apart: z = −2 exactly.
    const five = calibrate([
      ...['1', '2', '3', '4'].flatMap((judge) => given(judge, { S01: 80 })),
      ...given('5', { S01: 30 }),
    ]);
    expect(five.judges[4]).toMatchObject({ z: -2, isOutlier: false });
  });
});

import { cut, deviation, median, panelResult, ranking, sheetTotal } from '@juxian/rules/score.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const criteria = [
  { name: 'leader', weight: 30 },
  { name: 'achievements', weight: 25 },
  { name: 'team', weight: 15 },
  { name: 'plan', weight: 20 },
  { name: 'support', weight: 10 },
];
const rule = { dropFrom: 7, reviewRange: 20 };

describe('a score sheet', () => {
  it('adds points up to the weight of each criterion', () => {
    expect(sheetTotal(criteria, { leader: 27.5, achievements: 22.1, team: 13, plan: 17.25, support: 9.7 })).toBe(89.55);
    expect(sheetTotal(criteria, { leader: 0.1, achievements: 0.2, team: 0, plan: 0, support: 0 })).toBe(0.3);
  });

  it('weighs marks out of a hundred, halves rounded up', () => {
    expect(sheetTotal(criteria, { leader: 90, achievements: 80, team: 70, plan: 60, support: 50 }, 100)).toBe(74.5);
    expect(
      sheetTotal(
        [
          { name: 'a', weight: 50 },
          { name: 'b', weight: 50 },
        ],
        { a: 80.01, b: 80 },
        100,
      ),
    ).toBe(80.01);
  });

  it.each([
    [{ leader: 30.5, achievements: 1, team: 1, plan: 1, support: 1 }],
    [{ leader: -1, achievements: 1, team: 1, plan: 1, support: 1 }],
    [{ leader: 1.005, achievements: 1, team: 1, plan: 1, support: 1 }],
    [{ achievements: 1, team: 1, plan: 1, support: 1 }],
    [{ leader: Number.NaN, achievements: 1, team: 1, plan: 1, support: 1 }],
  ])('refuses %j, naming the criterion', (marks) => {
    expect(() => sheetTotal(criteria, marks as Record<string, number>)).toThrow(
      expect.objectContaining({
        code: 'invalid.score',
        details: expect.objectContaining({ fields: [expect.objectContaining({ path: 'leader' })] }),
      }),
    );
  });
});

describe('the result of a panel', () => {
  it('is the mean of five, none dropped', () => {
    const result = panelResult([88, 90, 85.5, 92, 79], rule);
    expect(result).toMatchObject({ mean: 86.9, dropped: [], range: 13, needsReview: false, median: 88 });
  });

  it('drops highest and lowest of seven, each once', () => {
    const result = panelResult([95, 95, 88, 86, 84, 82, 60], rule);
    expect(result).toMatchObject({
      mean: 87,
      counted: [82, 84, 86, 88, 95],
      dropped: [60, 95],
      range: 35,
      needsReview: true,
    });
  });

  it('rounds halves up to two decimals', () => {
    expect(panelResult([80.01, 80.02], rule).mean).toBe(80.02);
    expect(panelResult([80, 80, 80.01], rule).mean).toBe(80);
    expect(panelResult([80, 80.01, 80.01], rule).mean).toBe(80.01);
  });

  it('asks for a second review only above the range', () => {
    expect(panelResult([70, 80, 90], rule).needsReview).toBe(false);
    expect(panelResult([70, 80, 90.01], rule).needsReview).toBe(true);
  });

  it('refuses an empty panel', () => {
    expect(() => panelResult([], rule)).toThrow('invalid.score');
  });

  it('lies between lowest and highest and does not care for the order', () => {
    const totals = fc.array(
      fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
      { minLength: 1, maxLength: 15 },
    );
    fc.assert(
      fc.property(totals, (list) => {
        const { mean } = panelResult(list, rule);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...list));
        expect(mean).toBeLessThanOrEqual(Math.max(...list));
        expect(panelResult([...list].reverse(), rule)).toEqual(expect.objectContaining({ mean }));
      }),
    );
  });
});

describe('spread', () => {
  it('takes the middle, or the mean of the middle two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([80.01, 90, 80.02, 10])).toBe(80.02);
  });

  it('divides by the number of values', () => {
    expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
    expect(deviation([80, 90])).toBe(5);
    expect(deviation([85])).toBe(0);
  });
});

describe('ranking', () => {
  const list = [
    { id: 'a', score: 88, marks: { leader: 25, achievements: 20 } },
    { id: 'b', score: 90, marks: { leader: 26, achievements: 20 } },
    { id: 'c', score: 88, marks: { leader: 27, achievements: 20 } },
    { id: 'd', score: 80, marks: { leader: 20, achievements: 20 } },
  ];

  it('shares places where nothing parts them', () => {
    expect(ranking(list).map(({ id, place, tied }) => [id, place, tied])).toEqual([
      ['b', 1, false],
      ['a', 2, true],
      ['c', 2, true],
      ['d', 4, false],
    ]);
  });

  it('follows the order of criteria the call names', () => {
    expect(ranking(list, ['leader']).map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd']);
    expect(ranking(list, ['achievements', 'leader']).every(({ tied }) => !tied)).toBe(true);
  });

  it('asks the lot last, and only where both have drawn one', () => {
    const drawn = [
      { id: 'a', score: 88, lot: 2 },
      { id: 'c', score: 88, lot: 1 },
    ];
    expect(ranking(drawn).map(({ id, place }) => [id, place])).toEqual([
      ['c', 1],
      ['a', 2],
    ]);
    expect(
      ranking([
        { id: 'a', score: 88, lot: 2 },
        { id: 'c', score: 88 },
      ]).every(({ tied }) => tied),
    ).toBe(true);
  });

  it('cuts by quota and leaves a tie across the line to people', () => {
    const ids = (part: readonly { id: string }[]): string[] => part.map(({ id }) => id);
    const torn = cut(ranking(list), 2);
    expect([ids(torn.within), ids(torn.undecided), ids(torn.beyond)]).toEqual([['b'], ['a', 'c'], ['d']]);
    const whole = cut(ranking(list), 3);
    expect([ids(whole.within), ids(whole.undecided), ids(whole.beyond)]).toEqual([['b', 'a', 'c'], [], ['d']]);
    expect(ids(cut(ranking(list), 9).within)).toHaveLength(4);
    expect(ids(cut(ranking(list), 0).beyond)).toHaveLength(4);
  });
});

import { figureOn } from '@juxian/rules/figure.ts';
import {
  fieldNearness,
  labourTax,
  type MatchFacts,
  matches,
  proposedGrade,
  thinkTankFigures,
} from '@juxian/rules/think-tank.ts';
import { describe, expect, it } from 'vitest';

const figures = {
  weights: { field: 50, adoption: 20, satisfaction: 15, load: 15 },
  field: { third: 100, second: 60, first: 30 },
  unknown: 60,
  load: 25,
};
const nobody = { running: 0, decided: 0, adopted: 0, satisfaction: [] };
const one = (id: string, fields: string[], more: Partial<MatchFacts> = {}): MatchFacts => ({
  id,
  fields,
  ...nobody,
  ...more,
});

describe('a match of experts to a question', () => {
  // 园艺 090102 lies in 植物生产类 0901 of 农学 09; 林学 090501 shares the category only, 桥 081001 nothing.
  it('scores field, adoption, satisfaction and load as worked out by hand', () => {
    const found = matches(
      '090102',
      [
        one('far', ['090501']),
        one('other', ['081001']),
        one('same', ['090102'], { running: 1, decided: 2, adopted: 1.5, satisfaction: [100, 80, 60] }),
        one('class', ['090106']),
        one('busy', ['081001', '090102'], { running: 5, decided: 3, adopted: 0, satisfaction: [0] }),
      ],
      figures,
    );
    expect(found.map(({ id, score }) => [id, score])).toEqual([
      // 50 + 20 × 1.5/2 + 15 × 0.80 + 15 × 0.75
      ['same', 88.25],
      // 50 × 0.6 + 20 × 0.6 + 15 × 0.6 + 15
      ['class', 66],
      // 50 × 0.3 + 12 + 9 + 15
      ['far', 51],
      // 50 + 0 + 0 + 15 × 0, for five tasks take off more than all
      ['busy', 50],
    ]);
  });

  it('says why, with the points of each reason', () => {
    const [match] = matches(
      '090102',
      [one('same', ['090102'], { running: 1, decided: 2, adopted: 1.5, satisfaction: [100, 80, 60] })],
      figures,
    );
    expect(match?.reasons.map(({ zh }) => zh)).toEqual([
      '研究方向：同属“园艺”，50分',
      '采纳情况：2份意见采纳1.5份，15分',
      '满意度：满意度80分，12分',
      '在办任务：在办1项，11.25分',
    ]);
  });

  it('parts equal scores by load, then by id, so that the order never wavers', () => {
    const even = { ...figures, weights: { field: 100, adoption: 0, satisfaction: 0, load: 0 } };
    const three = [one('c', ['090102'], { running: 1 }), one('b', ['090102']), one('a', ['090102'])];
    expect(matches('090102', three, even).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('knows how deep two fields agree', () => {
    expect(fieldNearness('090102', ['090102'])?.level).toBe('third');
    expect(fieldNearness('090102', ['090501', '090103'])).toMatchObject({
      level: 'second',
      shared: { zh: '植物生产类' },
    });
    expect(fieldNearness('090102', ['0905'])).toMatchObject({ level: 'first', shared: { zh: '农学' } });
    expect(fieldNearness('090102', ['100201'])).toBeUndefined();
    expect(fieldNearness('090102', [])).toBeUndefined();
  });
});

describe('the tax on a fee', () => {
  const on = (day: string) => ({
    deduction: figureOn<{ upTo: number; flat: number }>(thinkTankFigures['talent.labourDeduction'], day).value,
    brackets: figureOn<{ first: number; second: number }>(thinkTankFigures['talent.labourBrackets'], day).value,
    rates: figureOn<{ share: number; first: number; second: number; third: number }>(
      thinkTankFigures['talent.labourRates'],
      day,
    ).value,
  });
  it.each([
    [80_000, 0],
    // 2,000 yuan: (2,000 − 800) × 20 %
    [200_000, 24_000],
    // 4,000: (4,000 − 800) × 20 %
    [400_000, 64_000],
    // 5,000: 5,000 × 80 % × 20 %
    [500_000, 80_000],
    // 30,000: 24,000 × 30 % − 2,000
    [3_000_000, 520_000],
    // 100,000: 80,000 × 40 % − 7,000
    [10_000_000, 2_500_000],
  ])('of %i fen is %i fen', (fee, tax) => {
    expect(labourTax(fee, on('2026-11-23'))).toBe(tax);
  });

  it('is unknown before the rule was made', () => {
    expect(() => on('2018-12-31')).toThrow('invalid.day');
  });
});

describe('the grade an expert’s year speaks for', () => {
  const grade = (visits: number, opinions: number, adoptions: number, satisfaction?: number) =>
    proposedGrade(
      { visits, opinions, adoptions, ...(satisfaction === undefined ? {} : { satisfaction }) },
      { visits: 1, opinions: 1 },
      { adoptions: 1, satisfaction: 80 },
    );
  it.each([
    [grade(1, 1, 1, 80), 'excellent'],
    [grade(1, 1, 1, 79.99), 'competent'],
    [grade(1, 1, 1), 'competent'],
    [grade(2, 3, 0, 100), 'competent'],
    [grade(0, 1, 1, 100), 'basic'],
    [grade(1, 0, 0), 'basic'],
    [grade(0, 0, 0), 'failed'],
  ])('%s', (given, expected) => {
    expect(given).toBe(expected);
  });
});

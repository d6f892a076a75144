import { assessmentRegimes, bestSeats, gradeEffect } from '@juxian/rules/cadre/assessment.ts';
import { probation } from '@juxian/rules/cadre/probation.ts';
import { type PostSpan, tenureFindings, termBrokenOff } from '@juxian/rules/cadre/tenure.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';

const now = figuresFor({}, '2026-11-20');

describe('time in posts', () => {
  const found = (spans: PostSpan[], at = '2026-11', figure = now) =>
    tenureFindings(spans, at, figure).map(({ rule, weight, months }) => [rule, weight, months]);

  it('must end after ten years in one post', () => {
    expect(found([{ post: 'p', from: '2016-12' }])).toEqual([]);
    expect(found([{ post: 'p', from: '2016-11' }])).toEqual([['samePost', 'must', 120]]);
  });

  it('counts a post that was left and taken up again', () => {
    const back = [
      { post: 'p', from: '2010-01', to: '2015-01' },
      { post: 'q', from: '2015-01', to: '2021-11' },
      { post: 'p', from: '2021-11' },
    ];
    expect(found(back)).toEqual([['samePost', 'must', 120]]);
    expect(found(back, '2026-10')).toEqual([]);
  });

  it('looks only at posts that are held', () => {
    const left = { post: 'p', from: '2000-01', to: '2026-11' };
    expect(found([left])).toEqual([]);
    expect(found([left], '2026-10')).toEqual([['samePost', 'must', 321]]);
    expect(found([{ post: 'p', from: '2027-01', terms: 2 }])).toEqual([]);
  });

  it('ends after two terms', () => {
    expect(found([{ post: 'p', from: '2021-06', terms: 1 }])).toEqual([]);
    expect(found([{ post: 'p', from: '2021-06', terms: 2 }])).toEqual([['terms', 'must', 65]]);
  });

  it('adds up to fifteen years at one level, a month once where posts overlap', () => {
    const at = (...spans: [string, string?][]) =>
      spans.map(([from, to], i) => ({ post: `p${i}`, level: '0141', from, ...(to && { to }) }));
    expect(found(at(['2008-01', '2013-01'], ['2016-11']))).toContainEqual(['sameLevel', 'must', 180]);
    expect(found(at(['2008-02', '2013-01'], ['2017-01']))).toEqual([]);
    // both at once from 2017 to 2019, and a third within the first
    expect(found(at(['2008-02', '2019-01'], ['2010-01', '2012-01'], ['2017-01']))).toEqual([
      ['sameLevel', 'must', 225],
    ]);
    expect(found(at(['2008-02', '2019-01'], ['2017-01']))).toEqual([['sameLevel', 'must', 225]]);
    expect(
      found([
        { post: 'p', level: '0142', from: '2000-01', to: '2020-01' },
        { post: 'q', level: '0141', from: '2020-01' },
      ]),
    ).toEqual([]);
  });

  it('warns and then asks for rotation in key posts by the county’s table', () => {
    const key = (from: string): PostSpan[] => [{ post: 'p', from, key: 'money' }];
    expect(found(key('2022-12'))).toEqual([]);
    expect(found(key('2022-11'))).toEqual([['keyPost', 'warn', 48]]);
    expect(found(key('2021-11'))).toEqual([['keyPost', 'must', 60]]);
    const strict = { people: 3, money: 3, goods: 3, approval: 3, enforcement: 3 };
    const own = figuresFor({ 'cadre.keyPostMust': strict }, '2026-11-20');
    expect(found(key('2022-12'), '2026-11', own)).toEqual([['keyPost', 'must', 47]]);
    expect(tenureFindings(key('2022-11'), '2026-11', now)[0]?.note?.zh).toBe('待确认');
    expect(tenureFindings(key('2022-11'), '2026-11', own)[0]?.note).toBeUndefined();
  });

  it('says when a move would break off a term', () => {
    expect(termBrokenOff({ post: 'p', from: '2021-12' }, '2026-11', now)?.says.zh).toBe(
      '任现职4年11个月，未满一个任期',
    );
    expect(termBrokenOff({ post: 'p', from: '2021-11' }, '2026-11', now)).toBeUndefined();
  });
});

describe('probation', () => {
  it.each([
    ['2026-11-20', 'running'],
    ['2027-02-12', 'running'],
    ['2027-02-13', 'ending'],
    ['2027-03-14', 'ending'],
    ['2027-03-15', 'over'],
  ])('begun on 2026-03-15 is on %s %s', (at, state) => {
    for (const kind of ['recruit', 'leader', 'staff'] as const)
      expect(probation(kind, '2026-03-15', at, now), kind).toEqual({
        end: '2027-03-15',
        noticeFrom: '2027-02-13',
        state,
      });
  });

  it('ends with February where there is no such day', () => {
    expect(probation('leader', '2024-02-29', '2024-03-01', now).end).toBe('2025-02-28');
  });
});

describe('assessment', () => {
  it('has its grades in the code lists', () => {
    const words = Object.values(assessmentRegimes).map(({ dictionary, grades }) =>
      grades.map((grade) => dictionaries.get(dictionary)?.entries.get(grade)?.label.zh).join(),
    );
    expect(words).toEqual([
      '优秀,称职,基本称职,不称职',
      '优秀,合格,基本合格,不合格',
      '好,较好,一般,较差',
      '优秀,良好,一般,较差',
      '优秀,称职,基本称职,不称职',
    ]);
  });

  it('limits the best grade', () => {
    expect(bestSeats('civilServant', 47, now)).toBe(9);
    expect(bestSeats('civilServant', 47, now, true)).toBe(11);
    expect(bestSeats('daily', 47, now)).toBe(18);
    expect(bestSeats('team', 31, now)).toBe(9);
    expect(bestSeats('leader', 31, now)).toBe(7);
    expect(bestSeats('institution', 31, now)).toBeUndefined();
    const half = figuresFor({ 'cadre.quotaRoundUpFrom': 50 }, '2026-11-20');
    expect(bestSeats('leader', 31, half)).toBe(8);
  });

  it('counts a year as excellent, plain or lost', () => {
    expect(['1', '2', 'B2', '3', '4', '5A', '6'].map(gradeEffect)).toEqual([
      'excellent',
      'counts',
      'counts',
      'lost',
      'lost',
      'lost',
      'lost',
    ]);
  });
});

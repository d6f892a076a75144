import {
  mayHaveRank,
  payLevels,
  rankAbove,
  rankBelow,
  type rankClasses,
  rankCode,
  rankKeys,
  rankOf,
} from '@juxian/rules/cadre/ladder.ts';
import { countyQuota, rankQuota } from '@juxian/rules/cadre/quota.ts';
import { countedMonths, earliestPromotion, eligible, type RankFacts } from '@juxian/rules/cadre/rank.ts';
import { seatsOf } from '@juxian/rules/cadre/seats.ts';
import { type StaffFacts, staffGradeTrial, staffUnmet } from '@juxian/rules/cadre/staff-grade.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { figuresFor, issueOfOverride } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';

const today = '2026-11-20';
const readOn = (day: string) => figuresFor({}, day);
const now = readOn(today);

const years = (from: number, ...grades: string[]) => Object.fromEntries(grades.map((grade, i) => [from + i, grade]));
const facts = (code: string, since: string, grades: Record<number, string>, more: Partial<RankFacts> = {}) =>
  ({ rank: { code, since }, place: 'organ', grades, ...more }) satisfies RankFacts;

describe('the ladder', () => {
  it('has 12, 11 and 11 ranks, each named in the code list', () => {
    const labels = (rankClass: keyof typeof rankClasses) =>
      rankKeys.map((key) => {
        const code = rankCode(rankClass, key);
        return code && dictionaries.get('postLevel')?.entries.get(code)?.label.zh;
      });
    const at = (n: number) => (['general', 'professional', 'enforcement'] as const).map((c) => labels(c)[n]);
    expect(at(0)).toEqual(['一级巡视员', '一级总监', undefined]);
    expect(at(1)).toEqual(['二级巡视员', '二级总监', '督办']);
    expect(at(5)).toEqual(['四级调研员', '四级高级主管', '四级高级主办']);
    expect(at(9)).toEqual(['四级主任科员', '四级主管', '四级主办']);
    expect(at(10)).toEqual(['一级科员', '专业技术员', '一级行政执法员']);
    expect(at(11)).toEqual(['二级科员', undefined, '二级行政执法员']);
  });

  it('is read back from codes', () => {
    expect(rankOf('01A10')).toEqual({ rankClass: 'general', key: 'section4' });
    expect(rankOf('01C01')).toEqual({ rankClass: 'enforcement', key: 'inspector2' });
    expect(rankOf('0141')).toBeUndefined();
    expect(rankAbove('inspector1')).toBeUndefined();
    expect(rankAbove('clerk2')).toBe('clerk1');
    expect(rankBelow('clerk2')).toBeUndefined();
  });

  it('overlaps in pay levels from rank to rank, between 8 and 27', () => {
    expect(payLevels.section4).toEqual({ high: 18, low: 24 });
    for (const key of rankKeys) {
      const below = rankBelow(key);
      expect(payLevels[key].high).toBeLessThan(payLevels[key].low);
      if (below) expect(payLevels[key].low).toBeLessThan(payLevels[below].low);
    }
  });

  it('is cut to what a county may have', () => {
    expect(rankKeys.filter((key) => mayHaveRank('team', key))).toEqual([
      'inspector2',
      'researcher1',
      'researcher2',
      'researcher3',
    ]);
    expect(rankKeys.filter((key) => !mayHaveRank('organ', key))).toEqual(['inspector1', 'inspector2', 'researcher1']);
  });
});

describe('the years that a rank asks for', () => {
  it.each([
    ['01A02', '01A01', 48],
    ['01A03', '01A02', 48],
    ['01A04', '01A03', 36],
    ['01A05', '01A04', 24],
    ['01A06', '01A05', 24],
    ['01A07', '01A06', 24],
    ['01A08', '01A07', 24],
    ['01A09', '01A08', 24],
    ['01A10', '01A09', 24],
    ['01A11', '01A10', 24],
    ['01A12', '01A11', 24],
  ])('from %s to %s are %i months', (code, rank, asked) => {
    expect(earliestPromotion(facts(code, '2026-01', {}), now)).toMatchObject({ rank, asked });
  });

  it('end after two plain years', () => {
    expect(earliestPromotion(facts('01A11', '2022-07', years(2022, '2', '2')), now)?.month).toBe('2024-07');
  });

  it('are half a year less for an excellent year, once it is over', () => {
    // 17 months by 2023-12 and 6 of credit make 23; 18 and 6 make 24 in 2024-01
    expect(earliestPromotion(facts('01A11', '2022-07', years(2022, '1', '2')), now)?.month).toBe('2024-01');
    // both excellent: 12 months of credit, granted for 2023 only from 2024-01 on, when 18 + 12 are past 24
    expect(earliestPromotion(facts('01A11', '2022-07', years(2022, '1', '1')), now)?.month).toBe('2024-01');
    expect(earliestPromotion(facts('01A11', '2022-01', years(2022, '1', '1')), now)?.month).toBe('2023-07');
  });

  it('leave out a year that does not count', () => {
    for (const grade of ['3', '4', '5', '5A', '5B', '5C', '6', '6A', 'B3', 'B4'])
      expect(earliestPromotion(facts('01A11', '2022-07', years(2022, '2', grade)), now)?.month, grade).toBe('2025-07');
    // of 2022 only six months were in the rank
    expect(earliestPromotion(facts('01A11', '2022-07', years(2022, '3')), now)?.month).toBe('2025-01');
  });

  it('count the grades of institutions alike', () => {
    expect(earliestPromotion(facts('01A11', '2022-07', years(2022, 'B2', 'B2')), now)?.month).toBe('2024-07');
  });

  it('are counted to a month', () => {
    const grades = years(2022, '1', '3', '2');
    // six months of 2022 and its credit, nothing of 2023, all of 2024
    expect(countedMonths('2022-07', '2025-01', grades, now)).toBe(6 + 6 + 12);
    expect(countedMonths('2022-07', '2022-12', grades, now)).toBe(5);
    expect(countedMonths('2022-07', '2023-12', grades, now)).toBe(12);
  });

  it('are the county’s own where it has set them', () => {
    const own = figuresFor({ 'cadre.rankExcellent': 0 }, today);
    expect(earliestPromotion(facts('01A11', '2022-07', years(2022, '1', '1')), own)?.month).toBe('2024-07');
  });
});

describe('a leading post', () => {
  it('counts towards the rank above its own', () => {
    const led = { post: { level: '0141', since: '2023-03' }, place: 'organ', grades: {} } as const;
    expect(earliestPromotion(led, now)).toMatchObject({
      rank: '01A07',
      from: { ground: 'post', code: '0141' },
      month: '2025-03',
    });
    expect(earliestPromotion({ ...led, post: { level: '0142', since: '2023-03' } }, now)?.rank).toBe('01A09');
    expect(earliestPromotion({ ...led, post: { level: '0132', since: '2023-03' } }, now)?.rank).toBe('01A05');
    expect(earliestPromotion({ ...led, post: { level: '0131', since: '2023-03' } }, now)).toMatchObject({
      rank: '01A03',
      month: '2026-03',
    });
    expect(earliestPromotion({ ...led, post: { level: '0150', since: '2023-03' } }, now)).toBeUndefined();
  });

  it('stands beside the rank: the ground reached first counts', () => {
    const both = facts('01A08', '2024-09', {}, { post: { level: '0141', since: '2023-03' } });
    expect(earliestPromotion(both, now)).toMatchObject({ rank: '01A07', month: '2025-03', from: { ground: 'post' } });
    const later = facts('01A08', '2022-09', {}, { post: { level: '0141', since: '2023-03' } });
    expect(earliestPromotion(later, now)).toMatchObject({ month: '2024-09', from: { ground: 'rank' } });
  });

  it('lifts a lower rank to its own', () => {
    const low = facts('01A11', '2016-01', {}, { post: { level: '0142', since: '2025-03' } });
    expect(earliestPromotion(low, now)).toMatchObject({ rank: '01A09', month: '2027-03', from: { ground: 'post' } });
    const high = facts('01A07', '2025-01', {}, { post: { level: '0142', since: '2015-03' } });
    expect(earliestPromotion(high, now)).toMatchObject({ rank: '01A06', from: { ground: 'rank' } });
  });

  it('leads up within the person’s class', () => {
    const led = {
      post: { level: '0141', since: '2023-03' },
      rankClass: 'enforcement',
      place: 'organ',
      grades: {},
    } as const;
    expect(earliestPromotion(led, now)?.rank).toBe('01C06');
    expect(earliestPromotion(facts('01B05', '2024-01', {}), now)?.rank).toBe('01B04');
    expect(earliestPromotion(facts('01C01', '2024-01', {}), now)).toBeUndefined();
  });
});

describe('the reasons', () => {
  it('say from when, what shortened and what did not count, each with its source', () => {
    const found = earliestPromotion(facts('01A11', '2022-07', years(2022, '1', '3', '2')), now);
    expect(found?.reasons.map(({ says }) => says.zh)).toEqual([
      '任一级科员满2年，自2022-07起算',
      '2022年优秀，缩短6个月',
      '2023年基本称职，该年不计',
    ]);
    expect(found?.reasons.every(({ source }) => source.zh.includes('职务与职级并行'))).toBe(true);
    expect(found?.reasons[1]?.note?.zh).toBe('待确认');
  });
});

describe('who may be promoted', () => {
  const ready = facts('01A11', '2022-07', years(2022, '2', '2', '2', '2'));
  const rules = (changed: Partial<RankFacts>, at = today) =>
    eligible({ ...ready, ...changed }, at, readOn).unmet.map(({ rule }) => rule);

  it('is who meets everything', () => {
    expect(eligible(ready, today, readOn)).toMatchObject({ eligible: true, unmet: [], promotion: { rank: '01A10' } });
    expect(rules({ freeSeats: 1, investigated: false, onProbation: false })).toEqual([]);
  });

  it('is not whose years are short, to the month', () => {
    expect(rules({}, '2024-06-30')).toEqual(['years']);
    expect(rules({}, '2024-07-01')).toEqual([]);
    const [unmet] = eligible(ready, '2024-06-30', readOn).unmet;
    expect(unmet?.says.zh).toBe('计算年限1年11个月，须满2年，最早2024-07');
  });

  it('is not whose grade of a past year is missing', () => {
    const gap = { ...years(2022, '2', '2'), 2025: '2' };
    expect(rules({ grades: gap })).toEqual(['assessment']);
    expect(eligible({ ...ready, grades: gap }, today, readOn).unmet[0]?.says.zh).toContain('2024年');
  });

  it('is not who is under an effect period, and each decision is named', () => {
    const decisions = [
      { id: 'd1', from: '2026-06-01', measures: ['admonition'] },
      { id: 'd2', from: '2026-01-01', measures: ['demerit'] },
    ];
    expect(rules({ decisions })).toEqual(['effect', 'effect']);
    const says = eligible({ ...ready, decisions }, today, readOn).unmet.map((unmet) => unmet.says.zh);
    expect(says).toEqual(['政务处分记过影响期至2027-01-01', '诫勉影响期至2026-12-01']);
    expect(rules({ decisions, grades: years(2022, '2', '2', '2', '2', '2') }, '2027-01-02')).toEqual([]);
  });

  it('is not who is investigated, on probation, or finds no seat', () => {
    expect(rules({ investigated: true })).toEqual(['investigation']);
    expect(rules({ onProbation: true })).toEqual(['probation']);
    expect(rules({ freeSeats: 0 })).toEqual(['quota']);
    expect(rules({ investigated: true, onProbation: true, freeSeats: 0 }, '2024-06-30')).toHaveLength(4);
  });

  it('is not who would rise above what the place may have', () => {
    const high = facts('01A04', '2015-01', years(2015, ...Array.from({ length: 11 }, () => '2')));
    expect(eligible(high, today, readOn).unmet.map(({ rule }) => rule)).toEqual(['place']);
    expect(eligible({ ...high, place: 'team' }, today, readOn).eligible).toBe(true);
    expect(eligible(facts('01A01', '2015-01', {}), today, readOn).unmet[0]?.rule).toBe('top');
  });

  it('names a source with every condition', () => {
    const all = eligible({ ...ready, grades: { 2022: '5' }, investigated: true, freeSeats: 0 }, today, readOn);
    expect(all.unmet.length).toBeGreaterThan(3);
    for (const { source } of all.unmet) expect(source.zh.length).toBeGreaterThan(5);
  });
});

describe('quotas', () => {
  it.each([
    [10, 10, 1],
    [19, 10, 1],
    [9, 10, 0],
    [55, 2, 1],
    [13, 60, 7],
  ])('%i posts at %i %% are %i seats, parts cut off', (posts, share, seats) => {
    expect(seatsOf(posts, share, now)).toBe(seats);
  });

  it('round as the county settled', () => {
    const half = figuresFor({ 'cadre.quotaRoundUpFrom': 50 }, today);
    const always = figuresFor({ 'cadre.quotaRoundUpFrom': 1 }, today);
    // 13 x 60 % = 7.8; 12 x 20 % = 2.4; 25 x 10 % = 2.5; 20 x 10 % = 2
    expect([13, 0].map((n) => seatsOf(n, 60, half))).toEqual([8, 0]);
    expect(seatsOf(12, 20, half)).toBe(2);
    expect(seatsOf(25, 10, half)).toBe(3);
    expect(seatsOf(12, 20, always)).toBe(3);
    expect(seatsOf(20, 10, always)).toBe(2);
  });

  it('of a team and of an organ', () => {
    expect(rankQuota('team', 33, now)).toEqual({ teamInspector2: 3, teamResearcher12: 6 });
    // 127 posts: 2.54, 12.7 (40 % of 12 is 4.8), 76.2 (50 % of 76 is 38)
    expect(rankQuota('organ', 127, now)).toEqual({
      organResearcher2: 2,
      organResearcher34: 12,
      researcher3Of34: 4,
      organSection: 76,
      section12Of14: 38,
    });
  });

  it('leave to the county what the units lose', () => {
    const units = [8, 9, 7, 6].map((posts, i) => ({ unit: `u${i}`, kind: 'organ' as const, posts }));
    const { units: each, pool } = countyQuota(units, now);
    // 4.8, 5.4, 4.2, 3.6 of 60 %; together 30 posts are 18 seats, the units have 16
    expect(each.map(({ quota }) => quota.organSection)).toEqual([4, 5, 4, 3]);
    expect(pool).toMatchObject({ organSection: 2, organResearcher34: 3, organResearcher2: 0 });
    expect(pool.teamInspector2).toBe(0);
  });

  it('leave nothing where the units were rounded up', () => {
    const always = figuresFor({ 'cadre.quotaRoundUpFrom': 1 }, today);
    // 5.4 each makes 6 and 18 in all; together 16.2 makes 17
    const units = [9, 9, 9].map((posts, i) => ({ unit: `u${i}`, kind: 'organ' as const, posts }));
    expect(countyQuota(units, always).pool.organSection).toBe(0);
  });
});

describe('staff grades of institutions', () => {
  const worker: StaffFacts = {
    grade: { code: '0841', since: '2012-01' },
    worksSince: '2000-06',
    grades: { 2011: '1', 2015: '1', 2018: '1', 2022: '1' },
  };
  const trial = figuresFor(staffGradeTrial.figures, today);

  it('are not computed until the county has filled in its table', () => {
    expect(staffUnmet(worker, '2026-11', now)).toBeUndefined();
    expect(now('cadre.staffGradeYears').note?.zh).toBe('待确认');
  });

  it('follow the trial where the county takes it over', () => {
    for (const [name, value] of Object.entries(staffGradeTrial.figures))
      expect(issueOfOverride(name, value, today), name).toBeUndefined();
    expect(staffUnmet(worker, '2026-11', trial)).toEqual([]);
    // 13 years in the grade in 2025-01, 25 of service in 2025-06
    expect(staffUnmet(worker, '2025-05', trial)).toEqual([{ rule: 'service', has: 24, needs: 25 }]);
    expect(staffUnmet(worker, '2022-06', trial)).toEqual([
      { rule: 'years', has: 10, needs: 13 },
      { rule: 'service', has: 22, needs: 25 },
      { rule: 'excellent', has: 2, needs: 3 },
    ]);
    expect(staffUnmet({ ...worker, grade: { code: '0850', since: '2020-11' } }, '2026-11', trial)).toEqual([]);
    expect(staffUnmet({ ...worker, grade: { code: '0832', since: '2000-01' } }, '2026-11', trial)).toBeUndefined();
  });
});

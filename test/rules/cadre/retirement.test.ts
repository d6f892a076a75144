import { Refusal } from '@juxian/base/refusal.ts';
import {
  ageReachedText,
  contributionFor,
  flexibleRetirement,
  mayRetireEarly,
  noticeOf,
  postAgeReached,
  type RetirementFacts,
  retirement,
  retirementTable,
} from '@juxian/rules/cadre/retirement.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';

const readOn = (day: string) => figuresFor({}, day);
const today = '2026-11-20';
const now = readOn(today);

const man = (birth: string): RetirementFacts => ({ sex: 'male', kind: 'civilServant', birth });
const woman = (birth: string): RetirementFacts => ({ sex: 'female', kind: 'civilServant', birth });
const worker = (birth: string): RetirementFacts => ({ sex: 'female', kind: 'worker', birth });
const people = { 60: man, 55: woman, 50: worker };

describe('the table of 2025', () => {
  it.each([
    [60, '1964-12', 0, '60.0', '2024-12'],
    [60, '1965-01', 1, '60.1', '2025-02'],
    [60, '1965-05', 2, '60.2', '2025-07'],
    [60, '1968-09', 12, '61.0', '2029-09'],
    [60, '1976-08', 35, '62.11', '2039-07'],
    [60, '1976-09', 36, '63.0', '2039-09'],
    [55, '1970-01', 1, '55.1', '2025-02'],
    [55, '1970-05', 2, '55.2', '2025-07'],
    [55, '1974-03', 13, '56.1', '2030-04'],
    [55, '1981-08', 35, '57.11', '2039-07'],
    [55, '1981-09', 36, '58.0', '2039-09'],
    [50, '1975-01', 1, '50.1', '2025-02'],
    [50, '1980-01', 31, '52.7', '2032-08'],
    [50, '1984-11', 60, '55.0', '2039-11'],
  ] as const)('base %i, born %s: %i months later, at %s in %s', (base, birth, delay, age, month) => {
    const reached = retirement(people[base](birth), now);
    expect(reached).toMatchObject({ delay, month });
    expect(`${Math.floor(reached.age / 12)}.${reached.age % 12}`).toBe(age);
  });

  it('leaves alone who was due before it', () => {
    expect(retirement(man('1960-01'), now)).toMatchObject({ delay: 0, month: '2020-01' });
    expect(retirement(worker('1974-12'), now)).toMatchObject({ delay: 0, month: '2024-12' });
  });

  it('never goes beyond 63, 58 and 55', () => {
    expect(retirement(man('1990-01'), now)).toMatchObject({ delay: 36, month: '2053-01' });
    expect(retirement(woman('1990-01'), now)).toMatchObject({ delay: 36, month: '2048-01' });
    expect(retirement(worker('1990-01'), now)).toMatchObject({ delay: 60, month: '2045-01' });
  });

  it('does not delay by the rule that held before 2025', () => {
    expect(retirement(man('1968-09'), readOn('2024-12-31'))).toMatchObject({ delay: 0, month: '2028-09' });
    expect(retirement(man('1968-09'), readOn('2025-01-01'))).toMatchObject({ delay: 12, month: '2029-09' });
  });

  it('takes a county’s own figure', () => {
    const own = figuresFor({ 'retirement.delayMost': { sixty: 6, fiftyFive: 36, fifty: 60 } }, today);
    expect(retirement(man('1976-09'), own).delay).toBe(6);
  });
});

describe('the table a person retires by', () => {
  it('is that of 60 for a woman only by a choice with its document', () => {
    const chosen = { ...woman('1970-01'), sixty: { ground: 'countyLevel', document: '青组函〔2026〕3号' } } as const;
    expect(retirementTable(woman('1970-01'))).toBe('fiftyFive');
    expect(retirementTable(chosen)).toBe('sixty');
    // 1970-01 + 60 years = 2030-01, 60 months after 2025-01: 60/4 + 1 = 16
    expect(retirement(chosen, now)).toMatchObject({ delay: 16, month: '2031-05' });
    const bare = { ...chosen, sixty: { ...chosen.sixty, document: '  ' } };
    expect(() => retirementTable(bare)).toThrow(Refusal);
  });

  it('is that of 50 for women workers alone', () => {
    expect(retirementTable(worker('1980-01'))).toBe('fifty');
    expect(retirementTable({ ...worker('1980-01'), kind: 'management' })).toBe('fiftyFive');
    expect(retirementTable({ ...worker('1980-01'), sex: 'male' })).toBe('sixty');
  });
});

describe('flexible retirement', () => {
  it('goes no lower than the age of old', () => {
    // delay 12: three years early would be 2026-09, the old age is reached in 2028-09
    expect(flexibleRetirement(man('1968-09'), readOn, today).earliest).toBe('2028-09');
    // delay 36: three years early is the old age itself
    expect(flexibleRetirement(man('1976-09'), readOn, today).earliest).toBe('2036-09');
    // delay 60: three years early, two years above the old age
    expect(flexibleRetirement(worker('1984-11'), readOn, today).earliest).toBe('2036-11');
  });

  it('offers a later month to professional staff and workers alone', () => {
    const kinds = ['civilServant', 'management', 'professional', 'worker'] as const;
    const latest = kinds.map((kind) => flexibleRetirement({ ...man('1968-09'), kind }, readOn, today).latest);
    expect(latest).toEqual([undefined, undefined, '2032-09', '2032-09']);
  });

  it.each([
    ['2029-12', 180],
    ['2030-01', 186],
    ['2034-06', 210],
    ['2038-12', 234],
    ['2039-01', 240],
    ['2055-01', 240],
  ])('asks in %s for %i months of contribution', (month, months) => {
    expect(contributionFor(month, readOn)).toBe(months);
  });

  it('asks for the contribution of the earliest month', () => {
    expect(flexibleRetirement(man('1968-09'), readOn, today).contribution).toBe(180);
    expect(flexibleRetirement(man('1976-09'), readOn, today).contribution).toBe(222);
  });
});

describe('early retirement of civil servants', () => {
  const facts = (birth: string, worksSince: string) => ({ ...man(birth), worksSince });
  it('is open after 30 years of service', () => {
    expect(mayRetireEarly(facts('1976-09', '1996-11'), '2026-11', now)).toBe('service');
    expect(mayRetireEarly(facts('1976-09', '1996-12'), '2026-11', now)).toBeUndefined();
  });

  it('is open after 20 years with less than 5 to go', () => {
    // 1968-09 retires in 2029-09: 34 months to go
    expect(mayRetireEarly(facts('1968-09', '2006-11'), '2026-11', now)).toBe('nearAge');
    expect(mayRetireEarly(facts('1968-09', '2006-12'), '2026-11', now)).toBeUndefined();
    // exactly five years to go is not less than five
    expect(mayRetireEarly(facts('1968-09', '2000-01'), '2024-10', now)).toBe('nearAge');
    expect(mayRetireEarly(facts('1968-09', '2000-01'), '2024-09', now)).toBeUndefined();
  });
});

describe('age limits of posts', () => {
  it('move with the reform at 55 and 60 alone', () => {
    // 1970-09 + 55 = 2025-09, 8 months after 2025-01: 8/4 + 1 = 3
    expect(postAgeReached('1970-09', 55, now)).toEqual({ month: '2025-12', age: 663 });
    expect(postAgeReached('1965-05', 60, now)).toEqual({ month: '2025-07', age: 722 });
    expect(postAgeReached('1965-05', 63, now)).toEqual({ month: '2028-05', age: 756 });
    expect(postAgeReached('1965-05', 65, now).month).toBe('2030-05');
    expect(postAgeReached('1965-05', 66, now).month).toBe('2031-05');
  });

  it('are printed as the form does', () => {
    expect(ageReachedText(postAgeReached('1970-09', 55, now))).toBe('2025.12（55岁3个月）');
    expect(ageReachedText(retirement(man('1976-09'), now))).toBe('2039.09（63岁）');
  });

  it('are announced 12, 6 and 3 months ahead', () => {
    const notices = ['2027-12', '2027-11', '2027-06', '2027-05', '2027-02', '2026-12', '2026-11', '2026-10'];
    expect(notices.map((month) => noticeOf(month, '2026-11', now))).toEqual([undefined, 12, 12, 6, 3, 3, 0, 0]);
  });
});

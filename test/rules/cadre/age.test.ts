import { ageAt, partyYears, serviceYears, tenureAt, yearsAndMonths } from '@juxian/rules/cadre/age.ts';
import { addMonths, dayMonthsLater, dotted, isMonth, monthNumber, monthsBetween } from '@juxian/rules/month.ts';
import { describe, expect, it } from 'vitest';

describe('months', () => {
  it.each([
    ['2026-11', 2, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-12', 0, '2026-12'],
    ['1964-12', 720, '2024-12'],
  ])('%s and %i months is %s', (month, n, later) => {
    expect(addMonths(month, n)).toBe(later);
    expect(monthsBetween(month, later)).toBe(n);
  });

  it('takes the month of a day, and refuses what is neither', () => {
    expect(monthsBetween('2026-01-31', '2026-02-01')).toBe(1);
    for (const wrong of ['2026-13', '2026-00', '2026', '2026-02-30', '202601', ''])
      expect(() => monthNumber(wrong), wrong).toThrow(RangeError);
    expect(isMonth('2026-13')).toBe(false);
  });

  it.each([
    ['2026-01-15', 6, '2026-07-15'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-30', 6, '2027-02-28'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months ends on %s', (day, n, end) => {
    expect(dayMonthsLater(day, n)).toBe(end);
  });

  it('prints a month as forms do', () => {
    expect(dotted('1979-03')).toBe('1979.03');
    expect(dotted('1979-03-21')).toBe('1979.03');
  });
});

describe('age at a cut-off date', () => {
  it.each([
    ['1979-03', '2026-10-31', 47],
    ['1979-10', '2026-10', 47],
    ['1979-11', '2026-10', 46],
    ['1979-10-31', '2026-10-01', 47],
    ['2026-10', '2026-10', 0],
    ['1980-02-29', '2025-02-28', 45],
  ])('born %s at %s is %i, days not counting', (birth, at, age) => {
    expect(ageAt(birth, at)).toBe(age);
  });

  it('refuses a birth after the cut-off', () => {
    expect(() => ageAt('2026-11', '2026-10-31')).toThrow(RangeError);
  });

  it('counts years of work and of membership by calendar year', () => {
    expect(serviceYears('2001-12', '2026-01')).toBe(25);
    expect(serviceYears('2026-01', '2026-11')).toBe(0);
    expect(partyYears('2006-07-01', '2026-06-30')).toBe(20);
    expect(() => partyYears('2027-01', '2026-12')).toThrow(RangeError);
  });
});

describe('time in a post', () => {
  it.each([
    // 2024-06 to 2026-11: 29 months, 29/12 = 2.416
    ['2024-06', '2026-11', 29, 2.4, '2年5个月'],
    // 27 months are 2.25 years: halves go up
    ['2024-08', '2026-11', 27, 2.3, '2年3个月'],
    ['2023-11', '2026-11', 36, 3, '3年'],
    ['2026-06', '2026-11', 5, 0.4, '5个月'],
    ['2026-11', '2026-11', 0, 0, '0个月'],
    ['2016-12', '2026-11', 119, 9.9, '9年11个月'],
  ])('from %s to %s is %i months, %d years', (from, at, months, years, zh) => {
    expect(tenureAt(from, at)).toMatchObject({ months, years, text: { zh } });
  });

  it('says a length in English', () => {
    expect(yearsAndMonths(29).en).toBe('2 y 5 m');
    expect(yearsAndMonths(36).en).toBe('3 y');
    expect(yearsAndMonths(0).en).toBe('0 m');
  });
});

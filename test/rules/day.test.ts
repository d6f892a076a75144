import { addDays, addYears, ageOn, dayFrom, dayNumber, daysBetween, isDay } from '@juxian/rules/day.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('days', () => {
  it('knows which days exist', () => {
    expect(['2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', '', '2000-02-29'].filter(isDay)).toEqual([
      '2024-02-29',
      '2000-02-29',
    ]);
  });

  it('adds and counts', () => {
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(dayNumber('1970-01-02')).toBe(1);
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 40_000 }), (n) => dayNumber(dayFrom(n)) === n));
  });

  it('adds years, leap days falling to the 28th', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(addYears('2026-05-01', -3)).toBe('2023-05-01');
  });

  it('tells the age, changing on the birthday', () => {
    expect(ageOn('1980-05-20', '2026-05-19')).toBe(45);
    expect(ageOn('1980-05-20', '2026-05-20')).toBe(46);
    expect(ageOn('1980-02-29', '2026-02-28')).toBe(45);
    expect(ageOn('1980-02-29', '2026-03-01')).toBe(46);
  });
});

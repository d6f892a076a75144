import {
  addWorkingDays,
  calendarNote,
  calendarOf,
  deadlineText,
  isWorkingDay,
  known,
  lastWorkingDay,
  nextWorkingDay,
  publicityEnds,
  publicityIsOver,
  workingDaysBetween,
} from '@juxian/rules/calendar.ts';
import { addDays } from '@juxian/rules/day.ts';
import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const everyDay = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
const anyDay = fc.integer({ min: 0, max: 1460 }).map((n) => addDays('2023-01-01', n));

describe('the calendar of working days', () => {
  it('agrees with an independent list on each day of the published years', () => {
    const days = everyDay('2023-01-01', '2026-12-31');
    expect(days).toHaveLength(1461);
    expect(days.filter((day) => isWorkingDay(day) !== chineseDays.isWorkday(day))).toEqual([]);
  });

  it('names the notice of each published year and no other year', () => {
    expect([2022, 2023, 2024, 2025, 2026, 2027].filter(known)).toEqual([2023, 2024, 2025, 2026]);
    expect(calendarOf(2026)?.document).toBe('国办发明电〔2025〕7号');
    expect(calendarNote('2026-12-31')).toBeUndefined();
    expect(calendarNote('2027-01-04')?.zh).toContain('2027年');
  });

  it('takes National Day 2025 as eight days off with two weekend days worked', () => {
    expect(everyDay('2025-09-28', '2025-10-11').filter((day) => isWorkingDay(day))).toEqual([
      '2025-09-28',
      '2025-09-29',
      '2025-09-30',
      '2025-10-09',
      '2025-10-10',
      '2025-10-11',
    ]);
  });

  it('takes Spring Festival 2026 as nine days off with two Saturdays worked', () => {
    expect(everyDay('2026-02-14', '2026-03-01').filter((day) => isWorkingDay(day))).toEqual([
      '2026-02-14',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ]);
  });

  it('counts weekends alone beyond the published years', () => {
    expect(isWorkingDay('2027-10-01')).toBe(true);
    expect(isWorkingDay('2027-10-02')).toBe(false);
  });

  it("lays a county's own days over it", () => {
    expect(isWorkingDay('2026-11-18')).toBe(true);
    expect(isWorkingDay('2026-11-18', { closed: ['2026-11-18'] })).toBe(false);
    expect(isWorkingDay('2027-02-06', { worked: ['2027-02-06'] })).toBe(true);
    expect(addWorkingDays('2026-11-17', 1, { closed: ['2026-11-18'] })).toBe('2026-11-19');
  });
});

describe('counting working days', () => {
  it('goes forwards and backwards over a holiday', () => {
    expect(addWorkingDays('2025-09-30', 1)).toBe('2025-10-09');
    expect(addWorkingDays('2025-10-09', -1)).toBe('2025-09-30');
    expect(addWorkingDays('2026-02-14', 5)).toBe('2026-02-28');
    expect(addWorkingDays('2026-02-13', 10)).toBe('2026-03-05');
  });

  it('takes no step for 0 but leaves a day off', () => {
    expect(addWorkingDays('2026-10-09', 0)).toBe('2026-10-09');
    expect(addWorkingDays('2026-10-01', 0)).toBe('2026-10-08');
    expect(nextWorkingDay('2026-10-03')).toBe('2026-10-08');
    expect(lastWorkingDay('2026-10-03')).toBe('2026-09-30');
  });

  it('refuses what is no number of days, and a day that does not exist', () => {
    expect(() => addWorkingDays('2026-10-09', 1.5)).toThrow(RangeError);
    expect(() => isWorkingDay('2026-02-30')).toThrow(RangeError);
    expect(() => publicityEnds('2026-10-09', 0)).toThrow(RangeError);
  });

  it('counts the first day and not the last', () => {
    expect(workingDaysBetween('2025-09-29', '2025-10-12')).toBe(5);
    expect(workingDaysBetween('2025-09-29', '2025-09-29')).toBe(0);
    expect(workingDaysBetween('2025-10-12', '2025-09-29')).toBe(-5);
  });

  it('counts back what it has added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (day, n) => {
        const start = nextWorkingDay(day);
        const end = addWorkingDays(start, n);
        expect(workingDaysBetween(start, end)).toBe(n);
        expect(addWorkingDays(end, -n)).toBe(start);
        expect(isWorkingDay(end)).toBe(true);
      }),
    );
  });
});

describe('public notices', () => {
  it('counts the day it goes up', () => {
    expect(publicityEnds('2026-03-02', 5)).toBe('2026-03-06');
    expect(publicityEnds('2026-03-05', 5)).toBe('2026-03-11');
  });

  it('starts with the first working day where it goes up on a day off, and leaps over holidays', () => {
    expect(publicityEnds('2026-03-07', 5)).toBe('2026-03-13');
    expect(publicityEnds('2025-09-28', 5)).toBe('2025-10-10');
    expect(publicityEnds('2026-09-29', 5)).toBe('2026-10-10');
  });

  it('may be closed the day after, not on its last day', () => {
    expect(publicityIsOver('2026-03-02', 5, '2026-03-06')).toBe(false);
    expect(publicityIsOver('2026-03-02', 5, '2026-03-07')).toBe(true);
  });
});

describe('what a list says of a due day', () => {
  it.each([
    ['2026-11-20', '2026-11-20', '今天到期', 'Due today'],
    ['2026-11-20', '2026-11-23', '还有1个工作日', '1 working day left'],
    ['2026-09-30', '2026-10-10', '还有3个工作日', '3 working days left'],
    ['2026-11-20', '2026-11-22', '还有2天（非工作日）', '2 days left, none a working day'],
    ['2026-11-23', '2026-11-20', '逾期3天', '3 days overdue'],
    ['2026-11-21', '2026-11-20', '逾期1天', '1 day overdue'],
  ])('%s to %s', (today, due, zh, en) => {
    expect(deadlineText(today, due)).toEqual({ zh, en });
  });
});

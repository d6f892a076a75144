import { Clock, dayOf, momentOf } from '@juxian/base/clock.ts';
import { describe, expect, it } from 'vitest';

describe('a moment', () => {
  it('is written in the offset it names, in years of summer time too', () => {
    expect(momentOf(Date.parse('2026-11-23T01:00:00Z'))).toBe('2026-11-23T09:00:00+08:00');
    for (const moment of ['1943-07-01T08:30:00+08:00', '1988-07-01T08:30:00+08:00', '1900-01-01T00:00:00+08:00'])
      expect(momentOf(Date.parse(moment))).toBe(moment);
  });

  it('belongs to the day it has in China', () => {
    expect(dayOf(Date.parse('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
    expect(dayOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  });
});

describe('the business clock', () => {
  it('ticks on from where it was set and leaves the wall clock alone', () => {
    let now = Date.parse('2026-11-23T01:00:00Z');
    const clock = new Clock(() => now, Date.parse('2027-01-01T00:00:00Z'));
    now += 61_000;
    expect(clock.now()).toBe('2027-01-01T08:01:01+08:00');
    expect(clock.wall()).toBe(Date.parse('2026-11-23T01:01:01Z'));
  });
});

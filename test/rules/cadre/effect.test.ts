import { blocksPromotion, type Decision, effectClocks, openEffects, periodOf } from '@juxian/rules/cadre/effect.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';

const readOn = (day: string) => figuresFor({}, day);
const decision = (id: string, from: string, ...measures: string[]): Decision => ({ id, from, measures });
const ends = (...decisions: Decision[]) => effectClocks(decisions, readOn).map(({ decision: id, end }) => [id, end]);

describe('the length of a measure', () => {
  it.each([
    ['warning', 6],
    ['demerit', 12],
    ['grossDemerit', 18],
    ['downgrade', 24],
    ['dismissal', 24],
    ['staffWarning', 6],
    ['staffDemerit', 12],
    ['staffDowngrade', 24],
    ['partyWarning', 12],
    ['partySevereWarning', 18],
    ['partyPostRemoved', 24],
    ['partyProbation', 48],
    ['partyExpelled', 60],
    ['admonition', 6],
    ['suspension', 6],
    ['reassigned', 12],
    ['demoted', 24],
    ['unfitMoved', 12],
    ['unfitRemoved', 12],
    ['unfitDemoted', 24],
  ])('%s has effect for %i months', (measure, months) => {
    expect(effectClocks([decision('a', '2026-01-15', measure)], readOn)).toMatchObject([{ measure, months }]);
  });

  it('is known for every measure of the dictionary but expulsion from service', () => {
    const codes = [...(dictionaries.get('measure')?.entries.keys() ?? [])];
    const silent = codes.filter((code) => effectClocks([decision('a', '2026-01-15', code)], readOn).length === 0);
    expect(codes).toHaveLength(24);
    expect(silent).toEqual(['expulsion', 'staffExpulsion']);
  });

  it('follows the rule of the day of the decision', () => {
    expect(ends(decision('old', '2015-12-31', 'partySevereWarning'))).toEqual([['old', '2016-12-31']]);
    expect(ends(decision('new', '2016-01-01', 'partySevereWarning'))).toEqual([['new', '2017-07-01']]);
    expect(ends(decision('ancient', '1996-03-01', 'warning'))).toEqual([['ancient', '1996-09-01']]);
  });

  it('runs to the same day, or the last of the month', () => {
    expect(ends(decision('a', '2026-01-15', 'warning'))).toEqual([['a', '2026-07-15']]);
    expect(ends(decision('a', '2026-08-31', 'warning'))).toEqual([['a', '2027-02-28']]);
  });

  it('is what the decision names, where the law leaves a range', () => {
    expect(ends({ ...decision('a', '2026-01-15', 'suspension'), months: 3 })).toEqual([['a', '2026-04-15']]);
    // one year of probation within the Party, and two years after
    expect(ends({ ...decision('b', '2026-01-15', 'partyProbation'), months: 12 })).toEqual([['b', '2029-01-15']]);
  });

  it('bars leading posts for a year and higher posts for two after a removal', () => {
    expect(effectClocks([decision('a', '2026-01-15', 'removed')], readOn)).toMatchObject([
      { bar: 'leading', end: '2027-01-15' },
      { bar: 'promotion', end: '2028-01-15' },
    ]);
  });

  it('says what nobody has confirmed, and on what it rests', () => {
    const [law, local] = ['warning', 'admonition'].map(
      (m) => effectClocks([decision('a', '2026-01-15', m)], readOn)[0],
    );
    expect(law?.note).toBeUndefined();
    expect(law?.article).toContain('第六十四条');
    expect(local?.note?.zh).toBe('待确认');
  });

  it('is the county’s own where it has set one', () => {
    const own = (day: string) => figuresFor({ 'cadre.effect.admonition': 12 }, day);
    expect(effectClocks([decision('a', '2026-01-15', 'admonition')], own)[0]).toMatchObject({ end: '2027-01-15' });
  });
});

describe('several grounds in one decision', () => {
  it.each([
    [['warning', 'demerit'], 'demerit', 12, 12],
    [['demerit', 'warning', 'demerit'], 'demerit', 12, 24],
    [['dismissal', 'dismissal', 'dismissal'], 'dismissal', 24, 48],
    [['grossDemerit', 'grossDemerit', 'grossDemerit'], 'grossDemerit', 18, 48],
    [['partyWarning', 'partyWarning'], 'partyWarning', 12, 12],
    [['partyProbation', 'partyProbation'], 'partyProbation', 48, 48],
  ])('%j come down to %s for %i to %i months', (measures, measure, least, most) => {
    expect(periodOf(measures, '2026-01-15', readOn)).toEqual({ measure, least, most });
  });

  it('have no period where none of them has', () => {
    expect(periodOf(['expulsion', 'unknown'], '2026-01-15', readOn)).toBeUndefined();
    expect(ends(decision('a', '2026-01-15', 'expulsion'))).toEqual([]);
  });

  it('run for the longest until the decision names the period', () => {
    expect(ends(decision('a', '2026-01-15', 'demerit', 'demerit'))).toEqual([['a', '2028-01-15']]);
    expect(ends({ ...decision('a', '2026-01-15', 'demerit', 'demerit'), months: 15 })).toEqual([['a', '2027-04-15']]);
  });
});

describe('sanctions one after another', () => {
  it('are added to what is left', () => {
    expect(ends(decision('a', '2026-01-15', 'demerit'), decision('b', '2026-07-15', 'warning'))).toEqual([
      ['a', '2027-01-15'],
      ['b', '2027-07-15'],
    ]);
  });

  it('are read in the order of their days', () => {
    const [late, early] = [decision('b', '2026-07-15', 'warning'), decision('a', '2026-01-15', 'demerit')];
    expect(ends(late, early)).toEqual(ends(early, late));
  });

  it('end no later than 48 months after the last of them', () => {
    // 24 months from 2026-01-15, then 18 more and 24 more would reach 2031-07-15
    expect(
      ends(
        decision('a', '2026-01-15', 'dismissal'),
        decision('b', '2026-02-15', 'grossDemerit'),
        decision('c', '2026-03-15', 'dismissal'),
      ),
    ).toEqual([
      ['a', '2028-01-15'],
      ['b', '2029-07-15'],
      ['c', '2030-03-15'],
    ]);
  });

  it('stand alone once the first is over, and beside measures of another kind', () => {
    expect(ends(decision('a', '2026-01-15', 'warning'), decision('b', '2026-07-16', 'warning'))).toEqual([
      ['a', '2026-07-15'],
      ['b', '2027-01-16'],
    ]);
    expect(ends(decision('a', '2026-01-15', 'demerit'), decision('b', '2026-02-15', 'partyWarning'))).toEqual([
      ['a', '2027-01-15'],
      ['b', '2027-02-15'],
    ]);
  });
});

describe('open clocks', () => {
  const all = [
    decision('sanction', '2026-01-15', 'warning'),
    decision('measure', '2026-02-01', 'reassigned'),
    decision('expelled', '2026-01-01', 'partyExpelled'),
  ];

  it('include the last day', () => {
    const open = (at: string) => openEffects([decision('a', '2026-01-15', 'warning')], at, readOn).length;
    expect([open('2026-01-14'), open('2026-01-15'), open('2026-07-15'), open('2026-07-16')]).toEqual([0, 1, 1, 0]);
  });

  it('are each shown with its decision, the longest first', () => {
    expect(openEffects(all, '2026-06-01', readOn).map(({ decision: id }) => id)).toEqual([
      'expelled',
      'measure',
      'sanction',
    ]);
  });

  it('bar a promotion until the longest of measure and sanction is over; re-admission is another matter', () => {
    const blocked = blocksPromotion(all, '2026-06-01', readOn);
    expect(blocked?.until).toBe('2027-02-01');
    expect(blocked?.clocks.map(({ decision: id }) => id)).toEqual(['measure', 'sanction']);
    expect(blocksPromotion(all, '2027-02-02', readOn)).toBeUndefined();
    expect(blocksPromotion([], '2026-06-01', readOn)).toBeUndefined();
  });

  it('stop on the day a decision is revoked', () => {
    const revoked = { ...decision('a', '2026-01-15', 'demerit'), revoked: '2026-04-01' };
    expect(ends(revoked)).toEqual([['a', '2026-03-31']]);
    expect(blocksPromotion([revoked], '2026-03-31', readOn)).toBeDefined();
    expect(blocksPromotion([revoked], '2026-04-01', readOn)).toBeUndefined();
    expect(ends({ ...revoked, revoked: '2026-01-15' })).toEqual([]);
    expect(ends({ ...revoked, revoked: '2027-02-01' })).toEqual([['a', '2027-01-15']]);
  });
});

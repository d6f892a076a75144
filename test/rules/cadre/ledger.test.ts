import { freeSeats, type Holder, rankLedger } from '@juxian/rules/cadre/ledger.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { describe, expect, it } from 'vitest';

const figure = figuresFor({}, '2026-10-31');
const organ = (unit: string, posts: number | undefined) => ({ unit, kind: 'organ' as const, posts });
const holder = (unit: string, key: Holder<string>['key'], since: string): Holder<string> => ({
  unit,
  kind: 'organ',
  key,
  since,
  of: `${unit} ${key} ${since}`,
});

describe('the ledger of ranks', () => {
  // 18 posts: 60 % is 10.8, so 10 seats of 主任科员, half of them (5) for grades 1-2; 10 % is 1.8, so 1 of 调研员 3-4,
  // 40 % of that none of grade 3; 2 % is 0.36, none of grade 2. Both units alike; 36 posts together give 21, 10, 3, 1, 0.
  const units = [organ('a', 18), organ('b', 18)];

  it('sets holders against seats, the last to come beyond them, and carries those by the pool', () => {
    const holders = [
      holder('a', 'researcher4', '2024-05'),
      holder('a', 'researcher3', '2022-01'),
      holder('a', 'section1', '2023-01'),
      holder('a', 'section4', '2021-01'),
      holder('a', 'clerk1', '2020-01'),
    ];
    const { lines, pool } = rankLedger(units, holders, figure);
    const line = (unit: string, group: string) => lines.find((one) => one.unit === unit && one.group === group);
    expect(line('a', 'organResearcher34')).toMatchObject({ approved: 1 });
    expect(line('a', 'organResearcher34')?.holders.map(({ key }) => key)).toEqual(['researcher3', 'researcher4']);
    expect(line('a', 'organResearcher34')?.beyond.map(({ key }) => key)).toEqual(['researcher4']);
    // No unit has a seat of grade 3, yet the 3 seats of all posts give one: it is the pool's.
    expect(line('a', 'researcher3Of34')).toMatchObject({ approved: 0 });
    expect(line('a', 'researcher3Of34')?.beyond.map(({ key }) => key)).toEqual(['researcher3']);
    expect(line('a', 'organSection')).toMatchObject({ approved: 10, beyond: [] });
    expect(line('a', 'organSection')?.holders).toHaveLength(2);
    expect(line('a', 'section12Of14')?.holders).toHaveLength(1);
    expect(line('b', 'organSection')).toMatchObject({ approved: 10, holders: [] });
    expect(line('b', 'organResearcher2')).toBeUndefined();
    expect(pool).toEqual([
      { group: 'organResearcher34', approved: 1, used: 1 },
      { group: 'researcher3Of34', approved: 1, used: 1 },
      { group: 'organSection', approved: 1, used: 0 },
    ]);
  });

  it('calls nobody too many where posts are not on record, and shows who overspends the pool', () => {
    const holders = ['2020-01', '2021-01', '2022-01'].map((since) => holder('c', 'researcher4', since));
    const unknown = rankLedger([organ('c', undefined)], holders, figure).lines;
    expect(unknown).toMatchObject([{ group: 'organResearcher34', approved: undefined, beyond: [] }]);
    expect(unknown[0]?.holders).toHaveLength(3);
    // 10 posts give one seat and no remainder.
    const { lines, pool } = rankLedger([organ('c', 10)], holders, figure);
    expect(lines.find(({ group }) => group === 'organResearcher34')?.beyond.map(({ since }) => since)).toEqual([
      '2021-01',
      '2022-01',
    ]);
    expect(pool).toEqual([{ group: 'organResearcher34', approved: 0, used: 2 }]);
  });

  it('counts leading bodies apart from organs', () => {
    const team = { unit: 'a', kind: 'team' as const, posts: 10 };
    const { lines } = rankLedger([team], [{ ...holder('a', 'researcher2', '2020-01'), kind: 'team' }], figure);
    expect(lines.map(({ group, approved, holders }) => [group, approved, holders.length])).toEqual([
      ['teamInspector2', 1, 0],
      ['teamResearcher12', 2, 1],
    ]);
  });

  it('finds the seats free for a promotion in the groups it newly enters', () => {
    const holders = [holder('a', 'section3', '2023-01'), holder('a', 'section1', '2023-01')];
    const { lines } = rankLedger(
      [...units, organ('d', undefined)],
      [...holders, holder('d', 'section3', '2020-01')],
      figure,
    );
    const free = (from: Holder<string>['key'] | undefined, to: Holder<string>['key'], unit = 'a') =>
      freeSeats(lines, { unit, kind: 'organ', from, to });
    expect(free('clerk1', 'section4')).toBe(8);
    // Grade 3 to 2 stays among the ten and enters the five.
    expect(free('section3', 'section2')).toBe(4);
    expect(free('section4', 'section3')).toBeUndefined();
    expect(free('researcher4', 'researcher3')).toBe(0);
    expect(free('clerk2', 'clerk1')).toBeUndefined();
    expect(free('clerk1', 'section4', 'd')).toBeUndefined();
  });
});

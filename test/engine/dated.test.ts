import { t } from '@juxian/base/text.ts';
import { drawnFields, drawnSpans, linesAfter, linesUntil, spansOf, valueOn, valuesOn } from '@juxian/engine/dated.ts';
import type { AnyModule, RoleAccess } from '@juxian/engine/define.ts';
import { current, entries, month, text } from '@juxian/engine/kinds/index.ts';
import type { AnyField, Drawn, Entry } from '@juxian/engine/kinds/kind.ts';
import { faultsOf } from '@juxian/engine/overlay-faults.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { Timeline } from '@juxian/engine/timeline.ts';
import { importable } from '@juxian/engine/transfer.ts';
import { addDays } from '@juxian/rules/day.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clerk, office as unit } from './dated-module.ts';

const lineOf = (id: string, values: Record<string, unknown>): Entry => ({ id, ...values });
const drawnBy = (name: string): Drawn => {
  const drawn = clerk.drawn.find((field) => field.name === name);
  if (!drawn) throw new Error(`${name} is not drawn`);
  return drawn;
};

describe('what holds from a day to a day', () => {
  it('begins with a month and ends with one; the line that began last counts', () => {
    const posts = [
      lineOf('a', { post: '科员', from: '2018-07', to: '2021-03' }),
      lineOf('b', { post: '副科长', from: '2021-03', to: '2024-12' }),
      lineOf('c', { post: '科长', from: '2026-05' }),
    ];
    const spans = spansOf(drawnBy('post'), posts);
    expect(spans).toEqual([
      ['2018-07-01', '科员'],
      ['2021-03-01', '副科长'],
      ['2025-01-01', null],
      ['2026-05-01', '科长'],
    ]);
    const days = ['2018-06-30', '2018-07-01', '2021-02-28', '2021-03-31', '2024-12-31', '2025-01-01', '2026-05-01'];
    expect(days.map((day) => valueOn(spans, day))).toEqual([
      undefined,
      '科员',
      '科员',
      '副科长',
      '副科长',
      undefined,
      '科长',
    ]);
  });

  it('goes back to the earlier line when one that began later ends first', () => {
    const posts = [
      lineOf('a', { post: '局长', from: '2020-01' }),
      lineOf('b', { post: '挂职副县长', from: '2022-02', to: '2022-04' }),
    ];
    expect(spansOf(drawnBy('post'), posts)).toEqual([
      ['2020-01-01', '局长'],
      ['2022-02-01', '挂职副县长'],
      ['2022-05-01', '局长'],
    ]);
  });

  it('takes the heavier line, then the later one, then the lower one, and leaves out what does not count', () => {
    const unit = (values: Record<string, unknown>[]) =>
      spansOf(
        drawnBy('unit'),
        values.map((value, i) => lineOf(String(i), value)),
      );
    expect(
      unit([
        { unit: 'rec_main', main: 'yes', from: '2020-01' },
        { unit: 'rec_side', from: '2021-01' },
      ]),
    ).toEqual([['2020-01-01', 'rec_main']]);
    expect(
      unit([
        { unit: 'rec_1', from: '2020-01' },
        { unit: 'rec_2', from: '2020-01' },
      ]),
    ).toEqual([['2020-01-01', 'rec_2']]);
    expect(
      unit([
        { unit: 'rec_1', from: '2020-01' },
        { unit: 'rec_2', from: '2021-01', acting: 'yes' },
      ]),
    ).toEqual([['2020-01-01', 'rec_1']]);
  });

  it('makes nothing of lines without a beginning or without a value', () => {
    expect(spansOf(drawnBy('post'), [lineOf('a', { post: '科员' }), lineOf('b', { from: '2020-01' })])).toEqual([]);
    expect(drawnSpans(clerk, { posts: [lineOf('b', { from: '2020-01' })] })).toEqual({});
    expect(drawnSpans(clerk, {})).toEqual({});
  });

  it('lasts where the last day is said not to matter', () => {
    const studies = [
      lineOf('a', { level: 'bachelor', graduated: '2015-06-30' }),
      lineOf('b', { level: 'master', graduated: '2027-06-30' }),
    ];
    expect(spansOf(drawnBy('education'), studies)).toEqual([
      ['2015-06-30', 'bachelor'],
      ['2027-06-30', 'master'],
    ]);
  });

  it('puts nothing of yesterday in place of what is blank on the day', () => {
    const values = { name: '甲', post: '旧', posts: [lineOf('a', { post: '科员', from: '2020-01', to: '2020-02' })] };
    expect(valuesOn(clerk, values, '2020-02-29')).toEqual({ ...values, post: '科员' });
    expect(Object.hasOwn(valuesOn(clerk, values, '2020-03-01'), 'post')).toBe(false);
  });
});

describe('lines to come', () => {
  const values = {
    name: '甲',
    posts: [
      lineOf('a', { from: '2020-01' }),
      lineOf('b', { from: '2026-03' }),
      lineOf('c', {}),
      lineOf('d', { from: '2026-04' }),
    ],
    studies: [lineOf('e', { graduated: '2099-01-01' })],
  };

  it('are those that begin after the day, a month on its first', () => {
    expect(linesAfter(clerk.fields, values, '2026-03-01')).toEqual({ posts: ['d'] });
    expect(linesAfter(clerk.fields, values, '2026-02-28')).toEqual({ posts: ['b', 'd'] });
    expect(linesAfter(clerk.fields, values, '2026-04-01')).toEqual({});
  });

  it('are left out of papers', () => {
    const { posts, ...rest } = linesUntil(clerk.fields, values, '2026-02-28');
    expect((posts as Entry[]).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(rest).toEqual({ name: '甲', studies: values.studies });
  });
});

describe('a drawn field', () => {
  it('is imported by nobody and required by no county', () => {
    expect(Object.keys(importable(clerk, new Set(['name', 'post', 'posts'])))).toEqual(['name']);
    expect(faultsOf(clerk, { require: ['post', 'name'] }, '2026-03-02').map(({ at, code }) => [...at, code])).toEqual([
      ['require', 0, 'unfillable'],
    ]);
  });
});

describe('any lines on any day', () => {
  const first = '2020-01-01';
  const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays(first, n));
  const date = fc.oneof(
    day,
    day.map((given) => given.slice(0, 7)),
  );
  const line = fc.record(
    { from: date, to: date, post: fc.constantFrom('甲', '乙', '丙'), main: fc.constantFrom('yes', 'no') },
    { requiredKeys: [] },
  );

  /** The rule said once more, a day at a time: beginnings and ends as texts of the same length as what was typed. */
  function naive(lines: readonly Entry[], on: string): unknown {
    let best: { line: Entry; weight: number; begins: string } | undefined;
    for (const one of lines) {
      const { from, to, post } = one as { from?: string; to?: string; post?: string };
      if (!from || post === undefined || on.slice(0, from.length) < from) continue;
      if (to && on.slice(0, to.length) > to) continue;
      const weight = one.main === 'yes' ? 1 : 0;
      const begins = `${from}-01`.slice(0, 10);
      if (!best || weight > best.weight || (weight === best.weight && begins >= best.begins))
        best = { line: one, weight, begins };
    }
    return best?.line.post;
  }

  it('agree with going through the lines one by one', () => {
    const drawn: Drawn = { ...drawnBy('post'), weight: ({ main }) => (main === 'yes' ? 1 : 0) };
    let changes = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (made) => {
        const lines = made.map((values, i) => lineOf(String(i), values));
        const spans = spansOf(drawn, lines);
        changes += spans.length;
        for (let n = -5; n < 440; n++) {
          const on = addDays(first, n);
          expect(valueOn(spans, on)).toBe(naive(lines, on));
        }
      }),
      { numRuns: 150, seed: 20260302 },
    );
    expect(changes).toBeGreaterThan(200);
  });
});

describe('the columns of days', () => {
  const days = ['2019-12-31', '2020-01-01', '2020-02-29', '2021-06-15', '2026-05-01'];
  const spansIn = (values: readonly unknown[]) =>
    fc
      .uniqueArray(fc.constantFrom(...days), { maxLength: 4 })
      .chain((from) =>
        fc
          .array(fc.constantFrom(...values, null), { minLength: from.length, maxLength: from.length })
          .map((held) => from.sort().map((day, i) => [day, held[i]] as const)),
      );
  const kinds: [string, unknown[], string][] = [
    ['texts', ['科员', '科长', '局长'], 'codes'],
    ['numbers', [1, 20, 300], 'numbers'],
    ['several values', [['甲'], ['乙', '丙']], 'lists'],
    ['values of two kinds', ['科员', 7], 'codes'],
  ];

  it.each(kinds)('hold what each row’s spans say, %s, however often rows are written again', (_, values, holds) => {
    const written = fc.record({
      slot: fc.integer({ min: 0, max: 70 }),
      spans: fc.option(spansIn(values), { nil: undefined }),
      always: fc.constantFrom(...values, undefined),
    });
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 1500 }), fc.constantFrom(...days), (writes, day) => {
        const timeline = new Timeline();
        for (const value of values) timeline.dictionary.code(value);
        const last = new Map<number, (typeof writes)[number]>();
        for (const one of writes) {
          timeline.set(one.slot, one.spans, one.always);
          last.set(one.slot, one);
        }
        const column = timeline.column(day, 71, undefined);
        expect(column.holds).toBe(holds);
        for (let slot = 0; slot < 71; slot++) {
          const { spans, always } = last.get(slot) ?? {};
          expect(column.get(slot)).toEqual(spans ? valueOn(spans, day) : always);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('close up what rows no longer hold', () => {
    const timeline = new Timeline();
    for (let turn = 0; turn < 5000; turn++) timeline.set(turn % 3, [['2020-01-01', `职务${turn % 5}`]], undefined);
    expect(timeline.column('2020-01-01', 3, undefined).get(0)).toBe('职务3');
    expect(timeline.bytes).toBeLessThan(20_000);
  });
});

describe('a declaration that cannot hold', () => {
  const office = clerk.access.office as RoleAccess;
  const held = (change: Partial<AnyModule>) => () => registryOf([unit, { ...clerk, ...change }]);

  it('lets somebody write what is drawn', () => {
    expect(held({})).not.toThrow();
    const create = [...(office.create ?? []), 'post'];
    expect(held({ access: { office: { ...office, create } } })).toThrow(/post is drawn from posts and written by/);
    expect(held({ access: { office: { ...office, edit: { here: ['unit'] } } } })).toThrow(/unit is drawn from posts/);
  });

  it('makes its title of what changes with the day', () => {
    expect(held({ summary: ({ post }) => String(post ?? '') })).toThrow(/the title is made of post/);
  });

  it('shows in the clear what is drawn from a hidden sub-table', () => {
    const { posts } = clerk.fields as { posts: AnyField };
    expect(held({ fields: { ...clerk.fields, posts: { ...posts, sensitive: true } } })).toThrow(/which is sensitive/);
  });

  it('draws from a sub-table that is not beside it, or has no beginnings', () => {
    const lines = entries(t('任职', 'Posts'), { post: text(t('职务', 'Post')), since: month(t('起', 'From')) });
    expect(() => current(t('职务', 'Post'), lines, 'post')).toThrow(/no column from/);
    const post = current(t('职务', 'Post'), lines, 'post', { from: 'since' });
    expect(drawnFields({ lines, post })).toMatchObject([{ name: 'post', of: 'lines', column: 'post', from: 'since' }]);
    expect(() => drawnFields({ post })).toThrow(/not declared beside it/);
  });
});

import type { ListAnswer, ModuleAnswer } from '@juxian/engine/answer.ts';
import { isScored, lineOf, type Sheet, sumOf, withLine } from '@juxian/web/src/desk/sheet.ts';
import { withCriteria } from '@juxian/web/src/modules/criteria.ts';
import { drawOf } from '@juxian/web/src/modules/draw.ts';
import { standingLines } from '@juxian/web/src/record/standing.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

type ListState = typeof import('@juxian/web/src/record/listState.ts');
type Orders = typeof import('@juxian/web/src/settings/order.ts');
type Diffs = typeof import('@juxian/web/src/settings/diff.ts');
let list: ListState;
let diffs: Diffs;
let orders: Orders;
let days: typeof import('@juxian/web/src/modules/columns.ts');

beforeAll(async () => {
  vi.stubGlobal('document', { cookie: 'lang=zh-CN' });
  vi.stubGlobal('navigator', { language: 'zh-CN' });
  list = await import('@juxian/web/src/record/listState.ts');
  days = await import('@juxian/web/src/modules/columns.ts');
  diffs = await import('@juxian/web/src/settings/diff.ts');
  orders = await import('@juxian/web/src/settings/order.ts');
});
afterAll(() => void vi.unstubAllGlobals());

const field = (name: string, label: string, more: object = {}) => ({
  name,
  kind: 'text' as const,
  label,
  required: false,
  sensitive: false,
  public: false,
  options: {},
  listed: true,
  source: 'inherited' as const,
  ...more,
});

const module: ModuleAnswer = {
  name: 'studio',
  title: '工作室',
  room: 'talent',
  confidential: false,
  fields: [
    field('name', '名称', { required: true }),
    field('kind', '类别', { kind: 'choice', choices: [{ value: 'teacher', label: '名师' }] }),
    field('short', '简称'),
  ],
  states: [{ name: 'open', label: '在办', phase: 'open', initial: true, publicLabel: '在办', source: 'inherited' }],
  moves: [],
  access: { create: [], export: false, import: false, reveal: [] },
  list: {
    columns: ['name', 'kind'],
    sort: '-name,kind',
    facets: ['kind'],
    tabs: [{ name: 'mine', title: '我的', where: { kind: ['teacher', 'writer'], state: 'open' } }],
  },
  form: [],
  overlay: { version: 0 },
};

describe('columns at the cut-off day', () => {
  const cadres: ModuleAnswer = {
    ...module,
    name: 'cadre',
    fields: [
      field('name', '姓名'),
      field('unit', '单位'),
      field('born', '出生年月'),
      field('rankSince', '任现职级时间'),
    ],
    list: { columns: ['unit', 'born', 'rankSince'], sort: 'unit,name', heads: 'unit', facets: [], tabs: [] },
  };

  it('stand behind what they are worked out from, where the reader sees that', () => {
    expect(list.columnsOf(cadres, {})).toEqual(['born', 'age', 'rankSince', 'rankYears']);
    expect(list.columnsOf(cadres, { sort: 'name' })).toEqual(['unit', 'born', 'age', 'rankSince', 'rankYears']);
    expect(list.columnsOf(cadres, { columns: 'unit,age' })).toEqual(['unit', 'age']);
    expect(list.columnTitle(cadres, 'age')).toBe('年龄');
    expect(list.columnChoices(cadres).map(({ name }) => name)).not.toContain('postYears');
  });

  it('make a list ask for a day, as values that change with it do, and nothing else does', () => {
    const dated = { ...module, list: { ...module.list, dated: true as const } };
    expect([module, dated, cadres].map(list.changesWithDay)).toEqual([false, true, true]);
  });

  it('count by months: full years of age, one decimal in a rank', () => {
    expect([days.ageAt('1990-10', '2026-10-01'), days.ageAt('1990-11', '2026-10-31')]).toEqual(['36', '35']);
    expect([days.yearsAt('2024-05', '2026-10-31'), days.yearsAt('2024-05', '2024-05-01')]).toEqual(['2.4', '0.0']);
    expect([days.ageAt(undefined, '2026-10-31'), days.yearsAt('2027-01', '2026-10-31')]).toEqual(['', '']);
  });

  it('ask for the sums of the units that stand over the rows, only while these are in their order', () => {
    expect(list.asked(cadres, {}).group).toBe('unit');
    expect(list.asked(cadres, { sort: 'strokes' }).group).toBeUndefined();
  });

  it('are asked for with what they are worked out from; what no list keeps is not, and a file taken out has every field', () => {
    const asked = (params: Record<string, string>) => list.askedToShow(cadres, params).fields;
    expect(asked({ sort: 'name' })).toBe('unit,born,rankSince');
    expect(asked({})).toBe('unit,born,rankSince');
    expect(asked({ columns: 'age,state' })).toBe('unit,born');
    expect(asked({ columns: 'name,due,rankYears', sort: 'name' })).toBe('name,rankSince');
    const unlisted = { ...cadres, fields: cadres.fields.map((one) => ({ ...one, listed: one.name !== 'born' })) };
    expect(list.askedToShow(unlisted, { sort: 'name' }).fields).toBe('unit,rankSince');
    expect(list.asked(cadres, {})).not.toHaveProperty('fields');
  });
});

describe('a question to the think tank', () => {
  it('proposes all that were suggested, and an odd number of the best for a meeting', async () => {
    const { suggestedFor } = await import('@juxian/web/src/modules/suggested.ts');
    const suggested = ['甲', '乙', '丙', '丁'].map((name, i) => ({ expert: `e${i}`, name }));
    const named = (values: Record<string, unknown>) => suggestedFor({ values: { suggested, ...values } });
    expect(named({ mode: 'writing' })).toEqual({
      values: { chosen: ['e0', 'e1', 'e2', 'e3'] },
      titles: { e0: '甲', e1: '乙', e2: '丙', e3: '丁' },
    });
    expect(named({ mode: 'meeting' }).values).toEqual({ chosen: ['e0', 'e1', 'e2'] });
    expect(named({ mode: 'meeting', suggested: suggested.slice(1) }).values).toEqual({ chosen: ['e1', 'e2', 'e3'] });
    expect(suggestedFor({ values: {} }).values).toEqual({});
  });
});

describe('a list in its address', () => {
  it('asks the API for the tab and the reader’s own filters, and for nothing that is the screen’s own', () => {
    expect(
      list.asked(module, { tab: 'mine', columns: 'name', from: '50', cursor: 'c', q: 'szw', 'filter[short]': '一中' }),
    ).toEqual({
      limit: '50',
      facets: 'kind',
      'filter[kind][in]': 'teacher,writer',
      state: 'open',
      cursor: 'c',
      q: 'szw',
      'filter[short]': '一中',
    });
  });

  it('keeps the day it is counted at when another of its views is chosen', () => {
    expect(list.keptByTab({ asOf: '2026-10-31', q: '林', cursor: 'c', tab: 'a' }, 'retired')).toEqual({
      tab: 'retired',
      columns: '',
      asOf: '2026-10-31',
    });
    expect(['2026-10-31', '20261031', ' 2026.10.31 ', '2021.6', '2026-02-30', 'x'].map(list.dayTyped)).toEqual([
      ...Array(3).fill('2026-10-31'),
      ...Array(3).fill(undefined),
    ]);
  });

  it('begins on the first page again with every new question', () => {
    expect(list.changed({ q: 'a', cursor: 'c', from: '50', sort: 'name' }, { q: 'b', sort: '' })).toEqual({ q: 'b' });
    expect(list.choose({ 'filter[kind]': 'teacher', cursor: 'c' }, 'kind', ['teacher', 'writer'])).toEqual({
      'filter[kind][in]': 'teacher,writer',
    });
    expect(list.choose({ state: 'open' }, 'state', [])).toEqual({});
  });

  it('says its filters in the words of facets, choices and titles', () => {
    const answer: ListAnswer = { items: [], total: 0, titles: { u1: '第一中学' }, facets: { unit: [] } };
    const said = list.filtersOf(
      module,
      {
        q: '沈',
        state: 'open',
        'filter[kind][in]': 'teacher',
        'filter[unit]': 'u1',
        'filter[short][gte]': '3',
        sort: 'x',
      },
      answer,
    );
    expect(said.map(({ key, words }) => [key, words])).toEqual([
      ['q', '“沈”'],
      ['state', '在办'],
      ['filter[kind][in]', '名师'],
      ['filter[unit]', '第一中学'],
      ['filter[short][gte]', '≥3'],
    ]);
  });

  it('turns the order round at the second press', () => {
    expect(list.sortOf('-name,kind', 'name')).toEqual({ sorted: 'descending', next: 'name' });
    expect(list.sortOf('name', 'name')).toEqual({ sorted: 'ascending', next: '-name' });
    expect(list.sortOf('-name,kind', 'kind')).toEqual({ next: 'kind' });
  });
});

describe('the figures of a checked import', () => {
  it('count what waits for an answer apart from what is refused and listed', async () => {
    const { resultOf, rowsLeft, withoutAsked } = await import('@juxian/web/src/record/import/result.ts');
    const issue = (row: number, message: string) => ({ row, column: '单位', value: '', code: 'invalid.x', message });
    const asked = { id: 'q', kind: 'record', column: '单位', message: '找不到单位“数据局”', count: 1, options: [] };
    const refused = [issue(2, '必填'), issue(3, '必填'), issue(3, '格式不对'), issue(4, asked.message)];
    const result = resultOf({ result: { total: 5, created: 2, refused, questions: [asked] } } as never);
    expect(rowsLeft(result)).toEqual({ refused: 2, waiting: 1 });
    expect(withoutAsked(result).refused).toHaveLength(3);
    const answered = { ...asked, answer: 'skip' };
    expect(rowsLeft(resultOf({ result: { total: 5, refused, questions: [answered] } } as never)).refused).toBe(3);
  });
});

describe('a refusal', () => {
  it('says with the whole what stands under none of the fields asked for, each once', async () => {
    const { issuesBeyond } = await import('@juxian/web/src/problem.ts');
    const full = '“副局长”职数4，现有4人：甲、乙、丙、丁';
    const fields = [
      { path: 'lines.lin_1', code: 'invalid.headcount', message: full },
      { path: 'lines.lin_2', code: 'invalid.headcount', message: full },
      { path: 'input.reason', code: 'invalid.required', message: '必填' },
    ];
    const problem = { status: 422, code: 'invalid.lines', detail: '有2处不能印发', fields };
    expect(issuesBeyond(problem, ['reason'])).toEqual([full]);
    expect(issuesBeyond(problem, [])).toEqual([full, '必填']);
    expect(issuesBeyond({ ...problem, detail: full }, ['reason'])).toEqual([]);
  });

  it('names row and column of a sub-table, and leads to the box', async () => {
    const { issueAt, placeOf } = await import('@juxian/web/src/problem.ts');
    const kinds = field('kinds', '类别、名额与截止', { kind: 'entries', columns: [field('quota', '名额')] });
    const path = 'values.kinds.1.quota';
    expect(placeOf([kinds], path)).toEqual({
      label: '类别、名额与截止',
      within: '第2行“名额”',
      box: 'kinds-1-quota',
    });
    expect(placeOf([kinds], 'kinds')).toEqual({ label: '类别、名额与截止', within: '', box: 'kinds' });
    const fields = [{ path, code: 'invalid.required', message: '必填' }];
    const problem = { status: 422, code: 'invalid.values', detail: '', fields };
    expect(issueAt(problem, 'kinds', kinds)).toBe('第2行“名额”：必填');
    expect(issueAt(problem, 'kinds.1.quota')).toBe('必填');
    expect(issueAt(problem, 'kinds.0.quota')).toBeUndefined();
  });
});

describe('a decision set down for many', () => {
  it('is offered only as it applies to where they stand', async () => {
    const { applicable } = await import('@juxian/web/src/modules/applies.ts');
    const { decidable } = await import('@juxian/modules/talent/meeting/schema.ts');
    const choices = ['recognise', 'reject', 'hold', 'invite', 'decline'].map((value) => ({ value, label: value }));
    const asks = [field('decision', '决定', { kind: 'choice', choices }), field('reason', '原因')];
    const offered = (...states: string[]) => {
      const applies = { field: 'decision', among: decidable };
      const [decision, reason] = applicable(asks, { applies }, states);
      expect(reason).toBe(asks[1]);
      return decision?.choices?.map(({ value }) => value);
    };
    expect(offered('shortlist')).toEqual(['invite', 'decline']);
    expect(offered('held')).toEqual(['reject']);
    expect(offered('recognition', 'held')).toEqual(['recognise', 'reject', 'hold']);
    expect(applicable(asks, {}, ['held'])).toEqual(asks);
  });
});

describe('what is saved unasked', () => {
  it('holds no line that nobody has typed into, and every other', async () => {
    const { withoutUntouched } = await import('@juxian/web/src/record/lines.ts');
    const [added, begun] = [{ id: 'lin_1' }, { id: 'lin_2', quota: 0 }];
    expect(withoutUntouched([begun, added, { ...added, kind: '' }])).toEqual([begun]);
    expect(withoutUntouched([added])).toBeNull();
    for (const value of [[begun], ['ref_1'], [], 'text', undefined]) expect(withoutUntouched(value)).toBe(value);
  });
});

describe('a county’s diff', () => {
  it('is put and taken away place by place, leaving nothing empty behind', () => {
    const worded = diffs.put({}, ['words', 'fields', 'short'], { zh: '别称', en: 'Alias' });
    expect(worded).toEqual({ words: { fields: { short: { zh: '别称', en: 'Alias' } } } });
    expect(diffs.put(worded, ['words', 'fields', 'short'], undefined)).toEqual({});
    const both = diffs.list(diffs.list({}, 'require', 'short', true), 'hide', 'kind', true);
    expect(both).toEqual({ require: ['short'], hide: ['kind'] });
    expect(diffs.inherit({ ...both, ...worded }, 'short')).toEqual({ hide: ['kind'] });
  });

  it('shows what publishing would change against what is in force', () => {
    const changes = diffs.changesOf(
      module,
      { require: ['short'], deadlines: { open: 5 } },
      { hide: ['short'], deadlines: { open: 7 } },
    );
    expect(changes.map(({ where, what, before, after }) => [where, what, before, after])).toEqual([
      ['简称', '填写', '必填', undefined],
      ['在办', '期限', '5个工作日', '7个工作日'],
      ['简称', '填写', undefined, '隐藏'],
    ]);
    expect(diffs.changesOf(module, { hide: ['kind'] }, { hide: ['kind'] })).toEqual([]);
  });

  it('is the same whatever the order of its keys', () => {
    expect(diffs.sameDiff({ hide: ['a'], require: ['b'] }, { require: ['b'], hide: ['a'] })).toBe(true);
    expect(diffs.sameDiff({ hide: ['a'] }, { hide: ['b'] })).toBe(false);
  });
});

describe('a score sheet', () => {
  const criteria = [
    { name: 'leader', label: '领衔人', weight: 30 },
    { name: 'plan', label: '规划', weight: 20 },
  ];
  const sheet: Sheet = {
    codes: ['S01', 'S02'],
    copies: [],
    criteria,
    units: [],
    lines: [{ id: 'a', code: 'S02', c1: 26.1, c2: 16.2 }],
  };

  it('adds to two decimals without the faults of floating point', () => {
    expect(sumOf(sheet, lineOf(sheet, 'S02'))).toBe(42.3);
    expect(sumOf(sheet, lineOf(sheet, 'S01'))).toBe(0);
  });

  it('counts an item as scored once every criterion has its points, or the expert stands aside', () => {
    expect(isScored(sheet, lineOf(sheet, 'S02'))).toBe(true);
    expect(isScored(sheet, { id: 'b', code: 'S01', c1: 0 })).toBe(false);
    expect(isScored(sheet, { id: 'b', code: 'S01', c1: 0, c2: 0 })).toBe(true);
    expect(isScored(sheet, { id: 'b', code: 'S01', recused: 'yes' })).toBe(true);
  });

  it('keeps its lines in the order of the codes and its ids through changes', () => {
    const lines = withLine(sheet, 'S01', { c1: 20 });
    expect(lines.map(({ code }) => code)).toEqual(['S01', 'S02']);
    expect(withLine(sheet, 'S02', { c1: undefined })).toEqual([{ id: 'a', code: 'S02', c2: 16.2 }]);
  });
});

describe('the record of a score sheet', () => {
  const scores = (...columns: string[]) =>
    field('scores', '评分', { kind: 'entries', columns: columns.map((name) => field(name, `第${name.slice(1)}项`)) });
  const shown = (criteria: unknown) =>
    withCriteria(
      { ...module, fields: [scores('code', 'c1', 'c2', 'c3', 'comment')] },
      { values: { criteria } },
    ).fields[0]?.columns?.map(({ name, label }) => [name, label]);

  it('has its columns under the names of the criteria, and no more of them', () => {
    const criteria = [
      { name: 'virtue', label: '师德', weight: 60 },
      { name: 'results', label: '业绩', weight: 40 },
    ];
    expect(shown(criteria)).toEqual([
      ['code', '第ode项'],
      ['c1', '师德'],
      ['c2', '业绩'],
      ['comment', '第omment项'],
    ]);
  });

  it('keeps the declared columns where no criteria are shown', () => {
    expect(shown(undefined)?.map(([name]) => name)).toEqual(['code', 'c1', 'c2', 'c3', 'comment']);
  });
});

describe('the draw of a panel', () => {
  it('seats the alternate who was called, in the seat that was left', () => {
    const rule = { zh: '同单位', en: 'Same unit' };
    const person = (expert: string, place?: number) => ({
      expert,
      name: expert,
      unit: '校',
      ...(place ? { place } : {}),
    });
    const draw = drawOf({
      members: ['d', 'b', 'c'],
      replaced: [{ seat: 1, from: 'a', to: 'd', reason: 'unable' }],
      candidates: [
        person('e', 5),
        { ...person('x'), rule },
        person('c', 3),
        person('a', 1),
        person('d', 4),
        person('b', 2),
      ],
    });
    const names = (list: { expert: string }[]) => list.map(({ expert }) => expert);
    expect(draw.all).toBe(6);
    expect(names(draw.seated)).toEqual(['d', 'b', 'c']);
    expect(names(draw.replaced)).toEqual(['a']);
    expect(names(draw.alternates)).toEqual(['e']);
    expect(names(draw.barred)).toEqual(['x']);
  });
});

describe('the order of columns and sections', () => {
  const section = (zh: string, ...fields: string[]) => ({ title: { zh, en: zh }, fields });
  const declared = {
    columns: ['name', 'kind', 'state'],
    sections: [section('甲', 'name'), section('乙', 'kind', 'note')],
  };

  it('moves one place at a time, and nothing over either end', () => {
    expect(orders.moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(orders.moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(orders.moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(orders.moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });

  it('is the county’s own while it differs from the declared one, and inherited once it is the same again', () => {
    const turned = orders.withColumns(declared, { help: {} }, ['kind', 'name', 'state']);
    expect(turned.order).toEqual({ columns: ['kind', 'name', 'state'] });
    expect(orders.withColumns(declared, turned, ['name', 'kind', 'state'])).not.toHaveProperty('order');
    const [first, second] = declared.sections;
    const swapped = orders.withSections(declared, {}, [second, first] as never);
    expect(orders.sectionsOf(declared, swapped).map(({ title }) => title.zh)).toEqual(['乙', '甲']);
    expect(orders.withSections(declared, swapped, [first, second] as never)).not.toHaveProperty('order');
  });

  it('has no hidden column, and own fields in a section at the end until they are placed', () => {
    const diff = { hide: ['kind'], own: { own_a: { kind: 'text', label: { zh: '自设', en: 'Own' } } } } as never;
    expect(orders.columnsOf(declared, diff)).toEqual(['name', 'state']);
    expect(orders.sectionsOf(declared, diff).map(({ title, fields }) => [title.zh, fields])).toEqual([
      ['甲', ['name']],
      ['乙', ['kind', 'note']],
      ['本县栏目', ['own_a']],
    ]);
    const placed = orders.withSections(declared, diff, orders.moved(orders.sectionsOf(declared, diff), 2, -1));
    expect(orders.sectionsOf(declared, placed).map(({ title }) => title.zh)).toEqual(['甲', '本县栏目', '乙']);
  });
});

describe('lines that lie ready for a move', () => {
  const asks = [field('checklist', '形式审查', { kind: 'entries' }), field('refusal', '原因')];
  const held = (id: string, ...items: string[]) => ({
    values: { checklist: items.map((item, n) => ({ id: `line_${id}${n}`, item })), refusal: '同样的话' },
  });

  it('are those of the record, or those that all the records chosen hold alike, and never the text of another', () => {
    const one = held('a', '师德考核', '材料齐全');
    expect(standingLines([one], asks)).toEqual({ checklist: one.values.checklist });
    expect(standingLines([one, held('b', '师德考核', '材料齐全')], asks)).toEqual({ checklist: one.values.checklist });
    expect(standingLines([one, held('b', '师德考核')], asks)).toEqual({});
    expect(standingLines([one, { values: {} }], asks)).toEqual({});
    expect(standingLines([], asks)).toEqual({});
  });
});

describe('the hour a draft was saved at', () => {
  it('is that of the offices, wherever the browser is', async () => {
    const { wallTime } = await import('@juxian/web/src/day.ts');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-10-16T16:05:00Z') });
    try {
      expect(wallTime()).toBe('00:05');
    } finally {
      vi.useRealTimers();
    }
  });
});

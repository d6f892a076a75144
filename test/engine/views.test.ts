import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { type ListGate, listIds, listRecords } from '@juxian/engine/views.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ctxOver, type GivenRow, SimulatedIndex } from '../support/rows.ts';
import { people, peopleUnder, units } from './rows-module.ts';

const modules = [people, units];
type Part = ListGate['grants'][number];
type Params = Record<string, string>;

const everything = new Set(Object.keys(people.fields));
const without = (...names: string[]) => new Set([...everything].filter((name) => !names.includes(name)));
const part = (
  fields: Set<string> = everything,
  scope: Part['scope'] = { sees: 'all' },
  states?: Set<string>,
): Part => ({
  fields,
  scope,
  ...(states ? { states } : {}),
});
const gateOf = (...grants: Part[]): ListGate => ({
  grants,
  signature: JSON.stringify(grants, (_, value) => (value instanceof Set ? [...value].sort() : value)),
});
const all = gateOf(part());

const world = (rows: GivenRow[], unitRows: GivenRow[] = []) => {
  const index = new SimulatedIndex();
  for (const row of rows) index.write(people, { title: String(row.values?.name ?? ''), ...row });
  for (const row of unitRows) index.write(units, { title: String(row.values?.name ?? ''), ...row });
  return { index, ctx: ctxOver(index, { modules }) };
};

const list = (ctx: Ctx, params: Params = {}, gate = all) => listRecords(ctx, people, params, gate);
const ids = async (ctx: Ctx, params: Params = {}, gate = all) =>
  (await list(ctx, params, gate)).items.map(({ id }) => id);
const refusal = async (answer: Promise<unknown>): Promise<Refusal> => {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw new Error('was not refused', { cause: error });
};

describe('a list', () => {
  const rows: GivenRow[] = [
    {
      id: 'rec_1',
      state: 'open',
      due: '2026-12-01T18:00:00+08:00',
      changedAt: '2026-11-01T08:00:00+08:00',
      values: {
        name: '张三水',
        gender: 'male',
        age: 41,
        unit: 'rec_u1',
        posts: ['rec_u2'],
        born: '1985-03-02',
        ranked: '2020-05',
        skills: ['law', 'tech'],
        grant: 150_000,
      },
    },
    {
      id: 'rec_2',
      state: 'draft',
      changedAt: '2026-11-02T08:00:00+08:00',
      values: {
        name: '李四',
        gender: 'female',
        age: 35,
        unit: 'rec_u2',
        born: '1991-07-20',
        ranked: '2022-01',
        skills: ['art'],
        grant: 50_000,
      },
    },
    {
      id: 'rec_3',
      state: 'open',
      changedAt: '2026-11-03T08:00:00+08:00',
      values: { name: '阿依古丽', gender: 'female', unit: 'rec_u1', ranked: '2020-05', skills: ['art', 'tech'] },
    },
    { id: 'rec_4', state: 'done', changedAt: '2026-11-04T08:00:00+08:00', values: { name: '王五', age: 35 } },
  ];
  const unitRows: GivenRow[] = [
    { id: 'rec_u1', values: { name: '县委组织部' } },
    { id: 'rec_u2', values: { name: '大柳镇' } },
  ];
  let ctx: Ctx;
  beforeAll(() => {
    ctx = world(rows, unitRows).ctx;
  });

  it('comes in the order of the module, blanks last, ties by name and id', async () => {
    const answer = await list(ctx);
    expect(answer.items.map(({ id }) => id)).toEqual(['rec_2', 'rec_3', 'rec_1', 'rec_4']);
    expect(answer.total).toBe(4);
    expect(answer.nextCursor).toBeUndefined();
    expect(answer.items[2]).toEqual({
      id: 'rec_1',
      state: 'open',
      phase: 'open',
      revision: 1,
      title: '张三水',
      values: rows[0]?.values,
      due: '2026-12-01T18:00:00+08:00',
      changedAt: '2026-11-01T08:00:00+08:00',
    });
    expect(answer.titles).toEqual({ rec_u1: '县委组织部', rec_u2: '大柳镇' });
  });

  it.each<[Params, string[]]>([
    [{ state: 'open' }, ['rec_3', 'rec_1']],
    [{ state: 'open,done' }, ['rec_3', 'rec_1', 'rec_4']],
    [{ 'filter[state]': 'done' }, ['rec_4']],
    [{ 'filter[gender]': 'female' }, ['rec_2', 'rec_3']],
    [{ 'filter[gender]': 'nobody' }, []],
    [{ 'filter[gender][in]': 'male,female' }, ['rec_2', 'rec_3', 'rec_1']],
    [{ 'filter[gender][is]': 'blank' }, ['rec_4']],
    [{ 'filter[gender][is]': 'set' }, ['rec_2', 'rec_3', 'rec_1']],
    [{ 'filter[age]': '35' }, ['rec_2', 'rec_4']],
    [{ 'filter[age][gte]': '36' }, ['rec_1']],
    [{ 'filter[age][lte]': '41' }, ['rec_2', 'rec_1', 'rec_4']],
    [{ 'filter[age][in]': '41,35' }, ['rec_2', 'rec_1', 'rec_4']],
    [{ 'filter[age][is]': 'blank' }, ['rec_3']],
    [{ 'filter[unit]': 'rec_u1' }, ['rec_3', 'rec_1']],
    [{ 'filter[posts]': 'rec_u2' }, ['rec_1']],
    [{ 'filter[skills]': 'art' }, ['rec_2', 'rec_3']],
    [{ 'filter[skills][in]': 'law,art' }, ['rec_2', 'rec_3', 'rec_1']],
    [{ 'filter[skills][is]': 'blank' }, ['rec_4']],
    [{ 'filter[ranked][gte]': '2020-05-15' }, ['rec_2', 'rec_3', 'rec_1']],
    [{ 'filter[ranked][gte]': '2020-06' }, ['rec_2']],
    [{ 'filter[ranked][lte]': '2020' }, ['rec_3', 'rec_1']],
    [{ 'filter[born][gte]': '1985-03-02', 'filter[born][lte]': '1991-07-19' }, ['rec_1']],
    [{ 'filter[changedAt][gte]': '2026-11-03' }, ['rec_3', 'rec_4']],
    [{ 'filter[due][lte]': '2026-12-01' }, ['rec_1']],
    [{ 'filter[id][in]': 'rec_4,rec_2' }, ['rec_2', 'rec_4']],
    [{ 'filter[gender]': 'female', state: 'open' }, ['rec_3']],
    [{ sort: 'name' }, ['rec_3', 'rec_2', 'rec_4', 'rec_1']],
    [{ sort: '-name' }, ['rec_1', 'rec_4', 'rec_2', 'rec_3']],
    [{ sort: 'age,-name' }, ['rec_4', 'rec_2', 'rec_1', 'rec_3']],
    [{ sort: '-age' }, ['rec_1', 'rec_2', 'rec_4', 'rec_3']],
    [{ sort: 'unit' }, ['rec_2', 'rec_1', 'rec_3', 'rec_4']],
    [{ sort: 'gender' }, ['rec_1', 'rec_2', 'rec_3', 'rec_4']],
    [{ sort: 'state,id' }, ['rec_2', 'rec_1', 'rec_3', 'rec_4']],
    [{ sort: 'born' }, ['rec_1', 'rec_2', 'rec_3', 'rec_4']],
    [{ q: '组织部' }, ['rec_3', 'rec_1']],
    [{ q: 'daliu 李' }, ['rec_2']],
    [{ q: '文艺' }, ['rec_2', 'rec_3']],
    [{ q: 'nobody' }, []],
  ])('%j gives %j', async (params, expected) => {
    expect(await ids(ctx, params)).toEqual(expected);
    expect((await list(ctx, params)).total).toBe(expected.length);
  });

  it('counts values and groups, sums numbers, and shows blanks among groups', async () => {
    const { facets, groups } = await list(ctx, {
      facets: 'gender,skills,unit,state',
      group: 'unit',
      measure: 'sum:grant',
    });
    expect(facets).toEqual({
      gender: [
        { value: 'female', label: '女', count: 2 },
        { value: 'male', label: '男', count: 1 },
      ],
      skills: [
        { value: 'art', label: '文艺', count: 2 },
        { value: 'tech', label: '农技', count: 2 },
        { value: 'law', label: '法律', count: 1 },
      ],
      unit: [
        { value: 'rec_u1', label: '县委组织部', count: 2 },
        { value: 'rec_u2', label: '大柳镇', count: 1 },
      ],
      state: [
        { value: 'open', label: '在办', count: 2 },
        { value: 'done', label: '办结', count: 1 },
        { value: 'draft', label: '草稿', count: 1 },
      ],
    });
    expect(groups).toEqual([
      { value: 'rec_u1', label: '县委组织部', measure: 150_000 },
      { value: 'rec_u2', label: '大柳镇', measure: 50_000 },
      { value: '', label: '未填', measure: 0 },
    ]);
    expect((await list(ctx, { group: 'gender', measure: 'count', state: 'open' })).groups).toEqual([
      { value: 'female', label: '女', measure: 1 },
      { value: 'male', label: '男', measure: 1 },
    ]);
  });

  it('answers only the fields asked for', async () => {
    const { items } = await list(ctx, { fields: 'name,age', 'filter[name]': '李四' });
    expect(items.map(({ values }) => values)).toEqual([{ name: '李四', age: 35 }]);
  });

  it.each<[Params, string, string]>([
    [{ limit: '0' }, 'invalid.limit', 'limit'],
    [{ limit: '501' }, 'invalid.limit', 'limit'],
    [{ limit: 'ten' }, 'invalid.limit', 'limit'],
    [{ cursor: 'garbled' }, 'invalid.cursor', 'cursor'],
    [{ asOf: '2026-02-30' }, 'invalid.day', 'asOf'],
    [{ state: 'bogus' }, 'invalid.unknownState', 'state'],
    [{ 'filter[state]': 'bogus' }, 'invalid.unknownState', 'state'],
    [{ sort: 'bogus' }, 'invalid.unknownField', 'sort'],
    [{ sort: 'skills' }, 'invalid.sort', 'sort'],
    [{ sort: 'owner' }, 'invalid.unknownField', 'sort'],
    [{ 'filter[owner]': 'usr_1' }, 'invalid.unknownField', 'filter[owner]'],
    [{ 'filter[toString]': 'x' }, 'invalid.unknownField', 'filter[toString]'],
    [{ 'filter[name][like]': 'x' }, 'invalid.operator', 'filter[name][like]'],
    [{ 'filter[name][gte]': 'x' }, 'invalid.operator', 'filter[name][gte]'],
    [{ 'filter[name][is]': 'x' }, 'invalid.operator', 'filter[name][is]'],
    [{ 'filter[age]': 'old' }, 'invalid.number', 'filter[age]'],
    [{ 'filter[born][gte]': 'May' }, 'invalid.day', 'filter[born][gte]'],
    [{ 'filter[inner]': 'x' }, 'invalid.unlistedField', 'filter[inner]'],
    [{ 'filter[remark]': 'x' }, 'invalid.unlistedField', 'filter[remark]'],
    [{ 'filter[phone]': '13800000000' }, 'invalid.sensitiveField', 'filter[phone]'],
    [{ sort: 'phone' }, 'invalid.sensitiveField', 'sort'],
    [{ facets: 'phone' }, 'invalid.sensitiveField', 'facets'],
    [{ facets: 'grant' }, 'invalid.facet', 'facets'],
    [{ group: 'bogus' }, 'invalid.unknownField', 'group'],
    [{ measure: 'count' }, 'invalid.measure', 'measure'],
    [{ group: 'unit', measure: 'max:age' }, 'invalid.measure', 'measure'],
    [{ group: 'unit', measure: 'sum:name' }, 'invalid.measure', 'measure'],
    [{ fields: 'bogus' }, 'invalid.unknownField', 'fields'],
    [{ page: '2' }, 'invalid.parameter', 'page'],
    [{ q: 'x'.repeat(101) }, 'invalid.query', 'q'],
  ])('%j is refused as %s, naming %s', async (params, code, parameter) => {
    const error = await refusal(list(ctx, params));
    expect(error.code).toBe(code);
    expect(error.details.fields?.[0]?.path).toBe(parameter);
    expect(error.reason('zh-CN')).toContain(parameter);
    expect(error.reason('en')).toContain(parameter);
  });
});

describe('a field that is not granted', () => {
  const hidden = gateOf(part(without('post')));
  const { ctx } = world([
    { id: 'rec_1', values: { name: '甲', post: '书记' } },
    { id: 'rec_2', values: { name: '乙', post: '干事' } },
  ]);

  it('is there for who is given it', async () => {
    expect((await list(ctx, { fields: 'post', facets: 'post', q: '书记' })).items.map(({ values }) => values)).toEqual([
      { post: '书记' },
    ]);
    expect(await ids(ctx, { sort: 'post' })).toEqual(['rec_2', 'rec_1']);
    expect(await ids(ctx, { 'filter[post]': '书记' })).toEqual(['rec_1']);
  });

  it.each<(name: string) => Params>([
    (name) => ({ [`filter[${name}]`]: '书记' }),
    (name) => ({ [`filter[${name}][is]`]: 'set' }),
    (name) => ({ sort: name }),
    (name) => ({ sort: `name,-${name}` }),
    (name) => ({ facets: name }),
    (name) => ({ group: name }),
    (name) => ({ group: 'unit', measure: `sum:${name}` }),
    (name) => ({ fields: name }),
  ])('is refused like a misspelt one: %s', async (params) => {
    const [ungranted, misspelt] = await Promise.all([
      refusal(list(ctx, params('post'), hidden)),
      refusal(list(ctx, params('psot'), hidden)),
    ]);
    expect(ungranted.code).toBe('invalid.unknownField');
    expect(JSON.stringify(ungranted).replaceAll('post', '')).toBe(JSON.stringify(misspelt).replaceAll('psot', ''));
    expect(ungranted.message.replaceAll('post', '')).toBe(misspelt.message.replaceAll('psot', ''));
  });

  it('is neither found nor answered', async () => {
    const answer = await list(ctx, { q: '书记' }, hidden);
    expect([answer.total, answer.items]).toEqual([0, []]);
    expect((await list(ctx, { q: 'shuji' }, hidden)).total).toBe(0);
    expect((await list(ctx, {}, hidden)).items.map(({ values }) => values)).toEqual([{ name: '甲' }, { name: '乙' }]);
  });

  it('does not shape the order the module has by itself', async () => {
    const { ctx } = world([
      { id: 'rec_1', values: { name: '乙', ranked: '2024-01' } },
      { id: 'rec_2', values: { name: '甲', ranked: '2020-01' } },
    ]);
    expect(await ids(ctx)).toEqual(['rec_1', 'rec_2']);
    expect(await ids(ctx, {}, gateOf(part(without('ranked'))))).toEqual(['rec_2', 'rec_1']);
  });

  it('takes the title with it where the title is made of it', async () => {
    const blind = gateOf(part(new Set(['post'])));
    const answer = await list(ctx, {}, blind);
    expect(answer.items.map(({ title, values }) => ({ title, values }))).toEqual([
      { title: '', values: { post: '书记' } },
      { title: '', values: { post: '干事' } },
    ]);
    expect((await list(ctx, { q: '甲' }, blind)).total).toBe(0);
    expect((await list(ctx, { q: '甲' })).total).toBe(1);
    expect((await refusal(list(ctx, { sort: 'title' }, blind))).code).toBe('invalid.unknownField');
  });
});

describe('a sensitive field', () => {
  it('is masked and cannot be searched', async () => {
    const { ctx } = world([{ id: 'rec_1', values: { name: '甲', phone: '13812345678' } }]);
    const { items } = await list(ctx);
    expect(items[0]?.values.phone).toBeDefined();
    expect(JSON.stringify(items)).not.toContain('12345678');
    expect(await ids(ctx, { q: '138' })).toEqual([]);
    expect(await ids(ctx, { q: '13812345678' })).toEqual([]);
  });
});

describe('several roles at once', () => {
  const { ctx } = world([
    { id: 'rec_1', owner: 'usr_9', values: { name: '甲', grant: 300, post: '书记', unit: 'rec_u1' } },
    { id: 'rec_2', owner: 'usr_1', values: { name: '乙', grant: 200, post: '干事', unit: 'rec_u2' } },
    { id: 'rec_3', owner: 'usr_1', state: 'draft', values: { name: '丙', grant: 100, unit: 'rec_u1' } },
    { id: 'rec_4', owner: 'usr_9', state: 'draft', values: { name: '丁', grant: 400, unit: 'rec_u3' } },
  ]);
  const gate = gateOf(
    part(new Set(['name', 'unit']), { sees: 'within', field: 'unit', ids: new Set(['rec_u1']) }),
    part(new Set(['name', 'grant', 'post']), { sees: 'own', person: 'usr_1' }),
  );

  it('see the rows of each role, and of each row the fields of the roles that see it', async () => {
    const { items, total } = await list(ctx, { sort: 'id' }, gate);
    expect(total).toBe(3);
    expect(items.map(({ id, values }) => [id, values])).toEqual([
      ['rec_1', { name: '甲', unit: 'rec_u1' }],
      ['rec_2', { name: '乙', grant: 200, post: '干事' }],
      ['rec_3', { name: '丙', grant: 100, unit: 'rec_u1' }],
    ]);
  });

  it('find, order, count and sum no value that their role does not give of that row', async () => {
    expect(await ids(ctx, { 'filter[grant][gte]': '50', sort: 'id' }, gate)).toEqual(['rec_2', 'rec_3']);
    expect(await ids(ctx, { 'filter[grant][is]': 'blank' }, gate)).toEqual(['rec_1']);
    expect(await ids(ctx, { sort: '-grant' }, gate)).toEqual(['rec_2', 'rec_3', 'rec_1']);
    expect(await ids(ctx, { sort: '-grant' })).toEqual(['rec_4', 'rec_1', 'rec_2', 'rec_3']);
    expect(await ids(ctx, { q: '书记' }, gate)).toEqual([]);
    expect(await ids(ctx, { q: '干事' }, gate)).toEqual(['rec_2']);
    const { facets, groups } = await list(ctx, { facets: 'post,unit', group: 'unit', measure: 'sum:grant' }, gate);
    expect(facets?.post?.map(({ value }) => value)).toEqual(['干事']);
    expect(facets?.unit).toEqual([{ value: 'rec_u1', label: 'rec_u1', count: 2 }]);
    expect(groups?.map(({ value, measure }) => [value, measure])).toEqual([
      ['', 200],
      ['rec_u1', 100],
    ]);
  });

  it.each<[string, Part, string[]]>([
    ['all', part(), ['rec_1', 'rec_2', 'rec_3', 'rec_4']],
    ['states', part(everything, { sees: 'all' }, new Set(['draft'])), ['rec_3', 'rec_4']],
    ['open', part(everything, { sees: 'open', states: new Set(['open']) }), ['rec_1', 'rec_2']],
    ['own', part(everything, { sees: 'own', person: 'usr_9' }), ['rec_1', 'rec_4']],
    ['own of a stranger', part(everything, { sees: 'own', person: 'usr_0' }), []],
    [
      'within',
      part(everything, { sees: 'within', field: 'unit', ids: new Set(['rec_u1', 'rec_u3']) }),
      ['rec_1', 'rec_3', 'rec_4'],
    ],
    ['within itself', part(everything, { sees: 'within', field: 'id', ids: new Set(['rec_2']) }), ['rec_2']],
    ['among', part(everything, { sees: 'among', field: 'post', values: new Set(['书记']) }), ['rec_1']],
    ['assigned', part(everything, { sees: 'assigned', field: 'unit', ids: new Set(['rec_u2']) }), ['rec_2']],
    ['nothing named', part(everything, { sees: 'assigned', field: 'unit', ids: new Set() }), []],
  ])('scope %s', async (_, one, expected) => {
    expect(await ids(ctx, { sort: 'id' }, gateOf(one))).toEqual(expected);
  });

  it('follow a row out of scope and into it', async () => {
    const { ctx, index } = world([{ id: 'rec_1', values: { name: '甲', unit: 'rec_u1' } }]);
    const within = gateOf(part(everything, { sees: 'within', field: 'unit', ids: new Set(['rec_u1']) }));
    expect(await ids(ctx, {}, within)).toEqual(['rec_1']);
    index.write(people, { id: 'rec_1', revision: 2, values: { name: '甲', unit: 'rec_u2' } });
    index.write(people, { id: 'rec_2', values: { name: '乙', unit: 'rec_u1' } });
    expect(await ids(ctx, {}, within)).toEqual(['rec_2']);
  });

  it('nobody sees anything through no role', async () => {
    expect((await list(ctx, {}, gateOf())).total).toBe(0);
  });
});

describe('what is kept for the next list', () => {
  const rows: GivenRow[] = [
    { id: 'rec_1', state: 'open', values: { name: '甲', post: '科长', unit: 'rec_u1' } },
    { id: 'rec_2', state: 'done', values: { name: '乙', post: '科长', unit: 'rec_u1' } },
    { id: 'rec_3', state: 'open', values: { name: '丙', post: '科长', unit: 'rec_u2' } },
  ];
  const asked: Params = { 'filter[post]': '科长', sort: 'post,name' };

  it('gives no reader what another one sees', async () => {
    const { ctx } = world(rows);
    const whileOpen = gateOf(part(without('post')), part(everything, undefined, new Set(['open'])));
    const ofUnit = gateOf(part(everything, { sees: 'within', field: 'unit', ids: new Set(['rec_u2']) }));
    const set: Params = { 'filter[post][is]': 'set' };
    for (let turn = 0; turn < 2; turn++) {
      expect(await ids(ctx, asked)).toEqual(['rec_3', 'rec_1', 'rec_2']);
      expect(await ids(ctx, set)).toHaveLength(3);
      expect(await ids(ctx, asked, whileOpen)).toEqual(['rec_3', 'rec_1']);
      expect(await ids(ctx, set, whileOpen)).toHaveLength(2);
      expect(await ids(ctx, asked, ofUnit)).toEqual(['rec_3']);
      expect((await refusal(ids(ctx, asked, gateOf(part(without('post')))))).code).toBe('invalid.unknownField');
    }
  });

  it('is made anew when a record changes, comes or goes', async () => {
    const { index, ctx } = world(rows);
    expect(await ids(ctx, asked)).toEqual(['rec_3', 'rec_1', 'rec_2']);
    index.write(people, { id: 'rec_1', revision: 2, title: '甲', values: { name: '甲', post: '局长' } });
    expect(await ids(ctx, asked)).toEqual(['rec_3', 'rec_2']);
    index.write(people, { id: 'rec_4', title: '丁', values: { name: '丁', post: '科长' } });
    index.write(people, { id: 'rec_2', revision: 2, gone: 'yes', title: '', values: {} });
    expect(await ids(ctx, asked)).toEqual(['rec_3', 'rec_4']);
  });

  it('holds for its own day', async () => {
    const { ctx } = world([
      {
        id: 'rec_1',
        values: { name: '甲' },
        spans: {
          post: [
            ['2020-01-01', '科长'],
            ['2024-01-01', '局长'],
          ],
        },
      },
      { id: 'rec_2', values: { name: '乙' }, spans: { post: [['2022-01-01', '科长']] } },
    ]);
    const on = (asOf: string) => ids(ctx, { ...asked, asOf });
    for (let turn = 0; turn < 2; turn++) {
      expect(await on('2021-01-01')).toEqual(['rec_1']);
      expect(await on('2023-01-01')).toEqual(['rec_1', 'rec_2']);
      expect(await on('2025-01-01')).toEqual(['rec_2']);
    }
  });
});

describe('search', () => {
  const names = [
    '单小明',
    '曾国华',
    '解放军',
    '区大力',
    '古丽米热·艾比布力',
    '张三水',
    '吕布',
    '䶮海',
    '𠮷田',
    '欧阳修文',
    '重庆来',
  ];
  const { ctx } = world(names.map((name, i) => ({ id: `rec_${i}`, values: { name } })));
  const found = async (q: string) => (await list(ctx, { q, sort: 'id' })).items.map(({ title }) => title);

  it.each([
    ['shanxiaoming', '单小明'],
    ['danxiaoming', '单小明'],
    ['zengguohua', '曾国华'],
    ['cengguohua', '曾国华'],
    ['xiefangjun', '解放军'],
    ['jiefang', '解放军'],
    ['oudali', '区大力'],
    ['qudali', '区大力'],
    ['sxm', '单小明'],
    ['dxm', '单小明'],
    ['zgh', '曾国华'],
    ['zss', '张三水'],
    ['ZSS', '张三水'],
    ['三水', '张三水'],
    ['sanshui', '张三水'],
    ['gulimire', '古丽米热·艾比布力'],
    ['gulim', '古丽米热·艾比布力'],
    ['aibibuli', '古丽米热·艾比布力'],
    ['glmr', '古丽米热·艾比布力'],
    ['abbl', '古丽米热·艾比布力'],
    ['古丽', '古丽米热·艾比布力'],
    ['古丽米热・艾比布力', '古丽米热·艾比布力'],
    ['古丽米热•艾比', '古丽米热·艾比布力'],
    ['古丽米热艾比', '古丽米热·艾比布力'],
    ['gulimire aibi', '古丽米热·艾比布力'],
    ['lvbu', '吕布'],
    ['lubu', '吕布'],
    ['䶮', '䶮海'],
    ['yanhai', '䶮海'],
    ['𠮷', '𠮷田'],
    ['ouyang', '欧阳修文'],
    ['chongqing', '重庆来'],
    ['张ss', '张三水'],
  ])('%s finds %s', async (query, name) => {
    expect(await found(query)).toEqual([name]);
  });

  it('finds no syllable that begins inside another, and nothing where one of two words is missing', async () => {
    expect(await found('hang')).toEqual([]);
    expect(await found('ulimire')).toEqual([]);
    expect(await found('三水 国华')).toEqual([]);
  });

  it('finds what was renamed since, under the new name only', async () => {
    const { ctx, index } = world([{ id: 'rec_1', values: { name: '张三' } }]);
    expect(await ids(ctx, { q: 'zhangsan' })).toEqual(['rec_1']);
    index.write(people, { id: 'rec_1', revision: 2, title: '李四', values: { name: '李四' } });
    expect(await ids(ctx, { q: 'zhangsan' })).toEqual([]);
    expect(await ids(ctx, { q: 'lisi' })).toEqual(['rec_1']);
  });

  it('finds a person by the present title of the unit', async () => {
    const { ctx, index } = world(
      [{ id: 'rec_1', values: { name: '张三', unit: 'rec_u1' } }],
      [{ id: 'rec_u1', values: { name: '农牧局' } }],
    );
    expect(await ids(ctx, { q: 'nongmu' })).toEqual(['rec_1']);
    index.write(units, { id: 'rec_u1', revision: 2, title: '科技局' });
    index.now += 6000;
    expect(await ids(ctx, { q: 'nongmu' })).toEqual([]);
    expect(await ids(ctx, { q: '科技' })).toEqual(['rec_1']);
  });
});

describe('order', () => {
  it('is by sound and tone, surnames read as surnames in names only', async () => {
    const values = ['曾一', '单一', '陈一', '丁一', '苏一', '查一', 'A公司', '3组'];
    const { ctx } = world(values.map((name, i) => ({ id: `rec_${i}`, values: { name, post: name } })));
    const by = async (sort: string, field: string) =>
      (await list(ctx, { sort })).items.map(({ values }) => values[field]);
    expect(await by('name', 'name')).toEqual(['3组', 'A公司', '陈一', '丁一', '单一', '苏一', '曾一', '查一']);
    expect(await by('post', 'post')).toEqual(['3组', 'A公司', '曾一', '查一', '陈一', '单一', '丁一', '苏一']);
  });

  it('is brought up to date by moving what changed', async () => {
    const { ctx, index } = world(Array.from({ length: 100 }, (_, i) => ({ id: `rec_${i}`, values: { age: i } })));
    const ages = async (sort: string) =>
      (await list(ctx, { sort, limit: '500' })).items.map(({ values }) => values.age);
    await ages('age');
    index.write(people, { id: 'rec_5', revision: 2, values: { age: 77.5 } });
    index.write(people, { id: 'rec_99', revision: 2 });
    index.write(people, { id: 'rec_x', values: { age: -1 } });
    const expected = [...Array.from({ length: 99 }, (_, i) => i).filter((i) => i !== 5), 77.5, -1].sort(
      (a, b) => a - b,
    );
    expect(await ages('age')).toEqual([...expected, undefined]);
    expect(await ages('-age')).toEqual([...expected.reverse(), undefined]);
  });

  it('follows the titles of units that are renamed', async () => {
    const { ctx, index } = world(
      [
        { id: 'rec_1', values: { unit: 'rec_u1' } },
        { id: 'rec_2', values: { unit: 'rec_u2' } },
      ],
      [
        { id: 'rec_u1', values: { name: '安监局' } },
        { id: 'rec_u2', values: { name: '教育局' } },
      ],
    );
    expect(await ids(ctx, { sort: 'unit' })).toEqual(['rec_1', 'rec_2']);
    index.write(units, { id: 'rec_u1', revision: 2, title: '应急局' });
    index.now += 6000;
    expect(await ids(ctx, { sort: 'unit' })).toEqual(['rec_2', 'rec_1']);
  });

  it('of choices follows their labels in the reader’s language', async () => {
    const { ctx, index } = world([
      { id: 'rec_1', values: { gender: 'male' } },
      { id: 'rec_2', values: { gender: 'female' } },
    ]);
    const english = ctxOver(index, { modules, locale: 'en' });
    expect(await ids(ctx, { sort: 'gender' })).toEqual(['rec_1', 'rec_2']);
    expect(await ids(english, { sort: 'gender' })).toEqual(['rec_2', 'rec_1']);
  });
});

describe('pages', () => {
  const name = fc.constantFrom('张三', '李四', '王五', '');
  const row = fc.record({ name, age: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }) });

  it('give each row that was there exactly once, in order, whatever is inserted meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('name', '-name', 'age,name', '-age,-name', 'id', '-changedAt'),
        async (before, inserted, limit, sort) => {
          const { ctx, index } = world(before.map((values, i) => ({ id: `rec_b${i}`, values })));
          const waiting = [...inserted];
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await list(ctx, { sort, limit: String(limit), ...(cursor ? { cursor } : {}) });
            seen.push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor;
            const next = waiting.pop();
            if (next) index.write(people, { id: `rec_a${waiting.length}`, title: next.name, values: next });
          } while (cursor);
          const old = seen.filter((id) => id.startsWith('rec_b'));
          expect(new Set(seen).size).toBe(seen.length);
          expect(old.length).toBe(before.length);
          const full = await ids(ctx, { sort, limit: '500' });
          expect(seen).toEqual(full.filter((id) => seen.includes(id)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuse a cursor of another list, module, reader or county', async () => {
    const rows = Array.from({ length: 3 }, (_, i) => ({ id: `rec_${i}`, values: { name: `人${i}` } }));
    const { ctx } = world(rows);
    const { nextCursor: cursor = '' } = await list(ctx, { limit: '1' });
    expect(cursor).not.toBe('');
    expect((await list(ctx, { limit: '2', cursor })).items.length).toBe(2);
    const foreign = world(rows).ctx;
    const end = cursor.slice(0, -2);
    for (const ask of [
      () => list(ctx, { cursor, sort: 'name' }),
      () => list(ctx, { cursor, q: '人' }),
      () => list(ctx, { cursor, 'filter[age]': '3' }),
      () => list(foreign, { cursor }),
      () => listRecords(ctx, units, { cursor }, gateOf(part(new Set(['name'])))),
      () => list(ctx, { cursor: `${end}${cursor.endsWith('AA') ? 'BB' : 'AA'}` }),
    ])
      expect((await refusal(ask())).code).toBe('invalid.cursor');
    expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('rec_');
  });

  it('hold what bulk work takes: all rows of the list in its order', async () => {
    const { ctx } = world(
      Array.from({ length: 120 }, (_, i) => ({ id: `rec_${i}`, revision: 2, values: { age: i % 10 } })),
    );
    const taken = await listIds(ctx, people, { 'filter[age][gte]': '8', sort: '-age,id', limit: '1' }, all);
    expect(taken.length).toBe(24);
    expect(taken[0]).toEqual({ id: 'rec_109', revision: 2 });
  });
});

describe('as of a day', () => {
  const { ctx } = world([
    {
      id: 'rec_1',
      values: { name: '甲', post: '科员', unit: 'rec_u1' },
      spans: {
        post: [
          ['2018-01-01', '办事员'],
          ['2022-01-01', '科员'],
          ['2027-01-01', '科长'],
        ],
        unit: [
          ['2018-01-01', 'rec_u2'],
          ['2022-01-01', 'rec_u1'],
        ],
      },
    },
    { id: 'rec_2', values: { name: '乙', post: '科长' } },
  ]);
  const posts = async (asOf?: string) =>
    (await list(ctx, { sort: 'id', ...(asOf ? { asOf } : {}) })).items.map(({ values }) => values.post);

  it('shows, finds, counts and filters what held then', async () => {
    expect(await posts()).toEqual(['科员', '科长']);
    expect(await posts('2019-06-01')).toEqual(['办事员', '科长']);
    expect(await posts('2021-12-31')).toEqual(['办事员', '科长']);
    expect(await posts('2022-01-01')).toEqual(['科员', '科长']);
    expect(await posts('2027-01-01')).toEqual(['科长', '科长']);
    expect(await posts('2017-01-01')).toEqual([undefined, '科长']);
    expect(await ids(ctx, { asOf: '2027-01-01', 'filter[post]': '科长', sort: 'id' })).toEqual(['rec_1', 'rec_2']);
    expect(await ids(ctx, { asOf: '2019-01-01', q: '办事' })).toEqual(['rec_1']);
    expect(await ids(ctx, { q: '办事' })).toEqual([]);
    expect((await list(ctx, { asOf: '2027-06-01', facets: 'post' })).facets?.post).toEqual([
      { value: '科长', label: '科长', count: 2 },
    ]);
  });

  it('keeps scopes to what holds today', async () => {
    const within = (unit: string) => gateOf(part(everything, { sees: 'within', field: 'unit', ids: new Set([unit]) }));
    expect(await ids(ctx, { asOf: '2019-01-01' }, within('rec_u1'))).toEqual(['rec_1']);
    expect(await ids(ctx, { asOf: '2019-01-01' }, within('rec_u2'))).toEqual([]);
  });
});

describe('a county’s own words and fields', () => {
  it('are those of lists at once', async () => {
    const { ctx, index } = world([{ id: 'rec_1', values: { gender: 'male', own_star: 'yes' } }]);
    const stars = {
      kind: 'text' as const,
      label: t('星级', 'Stars'),
      options: { max: 20 },
      roles: ['office' as const],
    };
    const own = peopleUnder({ version: 1, own: { own_star: stars } });
    index.write(people, { id: 'rec_2', values: { own_star: 'no' } });
    expect((await refusal(list(ctx, { 'filter[own_star]': 'yes' }))).code).toBe('invalid.unknownField');
    if (!own.fields.own_star) throw new Error('the overlay has no such field');
    const answer = await listRecords(
      ctx,
      own,
      { 'filter[own_star]': 'yes' },
      gateOf(part(new Set([...everything, 'own_star']))),
    );
    expect(answer.items.map(({ id }) => id)).toEqual(['rec_1']);
  });
});

describe('every filter and sort', () => {
  type Plain = { id: string; state: string; values: Record<string, unknown> };
  const characters = ['张', '李', '赵', '刘', '杨', '吴', '徐', '孙'];
  const given = fc.array(
    fc.record({
      state: fc.constantFrom('draft', 'open', 'done'),
      values: fc.record(
        {
          name: fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
          age: fc.integer({ min: 18, max: 24 }),
          ranked: fc.constantFrom('2019-12', '2020-01', '2020-02', '2021-07'),
          skills: fc.uniqueArray(fc.constantFrom('law', 'art', 'tech')),
        },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 60 },
  );
  const tests: Record<string, (row: Plain, value: string) => boolean> = {
    'filter[name]': (row, value) => row.values.name === value,
    'filter[age]': (row, value) => row.values.age === Number(value),
    'filter[age][gte]': (row, value) => Number(row.values.age ?? Number.NaN) >= Number(value),
    'filter[age][lte]': (row, value) => Number(row.values.age ?? Number.NaN) <= Number(value),
    'filter[ranked][gte]': (row, value) => row.values.ranked !== undefined && String(row.values.ranked) >= value,
    'filter[ranked][lte]': (row, value) => row.values.ranked !== undefined && String(row.values.ranked) <= value,
    'filter[skills][in]': (row, value) =>
      value.split(',').some((one) => ((row.values.skills as string[]) ?? []).includes(one)),
    'filter[skills][is]': (row, value) =>
      (((row.values.skills as string[]) ?? []).length === 0) === (value === 'blank'),
    state: (row, value) => value.split(',').includes(row.state),
    q: (row, value) => String(row.values.name ?? '').includes(value),
  };
  const params = fc.record(
    {
      'filter[name]': fc.constantFrom('张', '李赵'),
      'filter[age]': fc.constantFrom('18', '20', '24'),
      'filter[age][gte]': fc.constantFrom('19', '22'),
      'filter[age][lte]': fc.constantFrom('19', '22'),
      'filter[ranked][gte]': fc.constantFrom('2020-01', '2021-07'),
      'filter[ranked][lte]': fc.constantFrom('2020-01', '2021-07'),
      'filter[skills][in]': fc.constantFrom('law', 'law,tech'),
      'filter[skills][is]': fc.constantFrom('blank', 'set'),
      state: fc.constantFrom('open', 'draft,done'),
      q: fc.constantFrom('张', '赵', '孙'),
    },
    { requiredKeys: [] },
  );
  const sorts = fc.uniqueArray(fc.constantFrom('name', '-name', 'age', '-age', 'ranked', '-ranked'), {
    minLength: 1,
    maxLength: 3,
    selector: (one) => one.replace('-', ''),
  });

  it('agree with going through plain objects one by one', async () => {
    const collator = new Intl.Collator('zh-CN-u-co-pinyin');
    const naive = (rows: Plain[], asked: Params, sort: string[]) =>
      rows
        .filter((row) => Object.entries(asked).every(([name, value]) => tests[name]?.(row, value)))
        .sort((a, b) => {
          for (const key of sort) {
            const name = key.replace('-', '');
            const [left, right] = [a.values[name], b.values[name]];
            if (left === right) continue;
            if (left === undefined) return 1;
            if (right === undefined) return -1;
            const order =
              typeof left === 'number' ? left - Number(right) : collator.compare(String(left), String(right));
            return key.startsWith('-') ? -order : order;
          }
          return a.id < b.id ? -1 : 1;
        })
        .map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(given, params, sorts, async (rows, asked, sort) => {
        const plain = rows.map((row, i) => ({ ...row, id: `rec_${i}` }));
        const { ctx } = world(plain);
        const answer = await list(ctx, { ...asked, sort: sort.join(), limit: '500' });
        const expected = naive(plain, asked, sort);
        expect(answer.items.map(({ id }) => id)).toEqual(expected);
        expect(answer.total).toBe(expected.length);
      }),
      { numRuns: 300 },
    );
  });
});

import { newId } from '@juxian/base/id.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, updateRecord } from '@juxian/engine/record.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';
import { codeOf } from './case.ts';
import { datedModules } from './dated-module.ts';

/** Who sees a record is decided by the unit of today, whatever day is asked for. */

let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
let office: Ctx;
let [above, first, second] = ['', '', ''];
let id = '';

const unitOf = (unit: string) =>
  county.actor({
    kind: 'member',
    id: newId('user'),
    name: '单位',
    tenant: county.tenant,
    roles: ['unit'],
    assurance: 1,
    unit,
  });

beforeAll(async () => {
  world = await openWorld(datedModules);
  county = await world.county();
  office = await county.as('叶知秋', 'office');
  const unit = async (name: string, parent?: string) =>
    (await createRecord(office, { module: 'office', values: { name, ...(parent ? { parent } : {}) } })).id;
  above = await unit('县委');
  first = await unit('组织部', above);
  second = await unit('教育局');
  const posts = [
    { unit: first, post: '科员', from: '2020-01' },
    { unit: second, post: '科长', from: '2026-05' },
  ];
  id = (await createRecord(office, { module: 'clerk', values: { name: '甲', posts } })).id;
});
afterAll(() => world.stop());

const times: Record<string, string>[] = [{}, { asOf: '2020-06-01' }, { asOf: '2026-06-01' }];
const seenBy = async (unit: string) => {
  const ctx = await unitOf(unit);
  const records = times.map((time) => codeOf(getRecord(ctx, { module: 'clerk', id, ...time })));
  const lists = times.map(async (time) => (await listOf(ctx, 'clerk', time)).total);
  return [await Promise.all(records), await Promise.all(lists)];
};
const all = [
  ['done', 'done', 'done'],
  [1, 1, 1],
];
const none = [
  ['missing.record', 'missing.record', 'missing.record'],
  [0, 0, 0],
];

describe('the unit of today', () => {
  it('sees the record on any day, and the unit of another day on none', async () => {
    world.clock.set(at('2026-03-02T09:00:00'));
    expect(await seenBy(first)).toEqual(all);
    expect(await seenBy(above)).toEqual(all);
    expect(await seenBy(second)).toEqual(none);
    world.clock.set(at('2026-05-01T00:00:01'));
    expect(await seenBy(first)).toEqual(none);
    expect(await seenBy(above)).toEqual(none);
    expect(await seenBy(second)).toEqual(all);
  });

  it('reads of another day what was valid then only where it sees the lines that say so', async () => {
    world.clock.set(at('2026-05-02T09:00:00'));
    const ctx = await unitOf(second);
    const asked = { module: 'clerk', id, asOf: '2020-06-01' };
    expect((await getRecord(office, asked)).values).toMatchObject({ name: '甲', unit: first, post: '科员' });
    expect((await getRecord(ctx, { module: 'clerk', id })).values).toEqual({ name: '甲', unit: second, post: '科长' });
    expect((await getRecord(ctx, asked)).values).toEqual({ name: '甲' });
    const [item] = (await listOf(office, 'clerk', { asOf: '2020-06-01', 'filter[unit]': first })).items;
    expect(item?.values).toMatchObject({ unit: first, post: '科员' });
    const past = { asOf: '2020-06-01', facets: 'state' };
    expect((await listOf(ctx, 'clerk', past)).items[0]?.values).toEqual({ name: '甲' });
    const asking: Record<string, string>[] = [
      { 'filter[unit]': first },
      { sort: 'post' },
      { facets: 'unit' },
      { group: 'unit' },
    ];
    for (const more of asking)
      expect(await codeOf(listOf(ctx, 'clerk', { ...past, ...more }))).toBe('invalid.unknownField');
    expect((await listOf(ctx, 'clerk', { asOf: '2020-06-01', q: '科员' })).total).toBe(0);
    expect((await listOf(office, 'clerk', { asOf: '2020-06-01', q: '科员' })).total).toBe(1);
  });

  it('reads what was known before it was its unit, and what it was called then is not what opens it', async () => {
    world.clock.set(at('2026-05-03T09:00:00'));
    const known = { module: 'clerk', id, knownAt: '2026-05-02' };
    const { values, revision } = await getRecord(office, { module: 'clerk', id });
    const [line] = values.posts as Record<string, unknown>[];
    await updateRecord(office, { module: 'clerk', id, revision, values: { posts: [line] } });
    expect(await codeOf(getRecord(await unitOf(second), { module: 'clerk', id }))).toBe('missing.record');
    expect(await codeOf(getRecord(await unitOf(second), known))).toBe('missing.record');
    expect((await getRecord(await unitOf(first), known)).values).toEqual({ name: '甲' });
    expect((await getRecord(office, known)).values).toMatchObject({ unit: second, post: '科长' });
  });
});

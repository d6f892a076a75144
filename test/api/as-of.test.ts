import { Outbox } from '@juxian/core/message.ts';
import { devApp } from '@juxian/functions/local/dev.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datedModules } from '../engine/dated-module.ts';
import { type Api, type Json, startApi } from '../support/api.ts';

/* Golden values worked out by hand, through REST and the clock of /dev. */

let api: Api;
let token: string;
let county: Json;
let clockTo: (now: string) => Promise<void>;
const units: Record<string, string> = {};
const people: Record<string, string> = {};

const get = async (path: string, status = 200): Promise<Json> => {
  const { status: got, body } = await api.call('GET', `/api/v1/records/${path}`, undefined, { token });
  expect(got, JSON.stringify(body)).toBe(status);
  return body;
};
const make = async (module: string, values: Json): Promise<Json> => {
  const { status, body } = await api.call('POST', `/api/v1/records/${module}`, { values }, { token });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const change = async (id: string, revision: number, values: Json): Promise<void> => {
  const headers = { 'if-match': String(revision) };
  const { status, body } = await api.call('PATCH', `/api/v1/records/clerk/${id}`, { values }, { token, headers });
  expect(status, JSON.stringify(body)).toBe(200);
};

beforeAll(async () => {
  api = await startApi({ modules: datedModules });
  const dev = devApp(api.deps, new Outbox(api.deps.clock), { turn: async () => 0 });
  clockTo = async (now) => {
    const response = await dev.request('/api/v1/dev/clock', {
      method: 'POST',
      body: JSON.stringify({ now: `${now}T09:00:00+08:00` }),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
  };
  county = await api.signUp();
  token = county.token;
  await clockTo('2026-03-02');
  for (const name of ['组织部', '教育局', '人社局']) units[name] = (await make('office', { name })).id;
  const { 组织部: first, 教育局: second, 人社局: third } = units;
  people.甲 = (
    await make('clerk', {
      name: '甲',
      posts: [
        { unit: first, post: '科员', pay: 10, from: '2018-07', to: '2021-03' },
        { unit: first, post: '副科长', pay: 12, from: '2021-03', to: '2026-04' },
        { unit: second, post: '科长', pay: 15, from: '2026-05' },
      ],
      studies: [
        { level: 'bachelor', graduated: '2018-06-30' },
        { level: 'master', graduated: '2024-07-01' },
      ],
    })
  ).id;
  people.乙 = (
    await make('clerk', {
      name: '乙',
      posts: [
        { unit: second, post: '科员', pay: 9, from: '2020-01' },
        { unit: third, post: '挂职', from: '2025-09', to: '2026-08', acting: 'yes' },
      ],
    })
  ).id;
  people.丙 = (await make('clerk', { name: '丙', posts: [{ unit: third, post: '科员', pay: 8, from: '2026-09' }] })).id;
});
afterAll(() => api.stop());

const shown = ({ values }: Json) => [values.unit, values.post, values.pay, values.education];
const on = (person: string, query = '') => get(`clerk/${people[person]}${query}`);

describe('a record', () => {
  it('holds today what is valid today, with what is to come named', async () => {
    const record = await on('甲');
    expect(shown(record)).toEqual([units.组织部, '副科长', 12, 'master']);
    expect(record.titles[units.组织部 ?? '']).toBe('组织部');
    expect(record.values.posts).toHaveLength(3);
    expect(record.later).toEqual({ posts: [record.values.posts[2].id] });
    expect(record.editable).toEqual(['name', 'posts', 'studies']);
    expect(record).not.toHaveProperty('asOf');
  });

  it('holds on a day what is valid on that day, to be read only', async () => {
    const before = await on('甲', '?asOf=2018-06-30');
    expect(shown(before)).toEqual([undefined, undefined, undefined, 'bachelor']);
    expect(before.later.posts).toHaveLength(3);
    const record = await on('甲', '?asOf=2021-02-28');
    expect(shown(record)).toEqual([units.组织部, '科员', 10, 'bachelor']);
    expect(record).toMatchObject({ asOf: '2021-02-28', moves: [], editable: [], state: 'here' });
    expect(record.later.posts).toHaveLength(2);
    expect(shown(await on('甲', '?asOf=2026-05-01'))).toEqual([units.教育局, '科长', 15, 'master']);
    expect(shown(await on('乙', '?asOf=2025-12-31'))).toEqual([units.教育局, '挂职', 9, undefined]);
    expect((await on('甲', '?asOf=2026-03-02')).moves.length).toBeGreaterThan(0);
  });

  it('refuses what is no day', async () => {
    for (const [query, code] of [
      ['?asOf=2026-02-30', 'invalid.asOf'],
      ['?asOf=2026-02', 'invalid.asOf'],
      ['?knownAt=2026-02-30', 'invalid.knownAt'],
      ['?knownAt=gestern', 'invalid.knownAt'],
    ])
      expect((await get(`clerk/${people.甲}${query}`, 422)).code).toBe(code);
  });
});

const rows = async (query: string): Promise<Json[]> => (await get(`clerk?sort=name&${query}`)).items;
const postsOn = async (day?: string) =>
  Object.fromEntries((await rows(day ? `asOf=${day}` : '')).map(({ title, values }) => [title, values.post ?? null]));

describe('a list', () => {
  it('holds on three days what is valid on each', async () => {
    expect(await postsOn('2021-03-31')).toEqual({ 甲: '副科长', 乙: '科员', 丙: null });
    expect(await postsOn()).toEqual({ 甲: '副科长', 乙: '挂职', 丙: null });
    expect(await postsOn('2026-10-01')).toEqual({ 甲: '科长', 乙: '科员', 丙: '科员' });
  });

  it('filters, sorts, counts and searches by the values of the day', async () => {
    const names = async (query: string) => (await get(`clerk?${query}`)).items.map(({ title }: Json) => title);
    const inUnit = `filter[unit]=${units.教育局}`;
    expect(await names(`${inUnit}&sort=name`)).toEqual(['乙']);
    expect(await names(`${inUnit}&sort=name&asOf=2019-01-01`)).toEqual([]);
    expect(await names(`${inUnit}&sort=-name&asOf=2026-10-01`)).toEqual(['乙', '甲']);
    expect(await names('filter[post]=科员&asOf=2019-01-01')).toEqual(['甲']);
    expect(await names('filter[pay][gte]=10&asOf=2019-01-01')).toEqual(['甲']);
    expect(await names('filter[pay][gte]=9&sort=-pay&asOf=2026-10-01')).toEqual(['甲', '乙']);
    expect(await names('filter[post][is]=blank')).toEqual(['丙']);
    expect(await names('filter[post][is]=blank&asOf=2019-12-31&sort=name')).toEqual(['丙', '乙']);
    expect(await names('q=fukezhang')).toEqual(['甲']);
    expect(await names('q=fukezhang&asOf=2026-10-01')).toEqual([]);
    expect(await names('q=kezhang&asOf=2026-10-01')).toEqual(['甲']);
    const counted = async (day: string) => {
      const { facets, groups } = await get(`clerk?facets=post&group=unit&measure=sum:pay&asOf=${day}`);
      return [
        Object.fromEntries(facets.post.map(({ value, count }: Json) => [value, count])),
        Object.fromEntries(groups.map(({ label, measure }: Json) => [label, measure])),
      ];
    };
    expect(await counted('2020-06-30')).toEqual([{ 科员: 2 }, { 组织部: 10, 教育局: 9, Blank: 0 }]);
    expect(await counted('2026-10-01')).toEqual([
      { 科长: 1, 科员: 2 },
      { 教育局: 24, 人社局: 8 },
    ]);
  });

  it('leaves as a file as it stood on the day', async () => {
    const { body } = await api.call(
      'GET',
      '/api/v1/records/clerk/export?format=csv&asOf=2019-01-01&sort=-name',
      undefined,
      {
        token,
      },
    );
    const lines = String(body).trim().split('\r\n');
    expect(lines.filter((line) => line.includes('科员'))).toEqual([expect.stringContaining('组织部')]);
  });
});

describe('what was entered ahead', () => {
  it('takes effect when its day comes, and nobody writes', async () => {
    await on('丙');
    const { revision } = await on('丙');
    await clockTo('2026-08-31');
    expect([(await on('丙')).values.post, (await postsOn()).丙]).toEqual([undefined, null]);
    api.table.meter.reset();
    await clockTo('2026-09-01');
    const today = await on('丙');
    expect(shown(today)).toEqual([units.人社局, '科员', 8, undefined]);
    expect(today).not.toHaveProperty('later');
    expect(await postsOn()).toEqual({ 甲: '科长', 乙: '科员', 丙: '科员' });
    expect(today.revision).toBe(revision);
    expect(api.table.meter.byOperation).not.toHaveProperty('TransactWriteItems');
    await clockTo('2026-03-02');
    expect((await postsOn()).丙).toBe(null);
  });
});

describe('what was corrected late', () => {
  it('stays to be read as it was known', async () => {
    const { id, values } = await make('clerk', { name: '丁', posts: [{ post: '科员', from: '2025-01' }] });
    const known = (query: string) => get(`clerk/${id}${query}`);
    await clockTo('2026-04-10');
    const [line] = values.posts;
    await change(id, 1, { posts: [line, { post: '主任', from: '2025-06' }] });
    await clockTo('2026-05-20');
    expect((await known('')).values.post).toBe('主任');
    expect((await known('?asOf=2025-12-01')).values.post).toBe('主任');
    expect((await known('?knownAt=2026-04-09&asOf=2025-12-01')).values.post).toBe('科员');
    expect((await known('?knownAt=2026-04-10&asOf=2025-12-01')).values.post).toBe('主任');
    expect((await known('?knownAt=2026-04-10&asOf=2025-05-31')).values.post).toBe('科员');
    const then = await known('?knownAt=2026-03-31');
    expect(then).toMatchObject({ asOf: '2026-03-31', knownAt: '2026-03-31', moves: [], editable: [] });
    expect(then.values).toMatchObject({ post: '科员', posts: [line] });
    await get(`clerk/${id}?knownAt=2026-03-01`, 404);
    await clockTo('2026-03-02');
  });

  it('is known at its own day with what was then to come still to come', async () => {
    const { id } = await make('clerk', { name: '戊', posts: [{ post: '科长', from: '2026-05' }] });
    await clockTo('2026-06-01');
    expect((await get(`clerk/${id}`)).values.post).toBe('科长');
    const then = await get(`clerk/${id}?knownAt=2026-03-02`);
    expect(then.values).not.toHaveProperty('post');
    expect(then.later.posts).toHaveLength(1);
    expect((await get(`clerk/${id}?knownAt=2026-03-02&asOf=2026-06-01`)).values.post).toBe('科长');
    await clockTo('2026-03-02');
  });
});

describe('a drawn field', () => {
  it('is typed by nobody, nor imported', async () => {
    const values = { name: '己', post: '县长' };
    const { status, body } = await api.call('POST', '/api/v1/records/clerk', { values }, { token });
    expect([status, body.fields[0].path]).toEqual([422, 'post']);
    const { body: template } = await api.call('GET', '/api/v1/modules/clerk', undefined, { token });
    expect(template.access.create).toEqual(['name', 'posts', 'studies']);
  });

  it('is in the seams what it is today, and in none of the history', async () => {
    const { id } = await make('clerk', { name: '庚', posts: [{ post: '科员', from: '2020-01' }] });
    const { body } = await api.call('POST', `/api/v1/records/clerk/${id}/moves/leave`, {}, { token });
    expect(body.values).toMatchObject({ name: '庚（科员）', post: '科员' });
    const events = await get(`clerk/${id}/events`);
    expect(events.map(({ changes }: Json) => changes.map(({ field }: Json) => field))).toEqual([
      ['name', 'posts'],
      ['name'],
    ]);
    const forged = await make('clerk', { name: '辛' });
    const answer = await api.call('POST', `/api/v1/records/clerk/${forged.id}/moves/forge`, {}, { token });
    expect(answer.status).toBe(500);
  });
});

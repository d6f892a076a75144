import { registered } from '@juxian/engine/define.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deedModules } from '../engine/reference-module.ts';
import { type Api, type County, type Json, type Person, startApi } from '../support/api.ts';

let api: Api;
let county: County;
let office: Person;
let unitId: string;
beforeAll(async () => {
  api = await startApi({ modules: [registered(unit), ...deedModules] });
  county = await api.signUp();
  const values = { name: '青禾县教育局', order: 1, sort: 'government' };
  const made = await api.call('POST', '/api/v1/records/unit', { values }, { token: county.token });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  unitId = made.body.id;
  office = await api.join(county, ['office'], { name: '单依纯' });
  await api.join(county, ['unit'], { name: '王晓明', unit: unitId });
  await api.join(county, ['expert'], { name: '王大夫' });
  const invited = { name: '王未来', email: 'wangweilai@example.org', roles: ['office'] };
  await api.call('POST', '/api/v1/members', invited, { token: county.token });
});
afterAll(() => api.stop());

const find = async (q: string, token: string) => {
  const input = encodeURIComponent(JSON.stringify({ q }));
  const { status, body } = await api.call('GET', `/api/trpc/members.find?input=${input}`, undefined, { token });
  return { status, found: body.result?.data as Json, body };
};
const namesOf = async (q: string, token = office.token) =>
  (await find(q, token)).found.map(({ name }: { name: string }) => name);

describe('looking for a colleague', () => {
  it('finds by characters, pinyin and first letters those who are at work, in the order of their names', async () => {
    expect(await namesOf('')).toEqual(['林一', '单依纯', '王大夫', '王晓明']);
    expect(await namesOf('晓明')).toEqual(['王晓明']);
    expect(await namesOf('wxm')).toEqual(['王晓明']);
    expect(await namesOf('shanyi')).toEqual(['单依纯']);
    expect(await namesOf('wang')).toEqual(['王大夫', '王晓明']);
    expect(await namesOf('未来')).toEqual([]);
    expect(await namesOf('example')).toEqual([]);
  });

  it('tells name and unit, and nothing else', async () => {
    const { found, body } = await find('王晓明', office.token);
    expect(found).toEqual([{ id: expect.stringMatching(/^usr_/), name: '王晓明', unit: '青禾县教育局' }]);
    expect(JSON.stringify(body)).not.toMatch(/@|example|role/);
  });

  it('gives what a record may name, and shows the name there', async () => {
    const [{ id }] = (await find('王晓明', office.token)).found;
    const create = (clerk: string) =>
      api.call('POST', '/api/v1/records/deed', { values: { name: '契', clerk } }, { token: office.token });
    const { status, body } = await create(id);
    expect([status, body.titles]).toEqual([201, { [id]: '王晓明' }]);
    const read = (path: string) => api.call('GET', `/api/v1/records/deed${path}`, undefined, { token: office.token });
    expect((await read('')).body.titles).toEqual({ [id]: '王晓明' });
    expect((await read('?fields=name')).body.titles).toEqual({});
    expect((await read('/export?format=csv&fields=name,clerk')).body).toMatch(/契,王晓明$/);
    const invited = (await api.call('GET', '/api/v1/members', undefined, { token: county.token })).body.items.find(
      ({ name }: { name: string }) => name === '王未来',
    );
    const other = await api.signUp();
    for (const stranger of [invited.id, other.id]) {
      const refused = await create(stranger);
      expect([refused.status, refused.body.fields[0]]).toMatchObject([
        422,
        { path: 'clerk', code: 'invalid.reference' },
      ]);
    }
  });

  it('is for the staff: not for experts, nor for another county', async () => {
    const leader = await api.join(county, ['leader'], { name: '赵某' });
    expect((await find('王', leader.token)).status).toBe(200);
    const expert = await api.join(county, ['expert'], { name: '钱某' });
    const refused = await find('王', expert.token);
    expect([refused.status, JSON.stringify(refused.body).includes('晓明')]).toEqual([403, false]);
    const listed = await api.call('GET', '/api/v1/members', undefined, { token: expert.token });
    expect(listed.body.items.map(({ name }: Json) => name)).toEqual(['钱某']);
    const other = await api.signUp();
    expect(await namesOf('王', other.token)).toEqual([]);
    expect(await namesOf('', other.token)).toEqual(['林一']);
  });
});

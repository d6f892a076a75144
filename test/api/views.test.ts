import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, type Person, startApi } from '../support/api.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let county: County;
let office: Person;
let leader: Person;
beforeAll(async () => {
  api = await startApi({ modules: errands });
  county = await api.signUp();
  office = await api.join(county, ['office']);
  leader = await api.join(county, ['leader']);
});
afterAll(() => api.stop());

const ask = ({ token }: { token: string }, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/v1${path}`, body, { token });
const namesFor = async (person: { token: string }, module = 'errand'): Promise<string[]> =>
  (await ask(person, 'GET', `/views?module=${module}`)).body.items.map(({ name }: Json) => name);
const view = (name: string, query: object = {}, more: object = {}) => ({ module: 'errand', name, query, ...more });

describe('a saved view', () => {
  it('is its maker’s own, holds the address it was made from, and goes when deleted', async () => {
    const query = { tab: 'mine', columns: 'topic,due', 'filter[kind]': 'visit', sort: '-due', q: '停水' };
    const made = await ask(office, 'POST', '/views', view('走访', query));
    expect(made.status).toBe(201);
    expect((await ask(office, 'GET', '/views?module=errand')).body.items).toEqual([
      { id: made.body.id, module: 'errand', name: '走访', query, shared: false, mine: true },
    ]);
    expect(await namesFor(office, 'unit')).toEqual([]);
    expect(await namesFor(county)).toEqual([]);
    expect((await ask(county, 'DELETE', `/views/${made.body.id}`)).body.code).toBe('missing.view');
    expect((await ask(office, 'DELETE', `/views/${made.body.id}`)).status).toBe(204);
    expect((await ask(office, 'DELETE', `/views/${made.body.id}`)).body.code).toBe('missing.view');
    expect(await namesFor(office)).toEqual([]);
  });

  it('is shared by the office, with those only who could ask the same', async () => {
    const topics = await ask(office, 'POST', '/views', view('按事由', { sort: 'topic' }, { shared: true }));
    api.pass(1);
    await ask(office, 'POST', '/views', view('来信', { 'filter[kind]': 'letter' }, { shared: true }));
    expect(await namesFor(county)).toEqual(['按事由', '来信']);
    expect(await namesFor(leader)).toEqual(['按事由']);
    const seen = (await ask(leader, 'GET', '/views')).body.items;
    expect(seen).toMatchObject([{ shared: true, mine: false }]);
    expect((await ask(leader, 'DELETE', `/views/${topics.body.id}`)).body.code).toBe('missing.view');
    expect((await ask(leader, 'POST', '/views', view('领导的', {}, { shared: true }))).body.code).toBe(
      'forbidden.shareView',
    );
    const foreign = await api.signUp();
    expect(await namesFor(foreign)).toEqual([]);
    expect((await ask(foreign, 'DELETE', `/views/${topics.body.id}`)).body.code).toBe('missing.view');
    expect((await ask(county, 'DELETE', `/views/${topics.body.id}`)).status).toBe(204);
    expect(await namesFor(office)).toEqual(['来信']);
  });

  it('is refused where the list itself would refuse it', async () => {
    for (const [person, body, code] of [
      [office, view('错', { 'filter[nothing]': '1' }), 'invalid.unknownField'],
      [office, view('错', { colour: 'red' }), 'invalid.parameter'],
      [leader, view('错', { 'filter[kind]': 'visit' }), 'invalid.unknownField'],
      [office, { ...view('错'), module: 'nothing' }, 'missing.module'],
      [office, view(' '), 'invalid.input'],
    ] as const)
      expect((await ask(person, 'POST', '/views', body)).body.code, JSON.stringify(body)).toBe(code);
  });

  it('lies sealed in the table', async () => {
    await ask(leader, 'POST', '/views', view('王某的事', { q: '王某某' }));
    const store = api.table.for(county.tenant);
    const { items } = await store.query({ pk: store.keys.views(leader.id) });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain('王某');
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['id', 'module', 'pk', 'sealed', 'sk']);
  });
});

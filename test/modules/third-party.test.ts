import { modules } from '@juxian/modules/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { partsOf } from '../support/unzip.ts';
import { everyModule } from './stage.ts';

let api: Api;
let county: County;
beforeAll(async () => {
  api = await startApi({ modules: everyModule });
  county = await api.signUp();
});
afterAll(() => api.stop());

const call = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Json> => (await api.call(method, `/api/v1${path}`, body, { token: county.token, headers })).body;

describe('a module of somebody else’s', () => {
  it('stands in the index by one line and is no module of the product', () => {
    expect(everyModule.length).toBe(modules.length + 1);
    expect(modules.map(({ name }) => name)).not.toContain('beehive');
  });

  it('is described', async () => {
    const described = await call('GET', '/modules/beehive');
    expect(described).toMatchObject({
      name: 'beehive',
      title: 'Apiaries',
      access: { create: expect.arrayContaining(['name']) },
    });
    expect((await call('GET', '/modules')).map(({ name }: Json) => name)).toContain('beehive');
    expect(described.moves.map(({ name }: Json) => name)).toEqual(['enter']);
  });

  it('is created, moved, listed, counted, revealed, followed and taken out', async () => {
    const values = { name: '南坡蜂场', keeper: '99010119900101006x', hives: 32, breed: 'cerana' };
    const made = await call('POST', '/records/beehive', { values });
    expect(made).toMatchObject({ state: 'draft', title: '南坡蜂场', moves: [{ name: 'enter' }] });
    const path = `/records/beehive/${made.id}`;
    expect(await call('POST', `${path}/moves/enter`, {})).toMatchObject({ state: 'kept', revision: 2 });
    const list = await call('GET', '/records/beehive?q=nanpo&facets=breed&sort=-hives');
    expect(list).toMatchObject({ total: 1, items: [{ id: made.id, values: { hives: 32 } }] });
    expect(list.facets.breed).toEqual([{ value: 'cerana', label: 'Cerana', count: 1 }]);
    const revealed = await call('POST', `${path}/reveal`, { field: 'keeper', reason: 'checking the register' });
    expect(revealed).toEqual({ value: '99010119900101006X' });
    expect((await call('GET', `${path}/events`)).map(({ name }: Json) => name)).toEqual(['create', 'enter', 'reveal']);
    const csv = await call('GET', '/records/beehive/export?format=csv&fields=name,hives,breed');
    expect(csv).toContain('南坡蜂场,32,Cerana');
    const sheet = await api.request('/api/v1/records/beehive/export?format=xlsx', {
      headers: { authorization: `Bearer ${county.token}` },
    });
    expect([...partsOf(new Uint8Array(await sheet.arrayBuffer())).values()].join()).toContain('南坡蜂场');
  });

  it('stands in the navigation and behind the jump', async () => {
    const query = (name: string, input?: unknown) =>
      call(
        'GET',
        `/../trpc/${name}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
      );
    const { rooms } = (await query('me')).result.data;
    expect(rooms.flatMap((room: Json) => room.modules).map(({ name }: Json) => name)).toContain('beehive');
    const landings = (await query('jump', { q: '南坡' })).result.data;
    expect(landings.map(({ module, title }: Json) => [module, title])).toEqual([['beehive', '南坡蜂场']]);
  });

  it('is in the description of the API', async () => {
    const description = await call('GET', '/openapi.json');
    expect(JSON.stringify(description).length).toBeGreaterThan(1000);
    expect(Object.keys(description.paths)).toContain('/records/{module}');
  });

  it('is words, switches and fields of a county like any other', async () => {
    await call('PATCH', '/modules/beehive', { words: { title: { zh: '养蜂户', en: 'Beekeepers' } } });
    await call('POST', '/modules/beehive/publish', {});
    expect((await call('GET', '/modules/beehive')).title).toBe('Beekeepers');
  });
});

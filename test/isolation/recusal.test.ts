import { registered } from '@juxian/engine/define.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { appointmentDocument } from '@juxian/modules/cadre/appointment-document/index.ts';
import { cadre } from '@juxian/modules/cadre/cadre/index.ts';
import { position } from '@juxian/modules/cadre/position.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, type Person, startApi } from '../support/api.ts';

describe('a member and the records of relatives', () => {
  let api: Api;
  let county: County;
  let office: Person;
  let security: Person;
  const people: Record<string, string> = {};

  const get = async (path: string, token: string): Promise<Json> =>
    (await api.call('GET', path, undefined, { token })).body;
  const listed = async (query = ''): Promise<string[]> =>
    (await get(`/api/v1/records/cadre?${query}`, office.token)).items.map(({ title }: Json) => title).sort();
  const put = (id: string, body: unknown, token = security.token) =>
    api.call('PUT', `/api/v1/members/${id}/recusals`, body, { token });

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
    office = await api.join(county, ['office'], { name: '叶知秋' });
    security = await api.join(county, ['security']);
    for (const name of ['叶知秋', '叶知春', '沈怀远', '陆闻笛']) {
      const values = { name, sex: '1', born: '1980-05', appointments: [{ post: '科长', from: '2015-01' }] };
      const made = await api.call('POST', '/api/v1/records/cadre', { values }, { token: county.token });
      people[name] = made.body.id;
    }
  });
  afterAll(() => api.stop());

  it('sees everybody before anything is set', async () => {
    expect(await listed()).toEqual(['叶知春', '叶知秋', '沈怀远', '陆闻笛']);
  });

  it('loses the own record and a relative’s from lists, counts, facets, search, export, files and history at once', async () => {
    const recusals = [{ record: people.叶知春, ground: 'kin', note: '兄弟' }];
    expect((await put(office.id, { self: people.叶知秋, recusals })).status).toBe(200);
    expect(await listed()).toEqual(['沈怀远', '陆闻笛']);
    const page = await get('/api/v1/records/cadre?facets=sex&limit=1', office.token);
    expect(page.total).toBe(2);
    expect(page.facets.sex.map(({ count }: Json) => count)).toEqual([2]);
    expect(await listed('q=yezhi')).toEqual([]);
    expect(await listed('q=shen')).toEqual(['沈怀远']);
    const exported = await api.call('GET', '/api/v1/records/cadre/export?format=csv', undefined, {
      token: office.token,
    });
    expect(exported.body).toContain('沈怀远');
    expect(exported.body).not.toContain('叶知');
    for (const name of ['叶知秋', '叶知春']) {
      const path = `/api/v1/records/cadre/${people[name]}`;
      for (const [method, address, body] of [
        ['GET', path, undefined],
        ['GET', `${path}/events`, undefined],
        ['POST', `${path}/reveal`, { field: 'identityNumber', reason: '核对本人信息' }],
        ['POST', `${path}/moves/retire`, { input: { leftOn: '2026-01' } }],
      ] as const)
        expect((await api.call(method, address, body, { token: office.token })).status, `${method} ${address}`).toBe(
          404,
        );
    }
    expect(
      (await api.call('GET', `/api/v1/records/cadre/${people.沈怀远}`, undefined, { token: office.token })).status,
    ).toBe(200);
    expect((await get('/api/v1/records/cadre', county.token)).total).toBe(4);
  });

  it('loses every document that names one of them, in lists and counts too, as the first line or the last', async () => {
    const unit = await api.call(
      'POST',
      '/api/v1/records/unit',
      { values: { name: '县财政局', order: 1, sort: 'government' } },
      { token: county.token },
    );
    const line = (name: string) => ({
      cadre: people[name],
      act: 'appoint',
      unit: unit.body.id,
      post: '科长',
      effective: '2026-05',
    });
    const draft = async (heading: string, ...names: string[]): Promise<Json> => {
      const values = { heading, decidedBy: '中共青禾县委', decidedOn: '2026-05-06', lines: names.map(line) };
      const made = await api.call('POST', '/api/v1/records/appointmentDocument', { values }, { token: county.token });
      expect(made.body.fields).toBeUndefined();
      return made.body;
    };
    const kinToo = await draft('沈怀远、叶知春任职的通知', '沈怀远', '叶知春');
    const others = await draft('沈怀远任职的通知', '沈怀远');
    const documents = (token: string, query = '') =>
      get(`/api/v1/records/appointmentDocument?facets=state${query}`, token);
    const all = await documents(county.token);
    expect([all.total, all.facets.state[0].count]).toEqual([2, 2]);
    const seen = await documents(office.token);
    expect(seen.items.map(({ id }: Json) => id)).toEqual([others.id]);
    expect([seen.total, seen.facets.state[0].count]).toEqual([1, 1]);
    expect((await documents(office.token, '&q=任职')).total).toBe(1);
    const at = (id: string) => `/api/v1/records/appointmentDocument/${id}`;
    const asked = (method: string, path: string, body?: Json) =>
      api.call(method, path, body, { token: office.token, headers: { 'if-match': '1' } });
    expect((await asked('GET', at(kinToo.id))).status).toBe(404);
    expect((await asked('GET', `${at(kinToo.id)}/events`)).status).toBe(404);
    expect((await asked('POST', `${at(kinToo.id)}/moves/number`, {})).status).toBe(404);
    expect((await asked('GET', at(others.id))).status).toBe(200);
    const named = await asked('PATCH', at(others.id), { values: { lines: [line('沈怀远'), line('叶知秋')] } });
    expect([named.status, named.body.code]).toEqual([422, 'invalid.reference']);
    const rows = await get('/api/trpc/me', office.token);
    const count = (token: Json) =>
      token.result.data.rooms
        .flatMap(({ modules }: Json) => modules)
        .find(({ name }: Json) => name === 'appointmentDocument').count;
    expect(count(rows)).toBe(1);
    expect(count(await get('/api/trpc/me', county.token))).toBe(2);
    const changed = await api.call(
      'PATCH',
      at(kinToo.id),
      { values: { lines: [line('沈怀远')] } },
      { token: county.token, headers: { 'if-match': '1' } },
    );
    expect(changed.status).toBe(200);
    expect((await documents(office.token)).total).toBe(2);
    expect(
      (await asked('GET', `/api/v1/records/appointmentDocument?filter[lines.cadre]=${people.沈怀远}`)).status,
    ).toBe(422);
  });

  it('declares a conflict and does not take it back alone', async () => {
    const declared = { record: people.陆闻笛, note: '大学同窗，曾共事' };
    const said = await api.call('POST', '/api/v1/me/recusals', declared, { token: office.token });
    expect(said.status).toBe(201);
    expect(await listed()).toEqual(['沈怀远']);
    expect((await put(office.id, { self: null, recusals: [] }, office.token)).status).toBe(403);
    expect(await listed()).toEqual(['沈怀远']);
    const own = await put(security.id, { self: people.沈怀远, recusals: [] });
    expect(own.status).toBe(200);
    const lifted = await put(security.id, { self: null, recusals: [] });
    expect(lifted.body.code).toBe('forbidden.ownRecusals');
  });

  it('tells whom a member is kept from to nobody but the security administrator', async () => {
    const members = await get('/api/v1/members', county.token);
    expect(JSON.stringify(members)).toContain('叶知秋');
    expect(JSON.stringify(members)).not.toContain(people.叶知春);
    const audit = await api.join(county, ['audit']);
    const log = await get('/api/v1/audit', audit.token);
    const names = log.items.map(({ name }: Json) => name);
    expect(names).toContain('member.recusals');
    expect(names).toContain('member.recusalDeclared');
  });
});

describe('a declaration that avoids people in a sub-table', () => {
  it('names a column that is there, or does not start', () => {
    const scope = { sees: 'all', avoids: 'lines.person' } as const;
    const { leader } = appointmentDocument.access;
    if (!leader || !('scope' in leader)) throw new Error('the leader has one access');
    const wrong = { ...appointmentDocument, access: { ...appointmentDocument.access, leader: { ...leader, scope } } };
    const started = (module: typeof appointmentDocument) => () =>
      registryOf([registered(unit), registered(cadre), registered(position), registered(module)]);
    expect(started(appointmentDocument)).not.toThrow();
    expect(started(wrong)).toThrow(/avoids no column lines\.person/);
  });
});

describe('cadre work of a county on the internet', () => {
  it('stays off until the security administrator names the signed letter', async () => {
    const api = await startApi({ isOnline: true });
    try {
      const county = await api.signUp();
      const security = await api.join(county, ['security']);
      const rooms = async () => (await api.call('GET', '/api/v1/modules', undefined, { token: county.token })).body;
      const has = async (name: string) => (await rooms()).some((module: Json) => module.name === name);
      const list = async () =>
        (await api.call('GET', '/api/v1/records/cadre', undefined, { token: county.token })).status;
      expect([await has('cadre'), await has('position'), await has('unit')]).toEqual([false, false, true]);
      expect(await list()).toBe(404);
      const { revision } = (await api.call('GET', '/api/v1/tenant', undefined, { token: county.token })).body;
      const confirm = (token: string, document: string) =>
        api.call('POST', '/api/v1/tenant/confirmations', { revision, room: 'cadre', document }, { token });
      const leader = await api.join(county, ['leader']);
      expect((await confirm(leader.token, '青委办函〔2026〕8号')).status).toBe(403);
      expect((await confirm(security.token, '')).status).toBe(422);
      expect(await list()).toBe(404);
      expect((await confirm(security.token, '青委办函〔2026〕8号')).status).toBe(201);
      expect(await list()).toBe(200);
      expect(await has('cadre')).toBe(true);
    } finally {
      await api.stop();
    }
  });

  it('is on where the county runs it on a host of its own', async () => {
    const api = await startApi();
    try {
      const county = await api.signUp();
      expect((await api.call('GET', '/api/v1/records/cadre', undefined, { token: county.token })).status).toBe(200);
    } finally {
      await api.stop();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let county: County;
beforeAll(async () => {
  api = await startApi({ modules: errands });
  api.deps.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  county = await api.signUp();
});
afterAll(() => api.stop());

const ask = (method: string, path: string, body?: unknown, token = county.token) =>
  api.call(method, `/api/v1${path}`, body, { token });
const make = async (topic: string): Promise<Json> => {
  const { status, body } = await ask('POST', '/records/errand', { values: { topic, kind: 'visit' } });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const bin = async (token = county.token): Promise<Json[]> =>
  (await ask('GET', '/records/errand/bin', undefined, token)).body.items;
const days = (n: number) => n * 86_400_000;

describe('the bin', () => {
  it('lists what was deleted, latest first, until restored', async () => {
    const [first, second] = [await make('旧的'), await make('新的')];
    await make('留着');
    expect(await bin()).toEqual([]);
    await ask('DELETE', `/records/errand/${first.id}`);
    api.pass(60_000);
    await ask('DELETE', `/records/errand/${second.id}`);
    expect(await bin()).toEqual([
      {
        id: second.id,
        title: '新的',
        stateLabel: 'Draft',
        phase: 'draft',
        removedAt: '2026-03-02T09:01:00+08:00',
        removedBy: '林一',
        until: '2026-04-01T09:01:00+08:00',
      },
      expect.objectContaining({ id: first.id, title: '旧的', until: '2026-04-01T09:00:00+08:00' }),
    ]);
    expect((await ask('POST', `/records/errand/${second.id}/restore`)).status).toBe(200);
    expect((await bin()).map(({ id }) => id)).toEqual([first.id]);
  });

  it('lists nothing whose 30 days are over, which can no longer be restored either', async () => {
    const { id } = await make('过期');
    await ask('DELETE', `/records/errand/${id}`);
    api.pass(days(30));
    const { body } = await api.call('POST', '/api/v1/sessions', { login: county.email, password: county.password });
    county.token = body.token;
    expect((await bin()).map((line) => line.id)).toEqual([id]);
    api.pass(1000);
    expect(await bin()).toEqual([]);
    expect((await ask('POST', `/records/errand/${id}/restore`)).status).toBe(404);
  });

  it('is empty for whoever could not restore, and missing for whoever sees nothing', async () => {
    const { id } = await make('别人的');
    await ask('DELETE', `/records/errand/${id}`);
    expect((await bin()).map((line) => line.id)).toEqual([id]);
    const [leader, auditor] = [await api.join(county, ['leader']), await api.join(county, ['audit'])];
    expect(await bin(leader.token)).toEqual([]);
    expect((await ask('GET', '/records/errand/bin', undefined, auditor.token)).status).toBe(404);
    const foreign = await api.signUp();
    expect(await bin(foreign.token)).toEqual([]);
  });
});

import { openArchive } from '@juxian/engine/archive.ts';
import { runTenantJob } from '@juxian/functions/jobs/run.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, type Person, startApi } from '../support/api.ts';

/** Every way in besides the record itself and its list, for somebody who is kept from two files of three. */
let api: Api;
let county: County;
let office: Person;
const people: Record<string, string> = {};
const hidden = ['叶知秋', '叶知春'];
const numbers: Record<string, string> = { 叶知秋: '990101198005150014', 叶知春: '99010119800516001X' };

const call = (method: string, path: string, body?: unknown, token = office.token): Promise<Answer> =>
  api.call(method, path, body, { token });
const run = async (id: string): Promise<Json> => {
  await runTenantJob(api.deps, county.tenant, id);
  return (await call('GET', `/api/v1/jobs/${id}`)).body;
};
const named = (answer: unknown): string[] => hidden.filter((name) => JSON.stringify(answer).includes(name));

beforeAll(async () => {
  api = await startApi();
  county = await api.signUp();
  office = await api.join(county, ['office'], { name: '叶知秋' });
  const unit = await call(
    'POST',
    '/api/v1/records/unit',
    { values: { name: '县财政局', order: 1, sort: 'government' } },
    county.token,
  );
  for (const name of [...hidden, '沈怀远']) {
    const values = {
      name,
      sex: '1',
      born: '1980-05',
      ...(numbers[name] ? { identityNumber: numbers[name] } : {}),
      appointments: [{ unit: unit.body.id, post: '科长', main: 'yes', from: '2015-01' }],
      honours: [{ name: '诫勉', measure: 'demerit', on: api.deps.clock.today() }],
    };
    const made = await call('POST', '/api/v1/records/cadre', { values }, county.token);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    people[name] = made.body.id;
  }
  const recusals = [{ record: people.叶知春, ground: 'kin', note: '兄弟' }];
  await call('PUT', `/api/v1/members/${office.id}/recusals`, { self: people.叶知秋, recusals }, county.token);
});
afterAll(() => api.stop());

describe('somebody who is kept from a file', () => {
  it('finds it neither by the search of everything nor among what is owed and counted', async () => {
    const found = (q: string, token = office.token) =>
      call('GET', `/api/trpc/jump?input=${encodeURIComponent(JSON.stringify({ q }))}`, undefined, token);
    expect(named((await found('叶知', county.token)).body)).toEqual(hidden);
    expect(named((await found('叶知')).body)).toEqual([]);
    expect(named((await call('GET', '/api/trpc/home')).body)).toEqual([]);
    const counts = (await call('GET', '/api/trpc/me')).body.result.data.rooms.flatMap(({ modules }: Json) => modules);
    expect(counts.find(({ name }: Json) => name === 'cadre').count).toBe(1);
  });

  it('reads no report that holds it', async () => {
    const reports = async (token: string) =>
      (await call('GET', '/api/v1/reports', undefined, token)).body.map(({ name }: Json) => name);
    const names = await reports(office.token);
    expect(names.length).toBeGreaterThan(3);
    const seen: string[] = [];
    for (const name of names) {
      const whole = await call('GET', `/api/v1/reports/${name}`, undefined, county.token);
      seen.push(...named(whole.body));
      const answer = await call('GET', `/api/v1/reports/${name}`);
      if (whole.status === 200) expect(answer.status, name).toBe(200);
      expect(named(answer.body), name).toEqual([]);
    }
    expect(seen).toContain('叶知春');
    const beside = `/api/v1/reports/compare?ids=${people.沈怀远},${people.叶知春}`;
    expect((await call('GET', beside, undefined, county.token)).status).toBe(200);
    expect((await call('GET', beside)).status).toBe(404);
  });

  it('prints it alone nor among many, and moves it nor in bulk', async () => {
    const ids = Object.values(people);
    const asked = await call('POST', '/api/v1/records/cadre/print', { form: 'appointment', format: 'lrmx', ids });
    const printed = await run(asked.body.id);
    expect(printed.result).toMatchObject({ printed: 1, refused: 2 });
    const archive = await api.request(`/api/v1/jobs/${asked.body.id}/file`, {
      headers: { authorization: `Bearer ${office.token}` },
    });
    expect(openArchive(new Uint8Array(await archive.arrayBuffer())).map(({ name }) => name)).toEqual(['沈怀远.lrmx']);
    const items = ids.map((id) => ({ id, revision: 1 }));
    const bulk = await call('POST', '/api/v1/records/cadre/bulk', {
      items,
      move: 'stepDown',
      input: { leftReason: '任期届满' },
    });
    await run(bulk.body.id);
    const states = await Promise.all(
      ids.map(async (id) => (await call('GET', `/api/v1/records/cadre/${id}`, undefined, county.token)).body.state),
    );
    expect(states).toEqual(['serving', 'serving', 'offPost']);
  });

  it('changes it by no import that names its identity number, nor is told what it holds', async () => {
    const imported = async (token: string): Promise<Json> => {
      const body = new FormData();
      const line = `姓名,身份证号,性别,出生年月,备注\n叶知春,${numbers.叶知春},男,1980.05,改过\n`;
      body.append('file', new File([line], 'cadres.csv'));
      body.append('mode', 'upsert');
      const headers = { authorization: `Bearer ${token}` };
      const sent = await api.request('/api/v1/records/cadre/import', { method: 'POST', body, headers });
      expect(sent.status).toBe(202);
      const { id } = (await sent.json()) as Json;
      await runTenantJob(api.deps, county.tenant, id);
      return (await call('GET', `/api/v1/jobs/${id}`, undefined, token)).body;
    };
    const note = async () =>
      (await call('GET', `/api/v1/records/cadre/${people.叶知春}`, undefined, county.token)).body.values.note;
    const job = await imported(office.token);
    expect(JSON.stringify(job.result ?? {})).not.toContain(people.叶知春);
    expect(await note()).toBeUndefined();
    await imported(county.token);
    expect(await note()).toBe('改过');
  });
});

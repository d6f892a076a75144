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

  it('commits no import rehearsed before the recusal, and checks it anew', async () => {
    const clerk = await api.join(county, ['office'], { name: '林知夏' });
    const body = new FormData();
    const line = `姓名,身份证号,性别,出生年月,备注\n叶知春,${numbers.叶知春},男,1980.05,又改过\n`;
    body.append('file', new File([line], 'cadres.csv'));
    body.append('mode', 'upsert');
    body.append('dryRun', 'true');
    const headers = { authorization: `Bearer ${clerk.token}` };
    const sent = await api.request('/api/v1/records/cadre/import', { method: 'POST', body, headers });
    const { id } = (await sent.json()) as Json;
    await runTenantJob(api.deps, county.tenant, id);
    const recusals = [{ record: people.叶知春, ground: 'kin', note: '兄弟' }];
    await call('PUT', `/api/v1/members/${clerk.id}/recusals`, { self: null, recusals }, county.token);
    expect((await call('POST', `/api/v1/jobs/${id}/continue`, {}, clerk.token)).status).toBe(202);
    await runTenantJob(api.deps, county.tenant, id);
    const job = (await call('GET', `/api/v1/jobs/${id}`, undefined, clerk.token)).body;
    expect(job).toMatchObject({ step: 'checked', result: { updated: 0 } });
    const file = await call('GET', `/api/v1/records/cadre/${people.叶知春}`, undefined, county.token);
    expect(file.body.values.note).not.toBe('又改过');
  });

  it('takes back nothing of it that was imported before the recusal', async () => {
    const clerk = await api.join(county, ['office'], { name: '林知微' });
    const headers = { authorization: `Bearer ${clerk.token}` };
    const body = new FormData();
    const line = `姓名,身份证号,性别,出生年月,备注\n叶知春,${numbers.叶知春},男,1980.05,导入所写\n`;
    body.append('file', new File([line], 'cadres.csv'));
    body.append('mode', 'upsert');
    const sent = await api.request('/api/v1/records/cadre/import', { method: 'POST', body, headers });
    const { id } = (await sent.json()) as Json;
    await runTenantJob(api.deps, county.tenant, id);
    const note = async () =>
      (await call('GET', `/api/v1/records/cadre/${people.叶知春}`, undefined, county.token)).body.values.note;
    expect(await note()).toBe('导入所写');
    const recusals = [{ record: people.叶知春, ground: 'kin', note: '兄弟' }];
    await call('PUT', `/api/v1/members/${clerk.id}/recusals`, { self: null, recusals }, county.token);
    expect((await call('POST', `/api/v1/jobs/${id}/undo`, {}, clerk.token)).status).toBe(202);
    await runTenantJob(api.deps, county.tenant, id);
    expect(await note()).toBe('导入所写');
    const job = (await call('GET', `/api/v1/jobs/${id}`, undefined, clerk.token)).body;
    expect(job).toMatchObject({ state: 'done', problem: { code: 'forbidden.undo' } });
    expect(job.result.kept).toMatchObject([{ title: '' }]);
  });

  it('takes nothing back of an import once the role that made it is gone', async () => {
    const clerk = await api.join(county, ['office'], { name: '林知微' });
    const body = new FormData();
    body.append('file', new File(['姓名,性别,出生年月\n叶知夏,女,1982.03\n'], 'cadres.csv'));
    const headers = { authorization: `Bearer ${clerk.token}` };
    const sent = await api.request('/api/v1/records/cadre/import', { method: 'POST', body, headers });
    const { id } = (await sent.json()) as Json;
    await runTenantJob(api.deps, county.tenant, id);
    const found = async () =>
      JSON.stringify((await call('GET', '/api/v1/records/cadre', undefined, county.token)).body.items);
    expect(await found()).toContain('叶知夏');
    await call('PUT', `/api/v1/members/${clerk.id}/roles`, { roles: ['leader'] }, county.token);
    const undone = await call('POST', `/api/v1/jobs/${id}/undo`, {}, clerk.token);
    expect([undone.status, undone.body.code]).toEqual([403, 'forbidden.undo']);
    await runTenantJob(api.deps, county.tenant, id);
    expect(await found()).toContain('叶知夏');
  });

  it('takes no archive away that was printed before the recusal', async () => {
    const clerk = await api.join(county, ['office'], { name: '林知秋' });
    const asked = { form: 'appointment', format: 'lrmx', ids: [people.叶知春] };
    const { id } = (await call('POST', '/api/v1/records/cadre/print', asked, clerk.token)).body;
    await runTenantJob(api.deps, county.tenant, id);
    const archive = async () =>
      (await api.request(`/api/v1/jobs/${id}/file`, { headers: { authorization: `Bearer ${clerk.token}` } })).status;
    expect(await archive()).toBe(200);
    const recusals = [{ record: people.叶知春, ground: 'kin', note: '兄弟' }];
    await call('PUT', `/api/v1/members/${clerk.id}/recusals`, { self: null, recusals }, county.token);
    expect(await archive()).toBe(403);
  });

  it('is not named by a refusal to give away the place it holds', async () => {
    const make = async (module: string, values: Json, token = county.token): Promise<string> =>
      (await call('POST', `/api/v1/records/${module}`, { values }, token)).body.id;
    const unit = await make('unit', { name: '县审计局', order: 2, sort: 'government' });
    const place = { name: '县审计局局长', unit, level: '0141', sort: 'chief', headcount: 1 };
    const position = await make('position', place);
    const at = `/api/v1/records/cadre/${people.叶知春}`;
    const { revision } = (await call('GET', at, undefined, county.token)).body;
    const appointments = [{ unit, position, post: '局长', main: 'yes', from: '2020-01' }];
    await api.call(
      'PATCH',
      at,
      { values: { appointments } },
      { token: county.token, headers: { 'If-Match': String(revision) } },
    );
    const other = await make('cadre', { name: '顾以宁', sex: '1', born: '1980-05' });
    const line = { cadre: other, act: 'appoint', unit, position, post: '局长', effective: '2026-05' };
    const heading = { heading: '关于任职的通知', decidedBy: '县委', decidedOn: '2026-05-06' };
    const document = await make('appointmentDocument', { ...heading, lines: [line] }, office.token);
    await call('POST', `/api/v1/records/appointmentDocument/${document}/moves/number`, {});
    const refused = await call('POST', `/api/v1/records/appointmentDocument/${document}/moves/issue`, {});
    expect(refused.body.fields?.[0]?.code).toBe('invalid.headcount');
    expect(named(refused.body)).toEqual([]);
  });
});

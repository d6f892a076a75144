import { createHash } from 'node:crypto';
import { openArchive } from '@juxian/engine/archive.ts';
import { runTenantJob } from '@juxian/functions/jobs/run.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { pdf, zip } from '../support/bytes.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let origin: County;
let county: County;
let archive: Uint8Array;
let unit: Json;
let kept: Json;
let sent: Json;
let binned: Json;
let paper: Json;

const ask = (method: string, path: string, body?: unknown, { token }: { token: string } = county, more = {}) =>
  api.call(method, `/api/v1${path}`, body, { token, ...more });
const must = async (status: number, ...asked: Parameters<typeof ask>): Promise<Json> => {
  const answer = await ask(...asked);
  expect(answer.status, `${asked[0]} ${asked[1]} ${JSON.stringify(answer.body)}`).toBe(status);
  return answer.body;
};
const send = async (
  bytes: Uint8Array,
  { token }: { token: string } = county,
): Promise<{ status: number; body: Json }> => {
  const form = new FormData();
  form.append('file', new File([Uint8Array.from(bytes).buffer], 'county.zip'));
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
  const response = await api.request('/api/v1/tenant/import', { method: 'POST', body: form, headers });
  return { status: response.status, body: await response.json() };
};

beforeAll(async () => {
  api = await startApi({ modules: errands });
  api.deps.clock.set(Date.parse('2026-03-02T09:00:00+08:00'));
  api.inner.askJob = async (tenant, job) => {
    await runTenantJob(api.deps, tenant, job);
  };
  origin = await api.signUp({ name: '青禾县' });
  const overlay = {
    own: { own_colour: { label: { zh: '颜色', en: 'Colour' }, kind: 'text', options: {}, roles: ['office'] } },
  };
  const saved = await ask('PATCH', '/modules/errand', overlay, origin);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  await must(200, 'POST', '/modules/errand/publish', {}, origin);
  unit = await must(201, 'POST', '/records/unit', { values: { name: '一中', order: 1, sort: 'school' } }, origin);
  const values = { topic: '卷宗', code: 'A1', kind: 'visit', phone: '13900000126', host: unit.id };
  kept = await must(201, 'POST', '/records/errand', { values }, origin);
  const form = new FormData();
  form.set('field', 'papers');
  form.set('file', new File([Uint8Array.from(pdf()).buffer], '函.pdf', { type: 'application/pdf' }));
  const headers = { authorization: `Bearer ${origin.token}` };
  paper = await (
    await api.request(`/api/v1/records/errand/${kept.id}/files`, { method: 'POST', body: form, headers })
  ).json();
  kept = await must(200, 'PATCH', `/records/errand/${kept.id}`, { values: { papers: [paper] } }, origin, {
    headers: { 'if-match': '1' },
  });
  sent = await must(201, 'POST', '/records/errand', { values: { topic: '停水', kind: 'letter' } }, origin);
  sent = await must(200, 'POST', `/records/errand/${sent.id}/moves/send`, {}, origin);
  binned = await must(201, 'POST', '/records/errand', { values: { topic: '误建', kind: 'visit' } }, origin);
  await must(204, 'DELETE', `/records/errand/${binned.id}`, undefined, origin);
  const job = await must(202, 'POST', '/tenant/export', undefined, origin);
  const file = await api.request(`/api/v1/jobs/${job.id}/file`, {
    headers: { authorization: `Bearer ${origin.token}` },
  });
  archive = new Uint8Array(await file.arrayBuffer());
});
afterAll(() => api.stop());
beforeEach(async () => {
  county = await api.signUp({ name: '白露县' });
});

type Parts = Record<string, Uint8Array>;
const unzipped = (): Parts =>
  Object.fromEntries(openArchive(archive).map(({ name, unpacked, read }) => [name, read(unpacked)]));
const zipped = (parts: Parts): Uint8Array => zip(Object.entries(parts).map(([name, data]) => ({ name, data })));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The archive with parts changed, and the manifest made to fit unless it is one of them. */
function altered(change: (parts: Parts) => void, { fits = true } = {}): Uint8Array {
  const parts = unzipped();
  change(parts);
  const said = JSON.parse(new TextDecoder().decode(parts['manifest.json']));
  said.files = Object.entries(parts)
    .filter(([path]) => path !== 'manifest.json')
    .map(([path, bytes]) => ({
      path,
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }));
  if (fits) parts['manifest.json'] = utf8(JSON.stringify(said));
  return zipped(parts);
}
const lines = (parts: Parts, path: string): Json[] =>
  new TextDecoder()
    .decode(parts[path])
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const rewritten = (edit: (line: Json) => void) =>
  altered((parts) => {
    const path = 'records/errand.jsonl';
    const edited = lines(parts, path).map((line) => {
      if (line.id === kept.id) edit(line);
      return `${JSON.stringify(line)}\n`;
    });
    parts[path] = utf8(edited.join(''));
  });

describe('a county’s archive brought into an empty one', () => {
  it('gives the same records by the API, with files, settings and numbers that go on', async () => {
    const { status, body } = await send(archive);
    expect(status, JSON.stringify(body)).toBe(202);
    expect(body).toMatchObject({ kind: 'tenantImport', state: 'done', result: { records: 4, files: 1 } });
    // An owner reads clearly what he may still edit, and nobody here owns what was brought along.
    const colleague = await api.join(origin, ['office']);
    for (const [module, id] of [
      ['unit', unit.id],
      ['errand', kept.id],
      ['errand', sent.id],
    ]) {
      const before = await must(200, 'GET', `/records/${module}/${id}`, undefined, colleague);
      expect(await must(200, 'GET', `/records/${module}/${id}`)).toEqual(before);
    }
    const listed = async (of: County) => (await must(200, 'GET', '/records/errand?sort=topic', undefined, of)).items;
    expect(await listed(county)).toEqual(await listed(origin));
    expect(await listed(county)).toHaveLength(2);
    const headers = { authorization: `Bearer ${county.token}` };
    const opened = await api.request(`/api/v1/files/${paper.id}`, { headers });
    expect(Buffer.from(await opened.arrayBuffer()).equals(Buffer.from(pdf()))).toBe(true);
    const revealed = await must(200, 'POST', `/records/errand/${kept.id}/reveal`, { field: 'phone', reason: '核对' });
    expect(JSON.stringify(revealed)).toContain('13900000126');
    const { fields } = await must(200, 'GET', '/modules/errand');
    expect(fields.map(({ name }: Json) => name)).toContain('own_colour');
    const next = await must(201, 'POST', '/records/errand', { values: { topic: '新事', kind: 'visit' } });
    expect((await must(200, 'POST', `/records/errand/${next.id}/moves/send`, {})).values.number).toBe(
      '事〔2026〕002号',
    );
    const taken = await ask('POST', '/records/errand', { values: { topic: '重', code: 'A1', kind: 'visit' } });
    expect(taken.body.code).toBe('conflict.taken');
  });

  it('leaves each record one event that says where it came from, in a chain that holds; the bin comes along', async () => {
    await send(archive);
    const events = await must(200, 'GET', `/records/errand/${sent.id}/events`);
    expect(events).toMatchObject([
      { n: 1, revision: 2, name: 'imported', label: 'Brought in from 青禾县', actor: { name: '林一' } },
    ]);
    expect(events[0].changes.map(({ field }: Json) => field)).toEqual(['topic', 'kind', 'number']);
    await must(200, 'POST', `/records/errand/${binned.id}/restore`, {});
    expect((await must(200, 'GET', `/records/errand/${binned.id}/events`)).map(({ name }: Json) => name)).toEqual([
      'imported',
      'restore',
    ]);
    const auditor = await api.join(county, ['audit']);
    expect(await must(200, 'POST', '/audit/verify', {}, auditor)).toMatchObject({ records: 4, broken: [] });
    const { items } = await must(200, 'GET', '/audit?name=tenant', undefined, auditor);
    expect(items.map(({ name }: Json) => name)).toEqual(expect.arrayContaining(['tenant.import', 'tenant.imported']));
  });

  it('carries no people', async () => {
    await api.join(origin, ['leader'], { name: '周不来' });
    const job = await must(202, 'POST', '/tenant/export', undefined, origin);
    const headers = { authorization: `Bearer ${origin.token}` };
    const file = await api.request(`/api/v1/jobs/${job.id}/file`, { headers });
    await send(new Uint8Array(await file.arrayBuffer()));
    const { items } = await must(200, 'GET', '/members');
    expect(items.map(({ name }: Json) => name)).toEqual(['林一']);
    const taken = await must(200, 'GET', `/records/errand/${sent.id}`);
    expect(taken.title).toBe('停水');
  });

  it('goes on after a process was lost, and places nothing twice', async () => {
    const { askJob } = api.inner;
    api.inner.askJob = async () => {};
    const { body } = await send(archive);
    api.inner.askJob = askJob;
    expect(body).toMatchObject({ state: 'open', step: 'checking' });
    const until = () => api.deps.clock.wall();
    await runTenantJob(api.deps, county.tenant, body.id, { until: until() });
    await Promise.all([runTenantJob(api.deps, county.tenant, body.id), runTenantJob(api.deps, county.tenant, body.id)]);
    const done = await must(200, 'GET', `/jobs/${body.id}`);
    expect(done).toMatchObject({ state: 'done', result: { records: 4 } });
    expect(await must(200, 'GET', `/records/errand/${sent.id}/events`)).toHaveLength(1);
  });

  const spoilt: Record<string, () => Uint8Array> = {
    'a file that is not what the manifest says': () =>
      altered(
        (parts) => {
          parts['county.json'] = utf8('{}');
        },
        { fits: false },
      ),
    'a file that the manifest does not name': () => zipped({ ...unzipped(), 'more.txt': utf8('x') }),
    'no manifest': () => {
      const { 'manifest.json': _, ...parts } = unzipped();
      return zipped(parts);
    },
    'a missing attachment': () =>
      altered((parts) => {
        for (const path of Object.keys(parts)) if (path.startsWith('files/')) delete parts[path];
      }),
    'a state that there is not': () =>
      rewritten((line) => {
        line.state = 'gone';
      }),
    'a value that its field cannot hold': () =>
      rewritten((line) => {
        line.values.kind = ['visit'];
      }),
    'an attachment of another record': () =>
      rewritten((line) => {
        line.values.papers[0].id = line.values.papers[0].id.replace(kept.id, sent.id);
      }),
    'a record twice': () =>
      rewritten((line) => {
        line.id = sent.id;
      }),
    'an id that is none': () =>
      rewritten((line) => {
        line.id = '../../x';
      }),
    'no archive at all': () => utf8('not a zip'),
  };

  it.each(Object.keys(spoilt))('is refused whole for %s, before anything is written', async (name) => {
    const { body } = await send(spoilt[name]?.() ?? archive);
    expect(body).toMatchObject({ state: 'failed', problem: { code: 'invalid.archive' } });
    expect((await must(200, 'GET', '/records/errand')).total).toBe(0);
    expect((await must(200, 'GET', '/records/unit')).total).toBe(0);
    expect(await api.deps.files.list(`t/${county.tenant}/files/`)).toEqual([]);
    expect((await send(archive)).body.state).toBe('done');
  });

  it('is taken by an empty county alone, from its system administrator', async () => {
    const clerk = await api.join(county, ['office']);
    expect((await send(archive, clerk)).body.code).toBe('forbidden.role');
    const { id } = await must(201, 'POST', '/records/errand', { values: { topic: '甲', kind: 'visit' } });
    expect((await send(archive)).body.code).toBe('conflict.notEmpty');
    await must(204, 'DELETE', `/records/errand/${id}`);
    expect((await send(archive)).body.code).toBe('conflict.notEmpty');
  });

  it('brings nothing into work that is off here', async () => {
    const { revision } = await must(200, 'GET', '/tenant');
    await must(200, 'PATCH', '/tenant', { revision, off: ['errand'] });
    const { body } = await send(archive);
    expect(body).toMatchObject({ state: 'failed', problem: { code: 'invalid.archive' } });
    expect(body.problem.message).toContain('Errands');
    expect((await must(200, 'GET', '/records/unit')).total).toBe(0);
  });

  it('ends when it is cancelled before it writes', async () => {
    const { askJob } = api.inner;
    api.inner.askJob = async () => {};
    const { body } = await send(archive);
    await must(200, 'DELETE', `/jobs/${body.id}`);
    api.inner.askJob = askJob;
    await runTenantJob(api.deps, county.tenant, body.id);
    expect(await must(200, 'GET', `/jobs/${body.id}`)).toMatchObject({ state: 'cancelled' });
    expect((await must(200, 'GET', '/records/errand')).total).toBe(0);
  });
});

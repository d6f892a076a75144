import { createHash } from 'node:crypto';
import { clockActor } from '@juxian/base/actor.ts';
import { getJob, runJob } from '@juxian/engine/jobs.ts';
import { readXlsx } from '@juxian/engine/sheet.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { bulkJob } from '@juxian/functions/jobs/bulk.ts';
import { jobKinds, runOpenJobs, runTenantJob } from '@juxian/functions/jobs/run.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Api, type County, type Json, type Person, startApi } from '../support/api.ts';
import { pdf } from '../support/bytes.ts';
import { errands } from '../support/errand.ts';
import { partsOf } from '../support/unzip.ts';

let api: Api;
let county: County;

beforeAll(async () => {
  api = await startApi({ modules: errands });
});
afterAll(() => api.stop());
beforeEach(async () => {
  county = await api.signUp();
  api.inner.askJob = async (tenant, job) => {
    await runTenantJob(api.deps, tenant, job);
  };
});

const must = async (method: string, path: string, body: unknown, token = county.token, status = 200): Promise<Json> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token });
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBe(status);
  return answer.body;
};
const refused = async (method: string, path: string, body: unknown, token = county.token): Promise<string> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400);
  return `${answer.status} ${answer.body.code}`;
};
const create = (topic: string, more: object = {}): Promise<Json> =>
  must('POST', '/records/errand', { values: { topic, kind: 'visit', ...more } }, county.token, 201);
const several = async (n: number): Promise<Json[]> => {
  const made: Json[] = [];
  for (let i = 0; i < n; i++) made.push(await create(`第${i}件`));
  return made;
};
const itemsOf = (records: Json[]) => records.map(({ id, revision }) => ({ id, revision }));
const state = async (id: string): Promise<string> => (await must('GET', `/records/errand/${id}`, undefined)).state;
const file = async (path: string, person: Pick<Person, 'token'> = county): Promise<Uint8Array> => {
  const answer = await api.request(`/api/v1${path}`, {
    headers: { authorization: `Bearer ${person.token}`, 'accept-language': 'en' },
  });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};

async function sendTable(table: string, more: Record<string, string> = {}): Promise<Json> {
  const body = new FormData();
  body.append('file', new File([table], 'errands.csv'));
  for (const [name, value] of Object.entries(more)) body.append(name, value);
  const headers = { authorization: `Bearer ${county.token}`, 'accept-language': 'en' };
  const answer = await api.request('/api/v1/records/errand/import', { method: 'POST', body, headers });
  expect(answer.status).toBe(202);
  return answer.json();
}

describe('bulk work', () => {
  it('answers each row by itself: taken, stale, moved on, out of sight', async () => {
    const [good, stale, gone] = await several(3);
    const other = await api.signUp();
    const foreign = (
      await must('POST', '/records/errand', { values: { topic: '他县', kind: 'visit' } }, other.token, 201)
    ).id;
    await must('POST', `/records/errand/${gone.id}/moves/send`, {});
    const items = [
      ...itemsOf([good]),
      { id: stale.id, revision: 7 },
      { id: gone.id, revision: 2 },
      { id: foreign, revision: 1 },
    ];
    const job = await must('POST', '/records/errand/bulk', { items, move: 'send' }, county.token, 202);
    expect(job).toMatchObject({ state: 'done', done: 4, total: 4, result: { done: 1, refused: 3 } });
    expect(job.result.items.map(({ id, ok, code }: Json) => [id, ok, code])).toEqual([
      [good.id, true, undefined],
      [stale.id, false, 'conflict.stale'],
      [gone.id, false, 'conflict.state'],
      [foreign, false, 'missing.record'],
    ]);
    expect(job.result.items[2].message).toContain('Open');
    expect(await Promise.all([good, stale, gone].map(({ id }) => state(id)))).toEqual(['open', 'draft', 'open']);
    expect(await must('GET', `/jobs/${job.id}`, undefined)).toEqual(job);
  });

  it('takes the rows of a filter, within the person’s own access', async () => {
    await several(3);
    await create('来信', { kind: 'letter' });
    const job = await must(
      'POST',
      '/records/errand/bulk',
      { filter: { 'filter[kind]': 'letter' }, move: 'send' },
      county.token,
      202,
    );
    expect(job).toMatchObject({ state: 'done', total: 1 });
    expect((await must('GET', '/records/errand?state=open', undefined)).items.map(({ title }: Json) => title)).toEqual([
      '来信',
    ]);
    const leader = await api.join(county, ['leader']);
    const theirs = await must('POST', '/records/errand/bulk', { filter: {}, move: 'send' }, leader.token, 202);
    expect(theirs.result.items).toMatchObject([{ ok: false, code: 'forbidden.move' }]);
  });

  it('changes fields, refusing by the sentence of the field', async () => {
    const [one] = await several(2);
    const sent = await must('POST', `/records/errand/${one.id}/moves/send`, {});
    const items = itemsOf([sent]);
    const job = await must('POST', '/records/errand/bulk', { items, values: { kind: 'letter' } }, county.token, 202);
    expect(job.result).toMatchObject({ done: 1, refused: 0 });
    expect((await must('GET', `/records/errand/${one.id}`, undefined)).values.kind).toBe('letter');
    const bad = await must(
      'POST',
      '/records/errand/bulk',
      { items: [{ id: one.id, revision: 3 }], values: { kind: 'call' } },
      county.token,
      202,
    );
    expect(bad.result.items[0]).toMatchObject({ ok: false, code: 'invalid.input' });
    expect(bad.result.items[0].message).toMatch(/kind: /);
  });

  it('does each row once however often a chunk runs, and goes on where a lost process stopped', async () => {
    const records = await several(25);
    api.inner.askJob = async () => {};
    const { id, total } = await must(
      'POST',
      '/records/errand/bulk',
      { items: itemsOf(records), move: 'send' },
      county.token,
      202,
    );
    expect(total).toBe(25);
    const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'en' });
    const owner = await makeCtx(api.deps, {
      actor: { kind: 'member', id: county.id, name: '林一', tenant: county.tenant, roles: ['office'], assurance: 1 },
      locale: 'en',
    });
    const first = await getJob(owner, id);
    // The process is lost after the work of the first chunk and before it is written down.
    await bulkJob.step({ ...ctx, actor: first.actor }, first);
    expect(await getJob(owner, id)).toMatchObject({ cursor: 0, state: 'open' });
    const cut = { ...jobKinds(api.deps), bulk: { ...bulkJob, step: cutAfter(1) } };
    await expect(runJob(ctx, id, { kinds: cut })).rejects.toThrow('the process is gone');
    expect(await getJob(owner, id)).toMatchObject({ cursor: 20, done: 20, result: { done: 20 } });
    expect(await runOpenJobs(api.deps)).toBe(1);
    const job = await must('GET', `/jobs/${id}`, undefined);
    expect(job).toMatchObject({ state: 'done', done: 25, result: { done: 25, refused: 0 } });
    expect(job.result.items).toHaveLength(25);
    const histories = await Promise.all(
      records.map((one) => must('GET', `/records/errand/${one.id}/events`, undefined)),
    );
    expect(histories.map((events) => events.length)).toEqual(Array(25).fill(2));
    expect(await runOpenJobs(api.deps)).toBe(0);
  });

  const cutAfter = (chunks: number): typeof bulkJob.step => {
    let left = chunks;
    return async (ctx, job) => {
      if (left-- === 0) throw new Error('the process is gone');
      return bulkJob.step(ctx, job);
    };
  };

  it('ends as failed when it keeps breaking off, instead of running for ever', async () => {
    const records = await several(1);
    api.inner.askJob = async () => {};
    const { id } = await must(
      'POST',
      '/records/errand/bulk',
      { items: itemsOf(records), move: 'send' },
      county.token,
      202,
    );
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = vi.spyOn(bulkJob, 'step').mockRejectedValue(new Error('a bug'));
    for (let i = 0; i < 4; i++) await runOpenJobs(api.deps);
    expect((await must('GET', `/jobs/${id}`, undefined)).state).toBe('open');
    await runOpenJobs(api.deps);
    expect(await must('GET', `/jobs/${id}`, undefined)).toMatchObject({ state: 'failed', problem: { code: 'error' } });
    broken.mockRestore();
    reported.mockRestore();
  });

  it('changes each row once, although the process was lost after the change', async () => {
    const [one] = await several(1);
    await must('POST', `/records/errand/${one.id}/moves/send`, {});
    api.inner.askJob = async () => {};
    const body = { items: [{ id: one.id, revision: 2 }], values: { kind: 'letter' } };
    const { id } = await must('POST', '/records/errand/bulk', body, county.token, 202);
    const owner = await makeCtx(api.deps, {
      actor: { kind: 'member', id: county.id, name: '林一', tenant: county.tenant, roles: ['office'], assurance: 1 },
      locale: 'en',
    });
    const job = await getJob(owner, id);
    await bulkJob.step({ ...owner, actor: job.actor }, job);
    await runOpenJobs(api.deps);
    expect(await must('GET', `/jobs/${id}`, undefined)).toMatchObject({ result: { done: 1, refused: 0 } });
    expect(await must('GET', `/records/errand/${one.id}`, undefined)).toMatchObject({
      revision: 3,
      values: { kind: 'letter' },
    });
  });

  it('is refused unless it says which rows and what to do', async () => {
    const items = [{ id: 'rec_1', revision: 1 }];
    for (const body of [
      {},
      { items },
      { move: 'send' },
      { items, filter: {}, move: 'send' },
      { items, move: 'send', values: {} },
    ])
      expect(await refused('POST', '/records/errand/bulk', body)).toBe('422 invalid.bulk');
    expect(await refused('POST', '/records/errand/bulk', { items, move: 'toString' })).toBe('404 missing.move');
    expect(await refused('POST', '/records/nothing/bulk', { items, move: 'send' })).toBe('404 missing.module');
    const auditor = await api.join(county, ['audit']);
    expect(await refused('POST', '/records/errand/bulk', { items, move: 'send' }, auditor.token)).toBe(
      '404 missing.module',
    );
  });

  it('is cancelled, listed and seen by its owner alone', async () => {
    const records = await several(1);
    api.inner.askJob = async () => {};
    const { id } = await must(
      'POST',
      '/records/errand/bulk',
      { items: itemsOf(records), move: 'send' },
      county.token,
      202,
    );
    const colleague = await api.join(county, ['office']);
    expect(await refused('GET', `/jobs/${id}`, undefined, colleague.token)).toBe('404 missing.job');
    expect(await refused('DELETE', `/jobs/${id}`, undefined, colleague.token)).toBe('404 missing.job');
    expect((await must('GET', '/jobs', undefined, colleague.token)).items).toEqual([]);
    await must('DELETE', `/jobs/${id}`, undefined);
    await runOpenJobs(api.deps);
    expect((await must('GET', '/jobs', undefined)).items).toMatchObject([{ id, state: 'cancelled' }]);
    expect(await state(records[0].id)).toBe('draft');
    expect(await refused('POST', `/jobs/${id}/undo`, undefined)).toBe('409 conflict.job');
  });
});

describe('an import', () => {
  const table = '事由,代码,类别\n修路,A1,走访\n修桥,A2,来信\n修渠,A3,没有这类\n';

  it('is rehearsed, committed, and undone', async () => {
    const rehearsed = await sendTable(table, { dryRun: 'true' });
    expect(rehearsed).toMatchObject({ state: 'done', step: 'checked', result: { total: 3, created: 2 } });
    expect(rehearsed.result.refused).toMatchObject([{ row: 4, column: '类别', value: '没有这类' }]);
    expect((await must('GET', '/records/errand', undefined)).total).toBe(0);
    const job = await must('POST', `/jobs/${rehearsed.id}/continue`, undefined, county.token, 202);
    expect(job).toMatchObject({ state: 'done', result: { created: 2 } });
    expect((await must('GET', '/records/errand', undefined)).items.map(({ title }: Json) => title).sort()).toEqual([
      '修桥',
      '修路',
    ]);
    const [sheet] = await readXlsx(await file(`/jobs/${job.id}/file`));
    expect(sheet?.rows.at(-1)?.[0]?.text).toBe('修渠');
    expect(await must('POST', `/jobs/${job.id}/undo`, undefined, county.token, 202)).toMatchObject({
      id: job.id,
      state: 'undone',
    });
    expect((await must('GET', '/records/errand', undefined)).total).toBe(0);
  });

  it('reads back the sheet it hands out to be filled in', async () => {
    const [sheet] = await readXlsx(await file('/records/errand/template'));
    expect(sheet?.rows[0]?.map(({ text }) => text)).toEqual(['Topic*', 'Code', 'Kind*', 'Telephone']);
    const leader = await api.join(county, ['leader']);
    expect(await refused('GET', '/records/errand/template', undefined, leader.token)).toBe('403 forbidden.create');
  });

  it.each([
    ['mode', 'replace', '422 invalid.mode'],
    ['dryRun', 'yes', '422 invalid.dryRun'],
    ['dryRun', '', '422 invalid.dryRun'],
    ['mapping', '[1]', '422 invalid.mapping'],
    ['mapping', '{', '422 invalid.mapping'],
  ])('refuses %s=%s', async (name, value, code) => {
    const body = new FormData();
    body.append('file', new File([table], 'errands.csv'));
    body.append(name, value);
    const answer = await api.request('/api/v1/records/errand/import', {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${county.token}` },
    });
    expect(`${answer.status} ${(await answer.json()).code}`).toBe(code);
  });

  it('refuses what is no upload', async () => {
    expect(await refused('POST', '/records/errand/import', { file: 'text' })).toBe('400 invalid.body');
  });
});

describe('an export', () => {
  it('holds the view as its reader sees it, masked, however many pages, and leaves a line', async () => {
    await create('甲', { phone: '13900000126' });
    await create('乙', { kind: 'letter' });
    const [sheet] = await readXlsx(await file('/records/errand/export?format=xlsx&filter[kind]=visit'));
    expect(sheet?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['Topic', 'Kind', 'Telephone', 'State', 'Due'],
      ['甲', 'Visit', expect.stringMatching(/^139.*\*/), 'Draft'],
    ]);
    api.pass(5);
    const csv = new TextDecoder().decode(
      await file('/records/errand/export?format=csv&fields=topic,state&sort=-topic'),
    );
    expect(
      csv
        .split('\r\n')
        .slice(0, 3)
        .map((line) => line.replace('\ufeff', '')),
    ).toEqual(['Topic,State', '乙,Draft', '甲,Draft']);
    const json = JSON.parse(new TextDecoder().decode(await file('/records/errand/export?format=json&limit=1')));
    expect(json.items).toHaveLength(2);
    const auditor = await api.join(county, ['audit']);
    const { items } = await must('GET', '/audit?name=records.exported', undefined, auditor.token);
    expect(items).toHaveLength(3);
    expect(items.at(-1)).toMatchObject({
      actor: { id: county.id },
      object: { module: 'errand' },
      details: { format: 'xlsx', rows: 1 },
    });
  });

  it('is for roles with export alone, and the attempt of another is a line', async () => {
    await create('甲');
    const leader = await api.join(county, ['leader']);
    expect(await refused('GET', '/records/errand/export', undefined, leader.token)).toBe('403 forbidden.export');
    expect(await refused('GET', '/records/errand/export?format=exe', undefined)).toBe('422 invalid.format');
    const auditor = await api.join(county, ['audit']);
    expect(await refused('GET', '/records/errand/export', undefined, auditor.token)).toBe('404 missing.module');
    const { items } = await must('GET', '/audit?name=records.exported', undefined, auditor.token);
    expect(items).toMatchObject([{ actor: { id: leader.id }, outcome: 'refused' }]);
  });

  it('of somebody with two roles holds the rows and fields of the role with export', async () => {
    await create('可导出');
    const both = await api.join(county, ['office', 'leader']);
    const json = JSON.parse(new TextDecoder().decode(await file('/records/errand/export?format=json', both)));
    expect(json.items).toHaveLength(1);
    expect(json.items[0].values).toMatchObject({ topic: '可导出', kind: 'visit' });
  });
});

describe('changes', () => {
  const ask = (since: string, token = county.token) =>
    api.call('GET', `/api/v1/changes?since=${since}`, undefined, { token });

  it('names the modules in which something I see has changed, and nothing when nothing has', async () => {
    await create('甲');
    const { now, modules } = (await api.call('GET', '/api/v1/changes', undefined, { token: county.token })).body;
    expect(modules).toEqual(['errand', 'unit']);
    expect((await ask(now)).status).toBe(304);
    await create('乙');
    const next = await ask(now);
    expect(next.body).toMatchObject({ modules: ['errand'], jobs: [] });
    expect((await ask(next.body.now)).status).toBe(304);
    expect((await ask('%00nonsense')).body.modules).toEqual(['errand', 'unit']);
  });

  it('tells nothing of what is out of my sight', async () => {
    const leader = await api.join(county, ['leader']);
    const hidden = await create('草稿');
    const { now } = (await api.call('GET', '/api/v1/changes', undefined, { token: leader.token })).body;
    await create('又一草稿');
    expect((await ask(now, leader.token)).status).toBe(304);
    await must('POST', `/records/errand/${hidden.id}/moves/send`, {});
    expect((await ask(now, leader.token)).body.modules).toEqual(['errand']);
  });

  it('names my jobs, not those of others', async () => {
    const records = await several(1);
    const colleague = await api.join(county, ['office']);
    const mine = (await ask('')).body.now;
    const theirs = (await ask('', colleague.token)).body.now;
    const { id } = await must(
      'POST',
      '/records/errand/bulk',
      { items: itemsOf(records), move: 'send' },
      county.token,
      202,
    );
    expect((await ask(mine)).body).toMatchObject({ modules: ['errand'], jobs: [{ id, state: 'done' }] });
    expect((await ask(theirs, colleague.token)).body).toMatchObject({ modules: ['errand'], jobs: [] });
  });
});

describe('a county that leaves', () => {
  it('takes along every record in clear with its history, every file, settings and people, under a manifest', async () => {
    const record = await create('卷宗', { phone: '13900000126' });
    const form = new FormData();
    form.append('field', 'papers');
    form.append('file', new File([Uint8Array.from(pdf())], '函.pdf'));
    const headers = { authorization: `Bearer ${county.token}` };
    const upload = await api.request(`/api/v1/records/errand/${record.id}/files`, {
      method: 'POST',
      body: form,
      headers,
    });
    expect(upload.status).toBe(201);
    const attachment = (await upload.json()) as Json;
    const patched = await api.call(
      'PATCH',
      `/api/v1/records/errand/${record.id}`,
      { values: { papers: [attachment] } },
      { token: county.token, headers: { 'if-match': '1' } },
    );
    expect(patched.status, JSON.stringify(patched.body)).toBe(200);
    await must('POST', `/records/errand/${record.id}/moves/send`, {});
    await several(52);

    const job = await must('POST', '/tenant/export', undefined, county.token, 202);
    expect(job).toMatchObject({ state: 'done', result: { records: 53 } });
    const archive = partsOf(await file(`/jobs/${job.id}/file`));
    const text = (path: string) => archive.get(path) ?? '';
    const lines = (path: string): Json[] =>
      text(path)
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));

    const manifest = JSON.parse(text('manifest.json'));
    expect(manifest).toMatchObject({ tenant: county.tenant, name: county.body.name });
    expect(manifest.files.map(({ path }: Json) => path).sort()).toEqual(
      [...archive.keys()].filter((path) => path !== 'manifest.json').sort(),
    );
    for (const { path, sha256, bytes } of manifest.files) {
      expect(createHash('sha256').update(text(path)).digest('hex'), path).toBe(sha256);
      expect(Buffer.byteLength(text(path))).toBe(bytes);
    }
    expect(lines('records/errand.jsonl')).toHaveLength(53);
    expect(lines('records/errand.jsonl').find(({ id }) => id === record.id)).toMatchObject({
      state: 'open',
      values: { topic: '卷宗', phone: '13900000126', papers: [{ name: '函.pdf' }] },
    });
    expect(text('records/errand.jsonl')).not.toContain('wrapped');
    const history = lines('events/errand.jsonl').filter(({ id }) => id === record.id);
    expect(history.map(({ name }) => name)).toEqual(['create', 'update', 'send']);
    expect(history[0].changes.phone).toBe('13900000126');
    expect(lines('members.jsonl')).toMatchObject([{ email: county.email }]);
    expect(JSON.parse(text('county.json')).slug).toBe(county.slug);
    expect(text(`files/${attachment.id.replaceAll('.', '/')}`)).toBe(new TextDecoder().decode(pdf()));
    for (const path of await api.deps.files.list(`t/${county.tenant}/jobs/`))
      expect(Buffer.from((await api.deps.files.get(path)) ?? []).includes('卷宗'), path).toBe(false);

    const auditor = await api.join(county, ['audit']);
    const { items } = await must('GET', '/audit?name=tenant', undefined, auditor.token);
    expect(items.map(({ name }: Json) => name)).toEqual(
      expect.arrayContaining(['tenant.archive', 'tenant.exported', 'tenant.export']),
    );
  });

  it('is the system administrator’s decision', async () => {
    const clerk = await api.join(county, ['office']);
    expect(await refused('POST', '/tenant/export', undefined, clerk.token)).toBe('403 forbidden.role');
  });
});

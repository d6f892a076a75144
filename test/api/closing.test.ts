import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { momentOf } from '@juxian/base/clock.ts';
import { claimDomain, listDomains } from '@juxian/core/domain.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { eraseDue } from '@juxian/functions/jobs/erase.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Api, type County, type Json, password, startApi } from '../support/api.ts';
import { pdf } from '../support/bytes.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let county: County;
const day = 86_400_000;

beforeAll(async () => {
  api = await startApi({ modules: errands });
});
afterAll(() => api.stop());
beforeEach(async () => {
  county = await api.signUp();
});

const must = async (method: string, path: string, body: unknown, token = county.token, status = 200): Promise<Json> => {
  const answer = await api.call(method, `/api/v1${path}`, body, { token });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
};
const code = async (method: string, path: string, body?: unknown, token = county.token): Promise<string> =>
  (await api.call(method, `/api/v1${path}`, body, { token })).body.code;
/** Only the business clock: sessions stay as they are. */
const later = (ms: number) => api.deps.clock.set(api.deps.clock.business() + ms);

/** Every item of the table in whose key or text the word stands. */
async function itemsNaming(...words: string[]): Promise<{ pk: string; sk: string; text: string }[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: api.endpoint, region: 'local', credentials });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'juxian' }));
  client.destroy();
  return Items.map((item) => ({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '', text: JSON.stringify(item) })).filter(
    ({ text }) => words.some((word) => text.includes(word)),
  );
}

async function fill(): Promise<string> {
  const { id } = await must(
    'POST',
    '/records/errand',
    { values: { topic: '留痕', code: 'X1', kind: 'visit' } },
    county.token,
    201,
  );
  const form = new FormData();
  form.append('field', 'papers');
  form.append('file', new File([Uint8Array.from(pdf())], '函.pdf'));
  const headers = { authorization: `Bearer ${county.token}` };
  await api.request(`/api/v1/records/errand/${id}/files`, { method: 'POST', body: form, headers });
  await must('POST', `/records/errand/${id}/moves/send`, {});
  await openPump(api.deps).turn();
  return id;
}

describe('closing a county', () => {
  it('is confirmed by its address, once, by the system administrator', async () => {
    const clerk = await api.join(county, ['office']);
    expect(await code('POST', '/tenant/close', { slug: county.slug }, clerk.token)).toBe('forbidden.role');
    expect(await code('POST', '/tenant/close', { slug: 'another' })).toBe('invalid.slug');
    const closing = await must('POST', '/tenant/close', { slug: county.slug }, county.token, 202);
    expect(closing.closesAt).toBe(momentOf(api.deps.clock.business() + 30 * day));
    expect(await code('POST', '/tenant/close', { slug: county.slug })).toBe('conflict.closing');
    await must('DELETE', '/tenant/close', undefined, county.token, 204);
  });

  it('leaves thirty days in which the county works as ever and may stay', async () => {
    await must('POST', '/tenant/close', { slug: county.slug }, county.token, 202);
    later(30 * day - 2000);
    expect(await eraseDue(api.deps)).toEqual([]);
    await fill();
    await must('DELETE', '/tenant/close', undefined, county.token, 204);
    later(5 * day);
    expect(await eraseDue(api.deps)).toEqual([]);
    expect((await must('GET', '/records/errand', undefined)).total).toBe(1);
    expect(await code('DELETE', '/tenant/close')).toBe('missing.closing');
  });
});

describe('erasure', () => {
  it('leaves nothing that could be opened, nobody who comes in, and certifies it', async () => {
    const id = await fill();
    const other = await api.signUp();
    for (const { tenant, slug } of [county, other])
      await claimDomain(api.table.control, { name: `${slug}.gov.cn`, tenant, slug, lookedAt: 0 });
    const theirs = (
      await must('POST', '/records/errand', { values: { topic: '邻县', kind: 'visit' } }, other.token, 201)
    ).id;
    const key = await must(
      'POST',
      '/api-keys',
      { name: '程序', roles: ['office'], expiresAt: momentOf(api.deps.clock.wall() + day) },
      county.token,
      201,
    );
    const secret = String(Object.values(key).find((value) => String(value).startsWith('jxk_')) ?? key.secret);
    expect((await api.call('GET', '/api/v1/records/errand', undefined, { token: secret })).status).toBe(200);
    expect((await itemsNaming(id)).length).toBeGreaterThan(3);
    expect(await api.deps.files.list(`t/${county.tenant}/`)).toHaveLength(1);

    await must('POST', '/tenant/close', { slug: county.slug }, county.token, 202);
    later(30 * day + 1000);
    api.outbox.sent.length = 0;
    const certificates = await eraseDue(api.deps);
    expect(certificates).toMatchObject([
      {
        tenant: county.tenant,
        name: county.body.name,
        asked: { by: { id: county.id } },
        erased: { members: 1, records: 1, files: 1 },
        backupsUntil: momentOf(api.deps.clock.wall() + 35 * day).slice(0, 10),
      },
    ]);
    expect(api.outbox.sent).toMatchObject([{ to: county.email, text: expect.stringContaining('记录1件') }]);
    expect(await api.table.control.get(controlKeys.platform('erased', county.tenant))).toMatchObject({
      name: county.body.name,
    });
    expect(await eraseDue(api.deps)).toEqual([]);
    expect((await listDomains(api.table.control)).map(({ tenant }) => tenant)).toEqual([other.tenant]);

    expect(await api.deps.files.list(`t/${county.tenant}/`)).toEqual([]);
    const left = await itemsNaming(county.tenant, county.id, county.email);
    const kinds = new Set(left.map(({ pk }) => pk.replace(/^T#[^#]+#([SP]#)?(\w+).*$/s, '$2').replace(/#.*$/s, '')));
    // Put-only events and day log, blind claims, counters; sessions run out; the certificate.
    expect([...kinds].sort()).toEqual(['A', 'C', 'E', 'K', 'Q', 'S']);
    expect(left.map(({ text }) => text).join()).not.toMatch(/留痕|函\.pdf/);

    expect((await api.call('GET', '/api/v1/me', undefined, { token: county.token })).status).toBe(401);
    expect((await api.call('GET', '/api/v1/records/errand', undefined, { token: secret })).status).toBe(401);
    const again = { login: county.email, password };
    expect((await api.call('POST', '/api/v1/sessions', again)).status).toBeGreaterThanOrEqual(400);
    expect((await must('GET', `/records/errand/${theirs}`, undefined, other.token)).title).toBe('邻县');
    const { division, slug } = county.body;
    expect((await api.signUp({ division, slug })).tenant).not.toBe(county.tenant);
  });

  it('that broke off anywhere is finished by the next call', async () => {
    await fill();
    await must('POST', '/tenant/close', { slug: county.slug }, county.token, 202);
    later(31 * day);
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { files } = api.deps;
    const broken = vi.spyOn(files, 'remove').mockRejectedValueOnce(new Error('the disk is gone'));
    expect(await eraseDue(api.deps)).toEqual([]);
    expect(reported).toHaveBeenCalledTimes(1);
    broken.mockRestore();
    const lost = vi.spyOn(api.table.control, 'transact').mockRejectedValueOnce(new Error('the process is gone'));
    expect(await eraseDue(api.deps)).toEqual([]);
    lost.mockRestore();
    expect(await eraseDue(api.deps)).toMatchObject([{ tenant: county.tenant }]);
    expect((await itemsNaming(county.tenant)).filter(({ pk }) => pk.includes('#R#') || pk.includes('CONFIG'))).toEqual(
      [],
    );
    reported.mockRestore();
  });

  it('spares whoever works for another county as well', async () => {
    const other = await api.signUp();
    const store = api.table.control;
    const mine = await store.get(controlKeys.membership(county.id, county.tenant));
    const there = {
      ...controlKeys.membership(county.id, other.tenant),
      tenant: other.tenant,
      gsi1pk: controlKeys.userPartition(other.tenant),
    };
    await store.transact([{ put: { ...mine, ...there, roles: ['office'] } }]);
    await must('POST', '/tenant/close', { slug: county.slug }, county.token, 202);
    later(31 * day);
    expect(await eraseDue(api.deps)).toHaveLength(1);
    const signedIn = await api.call('POST', '/api/v1/sessions', {
      login: county.email,
      password,
      tenant: other.slug,
    });
    expect(signedIn.status, JSON.stringify(signedIn.body)).toBe(201);
  });
});

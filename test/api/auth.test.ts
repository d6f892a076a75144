import { registered } from '@juxian/engine/define.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, type County, countyBody, origin, password, startApi } from '../support/api.ts';

const minute = 60_000;
let api: Api;
let county: County;

beforeAll(async () => {
  api = await startApi({ modules: [registered(unit)] });
  county = await api.signUp();
});
afterAll(async () => {
  expect(api.guard.denials).toBe(0);
  await api.stop();
});

const signIn = (
  login: string,
  secret: string,
  more: object = {},
  ip = '203.0.113.1',
  headers: Record<string, string> = {},
) => api.call('POST', '/api/v1/sessions', { login, password: secret, ...more }, { ip, headers });
const me = (token: string) => api.call('GET', '/api/v1/me', undefined, { token });

describe('sign-up', () => {
  it('answers the county and a session of its first person, who holds three roles', async () => {
    const body = countyBody();
    const made = await api.call('POST', '/api/v1/tenants', body);
    expect(made.status).toBe(201);
    expect(made.body.tenant).toMatchObject({
      slug: body.slug,
      name: body.name,
      division: body.division,
      verified: true,
      live: false,
    });
    const who = await me(made.body.session.token);
    expect(who.body).toMatchObject({
      member: { name: '林一' },
      roles: ['system', 'security', 'office'],
      tenant: { id: made.body.tenant.id },
    });
    expect(who.body.modules).toEqual(['unit']);
  });

  it.each([
    ['division', 'conflict.division', (taken: County) => ({ division: taken.body.division })],
    ['slug', 'conflict.slug', (taken: County) => ({ slug: taken.slug })],
    [
      'admin.email',
      'conflict.email',
      (taken: County) => ({ admin: { ...taken.body.admin, email: taken.email.toUpperCase() } }),
    ],
  ])('refuses a taken %s in the reader’s language', async (path, code, change) => {
    const body = countyBody(change(county));
    const refused = await api.call('POST', '/api/v1/tenants', body, { headers: { 'accept-language': 'zh-CN' } });
    expect(refused.status).toBe(409);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body).toMatchObject({ code, status: 409, fields: [{ path, code }] });
    expect(refused.body.detail).toMatch(/[\u4e00-\u9fff]/);
    const english = await api.call('POST', '/api/v1/tenants', body);
    expect(english.body.detail).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('gives exactly one of ten parallel sign-ups the same e-mail, and likewise the same address', async () => {
    const admin = { name: '林一', email: 'racer@example.org', password };
    const byMail = await Promise.all(
      Array.from({ length: 10 }, () => api.call('POST', '/api/v1/tenants', countyBody({ admin }))),
    );
    expect(byMail.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    const bySlug = await Promise.all(
      Array.from({ length: 10 }, () => api.call('POST', '/api/v1/tenants', countyBody({ slug: 'raced-for' }))),
    );
    expect(bySlug.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it.each([
    ['division', { division: '99001' }],
    ['slug', { slug: 'Not A Slug' }],
    ['slug', { slug: 'api' }],
    ['kind', { kind: 'province' }],
    ['admin.password', { admin: { name: '林一', email: 'weak@example.org', password: 'password' } }],
    ['rank', { rank: 1 }],
  ])('refuses a bad %s and names it', async (path, change) => {
    const refused = await api.call('POST', '/api/v1/tenants', { ...countyBody(), ...change });
    expect(refused.status).toBe(422);
    const paths = refused.body.fields.map((field: { path: string }) => field.path);
    expect(paths).toContain(path === 'admin.password' ? 'password' : path);
  });
});

describe('the edge', () => {
  it.each(['[]', '"text"', '7', 'null', '{', '{"a":1}}', ''])(
    'refuses the body %s without a server error',
    async (body) => {
      const answer = await api.call('POST', '/api/v1/sessions', body);
      expect([400, 422]).toContain(answer.status);
      expect(answer.body.requestId).toMatch(/^[0-9a-f]{24}$/);
    },
  );

  it('answers 413 to a body over a megabyte, whether or not its length is told', async () => {
    const body = JSON.stringify({ login: 'x'.repeat(1_000_001) });
    expect((await api.call('POST', '/api/v1/sessions', body)).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit;
    expect((await api.request('/api/v1/sessions', init)).status).toBe(413);
  });

  it('answers 415 to a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await api.call('POST', '/api/v1/sessions', 'login=a&password=b', { headers })).status).toBe(415);
  });

  it('answers an unknown address as a problem', async () => {
    const answer = await api.call('GET', '/api/v1/nowhere');
    expect(answer.body).toMatchObject({ status: 404, code: 'missing.route', type: 'about:blank' });
  });

  it('says nothing of a bug but its number', async () => {
    const lines: string[] = [];
    const said = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    const broken = vi.spyOn(api.deps.table.control, 'get').mockRejectedValue(new Error('inner words'));
    const answer = await api.call('POST', '/api/v1/sessions', { login: county.email, password });
    for (const spy of [said, broken]) spy.mockRestore();
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('inner words');
    expect(lines.join()).toContain('inner words');
    expect(lines.join()).toContain(answer.body.requestId);
  });

  it('sets the headers a browser needs on every answer, refusals included', async () => {
    for (const { headers } of [await me(county.token), await me('nobody'), await api.call('GET', '/api/v1/nowhere')]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{24}$/);
    }
  });

  it('refuses a foreign origin and takes its own', async () => {
    const body = { login: county.email, password };
    const from = (headers: Record<string, string>) => api.call('POST', '/api/v1/sessions', body, { headers });
    expect((await from({ origin: 'https://evil.example' })).body.code).toBe('forbidden.origin');
    expect((await from({ origin: 'null' })).status).toBe(403);
    expect((await from({ origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ cookie: '__Host-s=a.b.c' })).status).toBe(403);
    expect((await from({ origin, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });
});

describe('a session', () => {
  it('is a host cookie for browsers and a bearer for programs', async () => {
    const made = await signIn(county.email, password);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      member: { id: county.id, roles: ['system', 'security', 'office'] },
      tenant: { slug: county.slug },
    });
    const [cookie = ''] = made.headers.getSetCookie().filter((one) => one.startsWith('__Host-s='));
    expect(cookie).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=28800$/);
    const byCookie = await api.call('GET', '/api/v1/me', undefined, {
      headers: { cookie: `x=1; ${cookie.split(';')[0]}` },
    });
    expect(byCookie.body.member.id).toBe(county.id);
    const [uid, tenant, secret] = made.body.token.split('.');
    expect([uid, tenant]).toEqual([county.id, county.tenant]);
    expect(secret.length).toBeGreaterThanOrEqual(52);
  });

  it('has a new secret at every sign-in', async () => {
    const one = await signIn(county.email, password);
    const other = await signIn(county.email, password);
    expect(one.body.token).not.toBe(other.body.token);
  });

  it('is over with the request after signing out', async () => {
    const { body } = await signIn(county.email, password);
    expect((await me(body.token)).status).toBe(200);
    const ended = await api.call('DELETE', '/api/v1/sessions/current', undefined, { token: body.token });
    expect(ended.status).toBe(204);
    expect(ended.headers.get('clear-site-data')).toContain('storage');
    const after = await me(body.token);
    expect(after.body).toMatchObject({ status: 401, code: 'forbidden.signedOut' });
  });

  it('is no other one: a foreign person, county or half a token is signed out', async () => {
    const other = await api.signUp();
    const [uid, , secret] = county.token.split('.');
    const [otherUid] = other.token.split('.');
    const forged = [
      `${uid}.${other.tenant}.${secret}`,
      `${otherUid}.${county.tenant}.${secret}`,
      `${uid}.${county.tenant}.`,
      `${uid}.${county.tenant}`,
      `${county.token}.x`,
      'a#b.c.d',
      '...',
    ];
    for (const token of forged) expect((await me(token)).status, token).toBe(401);
  });

  it('ends after half an hour without a request, and after eight hours of work', async () => {
    const quiet = await signIn(county.email, password);
    api.pass(31 * minute);
    expect((await me(quiet.body.token)).status).toBe(401);
    const busy = await signIn(county.email, password);
    for (let passed = 0; passed < 475; passed += 25) {
      expect((await me(busy.body.token)).status, `${passed} min`).toBe(200);
      api.pass(25 * minute);
    }
    expect((await me(busy.body.token)).status).toBe(200);
    api.pass(6 * minute);
    expect((await me(busy.body.token)).status).toBe(401);
  });

  it('stays in the county it was opened for, also for a member of two', async () => {
    const [one, other] = [await api.signUp(), await api.signUp()];
    const worker = await api.join(one, ['office']);
    const wanted = { name: '王二', email: worker.email, roles: ['system'] };
    const { body } = await api.call('POST', '/api/v1/members', wanted, { token: other.token });
    await api.call('POST', `/api/v1/invitations/${body.invitation.token}/accept`, { password });
    const { token } = (await signIn(worker.email, password, { tenant: one.slug })).body;
    expect((await me(token)).body.tenant.id).toBe(one.tenant);
    expect((await me(token.replace(one.tenant, other.tenant))).status).toBe(401);
  });

  it('ended while it is being used does not come back', async () => {
    const { body } = await signIn(county.email, password);
    api.pass(6 * minute);
    const { control } = api.deps.table;
    const read = control.batchGet.bind(control);
    const spy = vi.spyOn(control, 'batchGet').mockImplementationOnce(async (keys) => {
      const found = await read(keys);
      await api.call('DELETE', '/api/v1/sessions/current', undefined, { token: body.token });
      return found;
    });
    expect((await me(body.token)).status).toBe(401);
    spy.mockRestore();
    expect((await me(body.token)).status).toBe(401);
  });

  it('can be listed and ended by its owner alone', async () => {
    const [mine, other] = [await signIn(county.email, password), await api.signUp()];
    const seen = await api.call('GET', '/api/v1/sessions', undefined, { token: mine.body.token });
    const current = seen.body.items.find((one: { current: boolean }) => one.current);
    expect(current).toBeDefined();
    expect((await api.call('DELETE', `/api/v1/sessions/${current.id}`, undefined, { token: other.token })).status).toBe(
      404,
    );
    expect((await me(mine.body.token)).status).toBe(200);
    expect(
      (await api.call('DELETE', `/api/v1/sessions/${current.id}`, undefined, { token: mine.body.token })).status,
    ).toBe(204);
    expect((await me(mine.body.token)).status).toBe(401);
  });

  it('is checked with one request of three known keys', async () => {
    const { body } = await signIn(county.email, password);
    const { findSession } = await import('@juxian/core/session.ts');
    api.table.meter.reset();
    expect(await findSession(api.deps.table.control, api.deps.clock, body.token)).toBeDefined();
    expect(api.table.meter.byOperation).toEqual({ BatchGetItem: 1 });
  });

  it('goes on where nobody knows whether its being seen was written', async () => {
    const { body } = await signIn(county.email, password);
    api.pass(6 * minute);
    api.faults.on('UpdateItem', 0, 'lost').on('TransactWriteItems', 0, 'lost');
    try {
      expect((await me(body.token)).status).toBe(200);
      expect(api.faults.struck).toContain('lost');
    } finally {
      api.faults.clear();
    }
    expect((await me(body.token)).status).toBe(200);
  });
});

describe('wrong passwords', () => {
  it('close the account after five, also to the right one, for 15 minutes, and no other account', async () => {
    const [a, b] = [await api.signUp(), await api.signUp()];
    for (let i = 0; i < 5; i++) expect((await signIn(a.email, 'wrong', {}, '198.51.100.7')).status).toBe(422);
    const sixth = await signIn(a.email, password, {}, '198.51.100.7');
    expect(sixth.body).toMatchObject({ status: 429, code: 'limit.attempts' });
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    expect((await signIn(b.email, password, {}, '198.51.100.7')).status).toBe(201);
    api.pass(14 * minute);
    expect((await signIn(a.email, password)).status).toBe(429);
    api.pass(2 * minute);
    expect((await signIn(a.email, password)).status).toBe(201);
  });

  it('of ten sent at once no more than five are tried', async () => {
    const a = await api.signUp();
    const answers = await Promise.all(Array.from({ length: 10 }, () => signIn(a.email, 'wrong', {}, '198.51.100.8')));
    expect(answers.map(({ status }) => status).sort()).toEqual([422, 422, 422, 422, 422, 429, 429, 429, 429, 429]);
  });

  it('of strangers do not shut out a device that has signed in before; its own do', async () => {
    const a = await api.signUp();
    const first = await signIn(a.email, password);
    const cookie =
      first.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .find((one) => one?.startsWith('__Host-d=')) ?? '';
    expect(cookie).not.toBe('');
    const fromDevice = (secret: string) => signIn(a.email, secret, {}, '203.0.113.1', { cookie, origin });
    for (let i = 0; i < 5; i++) await signIn(a.email, 'wrong', {}, '198.51.100.9');
    expect((await signIn(a.email, password)).status).toBe(429);
    for (let i = 0; i < 5; i++) expect((await fromDevice('wrong')).status).toBe(422);
    expect((await fromDevice(password)).status).toBe(429);
    const b = await api.signUp();
    const known = (await signIn(b.email, password)).headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .find((one) => one?.startsWith('__Host-d='));
    for (let i = 0; i < 5; i++) await signIn(b.email, 'wrong', {}, '198.51.100.9');
    expect((await signIn(b.email, password, {}, '203.0.113.1', { cookie: known ?? '', origin })).status).toBe(201);
  });

  it('count by the edge’s address, whatever a client forges', async () => {
    const tries = [];
    for (let i = 0; i < 101; i++)
      tries.push(
        (
          await signIn(`nobody${i}@example.org`, 'wrong', {}, '192.0.2.50', {
            'x-forwarded-for': `10.0.0.${i}`,
            'x-real-ip': `10.0.1.${i}`,
          })
        ).status,
      );
    expect(tries.slice(0, 100)).toEqual(Array(100).fill(422));
    expect(tries[100]).toBe(429);
    expect((await signIn(county.email, password, {}, '192.0.2.51')).status).toBe(201);
  });

  it('answer as for an unknown login, at the cost of as many requests', async () => {
    const a = await api.signUp();
    const cost = async (login: string) => {
      api.table.meter.reset();
      const answer = await signIn(login, 'wrong', {}, '198.51.100.12');
      return {
        requests: api.table.meter.byOperation,
        status: answer.status,
        code: answer.body.code,
        detail: answer.body.detail,
        names: Object.keys(answer.body).sort(),
      };
    };
    const [known, unknown] = [await cost(a.email), await cost('who@example.org')];
    expect(unknown).toEqual(known);
    for (let i = 0; i < 4; i++) await cost('who@example.org');
    expect((await cost('who@example.org')).code).toBe('limit.attempts');
  });

  it('can be forgiven by the system administrator', async () => {
    const a = await api.signUp();
    const person = await api.join(a, ['office']);
    for (let i = 0; i < 5; i++) await signIn(person.email, 'wrong', {}, '198.51.100.13');
    expect((await signIn(person.email, password)).status).toBe(429);
    expect(
      (await api.call('POST', `/api/v1/members/${person.id}/unlock`, undefined, { token: person.token })).status,
    ).toBe(403);
    expect((await api.call('POST', `/api/v1/members/${person.id}/unlock`, undefined, { token: a.token })).status).toBe(
      204,
    );
    expect((await signIn(person.email, password)).status).toBe(201);
  });
});

describe('a password', () => {
  it('is changed with the old one, and every other session ends', async () => {
    const a = await api.signUp();
    const other = (await signIn(a.email, password)).body.token;
    const change = (current: string, next: string, token = a.token) =>
      api.call('PUT', '/api/v1/me/password', { current, password: next }, { token });
    expect((await change('wrong', 'Harbour-Lantern-77')).body.code).toBe('invalid.password');
    const changed = await change(password, 'Harbour-Lantern-77');
    expect(changed.status).toBe(201);
    expect((await me(other)).status).toBe(401);
    expect((await me(a.token)).status).toBe(401);
    expect((await me(changed.body.token)).status).toBe(200);
    expect((await signIn(a.email, password)).status).toBe(422);
    expect((await signIn(a.email, 'Harbour-Lantern-77')).status).toBe(201);
  });
});

describe('the table', () => {
  it('holds no token, password, code or link as it was given out', async () => {
    const a = await api.signUp();
    const invited = await api.call(
      'POST',
      '/api/v1/members',
      { name: '周三', email: 'zhou@example.org', roles: ['office'] },
      { token: a.token },
    );
    const key = await api.call(
      'POST',
      '/api/v1/api-keys',
      { name: '报表', roles: ['leader'], expiresAt: '2099-01-01' },
      { token: a.token },
    );
    expect(key.status).toBe(422);
    const soon = new Date(api.deps.clock.wall() + 86_400_000).toISOString();
    const made = await api.call(
      'POST',
      '/api/v1/api-keys',
      { name: '报表', roles: ['leader'], expiresAt: soon },
      { token: a.token },
    );
    expect(made.status).toBe(201);
    await api.call('POST', `/api/v1/public/${a.slug}/codes`, { channel: 'phone', to: '13900990099' });
    const code = /\d{6}/.exec(api.outbox.sent[0]?.text ?? '')?.[0] ?? '';
    expect(code).toMatch(/^\d{6}$/);
    const factor = await api.call('POST', '/api/v1/me/factor', { password }, { token: a.token });
    expect(factor.status).toBe(201);
    const dump = await wholeTable();
    expect(dump.length).toBeGreaterThan(10_000);
    expect(dump).toContain(a.tenant);
    const secrets = [
      a.token.split('.')[2],
      password,
      invited.body.invitation.token,
      made.body.secret,
      `"${code}"`,
      factor.body.secret,
      '13900990099',
    ];
    for (const secret of secrets) {
      expect(String(secret).length).toBeGreaterThan(5);
      expect(dump).not.toContain(secret);
    }
  });
});

async function wholeTable(): Promise<string> {
  const { DynamoDBClient, ScanCommand } = await import('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient({
    endpoint: api.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const texts: string[] = [];
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: 'juxian', ExclusiveStartKey }));
    texts.push(JSON.stringify(page.Items));
    ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey);
  client.destroy();
  return texts.join();
}

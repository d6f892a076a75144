import { registered } from '@juxian/engine/define.ts';
import { routes } from '@juxian/functions/routes.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, countyBody, startApi } from '../support/api.ts';
import { totp } from '../support/totp.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const strong = 'Lantern-Harbour-62';
let local: Api;
let strict: Api;

beforeAll(async () => {
  const modules = [registered(unit)];
  [local, strict] = await Promise.all([startApi({ modules }), startApi({ modules, profile: 'mlps3' })]);
});
afterAll(() => Promise.all([local.stop(), strict.stop()]));

it('makes the digits of RFC 6238', () => {
  expect(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082');
  expect(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 1_111_111_109_000)).toBe('081804');
});

const as = (api: Api, token: string, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/v1${path}`, body, { token });
const signIn = (api: Api, login: string, more: object = {}) =>
  api.call('POST', '/api/v1/sessions', { login, password: strong, ...more });
const codeOf = (api: Api, secret: string, ahead = 0) => totp(secret, api.deps.clock.wall() + ahead);

/** Enrols a factor. @returns its secret, the session that replaces the old one, and the recovery codes. */
async function enrol(api: Api, token: string, password = strong) {
  const begun = await as(api, token, 'POST', '/me/factor', { password });
  expect(begun.status).toBe(201);
  expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\//);
  const { secret } = begun.body;
  const done = await as(api, token, 'POST', '/me/factor/confirm', { code: codeOf(api, secret) });
  expect(done.status).toBe(201);
  return { secret: secret as string, token: done.body.token as string, recovery: done.body.recovery as string[] };
}

let strictCounties = 0;
async function strictCounty() {
  const body = countyBody({ division: String(510_101 + strictCounties++) });
  const made = await strict.call('POST', '/api/v1/tenants', body);
  expect(made.status).toBe(201);
  return { body, email: body.admin.email, token: made.body.session.token as string, answer: made.body };
}

describe('locally a second factor is offered', () => {
  it('and once enrolled it is asked for: without the code a session serves to give it and nothing else', async () => {
    const county = await local.signUp({ admin: { name: '林一', email: 'factor1@example.org', password: strong } });
    const old = (await signIn(local, county.email)).body.token;
    const { secret, token } = await enrol(local, county.token);
    expect((await as(local, old, 'GET', '/me')).status).toBe(401);
    expect((await as(local, token, 'GET', '/me')).body.session).toMatchObject({ assurance: 2 });
    const half = await signIn(local, county.email);
    expect(half.body.owes).toBe('factor');
    expect((await as(local, half.body.token, 'GET', '/members')).body.code).toBe('forbidden.factor');
    expect((await as(local, half.body.token, 'POST', '/me/factor', { password: strong })).body.code).toBe(
      'forbidden.factor',
    );
    expect(
      (await as(local, half.body.token, 'DELETE', '/me/factor', { password: strong, code: '000000' })).body.code,
    ).toBe('forbidden.factor');
    local.pass(minute);
    const whole = await as(local, half.body.token, 'POST', '/sessions/current/factor', { code: codeOf(local, secret) });
    expect(whole.status).toBe(201);
    expect(whole.body.owes).toBeUndefined();
    expect(whole.body.token).not.toBe(half.body.token);
    expect((await as(local, half.body.token, 'GET', '/me')).status).toBe(401);
    expect((await as(local, whole.body.token, 'GET', '/members')).status).toBe(200);
  });

  it('and a code counts once, nor any earlier one', async () => {
    const county = await local.signUp({ admin: { name: '林一', email: 'factor2@example.org', password: strong } });
    const { secret } = await enrol(local, county.token);
    local.pass(minute);
    const [now, next] = [codeOf(local, secret), codeOf(local, secret, 30_000)];
    expect((await signIn(local, county.email, { code: now })).status).toBe(201);
    expect((await signIn(local, county.email, { code: now })).body.code).toBe('invalid.code');
    expect((await signIn(local, county.email, { code: next })).status).toBe(201);
    expect((await signIn(local, county.email, { code: now })).body.code).toBe('invalid.code');
    local.pass(minute);
    const both = codeOf(local, secret);
    const twice = await Promise.all([1, 2, 3, 4].map(() => signIn(local, county.email, { code: both })));
    expect(twice.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('and wrong codes close the account like wrong passwords', async () => {
    const county = await local.signUp({ admin: { name: '林一', email: 'factor3@example.org', password: strong } });
    const { secret } = await enrol(local, county.token);
    local.pass(minute);
    const wrong = codeOf(local, secret, 10 * minute);
    for (let i = 0; i < 5; i++)
      expect((await signIn(local, county.email, { code: wrong })).body.code).toBe('invalid.code');
    expect((await signIn(local, county.email, { code: codeOf(local, secret) })).body.code).toBe('limit.attempts');
    local.pass(16 * minute);
    const half = await signIn(local, county.email);
    const prove = (code: string) => as(local, half.body.token, 'POST', '/sessions/current/factor', { code });
    for (let i = 0; i < 5; i++) expect((await prove(wrong)).body.code).toBe('invalid.code');
    expect((await prove(codeOf(local, secret))).body.code).toBe('limit.attempts');
  });

  it('and a recovery code stands in for it, once', async () => {
    const county = await local.signUp({ admin: { name: '林一', email: 'factor4@example.org', password: strong } });
    const { recovery } = await enrol(local, county.token);
    expect(new Set(recovery).size).toBe(8);
    expect((await signIn(local, county.email, { code: recovery[0] })).status).toBe(201);
    expect((await signIn(local, county.email, { code: recovery[0] })).body.code).toBe('invalid.code');
    const other = await local.signUp({ admin: { name: '林一', email: 'factor5@example.org', password: strong } });
    await enrol(local, other.token);
    expect((await signIn(local, other.email, { code: recovery[1] })).body.code).toBe('invalid.code');
    expect((await signIn(local, county.email, { code: recovery[1] })).status).toBe(201);
  });

  it('and is enrolled and removed with the password only', async () => {
    const county = await local.signUp({ admin: { name: '林一', email: 'factor6@example.org', password: strong } });
    expect((await as(local, county.token, 'POST', '/me/factor', { password: 'wrong' })).body.code).toBe(
      'invalid.password',
    );
    expect((await as(local, county.token, 'POST', '/me/factor/confirm', { code: '123456' })).body.code).toBe(
      'conflict.factor',
    );
    const { secret, token } = await enrol(local, county.token);
    local.pass(minute);
    const remove = (password: string) =>
      as(local, token, 'DELETE', '/me/factor', { password, code: codeOf(local, secret) });
    expect((await remove('wrong')).body.code).toBe('invalid.password');
    expect((await remove(strong)).status).toBe(201);
    expect((await signIn(local, county.email)).body.owes).toBeUndefined();
  });
});

describe('in the strict profile', () => {
  it('fictional divisions are refused, and a county is 待核验 until the operator has verified it', async () => {
    const fictional = await strict.call('POST', '/api/v1/tenants', countyBody());
    expect(fictional.body.code).toBe('invalid.division');
    expect((await strictCounty()).answer.tenant.verified).toBe(false);
  });

  it('staff with one factor reach the enrolment and nothing else', async () => {
    const county = await strictCounty();
    expect(county.answer.session.owes).toBe('enrol');
    const mine = routes.filter(
      (route) => route.function === 'auth' && (route.actor === 'staff' || route.actor === 'signedIn'),
    );
    expect(mine.length).toBeGreaterThan(15);
    const open = [
      'GET /api/v1/me',
      'GET /api/v1/me/account',
      'DELETE /api/v1/sessions/current',
      'POST /api/v1/me/factor',
      'POST /api/v1/me/factor/confirm',
    ];
    for (const { method, path } of mine.filter((route) => !open.includes(`${route.method} ${route.path}`))) {
      const answer = await strict.call(method, path.replace(/:\w+/g, 'usr_1'), method === 'GET' ? undefined : {}, {
        token: county.token,
      });
      expect(answer.body.code, `${method} ${path}`).toBe('forbidden.enrol');
    }
    const { token } = await enrol(strict, county.token);
    expect((await as(strict, token, 'GET', '/members')).status).toBe(200);
  });

  it('passwords follow GB/T 22239: composition, the last five, ninety days', async () => {
    const weak = countyBody({ division: '510199' });
    for (const password of ['Short-62', 'onlyletters-here', 'Password2026!', 'Juxian-Lantern-62'])
      expect(
        (await strict.call('POST', '/api/v1/tenants', { ...weak, admin: { ...weak.admin, password } })).body.code,
        password,
      ).toBe('invalid.password');
    const county = await strictCounty();
    let { token } = await enrol(strict, county.token);
    const change = (current: string, password: string) =>
      as(strict, token, 'PUT', '/me/password', { current, password });
    const history = [strong, ...[1, 2, 3, 4, 5].map((n) => `Harbour-Lantern-6${n}`)];
    expect((await change(strong, strong)).body.code).toBe('invalid.password');
    for (let i = 1; i < 5; i++) {
      const changed = await change(history[i - 1] ?? '', history[i] ?? '');
      expect(changed.status).toBe(201);
      token = changed.body.token;
    }
    expect((await change(history[4] ?? '', history[0] ?? '')).body.code).toBe('invalid.password');
    token = (await change(history[4] ?? '', history[5] ?? '')).body.token;
    expect((await change(history[5] ?? '', history[0] ?? '')).status).toBe(201);
  });

  it('an overdue password leads to its change and nowhere else', async () => {
    const county = await strictCounty();
    const { secret } = await enrol(strict, county.token);
    strict.pass(91 * day);
    const late = await signIn(strict, county.email, { code: codeOf(strict, secret) });
    expect(late.body.owes).toBe('password');
    expect((await as(strict, late.body.token, 'GET', '/members')).body.code).toBe('forbidden.password');
    const changed = await as(strict, late.body.token, 'PUT', '/me/password', {
      current: strong,
      password: 'Harbour-Lantern-70',
    });
    expect(changed.body.owes).toBeUndefined();
    expect((await as(strict, changed.body.token, 'GET', '/members')).status).toBe(200);
  });

  it('an administrator has one session at a time', async () => {
    const county = await strictCounty();
    const { secret, token } = await enrol(strict, county.token);
    expect((await as(strict, token, 'GET', '/members')).status).toBe(200);
    strict.pass(minute);
    const second = await signIn(strict, county.email, { code: codeOf(strict, secret) });
    expect((await as(strict, second.body.token, 'GET', '/members')).status).toBe(200);
    expect((await as(strict, token, 'GET', '/members')).status).toBe(401);
  });

  it('a text message is not sent for a county that is not verified', async () => {
    const county = await strictCounty();
    const ask = (to: string) => strict.call('POST', `/api/v1/public/${county.body.slug}/codes`, { to });
    expect((await ask('13900990011')).body.code).toBe('forbidden.unverified');
    expect((await ask('someone@example.org')).status).toBe(202);
  });
});

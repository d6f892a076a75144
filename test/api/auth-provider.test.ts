import type { Identity, IdentityProvider } from '@juxian/core/identity.ts';
import { registered } from '@juxian/engine/define.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, type County, origin, password, startApi } from '../support/api.ts';

const minute = 60_000;
const root = '/api/v1/sessions/via/province';
let api: Api;
let county: County;
let who: Identity;

/** An account system that vouches for whoever `who` is, and keeps a nonce as a real one would. */
const province: IdentityProvider = {
  title: { zh: '省统一身份认证', en: 'Provincial sign-in' },
  begin: async (callback) => ({
    url: `https://id.example/authorize?to=${encodeURIComponent(callback)}`,
    kept: { nonce: 'n-1' },
  }),
  finish: async (callback, kept) => {
    if (kept.nonce !== 'n-1' || callback.searchParams.get('code') !== 'good') throw new Error('not vouched for');
    return who;
  },
};

beforeAll(async () => {
  api = await startApi({ modules: [registered(unit)] });
  (api.deps.providers as Map<string, IdentityProvider>).set('province', province);
  county = await api.signUp();
  who = { issuer: 'https://id.example', subject: '42', assurance: 2 };
});
afterAll(() => api.stop());

const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
const back = (cookie: string, code = 'good') =>
  api.call('GET', `${root}/callback?code=${code}`, undefined, { headers: { cookie } });

async function link(by: { token: string }): Promise<number> {
  const set = await api.call('POST', '/api/v1/me/identities/province', { password }, { token: by.token });
  expect(set.body.url).toContain(encodeURIComponent(`${origin}${root}/callback`));
  return (await back(`${cookiesOf(set.headers)}; __Host-s=${by.token}`)).status;
}

it('none is shipped, those there are by their words', async () => {
  expect((await api.call('GET', '/api/v1/providers')).body.items).toEqual([
    { name: 'province', title: 'Provincial sign-in' },
  ]);
  expect((await api.call('GET', '/api/v1/sessions/via/elsewhere')).body.code).toBe('missing.provider');
});

it('an identity opens a session only after its owner has linked it with the password', async () => {
  const out = await api.call('GET', root);
  expect(out.status).toBe(302);
  expect(out.headers.get('location')).toContain('https://id.example/authorize');
  expect((await back(cookiesOf(out.headers))).body.code).toBe('forbidden.identity');
  const refused = await api.call(
    'POST',
    '/api/v1/me/identities/province',
    { password: 'wrong' },
    { token: county.token },
  );
  expect(refused.body.code).toBe('invalid.password');
  expect(await link(county)).toBe(303);
  const again = await api.call('GET', root);
  const signedIn = await back(cookiesOf(again.headers));
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/w']);
  const me = await api.call('GET', '/api/v1/me', undefined, { headers: { cookie: cookiesOf(signedIn.headers) } });
  expect(me.body).toMatchObject({ member: { id: county.id }, session: { assurance: 2 } });
  const other = await api.signUp();
  expect(await link(other)).toBe(409);
});

it('a way back counts once, in the browser that set out, within ten minutes, and only for its owner', async () => {
  const out = await api.call('GET', root);
  const cookie = cookiesOf(out.headers);
  expect((await back('')).body.code).toBe('forbidden.way');
  expect((await back('__Host-v=guessed')).body.code).toBe('forbidden.way');
  expect((await back(cookie)).status).toBe(303);
  expect((await back(cookie)).body.code).toBe('forbidden.way');
  const late = await api.call('GET', root);
  api.pass(11 * minute);
  expect((await back(cookiesOf(late.headers))).body.code).toBe('forbidden.way');
  who = { ...who, subject: '43' };
  const [one, other] = [await api.signUp(), await api.signUp()];
  const set = await api.call('POST', '/api/v1/me/identities/province', { password }, { token: one.token });
  expect((await back(`${cookiesOf(set.headers)}; __Host-s=${other.token}`)).body.code).toBe('forbidden.way');
});

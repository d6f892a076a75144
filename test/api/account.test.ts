import { registered } from '@juxian/engine/define.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type Json, password, startApi } from '../support/api.ts';
import { totp } from '../support/totp.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi({ modules: [registered(unit)] });
});
afterAll(() => api.stop());

const ask = (token: string, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/v1${path}`, body, { token });
const again = async (login: string): Promise<string> => {
  const { body } = await api.call('POST', '/api/v1/sessions', { login, password }, { ip: '203.0.113.44' });
  return body.token;
};

describe('the own account', () => {
  it('says how its owner signs in, and nothing that proves it', async () => {
    const { token, email } = await api.signUp();
    const before = await ask(token, 'GET', '/me/account');
    expect(before.body).toEqual({
      name: '林一',
      email,
      passwordAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      factor: false,
      factorForced: false,
      recoveryLeft: 0,
    });
    const begun = await ask(token, 'POST', '/me/factor', { password });
    expect(begun.body.qr).toMatch(/^<svg class="qr" role="img"/);
    expect((await ask(token, 'GET', '/me/account')).body.factor).toBe(false);
    const { body } = await ask(token, 'POST', '/me/factor/confirm', {
      code: totp(begun.body.secret, api.deps.clock.wall()),
    });
    expect(body.recovery).toHaveLength(8);
    expect((await ask(body.token, 'GET', '/me/account')).body).toMatchObject({ factor: true, recoveryLeft: 8 });
    const [first] = body.recovery as string[];
    const off = await ask(body.token, 'DELETE', '/me/factor', { password, code: first });
    expect((await ask(off.body.token, 'GET', '/me/account')).body).toMatchObject({ factor: false, recoveryLeft: 0 });
  });

  it('takes a new name, which the log names as changed and by whom', async () => {
    const county = await api.signUp();
    const { token } = await api.join(county, ['leader']);
    expect((await ask(token, 'PATCH', '/me', { name: ' 王小二 ' })).body).toEqual({ name: '王小二' });
    expect((await ask(token, 'GET', '/me')).body.member.name).toBe('王小二');
    expect((await ask(token, 'PATCH', '/me', { name: '' })).status).toBe(422);
    expect((await ask(token, 'PATCH', '/me', { name: '王二', roles: ['system'] })).status).toBe(422);
    const { token: auditor } = await api.join(county, ['audit']);
    const { items } = (await ask(auditor, 'GET', '/audit?name=member.changed')).body;
    expect(items).toMatchObject([{ actor: { name: '王二' }, details: { fields: ['name'] } }]);
  });

  it('is no page for a program', async () => {
    const county = await api.signUp();
    const { body: key } = await ask(county.token, 'POST', '/api-keys', {
      name: '对接',
      roles: ['office'],
      expiresAt: new Date(api.deps.clock.wall() + 86_400_000).toISOString(),
    });
    for (const [method, path] of [
      ['GET', '/me/account'],
      ['PATCH', '/me'],
      ['DELETE', '/sessions'],
    ] as const)
      expect((await ask(key.secret, method, path)).body.code, path).toBe('forbidden.member');
  });
});

describe('signing out elsewhere', () => {
  it('ends every other session of the person and of nobody else', async () => {
    const county = await api.signUp();
    const colleague = await api.join(county, ['leader']);
    const [one, two] = [await again(county.email), await again(county.email)];
    const { items } = (await ask(one, 'GET', '/sessions')).body;
    expect(items).toHaveLength(3);
    expect(items.filter(({ ip }: Json) => ip === '203.0.113.44')).toHaveLength(2);
    expect((await ask(one, 'DELETE', '/sessions')).body).toEqual({ ended: 2 });
    for (const token of [two, county.token]) expect((await ask(token, 'GET', '/me')).status).toBe(401);
    for (const token of [one, colleague.token]) expect((await ask(token, 'GET', '/me')).status).toBe(200);
    expect((await ask(one, 'GET', '/sessions')).body.items).toMatchObject([{ current: true }]);
  });
});

import { contactOfPerson } from '@juxian/core/code.ts';
import { readSeals } from '@juxian/core/config.ts';
import { createLink } from '@juxian/core/link.ts';
import { registered } from '@juxian/engine/define.ts';
import { resolveActor } from '@juxian/functions/actor.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, type County, origin, startApi } from '../support/api.ts';

const minute = 60_000;
let api: Api;
let county: County;
let n = 0;
let phone: string;
let ip: string;

beforeAll(async () => {
  api = await startApi({ modules: [registered(unit)] });
  county = await api.signUp();
});
afterAll(async () => {
  expect(api.guard.denials).toBe(0);
  await api.stop();
});
beforeEach(() => {
  n++;
  phone = `139009${String(n).padStart(5, '0')}`;
  ip = `203.0.113.${n}`;
});

const ask = (to = phone, slug = county.slug, from = ip) =>
  api.call('POST', `/api/v1/public/${slug}/codes`, { to }, { ip: from });
const redeem = (code: string, to = phone, slug = county.slug, from = ip) =>
  api.call('POST', `/api/v1/public/${slug}/sessions`, { to, code }, { ip: from });
const lastCode = () => /\d{6}/.exec(api.outbox.sent[0]?.text ?? '')?.[0] ?? '';
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a code', () => {
  it('goes to a phone or an e-mail and opens a session of an applicant, once', async () => {
    expect((await ask()).status).toBe(202);
    expect(api.outbox.sent[0]).toMatchObject({ channel: 'phone', to: phone });
    const code = lastCode();
    const made = await redeem(code);
    expect(made.status).toBe(201);
    const me = await api.call('GET', '/api/v1/me', undefined, { token: made.body.token });
    expect(me.body).toMatchObject({
      kind: 'applicant',
      roles: ['applicant'],
      member: { id: made.body.member.id },
      tenant: { id: county.tenant },
    });
    expect((await redeem(code)).body.code).toBe('invalid.code');
    const mail = `someone${n}@example.org`;
    await ask(mail);
    expect(api.outbox.sent[0]).toMatchObject({ channel: 'email', to: mail });
    expect((await redeem(lastCode(), mail)).status).toBe(201);
  });

  it('brings the same contact to the same person, and another county to another', async () => {
    const visit = async (to: string, slug: string) => {
      await ask(to, slug);
      return (await redeem(lastCode(), to, slug)).body.member.id;
    };
    const first = await visit(phone, county.slug);
    expect(await visit(`+86 ${phone}`, county.slug)).toBe(first);
    const elsewhere = await api.signUp();
    expect(await visit(phone, elsewhere.slug)).not.toBe(first);
    const store = api.table.for(county.tenant, 'portal');
    const seal = (await readSeals(api.keyring, store, 'portal'))('portal');
    expect(await contactOfPerson(store, seal, first)).toEqual({ channel: 'phone', to: phone });
    expect(await contactOfPerson(store, seal, 'per_nobody')).toBeUndefined();
  });

  it('of one county is no good in another', async () => {
    const elsewhere = await api.signUp();
    await ask();
    const code = lastCode();
    expect((await redeem(code, phone, elsewhere.slug)).body.code).toBe('invalid.code');
    expect((await redeem(code)).status).toBe(201);
  });

  it('is answered alike whether the contact is known or not', async () => {
    await ask();
    await redeem(lastCode());
    const [known, unknown] = [await ask(), await ask('13911111111')];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const [wrong, never] = [await redeem(other(lastCode())), await redeem('123456', '13922222222')];
    expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([
      never.status,
      never.body.code,
      never.body.detail,
    ]);
  });

  it('is closed after five wrong tries, to the right one too', async () => {
    await ask();
    const code = lastCode();
    for (let i = 0; i < 5; i++) expect((await redeem(other(code))).body.code).toBe('invalid.code');
    expect((await redeem(code)).body.code).toBe('invalid.code');
    await ask();
    expect((await redeem(lastCode())).status).toBe(201);
  });

  it('is guessed no more than five times when many guess at once', async () => {
    await ask();
    const code = lastCode();
    const guesses = Array.from({ length: 20 }, (_, i) => String((Number(code) + i + 1) % 1_000_000).padStart(6, '0'));
    await Promise.all(guesses.map((guess) => redeem(guess)));
    expect((await redeem(code)).body.code).toBe('invalid.code');
  });

  it('ends after five minutes, and the latest one counts', async () => {
    await ask();
    const old = lastCode();
    await ask();
    const code = lastCode();
    if (old !== code) expect((await redeem(old)).body.code).toBe('invalid.code');
    expect((await redeem(code)).status).toBe(201);
    await ask();
    api.pass(5 * minute + 1000);
    expect((await redeem(lastCode())).body.code).toBe('invalid.code');
  });

  it('is sent five times an hour to one contact, from wherever, and thirty times from one network', async () => {
    for (let i = 0; i < 5; i++) expect((await ask(phone, county.slug, `198.51.100.${i}`)).status).toBe(202);
    const sixth = await ask(phone, county.slug, '198.51.100.99');
    expect(sixth.body.code).toBe('limit.attempts');
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(3000);
    api.pass(61 * minute);
    expect((await ask()).status).toBe(202);
    for (let i = 0; i < 30; i++)
      expect(
        (await ask(`1380099${String(n).padStart(2, '0')}${String(i).padStart(2, '0')}`, county.slug, '192.0.2.77'))
          .status,
      ).toBe(202);
    expect((await ask('13800998888', county.slug, '192.0.2.77')).body.code).toBe('limit.attempts');
  });

  it('wants a real contact and a county that is there', async () => {
    for (const to of ['12345', 'a@b', '23900990001', 'x']) expect((await ask(to)).status).toBe(422);
    expect((await ask(phone, 'no-such-county')).body.code).toBe('missing.tenant');
  });
});

describe('an applicant', () => {
  it('reaches nothing of the staff', async () => {
    await ask();
    const { token } = (await redeem(lastCode())).body;
    expect((await api.call('GET', '/api/v1/members', undefined, { token })).body.code).toBe('forbidden.member');
    for (const path of ['/api-keys'])
      expect((await api.call('GET', `/api/v1${path}`, undefined, { token })).body.code).toBe('forbidden.role');
    expect((await api.call('POST', '/api/v1/tenant/go-live', {}, { token })).status).toBe(403);
    expect((await api.call('GET', '/api/v1/sessions', undefined, { token })).body.code).toBe('forbidden.member');
    expect((await api.call('DELETE', '/api/v1/sessions/current', undefined, { token })).status).toBe(204);
    expect((await api.call('GET', '/api/v1/me', undefined, { token })).status).toBe(401);
  });
});

describe('a link', () => {
  const resolve = (token: string) =>
    resolveActor(api.deps, new Request(`${origin}/o/x`, { headers: { authorization: `Bearer ${token}` } }));
  const wanted = () => ({
    tenant: county.tenant,
    module: 'unit',
    record: 'rec_1',
    name: '县教育局',
    createdBy: county.id,
  });

  it('acts on one record in one role until it expires', async () => {
    const { token, path } = await createLink(api.table.control, api.deps.clock, {
      ...wanted(),
      role: 'industry',
      kinds: ['education'],
      days: 7,
    });
    expect(path).toBe(`/o/${token}`);
    expect((await resolve(token)).actor).toMatchObject({
      kind: 'link',
      roles: ['industry'],
      tenant: county.tenant,
      module: 'unit',
      record: 'rec_1',
      kinds: ['education'],
      name: '县教育局',
    });
    expect((await api.call('GET', '/api/v1/members', undefined, { token })).status).toBe(403);
    api.pass(8 * 24 * 60 * minute);
    await expect(resolve(token)).rejects.toMatchObject({ code: 'forbidden.signedOut' });
    await expect(resolve('jxl_unknown')).rejects.toMatchObject({ code: 'forbidden.signedOut' });
  });

  it('is no invitation, nor the other way round', async () => {
    const { token } = await createLink(api.table.control, api.deps.clock, {
      ...wanted(),
      role: 'unit',
      unit: 'rec_2',
      days: 7,
    });
    expect((await api.call('GET', `/api/v1/invitations/${token}`)).status).toBe(404);
  });
});

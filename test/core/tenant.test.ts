import { dropConfig, readConfig, readSeals, saveConfig } from '@juxian/core/config.ts';
import { hashOf } from '@juxian/core/secret.ts';
import { signUp, signUpSchema, sweepTenants } from '@juxian/core/signUp.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import { registered } from '@juxian/engine/define.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Api, countyBody, password, type SignUpBody, startApi } from '../support/api.ts';

const minute = 60_000;
const hour = 60 * minute;
const operatorKey = 'the-key-of-an-operator';
let api: Api;
let strict: Api;

beforeAll(async () => {
  const modules = [registered(unit)];
  const operators: [string, string][] = [[hashOf(operatorKey), '运营']];
  [api, strict] = await Promise.all([
    startApi({ modules }),
    startApi({ modules, profile: 'mlps3', signUp: 'approve', operators }),
  ]);
});
afterAll(() => Promise.all([api.stop(), strict.stop()]));
afterEach(() => api.faults.clear());

const signIn = (of: Api, body: SignUpBody) =>
  of.call('POST', '/api/v1/sessions', { login: body.admin.email, password });
const start = (body: SignUpBody) => signUp(api.deps, signUpSchema.parse(body), { rule: 'open' });
const stateOf = async (slug: string) =>
  (await listTenants(api.table.control)).find((tenant) => tenant.slug === slug)?.state;

/** The four writes of a sign-up, in their order, and how many have been made when the next one breaks. */
const steps: [string, string, number, number][] = [
  ['the claims', 'TransactWriteItems', 1, 0],
  ['the configuration', 'TransactWriteItems', 2, 1],
  ['the audit line', 'PutItem', 1, 2],
  ['the activation', 'TransactWriteItems', 3, 3],
];

describe('a sign-up', () => {
  it.each(steps)('broken off at %s leaves nothing or is finished by the sweep', async (_, operation, nth, done) => {
    const body = countyBody();
    api.faults.on(operation, nth, 'serverError');
    for (let retry = 1; retry < 6; retry++) api.faults.on(operation, nth + retry, 'serverError');
    await expect(start(body)).rejects.toThrow();
    expect(api.faults.struck.length).toBeGreaterThan(0);
    api.faults.clear();
    if (done === 0) {
      expect(await stateOf(body.slug)).toBeUndefined();
      await start(body);
      expect(await stateOf(body.slug)).toBe('active');
      return;
    }
    expect(await stateOf(body.slug)).toBe('pending');
    expect((await signIn(api, body)).body.code).toBe('forbidden.pending');
    expect((await api.call('POST', `/api/v1/public/${body.slug}/codes`, { to: '13900990099' })).status).toBe(404);
    expect((await sweepTenants(api.deps)).finished).toEqual([]);
    api.pass(3 * minute);
    expect((await sweepTenants(api.deps)).finished).toHaveLength(1);
    expect(await stateOf(body.slug)).toBe('active');
    const signedIn = await signIn(api, body);
    expect(signedIn.body).toMatchObject({
      member: { roles: ['system', 'security', 'office'] },
      tenant: { slug: body.slug },
    });
    expect((await sweepTenants(api.deps)).finished).toEqual([]);
  });

  it('that cannot be finished within a day is undone, and everything it held is free', async () => {
    const body = countyBody();
    const { newTenantKey } = api.keyring;
    api.keyring.newTenantKey = () => Promise.reject(new Error('no key service'));
    await expect(start(body)).rejects.toThrow('no key service');
    api.pass(3 * minute);
    const kept = console.error;
    console.error = () => {};
    expect(await sweepTenants(api.deps)).toEqual({ finished: [], undone: [] });
    api.pass(24 * hour);
    expect((await sweepTenants(api.deps)).undone).toHaveLength(1);
    console.error = kept;
    api.keyring.newTenantKey = newTenantKey;
    expect(await stateOf(body.slug)).toBeUndefined();
    expect((await api.call('POST', '/api/v1/tenants', body)).status).toBe(201);
  });

  it('gives each reach a key of its own, wrapped, and the portal only its own', async () => {
    const county = await api.signUp();
    const store = api.table.for(county.tenant);
    const [staff, portal] = await store.batchGet([store.keys.config('staff'), store.keys.config('portal')]);
    expect(staff?.key).not.toBe(portal?.key);
    const both = await readSeals(api.keyring, store, 'staff');
    const sealed = both('portal').seal('name', { text: '公示' });
    expect(() => both('staff').open('name', sealed)).toThrow();
    const own = await readSeals(api.keyring, api.table.for(county.tenant, 'portal'), 'portal');
    expect(own('portal').open('name', sealed)).toEqual({ text: '公示' });
    expect(() => own('staff')).toThrow('out of reach');
  });
});

describe('the operator', () => {
  const operate = (method: string, path: string, body?: unknown, token = operatorKey) =>
    strict.call(method, `/api/v1/operator/tenants${path}`, body, { token });

  it('lets counties in and verifies one for each division', async () => {
    const [one, other] = [countyBody({ division: '510181' }), countyBody({ division: '510181' })];
    const made = await strict.call('POST', '/api/v1/tenants', one);
    expect(made.status).toBe(202);
    expect(made.body).toEqual({
      tenant: expect.objectContaining({ slug: one.slug, state: 'pending', verified: false }),
    });
    const second = await strict.call('POST', '/api/v1/tenants', other);
    expect(second.status).toBe(202);
    expect((await signIn(strict, one)).body.code).toBe('forbidden.pending');
    strict.pass(3 * minute);
    expect((await sweepTenants(strict.deps)).finished).toEqual([]);
    expect((await operate('GET', '', undefined, 'some-other-key')).status).toBe(401);
    expect((await operate('POST', `/${made.body.tenant.id}/approve`, {}, 'some-other-key')).status).toBe(401);
    const list = await operate('GET', '');
    expect(list.body.items.map(({ slug }: { slug: string }) => slug).sort()).toEqual([one.slug, other.slug].sort());
    expect(JSON.stringify(list.body)).not.toContain(one.admin.email);
    expect((await operate('POST', `/${made.body.tenant.id}/approve`, {})).body.state).toBe('active');
    expect((await signIn(strict, one)).status).toBe(201);
    const proof = { letter: '渝组函〔2026〕1号', creditCode: '11510181MB0000001X' };
    expect((await operate('POST', `/${made.body.tenant.id}/verify`, proof)).body.fields[0].path).toBe('creditCode');
    const right = { ...proof, creditCode: '91350100M000100Y43' };
    expect((await operate('POST', `/${made.body.tenant.id}/verify`, right)).body.verified).toBe(true);
    expect((await readConfig(strict.table.for(made.body.tenant.id, 'portal'), 'portal')).verified).toBe(true);
    expect((await operate('POST', `/${second.body.tenant.id}/verify`, right)).body.code).toBe('conflict.division');
    expect((await strict.call('POST', '/api/v1/tenants', countyBody({ division: '510181' }))).body.code).toBe(
      'conflict.division',
    );
    expect((await operate('DELETE', `/${made.body.tenant.id}`)).body.code).toBe('conflict.active');
    expect((await operate('DELETE', `/${second.body.tenant.id}`)).status).toBe(204);
    expect((await signIn(strict, other)).status).toBe(422);
    expect(await strict.table.control.get(controlKeys.slug(other.slug))).toBeUndefined();
  });
});

describe('the configuration', () => {
  it('is saved for staff and portal at once, the portal without the overlays of staff modules', async () => {
    const county = await api.signUp();
    const store = api.table.for(county.tenant);
    const overlays = { call: { version: 1 }, cadre: { version: 3 } };
    const save = (revision: number) =>
      saveConfig(store, { overlays, off: ['studio'] }, { revision, isPortal: (module) => module === 'call' });
    expect((await readConfig(store, 'staff')).overlays).toEqual({});
    expect(await save(1)).toBe(2);
    expect(await readConfig(store, 'staff')).toMatchObject({ overlays, off: ['studio'], slug: county.slug });
    const portal = api.table.for(county.tenant, 'portal');
    expect((await readConfig(portal, 'portal')).overlays).toEqual({ call: { version: 1 } });
    await expect(save(1)).rejects.toMatchObject({ code: 'conflict.stale' });
    const both = await Promise.allSettled([save(2), save(2)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is read once in five seconds, whoever asks', async () => {
    const county = await api.signUp();
    const store = api.table.for(county.tenant);
    dropConfig(county.tenant);
    api.table.meter.reset();
    await Promise.all(Array.from({ length: 20 }, () => readConfig(store, 'staff')));
    expect(api.table.meter.requests).toBe(1);
    dropConfig(county.tenant);
    await readConfig(store, 'staff');
    expect(api.table.meter.requests).toBe(2);
  });

  it('of no county is missing', async () => {
    await expect(readConfig(api.table.for('t0000000000'), 'staff')).rejects.toMatchObject({ code: 'missing.tenant' });
  });
});

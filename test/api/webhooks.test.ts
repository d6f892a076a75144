import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isInner, receiverOf } from '@juxian/functions/events/post.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { sendAllDue } from '@juxian/functions/events/sending.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { errands } from '../support/errand.ts';

let api: Api;
let county: County;
let server: Server;
let url: string;
type Received = { path: string; headers: Record<string, unknown>; body: string };
let received: Received[];
/** What the receiver answers, by path. */
let answers: Record<string, () => [status: number, headers?: Record<string, string>]>;

beforeAll(async () => {
  api = await startApi({ modules: errands });
  server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on('data', (part) => parts.push(part));
    asked.on('end', () => {
      const path = asked.url ?? '';
      received.push({ path, headers: asked.headers, body: Buffer.concat(parts).toString() });
      const [status, headers = {}] = answers[path]?.() ?? [204];
      answer.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
});
beforeEach(async () => {
  county = await api.signUp();
  received = [];
  answers = {};
});
afterEach(async () => {
  for (const { id } of (await ask('GET', '/webhooks')).body.items) await ask('DELETE', `/webhooks/${id}`);
});

const ask = (method: string, path: string, body?: unknown, token = county.token) =>
  api.call(method, `/api/v1${path}`, body, { token });
const hook = async (more: object = {}): Promise<Json> => {
  const { status, body } = await ask('POST', '/webhooks', { url: `${url}/in`, roles: ['office'], ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
const make = async (topic: string): Promise<Json> =>
  (await ask('POST', '/records/errand', { values: { topic, kind: 'visit', phone: '13900000126' } })).body;
const turn = () => openPump(api.deps).turn();
const deliveries = async (id: string): Promise<Json[]> => (await ask('GET', `/webhooks/${id}/deliveries`)).body.items;
const typesOf = (all: readonly Received[]): string[] => all.map(({ body }) => JSON.parse(body).type);

describe('an event sent outside', () => {
  it('is signed as Standard Webhooks say, and carries ids and names but no value', async () => {
    const { secret } = await hook();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { id } = await make('夜间停水');
    await turn();
    expect(received).toHaveLength(1);
    const [{ headers, body }] = received as [Received];
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(key).toHaveLength(32);
    const message = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(message).digest('base64')}`);
    expect(Number(headers['webhook-timestamp'])).toBe(Math.floor(api.deps.clock.wall() / 1000));
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const told = JSON.parse(body);
    expect(told).toEqual({
      type: 'errand.create',
      timestamp: expect.stringMatching(/\+08:00$/),
      data: {
        module: 'errand',
        id,
        event: headers['webhook-id'],
        n: 1,
        name: 'create',
        state: 'draft',
        revision: 1,
        fields: ['topic', 'kind', 'phone'],
      },
    });
    expect(body).not.toMatch(/夜间停水|13900000126|visit/);
  });

  it('tells of records and fields that the roles see, in the modules asked for, and never who read a value', async () => {
    await hook({ url: `${url}/leader`, roles: ['leader'] });
    await hook({ url: `${url}/units`, modules: ['unit'] });
    await hook({ url: `${url}/office` });
    const { id } = await make('甲');
    api.pass(10);
    await ask('POST', `/records/errand/${id}/reveal`, { field: 'phone', reason: '核对' });
    api.pass(10);
    await ask('POST', `/records/errand/${id}/moves/send`);
    await turn();
    const by = (path: string) => received.filter((one) => one.path === path);
    expect(typesOf(by('/office'))).toEqual(['errand.create', 'errand.send']);
    expect(typesOf(by('/leader'))).toEqual(['errand.send']);
    expect(JSON.parse(by('/leader')[0]?.body ?? '').data.fields).toEqual([]);
    expect(JSON.parse(by('/office')[1]?.body ?? '').data.fields).toEqual(['number']);
    expect(by('/units')).toEqual([]);
  });

  it('arrives once however often it is told, and from however many processes', async () => {
    const { id } = await hook();
    await make('甲');
    await Promise.all([turn(), turn()]);
    await turn();
    await Promise.all([sendAllDue(api.deps), sendAllDue(api.deps)]);
    expect(received).toHaveLength(1);
    expect(await deliveries(id)).toMatchObject([{ type: 'errand.create', state: 'done', attempts: 1, answer: '204' }]);
  });

  it('stays within its county', async () => {
    await hook();
    const other = await api.signUp();
    await ask('POST', '/records/errand', { values: { topic: '别县', kind: 'visit' } }, other.token);
    await turn();
    expect(received).toEqual([]);
  });
});

describe('a receiver that fails', () => {
  it('is asked again after a while with the same message, and the rest follows once it recovers', async () => {
    const { id } = await hook();
    answers['/in'] = () => [500];
    await make('甲');
    await turn();
    api.pass(10);
    await make('乙');
    await turn();
    expect(received).toHaveLength(1);
    const [later, first] = await deliveries(id);
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, answer: 'status 500' });
    expect(later).toMatchObject({ state: 'waiting', attempts: 0 });
    answers['/in'] = () => [200];
    api.pass(4_000);
    await sendAllDue(api.deps);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([first.event, later.event]);
    api.pass(1_000);
    await sendAllDue(api.deps);
    expect(received).toHaveLength(3);
    expect(received[2]?.headers['webhook-id']).toBe(first.event);
    expect(received[2]?.body).toBe(received[0]?.body);
    expect(received[2]?.headers['webhook-signature']).not.toBe(received[0]?.headers['webhook-signature']);
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(['done', 'done']);
    expect((await ask('GET', '/webhooks')).body.items).toMatchObject([{ active: true, failures: 0 }]);
  });

  it('is stopped after eight failures, the system administrator is told, and resumed it gets what it missed', async () => {
    const { id } = await hook();
    const leader = await api.join(county, ['leader']);
    answers['/in'] = () => [503];
    const { id: record } = await make('甲');
    await turn();
    const waits = [5, 60, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600];
    for (const [i, seconds] of waits.entries()) {
      api.pass(seconds * 1000 - 1);
      await sendAllDue(api.deps);
      expect(received).toHaveLength(i + 1);
      api.pass(1);
      await sendAllDue(api.deps);
      expect(received).toHaveLength(i + 2);
    }
    const { body } = await api.call('POST', '/api/v1/sessions', { login: county.email, password: county.password });
    county.token = body.token;
    expect((await ask('GET', '/webhooks')).body.items).toMatchObject([
      { active: false, failures: 8, stopped: { reason: 'status 503' } },
    ]);
    const inbox = (await ask('GET', '/messages')).body.items;
    expect(inbox).toMatchObject([{ module: 'settings', record: 'webhooks', read: false }]);
    expect(inbox[0].text).toContain('127.0.0.1');
    expect(api.outbox.sent.filter(({ subject }) => subject?.includes('事件推送已停止'))).toMatchObject([
      { to: county.email },
    ]);
    expect(leader.email).not.toBe(county.email);
    await ask('POST', `/records/errand/${record}/moves/send`);
    await turn();
    api.pass(48 * 3600 * 1000);
    await sendAllDue(api.deps);
    expect(received).toHaveLength(8);
    answers['/in'] = () => [200];
    county.token = (
      await api.call('POST', '/api/v1/sessions', { login: county.email, password: county.password })
    ).body.token;
    expect((await ask('POST', `/webhooks/${id}/resume`)).body).toMatchObject({ active: true, failures: 0 });
    await sendAllDue(api.deps);
    expect(typesOf(received.slice(8))).toEqual(['errand.create']);
  });

  it('is stopped at once when it says that it is gone', async () => {
    await hook();
    answers['/in'] = () => [410];
    await make('甲');
    await turn();
    expect((await ask('GET', '/webhooks')).body.items).toMatchObject([{ active: false }]);
  });

  it('is not followed elsewhere', async () => {
    const { id } = await hook();
    answers['/in'] = () => [307, { location: `${url}/elsewhere` }];
    await make('甲');
    await turn();
    expect(received.map(({ path }) => path)).toEqual(['/in']);
    expect(await deliveries(id)).toMatchObject([{ answer: 'redirect', state: 'waiting' }]);
  });
});

describe('a receiver', () => {
  it('is shown without its secret, which lies sealed, and hears a trial', async () => {
    const { id, secret } = await hook();
    const { items } = (await ask('GET', '/webhooks')).body;
    expect(items).toMatchObject([{ id, url: `${url}/in`, roles: ['office'], active: true, createdBy: '林一' }]);
    const store = api.table.for(county.tenant);
    const kept = JSON.stringify((await store.query({ pk: store.keys.webhooks() })).items);
    expect(kept).not.toContain(secret.slice(6, 20));
    expect(kept).not.toContain('127.0.0.1');
    expect((await ask('POST', `/webhooks/${id}/trial`)).status).toBe(202);
    await sendAllDue(api.deps);
    expect(typesOf(received)).toEqual(['webhook.trial']);
  });

  it('hears nothing more once deleted', async () => {
    const { id } = await hook();
    await ask('POST', `/webhooks/${id}/trial`);
    expect((await ask('DELETE', `/webhooks/${id}`)).status).toBe(204);
    await sendAllDue(api.deps);
    await make('甲');
    await turn();
    expect(received).toEqual([]);
    expect((await ask('GET', `/webhooks/${id}/deliveries`)).body.code).toBe('missing.webhook');
  });

  it('is the system administrator’s to settle, in the own county, under roles of programs', async () => {
    const { id } = await hook();
    for (const role of ['security', 'audit', 'office']) {
      const { token } = await api.join(county, [role]);
      for (const [method, path] of [
        ['GET', '/webhooks'],
        ['POST', '/webhooks'],
        ['GET', `/webhooks/${id}/deliveries`],
        ['DELETE', `/webhooks/${id}`],
      ] as const)
        expect((await ask(method, path, method === 'POST' ? {} : undefined, token)).body.code).toBe('forbidden.role');
    }
    const other = await api.signUp();
    for (const [method, path] of [
      ['GET', `/webhooks/${id}/deliveries`],
      ['POST', `/webhooks/${id}/resume`],
      ['DELETE', `/webhooks/${id}`],
    ] as const)
      expect((await ask(method, path, undefined, other.token)).body.code).toBe('missing.webhook');
    const refused = async (more: object) =>
      (await ask('POST', '/webhooks', { url: `${url}/in`, roles: ['office'], ...more })).body.code;
    expect(await refused({ roles: ['system'] })).toBe('invalid.roles');
    expect(await refused({ modules: ['nothing'] })).toBe('invalid.module');
    expect(await refused({ url: 'http://192.0.2.7/in' })).toBe('invalid.url');
  });
});

describe('addresses', () => {
  const takes = (text: string, profile: 'local' | 'mlps3'): boolean => {
    try {
      return receiverOf(text, profile) instanceof URL;
    } catch {
      return false;
    }
  };

  it('are https; plain http reaches 127.0.0.1 from this machine alone', () => {
    for (const [text, local, cloud] of [
      ['https://hooks.example.org/in?a=1', true, true],
      ['http://127.0.0.1:8080/in', true, false],
      ['http://localhost:8080/in', false, false],
      ['http://hooks.example.org/in', false, false],
      ['https://127.0.0.1/in', true, false],
      ['https://localhost/in', true, false],
      ['https://intranet/in', true, false],
      ['https://0x7f.1/in', true, false],
      ['https://[::ffff:10.0.0.1]/in', true, false],
      ['https://169.254.169.254/latest', true, false],
      ['https://user:word@hooks.example.org/in', false, false],
      ['https://hooks.example.org/in#part', false, false],
      ['ftp://hooks.example.org/in', false, false],
      ['hooks.example.org', false, false],
    ] as const)
      expect({ text, local: takes(text, 'local'), cloud: takes(text, 'mlps3') }).toEqual({ text, local, cloud });
  });

  it('of no public network are known in every notation', () => {
    const within = ['10.1.2.3', '172.31.255.255', '192.168.0.1', '127.0.0.1', '100.64.0.1', '169.254.1.1', '0.0.0.0'];
    const within6 = [
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:192.168.0.1',
      '::ffff:a00:1',
      '64:ff9b::a00:1',
      'ff02::1',
    ];
    for (const address of [...within, ...within6, 'no address'])
      expect({ address, inner: isInner(address) }).toEqual({ address, inner: true });
    for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2400:3200::1', '::ffff:8.8.8.8'])
      expect({ address, inner: isInner(address) }).toEqual({ address, inner: false });
  });
});

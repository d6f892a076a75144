import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registered } from '@juxian/engine/define.ts';
import { authApp } from '@juxian/functions/auth/app.ts';
import { networkOf } from '@juxian/functions/http.ts';
import { servePage } from '@juxian/functions/local/pages.ts';
import { functionOf } from '@juxian/functions/match.ts';
import { routes } from '@juxian/functions/routes.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi({ modules: [registered(unit)] });
});
afterAll(() => api.stop());

const mine = routes.filter((route) => route.function === 'auth' && route.path.startsWith('/api/'));

describe('the route table', () => {
  it('names every route of the sign-in function and no other', () => {
    const served = authApp(api.deps)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect(served.length).toBeGreaterThan(30);
    expect([...new Set(served)].sort()).toEqual(mine.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(mine.filter(({ actor }) => actor !== 'anybody'))(
    '$method $path is closed to whoever is signed out',
    async ({ method, path }) => {
      for (const token of [undefined, 'a.b.c', 'jxk_unknown', 'jxl_unknown']) {
        const sent = path.replace(/:\w+/g, 'x');
        const answer = await api.call(method, sent, method === 'GET' ? undefined : {}, {
          ip: '192.0.2.200',
          ...(token ? { token } : {}),
        });
        expect(answer.body, `${token}`).toMatchObject({ status: 401, code: 'forbidden.signedOut' });
      }
    },
  );

  it.each([
    ['/api/v1/tenant', 'api'],
    ['/api/v1/tenant/go-live', 'auth'],
    ['/api/v1/sessions/current', 'auth'],
    ['/api/v1/public/qinghe/sessions', 'auth'],
    ['/api/v1/public/qinghe/calls', 'portal'],
    ['/api/v1/records/call/export', 'api'],
    ['/p/qinghe/calls/1', 'portal'],
    ['/p/qinghe/sign-in', 'auth'],
    ['/p/qinghe/sign-out', 'auth'],
    ['/api/trpc/me', 'api'],
    ['/w/call', undefined],
    ['/api/v1/nowhere', undefined],
  ])('gives %s to %s', (path, name) => {
    expect(functionOf(path)).toBe(name);
  });
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['not an address', 'unknown'],
  ['', 'unknown'],
])('the network of %s is %s', (address, wanted) => {
  expect(networkOf(address)).toBe(wanted);
});

describe('the built pages', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'juxian-pages-'));
    await mkdir(join(directory, 'dist/assets'), { recursive: true });
    await writeFile(join(directory, 'secret.txt'), 'secret');
    for (const name of ['index.html', 'sign-in.html', 'invitations.html', 'missing.html', 'assets/a-1234.js'])
      await writeFile(join(directory, 'dist', name), name);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const get = (path: string, method = 'GET') => servePage(join(directory, 'dist'), { method, path });

  it.each([
    ['/sign-in', 'sign-in.html', 'no-cache'],
    ['/w', 'index.html', 'no-cache'],
    ['/w/call/rec_1', 'index.html', 'no-cache'],
    ['/invitations/abc123', 'invitations.html', 'no-cache'],
    ['/assets/a-1234.js', 'assets/a-1234.js', 'public, max-age=31536000, immutable'],
  ])('answer %s with %s', async (path, name, kept) => {
    const answer = await get(path);
    expect([answer.status, await answer.text(), answer.headers.get('cache-control')]).toEqual([200, name, kept]);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self'(?!.*script-src)/);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/b.js',
    '/.env',
    '//secret.txt',
    '/a\\..\\secret.txt',
  ])('answer nothing for %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  });

  it.each(['/nowhere', '/wx', '/index', '/missing', '/sign-in/more', '/invitations/abc123/more', '/nowhere/at/all'])(
    'say that %s is not there',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, await answer.text()]).toEqual([404, 'missing.html']);
    },
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('take no %s', async (method) => {
    for (const path of ['/nowhere', '/w', '/sign-in', '/assets/a-1234.js', '/.env', '/']) {
      const answer = await get(path, method);
      expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, 'GET, HEAD', '405']);
    }
    expect((await get('/sign-in', 'HEAD')).status).toBe(200);
  });
});

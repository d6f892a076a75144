import { claimDomain } from '@juxian/core/domain.ts';
import { apiApp } from '@juxian/functions/api/app.ts';
import { authApp } from '@juxian/functions/auth/app.ts';
import { handlerOf, openFunction } from '@juxian/functions/cloud.ts';
import { streamOf } from '@juxian/functions/events/stream.ts';
import { tickAll } from '@juxian/functions/jobs/clock.ts';
import { runOpenJobs } from '@juxian/functions/jobs/run.ts';
import { portalApp } from '@juxian/functions/portal/app.tsx';
import { onEveryHost } from '@juxian/functions/portal/host.ts';
import { Guard } from '@juxian/store/guard.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countyBody } from '../support/api.ts';
import { origin, type Served, send, startCloud } from './cloud.ts';

type Function = (event: never) => Promise<unknown>;

let cloud: Served;
let functions: Record<'api' | 'auth' | 'portal', Function>;
const guards = { api: new Guard(), auth: new Guard(), portal: new Guard() };
const county = countyBody({ name: '青禾县', slug: 'qinghe-cloud' });
let session = '';
let tenant = '';

beforeAll(async () => {
  cloud = await startCloud();
  const portal = await openFunction('api', 'portal', guards.portal);
  functions = {
    api: handlerOf(apiApp(await openFunction('api', 'tenant', guards.api))),
    auth: handlerOf(authApp(await openFunction('auth', 'tenant', guards.auth))),
    portal: handlerOf(onEveryHost(portal, portalApp(portal))),
  };
  const made = await send(functions.auth, 'POST', '/api/v1/tenants', { body: county, headers: { origin } });
  expect(made.status, made.text).toBe(201);
  const body = JSON.parse(made.text);
  session = body.session.token;
  tenant = body.tenant.id;
});
afterAll(() => cloud.stop());

describe('the functions of the cloud, each with its own reach', () => {
  it('sign a county up with a key of its own, wrapped under its own tag', () => {
    expect(cloud.calls).toContain(`AssumeRole tenant ${tenant}`);
    expect(cloud.calls).toContain(`Encrypt ${tenant} as tenant.${tenant}`);
    expect(cloud.refused).toEqual([]);
  });

  it('let its first person work in the workspace’s function', async () => {
    const modules = await send(functions.api, 'GET', '/api/v1/modules', { token: session });
    expect(modules.status, modules.text).toBe(200);
    const made = await send(functions.api, 'POST', '/api/v1/records/unit', {
      token: session,
      body: { values: { name: '青禾县人才服务中心', order: 1, sort: 'institution' } },
    });
    expect(made.status, made.text).toBe(201);
    const list = await send(functions.api, 'GET', '/api/v1/records/unit', { token: session });
    expect(list.status, list.text).toBe(200);
    expect(list.text).toContain('青禾县人才服务中心');
  });

  it('draw the portal under the portal’s tag only', async () => {
    const before = cloud.calls.length;
    const page = await send(functions.portal, 'GET', `/p/${county.slug}/`);
    expect(page.status, page.text.slice(-600)).toBe(200);
    expect(page.text).toContain('青禾县');
    const since = cloud.calls.slice(before);
    expect(since).toContain(`AssumeRole portal ${tenant}`);
    expect(since.filter((call) => !call.includes('portal'))).toEqual([]);
  });

  it('draw it at the root of the county’s own host, which the gateway names and no header', async () => {
    const { table } = await openFunction('auth', 'tenant');
    await claimDomain(table.control, { name: 'rc.qinghe.gov.cn', tenant, slug: county.slug, lookedAt: 0 });
    const own = await send(functions.portal, 'GET', '/calls', { at: 'rc.qinghe.gov.cn' });
    expect([own.status, own.text.includes('href="/calls"')]).toEqual([200, true]);
    const forged = { host: 'rc.qinghe.gov.cn', 'x-forwarded-host': 'rc.qinghe.gov.cn' };
    expect((await send(functions.portal, 'GET', '/calls', { headers: forged })).status).toBe(404);
  });

  it('do the clock’s work and hear the stream with the reach of the workspace', async () => {
    const guard = new Guard();
    const deps = await openFunction('api', 'tenant', guard);
    await tickAll(deps);
    await runOpenJobs(deps);
    expect(await streamOf(deps)({ Records: [] })).toEqual({ batchItemFailures: [] });
    expect(guard.denials).toBe(0);
  });

  it('meet no denial on the way', () => {
    for (const [name, guard] of Object.entries(guards)) expect(guard.denials, name).toBe(0);
  });

  it('believe the gateway about the client’s address, never the client', async () => {
    const seen: (string | undefined)[] = [];
    const { Hono } = await import('hono');
    const app = new Hono().get('/', (c) => {
      seen.push(c.req.header('x-juxian-address'));
      return c.text('');
    });
    await send(handlerOf(app), 'GET', '/', { headers: { 'X-Juxian-Address': '198.51.100.1' } });
    expect(seen).toEqual(['203.0.113.7']);
  });
});

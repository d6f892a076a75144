import { parse } from '@juxian/base/fn.ts';
import { t } from '@juxian/base/text.ts';
import { takeTry } from '@juxian/core/attempt.ts';
import { signIn } from '@juxian/core/signIn.ts';
import { signUp, signUpSchema } from '@juxian/core/signUp.ts';
import { goLive } from '@juxian/core/tenant.ts';
import type { Hono } from 'hono';
import { needRole, resolveActor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { type Edge, readJson } from '../http.ts';
import { giveDevice, giveSession, tenantAnswer } from './signedIn.ts';

const tooMany = t('注册太频繁，请{minutes}分钟后再试', 'Too many sign-ups; try again in {minutes} minutes');

export function tenantRoutes(app: Hono<Edge>, deps: Deps): void {
  app.post('/tenants', async (c) => {
    const wanted = parse(signUpSchema, await readJson(c));
    const most = deps.profile === 'local' ? 10_000 : 10;
    await takeTry(deps.table.control, deps.clock, { name: `signUp|${c.var.ip}`, most, seconds: 3600 }, tooMany);
    const tenant = await signUp(deps, wanted, { rule: deps.signUp });
    if (tenant.state !== 'active') return c.json({ tenant: tenantAnswer(tenant) }, 202);
    const { email, password } = wanted.admin;
    const { opened, device } = await signIn(deps, { login: email, password, ip: c.var.ip });
    giveDevice(c, device);
    return c.json({ tenant: tenantAnswer(tenant), session: giveSession(c, deps, opened) }, 201);
  });

  app.post('/tenant/go-live', async (c) => {
    const actor = await needRole(deps, await resolveActor(deps, c.req.raw), 'tenant.wentLive', c.var.ip, 'security');
    return c.json(tenantAnswer(await goLive(deps, actor.tenant, { id: actor.id, name: actor.name, kind: actor.kind })));
  });
}

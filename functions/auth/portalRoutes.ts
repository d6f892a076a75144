import type { Ctx } from '@juxian/engine/context.ts';
import type { Context, Hono } from 'hono';
import { needRole, resolveActor } from '../actor.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { type Edge, readJson } from '../http.ts';

// Loaded when an administrator opens the page: every process starts, few ever see it.
const settings = () => import('./portalSettings.ts');

/** How a county's portal looks and which host it has. Here, since no other function may write whose a host is. */
export function portalRoutes(app: Hono<Edge>, deps: Deps): void {
  const asked = async (c: Context<Edge>): Promise<Ctx> => {
    const actor = await needRole(deps, await resolveActor(deps, c.req.raw), 'tenant.portal', c.var.ip, 'system');
    return makeCtx(deps, { actor, locale: c.var.locale, requestId: c.var.requestId });
  };
  app.get('/tenant/portal', async (c) => c.json(await (await settings()).readPortal(deps, await asked(c))));
  app.put('/tenant/portal', async (c) => {
    const ctx = await asked(c);
    return c.json(await (await settings()).changePortal(deps, ctx, await readJson(c)));
  });
  app.post('/tenant/portal/preview', async (c) => {
    const ctx = await asked(c);
    return c.json(await (await settings()).previewPortal(deps, ctx, await readJson(c)));
  });
  app.put('/tenant/portal/domain', async (c) => {
    const ctx = await asked(c);
    return c.json(await (await settings()).changeDomain(deps, ctx, await readJson(c)));
  });
  app.delete('/tenant/portal/domain', async (c) => {
    const ctx = await asked(c);
    return c.json(await (await settings()).removeDomain(deps, ctx));
  });
  app.post('/tenant/portal/domain/check', async (c) => {
    const ctx = await asked(c);
    return c.json(await (await settings()).lookAtDomain(deps, ctx));
  });
}

import { parse } from '@juxian/base/fn.ts';
import type { Hono } from 'hono';
import { readJson } from '../http.ts';
import { closeTenant, keepTenant } from '../jobs/closing.ts';
import { needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

/** A county's way out: grace, then erasure; until then it may stay. */
export function closingRoutes(app: Hono<ApiEdge>): void {
  app.post('/tenant/close', async (c) => {
    await needSystem(c.var.ctx, 'tenant.closing');
    return c.json(await closeTenant(c.var.ctx, parse(closeTenant.schema, await readJson(c))), 202);
  });
  app.delete('/tenant/close', async (c) => {
    await needSystem(c.var.ctx, 'tenant.kept');
    await keepTenant(c.var.ctx);
    return c.body(null, 204);
  });
}

import type { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { readJson } from '../http.ts';
import { needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

const receivers = () => import('../events/webhooks.ts');
const sent = () => import('../events/deliveries.ts');

/** Receivers of events outside the county, and what they were sent. The system administrator's alone. */
export function webhookRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.use('/webhooks/*', async (c, next) => {
    await needSystem(c.var.ctx, 'webhook');
    await next();
  });
  app.get('/webhooks', async (c) => {
    const { listWebhooks } = await receivers();
    return c.json({ items: await listWebhooks(c.var.ctx) });
  });
  app.post('/webhooks', async (c) => {
    const { createWebhook } = await receivers();
    const { webhook, secret } = await createWebhook(c.var.ctx, deps.profile, await readJson(c));
    return c.json({ ...webhook, secret }, 201);
  });
  app.delete('/webhooks/:id', async (c) => {
    const { removeWebhook } = await receivers();
    await removeWebhook(c.var.ctx, c.req.param('id'));
    return c.body(null, 204);
  });
  app.get('/webhooks/:id/deliveries', async (c) => {
    const { listDeliveries } = await sent();
    return c.json({ items: await listDeliveries(c.var.ctx, c.req.param('id')) });
  });
  app.post('/webhooks/:id/resume', async (c) => {
    const { resumeWebhook } = await sent();
    return c.json(await resumeWebhook(c.var.ctx, c.req.param('id')));
  });
  app.post('/webhooks/:id/trial', async (c) => {
    const { queueTrial } = await sent();
    return c.json(await queueTrial(c.var.ctx, c.req.param('id')), 202);
  });
}

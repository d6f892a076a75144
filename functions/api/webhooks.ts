import { parse } from '@juxian/base/fn.ts';
import type { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { listDeliveries, queueTrial, resumeWebhook } from '../events/deliveries.ts';
import { createWebhook, listWebhooks, removeWebhook, webhookSchema } from '../events/webhooks.ts';
import { readJson } from '../http.ts';
import { needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

/** Receivers of events outside the county, and what they were sent. The system administrator's alone. */
export function webhookRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.use('/webhooks/*', async (c, next) => {
    await needSystem(c.var.ctx, 'webhook');
    await next();
  });
  app.get('/webhooks', async (c) => c.json({ items: await listWebhooks(c.var.ctx) }));
  app.post('/webhooks', async (c) => {
    const wanted = parse(webhookSchema, await readJson(c));
    const { webhook, secret } = await createWebhook(c.var.ctx, deps.profile, wanted);
    return c.json({ ...webhook, secret }, 201);
  });
  app.delete('/webhooks/:id', async (c) => {
    await removeWebhook(c.var.ctx, c.req.param('id'));
    return c.body(null, 204);
  });
  app.get('/webhooks/:id/deliveries', async (c) =>
    c.json({ items: await listDeliveries(c.var.ctx, c.req.param('id')) }),
  );
  app.post('/webhooks/:id/resume', async (c) => c.json(await resumeWebhook(c.var.ctx, c.req.param('id'))));
  app.post('/webhooks/:id/trial', async (c) => c.json(await queueTrial(c.var.ctx, c.req.param('id')), 202));
}

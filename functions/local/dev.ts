import { parse } from '@juxian/base/fn.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Outbox } from '@juxian/core/message.ts';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { type Edge, httpApp, readJson } from '../http.ts';
import { tickAll } from '../jobs/clock.ts';

/**
 * For trying things out on this machine: moves the business clock and takes at once what is due by it, shows what would
 * have been sent. In no bundle of the cloud.
 */
export function devApp(deps: Deps, outbox: Outbox, pump: { turn(): Promise<number> }): Hono<Edge> {
  const app = httpApp(deps.entrance).basePath('/api/v1/dev');

  app.post('/clock', async (c) => {
    const { now } = parse(z.strictObject({ now: z.string().max(40) }), await readJson(c));
    const moment = Date.parse(now);
    if (Number.isNaN(moment)) throw refuseField('now', 'invalid.moment', t('时间格式不对', 'Not a moment'));
    deps.clock.set(moment);
    const moves = await tickAll(deps);
    await pump.turn();
    return c.json({ now: deps.clock.now(), today: deps.clock.today(), moves });
  });

  app.get('/outbox', async (c) => {
    await pump.turn();
    return c.json({ items: outbox.sent });
  });
  return app;
}

import { parse } from '@juxian/base/fn.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { Outbox } from '@juxian/core/message.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { giveSession } from '../auth/signedIn.ts';
import type { Deps } from '../deps.ts';
import { type Edge, httpApp, readJson } from '../http.ts';
import { tickAll } from '../jobs/clock.ts';
import { languageOf } from '../portal/visit.ts';
import { demoCards, signInAs } from './demo/index.ts';
import { inboxPolicy, renderInbox } from './Inbox.tsx';

/** Where the messages of a demonstration are read. */
export const inboxPath = '/api/v1/dev/inbox';

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

  app.get('/inbox', async (c) => {
    await pump.turn();
    c.header('Content-Security-Policy', inboxPolicy);
    c.header('Cache-Control', 'no-store');
    const to = (c.req.query('to') ?? '').trim().slice(0, 80);
    return c.html(renderInbox({ sent: outbox.sent, to, locale: languageOf(c) }));
  });

  app.get('/demo', async (c) => {
    const cards = await demoCards(deps);
    const { locale } = c.var;
    return c.json(
      cards.map(({ title, note, ...card }) => ({ ...card, title: say(title, locale), note: say(note, locale) })),
    );
  });
  app.post('/demo/:key', async (c) => {
    const { opened, url } = await signInAs(deps, c.req.param('key'));
    giveSession(c, deps, opened);
    return c.json({ url });
  });
  return app;
}

import { parse } from '@juxian/base/fn.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { listMessages, markRead } from '../events/inbox.ts';
import { readJson } from '../http.ts';
import type { ApiEdge } from './records.ts';

export const readSchema = z.strictObject({ ids: z.array(z.string().max(60)).max(200).optional() });

/** What the system has sent the actor. */
export function messageRoutes(app: Hono<ApiEdge>): void {
  app.get('/messages', async (c) => c.json(await listMessages(c.var.ctx)));
  app.post('/messages/read', async (c) => {
    const { ids } = parse(readSchema, await readJson(c));
    return c.json(await markRead(c.var.ctx, ids));
  });
}

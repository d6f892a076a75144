import { parse } from '@juxian/base/fn.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { readJson } from '../http.ts';
import type { ApiEdge } from './records.ts';

const review = () => import('./review.ts');
const named = z.strictObject({ names: z.string().max(8000).default('') });

/** What outside programs read of a panel, and an expert of the own sheet: the functions behind board and desk. */
export function panelRoutes(app: Hono<ApiEdge>): void {
  app.get('/records/panel/:id/board', async (c) =>
    c.json(await (await review()).boardOf(c.var.ctx, c.req.param('id'))),
  );
  app.post('/records/panel/:id/conflicts', async (c) => {
    const { names } = parse(named, await readJson(c));
    return c.json(await (await review()).matrixOf(c.var.ctx, { panel: c.req.param('id'), names }));
  });
  app.get('/records/review/:id/queue', async (c) => {
    const { queueOf } = await import('@juxian/modules/talent/review/queue.ts');
    return c.json(await queueOf(c.var.ctx, c.req.param('id')));
  });
  app.get('/records/review/:id/others', async (c) => {
    const { othersOf } = await import('@juxian/modules/talent/review/sight.ts');
    c.header('Cache-Control', 'no-store');
    return c.json(await othersOf(c.var.ctx, { sheet: c.req.param('id'), item: c.req.query('item') ?? '' }));
  });
}

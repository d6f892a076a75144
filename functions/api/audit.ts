import { parse } from '@juxian/base/fn.ts';
import { type AuditLine, listAudit, recordAccess } from '@juxian/core/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { actorLine } from '../actor.ts';
import { type Verified, verifyRecords } from '../jobs/verify.ts';
import { needAuditor } from './needed.ts';
import { type ApiEdge, listParams } from './records.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .max(40);
export const auditSchema = z.strictObject({
  since: day.optional(),
  until: day.optional(),
  actor: z.string().max(80).optional(),
  name: z.string().max(80).optional(),
  person: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

/** Lines of accesses and events, latest first. */
export async function readAudit(ctx: Ctx, query: z.output<typeof auditSchema>): Promise<{ items: AuditLine[] }> {
  await needAuditor(ctx, 'audit.read');
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return { items: await listAudit(ctx.store, ctx.clock, given) };
}

/** Walks every chain of the county; what does not hold is named. Leaves a line. */
export async function verifyAudit(ctx: Ctx): Promise<Verified> {
  await needAuditor(ctx, 'audit.verified');
  const verified = await verifyRecords(ctx);
  const { broken, ...counts } = verified;
  await recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'audit.verified',
    outcome: 'done',
    details: { ...counts, broken: broken.length },
  });
  return verified;
}

export function auditRoutes(app: Hono<ApiEdge>): void {
  app.get('/audit', async (c) => c.json(await readAudit(c.var.ctx, parse(auditSchema, listParams(c.req.url)))));
  app.post('/audit/verify', async (c) => c.json(await verifyAudit(c.var.ctx)));
}

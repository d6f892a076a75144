import { parse } from '@juxian/base/fn.ts';
import { isId } from '@juxian/base/id.ts';
import { type AuditLine, listAudit, recordAccess } from '@juxian/core/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { openRecord } from '@juxian/engine/stored.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { actorLine } from '../actor.ts';
import type { Verified } from '../jobs/verify.ts';
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

/** A line with the title of the record it is about, as it stands now. */
export type TitledLine = AuditLine & { title?: string };

/** Lines of accesses and events, latest first. */
export async function readAudit(ctx: Ctx, query: z.output<typeof auditSchema>): Promise<{ items: TitledLine[] }> {
  await needAuditor(ctx, 'audit.read');
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const lines = await listAudit(ctx.store, ctx.clock, given);
  const titles = await titlesOf(ctx, lines);
  return {
    items: lines.map((line) => {
      const title = titles.get(line.object?.id ?? '');
      return title ? { ...line, title } : line;
    }),
  };
}

/** Titles by id of the records the lines are about. A draft is its owner's: it has none here. */
async function titlesOf(ctx: Ctx, lines: readonly AuditLine[]): Promise<ReadonlyMap<string, string>> {
  const asked = new Map<string, string>();
  for (const { object } of lines)
    if (object?.id && object.module && ctx.registry.has(object.module)) asked.set(object.id, object.module);
  const modules = new Map([...new Set(asked.values())].map((name) => [name, moduleOf(ctx, name)]));
  const keys = [...asked].flatMap(([id, name]) => {
    const module = modules.get(name);
    return module && isId('record', id) ? [ctx.store.keys.record(module.reach, name, id)] : [];
  });
  const titles = new Map<string, string>();
  for (const item of await ctx.store.batchGet(keys)) {
    const module = modules.get(String(item?.module ?? ''));
    if (!item || !module || !item.key || module.states[String(item.state)]?.phase === 'draft') continue;
    titles.set(String(item.id), openRecord(ctx, module, item).title);
  }
  return titles;
}

/** Walks every chain of the county; what does not hold is named. Leaves a line. */
export async function verifyAudit(ctx: Ctx): Promise<Verified> {
  await needAuditor(ctx, 'audit.verified');
  const { verifyRecords } = await import('../jobs/verify.ts');
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

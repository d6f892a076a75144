import { parse } from '@juxian/base/fn.ts';
import { portalOrigin } from '@juxian/base/portal.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { createLink } from '@juxian/core/link.ts';
import { openFor } from '@juxian/engine/open.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { readJson } from '../http.ts';
import type { ApiEdge } from './records.ts';

const wanted = z.strictObject({
  role: z.enum(['unit', 'industry']),
  name: z.string().min(1).max(60),
  days: z.int().min(1).max(30).default(15),
});

/**
 * A link by which a unit or department gives its opinion without an account: it acts on one record, in one role.
 * Only the office makes it, for a record that waits for that role.
 */
export function linkRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.post('/records/:module/:id/links', async (c) => {
    const { ctx } = c.var;
    const { role, name, days } = parse(wanted, await readJson(c));
    const { module, record, parts } = await openFor(ctx, { module: c.req.param('module'), id: c.req.param('id') });
    const isOffice = parts.some((part) => part.role === 'office');
    const waits = Object.values(module.moves).some(
      (move) => move.by.includes(role) && move.from.includes(record.state),
    );
    if (!isOffice)
      throw new Refusal('forbidden.link', t('只有人才办可以发出办理链接', 'Only the office can send such a link'));
    if (!waits)
      throw new Refusal('conflict.link', t('此件现在不需要对方办理', 'Nothing is asked of them at this step'));
    const { hostUnit, kind } = record.values as { hostUnit?: string; kind?: string };
    const { path, link } = await createLink(deps.table.control, deps.clock, {
      tenant: ctx.actor.tenant,
      module: module.name,
      record: record.id,
      role,
      name,
      createdBy: ctx.actor.id,
      days,
      ...(role === 'unit' && hostUnit ? { unit: hostUnit } : {}),
      ...(role === 'industry' && kind ? { kinds: [kind] } : {}),
    });
    return c.json(
      { url: `${portalOrigin(deps.origin, ctx.config)}${path}`, expiresAt: new Date(link.expiresAt).toISOString() },
      201,
    );
  });
}

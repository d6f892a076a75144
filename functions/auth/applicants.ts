import { momentOf } from '@juxian/base/clock.ts';
import { parse } from '@juxian/base/fn.ts';
import { channels, contactOf, redeemCode, sendCode } from '@juxian/core/code.ts';
import { tenantOfSlug } from '@juxian/core/tenant.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { type Edge, readJson } from '../http.ts';

const to = z.string().trim().min(3).max(254);
const codeSchema = z.strictObject({ channel: z.enum(channels).optional(), to });
const redeemSchema = z.strictObject({
  to,
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

export function applicantRoutes(app: Hono<Edge>, deps: Deps): void {
  app.post('/public/:slug/codes', async (c) => {
    const tenant = await tenantOfSlug(deps.table.control, c.req.param('slug'));
    const wanted = parse(codeSchema, await readJson(c));
    const contact = contactOf(wanted.to, wanted.channel);
    const { expiresAt } = await sendCode(deps, tenant, { contact, ip: c.var.ip, locale: c.var.locale });
    return c.json({ expiresAt: momentOf(expiresAt) }, 202);
  });

  app.post('/public/:slug/sessions', async (c) => {
    const tenant = await tenantOfSlug(deps.table.control, c.req.param('slug'));
    const { to, code } = parse(redeemSchema, await readJson(c));
    const opened = await redeemCode(deps, tenant, { contact: contactOf(to), code, ip: c.var.ip });
    const { id, slug, name } = tenant;
    const person = { id: opened.session.uid, roles: ['applicant'] };
    return c.json(
      { token: opened.token, expiresAt: momentOf(opened.expiresAt), member: person, tenant: { id, slug, name } },
      201,
    );
  });
}

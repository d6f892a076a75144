import { holds } from '@juxian/base/actor.ts';
import { parse } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { refusePale } from '@juxian/core/colour.ts';
import { configRevision, readConfig, saveConfig, type TenantConfig } from '@juxian/core/config.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { isDay } from '@juxian/rules/day.ts';
import { allFigures, issueOfOverride } from '@juxian/rules/figures.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { readJson } from '../http.ts';
import { needSecurity, needSystem } from './needed.ts';
import type { ApiEdge } from './records.ts';

const words = z.string().trim().max(120);
const changes = z.strictObject({
  revision: z.int(),
  office: z.strictObject({ name: words.min(1), phone: words, address: words, hours: words }).optional(),
  closedDays: z.array(z.string().refine(isDay)).max(60).optional(),
  off: z.array(z.string().max(40)).max(200).optional(),
  figures: z.record(z.string(), z.unknown()).optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullable()
    .optional(),
});

/** The county's card, its switched-off modules, closed days and figures, as its administrators see and change them. */
export async function readTenant(ctx: Ctx) {
  const { name, slug, division, kind, verified, demo, office, off, closedDays, figures, colour, confirmed } =
    await readConfig(ctx.store, 'staff');
  const day = ctx.clock.today();
  return {
    id: ctx.store.tenant,
    name,
    slug,
    division,
    kind,
    verified,
    demo,
    office,
    off,
    closedDays,
    ...(colour ? { colour } : {}),
    revision: await configRevision(ctx.store),
    modules: [...ctx.registry.values()].map((module) => ({
      name: module.name,
      title: module.title,
      off: off.includes(module.name),
      ...(ctx.config.off.includes(module.name) && !off.includes(module.name) ? { confined: module.room } : {}),
    })),
    ...(confirmed && ctx.actor.kind === 'member' && holds(ctx.actor, 'security') ? { confirmed } : {}),
    figures: allFigures(figures, day),
  };
}

/**
 * Changes what a county may settle about itself. @throws Refusal `forbidden.role` for all but the system administrator,
 * `invalid.*` naming the figure, day or module that cannot stand, `conflict.stale`.
 */
export async function changeTenant(ctx: Ctx, body: unknown) {
  await needSystem(ctx, 'tenant.changed');
  const { revision, colour, ...given } = parse(changes, body);
  refuseFigures(ctx, given.figures ?? {});
  const unknown = given.off?.find((name) => !ctx.registry.has(name));
  if (unknown)
    throw new Refusal('invalid.module', t('没有这项业务：{name}', 'There is no such module: {name}'), {
      values: { name: unknown },
    });
  if (colour) refusePale(colour);
  const change: Partial<TenantConfig> = Object.fromEntries(
    Object.entries({ ...given, ...(colour ? { colour } : {}) }).filter(([, value]) => value !== undefined),
  );
  await saveConfig(ctx.store, change, { revision, isPortal: (name) => ctx.registry.get(name)?.reach === 'portal' });
  await ctx.store.transact([actLine(ctx, { name: 'tenant.changed', details: { keys: Object.keys(change) } })]);
  return readTenant(ctx);
}

const confirmation = z.strictObject({
  revision: z.int(),
  room: z.enum(['cadre', 'supervision']),
  document: z.string().trim().min(4).max(60),
});

/**
 * Opens a room to a tenant on the internet: the security administrator says which signed letter allows it.
 * @throws Refusal `forbidden.role`, `invalid.*`, `conflict.stale`.
 */
export async function confirmRoom(ctx: Ctx, body: unknown) {
  await needSecurity(ctx, 'tenant.confirmed');
  const { revision, room, document } = parse(confirmation, body);
  const { confirmed = {} } = await readConfig(ctx.store, 'staff');
  const { id: by, name } = ctx.actor;
  const said = { ...confirmed, [room]: { by, name, at: ctx.clock.now(), document } };
  await saveConfig(
    ctx.store,
    { confirmed: said },
    { revision, isPortal: (name) => ctx.registry.get(name)?.reach === 'portal' },
  );
  await ctx.store.transact([actLine(ctx, { name: 'tenant.confirmed', details: { room, document } })]);
  return { confirmed: said };
}

function refuseFigures(ctx: Ctx, figures: Record<string, unknown>): void {
  const fields = Object.entries(figures).flatMap(
    ([name, value]) => issueOfOverride(name, value, ctx.clock.today()) ?? [],
  );
  if (fields.length > 0)
    throw new Refusal('invalid.figures', t('有{count}项数值不能这样设', '{count} figures cannot be set so'), {
      values: { count: fields.length },
      fields,
    });
}

export function tenantRoutes(app: Hono<ApiEdge>): void {
  app.get('/tenant', async (c) => c.json(await readTenant(c.var.ctx)));
  app.post('/tenant/confirmations', async (c) => c.json(await confirmRoom(c.var.ctx, await readJson(c)), 201));
  app.patch('/tenant', async (c) => c.json(await changeTenant(c.var.ctx, await readJson(c))));
}

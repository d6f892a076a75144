import { timingSafeEqual } from 'node:crypto';
import { clockActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { type Tenant, tenantOfSlug } from '@juxian/core/tenant.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { CellLook } from '@juxian/engine/kinds/kind.ts';
import { printCell } from '@juxian/engine/kinds/server.ts';
import { openFor } from '@juxian/engine/open.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { Hono } from 'hono';
import { actorLine } from '../actor.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import type { ApiEdge } from './records.ts';

export type SharedCard = { county: string; fields: { name: string; label: string; value: string }[] };

const notShared = (): Refusal =>
  new Refusal('missing.card', t('对方没有共享，或已撤回', 'It is not shared, or not any more'));

/** What another county shows of an expert, read there at this moment: nothing of it is kept here. */
export function sharedCardRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.get('/records/sharedExpert/:id/card', async (c) => {
    const { ctx } = c.var;
    const { record } = await openFor(ctx, { module: 'sharedExpert', id: c.req.param('id') });
    if (record.state !== 'active') throw notShared();
    c.header('Cache-Control', 'no-store');
    return c.json(await cardOf(deps, ctx, String(record.values.from), String(record.values.code)));
  });
}

/**
 * The card behind a code of the county at an address, once that county's log says who read it. The offer must stand, name
 * the asking county and hold this very code; whatever is amiss looks the same. @throws Refusal `missing.card`.
 */
async function cardOf(deps: Deps, ctx: Ctx, slug: string, code: string): Promise<SharedCard> {
  const county = await tenantOfSlug(deps.table.control, slug).catch((error: unknown) => {
    throw error instanceof Refusal ? notShared() : error;
  });
  const there = await makeCtx(deps, { actor: clockActor(county.id), locale: ctx.locale });
  const offer = await standing(there, 'expertShare', code.split('.')[0] ?? '', 'open');
  if (!offer || offer.values.to !== ctx.config.slug || !isSame(String(offer.values.code ?? ''), code))
    throw notShared();
  const expert = await standing(there, 'expert', String(offer.values.expert), 'active');
  if (!expert) throw notShared();
  const fields = offer.values.fields as string[];
  await recordAccess(there.store, there.clock, {
    actor: { ...actorLine(ctx.actor), name: `${ctx.config.name} ${ctx.actor.name}` },
    name: 'expert.readElsewhere',
    object: { module: 'expert', id: expert.id },
    outcome: 'done',
    details: { county: ctx.config.slug, fields },
  });
  return shownOf(there, county, expert.values, fields);
}

/** The record where it stands at that state, opened as the county's own clock opens it; undefined for whatever else. */
async function standing(ctx: Ctx, module: string, id: string, state: string) {
  try {
    const { record } = await openFor(ctx, { module, id });
    return record.state === state ? record : undefined;
  } catch (error) {
    if (error instanceof Refusal && error.group === 'missing') return undefined;
    throw error;
  }
}

function isSame(kept: string, given: string): boolean {
  const [a, b] = [Buffer.from(kept), Buffer.from(given)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}

function shownOf(ctx: Ctx, county: Tenant, values: Record<string, unknown>, shared: readonly string[]): SharedCard {
  const { fields } = moduleOf(ctx, 'expert');
  const look: CellLook = { locale: ctx.locale, title: () => undefined, find: () => [] };
  return {
    county: county.name,
    fields: shared.flatMap((name) => {
      const field = fields[name];
      const value = field?.public ? values[name] : undefined;
      return field && value !== undefined
        ? [{ name, label: say(field.label, ctx.locale), value: printCell(field, value, look) }]
        : [];
    }),
  };
}

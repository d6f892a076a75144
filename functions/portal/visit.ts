import { publicActor, type TenantActor } from '@juxian/base/actor.ts';
import { portalAddress } from '@juxian/base/portal.ts';
import { type Locale, localeOf } from '@juxian/base/text.ts';
import { maskedContact, sessionContact } from '@juxian/core/code.ts';
import { readSeals } from '@juxian/core/config.ts';
import { findLink, isLink, type Link } from '@juxian/core/link.ts';
import { findSession, type Session } from '@juxian/core/session.ts';
import { findTenant, missingTenant, type Tenant, tenantOfSlug } from '@juxian/core/tenant.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Table } from '@juxian/store/table.ts';
import type { Context } from 'hono';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { bearerOf, cookieOf, countyOf, type Edge, sessionCookieOf } from '../http.ts';
import type { Site } from './Page.tsx';

/** Applicants have a cookie of their own, so that a member of staff may look at the portal without leaving the workspace. */
export const portalCookie = '__Host-p';
export const languageCookie = 'lang';

export type PortalEdge = { Variables: Edge['Variables'] & { visit: Visit } };

/** One request to a county's portal. */
export type Visit = {
  tenant: Tenant;
  ctx: Ctx;
  session?: Session;
  contact?: string;
  site: Site;
  /** Where a demonstration's messages are read. */
  inbox?: string;
};

const freshFor = 5000;
const mostKept = 2000;
type Known = Map<string, { tenant: Tenant; until: number }>;
const knownBy = new WeakMap<Table, Known>();

/** The county of an address, at most 5 s old. */
async function tenantAt({ table }: Deps, slug: string): Promise<Tenant> {
  const tenants: Known = knownBy.get(table) ?? new Map();
  knownBy.set(table, tenants);
  const known = tenants.get(slug);
  if (known && performance.now() < known.until) return known.tenant;
  const tenant = await tenantOfSlug(table.control, slug);
  if (tenants.size > mostKept) tenants.clear();
  tenants.set(slug, { tenant, until: performance.now() + freshFor });
  return tenant;
}

export function languageOf(c: Context): Locale {
  const chosen = cookieOf(c.req.header('Cookie'), languageCookie);
  return chosen === 'en' || chosen === 'zh-CN' ? chosen : localeOf(c.req.header('Accept-Language'));
}

const pathOf = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
};

/** Who visits which county: an applicant where the cookie is good for it, else the public. */
export async function visitOf(deps: Deps, c: Context<PortalEdge>, slug: string): Promise<Visit> {
  const tenant = await tenantAt(deps, slug);
  const signed = await applicantOf(deps, tenant, tokenOf(c));
  const ctx = await makeCtx(deps, {
    actor: signed?.actor ?? publicActor(tenant.id),
    locale: languageOf(c),
    requestId: c.var.requestId,
  });
  const site = siteOf(deps, ctx, c);
  const inbox = tenant.demo && deps.inbox ? { inbox: `${countyOf(c.env) ? deps.origin : ''}${deps.inbox}` } : {};
  if (!signed) return { tenant, ctx, site, ...inbox };
  const { session, contact } = signed;
  return { tenant, ctx, session, contact, site: { ...site, contact }, ...inbox };
}

const tokenOf = (c: Context): string | undefined => {
  const cookies = c.req.header('Cookie');
  return bearerOf(c.req.header('Authorization')) ?? cookieOf(cookies, portalCookie) ?? sessionCookieOf(cookies);
};

/** The applicant of a session, or undefined where it is over, another county's or a member's. */
async function applicantOf(
  deps: Deps,
  tenant: Tenant,
  token: string | undefined,
): Promise<{ actor: TenantActor; session: Session; contact: string } | undefined> {
  const found = token ? await findSession(deps.table.control, deps.clock, token) : undefined;
  if (found?.session.kind !== 'applicant' || found.session.tenant !== tenant.id) return undefined;
  const { session } = found;
  const seals = await readSeals(deps.keyring, deps.table.for(tenant.id, 'portal'), 'portal');
  const contact = sessionContact(seals('portal'), session).to;
  const name = maskedContact(contact);
  return {
    actor: { kind: 'applicant', id: session.uid, name, tenant: tenant.id, roles: ['applicant'], contact },
    session,
    contact,
  };
}

/** The same visit with the session that was just opened, before its cookie is sent back. */
export async function visitWith(deps: Deps, c: Context<PortalEdge>, slug: string, token: string): Promise<Visit> {
  const before = await visitOf(deps, c, slug);
  const signed = await applicantOf(deps, before.tenant, token);
  if (!signed) return before;
  const ctx = await makeCtx(deps, { actor: signed.actor, locale: before.ctx.locale, requestId: c.var.requestId });
  return {
    ...before,
    ctx,
    session: signed.session,
    contact: signed.contact,
    site: { ...before.site, contact: signed.contact },
  };
}

const siteOf = (deps: Deps, ctx: Ctx, c: Context): Site =>
  siteFor(deps, ctx, { base: countyOf(c.env) ? '' : `/p/${ctx.config.slug}`, here: pathOf(c) });

/** What pages of a county's portal are drawn with. */
export function siteFor({ origin }: Pick<Deps, 'origin'>, ctx: Ctx, { base, here }: Pick<Site, 'base' | 'here'>): Site {
  const { emblem } = ctx.config.brand ?? {};
  const shows = [...ctx.registry.values()].filter(
    ({ name, reach }) => reach === 'portal' && !ctx.config.off.includes(name),
  );
  return {
    locale: ctx.locale,
    base,
    address: portalAddress(origin, ctx.config),
    county: ctx.config,
    now: ctx.clock.now(),
    shows: new Set(shows.map(({ name }) => name)),
    here,
    ...(emblem ? { emblem: `${base}/emblem/${emblem.hash}` } : {}),
  };
}

/** An address within the portal that was asked for, else what stands there instead: never one on another host. */
export const within = (base: string, path: string, otherwise: string): string =>
  path.startsWith(`${base}/`) && !path.startsWith('//') && !/[\\\s]/.test(path) ? path : otherwise;

export type LinkVisit = { link: Link; ctx: Ctx; site: Site };

/** The bearer of a link: one record, one role, no account. @throws Refusal `missing.tenant` for any other token. */
export async function linkVisitOf(deps: Deps, c: Context<PortalEdge>, token: string): Promise<LinkVisit> {
  const link = isLink(token) ? await findLink(deps.table.control, deps.clock, token) : undefined;
  const tenant = link && (await findTenant(deps.table.control, link.tenant));
  const at = countyOf(c.env);
  if (!link || tenant?.state !== 'active' || (at && at.tenant !== tenant.id)) throw missingTenant();
  const { id, name, role, module, record, unit, kinds } = link;
  const actor: TenantActor = {
    kind: 'link',
    id,
    name,
    tenant: tenant.id,
    roles: [role],
    module,
    record,
    ...(unit ? { unit } : {}),
    ...(kinds ? { kinds } : {}),
  };
  const ctx = await makeCtx(deps, { actor, locale: languageOf(c), requestId: c.var.requestId });
  return { link, ctx, site: siteOf(deps, ctx, c) };
}

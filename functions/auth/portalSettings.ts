import { publicActor } from '@juxian/base/actor.ts';
import { parse } from '@juxian/base/fn.ts';
import { type Brand, portalAddress } from '@juxian/base/portal.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { contrast, defaultColour, refusePale } from '@juxian/core/colour.ts';
import { configRevision, dropConfig, readConfig, type TenantConfig } from '@juxian/core/config.ts';
import { dropEmblem, emblemOf, keepEmblem, readEmblem } from '@juxian/core/emblem.ts';
import { issue } from '@juxian/core/tenant.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createElement } from 'react';
import * as z from 'zod';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { CallList } from '../portal/Calls.tsx';
import { renderPage } from '../portal/Page.tsx';
import { callsShown } from '../portal/read.ts';
import { siteFor } from '../portal/visit.ts';
import { checkDomain, domainAnswer, dropDomain, saveWith, wantDomain } from './portalDomain.ts';

const words = (most: number) => z.string().trim().max(most);
const numbered = (pattern: RegExp, zh: string, en: string) =>
  z
    .string()
    .normalize('NFKC')
    .trim()
    .refine((text) => text === '' || pattern.test(text), issue('invalid.number', t(zh, en)));

/** What a county settles about head and foot of its portal. `emblem`: the picture in base64, null for none, absent as it is. */
const brandSchema = z.strictObject({
  revision: z.int(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullable(),
  title: words(30),
  slogan: words(40),
  organiser: words(60),
  icp: numbered(
    /^\p{Script=Han}ICP备\d{6,10}号(-\d{1,3})?$/u,
    '如：京ICP备05000000号-1',
    'Such as 京ICP备05000000号-1',
  ),
  police: numbered(
    /^\p{Script=Han}{1,2}公网安备 ?\d{14}号$/u,
    '如：京公网安备11000002000001号',
    'Such as 京公网安备11000002000001号',
  ),
  siteCode: numbered(/^[a-z]{0,2}\d{8,10}$/i, '10位政府网站标识码', 'The 10 digits of the site code'),
  emblem: z.string().max(300_000).nullable().optional(),
});
const domainSchema = z.strictObject({ revision: z.int(), domain: z.string().max(1000) });

const noBrand: Brand = { title: '', slogan: '', organiser: '', icp: '', police: '', siteCode: '' };

/** The portal's face and its own host, as the system administrators see and settle them. */
export async function readPortal(deps: Deps, ctx: Ctx) {
  const config = await readConfig(ctx.store, 'staff');
  const { name, slug, colour, brand, domain, office } = config;
  return {
    revision: await configRevision(ctx.store),
    name,
    office,
    address: portalAddress(deps.origin, config),
    onHouse: portalAddress(deps.origin, { slug }),
    colour: colour ?? '',
    defaultColour,
    brand: { ...noBrand, ...brand },
    ...(domain ? { domain: domainAnswer(deps, ctx, domain) } : {}),
  };
}

type Wanted = { config: Pick<TenantConfig, 'colour' | 'brand'>; bytes: Uint8Array | undefined; revision: number };

/** @throws Refusal `invalid.*` naming the place that cannot stand. */
async function wantedOf(ctx: Ctx, body: unknown): Promise<Wanted> {
  const { revision, colour, emblem, ...given } = parse(brandSchema, body);
  if (colour !== null) refusePale(colour);
  const bytes = emblem ? picture(emblem) : undefined;
  const before = (await readConfig(ctx.store, 'staff')).brand?.emblem;
  const kept = bytes ? emblemOf(bytes) : emblem === null ? undefined : before;
  return {
    config: { colour: colour ?? undefined, brand: { ...given, ...(kept ? { emblem: kept } : {}) } } as Wanted['config'],
    bytes,
    revision,
  };
}

function picture(base64: string): Uint8Array {
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return Buffer.from(base64, 'base64');
  throw refuseField('emblem', 'invalid.emblem', t('只收PNG、JPEG、WebP图片', 'A PNG, JPEG or WebP picture is needed'));
}

/** Settles head, foot and colour of the portal. @throws Refusal `invalid.*`, `conflict.stale`. */
export async function changePortal(deps: Deps, ctx: Ctx, body: unknown) {
  const { config, bytes, revision } = await wantedOf(ctx, body);
  const { emblem } = config.brand ?? {};
  const before = (await readConfig(ctx.store, 'staff')).brand?.emblem;
  if (emblem && bytes) await ctx.store.transact([keepEmblem(ctx.store, emblem, bytes)]);
  await saveWith(ctx, config, { revision, name: 'tenant.portal', details: { keys: ['colour', 'brand'] } });
  if (before && before.hash !== emblem?.hash) await ctx.store.transact([dropEmblem(ctx.store, before)]);
  return readPortal(deps, ctx);
}

/** The first page of the portal as it would look, and the contrast of white on its colour. Nothing is kept. */
export async function previewPortal(deps: Deps, ctx: Ctx, body: unknown) {
  const { config, bytes } = await wantedOf(ctx, body);
  const { colour, brand } = config;
  const visitor = await makeCtx(deps, { actor: publicActor(ctx.store.tenant), locale: ctx.locale });
  const site = siteFor(
    deps,
    { ...visitor, config: { ...visitor.config, ...config } as Ctx['config'] },
    { base: '', here: '/' },
  );
  const picture = bytes ?? (brand?.emblem && (await readEmblem(ctx.store, brand.emblem)));
  const html = renderPage({
    site: {
      ...site,
      ...(picture && brand?.emblem
        ? { emblem: `data:${brand.emblem.type};base64,${Buffer.from(picture).toString('base64')}` }
        : {}),
    },
    title: say(t('征集公告', 'Calls'), ctx.locale),
    place: 'calls',
    personal: true,
    children: createElement(CallList, { calls: await callsShown(visitor) }),
  });
  // Whoever scrolls through it must not walk out of it into a page that refuses to be framed.
  const still = html.replace(/ (?:href|action)="\/[^"]*"/g, '');
  return { html: still, contrast: Math.floor(contrast(colour ?? defaultColour, '#ffffff') * 10) / 10 };
}

export async function changeDomain(deps: Deps, ctx: Ctx, body: unknown) {
  await wantDomain(deps, ctx, parse(domainSchema, body));
  return readPortal(deps, ctx);
}

export async function removeDomain(deps: Deps, ctx: Ctx) {
  await dropDomain(deps, ctx);
  return readPortal(deps, ctx);
}

export async function lookAtDomain(deps: Deps, ctx: Ctx) {
  dropConfig(ctx.store.tenant);
  const findings = await checkDomain(deps, ctx);
  return { ...(await readPortal(deps, ctx)), findings, lookedAt: ctx.clock.now() };
}

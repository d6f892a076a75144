import { randomBytes } from 'node:crypto';
import type { Role } from '@juxian/base/actor.ts';
import { parse } from '@juxian/base/fn.ts';
import { isId, newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Profile } from '@juxian/core/password.ts';
import { isAdministrator, memberRoles } from '@juxian/core/role.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Item } from '@juxian/store/table.ts';
import * as z from 'zod';
import { receiverOf } from './post.ts';

/** A receiver of events outside, told what a program with these roles might read. */
export type Webhook = {
  id: string;
  url: string;
  roles: Role[];
  /** Modules whose events are sent; none = all that the roles see. */
  modules: string[];
  active: boolean;
  createdAt: string;
  createdBy: string;
  /** Attempts that failed since the last that arrived. */
  failures: number;
  /** When and why sending was stopped. */
  stopped?: { at: string; reason: string };
};

type Sealed = { url: string; secret: string };

const most = 20;
const prefix = 'whsec_';
const aad = (id: string): string => `webhook#${id}`;

const wanted = z.strictObject({
  url: z.string().max(500),
  roles: z.array(z.string()).min(1).max(8),
  modules: z.array(z.string().max(60)).max(100).default([]),
});

/**
 * Makes a receiver; its secret is in the answer and nowhere else in clear.
 * @throws Refusal `invalid.url`, `invalid.roles` for an administrator's role, `invalid.module`, `conflict.webhooks`.
 */
export async function createWebhook(
  ctx: Ctx,
  profile: Profile,
  body: unknown,
): Promise<{ webhook: Webhook; secret: string }> {
  const { url, roles: given, modules } = parse(wanted, body);
  const { store, clock, actor } = ctx;
  const roles = memberRoles(given);
  if (roles.some(isAdministrator))
    throw refuseField('roles', 'invalid.roles', t('程序不能担任管理员', 'A program cannot be an administrator'));
  const unknown = modules.find((name) => !ctx.registry.has(name));
  if (unknown !== undefined)
    throw refuseField('modules', 'invalid.module', t('没有这项业务：{name}', 'There is no such module: {name}'), {
      name: unknown,
    });
  const { href } = receiverOf(url, profile);
  if ((await listWebhooks(ctx)).length >= most)
    throw new Refusal('conflict.webhooks', t('最多{most}个推送地址', 'At most {most} webhooks'), { values: { most } });
  const id = newId('webhook', clock.wall());
  const secret = `${prefix}${randomBytes(32).toString('base64')}`;
  const sealed: Sealed = { url: href, secret };
  const rest = { id, roles, modules, active: true, createdAt: clock.now(), createdBy: actor.name, failures: 0 };
  await store.transact([
    { put: { ...store.keys.webhook(id), ...rest, sealed: ctx.seal('staff').seal(aad(id), sealed) }, when: 'absent' },
    actLine(ctx, { name: 'webhook.created', object: { id }, details: { roles, modules } }),
  ]);
  return { webhook: { ...rest, url: href }, secret };
}

/** The receivers of the county, oldest first. */
export async function listWebhooks(ctx: Ctx): Promise<Webhook[]> {
  const { items } = await ctx.store.query({ pk: ctx.store.keys.webhooks() });
  return items.map((item) => webhookOf(ctx, item));
}

/** @throws Refusal `missing.webhook`. */
export async function knownWebhook(ctx: Ctx, id: string): Promise<Webhook> {
  const item = isId('webhook', id) ? await ctx.store.get(ctx.store.keys.webhook(id)) : undefined;
  if (!item) throw new Refusal('missing.webhook', t('没有这个推送地址', 'There is no such webhook'));
  return webhookOf(ctx, item);
}

/** The bytes that sign what is sent to a receiver; undefined where it is gone. */
export async function signingKey(ctx: Ctx, id: string): Promise<Buffer | undefined> {
  const item = await ctx.store.get(ctx.store.keys.webhook(id));
  return item && Buffer.from(open(ctx, item).secret.slice(prefix.length), 'base64');
}

const open = (ctx: Ctx, item: Item): Sealed =>
  ctx.seal('staff').open<Sealed>(aad(String(item.id)), item.sealed as Uint8Array);

const webhookOf = (ctx: Ctx, item: Item): Webhook => ({
  id: String(item.id),
  url: open(ctx, item).url,
  roles: item.roles as Role[],
  modules: item.modules as string[],
  active: item.active === true,
  createdAt: String(item.createdAt),
  createdBy: String(item.createdBy),
  failures: Number(item.failures ?? 0),
  ...(item.stopped ? { stopped: item.stopped as Webhook['stopped'] } : {}),
});

/** Takes a receiver away at once; what waits for it is not sent. @throws Refusal `missing.webhook`. */
export async function removeWebhook(ctx: Ctx, id: string): Promise<void> {
  await knownWebhook(ctx, id);
  await ctx.store.transact([
    { remove: ctx.store.keys.webhook(id) },
    actLine(ctx, { name: 'webhook.removed', object: { id } }),
  ]);
}

import { parse } from '@juxian/base/fn.ts';
import { newSecret } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { reprove } from '@juxian/core/account.ts';
import { audited } from '@juxian/core/audit.ts';
import type { IdentityProvider } from '@juxian/core/identity.ts';
import { hashOf } from '@juxian/core/secret.ts';
import { linkIdentity, signInBy } from '@juxian/core/signIn.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { actorLine, memberOf } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { cookieOf, type Edge, hostCookie, readJson } from '../http.ts';
import { deviceCookie, giveDevice, giveSession } from './signedIn.ts';

const wayCookie = '__Host-v';
const waySeconds = 600;

/** Sign-in by somebody else's account system: out to it, and back with what it says. */
export function providerRoutes(app: Hono<Edge>, deps: Deps): void {
  app.get('/providers', (c) =>
    c.json({ items: [...deps.providers].map(([name, { title }]) => ({ name, title: say(title, c.var.locale) })) }),
  );

  app.get('/sessions/via/:provider', async (c) => {
    const tenant = c.req.query('tenant');
    return c.redirect(await setOut(deps, c, c.req.param('provider'), tenant ? { tenant } : {}), 302);
  });

  app.post('/me/identities/:provider', async (c) => {
    const { session } = await memberOf(deps, c.req.raw);
    const { password } = parse(z.strictObject({ password: z.string().min(1).max(1000) }), await readJson(c));
    await reprove(deps, session.uid, password);
    return c.json({ url: await setOut(deps, c, c.req.param('provider'), { link: session.uid }) }, 201);
  });

  app.get('/sessions/via/:provider/callback', async (c) => {
    const name = c.req.param('provider');
    const way = await takeWay(deps, c, name);
    const identity = await providerOf(deps, name).finish(new URL(c.req.url), way.kept as Record<string, string>);
    if (way.link) {
      const { actor } = await memberOf(deps, c.req.raw);
      if (actor.id !== way.link) throw lost();
      const access = {
        actor: actorLine(actor),
        name: 'member.identityLinked',
        ip: c.var.ip,
        details: { provider: name },
      };
      await audited(deps.table.for(actor.tenant), deps.clock, access, () => linkIdentity(deps, actor.id, identity));
      return c.redirect('/w', 303);
    }
    const device = cookieOf(c.req.header('Cookie'), deviceCookie);
    const signedIn = await signInBy(deps, identity, {
      ip: c.var.ip,
      ...(way.tenant ? { tenant: String(way.tenant) } : {}),
      ...(device ? { device } : {}),
    });
    giveDevice(c, signedIn.device);
    const { owes } = giveSession(c, deps, signedIn.opened);
    return c.redirect(owes ? '/sign-in' : '/w', 303);
  });
}

function providerOf(deps: Deps, name: string): IdentityProvider {
  const provider = deps.providers.get(name);
  if (!provider) throw new Refusal('missing.provider', t('没有这种登录方式', 'There is no such way to sign in'));
  return provider;
}

const lost = (): Refusal =>
  new Refusal('forbidden.way', t('登录已中断，请重新开始', 'The sign-in was interrupted; begin again'));

const callbackOf = (deps: Deps, name: string): string =>
  `${deps.origin}/api/v1/sessions/via/${encodeURIComponent(name)}/callback`;

/** Remembers the way out under a cookie of this browser. @returns where to go. */
async function setOut(
  deps: Deps,
  c: Context<Edge>,
  name: string,
  why: { tenant?: string; link?: string },
): Promise<string> {
  const { url, kept } = await providerOf(deps, name).begin(callbackOf(deps, name));
  const token = newSecret();
  const expires = Math.floor(deps.clock.wall() / 1000) + waySeconds;
  await deps.table.control.transact([
    { put: { ...controlKeys.platform('way', hashOf(token)), provider: name, kept, ...why, expires }, when: 'absent' },
  ]);
  c.header('Set-Cookie', hostCookie(wayCookie, token, waySeconds), { append: true });
  return url;
}

/** The way this browser set out on, once. @throws Refusal `forbidden.way`. */
async function takeWay(deps: Deps, c: Context<Edge>, name: string): Promise<Item> {
  const key = controlKeys.platform('way', hashOf(cookieOf(c.req.header('Cookie'), wayCookie) ?? ''));
  const way = await deps.table.control.get(key);
  if (way?.provider !== name) throw lost();
  try {
    await deps.table.control.transact([{ remove: key, when: 'present' }]);
  } catch (error) {
    throw error instanceof StoreConflict ? lost() : error;
  }
  c.header('Set-Cookie', hostCookie(wayCookie, '', 0), { append: true });
  return way;
}

import type { TenantActor } from '@juxian/base/actor.ts';
import { momentOf } from '@juxian/base/clock.ts';
import { parse } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { changePassword, personalWords } from '@juxian/core/account.ts';
import { audited } from '@juxian/core/audit.ts';
import { calendarLinkSince, createCalendarLink, endCalendarLink } from '@juxian/core/calendarLink.ts';
import { readConfig } from '@juxian/core/config.ts';
import { accountOf, beginFactor, confirmFactor, proveFactor, removeFactor } from '@juxian/core/factor.ts';
import { knownMember } from '@juxian/core/member.ts';
import { changeMember, memberSchema } from '@juxian/core/membership.ts';
import { endOtherSessions, endSession, type Session, sessionsOf } from '@juxian/core/session.ts';
import { signIn } from '@juxian/core/signIn.ts';
import { knownTenant } from '@juxian/core/tenant.ts';
import { qrSvg } from '@juxian/documents/qr.ts';
import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { actorLine, anythingOwed, memberOf, resolveActor } from '../actor.ts';
import { configHere } from '../confined.ts';
import type { Deps } from '../deps.ts';
import { cookieOf, type Edge, readJson, sessionCookie } from '../http.ts';
import { deviceCookie, giveDevice, giveSession, memberBrief, tenantAnswer } from './signedIn.ts';

const secret = z.string().min(1).max(1000);
const code = z.string().trim().max(20);
const signInSchema = z.strictObject({
  login: z.string().trim().min(1).max(254),
  password: secret,
  code: code.optional(),
  tenant: z.string().max(40).optional(),
});

export function sessionRoutes(app: Hono<Edge>, deps: Deps): void {
  app.post('/sessions', async (c) => {
    const wanted = parse(signInSchema, await readJson(c));
    const known = cookieOf(c.req.header('Cookie'), deviceCookie);
    const signedIn = await signIn(deps, { ...wanted, ip: c.var.ip, ...(known ? { device: known } : {}) });
    giveDevice(c, signedIn.device);
    const session = giveSession(c, deps, signedIn.opened);
    return c.json({ ...session, member: memberBrief(signedIn.membership), tenant: tenantAnswer(signedIn.tenant) }, 201);
  });

  app.get('/sessions', async (c) => {
    const { session } = await memberOf(deps, c.req.raw);
    const all = await sessionsOf(deps.table.control, session.uid);
    const items = all.map(({ hash, createdAt, seenAt, endsAt, assurance, ip }) => ({
      id: hash,
      current: hash === session.hash,
      createdAt: momentOf(createdAt),
      seenAt: momentOf(seenAt),
      expiresAt: momentOf(endsAt),
      assurance,
      ...(ip ? { ip } : {}),
    }));
    return c.json({ items });
  });

  app.delete('/sessions', async (c) => {
    const { actor, session } = await memberOf(deps, c.req.raw);
    const ended = await own(deps, c, actor, 'session.othersEnded', () => endOtherSessions(deps.table.control, session));
    return c.json({ ended });
  });

  app.delete('/sessions/current', async (c) => {
    const { actor, session } = await resolveActor(deps, c.req.raw, anythingOwed);
    if (session) await end(deps, c, actor, session);
    c.header('Set-Cookie', sessionCookie('', 0));
    c.header('Clear-Site-Data', '"cache", "storage"');
    return c.body(null, 204);
  });

  app.delete('/sessions/:id', async (c) => {
    const { actor, session } = await memberOf(deps, c.req.raw);
    const all = await sessionsOf(deps.table.control, session.uid);
    const found = all.find(({ hash }) => hash === c.req.param('id'));
    if (!found) throw new Refusal('missing.session', t('没有这个登录', 'There is no such session'));
    await end(deps, c, actor, found);
    return c.body(null, 204);
  });

  app.post('/sessions/current/factor', async (c) => {
    const { session } = await memberOf(deps, c.req.raw, ['factor']);
    const wanted = parse(z.strictObject({ code }), await readJson(c));
    return c.json(giveSession(c, deps, await proveFactor(deps, session, { ...wanted, ip: c.var.ip })), 201);
  });

  app.put('/me/password', async (c) => {
    const { actor, session } = await memberOf(deps, c.req.raw, ['password']);
    const wanted = parse(z.strictObject({ current: secret, password: secret }), await readJson(c));
    const words = personalWords('juxian', '聚贤', actor.name);
    const opened = await own(deps, c, actor, 'member.passwordChanged', () =>
      changePassword(deps, session, { ...wanted, words, ip: c.var.ip }),
    );
    return c.json(giveSession(c, deps, opened), 201);
  });

  app.post('/me/factor', async (c) => {
    const { actor, session } = await memberOf(deps, c.req.raw, ['enrol']);
    const { password } = parse(z.strictObject({ password: secret }), await readJson(c));
    const begun = await beginFactor(deps, session, { password, label: actor.name });
    const label = say(t('动态口令二维码', 'QR code of the second factor'), c.var.locale);
    return c.json({ ...begun, qr: qrSvg(begun.uri, label) }, 201);
  });

  app.post('/me/factor/confirm', async (c) => {
    const { actor, session } = await memberOf(deps, c.req.raw, ['enrol']);
    const wanted = parse(z.strictObject({ code }), await readJson(c));
    const { opened, recovery } = await own(deps, c, actor, 'member.factorEnrolled', () =>
      confirmFactor(deps, session, { ...wanted, ip: c.var.ip }),
    );
    return c.json({ ...giveSession(c, deps, opened), recovery }, 201);
  });

  app.delete('/me/factor', async (c) => {
    const { actor, session } = await memberOf(deps, c.req.raw);
    const wanted = parse(z.strictObject({ password: secret, code }), await readJson(c));
    const opened = await own(deps, c, actor, 'member.factorRemoved', () =>
      removeFactor(deps, session, { ...wanted, ip: c.var.ip }),
    );
    return c.json(giveSession(c, deps, opened), 201);
  });

  app.get('/me', async (c) => c.json(await me(deps, c)));

  app.get('/me/account', async (c) => {
    const { actor } = await memberOf(deps, c.req.raw, ['enrol', 'password']);
    const { control } = deps.table;
    const [{ name, email }, { passwordAt, ...proof }, calendarAt] = await Promise.all([
      knownMember(control, actor.tenant, actor.id),
      accountOf(deps, actor.id),
      calendarLinkSince(control, { uid: actor.id, tenant: actor.tenant }),
    ]);
    const calendar = calendarAt === undefined ? {} : { calendarSince: momentOf(calendarAt) };
    return c.json({ name, email, passwordAt: momentOf(passwordAt), ...proof, ...calendar });
  });

  app.post('/me/calendar', async (c) => {
    const { actor } = await memberOf(deps, c.req.raw);
    const person = { uid: actor.id, tenant: actor.tenant };
    const token = await own(deps, c, actor, 'member.calendarOpened', () =>
      createCalendarLink(deps.table.control, deps.clock, person),
    );
    return c.json({ url: `${deps.origin}/calendar/${token}.ics` }, 201);
  });

  app.delete('/me/calendar', async (c) => {
    const { actor } = await memberOf(deps, c.req.raw);
    const person = { uid: actor.id, tenant: actor.tenant };
    await own(deps, c, actor, 'member.calendarClosed', () => endCalendarLink(deps.table.control, person));
    return c.body(null, 204);
  });

  app.patch('/me', async (c) => {
    const { actor } = await memberOf(deps, c.req.raw);
    const wanted = parse(memberSchema.pick({ name: true }).required(), await readJson(c));
    const { name } = await changeMember(deps, actor.tenant, actor.id, wanted, actor);
    return c.json({ name });
  });
}

/** What somebody does to their own account, with its line in the audit log. */
const own = <R>(deps: Deps, c: Context<Edge>, actor: TenantActor, name: string, work: () => Promise<R>): Promise<R> =>
  audited(deps.table.for(actor.tenant), deps.clock, { actor: actorLine(actor), name, ip: c.var.ip }, work);

const end = (deps: Deps, c: Context<Edge>, actor: TenantActor, { hash }: Session): Promise<void> =>
  audited(
    deps.table.for(actor.tenant),
    deps.clock,
    { actor: actorLine(actor), name: 'session.ended', ip: c.var.ip, sessionHash: hash },
    () => endSession(deps.table.control, hash),
  );

/** Who asks, where, and which modules of the county any of their roles is given. */
async function me(deps: Deps, c: Context<Edge>) {
  const { actor, session } = await resolveActor(deps, c.req.raw, anythingOwed);
  const reach = actor.kind === 'applicant' ? 'portal' : 'staff';
  const store = deps.table.for(actor.tenant, reach === 'portal' ? 'portal' : 'tenant');
  const [tenant, config] = await Promise.all([knownTenant(deps.table.control, actor.tenant), readConfig(store, reach)]);
  const { kind, id, name, roles } = actor;
  const { off } = configHere(deps, config);
  const seen = [...deps.registry.values()].filter(
    (module) => !off.includes(module.name) && roles.some((role) => module.access[role]),
  );
  return {
    kind,
    member: {
      id,
      name,
      roles,
      ...(actor.kind === 'member' ? { unit: actor.unit, kinds: actor.kinds, expert: actor.expert } : {}),
    },
    tenant: { ...tenantAnswer(tenant), name: config.name },
    roles,
    modules: session?.owes ? [] : seen.map((module) => module.name),
    ...(session
      ? { session: { expiresAt: momentOf(session.endsAt), assurance: session.assurance, owes: session.owes } }
      : {}),
  };
}

import { momentOf } from '@juxian/base/clock.ts';
import { parse } from '@juxian/base/fn.ts';
import { say } from '@juxian/base/text.ts';
import { type ApiKey, createApiKey, listApiKeys, removeApiKey } from '@juxian/core/apiKey.ts';
import { audited } from '@juxian/core/audit.ts';
import {
  acceptInvitation,
  type Invited,
  invitationSchema,
  invite,
  sendAgain,
  viewInvitation,
} from '@juxian/core/invitation.ts';
import { isColleague, knownMember, listMembers } from '@juxian/core/member.ts';
import {
  changeMember,
  memberSchema,
  resetMemberFactor,
  setRoles,
  setStatus,
  signOutMember,
  unlockMember,
} from '@juxian/core/membership.ts';
import { declarationSchema, declareRecusal, recusalsSchema, setRecusals } from '@juxian/core/recusal.ts';
import { isAdministrator, memberRoles, staffRoles } from '@juxian/core/role.ts';
import { isToldNames } from '@juxian/engine/access.ts';
import type { Hono } from 'hono';
import * as z from 'zod';
import { actorLine, memberOf, needRole, resolveActor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { type Edge, readJson } from '../http.ts';
import { giveSession, memberAnswer, memberBrief, recusalsAnswer, tenantAnswer } from './signedIn.ts';

const acceptSchema = z.strictObject({ password: z.string().min(1).max(1000) });
const keySchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  roles: z.array(z.string()).min(1).max(8),
  expiresAt: z.string().max(40),
});

export function memberRoutes(app: Hono<Edge>, deps: Deps): void {
  app.get('/roles', (c) =>
    c.json({
      items: memberRoles(Object.keys(staffRoles)).map((name) => ({
        name,
        label: say(staffRoles[name as keyof typeof staffRoles].label, c.var.locale),
        help: say(staffRoles[name as keyof typeof staffRoles].help, c.var.locale),
        exclusive: isAdministrator(name),
      })),
    }),
  );

  app.get('/members', async (c) => {
    const { actor } = await memberOf(deps, c.req.raw);
    const all = await listMembers(deps.table.control, actor.tenant);
    const manages = actor.roles.some(isAdministrator);
    const isTold = isToldNames(actor.roles);
    const shown = all.filter((member) => isColleague(member) && (isTold || member.uid === actor.id));
    return c.json({ items: manages ? all.map(memberAnswer) : shown.map(memberBrief) });
  });

  app.post('/members', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.invited', c.var.ip, 'system');
    const wanted = parse(invitationSchema, await readJson(c));
    return c.json(invitedAnswer(deps, await invite(deps, by.tenant, wanted, by, look(deps, c))), 201);
  });

  app.patch('/members/:id', async (c) => {
    const asking = await resolveActor(deps, c.req.raw);
    const wanted = parse(memberSchema, await readJson(c));
    const narrows = wanted.unit !== undefined || wanted.kinds !== undefined || wanted.expert !== undefined;
    const by = await needRole(deps, asking, 'member.changed', c.var.ip, narrows ? 'security' : 'system');
    return c.json(memberAnswer(await changeMember(deps, by.tenant, c.req.param('id'), wanted, by)));
  });

  app.put('/members/:id/roles', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.roles', c.var.ip, 'security');
    const { roles } = parse(z.strictObject({ roles: z.array(z.string()).max(8) }), await readJson(c));
    return c.json(memberAnswer(await setRoles(deps, by.tenant, c.req.param('id'), roles, by)));
  });

  app.put('/members/:id/recusals', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.recusals', c.var.ip, 'security');
    const wanted = parse(recusalsSchema, await readJson(c));
    return c.json(recusalsAnswer(await setRecusals(deps, by.tenant, c.req.param('id'), wanted, by)));
  });

  app.get('/members/:id/recusals', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.recusals', c.var.ip, 'security');
    return c.json(recusalsAnswer(await knownMember(deps.table.control, by.tenant, c.req.param('id'))));
  });

  app.post('/me/recusals', async (c) => {
    const { actor } = await memberOf(deps, c.req.raw);
    const declared = parse(declarationSchema, await readJson(c));
    const { recusals } = recusalsAnswer(await declareRecusal(deps, actor.tenant, declared, actor));
    return c.json({ recusals: recusals.filter(({ ground }) => ground === 'declared') }, 201);
  });

  app.put('/members/:id/status', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.status', c.var.ip, 'system');
    const { status } = parse(z.strictObject({ status: z.enum(['active', 'disabled']) }), await readJson(c));
    return c.json(memberAnswer(await setStatus(deps, by.tenant, c.req.param('id'), status, by)));
  });

  app.post('/members/:id/invitation', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.invited', c.var.ip, 'system');
    return c.json(invitedAnswer(deps, await sendAgain(deps, by.tenant, c.req.param('id'), by, look(deps, c))), 201);
  });

  app.post('/members/:id/unlock', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.unlocked', c.var.ip, 'system');
    await unlockMember(deps, by.tenant, c.req.param('id'), by);
    return c.body(null, 204);
  });

  app.post('/members/:id/sign-out', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'member.signedOut', c.var.ip, 'system');
    await signOutMember(deps, by.tenant, c.req.param('id'), by);
    return c.body(null, 204);
  });

  app.post('/members/:id/factor-reset', async (c) => {
    const asking = await resolveActor(deps, c.req.raw);
    const by = await needRole(deps, asking, 'member.factorReset', c.var.ip, 'system', 'security');
    return c.json({ state: await resetMemberFactor(deps, by.tenant, c.req.param('id'), by) });
  });

  app.get('/invitations/:token', async (c) => c.json(await viewInvitation(deps, c.req.param('token'))));

  app.post('/invitations/:token/accept', async (c) => {
    const { password } = parse(acceptSchema, await readJson(c));
    const { opened, membership, tenant } = await acceptInvitation(deps, c.req.param('token'), {
      password,
      ip: c.var.ip,
    });
    return c.json(
      { ...giveSession(c, deps, opened), member: memberBrief(membership), tenant: tenantAnswer(tenant) },
      201,
    );
  });

  app.get('/api-keys', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'apiKey.listed', c.var.ip, 'security');
    return c.json({ items: (await listApiKeys(deps.table.control, by.tenant)).map(keyAnswer) });
  });

  app.post('/api-keys', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'apiKey.created', c.var.ip, 'security');
    const { name, roles, expiresAt } = parse(keySchema, await readJson(c));
    const access = { actor: actorLine(by), name: 'apiKey.created', ip: c.var.ip, details: { roles } };
    const { key, secret } = await audited(deps.table.for(by.tenant), deps.clock, access, () =>
      createApiKey(deps.table.control, deps.clock, {
        tenant: by.tenant,
        name,
        roles,
        expiresAt: Date.parse(expiresAt),
        by: by.id,
      }),
    );
    return c.json({ ...keyAnswer(key), secret }, 201);
  });

  app.delete('/api-keys/:id', async (c) => {
    const by = await needRole(deps, await resolveActor(deps, c.req.raw), 'apiKey.removed', c.var.ip, 'security');
    const access = { actor: actorLine(by), name: 'apiKey.removed', ip: c.var.ip, object: { id: c.req.param('id') } };
    await audited(deps.table.for(by.tenant), deps.clock, access, () =>
      removeApiKey(deps.table.control, by.tenant, c.req.param('id')),
    );
    return c.body(null, 204);
  });
}

const look = (deps: Deps, c: { var: Edge['Variables'] }) => ({ origin: deps.origin, locale: c.var.locale });

/** The link itself is told only where no message reaches anybody. */
const invitedAnswer = (deps: Deps, { membership, path, expiresAt }: Invited) => ({
  ...memberAnswer(membership),
  invitation: {
    expiresAt: momentOf(expiresAt),
    ...(deps.handsOutLinks ? { url: `${deps.origin}${path}`, token: path.split('/').at(-1) } : {}),
  },
});

const keyAnswer = ({ id, name, roles, createdAt, expiresAt, usedAt }: ApiKey) => ({
  id,
  name,
  roles,
  createdAt: momentOf(createdAt),
  expiresAt: momentOf(expiresAt),
  ...(usedAt ? { usedAt: momentOf(usedAt) } : {}),
});

import { momentOf } from '@juxian/base/clock.ts';
import type { Membership } from '@juxian/core/member.ts';
import type { Opened } from '@juxian/core/session.ts';
import type { Tenant } from '@juxian/core/tenant.ts';
import type { Context } from 'hono';
import type { Deps } from '../deps.ts';
import { type Edge, hostCookie, sessionCookie } from '../http.ts';

export const deviceCookie = '__Host-d';
const deviceSeconds = 90 * 86_400;

/** A session as its bearer is told of it, and set as cookie. `owes`: enrol, factor or password come first. */
export function giveSession(c: Context<Edge>, deps: Deps, { token, expiresAt, session }: Opened) {
  c.header('Set-Cookie', sessionCookie(token, (expiresAt - deps.clock.wall()) / 1000), { append: true });
  return { token, expiresAt: momentOf(expiresAt), ...(session.owes ? { owes: session.owes } : {}) };
}

export const giveDevice = (c: Context<Edge>, device: string): void =>
  c.header('Set-Cookie', hostCookie(deviceCookie, device, deviceSeconds), { append: true });

export const memberAnswer = ({
  uid,
  name,
  email,
  status,
  roles,
  requested,
  unit,
  kinds,
  expert,
  createdAt,
}: Membership) => ({
  id: uid,
  name,
  email,
  status,
  roles,
  requested,
  unit,
  kinds,
  expert,
  createdAt: momentOf(createdAt),
});

/** Whom a member is kept from: for the security administrator alone. */
export const recusalsAnswer = ({ uid, self, recusals = [] }: Membership) => ({ id: uid, self, recusals });

export const memberBrief = ({ uid, name, roles }: Membership) => ({ id: uid, name, roles });

export const tenantAnswer = ({ id, slug, name, division, kind, verified, demo, live, state }: Tenant) => ({
  id,
  slug,
  name,
  division,
  kind,
  verified,
  demo,
  live,
  state,
});

import type { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { type Edge, httpApp } from '../http.ts';
import { applicantRoutes } from './applicants.ts';
import { memberRoutes } from './members.ts';
import { operatorRoutes } from './operators.ts';
import { portalRoutes } from './portalRoutes.ts';
import { providerRoutes } from './providers.ts';
import { sessionRoutes } from './sessions.ts';
import { tenantRoutes } from './tenants.ts';

/** Sign-up, sign-in, factors, people and keys: everything under /api/v1 that decides who somebody is. */
export function authApp(deps: Deps): Hono<Edge> {
  const app = httpApp(deps.entrance).basePath('/api/v1');
  tenantRoutes(app, deps);
  providerRoutes(app, deps);
  sessionRoutes(app, deps);
  memberRoutes(app, deps);
  applicantRoutes(app, deps);
  operatorRoutes(app, deps);
  portalRoutes(app, deps);
  return app;
}

import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { pathWithin } from '../http.ts';
import { portalApp } from '../portal/app.tsx';
import { authApp } from './app.ts';

/**
 * Sign-in as the gateway meets it: the API, those pages of the portal that open or end a session, since no other
 * function may write codes and sessions, and the page behind a link, which reaches a record of the staff's.
 */
export function doorApp(deps: Deps): Hono {
  const [auth, portal] = [authApp(deps), portalApp(deps)];
  const app = new Hono({ getPath: pathWithin });
  app.all('/p/*', (c) => portal.fetch(c.req.raw, c.env));
  app.all('/o/*', (c) => portal.fetch(c.req.raw, c.env));
  app.all('*', (c) => auth.fetch(c.req.raw, c.env));
  return app;
}

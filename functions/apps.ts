import type { Hono } from 'hono';
import { apiApp } from './api/app.ts';
import { doorApp } from './auth/door.ts';
import type { Deps } from './deps.ts';
import { pathWithin } from './http.ts';
import { functionOf } from './match.ts';
import { portalApp } from './portal/app.tsx';
import { countyAsked } from './portal/host.ts';
import type { FunctionName } from './routes.ts';

type Answer = (request: Request, env?: object) => Promise<Response>;

/**
 * All functions in one process, told apart by the route table as the gateway does in the cloud.
 * `inner`: what all but sign-in stand on, where they shall have no more rights than in the cloud.
 */
export function openApps(deps: Deps, inner: Deps = deps): Answer {
  const apps: Record<FunctionName, Pick<Hono, 'fetch'>> = {
    api: apiApp(inner),
    auth: doorApp(deps),
    portal: portalApp(inner),
  };
  return async (request, env) => {
    const county = await countyAsked(deps, request);
    const within = { ...env, ...(county ? { county } : {}) };
    return apps[functionOf(pathWithin(request, { env: within })) ?? 'auth'].fetch(request, within);
  };
}

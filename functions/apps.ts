import type { Hono } from 'hono';
import { apiApp } from './api/app.ts';
import { doorApp } from './auth/door.ts';
import type { Deps } from './deps.ts';
import { functionOf } from './match.ts';
import { portalApp } from './portal/app.tsx';
import type { FunctionName } from './routes.ts';

type Answer = (request: Request, env?: object) => Response | Promise<Response>;

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
  return (request, env) => apps[functionOf(new URL(request.url).pathname) ?? 'auth'].fetch(request, env);
}

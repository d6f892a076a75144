import type { Hono } from 'hono';
import { apiApp } from './api/app.ts';
import { doorApp } from './auth/door.ts';
import type { Deps } from './deps.ts';
import { portalApp } from './portal/app.tsx';
import { type FunctionName, routes } from './routes.ts';

type Answer = (request: Request, env?: object) => Response | Promise<Response>;

const specific = (path: string): number =>
  path.split('/').filter((part) => part && !part.startsWith(':') && part !== '*').length;

const patterns = [...new Map(routes.map((route) => [`${route.function} ${route.path}`, route])).values()]
  .sort((a, b) => specific(b.path) - specific(a.path))
  .map((route) => ({ function: route.function, fits: patternOf(route.path) }));

/** `:name` is one segment, `*` the rest. */
function patternOf(path: string): RegExp {
  const parts = path
    .split('/')
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/\./g, '\\.')));
  return new RegExp(`^${parts.join('/')}/?$`);
}

/** The function that answers a path, or undefined where the route table has none. */
export const functionOf = (path: string): FunctionName | undefined =>
  patterns.find(({ fits }) => fits.test(path))?.function;

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

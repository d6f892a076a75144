import { type FunctionName, type Route, routes } from './routes.ts';

const specific = (path: string): number =>
  path.split('/').filter((part) => part && !part.startsWith(':') && part !== '*').length;

const patterns = [...routes]
  .sort((a, b) => specific(b.path) - specific(a.path))
  .map((route) => ({ route, fits: patternOf(route.path) }));

/** `:name` is one segment, `*` the rest. */
function patternOf(path: string): RegExp {
  const parts = path
    .split('/')
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/\./g, '\\.')));
  return new RegExp(`^${parts.join('/')}/?$`);
}

/** The function that answers a path, or undefined where the route table has none. */
export const functionOf = (path: string): FunctionName | undefined =>
  patterns.find(({ fits }) => fits.test(path))?.route.function;

/** The line of the route table that answers, the most specific first. */
export const routeOf = (method: string, path: string): Route | undefined =>
  patterns.find(({ route, fits }) => route.method === (method === 'HEAD' ? 'GET' : method) && fits.test(path))?.route;

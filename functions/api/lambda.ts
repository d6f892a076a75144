import { Hono } from 'hono';
import { handlerOf, openFunction } from '../cloud.ts';
import { jsonHeaders } from '../http.ts';
import { servePage } from '../local/pages.ts';
import { routes } from '../routes.ts';
import { apiApp } from './app.ts';

const deps = await openFunction('api');
const api = apiApp(deps);
const pages = new URL('pages', import.meta.url).pathname;
const answered = new Set(routes.filter((route) => route.function === 'api').map((route) => firstOf(route.path)));
const app = new Hono();

app.get('/healthz', (c) => c.json({ ok: true, version: deps.version }, { headers: jsonHeaders }));
app.get('/', (c) => c.redirect('/sign-in'));
app.all('*', (c) => (answered.has(firstOf(c.req.path)) ? api.fetch(c.req.raw, c.env) : servePage(pages, c.req)));

export const handler = handlerOf(app);

function firstOf(path: string): string | undefined {
  return path.split('/')[1];
}

import type { TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { resolveActor } from '../actor.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { httpApp, problemOf } from '../http.ts';
import { routeOf } from '../match.ts';
import type { Route } from '../routes.ts';
import { auditRoutes } from './audit.ts';
import { bringInRoutes } from './bringIn.ts';
import { calendarRoutes } from './calendar.ts';
import { changeRoutes } from './changes.ts';
import { closingRoutes } from './closing.ts';
import { formRoutes, selfCheckRoute } from './forms.ts';
import { jobRoutes } from './jobs.ts';
import { linkRoutes } from './links.ts';
import { messageRoutes } from './messages.ts';
import { panelRoutes } from './panels.ts';
import { type ApiEdge, recordRoutes } from './records.ts';
import { reportRoutes } from './reports.ts';
import { savedViewRoutes } from './savedViews.ts';
import { settingsRoutes } from './settings.ts';
import { sharedCardRoutes } from './sharedCard.ts';
import { tenantRoutes } from './tenant.ts';
import { transferRoutes } from './transfer.ts';
import { usageRoutes } from './usage.ts';
import { webhookRoutes } from './webhooks.ts';
import { causeOf, workspace } from './workspace.ts';

/** Calls of the workspace in one request; its pages ask for fewer. */
const mostCalls = 40;

/** The integration API under `/api/v1` and the workspace's procedures under `/api/trpc`: two doors to the same verbs. */
export function apiApp(deps: Deps): Hono<ApiEdge> {
  const app = httpApp<ApiEdge>(deps.entrance);
  let description: Promise<Record<string, unknown>> | undefined;
  app.get('/api/v1/openapi.json', async (c) => {
    description ??= import('./openapi.ts').then(({ openApi }) => openApi(deps));
    return c.json(await description);
  });
  calendarRoutes(app, deps);
  app.use('/api/*', async (c, next) => {
    const { actor } = await resolveActor(deps, c.req.raw);
    refuseOthers(routeOf(c.req.method, c.req.path), actor);
    c.set('ctx', await makeCtx(deps, { actor, locale: c.var.locale, requestId: c.var.requestId }));
    await next();
  });
  app.all('/api/trpc/*', (c) =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: c.req.raw,
      router: workspace,
      maxBatchSize: mostCalls,
      createContext: () => ({ ctx: c.var.ctx, deps }),
      responseMeta: () => ({ headers: { 'Cache-Control': 'no-store' } }),
      onError: ({ error }) => {
        const problem = problemOf(causeOf(error), c.var);
        if (problem.status === 500)
          console.error(JSON.stringify({ level: 'error', requestId: c.var.requestId, stack: error.stack }));
      },
    }),
  );
  const v1 = new Hono<ApiEdge>();
  transferRoutes(v1, deps);
  jobRoutes(v1, deps);
  formRoutes(v1, deps);
  selfCheckRoute(v1, deps);
  panelRoutes(v1);
  recordRoutes(v1);
  changeRoutes(v1);
  messageRoutes(v1);
  auditRoutes(v1);
  closingRoutes(v1);
  settingsRoutes(v1);
  tenantRoutes(v1);
  usageRoutes(v1, deps);
  bringInRoutes(v1, deps);
  savedViewRoutes(v1);
  webhookRoutes(v1, deps);
  reportRoutes(v1);
  linkRoutes(v1, deps);
  sharedCardRoutes(v1, deps);
  app.route('/api/v1', v1);
  return app;
}

/** Only whom the route table names goes on: staff anywhere, applicants where whoever is signed in may ask, nobody else. */
function refuseOthers(route: Route | undefined, { kind }: TenantActor): void {
  if (kind === 'member' || kind === 'key' || (kind === 'applicant' && route?.actor === 'signedIn')) return;
  throw new Refusal('forbidden.actor', t('此处只对工作人员开放', 'This is open to staff only'));
}

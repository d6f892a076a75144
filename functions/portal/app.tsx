import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { readEmblem } from '@juxian/core/emblem.ts';
import { openFile } from '@juxian/engine/attachment.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import { getRecord } from '@juxian/engine/record.ts';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Deps } from '../deps.ts';
import { httpApp, problemOf, withoutSecrets } from '../http.ts';
import { AccessibilityPage, PrivacyPage, ProblemPage, StatusPage, VerifyPage } from './About.tsx';
import { applyRoutes } from './apply.ts';
import { beginRoutes } from './begin.ts';
import { type CallAnswer, CallList, CallPage } from './Calls.tsx';
import { certificateRoute } from './certificate.ts';
import { directoryRoutes } from './directory.ts';
import { script, scriptPath } from './enhance/built.ts';
import { myRoutes } from './my.ts';
import { noticeRoutes } from './notices.ts';
import { opinionRoutes } from './opinion.ts';
import { publicRoutes } from './public.ts';
import { callsShown, certificateOf, checkableIn, standingOf } from './read.ts';
import { respond } from './respond.ts';
import { signInRoutes } from './signIn.ts';
import { sitemapRoutes } from './sitemap.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { teamRoutes } from './team.ts';
import { languageCookie, type PortalEdge, type Visit, visitOf, within } from './visit.ts';
import { sayIn } from './words.ts';

/** The portal of every county, the pages behind opinion links, and the public API. */
export function portalApp(deps: Deps): Hono<PortalEdge> {
  const app = httpApp<PortalEdge>(deps.entrance);
  app.get(scriptPath, (c) =>
    c.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  app.get('/p/:slug/', async (c) => {
    c.set('visit', await visitOf(deps, c, c.req.param('slug')));
    return drawCalls(c);
  });
  app.get('/p/:slug', (c) => c.redirect(`/p/${c.req.param('slug')}/`, 301));
  const pages = new Hono<PortalEdge>();
  pages.use(async (c, next) => {
    c.set('visit', await visitOf(deps, c, c.req.param('slug') ?? ''));
    await next();
  });
  countyRoutes(pages);
  beginRoutes(pages);
  directoryRoutes(pages);
  aboutRoutes(pages, deps);
  sitemapRoutes(pages);
  noticeRoutes(pages, deps);
  subscriptionRoutes(pages, deps);
  signInRoutes(pages, deps);
  applyRoutes(pages);
  myRoutes(pages);
  teamRoutes(pages, deps);
  certificateRoute(pages, deps);
  app.route('/p/:slug', pages);
  opinionRoutes(app, deps);
  publicRoutes(app, deps);
  app.onError((error, c) => failed(c, error));
  app.notFound((c) => failed(c, new Refusal('missing.page', t('没有这个页面', 'There is no such page'))));
  return app;
}

/** A refusal that no form caught: a page for people, a problem for programs. */
function failed(c: Context<PortalEdge>, error: unknown): Response {
  const problem = problemOf(error, c.var);
  if (!(error instanceof Refusal))
    console.error(
      JSON.stringify({
        level: 'error',
        requestId: c.var.requestId,
        path: withoutSecrets(c.req.path),
        stack: error instanceof Error ? error.stack : String(error),
      }),
    );
  const status = problem.status as ContentfulStatusCode;
  const visit = c.var.visit as Visit | undefined;
  const isProgram = c.req.path.startsWith('/api/') || c.req.header('Accept')?.includes('application/json');
  if (!visit || isProgram)
    return c.body(JSON.stringify(problem), status, { 'Content-Type': 'application/problem+json' });
  const gone = status === 404;
  return respond(
    c,
    {
      site: visit.site,
      title: gone ? sayIn(visit.site.locale)(t('没有找到', 'Not found')) : problem.title,
      refused: !gone,
      personal: true,
      children: (
        <ProblemPage
          title={gone ? sayIn(visit.site.locale)(t('没有找到这一页', 'This page was not found')) : problem.title}
          detail={
            gone
              ? sayIn(visit.site.locale)(
                  t('它可能已撤下，或者地址有误。', 'It may have been taken down, or the address is wrong.'),
                )
              : problem.detail
          }
        />
      ),
    },
    status,
  );
}

const fileUrl = (visit: Visit) => (file: { id: string }) => `${visit.site.base}/files/${file.id}`;

async function drawCalls(c: Context<PortalEdge>): Promise<Response> {
  const { ctx, site } = c.var.visit;
  const say = sayIn(site.locale);
  return respond(c, {
    site,
    title: say(t('征集公告', 'Calls')),
    place: 'calls',
    children: <CallList calls={await callsShown(ctx)} />,
  });
}

function countyRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/calls', drawCalls);
  pages.get('/calls/:id', async (c) => {
    const { visit } = c.var;
    const call = (await getRecord(visit.ctx, { module: 'call', id: c.req.param('id') })) as CallAnswer;
    return respond(c, {
      site: visit.site,
      title: call.values.heading ?? '',
      place: 'calls',
      children: <CallPage call={call} fileUrl={fileUrl(visit)} />,
    });
  });
  pages.get('/files/:id', async (c) => {
    const { attachment, bytes } = await openFile(c.var.visit.ctx, c.req.param('id'));
    return c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(attachment.name, attachment.type));
  });
}

/** The picture beside the county's name, under the hash of its bytes. */
async function sendEmblem(c: Context<PortalEdge>): Promise<Response> {
  const { ctx } = c.var.visit;
  const { emblem } = ctx.config.brand ?? {};
  const bytes = emblem && emblem.hash === c.req.param('hash') ? await readEmblem(ctx.store, emblem) : undefined;
  if (!emblem || !bytes) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
  return c.body(Uint8Array.from(bytes).buffer, 200, {
    'Content-Type': emblem.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
}

function aboutRoutes(pages: Hono<PortalEdge>, deps: Deps): void {
  pages.get('/privacy', (c) =>
    respond(c, {
      site: c.var.visit.site,
      title: sayIn(c.var.visit.site.locale)(t('个人信息怎样使用', 'How personal data is used')),
      children: <PrivacyPage />,
    }),
  );
  pages.get('/accessibility', (c) =>
    respond(c, {
      site: c.var.visit.site,
      title: sayIn(c.var.visit.site.locale)(t('无障碍说明', 'Accessibility')),
      children: <AccessibilityPage />,
    }),
  );
  pages.get('/status', (c) => {
    const { site, ctx } = c.var.visit;
    return respond(c, {
      site,
      title: sayIn(site.locale)(t('运行状态', 'Status')),
      children: <StatusPage now={ctx.clock.now()} version={deps.version} />,
    });
  });
  pages.get('/emblem/:hash', sendEmblem);
  pages.get('/robots.txt', (c) => {
    const { config } = c.var.visit.ctx;
    const closed = !config.verified || config.demo;
    const { base, address } = c.var.visit.site;
    const open = `Disallow: ${base}/my\nSitemap: ${address}/sitemap.xml`;
    return c.text(`User-agent: *\n${closed ? 'Disallow: /' : open}\n`);
  });
  pages.get('/language', (c) => {
    const to = c.req.query('to') === 'en' ? 'en' : 'zh-CN';
    const { base } = c.var.visit.site;
    const back = c.req.query('back') ?? '';
    c.header('Set-Cookie', `${languageCookie}=${to}; Path=/; Secure; SameSite=Lax; Max-Age=31536000`);
    return c.redirect(/^\/o\/[\w]+$/.test(back) ? back : within(base, back, `${base}/`), 303);
  });
  const verify = async (c: Context<PortalEdge>, number: string) => {
    const { ctx, site } = c.var.visit;
    const [usual] = checkableIn(ctx);
    if (!usual) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
    const found = number ? await certificateOf(ctx, number) : undefined;
    const described = await describeModule(ctx, found?.module ?? usual);
    return respond(
      c,
      {
        site,
        title: sayIn(site.locale)(t('证书核验', 'Verify a certificate')),
        children: (
          <VerifyPage
            number={number}
            title={described.title}
            fields={described.fields}
            {...(found ? { found, standing: standingOf(ctx, found) } : {})}
          />
        ),
      },
      number && !found ? 404 : 200,
    );
  };
  pages.get('/verify', (c) => verify(c, (c.req.query('number') ?? '').trim().slice(0, 80)));
  pages.get('/verify/:certificate', (c) => verify(c, c.req.param('certificate').slice(0, 80)));
}

import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type PageProps, renderPage } from './Page.tsx';
import { styleOf } from './style.ts';
import type { PortalEdge } from './visit.ts';

/** Answers with a page. Only the style of the page itself and scripts of this host are let in. */
export function respond(c: Context<PortalEdge>, props: PageProps, status: ContentfulStatusCode = 200): Response {
  const { hash } = styleOf(props.site.county.colour);
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src '${hash}'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  c.header('Cache-Control', 'no-store');
  if (!props.site.county.verified || props.personal || props.site.county.demo)
    c.header('X-Robots-Tag', 'noindex, nofollow');
  return c.html(renderPage(props), status);
}

/** A page about the visitor's own things. */
export const drawOwn = (
  c: Context<PortalEdge>,
  title: string,
  children: PageProps['children'],
  status: 200 | 409 | 422 = 200,
  refused = false,
): Response => respond(c, { site: c.var.visit.site, title, place: 'my', personal: true, refused, children }, status);

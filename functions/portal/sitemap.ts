import type { Hono } from 'hono';
import { directories } from './directories.ts';
import { isOn, listOf } from './read.ts';
import type { PortalEdge } from './visit.ts';

/** The pages that stand for records of a module, and where. */
const listed = [{ path: 'calls', module: 'call' }, { path: 'notices', module: 'publicity' }, ...directories] as const;

/** Source: sitemaps.org protocol, which takes 50,000 addresses a file; a county has far fewer public pages. */
const mostOfEach = 5000;

/** What search engines may find: the pages a visitor may see at this moment, and no other. */
export function sitemapRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/sitemap.xml', async (c) => {
    const { ctx, site } = c.var.visit;
    const paths = [''];
    for (const { path, module } of listed) {
      if (!isOn(ctx, module)) continue;
      paths.push(path);
      for (let cursor: string | undefined = ''; cursor !== undefined && paths.length < mostOfEach * listed.length; ) {
        const { items, nextCursor } = await listOf(ctx, module, { limit: '500', ...(cursor ? { cursor } : {}) });
        paths.push(...items.map(({ id }) => `${path}/${id}`));
        cursor = nextCursor;
      }
    }
    const places = paths.map((path) => `<url><loc>${site.address}/${path}</loc></url>`);
    c.header('Cache-Control', 'no-store');
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${places.join('\n')}\n</urlset>\n`,
      200,
      { 'Content-Type': 'application/xml; charset=utf-8' },
    );
  });
}

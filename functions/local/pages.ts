import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageHeaders } from '../http.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

type Page = { name: string; status: 200 | 404 };

/**
 * Which file of the built pages answers a path: a file by its name, `/sign-in` by sign-in.html, an invitation by its page,
 * what lies under `/w` by the workspace, anything else by the page that says so.
 */
function pageOf(path: string): Page | undefined {
  if (!/^(\/[\w@-][\w.@-]*)*\/?$/.test(path)) return undefined;
  if (extname(path)) return { name: path, status: 200 };
  const [, first, second, ...deeper] = path.replace(/\/$/, '').split('/');
  if (first === 'w') return { name: '/index.html', status: 200 };
  const isOwn =
    first &&
    !['index', 'missing'].includes(first) &&
    (second === undefined || (first === 'invitations' && deeper.length === 0));
  return isOwn ? { name: `/${first}.html`, status: 200 } : nowhere;
}

const nowhere: Page = { name: '/missing.html', status: 404 };

const refusal = (status: 404 | 405, more: Record<string, string> = {}): Response =>
  new Response(String(status), { status, headers: { ...pageHeaders, ...more, 'Content-Type': 'text/plain' } });

/** Answers with a file of the built pages; hashed ones are kept by the browser for good. */
export async function servePage(
  directory: string,
  { method, path }: { method: string; path: string },
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, { Allow: 'GET, HEAD' });
  const page = pageOf(path);
  for (const { name, status } of page ? [page, ...(extname(path) ? [] : [nowhere])] : []) {
    const bytes = await readFile(join(directory, name)).catch(() => undefined);
    if (!bytes) continue;
    const kept = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const type = types[extname(name)] ?? 'application/octet-stream';
    return new Response(bytes, { status, headers: { ...pageHeaders, 'Cache-Control': kept, 'Content-Type': type } });
  }
  return refusal(404);
}

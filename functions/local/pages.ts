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

/** Which file of the built pages answers a path: a file by its name, `/sign-in` by sign-in.html, the rest by the workspace. */
const fileOf = (path: string): string[] => {
  if (!/^(\/[\w@-][\w.@-]*)*\/?$/.test(path)) return [];
  if (extname(path)) return [path];
  const [, first = ''] = path.split('/');
  return [...(first ? [`/${first}.html`] : []), '/index.html'];
};

/** Answers with a file of the built pages; hashed ones are kept by the browser for good. */
export async function servePage(directory: string, path: string): Promise<Response> {
  for (const name of fileOf(path)) {
    const bytes = await readFile(join(directory, name)).catch(() => undefined);
    if (!bytes) continue;
    const kept = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const type = types[extname(name)] ?? 'application/octet-stream';
    return new Response(bytes, { headers: { ...pageHeaders, 'Cache-Control': kept, 'Content-Type': type } });
  }
  return new Response('404', { status: 404, headers: { ...pageHeaders, 'Content-Type': 'text/plain' } });
}

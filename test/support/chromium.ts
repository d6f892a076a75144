import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Api, origin } from './api.ts';

const quiet =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet.split(' ') });

/** Serves what a test has opened on a free port of this machine, as if under its own address. */
export async function serveApi(api: Pick<Api, 'request'>): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (asked, answer) => {
    const { method = 'GET', url = '/' } = asked;
    const body = method === 'GET' ? {} : { body: await bodyOf(asked) };
    const response = await api.request(url, { method, headers: headersOf(asked), redirect: 'manual', ...body });
    answer.writeHead(response.status, [...response.headers].flat());
    answer.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function bodyOf(asked: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of asked) parts.push(part);
  return Uint8Array.from(Buffer.concat(parts));
}

function headersOf(asked: IncomingMessage): Headers {
  const headers = new Headers(Object.entries(asked.headers).map(([name, value]) => [name, String(value)]));
  if (headers.has('origin')) headers.set('origin', origin);
  headers.set('x-edge-address', '203.0.113.7');
  return headers;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the automated rules of WCAG 2.2 AA find on the page as it stands: one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { target: string[] }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(on: Document, options: object): Promise<Found> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

/** Pixels by which the page is wider than the window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

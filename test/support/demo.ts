import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFindings, openChromium, sideways } from './chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A working day on which nothing of the demonstration is over its date. */
const start = '2026-11-20T09:00:00+08:00';

type Look = { width?: number; locale?: 'zh-CN' | 'en' };
export type Window = { context: BrowserContext; page: Page; faults: string[] };

export type Demo = {
  url: string;
  /** A window of its own; what breaks in it is kept in `faults`. */
  open(look?: Look): Promise<Window>;
  /** A window in which the person of a card has entered from the start page. */
  enter(card: string, look?: Look): Promise<Window>;
  /** The code last sent to a telephone, as the outbox shows it. */
  codeFor(to: string): Promise<string>;
  /** Moves the business clock; what is due by it happens. */
  clock(now: string): Promise<void>;
  stop(): Promise<void>;
};

/** The whole product as `npm start` runs it, on data of its own with the demonstration loaded, and a browser. */
export async function openDemo(): Promise<Demo> {
  if (!existsSync('web/dist')) throw new Error('The pages are not built: run `npm test` or `npm start` first');
  const build = (await import(new URL('../../scripts/parts/build.mjs', import.meta.url).href)) as {
    buildLocal(): Promise<string>;
  };
  const bundle = await build.buildLocal();
  const directory = await mkdtemp(join(tmpdir(), 'juxian-demo-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PORT: String(port), DATA_DIR: directory, DEMO: 'on', CLOCK: start };
  const server = spawn(process.execPath, [bundle], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(server);
  const browser = await openChromium();
  const post = (path: string, body: object) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const open: Demo['open'] = (look) => windowOf(browser, url, look);
  return {
    url,
    open,
    async enter(card, look) {
      const opened = await open(look);
      await opened.page.goto('/');
      await opened.page.getByRole('button', { name: new RegExp(`[：:] ?${card}$`) }).click();
      await opened.page.waitForURL((at) => at.pathname !== '/');
      await opened.page.waitForSelector('h1');
      return opened;
    },
    async codeFor(to) {
      const { items } = (await (await fetch(`${url}/api/v1/dev/outbox`)).json()) as {
        items: { to: string; text: string }[];
      };
      return /\d{6}/.exec(items.find((sent) => sent.to === to)?.text ?? '')?.[0] ?? '';
    },
    async clock(now) {
      const { ok } = await post('/api/v1/dev/clock', { now });
      if (!ok) throw new Error(`The clock does not take ${now}`);
    },
    async stop() {
      await browser.close();
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Whatever the rules of accessibility find on the page as it stands, and whether it is wider than its window. */
export async function findings(page: Page): Promise<string[]> {
  const wide = await sideways(page);
  return [...(await axeFindings(page)), ...(wide > 0 ? [`${wide} px too wide`] : [])].map(
    (one) => `${new URL(page.url()).pathname} ${one}`,
  );
}

async function windowOf(browser: Browser, url: string, { width = 1440, locale = 'zh-CN' }: Look = {}): Promise<Window> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale, baseURL: url });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Waits for the line with which the server says that it answers. */
async function ready(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('The server has no output');
  for await (const line of createInterface({ input: server.stdout })) if (line.includes('is ready')) return;
  throw new Error('The server ended before it was ready');
}

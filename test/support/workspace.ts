import { existsSync } from 'node:fs';
import { servePage } from '@juxian/functions/local/pages.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Api, type County, type Json, type StartOptions, startApi } from './api.ts';
import { openChromium, serveApi } from './chromium.ts';

const pages = 'web/dist';

type Look = { width?: number; dark?: boolean; locale?: 'zh-CN' | 'en' };
export type Opened = { context: BrowserContext; page: Page; faults: string[] };

export type Workspace = {
  api: Api;
  county: County;
  url: string;
  browser: Browser;
  /** A window of its own; what breaks in it is kept in `faults`. */
  open(look?: Look): Promise<Opened>;
  /** A window in which the first person of the county has signed in by the page. */
  enter(look?: Look): Promise<Opened>;
  /** A record made by the API in the name of the county's first person. */
  make(module: string, values: Record<string, unknown>): Promise<Json>;
  stop(): Promise<void>;
};

/** A county on the whole product, its built pages in front of it, and a browser. `tell` lays down more before it opens. */
export async function openWorkspace(
  tell: (api: Api) => Promise<void> = async () => {},
  options: StartOptions = {},
): Promise<Workspace> {
  if (!existsSync(pages)) throw new Error('The pages are not built: run `npx vite build web` first');
  const api = await startApi(options);
  const site = await serveApi({
    request: async (path, init) =>
      path.startsWith('/api/')
        ? api.request(path, init)
        : servePage(pages, { method: init?.method ?? 'GET', path: new URL(path, site.url).pathname }),
  });
  await tell(api);
  const county = await api.signUp({ division: '990901' });
  const browser = await openChromium();

  const open: Workspace['open'] = async ({ width = 1440, dark = false, locale = 'zh-CN' } = {}) => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
      locale,
      baseURL: site.url,
    });
    await context.addCookies([{ name: 'lang', value: locale, url: site.url }]);
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to|Warning:/.test(message.text())) faults.push(message.text());
    });
    return { context, page, faults };
  };

  return {
    api,
    county,
    url: site.url,
    browser,
    open,
    enter: async (look) => {
      const opened = await open(look);
      await signIn(opened.page, county);
      return opened;
    },
    make: async (module, values) => {
      const { status, body } = await api.call('POST', `/api/v1/records/${module}`, { values }, { token: county.token });
      if (status !== 201) throw new Error(`${module} was not made: ${JSON.stringify(body)}`);
      return body;
    },
    stop: async () => {
      await browser.close();
      await site.stop();
      await api.stop();
    },
  };
}

/** Signs in by the page and waits for the workspace. */
export async function signIn(page: Page, { email, password }: Pick<County, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('[name=login]', email);
  await page.fill('[name=password]', password);
  await page.click('#sign-in button[type=submit]');
  await page.waitForSelector('.shell');
}

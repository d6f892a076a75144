import { createRecord, takeMove } from '@juxian/engine/record.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '../support/bytes.ts';
import { axeFindings, openChromium, serveApi, sideways } from '../support/chromium.ts';
import { codeFor, filled, openPortal, type Portal, storedApplication, submitFor } from '../support/portal.ts';

let portal: Portal;
let browser: Browser;
let site: Awaited<ReturnType<typeof serveApi>>;
let filed: string;
let notice: string;

beforeAll(async () => {
  portal = await openPortal({ colour: '#7a1f3d' });
  site = await serveApi(portal.api);
  browser = await openChromium();
  filed = (await submitFor(portal, '13800000001', filled(portal.units.青山县第一中学 ?? ''))).record.id;
  const made = await createRecord(portal.office, {
    module: 'publicity',
    values: {
      heading: '青山县2026年度拟认定名师名医名家名匠工作室公示',
      text: '现予公示。',
      days: 5,
      contact: '0999-0000126',
      list: [{ application: filed, studioName: '沈知微名师工作室', leaderName: '沈知微', unitName: '青山县第一中学' }],
    },
  });
  await takeMove(portal.office, { module: 'publicity', id: made.id, move: 'start', input: {} });
  notice = made.id;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await portal?.api.stop();
});

type Look = { width?: number; dark?: boolean; script?: boolean; locale?: string };

async function open({
  width = 1440,
  dark = false,
  script = true,
  locale = 'zh-CN',
}: Look = {}): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    locale,
    baseURL: site.url,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

async function signIn(page: Page, to: string): Promise<void> {
  await page.goto(`${portal.base}/sign-in`);
  await page.fill('[name=to]', to);
  await page.click('main button.act');
  await page.fill('[name=code]', codeFor(portal.api, to));
  await page.click('main button.act');
  await page.waitForURL(/\/my$/);
}

/** Begins an application and opens one of its parts. @returns its id. */
async function begin(page: Page, to: string, part: number): Promise<string> {
  await signIn(page, to);
  await page.goto(`${portal.base}/calls/${portal.call.id}/apply`);
  await page.check('[value=teacher]');
  await page.click('main button.act');
  const id = /my\/(rec_\w+)/.exec(page.url())?.[1] ?? '';
  if (part > 1) await page.goto(`${portal.base}/my/${id}/edit/${part}`);
  return id;
}

const saved = (page: Page) =>
  page.waitForFunction(() => /^已保存 \d\d:\d\d$/.test(document.querySelector('[data-saved]')?.textContent ?? ''));

describe('a short page', () => {
  it.each([1440, 360])('has its footer at the foot of the window at %i px, and no gap under it', async (width) => {
    const { context, page } = await open({ width });
    await page.goto(`${portal.base}/verify`);
    const feet = () =>
      page.evaluate(() => {
        const { bottom } = (document.querySelector('.p-foot') as Element).getBoundingClientRect();
        return [Math.round(bottom), window.innerHeight, document.documentElement.scrollHeight];
      });
    expect(await feet()).toEqual([800, 800, 800]);
    await context.close();
  });
});

describe('with script', () => {
  it('saves while one types, and says when', async () => {
    const { context, page } = await open();
    const id = await begin(page, '13800000011', 1);
    await page.fill('[name=studioName]', '自动保存的工作室');
    await saved(page);
    expect((await storedApplication(portal.office, id)).studioName).toBe('自动保存的工作室');
    await page.fill('[name=studioName]', '又改了一次');
    await saved(page);
    await page.reload();
    expect(await page.inputValue('[name=studioName]')).toBe('又改了一次');
    await context.close();
  });

  it('tells when the session has ended and brings the text back after signing in again', async () => {
    const { context, page } = await open();
    const to = '13800000012';
    const id = await begin(page, to, 6);
    await context.clearCookies();
    await page.fill('[name=aims]', '会话已经结束，字还在');
    await page.waitForFunction(() => document.querySelector('[data-saved]')?.textContent?.startsWith('登录已过期'));
    await page.click('button[value=save]:not(.sr)');
    expect(await page.textContent('h1')).toBe('登录已过期');
    await page.fill('[name=to]', to);
    await page.click('main button.act');
    await page.fill('[name=code]', codeFor(portal.api, to));
    await page.click('main button.act');
    await page.waitForURL(/restored=1/);
    expect(await page.inputValue('[name=aims]')).toBe('会话已经结束，字还在');
    expect((await storedApplication(portal.office, id)).aims).toBe('会话已经结束，字还在');
    await context.close();
  });

  it('keeps the text through a lost connection', async () => {
    const { context, page } = await open();
    const id = await begin(page, '13800000013', 6);
    await context.setOffline(true);
    await page.fill('[name=aims]', '断网时写的');
    await page.waitForFunction(() => document.querySelector('[data-saved]')?.textContent?.startsWith('没有连上网'));
    await context.setOffline(false);
    await page.reload();
    expect(await page.inputValue('[name=aims]')).toBe('断网时写的');
    const stored = async () => (await storedApplication(portal.office, id)).aims;
    await expect.poll(stored, { timeout: 20_000 }).toBe('断网时写的');
    await context.close();
  });

  it('adds and removes lines without loading the page again', async () => {
    const { context, page } = await open();
    const id = await begin(page, '13800000014', 4);
    const url = page.url();
    await page.fill('[name="team.0.name"]', '李青');
    await page.selectOption('[name="team.0.role"]', 'core');
    await page.click('[data-add=team]');
    const lines = page.locator('[data-line]');
    expect(await lines.count()).toBe(2);
    await lines.nth(1).locator('[name$=".name"]').fill('周衡');
    await lines.nth(1).locator('select').first().selectOption('pupil');
    await saved(page);
    const values = await storedApplication(portal.office, id);
    expect(values.team).toMatchObject([{ name: '李青' }, { name: '周衡' }]);
    await lines.first().locator('[data-remove]').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-line]').length === 1);
    expect(page.url()).toBe(url);
    await context.close();
  });

  it('counts the characters that are left as the server counts them', async () => {
    const { context, page } = await open();
    await begin(page, '13800000015', 6);
    await page.fill('[name=aims]', '𠅤'.repeat(10));
    expect(await page.textContent('[data-count=f-aims]')).toBe('还可写2990字');
    await page.fill('[name=aims]', '长'.repeat(3001));
    expect(await page.textContent('[data-count=f-aims]')).toBe('超出1字');
    await context.close();
  });

  it('sends a chosen file at once and shows it in its place, or why not', async () => {
    const { context, page } = await open();
    const id = await begin(page, '13800000016', 8);
    await page.setInputFiles('[data-upload=annexes]', {
      name: '考核表.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf()),
    });
    await page.waitForSelector('[data-files=annexes] li');
    expect(await page.textContent('[data-files=annexes]')).toContain('考核表.pdf');
    await page.setInputFiles('[data-upload=annexes]', {
      name: '假.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<html>'),
    });
    await page.waitForSelector('#f-annexes-e');
    expect(await page.textContent('#f-annexes-e')).toContain('“假.pdf”的内容不是pdf文件');
    expect((await storedApplication(portal.office, id)).annexes).toMatchObject([{ name: '考核表.pdf' }]);
    await context.close();
  });
});

describe('at every width, in both languages, light and dark', () => {
  const looks: Look[] = [
    { width: 1440 },
    { width: 768, locale: 'en' },
    { width: 360 },
    { width: 360, locale: 'en', dark: true },
    { width: 1440, dark: true },
  ];
  it.each(looks)('nothing is found and nothing is wider than the window: %o', async (look) => {
    const { context, page, faults } = await open(look);
    const found: string[] = [];
    const check = async (name: string) => {
      for (const one of await axeFindings(page)) found.push(`${name} ${one}`);
      const wide = await sideways(page);
      if (wide > 0) found.push(`${name} is ${wide} px too wide`);
    };
    const visit = async (path: string) => {
      await page.goto(path);
      await check(path);
    };
    for (const path of [
      '/',
      `/calls/${portal.call.id}`,
      '/notices',
      `/notices/${notice}`,
      '/studios',
      '/verify?number=x',
      '/privacy',
      '/accessibility',
      '/status',
      '/sign-in',
    ])
      await visit(portal.base + path);
    await page.goto(`${portal.base}/notices/${notice}`);
    await page.click('form button.act');
    await check('a refused objection');
    const id = await begin(
      page,
      `1380000${look.width}${look.dark ? 1 : 0}${look.locale ? 1 : 0}`.padEnd(11, '0').slice(0, 11),
      1,
    );
    for (const part of [1, 2, 3, 4, 7, 8]) await visit(`${portal.base}/my/${id}/edit/${part}`);
    await page.goto(`${portal.base}/my/${id}/edit/2`);
    await page.fill('[name=phone]', '12');
    await page.click('main button.act');
    await check('a refused part');
    for (const path of ['', '/preview', '/paper']) await visit(`${portal.base}/my/${id}${path}`);
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('without script', () => {
  it('the whole way can be walked by keyboard and forms alone', async () => {
    const { context, page } = await open({ script: false, width: 360 });
    await signIn(page, '13800000017');
    await page.goto(`${portal.base}/calls/${portal.call.id}/apply`);
    await page.focus('[name=kind][value=teacher]');
    await page.keyboard.press('Space');
    await page.focus('button:has-text("开始填写")');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/edit\/1$/);
    const { aims, ...rest } = filled(portal.units.青山县第一中学 ?? '', '苏合', 7);
    await page.fill('[name=studioName]', rest.studioName);
    await page.selectOption('[name=hostUnit]', { label: '青山县第一中学' });
    await page.click('main button.act');
    await page.fill('[name=leaderName]', rest.leaderName);
    await page.check('[name=sex][value=female]');
    await page.fill('[name=birth]', rest.birth);
    await page.selectOption('[name=education]', rest.education);
    await page.focus('[name=identityConsent][value=given]');
    await page.keyboard.press('Space');
    await page.focus('button:has-text("同意后填写身份证号")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[name=identityNumber]');
    for (const name of ['professionalTitle', 'identityNumber', 'phone'] as const)
      await page.fill(`[name=${name}]`, rest[name]);
    await page.click('main button.act');
    await page.waitForURL(/\/edit\/3$/);
    await page.goto(page.url().replace(/3$/, '4'));
    await page.fill('[name="team.0.name"]', '李青');
    await page.selectOption('[name="team.0.role"]', 'core');
    await page.click('[value="add:team"]');
    await page.fill('[name="team.1.name"]', '周衡');
    await page.selectOption('[name="team.1.role"]', 'pupil');
    await page.click('main button.act');
    await page.goto(page.url().replace(/\d$/, '6'));
    await page.fill('[name=aims]', aims);
    await page.click('main button.act');
    await page.goto(page.url().replace(/edit.*/, 'preview'));
    await page.check('[name=consent]');
    await page.click('main button.act');
    await page.waitForURL(/\/receipt$/);
    expect(await page.textContent('.number')).toMatch(/^人才申〔2026〕\d{3}号$/);
    await context.close();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, sideways } from '../support/chromium.ts';
import { totp } from '../support/totp.ts';
import { openWorkspace, signIn, type Workspace } from '../support/workspace.ts';

let house: Workspace;
beforeAll(async () => {
  house = await openWorkspace();
  for (const [name, order] of [
    ['青禾县第一中学', 10],
    ['青禾县人民医院', 20],
  ] as const)
    await house.make('unit', { name, order, sort: 'school' });
});
afterAll(() => house?.stop());

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });
const titles = (page: Page) => page.locator('table.data tbody th').allInnerTexts();
const ask = (method: string, path: string, body?: unknown) =>
  house.api.call(method, `/api/v1${path}`, body, { token: house.county.token });

describe('the pages of one’s own', () => {
  it('take a password only with the old one, and sign the other devices out', async () => {
    const person = await house.api.join(house.county, ['office']);
    const other = await house.open();
    await signIn(other.page, person);
    const { page, context, faults } = await house.open();
    await signIn(page, person);
    await page.goto('/w/me');
    await page.fill('#current-password', 'not the old one');
    await page.fill('#new-password', 'Willow-Bridge-4417');
    await page.fill('#new-password-again', 'Willow-Bridge-4418');
    expect(await page.locator('#new-password-again-error').innerText()).toBe('两次输入不一致');
    await page.fill('#new-password-again', 'Willow-Bridge-4417');
    await page.click('form[aria-labelledby=password] button');
    await eventually(() => page.locator('#current-password-error').innerText()).toContain('密码不对');
    await page.fill('#current-password', person.password);
    await page.click('form[aria-labelledby=password] button');
    await eventually(() => page.locator('.toast').innerText()).toContain('密码已修改');
    const answer = await other.page.request.get(`${house.url}/api/v1/me`);
    expect(answer.status()).toBe(401);
    expect(faults).toEqual([]);
    await other.context.close();
    await context.close();
  });

  it('turn the second factor on by a scanned secret, show the recovery codes once, and turn it off by one', async () => {
    const person = await house.api.join(house.county, ['leader']);
    const { page, context, faults } = await house.open({ locale: 'en' });
    await signIn(page, person);
    await page.goto('/w/me');
    await page.click('section[aria-labelledby=factor] button');
    await page.fill('#factor-password', person.password);
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.factor-qr');
    expect(await page.locator('.factor-qr').evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true);
    const secret = (await page.locator('.factor-secret code').innerText()).replace(/\s/g, '');
    await page.fill('#factor-code', totp(secret, house.api.deps.clock.wall()));
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.recovery');
    const codes = await page.locator('.recovery code').allInnerTexts();
    expect(codes).toHaveLength(8);
    await page.click('dialog button.act');
    await eventually(() => page.locator('section[aria-labelledby=factor]').innerText()).toContain(
      '8 recovery codes left',
    );
    await page.click('section[aria-labelledby=factor] button >> nth=1');
    await page.fill('#end-password', person.password);
    await page.fill('#end-code', codes[0] ?? '');
    await page.click('dialog button[type=submit]');
    await eventually(() => page.locator('section[aria-labelledby=factor]').innerText()).toContain('Off');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('hand out a calendar link once and end it', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/me');
    await page.click('section[aria-labelledby=calendar] button');
    const url = await page.locator('dialog input').inputValue();
    expect((await house.api.request(new URL(url).pathname)).status).toBe(200);
    await page.keyboard.press('Escape');
    await page.click('section[aria-labelledby=calendar] button >> nth=1');
    await eventually(() => page.locator('section[aria-labelledby=calendar]').innerText()).toContain('未开通');
    expect((await house.api.request(new URL(url).pathname)).status).toBe(404);
    await context.close();
  });
});

describe('lists', () => {
  it('are kept under a name, opened by their chip and dropped', async () => {
    const { page, context, faults } = await house.enter();
    await page.goto('/w/unit?sort=-order&q=青禾');
    await page.click('.saved button.linky');
    await page.fill('#view-name', '倒排');
    await page.check('dialog .opt input');
    await page.click('dialog button[type=submit]');
    await eventually(() => page.locator('.saved .chip').allInnerTexts()).toEqual(['倒排']);
    await page.goto('/w/unit');
    await page.click('.saved .chip');
    await page.waitForURL(/sort=-order/);
    await eventually(() => titles(page)).toEqual(['青禾县人民医院', '青禾县第一中学']);
    await page.click('.saved button[aria-label*="倒排"]');
    await page.click('dialog button[type=submit]');
    await eventually(() => page.locator('.saved .chip').count()).toBe(0);
    expect((await ask('GET', '/views')).body.items).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('give back from the bin what was deleted', async () => {
    const call = await house.make('call', { heading: '误建的公告' });
    await ask('DELETE', `/records/call/${call.id}`);
    const { page, context, faults } = await house.enter();
    await page.goto('/w/call');
    await page.click('a[href="/w/call/bin"]');
    await eventually(() => titles(page)).toEqual(['误建的公告']);
    await page.click('table.data button');
    await eventually(() => page.locator('.empty h2').innerText()).toBe('回收站是空的');
    expect((await ask('GET', `/records/call/${call.id}`)).status).toBe(200);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('settings for other systems', () => {
  it('give a key that works until it is revoked, its secret shown once', async () => {
    const { page, context, faults } = await house.enter();
    await page.goto('/w/settings/keys');
    await page.click('.strip button');
    await page.fill('#key-name', '政务平台');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('dialog .err');
    await page.check('dialog .opt input >> nth=0');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('dialog input[readonly]');
    const secret = await page.locator('dialog input').inputValue();
    expect(secret).toMatch(/^jxk_/);
    const withKey = () => house.api.call('GET', '/api/v1/records/unit', undefined, { token: secret });
    expect((await withKey()).status).toBe(200);
    await page.keyboard.press('Escape');
    await eventually(() => titles(page)).toEqual(['政务平台']);
    expect(await page.content()).not.toContain(secret);
    await page.click('table.data button');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.empty');
    expect((await withKey()).status).toBe(401);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('make a webhook, and say in words what is wrong with an address', async () => {
    const { page, context, faults } = await house.enter();
    await page.goto('/w/settings/webhooks');
    await page.click('.strip button');
    await page.fill('#hook-url', 'http://hooks.example.org/in');
    await page.click('dialog button[type=submit]');
    await eventually(() => page.locator('dialog .err').innerText()).toContain('https://');
    await page.fill('#hook-url', 'https://hooks.example.org/in');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('dialog input[readonly]');
    expect(await page.locator('dialog input').inputValue()).toMatch(/^whsec_/);
    await page.keyboard.press('Escape');
    await eventually(() => titles(page)).toEqual(['https://hooks.example.org/in']);
    await page.click('table.data button >> nth=0');
    await eventually(() => page.locator('.toast').innerText()).toContain('已排入推送');
    await page.click('table.data .acts-cell a');
    await eventually(() => titles(page)).toEqual(['webhook.trial']);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('on every screen', () => {
  const pages = [
    '/w/me',
    '/w/settings/keys',
    '/w/settings/webhooks',
    '/w/settings/county',
    '/w/settings/portal',
    '/w/call/bin',
    '/w/unit?q=青',
  ];
  it.each([
    [1440, 'zh-CN'],
    [768, 'en'],
    [360, 'zh-CN'],
  ] as const)('they fit %i px and keep the rules of accessibility (%s)', async (width, locale) => {
    const { page, context, faults } = await house.enter({ width, locale });
    for (const path of pages) {
      await page.goto(path);
      await page.waitForSelector('h1');
      await page.waitForLoadState('networkidle');
      expect({ path, wide: (await sideways(page)) <= 0, found: await axeFindings(page) }).toEqual({
        path,
        wide: true,
        found: [],
      });
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

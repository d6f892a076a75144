import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, sideways } from '../support/chromium.ts';
import { openWorkspace, signIn, type Workspace } from '../support/workspace.ts';

let house: Workspace;
let school: { id: string; revision: number };

beforeAll(async () => {
  house = await openWorkspace();
  school = await house.make('unit', { name: '青禾县第一中学', order: 10, sort: 'school', contact: '林一' });
  await house.make('unit', { name: '青禾县人民医院', order: 20, sort: 'hospital' });
  await house.make('unit', { name: '青禾县教育局', order: 5, sort: 'government' });
});
afterAll(() => house?.stop());

/** Holds once the page has come to it; the time is for busy machines. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

const rows = (page: Page) => page.locator('table.data tbody tr');
const titles = (page: Page) => page.locator('table.data tbody th').allInnerTexts();
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"] input`);
const query = (page: Page) => new URL(page.url()).searchParams;

describe('entry', () => {
  it('opens a county from the sign-up page and lands in its settings', async () => {
    const { page, context } = await house.open();
    await page.goto('/sign-up');
    await page.click('button[type=submit]');
    await page.waitForSelector('#slug[aria-invalid="true"]');
    expect(await page.locator('.err').count()).toBeGreaterThan(3);
    await page.fill('#division', '990777');
    await page.fill('#name', '云岭区');
    await page.selectOption('#kind', 'district');
    await page.fill('#slug', 'yunling');
    await page.fill('#person', '纪云舒');
    await page.fill('#email', 'ji@example.org');
    await page.fill('#sign-up-password', 'Lantern-Harbour-63');
    await page.click('button[type=submit]');
    await page.waitForURL('**/w/settings');
    await page.waitForSelector('.settings table');
    await context.close();
  });

  it('says what is wrong with the login beside the form, in the language chosen', async () => {
    const { page, context } = await house.open({ locale: 'en' });
    await page.goto('/sign-in');
    expect(await page.locator('h1 >> nth=0').innerText()).toBe('Sign in');
    expect(await page.locator('footer').innerText()).toContain('No classified material');
    await page.fill('[name=login]', house.county.email);
    await page.fill('[name=password]', 'not the password');
    await page.click('#sign-in button[type=submit]');
    await eventually(() => page.locator('#sign-in .err').innerText()).toMatch(/login or the password/i);
    await context.close();
  });

  it('goes back to the page that was asked for, and nowhere else', async () => {
    const { page, context } = await house.open();
    await page.goto('/w/unit?sort=-order');
    await page.waitForURL('**/sign-in?to=*');
    await page.fill('[name=login]', house.county.email);
    await page.fill('[name=password]', house.county.password);
    await page.click('#sign-in button[type=submit]');
    await page.waitForURL('**/w/unit?sort=-order');
    await page.goto('/sign-in?to=https://elsewhere.example/w');
    await page.fill('[name=login]', house.county.email);
    await page.fill('[name=password]', house.county.password);
    await page.click('#sign-in button[type=submit]');
    await page.waitForSelector('.shell');
    expect(new URL(page.url()).pathname).toBe('/w');
    await context.close();
  });
});

describe('lists', () => {
  it('keep sort, search, facet and columns in the address, so that going back and sharing bring the same list', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/unit');
    await eventually(() => titles(page)).toEqual(['青禾县教育局', '青禾县第一中学', '青禾县人民医院']);
    await page.click('th a.sort >> nth=0');
    await page.waitForURL(/sort=name/);
    await page.click('.facets label:has-text("学校") input');
    await page.waitForURL(/filter/);
    await eventually(() => titles(page)).toEqual(['青禾县第一中学']);
    expect(await page.locator('.chip').first().innerText()).toContain('学校');
    const shared = page.url();
    await page.click('.chip >> nth=0');
    await eventually(() => rows(page).count()).toBe(3);
    await page.goBack();
    await eventually(() => titles(page)).toEqual(['青禾县第一中学']);
    const other = await context.newPage();
    await other.goto(shared);
    await eventually(() => titles(other)).toEqual(['青禾县第一中学']);
    await context.close();
  });

  it('search by initials once typing has stopped, and say why nothing is left', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/unit');
    await page.fill('.find', 'rmyy');
    await page.waitForURL(/q=rmyy/);
    await eventually(() => titles(page)).toEqual(['青禾县人民医院']);
    await page.fill('.find', '没有的单位');
    await eventually(() => page.locator('.empty').innerText()).toContain('没有的单位');
    await context.close();
  });

  it('ask nothing while an input method is still composing', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/unit');
    await page.waitForSelector('table.data');
    await page.focus('.find');
    const keys = await context.newCDPSession(page);
    await keys.send('Input.imeSetComposition', { text: 'yiyuan', selectionStart: 6, selectionEnd: 6 });
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('record.list') && asked.push(request.url()));
    await page.evaluate(() => new Promise((done) => setTimeout(done, 600)));
    expect(asked).toEqual([]);
    expect(query(page).get('q')).toBeNull();
    await keys.send('Input.insertText', { text: '医院' });
    await page.waitForURL((url) => url.searchParams.get('q') === '医院');
    await eventually(() => titles(page)).toEqual(['青禾县人民医院']);
    await context.close();
  });

  it('hand their order to the record, which goes on to the next one', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/unit');
    await page.click('table.data tbody a >> nth=0');
    await eventually(() => page.locator('.leaf h1').innerText()).toBe('青禾县教育局');
    await page.click('button:has-text("下一件")');
    await eventually(() => page.locator('.leaf h1').innerText()).toBe('青禾县第一中学');
    await page.click('button:has-text("上一件")');
    await eventually(() => page.locator('.leaf h1').innerText()).toBe('青禾县教育局');
    await context.close();
  });
});

describe('records', () => {
  it('say that there is no such page where the reader may make, bring in or count nothing', async () => {
    const { page, context, faults } = await house.enter();
    for (const address of ['/w/certificate/new', '/w/certificate/import', '/w/reports/none', '/w/not/a/page']) {
      await page.goto(address);
      await eventually(() => page.locator('main h1').innerText()).toBe('未找到');
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('refuse an incomplete form at the fields it is about and take it once it is complete', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/unit/new');
    await page.click('.save-bar .act');
    await eventually(() => page.locator('.problem a').allInnerTexts()).toEqual(['单位全称', '序号', '类别']);
    await page.fill('#new-name', '青禾县文化馆');
    await page.fill('#new-order', '30');
    await page.click('#new-sort');
    await page.keyboard.type('其他事业');
    await page.keyboard.press('Enter');
    await page.click('.save-bar .act');
    await page.waitForURL(/\/w\/unit\/rec_/);
    await eventually(() => page.locator('.leaf h1').innerText()).toBe('青禾县文化馆');
    await page.click('text=撤销单位');
    await eventually(() => page.locator('.head .phase').innerText()).toBe('已撤销');
    await context.close();
  });

  it('keep both values when somebody else was first, and save the one that is chosen', async () => {
    const { page: first, context } = await house.enter();
    const second = await context.newPage();
    for (const page of [first, second]) {
      await page.goto(`/w/unit/${school.id}`);
      await page.click('[aria-label="修改联系"]');
    }
    await field(second, 'contact').fill('韩牧之');
    await second.click('.save-bar button:has-text("保存")');
    await eventually(() => second.locator('.leaf').innerText()).toContain('韩牧之');
    await field(first, 'contact').fill('乐山遥');
    await first.click('.save-bar button:has-text("保存")');
    await first.waitForSelector('.clash');
    expect(await first.locator('.clash').innerText()).toContain('韩牧之');
    expect(await first.locator('.clash').innerText()).toContain('乐山遥');
    expect(await first.locator('.problem').innerText()).toContain('林一');
    expect(await field(first, 'contact').inputValue()).toBe('乐山遥');
    await first.click('.clash button:has-text("用我填的")');
    await first.click('.save-bar button:has-text("保存")');
    await eventually(
      async () =>
        (await house.api.call('GET', `/api/v1/records/unit/${school.id}`, undefined, { token: house.county.token }))
          .body.values.contact,
    ).toBe('乐山遥');
    await context.close();
  });

  it('keep what was typed when the session ends in the middle, and go on after signing in', async () => {
    const { page, context } = await house.enter();
    await page.goto(`/w/unit/${school.id}`);
    await page.click('[aria-label="修改联系"]');
    await field(page, 'contact').fill('缪清和');
    await context.clearCookies({ name: '__Host-s' });
    await page.click('.save-bar button:has-text("保存")');
    await page.waitForSelector('dialog #again-login');
    await page.fill('#again-login', house.county.email);
    await page.fill('#again-password', house.county.password);
    await page.click('dialog .act');
    await eventually(() => page.locator('.leaf').innerText()).toContain('缪清和');
    await context.close();
  });

  it('bring unsaved typing back after a reload, and leave none of it behind after signing out', async () => {
    const { page, context } = await house.enter();
    await page.goto(`/w/unit/${school.id}`);
    await page.click('[aria-label="修改联系"]');
    await field(page, 'contact').fill('向晚亭');
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await eventually(() => field(page, 'contact').inputValue()).toBe('向晚亭');
    expect(
      await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))),
    ).toHaveLength(1);
    await page.click('.me summary');
    await page.click('text=退出');
    await page.waitForURL('**/sign-in');
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')))).toEqual(
      [],
    );
    await context.close();
  });

  it('show a sensitive value only for a reason', async () => {
    const account = await house.make('unit', {
      name: '青禾县图书馆',
      order: 40,
      sort: 'institution',
      accountNumber: '990012345678',
    });
    const other = await house.api.join(house.county, ['office'], { name: '任予宁' });
    const { page, context } = await house.open();
    await signIn(page, other);
    await page.goto(`/w/unit/${account.id}`);
    await page.waitForSelector('.mask');
    expect(await page.locator('.leaf').innerText()).not.toContain('990012345678');
    await page.click('text=查看明文');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('#reveal-error');
    await page.fill('#reveal-reason', '核对收款账号');
    await page.click('dialog button[type=submit]');
    await eventually(() => page.locator('.leaf').innerText()).toContain('990012345678');
    await context.close();
  });
});

describe('settings', () => {
  it('publish what is shown as changed, hold forms to it, and bring the former version back', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/settings/county');
    await page.locator('.panel:has(#go-live) button').waitFor();
    await page.goto('/w/settings/modules/unit');
    await page.selectOption('select[aria-label="填写 简称"]', 'required');
    await eventually(() => page.locator('.diff').innerText()).toMatch(/简称[\s\S]*必填/);
    await page.click('button:has-text("发布为第1版")');
    await eventually(() => page.locator('.versions').innerText()).toContain('第1版');
    await page.goto('/w/unit/new');
    await page.fill('#new-name', '青禾县档案馆');
    await page.click('.save-bar .act');
    await eventually(() => page.locator('.problem a').allInnerTexts()).toContain('简称');
    await page.goto('/w/settings/modules/unit');
    await page.click('.versions button:has-text("恢复") >> nth=-1');
    await page.click('dialog .act');
    await eventually(() => page.locator('.versions').innerText()).toContain('第2版');
    await page.goto('/w/unit/new');
    await page.click('.save-bar .act');
    await page.waitForSelector('.problem a');
    expect(await page.locator('.problem a').allInnerTexts()).not.toContain('简称');
    await context.close();
  });

  it('order columns by key, say so, and lists follow once it is published', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/settings/modules/unit?tab=order');
    const columns = page.locator('section:has(#order-columns)');
    await columns.locator('li').first().waitFor();
    const names = () => columns.locator('li > span:nth-child(2)').allInnerTexts();
    const before = await names();
    expect(await columns.locator('.tag').innerText()).toBe('继承');
    await columns.locator('li >> nth=1 >> .up').focus();
    await page.keyboard.press('Enter');
    await eventually(names).toEqual([before[1], before[0], ...before.slice(2)]);
    expect(await columns.locator('[role=status]').innerText()).toBe(`“${before[1]}”已移到第1位`);
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain(before[1]);
    expect(await columns.locator('.tag').innerText()).toBe('本地');
    await eventually(() => page.locator('.diff').innerText()).toContain('列的次序');
    await page.locator('button:has-text("发布为第")').click();
    await eventually(() => page.locator('.diff li').count()).toBe(0);
    await page.goto('/w/unit');
    await rows(page).first().waitFor();
    const heads = await page.locator('table.data thead').innerText();
    expect(heads.indexOf(before[1] ?? '')).toBeLessThan(heads.indexOf(before[0] ?? ''));
    await page.goto('/w/settings/modules/unit?tab=order');
    await columns.getByRole('button', { name: '恢复继承' }).click();
    await eventually(names).toEqual(before);
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });

  it('invite a colleague, who sets a password and comes in', async () => {
    const { page, context } = await house.enter();
    await page.goto('/w/settings/members');
    await page.click('.strip button:has-text("邀请")');
    await page.fill('#invite-name', '温不言');
    await page.fill('#invite-email', 'wen@example.org');
    await page.click('dialog .act');
    const link = new URL(await page.inputValue('dialog input[readonly]')).pathname;
    const guest = await house.open();
    await guest.page.goto(link);
    await eventually(() => guest.page.locator('#who').innerText()).toContain('温不言');
    await guest.page.fill('#password', 'Lantern-Harbour-64');
    await guest.page.click('button[type=submit]');
    await guest.page.waitForSelector('.shell');
    expect(await guest.page.locator('.me summary').innerText()).toContain('温不言');
    expect(await guest.page.locator('.nav').first().innerText()).not.toContain('本地设置');
    await guest.context.close();
    await context.close();
  });
});

describe('everywhere', () => {
  it('Ctrl K opens what is typed by name, initials or page', async () => {
    const { page, context } = await house.enter();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('jyj');
    await page.waitForSelector('[role=option]:has-text("青禾县教育局")');
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('.leaf h1').innerText()).toBe('青禾县教育局');
    await context.close();
  });

  const paths = [
    '/w',
    '/w/unit',
    '/w/unit/new',
    '/w/call',
    '/w/settings',
    '/w/settings/modules/unit',
    '/w/settings/members',
    '/w/settings/county',
  ];
  /** The longest forms, where they are narrowest and their words longest. */
  const forms = ['/w/consultation/new', '/w/agreement/new', '/w/internshipApplication/new'];
  it.each([
    { width: 1440, dark: false, locale: 'zh-CN' as const },
    { width: 768, dark: true, locale: 'en' as const },
    { width: 360, dark: false, locale: 'en' as const },
    { width: 360, dark: true, locale: 'zh-CN' as const },
  ])('finds nothing against WCAG 2.2 AA, nothing sideways and no fault at $width px in $locale', async (look) => {
    const { page, context, faults } = await house.enter(look);
    for (const path of [
      ...paths,
      ...(look.width === 360 && look.locale === 'en' ? forms : []),
      `/w/unit/${school.id}`,
    ]) {
      await page.goto(path);
      await page.waitForSelector('.main h1');
      await page.waitForLoadState('networkidle');
      expect({ path, axe: await axeFindings(page), sideways: await sideways(page) }).toEqual({
        path,
        axe: [],
        sideways: 0,
      });
    }
    for (const path of ['/sign-in', '/sign-up', '/demo']) {
      await page.goto(path);
      await page.waitForSelector('h1');
      expect({ path, axe: await axeFindings(page), sideways: await sideways(page) }).toEqual({
        path,
        axe: [],
        sideways: 0,
      });
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('names a browser that is too old', async () => {
    const context = await house.browser.newContext({
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36',
      baseURL: house.url,
      locale: 'zh-CN',
    });
    const page = await context.newPage();
    await page.goto('/sign-in');
    expect(await page.locator('.old-browser').innerText()).toContain('Chromium 86');
    await context.close();
  });
});

describe('budgets', () => {
  const zipped = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(`web/dist${name}`)).byteLength, 0);
  const kilobytes = 1_000;

  async function loaded(path: string): Promise<string[]> {
    const { page, context } = await house.enter();
    const fresh = await context.newPage();
    const names = new Set<string>();
    fresh.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/assets/') || pathname.endsWith('.js')) names.add(pathname);
    });
    await fresh.goto(path);
    await fresh.waitForSelector('h1');
    await fresh.waitForLoadState('networkidle');
    await page.close();
    await context.close();
    return [...names];
  }

  it('a list loads at most 430 kB of script and 60 kB of styles', async () => {
    const names = await loaded('/w/unit');
    const script = zipped(names.filter((name) => name.endsWith('.js')));
    const styles = zipped(names.filter((name) => name.endsWith('.css')));
    expect(script).toBeGreaterThan(100 * kilobytes);
    expect(script).toBeLessThanOrEqual(430 * kilobytes);
    expect(styles).toBeLessThanOrEqual(60 * kilobytes);
  });

  it('the sign-in page loads at most 90 kB, and no component library', async () => {
    const names = await loaded('/sign-in');
    expect(zipped(names)).toBeLessThanOrEqual(90 * kilobytes);
    const scripts = names.filter((name) => name.endsWith('.js')).map((name) => readFileSync(`web/dist${name}`, 'utf8'));
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((text) => /ant-|react\.element|react\.transitional/.test(text))).toEqual([]);
  });

  it('no page carries a script or a style of its own', () => {
    const html = readdirSync('web/dist').filter((name) => name.endsWith('.html'));
    expect(html.length).toBeGreaterThan(4);
    for (const name of html) {
      const text = readFileSync(`web/dist/${name}`, 'utf8');
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|\sstyle=/);
    }
  });
});

describe('sign-in by two', () => {
  it('sends another person at the same screen to their own home', async () => {
    const other = await house.api.join(house.county, ['office'], { name: '仇若溪' });
    const { page, context } = await house.enter();
    await page.goto(`/w/unit/${school.id}`);
    await page.click('[aria-label="修改联系"]');
    await field(page, 'contact').fill('不该留下');
    await context.clearCookies({ name: '__Host-s' });
    await page.click('.save-bar button:has-text("保存")');
    await page.waitForSelector('dialog #again-login');
    page.on('dialog', (dialog) => dialog.accept());
    await page.fill('#again-login', other.email);
    await page.fill('#again-password', other.password);
    await page.click('dialog .act');
    await page.waitForURL('**/w');
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('不该留下');
    await context.close();
  });

  it('keeps the sign-in page itself', async () => {
    const { page, context } = await house.open();
    await signIn(page, house.county);
    expect(new URL(page.url()).pathname).toBe('/w');
    await context.close();
  });
});

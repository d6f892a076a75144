import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, Person } from '../support/api.ts';
import { axeFindings, sideways } from '../support/chromium.ts';
import { openWorkspace, signIn, type Workspace } from '../support/workspace.ts';

/** Holds once the page has come to it; the time is for busy machines. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

/** The words of each page of a PDF, without the spaces that turned text has or has not. */
const printed = (bytes: Buffer): string[] =>
  execFileSync('pdftotext', ['-raw', '-', '-'], { input: bytes })
    .toString('utf8')
    .normalize('NFKC')
    .replace(/[^\S\f]/g, '')
    .split('\f')
    .filter((page) => page !== '');

/** Finds a person by what is typed and takes the one of that name. */
async function pick(page: Page, id: string, typed: string, name: string): Promise<void> {
  await page.locator(`#${id}`).click();
  await page.locator(`#${id}`).pressSequentially(typed);
  await page.locator('.ant-select-item-option', { hasText: name }).first().click();
}

describe('on a host of the county’s own', () => {
  let house: Workspace;
  let security: Person;
  let office: Person;
  const people: Record<string, string> = {};
  beforeAll(async () => {
    house = await openWorkspace();
    const person = async (name: string, born: string, family: Json[] = []) => {
      people[name] = (await house.make('cadre', { name, sex: '1', born, family })).id;
    };
    await person('钟晚舟', '1979-03', [{ relation: '妻子', name: '顾清让', born: '1981-07' }]);
    await person('顾清让', '1981-07');
    await person('陆闻笛', '1980-05');
    security = await house.api.join(house.county, ['security'], { name: '纪云舒' });
    office = await house.api.join(house.county, ['office'], { name: '钟晚舟' });
  });
  afterAll(() => house?.stop());

  it('keeps a member from the own file and a suggested relative’s, as the security administrator settles', async () => {
    const { page, context, faults } = await house.open();
    await signIn(page, security);
    await page.goto('/w/settings/members');
    const open = () => page.getByRole('button', { name: '回避… 钟晚舟' }).click();
    await open();
    await pick(page, 'recusal-self', 'zhongwan', '钟晚舟');
    await page.getByRole('button', { name: '加入 顾清让' }).click();
    await eventually(() => page.getByRole('textbox', { name: '说明 顾清让' }).inputValue()).toBe('本人表中：妻子');
    await pick(page, 'recusal-another', '陆', '陆闻笛');
    await page.getByRole('combobox', { name: '事由 陆闻笛' }).selectOption('declared');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.recusals .err').waitFor();
    await page.getByRole('textbox', { name: '说明 陆闻笛' }).fill('大学同窗');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.recusals').waitFor({ state: 'detached' });
    await open();
    await eventually(() => page.locator('.recusals > ul li b').allInnerTexts()).toEqual(['顾清让', '陆闻笛']);
    await eventually(() => page.locator('.recusals').innerText()).toContain('钟晚舟');
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    const { body } = await house.api.call('GET', '/api/v1/records/cadre', undefined, { token: office.token });
    expect(body.total).toBe(0);
    const kept = await house.api.call('GET', `/api/v1/members/${office.id}/recusals`, undefined, {
      token: security.token,
    });
    expect(kept.body).toMatchObject({
      self: people.钟晚舟,
      recusals: [
        { record: people.顾清让, ground: 'kin', note: '本人表中：妻子' },
        { record: people.陆闻笛, ground: 'declared', note: '大学同窗' },
      ],
    });
    await context.close();
  });

  it('offers the sheet of own data and lets a member declare whom to be kept from', async () => {
    await house.make('cadre', { name: '温不言', sex: '2', born: '1985-01' });
    const { page, context, faults } = await house.open();
    await signIn(page, office);
    await page.goto('/w/me');
    await page.getByRole('heading', { name: '本人信息核对' }).waitFor();
    expect(await page.locator('table.lines', { hasText: '大学同窗' }).count()).toBe(1);
    await pick(page, 'recusal-person', '温', '温不言');
    await page.getByRole('button', { name: '申报' }).click();
    await page.locator('#recusal-reason-error').waitFor();
    await page.fill('#recusal-reason', '配偶的同事');
    await page.getByRole('button', { name: '申报' }).click();
    await page.locator('table.lines', { hasText: '配偶的同事' }).waitFor();
    expect(await page.locator('table.lines').first().innerText()).not.toContain('妻子');
    expect(await axeFindings(page)).toEqual([]);
    const [sheet] = await Promise.all([context.waitForEvent('page'), page.getByText('打开核对表').click()]);
    await sheet.waitForLoadState();
    expect(await sheet.locator('h1').innerText()).toBe('本人信息核对表');
    expect(await sheet.locator('.watermark span').first().innerText()).toMatch(/^钟晚舟 \d{4}-.* 第1份$/);
    for (const text of printed(await sheet.pdf({ preferCSSPageSize: true })))
      expect(text).toMatch(/钟晚舟[-:\d]{15}第1份/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('marks lists and pages about people in office with who reads them, on paper too, and no others', async () => {
    const { page, context } = await house.enter();
    const { id } = house.county;
    const mark = (await page.locator('summary').first().innerText()).split('\n')[0] ?? '';
    const today = house.api.deps.clock.today();
    const text = `林一 ${id.slice(-4)} ${today}`;
    expect(mark).toContain('林一');
    for (const path of [
      '/w/cadre',
      '/w/position',
      '/w/appointmentDocument',
      `/w/cadre/${people.陆闻笛}`,
      '/w/cadre/new',
    ]) {
      await page.goto(path);
      await eventually(() => page.locator('.watermark span').first().getAttribute('data-reader')).toBe(text);
      expect(await page.locator('.watermark').getAttribute('aria-hidden')).toBe('true');
    }
    await page.goto(`/w/cadre/${people.陆闻笛}`);
    await page.locator('.leaf').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const sheets = printed(await page.pdf({ format: 'A4' }));
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.filter((sheet) => !sheet.includes(text.replaceAll(' ', '')))).toEqual([]);
    await page.goto('/w/unit');
    await page.locator('.list-page').waitFor();
    expect(await page.locator('.watermark').count()).toBe(0);
    await context.close();
  });

  it.each([360, 768, 1440])('fits at %i', async (width) => {
    const { page, context } = await house.open({ width, locale: width === 768 ? 'en' : 'zh-CN' });
    await signIn(page, security);
    await page.goto('/w/settings/members');
    await page.getByRole('button', { name: /(回避…|Recusals…) 钟晚舟/ }).click();
    await page.locator('.recusals li').first().waitFor();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('dialog.drawer').evaluate((drawer) => drawer.scrollWidth - drawer.clientWidth)).toBe(0);
    await context.close();
  });
});

describe('on the internet', () => {
  let house: Workspace;
  let security: Person;
  beforeAll(async () => {
    house = await openWorkspace(async () => {}, { isOnline: true });
    security = await house.api.join(house.county, ['security'], { name: '纪云舒' });
  });
  afterAll(() => house?.stop());

  it('says to everybody why the room is closed, and opens it by the letter the security administrator names', async () => {
    const clerk = await house.api.join(house.county, ['office'], { name: '叶知秋' });
    const desk = await house.open();
    await signIn(desk.page, clerk);
    await eventually(() => desk.page.locator('.nav').first().innerText()).toMatch(
      /干部\s+互联网上须经安全管理员书面确认/,
    );
    expect(await desk.page.locator('.nav a', { hasText: '干部' }).count()).toBe(0);

    const { page, context, faults } = await house.open();
    await signIn(page, security);
    await page.goto('/w/settings/county');
    const panel = page.locator('section[aria-labelledby=confirmation]');
    await panel.getByText('含干部信息').waitFor();
    expect(await page.locator('.switches').count()).toBe(0);
    await panel.getByRole('button', { name: '确认并开放“干部”' }).click();
    await panel.locator('.err').waitFor();
    await panel.locator('#letter-cadre').fill('青委办函〔2026〕8号');
    expect(await axeFindings(page)).toEqual([]);
    await panel.getByRole('button', { name: '确认并开放“干部”' }).click();
    await eventually(() => panel.innerText()).toContain('青委办函〔2026〕8号，纪云舒于');
    expect(await panel.locator('form').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();

    await desk.page.reload();
    await eventually(() => desk.page.locator('.nav a', { hasText: '干部' }).count()).toBe(1);
    expect(await desk.page.locator('.closed-room').count()).toBe(0);
    const told = (token: string) => house.api.call('GET', '/api/v1/tenant', undefined, { token });
    expect((await told(clerk.token)).body.confirmed).toBeUndefined();
    expect((await told(security.token)).body.confirmed.cadre).toMatchObject({ document: '青委办函〔2026〕8号' });
    await desk.context.close();
  });
});

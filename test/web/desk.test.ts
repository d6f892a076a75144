import { openPump } from '@juxian/functions/events/pump.ts';
import { loadDemo } from '@juxian/functions/local/demo/index.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layPanel } from '../support/assigned.ts';
import { axeFindings, sideways } from '../support/chromium.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

let house: Workspace;
let assigned: string;
beforeAll(async () => {
  house = await openWorkspace(async (api) => {
    await loadDemo(api.deps);
    assigned = await layPanel(api.deps, 6);
  });
}, 180_000);
afterAll(() => house?.stop());

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

async function enter(name: string, width: number): Promise<Page> {
  const { page } = await house.open({ width });
  await page.goto('/sign-in');
  await page.fill('[name=login]', `${name}@qingshan.example.org`);
  await page.fill('[name=password]', 'Qingshan-Studio-62');
  await page.click('#sign-in button[type=submit]');
  await page.waitForURL('**/w');
  return page;
}

describe('the reviewer’s desk on a phone', () => {
  it('shows no material before the declaration, scores, saves by itself and hands in', async () => {
    const page = await enter('expert', 360);
    await page.goto('/w/desk');
    await page.click('.sheets li:has(.phase.waiting) a');
    await page.waitForSelector('input[name=declaration]');
    expect(await page.locator('.units li').count()).toBeGreaterThan(0);
    expect(await page.locator('.leaf').count()).toBe(0);
    expect(await page.locator('.foot-act .act').isDisabled()).toBe(true);
    await page.check('input[name=declaration] >> nth=0');
    await page.click('.foot-act .act');
    const items = page.locator('ol.sheets a');
    await eventually(() => items.count()).toBeGreaterThan(1);
    const codes = await items.allInnerTexts();

    const n = codes.length;
    const heading = () => page.locator('.desk h1').innerText();
    const place = () => page.locator('.desk-top .at').innerText();
    const counts = () => page.locator('.desk-top .counts').innerText();
    const well = async () =>
      expect({ axe: await axeFindings(page), sideways: await sideways(page) }).toEqual({ axe: [], sideways: 0 });
    const fill = async () => {
      const fields = page.locator('.crit .step input');
      for (let i = 0; i < (await fields.count()); i++) await fields.nth(i).fill(i === 0 ? '8.25' : '8');
      await fields.last().blur();
      await eventually(() => page.locator('.sum b').innerText()).toBe('40.25');
    };
    const comment = () => page.fill('#comment', '材料未见近三年带教实绩');

    await page.click('.foot-act .act');
    await eventually(heading).toContain(codes[0]);
    await eventually(place).toBe(`第1件，共${n}件`);
    await page.click('.foot-act .act');
    await eventually(() => page.locator('.err').innerText()).toContain('未评分');
    await page.getByRole('button', { name: '跳过' }).click();
    await eventually(heading).toContain(codes[1]);
    await eventually(counts).toContain('跳过1');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-points') ?? '');
    const first = await page.locator('[data-points]').first().getAttribute('data-points');
    await eventually(focused).toBe(first);
    await fill();
    await well();
    await page.locator('[data-points]').last().press('Control+Enter');
    await eventually(() => page.locator('.err').innerText()).toContain('请写明理由');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('comment');
    await comment();
    await page.locator('#comment').press('Control+Enter');
    await eventually(heading).toContain(codes[2] ?? codes[0]);
    await eventually(counts).toContain('已交1');
    await eventually(place).toBe(`第2件，共${n}件`);
    await eventually(focused).toBe(first);
    for (const code of codes.slice(2)) {
      await eventually(heading).toContain(code);
      await fill();
      await comment();
      await page.click('.foot-act .act');
    }
    await eventually(heading).toContain(codes[0]);
    await page.reload();
    await eventually(place).toBe(`第${n}件，共${n}件`);
    expect(await counts()).toContain('跳过1');
    await page.getByRole('button', { name: '弃权…' }).click();
    await page.locator('dialog input[type=radio], dialog select').first().waitFor();
    await page.keyboard.press('Escape');
    await fill();
    await comment();
    await page.click('.foot-act .act');
    await eventually(() => page.locator('.desk-top .phase').innerText()).toBe('已交');
    const list = await page.locator('ol.sheets').innerText();
    expect(list).toContain('40.25');
    expect(list).not.toContain('未评');
    await page.locator('ol.sheets a').first().click();
    await eventually(() => page.locator('.mine').innerText()).toContain('8.25');
    expect(await page.locator('.crit input').count()).toBe(0);
    await well();
    await page.context().close();
  });
});

describe('an expert who declines', () => {
  it('is replaced from the board by who is proposed, and saw nothing before the release', async () => {
    const page = await enter('office', 1440);
    const expert = await enter('expert', 360);
    const waiting = async () => {
      await expert.goto('/w/desk');
      await expert.waitForSelector('.desk h1');
      return expert.locator('.sheets li:has(.phase.waiting)').count();
    };
    const state = () => page.locator('.head .phase').innerText();
    const well = async (of: Page) =>
      expect({ axe: await axeFindings(of), sideways: await sideways(of) }).toEqual({ axe: [], sideways: 0 });
    const pump = openPump(house.api.deps);
    const told = async () => {
      await pump.turn();
      const texts = await expert.evaluate(() => fetch('/api/v1/messages').then((answer) => answer.text()));
      return texts.match(/请您参加名师评审，截止2099年12月1日/g)?.length ?? 0;
    };
    const before = await waiting();
    await page.goto(`/w/panel/${assigned}/board`);
    await page.waitForSelector('.items li');
    await page.getByRole('button', { name: '导入名单' }).click();
    await page.fill('#pairs-text', '人才申〔2026〕901号\t无名氏');
    await page.click('dialog .act');
    await eventually(() => page.locator('dialog .faults').innerText()).toContain('第1行');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '自动分配' }).click();
    await page.fill('#move-perItem', '5');
    await page.fill('#move-cap', '3');
    await page.click('dialog .act');
    await eventually(() => page.locator('.sums').innerText()).toContain('每人2至3件');
    await well(page);
    expect([await waiting(), await told()]).toEqual([before, 0]);
    await page.getByRole('button', { name: '发布给专家' }).click();
    await page.fill('#move-until', '2099-12-01');
    await page.keyboard.press('Tab');
    await page.click('dialog .act');
    await eventually(state).toBe('评分中');

    expect([await waiting(), await told()]).toEqual([before + 1, 1]);
    await expert.click('.sheets li:has(.phase.waiting) a >> nth=-1');
    await expert.check('input[name=declaration] >> nth=1');
    await expert.fill('#declined-note', '与申报单位有合作');
    await expert.click('.foot-act .act');
    await eventually(() => expert.locator('.desk-top .phase').innerText()).toBe('已回避');
    await expert.context().close();

    await page.reload();
    const vacancies = page.locator('.vacancies');
    await eventually(() => vacancies.innerText()).toContain('与申报单位有合作');
    expect(await vacancies.innerText()).toMatch(/建议：\S+（补位后\d件，无回避情形）/);
    await well(page);
    const open = await vacancies.getByRole('button', { name: '请他补位' }).count();
    expect(open).toBeGreaterThan(1);
    await vacancies.getByRole('button', { name: '请他补位' }).first().click();
    await eventually(() => vacancies.innerText()).toContain('已由');
    await eventually(state).toBe('评分中');
    await eventually(() => vacancies.getByRole('button', { name: '请他补位' }).count()).toBe(open - 1);
    await page.context().close();
  });
});

describe('the office', () => {
  it('comes from each of its four figures to exactly as many rows', async () => {
    const page = await enter('office', 1440);
    await page.waitForSelector('.figures a');
    const figures = await page.locator('.figures a').evaluateAll((links) =>
      links.map((link) => ({
        href: link.getAttribute('href') ?? '',
        value: link.querySelector('b')?.firstChild?.textContent ?? '',
      })),
    );
    expect(figures).toHaveLength(4);
    for (const { href, value } of figures) {
      await page.goto(href);
      await page.waitForSelector('table.data tbody tr');
      if (!href.startsWith('/w/grant'))
        await eventually(() => page.locator('.head .dim').innerText()).toMatch(new RegExp(`^${value}\\D`));
    }
    await page.context().close();
  });

  it('reads an application as its paper: plaque, numbered sections, history and papers to print', async () => {
    const page = await enter('office', 1440);
    await page.goto('/w/application?state=expertReview');
    await page.click('table.data tbody a >> nth=0');
    await page.waitForSelector('.plaque h1');
    const headings = await page.locator('.leaf > section h2').allInnerTexts();
    expect(headings[0]).toMatch(/^一　/);
    expect(headings[9]).toMatch(/^十　/);
    expect(headings[10]).toMatch(/^十一　/);
    await eventually(() => page.locator('.line > li').count()).toBeGreaterThan(2);
    expect(await page.locator('.mask').first().innerText()).toMatch(/^9\*{16}[\dX]$/);
    await page.click('.menu summary');
    await eventually(() => page.locator('.menu a').first().getAttribute('href')).toMatch(/\/form\/\w+\?format=html$/);
    await page.context().close();
  });

  it('prints every row of a list and the mark of the demonstration', async () => {
    const page = await enter('office', 1440);
    await page.goto('/w/application?state=expertReview');
    await page.waitForSelector('table.data tbody a');
    const rows = await page.locator('table.data tbody tr').count();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('table.data tbody tr:visible').count()).toBe(rows);
    expect(await page.locator('.top:visible, .strip:visible, .facets:visible').count()).toBe(0);
    expect(await page.locator('.foot-demo').innerText()).toContain('人物均为虚构');
    await page.context().close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/chromium.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

describe('reports, people side by side and other days, in a browser', () => {
  let work: Workspace;
  const ids: string[] = [];

  beforeAll(async () => {
    work = await openWorkspace();
    const unit = async (name: string, order: number) =>
      (await work.make('unit', { name, order, sort: 'government' })).id;
    const [late, early] = [await unit('县林业局', 20), await unit('县司法局', 10)];
    for (const [name, at, from, sex] of [
      ['纪一帆', late, '2019-03', '1'],
      ['骆明澈', early, '2020-05', '2'],
      ['岑若谷', early, '2021-07', '1'],
    ] as const) {
      const appointments = [{ unit: at, post: '科长', main: 'yes', from }];
      ids.push((await work.make('cadre', { name, sex, born: '1985-04', appointments })).id);
    }
    await work.make('cadre', {
      name: '易安平',
      sex: '1',
      born: '1979-04',
      appointments: [
        { unit: early, post: '副科长', main: 'yes', from: '2015-01', to: '2019-12' },
        { unit: early, post: '科长', main: 'yes', from: '2020-01' },
      ],
    });
  });
  afterAll(() => work.stop());

  it('leads from a number of a report to the list of its people', async () => {
    const { page, context, faults } = await work.enter();
    await page.goto('/w/reports/team-structure?asOf=2026-10-31');
    const row = page.locator('tbody tr', { hasText: '县司法局' });
    await row.waitFor();
    const [whole] = await row.locator('td a').allTextContents();
    expect(whole).toBe('3');
    await row.locator('td a').first().click();
    await page.locator('tr.under').waitFor();
    expect(await page.locator('tbody tr:not(.under)').count()).toBe(3);
    expect(new URL(page.url()).searchParams.get('asOf')).toBe('2026-10-31');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('stands people under their units, with ages at the cut-off day', async () => {
    const { page, context } = await work.enter();
    await page.goto('/w/cadre?asOf=2026-10-31');
    await page.locator('tr.under').first().waitFor();
    expect((await page.locator('tr.under').allTextContents()).map((text) => text.trim())).toEqual([
      '县司法局 3项',
      '县林业局 1项',
    ]);
    expect(await page.locator('thead').textContent()).toMatch(/年龄.*任现职级年限/);
    const cells = page.locator('tbody tr', { hasText: '纪一帆' }).locator('td');
    expect((await cells.allTextContents()).map((text) => text.trim())).toContain('41');
    await page.getByRole('link', { name: '按姓氏笔画' }).click();
    await page.getByRole('link', { name: '恢复原来次序' }).waitFor();
    await page.waitForFunction(() => !document.querySelector('tr.under, [aria-busy=true]'));
    // 纪 6, 岑 7, 易 8, 骆 9 strokes.
    expect(await page.locator('tbody th.c1').allTextContents()).toEqual(['纪一帆', '岑若谷', '易安平', '骆明澈']);
    await context.close();
  });

  it('compares by keyboard and marks what differs', async () => {
    const { page, context } = await work.enter();
    await page.goto(`/w/cadre/compare?ids=${ids.join()}`);
    const rows = page.locator('table.compare tbody tr');
    await rows.first().waitFor();
    const all = await rows.count();
    expect(await page.locator('tr.differs', { hasText: '性别' }).count()).toBe(1);
    expect(await page.locator('tr.differs', { hasText: '出生年月' }).count()).toBe(0);
    await page.getByRole('checkbox', { name: '只看不同' }).focus();
    await page.keyboard.press('Space');
    await page.waitForFunction((n) => document.querySelectorAll('table.compare tbody tr').length < n, all);
    await page.getByRole('link', { name: '移出骆明澈' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('table.compare thead th').length === 3);
    await context.close();
  });

  it('shows a file as it stood on another day, what came later marked, nothing to change', async () => {
    const { page, context } = await work.enter();
    await page.goto('/w/cadre');
    await page.getByRole('link', { name: '易安平' }).click();
    await page.locator('#record-as-of').fill('20180630');
    await page.locator('#record-as-of').press('Enter');
    await page.getByText('这是截至2018-06-30的情况，只能查看。').waitFor();
    expect(await page.locator('.leaf tr.to-come').allTextContents()).toEqual(['县司法局尚未生效科长是2020.01']);
    expect(await page.getByRole('button', { name: /^修改/ }).count()).toBe(0);
    await page.getByRole('link', { name: '回到今天' }).click();
    await page.getByRole('button', { name: /^修改/ }).first().waitFor();
    expect(await page.locator('.leaf tr.to-come').count()).toBe(0);
    await context.close();
  });

  it.each([
    ['zh-CN', 1440],
    ['zh-CN', 360],
    ['en', 768],
  ] as const)('breaks no rule of WCAG 2.2 AA in %s at %i', async (locale, width) => {
    const { page, context, faults } = await work.enter({ locale, width });
    for (const path of ['/w/reports', '/w/reports/establishment', `/w/cadre/compare?ids=${ids.join()}`, '/w/cadre']) {
      await page.goto(path);
      await page.locator('table tbody tr').first().waitFor();
      expect(await axeFindings(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

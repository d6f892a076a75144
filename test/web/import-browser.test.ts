import { runTenantJob } from '@juxian/functions/jobs/run.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberOf, table } from '../documents/cadre-import/office.ts';
import { axeFindings, sideways } from '../support/chromium.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
  const { api } = workspace;
  api.inner.askJob = async (tenant, job) => {
    await runTenantJob(api.deps, tenant, job);
  };
}, 120_000);
afterAll(() => workspace?.stop());

const number = (n: number) => numberOf('19790315', n);
const roll = () =>
  table([
    ['青禾县干部名册', null, null, null, null, null],
    ['姓名', '身份证号', '性别', '出生年月', '参加工作时间', '学位'],
    ['沈怀远', number(11), '男', '1979.03', 2001.1, '农学学士'],
    ['苏岚', number(22), '男', '1979.03', '2003.08', null],
    ['章秋', number(31), '男', '1979.03', '2002.07', null],
    ['合计', 3, null, null, null, null],
  ]);

async function choose(page: Page): Promise<void> {
  await page.goto('/w/cadre');
  await page.locator('.head').getByRole('link', { name: '导入' }).click();
  const { name, bytes } = await roll();
  await page.setInputFiles('input[type=file]', {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  });
  await page.getByRole('button', { name: '读取并校验' }).click();
  await page.waitForSelector('.import-counts');
}
const counts = async (page: Page) =>
  Object.fromEntries(
    await page
      .locator('.import-counts > div')
      .evaluateAll((parts) =>
        parts.map((part) => [part.querySelector('dt')?.textContent, part.querySelector('dd')?.textContent]),
      ),
  );

describe('the import page', () => {
  it('shows what it found, asks what is unclear, imports, and takes it back', async () => {
    const { page, context, faults } = await workspace.enter();
    await choose(page);
    expect(await counts(page)).toEqual({ 共: '3', 新增: '1', 更新: '0', 不变: '0', 不能导入: '1', 待确认: '1' });
    expect(await page.locator('.import-asked p').allInnerTexts()).toEqual([
      expect.stringMatching(/^参加工作时间 “2001\.1”是1月还是10月？ 名册第3行 沈怀远$/),
    ]);
    expect(await page.locator('.import-issues tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/4\s+身份证号\s+9\*{16}\S\s+与性别不符/),
    ]);
    expect(await page.locator('.import-part summary').innerText()).toContain('表头第2行，3行内容');
    expect(await axeFindings(page)).toEqual([]);
    await page.click('.import-asked .ant-select');
    await page.locator('.ant-select-item-option', { hasText: '2001.10' }).click();
    await page.getByRole('button', { name: '按以上选择重新校验' }).click();
    await page.getByRole('button', { name: '导入2条' }).click();
    await page.getByRole('button', { name: '撤销这次导入' }).waitFor();
    expect(await counts(page)).toEqual({ 共: '3', 已新增: '2', 已更新: '0', 不变: '0', 未导入: '1' });
    const download = await Promise.all([page.waitForEvent('download'), page.getByText('失败行下载').click()]);
    expect(download[0].suggestedFilename()).toMatch(/\.xlsx$/);
    await page.reload();
    await page.getByRole('button', { name: '撤销这次导入' }).click();
    await page.locator('dialog').getByRole('button', { name: '撤销这次导入' }).click();
    await page.getByText('已撤销，导入的内容都已收回。').waitFor();
    await page.getByRole('button', { name: '查看列表' }).click();
    await page.waitForSelector('.list-page');
    expect(await page.locator('table.data tbody tr').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  }, 120_000);

  it.each([768, 360])(
    'fits a window of %d',
    async (width) => {
      const { page, context } = await workspace.enter({ width });
      await choose(page);
      expect(await sideways(page)).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: '放弃' }).click();
      await page.getByText('已取消，没有留下任何记录。').waitFor();
      await context.close();
    },
    120_000,
  );
});

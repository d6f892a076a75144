import { readFile } from 'node:fs/promises';
import { readLrmx } from '@juxian/documents/lrmx/read.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '../../support/bytes.ts';
import { type Demo, findings, openDemo, type Window } from '../../support/demo.ts';
import { withCheck } from '../../support/portal.ts';

let demo: Demo;
let number: string;
let filed: string;

beforeAll(async () => {
  demo = await openDemo();
}, 240_000);
afterAll(() => demo?.stop());

const leader = '柏松月';
const phone = '13800000771';

/** Opens the record by its line on the home page. */
async function open(page: Page, line: string): Promise<void> {
  await page.locator('.todo li', { hasText: line }).locator('a').first().click();
  await page.waitForSelector('.leaf h1');
}

async function begin(page: Page, move: string): Promise<void> {
  await page.locator('.moves').getByRole('button', { name: move, exact: true }).click();
  await page.waitForSelector('dialog');
}

/** Takes the move of the open dialog and waits until it is done. */
async function settle(page: Page): Promise<void> {
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('dialog', { state: 'detached' });
}

async function refusal(page: Page): Promise<string> {
  await page.click('dialog button[type=submit]');
  return page.locator('dialog .note.refused').innerText();
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.click(`#move-${field}`);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).click();
  await page.keyboard.press('Escape');
}

async function day(page: Page, field: string, on: string): Promise<void> {
  await page.fill(`#move-${field}`, on);
  await page.keyboard.press('Tab');
}

const state = (page: Page) => page.locator('.head .phase').innerText();
const rows = (page: Page) => page.locator('table.data tbody tr');

async function close(window: Window): Promise<void> {
  expect(await findings(window.page)).toEqual([]);
  await leave(window);
}

/** Closes a window on a page that has been looked at elsewhere. */
async function leave({ context, faults }: Window): Promise<void> {
  expect(faults).toEqual([]);
  await context.close();
}

describe('the start page', () => {
  it.each([
    '人才办主任',
    '分管领导',
    '依托单位',
    '行业主管部门',
    '评审专家',
    '申报人',
    '系统管理员',
    '安全管理员',
    '审计员',
    '云岭区人才办',
  ])('lets one in as %s, on a telephone', async (card) => {
    const opened = await demo.enter(card, { width: 360 });
    expect(await opened.page.locator('body').innerText()).toMatch(/演示数据[\s，]人物均为虚构/);
    await close(opened);
  });

  it('is in English too', async () => {
    const opened = await demo.open({ locale: 'en', width: 768 });
    await opened.page.goto('/');
    await opened.page.waitForSelector('#cards li');
    expect(await opened.page.locator('#cards li').count()).toBe(13);
    expect(await opened.page.locator('h1').innerText()).toBe('Demonstration');
    await close(opened);
  });
});

describe('the figures of the home page', () => {
  it('lead down to exactly their rows, which can be taken along', async () => {
    const opened = await demo.enter('人才办主任');
    const { page } = opened;
    const figure = (title: string) => page.locator('.figures a', { hasText: title });
    expect(await figure('在册工作室').locator('b').innerText()).toMatch(/^25/);
    expect(await figure('核定经费').locator('b').innerText()).toMatch(/^125\.00\s*万元$/);
    expect(await figure('核定经费').innerText()).toContain('已拨99.00万元　待拨26.00万元');
    await figure('在册工作室').click();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(25);
    expect(await page.locator('.head').innerText()).toContain('25项');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '导出' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('dialog .act')]);
    expect(file.suggestedFilename()).toBe('studio-2026-11-20.xlsx');
    await page.goto('/w');
    await figure('核定经费').click();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(25);
    await close(opened);
  });
});

describe('talent at a glance', () => {
  it('leads from a province by the keyboard to its line and its rows, and prints on two pages without the navigation', async () => {
    const opened = await demo.enter('分管领导');
    const { page } = opened;
    await page.goto('/w/overview');
    const tiles = page.locator('.sources .tiles .tile:not(.other)');
    await tiles.first().waitFor();
    expect(await tiles.count()).toBe(34);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '浙江　22人' }).focus();
    await page.keyboard.press('Enter');
    const line = page.locator('.sources tr:target');
    expect(await line.locator('th').innerText()).toMatch(/浙江\s*杭州师范大学、浙江大学/);
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.side').isVisible()).toBe(false);
    expect(await page.locator('.on-paper').innerText()).toContain('青山县');
    await page.emulateMedia({ media: 'screen' });
    await line.getByRole('link', { name: '8', exact: true }).click();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(8);
    await close(opened);
  });
});

describe('an application', () => {
  it('survives a reload as a draft, says why a file is refused, and is submitted with a number', async () => {
    const opened = await demo.open({ width: 360 });
    const { page } = opened;
    const saved = () =>
      page.waitForFunction(() => document.querySelector('[data-saved]')?.textContent?.startsWith('已保存'));
    await page.goto('/p/qingshan/');
    await page.click('main a >> nth=0');
    await page.click('text=开始申报');
    await page.fill('[name=to]', phone);
    await page.click('main button.act');
    await page.fill('[name=code]', await demo.codeFor(phone));
    await page.click('main button.act');
    await page.check('[value=craftsman]');
    await page.click('main button.act');
    await page.fill('[name=studioName]', `${leader}名匠工作室`);
    await page.selectOption('[name=hostUnit]', { label: '青山县职业教育中心' });
    await saved();
    await page.reload();
    expect(await page.inputValue('[name=studioName]')).toBe(`${leader}名匠工作室`);
    const base = page.url().replace(/\/edit.*/, '');
    const go = async (part: string) => {
      await page.goto(`${base}/${part}`);
      expect(await findings(page)).toEqual([]);
    };

    await go('edit/2');
    await page.fill('[name=leaderName]', leader);
    await page.check('[name=sex][value=female]');
    await page.fill('[name=birth]', '1979-06');
    await page.selectOption('[name=education]', '21');
    await page.fill('[name=professionalTitle]', '高级技师');
    await page.check('[name=identityConsent][value=given]');
    await page.click('button:has-text("同意后填写身份证号")');
    await page.fill('[name=identityNumber]', withCheck('99000119790615002'));
    await page.fill('[name=phone]', phone);
    await page.click('main button.act');
    await page.waitForURL(/\/edit\/3$/);
    await go('edit/4');
    await page.fill('[name="team.0.name"]', '李青');
    await page.selectOption('[name="team.0.role"]', 'core');
    await page.click('main button.act');
    await page.waitForURL(/\/edit\/5$/);
    await go('edit/6');
    await page.fill('[name=aims]', '三年带出十名青年技工，形成一套可推广的操作规范。');
    await page.click('main button.act');
    await page.waitForURL(/\/edit\/7$/);

    await go('edit/8');
    const send = async (name: string, bytes: Uint8Array) => {
      await page.setInputFiles('[data-upload=annexes]', {
        name,
        mimeType: 'application/pdf',
        buffer: Buffer.from(bytes),
      });
      await page.waitForFunction(
        (of) => document.querySelector('#f-annexes-e')?.textContent?.includes(of) ?? false,
        name,
      );
      return page.locator('#f-annexes-e').innerText();
    };
    expect(await send('考核表.pdf.exe', pdf())).toBe('“考核表.pdf.exe”不能上传，只收pdf、docx、xlsx、jpg、png');
    expect(await send('空.pdf', new Uint8Array())).toBe('“空.pdf”是空文件（0字节）');
    expect(await findings(page)).toEqual([]);

    await go('preview');
    await page.check('[name=consent]');
    await page.click('main button.act');
    await page.waitForURL(/\/receipt$/);
    number = await page.locator('.number').innerText();
    expect(number).toBe('人才申〔2026〕015号');
    filed = /rec_\w+/.exec(page.url())?.[0] ?? '';
    await close(opened);
  });

  it('is recommended by its unit and approved by its department', async () => {
    const unit = await demo.enter('依托单位');
    await open(unit.page, leader);
    await begin(unit.page, '同意推荐');
    expect(await refusal(unit.page)).toContain('还有3处必填未填');
    expect(await findings(unit.page)).toEqual([]);
    await unit.page.fill('#move-unitOpinion', '政治表现良好，业绩突出，同意推荐。');
    await unit.page.fill('#move-unitRank', '2');
    await unit.page.click('dialog label:has-text("无影响")');
    await settle(unit.page);
    await expect.poll(() => state(unit.page)).toBe('行业部门审核');
    const at = new URL(unit.page.url()).pathname;
    await leave(unit);
    const office = await demo.enter('人才办主任');
    await office.page.goto(at);
    await office.page.getByRole('button', { name: '生成办理链接…' }).click();
    await office.page.getByLabel('交给哪个单位').fill('县教育局');
    await office.page.click('dialog button[type=submit]');
    const link = await office.page.locator('dialog input[readonly]').inputValue();
    expect(await findings(office.page)).toEqual([]);
    await leave(office);
    const stranger = await demo.open({ width: 360 });
    await stranger.page.goto(new URL(link).pathname);
    expect(await stranger.page.locator('main').innerText()).toContain('审核通过');
    await leave(stranger);
    const department = await demo.enter('行业主管部门');
    await open(department.page, leader);
    await begin(department.page, '审核通过');
    await department.page.fill('#move-departmentOpinion', '材料属实，专业能力突出，同意申报。');
    await settle(department.page);
    await expect.poll(() => state(department.page)).toBe('形式审查');
    await leave(department);
  });

  it('is returned for completion, in the part and the days that are named, and completed', async () => {
    const office = await demo.enter('人才办主任');
    await open(office.page, leader);
    await begin(office.page, '退回补正');
    await office.page.fill('#move-returnReason', '请补充团队成员的职称。');
    await choose(office.page, 'parts', '团队');
    await office.page.fill('#move-days', '2');
    expect(await refusal(office.page)).toContain('补正期限为3至5个工作日');
    await office.page.fill('#move-days', '3');
    await settle(office.page);
    await expect.poll(() => state(office.page)).toBe('退回补正');
    await leave(office);

    const applicant = await demo.open({ width: 360 });
    const { page } = applicant;
    await page.goto(`/p/qingshan/my/${filed}`);
    await page.fill('[name=to]', phone);
    await page.click('main button.act');
    await page.fill('[name=code]', await demo.codeFor(phone));
    await page.click('main button.act');
    await page.waitForURL(new RegExp(`/my/${filed}`));
    expect(await page.locator('main').innerText()).toContain('请补充团队成员的职称。');
    expect(await findings(page)).toEqual([]);
    await page.click('main a:has-text("去补正")');
    await page.fill('[name="team.0.title"]', '高级技师');
    await page.click('main button.act');
    await page.waitForURL(/\/preview$/);
    expect(await page.locator('main h2 a').allTextContents()).toEqual(['修改团队']);
    expect(await findings(page)).toEqual([]);
    await page.click('main button.act');
    await page.waitForURL(new RegExp(`/my/${filed}$`));
    expect(await page.locator('main').innerText()).toContain('形式审查');
    await leave(applicant);
  });
});

describe('the table of scores', () => {
  it('opens for the office once the seventh sheet is in, given on a telephone', async () => {
    const office = await demo.enter('人才办主任');
    await office.page.goto('/w/panel?filter[kind]=teacher');
    await rows(office.page).locator('a').first().click();
    await office.page.waitForSelector('.rail .seated');
    expect(await office.page.locator('.rail').innerText()).toContain('已收6 / 7份，收齐前密封');
    await office.page.click('.rail summary:has-text("回避1人")');
    expect(await office.page.locator('.rail .barred').innerText()).toContain('同单位3年内');
    expect(await office.page.getByRole('button', { name: '开启评分并汇总' }).count()).toBe(0);
    expect(await findings(office.page)).toEqual([]);

    const expert = await demo.enter('评审专家', { width: 360 });
    const { page } = expert;
    await page.click('a:has-text("名师评审")');
    await page.check('form label.opt >> nth=0');
    await page.click('button[type=submit]');
    await page.waitForSelector('.sheets');
    expect(await findings(page)).toEqual([]);
    await page.click('.sheets a >> nth=0');
    const points = ['24', '20', '12', '16', '8'];
    for (let item = 1; item <= 5; item++) {
      await page.waitForSelector('.crit');
      const scored = await page.locator('.desk h1').innerText();
      for (const [i, given] of points.entries()) {
        const input = page.locator('.crit .step input').nth(i);
        await input.fill(given);
        await input.press('Enter');
      }
      await expect.poll(() => page.locator('.foot-act b').innerText()).toBe('80.00');
      if (item === 1) {
        expect(await findings(page)).toEqual([]);
        await page.click('.turn');
        expect(await page.locator('.copy').innerText()).not.toContain('青山县第');
        expect(await findings(page)).toEqual([]);
        await page.click('.turn');
      }
      await page.click('.foot-act .act');
      await expect.poll(() => page.locator('.desk h1').innerText()).not.toBe(scored);
    }
    await page.waitForSelector('.sheets');
    expect(await page.locator('.sheets').innerText()).not.toContain('未评');
    await expect.poll(() => page.locator('.desk-top').innerText()).toContain('已交');
    await leave(expert);

    await office.page.reload();
    await begin(office.page, '开启评分并汇总');
    await settle(office.page);
    await expect.poll(() => state(office.page)).toBe('已汇总');
    expect(await office.page.locator('[aria-labelledby=results-title] tbody tr').count()).toBe(5);
    await leave(office);
  });
});

describe('a public notice', () => {
  it('does not end over an objection; then the studio is recognised and its certificate holds', async () => {
    const opened = await demo.enter('人才办主任');
    const { page } = opened;
    await open(page, '名医工作室拟认定名单公示');
    const notice = page.url();
    expect(await page.locator('.moves .blocked').innerText()).toContain('不能结束：异议未办结（1件）');
    expect(await findings(page)).toEqual([]);
    await page.goto('/w');
    await open(page, '指定承办人');
    await begin(page, '由我承办');
    await settle(page);
    await begin(page, '查核不属实');
    await page.fill('#move-finding', '经核对结题证书，排序一致。');
    await page.fill('#move-answer', '经查，反映情况不属实。');
    await settle(page);
    await expect.poll(() => state(page)).toBe('不属实');
    expect(await page.locator('.leaf').innerText()).toContain('叶知秋');
    expect(await findings(page)).toEqual([]);
    await page.goto(notice);
    await expect.poll(() => page.locator('.moves .blocked').innerText()).toContain('2026-11-20期满，次日方可结束');
    await demo.clock('2026-11-23T09:00:00+08:00');
    await page.reload();
    await begin(page, '结束公示');
    await settle(page);
    await expect.poll(() => state(page)).toBe('已结束');

    await page.goto('/w');
    await open(page, '认定发文');
    await begin(page, '认定发文');
    await page.fill('#move-decisionNumber', '青人才〔2026〕10号');
    await day(page, 'recognisedOn', '2026-11-23');
    await settle(page);
    await expect.poll(() => state(page)).toBe('已认定');
    await page.click('.leaf a[href*="/w/studio/"]');
    await page.waitForURL(/\/w\/studio\//);
    await page.locator('.leaf a[href*="/w/certificate/"]').click();
    await page.waitForURL(/\/w\/certificate\//);
    await page.locator('.leaf h1', { hasText: '人才证' }).waitFor();
    const id = page.url().split('/').at(-1);
    await close(opened);

    const visitor = await demo.open({ width: 360, locale: 'en' });
    await visitor.page.goto(`/p/qingshan/verify/${id}`);
    expect(await visitor.page.locator('main .paper').innerText()).toMatch(/^Certificates\s+Valid\s/);
    expect(await visitor.page.inputValue('#f-number')).toMatch(/^人才证〔2026〕\d{3}号$/);
    await close(visitor);
  });
});

describe('money', () => {
  it('is paid after the plaque only, and a voucher over the balance is refused with the balance', async () => {
    const opened = await demo.enter('人才办主任');
    const { page } = opened;
    await open(page, '授牌');
    await begin(page, '授牌');
    await page.fill('#move-plaqueNumber', '青山人才2026-01');
    await day(page, 'plaqueOn', '2026-11-23');
    await page.fill('#move-plaquePlace', '县礼堂');
    await page.fill('#move-plaqueReceiver', '傅知微');
    await settle(page);
    await expect.poll(() => state(page)).toBe('建设期');
    await page.click('.leaf a[href*="/w/grant/"]');
    await page.waitForURL(/\/w\/grant\//);
    await begin(page, '拨付下一批');
    await day(page, 'paidOn', '2026-11-23');
    await page.fill('#move-document', '拨2026-1');
    await settle(page);
    await expect.poll(() => state(page)).toBe('已部分拨付');
    await begin(page, '登记支出凭证');
    await page.fill('#move-number', '凭2026-1');
    await choose(page, 'item', '资料费');
    await page.fill('#move-amount', '30001');
    await day(page, 'date', '2026-11-23');
    await page.fill('#move-what', '图书');
    expect(await refusal(page)).toContain('金额30,001元超过可用余额30,000元');
    const border = (name: string) =>
      page
        .locator(`[data-field=${name}] :is(.ant-input-number, .ant-input)`)
        .evaluate((box) => getComputedStyle(box).borderTopColor);
    await expect.poll(() => border('amount')).toBe('rgb(153, 27, 63)');
    expect(await border('what')).not.toBe('rgb(153, 27, 63)');
    await page.fill('#move-amount', '3000');
    await settle(page);
    await expect.poll(() => page.locator('.leaf').innerText()).toContain('27,000');
    await close(opened);
  });
});

describe('a county’s own words', () => {
  it('are marked as its own and seen by the office; what is required stays so', async () => {
    const system = await demo.enter('系统管理员');
    const { page } = system;
    await page.goto('/w/settings/county');
    await page.locator('#go-live').waitFor();
    expect(await page.locator('.panel:has(#go-live)').innerText()).toContain('已正式启用');
    expect(await page.locator('.panel:has(#go-live) button').count()).toBe(0);
    await page.click('nav a:has-text("本地设置")');
    await page.click('main a:has-text("人才工作室")');
    const row = (label: string) => page.locator('table.data tr', { hasText: label });
    await row('领衔人').getByRole('button', { name: '改名与说明' }).click();
    await page.locator('dialog input').nth(0).fill('主持人');
    await page.locator('dialog input').nth(1).fill('Host');
    await settle(page);
    await page.click('button:has-text("发布为第1版")');
    await page.locator('.head', { hasText: '第1版' }).waitFor();
    expect(await row('主持人').locator('.tag').innerText()).toBe('本地');
    expect(await row('主持人').locator('select').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    await page.click('.me summary');
    await page.click('.me button:has-text("English")');
    await expect.poll(() => row('Host').first().locator('.tag').innerText()).toBe('Ours');
    await close(system);
    const office = await demo.enter('人才办主任', { width: 768 });
    await office.page.goto('/w/studio');
    await rows(office.page).first().waitFor();
    expect(await office.page.locator('table.data thead').innerText()).toContain('主持人');
    await close(office);
  });
});

describe('another county', () => {
  it('finds nothing of this one', async () => {
    const own = await demo.enter('人才办主任');
    await own.page.goto(`/w/application/${filed}`);
    expect(await own.page.locator('.leaf h1').innerText()).toContain(leader);
    await leave(own);
    const foreign = await demo.enter('云岭区人才办');
    await foreign.page.goto(`/w/application/${filed}`);
    await expect.poll(() => foreign.page.locator('main h1').innerText()).toBe('未找到');
    expect(await foreign.page.locator('main').innerText()).not.toContain(leader);
    await close(foreign);
  });
});

describe('the auditor', () => {
  it('reads the log in words and finds every chain whole', async () => {
    const opened = await demo.enter('审计员');
    const { page } = opened;
    await page.click('nav a:has-text("本地设置")');
    await page.waitForURL(/\/settings\/audit$/);
    await rows(page).first().waitFor();
    const log = await page.locator('table.data tbody').innerText();
    expect(log).toContain('登记支出凭证');
    expect(log).not.toMatch(/record\.|session\.|"fields"/);
    await rows(page).filter({ hasText: '登记支出凭证' }).getByRole('link').first().click();
    await page.waitForURL(/person=rec_/);
    await page.locator('text=只看一件').waitFor();
    await rows(page).first().waitFor();
    const about = new Set(await page.locator('table.data tbody td:nth-child(4)').allInnerTexts());
    expect([...about]).toEqual([expect.stringMatching(/^人才经费 \S+/)]);
    await page.click('a:has-text("看全部")');
    await page.click('button:has-text("核验记录未被改动")');
    expect(await page.locator('.note[role=status]').innerText()).toMatch(/^已核验[\d,]+件、[\d,]+步，记录完整。$/);
    await close(opened);
  });
});

describe('a round of matching internships', () => {
  it('is looked over, settled and offered in one act; only those proposed are touched', async () => {
    const opened = await demo.enter('人才办主任');
    const { page } = opened;
    await page.goto('/w/internshipApplication?tab=waiting');
    await rows(page).first().waitFor();
    const waiting = Number((await page.locator('.head').innerText()).match(/(\d+)项/)?.[1]);
    await page.goto('/w/internshipRound/new');
    await page.fill('#new-year', '2027');
    await page.click('label:has-text("寒假")');
    await page.click('button[type=submit]');
    await page.waitForURL(/internshipRound\/rec_/);
    await begin(page, '自动匹配');
    await settle(page);
    await page.locator('.round-lines').waitFor();
    const counts = (await page.locator('.views').innerText()).match(/\d+/g)?.map(Number) ?? [];
    const [placed = 0, left = 0] = counts;
    expect(placed + left).toBe(waiting);
    expect(placed).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
    expect(await page.locator('.leaf').innerText()).not.toContain('rec_');
    await page.fill('.round-tools input', '青山县教育局');
    for (const post of await page.locator('.round-lines small').allInnerTexts()) expect(post).toBe('青山县教育局');
    expect(await findings(page)).toEqual([]);
    await begin(page, '确定结果');
    await settle(page);
    await page.getByRole('button', { name: '发出录用' }).click();
    await page.click('dialog button[type=submit]');
    await page.locator('dialog .results').waitFor();
    expect(await page.locator('dialog .results li').allInnerTexts()).toEqual([
      `已发出${placed}人`,
      `未匹配、未动${left}人`,
    ]);
    await page.click('dialog a.act');
    await page.waitForURL(/tab=offered/);
    await expect.poll(() => page.locator('.head').innerText()).toContain(`${placed}项`);
    await page.goto('/w/internshipApplication?tab=waiting');
    await expect.poll(() => page.locator('.head').innerText()).toContain(`${left}项`);
    await close(opened);
  });
});

describe('the frame', () => {
  it('jumps by pinyin, changes its language and signs out', async () => {
    const opened = await demo.enter('人才办主任');
    const { page } = opened;
    const first = page.locator('dialog [role=option]').first();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('bsy');
    await expect.poll(() => first.innerText()).toContain(leader);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(filed));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rcjf');
    await page.locator('dialog [role=option]', { hasText: '人才经费' }).last().click();
    await page.waitForURL(/\/w\/grant$/);
    await page.goto('/w');
    await page.click('.me summary');
    await page.click('.me button:has-text("English")');
    await expect.poll(() => page.locator('h1').innerText()).toBe('What I owe');
    expect(await page.locator('.figures a', { hasText: 'Approved grants' }).locator('b').innerText()).toMatch(
      /^1,300,000\s*yuan$/,
    );
    await page.click('.me summary');
    await page.click('.me button:has-text("Sign out")');
    await page.waitForURL('**/sign-in');
    await page.goto('/w');
    await page.waitForURL(/\/sign-in\?to=/);
    await close(opened);
  });
});

describe('the cadre section', () => {
  it('finds a namesake, prints the form and sends the exchange file by the keyboard alone', async () => {
    const opened = await demo.enter('干部科');
    const { page } = opened;
    const listed = await page.request.get(
      '/api/v1/records/cadre?state=serving&sort=name&limit=500&fields=name,postFull,unit',
    );
    const { items } = (await listed.json()) as { items: { id: string; title: string }[] };
    const times = (title: string) => items.filter((item) => item.title === title).length;
    const wanted = items.find(({ title }) => times(title) === 2);
    if (!wanted) throw new Error('No namesakes in the demonstration');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(wanted.title);
    const options = page.locator('dialog [role=option]', { hasText: '现职' });
    await expect.poll(() => options.count()).toBeGreaterThanOrEqual(2);
    const told = await options.allInnerTexts();
    expect(new Set(told).size).toBe(told.length);
    // The unit and the month of birth stand beside each.
    for (const one of told) expect(one).toMatch(/ · .+ · (?:19|20)\d\d\.\d\d · 现职/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/w\/cadre\/rec_/);
    await expect.poll(() => page.locator('h1').innerText()).toContain(wanted.title);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const tabTo = async (is: () => Promise<boolean>) => {
      for (let presses = 0; presses < 120; presses++) {
        if (await is()) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('Not reached by the keyboard');
    };
    await tabTo(async () => (await focused()).startsWith('打印'));
    await page.keyboard.press('Enter');
    await tabTo(async () => (await focused()) === '干部任免审批表');
    const [paper] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    await paper.waitForSelector('text=干 部 任 免 审 批 表');
    expect(await paper.locator('body').innerText()).toContain(wanted.title);
    await paper.close();
    await tabTo(async () => (await label()).endsWith('lrmx'));
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(file.suggestedFilename()).toBe(`${wanted.title}.lrmx`);
    const { lrmx } = readLrmx(new Uint8Array(await readFile(await file.path())));
    expect(lrmx.values.XingMing).toBe(wanted.title);
    await close(opened);
  });
});

describe('an internship', () => {
  it('is found, wished for and applied for on a telephone, and followed', async () => {
    const opened = await demo.open({ width: 360 });
    const { page } = opened;
    const to = '13800000772';
    await page.goto('/p/qingshan/posts');
    expect(await page.locator('main').innerText()).toContain('共873项');
    expect(await findings(page)).toEqual([]);
    await page.selectOption('[name="filter[state]"]', 'open');
    await page.selectOption('[name="filter[sort]"]', 'culture');
    await page.click('main button.act');
    await page.click('.go >> nth=0');
    expect(await findings(page)).toEqual([]);
    await page.click('main a.act');
    await page.fill('[name=to]', to);
    await page.click('main button.act');
    await page.fill('[name=code]', await demo.codeFor(to));
    await page.click('main button.act');
    await page.click('main button.act');
    const wish = await page.inputValue('[name=wishes] >> nth=0');
    expect(wish).toMatch(/^实习\d{4}-\d{3}$/);
    await page.fill('[name=name]', '苏砚秋');
    await page.fill('[name=school]', '岭东大学');
    await page.selectOption('[name=subject]', '05');
    await page.fill('[name=major]', '汉语言文学');
    for (const chosen of ['[name=level][value=doctor]', '[name=local][value=yes]', '[name=flexible][value=no]'])
      await page.check(chosen);
    await page.fill('[name=wishes] >> nth=1', '没有的岗位');
    await page.click('main button.act');
    expect(await page.locator('#errors').innerText()).toContain('没有报名中的岗位符合“没有的岗位”');
    expect(await page.inputValue('[name=wishes] >> nth=1')).toBe('没有的岗位');
    expect(await findings(page)).toEqual([]);
    await page.fill('[name=wishes] >> nth=1', '');
    await page.click('main button.act');
    await page.waitForURL(/\/preview$/);
    expect(await page.locator('main').innerText()).toContain(wish);
    await page.check('[name=consent]');
    await page.click('main button.act');
    await page.waitForURL(/\/receipt$/);
    await page.click('main a.act');
    expect(await page.locator('.ph').first().innerText()).toBe('待匹配');
    await close(opened);
  });
});

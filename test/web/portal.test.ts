import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { coloursOf, contrast, defaultColour } from '@juxian/core/colour.ts';
import { createRecord, getRecord, placeRecord, takeMove } from '@juxian/engine/record.ts';
import { script, scriptPath } from '@juxian/functions/portal/enhance/built.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Applying, numberOf } from '../support/applying.ts';
import { errorsIn, heldIn, plain, titleOf } from '../support/html.ts';
import {
  codeFor,
  filled,
  openPortal,
  type Page,
  type Portal,
  storedApplication,
  submitFor,
} from '../support/portal.ts';

let applying: Applying;
let portal: Portal;
beforeAll(async () => {
  applying = await Applying.open();
  portal = applying.portal;
});
afterAll(() => portal.api.stop());
beforeEach(() => applying.setClock('2026-10-04T09:00:00'));

describe('what everybody may read', () => {
  it('leads from the list to the call with kinds, quotas, deadlines and the days left', async () => {
    const list = await portal.browser().get(`${portal.base}/`);
    expect(list.status).toBe(200);
    expect(list.html).toContain(`/calls/${portal.call.id}`);
    const page = plain((await portal.browser().get(`${portal.base}/calls/${portal.call.id}`)).html);
    expect(page).toMatch(/距名师、名医类截止 12 天 10月16日（周五）17:30/);
    expect(page).toContain('名额2个');
    expect(page).toContain('10月21日（周三）17:30截止');
    expect(page).toContain('演示数据，人物均为虚构');
  });

  it('says today and the hour on the last day, and closes kind by kind', async () => {
    applying.setClock('2026-10-16T17:29:59');
    const path = `${portal.base}/calls/${portal.call.id}`;
    expect(plain((await portal.browser().get(path)).html)).toMatch(/名师、名医类 今天17:30 截止 10月16日（周五）/);
    applying.setClock('2026-10-16T17:30:01');
    const later = plain((await portal.browser().get(path)).html);
    expect(later).toMatch(/距名家、名匠类截止 5 天/);
    expect(later).toContain('10月16日（周五）17:30已截止');
    applying.setClock('2026-10-21T17:30:01');
    const over = (await portal.browser().get(path)).html;
    expect(plain(over)).toContain('这次征集已截止，不再受理申报。');
    expect(over).not.toContain('/apply');
  });

  it('names the day a call was published, which need not be the day it opens', async () => {
    const { publishedOn: _, ...values } = (await getRecord(portal.office, { module: 'call', id: portal.call.id }))
      .values;
    const heading = '提前发布的申报公告';
    const made = { ...values, heading, opens: '2026-10-08T09:00:00+08:00' };
    const { id } = await createRecord(portal.office, { module: 'call', values: made });
    await takeMove(portal.office, { module: 'call', id, move: 'publish', input: {} });
    for (const path of ['', `calls/${id}`]) {
      const page = plain((await portal.browser().get(`${portal.base}/${path}`)).html);
      expect(page).toContain(heading);
      expect(page).toContain('2026年10月4日发布');
      expect(page).not.toContain('2026年10月8日');
    }
  });

  it('reads in English where asked, by header and by the link that stays', async () => {
    const browser = portal.browser();
    const english = await browser.get(`${portal.base}/`, { 'Accept-Language': 'en' });
    expect(english.html).toContain('<html lang="en">');
    expect(plain(english.html)).toContain('Talent service');
    await browser.get(`${portal.base}/language?to=en&back=${encodeURIComponent(`${portal.base}/notices`)}`);
    expect((await browser.get(`${portal.base}/calls`, { 'Accept-Language': 'zh-CN' })).html).toContain(
      '<html lang="en">',
    );
    const away = await browser.get(`${portal.base}/language?to=zh-CN&back=//evil.example`);
    expect(away.at).toBe(`${portal.base}/`);
  });

  it('lets in no script but its own and no style but the one of its hash', async () => {
    const { headers, html } = await portal.browser().get(`${portal.base}/calls/${portal.call.id}`);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'self'/);
    expect(policy).not.toContain('unsafe');
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/ style="| on\w+="/);
  });

  it('answers a page for what is not there, and for another county', async () => {
    const gone = await portal.browser().get(`${portal.base}/calls/rec_0000000000000000000000`);
    expect(gone.status).toBe(404);
    expect(plain(gone.html)).toContain('没有找到这一页');
    expect((await portal.browser().get('/p/nowhere/')).status).toBe(404);
  });

  it('checks a certificate by its number and tells a revoked one', async () => {
    const { ctx } = await submitFor(portal, '13700000001', {
      ...filled(portal.units.云麓中学 ?? '', '程砚宁'),
      ...applying.numbers(),
    });
    expect(ctx.actor.kind).toBe('applicant');
    const made = await placeRecord(portal.office, {
      module: 'certificate',
      values: {
        studio: portal.call.id,
        studioName: '程砚宁名师工作室',
        kind: 'teacher',
        leaderName: '程砚宁',
        issuedOn: '2026-01-05',
      },
    });
    const number = String(made.values.number);
    expect(number).toMatch(/^人才证〔2026〕\d{3}号$/);
    const path = `${portal.base}/verify/${encodeURIComponent(number)}`;
    expect(plain((await portal.browser().get(path)).html)).toMatch(/有效 .*程砚宁名师工作室/);
    await takeMove(portal.office, {
      module: 'certificate',
      id: made.id,
      move: 'revoke',
      input: { revocation: '材料不实' },
    });
    const revoked = plain((await portal.browser().get(path)).html);
    expect(revoked).toContain('已作废');
    expect(revoked).not.toContain('材料不实');
    const unknown = await portal.browser().get(`${portal.base}/verify?number=x`);
    expect(unknown.status).toBe(404);
    expect(plain(unknown.html)).toContain('查无此证书');
  });

  it.each(['privacy', 'accessibility', 'status', 'studios', 'notices', 'verify'])('has a page for %s', async (path) => {
    const page = await portal.browser().get(`${portal.base}/${path}`);
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/<h1/);
  });
});

describe('signing in', () => {
  it('takes a code once, keeps what was typed beside the refusal, and goes where one wanted to go', async () => {
    const browser = portal.browser();
    const asked = await browser.get(`${portal.base}/calls/${portal.call.id}/apply`);
    expect(asked.at).toContain('/sign-in?next=');
    const wrong = await browser.post(`${portal.base}/sign-in`, { step: 'to', to: '12', next: '/p/qingshan/my' });
    expect(wrong.status).toBe(422);
    expect(titleOf(wrong)).toMatch(/^错误：/);
    expect(heldIn(wrong.html, 'to')).toBe('12');
    const to = '13600000001';
    await browser.post(`${portal.base}/sign-in`, { step: 'to', to, next: `${portal.base}/messages` });
    const mistyped = await browser.post(`${portal.base}/sign-in`, {
      step: 'code',
      to,
      code: '000000',
      next: `${portal.base}/messages`,
    });
    expect(mistyped.status).toBe(422);
    expect(errorsIn(mistyped.html)).toContain('验证码');
    const code = codeFor(portal.api, to);
    const inside = await browser.post(`${portal.base}/sign-in`, {
      step: 'code',
      to,
      code: ` ${code.slice(0, 3)} ${code.slice(3)}`,
      next: `${portal.base}/messages`,
    });
    expect(inside.at).toBe(`${portal.base}/messages`);
    expect([...browser.cookies.keys()]).toEqual(['__Host-p']);
    const again = await portal.browser().post(`${portal.base}/sign-in`, { step: 'code', to, code, next: '' });
    expect(again.status).toBe(422);
  });

  it('never leads out of the portal, and signs out', async () => {
    const browser = portal.browser();
    const to = '13600000002';
    await browser.post(`${portal.base}/sign-in`, { step: 'to', to, next: 'https://evil.example/' });
    const inside = await browser.post(`${portal.base}/sign-in`, {
      step: 'code',
      to,
      code: codeFor(portal.api, to),
      next: '//evil.example',
    });
    expect(inside.at).toBe(`${portal.base}/my`);
    await browser.post(`${portal.base}/sign-out`, {});
    expect((await browser.get(`${portal.base}/my`)).at).toContain('/sign-in');
  });

  it('refuses a form that another site sends', async () => {
    const { browser, edit } = await applying.begin();
    const foreign = await browser.post(
      `${edit}/1`,
      { ...applying.cover(), act: 'save' },
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    );
    expect(foreign.status).toBe(403);
  });
});

describe('a county that is not verified yet', () => {
  let other: Portal;
  beforeAll(async () => {
    other = await openPortal({ verified: false, demo: false });
  });
  afterAll(() => other.api.stop());

  it('says so on every page, is not indexed, and asks for no identity number', async () => {
    const home = await other.browser().get(`${other.base}/`);
    expect(plain(home.html)).toContain('未经核验');
    expect(home.headers.get('X-Robots-Tag')).toBe('noindex, nofollow');
    expect(home.html).toContain('<meta name="robots" content="noindex, nofollow"/>');
    const applicant = await other.applicant('13800000051');
    const begun = await applicant.post(`${other.base}/calls/${other.call.id}/apply`, {
      kind: 'teacher',
    });
    const part = await applicant.get(begun.at.replace(/1$/, '2'));
    expect(part.html).toContain('name="leaderName"');
    expect(part.html).not.toContain('identityNumber');
    const forced = await applicant.post(part.at, { leaderName: '李青', identityNumber: numberOf(999), act: 'save' });
    expect(forced.status).toBe(200);
    const id = /rec_\w+/.exec(part.at.split('/my/')[1] ?? '')?.[0] ?? '';
    expect((await storedApplication(other.office, id)).identityNumber).toBeUndefined();
  });

  it('once verified is open to search engines, but for the pages of one person', async () => {
    const { html } = await openPortalPage({ verified: true, demo: false }, '/');
    expect(html).not.toContain('noindex');
    expect(html).not.toContain('未经核验');
    const personal = await openPortalPage({ verified: true, demo: false }, '/sign-in');
    expect(personal.html).toContain('noindex');
  });
});

async function openPortalPage(settings: Parameters<typeof openPortal>[0], path: string): Promise<Page> {
  const opened = await openPortal(settings);
  const page = await opened.browser().get(opened.base + path);
  await opened.api.stop();
  return page;
}

describe('the house', () => {
  it('serves one script of at most 10 kB gzip, the one its source makes', async () => {
    const made = execFileSync(process.execPath, ['functions/portal/enhance/build.mjs', '--print'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(made)).toEqual({ script, scriptPath });
    expect(gzipSync(script).length).toBeLessThan(10_000);
    const served = await portal.browser().get(scriptPath);
    expect(served.html).toBe(script);
    expect(served.headers.get('Content-Type')).toContain('javascript');
    const { browser, edit } = await applying.begin();
    expect((await browser.get(`${edit}/1`)).html).toContain(`<script src="${scriptPath}" defer="">`);
  });

  it('wears the colour of the county only where white can be read on it', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(coloursOf('#7a1f3d').county).toBe('#7a1f3d');
    expect(coloursOf('#ffcc00').county).toBe(defaultColour);
    expect(coloursOf('red;}body{').county).toBe(defaultColour);
    expect(contrast(coloursOf('#101040').darkCounty, '#171614')).toBeGreaterThan(4.5);
  });
});

import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { coloursOf, contrast, defaultColour } from '@juxian/core/colour.ts';
import { createLink } from '@juxian/core/link.ts';
import { getRecord, placeRecord, takeMove } from '@juxian/engine/record.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { script, scriptPath } from '@juxian/functions/portal/enhance/built.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { docx, pdf } from '../support/bytes.ts';
import {
  applicantCtx,
  type Browser,
  codeFor,
  filled,
  openPortal,
  type Page,
  type Portal,
  storedApplication,
  submitFor,
} from '../support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.api.stop());
beforeEach(() => setClock('2026-10-04T09:00:00'));

const setClock = (moment: string) => portal.api.deps.clock.set(Date.parse(`${moment}+08:00`));
const plain = (html: string): string =>
  html
    .replace(/<(style|script|template)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
const titleOf = ({ html }: Page): string => /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
const heldIn = (html: string, name: string): string | undefined =>
  new RegExp(`<input(?=[^>]* name="${name}")[^>]* value="([^"]*)"`).exec(html)?.[1] ??
  new RegExp(`<textarea(?=[^>]* name="${name}")[^>]*>([^<]*)<`).exec(html)?.[1];
const errorsIn = (html: string): string => plain(/<div class="errors"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '');
const revisionIn = (html: string): string => heldIn(html, 'revision') ?? '';

let people = 0;
/** An applicant in the midst of a fresh application. */
async function begin(kind = 'teacher'): Promise<{ browser: Browser; contact: string; id: string; edit: string }> {
  const contact = `138${String(++people).padStart(8, '0')}`;
  const browser = await portal.applicant(contact);
  const page = await browser.post(`${portal.base}/calls/${portal.call.id}/apply`, { kind });
  const id = /\/my\/(rec_\w+)\/edit/.exec(page.at)?.[1] ?? '';
  return { browser, contact, id, edit: `${portal.base}/my/${id}/edit` };
}

const cover = () => ({
  kind: 'teacher',
  studioName: '沈知微名师工作室',
  hostUnit: portal.units.青山县第一中学 ?? '',
});
let serial = 100;
const leader = () => {
  const { studioName: _, hostUnit: __, aims: ___, ...rest } = filled('', '沈知微', 1);
  return { ...rest, ...numbers(++serial) };
};
const numbers = (n: number) => ({
  identityNumber: filled('', '', 0).identityNumber.slice(0, 14) && numberOf(n),
  phone: '13900000126',
});
const numberOf = (n: number): string => withCheckOf(`99000119780501${n}`);
function withCheckOf(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return first17 + '10X98765432'[sum % 11];
}

/** Fills every required field of an application through its pages. */
async function fillIn(browser: Browser, edit: string): Promise<void> {
  await browser.post(`${edit}/1`, { ...cover(), act: 'next' });
  await browser.post(`${edit}/2`, { ...leader(), act: 'next' });
  await browser.post(`${edit}/6`, { aims: '三年带出十名骨干教师。', 'milestones.#': '0', act: 'next' });
}

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
    setClock('2026-10-16T17:29:59');
    const path = `${portal.base}/calls/${portal.call.id}`;
    expect(plain((await portal.browser().get(path)).html)).toMatch(/17:30 今天截止/);
    setClock('2026-10-16T17:30:01');
    const later = plain((await portal.browser().get(path)).html);
    expect(later).toMatch(/距名家、名匠类截止 5 天/);
    expect(later).toContain('10月16日（周五）17:30已截止');
    setClock('2026-10-21T17:30:01');
    const over = (await portal.browser().get(path)).html;
    expect(plain(over)).toContain('这次征集已截止，不再受理申报。');
    expect(over).not.toContain('/apply');
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
      ...numbers(++serial),
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
    const { browser, edit } = await begin();
    const foreign = await browser.post(
      `${edit}/1`,
      { ...cover(), act: 'save' },
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    );
    expect(foreign.status).toBe(403);
  });
});

describe('an application without any script', () => {
  it('asks kind and conditions first and refuses a kind that has closed', async () => {
    const browser = await portal.applicant('13500000001');
    const path = `${portal.base}/calls/${portal.call.id}/apply`;
    const blank = await browser.post(path, {});
    expect(blank.status).toBe(422);
    expect(errorsIn(blank.html)).toContain('请选择申报类别');
    setClock('2026-10-16T17:30:01');
    const late = await browser.post(path, { kind: 'teacher' });
    expect(errorsIn(late.html)).toContain('名师类已于10月16日（周五）17:30截止');
    expect((await browser.post(path, { kind: 'master' })).at).toMatch(/\/edit\/1$/);
  });

  it('checks the conditions of the kind in clear words, which keeps nobody from filling in', async () => {
    const browser = await portal.applicant('13500000017');
    const path = `${portal.base}/calls/${portal.call.id}/apply`;
    const unit = portal.units.青山县第一中学 ?? '';
    const answers = { kind: 'teacher', birth: '1970年3月', level: 'middle', unit };
    expect((await browser.get(path)).html).not.toContain('id="checked"');
    const checked = await browser.post(path, { ...answers, act: 'check' });
    expect(checked.status).toBe(200);
    const said = plain(checked.html).replace(/\s+/g, ' ');
    expect(said).toContain('不符合 到2026-10-16截止时您56周岁，超过55周岁的上限');
    expect(said).toContain('不符合 职称中级或技师，未达到副高级或高级技师');
    expect(said).toContain('符合 依托单位青山县第一中学在册');
    expect(said).toContain('不符合也可以先填写');
    expect(checked.html).toContain('value="1970-03"');
    const open = await browser.post(path, { kind: 'teacher', act: 'check' });
    expect(plain(open.html)).toMatch(/待填\s+年龄：截止日不超过55周岁/);
    const wrong = await browser.post(path, { ...answers, birth: '七零年', act: 'check' });
    expect([wrong.status, errorsIn(wrong.html)]).toEqual([422, expect.stringContaining('出生年月写成1978-05这样')]);
    const begun = await browser.post(path, answers);
    expect(begun.at).toMatch(/\/edit\/1$/);
    const id = /rec_\w+/.exec(begun.at.split('/my/')[1] ?? '')?.[0] ?? '';
    expect(await storedApplication(portal.office, id)).toMatchObject({ birth: '1970-03', hostUnit: unit });
  });

  it('goes on with the same draft instead of beginning a second', async () => {
    const { browser, id } = await begin();
    const again = await browser.post(`${portal.base}/calls/${portal.call.id}/apply`, {
      kind: 'teacher',
    });
    expect(again.at).toContain(id);
  });

  it('saves a step, goes to the next, and offers only the kinds of the call and the units of the county', async () => {
    const { browser, id, edit } = await begin();
    const first = await browser.get(`${edit}/1`);
    expect(first.html).toContain('>青山县第一中学</option>');
    const next = await browser.post(`${edit}/1`, { ...cover(), act: 'next' });
    expect(next.at).toBe(`${edit}/2`);
    const saved = await browser.post(`${edit}/1`, { ...cover(), studioName: '沈知微名师工作室（修）', act: 'save' });
    expect(plain(saved.html)).toContain('已保存 09:00');
    expect(heldIn(saved.html, 'studioName')).toBe('沈知微名师工作室（修）');
    const values = await storedApplication(portal.office, id);
    expect(values).toMatchObject({ studioName: '沈知微名师工作室（修）', kind: 'teacher' });
  });

  it('adds and takes away lines, keeping what stands in the others', async () => {
    const { browser, edit } = await begin();
    const one = { 'team.#': '1', 'team.0.id': '', 'team.0.name': '李青', 'team.0.role': 'core' };
    const added = await browser.post(`${edit}/4`, { ...one, act: 'add:team' });
    expect(added.html).toContain('name="team.1.name"');
    expect(heldIn(added.html, 'team.0.name')).toBe('李青');
    const line = heldIn(added.html, 'team.0.id') ?? '';
    expect(line).not.toBe('');
    const two = {
      'team.#': '2',
      'team.0.id': line,
      'team.0.name': '李青',
      'team.0.role': 'core',
      'team.1.id': '',
      'team.1.name': '周衡',
      'team.1.role': 'pupil',
    };
    const both = await browser.post(`${edit}/4`, { ...two, act: 'save' });
    expect([heldIn(both.html, 'team.0.name'), heldIn(both.html, 'team.1.name')]).toEqual(['李青', '周衡']);
    const fewer = await browser.post(`${edit}/4`, { ...two, act: 'remove:team:0' });
    expect(heldIn(fewer.html, 'team.0.name')).toBe('周衡');
    expect(fewer.html).not.toContain('name="team.1.name"');
  });

  it('stores what can be stored, keeps the rest as typed, and names it at the top and beside the field', async () => {
    const { browser, id, edit } = await begin();
    const wrong = await browser.post(`${edit}/2`, {
      leaderName: '沈知微',
      phone: '12',
      identityNumber: '990001197805010011',
      'honours.#': '1',
      'honours.0.id': '',
      'honours.0.date': '2024-05',
      act: 'next',
    });
    expect(wrong.status).toBe(422);
    expect(titleOf(wrong)).toMatch(/^错误：/);
    expect(errorsIn(wrong.html)).toMatch(/手机：应为手机号.*|身份证号：校验码不符/);
    expect(wrong.html).toContain('href="#f-phone"');
    expect(wrong.html).toMatch(/<input(?=[^>]*name="phone")[^>]*aria-describedby="f-phone-e"/);
    expect(errorsIn(wrong.html)).toContain('荣誉称号 1 称号：必填');
    expect([heldIn(wrong.html, 'phone'), heldIn(wrong.html, 'honours.0.date')]).toEqual(['12', '2024-05']);
    expect((await storedApplication(portal.office, id)).leaderName).toBe('沈知微');
    const elsewhere = await portal.browser().get(`${edit}/2`);
    expect(elsewhere.at).toContain('/sign-in');
    const later = await browser.get(`${edit}/2`);
    expect([
      heldIn(later.html, 'leaderName'),
      heldIn(later.html, 'phone'),
      heldIn(later.html, 'honours.0.date'),
    ]).toEqual(['沈知微', '12', '2024-05']);
    const preview = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: '1',
    });
    expect(preview.status).toBe(422);
    expect(errorsIn(preview.html)).toContain('手机：填写有误，尚未保存');
  });

  it('shows what people type as text', async () => {
    const { browser, edit, id } = await begin();
    const hostile = '"><script>alert(1)</script>';
    const back = await browser.post(`${edit}/1`, { ...cover(), studioName: hostile, act: 'save' });
    expect(back.html).not.toContain('<script>alert');
    expect((await browser.get(`${portal.base}/my/${id}`)).html).not.toContain('<script>alert');
  });

  it('refuses to write over what another page has changed, and shows both that and what was typed', async () => {
    const { browser, edit } = await begin();
    const drawn = revisionIn((await browser.get(`${edit}/1`)).html);
    await browser.post(`${edit}/1`, { ...cover(), studioName: '先存的', revision: drawn, act: 'save' });
    const stale = await browser.post(`${edit}/1`, { ...cover(), studioName: '后存的', revision: drawn, act: 'save' });
    expect(stale.status).toBe(409);
    expect(errorsIn(stale.html)).toContain('在别处改过');
    expect(heldIn(stale.html, 'studioName')).toBe('后存的');
    const wins = await browser.post(`${edit}/1`, {
      ...cover(),
      studioName: '后存的',
      revision: revisionIn(stale.html),
      act: 'save',
    });
    expect(wins.status).toBe(200);
    const other = await browser.post(`${edit}/6`, { aims: '目标', 'milestones.#': '0', revision: drawn, act: 'save' });
    expect(other.status).toBe(200);
  });

  it('brings back what was typed when the session had ended', async () => {
    const { browser, contact, edit } = await begin();
    browser.cookies.clear();
    const ended = await browser.post(`${edit}/1`, { ...cover(), studioName: '不能丢的名字', act: 'next' });
    expect(ended.status).toBe(401);
    expect(plain(ended.html)).toContain('登录已过期');
    const kept = decode(/name="kept" value="([^"]*)"/.exec(ended.html)?.[1] ?? '');
    expect(kept).toContain('不能丢的名字');
    const next = decode(heldIn(ended.html, 'next') ?? '');
    const coded = await browser.post(`${portal.base}/sign-in`, { step: 'to', to: contact, next, kept });
    const again = decode(/name="kept" value="([^"]*)"/.exec(coded.html)?.[1] ?? '');
    const back = await browser.post(`${portal.base}/sign-in`, {
      step: 'code',
      to: contact,
      code: codeFor(portal.api, contact),
      next,
      kept: again,
    });
    expect(back.at).toBe(`${edit}/1?restored=1`);
    expect(plain(back.html)).toContain('刚才填的内容已恢复');
    expect(heldIn(back.html, 'studioName')).toBe('不能丢的名字');
  });

  it("puts nobody's kept form into another's application", async () => {
    const mine = await begin();
    const thief = portal.browser();
    const kept = JSON.stringify({ path: `${mine.edit}/1`, typed: [['studioName', ['夺来的']]] });
    const to = '13600000009';
    await thief.post(`${portal.base}/sign-in`, { step: 'to', to, next: '', kept });
    const inside = await thief.post(`${portal.base}/sign-in`, {
      step: 'code',
      to,
      code: codeFor(portal.api, to),
      next: '',
      kept,
    });
    expect(inside.at).toBe(`${portal.base}/my`);
    expect((await storedApplication(portal.office, mine.id)).studioName).toBeUndefined();
  });
});

const decode = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

describe('files', () => {
  it('go up beside what was typed, can be fetched by their owner only, and be taken away', async () => {
    const { browser, edit } = await begin();
    const up = await browser.post(`${edit}/8`, {
      act: 'upload:annexes',
      'file:annexes': { name: '师德考核表.pdf', bytes: pdf() },
    });
    expect(plain(up.html)).toContain('师德考核表.pdf');
    const url = /href="(\/p\/qingshan\/files\/[^"]+)"/.exec(up.html)?.[1] ?? '';
    const file = await browser.get(url);
    expect(file.headers.get('Content-Disposition')).toContain(
      'attachment; filename="_____.pdf"; filename*=UTF-8\'\'%E5%B8%88',
    );
    expect(file.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(file.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect((await portal.browser().get(url)).status).toBe(404);
    expect((await (await portal.applicant('13600000011')).get(url)).status).toBe(404);
    const id = /value="(detach:annexes:[^"]+)"/.exec(up.html)?.[1] ?? '';
    expect(id).not.toBe('');
    const less = await browser.post(`${edit}/8`, { act: id });
    expect(plain(less.html)).not.toContain('师德考核表.pdf');
    expect((await browser.get(url)).status).toBe(404);
  });

  it.each([
    ['x.pdf.exe', pdf(), '“x.pdf.exe”不能上传'],
    ['证书.pdf', docx(), '的内容是docx，与文件名不符'],
    ['空.pdf', new Uint8Array(), '是空文件（0字节）'],
    ['页.svg', new TextEncoder().encode('<svg/>'), '“页.svg”不能上传'],
  ])('refuse %s with the reason beside the field', async (name, bytes, reason) => {
    const { browser, edit } = await begin();
    const refused = await browser.post(`${edit}/8`, { act: 'upload:annexes', 'file:annexes': { name, bytes } });
    expect(refused.status).toBe(422);
    expect(plain(refused.html)).toContain(reason);
    expect(refused.html).toContain('id="f-annexes-e"');
  });

  it('refuse one over the limit of the field, saying size and limit', async () => {
    const { browser, edit } = await begin();
    const big = new Uint8Array(21 * 1024 * 1024).fill(32);
    big.set(pdf());
    const refused = await browser.post(`${edit}/8`, {
      act: 'upload:annexes',
      'file:annexes': { name: '大.pdf', bytes: big },
    });
    expect(plain(refused.html)).toContain('“大.pdf”有21 MB，超过上限20 MB');
  });
});

describe('submitting', () => {
  it('shows all that is missing with a way to each, then number and hash, then locks', async () => {
    const { browser, id, edit } = await begin();
    const bare = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(bare.html)).toContain('还有10处必填未填');
    expect(bare.html).toContain(`${edit}/2#f-leaderName`);
    await fillIn(browser, edit);
    const preview = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(preview.html)).toContain('三年带出十名骨干教师。');
    expect(plain(preview.html)).toContain('第2版');
    const unread = await browser.post(`${portal.base}/my/${id}/submit`, {
      consentVersion: '2',
      revision: revisionIn(preview.html),
    });
    expect(unread.status).toBe(422);
    expect(errorsIn(unread.html)).toContain('请阅读告知与承诺');
    const old = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '1',
      revision: revisionIn(preview.html),
    });
    expect(errorsIn(old.html)).toContain('告知文本已更新为第2版');
    const receipt = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: revisionIn(preview.html),
    });
    expect(receipt.at).toBe(`${portal.base}/my/${id}/receipt`);
    const { values } = await getRecord(portal.office, { module: 'application', id });
    expect(plain(receipt.html)).toContain(String(values.number));
    expect(plain(receipt.html)).toContain(String(values.materialHash));
    const twice = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: revisionIn(preview.html),
    });
    expect(twice.at).toBe(`${portal.base}/my/${id}/receipt`);
    expect((await browser.get(`${edit}/1`)).status).toBe(403);
    expect((await browser.post(`${edit}/1`, { ...cover(), studioName: '改名', act: 'save' })).status).toBe(403);
    expect(values.studioName).toBe('沈知微名师工作室');
  });

  it('is refused a second after the deadline of its kind, with nothing lost', async () => {
    const { browser, id, edit } = await begin();
    await fillIn(browser, edit);
    setClock('2026-10-16T17:30:01');
    const late = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(late.html)).toContain('已于2026-10-16 17:30截止，不能再提交');
    const sent = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: '9',
    });
    expect(sent.status).toBe(422);
    setClock('2026-10-16T17:30:00');
    const onTime = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: '9',
    });
    expect(onTime.at).toContain('/receipt');
  });

  it('is withdrawn by its owner on a page of its own', async () => {
    const { browser, id, edit } = await begin();
    await fillIn(browser, edit);
    await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2', revision: '9' });
    const page = await browser.get(`${portal.base}/my/${id}/moves/withdraw`);
    expect(plain(page.html)).toContain('撤回后不能恢复');
    const done = await browser.post(`${portal.base}/my/${id}/moves/withdraw`, {});
    expect(plain(done.html)).toContain('您已撤回这份申报');
  });

  it("is nobody else's to see", async () => {
    const { id, edit } = await begin();
    const other = await portal.applicant('13600000021');
    for (const path of [
      `${portal.base}/my/${id}`,
      `${edit}/1`,
      `${portal.base}/my/${id}/preview`,
      `${portal.base}/my/${id}/paper`,
      `${portal.base}/my/${id}/receipt`,
      `${portal.base}/my/${id}/moves/withdraw`,
    ])
      expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`${edit}/1`, { ...cover(), act: 'save' })).status).toBe(404);
    expect(plain((await other.get(`${portal.base}/my`)).html)).toContain('您还没有申报');
  });
});

describe('what follows', () => {
  it('is told in public words, and a return opens the named fields only', async () => {
    const { browser, id, edit, contact } = await begin();
    await fillIn(browser, edit);
    await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2', revision: '9' });
    const unit = portal.units.青山县第一中学 ?? '';
    const host = await portal.staff('秦校长', ['unit'], { unit } as never);
    const department = await portal.staff('教育局', ['industry'], { kinds: ['teacher'] } as never);
    const act = (ctx: typeof portal.office, move: string, input = {}) =>
      takeMove(ctx, { module: 'application', id, move, input });
    await act(host, 'recommend', { unitOpinion: '同意', unitRank: 1, unitIntegrity: 'clear' });
    await act(department, 'endorse', { departmentOpinion: '同意' });
    await act(portal.office, 'returnForCompletion', { returnReason: '缺师德考核表', parts: ['annexes'], days: 3 });
    const mine = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(mine).toContain('退回补正');
    expect(mine).toContain('缺师德考核表');
    expect(mine).toMatch(/依托单位推荐 10月4日 09:00/);
    const open = await browser.get(`${edit}`);
    expect(open.at).toBe(`${edit}/8`);
    expect((await browser.get(`${edit}/2`)).status).toBe(404);
    const sneaky = await browser.post(`${edit}/8`, {
      studioName: '改名',
      act: 'upload:annexes',
      'file:annexes': { name: '考核表.pdf', bytes: pdf() },
    });
    expect(sneaky.status).toBe(200);
    expect((await getRecord(portal.office, { module: 'application', id })).values.studioName).toBe('沈知微名师工作室');
    await browser.post(`${portal.base}/my/${id}/submit`, { revision: '9' });
    await act(portal.office, 'passForm', { checklist: [{ item: '齐全', result: 'yes' }] });
    const reviewed = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(reviewed).toContain('评审中');
    expect(reviewed).not.toContain('专家评审');
    expect(reviewed).toMatch(/公示 不少于5个工作日/);
    const mineCtx = await applicantCtx(portal, contact);
    expect((await getRecord(mineCtx, { module: 'application', id })).values.unitOpinion).toBeUndefined();
  });

  it('hands the applicant everything held of him as a file', async () => {
    const { browser, id } = await begin();
    const file = await browser.get(`${portal.base}/my/data.json`);
    expect(file.headers.get('Content-Disposition')).toContain('attachment');
    const data = JSON.parse(file.html);
    expect(data.applications.map((one: { id: string }) => one.id)).toEqual([id]);
    expect(data.applications[0].history[0].hash).toMatch(/\w+/);
  });
});

describe('a link for an opinion', () => {
  const submitted = async (name: string) => {
    const { record } = await submitFor(portal, `1380001${String(++people).padStart(4, '0')}`, {
      ...filled(portal.units.青山县第一中学 ?? '', name),
      ...numbers(++serial),
    });
    const { control } = portal.api.deps.table;
    const { token } = await createLink(control, portal.api.deps.clock, {
      tenant: portal.county.tenant,
      module: 'application',
      record: record.id,
      role: 'unit',
      unit: portal.units.青山县第一中学 ?? '',
      name: '青山县第一中学',
      createdBy: portal.office.actor.id,
      days: 14,
    });
    return { id: record.id, path: `/o/${token}` };
  };

  it('shows the application and takes the opinion of the unit without an account', async () => {
    const { id, path } = await submitted('林渡');
    const browser = portal.browser();
    const page = await browser.get(path);
    expect(plain(page.html)).toContain('林渡名师工作室');
    expect(page.html).toContain('noindex');
    const blank = await browser.post(path, {
      move: 'recommend',
      'recommend.unitOpinion': '很好',
      'recommend.unitRank': '',
    });
    expect(blank.status).toBe(422);
    expect(heldIn(blank.html, 'recommend.unitOpinion')).toBe('很好');
    expect(errorsIn(blank.html)).toContain('党风廉政与信用：必填');
    const done = await browser.post(path, {
      move: 'recommend',
      'recommend.unitOpinion': '同意推荐',
      'recommend.unitRank': '1',
      'recommend.unitIntegrity': 'clear',
      'file:recommend.unitStamp': { name: '签章页.pdf', bytes: pdf() },
    });
    expect(plain(done.html)).toContain('您的意见已收到');
    const { state, values } = await getRecord(portal.office, { module: 'application', id });
    expect([state, values.unitOpinion]).toEqual(['atDepartment', '同意推荐']);
    expect(values.unitStamp).toMatchObject([{ name: '签章页.pdf' }]);
    const late = await browser.post(path, { move: 'recommend', 'recommend.unitOpinion': '再来' });
    expect(late.status).toBe(422);
    expect(plain(late.html)).toContain('这一步已办过');
  });

  it('opens one application only, and nothing once it has expired', async () => {
    const { path } = await submitted('苏合');
    expect((await portal.browser().get(`${path}x`)).status).toBe(404);
    expect((await portal.browser().get('/o/anything')).status).toBe(404);
    portal.api.pass(14 * 86_400_000);
    expect((await portal.browser().get(path)).status).toBe(404);
  });
});

describe('messages', () => {
  it('tell of the receipt, are counted while unread, and lead to the application', async () => {
    const { browser, id, edit } = await begin();
    await fillIn(browser, edit);
    await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2', revision: '9' });
    await openPump(portal.api.deps).turn();
    expect(plain((await browser.get(`${portal.base}/my`)).html)).toContain('消息（1条未读）');
    const inbox = await browser.get(`${portal.base}/messages`);
    const { values } = await getRecord(portal.office, { module: 'application', id });
    expect(plain(inbox.html)).toContain(`您的申报已收到，编号${values.number}`);
    expect(inbox.html).toContain(`href="${portal.base}/my/${id}"`);
    expect(plain((await browser.get(`${portal.base}/my`)).html)).not.toContain('条未读');
    const data = JSON.parse((await browser.get(`${portal.base}/my/data.json`)).html);
    expect(data.messages).toHaveLength(1);
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
    const { browser, edit } = await begin();
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

import { createRecord, getRecord, takeMove } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Applying } from '../support/applying.ts';
import { docx, pdf } from '../support/bytes.ts';
import { errorsIn, heldIn, plain, revisionIn, titleOf } from '../support/html.ts';
import { codeFor, type Portal, storedApplication } from '../support/portal.ts';

let applying: Applying;
let portal: Portal;
beforeAll(async () => {
  applying = await Applying.open();
  portal = applying.portal;
});
afterAll(() => portal.api.stop());
beforeEach(() => applying.setClock('2026-10-04T09:00:00'));

describe('an application without any script', () => {
  it('asks kind and conditions first and refuses a kind that has closed', async () => {
    const browser = await portal.applicant('13500000001');
    const path = `${portal.base}/calls/${portal.call.id}/apply`;
    const blank = await browser.post(path, {});
    expect(blank.status).toBe(422);
    expect(errorsIn(blank.html)).toContain('请选择申报类别');
    applying.setClock('2026-10-16T17:30:01');
    const start = await browser.get(path);
    const closed = start.html.match(/<input[^>]*name="kind"[^>]*>/g)?.map((input) => input.includes('disabled'));
    expect(closed).toEqual([true, true, false, false]);
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
    const { browser, id } = await applying.begin();
    const again = await browser.post(`${portal.base}/calls/${portal.call.id}/apply`, {
      kind: 'teacher',
    });
    expect(again.at).toContain(id);
  });

  it('saves a step, goes to the next, and offers the units of the county', async () => {
    const { browser, id, edit } = await applying.begin();
    const first = await browser.get(`${edit}/1`);
    expect(first.html).toContain('>青山县第一中学</option>');
    const next = await browser.post(`${edit}/1`, { ...applying.cover(), act: 'next' });
    expect(next.at).toBe(`${edit}/2`);
    const saved = await browser.post(`${edit}/1`, {
      ...applying.cover(),
      studioName: '沈知微名师工作室（修）',
      act: 'save',
    });
    expect(plain(saved.html)).toContain('已保存 09:00');
    expect(heldIn(saved.html, 'studioName')).toBe('沈知微名师工作室（修）');
    const values = await storedApplication(portal.office, id);
    expect(values).toMatchObject({ studioName: '沈知微名师工作室（修）', kind: 'teacher' });
  });

  it('offers only the kinds of the call, and keeps no other', async () => {
    const { publishedOn: _, ...values } = (await getRecord(portal.office, { module: 'call', id: portal.call.id }))
      .values;
    const kinds = (values.kinds as { kind: string }[]).filter(({ kind }) => kind !== 'physician');
    const call = await createRecord(portal.office, { module: 'call', values: { ...values, kinds } });
    await takeMove(portal.office, { module: 'call', id: call.id, move: 'publish', input: {} });
    const browser = await portal.applicant(applying.contact());
    const { at, html } = await browser.post(`${portal.base}/calls/${call.id}/apply`, { kind: 'teacher' });
    const offered = [...html.matchAll(/<input[^>]*name="kind"[^>]* value="(\w+)"/g)].map(([, kind]) => kind);
    expect(offered).toEqual(['teacher', 'master', 'craftsman']);
    const kept = await browser.post(at, { ...applying.cover(), kind: 'physician', act: 'save' });
    expect(errorsIn(kept.html)).toContain('本公告不受理这一类别');
    const id = /\/my\/(rec_\w+)\/edit/.exec(at)?.[1] ?? '';
    expect((await storedApplication(portal.office, id)).kind).toBe('teacher');
  });

  it('adds and takes away lines, keeping what stands in the others', async () => {
    const { browser, edit } = await applying.begin();
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
    const { browser, id, edit } = await applying.begin();
    const wrong = await browser.post(`${edit}/2`, {
      leaderName: '沈知微',
      phone: '12',
      identityConsent: 'given',
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
    const { browser, edit, id } = await applying.begin();
    const hostile = '"><script>alert(1)</script>';
    const back = await browser.post(`${edit}/1`, { ...applying.cover(), studioName: hostile, act: 'save' });
    expect(back.html).not.toContain('<script>alert');
    expect((await browser.get(`${portal.base}/my/${id}`)).html).not.toContain('<script>alert');
  });

  it('refuses to write over what another page has changed, and shows both that and what was typed', async () => {
    const { browser, edit } = await applying.begin();
    const drawn = revisionIn((await browser.get(`${edit}/1`)).html);
    await browser.post(`${edit}/1`, { ...applying.cover(), studioName: '先存的', revision: drawn, act: 'save' });
    const stale = await browser.post(`${edit}/1`, {
      ...applying.cover(),
      studioName: '后存的',
      revision: drawn,
      act: 'save',
    });
    expect(stale.status).toBe(409);
    expect(errorsIn(stale.html)).toContain('在别处改过');
    expect(heldIn(stale.html, 'studioName')).toBe('后存的');
    const wins = await browser.post(`${edit}/1`, {
      ...applying.cover(),
      studioName: '后存的',
      revision: revisionIn(stale.html),
      act: 'save',
    });
    expect(wins.status).toBe(200);
    const other = await browser.post(`${edit}/6`, { aims: '目标', 'milestones.#': '0', revision: drawn, act: 'save' });
    expect(other.status).toBe(200);
  });

  it('brings back what was typed when the session had ended', async () => {
    const { browser, contact, edit } = await applying.begin();
    browser.cookies.clear();
    const ended = await browser.post(`${edit}/1`, { ...applying.cover(), studioName: '不能丢的名字', act: 'next' });
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
    const mine = await applying.begin();
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
    const { browser, edit } = await applying.begin();
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
    const { browser, edit } = await applying.begin();
    const refused = await browser.post(`${edit}/8`, { act: 'upload:annexes', 'file:annexes': { name, bytes } });
    expect(refused.status).toBe(422);
    expect(plain(refused.html)).toContain(reason);
    expect(refused.html).toContain('id="f-annexes-e"');
  });

  it('refuse one over the limit of the field, saying size and limit', async () => {
    const { browser, edit } = await applying.begin();
    const big = new Uint8Array(21 * 1024 * 1024).fill(32);
    big.set(pdf());
    const refused = await browser.post(`${edit}/8`, {
      act: 'upload:annexes',
      'file:annexes': { name: '大.pdf', bytes: big },
    });
    expect(plain(refused.html)).toContain('“大.pdf”有21 MB，超过上限20 MB');
  });
});

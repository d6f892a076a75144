import { printForm } from '@juxian/documents/forms.ts';
import { printHtml, printPdf } from '@juxian/documents/print.ts';
import { createRecord, placeRecord, takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { origin } from '../support/api.ts';
import { errorsIn, heldIn, plain } from '../support/html.ts';
import { readPdf } from '../support/pdf.ts';
import { applicantCtx, type Browser, openPortal, type Portal, withCheck } from '../support/portal.ts';
import { refusal } from '../support/selection.ts';

let portal: Portal;
let number: Record<string, string>;
const posts: Record<string, string> = {};

const postValues = {
  year: 2026,
  season: 'winter',
  sort: 'culture',
  quota: 1,
  from: '2027-01-11',
  to: '2027-02-05',
  until: '2026-12-20',
  place: '县文化馆一楼',
  insurance: 'yes',
  duties: '讲解馆藏。',
};

beforeAll(async () => {
  portal = await openPortal();
  number = {};
  for (const [key, heading, unit, state] of [
    ['guide', '讲解员', '县文化馆', 'open'],
    ['nurse', '护理见习', '县人民医院', 'open'],
    ['other', '护理见习', '清河镇中心卫生院', 'open'],
    ['over', '往年助教', '云麓中学', 'closed'],
  ] as const) {
    const values = { ...postValues, heading, unit: portal.units[unit] };
    const made = await placeRecord(portal.office, { module: 'internshipPost', state, values });
    posts[key] = made.id;
    number[key] = String(made.values.number);
  }
});
afterAll(() => portal.api.stop());

const stored = async (module: string, id: string) => {
  const record = await loadRecord(portal.office, moduleOf(portal.office, module), id);
  if (!record) throw new Error(`There is no ${module} ${id}`);
  return record;
};
const idIn = (at: string): string => /\/my\/(rec_\w+)/.exec(at)?.[1] ?? '';
const wishesIn = (html: string): string[] =>
  [...html.matchAll(/<input(?=[^>]* name="wishes")[^>]* value="([^"]*)"/g)].map(([, text]) => text ?? '');

const student = {
  name: '苏砚秋',
  sex: 'female',
  phone: '13900000126',
  school: '岭东大学',
  subject: '05',
  major: '汉语言文学',
  level: 'bachelor',
  local: 'yes',
  flexible: 'no',
};

/** A student with a form begun from a post. */
async function begin(contact: string, post: string): Promise<{ browser: Browser; id: string }> {
  const browser = await portal.applicant(contact);
  const page = await browser.post(`${portal.base}/posts/${post}/apply`, {});
  return { browser, id: idIn(page.at) };
}

describe('a student', () => {
  it('comes from a post by a code to one form with the wish in it, and goes on with the same draft from another', async () => {
    const visitor = await portal.browser().get(`${portal.base}/posts/${posts.guide}/apply`);
    expect(visitor.at).toContain('/sign-in?next=');
    const browser = await portal.applicant('13800000201');
    const begun = await browser.get(`${portal.base}/posts/${posts.guide}/apply`);
    expect(plain(begun.html)).toMatch(/实习报名.*3天内不确认的.*开始填写/);
    const page = await browser.post(`${portal.base}/posts/${posts.guide}/apply`, {});
    expect(wishesIn(page.html)).toEqual([number.guide, '', '']);
    expect(plain(page.html)).toContain('县文化馆');
    expect(heldIn(page.html, 'phone')).toBe('13800000201');
    const again = await browser.post(`${portal.base}/posts/${posts.nurse}/apply`, {});
    expect(idIn(again.at)).toBe(idIn(page.at));
    expect(wishesIn(again.html)).toEqual([number.guide, number.nurse, '']);
    const over = await browser.post(`${portal.base}/posts/${posts.over}/apply`, {});
    expect(over.status).toBe(409);
    expect(plain(over.html)).toContain('这个岗位已截止报名');
  });

  it('finds wishes by number, name, or words, is told why not, and loses nothing', async () => {
    const { browser, id } = await begin('13800000202', posts.guide ?? '');
    const edit = `${portal.base}/my/${id}/edit/1`;
    const several = await browser.post(edit, { ...student, wishes: ['讲解员', '护理见习', ''], act: 'next' });
    expect(several.status).toBe(422);
    expect(errorsIn(several.html)).toContain('有2个岗位符合“护理见习”');
    expect(errorsIn(several.html)).toContain(number.other);
    expect(wishesIn(several.html)).toEqual([number.guide, '护理见习', '']);
    expect(heldIn(several.html, 'name')).toBe('苏砚秋');
    const none = await browser.post(edit, { ...student, wishes: ['讲解员', '宇航员'], act: 'next' });
    expect(errorsIn(none.html)).toContain('没有报名中的岗位符合“宇航员”');
    expect(wishesIn((await browser.get(edit)).html)).toEqual([number.guide, '宇航员', '']);
    const blocked = await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    expect(blocked.status).toBe(422);
    const found = await browser.post(edit, {
      ...student,
      wishes: ['护理 清河镇', number.guide ?? ''],
      act: 'next',
    });
    expect(found.at).toBe(`${portal.base}/my/${id}/preview`);
    expect((await stored('internshipApplication', id)).values.wishes).toEqual([posts.other, posts.guide]);
  });

  it('submits with consent, is offered a post, confirms it, passes it on and withdraws, on pages of its own', async () => {
    const { browser, id } = await begin('13800000203', posts.guide ?? '');
    const mine = `${portal.base}/my/${id}`;
    await browser.post(`${mine}/edit/1`, { ...student, wishes: [number.guide ?? ''], act: 'next' });
    const preview = await browser.get(`${mine}/preview`);
    expect(plain(preview.html)).toContain('只用于本次实习岗位的匹配');
    const without = await browser.post(`${mine}/submit`, { consentVersion: '2026-1' });
    expect(without.status).toBe(422);
    expect((await stored('internshipApplication', id)).state).toBe('draft');
    const done = await browser.post(`${mine}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    expect(plain(done.html)).toMatch(/实习报名已提交 编号 实习报名2026-\d{3}/);
    const { values } = await stored('internshipApplication', id);
    expect(values).toMatchObject({ consentVersion: '2026-1', consentAt: expect.stringMatching(/^2026-/) });
    await takeMove(portal.office, { module: 'internshipApplication', id, move: 'offer', input: { post: posts.guide } });
    const list = plain((await browser.get(`${portal.base}/my`)).html);
    expect(list).toMatch(/苏砚秋 已录用，待您确认 实习报名2026-\d{3} 实习报名 还有3天/);
    const offered = await browser.get(mine);
    expect(plain(offered.html)).toMatch(
      /请在10月7日（周三）23:59前确认到岗.*讲解员.*确认到岗… 放弃该岗位… 名额随即空出.*撤回报名…/,
    );
    expect(plain((await browser.get(`${mine}/moves/passOn`)).html)).toContain('名额随即空出');
    const confirmed = await browser.post(`${mine}/moves/confirm`, {});
    expect(plain(confirmed.html)).toContain('已确认');
    const { n } = await stored('internshipApplication', id);
    for (const twice of [await browser.post(`${mine}/moves/confirm`, {}), await browser.get(`${mine}/moves/confirm`)]) {
      expect(twice.status).toBe(200);
      expect(plain(twice.html)).toContain('“确认到岗”已于10月4日 09:00办过，不必再办。现在：已确认。');
    }
    expect((await stored('internshipApplication', id)).n).toBe(n);
    const passed = await browser.post(`${mine}/moves/passOn`, {});
    expect(plain(passed.html)).toContain('待匹配');
    const withdrawn = await browser.post(`${mine}/moves/withdraw`, {});
    expect(plain(withdrawn.html)).toContain('您已撤回这份申报。');
    const again = await browser.post(`${mine}/moves/confirm`, {});
    expect(plain(again.html)).toContain('“确认到岗”已于10月4日 09:00办过，现在是“已撤回”。');
    expect((await browser.get(`${mine}/moves/offer`)).status).toBe(404);
    expect((await browser.get(`${mine}/moves/lapse`)).status).toBe(404);
  });

  it('is shown nothing of another’s, and another’s is missing by every address', async () => {
    const { browser, id } = await begin('13800000204', posts.guide ?? '');
    expect((await browser.get(`${portal.base}/my/${id}`)).status).toBe(200);
    const stranger = await portal.applicant('13800000205');
    for (const path of ['', '/edit/1', '/preview', '/receipt', '/paper', '/moves/withdraw'])
      expect((await stranger.get(`${portal.base}/my/${id}${path}`)).status, path).toBe(404);
    for (const path of ['/edit/1', '/submit', '/moves/withdraw'])
      expect((await stranger.post(`${portal.base}/my/${id}${path}`, { act: 'save', name: '盗' })).status, path).toBe(
        404,
      );
    expect((await stored('internshipApplication', id)).state).toBe('draft');
    expect((await stranger.get(`${portal.base}/my`)).html).not.toContain(id);
  });

  it('links to the certificate once it is there', async () => {
    const { browser, id } = await begin('13800000206', posts.nurse ?? '');
    await browser.post(`${portal.base}/my/${id}/edit/1`, {
      ...student,
      subject: '10',
      wishes: [number.nurse ?? ''],
      act: 'next',
    });
    await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    const take = (move: string, input: Record<string, unknown> = {}) =>
      takeMove(portal.office, { module: 'internshipApplication', id, move, input });
    await take('offer', { post: posts.nurse });
    await browser.post(`${portal.base}/my/${id}/moves/confirm`, {});
    portal.api.deps.clock.set(Date.parse(`${postValues.from}T09:00:00+08:00`));
    await take('arrive');
    await take('presentToday');
    await take('assess', { mark: 'good', opinion: '认真' });
    portal.api.deps.clock.set(Date.parse(`${postValues.to}T17:00:00+08:00`));
    await take('certify');
    portal.api.deps.clock.set(Date.parse('2026-10-04T09:00:00+08:00'));
    const page = await browser.get(`${portal.base}/my/${id}`);
    const link = /href="([^"]*\/verify\/rec_\w+)"/.exec(page.html)?.[1] ?? '';
    expect(plain((await portal.browser().get(link)).html)).toMatch(/有效.*实习证〔\d{4}〕\d{3}号.*苏\*\*/);
  });
});

describe('a service', () => {
  it('is asked for with its time told, followed to its result, and seen by nobody else', async () => {
    const list = await portal.browser().get(`${portal.base}/services`);
    expect(plain(list.html)).toMatch(/住房保障 20个工作日/);
    const browser = await portal.applicant('13800000211');
    const page = await browser.post(`${portal.base}/services/medical/apply`, {});
    const id = idIn(page.at);
    const filled = { name: '程砚宁', phone: '13900000127', request: '全家体检', sort: 'medical' };
    const edit = `${portal.base}/my/${id}/edit/1`;
    const agreed = { ...filled, identityConsent: 'given' };
    const blank = await browser.post(edit, { ...agreed, identityNumber: '123', act: 'next' });
    expect(blank.status).toBe(422);
    expect(heldIn(blank.html, 'identityNumber')).toBe('123');
    await browser.post(edit, { ...agreed, identityNumber: withCheck('99000119780501007'), act: 'next' });
    const done = await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    expect(plain(done.html)).toMatch(/人才服务申请已提交.*人才服务〔2026〕\d{3}号/);
    const take = (move: string, input: Record<string, unknown>) =>
      takeMove(portal.office, { module: 'serviceRequest', id, move, input });
    await take('handOver', { to: portal.units.县人民医院 });
    await take('grant', { answer: '已安排体检' });
    const mine = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(mine).toMatch(/已办结.*已安排体检/);
    expect(mine).not.toContain('99000119780501007');
    expect((await (await portal.applicant('13800000212')).get(`${portal.base}/my/${id}`)).status).toBe(404);
    expect((await browser.post(`${portal.base}/services/nonesuch/apply`, {})).status).toBe(404);
  });
});

describe('the identity number', () => {
  it('is asked for in a box of its own, kept with time and version, and deleted with the consent', async () => {
    const browser = await portal.applicant('13800000213');
    const id = idIn((await browser.post(`${portal.base}/services/housing/apply`, {})).at);
    const edit = `${portal.base}/my/${id}/edit/1`;
    const filled = { name: '程砚宁', phone: '13900000127', request: '公寓', sort: 'housing' };
    const held = async () => {
      const { identityNumber, identityConsentVersion, identityConsentAt } = (await stored('serviceRequest', id)).values;
      return [identityNumber, identityConsentVersion, identityConsentAt];
    };
    const number = withCheck('99000119780501007');
    const first = await browser.get(edit);
    expect(first.html).toMatch(/<input(?=[^>]*type="checkbox")(?=[^>]*name="identityConsent")(?![^>]*checked)/);
    expect([first.html.includes('身份证号是敏感个人信息'), first.html.includes('name="identityNumber"')]).toEqual([
      true,
      false,
    ]);
    const forced = await browser.post(edit, { ...filled, identityConsent: '', identityNumber: number, act: 'save' });
    expect([await held(), forced.html.includes(number)]).toEqual([[undefined, undefined, undefined], false]);
    const early = await browser.post(edit, { ...filled, identityConsent: '', act: 'save:identityNumber' });
    expect(errorsIn(early.html)).toContain('请先勾选单独同意');
    const asked = await browser.post(edit, { ...filled, identityConsent: 'given', act: 'save:identityNumber' });
    expect(asked.html).toContain('name="identityNumber"');
    await browser.post(edit, { ...filled, identityConsent: 'given', identityNumber: number, act: 'save' });
    expect(await held()).toEqual([number, '2026-1', '2026-10-04T09:00:00+08:00']);
    const listed = async () => plain((await browser.get(`${portal.base}/my/data`)).html);
    expect(await listed()).toContain('2026-10-04单独同意提供身份证号，告知第2026-1版');
    await browser.post(edit, { ...filled, identityConsent: '', identityNumber: number, act: 'save' });
    expect(await held()).toEqual([undefined, undefined, undefined]);
    expect(await listed()).not.toContain('单独同意');
    const unasked = await refusal(
      createRecord(await applicantCtx(portal, '13800000213'), {
        module: 'serviceRequest',
        values: { ...filled, identityNumber: number },
      }),
    );
    expect(unasked.code).toBe('invalid.identityConsent');
  });
});

describe('an expert', () => {
  const filled = {
    name: '顾云岫',
    professionalTitle: '研究员',
    unitName: '岭东农科院',
    discipline: '020101',
    phone: '13900000128',
    email: 'gu@example.org',
    profile: '茶树育种',
  };
  const everywhere = async () => {
    const visitor = portal.browser();
    const api = await portal.api.call('GET', '/api/v1/public/qingshan/experts');
    return {
      pages: (await visitor.get(`${portal.base}/experts`)).html,
      search: (await visitor.get(`${portal.base}/experts?q=%E5%B2%AD%E4%B8%9C`)).html,
      sitemap: (await visitor.get(`${portal.base}/sitemap.xml`)).html,
      api: JSON.stringify(api.body),
    };
  };

  it('offers himself, is confirmed, sees what is public and takes it back field by field, at once', async () => {
    const browser = await portal.applicant('13800000221');
    const page = await browser.post(`${portal.base}/experts/register`, {});
    const id = idIn(page.at);

    const edit = `${portal.base}/my/${id}/edit/1`;
    await browser.post(edit, { ...filled, publish: ['unitName', 'profile'], act: 'next' });
    const nameless = await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    expect(plain(nameless.html)).toContain('姓名不公开的，其他栏目也不公开');
    await browser.post(edit, { ...filled, publish: ['name', 'unitName', 'profile'], act: 'next' });
    await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    expect((await stored('expertRegistration', id)).state).toBe('offered');
    expect((await everywhere()).pages).not.toContain('顾云岫');
    const handle = (move: string, input = {}) =>
      takeMove(portal.office, { module: 'expertRegistration', id, move, input });
    await handle('compare');
    await handle('register', { reviewer: 'no' });
    const expert = String((await stored('expertRegistration', id)).values.expert);
    const { values, owner } = await stored('expert', expert);
    expect(values.consents).toMatchObject([
      { field: 'name', version: '2026-1', basis: 'online', agreedOn: '2026-10-04' },
      { field: 'unitName' },
      { field: 'profile' },
    ]);
    expect(owner).toBe((await stored('expertRegistration', id)).owner);
    const shown = await everywhere();
    for (const [place, text] of Object.entries(shown))
      expect(text, place).toContain(place === 'sitemap' ? expert : '顾云岫');
    expect(shown.api).toContain('岭东农科院');
    expect(shown.api).not.toContain('研究员');
    expect(JSON.stringify(shown)).not.toContain('13900000128');

    const entry = `${portal.base}/my/${expert}`;
    expect((await browser.get(`${portal.base}/my`)).html).toContain(entry);
    expect(plain((await browser.get(entry)).html)).toMatch(/同意公开 姓名、单位、简介.*撤回同意…/);
    await browser.post(`${entry}/moves/withdraw`, { withdrawnFields: ['unitName'] });
    const less = await everywhere();
    expect(less.api).toContain('顾云岫');
    expect(less.api).not.toContain('岭东农科院');
    expect(less.search).not.toContain('顾云岫');
    await browser.post(`${entry}/moves/withdraw`, {});
    for (const [place, text] of Object.entries(await everywhere()))
      expect(text, place).not.toMatch(new RegExp(`顾云岫|${expert}`));
    await browser.post(`${entry}/moves/agree`, { agreedFields: ['name'] });
    expect((await everywhere()).api).toContain('顾云岫');
  });

  it('has an entry nobody else can touch, public as it is', async () => {
    const [line] = (await portal.api.call('GET', '/api/v1/public/qingshan/experts')).body.items;
    const stranger = await portal.applicant('13800000222');
    expect((await stranger.get(`${portal.base}/experts/${line.id}`)).status).toBe(200);
    expect((await stranger.get(`${portal.base}/my/${line.id}`)).status).toBe(404);
    expect((await stranger.post(`${portal.base}/my/${line.id}/moves/withdraw`, {})).status).toBe(404);
    expect((await portal.api.call('GET', '/api/v1/public/qingshan/experts')).body.total).toBe(1);
  });
});

describe('personal data', () => {
  it('is shown by purpose with its consents, taken along whole, and a draft is deleted', async () => {
    const { browser, id } = await begin('13800000231', posts.guide ?? '');
    const mine = `${portal.base}/my/${id}`;
    await browser.post(`${mine}/edit/1`, { ...student, wishes: [number.guide ?? ''], act: 'next' });
    await browser.post(`${mine}/submit`, { consent: 'yes', consentVersion: '2026-1' });
    const service = idIn((await browser.post(`${portal.base}/services/travel/apply`, {})).at);
    await browser.post(`${portal.base}/subscribe`, { posts: ['culture'] });
    const page = await browser.get(`${portal.base}/my/data`);
    expect(plain(page.html)).toMatch(
      /实习报名 用于实习岗位的匹配.*依据：您的同意。.*苏砚秋 .*2026-10-04同意告知第2026-1版.*人才服务申请 .*订阅：文化旅游/,
    );
    expect(page.html).toContain(`${mine}/moves/withdraw`);
    expect(page.html).not.toContain(`${mine}/remove`);
    const data = JSON.parse((await browser.get(`${portal.base}/my/data.json`)).html);
    expect(data.others.map((one: { id: string }) => one.id).sort()).toEqual([id, service].sort());
    expect(data.subscriptions).toMatchObject([{ state: 'active', values: { posts: ['culture'] } }]);
    const stranger = await portal.applicant('13800000232');
    const strange = await stranger.get(`${portal.base}/my/data.json`);
    expect(strange.html).not.toContain('苏砚秋');
    expect((await stranger.post(`${portal.base}/my/${service}/remove`, {})).status).toBe(404);
    expect((await browser.post(`${mine}/remove`, {})).status).toBe(404);
    expect(plain((await browser.get(`${portal.base}/my/${service}/remove`)).html)).toContain('删除草稿？');
    const after = await browser.post(`${portal.base}/my/${service}/remove`, {});
    expect(after.at).toBe(`${portal.base}/my/data`);
    expect(after.html).not.toContain(service);
    expect((await browser.get(`${portal.base}/my/${service}`)).status).toBe(404);
  });

  it('is told of on the page for everybody, for each service there is', async () => {
    const privacy = plain((await portal.browser().get(`${portal.base}/privacy`)).html);
    for (const words of ['实习报名：用于实习岗位的匹配', '人才服务申请：', '专家登记：', '逐项撤回公开的栏目'])
      expect(privacy).toContain(words);
  });
});

describe('a paper', () => {
  const check = async (what: string) => {
    const page = await portal.browser().get(`${portal.base}/verify/${encodeURIComponent(what)}`);
    const { body } = await portal.api.call('GET', `/api/v1/public/qingshan/verify/${encodeURIComponent(what)}`);
    return { text: plain(page.html), valid: body.valid, values: body.values };
  };
  const print = async (module: string, id: string, form: string) => {
    const { paper } = await printForm(portal.office, { module, id, form }, { origin });
    const bar = { print: '', word: '', pdf: '' };
    return { paper, html: await printHtml(paper, 'zh-CN', { nonce: '', bar }) };
  };

  it('of a talent card is checked by number and by its printed code, the holder shortened, and says when it is over', async () => {
    const { id } = await createRecord(portal.office, {
      module: 'talentCard',
      values: {
        name: '叶知秋',
        identityNumber: withCheck('99000119880501003'),
        unitName: '县人民医院',
        grade: 'c',
        ground: '正高级职称',
        benefits: ['medical', 'scenic'],
        from: '2026-10-01',
        to: '2026-10-31',
      },
    });
    expect((await check(id)).text).toContain('查无此证书');
    const { values } = await takeMove(portal.office, { module: 'talentCard', id, move: 'issue', input: {} });
    const number = String(values.number);
    for (const by of [number, id]) {
      const { text, valid } = await check(by);
      expect(text).toMatch(/人才卡 有效 .*叶\*\*.*C类 拔尖人才/);
      expect(text).not.toMatch(/叶知秋|县人民医院|990001/);
      expect(valid).toBe(true);
    }
    const { paper, html } = await print('talentCard', id, 'card');
    for (const words of [
      '青山县人才卡',
      '叶知秋（县人民医院）',
      'C类 拔尖人才',
      '医疗服务、景区文体',
      '（盖章）',
      number,
    ])
      expect(html).toContain(words);
    expect(JSON.stringify(paper)).toContain(`${origin}${portal.base}/verify/${id}`);
    expect(html).not.toContain('9900011988');
    portal.api.deps.clock.set(Date.parse('2026-11-01T09:00:00+08:00'));
    expect(await check(number)).toMatchObject({ valid: false, text: expect.stringContaining('已过期') });
    portal.api.deps.clock.set(Date.parse('2026-10-04T09:00:00+08:00'));
    await takeMove(portal.office, { module: 'talentCard', id, move: 'revoke', input: { revocation: '调离' } });
    const taken = await check(number);
    expect(taken).toMatchObject({ valid: false, text: expect.stringContaining('已收回') });
    expect(taken.text).not.toContain('调离');
    await expect(print('talentCard', id, 'card')).rejects.toMatchObject({ code: 'conflict.state' });
  });

  it('of an internship is printed by the student alone, as the office prints it, until it is revoked', async () => {
    const to = '13900000162';
    const { actor } = await applicantCtx(portal, to);
    const lay = (module: string, state: string, values: Record<string, unknown>) =>
      placeRecord(portal.office, { module, state, values: { ...values, name: '苏砚秋' }, owner: actor.id });
    const unit = portal.units.县文化馆;
    const term = { from: '2026-07-06', to: '2026-08-07', days: 23.5, mark: 'good', issuedOn: '2026-08-10' };
    const { id } = await lay('internshipCertificate', 'valid', {
      ...{ application: posts.guide, holder: '苏**', school: '岭东大学', unit, heading: '讲解员' },
      ...term,
    });
    const filed = await lay('internshipApplication', 'finished', { ...student, certificate: id });
    const own = `${portal.base}/my/${filed.id}`;
    const path = `${own}/certificate.pdf`;
    const who = await portal.applicant(to);
    expect((await who.get(own)).html).toContain(`href="${path}"`);
    const fetched = async (by: Browser) => {
      const cookie = [...by.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return portal.api.request(path, { headers: { cookie } });
    };
    const taken = await fetched(who);
    expect([taken.status, taken.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const asked = { module: 'internshipCertificate', id, form: 'certificate' };
    const { paper } = await printForm(portal.office, asked, { origin });
    const [theirs, ours] = [readPdf(new Uint8Array(await taken.arrayBuffer())), readPdf(await printPdf(paper))];
    expect(theirs).toEqual(ours);
    expect(theirs[0]?.written.map(({ text }) => text).join('')).toContain('苏砚秋同学');
    expect((await fetched(await portal.applicant('13900000163'))).status).toBe(404);
    const revocation = { revocation: '材料不实' };
    await takeMove(portal.office, { module: 'internshipCertificate', id, move: 'revoke', input: revocation });
    const after = (await who.get(own)).html;
    expect([after.includes(`verify/${id}`), after.includes('certificate.pdf')]).toEqual([true, false]);
    expect((await fetched(who)).status).toBe(404);
  });

  it('of an internship leads by its code to its page, and a revoked one says so', async () => {
    const { id, values } = await placeRecord(portal.office, {
      module: 'internshipCertificate',
      values: {
        application: posts.guide,
        name: '苏砚秋',
        holder: '苏**',
        school: '岭东大学',
        unit: portal.units.县文化馆,
        heading: '讲解员',
        from: '2026-07-06',
        to: '2026-08-07',
        days: 23.5,
        mark: 'good',
        issuedOn: '2026-08-10',
      },
    });
    const { paper, html } = await print('internshipCertificate', id, 'certificate');
    for (const words of [
      '实习证明',
      '岭东大学苏砚秋同学',
      '2026年7月6日至2026年8月7日',
      '出勤23.5天',
      '鉴定为良好',
      '（盖章）',
    ])
      expect(html).toContain(words);
    expect(JSON.stringify(paper)).toContain(`${origin}${portal.base}/verify/${id}`);
    expect((await check(id)).text).toMatch(/实习证明 有效 .*苏\*\*/);
    expect((await check(id)).text).not.toMatch(/苏砚秋|岭东大学/);
    await takeMove(portal.office, {
      module: 'internshipCertificate',
      id,
      move: 'revoke',
      input: { revocation: '材料不实' },
    });
    const revoked = await check(String(values.number));
    expect(revoked).toMatchObject({ valid: false, text: expect.stringContaining('已作废') });
    expect(revoked.text).not.toContain('材料不实');
  });
});

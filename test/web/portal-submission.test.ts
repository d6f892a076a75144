import { createLink } from '@juxian/core/link.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { tickAll } from '@juxian/functions/jobs/clock.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Applying } from '../support/applying.ts';
import { pdf } from '../support/bytes.ts';
import { errorsIn, heldIn, plain, revisionIn } from '../support/html.ts';
import { applicantCtx, filled, type Portal, submitFor } from '../support/portal.ts';
import { checklist } from '../support/selection.ts';

let applying: Applying;
let portal: Portal;
beforeAll(async () => {
  applying = await Applying.open();
  portal = applying.portal;
});
afterAll(() => portal.api.stop());
beforeEach(() => applying.setClock('2026-10-04T09:00:00'));

describe('submitting', () => {
  it('shows all that is missing with a way to each, then number and hash, then locks', async () => {
    const begun = await applying.begin();
    const { browser, id, edit } = begun;
    const bare = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(bare.html)).toContain('还有10处必填未填');
    expect(bare.html).toContain(`${edit}/2#f-leaderName`);
    await applying.fillIn(begun);
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
    expect((await browser.post(`${edit}/1`, { ...applying.cover(), studioName: '改名', act: 'save' })).status).toBe(
      403,
    );
    expect(values.studioName).toBe('沈知微名师工作室');
  });

  it('is refused a second after the deadline of its kind, with nothing lost', async () => {
    const begun = await applying.begin();
    const { browser, id } = begun;
    await applying.fillIn(begun);
    applying.setClock('2026-10-16T17:30:01');
    const late = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(late.html)).toContain('已于2026-10-16 17:30截止，不能再提交');
    const sent = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: '9',
    });
    expect(sent.status).toBe(422);
    applying.setClock('2026-10-16T17:30:00');
    const onTime = await browser.post(`${portal.base}/my/${id}/submit`, {
      consent: 'yes',
      consentVersion: '2',
      revision: '9',
    });
    expect(onTime.at).toContain('/receipt');
  });

  it('is withdrawn by its owner on a page of its own', async () => {
    const begun = await applying.begin();
    const { browser, id } = begun;
    await applying.fillIn(begun);
    await browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2', revision: '9' });
    const page = await browser.get(`${portal.base}/my/${id}/moves/withdraw`);
    expect(plain(page.html)).toContain('撤回后不能恢复');
    const done = await browser.post(`${portal.base}/my/${id}/moves/withdraw`, {});
    expect(plain(done.html)).toContain('您已撤回这份申报');
  });

  it("is nobody else's to see", async () => {
    const { id, edit } = await applying.begin();
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
    expect((await other.post(`${edit}/1`, { ...applying.cover(), act: 'save' })).status).toBe(404);
    expect(plain((await other.get(`${portal.base}/my`)).html)).toContain('您还没有申报');
  });
});

describe('what follows', () => {
  it('is told in public words, and a return opens the named fields only', async () => {
    const begun = await applying.begin();
    const { browser, id, edit, contact } = begun;
    await applying.fillIn(begun);
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
    await act(portal.office, 'passForm', { checklist });
    const reviewed = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(reviewed).toContain('评审中');
    expect(reviewed).not.toContain('专家评审');
    expect(reviewed).toMatch(/公示 不少于5个工作日/);
    const mineCtx = await applicantCtx(portal, contact);
    expect((await getRecord(mineCtx, { module: 'application', id })).values.unitOpinion).toBeUndefined();
  });

  it('hands the applicant everything held of him as a file', async () => {
    const { browser, id } = await applying.begin();
    const file = await browser.get(`${portal.base}/my/data.json`);
    expect(file.headers.get('Content-Disposition')).toContain('attachment');
    const data = JSON.parse(file.html);
    expect(data.applications.map((one: { id: string }) => one.id)).toEqual([id]);
    expect(data.applications[0].history[0].hash).toMatch(/\w+/);
  });
});

describe('a link for an opinion', () => {
  const submitted = async (name: string) => {
    const { record } = await submitFor(portal, applying.contact(), {
      ...filled(portal.units.青山县第一中学 ?? '', name),
      ...applying.numbers(),
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
    const begun = await applying.begin();
    const { browser, id } = begun;
    await applying.fillIn(begun);
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

describe('a call in two stages', () => {
  const openTwo = async (firstParts: ('record' | 'team')[] = ['record']) => {
    const { publishedOn: _, ...values } = (await getRecord(portal.office, { module: 'call', id: portal.call.id }))
      .values;
    const secondDeadline = '2026-11-20T17:30:00+08:00';
    const call = await createRecord(portal.office, {
      module: 'call',
      values: { ...values, heading: '两阶段申报公告', stages: 'two', firstParts, secondDeadline },
    });
    await takeMove(portal.office, { module: 'call', id: call.id, move: 'publish', input: {} });
    return call.id;
  };
  const filedFirst = async (call: string) => {
    const contact = applying.contact();
    const browser = await portal.applicant(contact);
    const page = await browser.post(`${portal.base}/calls/${call}/apply`, { kind: 'teacher' });
    const id = /\/my\/(rec_\w+)\/edit/.exec(page.at)?.[1] ?? '';
    const begun = { browser, contact, id, edit: `${portal.base}/my/${id}/edit` };
    await applying.fillIn(begun);
    const act = (move: string, input = {}) => takeMove(portal.office, { module: 'application', id, move, input });
    const submit = async () => {
      const revision = revisionIn((await browser.get(`${portal.base}/my/${id}/preview`)).html);
      return browser.post(`${portal.base}/my/${id}/submit`, { consent: 'yes', consentVersion: '2', revision });
    };
    return { ...begun, act, submit };
  };
  const toShortlist = async ({ id, act }: Awaited<ReturnType<typeof filedFirst>>) => {
    const unit = portal.units.青山县第一中学 ?? '';
    const host = await portal.staff('秦校长', ['unit'], { unit } as never);
    const department = await portal.staff('教育局', ['industry'], { kinds: ['teacher'] } as never);
    const opinion = { unitOpinion: '同意', unitRank: 1, unitIntegrity: 'clear' };
    await takeMove(host, { module: 'application', id, move: 'recommend', input: opinion });
    await takeMove(department, { module: 'application', id, move: 'endorse', input: { departmentOpinion: '同意' } });
    await act('passForm', { checklist });
  };

  it('shows both deadlines, asks for the first form alone, and opens the second to whoever is invited', async () => {
    const call = await openTwo();
    const page = plain((await portal.browser().get(`${portal.base}/calls/${call}`)).html);
    expect(page).toContain('10月16日');
    expect(page).toMatch(/在11月20日[^。]*前补充团队、建设条件、三年规划、经费预算、附件/);
    const filing = await filedFirst(call);
    const { browser, id, edit, act } = filing;
    const first = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(first.html)).not.toContain('三年规划');
    expect((await browser.get(`${edit}/6`)).status).toBe(404);
    const filed = await filing.submit();
    expect(filed.at).toContain('/receipt');
    expect(plain(filed.html)).toMatch(/接下来由依托单位推荐/);
    await toShortlist(filing);
    expect(plain((await browser.get(filed.at)).html)).not.toContain('接下来由');
    const waiting = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(waiting).toContain('初选中');
    expect(waiting).toMatch(/通过初选，填写正式申报 评审中/);
    expect((await browser.get(`${edit}/6`)).status).toBe(403);
    const withdraw = async () => plain((await browser.get(`${portal.base}/my/${id}/moves/withdraw`)).html);
    expect(await withdraw()).toContain('撤回后不能恢复，截止前可以重新申报');
    await act('invite');
    const asOf = async (moment: string, work: () => Promise<void>) => {
      applying.setClock(moment);
      await work().finally(() => applying.setClock('2026-10-04T09:00:00'));
    };
    await asOf('2026-10-16T17:30:01', async () => {
      const late = [await withdraw(), plain((await browser.get(`${portal.base}/my/${id}`)).html)];
      for (const one of late) expect(one).toContain('撤回后不能恢复');
      expect(late.join('')).not.toContain('可以重新申报');
    });
    await asOf('2026-11-20T17:29:59', async () => {
      const list = plain((await portal.browser().get(`${portal.base}/`)).html);
      expect(list).toMatch(/两阶段申报公告 初选后正式申报中 11月20日（周五）17:30截止/);
      const over = plain((await portal.browser().get(`${portal.base}/calls/${call}`)).html);
      expect(over).toContain('初选后正式申报中，11月20日（周五）17:30截止');
      expect(over).not.toContain('评审中');
    });
    const invited = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(invited).toContain('您已通过初选，请在11月20日');
    expect(invited).toContain('邀请成员');
    const open = await browser.get(edit);
    expect(open.at).toBe(`${edit}/4`);
    expect(plain(open.html)).toMatch(/领衔人 已锁定/);
    expect((await browser.get(`${edit}/2`)).status).toBe(404);
    await browser.post(`${edit}/6`, { aims: '三年带出十名骨干教师。', 'milestones.#': '0', act: 'next' });
    const preview = await browser.get(`${portal.base}/my/${id}/preview`);
    expect(plain(preview.html)).toContain('正高级教师');
    expect(plain(preview.html)).toContain('三年带出十名骨干教师。');
    const receipt = await filing.submit();
    expect(receipt.at).toContain('/receipt');
    expect(plain(receipt.html)).toMatch(/接下来由人才办作形式审查/);
    const { state, values } = await getRecord(portal.office, { module: 'application', id });
    expect([state, values.aims, values.firstHash === values.materialHash]).toEqual([
      'formalReview',
      '三年带出十名骨干教师。',
      false,
    ]);
  });

  it('offers no invitations into a team that stands from the first form', async () => {
    const filing = await filedFirst(await openTwo(['team']));
    const own = async () => plain((await filing.browser.get(`${portal.base}/my/${filing.id}`)).html);
    expect(await own()).toContain('邀请成员');
    await filing.submit();
    await toShortlist(filing);
    await filing.act('invite');
    const invited = await own();
    expect(invited).toContain('您已通过初选');
    expect(invited).not.toContain('邀请成员');
  });

  it('keeps the second form from whoever is not invited, on the page and by field, and says why', async () => {
    const filing = await filedFirst(await openTwo());
    const { browser, id, edit, act, contact } = filing;
    await filing.submit();
    await toShortlist(filing);
    await act('notInvite', { refusal: '研究方向已有工作室' });
    const mine = plain((await browser.get(`${portal.base}/my/${id}`)).html);
    expect(mine).toContain('研究方向已有工作室');
    expect((await browser.get(`${edit}/6`)).status).toBe(403);
    expect((await browser.post(`${edit}/6`, { aims: '硬写', act: 'save' })).status).toBe(403);
    const ctx = await applicantCtx(portal, contact);
    const { revision } = await getRecord(ctx, { module: 'application', id });
    const patch = updateRecord(ctx, { module: 'application', id, revision, values: { aims: '硬写' } });
    await expect(patch).rejects.toMatchObject({ code: 'forbidden.edit' });
  });

  // The clock it drives closes the call that the other tests apply to: it stays the last.
  it('reminds the invited once, three days before the second deadline, tells them of a later one, and reminds again', async () => {
    const call = await openTwo();
    const filing = await filedFirst(call);
    await filing.submit();
    await toShortlist(filing);
    await filing.act('invite');
    const callMove = (move: string, input = {}) => takeMove(portal.office, { module: 'call', id: call, move, input });
    const pump = openPump(portal.api.deps);
    const told = async (moment: string) => {
      applying.setClock(moment);
      await tickAll(portal.api.deps);
      for (let turn = 0; turn < 2; turn++) await pump.turn();
      const { messages } = JSON.parse((await filing.browser.get(`${portal.base}/my/data.json`)).html);
      return messages
        .map(({ text }: { text: string }) => text)
        .filter((text: string) => /提醒：正式申报|延至/.test(text));
    };
    applying.setClock('2026-10-22T09:00:00');
    await callMove('close');
    expect(await told('2026-11-17T17:29:59')).toEqual([]);
    expect(await told('2026-11-17T17:30:00')).toEqual([
      expect.stringMatching(/^提醒：正式申报.*11月20日.*截止，您还没有提交。$/),
    ]);
    const earlier = callMove('extendSecond', { secondDeadline: '2026-11-20T17:30:00+08:00' });
    await expect(earlier).rejects.toMatchObject({ code: 'invalid.deadline' });
    await callMove('extendSecond', { secondDeadline: '2026-12-01T17:30:00+08:00' });
    expect((await told('2026-11-18T09:00:00')).filter((text: string) => text.includes('延至'))).toHaveLength(1);
    expect(plain((await filing.browser.get(`${portal.base}/my/${filing.id}`)).html)).toContain('请在12月1日');
    expect(await told('2026-11-28T17:29:59')).toHaveLength(2);
    expect(await told('2026-11-28T17:30:00')).toHaveLength(3);
    expect(await told('2026-12-01T17:30:00')).toHaveLength(3);
    const inOne = takeMove(portal.office, {
      module: 'call',
      id: portal.call.id,
      move: 'extendSecond',
      input: { secondDeadline: '2026-12-31T17:30:00+08:00' },
    });
    await expect(inOne).rejects.toMatchObject({ code: 'conflict.stages' });
  });
});

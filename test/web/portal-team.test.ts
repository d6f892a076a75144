import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { tickAll } from '@juxian/functions/jobs/clock.ts';
import { isTeamOpen } from '@juxian/modules/talent/application/team.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Applying, type Begun } from '../support/applying.ts';
import { errorsIn, plain, revisionIn } from '../support/html.ts';
import { applicantCtx, openPortal, type Portal } from '../support/portal.ts';

let applying: Applying;
let portal: Portal;
let pump: ReturnType<typeof openPump>;
beforeAll(async () => {
  portal = await openPortal({ demo: false });
  applying = new Applying(portal);
  pump = openPump(portal.api.deps);
  await pump.turn();
});
afterAll(() => portal.api.stop());
beforeEach(() => applying.setClock('2026-10-04T09:00:00'));

type Member = { id: string; name: string; standing?: string; unit?: string; title?: string };

const stored = async (module: string, id: string) => {
  const record = await loadRecord(portal.office, moduleOf(portal.office, module), id);
  if (!record) throw new Error(`There is no ${module} ${id}`);
  return record;
};
const membersOf = async (id: string) => ((await stored('application', id)).values.members ?? []) as Member[];

const lead = async (): Promise<Begun & { team: string }> => {
  const begun = await applying.begin();
  await applying.fillIn(begun);
  return { ...begun, team: `${portal.base}/my/${begun.id}/team` };
};

const toldTo = (to: string): string[] =>
  portal.api.outbox.sent.filter((sent) => sent.to === to && sent.text.includes('/team/')).map(({ text }) => text);

const tell = async () => {
  portal.api.pass(6000);
  await pump.turn();
};

/** Invites somebody and reads the link in the message. */
async function invite({ browser, team }: { browser: Begun['browser']; team: string }, name: string) {
  const to = applying.contact();
  const page = await browser.post(team, { name, to, role: 'core', task: '课程研发' });
  await tell();
  const [text = ''] = toldTo(to);
  return { to, page, text, link: /http:\/\/[^/]+(\/p\/\S+)/.exec(text)?.[1] ?? '' };
}

const answer = { unit: '云麓中学', professionalTitle: '一级教师', education: '本科', birth: '1990-02' };
const agree = { ...answer, consent: 'yes', consentVersion: '2026-1' };

describe('a member invited into a team', () => {
  it('is told once, shown who invites him and nothing private, and alone can confirm, once', async () => {
    const leader = await lead();
    const { to, page, text, link } = await invite(leader, '陆闻笛');
    expect(plain(page.html)).toContain('邀请已发出');
    expect(text).toContain('沈知微邀请您加入“沈知微名师工作室”申报团队，请在2026-10-16 17:30前确认或谢绝：');
    await openPump(portal.api.deps).turn();
    expect(toldTo(to)).toHaveLength(1);

    const masked = `${to.slice(0, 3)}****${to.slice(-4)}`;
    const nobody = await portal.browser().get(link);
    expect(plain(nobody.html)).toContain(`沈知微邀请您加入申报团队`);
    expect(plain(nobody.html)).toContain(`请用${masked}登录后答复`);
    for (const hidden of [leader.contact, '13900000126', '1978-05', '陆闻笛', to])
      expect(nobody.html).not.toContain(hidden);
    expect(nobody.html).toContain('noindex');

    const other = await portal.applicant(applying.contact());
    expect(plain((await other.get(link)).html)).toContain(`这份邀请发给${masked}，不是发给您的`);
    const taken = await other.post(link, agree);
    expect(taken.status).toBe(403);
    expect(plain(taken.html)).toContain(`这份邀请发给${masked}`);
    expect((await portal.browser().post(link, agree)).status).toBe(401);
    const id = /\/team\/(rec_\w+)\//.exec(link)?.[1] ?? '';
    expect((await other.get(`${portal.base}/my/${id}`)).status).toBe(404);
    expect((await other.post(`${portal.base}/my/${id}/moves/decline`, {})).status).toBe(404);
    expect((await other.post(leader.team, { name: '别人', to: applying.contact(), role: 'core' })).status).toBe(404);
    expect(await membersOf(leader.id)).toMatchObject([{ name: '陆闻笛', standing: 'open' }]);

    const own = await portal.applicant(to);
    expect(plain((await own.get(`${portal.base}/my`)).html)).toMatch(/沈知微名师工作室·陆闻笛 待答复 团队邀请/);
    const unread = await own.post(link, answer);
    expect(unread.status).toBe(422);
    expect(errorsIn(unread.html)).toContain('请阅读告知与承诺');
    expect(unread.html).toContain('value="云麓中学"');
    const joined = await own.post(link, agree);
    expect(plain(joined.html)).toContain('您已加入团队');
    expect(await membersOf(leader.id)).toMatchObject([
      { name: '陆闻笛', standing: 'confirmed', unit: '云麓中学', title: '一级教师', education: '本科' },
    ]);
    expect((await stored('teamInvitation', id)).values).toMatchObject({ consentVersion: '2026-1' });
    const { n } = await stored('application', leader.id);
    const twice = await own.post(link, agree);
    expect(twice.status).toBe(200);
    expect(plain(twice.html)).toContain('“确认加入”已于10月4日 09:00办过，不必再办');
    expect((await stored('application', leader.id)).n).toBe(n);
    await tell();
    expect(plain((await leader.browser.get(`${portal.base}/messages`)).html)).toContain('陆闻笛已确认加入团队。');
  });

  it('reads the deadline of its kind, not the minutes of grace after it', async () => {
    const { publishedOn: _, ...values } = (await getRecord(portal.office, { module: 'call', id: portal.call.id }))
      .values;
    const graced = { ...values, heading: '有宽限的公告', grace: 30 };
    const { id } = await createRecord(portal.office, { module: 'call', values: graced });
    const call = await takeMove(portal.office, { module: 'call', id, move: 'publish', input: {} });
    const begun = await new Applying({ ...portal, call } as Portal).begin();
    await applying.fillIn(begun);
    const { text } = await invite({ browser: begun.browser, team: `${portal.base}/my/${begun.id}/team` }, '陆闻笛');
    expect(text).toContain('请在2026-10-16 17:30前确认或谢绝');
  });

  it('counts with the lines typed and those confirmed, and is never one too many, with fifty clicks at once', async () => {
    const leader = await lead();
    const lines = Object.fromEntries(
      Array.from({ length: 13 }, (_, i) => [
        [`team.${i}.name`, `成员${'甲乙丙丁戊己庚辛壬癸子丑寅'[i]}`],
        [`team.${i}.role`, 'pupil'],
      ]).flat() as [string, string][],
    );
    const saved = await leader.browser.post(`${leader.edit}/4`, { 'team.#': '13', ...lines, act: 'invite' });
    expect(saved.at).toBe(leader.team);
    expect(plain(saved.html)).toContain('团队最多15人，现有13人');
    const clicks = await Promise.all(
      Array.from({ length: 50 }, () =>
        leader.browser.post(leader.team, { name: '苏砚秋', to: applying.contact(), role: 'core' }),
      ),
    );
    expect(clicks.filter(({ status }) => status === 200)).toHaveLength(2);
    const refused = clicks.find(({ status }) => status === 422);
    expect(errorsIn(refused?.html ?? '')).toContain('团队最多15人，已填和已邀请的共15人，不能再邀请');
    expect(await membersOf(leader.id)).toHaveLength(2);
  });

  it('is invited once only, by a number or address that can be reached, and not by himself', async () => {
    const leader = await lead();
    const { to } = await invite(leader, '陆闻笛');
    const errors = async (values: Record<string, string>) => {
      const page = await leader.browser.post(leader.team, { name: '陆闻笛', role: 'core', ...values });
      expect(page.status).toBe(422);
      return errorsIn(page.html);
    };
    expect(await errors({ to })).toContain('手机或邮箱：已经邀请过这个人');
    expect(await errors({ to: leader.contact })).toContain('不能邀请自己');
    expect(await errors({ to: '12345' })).toContain('手机号或邮箱不对');
    expect(await errors({ to: '', name: '' })).toMatch(/姓名：必填.*手机或邮箱：必填/);
    expect(await membersOf(leader.id)).toHaveLength(1);
  });

  it('may decline or leave, and be retracted, each twice without harm, until the application is submitted', async () => {
    const leader = await lead();
    const [declines, leaves, retracted, stays] = [
      await invite(leader, '顾以宁'),
      await invite(leader, '方竹青'),
      await invite(leader, '叶舟'),
      await invite(leader, '陆闻笛'),
    ];
    const home = (link: string) => `${portal.base}/my/${/\/team\/(rec_\w+)\//.exec(link)?.[1]}`;
    const twice = async (browser: Begun['browser'], link: string, move: string, label: string) => {
      expect((await browser.post(`${home(link)}/moves/${move}`, {})).status).toBe(200);
      const { n } = await stored('application', leader.id);
      const again = await browser.post(`${home(link)}/moves/${move}`, {});
      expect([again.status, plain(again.html)]).toEqual([
        200,
        expect.stringContaining(`“${label}”已于10月4日 09:00办过`),
      ]);
      expect((await stored('application', leader.id)).n).toBe(n);
    };
    await twice(await portal.applicant(declines.to), declines.link, 'decline', '谢绝邀请');
    const leaving = await portal.applicant(leaves.to);
    await leaving.post(leaves.link, agree);
    await twice(leaving, leaves.link, 'withdraw', '退出团队');
    const gone = await portal.applicant(retracted.to);
    await gone.post(retracted.link, agree);
    expect((await membersOf(leader.id)).map(({ name }) => name)).toEqual(['叶舟', '陆闻笛']);
    await twice(leader.browser, retracted.link, 'retract', '撤回邀请');
    expect(plain((await portal.browser().get(retracted.link)).html)).toContain('邀请人已撤回这份邀请');
    const late = await gone.post(retracted.link, agree);
    expect(plain(late.html)).toContain('“确认加入”已于10月4日 09:00办过，现在是“邀请已撤回”。');

    const submit = { consent: 'yes', consentVersion: '2', revision: '9' };
    const refused = await leader.browser.post(`${portal.base}/my/${leader.id}/submit`, submit);
    expect(refused.status).toBe(422);
    expect(errorsIn(refused.html)).toContain('陆闻笛还没有答复邀请，等其答复或撤回邀请');
    expect(refused.html).toContain(`href="${leader.team}"`);
    const staying = await portal.applicant(stays.to);
    await staying.post(stays.link, agree);
    const receipt = await leader.browser.post(`${portal.base}/my/${leader.id}/submit`, submit);
    expect([receipt.at, errorsIn(receipt.html)]).toEqual([expect.stringContaining('/receipt'), '']);
    const { values } = await getRecord(portal.office, { module: 'application', id: leader.id });
    expect(values.members).toMatchObject([{ name: '陆闻笛', standing: 'confirmed' }]);
    expect(plain((await staying.get(stays.link)).html)).toContain('申报已提交，团队不再变动');
    await staying.post(`${home(stays.link)}/moves/withdraw`, {});
    expect((await stored('teamInvitation', home(stays.link).split('/my/')[1] ?? '')).state).toBe('confirmed');
    expect((await leader.browser.get(leader.team)).status).toBe(404);
  });

  it('cannot be made to have confirmed by the leader', async () => {
    const leader = await lead();
    await invite(leader, '陆闻笛');
    const ctx = await applicantCtx(portal, leader.contact);
    const { revision, values } = await getRecord(ctx, { module: 'application', id: leader.id });
    const forged = (values.members as Member[]).map((line) => ({ ...line, standing: 'confirmed' }));
    const write = updateRecord(ctx, { module: 'application', id: leader.id, revision, values: { members: forged } });
    await expect(write).rejects.toMatchObject({ code: 'invalid.input' });
    const accomplice = await applicantCtx(portal, applying.contact());
    const input = { name: '林渡', role: 'core', to: applying.contact(), person: accomplice.actor.id };
    await takeMove(ctx, { module: 'application', id: leader.id, move: 'inviteMember', input });
    const rows = await portal.office.rows.fresh(portal.office, moduleOf(portal.office, 'teamInvitation'));
    const [sent] = rows.where({ application: leader.id, name: '林渡' });
    const confirm = takeMove(accomplice, {
      module: 'teamInvitation',
      id: sent?.id ?? '',
      move: 'confirm',
      input: agree,
    });
    await expect(confirm).rejects.toMatchObject({ code: 'forbidden.contact' });
    const retract = takeMove(accomplice, { module: 'teamInvitation', id: sent?.id ?? '', move: 'retract' });
    await expect(retract).rejects.toMatchObject({ code: 'forbidden.inviter' });
  });

  it('confirms while the leader types, and neither loses anything', async () => {
    const leader = await lead();
    const { to, link } = await invite(leader, '陆闻笛');
    const page = await leader.browser.get(`${leader.edit}/4`);
    expect(plain(page.html)).toContain('陆闻笛 待本人答复');
    expect(page.html).not.toContain('name="members.');
    await (await portal.applicant(to)).post(link, agree);
    const typed = { 'team.#': '1', 'team.0.name': '成员甲', 'team.0.role': 'pupil', revision: revisionIn(page.html) };
    const saved = await leader.browser.post(`${leader.edit}/4`, { ...typed, act: 'save' });
    expect(saved.status).toBe(200);
    const { values } = await stored('application', leader.id);
    expect(values).toMatchObject({ team: [{ name: '成员甲' }], members: [{ name: '陆闻笛', standing: 'confirmed' }] });
  });

  it('is reminded once, three days before the deadline, and lapses with it', async () => {
    const leader = await lead();
    const { to, link } = await invite(leader, '陆闻笛');
    const onTick = async (moment: string) => {
      applying.setClock(moment);
      await tickAll(portal.api.deps);
      await tell();
      return toldTo(to).length;
    };
    expect(await onTick('2026-10-13T17:29:00')).toBe(1);
    expect(await onTick('2026-10-13T17:31:00')).toBe(2);
    expect(toldTo(to)[0]).toContain('提醒：沈知微邀请您');
    expect(await onTick('2026-10-15T09:00:00')).toBe(2);
    const own = await portal.applicant(to);
    expect(await onTick('2026-10-16T17:30:01')).toBe(2);
    expect(plain((await own.get(link)).html)).toContain('答复的时间已过');
    expect(await membersOf(leader.id)).toEqual([]);
  });

  it('goes with the draft, and exists for no other county and by no other key', async () => {
    const leader = await lead();
    const { to, link } = await invite(leader, '陆闻笛');
    expect((await portal.browser().get(link)).status).toBe(200);
    expect((await portal.browser().get(`${link}x`)).status).toBe(404);
    await portal.api.signUp({ name: '云岭区', slug: 'yunling' });
    expect((await portal.browser().get('/p/yunling/')).status).toBe(200);
    expect((await portal.browser().get(link.replace('/qingshan/', '/yunling/'))).status).toBe(404);
    await leader.browser.post(`${portal.base}/my/${leader.id}/remove`, {});
    const own = await portal.applicant(to);
    expect(plain((await own.get(link)).html)).toContain('邀请人已撤回这份邀请');
    expect(plain((await own.post(link, agree)).html)).toContain('邀请已撤回');
  });

  it('may be invited in the form the team belongs to, and where a return opened it', () => {
    expect(isTeamOpen('draft', {})).toBe(true);
    expect(isTeamOpen('draft', { later: ['team'] })).toBe(false);
    expect(isTeamOpen('secondForm', { parts: ['team', 'budget'] })).toBe(true);
    expect(isTeamOpen('secondForm', { parts: ['budget'] })).toBe(false);
    expect(isTeamOpen('returned', { parts: ['team', 'annexes'] })).toBe(true);
    expect(isTeamOpen('returned', { parts: ['annexes'], later: ['team'] })).toBe(false);
    expect(isTeamOpen('atUnit', { parts: ['team'] })).toBe(false);
  });
});

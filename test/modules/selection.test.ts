import type { Refusal } from '@juxian/base/refusal.ts';
import { gateOf } from '@juxian/engine/access.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { createRecord, getRecord, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openWorld } from '../support/county.ts';
import {
  consent,
  draft,
  endorse,
  memberOf,
  move,
  openCall,
  placeObjection,
  refusal,
  register,
  spread,
  submit,
  withCheck,
} from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

describe('an application', () => {
  it('is submitted with number and receipt, hidden from others, and goes on through unit and department', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county);
    const { applicant, id } = await submit(county, '沈知微', 1, call.id, unit.id);
    const filed = await getRecord(applicant, { module: 'application', id });
    expect(filed.state).toBe('atUnit');
    expect(filed.values.number).toBe('人才申〔2026〕001号');
    expect(filed.values.identityNumber).toBe(`9${'*'.repeat(16)}${withCheck('99000119780501001').slice(-1)}`);
    expect(filed.editable).toEqual([]);
    const other = await county.applicant('旁人');
    expect((await refusal(getRecord(other, { module: 'application', id }))).code).toBe('missing.record');
    await endorse(county, id, unit.id, office);
    expect((await getRecord(office, { module: 'application', id })).state).toBe('expertReview');
  });

  it('shows an identity number whose consent is taken back on no earlier day and in no history', async () => {
    const county = await world.county();
    const { call, unit } = await openCall(county);
    const applicant = await county.applicant('沈知微');
    const values = draft(call.id, unit.id, '沈知微', 1);
    const { id, revision } = await createRecord(applicant, { module: 'application', values });
    const own = { module: 'application', id };
    county.clock.set(at('2026-03-03T09:00:00'));
    const then = async () => (await getRecord(applicant, { ...own, knownAt: '2026-03-02' })).values;
    const told = async () => JSON.stringify(await listEvents(applicant, own));
    const masked = `9${'*'.repeat(16)}${String(values.identityNumber).slice(-1)}`;
    expect((await then()).identityNumber).toBe(values.identityNumber);
    expect(await told()).toContain(masked);
    await updateRecord(applicant, { ...own, revision, values: { identityConsent: null } });
    expect((await then()).leaderName).toBe('沈知微');
    expect((await then()).identityNumber).toBeUndefined();
    expect(await told()).not.toContain(masked);
    const last = (await listEvents(applicant, own)).at(-1)?.changes.map(({ field }) => field);
    expect(last).toContain('identityNumber');
  });

  it('is kept only with a kind of its call, as it is begun and whenever it is saved', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county);
    const own = { module: 'application', values: draft(call.id, unit.id, '沈知微', 1) };
    const applicant = await county.applicant('沈知微');
    const wrong = { ...own, values: { ...own.values, kind: 'physician' } };
    const path = (refused: Refusal) => [refused.code, refused.details.fields?.map((field) => field.path)];
    expect(path(await refusal(createRecord(applicant, wrong)))).toEqual(['invalid.kind', ['kind']]);
    const { id, revision } = await createRecord(applicant, own);
    const write = (values: Record<string, unknown>) =>
      updateRecord(applicant, { module: 'application', id, revision, values });
    expect(path(await refusal(write({ kind: 'physician' })))).toEqual(['invalid.kind', ['kind']]);
    const { publishedOn: _, ...values } = (await getRecord(office, { module: 'call', id: call.id })).values;
    const kinds = [{ kind: 'physician', quota: 1, amount: 5_000_000, deadline: '2026-03-20T17:30:00+08:00' }];
    const other = await createRecord(office, { module: 'call', values: { ...values, kinds } });
    await move(office, 'call', other.id, 'publish');
    expect(path(await refusal(write({ call: other.id })))).toEqual(['invalid.kind', ['call']]);
    expect((await write({ call: other.id, kind: 'physician' })).values.kind).toBe('physician');
  });

  it('asks for the number again before a completion, where its consent was taken back meanwhile', async () => {
    const county = await world.county();
    county.settle({ overlays: { application: { version: 1, movesOff: ['recommend', 'endorse'] } } });
    const { office, call, unit } = await openCall(county);
    const { applicant, id } = await submit(county, '沈知微', 1, call.id, unit.id);
    const back = { returnReason: '缺材料', parts: ['leader'], days: 3 };
    let { revision } = await move(office, 'application', id, 'returnForCompletion', back);
    const held = async () => (await loadRecord(office, moduleOf(office, 'application'), id))?.values.oneLeader;
    const number = withCheck('99000119780501001');
    expect(await held()).toBe(`${call.id}|${number}`);
    const write = async (values: Record<string, unknown>) => {
      ({ revision } = await updateRecord(applicant, { module: 'application', id, revision, values }));
    };
    await write({ identityConsent: null });
    expect(await held()).toBeUndefined();
    const missing = await refusal(move(applicant, 'application', id, 'complete'));
    expect(missing.details.fields).toMatchObject([{ path: 'identityNumber', code: 'invalid.required' }]);
    await write({ identityConsent: ['given'], identityNumber: number });
    expect((await move(applicant, 'application', id, 'complete')).state).toBe('formalReview');
    expect(await held()).toBe(`${call.id}|${number}`);
  });

  it('is taken in the last second and refused one second later', async () => {
    const county = await world.county();
    const { call, unit } = await openCall(county);
    const applicant = await county.applicant('沈知微');
    const { id } = await createRecord(applicant, {
      module: 'application',
      values: draft(call.id, unit.id, '沈知微', 1),
    });
    world.clock.set(at('2026-03-20T17:30:01'));
    const late = await refusal(move(applicant, 'application', id, 'submit', consent));
    expect(late.code).toBe('conflict.deadline');
    expect(late.reason('zh-CN')).toBe('已于2026-03-20 17:30截止，不能再提交');
    expect((await getRecord(applicant, { module: 'application', id })).values.aims).toBe(
      '沈知微在青山县第一中学把课上明白',
    );
  });

  it('is taken within the minutes of grace if it was begun before the deadline, and says so to the office alone', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county, 1, { grace: 10 });
    const begin = async (name: string, n: number) => {
      const applicant = await county.applicant(name);
      const values = draft(call.id, unit.id, name, n);
      return { applicant, id: (await createRecord(applicant, { module: 'application', values })).id };
    };
    const [late, later] = [await begin('沈知微', 1), await begin('顾砚秋', 2)];
    world.clock.set(at('2026-03-20T17:30:01'));
    const after = await begin('陆青禾', 3);
    world.clock.set(at('2026-03-20T17:40:00'));
    await move(late.applicant, 'application', late.id, 'submit', consent);
    expect((await getRecord(office, { module: 'application', id: late.id })).values.late).toBe('yes');
    expect((await getRecord(late.applicant, { module: 'application', id: late.id })).values.late).toBeUndefined();
    const begunLate = await refusal(move(after.applicant, 'application', after.id, 'submit', consent));
    expect(begunLate.code).toBe('conflict.deadline');
    world.clock.set(at('2026-03-20T17:40:01'));
    const tooLate = await refusal(move(later.applicant, 'application', later.id, 'submit', consent));
    expect(tooLate.reason('zh-CN')).toBe('已于2026-03-20 17:30截止，不能再提交');
    const shown = await getRecord(await county.visitor(), { module: 'call', id: call.id });
    expect(shown.values.kinds).toBeDefined();
    expect(shown.values.grace).toBeUndefined();
  });

  it('is asked for again a year on, by a draft that leaves the call as it is', async () => {
    const county = await world.county();
    const { office, call } = await openCall(county);
    await move(office, 'call', call.id, 'copy');
    const { items } = await listRecords(
      office,
      moduleOf(office, 'call'),
      { state: 'draft' },
      await gateOf(office, moduleOf(office, 'call')),
    );
    const copy = await getRecord(office, { module: 'call', id: items[0]?.id ?? '' });
    expect(copy.values).toMatchObject({
      heading: '2027年度工作室申报公告',
      year: 2027,
      opens: '2027-03-01T09:00:00+08:00',
      kinds: [{ kind: 'teacher', quota: 1, amount: 5_000_000, deadline: '2027-03-20T17:30:00+08:00' }],
      consentText: '本人同意处理个人信息',
    });
    const held = await getRecord(office, { module: 'call', id: call.id });
    expect([held.values.heading, held.state]).toEqual(['2026年度工作室申报公告', 'open']);
  });

  it('refuses a fourth member over a limit of three, and a second application by the same leader', async () => {
    const county = await world.county();
    const { call, unit } = await openCall(county);
    const applicant = await county.applicant('沈知微');
    const team = ['甲', '乙', '丙', '丁'].map((name) => ({ name: `成员${name}`, role: 'core' }));
    const { id, revision } = await createRecord(applicant, {
      module: 'application',
      values: { ...draft(call.id, unit.id, '沈知微', 1), team },
    });
    const tooMany = await refusal(move(applicant, 'application', id, 'submit', consent));
    expect(tooMany.reason('zh-CN')).toBe('团队成员最多3人，现有4人');
    await updateRecord(applicant, { module: 'application', id, revision, values: { team: team.slice(0, 3) } });
    await move(applicant, 'application', id, 'submit', consent);
    const again = await createRecord(applicant, {
      module: 'application',
      values: draft(call.id, unit.id, '沈知微', 1),
    });
    expect((await refusal(move(applicant, 'application', again.id, 'submit', consent))).code).toBe('conflict.taken');
    await move(applicant, 'application', id, 'withdraw');
    expect((await move(applicant, 'application', again.id, 'submit', consent)).state).toBe('atUnit');
  });

  it('shows of a change of three fields exactly those three, before and after', async () => {
    const county = await world.county();
    const { call, unit } = await openCall(county);
    const applicant = await county.applicant('沈知微');
    const made = await createRecord(applicant, {
      module: 'application',
      values: { ...draft(call.id, unit.id, '沈知微', 1), room: 80 },
    });
    const changed = { room: 120, equipment: '录播教室', aims: '把课上明白' };
    await updateRecord(applicant, {
      module: 'application',
      id: made.id,
      revision: 1,
      values: { ...changed, sex: 'female' },
    });
    const [last] = (await listEvents(applicant, { module: 'application', id: made.id })).sort((a, b) => b.n - a.n);
    expect(
      Object.fromEntries((last?.changes ?? []).map(({ field, before, after }) => [field, [before, after]])),
    ).toMatchObject({ room: [80, 120], equipment: [null, '录播教室'], aims: [expect.any(String), '把课上明白'] });
    expect(last?.changes).toHaveLength(3);
  });

  it('passes the formal review with every item of the list looked at, which lies ready, and not before', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county, 1, { checks: [{ item: '师德考核' }, { item: '材料齐全' }] });
    const { id } = await submit(county, '沈知微', 1, call.id, unit.id);
    const host = await memberOf(county, '秦校长', ['unit'], { unit: unit.id });
    const department = await memberOf(county, '教育局', ['industry'], { kinds: ['teacher'] });
    await move(host, 'application', id, 'recommend', { unitOpinion: '同意', unitRank: 1, unitIntegrity: 'clear' });
    await move(department, 'application', id, 'endorse', { departmentOpinion: '同意' });
    const { values } = await getRecord(office, { module: 'application', id });
    expect((values.checklist as Record<string, unknown>[]).map(({ id: _, ...line }) => line)).toEqual([
      { item: '师德考核' },
      { item: '材料齐全' },
    ]);
    const pass = (...lines: [string, string][]) =>
      move(office, 'application', id, 'passForm', { checklist: lines.map(([item, result]) => ({ item, result })) });
    expect((await refusal(pass())).reason('zh-CN')).toBe('还没有核对：师德考核、材料齐全');
    expect((await refusal(pass(['材料齐全', 'yes']))).reason('zh-CN')).toBe('还没有核对：师德考核');
    expect((await refusal(pass(['材料齐全', 'no'], ['师德考核', 'yes']))).reason('zh-CN')).toBe(
      '“材料齐全”不符合，不能通过',
    );
    expect((await pass(['材料齐全', 'yes'], ['师德考核', 'yes'], ['其他', 'yes'])).state).toBe('expertReview');
  });

  it('is returned once, with the named part opened and a due date in working days', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county);
    const { applicant, id } = await submit(county, '沈知微', 1, call.id, unit.id);
    const host = await memberOf(county, '秦校长', ['unit'], { unit: unit.id });
    const department = await memberOf(county, '教育局', ['industry'], { kinds: ['teacher'] });
    await move(host, 'application', id, 'recommend', { unitOpinion: '同意', unitRank: 1, unitIntegrity: 'clear' });
    await move(department, 'application', id, 'endorse', { departmentOpinion: '同意' });
    const back = { returnReason: '缺团队名单', parts: ['team'], days: 3 };
    for (const days of [2, 6, 16]) {
      const beyond = await refusal(move(office, 'application', id, 'returnForCompletion', { ...back, days }));
      expect([beyond.code, beyond.reason('zh-CN')]).toEqual(['invalid.days', '补正期限为3至5个工作日']);
    }
    await move(office, 'application', id, 'returnForCompletion', back);
    const returned = await getRecord(applicant, { module: 'application', id });
    expect(returned.editable).toEqual(['team']);
    expect(returned.due).toBe('2026-03-05T23:59:59+08:00');
    const outside = updateRecord(applicant, {
      module: 'application',
      id,
      revision: returned.revision,
      values: { aims: '改' },
    });
    expect((await refusal(outside)).details.fields?.[0]?.path).toBe('aims');
    await updateRecord(applicant, {
      module: 'application',
      id,
      revision: returned.revision,
      values: { team: [{ name: '成员甲', role: 'core' }] },
    });
    await move(applicant, 'application', id, 'complete');
    const twice = await refusal(move(office, 'application', id, 'returnForCompletion', back));
    expect(twice.reason('zh-CN')).toBe('已退回过1次');
  });

  it('may be saved with blanks among what is opened, but not handed in; without them it lapses and is withdrawn', async () => {
    const county = await world.county();
    county.settle({ overlays: { application: { version: 1, movesOff: ['recommend', 'endorse'] } } });
    const { office, call, unit } = await openCall(county);
    const back = { returnReason: '目标太笼统', parts: ['plan'], days: 3 };
    const returned = await Promise.all(
      ['沈知微', '顾砚秋'].map(async (name, i) => {
        const { applicant, id } = await submit(county, name, i, call.id, unit.id);
        const { revision } = await move(office, 'application', id, 'returnForCompletion', back);
        const saved = await updateRecord(applicant, { module: 'application', id, revision, values: { aims: null } });
        expect(saved.values).not.toHaveProperty('aims');
        return { applicant, id };
      }),
    );
    const [one, other] = returned as [(typeof returned)[0], (typeof returned)[0]];
    const blank = await refusal(move(one.applicant, 'application', one.id, 'complete'));
    expect([blank.code, blank.details.fields?.map(({ path }) => path)]).toEqual(['invalid.incomplete', ['aims']]);
    expect((await move(one.applicant, 'application', one.id, 'withdraw')).state).toBe('withdrawn');
    county.clock.set(at('2026-03-06T00:00:00'));
    expect((await move(await county.ticking(), 'application', other.id, 'lapse')).state).toBe('rejected');
  });
});

describe('a round', () => {
  it('is drawn, scored blind, ranked, publicised, recognised and paid', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county);
    const names = ['沈知微', '顾砚秋'];
    const filed: string[] = [];
    for (const [i, name] of names.entries()) {
      const { id } = await submit(county, name, i, call.id, unit.id);
      await endorse(county, id, unit.id, office);
      filed.push(id);
    }
    const register7 = await register(office, 7);
    const [barred] = await register(office, 1, () => ({
      name: '同单位专家',
      units: [{ unit: unit.id, from: '2020-01', to: '2024-06' }],
    }));
    const [former] = await register(office, 1, () => ({
      name: '早年同事',
      units: [{ unit: unit.id, from: '2010-01', to: '2023-02' }],
      kinds: ['physician'],
    }));
    expect(former).toBeDefined();

    const panel = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
    const drawn = await move(office, 'panel', panel.id, 'draw', { size: '7', until: '2026-03-10' });
    expect(drawn.state).toBe('scoring');
    const candidates = drawn.values.candidates as { expert: string; rule?: { zh: string } }[];
    expect(candidates.filter(({ rule }) => rule)).toEqual([
      expect.objectContaining({ expert: barred, rule: { zh: '同单位3年内', en: 'Same unit within 3 years' } }),
    ]);
    expect([...(drawn.values.members as string[])].sort()).toEqual([...register7].sort());

    const rows = (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel: panel.id });
    expect(rows).toHaveLength(7);
    const totals = [70, 80, 80, 80, 80, 80, 85];
    for (const [i, row] of rows.entries()) {
      const expert = await memberOf(county, `评委${i}`, ['expert'], { expert: row.values.expert });
      const sheet = await getRecord(expert, { module: 'review', id: row.id });
      const copies = sheet.values.copies as string[];
      expect((await refusal(getRecord(expert, { module: 'blindCopy', id: copies[0] ?? '' }))).code).toBe(
        'missing.record',
      );
      const begun = await move(expert, 'review', row.id, 'accept', { declaration: 'none' });
      const copy = await getRecord(expert, { module: 'blindCopy', id: copies[0] ?? '' });
      const text = JSON.stringify(copy);
      expect(text).toContain('把课上明白');
      for (const name of [...names, '青山县第一中学']) expect(text).not.toContain(name);
      const codes = sheet.values.codes as string[];
      const first = (drawn.values.items as { code: string; application: string }[]).find(
        ({ application }) => application === filed[0],
      )?.code;
      const scores = codes.map((code) => {
        const total = code === first ? (totals[i] ?? 0) : 60;
        return { code, ...spread(total), comment: '规划较弱' };
      });
      await updateRecord(expert, { module: 'review', id: row.id, revision: begun.revision, values: { scores } });
      await move(expert, 'review', row.id, 'submit');
      const standing = await getRecord(office, { module: 'panel', id: panel.id });
      expect(standing.values.returned).toBe(i + 1);
      expect(standing.state).toBe(i === 6 ? 'complete' : 'scoring');
      const seenByOffice = await getRecord(office, { module: 'review', id: row.id });
      expect(Object.keys(seenByOffice.values)).not.toContain('scores');
    }
    await move(office, 'panel', panel.id, 'open');
    const scored = await getRecord(office, { module: 'application', id: filed[0] ?? '' });
    expect(scored.values.score).toBe(80);
    expect(scored.state).toBe('siteVisit');

    for (const id of filed) {
      await move(office, 'application', id, 'recordVisit', { visit: 'none', visitNote: '不需要' });
      await move(office, 'application', id, 'recordReplies', {
        replies: [{ body: 'discipline', result: 'clear', letter: '函1号' }],
      });
    }
    const slate = await createRecord(office, { module: 'slate', values: { call: call.id, kind: 'teacher' } });
    await move(office, 'slate', slate.id, 'rank');
    await move(office, 'slate', slate.id, 'decide', { meetingOn: '2026-03-11', attendance: '7人', minutes: '同意' });
    expect((await getRecord(office, { module: 'application', id: filed[1] ?? '' })).state).toBe('rejected');
    const listed = await getRecord(office, { module: 'application', id: filed[0] ?? '' });
    expect(listed.state).toBe('publicity');

    const notice = String(listed.values.publicity);
    world.clock.set(at('2026-03-12T09:00:00'));
    await move(office, 'publicity', notice, 'start');
    const visitor = await county.visitor();
    expect((await getRecord(visitor, { module: 'publicity', id: notice })).values.ends).toBe('2026-03-18');
    const objection = await move(office, 'publicity', notice, 'close').catch((error) => error);
    expect(objection.reason('zh-CN')).toBe('公示期5个工作日，2026-03-18期满，次日方可结束');
    const said = await placeObjection(county, notice, filed[0] ?? '');
    world.clock.set(at('2026-03-19T09:00:00'));
    const blocked = await refusal(move(office, 'publicity', notice, 'close'));
    expect(blocked.reason('zh-CN')).toBe('不能结束：异议未办结（1件）');
    await move(office, 'objection', said, 'takeOn');
    await move(office, 'objection', said, 'dismiss', { finding: '经查不实', answer: '不属实' });
    await move(office, 'publicity', notice, 'close');

    await move(office, 'application', filed[0] ?? '', 'recognise', {
      decisionNumber: '青人才〔2026〕3号',
      recognisedOn: '2026-03-20',
    });
    const recognised = await getRecord(office, { module: 'application', id: filed[0] ?? '' });
    const studioId = String(recognised.values.studio);
    const studio = await getRecord(office, { module: 'studio', id: studioId });
    expect(studio.values).toMatchObject({
      number: '工作室2026-001',
      termTo: '2029-03-20',
      decisionNumber: '青人才〔2026〕3号',
    });
    const certificate = await getRecord(visitor, { module: 'certificate', id: String(studio.values.certificate) });
    expect(certificate.values.number).toBe('人才证〔2026〕001号');

    expect(studio.values.grant).toBeUndefined();
    const fresh = await getRecord(office, { module: 'studio', id: studioId });
    await updateRecord(office, {
      module: 'studio',
      id: studioId,
      revision: fresh.revision,
      values: { goals: [{ year: 2026, goal: '公开课12节' }] },
    });
    await move(office, 'studio', studioId, 'signTaskBook', { taskBookOn: '2026-03-25' });
    await move(office, 'studio', studioId, 'awardPlaque', {
      plaqueNumber: '青001',
      plaqueOn: '2026-03-26',
      plaquePlace: '县礼堂',
      plaqueReceiver: '沈知微',
    });
    const running = await getRecord(office, { module: 'studio', id: studioId });
    const grant = String(running.values.grant);
    const paid = await move(office, 'grant', grant, 'pay', { paidOn: '2026-03-27', document: '拨1' });
    expect(paid.values).toMatchObject({ approved: 5_000_000, paid: 3_000_000, unpaid: 2_000_000, balance: 3_000_000 });
    const over = await refusal(
      move(office, 'grant', grant, 'bookVoucher', {
        number: 'V1',
        item: 'training',
        amount: 3_000_100,
        date: '2026-04-01',
        what: '培训',
      }),
    );
    expect(over.reason('zh-CN')).toBe('金额30,001元超过可用余额30,000元');
    const booked = await move(office, 'grant', grant, 'bookVoucher', {
      number: 'V1',
      item: 'training',
      amount: 1_000_000,
      date: '2026-04-01',
      what: '培训',
    });
    expect(booked.values).toMatchObject({ spent: 1_000_000, balance: 2_000_000 });
  });
});

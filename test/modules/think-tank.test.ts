import { printForm } from '@juxian/documents/forms.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, placeRecord, placeRecords, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { certificateOf } from '@juxian/functions/portal/read.ts';
import type { Likely } from '@juxian/modules/talent/thinktank/linking.ts';
import type { Barred, Suggestion } from '@juxian/modules/talent/thinktank/suggest.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openWorld } from '../support/county.ts';
import { memberOf, move, refusal, register } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

type Values = Record<string, unknown>;

const read = (ctx: Ctx, module: string, id: string) => getRecord(ctx, { module, id });
const create = async (ctx: Ctx, module: string, values: Values) => (await createRecord(ctx, { module, values })).id;
const allOf = async (ctx: Ctx, module: string, where: Values = {}) =>
  (await ctx.rows.fresh(ctx, moduleOf(ctx, module))).where(where);

/** A county on a day with its office and experts of horticulture, or as `more` says. */
async function open(day: string, count = 0, more: (i: number) => Values = () => ({})) {
  world.clock.set(at(`${day}T09:00:00`));
  const county = await world.county();
  const office = await county.as('叶知秋', 'office');
  const experts = await register(office, count, (i) => ({ discipline: '090102', reviewer: 'no', ...more(i) }));
  return { county, office, experts };
}

/** A letter in force, issued as an office would. */
async function engage(office: Ctx, expert: string, term: { from: string; to: string }, more: Values = {}) {
  const values = { expert, expertName: '专家', honour: '高质量发展智库专家', fee: 'task', ...term, ...more };
  const id = await create(office, 'engagement', values);
  await move(office, 'engagement', id, 'issue');
  return id;
}

describe('an engagement', () => {
  it('is known to the office sixty days before its end, and over the day after', async () => {
    const { county, office, experts } = await open('2026-03-02', 1);
    const id = await engage(office, experts[0] ?? '', { from: '2026-01-01', to: '2026-12-31' });
    const clock = await county.ticking();
    // 31 days of December and 29 of November before the last day.
    world.clock.set(at('2026-10-31T23:59:00'));
    expect(await tick(clock)).toBe(0);
    world.clock.set(at('2026-11-01T09:00:00'));
    expect(await tick(clock)).toBe(1);
    expect((await read(office, 'engagement', id)).state).toBe('ending');
    expect((await listOf(office, 'engagement', { state: 'ending' })).total).toBe(1);
    world.clock.set(at('2026-12-31T23:59:58'));
    expect(await tick(clock)).toBe(0);
    world.clock.set(at('2027-01-01T00:00:01'));
    expect(await tick(clock)).toBe(1);
    expect((await read(office, 'engagement', id)).state).toBe('ended');
  });

  it('is numbered, says what is withheld from the fee, and holds only once for the same days', async () => {
    const { office, experts } = await open('2026-03-02', 1);
    const [expert = ''] = experts;
    const id = await engage(office, expert, { from: '2026-03-01', to: '2029-02-28' }, { feeAmount: 200_000 });
    const { values } = await read(office, 'engagement', id);
    expect(values.number).toBe('智聘〔2026〕001号');
    expect(values.feeNote).toContain('每次2,000元，按劳务报酬一次计预扣个人所得税240元，实付1,760元');
    const again = engage(office, expert, { from: '2027-01-01', to: '2028-01-01' });
    expect((await refusal(again)).code).toBe('conflict.engaged');
  });

  it('is renewed from the day after its last, for the years of the figure, and then owed no more', async () => {
    const { county, office, experts } = await open('2026-11-20', 1);
    const [expert = ''] = experts;
    const id = await engage(office, expert, { from: '2026-01-01', to: '2026-12-31' });
    await tick(await county.ticking());
    await move(office, 'engagement', id, 'renew');
    const old = await read(office, 'engagement', id);
    expect(old.state).toBe('valid');
    const next = await read(office, 'engagement', String(old.values.next));
    expect([next.state, next.values.from, next.values.to]).toEqual(['draft', '2027-01-01', '2029-12-31']);
    expect((await refusal(move(office, 'engagement', id, 'renew'))).code).toBe('conflict.renewed');
    await move(office, 'engagement', next.id, 'cancel');
    await move(office, 'engagement', id, 'renew', { nextTo: '2027-06-30' });
    expect(await tick(await county.ticking())).toBe(0);
  });

  it('is renewed for no day of a term still running nor for longer than a term may be, under a number of its own', async () => {
    const { office, experts } = await open('2026-03-02', 1);
    const id = await engage(office, experts[0] ?? '', { from: '2026-01-01', to: '2026-12-31' });
    const renew = (input: Values) => move(office, 'engagement', id, 'renew', input);
    expect((await refusal(renew({ nextFrom: '2026-12-31', nextTo: '2027-12-30' }))).reason('zh-CN')).toBe(
      '聘期2026-12-31至2027-12-30与智聘〔2026〕001号的聘期2026-01-01至2026-12-31重叠',
    );
    expect((await refusal(renew({ nextTo: '2032-01-01' }))).reason('zh-CN')).toBe(
      '聘期2027-01-01至2032-01-01超过5年，一届最多5年',
    );
    await renew({ nextTo: '2031-12-31' });
    const next = String((await read(office, 'engagement', id)).values.next);
    const issue = () => move(office, 'engagement', next, 'issue');
    const { revision } = await read(office, 'engagement', next);
    // What the draft says now begins before the term ends: a letter over the end of another is refused as one within it.
    const values = { from: '2025-06-01', to: '2026-06-01' };
    await updateRecord(office, { module: 'engagement', id: next, revision, values });
    expect((await refusal(issue())).code).toBe('conflict.engaged');
    await updateRecord(office, {
      module: 'engagement',
      id: next,
      revision: revision + 1,
      values: { from: '2027-01-01', to: '2031-12-31' },
    });
    await issue();
    expect((await read(office, 'engagement', next)).values.number).toBe('智聘〔2026〕002号');
  });

  it('is renewed within the limit of the county where that is lower, and from today where it was ended early', async () => {
    const { county, office, experts } = await open('2026-03-02', 1);
    const id = await engage(office, experts[0] ?? '', { from: '2026-01-01', to: '2026-12-31' });
    await move(office, 'engagement', id, 'end', { ending: '本人提出' });
    county.settle({ figures: { 'talent.engagementMostYears': 2 } });
    const now = await county.as('叶知秋', 'office');
    const long = move(now, 'engagement', id, 'renew', { nextTo: '2028-03-02' });
    expect((await refusal(long)).code).toBe('invalid.term');
    await move(now, 'engagement', id, 'renew');
    const { values } = await read(now, 'engagement', String((await read(now, 'engagement', id)).values.next));
    expect([values.from, values.to]).toEqual(['2026-03-02', '2028-03-01']);
    county.settle({ figures: {} });
  });

  it('is not renewed after two idle years, unless a second person gives the reason', async () => {
    const { county, office, experts } = await open('2024-03-01', 2);
    const [idle = '', busy = ''] = experts;
    const term = { from: '2024-03-01', to: '2026-12-31' };
    const [of, other] = [await engage(office, idle, term), await engage(office, busy, term)];
    const service = { expert: busy, expertName: '专家1', sort: 'lecture', date: '2024-03-02', what: '授课' };
    const done = await create(office, 'expertService', service);
    world.clock.set(at('2024-03-02T18:00:00'));
    await move(office, 'expertService', done, 'file');

    world.clock.set(at('2026-02-28T09:00:00'));
    const offered = async (id: string) =>
      (await read(office, 'engagement', id)).moves.find(({ name }) => name === 'renew')?.refusal;
    expect(await offered(of)).toBeUndefined();
    world.clock.set(at('2026-03-01T09:00:00'));
    expect(await offered(of)).toMatchObject({
      code: 'conflict.inactive',
      message: '聘任以来没有履职记录，已满2年，不再续聘；确需续聘的，由另一人说明理由批准例外',
      rule: '智库专家聘任与管理通行做法',
    });
    expect(await offered(other)).toBeUndefined();
    world.clock.set(at('2026-03-02T09:00:00'));
    expect((await offered(other))?.message).toContain('自2024-03-02起未履职');

    const tenant = office.actor.tenant;
    const key = await county.actor({ kind: 'key', id: 'key_1', name: '对接程序', tenant, roles: ['office'] });
    const waiver = { waiver: '正在牵头编制规划' };
    expect((await refusal(move(key, 'engagement', of, 'waive', waiver))).code).toBe('forbidden.inPerson');
    await move(office, 'engagement', of, 'waive', waiver);
    expect((await refusal(move(office, 'engagement', of, 'renew'))).code).toBe('forbidden.second');
    expect((await refusal(move(key, 'engagement', of, 'renew'))).code).toBe('forbidden.inPerson');
    await move(await county.as('程望舒', 'office'), 'engagement', of, 'renew');
    expect((await read(office, 'engagement', of)).values).toMatchObject({
      waiver: '正在牵头编制规划',
      waivedOn: '2026-03-02',
    });
    await move(office, 'engagement', other, 'end', { ending: '本人提出' });
    const anew = engage(office, busy, { from: '2026-03-02', to: '2029-03-01' });
    expect((await refusal(anew)).code).toBe('conflict.inactive');
  });

  it('shows the expert his own letter, not the draft of it nor anybody else’s', async () => {
    const { county, office, experts } = await open('2026-03-02', 2);
    const term = { from: '2026-03-01', to: '2029-02-28' };
    const [mine, other] = [await engage(office, experts[0] ?? '', term), await engage(office, experts[1] ?? '', term)];
    const person = await memberOf(county, '专家本人', ['expert'], { expert: experts[0] });
    const { paper } = await printForm(person, { module: 'engagement', id: mine, form: 'letter' }, { origin: '' });
    expect(JSON.stringify(paper)).toContain('兹聘请您为青山县高质量发展智库专家，聘期自2026年3月1日至2029年2月28日。');
    const foreign = printForm(person, { module: 'engagement', id: other, form: 'letter' }, { origin: '' });
    expect((await refusal(foreign)).code).toBe('missing.record');
    await move(person, 'engagement', mine, 'promise');
    expect((await read(person, 'engagement', mine)).values).toMatchObject({ secrecyOn: '2026-03-02' });
    expect((await refusal(read(person, 'engagement', other))).code).toBe('missing.record');
    expect((await listOf(person, 'engagement', {})).total).toBe(1);
  });
});

const question = (asker: string, more: Values = {}): Values => ({
  asker,
  contact: '秦以南',
  topic: '山地果园防冻',
  question: '怎样降低晚霜冻害损失？',
  discipline: '090102',
  mode: 'meeting',
  until: '2026-04-30',
  ...more,
});

/** Nine engaged experts: seven free to advise, two with a tie to the asking unit, and one whose letter ends too soon. */
async function openPool() {
  const { county, office } = await open('2026-03-02');
  const more = (i: number): Values => {
    if (i === 0) return { unitName: '县农业农村局' };
    if (i === 1) return { ties: [{ id: 'lin_1', sort: 'business', person: '秦以南' }] };
    return i >= 7 ? { discipline: i === 7 ? '090501' : '081001' } : {};
  };
  const card = { professionalTitle: '教授', unitName: '岭东大学', reviewer: 'no', discipline: '090102' };
  const place = (module: string, state: string, made: Values[]) =>
    placeRecords(
      office,
      made.map((values) => ({ module, state, values })),
    );
  const experts = await place(
    'expert',
    'active',
    [...Array(10).keys()].map((i) => ({ ...card, name: `专家${i}`, ...more(i) })),
  );
  const letter = { expertName: '专家', honour: '智库专家', from: '2026-03-01' };
  await place(
    'engagement',
    'valid',
    experts.map((expert, i) => ({ ...letter, expert, to: i === 9 ? '2026-04-29' : '2029-02-28' })),
  );
  const unit = await create(office, 'unit', { name: '县农业农村局', short: '农业局', order: 1, sort: 'government' });
  const elsewhere = await create(office, 'unit', { name: '县文化馆', order: 2, sort: 'institution' });
  const asker = await memberOf(county, '秦以南', ['unit'], { unit });
  const id = await create(asker, 'consultation', question(unit));
  await move(asker, 'consultation', id, 'submit');
  const person = (i: number) => memberOf(county, `专家本人${i}`, ['expert'], { expert: experts[i] });
  return { county, office, experts, unit, elsewhere, asker, id, person };
}

describe('a consultation', () => {
  it('suggests five at most with reasons, and names those whom a tie keeps out', async () => {
    const { office, experts, id } = await openPool();
    await move(office, 'consultation', id, 'suggest');
    const { suggested, excluded } = (await read(office, 'consultation', id)).values as {
      suggested: Suggestion[];
      excluded: Barred[];
    };
    // The same field and nothing known yet: 50 + 12 + 9 + 15.
    expect(suggested.map(({ score }) => score)).toEqual([86, 86, 86, 86, 86]);
    expect(suggested.map(({ expert }) => expert)).toEqual(experts.slice(2, 7).sort());
    expect(suggested[0]?.reasons.map(({ zh }) => zh)).toEqual([
      '研究方向：同属“园艺”，50分',
      '采纳情况：尚无采纳记录，12分',
      '满意度：尚无满意度记录，9分',
      '在办任务：无在办任务，15分',
    ]);
    const said = new Map(excluded.map(({ expert, rule }) => [expert, rule.zh]));
    expect([said.get(experts[0] ?? ''), said.get(experts[1] ?? ''), said.size]).toEqual(['同单位3年内', '经济利益', 2]);
  });

  it('takes an odd number in a meeting, nobody with a tie and nobody whose letter ends before the day', async () => {
    const { office, experts, id } = await openPool();
    const assign = (...chosen: (string | undefined)[]) => move(office, 'consultation', id, 'assign', { chosen });
    expect((await refusal(assign(experts[2], experts[3]))).code).toBe('invalid.even');
    expect((await refusal(assign(experts[0]))).reason('zh-CN')).toBe('专家0应当回避：同单位3年内');
    expect((await refusal(assign(experts[9]))).reason('zh-CN')).toBe('专家9没有到2026-04-30仍有效的聘书，不能指派');
    const [letter] = await allOf(office, 'engagement', { expert: experts[2] });
    await move(office, 'engagement', letter?.id ?? '', 'end', { ending: '本人提出' });
    expect((await refusal(assign(experts[2]))).code).toBe('conflict.engagement');
    // A term that has run out counts as over even before the clock has said so.
    await updateRecord(office, { module: 'consultation', id, revision: 2, values: { until: '2029-02-28' } });
    world.clock.set(at('2029-03-01T00:00:01'));
    expect((await refusal(assign(experts[3]))).code).toBe('conflict.engagement');
  });

  it('lets each expert see his own task only, deliver or decline it, and the unit its own questions only', async () => {
    const { county, office, experts, id, unit, elsewhere, asker, person } = await openPool();
    await move(office, 'consultation', id, 'assign', { chosen: experts.slice(2, 5) });
    const [first, second, third, stranger] = [await person(2), await person(3), await person(4), await person(5)];
    const opinions = await allOf(office, 'opinion');
    const of = (i: number) => opinions.find(({ values }) => values.expert === experts[i])?.id ?? '';

    expect((await listOf(first, 'opinion', {})).items.map((item) => item.id)).toEqual([of(2)]);
    expect((await refusal(read(first, 'opinion', of(3)))).code).toBe('missing.record');
    expect((await read(first, 'consultation', id)).values.experts).toBeUndefined();
    expect((await refusal(read(stranger, 'consultation', id))).code).toBe('missing.record');
    expect((await read(asker, 'consultation', id)).values.suggested).toBeUndefined();
    const neighbour = await memberOf(county, '文化馆', ['unit'], { unit: elsewhere });
    expect((await listOf(neighbour, 'consultation', {})).total).toBe(0);
    const foreign = await create(neighbour, 'consultation', question(unit));
    expect((await refusal(move(neighbour, 'consultation', foreign, 'submit'))).code).toBe('missing.record');

    expect((await refusal(move(first, 'opinion', of(2), 'deliver'))).code).toBe('invalid.text');
    const write = async (ctx: Ctx, opinion: string) => {
      const { revision } = await read(ctx, 'opinion', opinion);
      await updateRecord(ctx, {
        module: 'opinion',
        id: opinion,
        revision,
        values: { text: '覆草、熏烟、选用抗寒品种。' },
      });
      await move(ctx, 'opinion', opinion, 'deliver');
    };
    await write(first, of(2));
    expect((await listOf(asker, 'opinion', {})).items.map((item) => item.id)).toEqual([of(2)]);
    await move(second, 'opinion', of(3), 'decline', { declined: 'unable' });
    expect((await refusal(read(second, 'consultation', id))).code).toBe('missing.record');
    const back = move(office, 'consultation', id, 'add', { chosen: [experts[3]] });
    expect((await refusal(back)).code).toBe('conflict.asked');
    await move(office, 'consultation', id, 'add', { chosen: [experts[5]] });
    world.clock.set(at('2026-05-01T09:00:00'));
    expect(await tick(await county.ticking())).toBe(3);
    expect(await tick(await county.ticking())).toBe(0);
    await write(third, of(4));
    expect((await read(office, 'opinion', of(4))).values).toMatchObject({ late: 'yes', remindedOn: '2026-05-01' });
    const few = move(office, 'consultation', id, 'conclude');
    expect((await refusal(few)).reason('zh-CN')).toBe('会议咨询须有单数专家的意见，现有2份');
    const last = (await allOf(office, 'opinion', { expert: experts[5] }))[0]?.id ?? '';
    await write(stranger, last);
    expect((await read(office, 'consultation', id)).state).toBe('answered');
  });

  it('ends in adoptions, their effect after six months, a certificate and the year of the expert', async () => {
    const { county, office, experts, id, asker, person } = await openPool();
    await move(office, 'consultation', id, 'assign', { chosen: experts.slice(2, 5) });
    for (const { id: opinion, values } of await allOf(office, 'opinion')) {
      const ctx = await person(experts.indexOf(String(values.expert)));
      await updateRecord(ctx, { module: 'opinion', id: opinion, revision: 1, values: { text: '意见' } });
      await move(ctx, 'opinion', opinion, 'deliver');
    }
    world.clock.set(at('2026-08-31T10:00:00'));
    await move(asker, 'consultation', id, 'close', { resolution: '按意见办理', satisfaction: 'fairly' });
    const adoptions = await allOf(asker, 'adoption');
    expect(adoptions).toHaveLength(3);
    const [one, two, three] = adoptions.map((row) => row.id) as [string, string, string];
    await move(asker, 'adoption', one, 'decide', { outcome: 'adopted', note: 'countyHead' });
    expect((await refusal(move(asker, 'adoption', two, 'decide', { outcome: 'none' }))).code).toBe('invalid.reason');
    await move(asker, 'adoption', two, 'decide', { outcome: 'none', reason: '成本过高' });
    await move(asker, 'adoption', three, 'decide', { outcome: 'partly', reason: '先试一个乡' });
    expect((await read(asker, 'adoption', two)).state).toBe('rejected');
    // February has no 31st.
    expect((await read(asker, 'adoption', one)).due).toBe('2027-02-28T17:30:00+08:00');
    expect((await refusal(move(office, 'adoption', two, 'certify'))).code).toBe('conflict.state');
    await move(office, 'adoption', one, 'certify');
    const proof = String((await read(office, 'adoption', one)).values.certificate);
    expect((await read(await county.visitor(), 'adoptionCertificate', proof)).values).toEqual({
      number: '采纳证〔2026〕001号',
      holder: '专○○',
      unitName: '县农业农村局',
      outcome: 'adopted',
      decidedOn: '2026-08-31',
      issuedOn: '2026-08-31',
    });

    const visitor = await county.visitor();
    for (const given of ['采纳证〔2026〕001号', proof]) expect((await certificateOf(visitor, given))?.id).toBe(proof);
    const { paper } = await printForm(
      office,
      { module: 'adoptionCertificate', id: proof, form: 'certificate' },
      { origin: 'https://juxian.example' },
    );
    const words = JSON.stringify(paper);
    expect(words).toContain('您就“山地果园防冻”提出的咨询意见，于2026年8月31日被县农业农村局采纳。');
    expect(words).toContain(`/verify/${proof}`);
    await move(office, 'adoptionCertificate', proof, 'revoke', { revocation: '误开' });
    expect((await certificateOf(visitor, proof))?.phase).toBe('refused');

    const of = (adoption: string) => String(adoptions.find((row) => row.id === adoption)?.values.expert);
    const letter = (await allOf(office, 'engagement', { expert: of(one) }))[0]?.id ?? '';
    await move(office, 'engagement', letter, 'appraise', { year: 2026 });
    const twice = move(office, 'engagement', letter, 'appraise', { year: 2026 });
    expect((await refusal(twice)).code).toBe('conflict.appraised');
    const [row] = await allOf(office, 'expertAppraisal');
    const appraisal = row?.id ?? '';
    // One meeting attended, one opinion, adopted, rated 80.
    expect((await read(office, 'expertAppraisal', appraisal)).values).toMatchObject({
      visits: 1,
      opinions: 1,
      adoptions: 1,
      satisfaction: 80,
      proposed: 'excellent',
    });
    const mine = await memberOf(county, '本人', ['expert'], { expert: of(one) });
    expect((await refusal(read(mine, 'expertAppraisal', appraisal))).code).toBe('missing.record');
    const grade = (input: Values) => move(office, 'expertAppraisal', appraisal, 'grade', input);
    expect((await refusal(grade({ grade: 'competent' }))).code).toBe('invalid.reason');
    const service = { expert: of(one), expertName: '专家', sort: 'visit', date: '2026-08-30', what: '现场指导' };
    const visit = await create(office, 'expertService', service);
    await move(office, 'expertService', visit, 'file');
    expect((await refusal(grade({ grade: 'excellent' }))).code).toBe('conflict.count');
    await move(office, 'expertAppraisal', appraisal, 'count');
    expect((await read(office, 'expertAppraisal', appraisal)).values.visits).toBe(2);
    await grade({ grade: 'excellent' });
    expect((await read(mine, 'expertAppraisal', appraisal)).values.grade).toBe('excellent');

    // What was adopted in full, in part and rated well now speaks for the experts, and a task under way against one.
    const other = await create(
      asker,
      'consultation',
      question(String((await read(asker, 'consultation', id)).values.asker), { until: '2026-12-31', mode: 'written' }),
    );
    await move(asker, 'consultation', other, 'submit');
    await move(office, 'consultation', other, 'suggest');
    const { suggested } = (await read(office, 'consultation', other)).values as { suggested: Suggestion[] };
    const points = new Map(suggested.map(({ expert, score }) => [expert, score]));
    // 50 + 20 + 15 × 0.80 + 15; half of the 20; none of it.
    expect([points.get(of(one)), points.get(of(three)), points.get(of(two))]).toEqual([97, 87, 77]);
  });

  it('goes on where the county has switched a part of it off', async () => {
    const { county, office, id } = await openPool();
    county.settle({ off: ['adoption', 'review'] });
    await move(await county.as('叶知秋', 'office'), 'consultation', id, 'suggest');
    county.settle({ off: [] });
    expect((await read(office, 'consultation', id)).values.suggested).toHaveLength(5);
  });
});

describe('an adoption', () => {
  it('reminds of its effect when it is due, once', async () => {
    const { county, office } = await open('2026-03-02', 1);
    const unit = await create(office, 'unit', { name: '县农业农村局', order: 1, sort: 'government' });
    const values = { topic: '题', asker: unit, expertName: '专家', consultation: unit, opinion: unit, expert: unit };
    const { id } = await placeRecord(await county.ticking(), { module: 'adoption', values, state: 'pending' });
    await move(office, 'adoption', id, 'decide', { outcome: 'adopted' });
    const clock = await county.ticking();
    world.clock.set(at('2026-09-02T17:29:00'));
    expect(await tick(clock)).toBe(0);
    world.clock.set(at('2026-09-02T17:30:01'));
    expect(await tick(clock)).toBe(1);
    expect(await tick(clock)).toBe(0);
    await move(office, 'adoption', id, 'report', { effect: '减损三成' });
    expect((await read(office, 'adoption', id)).state).toBe('done');
  });
});

describe('a registration of somebody the register may hold already', () => {
  const given = {
    name: '顾云岫',
    professionalTitle: '研究员',
    unitName: '岭东农科院',
    discipline: '090102',
    phone: '13900000128',
    email: 'gu@example.org',
    publish: ['name', 'unitName'],
  };
  const held = { name: '顾云岫', professionalTitle: '副研究员', unitName: '岭东大学', discipline: '090102' };
  const consent = { consent: 'yes', consentVersion: '2026-1' };
  const ofRegistration = (ctx: Ctx, id: string, name: string, input: Values = {}) =>
    move(ctx, 'expertRegistration', id, name, input);

  /** A county with a few entries and one registration handed in, beside them nobody or as `entries` say. */
  async function offer(...entries: Values[]) {
    const { county, office } = await open('2026-03-02');
    const experts = await register(office, entries.length, (i) => ({ reviewer: 'no', ...held, ...entries[i] }));
    const person = await county.applicant('顾云岫');
    const hand = async (as: Ctx, values: Values = given) => {
      const id = await create(as, 'expertRegistration', values);
      await ofRegistration(as, id, 'submit', consent);
      return id;
    };
    return { county, office, experts, person, hand, id: await hand(person) };
  }

  it('names who may be the same and why, with what differs side by side, and numbers masked', async () => {
    const { office, id, experts } = await offer(
      { phone: given.phone },
      { name: '别人', email: 'GU@example.org' },
      { unitName: '岭东 农科院' },
      { units: [{ id: 'lin_1', name: '岭东农科院', from: '2019-01', to: '2021-12' }] },
      { unitName: '另一所大学' },
    );
    expect((await refusal(ofRegistration(office, id, 'register', { reviewer: 'no' }))).code).toBe(
      'conflict.uncompared',
    );
    await ofRegistration(office, id, 'compare');
    const likely = (await read(office, 'expertRegistration', id)).values.likely as Likely[];
    expect(Object.fromEntries(likely.map(({ expert, why }) => [expert, why.map(({ zh }) => zh)]))).toEqual({
      [experts[0] ?? '']: ['手机相同'],
      [experts[1] ?? '']: ['邮箱相同'],
      [experts[2] ?? '']: ['姓名和单位相同'],
      [experts[3] ?? '']: ['姓名相同，曾在同一单位'],
    });
    const first = likely.find(({ expert }) => expert === experts[0]);
    expect(first?.differs.map(({ field, held, given }) => [field, held.zh, given.zh])).toEqual([
      ['professionalTitle', '副研究员', '研究员'],
      ['unitName', '岭东大学', '岭东农科院'],
      ['email', '空白', 'g***@example.org'],
      ['consent', '空白', '姓名、单位'],
    ]);
  });

  it('gives the entry that is there to the account, with the values ticked and no other', async () => {
    const { office, person, id, experts } = await offer({ phone: given.phone, profile: '茶树育种' });
    const [entry = ''] = experts;
    await ofRegistration(office, id, 'compare');
    expect((await refusal(read(person, 'expert', entry))).code).toBe('missing.record');
    await ofRegistration(office, id, 'link', { entry, taken: ['professionalTitle', 'consent'] });
    const { values } = await read(person, 'expert', entry);
    expect(values).toMatchObject({
      professionalTitle: '研究员',
      unitName: '岭东大学',
      profile: '茶树育种',
      phone: given.phone,
      consent: ['name', 'unitName'],
      consents: [{ field: 'name', basis: 'online', agreedOn: '2026-03-02' }, { field: 'unitName' }],
    });
    expect(values.email).toBeUndefined();
    expect((await read(office, 'expertRegistration', id)).values.expert).toBe(entry);
    expect(await allOf(office, 'expert')).toHaveLength(1);
  });

  it('links nothing twice, no entry of another account, and none that changed since it was compared', async () => {
    const { county, office, person, id, hand, experts } = await offer({ phone: given.phone });
    const [entry = ''] = experts;
    const stranger = await county.applicant('同名者');
    const [again, foreign] = [await hand(person), await hand(stranger)];
    for (const each of [id, again, foreign]) await ofRegistration(office, each, 'compare');
    const { revision } = await read(office, 'expert', entry);
    await updateRecord(office, { module: 'expert', id: entry, revision, values: { sex: 'male' } });
    const link = (each: string) => ofRegistration(office, each, 'link', { entry });
    expect((await refusal(link(id))).code).toBe('conflict.uncompared');
    await ofRegistration(office, id, 'compare');
    await link(id);
    expect((await refusal(link(id))).code).toBe('conflict.state');
    for (const each of [again, foreign]) await ofRegistration(office, each, 'compare');
    expect((await refusal(link(again))).reason('zh-CN')).toBe('顾云岫的条目已是本人账号的，不能再次关联');
    expect((await refusal(link(foreign))).reason('zh-CN')).toBe('顾云岫的条目已有另一账号');
    const anew = ofRegistration(office, again, 'register', { reviewer: 'no', different: '另一人' });
    expect((await refusal(anew)).code).toBe('conflict.linked');
    expect((await read(person, 'expert', entry)).values.name).toBe('顾云岫');
  });

  it('makes a second entry of somebody like it only with the reason why he is another', async () => {
    const { office, person, id } = await offer({ unitName: given.unitName });
    await ofRegistration(office, id, 'compare');
    const double = await refusal(ofRegistration(office, id, 'register', { reviewer: 'no' }));
    expect(double.reason('zh-CN')).toBe(
      '专家库中已有岭东农科院的顾云岫（姓名和单位相同）：是同一人的请关联，不是的请说明理由',
    );
    await ofRegistration(office, id, 'register', { reviewer: 'no', different: '同名，出生年份不同' });
    const { values } = await read(office, 'expertRegistration', id);
    expect(values.different).toBe('同名，出生年份不同');
    expect((await read(person, 'expert', String(values.expert))).values.unitName).toBe('岭东农科院');
    expect((await read(person, 'expertRegistration', id)).values.likely).toBeUndefined();
  });
});

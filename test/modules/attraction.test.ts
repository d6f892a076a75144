import { printForm } from '@juxian/documents/forms.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { sequenceOf } from '@juxian/engine/number.ts';
import { placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { appointmentDocument } from '@juxian/modules/cadre/appointment-document/index.ts';
import { describe, expect, it } from 'vitest';
import { county, inOneWorld, list, make, office, read, start, unitOf } from '../support/attraction.ts';
import { at } from '../support/county.ts';
import { memberOf, move, refusal, withCheck } from '../support/selection.ts';

inOneWorld();

describe('an agreement with a university', () => {
  const agreed = (unit: string) => ({
    heading: '岭东大学校地合作协议',
    partner: '岭东大学',
    partnerSort: 'university',
    items: ['base', 'internship'],
    leadUnit: unit,
    from: '2026-03-02',
    to: '2027-03-01',
    clauses: [
      { clause: '共建实习基地', task: '挂牌实习基地', unit, due: '2026-06-30' },
      { clause: '双方互为协作单位' },
      { clause: '每年选派博士', task: '选派博士2名', unit, due: '2026-09-30' },
    ],
  });

  it('becomes tasks of the units its clauses name, each done with evidence', async () => {
    await start();
    const unit = await unitOf('县人社局');
    const id = await make('agreement', agreed(unit));
    await move(office, 'agreement', id, 'sign', { signedOn: '2026-03-02', place: '岭东大学' });
    const tasks = await list(office, 'agreementTask');
    expect(tasks.map(({ values }) => [values.heading, values.to])).toEqual([
      ['挂牌实习基地', '2026-06-30'],
      ['选派博士2名', '2026-09-30'],
    ]);
    const [first] = tasks;
    const early = await refusal(move(office, 'agreementTask', first?.id ?? '', 'report'));
    expect(early.code).toBe('conflict.evidence');
  });

  it('lists its tasks on paper with their states and what shows them, to a unit its own alone', async () => {
    await start();
    const [lead, other] = [await unitOf('县人社局'), await unitOf('县卫健局')];
    const late = { clause: '共建', task: '设立工作站', unit: other, due: '2026-03-31' };
    const id = await make('agreement', { ...agreed(lead), clauses: [...agreed(lead).clauses, late] });
    const print = async (ctx: Ctx) => {
      const { paper } = await printForm(ctx, { module: 'agreement', id, form: 'progress' }, { origin: '' });
      const blocks = 'blocks' in paper ? paper.blocks : [];
      const sum = blocks.find((block) => block.is === 'paragraph')?.text;
      return { sum, rows: blocks.find((block) => block.is === 'grid')?.rows.map((row) => [row[0], row[4], row[5]]) };
    };
    expect((await refusal(print(office))).code).toBe('conflict.draft');
    await move(office, 'agreement', id, 'sign', { signedOn: '2026-03-02' });
    const values = { agreement: id, heading: '选聘导师', unit: other, to: '2026-03-20' };
    const evidence = [{ id: 'fil_1', name: '聘书.pdf', size: 1, type: 'application/pdf', hash: '' }];
    await placeRecord(office, {
      module: 'agreementTask',
      state: 'done',
      values: { ...values, result: '聘5人', evidence, doneOn: '2026-03-18' },
    });
    county.clock.set(at('2026-04-01T09:00:00'));
    expect(await print(office)).toEqual({
      sum: '截至2026年4月1日，共4项：已完成1项，待确认0项，落实中2项，逾期1项，已取消0项。',
      rows: [
        ['选聘导师', '已完成', '2026年3月18日完成\n聘5人\n佐证1件：聘书.pdf'],
        ['设立工作站', '逾期', ''],
        ['挂牌实习基地', '落实中', ''],
        ['选派博士2名', '落实中', ''],
      ],
    });
    const inCharge = await memberOf(county, '秦以南', ['unit'], { unit: lead });
    expect(await print(inCharge)).toEqual({
      sum: '截至2026年4月1日，本单位任务共2项：已完成0项，待确认0项，落实中2项，逾期0项，已取消0项。',
      rows: [
        ['挂牌实习基地', '落实中', ''],
        ['选派博士2名', '落实中', ''],
      ],
    });
  });

  it('refuses a clause whose task is nobody’s, and to be signed tomorrow', async () => {
    await start();
    const unit = await unitOf('县人社局');
    const lost = await make('agreement', { ...agreed(unit), clauses: [{ clause: '共建', task: '挂牌' }] });
    const refused = await refusal(move(office, 'agreement', lost, 'sign', { signedOn: '2026-03-02' }));
    expect(refused.details.fields?.map(({ path }) => path)).toEqual(['clauses']);
    const id = await make('agreement', agreed(unit));
    expect((await refusal(move(office, 'agreement', id, 'sign', { signedOn: '2026-03-03' }))).code).toBe(
      'invalid.future',
    );
  });

  it('is public only between publishing and taking down, and never its clauses', async () => {
    await start();
    const id = await make('agreement', agreed(await unitOf('县人社局')));
    await move(office, 'agreement', id, 'sign', { signedOn: '2026-03-02' });
    const visitor = await county.visitor();
    expect((await refusal(read('agreement', id, visitor))).code).toBe('missing.record');
    await move(office, 'agreement', id, 'publish');
    const shown = await read('agreement', id, visitor);
    expect(shown.values.partner).toBe('岭东大学');
    expect(shown.values.clauses).toBeUndefined();
    await move(office, 'agreement', id, 'hide');
    expect((await refusal(read('agreement', id, visitor))).code).toBe('missing.record');
  });

  it('reminds 90 days before its end, once, is renewed beyond it, and ends the day after', async () => {
    await start();
    const id = await make('agreement', agreed(await unitOf('县人社局')));
    await move(office, 'agreement', id, 'sign', { signedOn: '2026-03-02' });
    // 2027-03-01 less 90 days.
    expect((await read('agreement', id)).due).toBe('2026-12-01T09:00:00+08:00');
    county.clock.set(at('2026-12-01T09:00:00'));
    const clock = await county.ticking();
    expect(await tick(clock)).toBe(1);
    expect(await tick(clock)).toBe(0);
    expect((await read('agreement', id)).due).toBe('2027-03-01T23:59:59+08:00');
    const short = move(office, 'agreement', id, 'renew', { on: '2026-12-01', until: '2027-03-01' });
    expect((await refusal(short)).code).toBe('invalid.until');
    await move(office, 'agreement', id, 'renew', { on: '2026-12-01', until: '2028-03-01' });
    expect((await read('agreement', id)).values).toMatchObject({
      to: '2028-03-01',
      renewals: [{ on: '2026-12-01', to: '2028-03-01' }],
    });
    county.clock.set(at('2028-03-02T00:00:00'));
    await tick(await county.ticking());
    expect((await read('agreement', id)).state).toBe('ended');
  });
});

describe('a secondment', () => {
  it('is appraised half way and at its end, and told of 30 days ahead', async () => {
    await start();
    const host = await unitOf('县人民医院');
    const id = await make('secondment', {
      name: '方知远',
      sort: 'doctors',
      degree: 'doctor',
      sender: '岭东医科大学',
      host,
      post: '副院长（挂职）',
      from: '2026-03-02',
      to: '2027-03-01',
      plan: '牵头建设卒中中心',
    });
    await move(office, 'secondment', id, 'arrive');
    expect((await refusal(move(office, 'secondment', id, 'assess', graded))).code).toBe('conflict.briefs');
    const { revision } = await read('secondment', id);
    await updateRecord(office, {
      module: 'secondment',
      id,
      revision,
      values: { briefs: [{ on: '2026-03-02', brief: '坐诊' }], results: '开展手术30台' },
    });
    county.clock.set(at('2027-01-30T09:00:00'));
    await tick(await county.ticking());
    expect((await read('secondment', id)).state).toBe('ending');
    const final = { final: 'excellent', finalOpinion: '实绩突出' };
    expect((await refusal(move(office, 'secondment', id, 'finish', final))).code).toBe('conflict.midterm');
    await move(office, 'secondment', id, 'assessLate', graded);
    await move(office, 'secondment', id, 'finish', final);
    expect((await read('secondment', id)).state).toBe('finished');
  });
  const graded = { midterm: 'competent', midtermOpinion: '进展正常' };
});

describe('a campaign', () => {
  it('counts the posts shown, and never more people than at the step before', async () => {
    await start();
    const unit = await unitOf('县人社局');
    const id = await make('campaign', {
      heading: '秋季校园引才',
      sort: 'campus',
      from: '2026-03-01',
      to: '2026-03-01',
      units: [
        { unit, posts: 12 },
        { unit: await unitOf('县医院'), posts: 30 },
      ],
    });
    await move(office, 'campaign', id, 'hold');
    const held = await read('campaign', id);
    expect(held.values.posts).toBe(42);
    const funnel = { resumes: 100, interviews: 60, intents: 61, contracts: 10, arrivals: 0 };
    const change = (values: Record<string, number>) =>
      updateRecord(office, { module: 'campaign', id, revision: held.revision, values });
    expect((await refusal(change(funnel))).details.fields?.map(({ path }) => path)).toEqual(['intents']);
    const { arrivals: _, ...open } = { ...funnel, intents: 20 };
    await change(open);
    expect((await refusal(move(office, 'campaign', id, 'close'))).code).toBe('conflict.funnel');
    const { revision } = await read('campaign', id);
    await updateRecord(office, { module: 'campaign', id, revision, values: { arrivals: 0 } });
    await move(office, 'campaign', id, 'close');
  });
});

describe('a native elsewhere', () => {
  const native = { name: '许清和', origin: '松溪镇', city: '上海', presentUnit: '申城大学' };

  it('has a telephone only with consent, and none any more once it is withdrawn', async () => {
    await start();
    const silent = refusal(make('native', { ...native, contact: 'unasked', phone: '13900000991' }));
    expect((await silent).details.fields?.map(({ path }) => path)).toEqual(['phone']);
    const id = await make('native', { ...native, contact: 'yes', contactOn: '2026-03-01', phone: '13900000991' });
    expect((await read('native', id)).values.phone).toBe('13900000991');
    const leader = await county.as('程望舒', 'leader');
    expect((await read('native', id, leader)).values).toMatchObject({ name: '许清和', contact: 'yes' });
    expect((await read('native', id, leader)).values.phone).toBeUndefined();
    const projects = [{ project: '设施蔬菜基地', stage: 'signed', amount: 150_000_000, since: '2026-02-01' }];
    const { revision } = await read('native', id);
    await updateRecord(office, { module: 'native', id, revision, values: { projects } });
    expect((await read('native', id, leader)).values.projects).toMatchObject(projects);
    await move(office, 'native', id, 'withdrawConsent');
    expect((await read('native', id)).values.projects).toMatchObject(projects);
    expect((await read('native', id)).values).toMatchObject({ contact: 'no', contactOn: '2026-03-02' });
    expect((await read('native', id)).values.phone).toBeUndefined();
    expect((await refusal(move(office, 'native', id, 'withdrawConsent'))).code).toBe('conflict.consent');
  });
});

describe('a visit', () => {
  it('turns what was wished for into requests of the one window, each in its own time', async () => {
    await start();
    const id = await make('visit', {
      date: '2026-03-02',
      sort: 'local',
      name: '沈知微',
      leader: '程望舒',
      way: 'door',
      talk: '关心孩子入学',
      wishes: [
        { wish: '孩子转入县第一小学', sort: 'schooling' },
        { wish: '办理就医绿色通道', sort: 'medical' },
      ],
    });
    const early = await make('visit', {
      date: '2026-03-03',
      sort: 'local',
      name: '沈知微',
      leader: '程望舒',
      way: 'door',
    });
    expect((await refusal(move(office, 'visit', early, 'make'))).code).toBe('conflict.early');
    const silent = await make('visit', {
      date: '2026-03-02',
      sort: 'local',
      name: '沈知微',
      leader: '柏松月',
      way: 'door',
    });
    expect((await refusal(move(office, 'visit', silent, 'make'))).code).toBe('conflict.talk');
    expect((await listOf(office, 'visit', { 'filter[leader]': '程望舒' })).total).toBe(2);
    await move(office, 'visit', id, 'make');
    const requests = await list(office, 'serviceRequest');
    expect(requests.map(({ values, state }) => [values.sort, state]).sort()).toEqual([
      ['medical', 'received'],
      ['schooling', 'received'],
    ]);
    const medical = requests.find(({ values }) => values.sort === 'medical');
    // Five working days from Monday 2 March.
    expect((await read('serviceRequest', medical?.id ?? '')).due).toBe('2026-03-09T17:30:00+08:00');
  });
});

describe('a service request', () => {
  const number = withCheck('99000119880312002');
  const ask = (more: Record<string, unknown> = {}) =>
    make('serviceRequest', {
      sort: 'housing',
      name: '沈知微',
      identityConsent: ['given'],
      identityNumber: number,
      request: '申请人才公寓',
      ...more,
    });
  const handled = async (more: Record<string, unknown> = {}) => {
    const id = await ask(more);
    await move(office, 'serviceRequest', id, 'submit');
    await move(office, 'serviceRequest', id, 'handOver', { to: await unitOf(`住建局${id}`) });
    return id;
  };
  const grant = (id: string, benefitTo?: string) =>
    move(office, 'serviceRequest', id, 'grant', { answer: '已分配', ...(benefitTo ? { benefitTo } : {}) });

  it('gives nobody one benefit twice at a time, whatever name is given', async () => {
    await start();
    await grant(await handled(), '2026-06-30');
    const again = await handled({ name: '沈之微' });
    expect((await refusal(grant(again, '2026-12-31'))).code).toBe('conflict.enjoyed');
    expect((await refusal(grant(again))).code).toBe('conflict.enjoyed');
    await grant(await handled({ sort: 'medical' }), '2026-06-30');
    county.clock.set(at('2026-07-01T00:00:00'));
    await tick(await county.ticking());
    await grant(again, '2026-12-31');
  });

  it('is handed over three times at most, never to where it is', async () => {
    await start();
    const id = await handled();
    const there = (await read('serviceRequest', id)).values.department as string;
    const hand = (to: string) => move(office, 'serviceRequest', id, 'handOver', { to });
    expect((await refusal(hand(there))).code).toBe('conflict.department');
    await hand(await unitOf('县卫健局'));
    await hand(await unitOf('县教育局'));
    expect((await refusal(hand(await unitOf('县财政局')))).code).toBe('conflict.handovers');
  });

  it('is refused with a reason that the person reads, by the department that has it and no other', async () => {
    await start();
    const who = await county.applicant('沈知微');
    const id = await make(
      'serviceRequest',
      { sort: 'housing', name: '沈知微', identityConsent: ['given'], identityNumber: number, request: '申请人才公寓' },
      who,
    );
    await move(who, 'serviceRequest', id, 'submit', { consent: 'yes', consentVersion: '2026-1' });
    const [first, second] = [await unitOf('县住建局'), await unitOf('县教育局')];
    const [before, now] = [
      await memberOf(county, '住建局经办', ['unit'], { unit: first }),
      await memberOf(county, '教育局经办', ['unit'], { unit: second }),
    ];
    await move(office, 'serviceRequest', id, 'handOver', { to: first });
    await move(office, 'serviceRequest', id, 'handOver', { to: second, reason: '职责在教育局' });
    expect((await read('serviceRequest', id)).due).toBe('2026-03-30T17:30:00+08:00');
    const refuse = (ctx: Ctx, input: Record<string, unknown>) => move(ctx, 'serviceRequest', id, 'refuse', input);
    expect((await refusal(refuse(before, { refusal: '不归我局' }))).code).toBe('missing.record');
    expect((await refusal(refuse(now, {}))).code).toBe('invalid.incomplete');
    await refuse(now, { refusal: '未在本县缴纳社会保险' });
    const read1 = await read('serviceRequest', id, who);
    expect([read1.state, read1.values.refusal]).toEqual(['refused', '未在本县缴纳社会保险']);
    expect((read1.values.handovers as { to: string }[]).map(({ to }) => to)).toEqual([first, second]);
  });

  it('is not seen by a department before it is handed over to it', async () => {
    await start();
    const unit = await unitOf('县住建局');
    const clerk = await county.actor({
      kind: 'member',
      id: 'usr_0000000000000000000001',
      name: '住建局经办',
      tenant: county.tenant,
      roles: ['unit'],
      unit,
      assurance: 1,
    });
    const id = await ask();
    await move(office, 'serviceRequest', id, 'submit');
    expect((await refusal(read('serviceRequest', id, clerk))).code).toBe('missing.record');
    await move(office, 'serviceRequest', id, 'handOver', { to: unit });
    expect((await read('serviceRequest', id, clerk)).values.name).toBe('沈知微');
  });
});

describe('a talent card', () => {
  const number = withCheck('99000119880312002');
  const card = (more: Record<string, unknown> = {}) =>
    make('talentCard', {
      name: '沈知微',
      identityNumber: number,
      grade: 'c',
      ground: '青才〔2026〕1号',
      benefits: ['medical'],
      from: '2026-03-02',
      to: '2027-03-01',
      ...more,
    });

  it('is in force once a person, and shown to whoever checks it without the whole name', async () => {
    await start();
    const first = await card();
    await move(office, 'talentCard', first, 'issue');
    const visitor = await county.visitor();
    expect((await read('talentCard', first, visitor)).values.holder).toBe('沈**');
    expect(JSON.stringify(await read('talentCard', first, visitor))).not.toMatch(/沈知微|9900011988/);
    const second = await card({ grade: 'b' });
    expect((await refusal(move(office, 'talentCard', second, 'issue'))).code).toBe('conflict.taken');
    await move(office, 'talentCard', first, 'revoke', { revocation: '提高类别' });
    await move(office, 'talentCard', second, 'issue');
    county.clock.set(at('2027-03-02T00:00:00'));
    await tick(await county.ticking());
    expect((await read('talentCard', second)).state).toBe('expired');
  });
});

describe('a number', () => {
  it('that a record brings along is not given again, in its year and under its word', async () => {
    await start();
    const unit = await unitOf('县政府办');
    const values = {
      heading: '文秘实习',
      unit,
      quota: 1,
      year: 2026,
      season: 'summer',
      sort: 'office',
      insurance: 'yes',
    };
    const post = {
      ...values,
      from: '2026-07-06',
      to: '2026-08-14',
      until: '2026-06-20',
      place: '县城',
      duties: '办文',
    };
    for (const number of ['实习2026-017', '实习2026-005', '实习2025-400', '旧号9'])
      await placeRecord(office, { module: 'internshipPost', state: 'open', values: { ...post, number } });
    const next = async () => (await read('internshipPost', await make('internshipPost', post))).values.number;
    expect([await next(), await next()]).toEqual(['实习2026-018', '实习2026-019']);
  });

  it('of an official document is known without leading zeros', () => {
    expect(sequenceOf(appointmentDocument as never, { number: '组发〔2026〕4号' })).toEqual({
      name: 'appointmentDocument.组发.2026',
      last: 4,
    });
    expect(sequenceOf(appointmentDocument as never, { number: '第4号' })).toBeUndefined();
  });
});

describe('the movement of talent', () => {
  it('ends a year with what came less what went, and begins the next with it', async () => {
    await start();
    const unit = await unitOf('县医院');
    const year = (values: Record<string, unknown>) => make('talentMovement', { unit, sort: 'professional', ...values });
    const first = await year({
      year: 2024,
      start: 100,
      arrivals: [
        { from: 'graduates', count: 12 },
        { from: 'introduced', count: 3 },
      ],
      leavings: [{ reason: 'resigned', count: 20 }],
    });
    await move(office, 'talentMovement', first, 'report');
    await move(office, 'talentMovement', first, 'confirm');
    expect((await read('talentMovement', first)).values).toMatchObject({ inflow: 15, outflow: 20, end: 95 });
    const wrong = await year({ year: 2025, start: 96 });
    const refused = await refusal(move(office, 'talentMovement', wrong, 'report'));
    expect(refused.reason('zh-CN')).toBe('年初96人与上年年末95人不一致');
    const gone = await year({ year: 2025, start: 95, leavings: [{ reason: 'resigned', count: 96 }] });
    expect((await refusal(move(office, 'talentMovement', gone, 'report'))).code).toBe('invalid.outflow');
    const twice = await year({ year: 2024, start: 100 });
    expect((await refusal(move(office, 'talentMovement', twice, 'report'))).code).toBe('conflict.taken');
  });
});

describe('recognition delegated to an employer', () => {
  const scheme = {
    heading: '技能人才评价方案',
    sort: 'skilled',
    innovation: 30,
    quality: 30,
    effect: 20,
    contribution: 20,
    passing: 60,
    indicators: [
      { dimension: 'innovation', indicator: '技术革新', points: 30 },
      { dimension: 'quality', indicator: '产品合格率', points: 30 },
      { dimension: 'effect', indicator: '增产节约', points: 20 },
      { dimension: 'contribution', indicator: '带徒', points: 20 },
    ],
  };
  const enforced = async () => {
    const id = await make('evaluationScheme', scheme);
    await move(office, 'evaluationScheme', id, 'adopt');
    return id;
  };

  it('judges by four groups that add up to 100, each by its own indicators, and keeps versions apart', async () => {
    await start();
    const adopt = async (more: Record<string, unknown>) => {
      const id = await make('evaluationScheme', { ...scheme, ...more });
      return (await refusal(move(office, 'evaluationScheme', id, 'adopt'))).details.fields?.map(({ path }) => path);
    };
    expect(await adopt({ contribution: 30 })).toEqual(['contribution', 'indicators']);
    expect(await adopt({ innovation: 20, quality: 40 })).toEqual(['indicators']);
    const first = await enforced();
    await move(office, 'evaluationScheme', first, 'revise');
    const next = (await list(office, 'evaluationScheme')).find(({ values }) => values.version === 2);
    expect((await read('evaluationScheme', first)).state).toBe('inForce');
    await move(office, 'evaluationScheme', next?.id ?? '', 'adopt');
    expect((await read('evaluationScheme', first)).state).toBe('superseded');
  });

  it('recognises only what was granted, to the number granted, and reports in time', async () => {
    await start();
    const unit = await unitOf('陶瓷公司');
    const authority = await make('talentAuthority', {
      unit,
      sort: 'skilled',
      classes: ['d', 'e'],
      scheme: await enforced(),
      quota: 1,
      reportDays: 15,
      documentNumber: '青人才〔2026〕3号',
      from: '2026-03-02',
      to: '2027-03-01',
    });
    await move(office, 'talentAuthority', authority, 'grant');
    const clerk = await county.actor({
      kind: 'member',
      id: 'usr_0000000000000000000002',
      name: '企业经办',
      tenant: county.tenant,
      roles: ['unit'],
      unit,
      assurance: 1,
    });
    const judged = { innovation: 20, quality: 25, effect: 10, contribution: 10 };
    const decide = async (more: Record<string, unknown> = {}) => {
      const values = { authority, unit, name: '任牧之', grade: 'd', reasons: '改进釉料配方', ...judged, ...more };
      const id = await make('employerRecognition', values, clerk);
      await move(clerk, 'employerRecognition', id, 'decide');
      return id;
    };
    expect((await refusal(decide({ grade: 'b' }))).code).toBe('invalid.grade');
    expect((await refusal(decide({ effect: 21 }))).details.fields?.[0]?.path).toBe('effect');
    expect((await refusal(decide({ quality: 19 }))).reason('zh-CN')).toBe('合计59分，未达到合格分60分');
    const first = await decide();
    expect((await read('employerRecognition', first)).values.score).toBe(65);
    expect((await read('employerRecognition', first)).due).toBe('2026-03-17T23:59:59+08:00');
    expect((await refusal(decide({ name: '区山遥' }))).code).toBe('conflict.quota');
    await move(office, 'employerRecognition', first, 'revoke', { finding: '材料不实' });
    await decide({ name: '区山遥' });
    county.clock.set(at('2027-03-02T00:00:00'));
    await tick(await county.ticking());
    expect((await refusal(decide({ name: '仇云舒' }))).code).toBe('conflict.authority');
  });

  it('is reported within its days, is asked for once where it is not, and may be reported late', async () => {
    await start();
    const unit = await unitOf('陶瓷公司');
    const values = { authority: unit, unit, name: '任牧之', grade: 'd', reasons: '改进釉料配方' };
    const { id } = await placeRecord(await county.ticking(), {
      module: 'employerRecognition',
      state: 'decided',
      values: { ...values, decidedOn: '2026-03-02', seat: 'x|1' },
      due: '2026-03-17T23:59:59+08:00',
    });
    const clock = await county.ticking();
    county.clock.set(at('2026-03-17T23:59:00'));
    expect(await tick(clock)).toBe(0);
    county.clock.set(at('2026-03-18T00:00:01'));
    expect(await tick(clock)).toBe(1);
    expect(await tick(clock)).toBe(0);
    const clerk = await memberOf(county, '企业经办', ['unit'], { unit });
    expect((await refusal(move(office, 'employerRecognition', id, 'uphold'))).code).toBe('conflict.state');
    await move(clerk, 'employerRecognition', id, 'report');
    expect((await read('employerRecognition', id)).values).toMatchObject({
      remindedOn: '2026-03-18',
      reportedOn: '2026-03-18',
    });
    await move(office, 'employerRecognition', id, 'uphold');
    expect((await read('employerRecognition', id)).state).toBe('kept');
  });
});

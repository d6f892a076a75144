import { listPaper } from '@juxian/documents/cadre/lists.ts';
import { toDocx } from '@juxian/documents/docx.ts';
import { forms, formsOf, printForm } from '@juxian/documents/forms.ts';
import { toHtml } from '@juxian/documents/html.ts';
import { DEMO_LINE } from '@juxian/documents/paper.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, placeRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { certificateOf } from '@juxian/functions/portal/read.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';
import { type County, openWorld } from '../support/county.ts';
import { readPdf } from '../support/pdf.ts';
import { draft, memberOf, move, openCall, refusal, tellRound } from '../support/selection.ts';
import { partsOf } from '../support/unzip.ts';

const origin = 'https://juxian.example';
let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
let round: Awaited<ReturnType<typeof tellRound>>;
let made: Awaited<ReturnType<typeof round.decide>>;
let sealed: { office: string; expert: string };
let heldBack: string;
let judged: { agreement: string; appraisal: string; secondment: string; meeting: string; withdrawal: string };

const plain = (markup: string): string =>
  markup
    .replace(/<style.*?<\/style>/s, '')
    .replace(/<\/(td|th|p|h\d|div)>|<\/w:p>/g, '|')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');

/** The words of a form in print and in Word, with the file's properties. */
async function printed(ctx: Ctx, module: string, id: string, form: string) {
  const { paper } = await printForm(ctx, { module, id, form }, { origin });
  if (!('blocks' in paper)) throw new Error('no paper of blocks');
  const parts = partsOf(await toDocx(paper));
  const properties = `${parts.get('docProps/core.xml')}${parts.get('docProps/app.xml')}`;
  return { paper, html: plain(toHtml(paper)), docx: plain(parts.get('word/document.xml') ?? ''), properties };
}

const unitOf = (more: string) => memberOf(county, '秦校长', ['unit'], { unit: more });

beforeAll(async () => {
  world = await openWorld();
  county = await world.county();
  round = await tellRound(county);
  const sheet = round.sheets[0]?.id ?? '';
  sealed = {
    office: (await refusal(printed(round.office, 'review', sheet, 'score'))).code,
    expert: (await printed(await round.reader(0), 'review', sheet, 'score')).html,
  };
  heldBack = (await refusal(printed(round.office, 'panel', round.panel, 'summary'))).code;
  made = await round.decide();
  judged = await judge(made.studio);
});

/** An assessment of the studio, one of somebody seconded, and a hearing that is to come. */
async function judge(studio: string) {
  const place = async (module: string, state: string, values: Record<string, unknown>) =>
    (await placeRecord(round.office, { module, state, values })).id;
  const shared = { studio, studioName: '沈知微名师工作室', kind: 'teacher', hostUnit: round.unit };
  const agreement = await place('agreement', 'active', {
    ...{ number: '校地〔2026〕001号', heading: '校地合作协议', partner: '岭东大学', partnerSort: 'university' },
    ...{ items: ['base'], leadUnit: round.unit, from: '2026-03-02', to: '2029-03-01' },
  });
  await place('agreementTask', 'doing', { agreement, heading: '挂牌实习基地', unit: round.unit, to: '2026-02-28' });
  return {
    agreement,
    appraisal: await place('appraisal', 'graded', {
      ...shared,
      sort: 'annual',
      year: 2026,
      selfReport: '公开课开满十二节',
      ...{ tasks: 36, growth: 18, service: 21, money: 9, management: 4, score: 88 },
      grade: 'passed',
      opinion: '目标完成',
    }),
    secondment: await place('secondment', 'finished', {
      ...{ name: '方知远', sort: 'doctors', degree: 'doctor', sender: '岭东医科大学', senderPost: '主任医师' },
      ...{ host: round.unit, post: '副院长（挂职）', from: '2025-03-02', to: '2026-03-01', plan: '建卒中中心' },
      briefs: [{ id: 'lin_1', on: '2025-09-01', brief: '坐诊' }],
      results: '开展手术三十台',
      ...{ midterm: 'competent', midtermOpinion: '进展正常', final: 'excellent', finalOpinion: '实绩突出' },
    }),
    meeting: await place('panelMeeting', 'closed', {
      ...{ heading: '名师工作室评审会', sort: 'panel', heldAt: '2026-03-11T14:30:00+08:00', place: '三楼会议室' },
      items: [
        { application: 'a', title: '沈知微名师工作室' },
        { application: 'b', title: '顾砚秋名师工作室' },
      ],
      roll: ['主甲', '成乙', '成丙', '成丁', '成戊'].map((name, i) => ({
        ...{ id: `s${i}`, name, post: '县委组织部', role: i === 0 ? 'chair' : 'member' },
        ...(i < 4 ? { present: { at: '2026-03-11T14:21:00+08:00', by: name } } : {}),
      })),
      recusals: [{ seat: 's1', application: 'b', ground: '亲属', sort: 'declared' }],
      votes: [
        {
          ...{ application: 'a', way: 'paper', state: 'closed', voters: ['s0', 's1', 's2', 's3'], entitled: 5 },
          ...{ returned: 4, void: 0, passed: true },
          tellers: [
            { person: 'p1', name: '计票甲', at: '2026-03-11T15:20:00+08:00' },
            { person: 'p2', name: '监票乙', at: '2026-03-11T15:24:30+08:00' },
          ],
        },
        {
          ...{ application: 'b', way: 'electronic', state: 'closed', voters: ['s0', 's2', 's3', 's4', 's5'] },
          ...{ entitled: 6, returned: 5, void: 0, passed: false, tally: { yes: 2, no: 3, abstain: 0 } },
        },
      ],
      minutes: '会议审议了两项申报。\n会议要求做好公示。',
      recordedBy: '叶知秋',
    }),
    withdrawal: await place('studioWithdrawal', 'noticed', {
      ...shared,
      grounds: ['leaderLeft', 'inactive'],
      facts: '领衔人二月调离，半年无活动',
      ...{ noticeNumber: '青人才告〔2026〕1号', noticedOn: '2026-03-27' },
      ...{ hearingOn: '2026-04-10', hearingPlace: '县委组织部会议室' },
    }),
  };
}
afterAll(() => world.stop());

describe('papers from the records of a round', () => {
  /** Form by form: the record, and what worked out by hand has to stand on it. */
  const wanted: [module: string, form: string, id: () => string, words: string[]][] = [
    [
      'application',
      'application',
      () => round.first,
      [
        '青山县2026年度',
        '名师工作室申报书',
        '编号：人才申〔2026〕001号',
        '沈知微名师工作室',
        '青山县第一中学',
        '1978.05',
        '正高级教师',
        '同意推荐',
      ],
    ],
    ['application', 'formalReview', () => round.first, ['形式审查表', '材料齐全', '√', '☑ 通过', '□ 不通过']],
    [
      'review',
      'score',
      () => round.sheets[0]?.id ?? '',
      ['青山县名师工作室认定评审　第1席', '30.00', '25.00', '15.00', '70.00', '60.00', '目标清楚'],
    ],
    [
      'panel',
      'summary',
      () => round.panel,
      ['青山县2026年度工作室认定评审　名师　名额1个', '(70.00)', '(85.00)', '80.00', '15.00', '(60.00)', '0.00'],
    ],
    ['panel', 'signIn', () => round.panel, ['2026年度名师工作室评审会', '专家0', '专家6', '岭东大学', '教授']],
    [
      'publicity',
      'notice',
      () => made.notice,
      [
        '名师工作室拟认定名单公示',
        '2026年3月12日至2026年3月18日（5个工作日）',
        '联系电话：0999-0000126',
        '拟认定名单（1个）',
        '沈知微名师工作室',
      ],
    ],
    [
      'slate',
      'list',
      () => made.slate,
      ['2026年度名师工作室拟定名单', '1个，拟定1个', '50,000元', '2026年3月11日', '80.00', '60.00', '√'],
    ],
    [
      'call',
      'recognition',
      () => round.call,
      [
        '中共青山县委人才工作领导小组文件',
        '青人才〔2026〕3号',
        '各乡镇党（工）委，县委各部委，县直各单位：',
        '建设期3年',
        '2026年3月20日',
        '沈知微名师工作室',
      ],
    ],
    ['call', 'plaques', () => round.call, ['2026年度人才工作室授牌名单', '2026年3月26日', '县礼堂', '青001']],
    [
      'call',
      'payments',
      () => round.call,
      [
        '2026年度工作室建设经费拨付明细表',
        '合计（1个）',
        '50,000.00',
        '30,000.00',
        '20,000.00',
        '贰万元整（2.00万元）',
      ],
    ],
    [
      'grant',
      'payment',
      () => made.grant,
      [
        '第1批（60%）',
        '第2批（40%）',
        '2026年3月27日',
        '拨1',
        '50,000.00',
        '30,000.00',
        '20,000.00',
        '贰万元整（2.00万元）',
      ],
    ],
    [
      'studio',
      'taskBook',
      () => made.studio,
      ['编号：工作室2026-001', '2026年3月20日至2029年3月20日', '伍万元整', '第1批（60%）30,000.00元', '公开课', '12'],
    ],
    [
      'certificate',
      'certificate',
      () => made.certificate,
      [
        '证书',
        '沈知微名师工作室：',
        '建设期至2029年3月20日',
        '中共青山县委人才工作领导小组',
        '证书编号：人才证〔2026〕001号',
      ],
    ],
    [
      'appraisal',
      'sheet',
      () => judged.appraisal,
      [
        '工作室2026年度考核表',
        '2026年3月20日至2029年3月20日',
        '公开课',
        '12',
        '公开课开满十二节',
        '36',
        '88',
        '☑ 合格',
        '目标完成',
      ],
    ],
    [
      'agreement',
      'progress',
      () => judged.agreement,
      [
        '校地合作协议落实情况表',
        '校地〔2026〕001号',
        '2026年3月2日至2029年3月1日',
        '|挂牌实习基地|',
        '2026年2月28日',
        '逾期1项',
      ],
    ],
    [
      'secondment',
      'midterm',
      () => judged.secondment,
      ['挂职人员中期考核表', '科技博士服务团', '2025年9月1日', '坐诊', '☑ 称职', '□ 优秀', '进展正常'],
    ],
    [
      'secondment',
      'final',
      () => judged.secondment,
      ['挂职人员期满考核表', '2025年3月2日至2026年3月1日', '开展手术三十台', '☑ 优秀', '□ 称职', '实绩突出'],
    ],
    [
      'panelMeeting',
      'signIn',
      () => judged.meeting,
      ['签到表', '2026年3月11日14:30', '三楼会议室', '|主甲|县委组织部|主持|14:21|', '应到（有表决权）5人，实到4人'],
    ],
    [
      'panelMeeting',
      'votes',
      () => judged.meeting,
      [
        '|沈知微名师工作室|5|4|4|—|—|—|—|通过|无|计票甲 15:20监票乙 15:24|',
        '|顾砚秋名师工作室|6|5|5|0|2|3|0|未通过|成乙|电子计票|',
        '不足5人的，不列票数',
      ],
    ],
    [
      'panelMeeting',
      'minutes',
      () => judged.meeting,
      [
        '会议纪要',
        '成乙、成丙、成丁',
        '|成戊|',
        '会议要求做好公示。',
        '记录人：叶知秋',
        '|未通过|成乙|电子计票|',
        '|通过|无|计票甲 15:20监票乙 15:24|',
      ],
    ],
    [
      'studioWithdrawal',
      'notice',
      () => judged.withdrawal,
      [
        '青人才告〔2026〕1号',
        '青山县第一中学：',
        '领衔人调离、停止活动',
        '2026年4月10日在县委组织部会议室',
        '2026年3月27日',
      ],
    ],
  ];

  it('are all held to something here', () => {
    const elsewhere = ['announcement', 'discussion', 'letter'].map((form) => `appointmentDocument ${form}`);
    const here = ['engagement letter', 'adoptionCertificate certificate', 'cadre appointment'];
    const onPortal = ['talentCard card', 'internshipCertificate certificate'];
    const held = [...wanted.map(([module, form]) => `${module} ${form}`), ...here, ...elsewhere, ...onPortal];
    const known = Object.entries(forms).flatMap(([module, own]) => Object.keys(own).map((form) => `${module} ${form}`));
    expect(held.sort()).toEqual(known.sort());
  });

  it.each(wanted)('%s %s holds what was worked out by hand, in print and in Word', async (module, form, id, words) => {
    const { html, docx, properties } = await printed(round.office, module, id(), form);
    expect(words.filter((word) => !html.includes(word))).toEqual([]);
    expect(words.filter((word) => !docx.includes(word))).toEqual([]);
    expect(properties).toContain('青山县委人才办');
    for (const person of ['沈知微', '顾砚秋', '专家0', '叶知秋']) expect(properties).not.toContain(`>${person}<`);
    expect(html).not.toContain(DEMO_LINE);
  });

  it('puts a thousand people on a list of cadres and no more', async () => {
    const gate = await gateOf(round.office, moduleOf(round.office, 'cadre'));
    const listOf = (count: number) =>
      listPaper(round.office, 'roster', {
        ids: Array.from({ length: count }, (_, i) => `rec_${i}`),
        day: '2026-03-01',
        gate,
        byUnit: true,
      });
    // None of them is a record of this county: the paper is empty, but it is one.
    expect((await listOf(1000)).number).toBe('填表时间：2026年3月1日　共0人');
    const { code, details } = await refusal(listOf(1001));
    expect([code, details.values]).toEqual(['invalid.tooMany', { most: 1000 }]);
  });

  it('gives the host unit its grade without the points, and prints no opinion before it is graded', async () => {
    const { html } = await printed(await unitOf(round.unit), 'appraisal', judged.appraisal, 'sheet');
    expect(html).toContain('☑ 合格');
    expect(html).not.toContain('|36|');
    expect((await printed(round.office, 'appraisal', judged.appraisal, 'sheet')).html).toContain('|36|');
  });

  it('names on the letters only whom the decision names', async () => {
    for (const [module, id, form] of [
      ['publicity', made.notice, 'notice'],
      ['call', round.call, 'recognition'],
      ['call', round.call, 'plaques'],
    ] as const) {
      const { html } = await printed(round.office, module, id, form);
      expect(html).toContain('沈知微');
      expect(html).not.toContain('顾砚秋');
    }
  });

  it('ranks the summary and marks what lies within the quota, each seat under its own head', async () => {
    const { html } = await printed(round.office, 'panel', round.panel, 'summary');
    const row = (name: string) =>
      html
        .slice(html.indexOf(`${name}名师工作室`))
        .split('|')
        .slice(0, 14)
        .join('|');
    expect(row('沈知微')).toBe(
      '沈知微名师工作室|沈知微|青山县第一中学|(70.00)|80.00|80.00|80.00|80.00|80.00|(85.00)|80.00|15.00|√|',
    );
    expect(html.indexOf('沈知微名师工作室')).toBeLessThan(html.indexOf('顾砚秋名师工作室'));
  });

  it('leads the certificate’s code to its page on the portal', async () => {
    const { paper } = await printed(round.office, 'certificate', made.certificate, 'certificate');
    const { slug } = round.office.config;
    expect(paper.blocks.at(-1)).toMatchObject({ url: `${origin}/p/${slug}/verify/${made.certificate}` });
    const found = await certificateOf(await county.visitor(), made.certificate);
    expect(found?.values.studioName).toBe('沈知微名师工作室');
    expect(await certificateOf(await county.visitor(), round.first)).toBeUndefined();
    await move(round.office, 'certificate', made.certificate, 'revoke', { revocation: '试' });
    expect((await refusal(printed(round.office, 'certificate', made.certificate, 'certificate'))).code).toBe(
      'conflict.revoked',
    );
  });

  it('prints a letter of engagement once it is issued', async () => {
    const [expert] = (await getRecord(round.office, { module: 'panel', id: round.panel })).values.members as string[];
    const values = { expert, expertName: '专家甲', honour: '智库专家', from: '2026-04-01', to: '2029-03-31' };
    const { id } = await createRecord(round.office, { module: 'engagement', values });
    expect((await refusal(printed(round.office, 'engagement', id, 'letter'))).code).toBe('conflict.draft');
    await move(round.office, 'engagement', id, 'issue');
    const { html, docx } = await printed(round.office, 'engagement', id, 'letter');
    for (const words of [html, docx])
      for (const wordsOf of ['聘书', '专家甲：', '聘期自2026年4月1日至2029年3月31日', '智聘〔2026〕001号'])
        expect(words).toContain(wordsOf);
  });
});

describe('what a reader may see', () => {
  const names = ['沈知微', '顾砚秋', '青山县第一中学'];

  it('keeps every name off a blind sheet, before and after the opening', async () => {
    const application = await printed(round.office, 'application', round.first, 'application');
    for (const name of [names[0], names[2]]) expect(application.html).toContain(name);
    const opened = await printed(round.office, 'review', round.sheets[0]?.id ?? '', 'score');
    for (const sheet of [sealed.expert, opened.html, opened.docx, opened.properties]) {
      for (const name of [...names, '专家0', '评委0']) expect(sheet).not.toContain(name);
    }
    for (const sheet of [sealed.expert, opened.html]) expect(sheet).toContain(round.codeOf(round.first));
    expect(sealed.expert).toContain('70.00');
  });

  it('keeps sheets from the office until the panel is opened, and from every other expert for good', async () => {
    expect(sealed.office).toBe('conflict.sealed');
    expect(heldBack).toBe('conflict.sealed');
    const other = await round.reader(1);
    expect((await refusal(printed(other, 'review', round.sheets[0]?.id ?? '', 'score'))).code).toBe('missing.record');
  });

  it('masks what is sensitive, and shows it to the applicant while he writes', async () => {
    const another = await world.county();
    const { office, call, unit } = await openCall(another);
    const applicant = await another.applicant('林清远');
    const values = draft(call.id, unit.id, '林清远', 7);
    const { id } = await createRecord(applicant, { module: 'application', values });
    const clear = String(values.identityNumber);
    const own = await printed(applicant, 'application', id, 'application');
    expect(own.html).toContain(clear);
    expect(own.html).toContain('（草稿，尚未提交）');
    expect(own.paper.hash).toBeUndefined();
    await move(applicant, 'application', id, 'submit', { consent: 'yes', consentVersion: '1' });
    const { values: kept } = await getRecord(applicant, { module: 'application', id });
    for (const ctx of [applicant, office]) {
      const filed = await printed(ctx, 'application', id, 'application');
      expect(filed.html).not.toContain(clear);
      expect(filed.html).toContain(`${clear.slice(0, 1)}${'*'.repeat(16)}${clear.slice(-1)}`);
      expect(filed.paper.hash).toBe(kept.materialHash);
    }
  });

  it('leaves blank what a role is not given', async () => {
    const leader = await county.as('程望舒', 'leader');
    const { html } = await printed(leader, 'application', round.first, 'application');
    expect(html).toContain('沈知微名师工作室');
    expect((await printed(round.office, 'application', round.first, 'application')).html).toContain('1978.05');
    expect(html).not.toContain('1978.05');
    expect(html).not.toContain('139');
    expect((await refusal(printed(leader, 'application', round.first, 'formalReview'))).code).toBe('missing.form');
  });

  it('shows a unit its own and an applicant his own, and another county nothing', async () => {
    const other = await createRecord(round.office, {
      module: 'unit',
      values: { name: '青山县第二中学', order: 20, sort: 'school' },
    });
    const own = await unitOf(round.unit);
    expect((await printed(own, 'grant', made.grant, 'payment')).html).toContain('30,000.00');
    expect((await printed(own, 'application', round.first, 'application')).paper.hash).toMatch(/^[0-9a-f]{64}$/);
    const foreign = await (await world.county('云岭区')).as('骆景行', 'office');
    const rival = await county.applicant('旁人');
    for (const ctx of [await unitOf(other.id), foreign, rival]) {
      expect((await refusal(printed(ctx, 'application', round.first, 'application'))).code).toBe('missing.record');
      expect((await refusal(formsOf(ctx, { module: 'application', id: round.first }))).code).toBe('missing.record');
    }
    expect((await refusal(printed(foreign, 'call', round.call, 'recognition'))).code).toBe('missing.record');
    for (const ctx of [own, rival])
      expect((await refusal(printed(ctx, 'call', round.call, 'recognition'))).code).toBe('missing.form');
  });

  it('offers what can be printed as the record stands', async () => {
    const offered = async (ctx: Ctx, module: string, id: string) =>
      (await formsOf(ctx, { module, id })).map(({ name }) => name);
    expect(await offered(round.office, 'application', round.first)).toEqual(['application', 'formalReview']);
    expect(await offered(await unitOf(round.unit), 'application', round.first)).toEqual(['application']);
    expect(await offered(round.office, 'call', round.call)).toEqual(['recognition', 'plaques', 'payments']);
    const fresh = await createRecord(round.office, { module: 'panel', values: { call: round.call, kind: 'teacher' } });
    expect(await offered(round.office, 'panel', fresh.id)).toEqual([]);
    expect((await refusal(printed(round.office, 'call', round.call, 'constructor'))).code).toBe('missing.form');
  });
});

describe('the words of a county', () => {
  it('follow its kind', async () => {
    const words = { countyCity: ['市委', '市直'], district: ['区委', '区直'], banner: ['旗委', '旗直'] } as const;
    for (const [kind, [committee, direct]] of Object.entries(words)) {
      county.settle({ kind: kind as keyof typeof words });
      const ctx = await county.as('叶知秋', 'office');
      const { html } = await printed(ctx, 'call', round.call, 'recognition');
      expect(html).toContain(`，${committee}各部委，${direct}各单位`);
      expect(html).not.toContain('县委各部委');
    }
    county.settle({ kind: 'county' });
  });

  it('say on each paper of a demonstration that the people are fictional', async () => {
    county.settle({ demo: true });
    const ctx = await county.as('叶知秋', 'office');
    expect((await printed(ctx, 'grant', made.grant, 'payment')).html).toContain(DEMO_LINE);
    county.settle({ demo: false });
  });

  it('refuse the hotline for cadres on a notice about talent', async () => {
    const values = {
      heading: '公示',
      text: '如有异议请拨打12380。',
      days: 5,
      contact: '0999-0000126',
      list: [{ application: round.first, studioName: '甲工作室', leaderName: '甲', unitName: '乙' }],
    };
    const { id } = await createRecord(round.office, { module: 'publicity', values });
    expect((await refusal(printed(round.office, 'publicity', id, 'notice'))).code).toBe('conflict.hotline');
  });
});

describe('the address of a paper', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  it('answers a page under a policy of its own, a Word file and a PDF; each print leaves a line', async () => {
    const own = await api.signUp();
    const { token } = own;
    const auditor = await api.join(own, ['audit']);
    const values = {
      heading: '名师工作室拟认定名单公示',
      text: '现予公示。',
      days: 5,
      contact: '0999-0000126',
      list: [{ studioName: '甲工作室', leaderName: '甲', unitName: '乙' }],
    };
    const draftNotice = await api.call('POST', '/api/v1/records/publicity', { values }, { token });
    expect(draftNotice.status).toBe(422);
    const list = [{ ...values.list[0], application: await someApplication(api, token) }];
    const { body: notice } = await api.call(
      'POST',
      '/api/v1/records/publicity',
      { values: { ...values, list } },
      { token },
    );
    const path = `/api/v1/records/publicity/${notice.id}`;
    const menu = await api.call('GET', `${path}/forms`, undefined, { token });
    expect(menu.body).toEqual([{ name: 'notice', title: 'Public notice' }]);

    const page = await api.call('GET', `${path}/form/notice?format=html`, undefined, { token });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(20);
    expect(policy).not.toContain('unsafe-inline');
    for (const [, used] of page.body.matchAll(/<(?:script|style) nonce="([^"]*)"/g))
      expect(plain(String(used))).toBe(nonce);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const again = await api.call('GET', `${path}/form/notice`, undefined, { token });
    expect(again.headers.get('content-security-policy')).not.toBe(policy);

    const word = await api.request(`${path}/form/notice?format=docx`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(word.headers.get('content-disposition')).toMatch(
      /^attachment;.*filename\*=UTF-8''%E5%85%AC%E7%A4%BA%E7%A8%BF/,
    );
    expect(partsOf(new Uint8Array(await word.arrayBuffer())).get('word/document.xml')).toContain('甲工作室');

    const pdf = await api.request(`${path}/form/notice?format=pdf`, { headers: { authorization: `Bearer ${token}` } });
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const sheets = readPdf(new Uint8Array(await pdf.arrayBuffer()));
    expect(sheets.flatMap(({ written }) => written.map(({ text }) => text)).join('')).toContain('甲工作室');
    const other = await api.call('GET', `${path}/form/notice?format=exe`, undefined, { token });
    expect([other.status, other.body.code]).toEqual([422, 'invalid.format']);
    const unknown = await api.call('GET', `${path}/form/ballot`, undefined, { token });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'missing.form']);
    const foreign = await api.signUp();
    const away = await api.call('GET', `${path}/form/notice`, undefined, { token: foreign.token });
    expect([away.status, away.body.code]).toEqual([404, 'missing.record']);

    const { body: log } = await api.call('GET', '/api/v1/audit?name=record.printed', undefined, {
      token: auditor.token,
    });
    const lines = (log.items ?? log) as { object: { id: string }; details: { form: string; format: string } }[];
    expect(lines.map(({ object, details }) => `${object.id} ${details.form} ${details.format}`).sort()).toEqual(
      ['docx', 'html', 'html', 'pdf'].map((format) => `${notice.id} notice ${format}`),
    );
  });
});

async function someApplication(api: Api, token: string): Promise<string> {
  const values = { studioName: '甲工作室' };
  const made = await api.call('POST', '/api/v1/records/application', { values }, { token });
  return made.body.id;
}

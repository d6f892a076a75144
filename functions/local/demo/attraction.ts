import { newId } from '@juxian/base/id.ts';
import type { NewRecord } from '@juxian/engine/define.ts';
import { shortened } from '@juxian/modules/talent/shortened.ts';
import { addDays, addYears } from '@juxian/rules/day.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { tellEmployers } from './employers.ts';
import { person, towns } from './people.ts';

type Made = Omit<NewRecord, 'module'>;
type Units = ReadonlyMap<string, string>;

const leaders = ['程望舒', '庄晚亭', '骆云舒', '祁静姝'];
const cities = ['临江', '海岳', '云州', '宁川', '锦城', '越州', '星沙'];

/**
 * What the county does to draw talent: 43 natives elsewhere, 108 visits, 2 doctors on secondment, an agreement with its
 * tasks, a plan, campaigns, cards, requests and three years of movement.
 */
export async function tellAttraction(stage: Stage, days: Days, units: Units): Promise<void> {
  stage.at(moment(days.yearsAgo(1)));
  const natives = await stage.placeAll('native', nativeLines(days));
  const doctors = await placeDoctors(stage, days, units);
  for (const visit of visitLines(days, natives, doctors)) {
    stage.at(moment(String(visit.values.date), '17:00:00'));
    await stage.placeAll('visit', [visit]);
  }
  await agree(stage, days, units);
  await plan(stage, days, units);
  await stage.placeAll('campaign', campaignLines(days, units));
  stage.at(moment(days.day(-80)));
  await stage.placeAll('talentCard', cardLines(days));
  stage.at(moment(days.day(-8)));
  await stage.placeAll('serviceRequest', requestLines(days, units));
  stage.at(moment(days.day(-90)));
  await stage.placeAll('talentMovement', movementLines(days, units));
  await tellEmployers(stage, days, units);
}

/** Where natives studied: fictional schools of the region, and real ones that anybody knows, so that provinces differ. */
const alma = [
  '岭东大学',
  '浙江大学',
  '岭东医科大学',
  '武汉大学',
  '西安交通大学',
  '岭东工业大学',
  '四川大学',
  '同济大学',
  '浙江大学',
  '中山大学',
  '岭东大学',
];

const nativeLines = (days: Days): Made[] =>
  Array.from({ length: 43 }, (_, i) => {
    const who = person(1200 + i);
    const agrees = i % 4 !== 3;
    return {
      values: {
        name: who.name,
        sex: who.sex,
        origin: towns[i % towns.length],
        city: cities[i % cities.length],
        presentUnit: `${cities[i % cities.length]}${['大学', '人民医院', '设计研究院', '科技有限公司'][i % 4]}`,
        presentPost: ['教授', '主任医师', '高级工程师', '总经理'][i % 4],
        university: alma[i % alma.length],
        contact: agrees ? 'yes' : i % 8 === 3 ? 'no' : 'unasked',
        ...(agrees ? { contactOn: days.yearsAgo(1), phone: who.phone } : {}),
        linkedLeader: leaders[i % leaders.length],
        ...(i % 9 === 0
          ? {
              projects: [
                {
                  id: newId('line'),
                  project: ['青瓷文创园', '设施蔬菜基地', '康养中心', '精密铸件加工', '数字标注中心'][i / 9],
                  stage: ['running', 'started', 'signed', 'intent', 'intent'][i / 9],
                  amount: [300_000_000, 150_000_000, 800_000_000, 200_000_000, 50_000_000][i / 9],
                  since: days.day(-30 - i),
                },
              ],
            }
          : {}),
      },
    };
  });

async function placeDoctors(stage: Stage, days: Days, units: Units): Promise<string[]> {
  const from = days.day(-60);
  const to = addYears(from, 3);
  return stage.placeAll(
    'secondment',
    [0, 1].map((i) => ({
      state: i === 0 ? 'assessed' : 'serving',
      due: moment(addDays(to, -30)),
      values: {
        number: `挂职〔${from.slice(0, 4)}〕00${i + 1}号`,
        name: person(1250 + i).name,
        sort: 'doctors',
        degree: 'doctor',
        discipline: ['心血管内科', '神经外科'][i],
        sender: '岭东医科大学第一附属医院',
        senderPost: ['主任医师', '副主任医师'][i],
        host: units.get('青山县人民医院'),
        post: ['副院长（挂职）', '卒中中心主任（挂职）'][i],
        from,
        to,
        plan: ['建成胸痛中心，带教骨干6名。', '建成卒中中心，开展介入手术。'][i],
        briefs: [
          { id: newId('line'), on: days.day(-40), brief: '到岗坐诊，摸清专科底数。' },
          { id: newId('line'), on: days.day(-15), brief: '组织全院会诊12次，带教查房18次。' },
        ],
        ...(i === 0 ? { midterm: 'excellent', midtermOpinion: '专科建设进展明显，群众评价好。' } : {}),
      },
    })),
  );
}

const talks = ['看望并听取对县里工作的意见。', '了解生活和工作情况，送上慰问。', '座谈交流，介绍县里发展。'];

/** 108 calls, 100 on experts and talent, 8 on those who work elsewhere; the last ones asked for something. */
const visitLines = (days: Days, natives: readonly string[], doctors: readonly string[]): Made[] =>
  Array.from({ length: 108 }, (_, i) => {
    const native = i < 40 ? natives[i] : undefined;
    const doctor = i >= 106 ? doctors[i - 106] : undefined;
    const name = native ? person(1200 + i).name : doctor ? person(1250 + i - 106).name : person(600 + (i % 60)).name;
    return {
      state: 'made',
      values: {
        date: days.day(-2 * (108 - i)),
        sort: native ? 'native' : doctor ? 'secondee' : i < 70 ? 'linked' : 'expert',
        name,
        ...(native ? { native } : {}),
        ...(doctor ? { secondment: doctor } : {}),
        leader: leaders[i % leaders.length],
        way: ['door', 'meeting', 'phone'][i % 3],
        talk: talks[i % talks.length],
      },
    };
  });

async function agree(stage: Stage, days: Days, units: Units): Promise<void> {
  const from = days.day(-90);
  const to = addYears(from, 5);
  stage.at(moment(from));
  const due = (offset: number) => addDays(days.today, offset);
  const tasks = [
    { clause: '双方共建教学实践基地。', task: '挂牌城乡规划教学实践基地', unit: '青山县住房和城乡建设局', days: -20 },
    { clause: '学校每年选派师生开展规划设计服务。', task: '编制松溪镇古街保护规划', unit: '松溪镇', days: 900 },
    {
      clause: '县里每年提供实习岗位不少于20个。',
      task: '落实实习岗位20个',
      unit: '青山县人力资源和社会保障局',
      days: 930,
    },
    { clause: '共同申报省级课题。', task: '联合申报陶瓷产业课题', unit: '青山县工业和信息化局', days: 960 },
  ];
  const agreement = await stage.place(
    'agreement',
    {
      heading: '青山县与岭东大学城市设计学院合作协议',
      partner: '岭东大学城市设计学院',
      partnerSort: 'university',
      items: ['base', 'project', 'talent', 'internship'],
      leadUnit: units.get('青山县住房和城乡建设局'),
      from,
      to,
      signedOn: from,
      place: '岭东大学',
      clauses: tasks.map(({ clause, task, unit, days: offset }) => ({
        id: newId('line'),
        clause,
        task,
        unit: units.get(unit),
        due: due(offset),
      })),
      property: '合作成果由双方共有，学校享有署名权。',
      ourContact: person(1260).name,
      partnerContact: person(1261).name,
      partnerPhone: person(1261).phone,
    },
    { state: 'published', due: moment(addDays(to, -90)) },
  );
  await stage.placeAll(
    'agreementTask',
    tasks.map(({ clause, task, unit, days: offset }, i) => ({
      state: i === 0 ? 'done' : 'doing',
      ...(i === 0 ? {} : { due: moment(due(offset), '23:59:59') }),
      values: {
        agreement,
        heading: task,
        clause,
        unit: units.get(unit),
        to: due(offset),
        ...(i === 0 ? { result: '基地已挂牌，首批师生18人进驻。', doneOn: days.day(-20) } : {}),
      },
    })),
  );
}

async function plan(stage: Stage, days: Days, units: Units): Promise<void> {
  const goal = (
    i: number,
    what: string,
    indicator: string,
    measure: string,
    base: number,
    target: number,
    unit: string,
  ) => ({
    id: `lin_goal${i}`,
    goal: what,
    indicator,
    measure,
    base,
    target,
    owner: units.get(unit),
  });
  await stage.place(
    'talentPlan',
    {
      heading: `青山县人才发展规划（${days.year - 1}—${days.year + 4}年）`,
      fromYear: days.year - 1,
      toYear: days.year + 4,
      documentNumber: `青办发〔${days.year - 1}〕21号`,
      outline: '以用为本、服务产业，五年内形成引得进、留得住、用得好的人才队伍。',
      goals: [
        goal(1, '名家工作室', '在册工作室', '个', 12, 40, '中共青山县委组织部'),
        goal(2, '智库专家', '有效聘任', '人', 20, 50, '中共青山县委组织部'),
        goal(3, '返乡实习', '实习岗位', '个', 600, 1000, '青山县人力资源和社会保障局'),
        goal(4, '高技能人才', '技师以上', '人', 380, 600, '青山县人力资源和社会保障局'),
      ],
      measures: [
        { id: newId('line'), measure: '每年遴选名家工作室，给予建设经费。', owner: units.get('中共青山县委组织部') },
        { id: newId('line'), measure: '建立人才服务一个窗口。', owner: units.get('青山县行政审批局') },
      ],
      reviews: [
        { id: newId('line'), year: days.year - 1, goal: '名家工作室', done: 12, verdict: 'onTrack' },
        { id: newId('line'), year: days.year - 1, goal: '返乡实习', done: 640, verdict: 'behind', note: '岗位偏少' },
      ],
    },
    { state: 'published' },
  );
}

const campaignLines = (days: Days, units: Units): Made[] =>
  [
    {
      heading: '岭东大学专场引才',
      sort: 'campus',
      city: '临江',
      at: -120,
      posts: [46, 38],
      funnel: [312, 140, 66, 31, 22],
    },
    {
      heading: '岭东医科大学专场引才',
      sort: 'campus',
      city: '临江',
      at: -100,
      posts: [0, 52],
      funnel: [188, 92, 41, 24, 19],
    },
    {
      heading: '“青山好风光”海岳推介会',
      sort: 'promotion',
      city: '海岳',
      at: -60,
      posts: [30, 20],
      funnel: [95, 40, 18, 6, 3],
    },
    { heading: '秋季线上招聘', sort: 'online', at: -25, posts: [64, 41], funnel: [240, 77, 29, 11, 4] },
  ].map(({ at, posts, funnel, ...given }) => ({
    state: 'closed',
    values: {
      ...given,
      brand: '青山好风光',
      from: days.day(at),
      to: days.day(at),
      units: ['青山县第一中学', '青山县人民医院'].map((unit, i) => ({
        id: newId('line'),
        unit: units.get(unit),
        posts: posts[i],
      })),
      posts: posts.reduce((sum, n) => sum + n, 0),
      resumes: funnel[0],
      interviews: funnel[1],
      intents: funnel[2],
      contracts: funnel[3],
      arrivals: funnel[4],
      cost: 1_800_000,
      note: '现场发放岗位手册，收集简历并当场约谈。',
    },
  }));

const cardLines = (days: Days): Made[] =>
  Array.from({ length: 18 }, (_, i) => {
    const who = person(1300 + i);
    const [from, to] = [days.day(-80), addYears(days.day(-80), 3)];
    return {
      state: 'valid',
      due: moment(to, '23:59:59'),
      values: {
        number: `人才卡${from.slice(0, 4)}${String(i + 1).padStart(3, '0')}`,
        name: who.name,
        holder: shortened(who.name),
        identityNumber: who.identityNumber,
        held: who.identityNumber,
        unitName: ['青山县人民医院', '青山县第一中学', '青山陶瓷有限公司'][i % 3],
        grade: ['b', 'c', 'd', 'e', 'e', 'd'][i % 6],
        ground: `青人才〔${from.slice(0, 4)}〕${i + 1}号`,
        benefits: ['medical', 'scenic', 'travel'],
        from,
        to,
      },
    };
  });

const requestLines = (days: Days, units: Units): Made[] =>
  (
    [
      ['housing', '申请人才公寓一套', 'handling', '青山县住房和城乡建设局'],
      ['schooling', '孩子转入县实验小学二年级', 'handling', '青山县教育局'],
      ['medical', '办理就医绿色通道', 'granted', '青山县卫生健康局'],
      ['spouse', '爱人希望从事会计工作', 'received', ''],
      ['household', '一家三口落户', 'granted', '青山县行政审批局'],
      ['travel', '办理公交优待', 'refused', '青山县交通运输局'],
    ] as const
  ).map(([sort, request, state, department], i) => {
    const who = person(1300 + i);
    const isWaiting = state === 'handling' || state === 'received';
    return {
      state,
      ...(isWaiting ? { due: moment(days.day(4 + i), '17:30:00') } : {}),
      values: {
        number: `人才服务〔${days.year}〕00${i + 1}号`,
        sort,
        name: who.name,
        identityNumber: who.identityNumber,
        phone: who.phone,
        unitName: ['青山县人民医院', '青山县第一中学', '青山陶瓷有限公司'][i % 3],
        request,
        ...(department
          ? {
              department: units.get(department),
              handovers: [{ id: newId('line'), on: days.day(-6), to: units.get(department) }],
            }
          : {}),
        ...(state === 'granted' ? { answer: '已办结，请持卡办理。' } : {}),
        ...(state === 'refused' ? { refusal: '人才卡未载明交通事项，可申请调整类别。' } : {}),
      },
    };
  });

/** Three closed years of two units and two kinds, each beginning where the one before ended. */
function movementLines(days: Days, units: Units): Made[] {
  const sets = [
    {
      unit: '青山县人民医院',
      sort: 'professional',
      start: 412,
      lines: [
        [26, 19],
        [31, 22],
        [38, 17],
      ],
    },
    {
      unit: '青山县第一中学',
      sort: 'professional',
      start: 268,
      lines: [
        [12, 15],
        [14, 13],
        [16, 9],
      ],
    },
    {
      unit: '青山陶瓷有限公司',
      sort: 'skilled',
      start: 186,
      lines: [
        [10, 18],
        [15, 14],
        [21, 12],
      ],
    },
  ] as const;
  return sets.flatMap(({ unit, sort, start, lines }) => {
    let held: number = start;
    return lines.map(([inflow, outflow], i): Made => {
      const [year, before] = [days.year - 3 + i, held];
      held = before + inflow - outflow;
      const resigned = Math.floor(outflow / 2);
      return {
        state: 'confirmed',
        values: {
          year,
          unit: units.get(unit),
          sort,
          start: before,
          arrivals: [
            { id: newId('line'), from: 'graduates', count: inflow - 4 },
            { id: newId('line'), from: 'introduced', count: 4 },
          ],
          leavings: [
            { id: newId('line'), reason: 'resigned', count: resigned },
            { id: newId('line'), reason: 'retired', count: outflow - resigned },
          ],
          inflow,
          outflow,
          end: held,
          turn: `${year}|${units.get(unit)}|${sort}`,
        },
      };
    });
  });
}

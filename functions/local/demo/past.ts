import { newId } from '@juxian/base/id.ts';
import { sumsOf } from '@juxian/modules/talent/ledger.ts';
import { type StudioKind, studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import { addYears } from '@juxian/rules/day.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { tellMeeting } from './meeting.ts';
import { person } from './people.ts';

const grantEach = 5_000_000;

type Year = { ago: number; filed: Record<StudioKind, number>; recognised: Record<StudioKind, number>; tranches: 1 | 2 };

/** Two closed years: 22 applications and 12 studios, 24 and 13; the older grants paid in full, the younger by 60 %. */
const years: readonly Year[] = [
  {
    ago: 2,
    filed: { teacher: 8, physician: 6, master: 3, craftsman: 5 },
    recognised: { teacher: 4, physician: 4, master: 2, craftsman: 2 },
    tranches: 2,
  },
  {
    ago: 1,
    filed: { teacher: 9, physician: 6, master: 4, craftsman: 5 },
    recognised: { teacher: 5, physician: 3, master: 2, craftsman: 3 },
    tranches: 1,
  },
];

/** Places the closed rounds as they came to stand; their steps lie before the books were opened here. */
export async function tellPast(stage: Stage, days: Days, hosts: Record<StudioKind, string[]>): Promise<void> {
  let n = 100;
  for (const year of years) {
    const programme = days.year - year.ago;
    const call = await placeCall(stage, days, year, programme);
    const deliberated: Parameters<typeof tellMeeting>[1]['items'][number][] = [];
    for (const kind of Object.keys(studioKinds) as StudioKind[])
      for (let i = 0; i < year.filed[kind]; i++) {
        const host = hosts[kind][i % hosts[kind].length] ?? '';
        const isRecognised = i < year.recognised[kind];
        const placed = await placeEntry(stage, days, {
          year,
          programme,
          call,
          kind,
          host,
          n: n++,
          isRecognised,
        });
        if (kind === 'teacher') deliberated.push({ ...placed, isRecognised });
      }
    if (year.ago === 1) await tellMeeting(stage, { call, programme, day: days.yearsAgo(1), items: deliberated });
  }
}

async function placeCall(stage: Stage, days: Days, year: Year, programme: number): Promise<string> {
  const published = days.yearsAgo(year.ago);
  stage.at(moment(published));
  return stage.place(
    'call',
    {
      ...callText(programme),
      publishedOn: published,
      opens: moment(published),
      kinds: kindLines(() => moment(published, '17:30:00'), year.recognised),
    },
    { state: 'finished' },
  );
}

export const kindLines = (deadline: (kind: StudioKind) => string, quota: Record<StudioKind, number>) =>
  (Object.keys(studioKinds) as StudioKind[]).map((kind) => ({
    id: newId('line'),
    kind,
    who: openTo[kind],
    quota: quota[kind],
    amount: grantEach,
    deadline: deadline(kind),
    ageMost: 57,
    ...(kind === 'teacher' || kind === 'physician' ? { level: 'deputy' } : {}),
  }));

const openTo: Record<StudioKind, string> = {
  teacher: '中小学、幼儿园、职业学校教师',
  physician: '县、乡医疗卫生机构医师、护师',
  master: '文艺、非遗、文博、社科人才',
  craftsman: '企业、农村一线技能人才',
};

export const callText = (programme: number) => ({
  heading: `青山县${programme}年度名师名医名家名匠工作室申报公告`,
  documentNumber: `青人才办〔${programme}〕8号`,
  year: programme,
  summary: '面向全县教育、卫生、文化、技能领域，建设一批传帮带的工作室。每个工作室核定经费5万元，建设期3年。',
  conditions:
    '（一）在本县工作满3年，遵纪守法，师德医德良好。\n（二）具有高级职称或高级技师等级；名家、名匠可以代表作品、技艺成果代替。\n（三）有固定团队：核心成员3至5人，培养对象5至10人。\n（四）依托单位提供不少于20平方米的场地。\n一人只能领衔一个工作室。',
  howTo:
    '1. 在本页填写申报书，可随时保存，截止前可以撤回修改。\n2. 由依托单位推荐并上传签章页。\n3. 主管部门审核，人才办形式审查；材料不全的一次告知，3至5个工作日内补正。\n4. 专家盲评，领导小组审议，公示不少于5个工作日。',
  materials: '申报书、职称证书、近五年成果佐证、依托单位签章页。',
  teamMost: 15,
  ties: 'achievements',
  consentText:
    '为工作室申报、评审、公示和认定，本县人才办处理您提交的个人信息；公示不含身份证号、电话和健康信息；未通过的材料在申诉期满后按规定封存。您可以查阅、更正、撤回。本人承诺所填内容真实，如有虚假，自愿承担责任。',
  consentVersion: '2',
  contact: '0999-0000126　县行政中心2号楼214室',
});

type Entry = {
  year: Year;
  programme: number;
  call: string;
  kind: StudioKind;
  host: string;
  n: number;
  isRecognised: boolean;
};

async function placeEntry(stage: Stage, days: Days, entry: Entry): Promise<{ application: string; title: string }> {
  const { year, programme, call, kind, host, n, isRecognised } = entry;
  const leader = person(n);
  const studioName = `${leader.name}${studioKinds[kind].zh}工作室`;
  const recognisedOn = days.yearsAgo(year.ago);
  const decisionNumber = `青人才〔${programme}〕6号`;
  stage.at(moment(recognisedOn, '10:00:00'));
  const application = await stage.place(
    'application',
    {
      ...applicationValues(n, { call, kind, host, programme }),
      number: `人才申〔${programme}〕${String(n - 99).padStart(3, '0')}号`,
      submittedAt: moment(recognisedOn),
      score: 92 - (n % 17),
      ...(isRecognised ? { decisionNumber } : { refusal: '未列入拟定名单' }),
    },
    { state: isRecognised ? 'recognised' : 'rejected', owner: newId('person') },
  );
  const placed = { application, title: studioName };
  if (!isRecognised) return placed;
  const shared = {
    studioName,
    kind,
    hostUnit: host,
    year: programme,
    leaderName: leader.name,
    decisionNumber,
    termTo: addYears(recognisedOn, 3),
  };
  const studio = newId('record');
  const certificate = await stage.place('certificate', {
    ...shared,
    studio,
    unitName: unitNames.get(host),
    issuedOn: recognisedOn,
  });
  const tranches = [
    {
      id: newId('line'),
      n: 1,
      percent: 60,
      amount: 3_000_000,
      paidOn: days.day(-200),
      document: `拨${programme}-1-${n}`,
    },
    {
      id: newId('line'),
      n: 2,
      percent: 40,
      amount: 2_000_000,
      ...(year.tranches === 2 ? { paidOn: days.day(-60), document: `拨${programme}-2-${n}` } : {}),
    },
  ];
  const vouchers = [
    {
      id: newId('line'),
      number: `凭${n}-1`,
      item: 'materials',
      amount: 380_000 + (n % 7) * 20_000,
      date: days.day(-120),
      what: '图书资料与耗材',
    },
  ];
  const grant = await stage.place(
    'grant',
    {
      ...shared,
      studio,
      payee: unitNames.get(host),
      approved: grantEach,
      tranches,
      vouchers,
      ...sumsOf({ approved: grantEach, tranches, vouchers }),
      returned: 0,
    },
    { state: year.tranches === 2 ? 'paid' : 'paying' },
  );
  await stage.place(
    'studio',
    {
      ...shared,
      application,
      recognisedOn,
      termFrom: recognisedOn,
      amount: grantEach,
      certificate,
      grant,
      plaqueNumber: `青山人才${programme}-${String(n - 99).padStart(2, '0')}`,
      plaqueOn: recognisedOn,
      plaquePlace: '县礼堂',
      plaqueReceiver: leader.name,
      taskBookOn: recognisedOn,
      goals: [
        { id: newId('line'), year: programme + 1, goal: '公开课、义诊或展演', measure: '次', target: 12, done: 9 },
      ],
      ...introductionOf(shared.studioName, n % 3 === 0 ? { agreedBy: leader.name, agreedOn: recognisedOn } : undefined),
      members: [{ id: newId('line'), name: person(n + 300).name, role: 'core', from: recognisedOn }],
    },
    { id: studio, state: 'running' },
  );
  if (n === heldToAccount) await tellWithdrawal(stage, days, { ...shared, studio });
  return placed;
}

/** A studio that has stood still: its host unit has been told that the plaque may go, and is heard in some days. */
const heldToAccount = 118;

async function tellWithdrawal(
  stage: Stage,
  days: Days,
  { studio, studioName, kind, hostUnit, leaderName }: Record<string, string | number>,
): Promise<void> {
  const [noticedOn, hearingOn] = [days.day(-4), days.day(5)];
  stage.at(moment(noticedOn, '15:00:00'));
  await stage.place(
    'studioWithdrawal',
    {
      ...{ studio, studioName, kind, hostUnit, leaderName, turn: studio },
      grounds: ['inactive'],
      facts: '近一年未开展带教活动，年度任务书所列12次展演完成2次；两次书面提醒后仍无改进。',
      noticeNumber: `青人才告〔${days.year}〕2号`,
      noticedOn,
      hearingOn,
      hearingPlace: '县委组织部三楼会议室',
    },
    { state: 'noticed', due: moment(hearingOn, '17:30:00') },
  );
}

/** What a studio says of itself; public where its leader has agreed. */
function introductionOf(studioName: string, agreed: { agreedBy: string; agreedOn: string } | undefined) {
  const introduction = `${studioName}以师带徒，三年带出一支能独当一面的队伍；每学期面向全县公开展示一次，成果整理成册，供同行使用。`;
  return { introduction, ...(agreed ? { ...agreed, shown: introduction } : {}) };
}

/** Names of the units placed, by id: the past is written without reading it back. */
export const unitNames = new Map<string, string>();

/** What an applicant of the demonstration has filled in. */
export function applicationValues(
  n: number,
  { call, kind, host, programme }: { call: string; kind: StudioKind; host: string; programme: number },
) {
  const leader = person(n);
  const subject = { teacher: '高中数学', physician: '中西医结合', master: '青瓷烧制技艺', craftsman: '精密铸造' }[kind];
  const title = { teacher: '正高级教师', physician: '主任医师', master: '研究馆员', craftsman: '特级技师' }[kind];
  return {
    call,
    kind,
    studioName: `${leader.name}${studioKinds[kind].zh}工作室`,
    hostUnit: host,
    leaderName: leader.name,
    sex: leader.sex,
    birth: leader.birth,
    education: '21',
    school: `岭东大学${subject}专业`,
    professionalTitle: title,
    titleDate: `${programme - 5}-12`,
    post: '业务骨干',
    honours: [{ id: newId('line'), name: '市级学科（技术）带头人', level: 'city', date: `${programme - 4}-09` }],
    identityConsent: ['given'],
    identityNumber: leader.identityNumber,
    phone: leader.phone,
    resume: [
      {
        id: newId('line'),
        from: `${programme - 26}-09`,
        to: `${programme - 22}-07`,
        what: `岭东大学${subject}专业学习`,
      },
      { id: newId('line'), from: `${programme - 22}-08`, what: `在本单位从事${subject}工作` },
    ],
    achievements: [
      {
        id: newId('line'),
        date: `${programme - 1}-06`,
        sort: 'project',
        what: `县域${subject}人才梯队建设研究与实践，结题优秀`,
        level: 'city',
        role: '主持',
      },
      {
        id: newId('line'),
        date: `${programme - 2}-11`,
        sort: 'award',
        what: `${subject}成果二等奖`,
        level: 'province',
        role: '第二',
      },
      { id: newId('line'), date: `${programme - 3}-09`, sort: 'pupils', what: '带教青年骨干6人，其中2人获评市级新秀' },
    ],
    team: [1, 2, 3, 4].map((i) => ({
      id: newId('line'),
      name: person(n + 300 + i * 20).name,
      role: i < 4 ? 'core' : 'pupil',
      title: i < 3 ? '高级职称' : '中级职称',
      task: ['教研', '带教', '资源建设', '跟岗学习'][i - 1],
    })),
    room: 40 + (n % 5) * 10,
    equipment: '专用工作间一间，配备录播、制样或诊疗设备。',
    hostPromise: 2_000_000,
    aims: `以“把手艺传下去，把人带出来”为目标，三年内面向全县开展${subject}送教、义诊或展演不少于36次，形成可复用的成果60份；每名培养对象每学期至少完成一次公开展示，由工作室逐次研磨并存档。`,
    milestones: [0, 1, 2].map((i) => ({
      id: newId('line'),
      year: programme + 1 + i,
      goal: ['建立带教制度', '完成成果资源库', '推动2名培养对象晋升高级职称'][i],
    })),
    budget: ['materials', 'training', 'travel'].flatMap((item, i) =>
      [0, 1, 2].map((y) => ({
        id: newId('line'),
        item,
        year: programme + 1 + y,
        amount:
          [
            [400_000, 300_000, 300_000],
            [800_000, 800_000, 600_000],
            [600_000, 600_000, 600_000],
          ][i]?.[y] ?? 0,
        source: '工作室经费',
      })),
    ),
  };
}

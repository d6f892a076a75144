import { newId } from '@juxian/base/id.ts';
import type { NewRecord } from '@juxian/engine/define.ts';
import { numberFor } from '@juxian/engine/number.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { addDays, addYears } from '@juxian/rules/day.ts';
import { dayMonthsLater } from '@juxian/rules/month.ts';
import type { Satisfaction } from '@juxian/rules/think-tank.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import type { DemoExpert } from './experts.ts';

type Made = Omit<NewRecord, 'module'>;
type Units = ReadonlyMap<string, string>;
type Outcome = 'adopted' | 'partly' | 'none';
type Asked = {
  asker: string;
  topic: string;
  question: string;
  discipline: string;
  mode: 'meeting' | 'written';
  /** Working days from today on which it was asked, and until when. */
  day: number;
  until: number;
  state: 'draft' | 'submitted' | 'asked' | 'answered' | 'closed' | 'cancelled';
  /** How many were asked, and how many have answered. */
  asks?: number;
  answers?: number;
  satisfaction?: Satisfaction;
  outcomes?: readonly (Outcome | undefined)[];
};

const asked: readonly Asked[] = [
  {
    asker: '青山县农业农村局',
    topic: '山地果园晚霜冻害防控',
    question: '近三年四月晚霜造成减产，请就品种、设施和预警三方面提出可在乡镇推行的办法。',
    discipline: '090102',
    mode: 'meeting',
    day: -85,
    until: -65,
    state: 'closed',
    asks: 3,
    answers: 3,
    satisfaction: 'very',
    outcomes: ['adopted', 'adopted', 'partly'],
  },
  {
    asker: '青山县青瓷研究所',
    topic: '青瓷釉料国产替代路线',
    question: '现用釉料依赖外购，请评估本地原料可行性和试制步骤。',
    discipline: '080401',
    mode: 'written',
    day: -80,
    until: -60,
    state: 'closed',
    asks: 3,
    answers: 3,
    satisfaction: 'fairly',
    outcomes: ['adopted', 'none', 'partly'],
  },
  {
    asker: '青山县文化和旅游局',
    topic: '松溪古镇旅游线路设计',
    question: '请就古镇、茶园、瓷窑三处串联的一日线路提出意见。',
    discipline: '120901',
    mode: 'meeting',
    day: -70,
    until: -50,
    state: 'closed',
    asks: 3,
    answers: 3,
    satisfaction: 'very',
    outcomes: ['adopted', 'adopted', undefined],
  },
  {
    asker: '青山县人民医院',
    topic: '县域医共体慢病管理',
    question: '基层高血压、糖尿病管理率偏低，请提出分级管理的办法。',
    discipline: '100401',
    mode: 'written',
    day: -60,
    until: -40,
    state: 'closed',
    asks: 3,
    answers: 3,
    satisfaction: 'barely',
    outcomes: ['partly', 'none', undefined],
  },
  {
    asker: '青山县职业教育中心',
    topic: '智能制造专业实训基地建设',
    question: '拟与企业共建实训基地，请就设备配置和课程安排提出意见。',
    discipline: '080202',
    mode: 'meeting',
    day: -30,
    until: -8,
    state: 'answered',
    asks: 3,
    answers: 3,
  },
  {
    asker: '松溪镇',
    topic: '撂荒茶园改造',
    question: '镇内撂荒茶园约八百亩，请就改造次序、品种和用工提出意见。',
    discipline: '090103',
    mode: 'written',
    day: -15,
    until: 10,
    state: 'asked',
    asks: 3,
    answers: 1,
  },
  {
    asker: '青山县教育局',
    topic: '乡村小规模学校布局',
    question: '生源减少后教学点如何保留和撤并，请提出标准。',
    discipline: '040107',
    mode: 'meeting',
    day: -25,
    until: -2,
    state: 'asked',
    asks: 3,
    answers: 2,
  },
  {
    asker: '青山县住房和城乡建设局',
    topic: '老城区停车与步行系统',
    question: '请就老城区三条街的停车、步行和消防通道提出意见。',
    discipline: '082802',
    mode: 'written',
    day: -10,
    until: 12,
    state: 'asked',
    asks: 2,
    answers: 0,
  },
  {
    asker: '青山县工业和信息化局',
    topic: '铸造企业废砂再生利用',
    question: '请评估废砂再生的工艺路线和投资规模。',
    discipline: '082502',
    mode: 'meeting',
    day: -4,
    until: 20,
    state: 'submitted',
  },
  {
    asker: '青山县博物馆',
    topic: '馆藏瓷片数字化',
    question: '请就采集标准、存储和展示方式提出意见。',
    discipline: '060104',
    mode: 'written',
    day: -2,
    until: 22,
    state: 'submitted',
  },
  {
    asker: '青山县职业教育中心',
    topic: '中职学生心理健康服务',
    question: '请就筛查、辅导和转介的流程提出意见。',
    discipline: '030302',
    mode: 'written',
    day: -1,
    until: 25,
    state: 'draft',
  },
  {
    asker: '青山县中医医院',
    topic: '道地药材基地选址',
    question: '已与农业农村局合并提出，本件撤回。',
    discipline: '100501',
    mode: 'written',
    day: -20,
    until: 5,
    state: 'cancelled',
  },
];

/** What the figures give each. */
const points: Readonly<Record<Satisfaction, number>> = { very: 100, fairly: 80, barely: 60, not: 0 };

/**
 * The think tank: 36 letters in force, begun within the last half year for three years, two of them renewals; a dozen
 * consultations in every state with opinions and adoptions; services; the appraisals of those whose advice was used. @returns
 * somebody whose opinion is still due.
 */
export async function tellThinkTank(
  stage: Stage,
  days: Days,
  units: Units,
  experts: readonly DemoExpert[],
): Promise<DemoExpert | undefined> {
  const letters = await placeLetters(stage, days, experts);
  await placeServices(stage, days, units, experts);
  const advised = new Set<string>();
  let adviser: DemoExpert | undefined;
  for (const one of asked) {
    const chosen = await tellConsultation(stage, days, units, one, experts);
    for (const { id } of one.state === 'closed' ? chosen : []) advised.add(id);
    adviser ??= one.state === 'asked' ? chosen[one.answers ?? 0] : undefined;
  }
  await placeAppraisals(
    stage,
    days,
    letters.filter(({ expert }) => advised.has(expert)),
  );
  return adviser;
}

const numbered = async (stage: Stage, module: string, event: string) => {
  const ctx = await stage.office();
  return numberFor(ctx, moduleOf(ctx, module), event, {});
};

async function placeLetters(stage: Stage, days: Days, experts: readonly DemoExpert[]) {
  const terms = [days.day(-100), days.day(-75)];
  const renewed = new Map(experts.slice(0, 2).map(({ id }) => [id, { before: newId('record'), now: newId('record') }]));
  const made: Made[] = [];
  for (const from of terms) {
    stage.at(moment(from));
    for (const [i, { id, name }] of experts.entries()) {
      if (terms[i % terms.length] !== from) continue;
      const to = addDays(addYears(from, 3), -1);
      const chain = renewed.get(id);
      const fee = i % 9 === 8 ? { fee: 'none' } : { fee: 'task', feeAmount: 200_000 };
      const shared = {
        expert: id,
        expertName: name,
        honour: '高质量发展智库专家',
        duties: '每年到县服务不少于1次，提交咨询意见不少于1份。',
        ...fee,
      };
      made.push({
        ...(chain ? { id: chain.now } : {}),
        state: 'valid',
        due: moment(addDays(to, -60)),
        values: {
          ...shared,
          ...(await numbered(stage, 'engagement', 'issue')),
          from,
          to,
          ...(fee.fee === 'task' ? { feeNote: '每次2,000元，按劳务报酬一次计预扣个人所得税240元，实付1,760元' } : {}),
          secrecyOn: from,
          ...(chain ? { previous: chain.before } : {}),
        },
      });
      if (!chain) continue;
      const [begun, ended] = [addYears(from, -2), addDays(from, -1)];
      made.push({
        id: chain.before,
        state: 'ended',
        values: {
          ...shared,
          number: `智聘〔${begun.slice(0, 4)}〕${String(i + 1).padStart(3, '0')}号`,
          from: begun,
          to: ended,
          next: chain.now,
        },
      });
    }
  }
  const ids = await stage.placeAll('engagement', made);
  return made.flatMap(({ state, values }, i) =>
    state === 'valid' ? [{ id: ids[i] ?? '', expert: String(values.expert), from: String(values.from) }] : [],
  );
}

async function placeServices(stage: Stage, days: Days, units: Units, experts: readonly DemoExpert[]): Promise<void> {
  const sorts = ['visit', 'lecture', 'guidance', 'survey'] as const;
  const places = ['松溪镇', '青山县人民医院', '青山县农业农村局', '青山县第一中学'];
  const said = ['到县对接需求', '为骨干举办专题讲座', '到现场开展技术指导', '赴乡镇调研'];
  stage.at(moment(days.day(-40)));
  await stage.placeAll(
    'expertService',
    experts.slice(0, 24).map(({ id, name }, i) => ({
      state: 'filed',
      values: {
        expert: id,
        expertName: name,
        sort: sorts[i % 4],
        date: days.day(-72 + i),
        unit: units.get(places[i % 4] ?? ''),
        what: said[i % 4],
        ...(i % 3 === 0 ? {} : { satisfaction: 'very', points: points.very }),
      },
    })),
  );
}

/** Those whose field is nearest: the same major first, then the class, then the category. */
const advisers = (experts: readonly DemoExpert[], code: string, count: number): DemoExpert[] =>
  [6, 4, 2]
    .flatMap((depth) => experts.filter(({ discipline }) => discipline.slice(0, depth) === code.slice(0, depth)))
    .filter((one, i, list) => list.indexOf(one) === i)
    .slice(0, count);

/** One consultation as it stands, with its opinions and what became of them. @returns the experts asked. */
async function tellConsultation(
  stage: Stage,
  days: Days,
  units: Units,
  one: Asked,
  experts: readonly DemoExpert[],
): Promise<DemoExpert[]> {
  const { state, topic, question, discipline, mode, answers = 0, satisfaction } = one;
  const [day, until] = [days.day(one.day), days.day(one.until)];
  stage.at(moment(day));
  const asker = units.get(one.asker) ?? '';
  const chosen = advisers(experts, discipline, one.asks ?? 0);
  const due = moment(until, '17:30:00');
  const isSent = state !== 'draft' && state !== 'cancelled';
  const consultation = await stage.place(
    'consultation',
    {
      asker,
      contact: '办公室',
      topic,
      question,
      discipline,
      mode,
      until,
      ...(mode === 'meeting' ? { meetingOn: moment(until), place: '县行政中心3号会议室' } : {}),
      ...(isSent ? await numbered(stage, 'consultation', 'submit') : {}),
      ...(chosen.length > 0 ? { experts: chosen.map(({ id }) => id), delivered: answers } : {}),
      ...(satisfaction ? { satisfaction, resolution: `综合各位专家意见，形成“${topic}”实施建议，报县政府研究。` } : {}),
    },
    { state, ...(state === 'asked' ? { due } : {}) },
  );
  if (state === 'submitted') await stage.move(await stage.office(), 'consultation', consultation, 'suggest');
  const opinions = await stage.placeAll(
    'opinion',
    chosen.map(({ id, name }, i) => ({
      state: i < answers ? 'delivered' : 'invited',
      ...(i < answers ? {} : { due }),
      values: {
        consultation,
        asker,
        askerName: one.asker,
        topic,
        question,
        expert: id,
        expertName: name,
        mode,
        until,
        ...(i < answers
          ? {
              text: `关于“${topic}”：建议先试点、后推开，明确责任单位和时限。`,
              deliveredOn: days.day(Math.min(one.until - 3 + i, i - answers)),
              late: 'no',
            }
          : {}),
        ...(satisfaction ? { points: points[satisfaction] } : {}),
      },
    })),
  );
  if (one.outcomes)
    await placeAdoptions(stage, days, { one, asker, consultation, opinions, experts: chosen, outcomes: one.outcomes });
  return chosen;
}

async function placeAdoptions(
  stage: Stage,
  days: Days,
  given: {
    one: Asked;
    asker: string;
    consultation: string;
    opinions: readonly string[];
    experts: readonly DemoExpert[];
    outcomes: readonly (Outcome | undefined)[];
  },
): Promise<void> {
  const { one, asker, consultation, opinions, experts, outcomes } = given;
  const decidedOn = days.day(one.until + 5);
  stage.at(moment(decidedOn));
  const words = { adopted: '写入年度工作方案', partly: '先在一个乡镇试行', none: '投入过大，本年度不具备条件' };
  const made = outcomes.map((outcome, i): Made & { id: string } => ({
    id: newId('record'),
    state: outcome === undefined ? 'pending' : outcome === 'none' ? 'rejected' : 'tracking',
    ...(outcome === undefined ? { due: moment(days.day(8), '17:30:00') } : {}),
    ...(outcome && outcome !== 'none' ? { due: moment(dayMonthsLater(decidedOn, 6), '17:30:00') } : {}),
    values: {
      consultation,
      opinion: opinions[i],
      asker,
      topic: one.topic,
      expert: experts[i]?.id,
      expertName: experts[i]?.name,
      ...(outcome ? { outcome, reason: words[outcome], decidedOn } : {}),
      ...(outcome === 'adopted' ? { note: i === 0 ? 'countyHead' : 'unit' } : {}),
    },
  }));
  await stage.placeAll('adoption', made);
  const first = made[0];
  if (outcomes[0] === 'adopted' && first) await stage.move(await stage.office(), 'adoption', first.id, 'certify');
}

/** The year in which the letters began, of those who advised: counted by the product itself, three of them not graded yet. */
async function placeAppraisals(
  stage: Stage,
  days: Days,
  letters: readonly { id: string; from: string }[],
): Promise<void> {
  stage.at(moment(days.day(-1)));
  const office = await stage.office();
  const year = Number(days.day(-65).slice(0, 4));
  for (const { id, from } of letters)
    if (Number(from.slice(0, 4)) <= year) await stage.move(office, 'engagement', id, 'appraise', { year });
  const rows = (await office.rows.fresh(office, moduleOf(office, 'expertAppraisal'))).where({});
  for (const { id, values } of rows.slice(3))
    await stage.move(office, 'expertAppraisal', id, 'grade', { grade: values.proposed, reason: '与统计相符' });
}

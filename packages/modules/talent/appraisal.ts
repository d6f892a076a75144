import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Facts, type Look, module, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, date, files, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { addDays } from '@juxian/rules/day.ts';
import { sheetTotal } from '@juxian/rules/score.ts';
import { annualCriteria } from '@juxian/rules/talent.ts';
import { owedAfter } from './due.ts';
import { studioKinds } from './studio-kind.ts';

export const appraisalSorts = {
  annual: t('年度考核', 'Annual'),
  midterm: t('中期考核', 'Mid-term'),
  term: t('期满考核', 'End of term'),
};
const grades = {
  excellent: t('优秀', 'Excellent'),
  passed: t('合格', 'Passed'),
  barely: t('基本合格', 'Barely passed'),
  failed: t('不合格', 'Failed'),
};

/** An assessment of a studio: self-report by the host unit, marks and grade by the office. Two failed lead to a proposal to withdraw. */
export const appraisal = module({
  name: 'appraisal',
  reach: 'staff',
  room: 'talent',
  title: t('工作室考核', 'Assessments'),
  fields: {
    studio: ref(t('工作室', 'Studio'), 'studio', { required: true }),
    studioName: text(t('工作室名称', 'Name of the studio'), { required: true, max: 40 }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    hostUnit: ref(t('依托单位', 'Host unit'), 'unit', { required: true }),
    sort: choice(t('考核', 'Assessment'), appraisalSorts, { required: true }),
    year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
    until: date(t('自评截止', 'Self-report until')),
    chased: number(t('已催报次数', 'Times chased'), { min: 0, max: 3, whole: true }),
    selfReport: longText(t('自评报告', 'Self-report'), { max: 5000 }),
    evidence: files(t('佐证材料', 'Evidence'), { max: 10 }),
    tasks: number(annualCriteria.tasks, { min: 0, max: 100 }),
    growth: number(annualCriteria.growth, { min: 0, max: 100 }),
    service: number(annualCriteria.service, { min: 0, max: 100 }),
    money: number(annualCriteria.money, { min: 0, max: 100 }),
    management: number(annualCriteria.management, { min: 0, max: 100 }),
    score: number(t('得分', 'Score'), { min: 0, max: 100 }),
    grade: choice(t('等次', 'Grade'), grades),
    opinion: longText(t('考核意见', 'Opinion'), { max: 1000 }),
    excellentSeat: text(t('优秀名额', 'Place among the excellent'), { max: 40, unique: true, unlisted: true }),
  },
  states: {
    due: {
      label: t('待自评', 'Self-report due'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['unit'], task: t('提交自评报告', 'Hand in the self-report') },
    },
    overdue: {
      label: t('逾期未自评', 'Self-report overdue'),
      phase: 'waiting',
      owes: { roles: ['unit'], task: t('补交自评报告', 'Hand in the self-report, overdue') },
    },
    reported: {
      label: t('待评定', 'To be graded'),
      phase: 'open',
      owes: { roles: ['office'], task: t('评定等次', 'Grade') },
    },
    graded: { label: t('已评定', 'Graded'), phase: 'done' },
  },
}).with(({ move, all, within }) => {
  const head = ['studio', 'studioName', 'kind', 'hostUnit', 'sort', 'year', 'until'] as const;
  const report = ['selfReport', 'evidence'] as const;
  const marks = ['tasks', 'growth', 'service', 'money', 'management', 'score', 'grade', 'opinion'] as const;
  const points = (label: { zh: string; en: string }) => number(label, { required: true, min: 0, max: 100 });
  return {
    moves: {
      report: move({
        label: t('提交自评', 'Hand in'),
        from: ['due', 'overdue'],
        to: 'reported',
        by: ['unit', 'office'],
        act: true,
        when: ({ record }) =>
          (record.values.selfReport ?? '') !== '' ||
          new Refusal('invalid.selfReport', t('请先填写自评报告', 'Write the self-report first')),
        derive: ({ look, today }) => ({ due: owedAfter(look, today, 'grading') }),
      }),
      chase: move({
        label: t('第一次催报', 'First reminder'),
        from: ['due'],
        to: 'overdue',
        by: ['clock'],
        when: (facts) => lateBy(facts, 0),
        derive: (facts) => chased(facts, 0),
        says: {
          to: ['unit'],
          text: t('{title}的自评报告已逾期，请尽快提交。', 'The self-report of {title} is overdue; please hand it in.'),
        },
      }),
      chaseAgain: move({
        label: t('第二次催报', 'Second reminder'),
        from: ['overdue'],
        by: ['clock'],
        when: (facts) => lateBy(facts, 1),
        derive: (facts) => chased(facts, 1),
        says: {
          to: ['unit', 'office'],
          text: t(
            '{title}的自评报告仍未提交，逾期将影响考核等次。',
            'The self-report of {title} is still missing; it will tell on the grade.',
          ),
        },
      }),
      chaseLast: move({
        label: t('最后催报并报告领导', 'Last reminder, told to the leader'),
        from: ['overdue'],
        by: ['clock'],
        when: (facts) => lateBy(facts, 2),
        derive: (facts) => chased(facts, 2),
        says: {
          to: ['unit', 'office', 'leader'],
          text: t(
            '{title}的自评报告长期未提交，建议按不合格评定。',
            'The self-report of {title} never came; grading it as failed is proposed.',
          ),
        },
      }),
      returnReport: move({
        label: t('退回自评', 'Return'),
        from: ['reported'],
        to: 'due',
        by: ['office'],
        asks: { opinion: longText(t('退回原因', 'Reason'), { required: true, max: 1000 }) },
      }),
      grade: move({
        label: t('评定等次', 'Grade'),
        from: ['reported', 'overdue'],
        to: 'graded',
        by: ['office'],
        act: true,
        asks: {
          tasks: points(annualCriteria.tasks),
          growth: points(annualCriteria.growth),
          service: points(annualCriteria.service),
          money: points(annualCriteria.money),
          management: points(annualCriteria.management),
          grade: choice(t('等次', 'Grade'), grades, { required: true }),
          opinion: longText(t('考核意见', 'Opinion'), { required: true, max: 1000 }),
        },
        derive: async ({ record, input, look }) => {
          const weights = look.figure('talent.annualWeights').value;
          const criteria = Object.entries(weights).map(([name, weight]) => ({ name, weight }));
          const score = sheetTotal(criteria, input as Record<string, number>);
          const excellentSeat = input.grade === 'excellent' ? await nextExcellent(look, record) : null;
          const change = input.grade === 'failed' ? await proposalAfter(look, record) : [];
          return { set: { score, excellentSeat }, due: null, change };
        },
      }),
    },
    access: {
      office: { scope: all(), fields: [...head, 'chased', ...report, ...marks], create: head, export: true },
      leader: { scope: all(), fields: [...head, 'score', 'grade', 'opinion'] },
      unit: {
        scope: within('hostUnit'),
        fields: [...head, ...report, 'score', 'grade', 'opinion'],
        edit: { due: report, overdue: report },
      },
    },
    views: {
      lead: 'studioName',
      columns: ['sort', 'year', 'kind', 'hostUnit', 'score', 'grade', 'state', 'due'],
      sort: '-year,sort',
      facets: ['year', 'sort', 'grade', 'state'],
    },
    form: [
      { title: t('考核', 'Assessment'), fields: head },
      { title: t('自评', 'Self-report'), fields: [...report, 'chased'] },
      { title: t('评定', 'Grade'), fields: marks },
    ],
    summary: (values) =>
      `${values.studioName ?? ''}${values.year ?? ''}年${values.sort ? appraisalSorts[values.sort].zh : ''}`,
  };
});

type Late = Pick<Facts<typeof appraisal.fields>, 'record' | 'today' | 'look'>;

/** The day of a reminder: the first, second and third so many days after the last day. */
const chaseDay = ({ record, look }: Omit<Late, 'today'>, n: number): string =>
  addDays(record.values.until ?? '', look.figure('talent.lateDays').value[n] ?? 0);

/** Whether the reminder is due and those before it were sent. */
const lateBy = (facts: Late, n: number): Refusal | true =>
  (facts.record.values.until !== undefined &&
    (facts.record.values.chased ?? 0) === n &&
    facts.today >= chaseDay(facts, n)) ||
  new Refusal('conflict.early', t('尚未到催报时间', 'It is not late enough'));

const chased = (facts: Late, n: number) => ({
  set: { chased: n + 1 },
  due: n < 2 ? `${chaseDay(facts, n + 1)}T09:00:00+08:00` : null,
});

/** The next place among the excellent of the year: being unique, no two gradings at once take the last one both. */
async function nextExcellent(look: Look, record: RecordFacts): Promise<string> {
  const { year, sort } = record.values as { year?: number; sort?: string };
  const peers = await look.rows('appraisal', { year, sort });
  const share = look.figure('talent.excellentShare');
  const most = Math.floor((peers.length * share.value) / 100);
  const found = peers.filter(({ values, id }) => values.grade === 'excellent' && id !== record.id).length;
  if (found + 1 > most)
    throw refuseField(
      'input.grade',
      'conflict.excellent',
      t(
        '优秀不超过{share}%：本年度{all}个，最多{most}个，已有{found}个',
        'At most {share} % excellent: {most} of {all}; {found} given',
      ),
      { share: share.value, all: peers.length, most, found },
    );
  return `${year}|${sort}|${found + 1}`;
}

async function proposalAfter(look: Look, record: RecordFacts) {
  const before = await look.rows('appraisal', { studio: record.values.studio, grade: 'failed', state: 'graded' });
  const failed = before.filter(({ id }) => id !== record.id).length + 1;
  if (failed < look.figure('talent.failuresToWithdraw').value) return [];
  const studio = await look.record('studio', String(record.values.studio));
  if (!studio) return [];
  return [
    {
      module: 'studio',
      id: studio.id,
      revision: studio.revision,
      event: 'proposeWithdrawal',
      set: { proposal: `考核不合格${failed}次，建议摘牌` },
    },
  ];
}

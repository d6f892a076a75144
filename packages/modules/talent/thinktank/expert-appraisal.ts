import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, number, person, ref, text } from '@juxian/engine/kinds/index.ts';

const grades = {
  excellent: t('优秀', 'Excellent'),
  competent: t('称职', 'Competent'),
  basic: t('基本称职', 'Barely competent'),
  failed: t('不称职', 'Not competent'),
};

/** The yearly appraisal of an engaged expert: figures counted from the records, a grade proposed, decided by a named person. */
export const expertAppraisal = module({
  name: 'expertAppraisal',
  reach: 'staff',
  room: 'expertise',
  title: t('年度评价', 'Yearly appraisals'),
  fields: {
    engagement: ref(t('聘任', 'Engagement'), 'engagement', { required: true }),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
    visits: number(t('履职次数', 'Visits'), { min: 0, whole: true }),
    opinions: number(t('咨询意见数', 'Opinions'), { min: 0, whole: true }),
    adoptions: number(t('采纳数', 'Adoptions'), { min: 0, whole: true }),
    satisfaction: number(t('平均满意度', 'Mean satisfaction'), { min: 0, max: 100 }),
    proposed: choice(t('建议等次', 'Grade proposed'), grades),
    grade: choice(t('评定等次', 'Grade'), grades),
    reason: longText(t('评定意见', 'Opinion'), { max: 500 }),
    decidedBy: person(t('评定人', 'Decided by')),
    decidedOn: date(t('评定日期', 'Decided on')),
  },
  states: {
    counted: {
      label: t('待评定', 'To be graded'),
      phase: 'open',
      initial: true,
      owes: { roles: ['office'], task: t('评定专家年度等次', 'Grade the year of the expert') },
    },
    graded: { label: t('已评定', 'Graded'), phase: 'done' },
    cancelled: { label: t('已撤销', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all, assigned }) => {
  const counted = ['visits', 'opinions', 'adoptions', 'satisfaction'] as const;
  const head = ['engagement', 'expert', 'expertName', 'year'] as const;
  const decided = ['grade', 'reason', 'decidedBy', 'decidedOn'] as const;
  return {
    moves: {
      count: move({
        label: t('重新统计', 'Count again'),
        from: ['counted'],
        by: ['office'],
        derive: async ({ record, look }) => ({
          set: await (await import('./appraise.ts')).figuresOf(
            look,
            record.values.expert ?? '',
            record.values.year ?? 0,
          ),
        }),
      }),
      grade: move({
        label: t('评定等次', 'Grade'),
        from: ['counted'],
        to: 'graded',
        by: ['office'],
        act: true,
        hint: t('系统只按数字提出建议，等次由评定人决定', "The figures only propose; the grade is a person's decision"),
        asks: {
          grade: choice(t('等次', 'Grade'), grades, { required: true }),
          reason: longText(t('评定意见（与建议不同的须写明理由）', 'Opinion; the reason where it differs'), {
            max: 500,
          }),
        },
        when: async ({ record, look }) => {
          const { figuresOf } = await import('./appraise.ts');
          const { values } = record;
          const now = await figuresOf(look, values.expert ?? '', values.year ?? 0);
          return (
            counted.every((name) => (values[name] ?? null) === now[name]) ||
            new Refusal('conflict.count', t('统计后又有新的记录，请重新统计', 'Records have changed; count again'))
          );
        },
        derive: ({ record, input, actor, today }) => {
          if (input.grade !== record.values.proposed && !input.reason)
            throw refuseField(
              'input.reason',
              'invalid.reason',
              t('与建议等次不同，请写明理由', 'It differs from the proposal; give the reason'),
            );
          return { set: { decidedBy: actor.id, decidedOn: today } };
        },
      }),
      cancel: move({ label: t('撤销', 'Cancel'), from: ['counted'], to: 'cancelled', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields: [...head, ...counted, 'proposed', ...decided], export: true },
      leader: { scope: all(), fields: [...head, ...counted, 'proposed', ...decided] },
      expert: {
        scope: assigned('expert'),
        states: ['graded'],
        fields: ['expertName', 'year', ...counted, 'grade', 'reason', 'decidedOn'],
      },
    },
    views: {
      lead: 'expertName',
      columns: ['year', ...counted, 'proposed', 'grade', 'state'],
      sort: '-year,expertName',
      facets: ['year', 'proposed', 'grade', 'state'],
    },
    form: [
      { title: t('评价', 'Appraisal'), fields: head },
      { title: t('履职统计', 'Figures'), fields: [...counted, 'proposed'] },
      { title: t('评定', 'Grade'), fields: decided },
    ],
    summary: (values) => `${values.expertName ?? ''}${values.year ?? ''}年度评价`,
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import {
  choice,
  code,
  computed,
  date,
  files,
  longText,
  moment,
  number,
  ref,
  refs,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import { satisfactions } from '@juxian/rules/think-tank.ts';
import { consultationModes } from './consultation-mode.ts';

/** A question a department puts to the think tank: experts suggested with reasons, asked in a meeting or in writing. */
export const consultation = module({
  name: 'consultation',
  reach: 'staff',
  room: 'expertise',
  title: t('咨询任务', 'Consultations'),
  fields: {
    number: sequence(t('编号', 'Number')),
    asker: ref(t('提出单位', 'Asking unit'), 'unit', { required: true }),
    contact: text(t('联系人', 'Contact'), { max: 40 }),
    topic: text(t('咨询题目', 'Topic'), { required: true, max: 100 }),
    question: longText(t('咨询问题', 'Question'), { required: true, max: 3000 }),
    discipline: code(t('所属领域', 'Field'), 'discipline', { required: true }),
    materials: files(t('背景材料', 'Materials'), { max: 10 }),
    mode: choice(t('方式', 'How'), consultationModes, { required: true }),
    meetingOn: moment(t('会议时间', 'Meeting time')),
    place: text(t('会议地点', 'Place'), { max: 60 }),
    until: date(t('意见提交期限', 'Due on'), { required: true }),
    suggested: computed(t('推荐专家', 'Experts suggested'), 'json'),
    excluded: computed(t('回避专家', 'Experts who stay out'), 'json'),
    suggestedOn: date(t('推荐日期', 'Suggested on')),
    experts: refs(t('应询专家', 'Experts asked'), 'expert', { max: 15, unseen: true }),
    delivered: number(t('已收意见', 'Opinions in'), { min: 0, whole: true }),
    declined: number(t('未能应询', 'Declined'), { min: 0, whole: true }),
    lateOn: date(t('逾期提醒日期', 'Late since')),
    resolution: longText(t('咨询结论', 'Conclusion'), { max: 3000 }),
    satisfaction: choice(t('满意度', 'Satisfaction'), satisfactions),
    returnReason: longText(t('退回原因', 'Why returned'), { max: 500 }),
  },
  states: {
    draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
    submitted: {
      label: t('待指派专家', 'Experts to assign'),
      phase: 'open',
      owes: { roles: ['office'], task: t('匹配并指派专家', 'Match and assign experts') },
    },
    asked: { label: t('咨询中', 'Experts asked'), phase: 'waiting' },
    answered: {
      label: t('意见已收齐', 'Opinions in'),
      phase: 'open',
      owes: { roles: ['unit', 'office'], task: t('形成咨询结论', 'Draw the conclusion') },
    },
    closed: { label: t('已办结', 'Closed'), phase: 'done' },
    cancelled: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, within, assigned }) => {
  const asked = [
    'asker',
    'contact',
    'topic',
    'question',
    'discipline',
    'materials',
    'mode',
    'meetingOn',
    'place',
    'until',
  ] as const;
  const course = ['number', 'experts', 'delivered', 'declined', 'lateOn', 'returnReason'] as const;
  const result = ['resolution', 'satisfaction'] as const;
  const matched = ['suggested', 'excluded', 'suggestedOn'] as const;
  const chosen = refs(t('专家', 'Experts'), 'expert', { required: true, max: 15 });
  return {
    moves: {
      submit: move({
        label: t('提交', 'Submit'),
        from: ['draft'],
        to: 'submitted',
        by: ['unit', 'office'],
        act: true,
        when: ({ record, today }) =>
          (record.values.until ?? '') > today ||
          new Refusal('invalid.until', t('意见提交期限须晚于今天', 'The day the opinions are due must lie ahead')),
        says: { to: ['office'], text: t('新的咨询任务：{topic}', 'A new consultation: {topic}') },
      }),
      suggest: move({
        label: t('匹配专家', 'Match experts'),
        from: ['submitted', 'asked'],
        by: ['office'],
        hint: t(
          '按研究方向、采纳、满意度和在办任务推荐5人，逐条说明理由',
          'Five by field, adoption, satisfaction and load, with reasons',
        ),
        derive: async ({ record, look, today }) => {
          const { suggestFor } = await import('./suggest.ts');
          return { set: { ...(await suggestFor(look, record, today)), suggestedOn: today } };
        },
      }),
      assign: move({
        label: t('指派专家', 'Assign experts'),
        from: ['submitted'],
        to: 'asked',
        by: ['office'],
        act: true,
        asks: { chosen },
        derive: async ({ record, input, look, today }) =>
          (await import('./asking.ts')).assignExperts(look, record, input.chosen ?? [], today),
        says: {
          to: ['experts'],
          text: t('请您应询：{topic}，{until}前提交意见', 'Your opinion is asked for: {topic}, by {until}'),
        },
      }),
      add: move({
        label: t('增派专家', 'Ask another'),
        from: ['asked'],
        by: ['office'],
        asks: { chosen },
        derive: async ({ record, input, look, today }) =>
          (await import('./asking.ts')).askAnother(look, record, input.chosen ?? [], today),
        says: {
          to: ['experts'],
          text: t('请您应询：{topic}，{until}前提交意见', 'Your opinion is asked for: {topic}, by {until}'),
        },
      }),
      conclude: move({
        label: t('按已收意见结束征询', 'Go on with the opinions in'),
        from: ['asked'],
        to: 'answered',
        by: ['office'],
        when: ({ record }) => {
          const { delivered = 0, mode } = record.values;
          if (delivered === 0)
            return new Refusal('conflict.opinions', t('还没有收到意见', 'No opinion has come in yet'));
          return (
            mode !== 'meeting' ||
            delivered % 2 === 1 ||
            new Refusal(
              'conflict.even',
              t(
                '会议咨询须有单数专家的意见，现有{delivered}份',
                'A meeting needs an odd number of opinions, not {delivered}',
              ),
              { values: { delivered } },
            )
          );
        },
        derive: async ({ record, look }) => (await import('./asking.ts')).askNobodyElse(look, record),
      }),
      overdue: move({
        label: t('逾期提醒', 'Notice of delay'),
        from: ['asked'],
        by: ['clock'],
        when: ({ record, today }) =>
          (!record.values.lateOn && today > (record.values.until ?? '')) ||
          new Refusal('conflict.early', t('未到期限', 'It is not due yet')),
        derive: ({ today }) => ({ set: { lateOn: today } }),
        says: { to: ['office'], text: t('咨询意见未按期收齐：{topic}', 'Opinions are late: {topic}') },
      }),
      close: move({
        label: t('办结', 'Close'),
        from: ['answered'],
        to: 'closed',
        by: ['unit', 'office'],
        act: true,
        hint: t('每份意见随后由提出单位答复采纳情况', 'The asking unit then says of each opinion what became of it'),
        asks: {
          resolution: longText(t('咨询结论', 'Conclusion'), { required: true, max: 3000 }),
          satisfaction: choice(t('满意度', 'Satisfaction'), satisfactions, { required: true }),
        },
        derive: async ({ record, input, look, today }) =>
          (await import('./asking.ts')).close(look, record, input.satisfaction ?? 'not', today),
      }),
      returnDraft: move({
        label: t('退回补充', 'Return'),
        from: ['submitted'],
        to: 'draft',
        by: ['office'],
        asks: { returnReason: longText(t('退回原因', 'Reason'), { required: true, max: 500 }) },
        when: ({ record }) =>
          !record.values.declined ||
          new Refusal('conflict.asked', t('已征询过专家，不能退回', 'Experts were asked already')),
        says: {
          to: ['owner'],
          text: t('咨询任务退回补充：{topic}。{returnReason}', 'Returned: {topic}. {returnReason}'),
        },
      }),
      cancel: move({
        label: t('撤回', 'Withdraw'),
        from: ['draft', 'submitted'],
        to: 'cancelled',
        by: ['unit', 'office'],
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...course, ...asked, ...matched, ...result],
        create: asked,
        edit: { draft: asked, submitted: asked },
        export: true,
      },
      leader: { scope: all(), fields: [...course, ...asked, ...matched, ...result] },
      unit: { scope: within('asker'), fields: [...course, ...asked, ...result], create: asked, edit: { draft: asked } },
      expert: {
        scope: assigned('experts'),
        states: ['asked', 'answered', 'closed'],
        fields: [
          'number',
          'contact',
          'topic',
          'question',
          'discipline',
          'materials',
          'mode',
          'meetingOn',
          'place',
          'until',
        ],
      },
    },
    views: {
      events: {
        opinionIn: t('收到一份意见', 'An opinion is in'),
        expertDeclined: t('一位专家不能应询', 'An expert declined'),
      },
      lead: 'topic',
      columns: ['number', 'asker', 'mode', 'until', 'delivered', 'satisfaction', 'state'],
      sort: '-number',
      facets: ['mode', 'satisfaction', 'state'],
    },
    form: [
      { title: t('咨询', 'Consultation'), fields: ['number', ...asked] },
      {
        title: t('专家', 'Experts'),
        fields: [...matched, 'experts', 'delivered', 'declined', 'lateOn', 'returnReason'],
      },
      { title: t('结论', 'Conclusion'), fields: result },
    ],
    number: { field: 'number', on: 'submit', pattern: '{word}〔{year}〕{n}号', word: '咨询' },
    summary: (values) => values.topic ?? '',
  };
});

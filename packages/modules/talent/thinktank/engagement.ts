import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, ref, sequence, text } from '@juxian/engine/kinds/index.ts';

/** An expert's engagement in the think tank: letter, term, duties. */
export const engagement = module({
  name: 'engagement',
  reach: 'staff',
  room: 'expertise',
  title: t('智库聘任', 'Think-tank engagements'),
  fields: {
    number: sequence(t('聘书编号', 'Letter')),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    honour: text(t('聘任名称', 'Engaged as'), { required: true, max: 40 }),
    from: date(t('聘期起', 'From'), { required: true }),
    to: date(t('聘期止', 'To'), { required: true }),
    duties: longText(t('职责', 'Duties'), { max: 1000 }),
    fee: choice(t('报酬', 'Fee'), { task: t('按任务', 'By task'), none: t('无偿', 'None') }),
    ending: longText(t('解聘原因', 'Reason of the end'), { max: 300 }),
  },
  states: {
    draft: { label: t('待发聘书', 'Letter to issue'), phase: 'draft', initial: true },
    valid: { label: t('聘期内', 'In force'), phase: 'open' },
    ended: { label: t('已到期', 'Ended'), phase: 'done' },
  },
}).with(({ move, all }) => {
  const fields = ['number', 'expert', 'expertName', 'honour', 'from', 'to', 'duties', 'fee', 'ending'] as const;
  const given = ['expert', 'expertName', 'honour', 'from', 'to', 'duties', 'fee'] as const;
  return {
    moves: {
      issue: move({
        label: t('发聘书', 'Issue the letter'),
        from: ['draft'],
        to: 'valid',
        by: ['office'],
        act: true,
        when: ({ record }) =>
          (record.values.from ?? '') < (record.values.to ?? '') ||
          new Refusal('invalid.term', t('聘期止须晚于聘期起', 'The term must end after it begins')),
        derive: ({ record }) => ({ due: `${record.values.to}T23:59:59+08:00` }),
      }),
      end: move({
        label: t('解聘', 'End'),
        from: ['valid'],
        to: 'ended',
        by: ['office'],
        asks: { ending: longText(t('解聘原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ due: null }),
      }),
      expire: move({
        label: t('聘期届满', 'Term over'),
        from: ['valid'],
        to: 'ended',
        by: ['clock'],
        when: ({ record, today }) =>
          today > (record.values.to ?? '') || new Refusal('conflict.early', t('聘期未满', 'The term is not over')),
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: { scope: all(), fields, create: given, edit: { draft: given }, export: true },
      leader: { scope: all(), fields },
    },
    views: {
      lead: 'expertName',
      columns: ['number', 'honour', 'from', 'to', 'state'],
      sort: 'to,expertName',
      facets: ['honour', 'state'],
    },
    form: [{ title: t('聘任', 'Engagement'), fields }],
    number: { field: 'number', on: 'issue', pattern: '{word}〔{year}〕{n}号', word: '智聘' },
    summary: (values) => values.expertName ?? '',
  };
});

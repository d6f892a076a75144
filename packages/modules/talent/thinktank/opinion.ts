import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, files, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { consultationModes } from './consultation-mode.ts';

/** One expert's part in a consultation: asked, delivered or declined. The expert sees his own only. */
export const opinion = module({
  name: 'opinion',
  reach: 'staff',
  room: 'expertise',
  title: t('咨询意见', 'Opinions'),
  fields: {
    consultation: ref(t('咨询', 'Consultation'), 'consultation', { required: true }),
    asker: ref(t('提出单位', 'Asking unit'), 'unit', { unseen: true }),
    askerName: text(t('提出单位名称', 'Asked by'), { max: 80 }),
    topic: text(t('咨询题目', 'Topic'), { required: true, max: 100 }),
    question: longText(t('咨询问题', 'Question'), { max: 3000 }),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    mode: choice(t('方式', 'How'), consultationModes, { required: true }),
    until: date(t('意见提交期限', 'Due on'), { required: true }),
    text: longText(t('咨询意见', 'Opinion'), { max: 8000 }),
    files: files(t('意见附件', 'Files'), { max: 5 }),
    deliveredOn: date(t('提交日期', 'Delivered on')),
    late: choice(t('是否逾期', 'Timeliness'), { yes: t('逾期', 'Late'), no: t('按期', 'In time') }),
    remindedOn: date(t('催办日期', 'Reminded on')),
    declined: choice(t('不能应询的原因', 'Why declined'), {
      conflict: t('存在应当回避的关系', 'A tie'),
      unable: t('时间或身体原因', 'Not able to'),
      field: t('不属本人研究方向', 'Not my field'),
    }),
    declinedNote: longText(t('说明', 'Note'), { max: 300 }),
    points: number(t('满意度分值', 'Points'), { min: 0, max: 100, whole: true }),
  },
  states: {
    invited: {
      label: t('待提交意见', 'Opinion due'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['expert'], task: t('提交咨询意见', 'Give your opinion') },
    },
    delivered: { label: t('已提交', 'Delivered'), phase: 'done' },
    declined: { label: t('未能应询', 'Declined'), phase: 'refused' },
    released: { label: t('已办结未提交', 'Closed without it'), phase: 'refused' },
  },
}).with(({ move, all, within, assigned }) => {
  const head = ['consultation', 'askerName', 'topic', 'question', 'mode', 'until'] as const;
  const answer = ['text', 'files', 'deliveredOn', 'late'] as const;
  const no = ['declined', 'declinedNote'] as const;
  return {
    moves: {
      deliver: move({
        label: t('提交意见', 'Hand in'),
        from: ['invited'],
        to: 'delivered',
        by: ['expert'],
        act: true,
        hint: t('提交后不能再改', 'Nothing can be changed afterwards'),
        when: ({ record }) =>
          (record.values.text ?? '') !== '' ||
          (record.values.files ?? []).length > 0 ||
          new Refusal('invalid.text', t('请先填写意见或上传附件', 'Write your opinion or add a file first')),
        derive: async ({ record, look, today }) => ({
          set: { deliveredOn: today, late: today > (record.values.until ?? '') ? 'yes' : 'no' },
          due: null,
          change: [await (await import('./counting.ts')).countedIn(look, record)],
        }),
        says: {
          to: ['office'],
          text: t('{expertName}提交了咨询意见：{topic}', '{expertName} gave an opinion: {topic}'),
        },
      }),
      decline: move({
        label: t('不能应询', 'Decline'),
        from: ['invited'],
        to: 'declined',
        by: ['expert'],
        asks: {
          declined: choice(
            t('原因', 'Why'),
            {
              conflict: t('存在应当回避的关系', 'A tie'),
              unable: t('时间或身体原因', 'Not able to'),
              field: t('不属本人研究方向', 'Not my field'),
            },
            { required: true },
          ),
          declinedNote: longText(t('说明', 'Note'), { max: 300 }),
        },
        derive: async ({ record, look }) => ({
          due: null,
          change: [await (await import('./counting.ts')).leaving(look, record)],
        }),
        says: {
          to: ['office'],
          text: t('{expertName}不能应询，请另行指派：{topic}', '{expertName} declined; ask somebody else: {topic}'),
        },
      }),
      remind: move({
        label: t('逾期催办', 'Remind'),
        from: ['invited'],
        by: ['clock'],
        when: ({ record, today }) =>
          (!record.values.remindedOn && today > (record.values.until ?? '')) ||
          new Refusal('conflict.early', t('未到催办的日子', 'It is not time yet')),
        derive: ({ today }) => ({ set: { remindedOn: today } }),
        says: {
          to: ['expert', 'office'],
          text: t('咨询意见已过期限（{until}），请尽快提交：{topic}', 'The opinion was due on {until}: {topic}'),
        },
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...head, 'asker', 'expert', 'expertName', ...answer, 'remindedOn', ...no, 'points'],
      },
      leader: { scope: all(), fields: [...head, 'asker', 'expert', 'expertName', ...answer, ...no] },
      unit: {
        scope: within('asker'),
        states: ['delivered'],
        fields: ['consultation', 'topic', 'expertName', 'mode', ...answer],
      },
      expert: {
        scope: assigned('expert'),
        fields: [...head, ...answer, ...no],
        edit: { invited: ['text', 'files'] },
      },
    },
    views: {
      events: { rate: t('评价满意度', 'Rated'), release: t('咨询已办结', 'Consultation closed') },
      lead: 'topic',
      columns: ['expertName', 'mode', 'until', 'deliveredOn', 'late', 'state'],
      sort: '-until,expertName',
      facets: ['mode', 'late', 'state'],
    },
    form: [
      {
        title: t('咨询', 'Consultation'),
        fields: ['topic', 'question', 'askerName', 'mode', 'until', 'consultation', 'asker', 'expert', 'expertName'],
      },
      { title: t('意见', 'Opinion'), fields: [...answer, 'remindedOn', ...no, 'points'] },
    ],
    summary: (values) => values.topic ?? '',
  };
});

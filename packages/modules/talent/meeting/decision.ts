import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, ref, text } from '@juxian/engine/kinds/index.ts';

/**
 * What the office means to decide on an application. Until it is applied nothing of it touches the application; applied,
 * it makes the state and drafts the message, which goes out when the office sends it.
 */
export const decision = module({
  name: 'decision',
  reach: 'staff',
  room: 'talent',
  title: t('拟定决定', 'Pending decisions'),
  fields: {
    application: ref(t('申报', 'Application'), 'application', { required: true }),
    decision: choice(
      t('决定', 'Decision'),
      {
        recognise: t('认定', 'Recognise'),
        reject: t('不予认定', 'Do not recognise'),
        hold: t('暂缓', 'Hold back'),
      },
      { required: true },
    ),
    reason: longText(t('原因（告知申报人）', 'Reason, told to the applicant'), { max: 500 }),
    decisionNumber: text(t('认定文号', 'Decision number'), { max: 40 }),
    decidedOn: date(t('决定日期', 'Decided on')),
    message: longText(t('告知内容', 'Message'), { max: 1000 }),
    dropped: longText(t('撤销原因', 'Why it was dropped'), { max: 300 }),
  },
  states: {
    pending: {
      label: t('待生效', 'Pending'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('统一生效', 'Apply all') },
    },
    applied: {
      label: t('已生效，待告知', 'Applied, message to be sent'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('核对并发送告知', 'Read and send the message') },
    },
    sent: { label: t('已告知', 'Told'), phase: 'done' },
    dropped: { label: t('已撤销', 'Dropped'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const given = ['application', 'decision', 'reason'] as const;
  const fields = [...given, 'decisionNumber', 'decidedOn', 'message', 'dropped'] as const;
  return {
    moves: {
      apply: move({
        label: t('生效', 'Apply'),
        from: ['pending'],
        to: 'applied',
        by: ['office'],
        act: true,
        hint: t('此前申报人和单位什么也看不到', 'Until then applicants and units see nothing of it'),
        asks: {
          decidedOn: date(t('决定日期', 'Decided on'), { required: true }),
          decisionNumber: text(t('认定文号', 'Decision number'), { max: 40 }),
        },
        derive: async ({ record, input, look, today }) =>
          (await import('./apply.ts')).applyDecision(look, record, { ...input, today }),
      }),
      send: move({
        label: t('发送告知', 'Send the message'),
        from: ['applied'],
        to: 'sent',
        by: ['office'],
        act: true,
        when: ({ record }) =>
          Boolean(record.values.message?.trim()) ||
          new Refusal('conflict.message', t('告知内容为空', 'The message is blank')),
        derive: async ({ record, look }) => (await import('./apply.ts')).tellDecision(look, record),
      }),
      drop: move({
        label: t('撤销', 'Drop'),
        from: ['pending'],
        to: 'dropped',
        by: ['office'],
        asks: { dropped: longText(t('撤销原因', 'Reason'), { required: true, max: 300 }) },
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: given,
        edit: { pending: ['decision', 'reason'], applied: ['message'] },
        export: true,
      },
      leader: { scope: all(), fields: [...given, 'decisionNumber', 'decidedOn'] },
    },
    views: {
      columns: ['application', 'decision', 'reason', 'decidedOn', 'state'],
      sort: 'application',
      facets: ['decision', 'state'],
      tabs: [
        { name: 'pending', title: t('待生效', 'Pending'), where: { state: 'pending' } },
        { name: 'outbox', title: t('待告知', 'To be sent'), where: { state: 'applied' } },
      ],
    },
    form: [
      { title: t('拟定决定', 'Decision'), fields: given },
      { title: t('生效', 'Applied'), fields: ['decisionNumber', 'decidedOn', 'dropped'] },
      { title: t('告知', 'Message'), fields: ['message'] },
    ],
    transfer: { columns: given },
    summary: () => '拟定决定',
  };
});

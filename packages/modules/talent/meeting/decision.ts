import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, ref, text } from '@juxian/engine/kinds/index.ts';

const decisions = {
  recognise: t('认定', 'Recognise'),
  reject: t('不予认定', 'Do not recognise'),
  hold: t('暂缓', 'Hold back'),
  invite: t('邀请正式申报', 'Invite to the second form'),
  decline: t('不邀请', 'Do not invite'),
};

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
    studioName: text(t('工作室名称', 'Studio'), { max: 80 }),
    decision: choice(t('决定', 'Decision'), decisions, { required: true }),
    reason: longText(t('原因（告知申报人）', 'Reason, told to the applicant'), { max: 500 }),
    decisionNumber: text(t('认定文号', 'Decision number'), { max: 40 }),
    decidedOn: date(t('决定日期', 'Decided on')),
    message: longText(t('告知内容', 'Message'), { max: 1000 }),
    dropped: longText(t('撤销原因', 'Why it was dropped'), { max: 300 }),
    /** The application: being unique, no application has two that are pending. */
    turn: text(t('待生效的申报', 'Application under decision'), { max: 40, unique: true, unlisted: true }),
  },
  states: {
    drafted: {
      label: t('起草', 'Draft'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('拟定或删除', 'Propose or delete') },
    },
    pending: {
      label: t('待生效', 'Pending'),
      phase: 'waiting',
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
  const given = ['application', 'decision', 'reason', 'decisionNumber'] as const;
  const fields = [...given, 'studioName', 'decidedOn', 'message', 'dropped'] as const;
  return {
    moves: {
      propose: move({
        label: t('拟定', 'Propose'),
        from: ['drafted'],
        to: 'pending',
        by: ['office'],
        act: true,
        when: async ({ record, look, now }) => (await import('./apply.ts')).mayDecide(look, record, now),
        derive: async ({ record, look }) => (await import('./apply.ts')).propose(look, record),
      }),
      apply: move({
        label: t('生效', 'Apply'),
        from: ['pending'],
        to: 'applied',
        by: ['office'],
        act: true,
        hint: t('此前申报人和单位什么也看不到', 'Until then applicants and units see nothing of it'),
        asks: {
          decidedOn: date(t('决定日期', 'Decided on'), { required: true }),
          decisionNumber: text(t('认定文号', 'Decision number'), {
            max: 40,
            help: t('不填则用拟定时写的', 'Blank: as it was proposed'),
          }),
        },
        when: async ({ record, look, now }) => (await import('./apply.ts')).mayDecide(look, record, now),
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
        derive: () => ({ set: { turn: null } }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: given,
        edit: { drafted: given, pending: ['decision', 'reason', 'decisionNumber'], applied: ['message'] },
        export: true,
      },
      leader: { scope: all(), fields: [...given, 'studioName', 'decidedOn'] },
    },
    views: {
      columns: ['application', 'decisionNumber', 'decidedOn', 'state'],
      sort: 'studioName',
      facets: ['decision', 'state'],
      tabs: [
        { name: 'pending', title: t('待生效', 'Pending'), where: { state: 'pending' } },
        { name: 'outbox', title: t('待告知', 'To be sent'), where: { state: 'applied' } },
        { name: 'drafted', title: t('起草', 'Drafts'), where: { state: 'drafted' } },
      ],
    },
    form: [
      { title: t('拟定决定', 'Decision'), fields: given },
      { title: t('生效', 'Applied'), fields: ['decidedOn', 'dropped'] },
      { title: t('告知', 'Message'), fields: ['message'] },
    ],
    transfer: { columns: given },
    summary: ({ studioName, decision: said }) =>
      `${studioName ?? '拟定决定'}${said === undefined ? '' : `：${decisions[said].zh}`}`,
  };
});

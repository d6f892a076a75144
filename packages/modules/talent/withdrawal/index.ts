import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Facts, module } from '@juxian/engine/define.ts';
import { choice, choices, date, files, longText, ref, text } from '@juxian/engine/kinds/index.ts';
import { withdrawalGrounds } from '@juxian/rules/withdrawal.ts';
import { closingTime } from '../due.ts';
import { studioKinds } from '../studio-kind.ts';

const effects = () => import('./effect.ts');

type Notified = Pick<Facts, 'look' | 'today'> & { input: { hearingOn?: string } };

/**
 * Withdrawing the plaque of a studio: proposed on coded grounds, the host unit told of a hearing in time, heard or the
 * hearing waived, then decided.
 */
export const studioWithdrawal = module({
  name: 'studioWithdrawal',
  reach: 'staff',
  room: 'talent',
  title: t('摘牌办理', 'Plaque withdrawals'),
  fields: {
    studio: ref(t('工作室', 'Studio'), 'studio', { required: true, unseen: true }),
    studioName: text(t('工作室名称', 'Name of the studio'), { required: true, max: 40 }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    hostUnit: ref(t('依托单位', 'Host unit'), 'unit', { required: true }),
    leaderName: text(t('领衔人', 'Leader'), { max: 40 }),
    grounds: choices(t('摘牌事由', 'Grounds'), withdrawalGrounds, { required: true }),
    facts: longText(t('事实和依据', 'Facts'), { required: true, max: 2000 }),
    evidence: files(t('佐证材料', 'Evidence'), { max: 10 }),
    noticeNumber: text(t('告知书文号', 'Number of the notice'), { max: 40 }),
    noticedOn: date(t('告知日期', 'Told on')),
    hearingOn: date(t('听取陈述申辩日期', 'Day of the hearing')),
    hearingPlace: text(t('地点', 'Place'), { max: 60 }),
    statement: longText(t('依托单位陈述申辩', 'Statement of the host unit'), { max: 3000 }),
    statementFiles: files(t('陈述申辩材料', 'Papers of the host unit'), { max: 10 }),
    held: choice(t('听取情况', 'Hearing'), {
      attended: t('到场陈述申辩', 'Attended'),
      written: t('书面陈述申辩', 'In writing'),
      absent: t('逾期未到场也未提交', 'Neither came nor wrote'),
      waived: t('放弃陈述申辩', 'Waived'),
    }),
    heardOn: date(t('听取日期', 'Heard on')),
    hearing: longText(t('陈述申辩记录', 'Record of the hearing'), { max: 3000 }),
    hearingFiles: files(t('签字笔录、放弃书', 'Signed record or waiver'), { max: 5 }),
    decisionNumber: text(t('决定文号', 'Number of the decision'), { max: 40 }),
    decidedOn: date(t('决定日期', 'Decided on')),
    reason: longText(t('决定理由', 'Reason of the decision'), { max: 1000 }),
    /** The studio: being unique, no studio has two at a time. */
    turn: text(t('办理中的工作室', 'Studio under way'), { max: 40, unique: true, unlisted: true }),
  },
  states: {
    proposed: {
      label: t('待告知', 'To be told'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['office'], task: t('发陈述申辩告知书', 'Give notice of the hearing') },
    },
    noticed: {
      label: t('待陈述申辩', 'To be heard'),
      phase: 'open',
      owes: { roles: ['unit', 'office'], task: t('陈述申辩', 'State the case') },
    },
    heard: {
      label: t('待决定', 'To be decided'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('决定是否摘牌', 'Decide on the plaque') },
    },
    withdrawn: { label: t('已摘牌', 'Plaque withdrawn'), phase: 'refused' },
    kept: { label: t('不予摘牌', 'Plaque kept'), phase: 'done' },
  },
}).with(({ move, all, within }) => {
  const head = ['studio', 'studioName', 'kind', 'hostUnit', 'leaderName', 'grounds', 'facts', 'evidence'] as const;
  const notice = ['noticeNumber', 'noticedOn', 'hearingOn', 'hearingPlace'] as const;
  const stated = ['statement', 'statementFiles'] as const;
  const outcome = ['held', 'heardOn', 'hearing', 'hearingFiles', 'decisionNumber', 'decidedOn', 'reason'] as const;
  const fields = [...head, ...notice, ...stated, ...outcome] as const;
  const decision = {
    decisionNumber: text(t('决定文号', 'Number of the decision'), { required: true, max: 40 }),
    reason: longText(t('决定理由', 'Reason'), { required: true, max: 1000 }),
  };
  const told = {
    noticeNumber: text(t('告知书文号', 'Number of the notice'), { required: true, max: 40 }),
    hearingOn: date(t('听取日期', 'Day of the hearing'), { required: true }),
    hearingPlace: text(t('地点', 'Place'), { required: true, max: 60 }),
  };
  const telling = {
    asks: told,
    derive: async ({ input, look, today }: Notified) => {
      const { refuseTooSoon } = await effects();
      const hearingOn = input.hearingOn ?? '';
      refuseTooSoon(look, today, hearingOn);
      return { set: { noticedOn: today }, due: closingTime(hearingOn) };
    },
    says: {
      to: ['unit'],
      text: t(
        '拟对{title}摘牌，请于{due}前陈述申辩，或书面放弃。',
        'It is proposed to withdraw the plaque of {title}; state your case by {due}, or waive it.',
      ),
    },
  };
  return {
    moves: {
      notify: move({
        label: t('告知并定听取日期', 'Give notice of the hearing'),
        from: ['proposed'],
        to: 'noticed',
        by: ['office'],
        act: true,
        ...telling,
      }),
      hear: move({
        label: t('记录听取情况', 'Record the hearing'),
        from: ['noticed'],
        to: 'heard',
        by: ['office'],
        act: true,
        asks: {
          held: choice(
            t('听取情况', 'Hearing'),
            {
              attended: t('到场陈述申辩', 'Attended'),
              written: t('书面陈述申辩', 'In writing'),
              absent: t('逾期未到场也未提交', 'Neither came nor wrote'),
            },
            { required: true },
          ),
          hearing: longText(t('陈述申辩记录', 'Record of the hearing'), { required: true, max: 3000 }),
          hearingFiles: files(t('签字笔录', 'Signed record'), { max: 5 }),
        },
        when: ({ record, today, look }) =>
          today >= (record.values.hearingOn ?? '9') ||
          new Refusal(
            'conflict.early',
            t('听取陈述申辩定于{on}，此前不能决定', 'The hearing is on {on}; nothing is decided before'),
            { values: { on: record.values.hearingOn }, rule: look.figure('talent.hearingNotice').source },
          ),
        derive: ({ record, input, today }) => {
          if (input.held === 'written' && !record.values.statement)
            throw new Refusal('conflict.statement', t('依托单位没有提交书面陈述', 'The host unit has not written'));
          return { set: { heardOn: today }, due: null };
        },
      }),
      postpone: move({
        label: t('改期并重新告知', 'Another day, told anew'),
        from: ['noticed'],
        by: ['office'],
        ...telling,
      }),
      waive: move({
        label: t('放弃陈述申辩', 'Waive the hearing'),
        from: ['noticed'],
        to: 'heard',
        by: ['unit'],
        hint: t('放弃后不再听取，直接进入决定', 'There is no hearing then; it goes on to the decision'),
        asks: { hearingFiles: files(t('盖章的放弃书', 'Stamped waiver'), { max: 5 }) },
        derive: ({ today }) => ({ set: { held: 'waived', heardOn: today }, due: null }),
      }),
      recordWaiver: move({
        label: t('登记书面放弃', 'Record a written waiver'),
        from: ['noticed'],
        to: 'heard',
        by: ['office'],
        asks: { hearingFiles: files(t('盖章的放弃书', 'Stamped waiver'), { required: true, max: 5 }) },
        derive: ({ today }) => ({ set: { held: 'waived', heardOn: today }, due: null }),
      }),
      withdraw: move({
        label: t('决定摘牌', 'Withdraw the plaque'),
        from: ['heard'],
        to: 'withdrawn',
        by: ['office'],
        hint: t('证书同时作废，未结清的经费停拨', 'The certificate is revoked with it and the grant stopped'),
        asks: decision,
        derive: async ({ record, input, look, today }) =>
          (await effects()).withdrawn(look, record, { reason: input.reason ?? '', today }),
        says: { to: ['unit'], text: t('{title}已决定摘牌。', 'The plaque of {title} is withdrawn.') },
      }),
      keep: move({
        label: t('不予摘牌', 'Keep the plaque'),
        from: ['proposed', 'noticed', 'heard'],
        to: 'kept',
        by: ['office'],
        asks: { reason: decision.reason },
        derive: async ({ record, look, today }) => (await effects()).kept(look, record, today),
        says: { to: ['unit'], text: t('{title}不予摘牌。', 'The plaque of {title} stays.') },
      }),
    },
    access: {
      office: { scope: all(), fields, edit: { proposed: ['grounds', 'facts', 'evidence'] }, export: true },
      leader: { scope: all(), fields },
      unit: {
        scope: within('hostUnit'),
        states: ['noticed', 'heard', 'withdrawn', 'kept'],
        fields,
        edit: { noticed: stated },
      },
    },
    views: {
      lead: 'studioName',
      columns: ['grounds', 'hostUnit', 'noticedOn', 'hearingOn', 'held', 'state', 'due'],
      sort: '-noticedOn,studioName',
      facets: ['grounds', 'kind', 'state'],
    },
    form: [
      { title: t('摘牌建议', 'Proposal'), fields: head },
      { title: t('告知', 'Notice'), fields: notice },
      {
        title: t('陈述申辩', 'Hearing'),
        fields: [...stated, 'held', 'heardOn', 'hearing', 'hearingFiles'],
      },
      { title: t('决定', 'Decision'), fields: ['decisionNumber', 'decidedOn', 'reason'] },
    ],
    summary: (values) => values.studioName ?? '',
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, moment, month, ref, text } from '@juxian/engine/kinds/index.ts';
import { consentAsks, consentFields, consentTo } from '../purpose.ts';
import { studioKinds } from '../studio-kind.ts';
import { plan } from './fields.ts';

const { name, role, education, title, task } = plan.team.options.fields;

/** What a member says of himself. */
const own = {
  unit: text(t('现单位', 'Present unit'), { max: 60 }),
  professionalTitle: title,
  education,
  birth: month(t('出生年月', 'Born')),
};

/**
 * One person invited into the team of an application. Its owner is the person with exactly the number or address it was
 * sent to; whoever leads the application sees it by its address. It is nobody else's, as drafts are.
 */
export const teamInvitation = module({
  name: 'teamInvitation',
  reach: 'portal',
  room: 'talent',
  title: t('团队邀请', 'Invitations to a team'),
  fields: {
    application: ref(t('申报', 'Application'), 'application', { required: true, unseen: true }),
    call: ref(t('征集公告', 'Call'), 'call'),
    kind: choice(t('类别', 'Kind'), studioKinds),
    studioName: text(t('工作室名称', 'Name of the studio'), { required: true, max: 40 }),
    leaderName: text(t('邀请人（领衔人）', 'Invited by, the leader'), { required: true, max: 40 }),
    name,
    role,
    task,
    ...own,
    until: moment(t('答复截止', 'Answer by')),
    to: text(t('发往', 'Sent to'), { required: true, max: 254, unlisted: true }),
    inviter: text(t('邀请人', 'Inviter'), { required: true, max: 40, unlisted: true }),
    line: text(t('名单中的行', 'Line of the list'), { max: 40, unlisted: true }),
    seat: text(t('受邀人', 'Person invited'), { max: 80, unique: true, unlisted: true }),
    ...consentFields,
    answeredAt: moment(t('答复时间', 'Answered')),
    reminded: moment(t('已提醒', 'Reminded')),
  },
  states: {
    open: {
      label: t('待答复', 'Not answered yet'),
      phase: 'open',
      initial: true,
      owes: { roles: ['applicant'], task: t('答复团队邀请', 'Answer the invitation') },
    },
    confirmed: { label: t('已确认加入', 'Confirmed'), phase: 'done' },
    declined: { label: t('已谢绝', 'Declined'), phase: 'refused' },
    left: { label: t('已退出', 'Left the team'), phase: 'refused' },
    retracted: { label: t('邀请已撤回', 'Retracted'), phase: 'refused' },
    lapsed: { label: t('逾期未答复', 'Not answered in time'), phase: 'refused' },
  },
}).with(({ move, own: mine, assigned }) => {
  const said = ['call', 'kind', 'studioName', 'leaderName', 'name', 'role', 'task', 'until', 'to'] as const;
  const answer = ['unit', 'professionalTitle', 'education', 'birth', 'answeredAt'] as const;
  const consented = ['consentVersion', 'consentHash', 'consentAt'] as const;
  const gone = { seat: null } as const;
  return {
    moves: {
      confirm: move({
        label: t('确认加入', 'Join'),
        from: ['open'],
        to: 'confirmed',
        by: ['applicant'],
        only: 'owner',
        act: true,
        asks: { ...own, unit: text(t('现单位', 'Present unit'), { required: true, max: 60 }), ...consentAsks },
        when: async ({ record, actor, look, now }) =>
          actor.kind === 'applicant' && actor.contact === record.values.to
            ? (await import('./inviting.ts')).mayAnswer(look, record, now)
            : new Refusal('forbidden.contact', t('这份邀请不是发给您的', 'It was not sent to you')),
        derive: async ({ record, input, actor, look, now }) => ({
          set: { answeredAt: now, ...consentTo('team', { actor, now }, input) },
          change: await (await import('./inviting.ts')).confirmed(look, record, input),
          due: null,
        }),
        says: { to: ['inviter'], text: t('{name}已确认加入团队。', '{name} has joined your team.') },
      }),
      decline: move({
        label: t('谢绝邀请', 'Decline'),
        from: ['open'],
        to: 'declined',
        by: ['applicant'],
        only: 'owner',
        hint: t('谢绝后名单中不再有您，邀请人会知道', 'You are taken off the list and the leader is told'),
        derive: async ({ record, look, now }) => ({
          set: { ...gone, answeredAt: now },
          change: await (await import('./inviting.ts')).left(look, record),
          due: null,
        }),
        says: { to: ['inviter'], text: t('{name}谢绝了团队邀请。', '{name} has declined to join your team.') },
      }),
      withdraw: move({
        label: t('退出团队', 'Leave the team'),
        from: ['confirmed'],
        to: 'left',
        by: ['applicant'],
        only: 'owner',
        hint: t(
          '申报提交以前可以退出，邀请人会知道',
          'Possible until the application is submitted; the leader is told',
        ),
        when: async ({ record, look }) => (await import('./inviting.ts')).mayLeave(look, record),
        derive: async ({ record, look }) => ({
          set: gone,
          change: await (await import('./inviting.ts')).left(look, record),
        }),
        says: { to: ['inviter'], text: t('{name}已退出团队。', '{name} has left your team.') },
      }),
      retract: move({
        label: t('撤回邀请', 'Retract the invitation'),
        from: ['open', 'confirmed', 'lapsed'],
        to: 'retracted',
        by: ['applicant'],
        hint: t('名单中不再有此人，链接随即失效', 'The person is taken off the list; the link says so'),
        when: async ({ record, actor, look }) =>
          actor.id === record.values.inviter
            ? (await import('./inviting.ts')).mayLeave(look, record)
            : new Refusal('forbidden.inviter', t('只有邀请人可以撤回', 'Only the inviter may retract it')),
        derive: async ({ record, look }) => ({
          set: gone,
          change: await (await import('./inviting.ts')).left(look, record),
          due: null,
        }),
        says: {
          to: ['owner'],
          text: t('{leaderName}撤回了“{studioName}”的团队邀请。', '{leaderName} has retracted the invitation.'),
        },
      }),
      lapse: move({
        label: t('逾期未答复', 'Not answered in time'),
        from: ['open'],
        to: 'lapsed',
        by: ['clock'],
        when: async ({ record, look, now }) =>
          (await (await import('./inviting.ts')).isOver(look, record, now)) ||
          new Refusal('conflict.early', t('答复期未到', 'There is time left')),
        derive: async ({ record, look }) => ({
          set: gone,
          change: await (await import('./inviting.ts')).left(look, record),
          due: null,
        }),
      }),
      remind: move({
        label: t('提醒答复', 'Remind'),
        from: ['open'],
        by: ['clock'],
        when: ({ record }) =>
          !record.values.reminded || new Refusal('conflict.reminded', t('已提醒过', 'Reminded already')),
        derive: async ({ record, look, now }) => ({
          set: { reminded: now },
          due: await (await import('./inviting.ts')).endOf(look, record),
        }),
      }),
    },
    access: {
      applicant: [
        { scope: mine(), fields: [...said, ...answer, ...consented] },
        { scope: assigned('inviter'), fields: [...said, ...answer, 'application', 'inviter'], unlisted: true },
      ],
    },
    views: {
      lead: 'studioName',
      columns: ['studioName', 'leaderName', 'role', 'until', 'state'],
      sort: '-changedAt',
      facets: ['state'],
    },
    form: [
      { title: t('邀请', 'Invitation'), fields: said },
      { title: t('本人填写', 'Given by the member'), fields: [...answer, ...consented] },
    ],
    summary: ({ studioName = '', name: invited = '' }) => `${studioName}·${invited}`,
  };
});

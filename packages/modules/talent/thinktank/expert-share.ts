import { randomBytes } from 'node:crypto';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choices, date, longText, ref, text } from '@juxian/engine/kinds/index.ts';
import { publishable } from './consent.ts';

const slug = text(t('对方的网址简称', "The other county's short address"), { required: true, max: 40 });

/**
 * An expert offered to another county: the expert agrees to each field, the other county takes the offer by its code. What
 * it sees is read here each time, so that a withdrawal by either side ends it at once.
 */
export const expertShare = module({
  name: 'expertShare',
  reach: 'staff',
  room: 'expertise',
  title: t('专家共享', 'Experts shared'),
  fields: {
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    to: slug,
    purpose: longText(t('共享用途', 'What for'), { required: true, max: 300 }),
    fields: choices(t('共享的栏目', 'Fields shared'), publishable, { required: true }),
    agreedOn: date(t('本人同意日期', 'Agreed on')),
    code: text(t('接收码', 'Code'), { max: 120, sensitive: true, unlisted: true }),
    revokedOn: date(t('撤回日期', 'Withdrawn on')),
    revocation: longText(t('撤回原因', 'Why withdrawn'), { max: 300 }),
  },
  states: {
    draft: { label: t('拟共享', 'Draft'), phase: 'draft', initial: true },
    offered: {
      label: t('待本人同意', 'The expert to agree'),
      phase: 'waiting',
      owes: { roles: ['expert'], task: t('是否同意共享给外县', 'Agree to be shown to another county, or not') },
    },
    open: { label: t('共享中', 'Shared'), phase: 'open' },
    declined: { label: t('本人不同意', 'Declined'), phase: 'refused' },
    revoked: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, assigned }) => {
  const given = ['expert', 'expertName', 'to', 'purpose', 'fields'] as const;
  const course = ['agreedOn', 'revokedOn', 'revocation'] as const;
  return {
    moves: {
      offer: move({
        label: t('征求本人意见', 'Ask the expert'),
        from: ['draft'],
        to: 'offered',
        by: ['office'],
        act: true,
        when: async ({ record, look }) =>
          (await look.record('expert', record.values.expert ?? ''))?.state === 'active' ||
          new Refusal('conflict.expert', t('专家已出库，不能共享', 'The expert has left the pool')),
        says: { to: ['expert'], text: t('拟将您的资料共享给外县，请确认', 'May another county see your entry?') },
      }),
      agree: move({
        label: t('同意共享', 'Agree'),
        from: ['offered'],
        to: 'open',
        by: ['expert'],
        act: true,
        hint: t('对方只看到所列栏目，可随时撤回', 'Only the fields named are shown; you may withdraw at any time'),
        derive: ({ record, today }) => ({
          set: { agreedOn: today, code: `${record.id}.${randomBytes(18).toString('base64url')}` },
        }),
      }),
      decline: move({ label: t('不同意', 'Decline'), from: ['offered'], to: 'declined', by: ['expert'] }),
      revoke: move({
        label: t('撤回共享', 'Withdraw'),
        from: ['offered', 'open'],
        to: 'revoked',
        by: ['expert', 'office'],
        hint: t('撤回后对方立即看不到', 'The other county sees nothing from that moment on'),
        asks: { revocation: longText(t('原因', 'Reason'), { max: 300 }) },
        derive: ({ today }) => ({ set: { revokedOn: today, code: null } }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...given, ...course, 'code'],
        create: given,
        edit: { draft: given },
        reveal: ['code'],
      },
      leader: { scope: all(), fields: [...given, ...course] },
      expert: {
        scope: assigned('expert'),
        states: ['offered', 'open', 'declined', 'revoked'],
        fields: ['expertName', 'to', 'purpose', 'fields', ...course],
      },
    },
    views: {
      lead: 'expertName',
      columns: ['to', 'fields', 'agreedOn', 'state'],
      sort: '-agreedOn,expertName',
      facets: ['to', 'state'],
    },
    form: [
      { title: t('共享', 'Sharing'), fields: given },
      { title: t('同意与接收', 'Consent and code'), fields: ['agreedOn', 'code', 'revokedOn', 'revocation'] },
    ],
    summary: (values) => values.expertName ?? '',
  };
});

/** An expert whom another county shares with this one: where he is to be read, never what is read. */
export const sharedExpert = module({
  name: 'sharedExpert',
  reach: 'staff',
  room: 'expertise',
  title: t('外县专家', 'Experts of other counties'),
  fields: {
    heading: text(t('名称（自拟）', 'Our name for it'), { required: true, max: 40 }),
    from: slug,
    code: text(t('接收码', 'Code'), { required: true, max: 120, sensitive: true, unlisted: true }),
    note: longText(t('备注', 'Note'), { max: 300 }),
  },
  states: {
    active: { label: t('已接收', 'Accepted'), phase: 'open', initial: true },
    ended: { label: t('已停用', 'Ended'), phase: 'done' },
  },
}).with(({ move, all }) => ({
  moves: { end: move({ label: t('停用', 'End'), from: ['active'], to: 'ended', by: ['office'] }) },
  access: {
    office: {
      scope: all(),
      fields: ['heading', 'from', 'code', 'note'],
      create: ['heading', 'from', 'code', 'note'],
      edit: { active: ['heading', 'note'] },
    },
    leader: { scope: all(), fields: ['heading', 'from', 'note'] },
  },
  views: { lead: 'heading', columns: ['from', 'state', 'changedAt'], sort: 'heading', facets: ['from', 'state'] },
  form: [{ title: t('来源', 'Source'), fields: ['heading', 'from', 'code', 'note'] }],
  summary: (values) => values.heading ?? '',
}));

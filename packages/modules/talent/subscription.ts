import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choices } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from './studio-kind.ts';

/** Somebody who wants to be told when a call of these kinds is published. Where to, is the contact he has confirmed. */
export const subscription = module({
  name: 'subscription',
  reach: 'portal',
  room: 'talent',
  title: t('公告订阅', 'Subscriptions'),
  fields: {
    kinds: choices(t('订阅的类别', 'Kinds'), studioKinds, { required: true }),
  },
  states: {
    active: { label: t('订阅中', 'Active'), phase: 'open', initial: true },
    stopped: { label: t('已退订', 'Stopped'), phase: 'done' },
  },
}).with(({ move, all, own }) => ({
  moves: {
    stop: move({ label: t('退订', 'Stop'), from: ['active'], to: 'stopped', by: ['applicant'], only: 'owner' }),
    resume: move({
      label: t('重新订阅', 'Subscribe again'),
      from: ['stopped'],
      to: 'active',
      by: ['applicant'],
      only: 'owner',
    }),
  },
  access: {
    applicant: { scope: own(), fields: ['kinds'], create: ['kinds'], edit: { active: ['kinds'] } },
    office: { scope: all(), fields: ['kinds'] },
  },
  views: { columns: ['kinds', 'state', 'changedAt'], sort: '-changedAt', facets: ['kinds', 'state'] },
  form: [{ title: t('订阅', 'Subscription'), fields: ['kinds'] }],
  summary: ({ kinds }) => (kinds ?? []).map((kind) => studioKinds[kind]?.zh ?? kind).join('、'),
}));

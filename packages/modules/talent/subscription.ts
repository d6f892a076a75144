import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choices } from '@juxian/engine/kinds/index.ts';
import { postSorts } from './internship/subject.ts';
import { studioKinds } from './studio-kind.ts';

/** Somebody who wants to be told of new calls and posts of these kinds. Where to, is the contact he has confirmed. */
export const subscription = module({
  name: 'subscription',
  reach: 'portal',
  room: 'talent',
  title: t('公告订阅', 'Subscriptions'),
  fields: {
    topics: choices(
      t('订阅内容', 'What is subscribed to'),
      { calls: t('征集公告', 'Calls'), posts: t('实习岗位', 'Internship posts') },
      { required: true },
    ),
    kinds: choices(t('订阅的类别', 'Kinds'), studioKinds),
    posts: choices(t('订阅的实习岗位', 'Internship posts'), postSorts),
  },
  states: {
    active: { label: t('订阅中', 'Active'), phase: 'open', initial: true },
    stopped: { label: t('已退订', 'Stopped'), phase: 'done' },
  },
}).with(({ move, all, own }) => {
  const fields = ['topics', 'kinds', 'posts'] as const;
  return {
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
      applicant: { scope: own(), fields, create: fields, edit: { active: fields } },
      office: { scope: all(), fields },
    },
    views: { columns: [...fields, 'state', 'changedAt'], sort: '-changedAt', facets: [...fields, 'state'] },
    form: [{ title: t('订阅', 'Subscription'), fields }],
    summary: ({ kinds = [], posts = [] }) =>
      [...kinds.map((kind) => studioKinds[kind]?.zh ?? kind), ...posts.map((sort) => postSorts[sort]?.zh ?? sort)].join(
        '、',
      ),
  };
});

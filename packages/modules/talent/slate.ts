import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, date, entries, longText, money, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from './studio-kind.ts';

/** The leading group's list: applications of one kind ranked by score, cut by the quota, ties by the rule of the call. */
export const slate = module({
  name: 'slate',
  reach: 'staff',
  room: 'talent',
  title: t('领导小组审议', "Leading group's lists"),
  fields: {
    call: ref(t('征集公告', 'Call'), 'call', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    quota: number(t('名额', 'Quota'), { min: 0, max: 200 }),
    amount: money(t('每个核定经费', 'Grant each'), { min: 0 }),
    seed: text(t('抽签种子', 'Seed of the lot'), { max: 64, unlisted: true }),
    ranking: entries(
      t('排序', 'Ranking'),
      {
        place: number(t('名次', 'Place'), { min: 1, max: 999 }),
        application: ref(t('申报', 'Application'), 'application', { required: true }),
        panelScore: number(t('评审得分', 'Panel score'), { min: 0, max: 100 }),
        visitScore: number(t('考察得分', 'Visit score'), { min: 0, max: 100 }),
        score: number(t('得分', 'Score'), { min: 0, max: 100 }),
        vote: text(t('赞成∶反对∶弃权', 'For∶against∶abstain'), { max: 20 }),
        passed: choice(t('会议表决', 'Vote'), { yes: t('通过', 'Passed'), no: t('未通过', 'Not passed') }),
        listed: choice(t('拟定', 'Listed'), { yes: t('列入', 'Listed'), no: t('不列入', 'Not listed') }),
        note: text(t('说明', 'Note'), { max: 100 }),
        tie: choice(t('同分', 'Tie'), {
          none: t('无', 'None'),
          rule: t('按规则分出', 'By the rule'),
          lot: t('抽签分出', 'By lot'),
        }),
        unit: ref(t('依托单位', 'Host unit'), 'unit'),
        studioName: text(t('工作室', 'Studio'), { max: 40 }),
      },
      { max: 100 },
    ),
    meetingOn: date(t('会议日期', 'Meeting on')),
    attendance: text(t('出席', 'Attendance'), { max: 100 }),
    minutes: longText(t('会议纪要', 'Minutes'), { max: 3000 }),
    lotShown: computed(t('抽签过程', 'The lot as drawn'), 'json'),
  },
  states: {
    draft: {
      label: t('待排序', 'To be ranked'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('汇总排序', 'Rank the applications') },
    },
    ranked: {
      label: t('待审议', 'To be deliberated'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('提交领导小组审议', 'Put before the leading group') },
    },
    decided: { label: t('已审议', 'Decided'), phase: 'done' },
  },
}).with(({ move, all }) => {
  const fields = [
    'call',
    'kind',
    'quota',
    'amount',
    'ranking',
    'meetingOn',
    'attendance',
    'minutes',
    'seed',
    'lotShown',
  ] as const;
  return {
    moves: {
      rank: move({
        label: t('汇总排序', 'Rank'),
        from: ['draft', 'ranked'],
        to: 'ranked',
        by: ['office'],
        act: true,
        when: async ({ record, look, now }) => (await import('./ranking.ts')).mayRank(look, record.values, now),
        derive: async ({ record, look }) => (await import('./ranking.ts')).rank(look, record.values),
      }),
      decide: move({
        label: t('登记审议结果', 'Record the decision'),
        from: ['ranked'],
        to: 'decided',
        by: ['office'],
        act: true,
        optional: true,
        hint: t('列入的进入公示，其余结束', 'Those listed go to public notice, the others end here'),
        asks: {
          meetingOn: date(t('会议日期', 'Meeting on'), { required: true }),
          attendance: text(t('出席', 'Attendance'), { required: true, max: 100 }),
          minutes: longText(t('会议纪要', 'Minutes'), { required: true, max: 3000 }),
        },
        when: async ({ record, look, now }) =>
          (await import('./ranking.ts')).rebuttalsSettled(look, record.values, now),
        derive: async ({ record, look }) => (await import('./ranking.ts')).decide(look, record),
      }),
    },
    access: {
      office: { scope: all(), fields, create: ['call', 'kind'], edit: { ranked: ['ranking'] }, export: true },
      leader: { scope: all(), fields },
    },
    views: {
      columns: ['call', 'kind', 'quota', 'meetingOn', 'state'],
      sort: '-meetingOn',
      facets: ['call', 'kind', 'state'],
    },
    form: [
      { title: t('审议', 'Deliberation'), fields: ['call', 'kind', 'quota', 'amount'] },
      { title: t('排序', 'Ranking'), fields: ['ranking', 'seed', 'lotShown'] },
      { title: t('会议', 'Meeting'), fields: ['meetingOn', 'attendance', 'minutes'] },
    ],
    summary: (values) => `${values.kind ? studioKinds[values.kind].zh : ''}拟定名单`,
  };
});

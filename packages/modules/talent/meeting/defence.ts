import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, longText, moment, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../studio-kind.ts';

const place = number(t('第几位', 'Place in the order'), { required: true, min: 1, max: 60, whole: true });
const score = number(t('得分', 'Score'), { required: true, min: 0, max: 100 });

/** Site visits or the defence of one kind of one call: order by lot, times, who came, the panel's second score. */
export const defence = module({
  name: 'defence',
  reach: 'staff',
  room: 'talent',
  title: t('现场考察与答辩', 'Visits and defences'),
  fields: {
    call: ref(t('征集公告', 'Call'), 'call', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    way: choice(
      t('方式', 'How'),
      { visit: t('现场考察', 'Site visit'), defence: t('答辩', 'Defence') },
      { required: true },
    ),
    begins: moment(t('开始时间', 'Begins'), { required: true }),
    each: number(t('每项分钟', 'Minutes each'), { required: true, min: 5, max: 480, whole: true }),
    place: text(t('地点', 'Place'), { max: 80 }),
    members: refs(t('评委', 'Panel'), 'expert', { required: true, max: 15 }),
    seed: text(t('抽签种子', 'Seed'), { max: 64, unlisted: true }),
    commitment: text(t('抽签校验码', 'Commitment'), { max: 64, unlisted: true }),
    slots: computed(t('次序', 'Order'), 'json'),
    scores: computed(t('评分', 'Scores'), 'json'),
    minutes: longText(t('考察记录', 'Minutes'), { max: 5000 }),
    recordedBy: text(t('记录人', 'Recorded by'), { max: 40 }),
  },
  states: {
    draft: {
      label: t('待抽签', 'To be drawn'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('抽签排序', 'Draw the order') },
    },
    drawn: {
      label: t('进行中', 'Under way'),
      phase: 'open',
      owes: { roles: ['office', 'expert'], task: t('考察答辩评分', 'Visit and score') },
    },
    closed: { label: t('已结束', 'Closed'), phase: 'done' },
  },
}).with(({ move, all, assigned }) => {
  const planned = ['call', 'kind', 'way', 'begins', 'each', 'place', 'members'] as const;
  const drawn = ['seed', 'commitment', 'slots'] as const;
  const fields = [...planned, ...drawn, 'scores', 'minutes', 'recordedBy'] as const;
  return {
    moves: {
      draw: move({
        label: t('抽签排序', 'Draw the order'),
        from: ['draft'],
        to: 'drawn',
        by: ['office'],
        act: true,
        hint: t('名单固定后随机排定，过程可核验', 'By lot once the list is fixed; anybody can check it'),
        derive: async ({ record, look, today }) => (await import('./order.ts')).drawOrder(look, record, today),
      }),
      attend: move({
        label: t('登记到场', 'Record who came'),
        from: ['drawn'],
        by: ['office'],
        asks: {
          place,
          came: choice(t('到场', 'Came'), { yes: t('到场', 'Yes'), no: t('缺席', 'No') }, { required: true }),
        },
        derive: async ({ record, input, now }) => (await import('./order.ts')).attend(record, { ...input, now }),
      }),
      score: move({
        label: t('评分', 'Score'),
        from: ['drawn'],
        by: ['expert'],
        act: true,
        asks: { place, score, comment: longText(t('意见', 'Comment'), { max: 500 }) },
        derive: async ({ record, input, actor }) =>
          (await import('./order.ts')).score(record, input, actor.kind === 'member' ? actor.expert : undefined),
      }),
      enterScore: move({
        label: t('登记纸质评分', 'Enter a score given on paper'),
        from: ['drawn'],
        by: ['office'],
        asks: { place, member: ref(t('评委', 'Member'), 'expert', { required: true }), score },
        derive: async ({ record, input }) => (await import('./order.ts')).score(record, input, input.member),
      }),
      close: move({
        label: t('结束并写入申报', 'Close, and put the scores on record'),
        from: ['drawn'],
        to: 'closed',
        by: ['office'],
        hint: t('到场的取平均分转入下一步，缺席的留在本步', 'Those who came go on with the mean; others stay'),
        asks: {
          minutes: longText(t('考察记录', 'Minutes'), { required: true, max: 5000 }),
          recordedBy: text(t('记录人', 'Recorded by'), { required: true, max: 40 }),
        },
        derive: async ({ record, input, look, today }) =>
          (await import('./order.ts')).close(look, record, input.minutes ?? '', today),
      }),
    },
    access: {
      office: { scope: all(), fields, create: planned, edit: { draft: planned }, export: true },
      leader: { scope: all(), fields },
      expert: { scope: assigned('members'), states: ['drawn', 'closed'], fields: [...planned, ...drawn] },
    },
    views: {
      columns: ['call', 'kind', 'way', 'begins', 'place', 'state'],
      sort: '-begins,kind',
      facets: ['call', 'kind', 'way', 'state'],
    },
    form: [
      { title: t('安排', 'Arrangement'), fields: planned },
      { title: t('记录', 'Record'), fields: ['seed', 'commitment', 'minutes', 'recordedBy'] },
    ],
    summary: (values) =>
      `${values.kind ? studioKinds[values.kind].zh : ''}${values.way === 'defence' ? '答辩' : '现场考察'}　${values.begins?.slice(0, 10) ?? ''}`,
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, number } from '@juxian/engine/kinds/index.ts';
import { seasons } from './subject.ts';

/** One round of matching: a proposal that can be made again and looked at before anybody is told. */
export const internshipRound = module({
  name: 'internshipRound',
  reach: 'staff',
  room: 'attraction',
  title: t('实习匹配', 'Internship rounds'),
  fields: {
    year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
    season: choice(t('批次', 'Season'), seasons, { required: true }),
    round: number(t('轮次', 'Round'), { min: 1, max: 20, whole: true }),
    placed: computed(t('匹配到岗位', 'Placed'), 'number'),
    first: computed(t('第一志愿', 'First wish'), 'number'),
    adjusted: computed(t('服从调剂', 'Not wished for'), 'number'),
    left: computed(t('未匹配', 'Not placed'), 'number'),
    proposal: computed(t('匹配结果', 'Proposal'), 'json', { unlisted: true }),
  },
  states: {
    draft: { label: t('待匹配', 'To be matched'), phase: 'draft', initial: true },
    matched: {
      label: t('待确定', 'To be settled'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('核对匹配结果', 'Look the proposal over') },
    },
    released: { label: t('已确定', 'Settled'), phase: 'done' },
    dropped: { label: t('已作废', 'Dropped'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const counts = ['placed', 'first', 'adjusted', 'left'] as const;
  const fields = ['year', 'season', 'round', ...counts, 'proposal'] as const;
  return {
    moves: {
      release: move({
        label: t('确定结果', 'Settle'),
        from: ['matched'],
        to: 'released',
        by: ['office'],
        act: true,
        hint: t('确定后不再变动，可一次发出录用', 'It changes no more; the offers then go out in one act'),
      }),
      match: move({
        label: t('自动匹配', 'Match'),
        from: ['draft', 'matched'],
        to: 'matched',
        by: ['office'],
        act: true,
        hint: t('只算出结果，不通知任何人，可重新匹配', 'It tells nobody, and may be done again'),
        derive: async ({ record, look }) => {
          const { matchRound } = await import('./proposal.ts');
          const { year, season } = record.values;
          const { placed, left } = await matchRound(look, { year, season });
          if (placed.length + left.length === 0)
            throw new Refusal('conflict.applications', t('没有待匹配的报名', 'No application waits'));
          const before = await look.rows('internshipRound', { year, season, state: 'released' });
          return {
            set: {
              round: before.length + 1,
              placed: placed.length,
              first: placed.filter(({ wish }) => wish === 1).length,
              adjusted: placed.filter(({ wish }) => wish === 0).length,
              left: left.length,
              proposal: Object.fromEntries(placed.map(({ student, post }) => [student, post])),
            },
          };
        },
      }),
      drop: move({ label: t('作废', 'Drop'), from: ['draft', 'matched'], to: 'dropped', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields, create: ['year', 'season'], export: true },
      leader: { scope: all(), fields: ['year', 'season', 'round', ...counts] },
    },
    views: {
      columns: ['year', 'season', 'round', ...counts, 'state'],
      sort: '-year,-round',
      facets: ['year', 'season', 'state'],
    },
    form: [
      { title: t('轮次', 'Round'), fields: ['year', 'season', 'round'] },
      { title: t('结果', 'Result'), fields: [...counts, 'proposal'] },
    ],
    summary: ({ year, season, round }) =>
      `${year ?? ''}年${season ? seasons[season].zh : ''}${round ? `第${round}轮` : ''}`,
  };
});

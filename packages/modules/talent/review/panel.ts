import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, date, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../studio-kind.ts';
import { drawPanel } from './draw.ts';
import { openSheets } from './tally.ts';

/** A panel for one kind of one call: drawn by lot, its sheets sealed until the last is in. */
export const panel = module({
  name: 'panel',
  reach: 'staff',
  room: 'talent',
  title: t('评审组', 'Panels'),
  fields: {
    call: ref(t('征集公告', 'Call'), 'call', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    round: number(t('轮次', 'Round'), { min: 1, max: 2 }),
    returned: number(t('已收评分', 'Sheets in'), { min: 0, max: 15 }),
    members: refs(t('评审专家', 'Members'), 'expert', { max: 15 }),
    seed: text(t('抽签种子', 'Seed'), { max: 64, unlisted: true }),
    commitment: text(t('抽签校验码', 'Commitment'), { max: 64, unlisted: true }),
    candidates: computed(t('候选与回避', 'Candidates and recusals'), 'json'),
    order: computed(t('抽取次序', 'Order drawn'), 'json'),
    items: computed(t('评审项目', 'Items'), 'json'),
    sheets: computed(t('评分表', 'Sheets'), 'json'),
    criteria: computed(t('评分指标', 'Criteria'), 'json'),
    units: computed(t('申报单位', 'Units that apply'), 'json'),
    replaced: computed(t('更换记录', 'Replacements'), 'json'),
    results: computed(t('评审结果', 'Results'), 'json'),
    flagged: computed(t('须复评', 'To be scored again'), 'json'),
    turn: text(t('抽签顺次', 'Turn of the draw'), { max: 80, unique: true, unlisted: true }),
  },
  states: {
    draft: {
      label: t('待抽签', 'To be drawn'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('抽取评审专家', 'Draw the panel') },
    },
    scoring: { label: t('评分中', 'Scoring'), phase: 'open' },
    complete: {
      label: t('评分收齐', 'Every sheet in'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('开启评分并汇总', 'Open and tally the sheets') },
    },
    opened: { label: t('已汇总', 'Tallied'), phase: 'done' },
    cancelled: { label: t('已撤销', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const drawn = [
    'call',
    'kind',
    'round',
    'returned',
    'members',
    'seed',
    'commitment',
    'candidates',
    'order',
    'items',
    'criteria',
    'replaced',
    'results',
    'flagged',
  ] as const;
  return {
    moves: {
      draw: move({
        label: t('抽取评审专家', 'Draw the panel'),
        from: ['draft'],
        to: 'scoring',
        by: ['office'],
        act: true,
        optional: true,
        hint: t('先按回避规则筛选，再随机抽取；过程留痕可核验', 'Conflicts first, then the lot; anybody can check it'),
        asks: {
          size: choice(t('人数', 'Size'), { 5: t('5人', '5'), 7: t('7人', '7') }, { required: true }),
          until: date(t('评分截止', 'Scores until'), { required: true }),
        },
        when: async ({ record, look }) => {
          const { call, kind } = record.values;
          const before = (await look.rows('application', { call, kind })).filter(({ state }) =>
            ['atUnit', 'atDepartment', 'formalReview', 'returned'].includes(state),
          );
          return (
            before.length === 0 ||
            new Refusal(
              'conflict.unready',
              t(
                '还有{count}项未过形式审查，评审须一次抽签',
                '{count} application(s) have not passed the formal review',
              ),
              { values: { count: before.length } },
            )
          );
        },
        derive: ({ record, input, look, today }) => {
          if ((input.until ?? '') <= today)
            throw new Refusal('invalid.until', t('评分截止须晚于今天', 'The last day must lie ahead'));
          return drawPanel(look, record, { size: Number(input.size), due: `${input.until}T23:59:59+08:00`, today });
        },
      }),
      open: move({
        label: t('开启评分并汇总', 'Open and tally'),
        from: ['complete'],
        to: 'opened',
        by: ['office'],
        act: true,
        hint: t('开启后不能再改', 'Nothing can be changed afterwards'),
        derive: ({ record, look }) => openSheets(look, record),
      }),
      rescore: move({
        label: t('组织复评', 'Have them scored again'),
        from: ['opened'],
        to: 'scoring',
        by: ['office'],
        act: true,
        asks: { until: date(t('复评截止', 'Until'), { required: true }) },
        when: ({ record, look }) =>
          ((record.values.flagged as string[] | undefined) ?? []).length > 0 ||
          new Refusal('conflict.flagged', t('没有极差超过{range}分的项目', 'No item with a range over {range}'), {
            values: { range: look.figure('talent.reviewRange').value },
          }),
        derive: async ({ record, input, look }) => {
          const { sheets, flagged } = record.values as { sheets: string[]; flagged: string[] };
          const due = `${input.until}T23:59:59+08:00`;
          const held = (await Promise.all(sheets.map((id) => look.record('review', id)))).filter(
            (one) => one !== undefined,
          );
          const change = held.map((sheet) => ({
            module: 'review',
            id: sheet.id,
            revision: sheet.revision,
            event: 'rescore',
            state: 'scoring',
            due,
            set: { codes: flagged, scores: null, totals: null },
          }));
          return { set: { round: 2, returned: 0, flagged: [] }, due, change };
        },
      }),
      cancel: move({ label: t('撤销评审组', 'Cancel'), from: ['draft'], to: 'cancelled', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields: drawn, create: ['call', 'kind'], export: true },
      leader: { scope: all(), fields: ['call', 'kind', 'round', 'returned', 'results'] },
    },
    views: {
      events: { sheetIn: t('收到一份评分', 'A sheet is in'), replace: t('更换评审专家', 'Expert replaced') },
      columns: ['call', 'kind', 'round', 'returned', 'state', 'due'],
      sort: '-call,kind',
      facets: ['call', 'kind', 'state'],
    },
    form: [
      { title: t('评审组', 'Panel'), fields: ['call', 'kind', 'members'] },
      { title: t('抽签', 'The draw'), fields: ['candidates', 'order', 'seed', 'commitment', 'replaced'] },
      { title: t('评审', 'Review'), fields: ['round', 'returned', 'items', 'criteria', 'results', 'flagged'] },
    ],
    summary: (values) => `${values.kind ? studioKinds[values.kind].zh : ''}评审组`,
  };
});

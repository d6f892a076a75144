import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, entries, files, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';

const year = (zh: string, en: string, required = false) =>
  number(t(zh, en), { required, public: true, min: 2000, max: 2100, whole: true, plain: true });

/** A plan of several years for the county's talent: goals with indicators and owners, looked at every year. */
export const talentPlan = module({
  name: 'talentPlan',
  reach: 'portal',
  room: 'attraction',
  title: t('人才规划', 'Talent plans'),
  fields: {
    heading: text(t('规划名称', 'Plan'), { required: true, public: true, max: 80 }),
    fromYear: year('起始年', 'From', true),
    toYear: number(t('截止年', 'To'), {
      required: true,
      public: true,
      min: 2000,
      max: 2100,
      whole: true,
      plain: true,
      disagrees: ({ fromYear, toYear }) =>
        Number(toYear) < Number(fromYear) ? t('早于起始年', 'Before the first year') : undefined,
    }),
    documentNumber: text(t('文号', 'Document'), { public: true, max: 40 }),
    outline: longText(t('总体要求', 'Outline'), { public: true, max: 3000 }),
    goals: entries(
      t('目标指标', 'Goals and indicators'),
      {
        goal: text(t('目标任务', 'Goal'), { required: true, public: true, max: 100 }),
        indicator: text(t('指标', 'Indicator'), { public: true, max: 60 }),
        measure: text(t('单位', 'Measured in'), { public: true, max: 10 }),
        base: number(t('基期值', 'At the start'), { min: 0 }),
        target: number(t('目标值', 'Target'), { public: true, min: 0 }),
        owner: ref(t('责任单位', 'Owner'), 'unit'),
      },
      { public: true, max: 60 },
    ),
    measures: entries(
      t('主要措施', 'Measures'),
      {
        measure: text(t('措施', 'Measure'), { required: true, public: true, max: 200 }),
        owner: ref(t('责任单位', 'Owner'), 'unit'),
      },
      { public: true, max: 60 },
    ),
    reviews: entries(
      t('年度评估', 'Yearly reviews'),
      {
        year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
        goal: text(t('目标任务', 'Goal'), { required: true, max: 100 }),
        done: number(t('完成值', 'Reached'), { min: 0 }),
        verdict: choice(t('评估', 'Verdict'), {
          ahead: t('超前', 'Ahead'),
          onTrack: t('正常', 'On track'),
          behind: t('滞后', 'Behind'),
        }),
        note: text(t('说明', 'Note'), { max: 200 }),
      },
      { max: 200 },
    ),
    text: files(t('规划文本', 'Text'), { max: 5 }),
    closing: longText(t('终期评估', 'At the end'), { max: 2000 }),
  },
  states: {
    draft: { label: t('编制中', 'Being written'), phase: 'draft', initial: true },
    adopted: { label: t('实施中', 'In force'), phase: 'open' },
    published: { label: t('实施中（已公开）', 'In force, public'), phase: 'open', public: t('实施中', 'In force') },
    closed: { label: t('已完成', 'Closed'), phase: 'done' },
  },
}).with(({ move, all, open }) => {
  const shown = ['heading', 'fromYear', 'toYear', 'documentNumber', 'outline', 'goals', 'measures'] as const;
  const drafted = [...shown, 'text'] as const;
  const fields = [...drafted, 'reviews', 'closing'] as const;
  const inForce = ['adopted', 'published'] as const;
  return {
    moves: {
      adopt: move({
        label: t('印发实施', 'Put in force'),
        from: ['draft'],
        to: 'adopted',
        by: ['office'],
        act: true,
        asks: { documentNumber: text(t('文号', 'Document'), { required: true, max: 40 }) },
        when: ({ record }) =>
          (record.values.goals ?? []).length > 0 ||
          new Refusal('conflict.goals', t('请先写明目标指标', 'Write down the goals first')),
      }),
      publish: move({ label: t('在门户公开', 'Publish'), from: ['adopted'], to: 'published', by: ['office'] }),
      hide: move({ label: t('撤下公开', 'Take down'), from: ['published'], to: 'adopted', by: ['office'] }),
      close: move({
        label: t('终期评估', 'Close'),
        from: inForce,
        to: 'closed',
        by: ['office'],
        asks: { closing: longText(t('终期评估', 'At the end'), { required: true, max: 2000 }) },
        when: ({ record, today }) =>
          Number(today.slice(0, 4)) >= (record.values.toYear ?? 9999) ||
          new Refusal('conflict.early', t('规划期至{year}年', 'The plan runs to {year}'), {
            values: { year: record.values.toYear },
          }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: drafted,
        edit: { draft: drafted, adopted: ['reviews'], published: ['reviews'] },
        export: true,
      },
      leader: { scope: all(), fields },
      public: { scope: open('published'), fields: shown },
    },
    views: {
      lead: 'heading',
      columns: ['fromYear', 'toYear', 'documentNumber', 'state', 'changedAt'],
      sort: '-fromYear,heading',
      facets: ['state'],
    },
    form: [
      { title: t('规划', 'Plan'), fields: ['heading', 'fromYear', 'toYear', 'documentNumber', 'outline', 'text'] },
      { title: t('目标与措施', 'Goals and measures'), fields: ['goals', 'measures'] },
      { title: t('评估', 'Reviews'), fields: ['reviews', 'closing'] },
    ],
    summary: (values) => values.heading ?? '',
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, entries, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { talentSorts } from './movement.ts';

/** What talent is judged by: not by papers, titles, degrees and prizes alone. Source: 关于分类推进人才评价机制改革的指导意见（2018年）. */
export const dimensions = {
  innovation: t('创新能力', 'Innovation'),
  quality: t('质量', 'Quality'),
  effect: t('实效', 'Effect'),
  contribution: t('贡献', 'Contribution'),
};
export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as Dimension[];

const weights: Record<Dimension, Text> = {
  innovation: t('创新能力分值', 'Points for innovation'),
  quality: t('质量分值', 'Points for quality'),
  effect: t('实效分值', 'Points for effect'),
  contribution: t('贡献分值', 'Points for contribution'),
};

const weight = (name: Dimension) =>
  number(weights[name], {
    required: true,
    min: 0,
    max: 100,
    whole: true,
    ...(name === 'contribution' ? { disagrees: weightsDisagree } : {}),
  });

/** How one kind of talent is evaluated, in four groups of indicators. Once in force it stays as it is; a change is the next version. */
export const evaluationScheme = module({
  name: 'evaluationScheme',
  reach: 'staff',
  room: 'attraction',
  title: t('人才评价方案', 'Evaluation schemes'),
  fields: {
    heading: text(t('方案名称', 'Scheme'), { required: true, max: 60 }),
    sort: choice(t('适用人才', 'For'), talentSorts, { required: true }),
    version: number(t('版本', 'Version'), { min: 1, max: 999, whole: true }),
    innovation: weight('innovation'),
    quality: weight('quality'),
    effect: weight('effect'),
    contribution: weight('contribution'),
    indicators: entries(
      t('评价指标', 'Indicators'),
      {
        dimension: choice(t('维度', 'Dimension'), dimensions, { required: true }),
        indicator: text(t('指标', 'Indicator'), { required: true, max: 80 }),
        points: number(t('分值', 'Points'), { required: true, min: 1, max: 100, whole: true }),
        basis: text(t('评分依据', 'Judged by'), { max: 120 }),
      },
      { max: 60, disagrees: indicatorsDisagree },
    ),
    passing: number(t('合格分', 'Pass mark'), { required: true, min: 1, max: 100, whole: true }),
    from: date(t('施行日期', 'In force from')),
    previous: ref(t('上一版本', 'Version before'), 'evaluationScheme'),
  },
  states: {
    draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
    inForce: { label: t('施行', 'In force'), phase: 'open' },
    superseded: { label: t('已被新版本替代', 'Superseded'), phase: 'done' },
  },
}).with(({ move, all }) => {
  const given = ['heading', 'sort', ...dimensionNames, 'indicators', 'passing'] as const;
  const fields = [...given, 'version', 'from', 'previous'] as const;
  return {
    moves: {
      adopt: move({
        label: t('施行', 'Put in force'),
        from: ['draft'],
        to: 'inForce',
        by: ['office'],
        act: true,
        hint: t('施行后不能再改，需要调整的另起新版本', 'It cannot be changed afterwards; a change is a new version'),
        when: ({ record }) =>
          (record.values.indicators ?? []).length > 0 ||
          new Refusal('conflict.indicators', t('请先填写评价指标', 'Write down the indicators first')),
        derive: async ({ record, look, today }) => {
          const before = record.values.previous
            ? await look.record('evaluationScheme', record.values.previous)
            : undefined;
          return {
            set: { from: today, version: record.values.version ?? 1 },
            ...(before?.state === 'inForce'
              ? {
                  change: [
                    {
                      module: 'evaluationScheme',
                      id: before.id,
                      revision: before.revision,
                      event: 'supersede',
                      state: 'superseded',
                    },
                  ],
                }
              : {}),
          };
        },
      }),
      revise: move({
        label: t('起草新版本', 'Draft the next version'),
        from: ['inForce'],
        by: ['office'],
        derive: ({ record }) => ({
          create: [
            {
              module: 'evaluationScheme',
              values: {
                ...Object.fromEntries(given.map((name) => [name, record.values[name]])),
                version: (record.values.version ?? 1) + 1,
                previous: record.id,
              },
            },
          ],
        }),
      }),
    },
    access: {
      office: { scope: all(), fields, create: given, edit: { draft: given }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: all(), states: ['inForce', 'superseded'], fields },
    },
    views: {
      events: { supersede: t('被新版本替代', 'Superseded') },
      lead: 'heading',
      columns: ['sort', 'version', ...dimensionNames, 'passing', 'from', 'state'],
      sort: 'sort,-version',
      facets: ['sort', 'state'],
    },
    form: [
      { title: t('方案', 'Scheme'), fields: ['heading', 'sort', 'version', 'from', 'previous'] },
      { title: t('四个维度', 'Four dimensions'), fields: [...dimensionNames, 'passing'] },
      { title: t('指标', 'Indicators'), fields: ['indicators'] },
    ],
    summary: ({ heading, version }) => `${heading ?? ''}${version ? `（第${version}版）` : ''}`,
  };
});

type Values = Readonly<Record<string, unknown>>;

function weightsDisagree(values: Values): Text | undefined {
  const sum = dimensionNames.reduce((total, name) => total + Number(values[name] ?? 0), 0);
  return sum === 100 ? undefined : t(`四个维度合计${sum}分，应为100分`, `The four add up to ${sum}, not 100`);
}

function indicatorsDisagree(values: Values): Text | undefined {
  const lines = Array.isArray(values.indicators)
    ? (values.indicators as { dimension?: string; points?: number }[])
    : [];
  const wrong = dimensionNames.find(
    (name) =>
      lines.filter(({ dimension }) => dimension === name).reduce((sum, { points }) => sum + (points ?? 0), 0) !==
      Number(values[name] ?? 0),
  );
  return wrong
    ? t(
        `“${dimensions[wrong].zh}”的指标分值合计与维度分值不一致`,
        `The indicators of ${dimensions[wrong].en.toLowerCase()} do not add up to its points`,
      )
    : undefined;
}

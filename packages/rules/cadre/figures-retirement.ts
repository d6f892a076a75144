import { t } from '@juxian/base/text.ts';
import type { Figure, FigureValue } from '../figure.ts';

const old = t(
  '国务院关于安置老弱病残干部的暂行办法、关于工人退休退职的暂行办法',
  'Interim measures on retirement of 1978',
);
const reform = t(
  '全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024年9月13日）',
  'Decision of the NPC Standing Committee on gradually raising the retirement age',
);
const flexible = t('实施弹性退休制度暂行办法', 'Interim measures on flexible retirement');

const oldFrom = '1978-06-02';
const reformEve = '2024-12-31';
const reformFrom = '2025-01-01';

const tables = {
  sixty: t('男职工（原60周岁）', 'Men (60 before)'),
  fiftyFive: t('女干部（原55周岁）', 'Women cadres (55 before)'),
  fifty: t('女工人（原50周岁）', 'Women workers (50 before)'),
} as const;
type ByTable = { sixty: number; fiftyFive: number; fifty: number };

const national = { level: 'national', certainty: 'verified' } as const;
const LEAST_CONTRIBUTION = { old: 180, step: 6, firstYear: 2030, steps: 10 };

/** The least contribution asked for: one version for the years up to 2029, then one for each year, the last without end. */
const contributions: readonly Figure<number>[] = Array.from({ length: LEAST_CONTRIBUTION.steps + 1 }, (_, i) => {
  const year = LEAST_CONTRIBUTION.firstYear + i - 1;
  return {
    name: 'retirement.contribution',
    title: t('领取基本养老金最低缴费年限', 'Least contribution for a pension'),
    value: LEAST_CONTRIBUTION.old + LEAST_CONTRIBUTION.step * i,
    unit: 'months',
    source: reform,
    from: i === 0 ? oldFrom : `${year}-01-01`,
    ...(i < LEAST_CONTRIBUTION.steps && { to: `${year}-12-31` }),
    ...national,
    bounds: { min: 0, max: 480 },
  };
});

type Lasting = 'name' | 'title' | 'unit' | 'keys' | 'bounds';

/** The versions of a national figure, in the order of their days. */
const versions = <V extends FigureValue>(
  lasting: Pick<Figure<V>, Lasting>,
  ...dated: Omit<Figure<V>, Lasting | keyof typeof national>[]
): readonly Figure<V>[] => dated.map((one) => ({ ...lasting, ...national, ...one }));

const beforeReform = { source: old, from: oldFrom, to: reformEve };

/** Ages of retirement before the reform and the table of 2025, as dated figures. */
export const retirementFigures = {
  'retirement.base': [
    {
      name: 'retirement.base',
      title: t('改革前法定退休年龄', 'Ages of retirement before the reform'),
      value: { sixty: 60, fiftyFive: 55, fifty: 50 },
      unit: 'years',
      source: old,
      from: oldFrom,
      ...national,
      keys: tables,
      bounds: { min: 45, max: 70 },
    },
  ] as readonly Figure<ByTable>[],
  'retirement.step': versions<ByTable>(
    {
      name: 'retirement.step',
      title: t('每几个月延迟1个月', 'Months of birth that add one month'),
      unit: 'months',
      keys: tables,
      bounds: { min: 1, max: 12 },
    },
    { value: { sixty: 4, fiftyFive: 4, fifty: 2 }, ...beforeReform },
    { value: { sixty: 4, fiftyFive: 4, fifty: 2 }, source: reform, article: '第一条', from: reformFrom },
  ),
  'retirement.delayMost': versions<ByTable>(
    {
      name: 'retirement.delayMost',
      title: t('最多延迟月数', 'Months of delay at most'),
      unit: 'months',
      keys: tables,
      bounds: { min: 0, max: 120 },
    },
    { value: { sixty: 0, fiftyFive: 0, fifty: 0 }, ...beforeReform },
    { value: { sixty: 36, fiftyFive: 36, fifty: 60 }, source: reform, article: '第一条', from: reformFrom },
  ),
  'retirement.contribution': contributions,
  'retirement.flexible': versions<{ early: number; late: number }>(
    {
      name: 'retirement.flexible',
      title: t('弹性退休最多提前、延迟月数', 'Months by which retirement may be earlier or later'),
      unit: 'months',
      keys: { early: t('提前', 'Earlier'), late: t('延迟', 'Later') },
      bounds: { min: 0, max: 60 },
    },
    { value: { early: 0, late: 0 }, ...beforeReform },
    { value: { early: 36, late: 36 }, source: flexible, from: reformFrom },
  ),
  'retirement.early': [
    {
      name: 'retirement.early',
      title: t('公务员自愿提前退休条件', 'When a civil servant may retire early'),
      value: { service: 30, serviceNearAge: 20, near: 5 },
      unit: 'years',
      source: t('中华人民共和国公务员法', 'Civil Servants Law'),
      article: '第九十三条',
      from: '2006-01-01',
      ...national,
      keys: {
        service: t('工作年限满', 'Years of service'),
        serviceNearAge: t('或工作年限满', 'Or years of service'),
        near: t('且距退休年龄不足', 'with less to go than'),
      },
      bounds: { min: 1, max: 50 },
    },
  ] as readonly Figure<{ service: number; serviceNearAge: number; near: number }>[],
  'retirement.notice': [
    {
      name: 'retirement.notice',
      title: t('到龄提前提醒', 'Notice before the age is reached'),
      value: [12, 6, 3],
      unit: 'months',
      source: t('县（市、区）组织部门通行做法', 'Common practice of organization departments of counties'),
      from: '2000-01-01',
      level: 'county',
      certainty: 'memory',
      bounds: { min: 1, max: 36 },
    },
  ] as readonly Figure<readonly number[]>[],
} as const;

import { type Text, t } from '@juxian/base/text.ts';
import { pathTo } from './dictionary.ts';
import { countyFigure } from './figure.ts';

const practice = t('智库专家聘任与管理通行做法', 'Common practice in engaging think-tank experts');
const incomeTax = t(
  '国家税务总局公告2018年第61号《个人所得税扣缴申报管理办法（试行）》',
  'State Taxation Administration Announcement No. 61 of 2018 on withholding income tax',
);

const figure = countyFigure(practice);

/** What an expert is suggested by. */
export const matchCriteria = {
  field: t('研究方向', 'Field'),
  adoption: t('采纳情况', 'Adoption'),
  satisfaction: t('满意度', 'Satisfaction'),
  load: t('在办任务', 'Tasks under way'),
} as const satisfies Record<string, Text>;
type MatchCriterion = keyof typeof matchCriteria;

const fieldLevels = {
  third: t('第三级（专业）相同', 'Same major'),
  second: t('第二级（类）相同', 'Same class'),
  first: t('第一级（门类）相同', 'Same category'),
};
type FieldLevel = keyof typeof fieldLevels;

/** How an asking unit judges an opinion. */
export const satisfactions = {
  very: t('满意', 'Satisfied'),
  fairly: t('较满意', 'Fairly satisfied'),
  barely: t('基本满意', 'Barely satisfied'),
  not: t('不满意', 'Not satisfied'),
} as const satisfies Record<string, Text>;
export type Satisfaction = keyof typeof satisfactions;

/** Figures of consultations, appraisals and fees of experts, by name, each with its versions. */
export const thinkTankFigures = {
  'talent.matchWeights': figure<Readonly<Record<MatchCriterion, number>>>('talent.matchWeights', {
    title: t('专家推荐各项分值', 'Points by which experts are suggested'),
    value: { field: 50, adoption: 20, satisfaction: 15, load: 15 },
    unit: 'points',
    keys: matchCriteria,
    bounds: { min: 0, max: 100, sum: 100 },
  }),
  'talent.matchField': figure<Readonly<Record<FieldLevel, number>>>('talent.matchField', {
    title: t('研究方向相近程度得分率', 'Share of the points for how near the field is'),
    value: { third: 100, second: 60, first: 30 },
    unit: 'percent',
    keys: fieldLevels,
    bounds: { min: 0, max: 100 },
  }),
  'talent.matchUnknown': figure<number>('talent.matchUnknown', {
    title: t('没有采纳或满意度记录时的得分率', 'Share of the points where nothing is known yet'),
    value: 60,
    unit: 'percent',
    bounds: { min: 0, max: 100 },
  }),
  'talent.matchLoad': figure<number>('talent.matchLoad', {
    title: t('每项在办任务扣减的得分率', 'Share taken off for each task under way'),
    value: 25,
    unit: 'percent',
    bounds: { min: 0, max: 100 },
  }),
  'talent.satisfactionPoints': figure<Readonly<Record<Satisfaction, number>>>('talent.satisfactionPoints', {
    title: t('咨询满意度分值', 'Points of satisfaction'),
    value: { very: 100, fairly: 80, barely: 60, not: 0 },
    unit: 'points',
    keys: satisfactions,
    bounds: { min: 0, max: 100 },
  }),
  'talent.adoptionFollowUp': figure<number>('talent.adoptionFollowUp', {
    title: t('采纳后跟踪成效的时间', 'Effect of an adoption is looked at after'),
    value: 6,
    unit: 'months',
    bounds: { min: 1, max: 24 },
  }),
  'talent.expertExcellent': figure<{ adoptions: number; satisfaction: number }>('talent.expertExcellent', {
    title: t('专家年度评价建议优秀的条件', 'From when an expert is proposed as excellent'),
    value: { adoptions: 1, satisfaction: 80 },
    unit: 'points',
    keys: { adoptions: t('采纳数', 'Adoptions'), satisfaction: t('平均满意度', 'Mean satisfaction') },
    bounds: { min: 0, max: 100 },
  }),
  'talent.labourDeduction': figure<{ upTo: number; flat: number }>('talent.labourDeduction', {
    title: t('劳务报酬预扣：每次收入不超过此额的减除费用', 'Deduction from a fee up to a sum'),
    value: { upTo: 400_000, flat: 80_000 },
    unit: 'fen',
    source: incomeTax,
    article: '第八条',
    from: '2019-01-01',
    level: 'national',
    keys: { upTo: t('每次收入不超过', 'Fees up to'), flat: t('减除费用', 'Deduction') },
    bounds: { min: 0, max: 10_000_000 },
  }),
  'talent.labourBrackets': figure<{ first: number; second: number }>('talent.labourBrackets', {
    title: t('劳务报酬预扣：各级预扣应纳税所得额上限', 'Upper ends of the brackets of the tax on fees'),
    value: { first: 2_000_000, second: 5_000_000 },
    unit: 'fen',
    source: incomeTax,
    article: '附件2 表二',
    from: '2019-01-01',
    level: 'national',
    keys: { first: t('第一级', 'First'), second: t('第二级', 'Second') },
    bounds: { min: 0, max: 100_000_000 },
  }),
  'talent.labourRates': figure<{ share: number; first: number; second: number; third: number }>('talent.labourRates', {
    title: t('劳务报酬预扣：超额部分减除比例与各级预扣率', 'Deducted share above, and rates of the brackets'),
    value: { share: 20, first: 20, second: 30, third: 40 },
    unit: 'percent',
    source: incomeTax,
    article: '第八条、附件2 表二',
    from: '2019-01-01',
    level: 'national',
    keys: {
      share: t('超过时减除', 'Deducted above'),
      first: t('第一级', 'First'),
      second: t('第二级', 'Second'),
      third: t('第三级', 'Third'),
    },
    bounds: { min: 0, max: 100 },
  }),
} as const;

type ValueOf<N extends keyof typeof thinkTankFigures> = (typeof thinkTankFigures)[N][number]['value'];

export type LabourTax = {
  deduction: ValueOf<'talent.labourDeduction'>;
  brackets: ValueOf<'talent.labourBrackets'>;
  rates: ValueOf<'talent.labourRates'>;
};

/** Income tax withheld from one fee for services (劳务报酬), in fen, fractions of a fen dropped. */
export function labourTax(fee: number, { deduction, brackets, rates }: LabourTax): number {
  const off = fee <= deduction.upTo ? deduction.flat : (fee * rates.share) / 100;
  const taxed = Math.max(0, fee - off);
  const first = Math.min(taxed, brackets.first);
  const second = Math.max(0, Math.min(taxed, brackets.second) - brackets.first);
  const third = Math.max(0, taxed - brackets.second);
  return Math.floor((first * rates.first + second * rates.second + third * rates.third) / 100);
}

/** How near the nearest of an expert's fields is to the one asked about, by levels they share from the top. */
export function fieldNearness(
  asked: string,
  fields: readonly string[],
): { level: FieldLevel; shared: Text } | undefined {
  const wanted = pathTo('discipline', asked);
  const depths = fields.map((code) => {
    const path = pathTo('discipline', code);
    return wanted.filter((entry, i) => path[i]?.code === entry.code).length;
  });
  const deepest = Math.max(0, ...depths);
  const shared = wanted[deepest - 1];
  const level = (['first', 'second', 'third'] as const)[deepest - 1];
  return shared && level ? { level, shared: shared.label } : undefined;
}

/** What is known of an expert for a match. `satisfaction`: points of each rated opinion. */
export type MatchFacts = {
  id: string;
  fields: readonly string[];
  running: number;
  /** Of those decided on: adopted counts 1, adopted in part a half. */
  decided: number;
  adopted: number;
  satisfaction: readonly number[];
};
export type MatchFigures = {
  weights: ValueOf<'talent.matchWeights'>;
  field: ValueOf<'talent.matchField'>;
  unknown: number;
  load: number;
};
export type Match = { id: string; score: number; reasons: Text[] };

/** Mean to two decimals, halves rounded up; undefined of nothing. */
export const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.round((100 * values.reduce((a, b) => a + b, 0)) / values.length) / 100;

/**
 * Ranks experts for a question by nearness of field, adoption so far, satisfaction and load, to two decimals, each with its
 * reasons; those of another category of study are left out. Equal scores stand in the order of fewer tasks, then of ids.
 */
export function matches(asked: string, experts: readonly MatchFacts[], figures: MatchFigures): Match[] {
  const { weights, field, unknown, load } = figures;
  const found = experts.flatMap((one) => {
    const near = fieldNearness(asked, one.fields);
    if (!near) return [];
    const mean = meanOf(one.satisfaction);
    const share: Record<MatchCriterion, number> = {
      field: field[near.level],
      adoption: one.decided === 0 ? unknown : (100 * one.adopted) / one.decided,
      satisfaction: mean ?? unknown,
      load: Math.max(0, 100 - load * one.running),
    };
    const points = (name: MatchCriterion) => Math.round(weights[name] * share[name]) / 100;
    const names = Object.keys(weights) as MatchCriterion[];
    const score = Math.round(names.reduce((sum, name) => sum + 100 * points(name), 0)) / 100;
    const said: Record<MatchCriterion, Text> = {
      field: t(`同属“${near.shared.zh}”`, `${fieldLevels[near.level].en}: ${near.shared.en}`),
      adoption:
        one.decided === 0
          ? t('尚无采纳记录', 'no adoption decided yet')
          : t(`${one.decided}份意见采纳${one.adopted}份`, `${one.adopted} of ${one.decided} opinions adopted`),
      satisfaction:
        mean === undefined ? t('尚无满意度记录', 'not rated yet') : t(`满意度${mean}分`, `satisfaction ${mean}`),
      load:
        one.running === 0
          ? t('无在办任务', 'no task under way')
          : t(`在办${one.running}项`, `${one.running} under way`),
    };
    const reasons = names.map((name) =>
      t(
        `${matchCriteria[name].zh}：${said[name].zh}，${points(name)}分`,
        `${matchCriteria[name].en}: ${said[name].en}, ${points(name)} points`,
      ),
    );
    return [{ id: one.id, score, reasons, running: one.running }];
  });
  return found
    .sort((a, b) => b.score - a.score || a.running - b.running || a.id.localeCompare(b.id))
    .map(({ running: _, ...match }) => match);
}

/** What a year of an expert came to. */
export type ExpertYear = { visits: number; opinions: number; adoptions: number; satisfaction?: number };
export type ExpertGrade = 'excellent' | 'competent' | 'basic' | 'failed';

/** The grade the figures speak for; a person decides. Both duties met is competent, one of them basic, none failed. */
export function proposedGrade(
  year: ExpertYear,
  duties: { visits: number; opinions: number },
  excellent: ValueOf<'talent.expertExcellent'>,
): ExpertGrade {
  const met = [year.visits >= duties.visits, year.opinions >= duties.opinions].filter(Boolean).length;
  if (met < 2) return met === 1 ? 'basic' : 'failed';
  const isExcellent = year.adoptions >= excellent.adoptions && (year.satisfaction ?? 0) >= excellent.satisfaction;
  return isExcellent ? 'excellent' : 'competent';
}

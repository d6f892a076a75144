import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { FigureReader } from '../figures.ts';
import { addMonths, dotted, monthsBetween } from '../month.ts';

/** The three tables of the reform of 2025, by the age that held before. */
export type RetirementTable = 'sixty' | 'fiftyFive' | 'fifty';

export const staffKinds = {
  civilServant: t('公务员', 'Civil servant'),
  management: t('管理人员', 'Management staff'),
  professional: t('专业技术人员', 'Professional staff'),
  worker: t('工人', 'Worker'),
} as const satisfies Record<string, Text>;
export type StaffKind = keyof typeof staffKinds;

/** Grounds on which a woman retires by the table of 60. */
export const sixtyGrounds = {
  countyLevel: t('县处级以上女干部', 'Woman cadre of county level or above'),
  seniorTitle: t('具有高级职称的女性专业技术人员', 'Woman professional with a senior title'),
} as const satisfies Record<string, Text>;

export type RetirementFacts = {
  sex: 'male' | 'female';
  kind: StaffKind;
  /** `YYYY-MM` or a day; the month recognised by the organisation, not the one in the identity number. */
  birth: string;
  /** Chosen by a person with the document it rests on; never inferred from sex or rank. */
  sixty?: { ground: keyof typeof sixtyGrounds; document: string };
};

export type Retirement = {
  table: RetirementTable;
  /** The month by the age before the reform. */
  original: string;
  delay: number;
  month: string;
  /** Age at that month, in months. */
  age: number;
};

/** The table a person retires by. @throws Refusal `invalid.retirement` where the choice of 60 lacks its document. */
export function retirementTable({ sex, kind, sixty }: RetirementFacts): RetirementTable {
  if (sex === 'male') return 'sixty';
  if (sixty) {
    if (!sixty.document.trim())
      throw new Refusal(
        'invalid.retirement',
        t(
          '女同志按60周岁计算的，须写明依据文件',
          'Retirement of a woman by the age of 60 needs the document it rests on',
        ),
      );
    return 'sixty';
  }
  return kind === 'worker' ? 'fifty' : 'fiftyFive';
}

/**
 * The month of retirement. With a reader of a day before 2025 the ages of old hold; from 2025 on each step of months by
 * which the original month lies after January 2025 adds a month, up to 36 or 60.
 * Source: 全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13) with 国务院办法.
 */
export function retirement(facts: RetirementFacts, figure: FigureReader): Retirement {
  const table = retirementTable(facts);
  const base = figure('retirement.base').value[table] * 12;
  const original = addMonths(facts.birth, base);
  const delay = delayOf(table, original, figure);
  return { table, original, delay, month: addMonths(original, delay), age: base + delay };
}

function delayOf(table: RetirementTable, original: string, figure: FigureReader): number {
  const step = figure('retirement.step');
  const late = monthsBetween(step.from, original);
  if (late < 0) return 0;
  return Math.min(figure('retirement.delayMost').value[table], Math.floor(late / step.value[table]) + 1);
}

export type FlexibleRetirement = {
  /** The earliest month that may be chosen: up to 3 years early, never below the age of old. */
  earliest: string;
  /** The latest month by agreement; absent where the later option is not open to the kind. */
  latest?: string;
  /** Months of contribution that the earliest month asks for. */
  contribution: number;
};

/** Kinds that may agree on a later month. Source: 实施弹性退休制度暂行办法 (2025-01-01). */
const mayStay: readonly StaffKind[] = ['professional', 'worker'];

/**
 * The months between which a person may retire. `readOn` gives the figures of a day, since the contribution asked for
 * depends on the year of retirement.
 */
export function flexibleRetirement(
  facts: RetirementFacts,
  readOn: (day: string) => FigureReader,
  day: string,
): FlexibleRetirement {
  const { month, original } = retirement(facts, readOn(day));
  const span = readOn(day)('retirement.flexible').value;
  const early = addMonths(month, -span.early);
  const earliest = early < original ? original : early;
  return {
    earliest,
    ...(mayStay.includes(facts.kind) && { latest: addMonths(month, span.late) }),
    contribution: contributionFor(earliest, readOn),
  };
}

/** Months of contribution asked for in a month of retirement: 180, from 2030 six more a year, 240 from 2039. */
export const contributionFor = (month: string, readOn: (day: string) => FigureReader): number =>
  readOn(`${month.slice(0, 7)}-01`)('retirement.contribution').value;

/**
 * Whether a civil servant may ask to retire early at a cut-off date: 30 years of service, or 20 and less than 5 years to
 * go. Source: 公务员法 art. 93.
 */
export function mayRetireEarly(
  facts: RetirementFacts & { worksSince: string },
  at: string,
  figure: FigureReader,
): 'service' | 'nearAge' | undefined {
  const { service, serviceNearAge, near } = figure('retirement.early').value;
  const served = monthsBetween(facts.worksSince, at);
  if (served >= service * 12) return 'service';
  const left = monthsBetween(at, retirement(facts, figure).month);
  return served >= serviceNearAge * 12 && left < near * 12 ? 'nearAge' : undefined;
}

/** What the form's list of ages for holding a post before the reform offers (改革前任职年龄界限). */
export const postAgeLimits = [55, 60, 63, 65, 66] as const;
export type PostAgeLimit = (typeof postAgeLimits)[number];

/**
 * The month a holder reaches the age limit of the post: 55 and 60 move with the reform, 63, 65 and 66 stay as they were.
 * Source: list and behaviour of the form's editor since 2025.
 */
export function postAgeReached(
  birth: string,
  limit: PostAgeLimit,
  figure: FigureReader,
): Pick<Retirement, 'month' | 'age'> {
  const original = addMonths(birth, limit * 12);
  const table = limit === 55 ? 'fiftyFive' : limit === 60 ? 'sixty' : undefined;
  const delay = table ? delayOf(table, original, figure) : 0;
  return { month: addMonths(original, delay), age: limit * 12 + delay };
}

/** The month reached as the form prints it: `2025.12（55岁3个月）`, `2039.09（63岁）`. */
export function ageReachedText({ month, age }: Pick<Retirement, 'month' | 'age'>): string {
  const rest = age % 12;
  return `${dotted(month)}（${Math.floor(age / 12)}岁${rest > 0 ? `${rest}个月` : ''}）`;
}

/** The narrowest of the notices (12, 6, 3 months) a month falls in at a cut-off date; 0 once it is reached. */
export function noticeOf(month: string, at: string, figure: FigureReader): number | undefined {
  const left = monthsBetween(at, month);
  if (left <= 0) return 0;
  return [...figure('retirement.notice').value].sort((a, b) => a - b).find((months) => left <= months);
}

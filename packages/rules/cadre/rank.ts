import { type Text, t } from '@juxian/base/text.ts';
import { dictionaries } from '../dictionary.ts';
import type { FigureReader } from '../figures.ts';
import { addMonths, monthsBetween, yearOf } from '../month.ts';
import { yearsAndMonths } from './age.ts';
import { gradeEffect } from './assessment.ts';
import { blocksPromotion, type Decision } from './effect.ts';
import {
  isAbove,
  mayHaveRank,
  type Promotable,
  type RankClass,
  type RankKey,
  type RankPlace,
  rankAbove,
  rankBelow,
  rankCode,
  rankFromPost,
  rankOf,
} from './ladder.ts';

export type RankFacts = {
  /** The rank held, a code of `postLevel`, and since which month or day. */
  rank?: { code: string; since: string };
  /** The leading post held, a code of `postLevel`, and since when at that level. */
  post?: { level: string; since: string };
  /** Needed only where no rank is held yet. */
  rankClass?: RankClass;
  place: RankPlace;
  /** The grade of each year, a code of `appraisalGrade`. */
  grades: Readonly<Record<number, string>>;
  decisions?: readonly Decision[];
  investigated?: boolean;
  onProbation?: boolean;
  /** Free seats of the rank in the unit’s quota or the county’s pool; unknown where absent. */
  freeSeats?: number;
};

export type Reason = { says: Text; source: Text; note?: Text };

/** The rank next up, the ground whose years are reached first, and the month in which they are. */
export type Promotion = {
  rank: string;
  key: RankKey;
  from: { ground: 'rank' | 'post'; code: string; since: string };
  /** Months asked for before the credits. */
  asked: number;
  month: string;
  reasons: Reason[];
};

export type Unmet = Reason & {
  rule: 'top' | 'place' | 'years' | 'assessment' | 'effect' | 'investigation' | 'probation' | 'quota';
};

const rule = t('公务员职务与职级并行规定', 'Provisions on posts and ranks of civil servants');
const placeRule = t('公务员职务与职级并行规定第十条', 'Provisions on posts and ranks, art. 10');
const quotaRule = t('公务员职务与职级并行规定第十二条', 'Provisions on posts and ranks, art. 12');
const FARTHEST = 600;

/**
 * The next rank and the first month in which its years are complete. A year of 基本称职, 不定等次 or worse does not count,
 * each 优秀 shortens by the figure once its year is over; years without a grade are taken as 称职.
 * Undefined where nothing is above or neither rank nor post leads up.
 */
export function earliestPromotion(facts: RankFacts, figure: FigureReader): Promotion | undefined {
  const target = targetOf(facts);
  if (!target) return undefined;
  const years = figure('cadre.rankYears');
  const asked = years.value[target.key] * 12;
  const reached = groundsOf(facts, target.key)
    .map((from) => ({ from, month: monthReached(from.since, asked, facts.grades, figure) }))
    .toSorted((a, b) => a.month.localeCompare(b.month))[0];
  if (!reached) return undefined;
  const { from, month } = reached;
  return {
    rank: target.code,
    key: target.key,
    from,
    asked,
    month,
    reasons: reasonsOf(from, asked, month, facts, figure),
  };
}

/**
 * Whether a person meets every condition on a day, and each condition that is not met with its source. A named person
 * still decides. `readOn` gives the figures of a day, since clocks follow the rule of their decision’s day.
 */
export function eligible(
  facts: RankFacts,
  at: string,
  readOn: (day: string) => FigureReader,
): { eligible: boolean; promotion?: Promotion; unmet: Unmet[] } {
  const figure = readOn(at);
  const promotion = earliestPromotion(facts, figure);
  if (!promotion) {
    const says = t('现职级之上没有可晋升的职级', 'There is no rank above the present one');
    return { eligible: false, unmet: [{ rule: 'top', says, source: rule }] };
  }
  const unmet = [
    ...unmetPlace(facts, promotion),
    ...unmetYears(promotion, facts, at, figure),
    ...unmetAssessment(promotion, facts, at),
    ...unmetEffect(facts, at, readOn),
    ...unmetStanding(facts),
  ];
  return { eligible: unmet.length === 0, promotion, unmet };
}

/** Months that count towards a rank from one month to another, the credits of 优秀 years that are over included. */
export function countedMonths(
  since: string,
  at: string,
  grades: Readonly<Record<number, string>>,
  figure: FigureReader,
): number {
  const credit = figure('cadre.rankExcellent').value;
  let counted = 0;
  for (let year = yearOf(since); year <= yearOf(at); year++) {
    const grade = grades[year];
    const effect = grade === undefined ? 'counts' : gradeEffect(grade);
    const first = year === yearOf(since) ? since : `${year}-01`;
    const last = year === yearOf(at) ? at : `${year + 1}-01`;
    if (effect !== 'lost') counted += Math.max(0, monthsBetween(first, last));
    if (effect === 'excellent' && year < yearOf(at)) counted += credit;
  }
  return counted;
}

function monthReached(since: string, asked: number, grades: RankFacts['grades'], figure: FigureReader): string {
  for (let n = 0; n < FARTHEST; n++) {
    const month = addMonths(since, n);
    if (countedMonths(since, month, grades, figure) >= asked) return month;
  }
  throw new RangeError(`no promotion within ${FARTHEST} months of ${since}`);
}

/** The rank held, or the one that goes with the leading post where that is higher. */
function heldRank({ rank, post }: RankFacts): RankKey | undefined {
  const held = rank && rankOf(rank.code)?.key;
  const led = post && rankFromPost(post.level);
  const paired = led && rankBelow(led);
  return held && paired ? (isAbove(paired, held) ? paired : held) : (held ?? paired);
}

function targetOf(facts: RankFacts): { key: Promotable; code: string } | undefined {
  const held = heldRank(facts);
  const key = held && rankAbove(held);
  const rankClass = (facts.rank && rankOf(facts.rank.code)?.rankClass) ?? facts.rankClass ?? 'general';
  const code = key && rankCode(rankClass, key);
  return key && code ? { key, code } : undefined;
}

function groundsOf({ rank, post }: RankFacts, target: RankKey): Promotion['from'][] {
  const grounds: Promotion['from'][] = [];
  const held = rank && rankOf(rank.code)?.key;
  if (rank && held && rankAbove(held) === target) grounds.push({ ground: 'rank', code: rank.code, since: rank.since });
  if (post && rankFromPost(post.level) === target)
    grounds.push({ ground: 'post', code: post.level, since: post.since });
  return grounds;
}

function reasonsOf(
  from: Promotion['from'],
  asked: number,
  month: string,
  { grades }: RankFacts,
  figure: FigureReader,
): Reason[] {
  const years = figure('cadre.rankYears');
  const reasons: Reason[] = [
    {
      says: t(
        `任${nameOf(from.code).zh}满${asked / 12}年，自${from.since.slice(0, 7)}起算`,
        `${asked / 12} years as ${nameOf(from.code).en}, counted from ${from.since.slice(0, 7)}`,
      ),
      source: years.source,
      ...(years.note && { note: years.note }),
    },
  ];
  const credit = figure('cadre.rankExcellent');
  for (let year = yearOf(from.since); year <= yearOf(month); year++) {
    const grade = grades[year];
    if (grade === undefined) continue;
    const effect = gradeEffect(grade);
    if (effect === 'excellent' && year < yearOf(month))
      reasons.push({
        says: t(`${year}年优秀，缩短${credit.value}个月`, `${year} excellent: ${credit.value} months less`),
        source: credit.source,
        ...(credit.note && { note: credit.note }),
      });
    if (effect === 'lost')
      reasons.push({
        says: t(`${year}年${gradeName(grade).zh}，该年不计`, `${year} ${gradeName(grade).en}: does not count`),
        source: rule,
      });
  }
  return reasons;
}

function unmetPlace({ place }: RankFacts, { key, rank }: Promotion): Unmet[] {
  if (mayHaveRank(place, key)) return [];
  const where = place === 'team' ? t('县级领导班子', 'leading bodies') : t('县、乡镇机关', 'organs of county and town');
  const says = t(`${where.zh}不设置${nameOf(rank).zh}`, `There is no ${nameOf(rank).en} in ${where.en}`);
  return [{ rule: 'place', says, source: placeRule }];
}

function unmetYears(
  { month, from, asked }: Promotion,
  { grades }: RankFacts,
  at: string,
  figure: FigureReader,
): Unmet[] {
  if (monthsBetween(month, at) >= 0) return [];
  const counted = monthsBetween(from.since, at) < 0 ? 0 : countedMonths(from.since, at, grades, figure);
  const { source, note } = figure('cadre.rankYears');
  const says = t(
    `计算年限${yearsAndMonths(counted).zh}，须满${asked / 12}年，最早${month}`,
    `${yearsAndMonths(counted).en} counted of ${asked / 12} years; ${month} at the earliest`,
  );
  return [{ rule: 'years', says, source, ...(note && { note }) }];
}

/** Every year that has ended since the ground began must have a grade. */
function unmetAssessment({ from }: Promotion, { grades }: RankFacts, at: string): Unmet[] {
  const unmet: Unmet[] = [];
  for (let year = yearOf(from.since); year < yearOf(at); year++)
    if (grades[year] === undefined)
      unmet.push({
        rule: 'assessment',
        says: t(`${year}年年度考核结果未录入`, `The grade of ${year} is not on record`),
        source: rule,
      });
  return unmet;
}

const unmetEffect = ({ decisions = [] }: RankFacts, at: string, readOn: (day: string) => FigureReader): Unmet[] =>
  (blocksPromotion(decisions, at, readOn)?.clocks ?? []).map(({ decision, title, end, source, note }) => {
    const named = decisions.find(({ id }) => id === decision)?.named;
    return {
      rule: 'effect',
      says: t(
        `${named ? `“${named}”：` : ''}${title.zh}影响期至${end}`,
        `${named ? `“${named}”: ` : ''}${title.en} has effect until ${end}`,
      ),
      source,
      ...(note && { note }),
    };
  });

function unmetStanding({ investigated, onProbation, freeSeats }: RankFacts): Unmet[] {
  const unmet: Unmet[] = [];
  if (investigated)
    unmet.push({ rule: 'investigation', says: t('正在接受审查调查', 'Under investigation'), source: rule });
  if (onProbation) unmet.push({ rule: 'probation', says: t('试用期未满', 'On probation'), source: rule });
  if (freeSeats !== undefined && freeSeats <= 0)
    unmet.push({ rule: 'quota', says: t('没有空缺职数', 'There is no free seat'), source: quotaRule });
  return unmet;
}

const nameIn = (dictionary: string, code: string): Text =>
  dictionaries.get(dictionary)?.entries.get(code)?.label ?? t(code, code);
const nameOf = (code: string): Text => nameIn('postLevel', code);
const gradeName = (code: string): Text => nameIn('appraisalGrade', code);

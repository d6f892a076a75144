import { type Text, t } from '@juxian/base/text.ts';
import type { FigureName, FigureReader } from '../figures.ts';
import { monthsBetween } from '../month.ts';
import { yearsAndMonths } from './age.ts';

/** What makes a post a key one. */
export type KeyPost = 'people' | 'money' | 'goods' | 'approval' | 'enforcement';

export type PostSpan = {
  /** The post, by its id, the same while the holder stays in it. */
  post: string;
  /** Its level, a code of the dictionary `postLevel`; counted where it is a leading post. */
  level?: string;
  from: string;
  /** The month or day it ended; absent while it is held. */
  to?: string;
  /** How many terms in it are complete or running. */
  terms?: number;
  key?: KeyPost;
};

export type TenureFinding = {
  rule: 'samePost' | 'terms' | 'sameLevel' | 'keyPost' | 'term';
  weight: 'warn' | 'must';
  post: string;
  months: number;
  says: Text;
  source: Text;
  note?: Text;
};

/**
 * What the time in posts asks for at a cut-off date: ten years in one post, two terms, fifteen years at one level, and
 * key posts by the county’s table.
 * Source: 党政领导干部选拔任用工作条例; 党政领导干部职务任期暂行规定.
 */
export function tenureFindings(spans: readonly PostSpan[], at: string, figure: FigureReader): TenureFinding[] {
  const begun = spans.filter(({ from }) => monthsBetween(from, at) >= 0);
  return begun
    .filter(({ to }) => to === undefined || monthsBetween(at, to) > 0)
    .flatMap((held) => [
      ...samePost(held, begun, at, figure),
      ...terms(held, at, figure),
      ...sameLevel(held, begun, at, figure),
      ...keyPost(held, begun, at, figure),
    ]);
}

/** Whether a move now would break off a term that the holder of a chief post should serve. Undefined where it would not. */
export function termBrokenOff(held: PostSpan, at: string, figure: FigureReader): TenureFinding | undefined {
  const months = monthsBetween(held.from, at);
  if (months >= figure('cadre.termYears').value * 12) return undefined;
  const says = t(
    `任现职${yearsAndMonths(months).zh}，未满一个任期`,
    `${yearsAndMonths(months).en} in the post, less than a term`,
  );
  return finding('term', 'warn', held, months, says, 'cadre.termYears', figure);
}

function samePost(held: PostSpan, all: readonly PostSpan[], at: string, figure: FigureReader): TenureFinding[] {
  const months = monthsIn(
    all.filter(({ post }) => post === held.post),
    at,
  );
  const years = figure('cadre.samePostYears').value;
  if (months < years * 12) return [];
  const says = t(`同一职位任职满${years}年，必须交流`, `${years} years in one post: must be moved`);
  return [finding('samePost', 'must', held, months, says, 'cadre.samePostYears', figure)];
}

function terms(held: PostSpan, at: string, figure: FigureReader): TenureFinding[] {
  const most = figure('cadre.mostTerms').value;
  if ((held.terms ?? 0) < most) return [];
  const says = t(
    `同一职位已任${held.terms}届，不再推荐提名连任`,
    `${held.terms} terms in one post: not nominated again`,
  );
  return [finding('terms', 'must', held, monthsIn([held], at), says, 'cadre.mostTerms', figure)];
}

function sameLevel(held: PostSpan, all: readonly PostSpan[], at: string, figure: FigureReader): TenureFinding[] {
  if (held.level === undefined) return [];
  const months = monthsIn(
    all.filter(({ level }) => level === held.level),
    at,
  );
  const years = figure('cadre.sameLevelYears').value;
  if (months < years * 12) return [];
  const says = t(`同一层次领导职务累计满${years}年`, `${years} years at one level in all`);
  return [finding('sameLevel', 'must', held, months, says, 'cadre.sameLevelYears', figure)];
}

function keyPost(held: PostSpan, all: readonly PostSpan[], at: string, figure: FigureReader): TenureFinding[] {
  if (!held.key) return [];
  const months = monthsIn(
    all.filter(({ post }) => post === held.post),
    at,
  );
  const [warn, must] = [figure('cadre.keyPostWarn').value[held.key], figure('cadre.keyPostMust').value[held.key]];
  if (months >= must * 12)
    return [
      finding(
        'keyPost',
        'must',
        held,
        months,
        t(`重点岗位任职满${must}年，应当轮岗`, `${must} years in a key post: to be rotated`),
        'cadre.keyPostMust',
        figure,
      ),
    ];
  if (months >= warn * 12)
    return [
      finding(
        'keyPost',
        'warn',
        held,
        months,
        t(`重点岗位任职满${warn}年，预警`, `${warn} years in a key post: warning`),
        'cadre.keyPostWarn',
        figure,
      ),
    ];
  return [];
}

function finding(
  rule: TenureFinding['rule'],
  weight: TenureFinding['weight'],
  { post }: PostSpan,
  months: number,
  says: Text,
  name: FigureName,
  figure: FigureReader,
): TenureFinding {
  const { source, note } = figure(name);
  return { rule, weight, post, months, says, source, ...(note && { note }) };
}

/** Months that spans cover together at a cut-off date; where two overlap, a month counts once. */
function monthsIn(spans: readonly PostSpan[], at: string): number {
  const ends = spans.map(({ from, to }) => ({ from: from.slice(0, 7), to: earlier(to ?? at, at).slice(0, 7) }));
  let months = 0;
  let reached: string | undefined;
  for (const { from, to } of ends.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const start = reached !== undefined && reached > from ? reached : from;
    if (to > start) months += monthsBetween(start, to);
    reached = reached !== undefined && reached > to ? reached : to;
  }
  return months;
}

const earlier = (a: string, b: string): string => (a.slice(0, 7) < b.slice(0, 7) ? a : b);

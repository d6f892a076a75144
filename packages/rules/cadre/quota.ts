import type { FigureReader } from '../figures.ts';
import type { RankKey } from './ladder.ts';
import { seatsOf } from './seats.ts';

/** Groups of ranks whose number is limited. 一级科员 and 二级科员 are not. */
export type QuotaGroup =
  | 'teamInspector2'
  | 'teamResearcher12'
  | 'organResearcher2'
  | 'organResearcher34'
  | 'researcher3Of34'
  | 'organSection'
  | 'section12Of14';

export type Quota = Partial<Record<QuotaGroup, number>>;

/** Posts of a leading body, or of the comprehensive class in an organ. */
export type QuotaUnit = { unit: string; kind: 'team' | 'organ'; posts: number };

/**
 * The ranks a unit may have: shares of its posts, the inner shares of the seats those give, rounded as the county settled.
 * Source: 公务员职务与职级并行规定 art. 12.
 */
export function rankQuota(kind: QuotaUnit['kind'], posts: number, figure: FigureReader): Quota {
  const share = figure('cadre.rankQuota').value;
  const seats = (of: number, group: QuotaGroup) => seatsOf(of, share[group], figure);
  if (kind === 'team')
    return { teamInspector2: seats(posts, 'teamInspector2'), teamResearcher12: seats(posts, 'teamResearcher12') };
  const organResearcher34 = seats(posts, 'organResearcher34');
  const organSection = seats(posts, 'organSection');
  return {
    organResearcher2: seats(posts, 'organResearcher2'),
    organResearcher34,
    researcher3Of34: seats(organResearcher34, 'researcher3Of34'),
    organSection,
    section12Of14: seats(organSection, 'section12Of14'),
  };
}

/**
 * The quota of each unit, and what the county may hold in common (统筹使用): the seats of all posts together less those of
 * the units, never below nothing.
 */
export function countyQuota(
  units: readonly QuotaUnit[],
  figure: FigureReader,
): { units: { unit: string; quota: Quota }[]; pool: Quota } {
  const each = units.map(({ unit, kind, posts }) => ({ unit, quota: rankQuota(kind, posts, figure) }));
  const whole = (['team', 'organ'] as const).map((kind) =>
    rankQuota(
      kind,
      units.filter((unit) => unit.kind === kind).reduce((sum, { posts }) => sum + posts, 0),
      figure,
    ),
  );
  const pool: Quota = {};
  for (const [group, seats] of whole.flatMap(groupsOf))
    pool[group] = Math.max(0, seats - each.reduce((sum, { quota }) => sum + (quota[group] ?? 0), 0));
  return { units: each, pool };
}

const groupsOf = (quota: Quota): [QuotaGroup, number][] =>
  quotaGroups.flatMap((group) => {
    const seats = quota[group];
    return seats === undefined ? [] : [[group, seats]];
  });

export const quotaGroups: readonly QuotaGroup[] = [
  'teamInspector2',
  'teamResearcher12',
  'organResearcher2',
  'organResearcher34',
  'researcher3Of34',
  'organSection',
  'section12Of14',
];

/** The ranks that take a seat of each group. Source: 公务员职务与职级并行规定 art. 12. */
export const ranksIn: Readonly<Record<QuotaGroup, readonly RankKey[]>> = {
  teamInspector2: ['inspector2'],
  teamResearcher12: ['researcher1', 'researcher2'],
  organResearcher2: ['researcher2'],
  organResearcher34: ['researcher3', 'researcher4'],
  researcher3Of34: ['researcher3'],
  organSection: ['section1', 'section2', 'section3', 'section4'],
  section12Of14: ['section1', 'section2'],
};

const ofTeams: ReadonlySet<QuotaGroup> = new Set(['teamInspector2', 'teamResearcher12']);

/** The groups whose seat a rank takes in a leading body or an organ. */
export const groupsWith = (kind: QuotaUnit['kind'], key: RankKey): QuotaGroup[] =>
  quotaGroups.filter((group) => ofTeams.has(group) === (kind === 'team') && ranksIn[group].includes(key));

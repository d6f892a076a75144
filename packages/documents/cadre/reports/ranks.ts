import { isAbove, type RankKey, type RankPlace, rankFromPost, rankOf } from '@juxian/rules/cadre/ladder.ts';
import { type Holder, rankLedger } from '@juxian/rules/cadre/ledger.ts';
import type { QuotaUnit } from '@juxian/rules/cadre/quota.ts';
import type { Unit } from '../people.ts';
import type { Person } from '../person.ts';
import type { Given } from './report.ts';

/** Codes of ZB09 for posts of county level: who leads at them stands in the county's leading bodies. */
const countyLevels = new Set(['0131', '0132']);

/** Where a person's rank counts: in a leading body of the county or in an organ. */
export const placeOf = (person: Person): RankPlace => (countyLevels.has(person.text('level')) ? 'team' : 'organ');

/** The comprehensive ranks of people in units; the other two classes have their own quota. */
export function holdersOf(people: readonly Person[]): Holder<Person>[] {
  return people.flatMap((person) => {
    const rank = rankOf(person.text('rank'));
    if (rank?.rankClass !== 'general' || !person.text('unit')) return [];
    return [
      { unit: person.text('unit'), kind: placeOf(person), key: rank.key, since: person.text('rankSince'), of: person },
    ];
  });
}

/** Posts the shares are taken of: 行政编制 and 参公编制 of a unit; undefined where neither is on record. */
function postsOf({ values }: Unit): number | undefined {
  const numbers = [values.administrative, values.referenced].filter((one) => typeof one === 'number');
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0);
}

/** The ledger of ranks of the units given, as their people stand. */
export function ledgerOf(given: Given, people: readonly Person[] = given.people) {
  const holders = holdersOf(people);
  const teams = new Map<string, number>();
  for (const { values } of given.positions)
    if (countyLevels.has(String(values.level)))
      teams.set(String(values.unit), (teams.get(String(values.unit)) ?? 0) + Number(values.headcount ?? 0));
  const units = given.units.flatMap((unit): (Omit<QuotaUnit, 'posts'> & { posts: number | undefined })[] => {
    const ranked = (kind: RankPlace) => holders.some((one) => one.unit === unit.id && one.kind === kind);
    const posts = postsOf(unit);
    return [
      ...(teams.has(unit.id) || ranked('team')
        ? [{ unit: unit.id, kind: 'team' as const, posts: teams.get(unit.id) }]
        : []),
      ...(posts || ranked('organ') ? [{ unit: unit.id, kind: 'organ' as const, posts }] : []),
    ];
  });
  return rankLedger(units, holders, given.figure);
}

/** Whether somebody has or may come to a rank: holds one, or leads at a level that leads to one. */
export const isRanked = (person: Person): boolean =>
  rankOf(person.text('rank')) !== undefined || rankFromPost(person.text('level')) !== undefined;

/** The highest first. */
export const byRank = (a: RankKey, b: RankKey): number => (a === b ? 0 : isAbove(a, b) ? -1 : 1);

import type { FigureReader } from '../figures.ts';
import type { RankKey } from './ladder.ts';
import { countyQuota, groupsWith, type QuotaGroup, type QuotaUnit, quotaGroups } from './quota.ts';

/** Who holds a rank, where, and since when; `of` is whatever the caller knows people by. */
export type Holder<P> = { unit: string; kind: QuotaUnit['kind']; key: RankKey; since: string; of: P };

/** A unit's seats of a group. `approved` is undefined where the unit's posts are not on record: nobody is too many there. */
export type LedgerLine<P> = {
  unit: string;
  group: QuotaGroup;
  approved: number | undefined;
  /** By the time in the rank, the longest first. */
  holders: Holder<P>[];
  /** The last of them, beyond what was approved: they take seats of the county's pool. */
  beyond: Holder<P>[];
};

/** What the county holds in common of a group, and how many of the units' holders it has to carry. */
export type LedgerPool = { group: QuotaGroup; approved: number; used: number };

/**
 * The ledger of ranks: what each unit may have, who holds it and who stands beyond it, and the pool that carries those.
 * Seats of a narrower group (三级调研员 within 三级、四级) are counted in both.
 * Source: 公务员职务与职级并行规定 art. 12; the remainders held in common are 统筹使用.
 */
export function rankLedger<P>(
  units: readonly (Omit<QuotaUnit, 'posts'> & { posts: number | undefined })[],
  holders: readonly Holder<P>[],
  figure: FigureReader,
): { lines: LedgerLine<P>[]; pool: LedgerPool[] } {
  const known = units.flatMap(({ posts, ...unit }) => (posts === undefined ? [] : [{ ...unit, posts }]));
  const quota = countyQuota(known, figure);
  const lines = units.flatMap(({ unit, kind }) =>
    quotaGroups.flatMap((group): LedgerLine<P>[] => {
      const at = known.findIndex((one) => one.unit === unit && one.kind === kind);
      const approved = quota.units[at]?.quota[group];
      const own = holders
        .filter((one) => one.unit === unit && one.kind === kind && groupsWith(kind, one.key).includes(group))
        .toSorted((a, b) => a.since.localeCompare(b.since));
      if (own.length === 0 && !approved) return [];
      return [{ unit, group, approved, holders: own, beyond: approved === undefined ? [] : own.slice(approved) }];
    }),
  );
  const pool = quotaGroups.flatMap((group) => {
    const used = lines.reduce((sum, line) => sum + (line.group === group ? line.beyond.length : 0), 0);
    const approved = quota.pool[group] ?? 0;
    return approved > 0 || used > 0 ? [{ group, approved, used }] : [];
  });
  return { lines, pool };
}

/**
 * Seats of a unit free for a promotion: of every group the new rank takes a seat in and the old one does not, the fewest.
 * Undefined where the rank is not limited or the unit's posts are not on record.
 */
export function freeSeats<P>(
  lines: readonly LedgerLine<P>[],
  { unit, kind, from, to }: { unit: string; kind: QuotaUnit['kind']; from: RankKey | undefined; to: RankKey },
): number | undefined {
  const held = from ? groupsWith(kind, from) : [];
  const free = groupsWith(kind, to)
    .filter((group) => !held.includes(group))
    .map((group) => {
      const line = lines.find((one) => one.unit === unit && one.group === group);
      if (line && line.approved === undefined) return undefined;
      return Math.max(0, (line?.approved ?? 0) - (line?.holders.length ?? 0));
    });
  return free.length === 0 || free.includes(undefined) ? undefined : Math.min(...free.map((one) => one ?? 0));
}

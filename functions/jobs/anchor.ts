import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { clockActor } from '@juxian/base/actor.ts';
import { dayOf } from '@juxian/base/clock.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { sweepJobParts } from '@juxian/engine/jobs.ts';
import { isMark } from '@juxian/engine/shown.ts';
import { stampText } from '@juxian/store/keys.ts';
import { canonical } from '@juxian/store/seal.ts';
import type { Item } from '@juxian/store/table.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';
import { everyModule } from './recordsIn.ts';

/** Where a record stood: its nth event and the head of its chain there. */
export type RecordLeaf = { module: string; id: string; n: number; head: string };
/** A line of the day log: its day, its sort key and the hash of all of it. */
export type LineLeaf = { day: string; line: string; hash: string };

/**
 * What an anchor vouches for: every record changed since the one before, and every line of the days from `from` to `day`.
 * The root of the one before is its first leaf, so the latest root vouches for all of them.
 */
export type Anchor = {
  day: string;
  from: string;
  /** ms of the wall clock when it was taken. */
  at: number;
  previous: string;
  records: RecordLeaf[];
  lines: LineLeaf[];
};

const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Root of a Merkle tree over texts, base64url; leaves and nodes are hashed apart, an odd one goes up as it is. */
export function merkleRoot(leaves: readonly string[]): string {
  let level: Buffer[] = leaves.map((leaf) => sha256('\0', leaf));
  while (level.length > 1)
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
      const [left, right] = [level[2 * i], level[2 * i + 1]];
      return left && right ? sha256('\x01', left, right) : (left ?? sha256(''));
    });
  return (level[0] ?? sha256('')).toString('base64url');
}

export const rootOf = ({ previous, from, day, records, lines }: Anchor): string =>
  merkleRoot([
    JSON.stringify([previous, from, day]),
    ...records.map(({ module, id, n, head }) => JSON.stringify([module, id, n, head])),
    ...lines.map((line) => JSON.stringify([line.day, line.line, line.hash])),
  ]);

export const lineHash = (item: Item): string => sha256(canonical(item)).toString('base64url');

const pathOf = (ctx: Ctx, day: string): string => `t/${ctx.store.tenant}/anchors/${day}`;

// Under the day log's prefix, which nobody may update or delete.
const partition = (ctx: Ctx): string => ctx.store.keys.accessDay('anchors');
const keyOf = (ctx: Ctx, day: string) => ctx.store.keys.access('anchors', day, 'root');

/** The roots that were written, by day. */
export async function listRoots(ctx: Ctx): Promise<{ day: string; root: string; at: number }[]> {
  const { items } = await ctx.store.query({ pk: partition(ctx) });
  return items.map(({ day, root, at }) => ({ day: String(day), root: String(root), at: Number(at) }));
}

/** @returns what an anchor vouches for, or undefined where that file is gone or unreadable. */
export async function readAnchor(ctx: Ctx, day: string): Promise<Anchor | undefined> {
  const bytes = await ctx.files.get(pathOf(ctx, day));
  try {
    return bytes && (JSON.parse(gunzipSync(bytes).toString()) as Anchor);
  } catch {
    return undefined;
  }
}

const overlap = 10_000;

/** Anchors everything up to the end of a day, which must be over. `first` is the day the county began. @returns whether it did. */
export async function anchorDay(ctx: Ctx, day: string, first: string): Promise<boolean> {
  const last = (await listRoots(ctx)).at(-1);
  const from = last ? nextDay(last.day) : first;
  if (from > day) return false;
  const anchor: Anchor = {
    day,
    from,
    at: ctx.clock.wall(),
    previous: last?.root ?? '',
    records: await recordsSince(ctx, last?.at),
    lines: (await Promise.all(daysOf(from, day).map((one) => linesOn(ctx, one)))).flat(),
  };
  await ctx.files.put(pathOf(ctx, day), gzipSync(JSON.stringify(anchor)), 'application/gzip');
  const counts = { records: anchor.records.length, lines: anchor.lines.length };
  await ctx.store.transact([
    { put: { ...keyOf(ctx, day), day, root: rootOf(anchor), at: anchor.at, ...counts }, when: 'absent' },
  ]);
  return true;
}

async function recordsSince(ctx: Ctx, at: number | undefined): Promise<RecordLeaf[]> {
  const leaves: RecordLeaf[] = [];
  for (const module of everyModule(ctx)) {
    const pk = ctx.store.keys.moduleIndex(module.reach, module.name);
    const start = at === undefined ? {} : { from: stampText(at - overlap) };
    const { items } = await ctx.store.query({ pk, index: 'gsi1', ...start });
    const keys = items.flatMap((item) => (isMark(item) ? [] : [{ pk: item.pk, sk: item.sk }]));
    const records = await ctx.store.batchGet(keys);
    for (const item of records)
      if (item) leaves.push({ module: module.name, id: String(item.id), n: Number(item.n), head: String(item.head) });
  }
  return leaves;
}

/** The lines of accesses and acts of a day as they stand. */
export async function linesOn(ctx: Ctx, day: string): Promise<LineLeaf[]> {
  const { items } = await ctx.store.query({ pk: ctx.store.keys.accessDay(day) });
  return items.map((item) => ({ day, line: item.sk, hash: lineHash(item) }));
}

const dayMs = 86_400_000;
const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

/** How long after midnight a day is over for every process: a commit lands within seconds of its stamp. */
const settled = 60_000;

/** Once a day in every county: anchors yesterday, then forgets what old jobs left behind. @returns how many were anchored. */
export async function anchorAll(deps: Deps): Promise<number> {
  const day = dayOf(deps.clock.wall() - settled - dayMs);
  let anchored = 0;
  for (const { id, state, createdAt } of await listTenants(deps.table.control)) {
    if (state !== 'active') continue;
    try {
      const ctx = await makeCtx(deps, { actor: clockActor(id), locale: 'zh-CN' });
      if (!(await anchorDay(ctx, day, dayOf(createdAt)))) continue;
      anchored++;
      await sweepJobParts(ctx);
    } catch (error) {
      report('anchor', { tenant: id }, error);
    }
  }
  return anchored;
}

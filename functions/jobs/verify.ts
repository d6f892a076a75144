import { eventBytes } from '@juxian/engine/commit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { brokenEvents } from '@juxian/engine/history.ts';
import { chain } from '@juxian/store/seal.ts';
import type { Item } from '@juxian/store/table.ts';
import { daysOf, linesOn, listRoots, type RecordLeaf, readAnchor, rootOf } from './anchor.ts';
import { everyModule, recordsIn } from './recordsIn.ts';

/** What does not hold. `head`: the record does not end where its events do; `added`: a line that came after its day was anchored. */
export type Broken =
  | { kind: 'record'; module: string; id: string; problem: 'missing' | 'head' }
  | { kind: 'event'; module: string; id: string; n: number; problem: 'altered' | 'missing' }
  | { kind: 'line'; day: string; line: string; problem: 'altered' | 'missing' | 'added' }
  | { kind: 'anchor'; day: string; problem: 'altered' | 'missing' };

export type Verified = { records: number; events: number; lines: number; anchors: number; broken: Broken[] };

const atOnce = 50;

/**
 * Walks the chain of every record of the county against its head and the daily anchors, over ciphertext and without a
 * key, and the day log against the anchors.
 */
export async function verifyRecords(ctx: Ctx): Promise<Verified> {
  const verified: Verified = { records: 0, events: 0, lines: 0, anchors: 0, broken: [] };
  const vouched = await checkAnchors(ctx, verified);
  for (const module of everyModule(ctx)) {
    const claims = new Map<string, RecordLeaf[]>();
    for (const leaf of vouched)
      if (leaf.module === module.name) claims.set(leaf.id, [...(claims.get(leaf.id) ?? []), leaf]);
    const ids = [...new Set([...(await recordsIn(ctx, module)), ...claims.keys()])];
    for (let i = 0; i < ids.length; i += atOnce) {
      const batch = ids.slice(i, i + atOnce);
      const records = await ctx.store.batchGet(batch.map((id) => ctx.store.keys.record(module.reach, module.name, id)));
      const checked = await Promise.all(
        batch.map((id, at) => checkRecord(ctx, module, id, claims.get(id) ?? [], records[at])),
      );
      verified.records += checked.length;
      for (const { events, broken } of checked) {
        verified.events += events;
        verified.broken.push(...broken);
      }
    }
  }
  return verified;
}

/** Checks anchors and the lines they vouch for. @returns the records they vouch for. */
async function checkAnchors(ctx: Ctx, verified: Verified): Promise<RecordLeaf[]> {
  const vouched: RecordLeaf[] = [];
  let previous = '';
  for (const { day, root } of await listRoots(ctx)) {
    verified.anchors++;
    const anchor = await readAnchor(ctx, day);
    if (!anchor) verified.broken.push({ kind: 'anchor', day, problem: 'missing' });
    else if (anchor.previous !== previous || rootOf(anchor) !== root)
      verified.broken.push({ kind: 'anchor', day, problem: 'altered' });
    else {
      vouched.push(...anchor.records);
      for (const one of daysOf(anchor.from, day)) {
        const stands = new Map((await linesOn(ctx, one)).map(({ line, hash }) => [line, hash]));
        verified.lines += stands.size;
        for (const { line, hash } of anchor.lines.filter((leaf) => leaf.day === one)) {
          const problem = !stands.has(line) ? 'missing' : stands.get(line) !== hash ? 'altered' : undefined;
          if (problem) verified.broken.push({ kind: 'line', day: one, line, problem });
          stands.delete(line);
        }
        for (const line of stands.keys()) verified.broken.push({ kind: 'line', day: one, line, problem: 'added' });
      }
    }
    previous = root;
  }
  return vouched;
}

type Checked = { events: number; broken: Broken[] };

/** Reads again before it complains: a commit between the two reads is no fault. */
async function checkRecord(
  ctx: Ctx,
  module: AnyModule,
  id: string,
  claims: readonly RecordLeaf[],
  record: Item | undefined,
  attempt = 1,
): Promise<Checked> {
  const { store } = ctx;
  const { items: events } = await store.query({ pk: store.keys.events(module.reach, module.name, id) });
  const broken = faultsOf(module.name, id, record, events, claims);
  if (broken.length === 0 || attempt === 3) return { events: events.length, broken };
  const again = await store.get(store.keys.record(module.reach, module.name, id));
  return checkRecord(ctx, module, id, claims, again, attempt + 1);
}

function faultsOf(
  module: string,
  id: string,
  record: Item | undefined,
  events: readonly Item[],
  claims: readonly RecordLeaf[],
): Broken[] {
  const broken: Broken[] = record
    ? chainFaults(module, id, record, events)
    : [{ kind: 'record', module, id, problem: 'missing' }];
  const named = new Set(broken.map((fault) => ('n' in fault ? fault.n : 0)));
  for (const { n, head } of claims) {
    const event = events.find((one) => one.n === n);
    if (named.has(n) || event?.hash === head) continue;
    broken.push({ kind: 'event', module, id, n, problem: event ? 'altered' : 'missing' });
    named.add(n);
  }
  return broken;
}

function chainFaults(module: string, id: string, record: Item, events: readonly Item[]): Broken[] {
  if (brokenEvents(events, String(record.head)).length === 0 && events.length === record.n) return [];
  const byNumber = new Map(events.map((event) => [Number(event.n), event]));
  const last = Math.max(Number(record.n), ...byNumber.keys());
  const broken: Broken[] = [];
  for (let n = 1; n <= last; n++) {
    const event = byNumber.get(n);
    const before = byNumber.get(n - 1);
    if (!event) broken.push({ kind: 'event', module, id, n, problem: 'missing' });
    else if (
      !isWhole(event) ||
      (before && event.previousHash !== before.hash) ||
      (n === 1 && event.previousHash !== '')
    )
      broken.push({ kind: 'event', module, id, n, problem: 'altered' });
  }
  return broken.length > 0 ? broken : [{ kind: 'record', module, id, problem: 'head' }];
}

const isWhole = (event: Item): boolean =>
  event.changes instanceof Uint8Array &&
  chain(String(event.previousHash), eventBytes(event, event.changes)) === event.hash;

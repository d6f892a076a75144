import { type Clock, dayOf, momentOf } from '@juxian/base/clock.ts';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import type { Item, Store } from '@juxian/store/table.ts';

/** Who did something to what, from where, and how it ended. */
export type Access = {
  actor: { id: string; name: string; kind: string };
  /** `session.opened`, `member.roles`, `record.revealed` … */
  name: string;
  /** What it was done to; `person` is whom it concerns. */
  object?: { module?: string; id?: string; person?: string };
  outcome: 'done' | 'refused';
  ip?: string;
  sessionHash?: string;
  /** Clear, therefore without personal data: codes, names of roles and fields, counts, reasons. */
  details?: Readonly<Record<string, unknown>>;
};

/** A line of the audit log: an access, or the envelope of a record's event. */
export type AuditLine = Omit<Access, 'outcome'> & { id: string; at: string; outcome: string };

/** Writes one line, put-only, into the tenant's day. A failure to write it fails whatever it is about. */
export async function recordAccess(store: Store, clock: Clock, access: Access): Promise<void> {
  const now = clock.wall();
  const day = dayOf(now);
  const id = newId('line', now);
  const key = store.keys.access(day, now, id);
  await store.transact([
    {
      put: { ...key, gsi1pk: store.keys.dayIndex(day), gsi1sk: key.sk, event: id, at: momentOf(now), ...access },
      when: 'absent',
    },
  ]);
}

/**
 * Writes the line, then does the work; where the work is refused a second line says so.
 * The first line stands before anything has changed, so no change is without one.
 */
export async function audited<R>(
  store: Store,
  clock: Clock,
  access: Omit<Access, 'outcome'>,
  work: () => Promise<R>,
): Promise<R> {
  await recordAccess(store, clock, { ...access, outcome: 'done' });
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'error';
    await recordAccess(store, clock, { ...access, outcome: 'refused', details: { ...access.details, code } });
    throw error;
  }
}

export type AuditQuery = {
  since?: string;
  until?: string;
  actor?: string;
  name?: string;
  person?: string;
  limit?: number;
};

const mostDays = 400;

/**
 * Lines of accesses and events from the day `since` (default: today) to `until`, latest first.
 * `name` matches a whole name or its beginning up to a dot; `actor` an id or a name; `person` whom a line concerns.
 */
export async function listAudit(store: Store, clock: Clock, query: AuditQuery): Promise<AuditLine[]> {
  const { limit = 200 } = query;
  const last = query.until ?? dayOf(clock.wall());
  const lines: AuditLine[] = [];
  for (const day of daysBack(query.since ?? last, last)) {
    for await (const line of linesOf(store, day)) {
      if (!fits(line, query)) continue;
      lines.push(line);
      if (lines.length >= limit) return lines;
    }
  }
  return lines;
}

function* daysBack(since: string, last: string): Generator<string> {
  const from = Date.parse(`${since.slice(0, 10)}T00:00:00Z`);
  const to = Date.parse(`${last.slice(0, 10)}T00:00:00Z`);
  for (let at = to, days = 0; at >= from && days < mostDays; at -= 86_400_000, days++)
    yield new Date(at).toISOString().slice(0, 10);
}

async function* linesOf(store: Store, day: string): AsyncGenerator<AuditLine> {
  let cursor: string | undefined;
  do {
    const page = await store.query({
      pk: store.keys.dayIndex(day),
      index: 'gsi1',
      backward: true,
      limit: 100,
      ...(cursor ? { cursor } : {}),
    });
    const items = await store.batchGet(page.items.map(({ pk, sk }) => ({ pk, sk })));
    for (const item of items) if (item) yield lineOf(item);
    cursor = page.cursor;
  } while (cursor);
}

function lineOf(item: Item): AuditLine {
  const isEvent = item.module !== undefined;
  return {
    id: String(item.event),
    at: String(item.at),
    actor: item.actor as AuditLine['actor'],
    name: isEvent ? `record.${item.name}` : String(item.name),
    ...(isEvent
      ? {
          object: { module: String(item.module), id: String(item.id) },
          details: { fields: item.fields, revision: item.revision },
        }
      : { object: item.object as AuditLine['object'], details: item.details as AuditLine['details'] }),
    outcome: isEvent ? 'done' : String(item.outcome),
    ...(item.ip ? { ip: String(item.ip) } : {}),
    ...(item.sessionHash ? { sessionHash: String(item.sessionHash) } : {}),
  };
}

const fits = (line: AuditLine, { actor, name, person }: AuditQuery): boolean =>
  (actor === undefined || line.actor.id === actor || line.actor.name === actor) &&
  (name === undefined || line.name === name || line.name.startsWith(`${name}.`)) &&
  (person === undefined || line.object?.person === person || line.object?.id === person);

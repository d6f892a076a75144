import type { Clock } from '@juxian/base/clock.ts';
import type { Files } from '@juxian/store/files.ts';
import type { TenantSeal } from '@juxian/store/seal.ts';
import type { Item } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';
import { continuedFrom, isWideDue, type Readings, readIndex, windowStart } from './delta.ts';
import { ModuleRows, type Row } from './module-rows.ts';
import { isMark } from './shown.ts';
import { getSnapshot, putSnapshot } from './snapshot.ts';
import { type RowValue, rowAad } from './stored.ts';

export type { ModuleRows } from './module-rows.ts';

const recentFor = 5000;
const notedFor = 10_000;
/** ms for which rows may stand unread where nothing has been written. */
const standsFor = 1000;
const snapshotAfterRows = 1000;
/** Of a large module more: writing it anew costs by its rows, and each write shall bear the same share of that. */
const snapshotAfterPart = 0.1;
const snapshotAfter = 10 * 60_000;

/** The rows of one module of one tenant, and the queries that keep them. */
type Entry = {
  rows?: ModuleRows;
  readings?: Readings;
  /** The table's mark before the last query. */
  mark?: number | undefined;
  /** The query under way, and the one that begins when it has ended. */
  running?: Promise<ModuleRows>;
  waiting?: Promise<ModuleRows>;
  /** Own commits of the last seconds: an index that lags must not make them vanish. */
  noted: { at: number; take(rows: ModuleRows): void }[];
  snapshot: { at: number; version: number };
  used: number;
};

/**
 * The rows of the modules used last, per tenant, within so many bytes. Each tenant has a structure of its own.
 * Stamps are wall clock; the business clock only says which day's values are today's.
 */
export class RowsCache {
  readonly #bytes: number;
  readonly #clock: Clock;
  readonly #snapshots: Files | undefined;
  readonly #mark: () => number | undefined;
  readonly #tenants = new Map<string, Map<string, Entry>>();
  #uses = 0;

  /** `mark`: the same for as long as nothing is written to the table, where that can be told. */
  constructor(options: { bytes: number; clock: Clock; snapshots?: Files; mark?: () => number | undefined }) {
    const { bytes, clock, snapshots, mark = () => undefined } = options;
    this.#mark = mark;
    this.#bytes = bytes;
    this.#clock = clock;
    this.#snapshots = snapshots;
  }

  /** The rows with everything committed before the call, by one query that callers at the same time share. */
  fresh(ctx: Ctx, module: AnyModule): Promise<ModuleRows> {
    const entry = this.#entryOf(ctx.store.tenant, module);
    if (!entry.running) return this.#begin(entry, ctx, module);
    const next = () => this.#begin(entry, ctx, module);
    entry.waiting ??= entry.running.then(next, next);
    return entry.waiting;
  }

  /** The rows as of at most 5 s ago. */
  async recent(ctx: Ctx, module: AnyModule): Promise<ModuleRows> {
    const entry = this.#entryOf(ctx.store.tenant, module);
    const { rows, readings } = entry;
    const age = this.#clock.wall() - (readings?.queried ?? Number.NEGATIVE_INFINITY);
    if (rows && age >= 0 && age <= recentFor) return rows;
    return entry.running ?? this.#begin(entry, ctx, module);
  }

  /** Takes an own commit in at once, without waiting for the index. */
  note(tenant: string, module: AnyModule, committed: { item: Item; row: RowValue }): void {
    const entry = this.#tenants.get(tenant)?.get(module.name);
    if (!entry) return;
    const row = rowOf(committed.item, committed.item.gone ? erased : committed.row);
    this.#note(entry, (rows) => void rows.merge(row));
  }

  /** Takes in at once that an import has committed. */
  show(tenant: string, module: AnyModule, job: string): void {
    const entry = this.#tenants.get(tenant)?.get(module.name);
    if (entry) this.#note(entry, (rows) => rows.show(job));
  }

  #note({ noted, rows }: Entry, take: (rows: ModuleRows) => void): void {
    const at = this.#clock.wall();
    while (noted[0] && at - noted[0].at > notedFor) noted.shift();
    noted.push({ at, take });
    if (rows) take(rows);
  }

  /** Forgets all rows of a tenant. */
  drop(tenant: string): void {
    this.#tenants.delete(tenant);
  }

  /**
   * Writes the module's snapshot where the last one is more than 1,000 changed rows and a tenth of all behind or, with
   * any change, 10 minutes, by rows at most 5 s old; with `now` in any case, as an erasure needs it.
   * @returns whether it was written.
   */
  async writeSnapshot(ctx: Ctx, module: AnyModule, when: 'due' | 'now' = 'due'): Promise<boolean> {
    if (!this.#snapshots) return false;
    const rows = await (when === 'now' ? this.fresh(ctx, module) : this.recent(ctx, module));
    const { snapshot, readings } = this.#entryOf(ctx.store.tenant, module);
    if (!readings) return false;
    const changed = rows.version - snapshot.version;
    const now = this.#clock.wall();
    const many = Math.max(snapshotAfterRows, snapshotAfterPart * rows.size);
    const isDue = changed > many || (changed > 0 && now - snapshot.at > snapshotAfter);
    if (!isDue && when === 'due') return false;
    Object.assign(snapshot, { at: now, version: rows.version });
    await putSnapshot(this.#snapshots, ctx, module, rows, readings.queried);
    return true;
  }

  #entryOf(tenant: string, { name }: AnyModule): Entry {
    const modules = this.#tenants.get(tenant) ?? new Map<string, Entry>();
    this.#tenants.set(tenant, modules);
    const entry = modules.get(name) ?? { noted: [], snapshot: { at: 0, version: 0 }, used: 0 };
    modules.set(name, entry);
    entry.used = ++this.#uses;
    return entry;
  }

  #begin(entry: Entry, ctx: Ctx, module: AnyModule): Promise<ModuleRows> {
    const query = this.#refresh(entry, ctx, module);
    entry.running = query;
    entry.waiting = undefined;
    const end = () => {
      if (entry.running === query && !entry.waiting) entry.running = undefined;
    };
    query.then(end, end);
    return query;
  }

  async #refresh(entry: Entry, ctx: Ctx, module: AnyModule): Promise<ModuleRows> {
    const now = this.#clock.wall();
    const start = windowStart(entry.rows && entry.readings, now);
    const mark = this.#mark();
    if (entry.rows && entry.readings && start !== undefined) {
      const age = now - entry.readings.queried;
      if (mark !== undefined && mark === entry.mark && age >= 0 && age < standsFor) return entry.rows;
      await this.#take(entry.rows, ctx, module, start);
      const { wide, built } = entry.readings;
      const wasWide = isWideDue(entry.readings, now);
      entry.readings = { queried: now, wide: wasWide ? now : wide, built };
      entry.mark = mark;
      if (wasWide) this.#evict(entry);
      return entry.rows;
    }
    const rows = await this.#load(entry, ctx, module, now);
    for (const { at, take } of entry.noted) if (Math.abs(now - at) <= notedFor) take(rows);
    entry.rows = rows;
    entry.readings = { queried: now, wide: now, built: now };
    entry.mark = mark;
    this.#evict(entry);
    return rows;
  }

  async #load(entry: Entry, ctx: Ctx, module: AnyModule, now: number): Promise<ModuleRows> {
    const rows = new ModuleRows(() => this.#clock.today());
    const snapshot = this.#snapshots && (await getSnapshot(this.#snapshots, ctx, module));
    for (const row of snapshot?.rows ?? []) rows.merge(row);
    entry.snapshot = { at: snapshot?.queried ?? 0, version: rows.version };
    await this.#take(rows, ctx, module, snapshot && continuedFrom(snapshot.queried, now));
    return rows;
  }

  async #take(rows: ModuleRows, ctx: Ctx, module: AnyModule, start: number | undefined): Promise<void> {
    const seal = ctx.seal(module.reach);
    const isRead = rows === this.#entryOf(ctx.store.tenant, module).rows;
    const found: Row[] = [];
    const shown: string[] = [];
    // Between two pages others read these rows: what came together is merged together.
    const take = (row: Row) => void (isRead ? found.push(row) : rows.merge(row));
    await readIndex(ctx.store, module, start, (item) => {
      if (isMark(item)) shown.push(String(item.id));
      else if (rows.wants(headOf(item))) take(rowOf(item, item.gone ? erased : openRow(seal, module, item)));
    });
    for (const row of found) rows.merge(row);
    for (const job of shown) rows.show(job);
  }

  #evict(kept: Entry): void {
    const entries = [...this.#tenants].flatMap(([tenant, modules]) =>
      [...modules].map(([name, entry]) => ({ tenant, name, entry, bytes: entry.rows?.bytes ?? 0 })),
    );
    let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    for (const { tenant, name, entry, bytes: freed } of entries.sort((a, b) => a.entry.used - b.entry.used)) {
      if (bytes <= this.#bytes) return;
      if (entry === kept || entry.running) continue;
      this.#tenants.get(tenant)?.delete(name);
      bytes -= freed;
    }
  }
}

/** Writes the module's snapshot when it is due; what the events function calls after a batch. */
export const writeSnapshot = (ctx: Ctx, module: AnyModule, when: 'due' | 'now' = 'due'): Promise<boolean> =>
  ctx.rows.writeSnapshot(ctx, module, when);

const openRow = (seal: TenantSeal, { name }: AnyModule, item: Item): RowValue =>
  seal.recordKey(item.key as Uint8Array).open<RowValue>(rowAad(name, String(item.id)), item.row as Uint8Array);

const headOf = (item: Item): Pick<Row, 'id' | 'revision' | 'job'> => ({
  id: String(item.id),
  revision: Number(item.revision),
  ...(item.job ? { job: String(item.job) } : {}),
});

/** What is in the bin keeps no values here; restored, it comes with a higher revision and all of them. */
const erased: RowValue = { title: '', values: {} };

const rowOf = (item: Item, { title, values, spans }: RowValue): Row => ({
  ...headOf(item),
  state: String(item.state),
  owner: String(item.owner ?? ''),
  changedAt: String(item.changedAt ?? ''),
  since: String(item.since ?? ''),
  ...(item.due ? { due: String(item.due) } : {}),
  ...(item.gone ? { gone: true as const } : {}),
  title,
  values,
  ...(spans ? { spans } : {}),
});

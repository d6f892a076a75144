import { Recent } from '@juxian/store/recent.ts';
import {
  asCodes,
  CodeColumn,
  type Column,
  columnFor,
  type Hits,
  keepCodes,
  keepNumbers,
  passAmong,
} from './columns.ts';
import type { Spans } from './dated.ts';
import type { RowFacts } from './define.ts';
import { Orders } from './order.ts';
import { heldOn, Timeline } from './timeline.ts';

/** A row as it comes from the table, a snapshot or an own commit. */
export type Row = {
  id: string;
  revision: number;
  state: string;
  owner: string;
  changedAt: string;
  since: string;
  due?: string;
  title: string;
  values: Readonly<Record<string, unknown>>;
  spans?: Spans;
  /** In the bin or erased. */
  gone?: true;
  /** The import that wrote it has not committed. */
  job?: string;
};

/** What every row has beside its fields. */
export const ownColumns = ['title', 'state', 'owner', 'changedAt', 'since', 'due'] as const;
export type OwnColumn = (typeof ownColumns)[number];

/** By slot: one bit for each part of the gate that lets the row through, and whether any does; as of a version of the rows. */
export type Admission = { version: number; bits: Uint32Array; seen: Uint8Array };

const datesKept = 4;
const changesKept = 4096;

/**
 * The rows of one module of one tenant, as columns. A row keeps its slot for as long as this lives; slots of rows that
 * are gone or hidden stay, `stands` tells.
 */
export class ModuleRows {
  readonly ids: string[] = [];
  readonly orders = new Orders();
  /** Which parts of a gate let each row through, by the gate's signature. */
  readonly admissions = new Recent<Admission>(32);
  /** Which rows meet a filter, whoever reads; as of a version of the rows. */
  readonly fitting = new Recent<{ version: number; slots: Hits }>(48);
  /** Grows when a title changes, a row comes or goes: what is sorted by these titles is sorted anew. */
  titlesVersion = 0;
  /** Rows that stand. */
  size = 0;
  readonly #today: () => string;
  readonly #slots = new Map<string, number>();
  readonly #revisions: number[] = [];
  readonly #stands: number[] = [];
  /** The uncommitted import, by slot. */
  readonly #hidden = new Map<number, string>();
  /** Imports that have committed: their id on a row says nothing any more. */
  readonly #shown = new Set<string>();
  readonly #spans: (Spans | undefined)[] = [];
  readonly #spanned = new Set<string>();
  #spansHeld = 0;
  readonly #columns = new Map<string, Column>();
  /** Of the fields whose values vary with the day, as soon as one of them is asked for. */
  readonly #timelines = new Map<string, Timeline>();
  readonly #dated = new Map<string, Map<string, Column>>();
  readonly #own = Object.fromEntries(ownColumns.map((name) => [name, new CodeColumn()])) as Record<
    OwnColumn,
    CodeColumn
  >;
  #changes: number[] = [];
  #dropped = 0;

  constructor(today: () => string) {
    this.#today = today;
  }

  /** Slots in use, those of rows gone included. */
  get count(): number {
    return this.ids.length;
  }

  /** Grows with each row merged. */
  get version(): number {
    return this.#dropped + this.#changes.length;
  }

  /** About what it occupies, sort orders and search texts included. */
  get bytes(): number {
    const columns = [...Object.values(this.#own), ...this.#columns.values()];
    const dated = [...this.#dated.values()].flatMap((named) => [...named.values()]);
    return (
      2 * [...columns, ...dated, ...this.#timelines.values()].reduce((sum, held) => sum + held.bytes, 0) +
      240 * this.count +
      160 * this.#spansHeld
    );
  }

  revisionOf(id: string): number | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#revisions[slot];
  }

  /** Whether a row of that revision would tell anything new. */
  wants({ id, revision, job }: Pick<Row, 'id' | 'revision' | 'job'>): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return true;
    const known = this.#revisions[slot] ?? 0;
    return revision > known || (revision === known && job === undefined && this.#hidden.has(slot));
  }

  /** Takes the row in unless the same or a higher revision is known. @returns whether it did. */
  merge(row: Row): boolean {
    if (!this.wants(row)) return false;
    const slot = this.#slots.get(row.id) ?? this.#newSlot(row.id);
    const stood = this.#stands[slot] === 1;
    const hides = row.job !== undefined && !row.gone && !this.#shown.has(row.job) ? row.job : undefined;
    const stands = !row.gone && hides === undefined;
    if (stood !== stands || this.#own.title.get(slot) !== row.title) this.titlesVersion++;
    this.size += Number(stands) - Number(stood);
    this.#revisions[slot] = row.revision;
    this.#stands[slot] = Number(stands);
    if (hides === undefined) this.#hidden.delete(slot);
    else this.#hidden.set(slot, hides);
    for (const name of ownColumns) this.#own[name].set(slot, row[name]);
    this.#setValues(slot, row);
    this.#noteChange(slot);
    return true;
  }

  /** Lets all rows of an import stand, those that are still to come included. */
  show(job: string): void {
    if (this.#shown.has(job)) return;
    this.#shown.add(job);
    for (const [slot, hidden] of this.#hidden) {
      if (hidden !== job) continue;
      this.#hidden.delete(slot);
      this.#stands[slot] = 1;
      this.size++;
      this.titlesVersion++;
      this.#noteChange(slot);
    }
  }

  slotOf(id: string): number | undefined {
    const slot = this.#slots.get(id);
    return slot !== undefined && this.#stands[slot] === 1 ? slot : undefined;
  }

  stands(slot: number): boolean {
    return this.#stands[slot] === 1;
  }

  revisionAt(slot: number): number {
    return this.#revisions[slot] ?? 0;
  }

  /** The column every row has. */
  own(name: OwnColumn): CodeColumn {
    return this.#own[name];
  }

  /** Whether some row's value of the field depends on the day. */
  varies(field: string): boolean {
    return this.#spanned.has(field);
  }

  /** The field's values as valid on the day; undefined where no row ever had one. */
  column(field: string, day: string): Column | undefined {
    const present = this.#columns.get(field);
    if (!this.#spanned.has(field)) return present;
    const dated = this.#datedColumns(day);
    const known = dated.get(field);
    if (known) return known;
    const made = this.#timelineOf(field, present).column(day, this.count, present);
    dated.set(field, made);
    return made;
  }

  #timelineOf(field: string, present: Column | undefined): Timeline {
    const known = this.#timelines.get(field);
    if (known) return known;
    const made = new Timeline();
    for (let slot = 0; slot < this.count; slot++) made.set(slot, this.#spans[slot]?.[field], present?.get(slot));
    this.#timelines.set(field, made);
    return made;
  }

  /** The slots changed after that version, or undefined when that is too long ago to tell. */
  changedSince(version: number): ReadonlySet<number> | undefined {
    return version < this.#dropped ? undefined : new Set(this.#changes.slice(version - this.#dropped));
  }

  title(id: string): string | undefined {
    const slot = this.slotOf(id);
    return slot === undefined ? undefined : String(this.#own.title.get(slot) ?? '');
  }

  get(id: string): RowFacts | undefined {
    const slot = this.slotOf(id);
    return slot === undefined ? undefined : this.#factsAt(slot, this.#columnsOn(this.#todayIfSpanned()));
  }

  /**
   * Standing rows that meet all conditions, by field or `id`, `state`, `owner`, `title`, `due`. An array means any of
   * them; a blank value means the field is blank; of a field with several values one has to fit.
   */
  where(conditions: Readonly<Record<string, unknown>> = {}): RowFacts[] {
    const day = this.#todayIfSpanned();
    const hits: Hits = Uint8Array.from(this.#stands);
    for (const [name, wanted] of Object.entries(conditions))
      this.#keep(hits, name, Array.isArray(wanted) ? wanted : [wanted], day);
    const columns = this.#columnsOn(day);
    const found: RowFacts[] = [];
    for (let slot = 0; slot < hits.length; slot++) if (hits[slot] === 1) found.push(this.#factsAt(slot, columns));
    return found;
  }

  /** Every row known, gone and hidden ones included, as it was merged. */
  *rows(): Generator<Row> {
    for (let slot = 0; slot < this.count; slot++) {
      const values: Record<string, unknown> = {};
      for (const [name, column] of this.#columns) {
        const value = column.get(slot);
        if (value !== undefined) values[name] = value;
      }
      const own = Object.fromEntries(ownColumns.map((name) => [name, this.#own[name].get(slot) ?? ''])) as Record<
        OwnColumn,
        string
      >;
      const { due, ...rest } = own;
      const job = this.#hidden.get(slot);
      const spans = this.#spans[slot];
      yield {
        ...rest,
        id: this.ids[slot] ?? '',
        revision: this.revisionAt(slot),
        values,
        ...(due === '' ? {} : { due }),
        ...(spans ? { spans } : {}),
        ...(job === undefined ? {} : { job }),
        ...(this.stands(slot) || job !== undefined ? {} : { gone: true as const }),
      };
    }
  }

  #keep(hits: Hits, name: string, wanted: readonly unknown[], day: string): void {
    if (name === 'id') {
      const slots = new Set(wanted.map((id) => this.#slots.get(String(id))));
      for (let slot = 0; slot < hits.length; slot++) if (!slots.has(slot)) hits[slot] = 0;
      return;
    }
    const column = isOwn(name) ? this.#own[name] : this.column(name, day);
    const blank = wanted.some((value) => value === undefined || value === null);
    if (!column) {
      if (!blank) hits.fill(0);
    } else if (column.holds === 'numbers')
      keepNumbers(hits, column, (number) => (Number.isNaN(number) ? blank : wanted.includes(number)));
    else keepCodes(hits, column, passAmong(column.dictionary, wanted));
  }

  #columnsOn(day: string): (readonly [string, Column])[] {
    return [...this.#columns.keys()].flatMap((name) => {
      const column = this.column(name, day);
      return column ? [[name, column] as const] : [];
    });
  }

  #factsAt(slot: number, columns: readonly (readonly [string, Column])[]): RowFacts {
    const values: Record<string, unknown> = {};
    for (const [name, column] of columns) {
      const value = column.get(slot);
      if (value !== undefined) values[name] = value;
    }
    const text = (name: OwnColumn) => String(this.#own[name].get(slot) ?? '');
    const due = this.#own.due.get(slot);
    return {
      id: this.ids[slot] ?? '',
      state: text('state'),
      revision: this.revisionAt(slot),
      title: text('title'),
      owner: text('owner'),
      changedAt: text('changedAt'),
      ...(due === undefined ? {} : { due: String(due) }),
      values,
    };
  }

  #todayIfSpanned(): string {
    return this.#spanned.size > 0 ? this.#today() : '';
  }

  #newSlot(id: string): number {
    const slot = this.ids.push(id) - 1;
    this.#slots.set(id, slot);
    return slot;
  }

  #setValues(slot: number, { values, spans }: Row): void {
    for (const name of Object.keys(spans ?? {})) this.#spanned.add(name);
    this.#spansHeld += countOf(spans) - countOf(this.#spans[slot]);
    this.#spans[slot] = spans;
    for (const name of Object.keys(values))
      if (!this.#columns.has(name)) this.#columns.set(name, columnFor(values[name]));
    for (const [name, held] of Object.entries(spans ?? {}))
      if (!this.#columns.has(name)) this.#columns.set(name, columnFor(held[0]?.[1]));
    for (const name of this.#columns.keys()) this.#set(this.#columns, name, slot, values[name]);
    for (const [name, timeline] of this.#timelines) timeline.set(slot, spans?.[name], values[name]);
    for (const [day, dated] of this.#dated)
      for (const name of dated.keys()) this.#set(dated, name, slot, heldOn(spans?.[name], values[name], day));
  }

  #set(columns: Map<string, Column>, name: string, slot: number, value: unknown): void {
    const column = columns.get(name);
    if (!column) return;
    const fitting = column.accepts(value) ? column : asCodes(column, this.count);
    fitting.set(slot, value);
    columns.set(name, fitting);
  }

  #datedColumns(day: string): Map<string, Column> {
    const known = this.#dated.get(day) ?? new Map<string, Column>();
    this.#dated.delete(day);
    this.#dated.set(day, known);
    const today = this.#today();
    const oldest = [...this.#dated.keys()].find((kept) => kept !== today);
    if (this.#dated.size > datesKept && oldest !== undefined) this.#dated.delete(oldest);
    return known;
  }

  #noteChange(slot: number): void {
    this.#changes.push(slot);
    if (this.#changes.length <= changesKept) return;
    this.#dropped += changesKept / 2;
    this.#changes = this.#changes.slice(changesKept / 2);
  }
}

const countOf = (spans: Spans | undefined): number =>
  spans ? Object.values(spans).reduce((sum, { length }) => sum + length, 0) : 0;

const isOwn = (name: string): name is OwnColumn => (ownColumns as readonly string[]).includes(name);

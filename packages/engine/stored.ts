import type { RecordKey } from '@juxian/store/seal.ts';
import type { Item } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';
import { drawnSpans, type Spans, storedValues, valuesOn } from './dated.ts';
import { type AnyModule, avoidedColumns, columnValues, type RecordFacts } from './define.ts';
import { kindSchemas } from './kinds/index.ts';
import type { Fields } from './kinds/kind.ts';
import type { Resolved } from './overlay.ts';
import { isShown } from './shown.ts';
import { tailsOf } from './tail.ts';

/** A record as the table holds it, opened. */
export type Stored = {
  id: string;
  module: string;
  state: string;
  revision: number;
  /** Number of events so far. */
  n: number;
  /** Head of the record's hash chain. */
  head: string;
  /** Drawn fields as valid today. */
  values: Record<string, unknown>;
  title: string;
  owner: string;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  since: string;
  due?: string;
  opened: readonly string[];
  /** The overlay it was filed under. */
  overlay: number;
  /** Bin: when it was put there. */
  gone?: string;
  /** The import that made it and has not committed yet. */
  job?: string;
  wrapped: Uint8Array;
  key: RecordKey;
};

/** What a list keeps of a record; sealed beside the values. */
export type RowValue = { title: string; values: Record<string, unknown>; spans?: Spans };

export const valuesAad = (module: string, id: string): string => `values#${module}#${id}`;
export const rowAad = (module: string, id: string): string => `row#${module}#${id}`;
export const changesAad = (module: string, id: string, n: number): string => `changes#${module}#${id}#${n}`;

/** Opens a record item; old data versions are lifted to the module's present one, drawn fields hold today's values. */
export function openRecord(ctx: Ctx, module: Resolved, item: Item): Stored {
  const id = String(item.id);
  const wrapped = item.key as Uint8Array;
  const key = ctx.seal(module.reach).recordKey(wrapped);
  const sealed = key.open<Record<string, unknown>>(valuesAad(module.name, id), item.values as Uint8Array);
  const kept = (module.upcast ?? []).slice(Number(item.version ?? 0)).reduce((held, lift) => lift(held), sealed);
  const values = valuesOn(module, kept, ctx.clock.today());
  return {
    id,
    module: module.name,
    state: String(item.state),
    revision: Number(item.revision),
    n: Number(item.n),
    head: String(item.head),
    values,
    title: module.summary(values),
    owner: String(item.owner),
    createdAt: String(item.createdAt),
    changedAt: String(item.changedAt),
    changedBy: String(item.changedBy ?? ''),
    since: String(item.since),
    opened: (item.opened as string[] | undefined) ?? [],
    overlay: Number(item.overlay ?? 0),
    ...(item.due ? { due: String(item.due) } : {}),
    ...(item.gone ? { gone: String(item.gone) } : {}),
    ...(item.job ? { job: String(item.job) } : {}),
    wrapped,
    key,
  };
}

/** @returns the record wherever it stands, or undefined. Scope is the caller's to check. */
export async function loadRecord(ctx: Ctx, module: Resolved, id: string): Promise<Stored | undefined> {
  const item = await ctx.store.get(ctx.store.keys.record(module.reach, module.name, id));
  if (!item) return undefined;
  const record = openRecord(ctx, module, item);
  if (record.job === undefined || !(await isShown(ctx, module, record.job))) return record;
  const { job: _, ...shown } = record;
  return shown;
}

/**
 * The record item as the next commit writes it. Its row keeps what a county has hidden too: shown again, the field is
 * found in every record at once.
 */
export function recordItem(
  { store, registry, seal }: Pick<Ctx, 'store' | 'registry' | 'seal'>,
  module: AnyModule,
  record: Stored,
  stamp: string,
): { item: Item; row: RowValue } {
  const fields = { ...registry.get(module.name)?.fields, ...module.fields };
  const values = storedValues(module, record.values);
  const spans = listedValues(fields, drawnSpans(module, values)) as Spans;
  const row: RowValue = {
    title: record.title,
    values: {
      ...listedValues(fields, values),
      ...avoidedValues(module, values),
      ...tailsOf({ seal }, module, fields, values),
    },
    ...(Object.keys(spans).length > 0 ? { spans } : {}),
  };
  const { id } = record;
  return {
    row,
    item: {
      ...store.keys.record(module.reach, module.name, id),
      gsi1pk: store.keys.moduleIndex(module.reach, module.name),
      gsi1sk: `${stamp}#${id}`,
      ...(record.due && !record.gone
        ? { gsi2pk: store.keys.queueIndex(module.reach, 'due'), gsi2sk: `${record.due}#${module.name}#${id}` }
        : {}),
      module: module.name,
      id,
      state: record.state,
      revision: record.revision,
      n: record.n,
      head: record.head,
      owner: record.owner,
      createdAt: record.createdAt,
      changedAt: record.changedAt,
      changedBy: record.changedBy,
      since: record.since,
      opened: record.opened,
      overlay: record.overlay,
      version: module.upcast?.length ?? 0,
      stamp,
      ...(record.due ? { due: record.due } : {}),
      ...(record.gone ? { gone: record.gone } : {}),
      ...(record.job ? { job: record.job } : {}),
      key: record.wrapped,
      values: record.key.seal(valuesAad(module.name, id), values),
      row: record.key.seal(rowAad(module.name, id), row),
    },
  };
}

/** Not fields, so no list can ask for them; the gate does. */
const avoidedValues = (module: AnyModule, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(avoidedColumns(module).map((name) => [name, columnValues(values, name)]));

function listedValues(fields: Fields, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const listed = Object.entries(values).filter(([name, value]) => {
    const field = fields[name];
    return field && value !== null && value !== undefined && isListed(field);
  });
  return Object.fromEntries(listed);
}

/** Whether lists, filters and sorts know the field. */
export function isListed(field: AnyModule['fields'][string]): boolean {
  return !field.unlisted && (kindSchemas[field.kind].column as (options: unknown) => string)(field.options) !== 'none';
}

export const factsOf = (record: Stored): RecordFacts => ({
  id: record.id,
  state: record.state,
  revision: record.revision,
  title: record.title,
  values: record.values,
  owner: record.owner,
  createdAt: record.createdAt,
  since: record.since,
  ...(record.due ? { due: record.due } : {}),
});

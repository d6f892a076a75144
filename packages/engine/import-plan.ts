import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { creatableFields, editableFields, type Gate, partsFor } from './access.ts';
import { refuseUnfit } from './agreement.ts';
import { changedValues, claimHash } from './commit.ts';
import type { Ctx } from './context.ts';
import { kindServers } from './kinds/server.ts';
import type { Resolved } from './overlay.ts';
import { initialState } from './record.ts';
import { openRecord, type Stored } from './stored.ts';
import { type CellIssue, cellIssue, type Heading, type ReadRow } from './transfer.ts';

/** One row of an import as it will be written: everything is decided before anything is. */
export type PlannedRow = { row: number; id: string } & (
  | { op: 'create'; values: Record<string, unknown>; state: string }
  | {
      op: 'update';
      /** The changed fields only, and what they held. */
      values: Record<string, unknown>;
      before: Record<string, unknown>;
      revision: number;
    }
);

export type ImportMode = 'create' | 'upsert';
export type Plan = { rows: PlannedRow[]; issues: CellIssue[]; unchanged: number };

type Planning = {
  ctx: Ctx;
  module: Resolved;
  gate: Gate;
  headings: readonly Heading[];
  mode: ImportMode;
  state?: string;
};

/**
 * What each row comes to: a new record, a change of the one with the same key, nothing, or a refusal.
 * @throws Refusal `invalid.key` for `upsert` without a column of the module's key.
 */
export async function planImport(planning: Planning, rows: readonly ReadRow[]): Promise<Plan> {
  const { ctx, module } = planning;
  const state = initialState(module, planning.state);
  const key = keyOf(planning);
  const known = await knownRecords(planning, rows, key);
  const seen = new Map<string, number>();
  const plan: Plan = { rows: [], issues: [], unchanged: 0 };
  for (const read of rows) {
    try {
      refuseTwice(planning, read, key, seen);
      const record = known.of(read);
      const planned = record ? change(planning, read, record) : creation(planning, read, state);
      if (planned) plan.rows.push(planned);
      else plan.unchanged++;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      plan.issues.push(...issuesOf(ctx, read.row, error, planning.headings));
    }
  }
  return plan;
}

/** A refusal of a whole row, by the columns it names. */
export function issuesOf(ctx: Ctx, row: number, refusal: Refusal, headings: readonly Heading[]): CellIssue[] {
  const { fields = [] } = refusal.details;
  if (fields.length === 0) return [cellIssue(row, '', refusal, ctx.locale)];
  return fields.map(({ path, code, says, values }) => {
    const heading = headings.find(({ field }) => field === path.split('.')[0]);
    return cellIssue(row, heading?.text ?? '', new Refusal(code, says, { values: values ?? {} }), ctx.locale);
  });
}

function keyOf({ module, mode, headings }: Planning): string | undefined {
  if (mode === 'create') return undefined;
  const key = module.transfer?.key;
  if (key && headings.some(({ field }) => field === key)) return key;
  throw new Refusal(
    'invalid.key',
    key
      ? t(
          '表里缺少“{field}”一列，无法找到要更新的记录',
          'Without a column “{field}” the records to update cannot be found',
        )
      : t('这项业务只能新增导入', 'Imports can only add records here'),
    { values: { field: (key && module.fields[key]?.label) ?? '' } },
  );
}

const identityOf = (module: Resolved, name: string, value: unknown): string => {
  const field = module.fields[name];
  return (field && kindServers[field.kind].identity?.(value)) ?? String(value);
};

const refuseColumn = (
  path: string,
  code: 'conflict.twice' | 'conflict.taken' | 'conflict.several' | 'forbidden.edit',
  says: Text,
  values = {},
) => new Refusal(code, says, { values, fields: [{ path, code, says, values }] });

/** Keys and unique values that an earlier row of the same table has. */
function refuseTwice(
  { module }: Planning,
  { row, values }: ReadRow,
  key: string | undefined,
  seen: Map<string, number>,
): void {
  const names = Object.keys(values).filter((name) => name === key || module.fields[name]?.unique);
  for (const name of names) {
    const mark = `${name}\n${identityOf(module, name, values[name])}`;
    const earlier = seen.get(mark);
    if (earlier !== undefined)
      throw refuseColumn(name, 'conflict.twice', t('与第{row}行相同', 'The same as in row {row}'), { row: earlier });
    seen.set(mark, row);
  }
}

type Known = { of(row: ReadRow): Stored | undefined };

/** The standing records that rows mean by their key, and a refusal where a unique value is another record's. */
async function knownRecords(planning: Planning, rows: readonly ReadRow[], key: string | undefined): Promise<Known> {
  const { ctx, module } = planning;
  const unique = Object.keys(module.fields).filter((name) => module.fields[name]?.unique);
  const holders = await claimHolders(planning, rows, unique);
  const byKey = key && !unique.includes(key) ? await idsByKey(planning, key) : undefined;
  const idsOf = ({ values }: ReadRow): string[] => {
    if (key === undefined || values[key] === undefined) return [];
    if (byKey) return byKey.get(identityOf(module, key, values[key])) ?? [];
    const holder = holders.get(claimOf(planning, key, values[key]));
    return holder === undefined ? [] : [holder];
  };
  const wanted = [...new Set(rows.flatMap(idsOf))];
  const items = await ctx.store.batchGet(wanted.map((id) => ctx.store.keys.record(module.reach, module.name, id)));
  const records = new Map(
    items.flatMap((item) => (item ? [[String(item.id), openRecord(ctx, module, item)] as const] : [])),
  );
  return {
    of(row) {
      const ids = idsOf(row);
      if (key && ids.length > 1)
        throw refuseColumn(
          key,
          'conflict.several',
          t('有{count}条记录相同，无法确定更新哪一条', '{count} records have this; which to update is unclear'),
          {
            count: ids.length,
          },
        );
      const record = ids[0] === undefined ? undefined : records.get(ids[0]);
      const standing = record && !record.gone && !record.job ? record : undefined;
      for (const name of unique) {
        const holder =
          row.values[name] === undefined ? undefined : holders.get(claimOf(planning, name, row.values[name]));
        if (holder !== undefined && holder !== standing?.id) throw taken(module, name);
      }
      if (standing && key && partsFor(ctx, planning.gate, module, standing).length === 0) throw taken(module, key);
      return standing;
    },
  };
}

const taken = (module: Resolved, name: string): Refusal =>
  refuseColumn(name, 'conflict.taken', t('“{field}”已有相同内容的记录', 'Another record already has this {field}'), {
    field: module.fields[name]?.label ?? name,
  });

const claimOf = ({ ctx, module }: Planning, name: string, value: unknown): string => {
  const field = module.fields[name];
  return `${name}\n${field ? claimHash(ctx, module, name, field, value) : ''}`;
};

async function claimHolders(
  planning: Planning,
  rows: readonly ReadRow[],
  unique: readonly string[],
): Promise<Map<string, string>> {
  const { ctx, module } = planning;
  const claims = [
    ...new Set(
      rows.flatMap(({ values }) =>
        unique.flatMap((name) => (values[name] === undefined ? [] : [claimOf(planning, name, values[name])])),
      ),
    ),
  ];
  const items = await ctx.store.batchGet(
    claims.map((claim) => {
      const [name = '', hash = ''] = claim.split('\n');
      return ctx.store.keys.claim(module.reach, module.name, name, hash);
    }),
  );
  return new Map(claims.flatMap((claim, i) => (items[i] ? [[claim, String(items[i].record)] as const] : [])));
}

/** Ids of the records the importer may see, by a key that is not unique. */
async function idsByKey({ ctx, module, gate }: Planning, key: string): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const row of (await ctx.rows.fresh(ctx, module)).where({})) {
    const value = row.values[key];
    if (value === undefined || partsFor(ctx, gate, module, row).length === 0) continue;
    const identity = identityOf(module, key, value);
    ids.set(identity, [...(ids.get(identity) ?? []), row.id]);
  }
  return ids;
}

function creation({ ctx, module, gate }: Planning, { row, values }: ReadRow, state: string): PlannedRow {
  const creatable = creatableFields(gate);
  const foreign = Object.keys(values).find((name) => !creatable.has(name));
  if (foreign) throw refuseColumn(foreign, 'forbidden.edit', t('您不能填写这一栏', 'You cannot fill this field'));
  refuseUnfit(ctx, module, { state, values });
  return { row, id: newId('record', ctx.clock.wall()), op: 'create', values, state };
}

/** @returns undefined where the record already is as the row says. */
function change({ ctx, module, gate }: Planning, { row, values }: ReadRow, record: Stored): PlannedRow | undefined {
  const after = { ...record.values, ...values };
  const changed = changedValues(record.values, after);
  const names = Object.keys(changed);
  if (names.length === 0) return undefined;
  const editable = editableFields(partsFor(ctx, gate, module, record), record.state, record.opened);
  const locked = names.find((name) => !editable.has(name));
  if (locked)
    throw refuseColumn(
      locked,
      'forbidden.edit',
      t('“{state}”时不能修改这一栏', 'This field cannot be changed while the record stands at “{state}”'),
      {
        state: module.states[record.state]?.label ?? record.state,
      },
    );
  refuseUnfit(ctx, module, { state: record.state, values: after });
  const before = Object.fromEntries(names.map((name) => [name, record.values[name] ?? null]));
  return { row, id: record.id, op: 'update', values: changed, before, revision: record.revision };
}

import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { creatableFields, editableFields, partsFor } from './access.ts';
import { doubtsIn, refuseUnfit } from './agreement.ts';
import { changedValues } from './commit.ts';
import { rowOf } from './import/findings.ts';
import { issuesOf } from './import/issues.ts';
import { mergeLines, sameBy } from './import/lines.ts';
import { identityOf, knownRecords, leftOut, type Matching, matchKey, refuseColumn } from './import/match.ts';
import { shown } from './import/sheets.ts';
import type { At, ImportSource, StagedRow } from './import/source.ts';
import type { Attachment, Entry } from './kinds/kind.ts';
import type { Resolved } from './overlay.ts';
import { initialState } from './record.ts';
import { namedBy } from './reference.ts';
import type { Stored } from './stored.ts';

/** One row of an import as it will be written: everything is decided before anything is. */
export type PlannedRow = {
  row: number;
  at: At;
  id: string;
  /** Another module than the import's. */
  module?: string;
  /** Files that come with it; `part` of the job holds the bytes. */
  files?: { field: string; name: string; part: string }[];
} & (
  | { op: 'create'; values: Record<string, unknown>; state: string }
  | {
      op: 'update';
      /** The changed fields only, and what they held. */
      values: Record<string, unknown>;
      before: Record<string, unknown>;
      revision: number;
    }
);

export type Plan = { rows: PlannedRow[]; unchanged: number };

export type Planning = Matching & {
  state?: string;
  lines: NonNullable<ImportSource['lines']>;
  /** Ids of new records of other modules that will not be made after all. */
  missing: ReadonlySet<string>;
  /** Lays the bytes of a file down. @returns the name of the part. */
  keepFile(bytes: Uint8Array): Promise<string>;
};

const rowsInTurn = 250;

/**
 * What each row comes to: a new record, a change of the one it means, nothing, a refusal, or a question.
 * @throws Refusal `invalid.key` for `upsert` without a column of the module's key.
 */
export async function planImport(planning: Planning, given: readonly StagedRow[]): Promise<Plan> {
  const { module, findings } = planning;
  const state = initialState(module, planning.state);
  refuseKeyless(planning, given);
  const plan: Plan = { rows: [], unchanged: 0 };
  const rows = chosen(planning, given, plan);
  const known = await knownRecords(planning, rows);
  for (const [i, read] of rows.entries()) {
    if (i % rowsInTurn === 0) await turn();
    try {
      refuseMissing(planning, read);
      const match = known.of(read);
      if (match === 'waiting') continue;
      const planned = match === 'new' ? await creation(planning, read, state) : await change(planning, read, match);
      if (planned) plan.rows.push(planned);
      else plan.unchanged++;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { field, column, refusal } of issuesOf(error, read.headings)) {
        const value = read.values[field];
        const told =
          typeof value === 'string' || typeof value === 'number' ? shown(module.fields[field], String(value)) : '';
        findings.refuse(read.at, read.row, column, refusal, told);
      }
    }
  }
  return plan;
}

function refuseKeyless({ module, mode, key, people }: Planning, rows: readonly StagedRow[]): void {
  if (mode === 'create' || rows.length === 0) return;
  if (key && (people || rows.some(({ headings }) => Object.hasOwn(headings, key)))) return;
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

/** Rows without those that an earlier one says as well, and those of which a person has chosen another. */
function chosen(planning: Planning, given: readonly StagedRow[], plan: Plan): StagedRow[] {
  const groups = new Map<string, StagedRow[]>();
  for (const [i, row] of given.entries()) {
    const mark = markOf(planning, row) ?? `#${i}`;
    const group = groups.get(mark);
    if (group) group.push(row);
    else groups.set(mark, [row]);
  }
  const seen = new Map<string, StagedRow>();
  return [...groups]
    .flatMap(([mark, group]) => {
      const once = group.length > 1 ? distinct(planning, group, plan) : group;
      return once.length > 1 && planning.people ? askPerson(planning, mark, once) : once;
    })
    .filter((row) => !isTwice(planning, row, seen));
}

/** Whom a row is about: its key, or for people what else tells them apart. */
function markOf(planning: Planning, { values }: StagedRow): string | undefined {
  const { module, key, people } = planning;
  const unique = Object.keys(module.fields).find((name) => module.fields[name]?.unique && values[name] !== undefined);
  const name = key !== undefined && values[key] !== undefined ? key : unique;
  if (name !== undefined) return `${name}\n${identityOf(module, name, values[name])}`;
  const match = people && matchKey(planning, values);
  return match === undefined ? undefined : `match\n${match}`;
}

const contentOf = ({ values }: StagedRow): string => JSON.stringify(Object.entries(values).sort());

function distinct({ findings }: Planning, group: readonly StagedRow[], plan: Plan): StagedRow[] {
  const first = new Map<string, StagedRow>();
  for (const row of group) {
    const content = contentOf(row);
    const earlier = first.get(content);
    if (!earlier) first.set(content, row);
    else {
      plan.unchanged++;
      const same = t('与第{row}行完全相同，只导入一次', 'The same as row {row}; imported once');
      findings.warn(row.at, row.row, '', new Refusal('conflict.twice', same, { values: { row: earlier.row } }));
    }
  }
  return [...first.values()];
}

/** Rows that say different things of one person: none loads before somebody has decided. */
function askPerson({ findings, people, ctx, key }: Planning, mark: string, group: readonly StagedRow[]): StagedRow[] {
  const name = people?.name ?? '';
  const isByKey = !mark.startsWith('match\n');
  const nameOf = ({ values }: StagedRow) => String(values[name] ?? '');
  const isOneName = new Set(group.map(nameOf)).size === 1;
  const says = !isByKey
    ? t(
        '有{count}行同名同出生年月而内容不同，又没有身份证号',
        '{count} rows have this name and birth, differ, and have no number',
      )
    : isOneName
      ? t('同一身份证号有{count}行，内容不同', '{count} rows of one identity number differ')
      : t('同一身份证号写了不同的姓名：{names}', 'One identity number under several names: {names}');
  const values = { count: group.length, names: [...new Set(group.map(nameOf))].join('、') };
  const options = [
    ...group.map((row, i) => ({
      value: `row:${i}`,
      label: say(t('以第{row}行“{name}”为准', 'Row {row}, “{name}”'), ctx.locale, {
        row: [row.at.sheet, row.row].filter(Boolean).join(' '),
        name: nameOf(row),
      }),
    })),
    ...(isByKey
      ? []
      : [{ value: 'all', label: say(t('不是同一人，都导入', 'Different people; import all'), ctx.locale) }]),
    { value: 'skip', label: say(t('都不导入', 'Import none'), ctx.locale) },
  ];
  const hash = createHash('sha256').update(mark).digest('hex');
  return group.filter((row, i) => {
    const answer = findings.ask(
      {
        kind: 'person',
        parts: ['person', hash],
        at: { ...row.at, row: row.row },
        column: row.headings[isByKey ? (key ?? '') : name] ?? '',
        field: isByKey ? (key ?? '') : name,
        value: nameOf(row),
        about: nameOf(row),
        refusal: new Refusal('conflict.twice', says, { values }),
        options,
      },
      (given) => (options.some(({ value }) => value === given) ? given : undefined),
    );
    if (answer === undefined) return false;
    const isTaken = answer === 'all' || answer === `row:${i}`;
    if (!isTaken) findings.refuse(row.at, row.row, '', leftOut());
    return isTaken;
  });
}

/** Keys and unique values that an earlier row of the same upload has. */
function isTwice({ module, key, findings }: Planning, read: StagedRow, seen: Map<string, StagedRow>): boolean {
  const names = Object.keys(read.values).filter((name) => name === key || module.fields[name]?.unique);
  const marks = names.map((name) => [name, `${name}\n${identityOf(module, name, read.values[name])}`] as const);
  for (const [name, mark] of marks) {
    const earlier = seen.get(mark);
    if (!earlier) continue;
    const says = t('与第{row}行相同', 'The same as in row {row}');
    findings.refuse(
      read.at,
      read.row,
      read.headings[name] ?? '',
      new Refusal('conflict.twice', says, { values: { row: earlier.row } }),
    );
    return true;
  }
  for (const [, mark] of marks) seen.set(mark, read);
  return false;
}

/** A row that names a record which the same upload was to make, and which was refused. */
function refuseMissing({ module, missing }: Planning, { values }: StagedRow): void {
  if (missing.size === 0) return;
  const named = namedBy(module.fields, values).find(({ id }) => missing.has(id));
  if (named)
    throw refuseColumn(
      named.path,
      'conflict.taken',
      t('所在单位未能导入，请先改正单位表', 'The unit it names could not be imported; mend that first'),
    );
}

async function creation(planning: Planning, read: StagedRow, state: string): Promise<PlannedRow> {
  const { ctx, module, gate } = planning;
  const { row, at, id = newId('record', ctx.clock.wall()) } = read;
  const creatable = creatableFields(gate);
  const foreign = Object.keys(read.values).find((name) => !creatable.has(name));
  if (foreign) throw refuseColumn(foreign, 'forbidden.edit', t('您不能填写这一栏', 'You cannot fill this field'));
  const values = { ...linesMerged(planning, read.values, {}), ...read.kept };
  const begins = read.state ? initialState(module, read.state) : state;
  refuseUnfit(ctx, module, { state: begins, values });
  warnOf(planning, read, values);
  const files = await filesOf(planning, read, {});
  return { row, at, id, op: 'create', values, state: begins, ...besides(read, files) };
}

const besides = ({ module }: StagedRow, files: NonNullable<PlannedRow['files']>) => ({
  ...(module === undefined ? {} : { module }),
  ...(files.length > 0 ? { files } : {}),
});

/** @returns undefined where the record already is as the row says. */
async function change(planning: Planning, read: StagedRow, record: Stored): Promise<PlannedRow | undefined> {
  const { ctx, module, gate } = planning;
  const given = linesMerged(planning, read.values, record.values);
  const after = { ...record.values, ...given, ...read.kept };
  const changed = changedValues(record.values, after);
  const files = await filesOf(planning, read, record.values);
  const names = [...new Set([...Object.keys(changed), ...files.map(({ field }) => field)])];
  if (names.length === 0) return undefined;
  const editable = editableFields(partsFor(ctx, gate, module, record), record.state, record.opened);
  const locked = names.find((name) => !editable.has(name) && !Object.hasOwn(read.kept ?? {}, name));
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
  warnOf(planning, read, after);
  const before = Object.fromEntries(names.map((name) => [name, record.values[name] ?? null]));
  const { row, at } = read;
  return {
    row,
    at,
    id: record.id,
    op: 'update',
    values: changed,
    before,
    revision: record.revision,
    ...besides(read, files),
  };
}

function linesMerged(
  { module, lines: rules }: Planning,
  given: Readonly<Record<string, unknown>>,
  standing: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const field = module.fields[name];
      if (field?.kind !== 'entries') return [name, value];
      const { fields, max } = field.options;
      const rule = rules[name] ?? sameBy(...Object.keys(fields));
      const lines = mergeLines((standing[name] as Entry[] | undefined) ?? [], value as Entry[], rule);
      if (lines.length > max)
        throw new Refusal(
          'invalid.tooMany',
          t('“{field}”最多{max}行，现有{found}行', 'At most {max} lines of {field}; there are {found}'),
          {
            values: { field: field.label, max, found: lines.length },
          },
        );
      return [name, lines];
    }),
  );
}

/** Files whose content the record does not have yet. */
async function filesOf(
  { keepFile }: Planning,
  { files = [] }: StagedRow,
  standing: Readonly<Record<string, unknown>>,
): Promise<NonNullable<PlannedRow['files']>> {
  const kept: NonNullable<PlannedRow['files']> = [];
  for (const { field, name, bytes } of files) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if ((standing[field] as Attachment | undefined)?.sha256 !== sha256)
      kept.push({ field, name, part: await keepFile(bytes) });
  }
  return kept;
}

function warnOf(
  { ctx, module, findings }: Planning,
  { row, at, headings }: StagedRow,
  values: Record<string, unknown>,
): void {
  for (const { field, message } of doubtsIn(ctx, module, values, { has: () => true }))
    findings.warn(
      at,
      row,
      headings[field] ?? '',
      new Refusal('conflict.doubt', t(message, message)),
      shown(module.fields[field], String(values[field] ?? '')),
    );
}

/** How many rows the issues are about. */
export const rowsRefused = (issues: Parameters<typeof rowOf>[0][]): number => new Set(issues.map(rowOf)).size;

/** The module's field by which an import finds records again. */
export const transferKey = ({ transfer }: Resolved): string | undefined => transfer?.key;

import { Refusal } from '@juxian/base/refusal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import type { Key } from '@juxian/store/keys.ts';
import type { Item } from '@juxian/store/table.ts';
import { type Gate, partsFor } from '../access.ts';
import { claimHash } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { kindServers } from '../kinds/server.ts';
import type { Resolved } from '../overlay.ts';
import { shownItems } from '../shown.ts';
import { openRecord, type Stored } from '../stored.ts';
import type { Findings, Option } from './findings.ts';
import type { People, StagedRow } from './source.ts';

export type ImportMode = 'create' | 'upsert';
export type Matching = {
  ctx: Ctx;
  module: Resolved;
  gate: Gate;
  mode: ImportMode;
  findings: Findings;
  /** The field by which rows find the record they mean. */
  key?: string;
  people?: People;
};

/** The standing record a row means, none where it is a new one, or that a person has to say first. */
export type Match = Stored | 'new' | 'waiting';
export type Known = { of(row: StagedRow): Match };

export const identityOf = (module: Resolved, name: string, value: unknown): string => {
  const field = module.fields[name];
  return (field && kindServers[field.kind].identity?.(value)) ?? String(value);
};

export const refuseColumn = (
  path: string,
  code: 'conflict.twice' | 'conflict.taken' | 'conflict.several' | 'conflict.name' | 'forbidden.edit',
  says: Text,
  values = {},
) => new Refusal(code, says, { values, fields: [{ path, code, says, values }] });

export const leftOut = (): Refusal =>
  new Refusal('conflict.leftOut', t('按您的选择，这一行不导入', 'Left out, as you chose'));

/** What tells people apart without a number; undefined where a part is blank. */
export function matchKey({ people, module }: Matching, values: Readonly<Record<string, unknown>>): string | undefined {
  if (!people || people.match.some((name) => values[name] === undefined)) return undefined;
  return people.match.map((name) => identityOf(module, name, values[name])).join('\n');
}

/**
 * The records that rows mean: by their key, without one by what else tells people apart.
 * What is not clear is asked: several of the same name and birth, a number that stands under another name.
 */
export async function knownRecords(matching: Matching, rows: readonly StagedRow[]): Promise<Known> {
  const { ctx, module, key } = matching;
  const unique = Object.keys(module.fields).filter((name) => module.fields[name]?.unique);
  const holders = await claimHolders(matching, rows, unique);
  const byKey =
    key && !unique.includes(key) ? await idsBy(matching, (values) => keyIdentity(matching, values)) : undefined;
  const holderOf = (name: string, value: unknown) =>
    value === undefined ? undefined : holders.get(claimOf(matching, name, value));
  const idsOf = ({ values }: StagedRow): string[] => {
    if (key === undefined || matching.mode === 'create' || values[key] === undefined) return [];
    if (byKey) return byKey.get(identityOf(module, key, values[key])) ?? [];
    const holder = holderOf(key, values[key]);
    return holder === undefined ? [] : [holder];
  };
  const open = rows.filter(
    (row) => matching.people && idsOf(row).length === 0 && !(key && holderOf(key, row.values[key])),
  );
  const alike =
    open.length > 0 ? await idsBy(matching, (values) => matchKey(matching, values)) : new Map<string, string[]>();
  const alikeOf = ({ values }: StagedRow): string[] => alike.get(matchKey(matching, values) ?? '') ?? [];
  const wanted = [...new Set([...rows.flatMap(idsOf), ...open.flatMap(alikeOf)])];
  const items = await readMany(
    ctx,
    wanted.map((id) => ctx.store.keys.record(module.reach, module.name, id)),
  );
  const records = new Map(
    (await shownItems(ctx, module, items)).flatMap((item) =>
      item.gone ? [] : [[String(item.id), openRecord(ctx, module, item)] as const],
    ),
  );
  const standing = (ids: readonly string[]): Stored[] => ids.flatMap((id) => records.get(id) ?? []);
  return {
    of(row) {
      const ids = idsOf(row);
      if (key && ids.length > 1)
        throw refuseColumn(
          key,
          'conflict.several',
          t('有{count}条记录相同，无法确定更新哪一条', '{count} records have this; which to update is unclear'),
          { count: ids.length },
        );
      const [byNumber] = standing(ids);
      for (const name of unique) {
        const holder = holderOf(name, row.values[name]);
        if (holder !== undefined && holder !== byNumber?.id) throw taken(module, name);
      }
      if (byNumber && key) {
        if (partsFor(ctx, matching.gate, module, byNumber).length === 0) throw taken(module, key);
        return askName(matching, row, byNumber);
      }
      const hasKey = key !== undefined && row.values[key] !== undefined;
      const candidates = standing(alikeOf(row)).filter((one) => !hasKey || one.values[key] === undefined);
      return candidates.length === 0 ? 'new' : askMatch(matching, row, candidates, hasKey);
    },
  };
}

const taken = (module: Resolved, name: string): Refusal =>
  refuseColumn(name, 'conflict.taken', t('“{field}”已有相同内容的记录', 'Another record already has this {field}'), {
    field: module.fields[name]?.label ?? name,
  });

/** One number under two names: neither the file nor the record is believed before a person has decided. */
function askName({ findings, people, ctx, key = '' }: Matching, row: StagedRow, record: Stored): Match {
  const [given, held] = [row.values[people?.name ?? ''], record.values[people?.name ?? '']];
  if (!people || given === undefined || given === held) return record;
  const says = t(
    '这个号码在系统中属于“{held}”，表中写的是“{given}”',
    'The number stands under “{held}”; the file says “{given}”',
  );
  const values = { held: String(held), given: String(given) };
  const answer = findings.ask(
    {
      kind: 'name',
      parts: ['name', record.id, String(given)],
      at: { ...row.at, row: row.row },
      column: row.headings[people.name] ?? '',
      field: people.name,
      value: String(given),
      about: String(given),
      refusal: refuseColumn(key, 'conflict.name', says, values),
      options: [
        {
          value: 'update',
          label: say(
            t('是同一人，姓名改为“{given}”', 'The same person; the name becomes “{given}”'),
            ctx.locale,
            values,
          ),
        },
        { value: 'skip', label: say(skipRow, ctx.locale) },
      ],
    },
    (given) => (given === 'update' || given === 'skip' ? given : undefined),
  );
  if (answer === 'update') return record;
  if (answer === 'skip') findings.refuse(row.at, row.row, row.headings[people.name] ?? '', leftOut());
  return 'waiting';
}

export const skipRow = t('不导入这一行', 'Leave the row out');

/** Namesakes of the same birth. One alone is taken for the same, unless the row has a number that it has not. */
function askMatch(matching: Matching, row: StagedRow, candidates: readonly Stored[], hasKey: boolean): Match {
  const { findings, people, ctx, mode } = matching;
  const [only] = candidates;
  if (mode === 'upsert' && !hasKey && only && candidates.length === 1) return only;
  const name = people?.name ?? '';
  const says = hasKey
    ? t(
        '系统中有同名同出生年月、没有身份证号的人，是不是同一人？',
        'There is somebody of this name and birth without a number; is it the same person?',
      )
    : t(
        '系统中有{count}人同名同出生年月，表中没有身份证号，请指明是哪一人',
        '{count} people have this name and birth and the row has no number; say which',
      );
  const answer = findings.ask<Match | 'skip'>(
    {
      kind: 'match',
      parts: ['match', row.at.file, row.at.sheet ?? '', String(row.row), String(row.values[name])],
      at: { ...row.at, row: row.row },
      column: row.headings[name] ?? '',
      field: name,
      value: String(row.values[name] ?? ''),
      about: String(row.values[name] ?? ''),
      refusal: new Refusal('conflict.several', says, { values: { count: candidates.length } }),
      options: [
        ...(mode === 'upsert' ? candidates.map((one) => optionFor(matching, one)) : []),
        { value: 'create', label: say(t('另一人，新建', 'Somebody else; make a new record'), ctx.locale) },
        { value: 'skip', label: say(skipRow, ctx.locale) },
      ],
    },
    (given) => {
      if (given === 'create') return 'new';
      if (given === 'skip') return 'skip';
      return mode === 'upsert' ? candidates.find(({ id }) => id === given) : undefined;
    },
  );
  if (answer === 'skip') {
    findings.refuse(row.at, row.row, row.headings[name] ?? '', leftOut());
    return 'waiting';
  }
  return answer ?? 'waiting';
}

/** A record in a list of choices: its title and the first texts of its list. */
function optionFor({ module }: Matching, { id, title, values }: Stored): Option {
  const told = module.views.columns
    .map((name) => (module.fields[name]?.kind === 'text' && !module.fields[name].sensitive ? values[name] : undefined))
    .filter((value) => typeof value === 'string' && value !== title);
  return { value: id, label: [title, ...told.slice(0, 2)].join(' · ') };
}

const keysAtOnce = 500;

/** Tens of thousands of items, a few hundred at a time: more connections than that are not to be had. */
async function readMany(ctx: Ctx, keys: readonly Key[]): Promise<(Item | undefined)[]> {
  const items: (Item | undefined)[] = [];
  for (let at = 0; at < keys.length; at += keysAtOnce)
    items.push(...(await ctx.store.batchGet(keys.slice(at, at + keysAtOnce))));
  return items;
}

const claimOf = ({ ctx, module }: Matching, name: string, value: unknown): string => {
  const field = module.fields[name];
  return `${name}\n${field ? claimHash(ctx, module, name, field, value) : ''}`;
};

async function claimHolders(
  matching: Matching,
  rows: readonly StagedRow[],
  unique: readonly string[],
): Promise<Map<string, string>> {
  const { ctx, module } = matching;
  const claims = [
    ...new Set(
      rows.flatMap(({ values }) =>
        unique.flatMap((name) => (values[name] === undefined ? [] : [claimOf(matching, name, values[name])])),
      ),
    ),
  ];
  const items = await readMany(
    ctx,
    claims.map((claim) => {
      const [name = '', hash = ''] = claim.split('\n');
      return ctx.store.keys.claim(module.reach, module.name, name, hash);
    }),
  );
  return new Map(claims.flatMap((claim, i) => (items[i] ? [[claim, String(items[i].record)] as const] : [])));
}

const keyIdentity = ({ module, key = '' }: Matching, values: Readonly<Record<string, unknown>>): string | undefined =>
  values[key] === undefined ? undefined : identityOf(module, key, values[key]);

/** Ids of the records the importer may see, by what `identity` makes of their rows. */
async function idsBy(
  { ctx, module, gate }: Matching,
  identity: (values: Readonly<Record<string, unknown>>) => string | undefined,
): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const row of (await ctx.rows.fresh(ctx, module)).where({})) {
    const key = identity(row.values);
    if (key === undefined || partsFor(ctx, gate, module, row).length === 0) continue;
    const known = ids.get(key);
    if (known) known.push(row.id);
    else ids.set(key, [row.id]);
  }
  return ids;
}

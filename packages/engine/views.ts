import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { ListAnswer, ListItem } from './answer.ts';
import { type Column, countOf, type Hits, slotsOf } from './columns.ts';
import type { Ctx } from './context.ts';
import { hiddenText } from './kinds/cell.ts';
import { kindServers } from './kinds/server.ts';
import { facetsOf, groupsOf } from './list-count.ts';
import { hitsOf } from './list-filter.ts';
import { gateOn, type ListGate } from './list-gate.ts';
import { type Known, knownIn, type Question, questionOf } from './list-question.ts';
import { columnOf, isRef, isShown, type Reader, readerOf, sortKeysOf } from './list-reader.ts';
import { compareKeys, compareText, firstNot, type SortKey } from './order.ts';
import type { Resolved } from './overlay.ts';
import { isOutside, targetOf } from './registry.ts';
import { loadStrokes } from './strokes.ts';
import type { Tail } from './tail.ts';
import { titleFrom } from './title.ts';

export type { ListGate } from './list-gate.ts';

/**
 * A page of a module's rows as the reader may know them; `params` are those of the REST list. `tails`: fields whose end
 * the words searched for may be.
 * @throws Refusal `invalid.*` naming the parameter that cannot be accepted.
 */
export async function listRecords(
  ctx: Ctx,
  module: Resolved,
  params: Readonly<Record<string, string>>,
  gate: ListGate,
  tails: readonly Tail[] = [],
): Promise<ListAnswer> {
  const { question, reader } = await askedOf(ctx, module, params, gate);
  const hits = hitsOf(reader, question, tails);
  const total = countOf(hits);
  const { slots, nextCursor } = pageOf(reader, question, hits, total);
  const cells = cellsOf(reader, question.fields);
  return {
    items: slots.map((slot) => itemAt(reader, cells, slot)),
    total,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...(question.facets.length === 0 ? {} : { facets: facetsOf(reader, question.facets, hits) }),
    ...(question.group ? { groups: groupsOf(reader, question.group, question.sum, hits) } : {}),
    titles: { ...titlesOf(reader, question.fields, slots), ...(await namesOf(reader, question.fields, slots)) },
  };
}

/** The ids of all rows that a list with these parameters holds, in its order, for bulk work and exports. */
export async function listIds(
  ctx: Ctx,
  module: Resolved,
  params: Readonly<Record<string, string>>,
  gate: ListGate,
  tails: readonly Tail[] = [],
): Promise<{ id: string; revision: number }[]> {
  const { question, reader } = await askedOf(ctx, module, params, gate);
  const hits = hitsOf(reader, question, tails);
  const { name, keys } = sortKeysOf(reader, question.sort);
  return [...reader.rows.orders.of(name, reader.rows, keys)].flatMap((slot) =>
    hits[slot] === 1 ? [{ id: reader.rows.ids[slot] ?? '', revision: reader.rows.revisionAt(slot) }] : [],
  );
}

async function askedOf(
  ctx: Ctx,
  module: Resolved,
  params: Readonly<Record<string, string>>,
  gate: ListGate,
): Promise<{ question: Question; reader: Reader }> {
  const today = ctx.clock.today();
  const own = gateOn(module, gate, params.asOf || today, today);
  const question = questionOf(module, own, params, today);
  const reader = await readerOf(ctx, module, own, question.day, today);
  if (question.sort.some(({ by }) => by === 'strokes')) reader.strokes = await loadStrokes();
  return { question, reader };
}

type Place = { keys: (string | number | null)[]; id: string };

function pageOf(
  reader: Reader,
  question: Question,
  hits: Hits,
  total: number,
): { slots: number[]; nextCursor?: string } {
  const { rows } = reader;
  const { name, keys } = sortKeysOf(reader, question.sort);
  // Sorting the hits costs less than walking past the others where they are few.
  const isFew = total * total * 10 < rows.count * question.limit;
  const order = isFew ? rows.orders.among(slotsOf(hits), name, rows, keys) : rows.orders.of(name, rows, keys);
  const slots: number[] = [];
  for (
    let at =
      question.cursor === undefined
        ? 0
        : placeAfter(rows.ids, order, keys, openCursor(reader, question, question.cursor));
    at < order.length;
    at++
  ) {
    const slot = order[at] ?? 0;
    if (hits[slot] !== 1) continue;
    if (slots.length === question.limit)
      return { slots, nextCursor: closeCursor(reader, question, keys, slots.at(-1) ?? 0) };
    slots.push(slot);
  }
  return { slots };
}

const placeAfter = (ids: readonly string[], order: Int32Array, keys: readonly SortKey[], place: Place): number =>
  firstNot(order, 0, (slot) => {
    for (const [i, key] of keys.entries()) {
      const compared = compareKeys(key.of(slot), place.keys[i] ?? undefined, key.descending);
      if (compared !== 0) return compared < 0;
    }
    return compareText(ids[slot] ?? '', place.id) <= 0;
  });

const cursorAad = ({ ctx, module }: Reader, { identity }: Question): string =>
  `cursor#${module.name}#${ctx.actor.id}#${ctx.locale}#${identity}`;

/** Sealed for this reader and this very list: it names values, and stands in addresses and logs. */
function closeCursor(reader: Reader, question: Question, keys: readonly SortKey[], slot: number): string {
  const place: Place = { keys: keys.map((key) => key.of(slot) ?? null), id: reader.rows.ids[slot] ?? '' };
  const sealed = reader.ctx.seal(reader.module.reach).seal(cursorAad(reader, question), place);
  return Buffer.from(sealed).toString('base64url');
}

function openCursor(reader: Reader, question: Question, cursor: string): Place {
  try {
    return reader.ctx
      .seal(reader.module.reach)
      .open<Place>(cursorAad(reader, question), Buffer.from(cursor, 'base64url'));
  } catch {
    throw refuseField(
      'cursor',
      'invalid.cursor',
      t(
        '参数 {parameter} 不属于这个列表，请从第一页重新开始',
        '{parameter} does not belong to this list; start again from its first page',
      ),
      {
        parameter: 'cursor',
      },
    );
  }
}

type Cell = { of: Known; column: Column | undefined; hide?: (value: unknown) => unknown };

const cellsOf = (reader: Reader, fields: readonly Known[]): Cell[] =>
  fields.map((of) => ({
    of,
    column: columnOf(reader, of),
    ...('field' in of && of.field.sensitive ? { hide: kindServers[of.field.kind].mask ?? (() => hiddenText) } : {}),
  }));

function itemAt(reader: Reader, cells: readonly Cell[], slot: number): ListItem {
  const { rows, module } = reader;
  const state = String(rows.own('state').get(slot) ?? '');
  const due = rows.own('due').get(slot);
  return {
    id: rows.ids[slot] ?? '',
    state,
    phase: module.states[state]?.phase ?? 'draft',
    revision: rows.revisionAt(slot),
    title: titleAt(reader, slot),
    values: valuesAt(reader, cells, slot),
    ...(due === undefined ? {} : { due: String(due) }),
    changedAt: String(rows.own('changedAt').get(slot) ?? ''),
  };
}

function valuesAt(reader: Reader, cells: readonly Cell[], slot: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { of, column, hide } of cells) {
    const value = isShown(reader, of, slot) ? column?.get(slot) : undefined;
    if (value !== undefined) values[of.name] = hide ? hide(value) : value;
  }
  return values;
}

/** The title, or where it says more than the reader is given, what his own fields make of it. */
function titleAt(reader: Reader, slot: number): string {
  const { module, gate, rows, title } = reader;
  if (title && isShown(reader, title, slot)) return String(rows.own('title').get(slot) ?? '');
  const fields = Object.keys(module.fields).flatMap((name) => knownIn({ module, gate }, name) ?? []);
  return titleFrom(module.summary, valuesAt(reader, cellsOf(reader, fields), slot));
}

function titlesOf(reader: Reader, fields: readonly Known[], slots: readonly number[]): Record<string, string> {
  const titles: Record<string, string> = {};
  for (const of of fields) {
    if (!('field' in of) || !isRef(of.field) || of.field.sensitive) continue;
    const target = targetOf(of.field);
    for (const id of idsShown(reader, of, slots)) {
      const title = reader.look.title(target, id);
      if (title !== undefined) titles[id] = title;
    }
  }
  return titles;
}

/** Names of the colleagues on the page: one read more, and only where a column names any. */
async function namesOf(reader: Reader, fields: readonly Known[], slots: readonly number[]) {
  const ids = fields.flatMap((of) =>
    'field' in of && of.field.kind === 'person' && !of.field.sensitive ? idsShown(reader, of, slots) : [],
  );
  if (ids.length === 0 || isOutside(reader.ctx)) return {};
  const named = await reader.ctx.people.named([...new Set(ids)]);
  return Object.fromEntries([...named.values()].map(({ id, name }) => [id, name]));
}

function idsShown(reader: Reader, of: Known, slots: readonly number[]): string[] {
  const column = columnOf(reader, of);
  return slots.flatMap((slot) => {
    const value = isShown(reader, of, slot) ? column?.get(slot) : undefined;
    return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  });
}

import { publicActor } from '@juxian/base/actor.ts';
import { momentOf } from '@juxian/base/clock.ts';
import { parse } from '@juxian/base/fn.ts';
import { isId, newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { creatableFields, editableFields, type Gate, gateOf, maskedValues, partsFor, visibleFields } from './access.ts';
import { doubtsIn, isBlank, refuseFrozen, refuseUnasked, refuseUnfit } from './agreement.ts';
import type { OfferedMove, RecordAnswer } from './answer.ts';
import { isAsked } from './asked/schema.ts';
import { attachNew, type GivenFile, settleAttachments } from './attachment.ts';
import { type Change, commit, type Replay, replayed, stale, staleElsewhere } from './commit.ts';
import type { Ctx } from './context.ts';
import { linesAfter } from './dated.ts';
import type { AnyModule, NewRecord, OtherChange, Outcome } from './define.ts';
import { fieldAnswer } from './describe.ts';
import { valuesSchema } from './kinds/values.ts';
import { dueText, lookOf, ownDeadline, titlesOf } from './look.ts';
import { factsFor, movesFor, offerOf } from './moves.ts';
import { numberFor, raiseSequences, sequenceOf } from './number.ts';
import { type Address, missing, openFor } from './open.ts';
import { openAt, type Times } from './open-at.ts';
import type { Resolved } from './overlay.ts';
import { refuseUnknown } from './reference.ts';
import { moduleOf } from './registry.ts';
import { loadRecord, type Stored } from './stored.ts';
import { shownTitle } from './title.ts';

type Values = Record<string, unknown>;

/** The record as the actor may see it, with its moves; of another time than now it is only read. */
export async function getRecord(ctx: Ctx, address: Address & Times): Promise<RecordAnswer> {
  const { module, record, gate, parts, day, isNow } = await openAt(ctx, address);
  if (isNow) return answerOf(ctx, module, record, gate, parts);
  const { knownAt } = address;
  return {
    ...(await contentOf(ctx, module, record, parts, day)),
    asOf: day,
    ...(knownAt === undefined ? {} : { knownAt }),
  };
}

/** The record's values as the actor may see them; sensitive ones are clear for the owner alone, and while he may edit them. */
export function shownValues(ctx: Ctx, module: Resolved, record: Stored, parts: Gate['parts']): Values {
  const editable = editableFields(parts, record.state, record.opened);
  const clear = record.owner === ctx.actor.id ? editable : new Set<string>();
  return maskedValues(module, asked(module, record.values), visibleFields(parts), clear);
}

/** Without what is not asked of such a record, though it was filled in while something else was chosen. */
const asked = (module: Resolved, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isAsked(module.fields[name] ?? {}, values)));

async function answerOf(
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  gate: Gate,
  parts: Gate['parts'],
): Promise<RecordAnswer> {
  const offers = await movesFor(ctx, module, record, gate);
  return {
    ...(await contentOf(ctx, module, record, parts, ctx.clock.today())),
    moves: offers.map((offer) => offeredMove(ctx, offer)),
    editable: [...editableFields(parts, record.state, record.opened)],
  };
}

/** What the record holds, without anything to do. Lines of sub-tables that begin after the day stay, and are named. */
async function contentOf(
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  parts: Gate['parts'],
  day: string,
): Promise<RecordAnswer> {
  const values = shownValues(ctx, module, record, parts);
  const state = module.states[record.state];
  const later = linesAfter(module.fields, values, day);
  const doubts = doubtsIn(ctx, module, record.values, visibleFields(parts));
  return {
    id: record.id,
    module: module.name,
    state: record.state,
    stateLabel: say(stateLabel(ctx, module, record.state), ctx.locale),
    phase: state?.phase ?? 'draft',
    revision: record.revision,
    title: shownTitle(module, record.title, visibleFields(parts), values),
    values,
    titles: await titlesOf(ctx, module.fields, values),
    ...(Object.keys(later).length > 0 ? { later } : {}),
    moves: [],
    editable: [],
    ...(doubts.length > 0 ? { doubts } : {}),
    ...(record.due ? { due: record.due, dueText: say(dueText(ctx, record.due), ctx.locale) } : {}),
    since: record.since,
    createdAt: record.createdAt,
    changedAt: record.changedAt,
  };
}

/** The state in the reader's words: staff read the staff's, everybody else the public's. */
export function stateLabel(ctx: Ctx, module: AnyModule, name: string) {
  const state = module.states[name];
  if (!state) return t(name, name);
  const isStaff = ctx.actor.kind === 'member' || ctx.actor.kind === 'key';
  return (isStaff ? state.staff : state.public) ?? state.label;
}

function offeredMove(ctx: Ctx, { name, move, refusal }: Awaited<ReturnType<typeof movesFor>>[number]): OfferedMove {
  const { locale } = ctx;
  return {
    name,
    label: say(move.label, locale),
    asks: Object.entries(move.asks ?? {}).map(([field, declared]) => fieldAnswer(locale, field, declared, new Set())),
    act: move.act ?? false,
    ...(move.hint ? { hint: say(move.hint, locale) } : {}),
    ...(refusal
      ? {
          refusal: {
            code: refusal.code,
            message: refusal.reason(locale),
            ...(refusal.details.rule ? { rule: say(refusal.details.rule, locale) } : {}),
          },
        }
      : {}),
  };
}

type Creation = { values: Values; state?: string; files?: readonly GivenFile[]; taking?: string };

/**
 * Creates a record in one of the declared initial states; `taking` names a move that is taken in the same transaction, so
 * that where it cannot be taken nothing is made.
 * @throws Refusal `missing.module`, `forbidden.create`, `invalid.*` by field, `conflict.taken` for a unique value.
 */
export async function createRecord(
  ctx: Ctx,
  input: Creation & { module: string; key?: string },
): Promise<RecordAnswer> {
  const module = moduleOf(ctx, input.module);
  const gate = await gateOf(ctx, module);
  const creatable = creatableFields(gate);
  if (creatable.size === 0) {
    if (visibleFields(gate.parts).size === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
    throw new Refusal('forbidden.create', t('您不能新建“{module}”', 'You cannot create this: {module}'), {
      values: { module: module.title },
    });
  }
  if (ctx.actor.kind !== 'public' && isForPublicOnly(gate))
    return createRecord({ ...ctx, actor: publicActor(ctx.actor.tenant) }, input);
  const { values, state, taking } = input;
  const replay = replayOf(input.key, { module: input.module, values, state, ...(taking ? { taking } : {}) });
  return once(ctx, module, replay, () => createOnce(ctx, module, gate, input, replay));
}

async function createOnce(
  ctx: Ctx,
  module: Resolved,
  gate: Gate,
  input: Creation,
  replay?: Replay,
): Promise<RecordAnswer> {
  const creatable = creatableFields(gate);
  const state = initialState(module, input.state);
  const isDraft = module.states[state]?.phase === 'draft';
  const values = checkedValues(module.fields, creatable, input.values, isDraft);
  await refuseUnknown(ctx, module.fields, values);
  const bare = await newRecord(ctx, module, {
    values: await withFollowing(ctx, module, { state, values, given: values }),
    state,
  });
  refuseUnasked(module, values, bare.values);
  const record = await settleAttachments(ctx, module, await attachNew(ctx, module, bare, creatable, input.files ?? []));
  refuseUnfit(ctx, module, record);
  const { after, others } = input.taking
    ? await following(ctx, { module, record, gate }, { move: input.taking })
    : { after: record, others: [] };
  const [made] = await commit(ctx, [{ module, after, event: 'create' }, ...others], replay);
  return answerTo(ctx, module, made ?? after, gate);
}

/** Does the work once for a key: who comes with it again, or at the same moment, is told what became of the first. */
async function once(
  ctx: Ctx,
  module: Resolved,
  replay: Replay | undefined,
  work: () => Promise<RecordAnswer>,
): Promise<RecordAnswer> {
  const earlier = await replayed(ctx, module, replay);
  if (earlier) return answerAgain(ctx, module, earlier);
  try {
    return await work();
  } catch (error) {
    const first =
      error instanceof Refusal && error.group === 'conflict' ? await replayed(ctx, module, replay) : undefined;
    if (first) return answerAgain(ctx, module, first);
    throw error;
  }
}

async function answerAgain(ctx: Ctx, module: Resolved, id: string): Promise<RecordAnswer> {
  const [record, gate] = await Promise.all([loadRecord(ctx, module, id), gateOf(ctx, module)]);
  if (!record || record.gone) throw missing();
  return answerTo(ctx, module, record, gate);
}

function answerTo(ctx: Ctx, module: Resolved, record: Stored, gate: Gate): Promise<RecordAnswer> {
  const parts = partsFor(ctx, gate, module, record);
  return parts.length > 0 || ctx.actor.kind === 'clock'
    ? answerOf(ctx, module, record, gate, parts)
    : receiptOf(ctx, module, record, gate);
}

/** What a person may make only as the public does is made as nobody in particular: an objection names no sender. */
const isForPublicOnly = ({ parts }: Gate): boolean =>
  parts.every(({ access, role }) => role === 'public' || (access.create ?? []).length === 0);

/** What somebody is told of a record that he does not see: where he made it its title, which carries its number. */
const receiptOf = async (ctx: Ctx, module: Resolved, record: Stored, gate: Gate): Promise<RecordAnswer> => ({
  ...(await answerOf(ctx, module, record, gate, [])),
  title: record.owner === ctx.actor.id ? record.title : '',
  values: {},
  moves: [],
});

const replayOf = (key: string | undefined, body: unknown): Replay | undefined => (key ? { key, body } : undefined);

/** The initial state asked for, or the first. @throws Refusal `invalid.state` for any other. */
export function initialState(module: AnyModule, asked: string | undefined): string {
  const initial = Object.keys(module.states).filter((name) => module.states[name]?.initial);
  const state = asked ?? initial[0];
  if (state === undefined || !initial.includes(state))
    throw new Refusal('invalid.state', t('不能直接新建为“{state}”', 'A record cannot be created as “{state}”'), {
      values: { state: module.states[asked ?? '']?.label ?? asked },
      fields: [{ path: 'state', code: 'invalid.state', says: t('不是起始状态', 'Not an initial state') }],
    });
  return state;
}

/** A record that does not stand yet, its number drawn if it takes one at creation. */
export async function newRecord(
  ctx: Ctx,
  module: Resolved,
  made: { id?: string; values: Values; state: string; owner?: string; due?: string },
): Promise<Stored> {
  refuseDrawn(module, made.values);
  const { key, wrapped } = ctx.seal(module.reach).newRecordKey();
  const now = ctx.clock.now();
  const values = { ...made.values, ...(await numberFor(ctx, module, 'create', made.values)) };
  return {
    id: made.id ?? newId('record', ctx.clock.wall()),
    module: module.name,
    state: made.state,
    revision: 0,
    n: 0,
    head: '',
    values: withoutBlanks(values),
    title: module.summary(values),
    owner: made.owner ?? ctx.actor.id,
    createdAt: now,
    changedAt: now,
    changedBy: ctx.actor.name,
    since: now,
    opened: [],
    overlay: module.overlayVersion,
    ...(made.due ? { due: made.due } : {}),
    key,
    wrapped,
  };
}

/** @throws Error where a rule writes a field that the day decides: a bug of its module. */
function refuseDrawn({ name, drawn }: Resolved, given: Values): void {
  const written = drawn.find((field) => Object.hasOwn(given, field.name));
  if (written) throw new Error(`${name}: ${written.name} is drawn from ${written.of} and written by nobody`);
}

const withoutBlanks = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

function checkedValues(
  fields: AnyModule['fields'],
  names: ReadonlySet<string>,
  values: unknown,
  partial = false,
): Values {
  return parse(valuesSchema(fields, { names: [...names], partial }), values) as Values;
}

/**
 * Changes some values; null clears.
 * @throws Refusal `conflict.stale` naming who and when, `invalid.unknown` for fields the actor may not write.
 */
export async function updateRecord(
  ctx: Ctx,
  input: Address & { revision: number; values: Values },
): Promise<RecordAnswer> {
  const { module, record, gate, parts } = await openFor(ctx, input);
  if (record.revision !== input.revision) throw stale(ctx.actor, record);
  const editable = editableFields(parts, record.state, record.opened);
  if (editable.size === 0)
    throw new Refusal('forbidden.edit', t('“{state}”时不能修改', 'It cannot be edited while it stands at “{state}”'), {
      values: { state: stateLabel(ctx, module, record.state) },
    });
  const given = checkedValues(module.fields, editable, input.values, true);
  await refuseUnknown(ctx, module.fields, given, record.values);
  const written = withoutBlanks({ ...record.values, ...given });
  const { state, values: before } = record;
  const values = await withFollowing(ctx, module, { state, values: written, given, before });
  refuseUnasked(module, given, values);
  refuseFrozen(ctx, module, given, record.values);
  const after = await settleAttachments(ctx, module, { ...record, values });
  refuseUnfit(ctx, module, after);
  const [saved] = await commit(ctx, [{ module, before: record, after, event: 'update' }]);
  return answerOf(ctx, module, saved ?? after, gate, partsFor(ctx, gate, module, saved ?? after));
}

/** What was written, and what the module says follows from it. */
async function withFollowing(
  ctx: Ctx,
  module: Resolved,
  written: { state: string; values: Values; given: Values; before?: Values },
): Promise<Values> {
  const set = await module.follows?.({ ...written, now: ctx.clock.now(), look: lookOf(ctx) });
  return set ? withoutBlanks({ ...written.values, ...set }) : written.values;
}

/** As many sheets of a panel as may come in at the same moment, and one more. */
const movesAgain = 16;

/**
 * Takes a move: loads in scope, asks the guard that made the menu, parses the input, derives, commits.
 * Another record changed in between, or a unique value taken, makes it derive again; the record itself changed in
 * between is a conflict.
 */
export async function takeMove(
  ctx: Ctx,
  input: Address & { move: string; input?: unknown; revision?: number; key?: string },
): Promise<RecordAnswer> {
  const replay = replayOf(input.key, { ...input });
  const module = moduleOf(ctx, input.module);
  return once(ctx, module, replay, () => moveUntilSettled(ctx, input, replay));
}

async function moveUntilSettled(
  ctx: Ctx,
  input: Address & { move: string; input?: unknown; revision?: number },
  replay?: Replay,
): Promise<RecordAnswer> {
  let { revision } = input;
  for (let attempt = 1; ; attempt++) {
    const opened = await openFor(ctx, input);
    revision ??= opened.record.revision;
    if (opened.record.revision !== revision) throw stale(ctx.actor, opened.record);
    try {
      return await moveOnce(ctx, opened, input, replay);
    } catch (error) {
      const isRace = error instanceof Refusal && (error.code === 'conflict.stale' || error.code === 'conflict.taken');
      if (!isRace || attempt >= (error.code === 'conflict.taken' ? 2 : movesAgain)) throw error;
    }
  }
}

type Opened = { module: Resolved; record: Stored; gate: Gate };

async function moveOnce(
  ctx: Ctx,
  opened: Opened,
  input: { move: string; input?: unknown },
  replay?: Replay,
): Promise<RecordAnswer> {
  const { module, record, gate } = opened;
  const { after, others } = await following(ctx, opened, input);
  const [moved] = await commit(ctx, [{ module, before: record, after, event: input.move }, ...others], replay);
  return answerTo(ctx, module, moved ?? after, gate);
}

/** The record after a move, and what the move makes and changes beside it. */
async function following(
  ctx: Ctx,
  { module, record, gate }: Opened,
  input: { move: string; input?: unknown },
): Promise<{ after: Stored; others: Change[] }> {
  const { move } = await offerOf(ctx, module, record, gate, input.move);
  const asks = move.asks ?? {};
  const given = withoutBlanks(checkedValues(asks, new Set(Object.keys(asks)), input.input ?? {}));
  refuseBlankInput(asks, given);
  await refuseUnknown(ctx, asks, given, record.values, 'input.');
  const outcome: Outcome = (await move.derive?.({ ...factsFor(ctx, record), input: given as never })) ?? {};
  const state = outcome.state ?? move.to ?? record.state;
  const after = await afterMove(ctx, module, record, input.move, state, given, outcome);
  refuseUnfit(ctx, module, after);
  const others: Change[] = [];
  for (const made of outcome.create ?? []) others.push(await creation(ctx, made));
  for (const other of outcome.change ?? []) others.push(await otherChange(ctx, other));
  return { after, others };
}

function refuseBlankInput(asks: AnyModule['fields'], given: Values): void {
  const blank = Object.entries(asks).filter(([name, field]) => field.required && isBlank(given[name]));
  if (blank.length === 0) return;
  throw new Refusal('invalid.incomplete', t('还有{count}处必填未填', '{count} required fields are blank'), {
    values: { count: blank.length },
    fields: blank.map(([name]) => ({ path: `input.${name}`, code: 'invalid.required', says: t('必填', 'Required') })),
  });
}

/** The record after a move: asked values that are fields of it are kept, then what was derived. */
async function afterMove(
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  move: string,
  state: string,
  given: Values,
  outcome: Outcome,
): Promise<Stored> {
  const kept = Object.fromEntries(Object.entries(given).filter(([name]) => name in module.fields));
  refuseDrawn(module, { ...kept, ...outcome.set });
  const values = withoutBlanks({ ...record.values, ...kept, ...outcome.set });
  const number = module.number && !values[module.number.field] ? await numberFor(ctx, module, move, values) : {};
  const { due: dueBefore, ...rest } = record;
  const ownDue = state === record.state ? undefined : ownDeadline(ctx, module, state);
  const due = outcome.due === undefined ? (ownDue ?? dueBefore) : outcome.due;
  return settleAttachments(ctx, module, {
    ...rest,
    state,
    values: { ...values, ...number },
    opened: outcome.opened ?? (state === record.state ? record.opened : []),
    ...(due ? { due } : {}),
  });
}

async function creation(ctx: Ctx, made: NewRecord): Promise<Change> {
  const module = moduleOf(ctx, made.module);
  const state = made.state ?? initialState(module, undefined);
  const after = await newRecord(ctx, module, { ...made, values: withoutBlanks(made.values), state });
  return { module, after, event: 'create' };
}

async function otherChange(ctx: Ctx, other: OtherChange): Promise<Change> {
  const module = moduleOf(ctx, other.module);
  const before = await loadRecord(ctx, module, other.id);
  if (!before || before.gone || before.job) throw missing();
  if (before.revision !== other.revision) throw staleElsewhere();
  refuseDrawn(module, other.set ?? {});
  const { due: dueBefore, ...rest } = before;
  const due = other.due === undefined ? dueBefore : other.due;
  const after = {
    ...rest,
    state: other.state ?? before.state,
    owner: other.owner ?? before.owner,
    opened: other.opened ?? before.opened,
    values: withoutBlanks({ ...before.values, ...other.set }),
    ...(due ? { due } : {}),
  };
  return { module, before, after, event: other.event };
}

/**
 * A record of the system's own making, outside any person's access: seeding and imports. A number it brings along is
 * not given again.
 */
export async function placeRecord(ctx: Ctx, made: NewRecord): Promise<Stored> {
  const change = await creation(ctx, made);
  const [placed] = await commit(ctx, [change]);
  await goOnAfter(ctx, [made]);
  return placed ?? change.after;
}

async function goOnAfter(ctx: Ctx, made: readonly NewRecord[]): Promise<void> {
  for (const name of new Set(made.map(({ module }) => module))) {
    const module = moduleOf(ctx, name);
    const own = made.filter((one) => one.module === name);
    await raiseSequences(
      ctx,
      module.reach,
      own.flatMap(({ values }) => sequenceOf(module, values) ?? []),
    );
  }
}

const placedTogether = 20;

/** Records of one module as `placeRecord` makes them, twenty to a transaction; their ids in the order given. */
export async function placeRecords(ctx: Ctx, made: readonly NewRecord[]): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < made.length; at += placedTogether) {
    const changes = await Promise.all(made.slice(at, at + placedTogether).map((one) => creation(ctx, one)));
    ids.push(...(await commit(ctx, changes)).map(({ id }) => id));
  }
  await goOnAfter(ctx, made);
  return ids;
}

const binDays = 30;

/** Until when a record that was put into the bin then can be taken out again. */
export const binUntil = (gone: string): string => momentOf(Date.parse(gone) + binDays * 86_400_000);

/** Puts the record into the bin for 30 days. Only roles that may create such records may. */
export async function removeRecord(ctx: Ctx, input: Address & { revision: number }): Promise<void> {
  const { module, record, gate } = await openFor(ctx, input);
  if (record.revision !== input.revision) throw stale(ctx.actor, record);
  if (creatableFields(gate).size === 0 || module.states[record.state]?.phase !== 'draft')
    throw new Refusal('forbidden.remove', t('“{state}”的记录不能删除', 'A record at “{state}” cannot be deleted'), {
      values: { state: stateLabel(ctx, module, record.state) },
    });
  await commit(ctx, [{ module, before: record, after: { ...record, gone: ctx.clock.now() }, event: 'remove' }]);
}

/** Takes a record out of the bin. @throws Refusal `missing.record` when it is not there or its 30 days are over. */
export async function restoreRecord(ctx: Ctx, address: Address): Promise<RecordAnswer> {
  const module = moduleOf(ctx, address.module);
  if (!isId('record', address.id)) throw missing();
  const [record, gate] = await Promise.all([loadRecord(ctx, module, address.id), gateOf(ctx, module)]);
  if (
    !record?.gone ||
    record.job ||
    partsFor(ctx, gate, module, record).length === 0 ||
    creatableFields(gate).size === 0
  )
    throw missing();
  if (ctx.clock.now() > binUntil(record.gone)) throw missing();
  const { gone: _, ...after } = record;
  await commit(ctx, [{ module, before: record, after, event: 'restore' }]);
  return getRecord(ctx, address);
}

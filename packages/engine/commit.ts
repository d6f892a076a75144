import { createHash } from 'node:crypto';
import type { TenantActor } from '@juxian/base/actor.ts';
import { dayOf } from '@juxian/base/clock.ts';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { stampText } from '@juxian/store/keys.ts';
import { canonical, chain } from '@juxian/store/seal.ts';
import { type Action, type Item, StoreConflict, StoreUnknown } from '@juxian/store/table.ts';
import { isToldNames } from './access.ts';
import type { Ctx } from './context.ts';
import { storedValues, valuesOn } from './dated.ts';
import type { AnyModule } from './define.ts';
import type { AnyField } from './kinds/kind.ts';
import { kindServers } from './kinds/server.ts';
import type { Resolved } from './overlay.ts';
import { changesAad, type RowValue, recordItem, type Stored } from './stored.ts';

/** One record going from what was read to what shall stand, under one event. */
export type Change = {
  module: Resolved;
  before?: Stored;
  /** With `values`, `state`, `due`, `opened` as they shall stand; counters and chain are the commit's. */
  after: Stored;
  event: string;
  /** Stands in the clear envelope: why a value was read, where a record came from. */
  note?: Record<string, string>;
  /** Keeps the revision and who changed it when, as `after` says: a record brought from another county. */
  carried?: true;
};

export type Replay = { key: string; body: unknown };

const largest = 150_000;
/** What one transaction of the table holds. */
const mostActions = 100;

/**
 * Writes all changes, their events, unique claims and the idempotency key in one transaction.
 * @returns the records as they now stand.
 * @throws Refusal `conflict.stale` where another revision stands, `conflict.taken` for a unique value, `limit.record` over 150 kB,
 * `invalid.changes` over 100 writes.
 */
export async function commit(ctx: Ctx, changes: readonly Change[], replay?: Replay): Promise<Stored[]> {
  for (let attempt = 0; ; attempt++) {
    const writes = changes.map((change) => prepare(ctx, change));
    const actions = [
      ...writes.flatMap((write) => write.actions),
      ...(replay ? [replayAction(ctx, replay, changes[0])] : []),
    ];
    if (actions.length > mostActions)
      throw new Refusal(
        'invalid.changes',
        t('一次牵动{count}件，太多了，请分批办理', '{count} records at once are too many; take fewer together'),
        { values: { count: changes.length } },
      );
    try {
      await ctx.store.transact(actions);
    } catch (error) {
      if (error instanceof StoreConflict) throw conflictOf(ctx.actor, writes, error);
      if (!(error instanceof StoreUnknown)) throw error;
      if (!(await landed(ctx, writes[0]))) {
        if (attempt < 2) continue;
        throw new Refusal(
          'conflict.unknown',
          t('未能确认是否保存，请刷新后再试', 'It is not known whether this was saved; reload and try again'),
        );
      }
    }
    for (const { change, item, row } of writes) ctx.rows.note(ctx.store.tenant, change.module, { item, row });
    return writes.map((write) => write.record);
  }
}

type Write = { change: Change; record: Stored; item: Item; row: RowValue; eventId: string; actions: Action[] };

function prepare(ctx: Ctx, change: Change): Write {
  const { module, before, after } = change;
  const { store, clock } = ctx;
  const stamp = stampText(clock.wall());
  const n = (before?.n ?? 0) + 1;
  const kept = storedValues(module, after.values);
  const changes = changedValues(storedValues(module, before?.values ?? {}), kept);
  const eventId = newId('event', clock.wall());
  const clear = {
    event: eventId,
    module: module.name,
    id: after.id,
    n,
    revision: change.carried ? after.revision : (before?.revision ?? 0) + 1,
    at: clock.now(),
    actor: actorLine(ctx.actor),
    name: change.event,
    state: after.state,
    fields: Object.keys(changes),
    ...(change.note ? { note: change.note } : {}),
    request: ctx.requestId,
    previousHash: before?.head ?? '',
  };
  const sealed = after.key.seal(changesAad(module.name, after.id, n), changes);
  const hash = chain(clear.previousHash, eventBytes(clear, sealed));
  const entered = before?.state !== after.state;
  const record: Stored = {
    ...after,
    values: valuesOn(module, kept, clock.today()),
    title: module.summary(kept),
    n,
    revision: clear.revision,
    head: hash,
    ...(change.carried
      ? {}
      : { changedAt: clear.at, changedBy: ctx.actor.name, since: entered ? clear.at : after.since }),
  };
  const { item, row } = recordItem(ctx, module, record, stamp);
  refuseOversize(module, record, item);
  return {
    change,
    record,
    item,
    row,
    eventId,
    actions: [
      { put: item, when: before ? { equals: { revision: before.revision } } : 'absent' },
      {
        put: {
          ...store.keys.event(module.reach, module.name, after.id, n),
          gsi1pk: store.keys.dayIndex(dayOf(clock.wall())),
          gsi1sk: `${stamp}#${eventId}`,
          ...clear,
          owner: record.owner,
          changes: sealed,
          hash,
        },
        when: 'absent',
      },
      ...claimActions(ctx, module, before, after),
    ],
  };
}

/** What the hash chain runs over: the clear envelope in a fixed order, then the ciphertext. */
export function eventBytes(clear: Readonly<Record<string, unknown>>, sealed: Uint8Array): Uint8Array {
  const envelope = [
    'event',
    'module',
    'id',
    'n',
    'revision',
    'at',
    'actor',
    'name',
    'state',
    'fields',
    'note',
    'request',
  ].map((name) => [name, isPlain(clear[name]) ? Object.entries(clear[name]).sort() : (clear[name] ?? null)]);
  return Buffer.concat([Buffer.from(JSON.stringify(envelope)), sealed]);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const actorLine = (actor: TenantActor): Record<string, string> => ({
  id: actor.id,
  name: actor.name,
  kind: actor.kind,
});

/** Fields whose value differs, with the value that now stands; null = cleared. */
export function changedValues(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes: Record<string, unknown> = {};
  for (const name of names)
    if (JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
      changes[name] = after[name] ?? null;
  return changes;
}

function refuseOversize(module: AnyModule, record: Stored, item: Item): void {
  if ((item.values as Uint8Array).byteLength <= largest) return;
  const sizes = Object.entries(record.values)
    .map(([name, value]) => ({
      label: module.fields[name]?.label ?? t(name, name),
      size: JSON.stringify(value ?? null).length,
    }))
    .sort((a, b) => b.size - a.size);
  throw new Refusal(
    'limit.record',
    t('内容太多，最大的栏目是“{field}”', 'Too much in one record; the largest field is “{field}”'),
    {
      values: { field: sizes[0]?.label ?? '' },
    },
  );
}

function claimActions(ctx: Ctx, module: AnyModule, before: Stored | undefined, after: Stored): Action[] {
  return Object.entries(module.fields).flatMap(([name, field]): Action[] => {
    if (!field.unique) return [];
    const held = before && !before.gone ? claimHash(ctx, module, name, field, before.values[name]) : undefined;
    const wanted = after.gone ? undefined : claimHash(ctx, module, name, field, after.values[name]);
    if (held === wanted) return [];
    const key = (hash: string) => ctx.store.keys.claim(module.reach, module.name, name, hash);
    return [
      ...(held ? [{ remove: key(held) }] : []),
      ...(wanted ? [{ put: { ...key(wanted), claim: name, record: after.id }, when: 'absent' as const }] : []),
    ];
  });
}

/** What the unique claim of a value is found by; undefined where it is blank. */
export function claimHash(
  ctx: Ctx,
  module: AnyModule,
  name: string,
  field: AnyField,
  value: unknown,
): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const identity = kindServers[field.kind].identity?.(value) ?? String(value);
  return ctx.seal(module.reach).blind(`claim#${module.name}#${name}`, identity);
}

const digest = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('base64url');
const day = 86_400;

const replayKey = (ctx: Ctx, module: AnyModule, key: string) =>
  ctx.store.keys.idempotency(module.reach, digest(`${ctx.actor.id}\n${key}`));

function replayAction(ctx: Ctx, replay: Replay, change: Change | undefined): Action {
  if (!change) throw new Error('an idempotent commit changes something');
  return {
    put: {
      ...replayKey(ctx, change.module, replay.key),
      body: digest(canonical(replay.body)),
      record: change.after.id,
      expires: Math.floor(ctx.clock.wall() / 1000) + day,
    },
    when: 'absent',
  };
}

/**
 * @returns the id of the record an earlier request with this key wrote, or undefined.
 * @throws Refusal `invalid.idempotency` where the key came with another body.
 */
export async function replayed(ctx: Ctx, module: AnyModule, replay: Replay | undefined): Promise<string | undefined> {
  if (!replay) return undefined;
  const known = await ctx.store.get(replayKey(ctx, module, replay.key));
  if (!known) return undefined;
  if (known.body !== digest(canonical(replay.body)))
    throw new Refusal(
      'invalid.idempotency',
      t('同一请求号已用于另一内容', 'This idempotency key was used with another body'),
    );
  return String(known.record);
}

async function landed(ctx: Ctx, write: Write | undefined): Promise<boolean> {
  if (!write) return true;
  const { module, reach } = { module: write.change.module.name, reach: write.change.module.reach };
  const event = await ctx.store.get(ctx.store.keys.event(reach, module, write.record.id, write.record.n));
  return event?.event === write.eventId;
}

function conflictOf(actor: TenantActor, writes: readonly Write[], conflict: StoreConflict): Refusal {
  let offset = 0;
  for (const write of writes) {
    const claimed = write.actions.findIndex(
      (action, i) => 'put' in action && action.put.claim && conflict.failed.includes(offset + i),
    );
    if (claimed >= 0) {
      const action = write.actions[claimed];
      const name = action && 'put' in action ? String(action.put.claim) : '';
      const says = t('“{field}”已有相同内容的记录', 'Another record already has this {field}');
      const values = { field: write.change.module.fields[name]?.label ?? name };
      return new Refusal('conflict.taken', says, {
        values,
        fields: [{ path: name, code: 'conflict.taken', says, values }],
      });
    }
    const current = conflict.current[offset];
    if (conflict.failed.includes(offset) && current)
      return write === writes[0] ? stale(actor, current) : staleElsewhere();
    offset += write.actions.length;
  }
  return staleElsewhere();
}

/** A record that goes along was changed: the actor need not see it, so nothing is said of whom. */
export const staleElsewhere = (): Refusal =>
  new Refusal(
    'conflict.stale',
    t('相关的件刚被改动，请刷新后再试', 'Something that goes with this was changed a moment ago; reload and try again'),
  );

const somebody = t('他人', 'somebody else');

/** Somebody else's revision stands; says since when, and whose it is to those who are told names. */
export const stale = (
  { name, roles }: TenantActor,
  current: Pick<Stored, 'changedAt' | 'changedBy' | 'revision'> | Item,
): Refusal =>
  new Refusal(
    'conflict.stale',
    t('此件已由{by}于{at}改动，请核对后再保存', 'Changed by {by} at {at}; compare before saving'),
    {
      values: {
        by: (isToldNames(roles) || current.changedBy === name) && current.changedBy ? current.changedBy : somebody,
        at: String(current.changedAt).slice(0, 16).replace('T', ' '),
        revision: current.revision,
      },
    },
  );

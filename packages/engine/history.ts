import { say, type Text, t } from '@juxian/base/text.ts';
import { chain } from '@juxian/store/seal.ts';
import type { Item } from '@juxian/store/table.ts';
import { isToldNames, maskedValues, visibleFields } from './access.ts';
import { isBlank } from './agreement.ts';
import type { EventAnswer } from './answer.ts';
import { eventBytes } from './commit.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';
import { openFor } from './open.ts';
import type { Resolved } from './overlay.ts';
import { changesAad, type Stored } from './stored.ts';

const eventLabels = {
  create: t('新建', 'Created'),
  update: t('修改', 'Changed'),
  remove: t('删除', 'Deleted'),
  restore: t('恢复', 'Restored'),
  reveal: t('查看明文', 'Clear value read'),
  imported: t('自{origin}迁入', 'Brought in from {origin}'),
};

type Opened = { item: Item; after: Record<string, unknown> };

async function eventsOf(ctx: Ctx, module: AnyModule, record: Stored): Promise<Opened[]> {
  const { items } = await ctx.store.query({ pk: ctx.store.keys.events(module.reach, module.name, record.id) });
  return items.map((item) => ({
    item,
    after: record.key.open<Record<string, unknown>>(
      changesAad(module.name, record.id, Number(item.n)),
      item.changes as Uint8Array,
    ),
  }));
}

/** The record's history as the actor may see it: changes of visible fields, sensitive ones masked. */
export async function listEvents(ctx: Ctx, address: { module: string; id: string }): Promise<EventAnswer[]> {
  const { module, record, parts } = await openFor(ctx, address);
  const visible = visibleFields(parts);
  const before: Record<string, unknown> = {};
  const isTold = isToldNames(parts.map(({ role }) => role));
  return (await eventsOf(ctx, module, record)).map(({ item, after }) => {
    const shownBefore = maskedValues(module, before, visible);
    const shownAfter = maskedValues(module, after, visible);
    const fields = Object.keys(after).filter(
      (field) => module.fields[field] && tells(visible.get(field), after[field], record.values[field]),
    );
    Object.assign(before, after);
    const actor = item.actor as { id: string; name: string; kind: string };
    const isSelf = actor.id === ctx.actor.id;
    return {
      n: Number(item.n),
      revision: Number(item.revision),
      at: String(item.at),
      actor: isTold || isSelf ? { id: actor.id, name: actor.name } : { id: '', name: '' },
      name: String(item.name),
      label: say(eventLabel(module, String(item.name)), ctx.locale, { origin: originOf(item) }),
      state: String(item.state),
      changes: fields.map((field) => ({
        field,
        label: say(module.fields[field]?.label ?? t(field, field), ctx.locale),
        before:
          visible.get(field) === 'whole' && !isDeleted(module, record, field) ? (shownBefore[field] ?? null) : null,
        after: isDeleted(module, record, field) ? null : (shownAfter[field] ?? null),
      })),
      hash: String(item.hash),
      previousHash: String(item.previousHash),
    };
  });
}

/** A visitor reads what stands, not what once stood: a consent withdrawn is withdrawn from the history too. */
const tells = (sight: 'whole' | 'public' | undefined, was: unknown, is: unknown): boolean =>
  sight === 'whole' || (sight === 'public' && JSON.stringify(was ?? null) === JSON.stringify(is ?? null));

/** An identity number that the record no longer holds: who gave it has taken it back, and no earlier day shows it. */
const isDeleted = (module: AnyModule, { values }: Stored, field: string): boolean =>
  module.fields[field]?.kind === 'identityNumber' && isBlank(values[field]);

/** The county a record was brought from, as the event that brought it says. */
const originOf = ({ note }: Item): string => (note as { origin?: string } | undefined)?.origin ?? '';

/** What an event of a record is called on screens. */
export const eventLabel = (module: AnyModule, name: string): Text =>
  module.moves[name]?.label ??
  module.views.events?.[name] ??
  (Object.hasOwn(eventLabels, name) ? eventLabels[name as keyof typeof eventLabels] : t(name, name));

/** The values as they had been recorded at a moment in ms, drawn ones absent; undefined where it did not stand yet. */
export async function valuesKnownAt(
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  until: number,
): Promise<{ values: Record<string, unknown>; state: string } | undefined> {
  const events = (await eventsOf(ctx, module, record)).filter(({ item }) => Date.parse(String(item.at)) <= until);
  const last = events.at(-1);
  if (!last) return undefined;
  const values: Record<string, unknown> = Object.assign({}, ...events.map(({ after }) => after));
  return {
    values: Object.fromEntries(
      Object.entries(values).filter(([field, value]) => value !== null && !isDeleted(module, record, field)),
    ),
    state: String(last.item.state),
  };
}

/** Walks a record's hash chain over ciphertext. @returns the numbers of the events that do not hold. */
export function brokenEvents(events: readonly Item[], head: string): number[] {
  const broken: number[] = [];
  let previous = '';
  for (const [i, event] of events.entries()) {
    const holds =
      event.n === i + 1 &&
      event.previousHash === previous &&
      chain(previous, eventBytes(event, event.changes as Uint8Array)) === event.hash;
    if (!holds) broken.push(Number(event.n));
    previous = String(event.hash);
  }
  if (previous !== head) broken.push(events.length);
  return [...new Set(broken)];
}

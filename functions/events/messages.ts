import { say, type Text, t } from '@juxian/base/text.ts';
import { letterFrom } from '@juxian/core/message.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { valuesOn } from '@juxian/engine/dated.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { changesAad, loadRecord, type Stored } from '@juxian/engine/stored.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import type { Deps } from '../deps.ts';
import type { Happened } from './happened.ts';
import { messageAad } from './inbox.ts';
import { type Reader, readersOf } from './reader.ts';
import { worded } from './wording.ts';

/** Sends what a move says to those it speaks to: one message for each event and reader, however often it is told. */
export async function sendMessages(deps: Deps, ctx: Ctx, happened: Happened): Promise<void> {
  if (!ctx.registry.has(happened.module) || ctx.config.off.includes(happened.module)) return;
  const module = moduleOf(ctx, happened.module);
  const says = module.moves[happened.name]?.says;
  const now = says && (await loadRecord(ctx, module, happened.id));
  if (!now || now.gone || now.job) return;
  const record = await asOf(ctx, module, now, happened.n);
  for (const reader of await readersOf(deps, ctx, module, record, says.to))
    await post(deps, ctx, reader, happened, {
      title: module.title,
      text: await worded(ctx, module, record, reader.visible, says.text),
    });
}

/** The record as its nth event left it, so that a message told late says what it would have said at once. */
export async function asOf(ctx: Ctx, module: Resolved, record: Stored, n: number): Promise<Stored> {
  if (record.n === n) return record;
  const { keys } = ctx.store;
  const pk = keys.events(module.reach, module.name, record.id);
  const { items } = await ctx.store.query({ pk, to: keys.event(module.reach, module.name, record.id, n).sk });
  const changes = items.map((item) =>
    record.key.open<Record<string, unknown>>(
      changesAad(module.name, record.id, Number(item.n)),
      item.changes as Uint8Array,
    ),
  );
  return {
    ...record,
    values: valuesOn(module, Object.assign({}, ...changes), String(items.at(-1)?.at ?? record.changedAt).slice(0, 10)),
    state: String(items.at(-1)?.state ?? record.state),
  };
}

type Words = { title: Text; text: Text };

const leaseMs = 10_000;

/**
 * Puts the message where its reader finds it, then sends it out: a demonstration's only where it has an inbox. Whoever finds it put but not sent takes over after
 * 10 s, so that a crash in between loses nothing. @throws Error while somebody else is sending it.
 */
export async function post(
  deps: Deps,
  ctx: Ctx,
  reader: Omit<Reader, 'visible'>,
  happened: Happened,
  words: Words,
): Promise<void> {
  const { store, clock } = ctx;
  const key = store.keys.message(reader.reach, reader.id, happened.stamp, happened.event);
  const leaves = (!ctx.config.demo || deps.inbox !== undefined) && reader.contact !== undefined;
  const item: Item = {
    ...key,
    id: happened.event,
    at: happened.at,
    module: happened.module,
    record: happened.id,
    text: ctx.seal(reader.reach).seal(messageAad(reader.id, happened.event), words.text),
    ...(leaves ? { sending: clock.wall() } : { sent: true }),
  };
  try {
    await store.transact([{ put: item, when: 'absent' }]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    const held = error.current[0];
    if (!held || held.sent) return;
    if (clock.wall() - Number(held.sending) < leaseMs) throw new Error(`message ${happened.event} is being sent`);
    await store.transact([
      { update: key, set: { sending: clock.wall() }, when: { equals: { sending: held.sending } } },
    ]);
  }
  if (!leaves) return;
  await sendOut(deps, ctx, reader, words);
  await store.transact([{ update: key, set: { sent: true }, when: 'present' }]);
}

/** E-mail to anybody; text messages only in the name of a county that has been verified. */
async function sendOut(
  deps: Deps,
  ctx: Ctx,
  { contact }: Pick<Reader, 'contact'>,
  { title, text }: Words,
): Promise<void> {
  const { name: county, verified } = ctx.config;
  if (contact?.channel === 'email')
    await deps.mailer.send(
      letterFrom(ctx.config, {
        to: contact.to,
        subject: say(t('【{county}】{title}', '[{county}] {title}'), 'zh-CN', { county, title }),
        text: text.zh,
      }),
    );
  if (contact?.channel === 'phone' && verified)
    await deps.sms.send({ to: contact.to, text: `【${county}】${text.zh}` });
}

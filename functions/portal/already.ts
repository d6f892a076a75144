import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { shortMoment } from './words.ts';

const noPage = () => new Refusal('missing.page', t('没有这个页面', 'There is no such page'));

/**
 * What is said of a move of the applicant's that is asked for where it is not offered: that it was taken, and when, or
 * where the record stands. Pressing twice, or an old link, is no mistake of his.
 * @throws Refusal `missing.page` for what is no move of an applicant's.
 */
export async function alreadyWords(ctx: Ctx, record: RecordAnswer, name: string): Promise<string> {
  const { module, id, stateLabel: state } = record;
  const { moves, movesOff } = moduleOf(ctx, module);
  const move = Object.hasOwn(moves, name) && !movesOff.has(name) ? moves[name] : undefined;
  if (!move?.by.includes('applicant')) throw noPage();
  const taken = (await listEvents(ctx, { module, id })).findLast((event) => event.name === name);
  const at = taken && shortMoment(ctx.locale, taken.at);
  return say(taken ? (taken.state === record.state ? stands : movedOn) : impossible, ctx.locale, {
    move: move.label,
    state,
    at,
  });
}

const stands = t(
  '“{move}”已于{at}办过，不必再办。现在：{state}。',
  '“{move}” was done at {at}; nothing more is needed. Now: {state}.',
);
const movedOn = t('“{move}”已于{at}办过，现在是“{state}”。', '“{move}” was done at {at}; it now stands at “{state}”.');
const impossible = t('现在是“{state}”，不能“{move}”。', 'It stands at “{state}”; “{move}” is not possible.');

/** Where somebody is sent who asked for such a move. @throws Refusal `missing.page` as above. */
export async function alreadyAt(ctx: Ctx, base: string, record: RecordAnswer, name: string): Promise<string> {
  await alreadyWords(ctx, record, name);
  return `${base}/my/${record.id}?already=${name}`;
}

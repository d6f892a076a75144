import type { TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Gate, partsFor } from './access.ts';
import type { Ctx } from './context.ts';
import type { Facts, Move } from './define.ts';
import { lookOf } from './look.ts';
import type { Resolved } from './overlay.ts';
import { factsOf, type Stored } from './stored.ts';

/** A move the actor could take from where the record stands; with `refusal`, why not now. */
export type Offer = { name: string; move: Move; refusal?: Refusal };

/** The facts a seam decides on. */
export const factsFor = (ctx: Ctx, record: Stored): Facts => ({
  record: factsOf(record),
  actor: ctx.actor,
  now: ctx.clock.now(),
  today: ctx.clock.today(),
  look: lookOf(ctx),
});

/** The moves of the record for the actor: what made the menu is also the guard. */
export async function movesFor(ctx: Ctx, module: Resolved, record: Stored, gate: Gate): Promise<Offer[]> {
  const offers: Offer[] = [];
  for (const [name, move] of Object.entries(module.moves)) {
    if (!mayEver(ctx, module, name, move, record, gate)) continue;
    const answer = await mayNow(ctx, move, record);
    offers.push({ name, move, ...(answer === true ? {} : { refusal: answer }) });
  }
  return offers;
}

/**
 * The one move that was asked for, checked as the menu checks it.
 * @throws Refusal `missing.move` where it is not the actor's to take, `conflict.state` where the record has moved on, else the move's own reason.
 */
export async function offerOf(ctx: Ctx, module: Resolved, record: Stored, gate: Gate, name: string): Promise<Offer> {
  const move = Object.hasOwn(module.moves, name) ? module.moves[name] : undefined;
  if (!move || module.movesOff.has(name)) throw new Refusal('missing.move', t('没有这项办理', 'There is no such move'));
  if (!move.from.includes(record.state) && isBy(ctx, module, move, record, gate))
    throw new Refusal(
      'conflict.state',
      t('此件现为“{state}”，不能{move}', 'It now stands at “{state}”; {move} is not possible'),
      {
        values: { state: module.states[record.state]?.label ?? record.state, move: move.label },
      },
    );
  if (!mayEver(ctx, module, name, move, record, gate))
    throw new Refusal('forbidden.move', t('您不能办理“{move}”', 'This move is not yours to take: {move}'), {
      values: { move: move.label },
    });
  const answer = await mayNow(ctx, move, record);
  if (answer !== true) throw answer;
  return { name, move };
}

/** The move's own reason against it, whether the declaration returned or threw it. */
async function mayNow(ctx: Ctx, move: Move, record: Stored): Promise<Refusal | true> {
  try {
    return (await move.when?.(factsFor(ctx, record))) ?? true;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function mayEver(ctx: Ctx, module: Resolved, name: string, move: Move, record: Stored, gate: Gate): boolean {
  return !module.movesOff.has(name) && move.from.includes(record.state) && isBy(ctx, module, move, record, gate);
}

function isBy(ctx: Ctx, module: Resolved, move: Move, record: Stored, gate: Gate): boolean {
  if (ctx.actor.kind === 'clock') return move.by.includes('clock');
  if (move.only === 'owner' && !isOwner(ctx.actor, record)) return false;
  return partsFor(ctx, gate, module, record).some(({ role }) => move.by.includes(role));
}

const isOwner = (actor: TenantActor, record: Stored): boolean => record.owner === actor.id;

import { Refusal } from '@juxian/base/refusal.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { takeMove } from '@juxian/engine/record.ts';
import type { Happened } from './happened.ts';

const follows: Readonly<Record<string, string>> = { extendSecond: 'postponeSecond', remindSecond: 'remindSecond' };

/** Takes with every second form still open what its call has done, once for each event, however often it is told. */
export async function passToSecondForms(ctx: Ctx, { module, name, id: call, event }: Happened): Promise<void> {
  const move = module === 'call' && Object.hasOwn(follows, name) ? follows[name] : undefined;
  if (!move || !ctx.registry.has('application') || ctx.config.off.includes('application')) return;
  for (const { id } of await lookOf(ctx).rows('application', { call, state: 'secondForm' }))
    try {
      await takeMove(ctx, { module: 'application', id, move, key: `${event}#${id}` });
    } catch (error) {
      if (!(error instanceof Refusal) || (error.group !== 'conflict' && error.group !== 'missing')) throw error;
    }
}

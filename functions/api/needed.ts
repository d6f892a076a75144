import { holds, type Role } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { actorLine } from '../actor.ts';

/** A member in a session of their own with that role; that somebody else tried is a line of the log. @throws Refusal `forbidden.role`. */
async function need(ctx: Ctx, role: Role, act: string): Promise<void> {
  if (ctx.actor.kind === 'member' && holds(ctx.actor, role)) return;
  const details = { code: 'forbidden.role' };
  await recordAccess(ctx.store, ctx.clock, { actor: actorLine(ctx.actor), name: act, outcome: 'refused', details });
  throw new Refusal('forbidden.role', t('您没有办理此事的角色', 'None of your roles may do this'));
}

export const needAuditor = (ctx: Ctx, act: string): Promise<void> => need(ctx, 'audit', act);
export const needSecurity = (ctx: Ctx, act: string): Promise<void> => need(ctx, 'security', act);
export const needSystem = (ctx: Ctx, act: string): Promise<void> => need(ctx, 'system', act);

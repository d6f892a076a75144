import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { type Gate, gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { actorLine } from '../actor.ts';

/** The parts of the gate that may take rows out. @throws Refusal `forbidden.export`, which leaves a line. */
export async function exportGate(ctx: Ctx, module: Resolved): Promise<Gate> {
  const gate = await gateOf(ctx, module);
  if (gate.grants.length === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  const parts = gate.parts.filter(({ access }) => access.export);
  if (parts.length > 0) return { grants: parts, parts, signature: `export|${gate.signature}` };
  await recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'records.exported',
    object: { module: module.name },
    outcome: 'refused',
    details: { code: 'forbidden.export' },
  });
  throw new Refusal('forbidden.export', t('您不能导出“{module}”', 'You cannot take this out: {module}'), {
    values: { module: module.title },
  });
}

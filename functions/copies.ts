import { recordAccess } from '@juxian/core/audit.ts';
import type { Printable } from '@juxian/documents/print.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { nextCopy } from '@juxian/engine/number.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { isConfidential } from '@juxian/engine/room.ts';
import type { Store } from '@juxian/store/table.ts';
import { actorLine } from './actor.ts';

export type Issued = { module: string; id: string; form: string; format: string };

/**
 * The line of the log that stands before a paper leaves. About people in office it counts the copies of each form of a
 * record. `store` reaches the log; an applicant's own does not. @returns the copy's number, where copies are counted.
 */
export async function noteIssue(
  ctx: Ctx,
  store: Store,
  { module, id, form, format }: Issued,
): Promise<number | undefined> {
  const resolved = moduleOf(ctx, module);
  const copy = isConfidential(resolved) ? await nextCopy(ctx, resolved, id, form) : undefined;
  await recordAccess(store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'record.printed',
    object: { module, id },
    outcome: 'done',
    details: { form, format, ...(copy ? { copy } : {}) },
  });
  return copy;
}

/** The same for a paper, which then says across each page who took which copy and when, unless it is made to be posted. */
export async function issuePaper<P extends Printable>(ctx: Ctx, store: Store, issued: Issued, paper: P): Promise<P> {
  const copy = await noteIssue(ctx, store, issued);
  return copy && !('published' in paper && paper.published)
    ? { ...paper, watermark: `${issuedBy(ctx)} 第${copy}份` }
    : paper;
}

/** Who takes something out and when, as it stands across pages: 叶知秋 2026-11-22 08:30. */
export const issuedBy = ({ actor, clock }: Ctx): string =>
  `${actor.name} ${clock.now().slice(0, 16).replace('T', ' ')}`;

import { gateOf, partsFor, visibleFields } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import { moduleOf } from '@juxian/engine/registry.ts';

/** The rows of a module in the actor's scope, each with the fields he sees; undefined where nothing of it is his. */
export async function seenRows(ctx: Ctx, name: string): Promise<RowFacts[] | undefined> {
  if (!ctx.registry.has(name) || ctx.config.off.includes(name)) return undefined;
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  const own = { ...gate, parts: gate.parts.filter(({ role }) => role !== 'public') };
  if (own.parts.length === 0) return undefined;
  return (await ctx.rows.recent(ctx, module)).where({}).flatMap((row) => {
    const parts = partsFor(ctx, own, module, row);
    if (parts.length === 0) return [];
    const visible = visibleFields(parts);
    const values = Object.fromEntries(Object.entries(row.values).filter(([field]) => visible.has(field)));
    return [{ ...row, values }];
  });
}

export const sumOf = (rows: readonly RowFacts[], field: string): number =>
  rows.reduce((total, { values }) => total + Number(values[field] ?? 0), 0);

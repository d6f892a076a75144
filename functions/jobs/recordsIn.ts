import type { Ctx } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { isMark } from '@juxian/engine/shown.ts';

/** Every module of the product as the county has it, those it has switched off included. */
export const everyModule = (ctx: Ctx): Resolved[] => {
  const all = { ...ctx, config: { ...ctx.config, off: [] } };
  return [...ctx.registry.keys()].map((name) => moduleOf(all, name));
};

/** The ids of all records of a module, those in the bin included. */
export async function recordsIn(ctx: Ctx, module: AnyModule): Promise<string[]> {
  const pk = ctx.store.keys.moduleIndex(module.reach, module.name);
  const { items } = await ctx.store.query({ pk, index: 'gsi1' });
  return items.flatMap((item) => (isMark(item) ? [] : [String(item.id)]));
}

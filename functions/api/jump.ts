import { say } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { stateLabel } from '@juxian/engine/record.ts';
import { isOutside, moduleOf } from '@juxian/engine/registry.ts';
import { listRecords } from '@juxian/engine/views.ts';

export type Landing = { module: string; id: string; title: string; note: string; url: string };

const each = 5;
const most = 12;

/** Records of any module in the actor's scope that the text hits, by name or pinyin; a few of each. */
export async function jump(ctx: Ctx, q: string): Promise<Landing[]> {
  if (q.trim() === '') return [];
  const names = [...ctx.registry.keys()].filter(
    (name) => !ctx.config.off.includes(name) && (!isOutside(ctx) || ctx.registry.get(name)?.reach === 'portal'),
  );
  const landings = await Promise.all(
    names.map(async (name): Promise<Landing[]> => {
      const module = moduleOf(ctx, name);
      const gate = await gateOf(ctx, module);
      if (gate.grants.length === 0) return [];
      const { items } = await listRecords(ctx, module, { q, limit: String(each) }, gate);
      return items.map((item) => ({
        module: name,
        id: item.id,
        title: item.title,
        note: `${say(module.title, ctx.locale)} · ${say(stateLabel(ctx, module, item.state), ctx.locale)}`,
        url: `/w/${name}/${item.id}`,
      }));
    }),
  );
  return landings.flat().slice(0, most);
}

import { say } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { ListItem } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { stateLabel } from '@juxian/engine/record.ts';
import { isOutside, moduleOf } from '@juxian/engine/registry.ts';
import { SearchText, wordsOf } from '@juxian/engine/search.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { dotted } from '@juxian/rules/month.ts';
import { tailsFor } from './tails.ts';

/** A record, or with a blank id the list of a module. */
export type Landing = { module: string; id: string; title: string; note: string; url: string };

const each = 5;
const most = 12;

/** Records of any module in the actor's scope that the text hits, by name, pinyin or the end of a number, a few of each; then the lists it names. */
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
      const tails = await tailsFor(ctx, module, gate, q);
      const { items, titles } = await listRecords(ctx, module, { q, limit: String(each) }, gate, tails);
      const title = say(module.title, ctx.locale);
      return [
        ...items.map((item) => ({
          module: name,
          id: item.id,
          title: item.title,
          note: [title, ...beside(module, item, titles), say(stateLabel(ctx, module, item.state), ctx.locale)].join(
            ' · ',
          ),
          url: `/w/${name}/${item.id}`,
        })),
        ...(isNamed(title, q) ? [{ module: name, id: '', title, note: '', url: `/w/${name}` }] : []),
      ];
    }),
  );
  const found = landings.flat();
  return [...found.filter(({ id }) => id !== '').slice(0, most), ...found.filter(({ id }) => id === '')];
}

/** What tells namesakes apart: the first columns of words or references that hold something else than the title, and a month. */
function beside(module: Resolved, { values, title }: ListItem, titles: Readonly<Record<string, string>>): string[] {
  const told = module.views.columns.flatMap((column) => {
    const kind = module.fields[column]?.kind;
    const value = values[column];
    if (typeof value !== 'string') return [];
    return kind === 'text' ? [value] : kind === 'ref' ? (titles[value] ?? []) : [];
  });
  const month = module.views.columns.find((column) => module.fields[column]?.kind === 'month' && values[column]);
  return [...told.filter((one) => one !== title).slice(0, 2), ...(month ? [dotted(String(values[month]))] : [])];
}

function isNamed(title: string, q: string): boolean {
  const text = new SearchText();
  text.add([title]);
  return wordsOf(q).every((word) => text.find(word)?.[0] === 1);
}

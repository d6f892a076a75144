import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { isColleague, listMembers } from '@juxian/core/member.ts';
import { isToldNames } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { soundKey } from '@juxian/engine/pinyin.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { SearchText, wordsOf } from '@juxian/engine/search.ts';
import type { Deps } from '../deps.ts';

const most = 20;
const unitModule = 'unit';

/**
 * Colleagues whose names hold the text, in characters or pinyin, as a record may name them: name and unit, nothing else.
 * @throws Refusal `forbidden.members` for whoever is not of the staff; an expert is not told who else is there.
 */
export async function findColleagues(
  { table }: Pick<Deps, 'table'>,
  ctx: Ctx,
  q: string,
): Promise<{ id: string; name: string; unit: string }[]> {
  const { actor } = ctx;
  if ((actor.kind !== 'member' && actor.kind !== 'key') || !isToldNames(actor.roles))
    throw new Refusal('forbidden.members', t('您不能查找同事', 'Colleagues are not yours to look up'));
  const words = wordsOf(q);
  const found = (await listMembers(table.control, actor.tenant))
    .filter((member) => isColleague(member) && holds(member.name, words))
    .map((member) => ({ member, key: soundKey(member.name, true) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, most);
  const unitName = await unitNames(ctx);
  return found.map(({ member: { uid, name, unit } }) => ({ id: uid, name, unit: unit ? unitName(unit) : '' }));
}

function holds(name: string, words: readonly string[]): boolean {
  const text = new SearchText();
  text.add([name]);
  return words.every((word) => text.find(word)?.[0] === 1);
}

async function unitNames(ctx: Ctx): Promise<(id: string) => string> {
  if (!ctx.registry.has(unitModule) || ctx.config.off.includes(unitModule)) return () => '';
  const rows = await ctx.rows.recent(ctx, moduleOf(ctx, unitModule));
  return (id) => rows.title(id) ?? '';
}

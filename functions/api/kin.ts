import { holds } from '@juxian/base/actor.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { findMember } from '@juxian/core/member.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { RecordFacts, RowFacts } from '@juxian/engine/define.ts';
import { lookOf, titlesOf } from '@juxian/engine/look.ts';
import { missing } from '@juxian/engine/open.ts';
import { soundKey } from '@juxian/engine/pinyin.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { SearchText, wordsOf } from '@juxian/engine/search.ts';
import { actorLine } from '../actor.ts';
import type { Deps } from '../deps.ts';

const cadres = 'cadre';
const most = 20;
/** Files opened at a time while looking for those that name a person. */
const together = 100;

export type PersonNamed = { id: string; name: string; unit: string };
/** `own`: the member's file names the person so; `theirs`: the person's file names the member so. */
export type Kin = { id: string; name: string; relation: string; by: 'own' | 'theirs' };

/** Out of scope is missing, as everywhere; the security administrator reads names here and nothing else of a file. */
function needScope({ actor }: Ctx): void {
  if (actor.kind !== 'member' || !holds(actor, 'security')) throw missing();
}

/**
 * People with a file, by name or pinyin, or by id: name and unit. @throws Refusal `missing.*` for all but the security
 * administrator.
 */
export async function findPeople(
  ctx: Ctx,
  { q = '', ids }: { q?: string | undefined; ids?: readonly string[] | undefined },
): Promise<PersonNamed[]> {
  needScope(ctx);
  const rows = await ctx.rows.recent(ctx, moduleOf(ctx, cadres));
  if (ids) return named(ctx, rows.where({ id: ids }));
  const words = wordsOf(q);
  const found = rows
    .where()
    .filter(({ title }) => hasWords(title, words))
    .map((row) => ({ row, key: soundKey(row.title, true) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, most);
  return named(
    ctx,
    found.map(({ row }) => row),
  );
}

function hasWords(name: string, words: readonly string[]): boolean {
  const text = new SearchText();
  text.add([name]);
  return words.every((word) => text.find(word)?.[0] === 1);
}

async function named(ctx: Ctx, rows: readonly RowFacts[]): Promise<PersonNamed[]> {
  const { fields } = moduleOf(ctx, cadres);
  const { unit } = fields;
  return Promise.all(
    rows.map(async ({ id, title, values }) => {
      const titles = unit ? await titlesOf(ctx, { unit }, values) : {};
      return { id, name: title, unit: titles[String(values.unit)] ?? '' };
    }),
  );
}

type Relative = { relation?: string; name?: string; born?: string };
const familyOf = ({ values }: RecordFacts): readonly Relative[] => (values.family as Relative[] | undefined) ?? [];

/**
 * Who may be kin of a person, by family rows: people with a file whom the own rows name (birth months, where both are
 * known, agree), and people whose rows name the person with name and birth month. For a human to decide.
 * @throws Refusal `missing.*` for all but the security administrator and where there is no such file.
 */
export async function kinOf(ctx: Ctx, record: string): Promise<Kin[]> {
  needScope(ctx);
  const look = lookOf(ctx);
  const self = await look.record(cadres, record);
  if (!self) throw missing();
  await recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'member.kin',
    object: { module: cadres, id: record },
    outcome: 'done',
  });
  const others = (await look.rows(cadres)).filter(({ id }) => id !== record);
  const kin = familyOf(self).flatMap(({ relation = '', name, born }) =>
    others
      .filter(({ title, values }) => title === name && (!born || !values.born || values.born === born))
      .map(({ id, title }): Kin => ({ id, name: title, relation, by: 'own' })),
  );
  for (let at = 0; at < others.length; at += together) {
    const files = await Promise.all(others.slice(at, at + together).map(({ id }) => look.record(cadres, id)));
    for (const file of files) {
      const line = file && familyOf(file).find(({ name, born }) => name === self.title && born === self.values.born);
      if (file && line && !kin.some(({ id }) => id === file.id))
        kin.push({ id: file.id, name: file.title, relation: line.relation ?? '', by: 'theirs' });
    }
  }
  return kin;
}

/** What a member has declared, and whether a file is linked to the account: nothing that others have set. */
export async function ownRecusals({ table }: Pick<Deps, 'table'>, ctx: Ctx) {
  const { actor } = ctx;
  const member = actor.kind === 'member' ? await findMember(table.control, actor.tenant, actor.id) : undefined;
  const declared = (member?.recusals ?? []).filter(({ ground }) => ground === 'declared');
  const isOff = ctx.config.off.includes(cadres) || !ctx.registry.has(cadres);
  const rows = isOff ? undefined : await ctx.rows.recent(ctx, moduleOf(ctx, cadres));
  return {
    isLinked: !isOff && member?.self !== undefined,
    declared: declared.map(({ record, note }) => ({ record, note, name: rows?.title(record) ?? '' })),
  };
}

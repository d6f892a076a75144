import { type FieldIssue, Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf, partsFor } from './access.ts';
import type { Ctx } from './context.ts';
import type { AnyField, Fields } from './kinds/kind.ts';
import { people } from './kinds/person/server.ts';
import { isOutside, moduleOf, targetOf } from './registry.ts';
import { shownItems } from './shown.ts';
import { openRecord } from './stored.ts';

type Values = Readonly<Record<string, unknown>>;

/** A record, or a person of the county, that a value names, and the field and column where it does. */
export type Naming = { path: string; place: string; module: string; id: string; unseen: boolean };

/** Everything that values of these fields name, columns of sub-tables included. */
export const namedBy = (fields: Fields, values: Values): Naming[] =>
  Object.entries(fields).flatMap(([name, field]) => namingsIn(field, values[name], name, name));

function namingsIn(field: AnyField, value: unknown, path: string, place: string): Naming[] {
  if (value === undefined || value === null) return [];
  switch (field.kind) {
    case 'ref':
    case 'refs': {
      const { unseen = false } = field.options;
      const ids = Array.isArray(value) ? value : [value];
      return ids.map((id) => ({ path, place, module: targetOf(field), id: String(id), unseen }));
    }
    case 'person':
      return [{ path, place, module: people, id: String(value), unseen: false }];
    case 'entries':
      return (value as Values[]).flatMap((line, n) =>
        Object.entries(field.options.fields).flatMap(([column, declared]) =>
          namingsIn(declared, line[column], `${path}.${n}.${column}`, `${place}.${column}`),
        ),
      );
    default:
      return [];
  }
}

/**
 * Refuses values that name a record which is not there, is in the bin, or is not the actor's to see, and people who are
 * no colleagues. What stood in the same field before may stay. One batch of reads, none where nothing new is named.
 * @param root stands before the paths, as `input.` does.
 * @throws Refusal `invalid.reference` by field.
 */
export async function refuseUnknown(
  ctx: Ctx,
  fields: Fields,
  given: Values,
  before: Values = {},
  root = '',
): Promise<void> {
  const stood = new Set(namedBy(fields, before).map(({ place, id }) => `${place} ${id}`));
  const added = namedBy(fields, given).filter(({ place, id }) => !stood.has(`${place} ${id}`));
  if (added.length === 0 || ctx.actor.kind === 'clock') return;
  const fits = await known(ctx, added);
  const issues = added.filter((naming) => !fits(naming)).map(({ path }) => issueAt(`${root}${path}`));
  if (issues.length > 0)
    throw new Refusal(
      'invalid.reference',
      t(
        '有{count}处所选的记录或人员不存在，或不在您的范围内',
        '{count} entries name what is not there, or not in your scope',
      ),
      { values: { count: issues.length }, fields: issues },
    );
}

const issueAt = (path: string): FieldIssue => ({
  path,
  code: 'invalid.reference',
  says: t('没有这条记录，请重新选择', 'There is no such record; choose another'),
});

/** Tells whether what is named is there for the actor; everything is read at once. */
async function known(ctx: Ctx, added: readonly Naming[]): Promise<(naming: Naming) => boolean> {
  const names = [...new Set(added.map(({ module }) => module))];
  const found = await Promise.all(
    names.map(async (name) => {
      const namings = added.filter(({ module }) => module === name);
      const ids = name === people ? await colleagues(ctx, namings) : await recordsSeen(ctx, name, namings);
      return [name, ids] as const;
    }),
  );
  const seen = new Map(found);
  return ({ module, id }) => seen.get(module)?.has(id) ?? false;
}

const colleagues = async (ctx: Ctx, namings: readonly Naming[]): Promise<ReadonlySet<string>> =>
  isOutside(ctx) ? new Set() : new Set((await ctx.people.named(namings.map(({ id }) => id))).keys());

async function recordsSeen(ctx: Ctx, name: string, namings: readonly Naming[]): Promise<ReadonlySet<string>> {
  const isClosed = ctx.config.off.includes(name) || (isOutside(ctx) && ctx.registry.get(name)?.reach !== 'portal');
  if (isClosed) return new Set();
  const module = moduleOf(ctx, name);
  const unseen = new Set(namings.filter((naming) => naming.unseen).map(({ id }) => id));
  const ids = [...new Set(namings.map(({ id }) => id))];
  const [items, gate] = await Promise.all([
    ctx.store.batchGet(ids.map((id) => ctx.store.keys.record(module.reach, name, id))),
    gateOf(ctx, module),
  ]);
  const standing = (await shownItems(ctx, module, items)).flatMap((item) =>
    item.gone ? [] : [openRecord(ctx, module, item)],
  );
  const seen = standing.filter((record) => unseen.has(record.id) || partsFor(ctx, gate, module, record).length > 0);
  return new Set(seen.map(({ id }) => id));
}

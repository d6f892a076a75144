import type { Locale } from '@juxian/base/text.ts';
import { type Gate, gateOf, partsFor, visibleFields } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { hiddenOn, valuesOn } from '@juxian/engine/dated.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import type { CellLook } from '@juxian/engine/kinds/kind.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { shownItems } from '@juxian/engine/shown.ts';
import { openRecord } from '@juxian/engine/stored.ts';
import { treePlaces } from '@juxian/engine/tree-order.ts';
import { type Person, personOf } from './person.ts';
import { knownThen } from './then.ts';

/** A unit as reports and lists group by it, in the order of the tree. */
export type Unit = {
  id: string;
  name: string;
  parent: string;
  place: number;
  values: Readonly<Record<string, unknown>>;
};

/** The units of the county in their order; figures of a unit only where the reader sees them. */
export async function unitsInOrder(ctx: Ctx): Promise<Unit[]> {
  const module = moduleOf(ctx, 'unit');
  const [rows, gate] = await Promise.all([ctx.rows.recent(ctx, module), gateOf(ctx, module)]);
  const places = treePlaces(module, rows, ctx.clock.today());
  return rows
    .where({})
    .map((row) => {
      const visible = new Set(partsFor(ctx, gate, module, row).flatMap(({ fields }) => [...fields]));
      return {
        id: row.id,
        name: row.title,
        parent: String(row.values.parent ?? ''),
        place: places.get(row.id) ?? 0,
        values: Object.fromEntries(Object.entries(row.values).filter(([name]) => visible.has(name))),
      };
    })
    .sort((a, b) => a.place - b.place);
}

/** A unit and all below it. */
export function unitsBelow(units: readonly Unit[], root: string): ReadonlySet<string> {
  const ids = new Set([root]);
  for (const id of ids) for (const unit of units) if (unit.parent === id) ids.add(unit.id);
  return ids;
}

/** Records of another module that reports look into, whole: posts with their level, kind and heat. */
export async function rowsOf(ctx: Ctx, name: string): Promise<RowFacts[]> {
  const module = moduleOf(ctx, name);
  const [rows, gate] = await Promise.all([ctx.rows.recent(ctx, module), gateOf(ctx, module)]);
  return rows.where({}).filter((row) => partsFor(ctx, gate, module, row).length > 0);
}

/**
 * The files of these people on a day, in the given order, 100 to a request; those that the gate does not let through are
 * left out. What the gate gives no field of is blank; where it gives a drawn field without its lines, today's value stands.
 */
export async function openPeople(
  ctx: Ctx,
  ids: readonly string[],
  { day, gate, locale = 'zh-CN' }: { day: string; gate: Gate; locale?: Locale },
): Promise<Person[]> {
  const module = moduleOf(ctx, 'cadre');
  const today = ctx.clock.today();
  const [items, units, positions] = await Promise.all([
    ctx.store.batchGet(ids.map((id) => ctx.store.keys.record(module.reach, module.name, id))),
    ctx.rows.recent(ctx, moduleOf(ctx, 'unit')),
    ctx.rows.recent(ctx, moduleOf(ctx, 'position')),
  ]);
  const title: CellLook['title'] = (of, id) => (of === 'unit' ? units : positions).title(id);
  return (await shownItems(ctx, module, items)).flatMap((item) => {
    if (item.gone) return [];
    const record = openRecord(ctx, module, item);
    const parts = partsFor(ctx, gate, module, record);
    if (parts.length === 0) return [];
    const dated = valuesOn(module, record.values, day);
    const values = day < today ? knownThen(dated, day) : dated;
    for (const name of hiddenOn(module, visibleFields(parts), day, today)) values[name] = record.values[name];
    return [personOf({ module, record: { ...record, values }, parts, day }, title, locale)];
  });
}

/** The ids of those in service whom the gate lets through. */
export async function servingIds(ctx: Ctx, gate: Gate): Promise<string[]> {
  const module = moduleOf(ctx, 'cadre');
  const rows = (await ctx.rows.fresh(ctx, module)).where({ state: 'serving' });
  return rows.filter((row) => partsFor(ctx, gate, module, row).length > 0).map(({ id }) => id);
}

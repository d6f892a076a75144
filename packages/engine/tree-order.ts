import type { AnyModule } from './define.ts';
import type { ModuleRows } from './module-rows.ts';
import { compareKeys, compareText } from './order.ts';
import { soundKey } from './pinyin.ts';

/** The field that makes a tree of a module's records. */
export const parentField = ({ fields }: AnyModule): string | undefined =>
  Object.entries(fields).find(([, field]) => field.kind === 'ref' && field.options.parent)?.[0];

const known = new WeakMap<ModuleRows, { version: number; day: string; places: ReadonlyMap<string, number> }>();

/**
 * The place of each record in its module's tree, by id: a unit before those below it, siblings in the module's usual
 * order. A record whose parent is missing stands at the top.
 */
export function treePlaces(module: AnyModule, rows: ModuleRows, day: string): ReadonlyMap<string, number> {
  const held = known.get(rows);
  if (held?.version === rows.version && held.day === day) return held.places;
  const places = placesOf(module, rows, day);
  known.set(rows, { version: rows.version, day, places });
  return places;
}

function placesOf(module: AnyModule, rows: ModuleRows, day: string): ReadonlyMap<string, number> {
  const parent = parentField(module) ?? '';
  const children = new Map<string, string[]>();
  for (const id of rows.ids) {
    const slot = rows.slotOf(id);
    if (slot === undefined) continue;
    const above = String(rows.column(parent, day)?.get(slot) ?? '');
    const root = above === id || rows.slotOf(above) === undefined ? '' : above;
    children.set(root, [...(children.get(root) ?? []), id]);
  }
  const places = new Map<string, number>();
  const walk = (id: string) => {
    for (const child of (children.get(id) ?? []).sort(bySiblings(module, rows, day)))
      if (!places.has(child)) {
        places.set(child, places.size);
        walk(child);
      }
  };
  walk('');
  for (const id of rows.ids) if (rows.slotOf(id) !== undefined && !places.has(id)) places.set(id, places.size);
  return places;
}

const bySiblings = ({ views }: AnyModule, rows: ModuleRows, day: string) => {
  const keys = views.sort
    .split(',')
    .map((name) => ({ name: name.replace(/^-/, ''), descending: name.startsWith('-') }));
  const keyOf = (name: string, id: string): string | number | undefined => {
    const slot = rows.slotOf(id) ?? -1;
    const value = name === 'title' ? rows.title(id) : rows.column(name, day)?.get(slot);
    return typeof value === 'number' || value === undefined ? value : soundKey(String(value), false);
  };
  return (a: string, b: string): number =>
    keys.reduce((order, { name, descending }) => order || compareKeys(keyOf(name, a), keyOf(name, b), descending), 0) ||
    compareText(a, b);
};

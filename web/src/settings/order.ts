import { type Diff, put } from './diff.ts';

type Text = { zh: string; en: string };
export type Section = { title: Text; help?: Text; fields: string[] };
/** The order a module comes with. */
export type Declared = { columns: string[]; sections: Section[] };

/** The list with the entry at `from` moved by one place; as it is where there is none. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const to = from + by;
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** The columns of lists as the diff leaves them. */
export const columnsOf = ({ columns }: Declared, diff: Diff): string[] =>
  diff.order?.columns ?? columns.filter((name) => !diff.hide?.includes(name));

const own: Text = { zh: '本县栏目', en: 'Fields of the county' };

/** The sections of the form as the diff leaves them: those it has placed, the others after them, own fields last. */
export function sectionsOf({ sections }: Declared, diff: Diff): Section[] {
  const placed = diff.order?.sections ?? [];
  const taken = new Set(placed.flatMap(({ fields }) => fields));
  const free = (fields: readonly string[]) => fields.filter((name) => !taken.has(name));
  const left = sections.map((section) => ({ ...section, fields: free(section.fields) }));
  return [...placed, ...left, { title: own, fields: free(Object.keys(diff.own ?? {})) }].filter(
    ({ fields }) => fields.length > 0,
  );
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The diff with columns in that order; the declared one is no diff. */
export const withColumns = (declared: Declared, diff: Diff, columns: string[]): Diff =>
  put(
    diff,
    ['order', 'columns'],
    same(columns, columnsOf(declared, withoutOrder(diff, 'columns'))) ? undefined : columns,
  );

/** The diff with sections in that order; the declared one is no diff. */
export const withSections = (declared: Declared, diff: Diff, sections: Section[]): Diff =>
  put(
    diff,
    ['order', 'sections'],
    same(sections, sectionsOf(declared, withoutOrder(diff, 'sections'))) ? undefined : sections,
  );

export const withoutOrder = (diff: Diff, of: 'columns' | 'sections'): Diff => put(diff, ['order', of], undefined);

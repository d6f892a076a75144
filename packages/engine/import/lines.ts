import { newId } from '@juxian/base/id.ts';
import type { Entry } from '../kinds/kind.ts';

export type Line = Readonly<Record<string, unknown>>;
/** When a line of an upload is the same as one that stands, and what the two come to. */
export type LineRule = {
  same(standing: Line, given: Line): boolean;
  /** Without it what is given takes the place of what stood, blanks excepted. */
  join?(standing: Line, given: Line): Line;
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Lines are the same that agree in these columns, blank ones included. */
export const sameBy = (...columns: readonly string[]): LineRule => ({
  same: (standing, given) => columns.every((column) => isSame(standing[column], given[column])),
});

/**
 * Lines of a sub-table with those of an upload: the same line is brought up to date, others are added behind. None is
 * taken away, a blank cell clears nothing.
 */
export function mergeLines(standing: readonly Entry[], given: readonly Line[], { same, join }: LineRule): Entry[] {
  const merged: Entry[] = standing.map((line) => ({ ...line }));
  const used = new Set<number>();
  for (const line of onceEach(given)) {
    const at = merged.findIndex((one, i) => !used.has(i) && same(one, line));
    const known = merged[at];
    const here = known ? at : merged.length;
    merged[here] = known ? { ...known, ...(join ? join(known, line) : line) } : { id: newId('line'), ...line };
    used.add(here);
  }
  return merged;
}

const onceEach = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line) => [JSON.stringify(Object.entries(line).sort()), line])).values(),
];

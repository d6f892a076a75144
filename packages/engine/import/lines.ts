import { newId } from '@juxian/base/id.ts';
import type { Entry } from '../kinds/kind.ts';

type Line = Readonly<Record<string, unknown>>;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * Lines of a sub-table with those of an upload: the same line, by the columns `keys`, takes what it had blank or
 * otherwise; others are added behind. None is taken away, a blank cell clears nothing.
 */
export function mergeLines(standing: readonly Entry[], given: readonly Line[], keys: readonly string[]): Entry[] {
  const merged: Entry[] = standing.map((line) => ({ ...line }));
  const used = new Set<number>();
  for (const line of onceEach(given)) {
    const at = merged.findIndex((one, i) => !used.has(i) && keys.every((key) => isSame(one[key], line[key])));
    const here = at < 0 ? merged.length : at;
    merged[here] = { ...(merged[at] ?? { id: newId('line') }), ...line };
    used.add(here);
  }
  return merged;
}

const onceEach = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line) => [JSON.stringify(Object.entries(line).sort()), line])).values(),
];

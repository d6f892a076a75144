import { parseResume } from './read.ts';
import { writeResume } from './write.ts';

/** A line of two résumés beside each other: the same in both, in both with other words, or in one of them. */
export type ResumeLine =
  | { is: 'same' | 'changed'; generated: string; hand: string }
  | { is: 'generated'; generated: string }
  | { is: 'hand'; hand: string };

/**
 * The résumé made from the record beside the one written by hand, stage by stage and 其间 by 其间; how lines are broken,
 * and how dates are written, makes no difference.
 */
export function compareResume(generated: string, hand: string): ResumeLine[] {
  const [left, right] = [linesOf(generated), linesOf(hand)];
  const likeness = likenessOf(left, right);
  const lines: ResumeLine[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    const alike = likeness(i + 1, j + 1) + alikeness(a, b);
    if (a !== undefined && b !== undefined && alikeness(a, b) > 0 && alike === likeness(i, j)) {
      lines.push({ is: a === b ? 'same' : 'changed', generated: a, hand: b });
      i++;
      j++;
    } else if (a !== undefined && (b === undefined || likeness(i + 1, j) >= likeness(i, j + 1))) {
      lines.push({ is: 'generated', generated: a });
      i++;
    } else if (b !== undefined) {
      lines.push({ is: 'hand', hand: b });
      j++;
    }
  }
  return lines;
}

const linesOf = (text: string): string[] =>
  text.trim() ? writeResume(parseResume(text), { width: Number.POSITIVE_INFINITY }).split('\n') : [];

/** Two versions of one stage begin in the same month, or both are 其间: they stand beside each other. */
const alikeness = (a: string | undefined, b: string | undefined): number =>
  a === undefined || b === undefined ? 0 : a === b ? 2 : a.slice(0, 7) === b.slice(0, 7) ? 1 : 0;

/** The most alike that the lines from two places on can be laid beside each other. */
function likenessOf(left: readonly string[], right: readonly string[]): (i: number, j: number) => number {
  const best = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j + 1) + alikeness(left[i], right[j]), at(i + 1, j), at(i, j + 1));
    }
  return at;
}

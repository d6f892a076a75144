import { assign } from '@juxian/rules/assignment.ts';
import { type Line, print, timed } from './parts/report.ts';

/** Assigning a large review: 1,000 items to 60 experts, three each, with conflicts; and close to what is possible at all. */

const items = Array.from({ length: 1000 }, (_, n) => `item${n}`);
const experts = Array.from({ length: 60 }, (_, n) => `expert${n}`);

/** A conflict for about `share` of a hundred pairs, the same at every run. */
const barring = (share: number) => (item: string, expert: string) =>
  (Number(item.slice(4)) * 7919 + Number(expert.slice(6)) * 104_729) % 100 < share;

const spread = (loads: readonly number[]): number => Math.max(...loads) - Math.min(...loads);
const skewed = (item: string, expert: string) => Number(item.slice(4)) % 2 === 0 && Number(expert.slice(6)) >= 20;
const lines: Line[] = [];
for (const [what, isBarred, cap] of [
  ['few conflicts, cap 60', barring(5), 60],
  ['many conflicts, cap 51', barring(60), 51],
  ['every place needed, cap 50', barring(30), 50],
  ['half of them for a third of the experts', skewed, 200],
] as const) {
  const work = { items, experts, perItem: 3, cap, isBarred };
  const found = assign(work);
  const note = found.short ? 'impossible' : `loads differ by ${spread([...found.loads.values()])}`;
  lines.push({ what, value: await timed(5, () => assign(work)), unit: 'ms', note });
}
print('Assigning 1,000 items to 60 experts, three each', lines);

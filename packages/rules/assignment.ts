/** What is to be given to whom. Experts earlier in the list come first where load and fit are equal. */
export type Work = {
  items: readonly string[];
  experts: readonly string[];
  /** How many experts every item gets, or each of them, those kept included. */
  perItem: number | ((item: string) => number);
  /** How many items an expert has at most, those kept included. */
  cap: number;
  isBarred(item: string, expert: string): boolean;
  /** What stands and is not moved: it counts for the item and for the expert's load, barred or not. */
  kept?: readonly Pair[];
  /** Among experts of equal load the one that fits better goes first. */
  suits?(item: string, expert: string): number;
};
export type Pair = { item: string; expert: string };

/** Why no assignment is: items with too few experts free of conflict, or items that only experts at their cap may take. */
export type Short = {
  few: { item: string; free: number }[];
  full: { items: string[]; experts: string[] };
};
/** Why loads differ by more than one: these experts have these items, and nobody with fewer may take one of them. */
export type Uneven = { experts: string[]; items: string[] };

export type Assignment =
  | { pairs: Pair[]; loads: Map<string, number>; uneven?: Uneven; short?: undefined }
  | { short: Short; pairs?: undefined };

const free = 0;
const barred = 1;
const given = 2;
const held = 3;

/**
 * Gives every item `perItem` different experts free of conflict and keeps every cap, so that the sum of the squared loads
 * is the least possible. That makes the largest load least, the smallest greatest and therefore the difference least.
 * Minimum-cost flow: each place goes by the shortest alternating path to the reachable expert of least load (successive
 * shortest paths; Harvey, Ladner, Lovász and Tamir, Semi-matchings for bipartite graphs, 2006).
 * @returns the pairs with those kept, or what stands in the way.
 */
export function assign(work: Work): Assignment {
  const { items, experts, perItem, cap, kept = [] } = work;
  const wanted = items.map((item) => (typeof perItem === 'number' ? perItem : perItem(item)));
  const width = experts.length;
  const cells = new Uint8Array(items.length * width);
  const loads = new Int32Array(width);
  const taken = new Int32Array(items.length);
  const has: number[][] = experts.map(() => []);
  const itemAt = new Map(items.map((item, i) => [item, i]));
  const expertAt = new Map(experts.map((expert, e) => [expert, e]));
  items.forEach((item, i) => {
    experts.forEach((expert, e) => {
      if (work.isBarred(item, expert)) cells[i * width + e] = barred;
    });
  });
  for (const { item, expert } of kept) {
    const i = itemAt.get(item);
    const e = expertAt.get(expert);
    if (i === undefined) continue;
    taken[i] = (taken[i] ?? 0) + 1;
    if (e === undefined) continue;
    cells[i * width + e] = held;
    loads[e] = (loads[e] ?? 0) + 1;
  }
  const graph: Graph = { width, cells, loads, has, cap };
  const few = items.flatMap((item, i) => {
    const open = experts.reduce((n, _, e) => n + (cells[i * width + e] === free ? 1 : 0), 0);
    return (taken[i] ?? 0) + open < (wanted[i] ?? 0) ? [{ item, free: (taken[i] ?? 0) + open }] : [];
  });
  if (few.length > 0) return { short: { few, full: { items: [], experts: [] } } };
  const suits = (i: number, e: number) => work.suits?.(items[i] ?? '', experts[e] ?? '') ?? 0;
  for (let i = 0; i < items.length; i++)
    for (let n = taken[i] ?? 0; n < (wanted[i] ?? 0); n++) {
      const blocked = place(graph, i, suits);
      if (blocked)
        return {
          short: {
            few: [],
            full: {
              items: blocked.items.map((at) => items[at] ?? ''),
              experts: blocked.experts.map((at) => experts[at] ?? ''),
            },
          },
        };
    }
  const uneven = unevenIn(graph);
  return {
    pairs: [
      ...kept.filter(({ item, expert }) => itemAt.has(item) && !expertAt.has(expert)),
      ...items.flatMap((item, i) =>
        experts.flatMap((expert, e) => ((cells[i * width + e] ?? 0) >= given ? [{ item, expert }] : [])),
      ),
    ],
    loads: new Map(experts.map((expert, e) => [expert, loads[e] ?? 0])),
    ...(uneven
      ? {
          uneven: {
            experts: uneven.experts.map((e) => experts[e] ?? ''),
            items: uneven.items.map((i) => items[i] ?? ''),
          },
        }
      : {}),
  };
}

/** Cells by item and expert, the load of each expert, and the items each could hand on. */
type Graph = { width: number; cells: Uint8Array; loads: Int32Array; has: number[][]; cap: number };
type Blocked = { items: number[]; experts: number[] };

/** Gives one item one expert more. @returns what was searched where there is none. */
function place(graph: Graph, item: number, suits: (i: number, e: number) => number): Blocked | undefined {
  const { width, cells, loads, cap } = graph;
  let best = -1;
  let bestFit = 0;
  let least = cap;
  for (let e = 0; e < width; e++) {
    const load = loads[e] ?? 0;
    least = Math.min(least, load);
    if (cells[item * width + e] !== free || load >= cap) continue;
    const bestLoad = best < 0 ? cap : (loads[best] ?? 0);
    if (load > bestLoad) continue;
    const fit = suits(item, e);
    if (load === bestLoad && best >= 0 && fit <= bestFit) continue;
    best = e;
    bestFit = fit;
  }
  if (best >= 0 && (loads[best] ?? 0) === least) {
    give(graph, item, best);
    return undefined;
  }
  return placeByPath(graph, item, best, least);
}

/** Looks along items that others could hand on for an expert with less than the best direct one. */
function placeByPath(graph: Graph, start: number, direct: number, least: number): Blocked | undefined {
  const { width, cells, loads, has, cap } = graph;
  const via = new Int32Array(width).fill(-1);
  const from = new Map<number, number>([[start, -1]]);
  const queue = [start];
  let best = direct;
  for (let at = 0; at < queue.length && (best < 0 || (loads[best] ?? 0) > least); at++) {
    const item = queue[at] ?? 0;
    for (let e = 0; e < width; e++) {
      if (via[e] !== -1 || cells[item * width + e] !== free) continue;
      via[e] = item;
      const load = loads[e] ?? 0;
      if (load < cap && (best < 0 || load < (loads[best] ?? 0))) best = e;
      for (const other of has[e] ?? [])
        if (!from.has(other)) {
          from.set(other, e);
          queue.push(other);
        }
    }
  }
  if (best < 0) return { items: [...from.keys()], experts: [...via.keys()].filter((e) => via[e] !== -1) };
  if (best === direct) {
    give(graph, start, direct);
    return undefined;
  }
  for (let expert = best; ; ) {
    const item = via[expert] ?? start;
    const before = from.get(item) ?? -1;
    if (before >= 0) takeBack(graph, item, before);
    give(graph, item, expert);
    if (before < 0) return undefined;
    expert = before;
  }
}

function give({ width, cells, loads, has }: Graph, item: number, expert: number): void {
  cells[item * width + expert] = given;
  loads[expert] = (loads[expert] ?? 0) + 1;
  has[expert]?.push(item);
}

function takeBack({ width, cells, loads, has }: Graph, item: number, expert: number): void {
  cells[item * width + expert] = free;
  loads[expert] = (loads[expert] ?? 0) - 1;
  const list = has[expert] ?? [];
  list.splice(list.indexOf(item), 1);
}

/** The experts of greatest load with all to whom their items could go, where somebody has less by more than one. */
function unevenIn({ width, cells, loads, has }: Graph): Blocked | undefined {
  const most = Math.max(...loads);
  if (width === 0 || most - Math.min(...loads) <= 1) return undefined;
  const reached = new Set([...loads.keys()].filter((e) => loads[e] === most));
  const items = new Set<number>();
  for (const expert of reached)
    for (const item of has[expert] ?? []) {
      items.add(item);
      for (let e = 0; e < width; e++) if (cells[item * width + e] === free) reached.add(e);
    }
  return { items: [...items], experts: [...reached] };
}

import type { Align } from '../paper.ts';
import { type Flow, type Lines, mm, type Type } from './flow.ts';
import { pieces } from './wrap.ts';

/** A cell to be set: `foot` stands at its lower edge, right. */
export type TableCell = {
  text: string;
  column: number;
  across: number;
  down: number;
  align: Align;
  bold?: boolean;
  upper?: boolean;
  indent?: boolean;
  foot?: string;
};
export type TableRow = { cells: readonly TableCell[]; tall?: number };

type SetCell = TableCell & { x: number; width: number; lines: Lines; type: Type };
type SetRow = { cells: readonly SetCell[]; height: number };

/** In points. */
const pad = 3;

/** A ruled table across the page; its head stands again on each page, and a row is cut only where it is taller than one. */
export function drawTable(
  flow: Flow,
  shares: readonly number[],
  type: Type,
  head: readonly TableRow[],
  rows: readonly TableRow[],
): void {
  const edges = edgesOf(flow, shares);
  const top = setRows(flow, edges, type, head);
  const headTall = sumOf(top.map(({ height }) => height));
  const groups = grouped(setRows(flow, edges, type, rows));
  const begin = (): void => {
    flow.rule(flow.left, flow.y, flow.right, flow.y);
    drawRows(flow, top);
  };
  const first = sumOf(groups[0]?.map(({ height }) => height) ?? []);
  flow.need(headTall + Math.min(first, flow.tall() - headTall));
  begin();
  for (const group of groups) {
    const height = sumOf(group.map((row) => row.height));
    if (height <= flow.rest() + 0.01) drawRows(flow, group);
    else if (height + headTall <= flow.tall()) {
      flow.turn();
      begin();
      drawRows(flow, group);
    } else for (const row of group) drawCut(flow, row, begin);
  }
}

function edgesOf({ left, width }: Flow, shares: readonly number[]): number[] {
  const sum = sumOf(shares);
  const edges = [left];
  for (const share of shares) edges.push((edges.at(-1) ?? left) + (width * share) / sum);
  return edges;
}

function setRows(flow: Flow, edges: readonly number[], type: Type, rows: readonly TableRow[]): SetRow[] {
  const made = rows.map(({ cells, tall = 0 }) => {
    const set = cells.map((cell): SetCell => {
      const x = edges[cell.column] ?? 0;
      const width = (edges[cell.column + cell.across] ?? edges.at(-1) ?? 0) - x;
      const own = narrowed(flow, type, cell, width - 2 * pad * mm);
      return { ...cell, x, width, type: own, lines: flow.linesOf(cell.text, own, width - 2 * pad * mm) };
    });
    const height = Math.max(tall, ...set.filter(({ down }) => down === 1).map(tallOf), (type.pitch + 2 * pad) * mm);
    return { cells: set, height };
  });
  made.forEach(({ cells }, i) => {
    for (const cell of cells) {
      const spanned = made.slice(i, i + cell.down);
      const lack = tallOf(cell) - sumOf(spanned.map(({ height }) => height));
      const last = spanned.at(-1);
      if (lack > 0 && last) last.height += lack;
    }
  });
  return made;
}

/** No figure or date is cut in the middle while a smaller size, down to 7 points, holds it whole. */
function narrowed(flow: Flow, type: Type, { text, bold, indent }: TableCell, room: number): Type {
  const own: Type = { ...type, ...(bold && { weight: 'bold' }), indent: indent ? 2 * type.size * mm : 0 };
  const widest = Math.max(
    0,
    ...text.split('\n').flatMap((line) => pieces(line).map((piece) => flow.wideOf(piece, own))),
  );
  const size = Math.max(7, Math.min(own.size, Math.floor((own.size * room * 2) / widest) / 2));
  return widest > room ? { ...own, size } : own;
}

const tallOf = ({ lines, type, foot }: SetCell): number =>
  (lines.length * type.pitch + (foot ? type.pitch + 8 : 0) + 2 * pad) * mm;

/** Rows that a cell reaches across stay together. */
function grouped(rows: readonly SetRow[]): SetRow[][] {
  const groups: SetRow[][] = [];
  let held = 0;
  for (const row of rows) {
    if (held > 0) groups.at(-1)?.push(row);
    else groups.push([row]);
    held = Math.max(held - 1, ...row.cells.map(({ down }) => down - 1));
  }
  return groups;
}

function drawRows(flow: Flow, rows: readonly SetRow[]): void {
  rows.forEach(({ cells, height }, i) => {
    for (const cell of cells) drawCell(flow, cell, sumOf(rows.slice(i, i + cell.down).map((row) => row.height)));
    flow.y += height;
  });
}

function drawCell(flow: Flow, { x, width, lines, type, align, upper, foot }: SetCell, height: number): void {
  const { y } = flow;
  flow.rule(x, y, x, y + height);
  flow.rule(x + width, y, x + width, y + height);
  flow.rule(x, y + height, x + width, y + height);
  const tall = lines.length * type.pitch * mm;
  const from = upper ? y + pad * mm : y + (height - tall) / 2;
  const inner = width - 2 * pad * mm;
  lines.forEach(({ text, indent, last }, i) => {
    const free = inner - flow.wideOf(text, type);
    const at = x + pad * mm + indent + (align === 'center' ? free / 2 : align === 'right' ? free : 0);
    flow.put(text, at, from + i * type.pitch * mm, type, align === 'left' && !last ? inner - indent : undefined);
  });
  if (foot) {
    const right = x + width - 12 * mm - flow.wideOf(foot, type);
    flow.put(foot, right, y + height - (type.pitch + 8) * mm, type);
  }
}

/** A row taller than a page, on as many as it takes. */
function drawCut(flow: Flow, row: SetRow, begin: () => void): void {
  let rest = row.cells;
  const left = (): number => Math.max(...rest.map(({ lines }) => lines.length));
  for (;;) {
    const [{ type }] = rest as [SetCell];
    const whole = Math.max(...rest.map(tallOf));
    if (whole <= flow.rest()) {
      drawRows(flow, [{ cells: rest, height: whole }]);
      return;
    }
    const fits = Math.min(left(), Math.floor((flow.rest() / mm - 2 * pad) / type.pitch));
    if (fits > 0) {
      const cells = rest.map(({ foot: _, ...cell }) => ({ ...cell, upper: true, lines: cell.lines.slice(0, fits) }));
      drawRows(flow, [{ cells, height: flow.rest() }]);
      rest = rest.map((cell) => ({ ...cell, upper: true, lines: cell.lines.slice(fits) }));
    }
    flow.turn();
    begin();
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

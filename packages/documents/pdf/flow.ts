import { body, margins, type Paper, sheetOf } from '../paper.ts';
import { baseline, type Ink, type Pages } from './pages.ts';
import type { Weight } from './song.ts';
import { balance, wrap } from './wrap.ts';

type Draw = (pages: Pages) => void;

/** Text set in lines: size and pitch in points, `spread` in points between characters, `indent` of the first line in mm. */
export type Type = { size: number; pitch: number; weight?: Weight; color?: string; spread?: number; indent?: number };
export type Lines = readonly { text: string; indent: number; last: boolean }[];

export const mm = 25.4 / 72;

/** The pages of a paper as they fill up, in mm; drawn when their number is known. */
export type Flow = ReturnType<typeof openFlow>;

export function openFlow(
  paper: Paper,
  face: Pages['face'],
  room: readonly [number, number, number, number] = margins[paper.layout],
) {
  const [top, right, bottom, left] = room;
  const sheet = sheetOf(paper);
  const drawn: Draw[][] = [[]];
  const missing = new Set<string>();
  const printable = (text: string): string => {
    const shown = face.printable(text);
    for (const char of shown.missing) missing.add(char);
    return shown.text;
  };
  const wideOf = (text: string, { size, weight, spread = 0 }: Type): number =>
    (face.width(text, size, weight) + spread * [...text].length) * mm;

  const flow = {
    paper,
    sheet,
    left,
    right: sheet.width - right,
    top,
    bottom: sheet.height - bottom,
    width: sheet.width - left - right,
    y: top,
    missing,
    drawn,
    printable,
    wideOf,
    rest: (): number => flow.bottom - flow.y,
    tall: (): number => flow.bottom - flow.top,
    draw(what: Draw): void {
      drawn.at(-1)?.push(what);
    },
    turn(): void {
      drawn.push([]);
      flow.y = top;
    },
    /** Turns the page unless so much fits, or nothing stands on it yet. */
    need(height: number): void {
      if (height > flow.rest() + 0.01 && flow.y > top) flow.turn();
    },
    space(points: number): void {
      if (flow.y > top) flow.y += points * mm;
    },
    /** `even`: lines of about one length. */
    linesOf(text: string, type: Type, width: number, even = false): Lines {
      const indent = type.indent ?? 0;
      return printable(text)
        .split('\n')
        .flatMap((paragraph, i) => {
          const first = i === 0 ? indent : 0;
          const measure = (piece: string): number => wideOf(piece, type);
          const made = even
            ? balance(paragraph, measure, width)
            : firstWrapped(paragraph, measure, width - first, width);
          return made.map((line, n) => ({ text: line, indent: n === 0 ? first : 0, last: n === made.length - 1 }));
        });
    },
    /** One line with its top at `y`; justified where `fill` is the width to be filled. */
    put(text: string, x: number, y: number, type: Type, fill?: number): void {
      const chars = [...text].length;
      const slack = fill && chars > 1 ? (fill - wideOf(text, type)) / mm / (chars - 1) : 0;
      const spread = (type.spread ?? 0) + (slack < type.size / 2 ? Math.max(slack, 0) : 0);
      const ink: Ink = { size: type.size, weight: type.weight ?? 'regular', color: type.color ?? '#000' };
      flow.draw((pages) => pages.text(text, x, y + baseline(type.size, type.pitch), ink, spread));
    },
    rule(x: number, y: number, toX: number, toY: number, look?: { width?: number; color?: string }): void {
      flow.draw((pages) => pages.line(x, y, toX, toY, look));
    },
    /** Running text, line by line across pages; the last two lines of a paragraph stay together. */
    text(text: string, type: Type, align: 'left' | 'center' | 'right' = 'left'): void {
      const lines = flow.linesOf(text, type, flow.width, align === 'center');
      lines.forEach(({ text: line, indent, last }, i) => {
        const left = lines.length - i;
        flow.need((left === 2 && lines.length > 2 ? 2 : 1) * type.pitch * mm);
        const wide = wideOf(line, type);
        const free = flow.width - wide;
        const x = flow.left + indent + (align === 'center' ? free / 2 : align === 'right' ? free : 0);
        flow.put(line, x, flow.y, type, align === 'left' && !last ? flow.width - indent : undefined);
        flow.y += type.pitch * mm;
      });
    },
  };
  return flow;
}

/** Lines of which the first has its own room. */
function firstWrapped(text: string, width: (piece: string) => number, first: number, rest: number): string[] {
  const [head = '', ...others] = wrap(text, width, first);
  if (others.length === 0 || first === rest) return [head, ...others];
  return [head, ...wrap(text.slice(head.length).trimStart(), width, rest)];
}

/** How running text of a paper is set. */
export function bodyType({ layout }: Paper): Type {
  const { size, line } = body[layout];
  return { size, pitch: line, ...(layout === 'letter' && { spread: -0.22 }) };
}

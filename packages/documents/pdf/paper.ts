import {
  type Block,
  body,
  type Cell,
  DEMO_LINE,
  DRAFT_MARK,
  framing,
  hashLine,
  headingFace,
  imprintRules,
  issuedInsets,
  issuedLines,
  letterHead,
  letterheadSize,
  margins,
  type Paper,
  type PlacedCell,
  pairCells,
  placed,
  SEAL_PLACE,
} from '../paper.ts';
import { qrDots } from '../qr.ts';
import { bodyType, type Flow, mm, openFlow, type Type } from './flow.ts';
import { openPages, type Pages, RED } from './pages.ts';
import { song } from './song.ts';
import { drawTable, type TableCell } from './table.ts';

/**
 * A paper as PDF, in the Song face throughout: 仿宋, 楷体 and 小标宋 are not free to embed. `missing` are characters for
 * which □ is printed.
 */
export async function toPdf(paper: Paper): Promise<{ bytes: Uint8Array; missing: string[] }> {
  const face = song();
  const framed = paper.layout === 'certificate';
  const [top, right, bottom, left] = margins[paper.layout];
  const [over, after, under, before] = framing;
  const flow = openFlow(
    paper,
    face,
    framed ? [top + over, right + after, bottom + under, left + before] : [top, right, bottom, left],
  );
  head(flow);
  for (const [i, block] of paper.blocks.entries()) drawBlock(flow, block, paper.blocks[i - 1], paper.blocks[i + 1]);
  const pages = openPages({ title: paper.title.replaceAll('\n', ''), office: paper.office }, face);
  flow.drawn.forEach((drawn, i) => {
    pages.add(flow.sheet.width, flow.sheet.height);
    marks(pages, flow, i + 1);
    for (const draw of drawn) draw(pages);
  });
  return { bytes: await pages.bytes(), missing: [...flow.missing] };
}

/** What stands on each page outside its text. */
function marks(pages: Pages, { paper, sheet, drawn, printable }: Flow, page: number): void {
  const [top, right, bottom, left] = margins[paper.layout];
  const centered = (text: string, y: number, size: number): void => {
    pages.text(text, (sheet.width - pages.face.width(text, size) * mm) / 2, y, { size });
  };
  if (paper.watermark) pages.watermark(printable(paper.watermark), sheet.width, sheet.height);
  if (paper.demo) centered(DEMO_LINE, top / 2 + 1.5, 9);
  if (paper.draft) pages.text(DRAFT_MARK, left, top - 6, { size: 16, weight: 'bold' });
  if (paper.hash) pages.text(printable(hashLine(paper.hash)), left, sheet.height - bottom / 2 + 1.5, { size: 9 });
  if (paper.layout === 'form') {
    const text = `第 ${page} 页 共 ${drawn.length} 页`;
    pages.text(text, sheet.width - right - pages.face.width(text, 9) * mm, sheet.height - bottom / 2 + 1.5, {
      size: 9,
    });
  }
  if (paper.layout === 'letter') {
    // GB/T 9704-2012, 7.5: its dashes 7 mm under the text, one character from the outer edge.
    const text = `— ${page} —`;
    const x = page % 2 === 1 ? sheet.width - right - 14 * mm - pages.face.width(text, 14) * mm : left + 14 * mm;
    pages.text(text, x, sheet.height - bottom + 7 + 14 * 0.38 * mm, { size: 14 });
  }
  if (paper.layout === 'certificate') frame(pages, sheet);
}

function frame(pages: Pages, { width, height }: { width: number; height: number }): void {
  const [top, right, bottom, left] = margins.certificate;
  for (const [inset, thick] of [
    [0, 3],
    [2, 0.75],
  ] as const) {
    const [x, y, toX, toY] = [left + inset, top + inset, width - right - inset, height - bottom - inset];
    const look = { width: thick, color: '#8c1d18' };
    pages.line(x, y, toX, y, look);
    pages.line(toX, y, toX, toY, look);
    pages.line(toX, toY, x, toY, look);
    pages.line(x, toY, x, y, look);
  }
}

const title: Type = { size: 22, pitch: 34, weight: 'bold' };

function head(flow: Flow): void {
  const { paper } = flow;
  const { layout, letterhead, number, cover } = paper;
  if (cover) {
    drawCover(flow, cover);
    return;
  }
  const line = body[layout].line;
  if (layout === 'certificate') {
    flow.text([...paper.title].join('　'), { size: 46, pitch: 70, weight: 'bold' }, 'center');
    flow.space(17);
    if (number) flow.text(number, { size: 10.5, pitch: 16 }, 'right');
    return;
  }
  if (layout === 'form') {
    flow.text(paper.title, title, 'center');
    flow.space(10);
    if (number) flow.text(number, { size: 10.5, pitch: 17 }, 'right');
    return;
  }
  if (letterhead) {
    const size = letterheadSize(letterhead);
    flow.y += letterHead.over;
    flow.text(letterhead, { size, pitch: size, weight: 'bold', color: RED }, 'center');
    flow.space(2 * line);
  }
  if (number) flow.text(number, bodyType(paper), 'center');
  if (letterhead) {
    // From the foot of the number's characters, which stand in the middle of their line.
    flow.y += letterHead.rule - ((line - body.letter.size) / 2) * mm;
    flow.rule(flow.left, flow.y, flow.right, flow.y, { width: 1.5, color: RED });
    flow.space(2 * line);
  }
  flow.text(paper.title, title, 'center');
  flow.space(line);
}

function drawCover(flow: Flow, { lines, foot }: NonNullable<Paper['cover']>): void {
  const { paper } = flow;
  flow.text(paper.number ?? '', { size: 10.5, pitch: 20 }, 'right');
  flow.y += 44;
  flow.text(paper.title, { size: 32, pitch: 50, weight: 'bold' }, 'center');
  flow.y += 40;
  const type: Type = { size: 16, pitch: 24 };
  const from = flow.left + (flow.width - 128) / 2;
  for (const [label, value] of lines) {
    const set = flow.linesOf(value, type, 84);
    flow.put(flow.printable(label), from, flow.y + (set.length - 1) * type.pitch * mm, type);
    for (const { text } of set) {
      flow.put(text, from + 42 + (84 - flow.wideOf(text, type)) / 2, flow.y, type);
      flow.y += type.pitch * mm;
    }
    flow.rule(from + 40, flow.y, from + 128, flow.y, { width: 0.75 });
    flow.y += 5;
  }
  const last = flow.linesOf(foot, { size: 16, pitch: 28 }, flow.width);
  flow.y = Math.max(flow.y, flow.bottom - last.length * 28 * mm);
  flow.text(foot, { size: 16, pitch: 28 }, 'center');
  flow.turn();
}

const ruled: readonly Block['is'][] = ['pairs', 'grid', 'opinion'];

function drawBlock(flow: Flow, block: Block, before?: Block, after?: Block): void {
  const { paper } = flow;
  const own = bodyType(paper);
  const em = (own.size + (own.spread ?? 0)) * mm;
  switch (block.is) {
    case 'paragraph': {
      if (block.gap) flow.space(own.pitch);
      const heavy = block.bold || block.face === 'hei' || block.face === 'title';
      const type: Type = {
        ...(block.small ? { size: 10.5, pitch: 17 } : own),
        ...(heavy && { weight: 'bold' }),
        indent: block.flush || block.align ? 0 : 2 * (block.small ? 10.5 * mm : em),
      };
      if (block.keep) flow.need(2 * type.pitch * mm);
      if (after?.is === 'issued') {
        const last = Math.min(2, flow.linesOf(block.text, type, flow.width).length);
        flow.need(last * type.pitch * mm + issuedTall(flow, after));
      }
      flow.text(block.text, type, block.align);
      return;
    }
    case 'heading': {
      const letter = paper.layout === 'letter';
      if (!letter) flow.space(8);
      flow.need(3 * own.pitch * mm);
      const weight = headingFace[block.level] === 'hei' ? 'bold' : 'regular';
      flow.text(block.text, { ...own, weight, indent: letter ? 2 * em : 0 });
      return;
    }
    case 'pairs':
    case 'grid':
    case 'opinion':
      if (!before || !ruled.includes(before.is)) flow.space(paper.layout === 'letter' ? 6 : 2);
      drawRuled(flow, block);
      if (!after || !ruled.includes(after.is)) flow.space(6);
      return;
    case 'signatures':
      drawSignatures(flow, block.lines);
      return;
    case 'issued':
      drawIssued(flow, block);
      return;
    case 'copies':
      drawCopies(flow, block);
      return;
    case 'qr':
      drawQr(flow, block);
      return;
    case 'break':
      flow.turn();
      return;
  }
}

const tableType: Type = { size: 12, pitch: 18 };

function drawRuled(flow: Flow, block: Extract<Block, { is: 'pairs' | 'grid' | 'opinion' }>): void {
  if (block.is === 'pairs') {
    const { rows, shares } = pairCells(block);
    const made = rows.map(({ cells, tall }) => ({
      ...(tall && { tall }),
      cells: cells.flatMap(({ label, value, across }, i): TableCell[] => [
        { text: label, column: 2 * i, across: 1, down: 1, align: 'center' },
        { text: value, column: 2 * i + 1, across, down: 1, align: 'left' },
      ]),
    }));
    drawTable(flow, shares, tableType, [], made);
    return;
  }
  if (block.is === 'opinion') {
    const { label, text, sign, seal, date = '    年  月  日', tall = 40 } = block;
    const foot = flow.printable([sign, seal && SEAL_PLACE, date].filter(Boolean).join('　　'));
    const words = { text, column: 1, across: 1, down: 1, align: 'left', upper: true, indent: true, foot } as const;
    const cells = [{ text: label, column: 0, across: 1, down: 1, align: 'center' as const }, words];
    drawTable(flow, [3, 22], tableType, [], [{ tall, cells }]);
    return;
  }
  const { head: heads, widths, align = [], rows, blank = 0, tall } = block;
  const empty: Cell[] = widths.map(() => '');
  const set = (row: readonly PlacedCell[], otherwise: (column: number) => TableCell['align']): TableCell[] =>
    row.map(({ align: own, bold = false, ...cell }) => ({ ...cell, bold, align: own ?? otherwise(cell.column) }));
  drawTable(
    flow,
    widths,
    { size: 10.5, pitch: 15 },
    placed(heads).map((row) => ({ cells: set(row, () => 'center') })),
    placed([...rows, ...Array.from({ length: blank }, () => empty)]).map((row) => ({
      ...(tall && { tall }),
      cells: set(row, (column) => align[column] ?? 'left'),
    })),
  );
}

function drawSignatures(flow: Flow, lines: readonly string[]): void {
  const type: Type = bodyType(flow.paper);
  const step = (type.pitch + 8) * mm;
  flow.space(14);
  flow.need(lines.length * step);
  for (const line of lines) {
    const text = flow.printable(line);
    flow.put(text, flow.right - 43 - flow.wideOf(text, type), flow.y, type);
    flow.y += step;
    flow.rule(flow.right - 42, flow.y - 10 * mm, flow.right, flow.y - 10 * mm, { width: 0.75 });
  }
}

type Issued = Extract<Block, { is: 'issued' }>;
const issuedTall = ({ paper }: Flow, block: Issued): number =>
  (2 + issuedLines(block).length) * body[paper.layout].line * mm;

/** At the right, centred on the date; on a certificate over its lower edge. */
function drawIssued(flow: Flow, block: Issued): void {
  const type = bodyType(flow.paper);
  const lines = issuedLines(block).map(flow.printable);
  const framed = flow.paper.layout === 'certificate';
  if (!framed) flow.need(issuedTall(flow, block));
  const y = framed ? flow.bottom - 4 - lines.length * type.pitch * mm : flow.y + 2 * type.pitch * mm;
  const insets = issuedInsets(lines, (line) => flow.wideOf(line, type), framed ? 0 : type.size * mm);
  for (const [i, line] of lines.entries())
    flow.put(line, flow.right - (insets[i] ?? 0) - flow.wideOf(line, type), y + i * type.pitch * mm, type);
  if (!framed) flow.y = y + lines.length * type.pitch * mm;
}

/** On the last lines of the last page. Source: GB/T 9704-2012, 7.4. */
function drawCopies(flow: Flow, { to, by, on }: Extract<Block, { is: 'copies' }>): void {
  const type: Type = { size: 14, pitch: 24 };
  const inset = 14 * mm;
  const hang = 3 * inset;
  const copied = to ? flow.linesOf(`${to}。`, type, flow.width - 2 * inset - hang) : [];
  const thick = { width: imprintRules.thick / mm };
  const tall = (copied.length + 1) * type.pitch * mm;
  flow.space(bodyType(flow.paper).pitch);
  flow.need(tall);
  flow.y = flow.bottom - tall;
  const [office, day] = [flow.printable(by), flow.printable(`${on}印发`)];
  flow.rule(flow.left, flow.y, flow.right, flow.y, thick);
  if (to) flow.put('抄送：', flow.left + inset, flow.y, type);
  for (const { text } of copied) {
    flow.put(text, flow.left + inset + hang, flow.y, type);
    flow.y += type.pitch * mm;
  }
  if (copied.length > 0) flow.rule(flow.left, flow.y, flow.right, flow.y, { width: imprintRules.thin / mm });
  flow.put(office, flow.left + inset, flow.y, type);
  flow.put(day, flow.right - inset - flow.wideOf(day, type), flow.y, type);
  flow.y += type.pitch * mm;
  flow.rule(flow.left, flow.y, flow.right, flow.y, thick);
}

const qrSide = 26;

function drawQr(flow: Flow, { url, caption }: Extract<Block, { is: 'qr' }>): void {
  const type: Type = { size: 9, pitch: 13 };
  const { side, dots } = qrDots(url);
  const words = flow.linesOf(caption, type, 90);
  const tall = qrSide + words.length * type.pitch * mm;
  const framed = flow.paper.layout === 'certificate';
  if (!framed) flow.need(tall);
  const y = framed ? flow.bottom - tall : flow.y;
  const dot = qrSide / side;
  flow.draw((pages) =>
    pages.squares(
      dots.map(([x, down]) => [flow.left + x * dot, y + down * dot] as const),
      dot,
    ),
  );
  for (const [i, { text }] of words.entries()) flow.put(text, flow.left, y + qrSide + i * type.pitch * mm, type);
  if (!framed) flow.y += tall;
}

import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  HeightRule,
  ImageRun,
  type IRunOptions,
  Packer,
  PageBorderOffsetFrom,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import {
  type Align,
  type Block,
  body,
  type Cell,
  DEMO_LINE,
  type Face,
  faces,
  framing,
  hashLine,
  headingFace,
  letterheadSize,
  margins,
  type Paper,
  type PlacedCell,
  pairCells,
  placed,
  SEAL_PLACE,
  sheetOf,
} from './paper.ts';
import { qrPng } from './qr.ts';

type Child = Paragraph | Table;
type Look = { face: Face; size: number; bold?: boolean; color?: string };
type Lay = {
  align?: Align;
  first?: boolean;
  line?: number;
  before?: number;
  after?: number;
  rule?: boolean;
  keep?: boolean;
};
/** What every block needs to know of its paper; widths in twentieths of a point. */
type Frame = { paper: Paper; look: Look; line: number; width: number };

export const twips = (mm: number): number => Math.round((mm * 1440) / 25.4);
const aligned = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const RED = 'C00000';

/** A paper as a Word file: faces named, never embedded; no person in its properties. */
export async function toDocx(paper: Paper): Promise<Uint8Array> {
  const { size, line, face } = body[paper.layout];
  const sheet = sheetOf(paper);
  const landscape = sheet.width > sheet.height;
  const framed = paper.layout === 'certificate';
  const [top, right, bottom, left] = marginsOf(paper);
  const frame: Frame = { paper, look: { face, size }, line, width: twips(sheet.width - left - right) };
  const blocks = await Promise.all(
    paper.blocks.map((block, i) => blockOf(frame, block, paper.blocks[i + 1]?.is === 'issued')),
  );
  const letter = paper.layout === 'letter';
  const document = new Document({
    creator: paper.office,
    lastModifiedBy: '',
    title: paper.title.replaceAll('\n', ''),
    evenAndOddHeaderAndFooters: letter,
    styles: { default: { document: { run: runOf({ face, size }) } } },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: twips(Math.min(sheet.width, sheet.height)),
              height: twips(Math.max(sheet.width, sheet.height)),
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: twips(top),
              right: twips(right),
              bottom: twips(bottom),
              left: twips(left),
              header: twips(12),
              footer: twips(letter ? 25 : 10),
            },
            ...(framed && { borders: certificateFrame }),
          },
          // GB/T 9704: 28 characters of 15.79 pt and 22 lines of 28.95 pt; the pitch is counted in 1/4096 pt.
          ...(letter && { grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: 579, charSpace: -860 } }),
        },
        headers: letter ? { default: headerOf(paper), even: headerOf(paper) } : { default: headerOf(paper) },
        footers: letter
          ? { default: footerOf(paper, 'right'), even: footerOf(paper, 'left') }
          : { default: footerOf(paper, 'center') },
        children: [...headOf(frame), ...blocks.flat()],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Margins in mm; a certificate's words stand clear of its frame. */
function marginsOf({ layout }: Paper): readonly [number, number, number, number] {
  const [top, right, bottom, left] = margins[layout];
  if (layout !== 'certificate') return [top, right, bottom, left];
  return [top + framing[0], right + framing[1], bottom + framing[2], left + framing[3]];
}

const edge = { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, space: 28, color: '8C1D18' };
const certificateFrame = {
  pageBorders: { offsetFrom: PageBorderOffsetFrom.PAGE },
  pageBorderTop: edge,
  pageBorderRight: edge,
  pageBorderBottom: edge,
  pageBorderLeft: edge,
};

const runOf = ({ face, size, bold, color }: Look) => ({
  font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: faces[face][0], cs: 'Times New Roman' },
  size: Math.round(size * 2),
  ...(bold && { bold }),
  ...(color && { color }),
});

/** Runs of a text, one to a line. */
export const runsOf = (text: string, look: Look): TextRun[] =>
  text.split('\n').map((part, i) => {
    const options: IRunOptions = { ...runOf(look), text: part, ...(i > 0 && { break: 1 }) };
    return new TextRun(options);
  });

function paragraph(children: readonly ParagraphChild[], lay: Lay = {}): Paragraph {
  const edge = { style: BorderStyle.SINGLE, size: 12, space: 6, color: RED };
  return new Paragraph({
    children: [...children],
    alignment: lay.align ? aligned[lay.align] : AlignmentType.BOTH,
    ...(lay.first && { indent: { firstLineChars: 200, firstLine: 640 } }),
    spacing: {
      ...(lay.line && { line: Math.round(lay.line * 20), lineRule: 'exact' as const }),
      before: Math.round((lay.before ?? 0) * 20),
      after: Math.round((lay.after ?? 0) * 20),
    },
    ...(lay.rule && { border: { bottom: edge } }),
    ...(lay.keep && { keepNext: true }),
  });
}

const small: Look = { face: 'song', size: 9 };

const headerOf = ({ demo, watermark }: Paper): Header =>
  new Header({
    children: [
      paragraph(runsOf(demo ? DEMO_LINE : '', small), { align: 'center' }),
      ...(watermark ? [paragraph(runsOf(watermark, { ...small, color: 'A6A6A6' }), { align: 'center' })] : []),
    ],
  });

function footerOf({ layout, hash }: Paper, align: Align): Footer {
  const number = {
    letter: [new TextRun({ ...runOf({ face: 'song', size: 14 }), children: ['— ', PageNumber.CURRENT, ' —'] })],
    form: [
      new TextRun({ ...runOf(small), children: ['第 ', PageNumber.CURRENT, ' 页 共 ', PageNumber.TOTAL_PAGES, ' 页'] }),
    ],
    certificate: [],
  }[layout];
  const mark = hash ? [paragraph(runsOf(hashLine(hash), small), { align: 'left' })] : [];
  return new Footer({ children: [paragraph(number, { align }), ...mark] });
}

function coverOf({ paper: { number = '', title }, width }: Frame, cover: NonNullable<Paper['cover']>): Child[] {
  const nil = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const none = { top: nil, left: nil, right: nil };
  const own: Look = { face: 'song', size: 16 };
  const cellAt = (share: number, text: string, ruled: boolean) =>
    new TableCell({
      children: [paragraph(runsOf(text, own), { align: ruled ? 'center' : 'left', before: 14 })],
      width: { size: Math.round(width * share), type: WidthType.DXA },
      borders: { ...none, bottom: ruled ? { style: BorderStyle.SINGLE, size: 6, color: '000000' } : nil },
    });
  const lines = new Table({
    width: { size: Math.round(width * 0.8), type: WidthType.DXA },
    columnWidths: [Math.round(width * 0.26), Math.round(width * 0.54)],
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows: cover.lines.map(
      ([label, value]) => new TableRow({ children: [cellAt(0.26, label, false), cellAt(0.54, value, true)] }),
    ),
  });
  return [
    paragraph(runsOf(number, { face: 'song', size: 10.5 }), { align: 'right' }),
    paragraph(runsOf(title, { face: 'title', size: 32 }), { align: 'center', line: 50, before: 110, after: 90 }),
    lines,
    paragraph(runsOf(cover.foot, { face: 'kai', size: 16 }), { align: 'center', before: 110 }),
    paragraph([new PageBreak()]),
  ];
}

function headOf(frame: Frame): Child[] {
  const { paper, line } = frame;
  const { layout, letterhead, number, title } = paper;
  if (paper.cover) return coverOf(frame, paper.cover);
  const heading: Look = { face: 'title', size: layout === 'certificate' ? 44 : 22 };
  const name = paragraph(runsOf(title, heading), {
    align: 'center',
    line: layout === 'certificate' ? 70 : 34,
    after: line / 2,
  });
  if (layout !== 'letter') {
    const mark = number ? [paragraph(runsOf(number, { face: 'song', size: 10.5 }), { align: 'right' })] : [];
    return [name, ...mark];
  }
  const mark = number ? runsOf(number, { face: 'fang', size: 16 }) : [];
  const over = letterhead
    ? [
        paragraph(runsOf(letterhead, { face: 'title', size: letterheadSize(letterhead), color: RED }), {
          align: 'center',
          line: 60,
          after: line,
        }),
      ]
    : [];
  const rule: Lay = letterhead ? { align: 'center', rule: true, after: 2 * line } : { align: 'center', after: line };
  return [...over, ...(number || letterhead ? [paragraph(mark, rule)] : []), name];
}

/** `keep`: stays on the page of what follows, so that no page holds the date alone. */
async function blockOf(frame: Frame, block: Block, keep: boolean): Promise<Child[]> {
  const { look, line, paper } = frame;
  switch (block.is) {
    case 'paragraph': {
      const own: Look = {
        face: block.face ?? look.face,
        size: block.small ? 10.5 : look.size,
        ...(block.bold && { bold: true }),
      };
      const lay: Lay = {
        first: !block.flush && !block.align,
        line: block.small ? 17 : line,
        before: block.gap ? line : 0,
        keep,
      };
      return [paragraph(runsOf(block.text, own), block.align ? { ...lay, align: block.align } : lay)];
    }
    case 'heading': {
      const letter = paper.layout === 'letter';
      return [
        paragraph(runsOf(block.text, { ...look, face: headingFace[block.level] }), {
          align: 'left',
          first: letter,
          line,
          before: letter ? 0 : 8,
        }),
      ];
    }
    case 'pairs':
      return pairsOf(frame, block);
    case 'grid':
      return gridOf(frame, block);
    case 'opinion':
      return opinionOf(frame, block);
    case 'signatures':
      return block.lines.map((text) =>
        paragraph(runsOf(`${text}                    `, { face: 'song', size: 12 }), { align: 'right', before: 8 }),
      );
    case 'issued': {
      const lines = [block.unit, ...(block.seal ? [SEAL_PLACE] : []), block.date];
      return lines.map((text, i) =>
        paragraph(runsOf(`${text}    `, look), {
          align: 'right',
          line,
          before: i === 0 ? 2 * line : 0,
          keep: i < lines.length - 1,
        }),
      );
    }
    case 'copies': {
      const own: Look = { face: 'fang', size: 14 };
      const lines = [...(block.to ? [`抄送：${block.to}。`] : []), `${block.by}    ${block.on}印发`];
      return [
        table(
          frame.width,
          [1],
          lines.map((text) => ({ cells: [cell(frame.width, runsOf(text, own), { align: 'left' })] })),
        ),
      ];
    }
    case 'qr': {
      const image = new ImageRun({
        type: 'png',
        data: await qrPng(block.url),
        transformation: { width: 98, height: 98 },
        altText: { name: 'qr', title: block.caption, description: block.caption },
      });
      return [
        paragraph([image], { align: 'left', before: 10 }),
        paragraph(runsOf(block.caption, small), { align: 'left' }),
      ];
    }
    case 'break':
      return [paragraph([new PageBreak()])];
  }
}

type Row = { cells: TableCell[]; tall?: number; head?: boolean };
type CellLay = { align?: Align; across?: number; down?: number };

function table(width: number, shares: readonly number[], rows: readonly Row[]): Table {
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widthsOf(width, shares),
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      ({ cells, tall, head }) =>
        new TableRow({
          children: cells,
          cantSplit: true,
          ...(head && { tableHeader: true }),
          ...(tall && { height: { value: twips(tall), rule: HeightRule.ATLEAST } }),
        }),
    ),
  });
}

const widthsOf = (width: number, shares: readonly number[]): number[] => {
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => Math.round((width * share) / sum));
};

const cell = (width: number, runs: readonly ParagraphChild[], { align = 'left', across, down }: CellLay): TableCell =>
  cellHolding(width, [paragraph(runs, { align })], { across, down });

const cellHolding = (width: number, children: Paragraph[], { across, down }: CellLay): TableCell =>
  new TableCell({
    children,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    ...(across && across > 1 && { columnSpan: across }),
    ...(down && down > 1 && { rowSpan: down }),
  });

function pairsOf({ width }: Frame, block: Extract<Block, { is: 'pairs' }>): Child[] {
  const { rows, shares } = pairCells(block);
  const widths = widthsOf(width, shares);
  const own: Look = { face: 'song', size: 12 };
  const made = rows.map(({ cells, tall }) => ({
    cells: cells.flatMap(({ label, value, across }, i) => [
      cell(widths[2 * i] ?? 0, runsOf(label, own), { align: 'center' }),
      cell(sumOf(widths.slice(2 * i + 1, 2 * i + 1 + across)), runsOf(value, own), { across }),
    ]),
    ...(tall && { tall }),
  }));
  return [table(width, shares, made)];
}

function gridOf(
  { width }: Frame,
  { head, widths: shares, align = [], rows, blank = 0, tall }: Extract<Block, { is: 'grid' }>,
): Child[] {
  const widths = widthsOf(width, shares);
  const own: Look = { face: 'song', size: 10.5 };
  const cells = (row: readonly PlacedCell[], otherwise: (column: number) => Align): TableCell[] =>
    row.map(({ text, across, down, align: set, bold, column }) =>
      cell(sumOf(widths.slice(column, column + across)), runsOf(text, bold ? { ...own, bold } : own), {
        align: set ?? otherwise(column),
        across,
        down,
      }),
    );
  const empty: Cell[] = shares.map(() => '');
  const all = [...rows, ...Array.from({ length: blank }, () => empty)];
  const made: Row[] = [
    ...placed(head).map((row) => ({ cells: cells(row, () => 'center'), head: true })),
    ...placed(all).map((row) => ({ cells: cells(row, (column) => align[column] ?? 'left'), ...(tall && { tall }) })),
  ];
  return [table(width, shares, made)];
}

function opinionOf(
  { width }: Frame,
  { label, text, sign, seal, date, tall = 40 }: Extract<Block, { is: 'opinion' }>,
): Child[] {
  const own: Look = { face: 'song', size: 12 };
  const widths = widthsOf(width, [3, 22]);
  const foot = [sign, seal && SEAL_PLACE, date ?? '    年  月  日'].filter(Boolean).join('    ');
  const words = [
    paragraph(runsOf(text, own), { first: true, after: 24 }),
    paragraph(runsOf(foot, own), { align: 'right' }),
  ];
  const cells = [cell(widths[0] ?? 0, runsOf(label, own), { align: 'center' }), cellHolding(widths[1] ?? 0, words, {})];
  return [table(width, [3, 22], [{ cells, tall }])];
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

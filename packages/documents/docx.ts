import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeightRule,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageBorderOffsetFrom,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
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
  DRAFT_MARK,
  emsOf,
  type Face,
  faces,
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
  sheetOf,
} from './paper.ts';
import { qrPng } from './qr.ts';

type Child = Paragraph | Table;
/** `spread`: twentieths of a point between characters. */
type Look = { face: Face; size: number; bold?: boolean; color?: string; spread?: number };
type Lay = {
  align?: Align;
  first?: boolean;
  line?: number;
  before?: number;
  after?: number;
  rule?: boolean;
  keep?: boolean;
  /** Room in points at the left and at the right edge. */
  inset?: { left?: number; right?: number };
};
/** What every block needs to know of its paper; widths in twentieths of a point. */
type Frame = { paper: Paper; look: Look; line: number; width: number };

export const twips = (mm: number): number => Math.round((mm * 1440) / 25.4);
const aligned = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const RED = 'C00000';
/**
 * 28 characters of 16 points on 156 mm, which are 442.2 points: each a quarter of a point closer. Spacing and exact lines
 * are read alike everywhere; a document grid with characters below their size is not.
 */
const letterSpread = -5;

/** A paper as a Word file: faces named, never embedded; no person in its properties. */
export async function toDocx(paper: Paper): Promise<Uint8Array> {
  const { size, line, face } = body[paper.layout];
  const sheet = sheetOf(paper);
  const landscape = sheet.width > sheet.height;
  const framed = paper.layout === 'certificate';
  const [top, right, bottom, left] = marginsOf(paper);
  const letter = paper.layout === 'letter';
  const look: Look = { face, size, ...(letter && { spread: letterSpread }) };
  const frame: Frame = { paper, look, line, width: twips(sheet.width - left - right) };
  const blocks = await Promise.all(
    paper.blocks.map((block, i) => blockOf(frame, block, paper.blocks[i + 1]?.is === 'issued')),
  );
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

const runOf = ({ face, size, bold, color, spread }: Look) => ({
  font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: faces[face][0], cs: 'Times New Roman' },
  size: Math.round(size * 2),
  ...(bold && { bold }),
  ...(color && { color }),
  ...(spread && { characterSpacing: spread }),
});

/** Runs of a text, one to a line. */
export const runsOf = (text: string, look: Look): TextRun[] =>
  text.split('\n').map((part, i) => {
    const options: IRunOptions = { ...runOf(look), text: part, ...(i > 0 && { break: 1 }) };
    return new TextRun(options);
  });

/** Points from the foot of the number's line to the red rule, which is measured from its characters. */
const ruleSpace = (letterHead.rule * 72) / 25.4 - (body.letter.line - body.letter.size) / 2;

function paragraph(children: readonly ParagraphChild[], lay: Lay = {}): Paragraph {
  const edge = { style: BorderStyle.SINGLE, size: 12, space: Math.round(ruleSpace), color: RED };
  return new Paragraph({
    children: [...children],
    alignment: lay.align ? aligned[lay.align] : AlignmentType.BOTH,
    ...(lay.first && { indent: { firstLineChars: 200, firstLine: 640 } }),
    ...(lay.inset && {
      indent: { left: Math.round((lay.inset.left ?? 0) * 20), right: Math.round((lay.inset.right ?? 0) * 20) },
    }),
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

const headerOf = ({ demo, watermark, draft }: Paper): Header =>
  new Header({
    children: [
      ...(draft ? [paragraph(runsOf(DRAFT_MARK, { face: 'hei', size: 16 }), { align: 'left' })] : []),
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
  const inset = layout === 'letter' && { inset: { [align]: 14 } };
  return new Footer({ children: [paragraph(number, { align, ...inset }), ...mark] });
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
  const size = letterheadSize(letterhead ?? '');
  const tall = 1.2 * size;
  const over = letterhead
    ? [
        paragraph(runsOf(letterhead, { face: 'title', size, color: RED }), {
          align: 'center',
          line: tall,
          before: (letterHead.over * 72) / 25.4 - (tall - size) / 2,
          after: 2 * line - (tall - size) / 2,
        }),
      ]
    : [];
  const rule: Lay = letterhead
    ? { align: 'center', line, rule: true, after: 2 * line }
    : { align: 'center', line, after: line };
  return [...over, ...(number || letterhead ? [paragraph(mark, rule)] : []), name];
}

/** `keep`: stays on the page of what follows, so that no page holds the date alone. */
async function blockOf(frame: Frame, block: Block, keep: boolean): Promise<Child[]> {
  const { look, line, paper } = frame;
  switch (block.is) {
    case 'paragraph': {
      const own: Look = {
        ...look,
        face: block.face ?? look.face,
        size: block.small ? 10.5 : look.size,
        ...(block.bold && { bold: true }),
      };
      const lay: Lay = {
        first: !block.flush && !block.align,
        line: block.small ? 17 : line,
        before: block.gap ? line : 0,
        keep: keep || block.keep === true,
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
      const lines = issuedLines(block);
      const insets = issuedInsets(lines, emsOf, paper.layout === 'certificate' ? 0 : 1);
      return lines.map((text, i) =>
        paragraph(runsOf(text, look), {
          align: 'right',
          inset: { right: (insets[i] ?? 0) * look.size },
          line,
          before: i === 0 ? 2 * line : 0,
          keep: i < lines.length - 1,
        }),
      );
    }
    case 'copies':
      return copiesOf(frame, block);
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

/** 版记 on the foot of the text area of the page it falls on. Source: GB/T 9704-2012, 7.4. */
function copiesOf({ width }: Frame, { to, by, on }: Extract<Block, { is: 'copies' }>): Child[] {
  const own: Look = { face: 'fang', size: 14 };
  const em = own.size * 20;
  const [thick, thin] = [imprintRules.thick, imprintRules.thin].map((mm) => ({
    style: BorderStyle.SINGLE,
    size: Math.round((mm * 72 * 8) / 25.4),
    color: '000000',
  }));
  const nil = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const row = (text: string, lay: IParagraphOptions, over: typeof thick) =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          children: [
            new Paragraph({ children: runsOf(text, own), spacing: { line: 24 * 20, lineRule: 'exact' }, ...lay }),
          ],
          width: { size: width, type: WidthType.DXA },
          margins: { top: 0, bottom: 0, left: 0, right: 0 },
          borders: { top: over ?? nil, bottom: thick ?? nil, left: nil, right: nil },
        }),
      ],
    });
  const copied = to ? [row(`抄送：${to}。`, { indent: { left: 4 * em, hanging: 3 * em, right: em } }, thick)] : [];
  const printed = row(
    `${by}\t${on}印发`,
    {
      indent: { left: em, right: em },
      tabStops: [{ type: TabStopType.RIGHT, position: width - em }],
    },
    to ? thin : thick,
  );
  const table = new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [width],
    layout: TableLayoutType.FIXED,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: RelativeHorizontalPosition.LEFT,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    rows: [...copied, printed],
  });
  const gap = () => paragraph(runsOf('', { face: 'fang', size: 1 }), { line: 1 });
  return [gap(), table, gap()];
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

import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeightRule,
  ImageRun,
  type ISectionOptions,
  Packer,
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
import { runsOf, twips } from '../docx.ts';
import { DEMO_LINE, type Face } from '../paper.ts';
import type { AppointmentForm, Warning } from './form.ts';
import { grids, paper, type Side, sizes, TITLE, titleHeight } from './geometry.ts';
import { fillerLine, type Laid, layOut, padding, photoKind, pitchOf, resumeIndent } from './lay.ts';
import { stagesOf } from './resume.ts';

/** The form as a Word file: rows of exact height, faces named and never embedded, no person in its properties. */
export async function appointmentDocx(
  form: AppointmentForm,
): Promise<{ bytes: Uint8Array; warnings: readonly Warning[] }> {
  const { sides, warnings } = layOut(form);
  const title = paragraphOf(
    TITLE,
    { size: sizes.title, pitch: titleLine.pitch, face: 'title' },
    { align: 'center', before: titleLine.before, after: titleAfter },
  );
  const filler = paragraphOf(
    fillerLine(form),
    { size: sizes.foot, pitch: pitchOf(sizes.foot) },
    { align: 'left', before: 5 },
  );
  const document = new Document({
    creator: form.office,
    lastModifiedBy: '',
    title: '干部任免审批表',
    sections: [
      sectionOf(form, [title, tableOf('front', sides.front, form), paragraphOf('', { size: 1, pitch: 1 }, {})]),
      sectionOf(form, [tableOf('back', sides.back, form), filler]),
    ],
  });
  return { bytes: new Uint8Array(await Packer.toBuffer(document)), warnings };
}

const sectionOf = ({ watermark, demo }: AppointmentForm, children: (Paragraph | Table)[]): ISectionOptions => ({
  properties: {
    page: {
      size: { width: twips(paper.width), height: twips(paper.height) },
      margin: {
        top: twips(paper.top),
        bottom: twips(paper.bottom),
        left: twips(paper.left),
        right: twips(paper.right),
        header: twips(4),
        footer: twips(5),
      },
    },
  },
  headers: { default: new Header({ children: [paragraphOf(watermark ?? '', { ...mark, color: 'A6A6A6' }, {})] }) },
  footers: { default: new Footer({ children: [paragraphOf(demo ? DEMO_LINE : '', mark, { align: 'left' })] }) },
  children,
});

/** Points over and under the title's line, so that the table begins where the geometry says. */
const titleLine = { before: 11, pitch: 28 } as const;
const titleAfter = (titleHeight * 72) / 25.4 - titleLine.before - titleLine.pitch;

type Type = { size: number; pitch: number; face?: Face; color?: string };
type Lay = { align?: 'center' | 'left' | 'right'; before?: number; after?: number; hanging?: number };
const mark: Type = { size: sizes.mark, pitch: 10 };
const alignments = { center: AlignmentType.CENTER, left: AlignmentType.LEFT, right: AlignmentType.RIGHT } as const;

const paragraphOf = (text: string, { face = 'song', size, color, pitch }: Type, lay: Lay): Paragraph =>
  paragraphWith(runsOf(text, { face, size, ...(color && { color }) }), pitch, lay);

const paragraphWith = (
  children: ParagraphChild[],
  pitch: number,
  { align = 'center', before = 0, after = 0, hanging }: Lay,
) =>
  new Paragraph({
    children,
    alignment: alignments[align],
    spacing: {
      line: Math.round(pitch * 20),
      lineRule: 'exact',
      before: Math.round(before * 20),
      after: Math.round(after * 20),
    },
    ...(hanging && {
      indent: { left: Math.round(hanging * 20), hanging: Math.round(hanging * 20) },
      tabStops: [{ type: 'left' as const, position: Math.round(hanging * 20) }],
    }),
  });

function tableOf(side: Side, cells: readonly Laid[], form: AppointmentForm): Table {
  const { columns, rows } = grids[side];
  return new Table({
    width: { size: sumOf(columns.map(twips)), type: WidthType.DXA },
    columnWidths: columns.map(twips),
    layout: TableLayoutType.FIXED,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    rows: rows.map(
      (tall, row) =>
        new TableRow({
          height: { value: twips(tall), rule: HeightRule.EXACT },
          cantSplit: true,
          children: cells.filter(({ place }) => place.row === row).map((laid) => cellOf(laid, columns, form)),
        }),
    ),
  });
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const hairline = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

function cellOf(laid: Laid, columns: readonly number[], form: AppointmentForm): TableCell {
  const { place, stamp } = laid;
  const align = place.align ?? 'center';
  const side = twips(align === 'right' || stamp.length > 0 ? 0 : padding[align]);
  return new TableCell({
    children: [...wordsOf(laid, form), ...stampOf(laid)],
    width: {
      size: sumOf(columns.slice(place.column, place.column + (place.across ?? 1)).map(twips)),
      type: WidthType.DXA,
    },
    margins: { top: align === 'resume' ? twips(2) : 0, bottom: 0, left: side, right: side },
    verticalAlign:
      align === 'resume' ? VerticalAlign.TOP : stamp.length > 0 ? VerticalAlign.BOTTOM : VerticalAlign.CENTER,
    borders: {
      top: place.open === 'top' ? none : hairline,
      bottom: place.open === 'bottom' ? none : hairline,
      left: hairline,
      right: hairline,
    },
    ...(place.across && { columnSpan: place.across }),
    ...(place.down && { rowSpan: place.down }),
  });
}

function wordsOf({ place, text, size, pitch }: Laid, { photo }: AppointmentForm): Paragraph[] {
  if ('stamp' in place) return [];
  const type: Type = { size, pitch };
  if ('cell' in place && place.cell === 'photo' && photo) {
    const kind = photoKind(photo);
    if (kind) return [paragraphWith([pictureOf(photo, kind)], 137, {})];
  }
  if (place.align === 'resume') return resumeOf(text, type);
  const align = place.align === 'left' ? 'left' : 'center';
  return text.split('\n').map((line) => paragraphOf(line, type, { align }));
}

/** Dates, a tab, and the text in its column; Word breaks the lines. */
function resumeOf(text: string, { size, pitch }: Type): Paragraph[] {
  const lines = stagesOf(text).flatMap(({ date, texts }) =>
    texts.map((line, i) => `${i === 0 && date ? date : ''}\t${line}`),
  );
  return lines.map((line) =>
    paragraphWith(
      line
        .split('\t')
        .flatMap((part, i) => [
          ...(i > 0 ? [new TextRun({ text: '\t' })] : []),
          ...(part ? runsOf(part, { face: 'song', size }) : []),
        ]),
      pitch,
      { align: 'left', hanging: resumeIndent(size) },
    ),
  );
}

const stampOf = ({ stamp }: Laid): Paragraph[] =>
  stamp.map((text) => paragraphOf(`${text}　`, { size: sizes.cell, pitch: pitchOf(sizes.cell) }, { align: 'right' }));

/** A photo in its cell of 31.5 mm by 49.2 mm, by the picture's own proportions. */
function pictureOf(photo: Uint8Array, kind: 'jpeg' | 'png'): ImageRun {
  const { width, height } = sizeOf(photo, kind);
  const scale = Math.min((30.5 * 96) / 25.4 / width, (48 * 96) / 25.4 / height);
  return new ImageRun({
    type: kind === 'png' ? 'png' : 'jpg',
    data: photo,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: 'photo', title: '照片', description: '照片' },
  });
}

/** Dots across and down; of a JPEG they stand in its start-of-frame segment. */
function sizeOf(photo: Uint8Array, kind: 'jpeg' | 'png'): { width: number; height: number } {
  const view = new DataView(photo.buffer, photo.byteOffset, photo.byteLength);
  if (kind === 'png' && view.byteLength >= 24) return { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const segment = view.getUint16(at);
    if (segment >= 0xffc0 && segment <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(segment))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return { width: 376, height: 460 };
}

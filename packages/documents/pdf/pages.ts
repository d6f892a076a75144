import { once } from 'node:events';
import { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { type Song, song, type Weight } from './song.ts';

/** Sizes and widths of lines in points, everything else in mm from the upper left corner of the sheet. */
export type Ink = { size: number; weight?: Weight; color?: string };

const mm = 72 / 25.4;
export const RED = '#c00000';

/** The pages of one PDF. Faces are embedded once, with the characters used. */
export type Pages = ReturnType<typeof openPages>;

/** @param office the only author in the file's properties. */
export function openPages({ title, office }: { title: string; office: string }, face: Song = song()) {
  const doc = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    // Empty, so that no standard face is looked for on the disk.
    font: '',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Author: office, Creator: '聚贤', Producer: '聚贤' },
  });
  const registered = new Set<number>();
  const use = (at: number): void => {
    const { bytes, name } = face.faces[at] ?? {};
    if (bytes && !registered.has(at)) doc.registerFont(String(at), bytes, name);
    registered.add(at);
    doc.font(String(at));
  };

  return {
    stream: readable(doc),
    face,
    add(width: number, height: number): void {
      doc.addPage({ size: [width * mm, height * mm], margin: 0 });
    },
    /** One line; `y` is its baseline. `spread`: points between characters. @returns its width in mm. */
    text(text: string, x: number, y: number, { size, weight = 'regular', color = '#000' }: Ink, spread = 0): number {
      let at = x;
      for (const run of face.runs(text, weight)) {
        use(run.face);
        doc.fontSize(size).fillColor(color);
        doc.text(run.text, at * mm, y * mm, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spread });
        at += (face.width(run.text, size, weight) + spread * [...run.text].length) / mm;
      }
      return at - x;
    },
    line(x: number, y: number, toX: number, toY: number, { width = 0.5, color = '#000' } = {}): void {
      doc
        .lineWidth(width)
        .strokeColor(color)
        .moveTo(x * mm, y * mm)
        .lineTo(toX * mm, toY * mm)
        .stroke();
    },
    /** A picture as large as fits into a box, in its middle. @throws where it cannot be read. */
    picture(bytes: Uint8Array, x: number, y: number, width: number, height: number): void {
      doc.image(Buffer.from(bytes), x * mm, y * mm, {
        fit: [width * mm, height * mm],
        align: 'center',
        valign: 'center',
      });
    },
    /** Squares of one size, for a QR code. */
    squares(at: readonly (readonly [x: number, y: number])[], side: number): void {
      for (const [x, y] of at) doc.rect(x * mm, y * mm, side * mm, side * mm);
      doc.fill('#000');
    },
    /** Lightly across the page, three times. */
    watermark(text: string, width: number, height: number): void {
      const size = 18;
      const wide = face.width(text, size);
      for (const part of [0.22, 0.52, 0.82]) {
        doc.save();
        doc.rotate(-30, { origin: [(width * mm) / 2, height * mm * part] });
        this.text(text, width / 2 - wide / 2 / mm, height * part, { size, color: '#dcdcdc' });
        doc.restore();
      }
    },
    end(): void {
      doc.end();
    },
    /** Ends the file. @returns all its bytes. */
    async bytes(): Promise<Uint8Array> {
      const parts: Buffer[] = [];
      doc.on('data', (part: Buffer) => parts.push(part));
      const ended = once(doc, 'end');
      doc.end();
      await ended;
      return new Uint8Array(Buffer.concat(parts));
    },
  };
}

/** The library's document is a stream, which its types leave out. */
function readable(doc: unknown): Readable {
  if (doc instanceof Readable) return doc;
  throw new Error('A PDF document that is no stream');
}

/** The baseline of a line of Chinese within its pitch, in mm below the line's top: the characters stand in its middle. */
export const baseline = (size: number, pitch: number): number => (pitch / 2 + 0.38 * size) / mm;

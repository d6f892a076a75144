import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { DEMO_LINE } from '../paper.ts';
import { baseline, openPages, type Pages } from '../pdf/pages.ts';
import type { AppointmentForm, Warning } from './form.ts';
import { boxOf, grids, paper, type Side, sizes, TITLE, tableBottom, tableTop, titleHeight } from './geometry.ts';
import { fillerLine, type Laid, type LaidForm, layOut, padding, photoKind, pitchOf, topsOf } from './lay.ts';

const pt = 25.4 / 72;
const title = '干部任免审批表';

/** The form of one person, two pages. */
export async function appointmentPdf(
  form: AppointmentForm,
): Promise<{ bytes: Uint8Array; warnings: readonly Warning[] }> {
  const pages = openPages({ title, office: form.office });
  const warnings = draw(pages, form);
  return { bytes: await pages.bytes(), warnings };
}

/**
 * Many people's forms in one file, front and back of each in turn for printing on both sides. `onProgress` hears how many
 * are drawn after each. @returns the warnings of each, in order. @throws the signal's reason when cancelled; what was
 * written by then is no whole file.
 */
export async function appointmentsPdf(
  forms: Iterable<AppointmentForm> | AsyncIterable<AppointmentForm>,
  to: Writable,
  { office, onProgress, signal }: { office: string; onProgress?: (printed: number) => void; signal?: AbortSignal },
): Promise<(readonly Warning[])[]> {
  signal?.throwIfAborted();
  const pages = openPages({ title, office });
  const written = pipeline(pages.stream, to, signal ? { signal } : {});
  const warnings: (readonly Warning[])[] = [];
  const drawn = (async () => {
    for await (const form of forms) {
      signal?.throwIfAborted();
      warnings.push(draw(pages, form));
      onProgress?.(warnings.length);
      await setImmediate();
    }
    signal?.throwIfAborted();
    pages.end();
  })();
  try {
    await Promise.all([drawn, written]);
  } catch (error) {
    pages.stream.destroy();
    to.destroy();
    await Promise.allSettled([drawn, written]);
    signal?.throwIfAborted();
    throw error;
  }
  return warnings;
}

function draw(pages: Pages, form: AppointmentForm): readonly Warning[] {
  const laid = layOut(form, pages.face);
  const unread = (['front', 'back'] as const).flatMap((side) => drawSide(pages, laid, side));
  return [...laid.warnings, ...unread];
}

function drawSide(pages: Pages, { form, sides }: LaidForm, side: Side): Warning[] {
  pages.add(paper.width, paper.height);
  if (form.watermark) pages.watermark(form.watermark, paper.width, paper.height);
  if (side === 'front') {
    const wide = pages.face.width(TITLE, sizes.title, 'bold') * pt;
    const y = paper.top + (titleHeight - sizes.title * pt) / 2 + baseline(sizes.title, sizes.title);
    pages.text(TITLE, (paper.width + paper.left - paper.right - wide) / 2, y, { size: sizes.title, weight: 'bold' });
  } else {
    const y = tableBottom('back') + 2 + baseline(sizes.foot, pitchOf(sizes.foot));
    pages.text(fillerLine(form), paper.left, y, { size: sizes.foot });
  }
  if (form.demo) pages.text(DEMO_LINE, paper.left, paper.height - paper.bottom + 4, { size: sizes.mark });
  rule(pages, sides[side], side);
  for (const cell of sides[side]) drawCell(pages, cell);
  return side === 'front' ? drawPhoto(pages, form, sides.front) : [];
}

/** Each cell's right and lower edge, and the table's left and upper one. */
function rule(pages: Pages, cells: readonly Laid[], side: Side): void {
  const { columns } = grids[side];
  const right = paper.left + columns.reduce((sum, one) => sum + one, 0);
  const [top, bottom] = [tableTop(side), tableBottom(side)];
  pages.line(paper.left, top, right, top);
  pages.line(paper.left, top, paper.left, bottom);
  for (const { place } of cells) {
    const { x, y, width, height } = boxOf(side, place);
    pages.line(x + width, y, x + width, y + height);
    if (place.open !== 'bottom') pages.line(x, y + height, x + width, y + height);
  }
}

function drawCell(pages: Pages, laid: Laid): void {
  const { box, place, size, pitch, lines, stamp } = laid;
  const tops = topsOf(laid);
  const align = place.align ?? 'center';
  for (const [i, { text, date, indent }] of lines.entries()) {
    const y = tops.lines + i * pitch * pt + baseline(size, pitch);
    const from = box.x + padding[align];
    const x = align === 'center' ? box.x + (box.width - pages.face.width(text, size) * pt) / 2 : from + indent * pt;
    if (date) pages.text(date, from, y, { size });
    pages.text(text, x, y, { size });
  }
  for (const [i, text] of stamp.entries()) {
    const x = box.x + box.width - padding.right - pages.face.width(text, sizes.cell) * pt;
    pages.text(text, x, tops.stamp + i * pitchOf(sizes.cell) * pt + baseline(sizes.cell, pitchOf(sizes.cell)), {
      size: sizes.cell,
    });
  }
}

function drawPhoto(pages: Pages, { photo }: AppointmentForm, cells: readonly Laid[]): Warning[] {
  const cell = cells.find(({ place }) => 'cell' in place && place.cell === 'photo');
  if (!photo || !cell || !photoKind(photo)) return [];
  const { x, y, width, height } = cell.box;
  try {
    pages.picture(photo, x + 0.5, y + 0.5, width - 1, height - 1);
    return [];
  } catch {
    return [{ is: 'photo' }];
  }
}

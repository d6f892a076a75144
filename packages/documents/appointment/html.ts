import { type Bar, barHtml, barStyle, esc, family, watermarkHtml, watermarkStyle } from '../html.ts';
import { DEMO_LINE } from '../paper.ts';
import type { AppointmentForm, Warning } from './form.ts';
import { grids, paper, type Side, sizes, TITLE, tableTop, titleHeight } from './geometry.ts';
import { fillerLine, type Laid, layOut, padding, photoKind, pitchOf, resumeIndent, stampHeight } from './lay.ts';

const name = '干部任免审批表';

/**
 * The form as one HTML page to be printed: two A4 pages, nothing loaded; the photo lies within it. `nonce` goes onto its
 * only style element. Lines break where the PDF's do. `note` puts each warning into words, shown on a screen only.
 */
export function appointmentHtml(
  form: AppointmentForm,
  { nonce, bar, note }: { nonce?: string; bar?: Bar; note?: (warning: Warning) => string } = {},
): { html: string; warnings: readonly Warning[] } {
  const { sides, warnings } = layOut(form);
  const html = [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${name}</title><style${nonce ? ` nonce="${esc(nonce)}"` : ''}>${styleOf([...sides.front, ...sides.back])}</style></head><body>`,
    bar ? barHtml(bar, nonce) : '',
    note && warnings.length > 0
      ? `<ul class="notes">${warnings.map((one) => `<li>${esc(note(one))}</li>`).join('')}</ul>`
      : '',
    `<main><article class="front" aria-label="正面"><h1>${TITLE}</h1>${tableOf('front', sides.front, form)}${marksOf(form)}</article>`,
    `<article class="back" aria-label="背面">${tableOf('back', sides.back, form)}<p class="filler">${esc(fillerLine(form))}</p>${marksOf(form)}</article>`,
    '</main></body></html>',
  ].join('');
  return { html, warnings };
}

const marksOf = ({ demo, watermark }: AppointmentForm): string =>
  `${demo ? `<p class="demo">${DEMO_LINE}</p>` : ''}${watermarkHtml(watermark)}`;

function tableOf(side: Side, cells: readonly Laid[], form: AppointmentForm): string {
  const { columns, rows } = grids[side];
  const made = rows.map((_, row) => {
    const inside = cells.filter(({ place }) => place.row === row).map((cell) => cellOf(cell, form));
    return `<tr class="${side}-${row}">${inside.join('')}</tr>`;
  });
  const widths = columns.map((_, column) => `<col class="${side}-c${column}">`);
  return `<table><colgroup>${widths.join('')}</colgroup><tbody>${made.join('')}</tbody></table>`;
}

function cellOf(laid: Laid, form: AppointmentForm): string {
  const { place, size, lines, stamp } = laid;
  const tag = 'label' in place ? 'th' : 'td';
  const marks = [sizeClass(size), place.align, place.open && `open-${place.open}`, stamp.length > 0 && 'stamped'];
  const spans = `${place.across ? ` colspan="${place.across}"` : ''}${place.down ? ` rowspan="${place.down}"` : ''}`;
  const reads = 'reads' in place && place.reads ? ` aria-label="${esc(place.reads)}"` : '';
  const words = place.align === 'resume' ? resumeOf(laid) : lines.map(({ text }) => esc(text)).join('<br>');
  const foot = stamp.length > 0 ? `<div class="stamp">${stamp.map(esc).join('<br>')}</div>` : '';
  const shown = 'cell' in place && place.cell === 'photo' ? photoOf(form, words) : `<div class="words">${words}</div>`;
  return `<${tag} class="${marks.filter(Boolean).join(' ')}"${spans}${reads}>${'stamp' in place ? '' : shown}${foot}</${tag}>`;
}

/** A paragraph for each line with its dates, the rest of it below. */
function resumeOf({ lines }: Laid): string {
  const made = lines.map(
    ({ text, date }, i) =>
      `${date === undefined ? (i === 0 ? '<p>' : '<br>') : `${i === 0 ? '' : '</p>'}<p><span class="dates">${esc(date)}</span>`}${esc(text)}`,
  );
  return made.length > 0 ? `${made.join('')}</p>` : '';
}

function photoOf({ photo }: AppointmentForm, words: string): string {
  const kind = photo && photoKind(photo);
  if (!photo || !kind) return `<div class="words">${words}</div>`;
  return `<img alt="照片" src="data:image/${kind};base64,${Buffer.from(photo).toString('base64')}">`;
}

const sizeClass = (size: number): string => `s${size * 2}`;

function styleOf(cells: readonly Laid[]): string {
  const used = [...new Set(cells.map(({ size }) => size))];
  const rows = (['front', 'back'] as const).flatMap((side) => [
    ...grids[side].rows.map((tall, i) => `.${side}-${i}{height:${tall}mm}`),
    ...grids[side].columns.map((wide, i) => `.${side}-c${i}{width:${wide}mm}`),
  ]);
  const width = paper.width - paper.left - paper.right;
  const pitches = used.map(
    (size) =>
      `.${sizeClass(size)}{font-size:${size}pt;line-height:${pitchOf(size)}pt}.${sizeClass(size)} .dates{width:${resumeIndent(size)}pt;margin-left:-${resumeIndent(size)}pt}.${sizeClass(size)} p{padding-left:${resumeIndent(size)}pt}`,
  );
  return `@page{size:A4;margin:0}*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;font-family:${family('song')};line-break:strict}
h1,p{margin:0;font-weight:normal}
article{position:relative;width:${paper.width}mm;height:${paper.height - 0.2}mm;overflow:hidden;break-after:page;background:#fff}
article:last-child{break-after:auto}
h1{position:absolute;top:${paper.top}mm;left:${paper.left}mm;width:${width}mm;text-align:center;font:bold ${sizes.title}pt/${titleHeight}mm ${family('title')};white-space:nowrap}
table{position:absolute;left:${paper.left}mm;width:${width}mm;border-collapse:collapse;table-layout:fixed}
.front table{top:${tableTop('front')}mm}.back table{top:${tableTop('back')}mm}
tr{break-inside:avoid}
th,td{border:.5pt solid #000;padding:0;font-weight:normal;text-align:center;vertical-align:middle;white-space:pre;overflow:hidden}
.left{text-align:left}.left .words{padding:0 ${padding.left}mm}
.resume{text-align:left;vertical-align:top}.resume .words{padding:2.2mm ${padding.resume}mm 0}
.dates{display:inline-block}
.open-bottom{border-bottom:0}.open-top{border-top:0}
td.stamped{position:relative}.stamped .words{padding-bottom:${stampHeight}mm}
.stamp{position:absolute;right:${padding.right}mm;bottom:0;height:${stampHeight}mm;display:flow-root;padding-top:${(stampHeight - (2 * pitchOf(sizes.cell) * 25.4) / 72) / 2}mm;font-size:${sizes.cell}pt;line-height:${pitchOf(sizes.cell)}pt;text-align:right}
img{display:block;width:30.5mm;height:48.2mm;margin:0 auto;object-fit:contain}
.filler{position:absolute;left:${paper.left}mm;top:${paper.top + grids.back.rows.reduce((sum, one) => sum + one, 0) + 2}mm;font-size:${sizes.foot}pt;line-height:${pitchOf(sizes.foot)}pt}
.demo{position:absolute;left:${paper.left}mm;bottom:${paper.bottom - 6}mm;font-size:${sizes.mark}pt;line-height:10pt}
${watermarkStyle}.watermark{position:absolute}
${rows.join('')}${pitches.join('')}
${barStyle}
.notes{max-width:${paper.width}mm;margin:0 auto 12px;font:14px/1.6 system-ui,sans-serif}@media print{.notes{display:none}}
@media screen{body{background:#e8e8e4;padding:16px}article{margin:0 auto 16px}}`.replaceAll('\n', '');
}

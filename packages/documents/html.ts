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
import { qrSvg } from './qr.ts';

/** What stands over the sheet on a screen and never on paper: a button that prints, links to the Word file and the PDF. */
export type Bar = { print: string; word: string; pdf: string };

/**
 * A paper as one HTML page to be printed: A4, nothing loaded, no script but the one line of its bar. `nonce` goes onto
 * its only style element and that line. On a screen it shows as a sheet.
 */
export function toHtml(paper: Paper, { nonce, bar }: { nonce?: string; bar?: Bar } = {}): string {
  const demo = paper.demo ? `<p class="demo">${DEMO_LINE}</p>` : '';
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${esc(paper.title.replaceAll('\n', ''))}</title><style${nonce ? ` nonce="${esc(nonce)}"` : ''}>${styleOf(paper)}</style></head>`,
    `<body class="${paper.layout}">${bar ? barHtml(bar, nonce) : ''}<main class="sheet">${paper.draft ? `<p class="draft">${DRAFT_MARK}</p>` : ''}${demo}${headOf(paper)}`,
    paper.blocks.map(blockHtml).join(''),
    paper.hash ? `<p class="hash">${esc(hashLine(paper.hash))}</p>` : '',
    `</main>${watermarkHtml(paper.watermark)}</body></html>`,
  ].join('');
}

/** Three times over each page; the same words are said once to whoever listens, by the page's own text. */
export const watermarkHtml = (text?: string): string =>
  text ? `<div class="watermark" aria-hidden="true">${`<span>${esc(text)}</span>`.repeat(3)}</div>` : '';

export const watermarkStyle =
  '.watermark{inset:0;display:flex;flex-direction:column;justify-content:space-around;align-items:center;color:rgb(0 0 0/.14);font-size:18pt;pointer-events:none}.watermark span{transform:rotate(-30deg);white-space:pre}';

export const barHtml = ({ print, word, pdf }: Bar, nonce = ''): string =>
  `<nav class="bar"><button type="button" id="print">${esc(print)}</button><a href="?format=docx">${esc(word)}</a><a href="?format=pdf">${esc(pdf)}</a></nav><script nonce="${esc(nonce)}">document.getElementById("print").onclick=()=>print()</script>`;

export const barStyle = `.bar{display:flex;justify-content:center;gap:12px;padding:0 0 12px;font:14px/1 system-ui,sans-serif}
.bar button,.bar a{font:inherit;color:#1c1c1a;background:#fff;border:1px solid #8a8a84;border-radius:4px;padding:9px 16px;text-decoration:none;cursor:pointer}
.bar button:focus-visible,.bar a:focus-visible{outline:2px solid #1c1c1a;outline-offset:2px}
@media print{.bar{display:none}}`;

function headOf({ layout, letterhead, number, title, cover }: Paper): string {
  if (cover) {
    const rows = cover.lines.map(([label, value]) => `<tr><th>${esc(label)}</th><td>${esc(value)}</td></tr>`);
    return `<section class="cover"><p class="number">${esc(number ?? '')}</p><h1>${lines(title)}</h1><table><tbody>${rows.join('')}</tbody></table><p class="foot">${esc(cover.foot)}</p></section>`;
  }
  if (layout !== 'letter') return `<h1>${lines(title)}</h1>${number ? `<p class="number">${esc(number)}</p>` : ''}`;
  const head = letterhead ? `<p class="letterhead">${esc(letterhead)}</p>` : '';
  return `${head}${number ? `<p class="number">${esc(number)}</p>` : ''}${head ? '<hr>' : ''}<h1>${lines(title)}</h1>`;
}

function blockHtml(block: Block): string {
  switch (block.is) {
    case 'paragraph': {
      const marks = [
        block.align ?? 'left',
        block.face && `face-${block.face}`,
        block.bold && 'bold',
        block.small && 'small',
        (block.flush || block.align) && 'flush',
        block.gap && 'gap',
        block.keep && 'keep',
      ];
      return `<p class="${marks.filter(Boolean).join(' ')}">${lines(block.text)}</p>`;
    }
    case 'heading':
      return `<h${block.level + 1}>${esc(block.text)}</h${block.level + 1}>`;
    case 'pairs':
      return pairsHtml(block);
    case 'grid':
      return gridHtml(block);
    case 'opinion':
      return opinionHtml(block);
    case 'signatures':
      return `<div class="signatures">${block.lines.map((line) => `<p><span>${esc(line)}</span><i></i></p>`).join('')}</div>`;
    case 'issued':
      return `<div class="issued"><div>${issuedLines(block)
        .map((line) => `<p${line === SEAL_PLACE ? ' class="seal"' : ''}>${esc(line)}</p>`)
        .join('')}</div></div>`;
    case 'copies':
      return `<div class="copies">${block.to ? `<p class="to">抄送：${esc(block.to)}。</p>` : ''}<p><span>${esc(block.by)}</span><span>${esc(block.on)}印发</span></p></div>`;
    case 'qr':
      return `<figure>${qrSvg(block.url, block.caption)}<figcaption>${lines(block.caption)}</figcaption></figure>`;
    case 'break':
      return '<div class="break"></div>';
  }
}

function pairsHtml(block: Extract<Block, { is: 'pairs' }>): string {
  const { rows, shares } = pairCells(block);
  const body = rows.map(({ cells, tall }) => {
    const inside = cells.map(
      ({ label, value, across }) => `<th>${lines(label)}</th><td${span('col', across)}>${lines(value)}</td>`,
    );
    return `<tr${height(tall)}>${inside.join('')}</tr>`;
  });
  return `<table class="pairs">${columnsHtml(shares)}<tbody>${body.join('')}</tbody></table>`;
}

function gridHtml({ head, widths, align = [], rows, blank = 0, tall }: Extract<Block, { is: 'grid' }>): string {
  const empty: Cell[] = widths.map(() => '');
  const all = [...rows, ...Array.from({ length: blank }, () => empty)];
  return [
    `<table class="grid">${columnsHtml(widths)}<thead>`,
    ...placed(head).map((row) => `<tr>${rowHtml('th', row, () => 'center')}</tr>`),
    '</thead><tbody>',
    ...placed(all).map((row) => `<tr${height(tall)}>${rowHtml('td', row, (column) => align[column] ?? 'left')}</tr>`),
    '</tbody></table>',
  ].join('');
}

const rowHtml = (tag: 'th' | 'td', row: readonly PlacedCell[], aligned: (column: number) => Align): string =>
  row
    .map(({ text, across, down, align, bold, column }) => {
      const marks = [align ?? aligned(column), bold && 'bold'].filter(Boolean).join(' ');
      return `<${tag} class="${marks}"${span('col', across)}${span('row', down)}>${lines(text)}</${tag}>`;
    })
    .join('');

function opinionHtml({ label, text, sign, seal, date, tall = 40 }: Extract<Block, { is: 'opinion' }>): string {
  const foot = [
    sign && `<span>${esc(sign)}</span>`,
    seal && `<span class="seal">${SEAL_PLACE}</span>`,
    `<span>${esc(date ?? '    年  月  日')}</span>`,
  ];
  return `<table class="opinion">${columnsHtml([3, 22])}<tbody><tr${height(tall)}><th>${lines(label)}</th><td><div class="words">${lines(text)}</div><div class="foot">${foot.filter(Boolean).join('')}</div></td></tr></tbody></table>`;
}

/** Widths and heights are attributes, not styles, so that a page policy without inline styles still sets them. */
const columnsHtml = (shares: readonly number[]): string => {
  const sum = shares.reduce((a, b) => a + b, 0);
  return `<colgroup>${shares.map((share) => `<col width="${((100 * share) / sum).toFixed(2)}%">`).join('')}</colgroup>`;
};
const height = (mm?: number): string => (mm ? ` height="${Math.round((mm * 96) / 25.4)}"` : '');
const span = (kind: 'col' | 'row', n = 1): string => (n > 1 ? ` ${kind}span="${n}"` : '');

export const esc = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
const lines = (text: string): string => esc(text).replaceAll('\n', '<br>');
const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} 　]/gu, (char) => `\\${(char.codePointAt(0) ?? 32).toString(16)} `)}"`;
export const family = (face: Face): string =>
  faces[face].map((name) => (/^[a-z-]+$/.test(name) ? name : `"${name}"`)).join(',');

/** Who issues it and when end before the right edge as far as their widths ask for; a sheet has one such block. */
function insetStyle({ blocks, layout }: Paper): string {
  const issued = blocks.find((block) => block.is === 'issued');
  if (!issued) return '';
  const insets = issuedInsets(issuedLines(issued), emsOf, layout === 'certificate' ? 0 : 1);
  return insets.map((em, i) => `.issued p:nth-child(${i + 1}){padding-right:${em}em}`).join('');
}

function styleOf(paper: Paper): string {
  const [top, right, bottom, left] = margins[paper.layout];
  const { size, line, face } = body[paper.layout];
  const { width, height } = sheetOf(paper);
  const small = `font:9pt ${family('song')};color:#000`;
  const dash = 'content:"\\2014  " counter(page) " \\2014 "';
  const pages =
    paper.layout === 'letter'
      ? `@page:right{@bottom-right{${dash};font:14pt/1 ${family('song')};vertical-align:top;padding:4.5mm 14pt 0}}@page:left{@bottom-left{${dash};font:14pt/1 ${family('song')};vertical-align:top;padding:4.5mm 14pt 0}}`
      : paper.layout === 'form'
        ? `@page{@bottom-right{content:"第 " counter(page) " 页 共 " counter(pages) " 页";${small};white-space:nowrap}}`
        : '';
  const room = paper.layout === 'certificate' ? framing : margins[paper.layout];
  const sheet = room.map((mm) => `${mm}mm`).join(' ');
  const marks = [
    paper.demo ? `@top-center{content:${cssString(DEMO_LINE)};${small}}` : '',
    paper.hash ? `@bottom-left{content:${cssString(hashLine(paper.hash))};${small};white-space:nowrap}` : '',
  ].join('');
  return `@page{size:${paper.sheet ?? 'A4'}${width > height ? ' landscape' : ''};margin:${top}mm ${right}mm ${bottom}mm ${left}mm;${marks}}${pages}
*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;font:${size}pt/${line}pt ${family(face)};line-break:strict;overflow-wrap:anywhere${paper.layout === 'letter' ? ';letter-spacing:-.22pt' : ''}}
p,h1,h2,h3,figure{margin:0;font-weight:normal}
main{padding:0 ${paper.layout === 'letter' ? 0 : 0.5}pt}main>p{text-indent:2em;text-align:justify}
main>p.flush,p.demo,p.draft,p.hash,p.number,p.letterhead{text-indent:0}
.left{text-align:left}.center{text-align:center}.right{text-align:right}main>p.left{text-align:justify}
.bold{font-weight:bold}.small{font-size:10.5pt;line-height:17pt}.gap{margin-top:${line}pt}.keep{break-after:avoid}
${(Object.keys(faces) as Face[]).map((name) => `.face-${name}{font-family:${family(name)}}`).join('')}
h1{font:22pt/34pt ${family('title')};text-align:center;margin:0 0 ${paper.layout === 'letter' ? line : 10}pt;letter-spacing:normal;text-wrap:balance;break-after:avoid}
h2{font-family:${family(headingFace[1])};font-size:1em;text-indent:${paper.layout === 'letter' ? 2 : 0}em;break-after:avoid;margin-top:${paper.layout === 'letter' ? 0 : 8}pt}
h3{font-family:${family(headingFace[2])};font-size:1em;text-indent:${paper.layout === 'letter' ? 2 : 0}em;break-after:avoid}
.letterhead{font:${letterheadSize(paper.letterhead ?? '')}pt/1 ${family('title')};color:#c00000;text-align:center;letter-spacing:.04em;white-space:nowrap;padding-top:${letterHead.over}mm;margin-bottom:${2 * line}pt}
.letter .number{text-align:center}
.letter hr{border:0;border-top:1.5pt solid #c00000;margin:calc(${letterHead.rule}mm - ${(line - size) / 2}pt) 0 ${2 * line}pt}
.form .number,.certificate .number{text-align:right;font-size:10.5pt}
table{width:100%;border-collapse:collapse;table-layout:fixed;font:12pt/18pt ${family('song')};letter-spacing:normal;margin:0 0 4pt}
.pairs+.pairs,.opinion+.opinion,.pairs+.grid,.grid+.pairs,.pairs+.opinion,.grid+.opinion{margin-top:-4.75pt}
th,td{border:.75pt solid #000;padding:3pt;font-weight:normal;vertical-align:middle}
tr{break-inside:avoid}thead{display:table-header-group}
th{text-align:center}.grid{font-size:10.5pt;line-height:15pt}.grid td.right{font-variant-numeric:tabular-nums}
.letter .grid{margin:6pt 0}
.opinion td{padding:0;height:inherit;vertical-align:bottom}
.opinion th{vertical-align:middle}
.words{padding:6pt 8pt;text-indent:2em;text-align:justify}
.foot{display:flex;justify-content:flex-end;gap:2em;padding:4pt 12pt 8pt;white-space:pre}
.seal{color:#555}
.signatures{margin:14pt 0;break-inside:avoid}
.signatures p{display:flex;justify-content:flex-end;align-items:flex-end;gap:.5em;margin-top:8pt;white-space:pre}
.signatures i{display:inline-block;width:42mm;border-bottom:.75pt solid #000;height:1em}
.issued{display:flex;justify-content:flex-end;margin-top:${2 * line}pt;break-inside:avoid;break-before:avoid}
.issued p{text-indent:0;text-align:right;white-space:pre}${insetStyle(paper)}
.copies{margin-top:${line}pt;border:solid #000;border-width:${imprintRules.thick}mm 0;font-size:14pt;line-height:24pt;letter-spacing:normal;break-inside:avoid}
.copies p{padding:0 1em;display:flex;justify-content:space-between}
.copies p.to{display:block;padding-left:4em;text-indent:-3em}
.copies p+p{border-top:${imprintRules.thin}mm solid #000}
figure{display:inline-block;text-align:center;font:9pt/13pt ${family('song')};letter-spacing:normal}
.qr{width:26mm;height:26mm;display:block;margin:0 auto 2pt}
.break{break-after:page}
.certificate main{position:relative;display:flow-root;min-height:181mm;padding:${framing.map((mm) => `${mm}mm`).join(' ')};border:3pt solid #8c1d18;outline:.75pt solid #8c1d18;outline-offset:-7pt}
.certificate h1{font-size:46pt;line-height:70pt;letter-spacing:.5em;text-indent:.5em;margin:0 0 6mm}
.certificate figure{position:absolute;left:${framing[3]}mm;bottom:${framing[2]}mm;text-align:left}
.certificate .qr{margin-left:0}
.certificate .issued{position:absolute;right:${framing[1]}mm;bottom:${framing[2] + 4}mm;margin:0}
.cover{display:flex;flex-direction:column;min-height:252mm;break-after:page}
.cover .number{min-height:20pt}
.cover h1{font-size:32pt;line-height:50pt;margin:44mm 0 40mm}
.cover table{width:128mm;margin:0 auto;font:16pt/24pt ${family('song')};border-collapse:separate;border-spacing:0 5mm}
.cover th{border:0;width:40mm;text-align:left;padding:0;vertical-align:bottom}
.cover td{border:0;border-bottom:.75pt solid #000;padding:0 4pt;text-align:center}
.cover .foot{display:block;margin-top:auto;text-align:center;font:16pt/28pt ${family('kai')}}
${barStyle}
${paper.watermark ? `${watermarkStyle}.watermark{position:fixed}` : ''}
.demo{text-align:center;${small}}
.draft{position:absolute;font:16pt/1.4 ${family('hei')}}
.hash{${small};margin-top:6pt}
@media print{.demo,.hash{${paper.layout === 'certificate' ? '' : 'font-size:8pt;line-height:10pt'}}}
@media screen{body{background:#e8e8e4;padding:16px}.sheet{width:${width}mm;max-width:100%;min-height:${height}mm;margin:0 auto;padding:${sheet};background:#fff;overflow-x:auto}}
${paper.layout === 'certificate' ? '' : `@media screen and (max-width:800px){.sheet{padding:16px;min-height:0}body{padding:12px 0 0}.letterhead{font-size:min(${letterheadSize(paper.letterhead ?? '')}pt,${(84 / ([...(paper.letterhead ?? '')].length || 1)).toFixed(2)}vw);padding-top:16mm}}`}`.replaceAll(
    '\n',
    '',
  );
}

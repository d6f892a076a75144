import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { detectDelimiter, parseCsv } from 'hucre/csv';
import { decodeText, startsWith } from './bytes.ts';
import { cellOf, type SheetCell, trimRows } from './cell.ts';
import { guarded } from './guard.ts';
import { type SheetLimits, sheetLimits, tooLarge, unreadable } from './limits.ts';
import { strayQuote } from './quotes.ts';

/**
 * Reads a CSV file in UTF-8, GB18030 or UTF-16, separated by comma, semicolon, tab or bar; every cell is text.
 * @throws Refusal `limit.sheet` beyond a limit, `invalid.sheet` where no encoding fits or it is a page of the web, `invalid.quotes`.
 */
export function readCsv(bytes: Uint8Array, limits: SheetLimits = sheetLimits): SheetCell[][] {
  if (bytes.length > limits.bytes) throw tooLarge();
  const text = decodeText(bytes);
  if (text === undefined || isMarkup(text) || !isText(bytes, text)) throw unreadable();
  const delimiter = detectDelimiter(text);
  const line = strayQuote(text, delimiter);
  if (line !== undefined)
    throw new Refusal(
      'invalid.quotes',
      t(
        '第{line}行的双引号没有成对，请补上或删去后再导入',
        'The double quote in line {line} is not closed: close or remove it',
      ),
      { values: { line } },
    );
  const rows = parseCsv(text, { delimiter, maxRows: limits.rows + 2 });
  return trimRows(
    rows.map((row) => row.map((value) => cellOf(typeof value === 'string' ? unguardText(value) : value))),
    limits,
  );
}

/** Many systems save a page of the web, or XML, under the name of a workbook. */
const isMarkup = (text: string): boolean => /^\s*<(\?xml|!doctype|html|head|meta|style|table)\b/i.test(text);

/** How papers, pictures and archives of other sorts begin. */
const beginnings = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
const signs = /[\u0000-\u0008\u000e-\u001f]/g;
const mostSigns = 32;

/** Nearly any bytes can be read as GB18030; what no text holds many of tells that they are none. */
function isText(bytes: Uint8Array, text: string): boolean {
  if (beginnings.some((start) => startsWith(bytes, start))) return false;
  const count = text.match(signs)?.length ?? 0;
  return count <= mostSigns || count * 50 < text.length;
}

const unguardText = (text: string): string => (text.startsWith("'") && guarded.test(text) ? text.slice(1) : text);

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { detectDelimiter, parseCsv } from 'hucre/csv';
import { decodeText } from './bytes.ts';
import { cellOf, type SheetCell, trimRows } from './cell.ts';
import { guarded } from './guard.ts';
import { type SheetLimits, sheetLimits, tooLarge, unreadable } from './limits.ts';

/**
 * Reads a CSV file in UTF-8, GB18030 or UTF-16, separated by comma, semicolon, tab or bar; every cell is text.
 * @throws Refusal `limit.sheet` beyond a limit, `invalid.sheet` where no encoding fits or it is a page of the web, `invalid.quotes`.
 */
export function readCsv(bytes: Uint8Array, limits: SheetLimits = sheetLimits): SheetCell[][] {
  if (bytes.length > limits.bytes) throw tooLarge();
  const text = decodeText(bytes);
  if (text === undefined || isMarkup(text)) throw unreadable();
  const rows = parseCsv(text, { delimiter: detectDelimiter(text), maxRows: limits.rows + 2 });
  if (isUnclosed(text, rows.at(-1)?.at(-1)))
    throw new Refusal('invalid.quotes', t('有一个双引号没有成对', 'A double quote is not closed'));
  return trimRows(
    rows.map((row) => row.map((value) => cellOf(typeof value === 'string' ? unguardText(value) : value))),
    limits,
  );
}

/** Many systems save a page of the web, or XML, under the name of a workbook. */
const isMarkup = (text: string): boolean => /^\s*<(\?xml|!doctype|html|head|meta|style|table)\b/i.test(text);

/** A quote that nothing closes makes one cell of all that follows. */
const isUnclosed = (text: string, last: unknown): boolean =>
  typeof last === 'string' && text.split('"').length % 2 === 0 && text.endsWith(`"${last.replaceAll('"', '""')}`);

const unguardText = (text: string): string => (text.startsWith("'") && guarded.test(text) ? text.slice(1) : text);

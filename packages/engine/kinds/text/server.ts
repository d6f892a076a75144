import { acceptCell, hiddenText } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { textSchema } from './schema.ts';

export const textServer: KindServer<'text'> = {
  parseCell: (cell, options) => acceptCell(textSchema.value(options), cell),
  printCell: (value) => String(value),
  search: (value) => [String(value)],
  mask: () => hiddenText,
  identity: (value) => String(value).normalize('NFKC').toLowerCase().replace(/\s+/g, ' '),
};

import { acceptCell, hiddenText } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { longTextSchema } from './schema.ts';

export const longTextServer: KindServer<'longText'> = {
  parseCell: (cell, options) => acceptCell(longTextSchema.value(options), cell),
  printCell: (value) => String(value),
  mask: () => hiddenText,
};

import { acceptCell, hiddenText } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { regionSchema } from './schema.ts';

export const regionServer: KindServer<'region'> = {
  parseCell: (cell, options) => acceptCell(regionSchema.value(options), cell),
  printCell: (value) => String(value),
  search: (value) => [String(value)],
  mask: () => hiddenText,
};

import { hiddenText, printTitle, readTitle } from '../cell.ts';
import type { KindServer } from '../kind.ts';

export const refServer: KindServer<'ref'> = {
  parseCell: (cell, { module }, look) => readTitle(cell, module, look),
  printCell: (value, { module }, look) => printTitle(String(value), module, look),
  search: (value, { module }, look) => [look.title(module, String(value)) ?? ''].filter(Boolean),
  mask: () => hiddenText,
};

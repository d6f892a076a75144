import { hiddenText, notRead } from '../cell.ts';
import type { KindServer } from '../kind.ts';

export const sequenceServer: KindServer<'sequence'> = {
  parseCell: notRead,
  printOnly: true,
  printCell: (value) => String(value),
  search: (value) => [String(value)],
  mask: () => hiddenText,
  identity: (value) => String(value),
};

import { hiddenText, notRead } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { momentServer } from '../moment/server.ts';
import { yuan } from '../money/schema.ts';

export const computedServer: KindServer<'computed'> = {
  parseCell: notRead,
  printOnly: true,
  printCell(value, { holds }, look) {
    if (holds === 'money') return yuan(Number(value));
    if (holds === 'moment') return momentServer.printCell(value, {}, look);
    return holds === 'json' ? JSON.stringify(value) : String(value);
  },
  search: (value, { holds }) => (holds === 'text' ? [String(value)] : []),
  mask: () => hiddenText,
};

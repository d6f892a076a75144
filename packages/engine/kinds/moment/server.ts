import { acceptCell, hiddenText } from '../cell.ts';
import { dayIn } from '../date/server.ts';
import type { KindServer } from '../kind.ts';
import { halfWidth } from '../schema.ts';
import { momentSchema } from './schema.ts';

export const momentServer: KindServer<'moment'> = {
  parseCell(cell, options) {
    const [, day = '', rest = ''] = /^(\S+?)((?:[ T]\s*|(?<=[日号]))\d\d?:.*)$/.exec(halfWidth(cell).trim()) ?? [];
    const time = rest
      .trim()
      .replace(/^T?\s*(\d):/, '0$1:')
      .replace(/^T/, '');
    return acceptCell(momentSchema.value(options), day ? `${dayIn(day)} ${time}` : cell);
  },
  printCell: (value) => String(value).slice(0, 19).replace('T', ' ').replace(/:00$/, ''),
  mask: () => hiddenText,
};

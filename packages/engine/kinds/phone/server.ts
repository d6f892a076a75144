import { acceptCell } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { phoneSchema } from './schema.ts';

export const phoneServer: KindServer<'phone'> = {
  parseCell: (cell, options) => acceptCell(phoneSchema.value(options), cell),
  printCell: (value) => String(value),
  search: (value) => [String(value)],
  mask(value) {
    const text = String(value);
    return text.length < 9
      ? '*'.repeat(text.length)
      : `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`;
  },
  identity: (value) => String(value),
};

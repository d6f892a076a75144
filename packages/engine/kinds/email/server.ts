import { acceptCell } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { emailSchema } from './schema.ts';

export const emailServer: KindServer<'email'> = {
  parseCell: (cell, options) => acceptCell(emailSchema.value(options), cell),
  printCell: (value) => String(value),
  search: (value) => [String(value)],
  mask: (value) => String(value).replace(/^(.).*@/, '$1***@'),
  identity: (value) => String(value).toLowerCase(),
};

import { maskIdentityNumber } from '@juxian/rules/identity-number.ts';
import { acceptCell } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { identityNumberSchema } from './schema.ts';

/** Not searched in the clear: lists find a number by the keyed hash of its last four characters. */
export const identityNumberServer: KindServer<'identityNumber'> = {
  parseCell: (cell, options) => acceptCell(identityNumberSchema.value(options), cell),
  printCell: (value) => String(value),
  mask: (value) => maskIdentityNumber(String(value)),
  tail: (value) => String(value).slice(-4),
  identity: (value) => String(value),
};

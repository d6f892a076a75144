import { acceptCell, hiddenText } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { numberSchema } from './schema.ts';

export const numberServer: KindServer<'number'> = {
  parseCell(cell, options) {
    const unit = [options.unit?.zh, options.unit?.en].find((word) => word && cell.trim().endsWith(word));
    return acceptCell(numberSchema.value(options), unit ? cell.trim().slice(0, -unit.length) : cell);
  },
  printCell: (value) => String(value),
  mask: () => hiddenText,
};

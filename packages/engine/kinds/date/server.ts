import { acceptCell, hiddenText } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { halfWidth } from '../schema.ts';
import { dateSchema } from './schema.ts';

const shapes = [
  /^(\d{4})(\d\d)(\d\d)$/,
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: 00:00(?::00)?)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$/,
];

/** A day as sheets have it (`2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`) written `YYYY-MM-DD`; else as it was. */
export function dayIn(text: string): string {
  const plain = halfWidth(text).trim();
  const found = shapes.map((shape) => shape.exec(plain)).find((match) => match !== null);
  return found ? `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}` : plain;
}

export const dateServer: KindServer<'date'> = {
  parseCell: (cell, options) => acceptCell(dateSchema.value(options), dayIn(cell)),
  printCell: (value) => String(value),
  mask: () => hiddenText,
};

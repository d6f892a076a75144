import { t } from '@juxian/base/text.ts';
import { acceptCell, hiddenText, refuseCell } from '../cell.ts';
import { dayIn } from '../date/server.ts';
import type { KindServer } from '../kind.ts';
import { halfWidth } from '../schema.ts';
import { monthSchema } from './schema.ts';

const shapes = [/^(\d{4})(\d\d)$/, /^(\d{4})[-/.](\d{1,2})$/, /^(\d{4})年(\d{1,2})月$/];

export const monthServer: KindServer<'month'> = {
  parseCell(cell, options) {
    const plain = halfWidth(cell).trim();
    // A spreadsheet keeps 1976.10 as the number 1976.1, which reads as January.
    if (/^\d{4}\.1$/.test(plain))
      return refuseCell(
        'month',
        t(
          '“{given}”可能是1月，也可能是10月，请写作 {year}-01 或 {year}-10',
          '“{given}” may be January or October; write {year}-01 or {year}-10',
        ),
        {
          given: plain,
          year: plain.slice(0, 4),
        },
      );
    const found = shapes.map((shape) => shape.exec(plain)).find((match) => match !== null);
    const day = dayIn(plain);
    const value = found
      ? `${found[1]}-${found[2]?.padStart(2, '0')}`
      : /^\d{4}-\d\d-\d\d$/.test(day)
        ? day.slice(0, 7)
        : plain;
    return acceptCell(monthSchema.value(options), value);
  },
  printCell: (value) => String(value),
  mask: () => hiddenText,
};

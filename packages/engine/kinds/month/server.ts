import { t } from '@juxian/base/text.ts';
import { parseMonth } from '@juxian/rules/reading/month.ts';
import { acceptCell, hiddenText, refuseCell } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { monthSchema } from './schema.ts';

export const monthServer: KindServer<'month'> = {
  parseCell(cell, options) {
    const reading = parseMonth({ text: cell });
    switch (reading.is) {
      case 'value':
        return acceptCell(monthSchema.value(options), reading.month);
      case 'blank':
        return acceptCell(monthSchema.value(options), '');
      case 'refused':
        return { refusal: reading.refusal };
      case 'question':
        return refuseCell('month', t('{question}请写作 {choices}', '{question} Write {choices}'), {
          question: reading.says,
          choices: reading.choices.join(' / '),
        });
    }
  },
  printCell: (value) => String(value),
  mask: () => hiddenText,
};

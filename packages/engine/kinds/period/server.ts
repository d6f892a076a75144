import { t } from '@juxian/base/text.ts';
import { acceptCell, hiddenText, refuseCell } from '../cell.ts';
import { dayIn } from '../date/server.ts';
import type { KindServer, Period } from '../kind.ts';
import { periodSchema } from './schema.ts';

export const periodServer: KindServer<'period'> = {
  parseCell(cell, options) {
    const [from, to, ...more] = cell.split(/\s*(?:至|到|[~～—–]+|\sto\s|\s-+\s)\s*/);
    if (!from || !to || more.length > 0)
      return refuseCell('period', t('应写作 2026-03-01 至 2027-02-28', 'Write it as 2026-03-01 to 2027-02-28'));
    return acceptCell(periodSchema.value(options), { from: dayIn(from), to: dayIn(to) });
  },
  printCell(value, _options, { locale }) {
    const { from, to } = value as Period;
    return locale === 'en' ? `${from} to ${to}` : `${from} 至 ${to}`;
  },
  mask: () => hiddenText,
};

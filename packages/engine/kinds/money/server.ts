import { t } from '@juxian/base/text.ts';
import { acceptCell, hiddenText, refuseCell } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { halfWidth } from '../schema.ts';
import { moneySchema, yuan } from './schema.ts';

const shape = /^(-?)[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万)?(?:元|yuan)?(整)?$/i;

/** Yuan, or ten thousands of them, as fen, by digits alone. Undefined where it is no amount of whole fen. */
export function fenIn(text: string): number | undefined {
  const [, sign, whole, fraction = '', wan] = shape.exec(halfWidth(text).replace(/\s/g, '')) ?? [];
  if (whole === undefined) return undefined;
  const places = wan ? 6 : 2;
  if (fraction.slice(places).replace(/0/g, '')) return undefined;
  const fen = Number(`${whole.replaceAll(',', '')}${fraction.slice(0, places).padEnd(places, '0')}`);
  return sign && fen ? -fen : fen;
}

export const moneyServer: KindServer<'money'> = {
  parseCell(cell, options) {
    const fen = fenIn(cell);
    return fen === undefined
      ? refuseCell('money', t('应为金额，单位元，至多两位小数', 'Must be an amount in yuan with at most two decimals'))
      : acceptCell(moneySchema.value(options), fen);
  },
  printCell: (value) => yuan(Number(value)),
  mask: () => hiddenText,
};

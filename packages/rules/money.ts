import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';

/**
 * Splits fen by whole percents; the parts always add up to the total, each at most one fen off its exact share.
 * @throws RangeError where the percents are not whole or do not add up to 100.
 */
export function split(total: number, percents: readonly number[]): number[] {
  if (percents.some((p) => !Number.isInteger(p) || p < 0) || percents.reduce((a, b) => a + b, 0) !== 100)
    throw new RangeError(`percents must be whole and add up to 100: ${percents.join(', ')}`);
  const fen = BigInt(whole(total));
  let percent = 0n;
  let given = 0n;
  return percents.map((share) => {
    percent += BigInt(share);
    const upTo = (fen * percent) / 100n;
    const part = upTo - given;
    given = upTo;
    return Number(part);
  });
}

/** A share of fen in whole percents, rounded down: what a limit allows. */
export const percentOf = (total: number, percent: number): number =>
  Number((BigInt(whole(total)) * BigInt(percent)) / 100n);

/** Fen as yuan with two decimals and groups of three, for the cells of a table: `1,250,000.00`. */
export function yuanNumber(fen: number): string {
  const digits = String(Math.abs(whole(fen))).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

/** Fen as yuan in a sentence, decimals only where there are any: 1,250,000元. */
export function yuan(fen: number): Text {
  const number = yuanNumber(fen).replace(/\.00$/, '');
  return t(`${number}元`, `${number} yuan`);
}

/** Fen in ten thousands of yuan with two decimals, halves rounded up: 125.00万元. */
export function wan(fen: number): Text {
  const hundredths = Math.floor((Math.abs(whole(fen)) + 5_000) / 10_000);
  const digits = String(hundredths).padStart(3, '0');
  return t(`${fen < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}万元`, yuan(fen).en);
}

const numerals = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const places = ['', '拾', '佰', '仟'] as const;
const groups = ['', '万', '亿'] as const;
const MOST = 10 ** 14;

/**
 * Fen in capitals, as payment papers write it: 壹佰贰拾伍万元整, 壹万零伍元叁角整, 壹元零伍分.
 * Source: 支付结算办法 附一 正确填写票据和结算凭证的基本规定.
 * @throws Refusal `invalid.amount` where the sum is negative or reaches a million million yuan.
 */
export function capitals(fen: number): string {
  if (whole(fen) < 0 || fen >= MOST)
    throw new Refusal(
      'invalid.amount',
      t('金额不能为负数，且不得超过万亿元', 'The sum must be neither negative nor beyond measure'),
    );
  const yuanPart = Math.floor(fen / 100);
  const jiao = Math.floor((fen % 100) / 10);
  const last = fen % 10;
  if (fen === 0) return '零元整';
  const front = yuanPart > 0 ? `${integerInCapitals(yuanPart)}元` : '';
  if (jiao === 0 && last === 0) return `${front}整`;
  const zero = yuanPart > 0 && (jiao === 0 || yuanPart % 10 === 0) ? '零' : '';
  return `${front}${zero}${jiao > 0 ? `${numerals[jiao]}角` : ''}${last > 0 ? `${numerals[last]}分` : '整'}`;
}

function integerInCapitals(n: number): string {
  const parts: number[] = [];
  for (let left = n; left > 0; left = Math.floor(left / 10_000)) parts.push(left % 10_000);
  return parts
    .map((part, i) => {
      if (part === 0) return '';
      const above = parts.slice(i + 1).some((higher) => higher > 0);
      const gap = above && (part < 1_000 || (parts[i + 1] ?? 0) % 10 === 0);
      return `${gap ? '零' : ''}${groupInCapitals(part)}${groups[i] ?? ''}`;
    })
    .reverse()
    .join('');
}

function groupInCapitals(part: number): string {
  const digits = [...String(part)].map(Number);
  return digits
    .map((digit, i) => (digit === 0 ? '零' : `${numerals[digit]}${places[digits.length - 1 - i] ?? ''}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '');
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

function whole(fen: number): number {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not a whole number of fen: ${fen}`);
  return fen;
}

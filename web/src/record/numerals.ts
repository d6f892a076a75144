import { locale } from '../locale.ts';

const digits = '〇一二三四五六七八九';

/** 1 to 99 as headings are numbered: 一, 十, 十二, 二十三; figures where the reader reads English. */
export function numeral(n: number): string {
  if (locale === 'en') return String(n);
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? digits[ones] : ''}`;
}

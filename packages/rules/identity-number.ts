import { type Text, t } from '@juxian/base/text.ts';
import { isDay } from './day.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = '10X98765432';
const regions = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91|99)/;

/**
 * What is wrong with an identity number, if anything: 18 places, a region, a real date of birth from 1900 on, the check
 * digit. Region 99 is no region of the country: it marks the fictional people of demonstrations.
 * Source: GB 11643-1999.
 */
export function issueOfIdentityNumber(text: string): Text | undefined {
  if (!/^\d{17}[\dX]$/.test(text)) return t('应为18位数字，末位可为X', 'Must be 18 digits; the last may be X');
  if (!regions.test(text)) return t('前两位不是行政区划代码', 'The first two digits are no region');
  if (text.slice(6, 8) < '19' || !isDay(birthDate(text))) return t('出生日期有误', 'The date of birth does not exist');
  if (checkDigit(text) !== text[17]) return t('校验码不符，请核对', 'The check digit does not fit');
  return undefined;
}

export const isIdentityNumber = (text: string): boolean => issueOfIdentityNumber(text) === undefined;

/** The check digit that belongs to the first 17 digits. Source: GB 11643-1999 (ISO 7064 MOD 11-2). */
export const checkDigit = (text: string): string =>
  checks[weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11] ?? '';

/** The date of birth in a valid number, as `YYYY-MM-DD`. */
export const birthDate = (text: string): string => `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;

/** The sex in a valid number: the 17th digit is odd for men. */
export const sexIn = (text: string): 'male' | 'female' => (Number(text[16]) % 2 === 1 ? 'male' : 'female');

/** First and last character only: birth date and division together would leave a handful of candidates. */
export const maskIdentityNumber = (text: string): string =>
  text.length < 2 ? '*'.repeat(text.length) : `${text[0]}${'*'.repeat(text.length - 2)}${text[text.length - 1]}`;

/** A number as people paste it: full-width digits, spaces and a small x are set right. */
export const cleanIdentityNumber = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

import { type Text, t } from '@juxian/base/text.ts';
import { isDay } from './day.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = '10X98765432';
// 81 to 83 are holders of residence permits from Hong Kong, Macao and Taiwan; 91 to 98 foreigners with permanent residence,
// the second place being the first of a region.
const regions = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-689])/;

/**
 * What is wrong with an identity number, if anything: 18 places, a region, a real date of birth from 1900 on, the check
 * digit. Region 99 is no region of the country: it marks the fictional people of demonstrations.
 * Source: GB 11643-1999.
 */
export function issueOfIdentityNumber(text: string): Text | undefined {
  if (!/^\d{17}[\dX]$/.test(text)) return issueOfForm(text);
  if (!regions.test(text)) return t('前两位不是行政区划代码', 'The first two digits are no region');
  if (text.slice(6, 8) < '19' || !isDay(birthDate(text))) return t('出生日期有误', 'The date of birth does not exist');
  if (checkDigit(text) === text[17]) return undefined;
  return /000$/.test(text)
    ? t(
        '末三位为000且校验码不符，应是电子表格按数字存储丢失了末位，请按文本重新填写',
        'Ends in 000 and the check digit does not fit: a spreadsheet kept it as a number and lost the last places; enter it as text',
      )
    : t('校验码不符，请核对', 'The check digit does not fit');
}

function issueOfForm(text: string): Text {
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text))
    return t(
      '号码被电子表格存成了科学计数法，已丢失末位，请按文本重新填写',
      'A spreadsheet kept the number in scientific notation and lost its last places; enter it as text',
    );
  if (/^\d{15}$/.test(text))
    return t('15位号码已停用，请填写18位号码', 'Numbers of 15 digits are no longer valid; enter the 18 digits');
  if (text.length === 18 && /[A-Z]/i.test(text.slice(0, 17)))
    return t('前17位只能是数字，字母X只能在末位', 'The first 17 places must be digits; X may stand only in the last');
  return t('应为18位数字，末位可为X', 'Must be 18 digits; the last may be X');
}

/** Whose number it is, by its first places. Source: GB 11643-1999; 港澳台居民居住证申领发放办法; 外国人永久居留身份证 (2023). */
export function holderOf(text: string): Holder {
  if (text.startsWith('99')) return 'fictional';
  if (text.startsWith('9')) return 'foreigner';
  return permits.get(text.slice(0, 6)) ?? 'citizen';
}

type Holder = 'citizen' | 'hongkong' | 'macao' | 'taiwan' | 'foreigner' | 'fictional';

const permits: ReadonlyMap<string, Holder> = new Map([
  ['810000', 'hongkong'],
  ['820000', 'macao'],
  ['830000', 'taiwan'],
]);

/**
 * A warning, never a refusal, where a valid number’s division is not in the list at hand: it may since have been abolished.
 * @param isDivision whether a code of six digits is in that list
 */
export function warningOfIdentityNumber(text: string, isDivision: (code: string) => boolean): Text | undefined {
  if (holderOf(text) !== 'citizen' || isDivision(text.slice(0, 6))) return undefined;
  return t(
    '前六位不在现行行政区划代码内，可能是已撤并的县，请核对',
    'The first six digits are no present division; it may have been abolished',
  );
}

/**
 * In what a record differs from its number. Both are kept: the month of birth that the organisation recognised may differ
 * and is never overwritten.
 */
export function differencesFrom(
  text: string,
  { sex, birth }: { sex?: 'male' | 'female'; birth?: string },
): { path: 'sex' | 'birth'; says: Text }[] {
  return [
    ...(sex !== undefined && sex !== sexIn(text)
      ? [{ path: 'sex' as const, says: t('性别与身份证号不一致', 'The sex differs from the number') }]
      : []),
    ...(birth !== undefined && birth.slice(0, 7) !== birthDate(text).slice(0, 7)
      ? [
          {
            path: 'birth' as const,
            says: t(
              '出生年月与身份证号不一致，以组织认定为准，两者并存',
              'The month of birth differs from the number; the one recognised stands, both are kept',
            ),
          },
        ]
      : []),
  ];
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

import {
  birthDate,
  checkDigit,
  cleanIdentityNumber,
  differencesFrom,
  holderOf,
  isIdentityNumber,
  issueOfIdentityNumber,
  maskIdentityNumber,
  sexIn,
  warningOfIdentityNumber,
} from '@juxian/rules/identity-number.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('identity numbers', () => {
  it('checks the sum: 99000019900101001 gives 7 by hand', () => {
    // 9·7+9·9+0+0+0+0+1·2+9·1+9·6+0+0+1·9+0+1·5+0+0+1·2 = 225, 225 mod 11 = 5
    expect(checkDigit('99000019900101001')).toBe('7');
    expect(isIdentityNumber('990000199001010017')).toBe(true);
    expect(isIdentityNumber('990000199001010018')).toBe(false);
  });

  it.each([
    ['99000019900101001', '18位'],
    ['99000019900101001x', '18位'],
    ['000000199001010017', '行政区划'],
    ['990000199002300011', '出生日期'],
    ['990000189001010011', '出生日期'],
    ['990000199001010012', '校验码'],
  ])('says what is wrong with %s', (number, part) => {
    expect(issueOfIdentityNumber(number)?.zh).toContain(part);
  });

  it('reads birth date and sex', () => {
    expect(birthDate('990000199001010017')).toBe('1990-01-01');
    expect(sexIn('990000199001010017')).toBe('male');
    expect(sexIn('990000199001010025')).toBe('female');
  });

  it('shows first and last character only', () => {
    expect(maskIdentityNumber('990000199001010017')).toBe('9****************7');
    expect(maskIdentityNumber('9')).toBe('*');
  });

  it('sets right what was pasted', () => {
    expect(cleanIdentityNumber('９９０００0 19900101 001x')).toBe('99000019900101001X');
  });

  it('notices any single wrong digit', () => {
    const body = fc.integer({ min: 0, max: 999 }).map((n) => `99000019900101${String(n).padStart(3, '0')}`);
    fc.assert(
      fc.property(body, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const right = digits + checkDigit(digits);
        const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
        expect(isIdentityNumber(right)).toBe(true);
        expect(isIdentityNumber(wrong)).toBe(false);
      }),
    );
  });

  it.each([
    // 99000019900101001 with a letter where only digits stand
    ['9900001990O1010017', '前17位'],
    ['99000X199001010017', '前17位'],
    ['990000900101001', '15位'],
    ['9.90000199001010E+17', '科学计数法'],
    ['9.9E17', '科学计数法'],
    ['990000199001010000', '末三位为000'],
    ['97000019900101001X', '行政区划'],
    ['', '18位'],
  ])('says of %s what people did to it', (number, part) => {
    expect(issueOfIdentityNumber(number)?.zh).toContain(part);
  });

  it('lets 000 stand where the check digit fits', () => {
    // 63 + 81 + 2 + 9 + 54 + 9 + 3·5 = 233, 233 mod 11 = 2
    expect(checkDigit('99000019900103000')).toBe('X');
    const fitting = Array.from({ length: 28 }, (_, i) => `990000199001${String(i + 1).padStart(2, '0')}000`)
      .map((body) => body + checkDigit(body))
      .filter((number) => number.endsWith('000'));
    expect(fitting.length).toBeGreaterThan(0);
    for (const number of fitting) expect(issueOfIdentityNumber(number)).toBeUndefined();
  });

  it('knows residents of Hong Kong, Macao and Taiwan, foreigners, and the people of demonstrations', () => {
    const holders = ['810000', '820000', '830000', '911156', '140603', '990000'].map((front) => {
      const body = `${front}19900101001`;
      expect(issueOfIdentityNumber(body + checkDigit(body)), front).toBeUndefined();
      return holderOf(body);
    });
    expect(holders).toEqual(['hongkong', 'macao', 'taiwan', 'foreigner', 'citizen', 'fictional']);
  });

  it('only warns of a division that is not in the list', () => {
    const isDivision = (code: string) => code === '140681';
    expect(warningOfIdentityNumber('140603199001010010', isDivision)?.zh).toContain('撤并');
    expect(warningOfIdentityNumber('140681199001010010', isDivision)).toBeUndefined();
    expect(warningOfIdentityNumber('810000199001010010', isDivision)).toBeUndefined();
    expect(warningOfIdentityNumber('990000199001010017', isDivision)).toBeUndefined();
  });

  it('says in what a record differs, by the month and the sex alone', () => {
    const differing = (given: Parameters<typeof differencesFrom>[1]) =>
      differencesFrom('990000199001010017', given).map(({ path }) => path);
    expect(differing({ sex: 'male', birth: '1990-01' })).toEqual([]);
    expect(differing({ birth: '1990-01-20' })).toEqual([]);
    expect(differing({})).toEqual([]);
    expect(differing({ sex: 'female', birth: '1989-12' })).toEqual(['sex', 'birth']);
  });
});

import {
  birthDate,
  checkDigit,
  cleanIdentityNumber,
  isIdentityNumber,
  issueOfIdentityNumber,
  maskIdentityNumber,
  sexIn,
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
});

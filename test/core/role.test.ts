import { administratorsAfter, checkAdministrators, checkGoLive, checkPerson, memberRoles } from '@juxian/core/role.ts';
import { describe, expect, it } from 'vitest';

const three = { system: ['a'], security: ['b'], audit: ['c'] };
const codeOf = (work: () => void): string => {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('one person', () => {
  const all = ['system', 'security', 'audit'] as const;
  it.each(all.flatMap((one) => all.map((other) => [one, other] as const)))('as %s and %s', (one, other) => {
    expect(codeOf(() => checkPerson([one, other]))).toBe(one === other ? 'fine' : 'conflict.exclusiveRoles');
    expect(codeOf(() => checkPerson([one, 'office', 'leader']))).toBe('fine');
  });
});

describe('go-live', () => {
  it.each([
    [three, 'fine'],
    [{ ...three, audit: [] }, 'conflict.missingAdministrator'],
    [{ ...three, security: [] }, 'conflict.missingAdministrator'],
    [{ ...three, security: ['a'] }, 'conflict.exclusiveRoles'],
    [{ ...three, audit: ['c', 'b'] }, 'conflict.exclusiveRoles'],
    [{ system: ['a', 'd'], security: ['b', 'e'], audit: ['c', 'f'] }, 'fine'],
  ])('with %o: %s', (now, wanted) => {
    expect(codeOf(() => checkGoLive(now))).toBe(wanted);
  });
});

describe('a change of administrators', () => {
  it.each([
    [true, 'c', [], 'conflict.lastAdministrator'],
    [true, 'a', ['office'], 'conflict.lastAdministrator'],
    [true, 'd', ['audit'], 'fine'],
    [true, 'a', ['system', 'audit'], 'conflict.exclusiveRoles'],
    [false, 'c', [], 'fine'],
    [false, 'a', [], 'conflict.lastAdministrator'],
    [false, 'b', [], 'conflict.lastAdministrator'],
    [false, 'a', ['system', 'security'], 'fine'],
  ] as const)('live %s, %s becoming %o: %s', (live, uid, roles, wanted) => {
    expect(codeOf(() => checkAdministrators(live, three, administratorsAfter(three, uid, roles)))).toBe(wanted);
  });
});

it('roles come in their fixed order, once each', () => {
  expect(memberRoles(['leader', 'office', 'leader'])).toEqual(['office', 'leader']);
});

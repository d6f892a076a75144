import { say } from '@juxian/base/text.ts';
import { checkEligibility } from '@juxian/modules/talent/eligibility.ts';
import { describe, expect, it } from 'vitest';

const names = new Map([['unit1', '青山县第一中学']]);
const deadline = '2026-12-08T17:30:00+08:00';
const check = (conditions: object, answers: object) =>
  checkEligibility({ deadline, ...conditions }, answers, names).map(({ is, says, values }) => [
    is,
    say(says, 'zh-CN', values),
  ]);
const unit = { unit: 'unit1' };
const here = ['met', '依托单位青山县第一中学在册'];

describe('the check before an application', () => {
  it.each([
    ['1971-12', ['met', '到2026-12-08截止时您55周岁，不超过55周岁']],
    ['1970-12', ['unmet', '到2026-12-08截止时您56周岁，超过55周岁的上限']],
    ['1971-01', ['met', '到2026-12-08截止时您55周岁，不超过55周岁']],
    ['1970-11', ['unmet', '到2026-12-08截止时您56周岁，超过55周岁的上限']],
  ])('counts the age of somebody born in %s on the closing day', (birth, said) => {
    expect(check({ ageMost: 55 }, { birth, ...unit })).toEqual([said, here]);
  });

  it('counts to the closing day, not to today: a later deadline makes one a year older', () => {
    const born = { birth: '1971-01', ...unit };
    expect(check({ ageMost: 55, deadline: '2027-01-05T17:30:00+08:00' }, born)[0]?.[0]).toBe('unmet');
  });

  it.each([
    ['senior', 'met'],
    ['deputy', 'met'],
    ['middle', 'unmet'],
    ['junior', 'unmet'],
  ])('takes the level %s as %s where a deputy senior title is asked', (level, is) => {
    expect(check({ level: 'deputy' }, { level, ...unit })[0]?.[0]).toBe(is);
  });

  it('says which level is missing in words', () => {
    expect(check({ level: 'deputy' }, { level: 'middle', ...unit })[0]).toEqual([
      'unmet',
      '职称中级或技师，未达到副高级或高级技师',
    ]);
  });

  it('takes a unit of the county only', () => {
    expect(check({}, { unit: 'unit9' })).toEqual([['unmet', '依托单位不在本县在册单位中']]);
    expect(check({}, unit)).toEqual([here]);
  });

  it('leaves open what is not answered, and asks nothing the call does not ask', () => {
    expect(check({ ageMost: 55, level: 'deputy' }, {})).toEqual([
      ['open', '年龄：截止日不超过55周岁'],
      ['open', '职称：副高级或高级技师及以上'],
      ['open', '依托单位：须是本县在册单位'],
    ]);
    expect(check({}, {})).toHaveLength(1);
  });
});

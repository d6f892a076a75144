import { provinceOfUniversity, provinces } from '@juxian/rules/university.ts';
import { expect, it } from 'vitest';

it('knows the units at the level of a province, all 34 and in the order of their codes', () => {
  const codes = provinces.map(({ code }) => code);
  expect(codes).toHaveLength(34);
  expect(codes).toEqual([...codes].sort());
  expect(codes.slice(-3)).toEqual(['71', '81', '82']);
  expect(new Set(provinces.map(({ letters }) => letters)).size).toBe(34);
});

it.each([
  ['浙江大学', '33'],
  ['浙江大学医学院', '33'],
  ['吉林大学', '22'],
  // Named after a place where it is not.
  ['吉林大学珠海学院', '44'],
  ['四川外国语大学', '50'],
  ['河北工业大学', '12'],
  ['西南大学', '50'],
  ['西南交通大学', '51'],
  ['华东交通大学', '36'],
  ['北京交通大学', '11'],
  ['中央民族大学', '11'],
  ['中国石油大学(华东)', '37'],
  ['中国石油大学（北京）', '11'],
  ['长江大学', '42'],
  ['长江师范学院', '50'],
  ['岭南师范学院', '44'],
  ['岭南大学', '81'],
  ['香港中文大学（深圳）', '44'],
  ['香港中文大学', '81'],
  ['澳门大学', '82'],
  ['台湾大学', '71'],
  ['岭东大学', undefined],
  ['大学', undefined],
])('puts %s into %s', (name, code) => {
  expect(provinceOfUniversity(name)).toBe(code);
});

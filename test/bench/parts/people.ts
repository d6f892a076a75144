/** Fictional people, the same in every run. */

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾解区'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华建文斌玉兰海燕梅'];
const posts = ['科员', '一级科员', '四级主任科员', '副科长', '科长', '副主任', '主任', '教师', '医师', '农艺师'];
const skills = ['law', 'art', 'tech'];

/** A sequence of numbers in [0, below) that every run repeats. */
export function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export type Person = Record<string, unknown> & { name: string; unit: string; ranked: string };

export function personAt(n: number, units: readonly string[]): Person {
  const chance = chanceFrom(n + 1);
  const one = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
  const name = one(surnames) + one(given) + (chance(3) === 0 ? '' : one(given));
  const year = 1962 + chance(40);
  const two = (value: number) => String(value + 1).padStart(2, '0');
  return {
    name,
    gender: one(['male', 'female']),
    skills: [one(skills)],
    ethnicity: two(chance(56)),
    unit: one(units),
    post: one(posts),
    born: `${year}-${two(chance(12))}-${two(chance(28))}`,
    ranked: `${2005 + chance(21)}-${two(chance(12))}`,
    age: 2026 - year,
    grant: chance(500) * 10_000,
    phone: `138${String(10_000_000 + chance(89_999_999))}`,
    email: `person${n}@example.org`,
  };
}

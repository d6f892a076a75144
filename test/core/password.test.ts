import {
  checkPassword,
  hashPassword,
  isOverdue,
  type Profile,
  passwordPolicies,
  verifyPassword,
} from '@juxian/core/password.ts';
import { describe, expect, it } from 'vitest';

const cheap = { memory: 64, iterations: 1, parallelism: 1 };
const day = 86_400_000;
const words = ['juxian', 'qinghe', 'lin.yi', '990001'];
const isTaken = async (profile: Profile, password: string, previous: string[] = []) => {
  try {
    await checkPassword(password, { policy: passwordPolicies[profile], words, previous });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid.password', details: { fields: [{ path: 'password' }] } });
    return false;
  }
};

describe.each([
  ['Lantern-Harbour-62', { mlps3: true, nist: true, local: true }],
  ['lantern harbour weather', { mlps3: false, nist: true, local: true }],
  ['La-62xyz', { mlps3: false, nist: true, local: true }],
  ['La-62xy', { mlps3: false, nist: false, local: false }],
  ['password', { mlps3: false, nist: false, local: false }],
  ['PASSWORD123', { mlps3: false, nist: false, local: false }],
  ['P@ssw0rd!2026', { mlps3: false, nist: false, local: true }],
  ['Juxian-Lantern-62', { mlps3: false, nist: false, local: true }],
  ['12345678', { mlps3: false, nist: false, local: false }],
  ['qwertyuiop', { mlps3: false, nist: false, local: false }],
  ['aaaaaaaaaaaa', { mlps3: false, nist: false, local: false }],
  ['19900101', { mlps3: false, nist: false, local: false }],
  ['灯笼港湾风雨桥边八月', { mlps3: false, nist: true, local: true }],
])('the password %s', (password, wanted) => {
  it.each(Object.entries(wanted) as [Profile, boolean][])('under %s is taken: %s', async (profile, taken) => {
    expect(await isTaken(profile, password)).toBe(taken);
  });
});

it('of 256 characters is taken and not cut, of 257 refused', async () => {
  const long = `Aa1-${'lantern harbour '.repeat(16)}`.slice(0, 256);
  expect(await isTaken('mlps3', long)).toBe(true);
  expect(await isTaken('mlps3', `${long}x`)).toBe(false);
  const phc = await hashPassword(long, cheap);
  expect(await verifyPassword(phc, long, cheap)).toBe(true);
  expect(await verifyPassword(phc, long.slice(0, -1), cheap)).toBe(false);
});

it('the last five are refused where the policy says so, a sixth is not', async () => {
  const used = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => hashPassword(`Lantern-Harbour-6${n}`, cheap)));
  expect(await isTaken('mlps3', 'Lantern-Harbour-65', used)).toBe(false);
  expect(await isTaken('mlps3', 'Lantern-Harbour-66', used)).toBe(true);
  expect(await isTaken('nist', 'Lantern-Harbour-61', used)).toBe(true);
});

it('is overdue after ninety days under mlps3 alone', () => {
  const { mlps3, nist } = passwordPolicies;
  expect(isOverdue(mlps3, 0, 90 * day)).toBe(false);
  expect(isOverdue(mlps3, 0, 90 * day + 1)).toBe(true);
  expect(isOverdue(nist, 0, 900 * day)).toBe(false);
});

it('is hashed with Argon2id, a salt of its own and its cost', async () => {
  const [one, other] = [await hashPassword('same', cheap), await hashPassword('same', cheap)];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, 'same', cheap)).toBe(true);
  expect(await verifyPassword(one, 'Same', cheap)).toBe(false);
  expect(await verifyPassword(undefined, 'same', cheap)).toBe(false);
});

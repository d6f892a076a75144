import { Clock } from '@juxian/base/clock.ts';
import { t } from '@juxian/base/text.ts';
import { forgetTries, giveBackTry, takeTry } from '@juxian/core/attempt.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenTable, openTable } from '../support/table.ts';

let now = Date.parse('2026-11-22T00:00:00Z');
const clock = new Clock(() => now);
let open: OpenTable;
beforeAll(async () => {
  open = await openTable({ clock });
});
afterAll(() => open.stop());

const bucket = (name: string) => ({ name, most: 3, seconds: 60 });
const take = (name: string) => takeTry(open.table.control, clock, bucket(name), t('稍后', 'wait {minutes}'));
const isFull = (name: string) =>
  take(name).then(
    () => false,
    (error) => error.code === 'limit.attempts' || Promise.reject(error),
  );

it('holds so many tries, then none until it opens again', async () => {
  for (let i = 0; i < 3; i++) expect(await isFull('a')).toBe(false);
  now += 20_000;
  await expect(take('a')).rejects.toMatchObject({
    code: 'limit.attempts',
    details: { retryAfter: 40, values: { minutes: 1 } },
  });
  expect(await isFull('b')).toBe(false);
  now += 41_000;
  for (let i = 0; i < 3; i++) expect(await isFull('a')).toBe(false);
  expect(await isFull('a')).toBe(true);
});

it('counts tries made at once, also as it opens', async () => {
  for (let round = 0; round < 2; round++) {
    const full = await Promise.all(Array.from({ length: 12 }, () => isFull('c')));
    expect(full.filter((one) => !one)).toHaveLength(3);
    now += 61_000;
  }
});

it('takes a try back, or all of them', async () => {
  for (let i = 0; i < 3; i++) await take('d');
  await giveBackTry(open.table.control, bucket('d'));
  expect(await isFull('d')).toBe(false);
  expect(await isFull('d')).toBe(true);
  await forgetTries(open.table.control, bucket('d'));
  expect(await isFull('d')).toBe(false);
});

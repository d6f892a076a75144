import type { Clock } from '@juxian/base/clock.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import type { Text } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { type ControlStore, StoreConflict } from '@juxian/store/table.ts';
import { hashOf } from './secret.ts';

/** A durable counter: `most` tries within `seconds`; `name` says of whom and for what. */
export type Bucket = { name: string; most: number; seconds: number };

/**
 * Takes one try of the bucket before the try is made, so that tries made at once count too. Each try holds the bucket
 * for another `seconds`, hence a full one opens that long after its last counted try.
 * @throws Refusal `limit.attempts` with the seconds to wait when the bucket is full.
 */
export async function takeTry(control: ControlStore, clock: Clock, bucket: Bucket, says: Text): Promise<void> {
  const key = keyOf(bucket);
  const expires = Math.ceil(clock.wall() / 1000) + bucket.seconds;
  const more = { update: key, add: { n: 1 }, set: { expires }, when: { below: { n: bucket.most } } };
  const first = { put: { ...key, n: 1, expires }, when: 'absent' as const };
  if (await holds(control, more)) return;
  if ((await holds(control, first)) || (await holds(control, more))) return;
  const held = Number((await control.get(key))?.expires ?? expires);
  const retryAfter = Math.max(1, held - Math.floor(clock.wall() / 1000));
  throw new Refusal('limit.attempts', says, { retryAfter, values: { minutes: Math.ceil(retryAfter / 60) } });
}

async function holds(control: ControlStore, action: Parameters<ControlStore['transact']>[0][number]): Promise<boolean> {
  try {
    await control.transact([action]);
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}

/** Empties buckets: the right password was given, or an administrator unlocks. */
export const forgetTries = (control: ControlStore, ...buckets: Bucket[]): Promise<void> =>
  control.transact(buckets.map((bucket) => ({ remove: keyOf(bucket) })));

/** Returns one try that was no failure. */
export async function giveBackTry(control: ControlStore, bucket: Bucket): Promise<void> {
  await holds(control, { update: keyOf(bucket), add: { n: -1 }, when: 'present' });
}

const keyOf = ({ name }: Bucket) => controlKeys.rate(hashOf(name), '#');

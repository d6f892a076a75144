import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a secret in base64url: all that is ever stored of a session, a key, a link or a device. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether two texts are the same, in a time that does not tell where they differ. */
export const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(hashOf(one)), Buffer.from(hashOf(other))];
  return timingSafeEqual(a, b);
};

/** A number in [0, below) that hangs on a person's number and a salt alone, so that every load gives the same. */
export function chance(n: number, salt: number, below: number): number {
  let mixed = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
}

/** One of these, by a person's number and a salt. */
export function oneOf<T>(from: readonly [T, ...T[]], n: number, salt: number): T {
  return from[chance(n, salt, from.length)] ?? from[0];
}

/** SHA-256 of a UTF-8 text in lower-case hex; passed in, so that this file runs anywhere. */
export type Hash = (text: string) => string;

/**
 * Draws n of the candidates by lot, in the order drawn. Each gets the hash of `seed + '\n' + candidate`; the lowest come
 * first. Who holds the seed and the list checks it with `printf 'seed\ncandidate' | sha256sum`, and neither the order of
 * the list nor a second run changes the outcome. The seed is drawn by the server after the list is closed and its hash
 * (`commitment`) put on record; it is published with the result.
 * @throws RangeError where candidates repeat or are fewer than n.
 */
export function draw(seed: string, candidates: readonly string[], n: number, hash: Hash): string[] {
  if (new Set(candidates).size !== candidates.length) throw new RangeError('a candidate stands twice on the list');
  if (!Number.isInteger(n) || n < 0 || n > candidates.length)
    throw new RangeError(`cannot draw ${n} of ${candidates.length}`);
  return candidates
    .map((candidate) => ({ candidate, lot: hash(`${seed}\n${candidate}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, n)
    .map(({ candidate }) => candidate);
}

/** What is put on record before the draw: the hash of seed and closed list, the list in its sorted order. */
export const commitment = (seed: string, candidates: readonly string[], hash: Hash): string =>
  hash([seed, ...[...candidates].sort()].join('\n'));

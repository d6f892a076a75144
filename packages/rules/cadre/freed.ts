/** What becomes of a person: goes for good, keeps the rank only (转任职级), or takes another position. */
export type Change<P> = { of: P } & ({ act: 'leaves' | 'toRank' } | { act: 'rises'; to: string });

/** A change with the position it frees and the one it takes; `chain` counts from 1, `place` within it from 1. */
export type Step<P> = Change<P> & {
  frees: string | undefined;
  takes: string | undefined;
  chain: number;
  place: number;
};

/**
 * Orders changes into chains: who takes a position stands behind whoever freed it, and frees his own for the next. A
 * position freed twice serves the first who takes it first. A ring of people who change places is a chain too.
 * @param held the position each person holds; undefined for none on record
 */
export function chainsOf<P>(changes: readonly Change<P>[], held: (of: P) => string | undefined): Step<P>[] {
  const open = changes.map((change) => ({
    ...change,
    frees: held(change.of),
    takes: change.act === 'rises' ? change.to : undefined,
  }));
  const steps: Step<P>[] = [];
  for (let chain = 1; open.length > 0; chain++) {
    const starts = open.findIndex(({ takes }) => takes === undefined || !open.some(({ frees }) => frees === takes));
    let next = Math.max(0, starts);
    for (let place = 1; next >= 0; place++) {
      const [step] = open.splice(next, 1);
      if (!step) break;
      steps.push({ ...step, chain, place });
      next = step.frees === undefined ? -1 : open.findIndex(({ takes }) => takes === step.frees);
    }
  }
  return steps;
}

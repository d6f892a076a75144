import { useState } from 'react';
import { type Problem, problemOf } from '../problem.ts';

/** Something asked of the server by hand: `busy` while it runs, `problem` once it was refused. */
export function useWork() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const work = async (step: () => unknown): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await step();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, setProblem, work };
}

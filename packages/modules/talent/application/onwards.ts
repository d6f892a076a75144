import type { Look } from '@juxian/engine/define.ts';
import { owedIn } from '../due.ts';
import { checksOf, unchecked } from './checklist.ts';
import { type Step, stepAfter } from './steps.ts';

type Standing = { call?: string; later?: readonly string[] };

/** The next step and when it is owed; the formal review finds its list laid out, nothing on it judged. */
export async function onwards(look: Look, today: string, from: Step | 'draft', values: Standing) {
  const state = stepAfter(look, from, values.later);
  const checks = state === 'formalReview' ? { checklist: unchecked(await checksOf(look, values)) } : {};
  return { state, set: checks, due: owedIn(look, today, state) };
}

import type { Look } from '@juxian/engine/define.ts';

/**
 * The order of steps and the switch of each: a county may leave a step out, never change the order.
 * `shortlist` is a step of calls in two stages alone.
 * Source: practice of talent-studio selection, 申报→推荐→审核→形式审查→评审→考察→征求意见→审议→公示→认定.
 */
const steps = [
  { state: 'atUnit', module: 'application', move: 'recommend' },
  { state: 'atDepartment', module: 'application', move: 'endorse' },
  { state: 'formalReview', module: 'application', move: 'passForm' },
  { state: 'shortlist', module: 'application', move: 'invite' },
  { state: 'expertReview', module: 'panel', move: 'draw' },
  { state: 'siteVisit', module: 'application', move: 'recordVisit' },
  { state: 'consultation', module: 'application', move: 'recordReplies' },
  { state: 'deliberation', module: 'slate', move: 'decide' },
  { state: 'publicity', module: 'publicity', move: 'start' },
  { state: 'recognition', module: 'application', move: 'recognise' },
] as const;

export type Step = (typeof steps)[number]['state'];

/** Where an application stands that experts have yet to see. */
export const beforeReview: ReadonlySet<string> = new Set([
  'atUnit',
  'atDepartment',
  'formalReview',
  'returned',
  'shortlist',
  'secondForm',
]);

/** The step that comes next after `state` in this county; `draft` begins. `later`: what is left for a second form. */
export function stepAfter(look: Look, state: Step | 'draft', later: readonly string[] = []): Step {
  const at = steps.findIndex((step) => step.state === state);
  const next = steps
    .slice(at + 1)
    .filter(({ state: to }) => to !== 'shortlist' || later.length > 0)
    .find(({ module, move, state: to }) => to === 'recognition' || look.isOn(module, move));
  return next?.state ?? 'recognition';
}

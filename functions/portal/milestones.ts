import { say, t } from '@juxian/base/text.ts';
import type { EventAnswer, ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { stepAfter } from '@juxian/modules/talent/application/steps.ts';
import type { Milestone } from './My.tsx';
import { ownOf } from './own.ts';

type Stay = { label: string; from: string; to?: string };

/** The states a record has stood in, in public words; neighbours that the public cannot tell apart are one. */
function staysOf(events: readonly EventAnswer[], words: (state: string) => string): Stay[] {
  const stays: Stay[] = [];
  let before = '';
  for (const { state, at } of events) {
    if (state === before) continue;
    before = state;
    const last = stays.at(-1);
    const label = words(state);
    if (last?.label === label) continue;
    if (last) last.to = at;
    stays.push({ label, from: at });
  }
  return stays;
}

/** The portal knows no settings of the staff's modules: their steps count as taken unless the module is off. */
function isStepOn(ctx: Ctx, module: string, move: string): boolean {
  if (ctx.config.off.includes(module)) return false;
  return ctx.registry.get(module)?.reach === 'portal' ? !moduleOf(ctx, module).movesOff.has(move) : true;
}

/** States off the path, by the step from which it goes on. */
const lateSteps: Readonly<Record<string, string>> = { returned: 'formalReview', secondForm: 'atDepartment' };

/** The steps still ahead in this county, in public words. */
function ahead(ctx: Ctx, { state, values }: RecordAnswer, words: (state: string) => string): string[] {
  const look = { ...lookOf(ctx), isOn: (module: string, move: string) => isStepOn(ctx, module, move) };
  const labels: string[] = [];
  const later = (values.later ?? []) as string[];
  let at = (lateSteps[state] ?? state) as Parameters<typeof stepAfter>[1];
  while (at !== 'recognition') {
    if (at === 'shortlist') labels.push(words('secondForm'));
    at = stepAfter(look, at, later);
    labels.push(words(at));
  }
  labels.push(say(t('公布结果', 'Result'), ctx.locale));
  return labels.filter((label, i) => label !== words(state) && labels.indexOf(label) === i);
}

/** What was, what is and what comes, for whoever filed it. */
export function milestonesOf(
  ctx: Ctx,
  described: ModuleAnswer,
  record: RecordAnswer,
  events: readonly EventAnswer[],
): Milestone[] {
  const labels = new Map(described.states.map(({ name, publicLabel }) => [name, publicLabel]));
  const words = (state: string) => labels.get(state) ?? state;
  const submitted = events.find(({ name }) => name === 'submit');
  if (!submitted) return [];
  const stays = staysOf(
    events.filter(({ n }) => n >= submitted.n),
    words,
  );
  const over = record.phase === 'done' || record.phase === 'refused';
  const first: Milestone = { label: say(t('已提交', 'Submitted'), ctx.locale), from: submitted.at, when: 'past' };
  const past = stays.map((stay, i): Milestone => {
    const isLast = i === stays.length - 1;
    if (!isLast) return { label: stay.label, from: stay.from, ...(stay.to ? { done: stay.to } : {}), when: 'past' };
    if (over) return { label: stay.label, from: stay.from, when: 'past' };
    return { label: stay.label, from: stay.from, ...(record.due ? { expected: record.due } : {}), when: 'now' };
  });
  const days = lookOf(ctx).figure('talent.publicityDays').value;
  const notice = say(t('不少于{days}个工作日', 'At least {days} working days'), ctx.locale, { days });
  const { path } = ownOf(record.module);
  const later = path.slice(path.indexOf(record.state) + 1).map(words);
  const next = over ? [] : record.module === 'application' ? ahead(ctx, record, words) : later;
  const seen = new Set(stays.map(({ label }) => label));
  return [
    first,
    ...past,
    ...next
      .filter((label) => !seen.has(label) || label === words('formalReview'))
      .map(
        (label): Milestone => ({ label, when: 'next', ...(label === words('publicity') ? { expected: notice } : {}) }),
      ),
  ];
}

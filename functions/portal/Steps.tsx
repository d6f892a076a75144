import { t } from '@juxian/base/text.ts';
import type { FieldAnswer, SectionAnswer } from '@juxian/engine/answer.ts';
import { useSite } from './Page.tsx';

/** A part of the application as a step: its fields, and how many required ones are still blank. */
export type Step = SectionAnswer & {
  n: number;
  shown: readonly FieldAnswer[];
  blank: number;
  touched: boolean;
  /** The parts of a form that stands on one page. */
  parts?: readonly (SectionAnswer & { shown: readonly FieldAnswer[] })[];
};

export type Draft = {
  id: string;
  revision: number;
  title: string;
  /** What it is, where it has no title yet. */
  heading: string;
  /** Set while the application was returned: until when, why. */
  returned?: { due?: string; reason?: string };
  /** Set while the second form of a call in two stages is filled in: until when, and what was filed before. */
  second?: { due?: string; locked: readonly Step[] };
};

/** The steps with what each still lacks; plain links, so that the order is free. */
export function StepList({ steps, at, draft }: { steps: readonly Step[]; at: number | 'preview'; draft: Draft }) {
  const { say, base } = useSite();
  const edit = `${base}/my/${draft.id}/edit`;
  return (
    <nav aria-label={say(t('申报书各部分', 'Parts of the application'))}>
      <ol className="toc">
        {draft.second?.locked.map((step) => (
          <li key={step.n}>
            <a href={`${base}/my/${draft.id}/preview#part-${step.n}`}>
              {step.title}
              <small>{say(t('已锁定', 'locked'))}</small>
            </a>
          </li>
        ))}
        {steps.map((step) => (
          <li key={step.n}>
            <a href={`${edit}/${step.n}`} aria-current={step.n === at ? 'step' : undefined}>
              {step.title}
              <small className={step.blank > 0 && step.touched ? 'late' : undefined}>{stepNote(step, say)}</small>
            </a>
          </li>
        ))}
        <li>
          <a href={`${base}/my/${draft.id}/preview`} aria-current={at === 'preview' ? 'step' : undefined}>
            {draft.returned ? say(t('核对并交回', 'Check and hand in')) : say(t('核对并提交', 'Check and submit'))}
          </a>
        </li>
      </ol>
    </nav>
  );
}

function stepNote(
  step: Step,
  say: (words: { zh: string; en: string }, values?: Record<string, unknown>) => string,
): string {
  if (step.blank > 0) return say(t('必填{n}处未填', '{n} to fill'), { n: step.blank });
  return step.touched ? say(t('已填', 'done')) : say(t('选填', 'optional'));
}

import { type Text, t } from '@juxian/base/text.ts';
import type { FigureReader } from '../figures.ts';
import { monthsBetween } from '../month.ts';
import { gradeEffect } from './assessment.ts';

export type StaffStep = 'nineToEight' | 'eightToSeven' | 'sevenToSix';
type BySteps = Readonly<Record<StaffStep, number>>;

/** The figures of the trial, as an example a county may take over; they hold nowhere until it does. */
export const staffGradeTrial: { source: Text; figures: Readonly<Record<string, BySteps>> } = {
  source: t(
    '部分省份县以下事业单位职员等级晋升试点，待本县确认',
    'Trials of some provinces; to be confirmed by the county',
  ),
  figures: {
    'cadre.staffGradeYears': { nineToEight: 6, eightToSeven: 6, sevenToSix: 13 },
    'cadre.staffServiceYears': { nineToEight: 0, eightToSeven: 0, sevenToSix: 25 },
    'cadre.staffExcellent': { nineToEight: 1, eightToSeven: 1, sevenToSix: 3 },
  },
};

/** From a staff grade, a code of `postLevel`, to the step that leads up from it. */
const steps: Readonly<Record<string, StaffStep>> = {
  '0850': 'nineToEight',
  '0842': 'eightToSeven',
  '0841': 'sevenToSix',
};

export type StaffFacts = {
  grade: { code: string; since: string };
  worksSince: string;
  /** The grade of each year, a code of `appraisalGrade`. */
  grades: Readonly<Record<number, string>>;
};

export type StaffUnmet = { rule: 'years' | 'service' | 'excellent'; has: number; needs: number };

/**
 * What is missing for the next staff grade at a cut-off date, years in whole; undefined where the grade leads nowhere or
 * the county has not filled in its table.
 */
export function staffUnmet(facts: StaffFacts, at: string, figure: FigureReader): StaffUnmet[] | undefined {
  const step = steps[facts.grade.code];
  const years = step && figure('cadre.staffGradeYears').value[step];
  if (!step || !years) return undefined;
  const { since } = facts.grade;
  const excellent = Object.entries(facts.grades).filter(
    ([year, grade]) => year >= since.slice(0, 4) && year < at.slice(0, 4) && gradeEffect(grade) === 'excellent',
  ).length;
  const asked: StaffUnmet[] = [
    { rule: 'years', has: Math.floor(monthsBetween(since, at) / 12), needs: years },
    {
      rule: 'service',
      has: Math.floor(monthsBetween(facts.worksSince, at) / 12),
      needs: figure('cadre.staffServiceYears').value[step],
    },
    { rule: 'excellent', has: excellent, needs: figure('cadre.staffExcellent').value[step] },
  ];
  return asked.filter(({ has, needs }) => has < needs);
}

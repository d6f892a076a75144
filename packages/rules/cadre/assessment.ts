import { type Text, t } from '@juxian/base/text.ts';
import type { FigureReader } from '../figures.ts';
import { seatsOf } from './seats.ts';

/** What is assessed by which rule, and the grades it may get, as codes of a dictionary. */
export const assessmentRegimes = {
  civilServant: {
    title: t('公务员年度考核', 'Yearly assessment of civil servants'),
    source: t('公务员法第三十八条、公务员考核规定', 'Civil Servants Law, art. 38'),
    dictionary: 'appraisalGrade',
    grades: ['1', '2', '3', '4'],
  },
  institution: {
    title: t('事业单位工作人员年度考核', 'Yearly assessment of institution staff'),
    source: t('事业单位人事管理条例第二十一条', 'Regulations on personnel of institutions, art. 21'),
    dictionary: 'appraisalGrade',
    grades: ['1', 'B2', 'B3', 'B4'],
  },
  daily: {
    title: t('公务员平时考核', 'Running assessment of civil servants'),
    source: t('公务员平时考核办法（试行）', 'Trial rules on the running assessment of civil servants'),
    dictionary: 'dailyGrade',
    grades: ['1', '2', '3', '4'],
  },
  team: {
    title: t('领导班子考核', 'Assessment of leading bodies'),
    source: t('党政领导干部考核工作条例', 'Regulations on the assessment of leading cadres'),
    dictionary: 'teamGrade',
    grades: ['1', '2', '3', '4'],
  },
  leader: {
    title: t('领导干部考核', 'Assessment of leading cadres'),
    source: t('党政领导干部考核工作条例', 'Regulations on the assessment of leading cadres'),
    dictionary: 'appraisalGrade',
    grades: ['1', '2', '3', '4'],
  },
} as const satisfies Record<string, { title: Text; source: Text; dictionary: string; grades: readonly string[] }>;

export type AssessmentRegime = keyof typeof assessmentRegimes;

/**
 * How many of those assessed may get the best grade; undefined where the rule sets no share. The rounding is the county's.
 * @param approved whether the higher share of civil servants has been approved
 */
export function bestSeats(
  regime: AssessmentRegime,
  assessed: number,
  figure: FigureReader,
  approved = false,
): number | undefined {
  const share = shareOf(regime, figure, approved);
  return share === undefined ? undefined : seatsOf(assessed, share, figure);
}

function shareOf(regime: AssessmentRegime, figure: FigureReader, approved: boolean): number | undefined {
  switch (regime) {
    case 'civilServant':
      return figure('cadre.excellentShare').value[approved ? 'approved' : 'usual'];
    case 'daily':
      return figure('cadre.dailyGoodShare').value;
    case 'team':
      return figure('cadre.teamExcellentShare').value;
    case 'leader':
      return figure('cadre.leaderExcellentShare').value;
    case 'institution':
      return undefined;
  }
}

/** How a grade bears on the years that a rank asks for. Source: 公务员职务与职级并行规定. */
export type GradeEffect = 'excellent' | 'counts' | 'lost';

const counting: Readonly<Record<string, GradeEffect>> = { '1': 'excellent', '2': 'counts', B2: 'counts' };

/** Excellent years shorten the time, competent ones count; a year of any other grade or none does not count. */
export const gradeEffect = (grade: string): GradeEffect => counting[grade] ?? 'lost';

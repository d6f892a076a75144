import { addDays } from '../day.ts';
import type { FigureReader } from '../figures.ts';
import { dayMonthsLater } from '../month.ts';

/** A recruited civil servant, a first leading post that is not elected, a first job in an institution. */
export type ProbationKind = 'recruit' | 'leader' | 'staff';

const lengths = {
  recruit: 'cadre.probationRecruit',
  leader: 'cadre.probationLeader',
  staff: 'cadre.probationStaff',
} as const;

export type Probation = {
  /** The same day so many months later. */
  end: string;
  /** The day from which the end is announced. */
  noticeFrom: string;
  state: 'running' | 'ending' | 'over';
};

/**
 * Where a probation begun on a day stands on another. Over means due for a decision, never confirmed by itself.
 * Source: 公务员法 art. 34; 党政领导干部选拔任用工作条例; 事业单位人事管理条例 art. 13.
 */
export function probation(kind: ProbationKind, from: string, at: string, figure: FigureReader): Probation {
  const end = dayMonthsLater(from, figure(lengths[kind]).value);
  const noticeFrom = addDays(end, -figure('cadre.probationNotice').value);
  return { end, noticeFrom, state: at >= end ? 'over' : at >= noticeFrom ? 'ending' : 'running' };
}

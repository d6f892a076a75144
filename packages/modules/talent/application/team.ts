import { t } from '@juxian/base/text.ts';
import type { Entry } from '@juxian/engine/kinds/kind.ts';

/** As what somebody belongs to a team. */
export const memberRoles = { core: t('核心成员', 'Core member'), pupil: t('培养对象', 'Pupil') };

/** The lines the leader typed, and those of people who were invited and answer for themselves. */
export type Team = { team?: readonly Entry[]; members?: readonly Entry[] };

/** Everybody in the team of an application, the leader's own lines first. */
export const teamOf = ({ team = [], members = [] }: Team): Entry[] => [...team, ...members];

/** Whether the team may still change: in the form it belongs to, the first or the second, or where a return opened it. */
export function isTeamOpen(
  state: string,
  { parts = [], later = [] }: { parts?: readonly string[]; later?: readonly string[] },
): boolean {
  if (state === 'draft') return !later.includes('team');
  return (state === 'returned' || state === 'secondForm') && parts.includes('team');
}

import type { Entry } from '@juxian/engine/kinds/kind.ts';

/** The lines the leader typed, and those of people who were invited and answer for themselves. */
export type Team = { team?: readonly Entry[]; members?: readonly Entry[] };

/** Everybody in the team of an application, the leader's own lines first. */
export const teamOf = ({ team = [], members = [] }: Team): Entry[] => [...team, ...members];

/** Whether the team may still change: in a draft, or where it was opened on return. */
export const isTeamOpen = (state: string, parts: unknown): boolean =>
  state === 'draft' || (state === 'returned' && Array.isArray(parts) && parts.includes('team'));

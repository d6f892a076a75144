import type { TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';

/** Somebody on the roll of a meeting; observers have no vote. */
export type Seat = {
  id: string;
  name: string;
  post: string;
  role: 'chair' | 'member' | 'observer';
  expert?: string;
  person?: string;
  /** `own`: came in under an account of his own. */
  present?: { at: string; by: string; own?: true };
};
/** Who leaves for an item, and why: by a rule of conflict, or by his own word. */
export type Recusal = { seat: string; application: string; ground: string; sort: 'rule' | 'declared' };
/** Who counted, or checked the count, under an account of his own. */
export type Teller = { person: string; name: string; at: string };
/** A vote on an item; without a tally where its ballots are too few to stay unknown. */
export type Vote = {
  application: string;
  way: 'paper' | 'electronic';
  /** `counted`: on paper, and the second teller has not let the count stand yet. */
  state: 'open' | 'counted' | 'closed';
  /** Seats that were handed a ballot. */
  voters: string[];
  entitled: number;
  returned?: number;
  void?: number;
  tally?: { yes: number; no: number; abstain: number };
  passed?: boolean;
  /** Too few ballots came back of those handed out: nothing of them is kept, and the item may be put to the vote again. */
  lapsed?: true;
  tellers?: Teller[];
};

export type Meeting = {
  agenda: { application: string; title: string }[];
  roll: Seat[];
  recusals: Recusal[];
  votes: Vote[];
};

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

export const meetingOf = ({ values }: Pick<RecordFacts, 'values'>): Meeting => ({
  agenda: list(values.items),
  roll: list(values.roll),
  recusals: list(values.recusals),
  votes: list(values.votes),
});

/** The actor's own seat; undefined where he has none. */
export const ownSeat = ({ roll }: Meeting, actor: TenantActor): Seat | undefined =>
  roll.find(
    ({ person, expert }) =>
      person === actor.id || (expert !== undefined && actor.kind === 'member' && actor.expert === expert),
  );

/** Whether an item has been voted on, or is being voted on; a vote that lapsed is none. */
export const isPut = ({ votes }: Meeting, application: string): boolean =>
  votes.some((one) => one.application === application && !one.lapsed);

export type Quorum = { entitled: number; present: number; needed: number; voters: string[] };

/**
 * Who may vote on an item, and how many of the entitled must be there: those on the roll with a vote, less those who
 * leave for it. `needed` is rounded up.
 */
export function quorumFor(look: Pick<Look, 'figure'>, { roll, recusals }: Meeting, application?: string): Quorum {
  const gone = new Set(recusals.filter((one) => one.application === application).map(({ seat }) => seat));
  const entitled = roll.filter(({ id, role }) => role !== 'observer' && !gone.has(id));
  const there = entitled.filter(({ present }) => present !== undefined);
  const { present, of } = look.figure('talent.meetingQuorum').value;
  return {
    entitled: entitled.length,
    present: there.length,
    needed: Math.ceil((entitled.length * present) / of),
    voters: there.map(({ id }) => id),
  };
}

/** The agenda's item by its number from 1. @throws Refusal `invalid.item`. */
export function itemAt({ agenda }: Meeting, n: number | undefined): Meeting['agenda'][number] {
  const item = agenda[(n ?? 0) - 1];
  if (!item) throw new Refusal('invalid.item', t('议程没有第{n}项', 'The agenda has no item {n}'), { values: { n } });
  return item;
}

/** A seat by its name. @throws Refusal `invalid.seat`. */
export function seatNamed({ roll }: Meeting, name: string | undefined): Seat {
  const seat = roll.find((one) => one.name === name?.trim());
  if (!seat)
    throw new Refusal('invalid.seat', t('名单中没有“{name}”', '{name} is not on the roll'), { values: { name } });
  return seat;
}

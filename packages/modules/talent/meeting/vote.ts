import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Facts, Look, RecordFacts } from '@juxian/engine/define.ts';
import { openFor } from '@juxian/engine/open.ts';
import { factsOf } from '@juxian/engine/stored.ts';
import { castBallot, struckOff } from '@juxian/engine/urn.ts';
import { openVote, voteIsOpen } from './convene.ts';
import { isPut, itemAt, type Meeting, meetingOf, ownSeat, quorumFor, type Seat, type Vote } from './roll.ts';
import { mayTell, tellerOf } from './tellers.ts';

export const choices = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/**
 * Opens no vote below the quorum, and none by account where somebody present has shown no account.
 * @throws Refusal `conflict.quorum`, `conflict.voting`, `conflict.accounts` naming them.
 */
export function beginVote(look: Look, record: RecordFacts, given: { item?: number; way?: string }) {
  const meeting = meetingOf(record);
  const { application } = itemAt(meeting, given.item);
  if (openVote(meeting))
    throw new Refusal('conflict.voting', t('请先结束正在进行的表决', 'Close the vote that is open first'));
  if (isPut(meeting, application)) throw voteIsOpen();
  const { entitled, present, needed, voters } = quorumFor(look, meeting, application);
  if (present < needed || present === 0)
    throw new Refusal(
      'conflict.quorum',
      t('到会{present}人，不足{needed}人，不能表决', '{present} are present, {needed} are needed: no vote'),
      { values: { present, needed } },
    );
  if (given.way === 'electronic') refuseUnreached(meeting, voters);
  const vote: Vote = {
    application,
    way: given.way === 'electronic' ? 'electronic' : 'paper',
    state: 'open',
    voters,
    entitled,
  };
  return { set: { votes: [...meeting.votes, vote] } };
}

/** Experts on the register need not have an account: one who signed in himself has. */
const hasAccount = ({ person, expert, present }: Seat): boolean =>
  person !== undefined || (expert !== undefined && present?.own === true);

function refuseUnreached({ roll }: Meeting, voters: readonly string[]): void {
  const names = roll.filter((seat) => voters.includes(seat.id) && !hasAccount(seat)).map(({ name }) => name);
  if (names.length > 0)
    throw new Refusal(
      'conflict.accounts',
      t(
        '{names}没有账号或未本人签到，投不了电子票，请用纸质票',
        '{names}: no account, or not signed in in person, so no electronic ballot; vote on paper',
      ),
      { values: { names: names.join('、') } },
    );
}

export type Counted = {
  returned?: number;
  void?: number;
  yes?: number;
  no?: number;
  abstain?: number;
};

/**
 * Closes the open vote: electronic as it lies in the urn; paper as the actor counted it, which stands once a second
 * teller has let it. It passes with more than the
 * figure's share of the entitled. Below the figure's number of ballots no count is kept, only whether it passed; and
 * where ballots that were handed out are missing as well, the vote has lapsed and nothing is kept of it.
 */
export async function closeVote({ look, record, actor, now, today }: Facts, given: Counted) {
  const meeting = meetingOf(record);
  const vote = openVote(meeting);
  if (!vote) throw new Refusal('conflict.vote', t('没有正在进行的表决', 'No vote is open'));
  if (vote.state === 'counted')
    throw new Refusal('conflict.voting', t('已计票，待另一账号监票确认', 'Counted; a second teller has to confirm it'));
  const isPaper = vote.way === 'paper';
  const may = !isPaper || (await mayTell(look, meeting, vote, actor, today));
  if (may !== true) throw may;
  const counted = isPaper ? onPaper(vote, given) : await inUrn(look, record.id, questionOf(meeting, vote));
  const closed: Vote = {
    ...vote,
    ...(isPaper ? { state: 'counted', tellers: [tellerOf(actor, now)] } : { state: 'closed' }),
    ...outcomeOf(look, vote, counted),
  };
  return { set: { votes: meeting.votes.map((one) => (one === vote ? closed : one)) } };
}

type Outcome = {
  returned: number;
  void: number;
  tally: { yes: number; no: number; abstain: number };
};

function outcomeOf(look: Look, { entitled, voters }: Vote, { tally, void: spoilt, ...kept }: Outcome): Partial<Vote> {
  const isFew = kept.returned < look.figure('talent.tallyFrom').value;
  if (isFew && kept.returned < voters.length) return { passed: false, lapsed: true };
  const passed = tally.yes * 100 > look.figure('talent.meetingMajority').value * entitled;
  return { ...kept, passed, ...(isFew ? {} : { void: spoilt, tally }) };
}

/** Ballots of a vote that lapsed stay in an urn of their own. */
function questionOf({ votes }: Meeting, { application }: Vote): string {
  const before = votes.filter((one) => one.application === application && one.lapsed).length;
  return before === 0 ? application : `${application}~${before}`;
}

function onPaper({ voters }: Vote, { returned, void: spoilt = 0, yes, no, abstain }: Counted): Outcome {
  if (returned === undefined || yes === undefined || no === undefined || abstain === undefined)
    throw refuseField('input.returned', 'invalid.required', t('请填写票数', 'Give the counts'));
  if (returned > voters.length)
    throw refuseField(
      'input.returned',
      'invalid.count',
      t('收回{returned}张，多于发出{issued}张', '{returned} came back of {issued} handed out'),
      { returned, issued: voters.length },
    );
  if (yes + no + abstain + spoilt !== returned)
    throw refuseField(
      'input.returned',
      'invalid.count',
      t('同意、不同意、弃权与废票之和应为{returned}', 'The counts must add up to {returned}'),
      { returned },
    );
  return { returned, void: spoilt, tally: { yes, no, abstain } };
}

async function inUrn(look: Look, id: string, question: string): Promise<Outcome> {
  const { returned, choices: lying } = await look.urn('panelMeeting', id, question);
  const { yes = 0, no = 0, abstain = 0 } = lying;
  return { returned, void: 0, tally: { yes, no, abstain } };
}

/** A ballot of the actor's own on the open electronic vote. @throws Refusal `conflict.vote`, `forbidden.vote`, `conflict.voted`. */
export async function castVote(ctx: Ctx, { meeting: id, choice }: { meeting: string; choice: Choice }): Promise<void> {
  const { module, record } = await openFor(ctx, { module: 'panelMeeting', id });
  const meeting = meetingOf(factsOf(record));
  const vote = openVote(meeting);
  if (record.state !== 'convened' || vote?.way !== 'electronic')
    throw new Refusal('conflict.vote', t('没有正在进行的电子表决', 'No electronic vote is open'));
  const seat = ownSeat(meeting, ctx.actor);
  if (!seat || !vote.voters.includes(seat.id))
    throw new Refusal('forbidden.vote', t('您在这一项没有表决票', 'You have no ballot on this item'));
  await castBallot(ctx, { module, id, question: questionOf(meeting, vote) }, seat.id, choice);
}

/** Whether every ballot of the open vote is in, and the actor's own; never how many are, nor what they say. */
export async function votingOf(
  ctx: Ctx,
  id: string,
): Promise<{ revision: number; isComplete: boolean; mine: 'none' | 'open' | 'cast' }> {
  const { module, record } = await openFor(ctx, { module: 'panelMeeting', id });
  const meeting = meetingOf(factsOf(record));
  const vote = openVote(meeting);
  const seat = ownSeat(meeting, ctx.actor);
  const off =
    vote?.way === 'electronic' ? await struckOff(ctx, { module, id, question: questionOf(meeting, vote) }) : [];
  const mine =
    !seat || vote?.way !== 'electronic' || !vote.voters.includes(seat.id)
      ? 'none'
      : off.includes(seat.id)
        ? 'cast'
        : 'open';
  return { revision: record.revision, isComplete: off.length > 0 && off.length === vote?.voters.length, mine };
}

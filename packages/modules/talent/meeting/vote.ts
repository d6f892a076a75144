import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { openFor } from '@juxian/engine/open.ts';
import { factsOf } from '@juxian/engine/stored.ts';
import { castBallot, struckOff } from '@juxian/engine/urn.ts';
import { openVote, voteIsOpen } from './convene.ts';
import { itemAt, meetingOf, ownSeat, quorumFor, type Vote } from './roll.ts';

export const choices = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/** Below the quorum no vote is opened. @throws Refusal `conflict.quorum`, `conflict.voting`. */
export function beginVote(look: Look, record: RecordFacts, given: { item?: number; way?: string }) {
  const meeting = meetingOf(record);
  const { application } = itemAt(meeting, given.item);
  if (openVote(meeting))
    throw new Refusal('conflict.voting', t('请先结束正在进行的表决', 'Close the vote that is open first'));
  if (meeting.votes.some((one) => one.application === application)) throw voteIsOpen();
  const { entitled, present, needed, voters } = quorumFor(look, meeting, application);
  if (present < needed || present === 0)
    throw new Refusal(
      'conflict.quorum',
      t('到会{present}人，不足{needed}人，不能表决', '{present} are present, {needed} are needed: no vote'),
      { values: { present, needed } },
    );
  const vote: Vote = {
    application,
    way: given.way === 'electronic' ? 'electronic' : 'paper',
    state: 'open',
    voters,
    entitled,
  };
  return { set: { votes: [...meeting.votes, vote] } };
}

export type Counted = {
  returned?: number;
  void?: number;
  yes?: number;
  no?: number;
  abstain?: number;
  teller?: string;
  second?: string;
};

/**
 * Closes the open vote: paper as two tellers counted it, electronic as it lies in the urn. It passes with more than the
 * figure's share of the entitled. Below the figure's number of voters no count is kept, only whether it passed.
 */
export async function closeVote(look: Look, record: RecordFacts, given: Counted) {
  const meeting = meetingOf(record);
  const vote = openVote(meeting);
  if (!vote) throw new Refusal('conflict.vote', t('没有正在进行的表决', 'No vote is open'));
  const counted = vote.way === 'paper' ? onPaper(vote, given) : await inUrn(look, record.id, vote);
  const { tally, ...kept } = counted;
  const passed = tally.yes * 100 > look.figure('talent.meetingMajority').value * vote.entitled;
  const isShown = vote.voters.length >= look.figure('talent.tallyFrom').value;
  const closed: Vote = { ...vote, ...kept, state: 'closed', passed, ...(isShown ? { tally } : {}) };
  return { set: { votes: meeting.votes.map((one) => (one === vote ? closed : one)) } };
}

function onPaper({ voters }: Vote, { returned, void: spoilt = 0, yes, no, abstain, teller, second }: Counted) {
  const tellers = [teller, second].map((name) => name?.trim() ?? '');
  if (tellers.some((name) => name === '') || tellers[0] === tellers[1])
    throw refuseField('input.second', 'invalid.tellers', t('须有两名计票人', 'Two tellers are needed'));
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
  return { returned, void: spoilt, tally: { yes, no, abstain }, tellers };
}

async function inUrn(look: Look, id: string, { application }: Vote) {
  const { returned, choices: lying } = await look.urn('panelMeeting', id, application);
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
  await castBallot(ctx, { module, id, question: vote.application }, seat.id, choice);
}

/** How many ballots of the open vote are in, and whether the actor's own is; never what they say. */
export async function votingOf(
  ctx: Ctx,
  id: string,
): Promise<{ revision: number; returned: number; issued: number; mine: 'none' | 'open' | 'cast' }> {
  const { module, record } = await openFor(ctx, { module: 'panelMeeting', id });
  const meeting = meetingOf(factsOf(record));
  const vote = openVote(meeting);
  const seat = ownSeat(meeting, ctx.actor);
  const off = vote?.way === 'electronic' ? await struckOff(ctx, { module, id, question: vote.application }) : [];
  const mine = !seat || !vote?.voters.includes(seat.id) ? 'none' : off.includes(seat.id) ? 'cast' : 'open';
  return { revision: record.revision, returned: off.length, issued: vote?.voters.length ?? 0, mine };
}

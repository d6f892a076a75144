import type { TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { bareName } from '@juxian/rules/bare-name.ts';
import { conflictRules, rulesBetween, ruleText, tiesOfExpert, tiesOfFiled, tiesSince } from '../review/conflict.ts';
import { openVote } from './convene.ts';
import { type Meeting, meetingOf, ownSeat, type Teller, type Vote } from './roll.ts';

export const tellerOf = ({ id, name }: TenantActor, at: string): Teller => ({ person: id, name, at });

/**
 * Whether the actor may count, or check the count of, the votes on an item: somebody with an account of his own, not
 * the one who counted already, and nobody who applies, filed or proposed it, has a tie to it or stands aside for it.
 * Source: ballot rules of county practice, 候选人和提名人不得担任计票人、监票人.
 */
export async function mayTell(look: Look, meeting: Meeting, vote: Vote, actor: TenantActor, today: string) {
  if (actor.kind !== 'member')
    return new Refusal(
      'forbidden.teller',
      t('计票人、监票人须各用自己在本县的账号', 'Tellers need accounts of their own in this workspace'),
    );
  if (vote.tellers?.some(({ person }) => person === actor.id))
    return new Refusal(
      'conflict.teller',
      t(
        '您已计票；监票人须用另一个账号，两人都要有本县账号，没有的请管理员先开通',
        'You have counted; the second teller needs another account. Both need one in this workspace: have it opened first',
      ),
    );
  const ground = await groundAgainst(look, meeting, vote, actor, today);
  return (
    ground === undefined ||
    new Refusal('forbidden.teller', t('您不能计票、监票：{ground}', 'You cannot be a teller here: {ground}'), {
      values: { ground },
    })
  );
}

type Member = Extract<TenantActor, { kind: 'member' }>;

async function groundAgainst(look: Look, meeting: Meeting, { application }: Vote, actor: Member, today: string) {
  const seat = ownSeat(meeting, actor);
  if (meeting.recusals.some((one) => one.application === application && one.seat === seat?.id))
    return t('本项已回避', 'you stand aside for this item');
  const filed = await look.record('application', application);
  if (!filed) return undefined;
  if (filed.owner === actor.id) return t('由您申报', 'you filed it');
  if ((await look.rows('decision', { application })).some(({ owner }) => owner === actor.id))
    return t('由您拟定决定', 'you proposed the decision on it');
  return tieBetween(look, filed, actor, today);
}

async function tieBetween(look: Look, filed: RecordFacts, actor: Member, today: string): Promise<Text | undefined> {
  const unitNames = new Map((await look.rows('unit')).map((row) => [row.id, row.title]));
  const ties = tiesOfFiled(filed, unitNames);
  if (ties.people.has(bareName(actor.name))) return conflictRules.self;
  const years = look.figure('talent.conflictYears').value;
  if (actor.unit !== undefined && actor.unit === ties.host) return ruleText('unit', years);
  const expert = actor.expert ? await look.record('expert', actor.expert) : undefined;
  const [rule] = expert ? rulesBetween(tiesOfExpert(expert), ties, tiesSince(today, years)) : [];
  return rule && ruleText(rule, years);
}

type Asked = { look: Look; record: RecordFacts; actor: TenantActor; today: string };

/** Whether the actor may act on the count that waits for a second teller. */
export async function mayCheckCount({ look, record, actor, today }: Asked): Promise<Refusal | true> {
  const meeting = meetingOf(record);
  const vote = openVote(meeting);
  if (vote?.state !== 'counted')
    return new Refusal('conflict.count', t('没有待监票确认的计票', 'No count waits for a second teller'));
  return mayTell(look, meeting, vote, actor, today);
}

/** The second teller lets the count stand. */
export function confirmCount(record: RecordFacts, actor: TenantActor, now: string) {
  return settle(record, (vote) => ({
    ...vote,
    state: 'closed',
    tellers: [...(vote.tellers ?? []), tellerOf(actor, now)],
  }));
}

/** The count does not stand: nothing of it is kept, and it is made anew. */
export function recount(record: RecordFacts) {
  return settle(record, ({ application, way, voters, entitled }) => ({
    application,
    way,
    state: 'open',
    voters,
    entitled,
  }));
}

function settle(record: RecordFacts, by: (vote: Vote) => Vote) {
  const { votes } = meetingOf(record);
  return { set: { votes: votes.map((one) => (one.state === 'counted' ? by(one) : one)) } };
}

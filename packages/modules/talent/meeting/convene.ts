import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { bareName } from '@juxian/rules/bare-name.ts';
import { rulesBetween, ruleText, tiesOfExpert, tiesOfFiled, tiesSince } from '../review/conflict.ts';
import { isPut, type Meeting, meetingOf, type Recusal, type Seat } from './roll.ts';

type Line = Record<string, string | undefined>;

/** Roll and agenda as they are closed when the meeting begins, with those whom a rule keeps from an item. */
export async function convene(look: Look, { values }: RecordFacts, today: string) {
  const lines = (values.agenda ?? []) as Line[];
  const filed = await Promise.all(lines.map(({ application }) => look.record('application', String(application))));
  const items = filed.flatMap((one) => (one ? [{ application: one.id, title: one.title }] : []));
  if (items.length === 0) throw new Refusal('conflict.agenda', t('议程为空', 'The agenda is empty'));
  if (new Set(items.map(({ application }) => application)).size < items.length)
    throw new Refusal('conflict.agenda', t('议程中有重复的申报', 'An application stands twice on the agenda'));
  const experts = await Promise.all(((values.experts ?? []) as string[]).map((id) => look.record('expert', id)));
  const invited = experts.flatMap((one) => (one ? [one] : []));
  const roll: Seat[] = [
    ...((values.others ?? []) as Line[]).map(
      (line): Seat => ({
        id: newId('line'),
        name: String(line.name).trim(),
        post: line.post ?? '',
        role: (line.role ?? 'member') as Seat['role'],
        ...(line.person ? { person: line.person } : {}),
      }),
    ),
    ...invited.map(
      (one): Seat => ({
        id: newId('line'),
        name: String(one.values.name),
        post: String(one.values.unitName ?? ''),
        role: 'member',
        expert: one.id,
      }),
    ),
  ];
  if (new Set(roll.map(({ name }) => bareName(name))).size < roll.length)
    throw new Refusal('conflict.roll', t('名单中有同名的人，请注明', 'Two on the roll have one name; tell them apart'));
  const accounts = roll.flatMap(({ person }) => person ?? []);
  if (new Set(accounts).size < accounts.length)
    throw new Refusal('conflict.roll', t('名单中有两席是同一账号', 'Two seats on the roll have one account'));
  if (roll.filter(({ role }) => role !== 'observer').length < 3)
    throw new Refusal('conflict.roll', t('有表决权的成员不足3人', 'Fewer than three have a vote'));
  const unitNames = new Map((await look.rows('unit')).map((row) => [row.id, row.title]));
  const years = look.figure('talent.conflictYears').value;
  const since = tiesSince(today, years);
  const recusals = filed.flatMap((one): Recusal[] => {
    if (!one) return [];
    const filedTies = tiesOfFiled(one, unitNames);
    return roll.flatMap(({ id, name, expert }): Recusal[] => {
      const invitee = invited.find((other) => other.id === expert);
      const ties = invitee ? tiesOfExpert(invitee) : tiesOfExpert({ id, values: { name } });
      const [rule] = rulesBetween(ties, filedTies, since);
      return rule ? [{ seat: id, application: one.id, ground: ruleText(rule, years).zh, sort: 'rule' }] : [];
    });
  });
  return { set: { items, roll, recusals, votes: [] } };
}

/** Somebody came or went; whoever was handed a ballot of an open vote cannot be sent away before it is closed. */
export function markPresence(record: RecordFacts, seat: Seat, present: Seat['present']) {
  const meeting = meetingOf(record);
  if (!present && openVote(meeting)?.voters.includes(seat.id)) throw voteIsOpen();
  return {
    set: {
      roll: meeting.roll.map((one): Seat => {
        const { present: _, ...rest } = one;
        return one.id === seat.id ? { ...rest, ...(present ? { present } : {}) } : one;
      }),
    },
  };
}

/** Somebody leaves for an item. */
export function recuse(record: RecordFacts, given: Omit<Recusal, 'sort'>) {
  const meeting = meetingOf(record);
  if (isPut(meeting, given.application)) throw voteIsOpen();
  const others = meeting.recusals.filter(
    ({ seat, application }) => seat !== given.seat || application !== given.application,
  );
  return { set: { recusals: [...others, { ...given, sort: 'declared' as const }] } };
}

/** The vote under way: ballots are out, or counted by one teller only. */
export const openVote = ({ votes }: Meeting) => votes.find(({ state }) => state !== 'closed');

export const voteIsOpen = () =>
  new Refusal('conflict.voting', t('这一项已开始表决', 'The vote on this item has been opened'));

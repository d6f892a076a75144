import { randomBytes } from 'node:crypto';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { commitment, draw } from '@juxian/rules/lot.ts';
import { panelResult } from '@juxian/rules/score.ts';
import { stepAfter } from '../application/steps.ts';
import { owedIn } from '../due.ts';
import { rulesBetween, tiesOfExpert, tiesOfFiled, tiesSince } from '../review/conflict.ts';
import { everyRecord, sha256 } from '../review/draw.ts';

/** One application's turn: its place in the order drawn, its time, whether it came, whom a rule keeps from scoring it. */
export type Slot = {
  place: number;
  application: string;
  title: string;
  from: string;
  to: string;
  came?: 'yes' | 'no';
  cameAt?: string;
  barred: string[];
};
export type Given = { application: string; member: string; score: number; comment?: string };

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const slotsOf = ({ values }: RecordFacts): Slot[] => (values.slots ?? []) as Slot[];
const scoresOf = ({ values }: RecordFacts): Given[] => (values.scores ?? []) as Given[];
/** Applications that one transaction can carry on. */
const most = 48;

/** Draws the order of the applications of the kind that wait for the visit, and gives each its time. */
export async function drawOrder(look: Look, { values }: RecordFacts, today: string) {
  const { call, kind, members = [], each } = values as { call: string; kind: string; members?: string[]; each: number };
  const [hour = 0, minute = 0] = String(values.begins).slice(11, 16).split(':').map(Number);
  const begins = hour * 60 + minute;
  const filed = await everyRecord(look, 'application', { call, kind, state: 'siteVisit' });
  if (filed.length === 0)
    throw new Refusal('conflict.items', t('没有待考察的申报', 'No application waits for the visit'));
  if (filed.length > most || begins + filed.length * each > 24 * 60)
    throw new Refusal('conflict.items', t('{n}项排不进这一天', '{n} applications do not fit into the day'), {
      values: { n: filed.length },
    });
  const experts = (await Promise.all(members.map((id) => look.record('expert', id)))).filter(
    (one) => one !== undefined,
  );
  const unitNames = new Map((await look.rows('unit')).map((row) => [row.id, row.title]));
  const since = tiesSince(today, look.figure('talent.conflictYears').value);
  const seed = randomBytes(16).toString('hex');
  const names = filed.map(({ id }) => id);
  const slots = draw(seed, names, names.length, sha256).map((application, i): Slot => {
    const one = filed.find(({ id }) => id === application) as RecordFacts;
    const ties = tiesOfFiled(one, unitNames);
    const from = begins + i * each;
    return {
      place: i + 1,
      application,
      title: one.title,
      from: clock(from),
      to: clock(from + each),
      barred: experts
        .filter((expert) => rulesBetween(tiesOfExpert(expert), ties, since).length > 0)
        .map(({ id }) => id),
    };
  });
  const free = slots.find(({ barred }) => barred.length >= members.length);
  if (free)
    throw new Refusal('conflict.experts', t('评委全部应回避“{title}”', 'Every member is barred from “{title}”'), {
      values: { title: free.title },
    });
  return { set: { seed, commitment: commitment(seed, names, sha256), slots, scores: [] } };
}

function slotAt(record: RecordFacts, place: number | undefined): Slot {
  const slot = slotsOf(record).find((one) => one.place === place);
  if (!slot)
    throw new Refusal('invalid.place', t('没有第{place}位', 'There is no place {place}'), { values: { place } });
  return slot;
}

export function attend(record: RecordFacts, given: { place?: number; came?: 'yes' | 'no'; now: string }) {
  const slot = slotAt(record, given.place);
  if (given.came === 'no' && scoresOf(record).some(({ application }) => application === slot.application))
    throw new Refusal('conflict.scored', t('已有评分，不能登记缺席', 'It has been scored'));
  const came = { came: given.came ?? 'yes', cameAt: given.now } as const;
  return { set: { slots: slotsOf(record).map((one) => (one === slot ? { ...one, ...came } : one)) } };
}

/** A member's score of who came; given again it takes the place of the one before. */
export function score(
  record: RecordFacts,
  given: { place?: number; score?: number; comment?: string },
  member: string | undefined,
) {
  const slot = slotAt(record, given.place);
  if (!member || !((record.values.members ?? []) as string[]).includes(member))
    throw new Refusal('forbidden.member', t('不是本组评委', 'Not a member of this panel'));
  if (slot.barred.includes(member))
    throw new Refusal('forbidden.recused', t('对“{title}”应当回避', 'Barred from “{title}”'), {
      values: { title: slot.title },
    });
  if (slot.came !== 'yes')
    throw new Refusal('conflict.absent', t('“{title}”未登记到场', '“{title}” has not been recorded as present'), {
      values: { title: slot.title },
    });
  const { application } = slot;
  const line: Given = {
    application,
    member,
    score: given.score ?? 0,
    ...(given.comment ? { comment: given.comment } : {}),
  };
  const others = scoresOf(record).filter((one) => one.application !== application || one.member !== member);
  return { set: { scores: [...others, line] } };
}

/**
 * Puts the mean of the members' scores on each application that came, and takes it to the next step; highest and lowest
 * are left out as in the panel. @throws Refusal `conflict.unscored` naming who owes a score.
 */
export async function close(look: Look, record: RecordFacts, minutes: string, today: string) {
  const slots = slotsOf(record);
  const open = slots.find(({ came }) => came === undefined);
  if (open)
    throw new Refusal(
      'conflict.attendance',
      t('“{title}”未登记到场或缺席', 'It is not on record whether “{title}” came'),
      {
        values: { title: open.title },
      },
    );
  const figures = {
    dropFrom: look.figure('talent.dropFrom').value,
    reviewRange: look.figure('talent.reviewRange').value,
  };
  const scores = scoresOf(record);
  const members = (record.values.members ?? []) as string[];
  const change: OtherChange[] = [];
  for (const { application, title, barred } of slots.filter(({ came }) => came === 'yes')) {
    const given = scores.filter((one) => one.application === application);
    const owing = members.filter((id) => !barred.includes(id) && !given.some(({ member }) => member === id));
    if (owing.length > 0)
      throw new Refusal('conflict.unscored', t('“{title}”还差{n}人评分', '“{title}” lacks {n} score(s)'), {
        values: { title, n: owing.length },
      });
    const filed = await look.record('application', application);
    if (filed?.state !== 'siteVisit')
      throw new Refusal('conflict.moved', t('“{title}”已不在现场考察', '“{title}” has moved on'), {
        values: { title },
      });
    const state = stepAfter(look, 'siteVisit');
    const { mean } = panelResult(
      given.map((one) => one.score),
      figures,
    );
    change.push({
      module: 'application',
      id: filed.id,
      revision: filed.revision,
      event: 'visited',
      state,
      due: owedIn(look, today, state),
      set: { visit: 'held', visitScore: mean, visitNote: minutes.slice(0, 1000) },
    });
  }
  return { change };
}

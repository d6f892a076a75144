import type { TenantActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, RecordFacts } from '@juxian/engine/define.ts';
import { addDays, addYears } from '@juxian/rules/day.ts';
import { yuan } from '@juxian/rules/money.ts';
import { labourTax } from '@juxian/rules/think-tank.ts';
import { inPerson } from '../in-person.ts';
import { engagementsWithin, lastActiveOn, rowsIf } from './records.ts';

/** The day from which the office is told that a term ends: so many calendar days before its last day. */
export const noticeDay = (to: string, days: number): string => addDays(to, -days);

/** The term that follows one: from the day after it, or from today where that has passed, for so many years. */
export function nextTerm(to: string, today: string, years: number): { from: string; to: string } {
  const from = addDays(to, 1) < today ? today : addDays(to, 1);
  return { from, to: addDays(addYears(from, years), -1) };
}

const waiverOf = (values: RecordFacts['values']) => ({
  by: values.waivedBy as string | undefined,
  reason: values.waiver as string | undefined,
});

/**
 * Why an expert may not be engaged again: the years without any visit, opinion or review reach the figure, counted from the
 * later of the last activity and the first day of the first engagement; unless a second person has waived it.
 */
export async function mayRenew(
  look: Look,
  record: RecordFacts,
  given: { actor: TenantActor; today: string },
): Promise<Refusal | true> {
  const values = record.values as { expert?: string; expertName?: string; from?: string; next?: string };
  const expert = String(values.expert ?? '');
  const person = await look.record('expert', expert);
  if (person?.state !== 'active')
    return new Refusal('conflict.expert', t('专家已出库，不能续聘', 'The expert has left the pool'));
  const next = values.next ? await look.record('engagement', values.next) : undefined;
  if (next && next.state !== 'cancelled')
    return new Refusal('conflict.renewed', t('已办理续聘', 'It has been renewed already'));
  const { by, reason } = waiverOf(record.values);
  const idle = await inactivity(look, expert, given.today);
  if (!idle) return true;
  if (!reason) return idle;
  return by !== given.actor.id
    ? inPerson(given.actor)
    : new Refusal(
        'forbidden.second',
        t('例外由您批准，续聘须由另一人办理', 'You approved the exception; another person has to renew'),
      );
}

/** The refusal that names rule and figure, where the expert has been inactive for the years it says. */
export async function inactivity(look: Look, expert: string, today: string): Promise<Refusal | undefined> {
  const years = look.figure('talent.expertInactiveYears');
  const terms = await rowsIf(look, 'engagement', { expert });
  const begun = terms.map(({ values }) => String(values.from ?? '')).filter((from) => from !== '');
  const first = begun.reduce((least, from) => (from < least ? from : least), today);
  const last = await lastActiveOn(look, expert);
  const since = last > first ? last : first;
  if (since > addYears(today, -years.value)) return undefined;
  return new Refusal(
    'conflict.inactive',
    last
      ? t(
          '自{last}起未履职，已满{years}年，不再续聘；确需续聘的，由另一人说明理由批准例外',
          'Inactive since {last}, {years} years or more; not renewed unless a second person approves an exception',
        )
      : t(
          '聘任以来没有履职记录，已满{years}年，不再续聘；确需续聘的，由另一人说明理由批准例外',
          'Nothing done in {years} years of engagement; not renewed unless a second person approves an exception',
        ),
    { values: { last, years: years.value }, rule: years.source },
  );
}

/** The last day a letter held or will hold: one ended early holds no more from today. */
const lastDay = ({ state, values }: RecordFacts, today: string): string =>
  state === 'ended' && String(values.to) >= today ? addDays(today, -1) : String(values.to);

/**
 * The draft of the next engagement, on the terms of the last.
 * @throws Refusal `invalid.term` too long or ending before it begins, `conflict.engaged` over a term that still runs.
 */
export async function nextEngagement(
  look: Look,
  record: RecordFacts,
  given: { today: string; from?: string | undefined; to?: string | undefined },
): Promise<NewRecord & { id: string }> {
  const { expert, expertName, honour, duties, fee, feeAmount } = record.values;
  const years = Math.min(look.figure('talent.engagementYears').value, look.figure('talent.engagementMostYears').value);
  const term = nextTerm(lastDay(record, given.today), given.today, years);
  const from = given.from ?? term.from;
  const until = given.to ?? (given.from ? addDays(addYears(given.from, years), -1) : term.to);
  const wrong = await whyNotTerm(look, String(expert), { from, to: until });
  if (wrong) throw wrong;
  return {
    module: 'engagement',
    id: newId('record'),
    values: { expert, expertName, honour, duties, fee, feeAmount, from, to: until, previous: record.id },
  };
}

/** Why an expert may not be engaged from a day to a day: the wrong way round, too long, or over another letter's term. */
async function whyNotTerm(
  look: Look,
  expert: string,
  { from, to }: { from: string; to: string },
): Promise<Refusal | undefined> {
  if (from >= to) return new Refusal('invalid.term', t('聘期止须晚于聘期起', 'The term must end after it begins'));
  const most = look.figure('talent.engagementMostYears');
  if (to >= addYears(from, most.value))
    return new Refusal(
      'invalid.term',
      t(
        '聘期{from}至{to}超过{years}年，一届最多{years}年',
        'From {from} to {to} is more than the {years} years of a term',
      ),
      { values: { from, to, years: most.value }, rule: most.source },
    );
  const [held] = await engagementsWithin(look, expert, { from, to });
  return (
    held &&
    new Refusal(
      'conflict.engaged',
      t(
        '聘期{from}至{to}与{number}的聘期{heldFrom}至{heldTo}重叠',
        'From {from} to {to} overlaps the term of {number}, {heldFrom} to {heldTo}',
      ),
      {
        values: {
          from,
          to,
          number: held.values.number,
          heldFrom: String(held.values.from),
          heldTo: String(held.values.to),
        },
      },
    )
  );
}

/** Whether a letter may be issued: an open term, an expert of the pool, no other letter for the same days, no long idleness. */
export async function mayIssue(look: Look, record: RecordFacts, today: string): Promise<Refusal | true> {
  const { from = '', to = '', expert = '', previous } = record.values as Record<string, string | undefined>;
  if (to < today) return new Refusal('invalid.term', t('聘期已过', 'The term is over already'));
  if ((await look.record('expert', expert))?.state !== 'active')
    return new Refusal('conflict.expert', t('专家已出库，不能聘任', 'The expert has left the pool'));
  const wrong = await whyNotTerm(look, expert, { from, to });
  if (wrong) return wrong;
  return (previous ? undefined : await inactivity(look, expert, today)) ?? true;
}

/** What a fee comes to: the sum, the tax withheld and what is paid, where it is paid by task. */
export function feeNote(look: Look, fee: string | undefined, amount: number | undefined): string | undefined {
  if (!amount || fee === 'none' || fee === undefined) return undefined;
  const tax = labourTax(amount, {
    deduction: look.figure('talent.labourDeduction').value,
    brackets: look.figure('talent.labourBrackets').value,
    rates: look.figure('talent.labourRates').value,
  });
  const each = fee === 'yearly' ? '每年' : '每次';
  return `${each}${yuan(amount).zh}，按劳务报酬一次计预扣个人所得税${yuan(tax).zh}，实付${yuan(amount - tax).zh}（依据：${look.figure('talent.labourRates').source.zh}）`;
}

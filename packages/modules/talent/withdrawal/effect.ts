import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { WithdrawalGround } from '@juxian/rules/withdrawal.ts';

const standing: readonly string[] = ['recognised', 'signed', 'running'];

const underWay: readonly string[] = ['proposed', 'noticed', 'heard'];

/** Whether the plaque of a studio is being withdrawn; @returns the reason against anything else, or true. */
export async function refuseWhileUnderWay(look: Look, studio: string): Promise<Refusal | true> {
  const rows = await look.rows('studioWithdrawal', { studio });
  return (
    !rows.some(({ state }) => underWay.includes(state)) ||
    new Refusal('conflict.withdrawal', t('摘牌正在办理', 'The plaque is being withdrawn'))
  );
}

/**
 * The proposal to withdraw the plaque of a studio, on grounds that the record of its assessments bears out.
 * @throws Refusal `conflict.withdrawal` where one is under way, `invalid.grounds` for failures that are not on record.
 */
export async function proposed(
  look: Look,
  { id, values }: RecordFacts,
  { grounds, facts }: { grounds: readonly WithdrawalGround[]; facts: string },
) {
  const free = await refuseWhileUnderWay(look, id);
  if (free !== true) throw free;
  const failed = await look.rows('appraisal', { studio: id, grade: 'failed', state: 'graded' });
  const times = look.figure('talent.failuresToWithdraw').value;
  const annual = failed.filter((row) => row.values.sort === 'annual').length;
  if (grounds.includes('failedTwice') && annual < times)
    throw refuseField(
      'input.grounds',
      'invalid.grounds',
      t('年度考核不合格{found}次，未达到{times}次', 'Failed {found} yearly assessments, not {times}'),
      { found: annual, times },
    );
  if (grounds.includes('failedTerm') && !failed.some((row) => row.values.sort === 'term'))
    throw refuseField(
      'input.grounds',
      'invalid.grounds',
      t('没有不合格的期满考核', 'No assessment at the end of the term was failed'),
    );
  const withdrawal = newId('record');
  const { studioName, kind, hostUnit, leaderName } = values;
  return {
    set: { withdrawal },
    create: [
      {
        module: 'studioWithdrawal',
        id: withdrawal,
        values: { studio: id, studioName, kind, hostUnit, leaderName, grounds: [...grounds], facts, turn: id },
      },
    ],
  };
}

/** @throws Refusal `invalid.hearingOn` for a hearing sooner than so many working days from today. */
export function refuseTooSoon(look: Look, today: string, hearingOn: string): void {
  const { value: days, source } = look.figure('talent.hearingNotice');
  const earliest = look.addWorkingDays(today, days);
  if (hearingOn < earliest)
    throw new Refusal(
      'invalid.hearingOn',
      t('须提前{days}个工作日告知，最早{earliest}', 'Notice of {days} working days: {earliest} at the earliest'),
      {
        values: { days, earliest },
        rule: source,
        fields: [
          {
            path: 'input.hearingOn',
            code: 'invalid.hearingOn',
            says: t('最早{earliest}', 'At the earliest {earliest}'),
            values: { earliest },
          },
        ],
      },
    );
}

/** What a decision to withdraw does to the studio, its certificate and its grant, in one transaction. */
export async function withdrawn(
  look: Look,
  { values }: RecordFacts,
  { reason, today }: { reason: string; today: string },
) {
  const studio = await look.record('studio', String(values.studio));
  if (!studio || !standing.includes(studio.state))
    throw new Refusal('conflict.studio', t('工作室已期满或已摘牌', 'The studio has ended already'));
  const [certificate, grant] = await Promise.all(
    (['certificate', 'grant'] as const).map((name) =>
      studio.values[name] ? look.record(name, String(studio.values[name])) : undefined,
    ),
  );
  const change: OtherChange[] = [
    {
      module: 'studio',
      id: studio.id,
      revision: studio.revision,
      event: 'withdrawPlaque',
      state: 'withdrawn',
      set: { withdrawalReason: reason },
      due: null,
    },
  ];
  if (certificate?.state === 'valid')
    change.push({
      module: 'certificate',
      id: certificate.id,
      revision: certificate.revision,
      event: 'revoke',
      state: 'revoked',
      set: { revocation: reason },
    });
  if (grant && grant.state !== 'settled')
    change.push({ module: 'grant', id: grant.id, revision: grant.revision, event: 'stop', state: 'stopped' });
  return { set: { decidedOn: today, turn: null }, due: null, change };
}

/** What a decision to keep the plaque leaves: the proposal is off the studio. */
export async function kept(look: Look, { values }: RecordFacts, today: string) {
  const studio = await look.record('studio', String(values.studio));
  return {
    set: { decidedOn: today, turn: null },
    due: null,
    change: studio
      ? [
          {
            module: 'studio',
            id: studio.id,
            revision: studio.revision,
            event: 'keepPlaque',
            set: { proposal: null },
          },
        ]
      : [],
  };
}

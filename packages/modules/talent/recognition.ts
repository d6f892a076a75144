import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, RecordFacts } from '@juxian/engine/define.ts';
import { addYears } from '@juxian/rules/day.ts';
import { split } from '@juxian/rules/money.ts';
import { lineOf } from './application/filing.ts';
import { sumsOf } from './grant.ts';

/**
 * What recognising an application makes, in one transaction: the studio, its grant in tranches and its certificate.
 * @throws Refusal `conflict.application` where the call does not hold the kind any more.
 */
export async function recognitionOf(
  look: Look,
  record: RecordFacts,
  given: { decisionNumber: string; recognisedOn: string },
) {
  const filed = record.values as {
    kind?: string;
    hostUnit?: string;
    studioName?: string;
    leaderName?: string;
    team?: { name?: string; role?: string }[];
  };
  const { call, line } = await lineOf(look, record.values);
  if (!line) throw new Refusal('conflict.application', t('公告中已没有这一类别', 'The call no longer holds this kind'));
  const unit = await look.record('unit', String(filed.hostUnit));
  const studio = newId('record');
  const grant = newId('record');
  const certificate = newId('record');
  const termTo = addYears(given.recognisedOn, look.figure('talent.termYears').value);
  const shared = { studioName: filed.studioName, kind: filed.kind, hostUnit: filed.hostUnit, year: call.values.year };
  const create: NewRecord[] = [
    {
      module: 'studio',
      id: studio,
      due: `${look.addWorkingDays(given.recognisedOn, 20)}T17:30:00+08:00`,
      values: {
        ...shared,
        leaderName: filed.leaderName,
        application: record.id,
        decisionNumber: given.decisionNumber,
        recognisedOn: given.recognisedOn,
        termFrom: given.recognisedOn,
        termTo,
        grant,
        certificate,
        members: (filed.team ?? []).map(({ name, role }) => ({
          id: newId('line'),
          name,
          role,
          from: given.recognisedOn,
        })),
      },
    },
    {
      module: 'grant',
      id: grant,
      values: {
        ...shared,
        studio,
        payee: unit?.values.accountName ?? unit?.values.name,
        approved: line.amount,
        tranches: tranchesOf(look, line.amount),
        ...sumsOf({ approved: line.amount }),
      },
    },
    {
      module: 'certificate',
      id: certificate,
      values: {
        ...shared,
        studio,
        leaderName: filed.leaderName,
        unitName: unit?.values.name,
        decisionNumber: given.decisionNumber,
        issuedOn: given.recognisedOn,
        termTo,
      },
    },
  ];
  return { set: { studio, decisionNumber: given.decisionNumber }, due: null, create };
}

function tranchesOf(look: Look, approved: number) {
  const percents = look.figure('talent.tranches').value;
  return split(approved, percents).map((amount, i) => ({ id: newId('line'), n: i + 1, percent: percents[i], amount }));
}

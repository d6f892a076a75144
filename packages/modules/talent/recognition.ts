import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, RecordFacts } from '@juxian/engine/define.ts';
import { addYears } from '@juxian/rules/day.ts';
import { split } from '@juxian/rules/money.ts';
import { lineOf } from './application/filing.ts';
import { teamOf } from './application/team.ts';
import { owedIn } from './due.ts';
import { sumsOf } from './ledger.ts';

/**
 * What recognising an application makes, in one transaction: the studio and its certificate, and its grant at once where
 * the county neither signs task books nor hangs plaques.
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
  };
  const { call, line } = await lineOf(look, record.values);
  if (!line) throw new Refusal('conflict.application', t('公告中已没有这一类别', 'The call no longer holds this kind'));
  const unit = await look.record('unit', String(filed.hostUnit));
  const studio = newId('record');
  const certificate = newId('record');
  const termTo = addYears(given.recognisedOn, look.figure('talent.termYears').value);
  const shared = {
    studioName: filed.studioName,
    kind: filed.kind,
    hostUnit: filed.hostUnit,
    leaderName: filed.leaderName,
    year: call.values.year,
    decisionNumber: given.decisionNumber,
    termTo,
  };
  const values = {
    ...shared,
    application: record.id,
    recognisedOn: given.recognisedOn,
    termFrom: given.recognisedOn,
    amount: line.amount,
    certificate,
    members: teamOf(record.values).map(({ name, role }) => ({
      id: newId('line'),
      name,
      role,
      from: given.recognisedOn,
    })),
  };
  const state = studioStateAfter(look, 'recognition');
  const money = state === 'running' ? await grantFor(look, { id: studio, values }) : undefined;
  const due = owedIn(look, given.recognisedOn, state);
  const create: NewRecord[] = [
    {
      module: 'studio',
      id: studio,
      state,
      ...(due ? { due } : {}),
      values: { ...values, ...(money ? { grant: money.id } : {}) },
    },
    {
      module: 'certificate',
      id: certificate,
      values: { ...shared, studio, unitName: unit?.values.name, issuedOn: given.recognisedOn },
    },
    ...(money ? [money] : []),
  ];
  return { set: { studio, decisionNumber: given.decisionNumber }, due: null, create };
}

/** Task book, plaque, running: where the county leaves a step out, the next one follows. */
export function studioStateAfter(look: Look, step: 'recognition' | 'taskBook'): 'recognised' | 'signed' | 'running' {
  if (step === 'recognition' && look.isOn('studio', 'signTaskBook')) return 'recognised';
  return look.isOn('studio', 'awardPlaque') ? 'signed' : 'running';
}

/** The grant that opens when a studio begins to run: the approved sum in tranches, payable to the host unit only. */
async function grantFor(
  look: Look,
  studio: { id: string; values: Record<string, unknown> },
): Promise<NewRecord & { id: string }> {
  const { studioName, kind, hostUnit, year, amount } = studio.values;
  const unit = await look.record('unit', String(hostUnit));
  const approved = Number(amount ?? 0);
  const percents = look.figure('talent.tranches').value;
  return {
    module: 'grant',
    id: newId('record'),
    values: {
      studio: studio.id,
      studioName,
      kind,
      hostUnit,
      year,
      payee: unit?.values.accountName ?? unit?.values.name,
      approved,
      tranches: split(approved, percents).map((part, i) => ({
        id: newId('line'),
        n: i + 1,
        percent: percents[i],
        amount: part,
      })),
      ...sumsOf({ approved }),
      returned: 0,
    },
  };
}

/** What a studio that begins to run opens: its grant. */
export async function opening(look: Look, record: { id: string; values: Record<string, unknown> }) {
  const grant = await grantFor(look, record);
  return { set: { grant: grant.id }, create: [grant] };
}

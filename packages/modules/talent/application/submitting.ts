import type { Refusal } from '@juxian/base/refusal.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { checkTeam, filingOf, isTaken, lineOf, refuseUnidentified } from './filing.ts';
import { onwards } from './onwards.ts';
import { isSecondTaken, secondDay } from './stages.ts';

/** Whether the form, the first or the second of a call in two stages, may come in now. */
export const mayFile = (look: Look, record: RecordFacts, now: string): Promise<Refusal | true> =>
  record.state === 'secondForm' ? isSecondTaken(look, record.values, now) : isTaken(look, record, now);

/** What filing a form keeps, and where the application goes; the second goes back to the formal review. */
export async function submission(
  look: Look,
  record: RecordFacts,
  given: { consent?: string; consentVersion?: string },
  { now, today }: { now: string; today: string },
) {
  const { call, line } = await lineOf(look, record.values);
  checkTeam(call, record.values);
  refuseUnidentified(look, record.values);
  const isSecond = record.state === 'secondForm';
  const deadline = isSecond ? await secondDay(look, record.values) : (line?.deadline ?? now);
  const { set, ...next } = await onwards(look, today, isSecond ? 'atDepartment' : 'draft', record.values);
  const filed = filingOf({ call, deadline }, record, given, now);
  return { ...next, set: { ...set, ...filed, ...(isSecond ? { returns: null } : {}) } };
}

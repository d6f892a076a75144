import { Refusal } from '@juxian/base/refusal.ts';
import type { Look, RowFacts } from '@juxian/engine/define.ts';
import { recordsOf } from '../review/plan.ts';
import { meetingOf } from './roll.ts';

/** What a meeting said of an application; `vote` is 赞成∶反对∶弃权, and absent where no count is kept. */
export type Outcome = { passed: 'yes' | 'no'; vote?: string };

/** By application, the vote that was closed at the last meeting on it; one that lapsed says nothing. */
export async function outcomesOf(look: Look): Promise<Map<string, Outcome>> {
  const held = (await meetingsOf(look)).filter(({ state }) => state === 'convened' || state === 'closed');
  const meetings = await recordsOf(
    look,
    'panelMeeting',
    held.map(({ id }) => id),
  );
  const inOrder = meetings.sort((a, b) => String(a.values.heldAt).localeCompare(String(b.values.heldAt)));
  return new Map(
    inOrder.flatMap((meeting) =>
      meetingOf(meeting)
        .votes.filter(({ state, lapsed }) => state === 'closed' && !lapsed)
        .map(({ application, passed, tally }): [string, Outcome] => [
          application,
          {
            passed: passed ? 'yes' : 'no',
            ...(tally ? { vote: `${tally.yes}∶${tally.no}∶${tally.abstain}` } : {}),
          },
        ]),
    ),
  );
}

/** A county that has switched meetings off has held none. */
async function meetingsOf(look: Look): Promise<RowFacts[]> {
  try {
    return await look.rows('panelMeeting');
  } catch (error) {
    if (error instanceof Refusal && error.code === 'missing.module') return [];
    throw error;
  }
}

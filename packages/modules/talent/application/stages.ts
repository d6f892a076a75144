import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { isBlank } from '@juxian/engine/agreement.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { after } from '../due.ts';
import { kindNotTaken } from './filing.ts';
import { type Part, parts } from './parts.ts';

const shown = (moment: string): string => moment.slice(0, 16).replace('T', ' ');

type Standing = { call?: string; later?: readonly Part[]; begunAt?: string; materialHash?: string };
type Filed = Pick<RecordFacts, 'state'> & { values: Standing & { submittedAt?: string } };

const callOf = (look: Look, { call }: Standing) => look.record('call', call ?? '');

/** The parts that a call in two stages keeps for its second form; none where it takes applications at once. */
function laterParts({ stages, firstParts = [] }: { stages?: unknown; firstParts?: unknown }): Part[] {
  if (stages !== 'two') return [];
  const first = new Set(['leader', ...(firstParts as string[])]);
  return (Object.keys(parts) as Part[]).filter((part) => !first.has(part));
}

type Given = { call?: string; kind?: string; members?: readonly unknown[] };
type Written = {
  state: string;
  values: Standing & { kind?: string };
  given: Given;
  before?: Given;
  now: string;
  look: Look;
};

/**
 * What is left for later follows from the call; the second form is begun with the first word written into it.
 * @throws Refusal `conflict.team` where people were invited to the call and kind that stood before, `invalid.kind` for a
 * kind that the call does not take.
 */
export async function followed({ state, values, given, before, now, look }: Written) {
  refuseOtherCall(given, before);
  if (given.call || given.kind) {
    const call = (await callOf(look, values))?.values ?? {};
    refuseOtherKind(call, values.kind, given);
    if (state === 'draft' && given.call) {
      const later = laterParts(call);
      return { later: later.length > 0 ? later : null };
    }
  }
  const begins = state === 'secondForm' && !values.begunAt && !Object.values(given).every(isBlank);
  return begins ? { begunAt: now } : undefined;
}

function refuseOtherKind({ kinds }: { kinds?: unknown }, kind: string | undefined, given: Given): void {
  const taken = kinds as readonly { kind: string }[] | undefined;
  if (!kind || !taken || taken.some((line) => line.kind === kind)) return;
  throw refuseField(given.kind ? 'kind' : 'call', 'invalid.kind', kindNotTaken);
}

/** Whoever was invited was told the call and the kind, and joined for these. */
function refuseOtherCall(given: Given, before: Given = {}): void {
  const moved = (['call', 'kind'] as const).find((name) => name in given && given[name] !== before[name]);
  if (!moved || !before.members?.length) return;
  throw refuseField(
    moved,
    'conflict.team',
    t(
      '已有{count}名成员受邀加入本公告、本类别的申报，请先撤回邀请再更换',
      '{count} people were invited for this call and kind: retract the invitations before you change it',
    ),
    { count: before.members.length },
  );
}

/** The deadline of the second form, and when it is really over: some minutes later for what was begun in time. */
async function secondDeadline(look: Look, values: Standing): Promise<{ deadline: string; stop: string }> {
  const call = await callOf(look, values);
  const deadline = String(call?.values.secondDeadline ?? '');
  const inTime = values.begunAt !== undefined && values.begunAt <= deadline;
  return { deadline, stop: inTime ? after(deadline, call?.values.grace) : deadline };
}

/** Whether somebody can still be invited to the second form. */
export async function mayInvite(look: Look, { values }: Filed, now: string): Promise<Refusal | true> {
  const { deadline } = await secondDeadline(look, values);
  return (
    now <= deadline ||
    new Refusal('conflict.deadline', t('正式申报已于{at}截止，不能再邀请', 'The second form closed at {at}'), {
      values: { at: shown(deadline) },
    })
  );
}

/** Opens the parts left for later, and keeps on record what the first form was. */
export async function invitation(look: Look, { values }: Filed) {
  const { later = [], materialHash, submittedAt } = values;
  return {
    state: 'secondForm' as const,
    set: {
      later: null,
      parts: [...later],
      ...(materialHash ? { firstHash: materialHash } : {}),
      ...(submittedAt ? { firstSubmittedAt: submittedAt } : {}),
    },
    opened: later.flatMap((part) => [...parts[part]]),
    due: (await secondDeadline(look, values)).deadline,
  };
}

/** What ends at the second form never filed it: its parts are left for later again, with whatever was typed. */
export const unfiled = ({ state, values }: { state: string; values: { parts?: readonly Part[] } }) =>
  state === 'secondForm' ? { oneLeader: null, later: [...(values.parts ?? [])] } : { oneLeader: null };

/** Whether the second form may come in now; the last second of its deadline, and of its grace, still counts. */
export async function isSecondTaken(look: Look, values: Standing, now: string): Promise<Refusal | true> {
  const { deadline, stop } = await secondDeadline(look, values);
  return (
    now <= stop ||
    new Refusal(
      'conflict.deadline',
      t('正式申报已于{at}截止，不能再提交', 'The second form closed at {at}; nothing can be submitted any more'),
      { values: { at: shown(deadline) } },
    )
  );
}

/** Whether the time for the second form is over, its grace included. */
export async function isSecondOver(look: Look, values: Standing, now: string): Promise<Refusal | true> {
  const taken = await isSecondTaken(look, values, now);
  return taken !== true || new Refusal('conflict.early', t('正式申报还没有截止', 'There is still time'));
}

/** Whether the call has set another deadline since the application was told its own. */
export const isPostponed = async (
  look: Look,
  { values, due }: { values: Standing; due?: string },
): Promise<Refusal | true> =>
  (await secondDay(look, values)) !== due ||
  new Refusal('conflict.deadline', t('正式申报没有延期', 'The second form has not been postponed'));

/** The deadline of the second form. */
export const secondDay = async (look: Look, values: Standing): Promise<string> =>
  (await secondDeadline(look, values)).deadline;

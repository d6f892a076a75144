import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, NewRecord, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { invitation, mayInvite } from '../application/stages.ts';
import { recognitionOf } from '../recognition.ts';
import { decidable } from './schema.ts';

const becomes = { recognise: 'recognised', reject: 'rejected', hold: 'held', decline: 'rejected' } as const;

const needsReason: ReadonlySet<string> = new Set(['reject', 'hold', 'decline']);

type Given = { decidedOn?: string; decisionNumber?: string; today: string };

/** The application as it stands. @throws Refusal `conflict.moved` where there is none any more. */
async function filedOf(look: Look, { values }: RecordFacts): Promise<RecordFacts> {
  const filed = await look.record('application', String(values.application));
  if (!filed) throw new Refusal('conflict.moved', t('申报已不存在', 'The application is no longer there'));
  return filed;
}

/**
 * Whether the application can be decided as the record says, and no other decision on it is pending.
 * @returns true, or the refusal `conflict.incomplete`, `conflict.moved`, `conflict.twice` or `conflict.reason`.
 */
export async function mayDecide(look: Look, record: RecordFacts, now: string): Promise<Refusal | true> {
  const { application, reason } = record.values as { application?: string; reason?: string };
  const decision = record.values.decision as keyof typeof decidable | undefined;
  if (!application || !decision)
    return new Refusal('conflict.incomplete', t('请先选定申报和决定', 'Choose the application and the decision first'));
  const [filed] = (await look.rows('application')).filter(({ id }) => id === application);
  const { title = '', state = '' } = filed ?? {};
  if (!(decidable[decision] as readonly string[]).includes(state)) {
    const { states } = (await import('../application/index.ts')).application;
    const label = (states as Record<string, { label: Text }>)[state]?.label ?? t('不存在', 'no longer there');
    return new Refusal(
      'conflict.moved',
      record.state === 'pending'
        ? t(
            '“{title}”现为“{state}”，不能作此决定，请撤销',
            '“{title}” stands at “{state}” and cannot be decided so; drop this',
          )
        : t('“{title}”现为“{state}”，不能作此决定', '“{title}” stands at “{state}” and cannot be decided so'),
      { values: { title, state: label } },
    );
  }
  const rivals = await look.rows('decision', { application, state: 'pending' });
  if (rivals.some(({ id }) => id !== record.id))
    return new Refusal(
      'conflict.twice',
      t('“{title}”已有待生效的拟定决定', 'A decision on “{title}” is pending already'),
      { values: { title } },
    );
  if (needsReason.has(decision) && !reason?.trim())
    return new Refusal('conflict.reason', t('请先写明原因', 'Give the reason first'));
  return decision === 'invite' ? mayInvite(look, await filedOf(look, record), now) : true;
}

/** Takes the place of the one pending decision on the application; the title names its studio. */
export async function propose(look: Look, record: RecordFacts) {
  const filed = await filedOf(look, record);
  return { set: { studioName: filed.title, turn: filed.id } };
}

/**
 * What follows from a decision in one transaction: the application's state, with recognition its studio and certificate,
 * and the draft of the message. Nothing is sent by it.
 */
export async function applyDecision(look: Look, record: RecordFacts, { decidedOn = '', today, ...given }: Given) {
  const { reason, decisionNumber: proposed } = record.values as { reason?: string; decisionNumber?: string };
  const decisionNumber = given.decisionNumber ?? proposed;
  const decision = record.values.decision as keyof typeof decidable;
  const filed = await filedOf(look, record);
  if (decidedOn > today)
    throw refuseField('input.decidedOn', 'invalid.decidedOn', t('不能晚于今天', 'Not later than today'));
  if (decision === 'recognise' && !decisionNumber)
    throw refuseField('input.decisionNumber', 'invalid.required', t('必填', 'Required'));
  const { create, ...rest } = await madeOf(look, filed, decision, { decidedOn, decisionNumber, reason });
  return {
    set: { message: messageOf(look, decision, { filed, due: rest.due, reason, decisionNumber }), turn: null },
    create,
    change: [
      {
        module: 'application',
        id: filed.id,
        revision: filed.revision,
        event: 'decided',
        ...rest,
      },
    ],
  };
}

type Decided = { decidedOn: string; decisionNumber: string | undefined; reason: string | undefined };

/** What becomes of the application, and what is made beside it. */
async function madeOf(
  look: Look,
  filed: RecordFacts,
  decision: keyof typeof decidable,
  { decidedOn, decisionNumber = '', reason }: Decided,
): Promise<Omit<OtherChange, 'module' | 'id' | 'revision' | 'event'> & { create: NewRecord[] }> {
  if (decision === 'invite') return { ...(await invitation(look, filed)), create: [] };
  const state = becomes[decision];
  if (decision === 'recognise')
    return { state, ...(await recognitionOf(look, filed, { decisionNumber, recognisedOn: decidedOn })) };
  return { state, set: state === 'rejected' ? { refusal: reason, oneLeader: null } : {}, due: null, create: [] };
}

type Said = Pick<Decided, 'decisionNumber' | 'reason'> & { filed: RecordFacts; due?: string | null | undefined };

/** The first draft of what the applicant is told; the office may write it anew before it is sent. */
function messageOf(
  look: Look,
  decision: keyof typeof decidable,
  { filed, due, reason = '', decisionNumber }: Said,
): string {
  const { title } = filed;
  const because = reason.trim() ? `原因：${reason.trim().replace(/[。.]$/, '')}。` : '';
  const words = {
    recognise: `您申报的“${title}”已认定，文号${decisionNumber}。请留意签订任务书的通知。`,
    reject: `您申报的“${title}”未获认定。${because}`,
    decline: `您申报的“${title}”未通过初选。${because}`,
    invite: `您申报的“${title}”通过初选，请在${due?.slice(0, 16).replace('T', ' ')}前登录填写并提交正式申报。`,
    hold: `您申报的“${title}”暂缓认定。${because}`,
  };
  const { name, phone } = look.office;
  return `${words[decision]}${name && phone ? `如有疑问，请联系${name}，电话${phone}。` : ''}`;
}

/** The message as it stands, said to the applicant under an event of his application. */
export async function tellDecision(look: Look, record: RecordFacts) {
  const filed = await filedOf(look, record);
  return {
    change: [
      {
        module: 'application',
        id: filed.id,
        revision: filed.revision,
        event: 'tellDecision',
        set: { told: record.values.message },
      },
    ],
  };
}

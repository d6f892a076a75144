import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, RecordFacts } from '@juxian/engine/define.ts';
import { recognitionOf } from '../recognition.ts';

const decidable = { recognise: ['recognition'], reject: ['recognition', 'held'], hold: ['recognition'] } as const;
const becomes = { recognise: 'recognised', reject: 'rejected', hold: 'held' } as const;

type Given = { decidedOn?: string; decisionNumber?: string; today: string };

/**
 * What follows from a decision in one transaction: the application's state, with recognition its studio and certificate,
 * and the draft of the message. Nothing is sent by it.
 * @throws Refusal `conflict.moved` where the application stands elsewhere, `conflict.twice` where two decisions wait for it.
 */
export async function applyDecision(look: Look, record: RecordFacts, { decidedOn = '', decisionNumber, today }: Given) {
  const { application, reason } = record.values as { application?: string; reason?: string };
  const decision = record.values.decision as keyof typeof decidable;
  const filed = await look.record('application', String(application));
  if (!filed || !(decidable[decision] as readonly string[]).includes(filed.state))
    throw new Refusal('conflict.moved', t('“{title}”已不能作此决定', '“{title}” cannot be decided so any more'), {
      values: { title: filed?.title ?? '' },
    });
  const rivals = await look.rows('decision', { application, state: 'pending' });
  if (rivals.length > 1)
    throw new Refusal('conflict.twice', t('“{title}”有{count}项拟定决定', '“{title}” has {count} pending decisions'), {
      values: { title: filed.title, count: rivals.length },
    });
  if (decidedOn > today)
    throw refuseField('input.decidedOn', 'invalid.decidedOn', t('不能晚于今天', 'Not later than today'));
  if (decision === 'recognise' && !decisionNumber)
    throw refuseField('input.decisionNumber', 'invalid.required', t('必填', 'Required'));
  if (decision !== 'recognise' && !reason?.trim())
    throw new Refusal('conflict.reason', t('请先写明原因', 'Give the reason first'));
  const made =
    decision === 'recognise'
      ? await recognitionOf(look, filed, { decisionNumber: decisionNumber ?? '', recognisedOn: decidedOn })
      : {
          set: decision === 'reject' ? { refusal: reason, oneLeader: null } : {},
          due: null,
          create: [] as NewRecord[],
        };
  const { create, ...rest } = made;
  return {
    set: { message: messageOf(look, decision, { title: filed.title, reason, decisionNumber }) },
    create,
    change: [
      {
        module: 'application',
        id: filed.id,
        revision: filed.revision,
        event: 'decided',
        state: becomes[decision],
        ...rest,
      },
    ],
  };
}

type Said = { title: string; reason: string | undefined; decisionNumber: string | undefined };

/** The first draft of what the applicant is told; the office may write it anew before it is sent. */
function messageOf(look: Look, decision: keyof typeof decidable, { title, reason = '', decisionNumber }: Said): string {
  const because = reason.trim() ? `原因：${reason.trim().replace(/[。.]$/, '')}。` : '';
  const words = {
    recognise: `您申报的“${title}”已认定，文号${decisionNumber}。请留意签订任务书的通知。`,
    reject: `您申报的“${title}”未获认定。${because}`,
    hold: `您申报的“${title}”暂缓认定。${because}`,
  };
  const { name, phone } = look.office;
  return `${words[decision]}${name && phone ? `如有疑问，请联系${name}，电话${phone}。` : ''}`;
}

/** The message as it stands, said to the applicant under an event of his application. */
export async function tellDecision(look: Look, { values }: RecordFacts) {
  const filed = await look.record('application', String(values.application));
  if (!filed) throw new Refusal('conflict.moved', t('申报已不存在', 'The application is no longer there'));
  return {
    change: [
      {
        module: 'application',
        id: filed.id,
        revision: filed.revision,
        event: 'tellDecision',
        set: { told: values.message },
      },
    ],
  };
}

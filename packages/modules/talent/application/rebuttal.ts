import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';

/**
 * Lays the experts' comments before the applicant, in the order of their words so that no seat is told, and opens the
 * time to answer: the call's working days, or the county's.
 * @throws Refusal `conflict.comments` where no opened sheet says anything of this application.
 */
export async function invite(look: Look, { values }: RecordFacts, today: string) {
  const { panel, code, call } = values;
  const sheets = panel ? await look.rows('review', { panel, state: 'opened' }) : [];
  const opened = await Promise.all(sheets.map(({ id }) => look.record('review', id)));
  const said = opened.flatMap((sheet) =>
    ((sheet?.values.scores ?? []) as { code?: string; comment?: string }[]).flatMap((line) =>
      line.code === code && line.comment?.trim() ? [line.comment.trim()] : [],
    ),
  );
  if (said.length === 0)
    throw new Refusal('conflict.comments', t('专家没有写意见', 'The experts have written no comment'));
  const of = await look.record('call', String(call));
  const days = Number(of?.values.rebuttalDays ?? look.figure('talent.rebuttalDays').value);
  return {
    set: {
      comments: [...new Set(said)].sort().map((comment) => ({ id: newId('line'), comment })),
      rebuttalStage: 'invited' as const,
      rebuttalUntil: `${look.addWorkingDays(today, days)}T23:59:59+08:00`,
    },
  };
}

/** Applications of a call that may still be answered for, or whose answer nobody has replied to. */
export async function openRebuttals(
  look: Look,
  where: Readonly<Record<string, unknown>>,
  now: string,
): Promise<number> {
  const rows = await look.rows('application', where);
  return rows.filter(
    ({ values: { rebuttalStage, rebuttalUntil } }) =>
      rebuttalStage === 'given' || (rebuttalStage === 'invited' && now <= String(rebuttalUntil)),
  ).length;
}

/** Whether the applicant has not been asked before. */
export const mayInvite = ({ rebuttalStage }: { rebuttalStage?: string }): Refusal | true =>
  !rebuttalStage || new Refusal('conflict.rebuttal', t('已请申报人申辩过', 'The applicant has been asked before'));

/** Whether the applicant may answer now: asked, not yet answered, in time. */
export function mayRebut(
  { rebuttalStage, rebuttalUntil = '' }: { rebuttalStage?: string; rebuttalUntil?: string },
  now: string,
) {
  if (rebuttalStage !== 'invited')
    return new Refusal('conflict.rebuttal', t('现在没有请您申辩', 'You are not asked to answer now'));
  return (
    now <= rebuttalUntil ||
    new Refusal('conflict.deadline', t('申辩已于{at}截止', 'The time to answer ended at {at}'), {
      values: { at: rebuttalUntil.slice(0, 16).replace('T', ' ') },
    })
  );
}

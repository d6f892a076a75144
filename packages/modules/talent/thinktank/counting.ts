import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';

async function consultationOf(look: Look, record: RecordFacts): Promise<RecordFacts> {
  const found = await look.record('consultation', String(record.values.consultation));
  if (!found) throw new Refusal('missing.consultation', t('咨询不存在', 'There is no such consultation'));
  return found;
}

/** The consultation with one opinion more; the last one completes it. */
export async function countedIn(look: Look, record: RecordFacts): Promise<OtherChange> {
  const { id, revision, values } = await consultationOf(look, record);
  const delivered = Number(values.delivered ?? 0) + 1;
  const isLast = delivered >= ((values.experts ?? []) as string[]).length;
  return {
    module: 'consultation',
    id,
    revision,
    event: 'opinionIn',
    set: { delivered },
    ...(isLast ? { state: 'answered', due: null } : {}),
  };
}

/** The consultation without an expert who declines: he sees it no more; with nobody left it waits to be assigned again. */
export async function leaving(look: Look, record: RecordFacts): Promise<OtherChange> {
  const { id, revision, values } = await consultationOf(look, record);
  const experts = ((values.experts ?? []) as string[]).filter((expert) => expert !== record.values.expert);
  return {
    module: 'consultation',
    id,
    revision,
    event: 'expertDeclined',
    set: { experts: experts.length > 0 ? experts : null, declined: Number(values.declined ?? 0) + 1 },
    ...(experts.length === 0 ? { state: 'submitted', due: null } : {}),
  };
}

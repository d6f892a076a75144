import { newId } from '@juxian/base/id.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { Satisfaction } from '@juxian/rules/think-tank.ts';
import { closingTime } from '../due.ts';
import { recordsIf } from './records.ts';
import { checkedExperts } from './suggest.ts';

/** Asks the experts chosen, an odd number of them for a meeting. */
export async function assignExperts(look: Look, record: RecordFacts, chosen: readonly string[], today: string) {
  const ids = [...new Set(chosen)];
  if (record.values.mode === 'meeting' && ids.length % 2 === 0)
    throw refuseField(
      'input.chosen',
      'invalid.even',
      t('会议咨询的专家人数应为单数，现为{n}人', 'A meeting takes an odd number of experts, not {n}'),
      { n: ids.length },
    );
  const experts = await checkedExperts(look, record, ids, today);
  return {
    set: { experts: ids, delivered: 0 },
    due: closingTime(String(record.values.until ?? '')),
    create: await invitations(look, record, experts),
  };
}

/** Asks more experts, none of whom was asked before or has declined. */
export async function askAnother(look: Look, record: RecordFacts, chosen: readonly string[], today: string) {
  const before = (record.values.experts ?? []) as string[];
  const ids = [...new Set(chosen)].filter((id) => !before.includes(id));
  const again = await recordsIf(look, 'opinion', { consultation: record.id });
  const declined = again.find(({ state, values }) => state === 'declined' && ids.includes(String(values.expert)));
  if (ids.length === 0 || declined)
    throw refuseField(
      'input.chosen',
      'conflict.asked',
      t('所选专家已应询或已表示不能应询', 'Asked already, or declined'),
    );
  const experts = await checkedExperts(look, record, ids, today);
  return { set: { experts: [...before, ...ids] }, create: await invitations(look, record, experts) };
}

async function invitations(look: Look, record: RecordFacts, experts: readonly RecordFacts[]): Promise<NewRecord[]> {
  const { asker, topic, question, mode, until } = record.values;
  const unit = await look.record('unit', String(asker));
  return experts.map((expert) => ({
    module: 'opinion',
    id: newId('record'),
    due: closingTime(String(until)),
    values: {
      consultation: record.id,
      asker,
      askerName: unit?.values.name,
      topic,
      question,
      mode,
      until,
      expert: expert.id,
      expertName: expert.values.name,
    },
  }));
}

/** What has not come in is not asked for any more. */
export async function askNobodyElse(look: Look, record: RecordFacts) {
  const waiting = await recordsIf(look, 'opinion', { consultation: record.id, state: 'invited' });
  const change = waiting.map(
    ({ id, revision }): OtherChange => ({
      module: 'opinion',
      id,
      revision,
      event: 'release',
      state: 'released',
      due: null,
    }),
  );
  return { due: null, change };
}

/** Rates the opinions that came in and asks the unit of each what became of it. */
export async function close(look: Look, record: RecordFacts, satisfaction: Satisfaction, today: string) {
  const opinions = await recordsIf(look, 'opinion', { consultation: record.id, state: 'delivered' });
  const points = look.figure('talent.satisfactionPoints').value[satisfaction];
  const due = closingTime(look.addWorkingDays(today, look.figure('talent.stepDays').value.answer));
  return {
    due: null,
    change: opinions.map(({ id, revision }) => ({
      module: 'opinion',
      id,
      revision,
      event: 'rate',
      set: { points },
    })),
    create: opinions.map((one) => adoptionOf(record, one, due)),
  };
}

const adoptionOf = (record: RecordFacts, { id, values }: RecordFacts, due: string): NewRecord => ({
  module: 'adoption',
  due,
  values: {
    consultation: record.id,
    opinion: id,
    asker: record.values.asker,
    topic: record.values.topic,
    expert: values.expert,
    expertName: values.expertName,
  },
});

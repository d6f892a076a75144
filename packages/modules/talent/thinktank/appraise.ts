import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, RecordFacts } from '@juxian/engine/define.ts';
import { type ExpertYear, meanOf, proposedGrade } from '@juxian/rules/think-tank.ts';
import { rowsIf } from './records.ts';

/** What an expert did in a year, counted from the records: visits, opinions, adoptions and the mean satisfaction. */
export async function yearOf(look: Look, expert: string, year: number): Promise<ExpertYear> {
  const isOf = (day: unknown): boolean => String(day ?? '').slice(0, 4) === String(year);
  const [services, opinions, adoptions] = await Promise.all([
    rowsIf(look, 'expertService', { expert, state: 'filed' }),
    rowsIf(look, 'opinion', { expert, state: 'delivered' }),
    rowsIf(look, 'adoption', { expert }),
  ]);
  const delivered = opinions.filter(({ values }) => isOf(values.deliveredOn));
  const rated = [...services.filter(({ values }) => isOf(values.date)), ...delivered];
  const points = rated.flatMap(({ values }) => (typeof values.points === 'number' ? [values.points] : []));
  const satisfaction = meanOf(points);
  const attended = delivered.filter(({ values }) => values.mode === 'meeting');
  const taken = adoptions.filter(
    ({ values }) => isOf(values.decidedOn) && ['adopted', 'partly'].includes(String(values.outcome)),
  );
  return {
    visits: services.filter(({ values }) => isOf(values.date)).length + attended.length,
    opinions: delivered.length,
    adoptions: taken.length,
    ...(satisfaction === undefined ? {} : { satisfaction }),
  };
}

/** The figures of a year with the grade they speak for. */
export async function figuresOf(look: Look, expert: string, year: number) {
  const counted = await yearOf(look, expert, year);
  const proposed = proposedGrade(
    counted,
    look.figure('talent.engagementDuties').value,
    look.figure('talent.expertExcellent').value,
  );
  return { ...counted, satisfaction: counted.satisfaction ?? null, proposed };
}

/** The appraisal of an engaged expert for a year. @throws Refusal `conflict.appraised` where there is one already. */
export async function appraise(look: Look, record: RecordFacts, year: number): Promise<NewRecord> {
  const { expert, expertName, from = '', to = '' } = record.values as Record<string, string | undefined>;
  if (String(year) < from.slice(0, 4) || String(year) > to.slice(0, 4))
    throw new Refusal('invalid.year', t('{year}年不在聘期内', '{year} is outside the term'), { values: { year } });
  const known = (await rowsIf(look, 'expertAppraisal', { expert, year })).filter(({ state }) => state !== 'cancelled');
  if (known.length > 0)
    throw new Refusal('conflict.appraised', t('{year}年度评价已生成', 'The appraisal of {year} exists already'), {
      values: { year },
    });
  return {
    module: 'expertAppraisal',
    values: { engagement: record.id, expert, expertName, year, ...(await figuresOf(look, String(expert), year)) },
  };
}

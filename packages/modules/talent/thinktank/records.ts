import { Refusal } from '@juxian/base/refusal.ts';
import type { Look, RecordFacts, RowFacts } from '@juxian/engine/define.ts';

/** Rows of a module; none where the county has switched it off. */
export async function rowsIf(
  look: Look,
  module: string,
  where: Readonly<Record<string, unknown>>,
): Promise<RowFacts[]> {
  try {
    return await look.rows(module, where);
  } catch (error) {
    if (error instanceof Refusal && error.group === 'missing') return [];
    throw error;
  }
}

/** The whole records behind such rows. */
export async function recordsIf(
  look: Look,
  module: string,
  where: Readonly<Record<string, unknown>>,
): Promise<RecordFacts[]> {
  const rows = await rowsIf(look, module, where);
  return (await Promise.all(rows.map(({ id }) => look.record(module, id)))).filter((one) => one !== undefined);
}

/** States in which a letter of engagement holds. */
const holding = ['valid', 'ending'];

/** The letters of an expert that hold on any day of a span, whatever the clock has not done yet. */
export async function engagementsWithin(
  look: Look,
  expert: string,
  { from, to }: { from: string; to: string },
): Promise<RowFacts[]> {
  const rows = await rowsIf(look, 'engagement', { expert });
  return rows.filter(
    ({ state, values }) => holding.includes(state) && String(values.from) <= to && from <= String(values.to),
  );
}

/** The letters of an expert that hold on a day. */
export const engagementsOn = (look: Look, expert: string, day: string): Promise<RowFacts[]> =>
  engagementsWithin(look, expert, { from: day, to: day });

/** The last day on which an expert did something for the county: a visit, an opinion, a review; blank where never. */
export async function lastActiveOn(look: Look, expert: string): Promise<string> {
  const [services, opinions, reviews] = await Promise.all([
    rowsIf(look, 'expertService', { expert, state: 'filed' }),
    rowsIf(look, 'opinion', { expert, state: 'delivered' }),
    rowsIf(look, 'review', { expert }),
  ]);
  const days = [
    ...services.map(({ values }) => values.date),
    ...opinions.map(({ values }) => values.deliveredOn),
    ...reviews.map(({ values }) => values.submittedAt),
  ];
  return days.map((day) => String(day ?? '').slice(0, 10)).reduce((last, day) => (day > last ? day : last), '');
}

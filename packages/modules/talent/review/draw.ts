import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, RecordFacts } from '@juxian/engine/define.ts';
import { commitment, draw } from '@juxian/rules/lot.ts';
import { recognitionCriteria } from '@juxian/rules/talent.ts';
import { blindCopy } from './blind.ts';
import { type Conflict, conflictsOf } from './conflict.ts';

/** In lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Actions of one transaction that are not copies: the panel and its reviews, two each. */
const mostItems = 40;

export type Item = { id: string; code: string; application: string; copy: string };
/** One expert of the kind, as the draw is shown: barred by a rule, or with a place in the order drawn. */
export type Candidate = {
  expert: string;
  name: string;
  unit: string;
  place?: number;
  rule?: { zh: string; en: string };
};

/** Whole records whose listed fields equal all of `where`. */
export async function everyRecord(look: Look, module: string, where: Record<string, unknown>): Promise<RecordFacts[]> {
  const rows = await look.rows(module, where);
  return (await Promise.all(rows.map(({ id }) => look.record(module, id)))).filter((one) => one !== undefined);
}

/**
 * The applications of the kind that no other panel reviews, in the order of their numbers, and the turn of this draw:
 * being unique, no two draws at once take the same applications.
 */
export async function unassigned(
  look: Look,
  panel: RecordFacts,
  most: number,
): Promise<{ filed: RecordFacts[]; turn: string }> {
  const { call, kind } = panel.values as { call: string; kind: string };
  const others = (await everyRecord(look, 'panel', { call, kind })).filter(
    ({ id, values }) => id !== panel.id && values.items !== undefined,
  );
  const taken = new Set(
    others.flatMap(({ values }) => ((values.items ?? []) as Item[]).map(({ application }) => application)),
  );
  const filed = await everyRecord(look, 'application', { call, kind, state: 'expertReview' });
  return {
    turn: `${call}|${kind}|${1 + Math.max(0, ...others.map(({ values }) => Number(String(values.turn).split('|')[2])))}`,
    filed: filed
      .filter(({ id }) => !taken.has(id))
      .sort((a, b) => String(a.values.number).localeCompare(String(b.values.number)))
      .slice(0, most),
  };
}

/**
 * Draws a panel by lot from the reviewers of the kind without a conflict: computes the conflicts, draws the whole order,
 * seats the first `size`, keeps the rest as alternates, and makes one blind copy per application and one sheet per seat.
 * Where more than 40 applications wait, the panel takes the first 40 and a further panel the rest.
 * @throws Refusal `conflict.experts` where too few are left, `conflict.items` where none waits.
 */
export async function drawPanel(look: Look, panel: RecordFacts, given: { size: number; due: string; today: string }) {
  const { kind } = panel.values as { kind: string };
  const { filed, turn } = await unassigned(look, panel, mostItems);
  if (filed.length === 0)
    throw new Refusal('conflict.items', t('没有待评审的申报', 'There is no application to review'));
  const experts = (await everyRecord(look, 'expert', { reviewer: 'yes', state: 'active' })).filter(({ values }) =>
    (values.kinds as string[] | undefined)?.includes(kind),
  );
  const unitNames = new Map((await look.rows('unit')).map((row) => [row.id, row.title]));
  const years = look.figure('talent.conflictYears').value;
  const barred = new Map<string, Conflict>();
  for (const expert of experts)
    for (const conflict of conflictsOf(expert, filed, unitNames, given.today, years)) barred.set(expert.id, conflict);
  const eligible = experts.filter(({ id }) => !barred.has(id));
  if (eligible.length < given.size)
    throw new Refusal(
      'conflict.experts',
      t(
        '可抽专家{found}人，不足{size}人（{barred}人回避）',
        '{found} experts can be drawn, {size} are needed ({barred} barred)',
      ),
      {
        values: { found: eligible.length, size: given.size, barred: barred.size },
      },
    );
  const seed = randomBytes(16).toString('hex');
  const names = eligible.map(({ id }) => id);
  const order = draw(seed, names, names.length, sha256);
  const items = itemsOf(seed, kind, filed);
  const criteria = criteriaOf(look);
  const seats = order.slice(0, given.size).map((expert, i) => ({ expert, seat: i + 1, review: newId('record') }));
  const units = [...new Set(filed.map(({ values }) => unitNames.get(String(values.hostUnit)) ?? ''))].sort();
  const create: NewRecord[] = [
    ...items.map((item): NewRecord => {
      const application = filed.find(({ id }) => id === item.application);
      return copyOf(panel, kind, item, application, unitNames);
    }),
    ...seats.map((seat) => sheetOf(panel, { ...seat, kind, items, criteria, units, due: given.due })),
  ];
  const candidates: Candidate[] = experts.map((expert) => {
    const place = order.indexOf(expert.id);
    const rule = barred.get(expert.id)?.rule;
    return {
      expert: expert.id,
      name: String(expert.values.name),
      unit: String(expert.values.unitName),
      ...(place >= 0 ? { place: place + 1 } : {}),
      ...(rule ? { rule } : {}),
    };
  });
  return {
    set: {
      seed,
      commitment: commitment(seed, names, sha256),
      candidates,
      order,
      items,
      criteria,
      units,
      round: 1,
      returned: 0,
      turn,
      members: seats.map(({ expert }) => expert),
      sheets: seats.map(({ review }) => review),
    },
    due: given.due,
    create,
  };
}

/** The blind copy of an item, which nobody reads yet. */
export const copyOf = (
  panel: Pick<RecordFacts, 'id'>,
  kind: string,
  item: Item,
  application: RecordFacts | undefined,
  unitNames: ReadonlyMap<string, string>,
): NewRecord => ({
  module: 'blindCopy',
  id: item.copy,
  values: {
    panel: panel.id,
    code: item.code,
    kind,
    content: application && blindCopy(application, item.code, [...unitNames.values()]),
    readers: [],
  },
});

/** A code for each application in an order drawn by lot, so that no code tells when it came in. */
export function itemsOf(seed: string, kind: string, filed: readonly Pick<RecordFacts, 'id'>[]): Item[] {
  const width = Math.max(2, String(filed.length).length);
  const letter = { teacher: 'S', physician: 'Y', master: 'J', craftsman: 'G' }[kind] ?? 'A';
  return draw(
    `${seed}#codes`,
    filed.map(({ id }) => id),
    filed.length,
    sha256,
  ).map((application, i) => ({
    id: newId('line'),
    code: `${letter}${String(i + 1).padStart(width, '0')}`,
    application,
    copy: newId('record'),
  }));
}

/** `pass` and `good`: points from which a score is so called; absent on sheets drawn before they were kept. */
export type SheetCriterion = {
  id: string;
  name: string;
  label: string;
  weight: number;
  pass?: number;
  good?: number;
};

/** The sheet's criteria with the weights and bands in force; frozen on the panel once it is drawn. */
export function criteriaOf(look: Look): SheetCriterion[] {
  const { pass, good } = look.figure('talent.scoreBands').value;
  return Object.entries(look.figure('talent.recognitionWeights').value).map(([name, weight]) => ({
    id: newId('line'),
    name,
    label: recognitionCriteria[name as keyof typeof recognitionCriteria]?.zh ?? name,
    weight: Number(weight),
    pass: shareOf(weight, pass),
    good: shareOf(weight, good),
  }));
}

/** A percentage of the points, to two decimals. */
const shareOf = (points: number, percent: number): number => Math.round(points * percent) / 100;

/** An expert's sheet for a panel; the copies open to him once he has declared. */
export const sheetOf = (
  panel: Pick<RecordFacts, 'id'>,
  seat: {
    expert: string;
    seat: number;
    review: string;
    kind: string;
    items: readonly Item[];
    criteria: readonly SheetCriterion[];
    units: readonly string[];
    due: string;
    state?: 'held';
  },
): NewRecord => ({
  module: 'review',
  id: seat.review,
  due: seat.due,
  ...(seat.state ? { state: seat.state } : {}),
  values: {
    panel: panel.id,
    kind: seat.kind,
    seat: seat.seat,
    expert: seat.expert,
    units: seat.units,
    criteria: seat.criteria,
    codes: seat.items.map(({ code }) => code),
    copies: seat.items.map(({ copy }) => copy),
  },
});

import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { reachesLevel, type TitleLevel } from '../title-level.ts';
import { type ConflictRule, rulesBetween, ruleText, tiesOfExpert, tiesOfFiled, tiesSince } from './conflict.ts';
import { everyRecord, type Item, type SheetCriterion } from './draw.ts';

/** Who reviews what: experts by application. */
export type Plan = Record<string, string[]>;
/** What bars whom: rules by application and expert, as they stood when last computed. */
export type Bars = Record<string, Record<string, ConflictRule[]>>;

type Signed = { id: string; name: string; reason: string; at: string };
/** A conflict set aside for one item: proposed by one person, settled by another. */
export type Exception = {
  id: string;
  application: string;
  expert: string;
  name: string;
  code: string;
  rules: Text[];
  proposed: Signed;
  settled?: Signed & { decision: 'yes' | 'no' };
};

/** A place that an expert left, or never took, and who came for it. */
export type Vacancy = {
  id: string;
  application: string;
  code: string;
  from: string;
  reason: 'conflict' | 'unable' | 'declared' | 'abstained';
  note?: string;
  at: string;
  to?: string;
  /** Why nobody comes for it. */
  waived?: string;
};

/** One sheet of a panel that was assigned. */
export type Seat = { seat: number; expert: string; sheet: string };

/** What a panel holds while items are assigned and afterwards. */
export type Assigning = {
  items: Item[];
  pool: string[];
  plan: Plan;
  bars: Bars;
  exceptions: Exception[];
  vacancies: Vacancy[];
  seats: Seat[];
  criteria: SheetCriterion[];
  perItem?: number;
  cap?: number;
};

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

export function assigningOf({ values }: Pick<RecordFacts, 'values'>): Assigning {
  const { plan, bars, perItem, cap } = values as Partial<Assigning>;
  return {
    items: list(values.items),
    pool: list(values.pool),
    plan: plan ?? {},
    bars: bars ?? {},
    exceptions: list(values.exceptions),
    vacancies: list(values.vacancies),
    seats: list(values.seats),
    criteria: list(values.criteria),
    ...(perItem ? { perItem } : {}),
    ...(cap ? { cap } : {}),
  };
}

export const unitNamesOf = async (look: Look): Promise<Map<string, string>> =>
  new Map((await look.rows('unit')).map((row) => [row.id, row.title]));

/** Whole records by id, those that are there. */
export async function recordsOf(look: Look, module: string, ids: Iterable<string>): Promise<RecordFacts[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => look.record(module, id)));
  return found.filter((one) => one !== undefined);
}

/** Reviewers of the kind in the register, narrowed to a branch of the disciplines and a level of title, and those named besides. */
export async function poolOf(
  look: Look,
  kind: string,
  given: { discipline?: string; level?: TitleLevel; also?: readonly string[] },
): Promise<string[]> {
  const active = (await everyRecord(look, 'expert', { reviewer: 'yes', state: 'active' })).map(({ id, values }) => ({
    id,
    kinds: (values.kinds as string[] | undefined) ?? [],
    discipline: String(values.discipline ?? ''),
    title: String(values.professionalTitle ?? ''),
  }));
  const also = new Set(given.also ?? []);
  const unknown = [...also].filter((id) => !active.some((expert) => expert.id === id));
  if (unknown.length > 0)
    throw new Refusal(
      'invalid.expert',
      t('另加的专家中有{count}人不是在库的评审专家', '{count} of those added are no active reviewers'),
      { values: { count: unknown.length } },
    );
  return active
    .filter(
      ({ id, kinds, discipline, title }) =>
        also.has(id) ||
        (kinds.includes(kind) &&
          discipline.startsWith(given.discipline ?? '') &&
          (given.level === undefined || reachesLevel(title, given.level))),
    )
    .map(({ id }) => id);
}

/** What bars which of these experts from which of these applications, from the records as they stand. */
export async function barsOf(
  look: Look,
  experts: readonly RecordFacts[],
  filed: readonly RecordFacts[],
  today: string,
): Promise<Bars> {
  const unitNames = await unitNamesOf(look);
  const since = tiesSince(today, look.figure('talent.conflictYears').value);
  const ties = experts.map(tiesOfExpert);
  const bars: Bars = {};
  for (const application of filed) {
    const facts = tiesOfFiled(application, unitNames);
    const barred = ties.flatMap((expert) => {
      const rules = rulesBetween(expert, facts, since);
      return rules.length > 0 ? [[expert.id, rules] as const] : [];
    });
    if (barred.length > 0) bars[application.id] = Object.fromEntries(barred);
  }
  return bars;
}

/** Whether a conflict of the pair was set aside by two people. */
export const isExcepted = ({ exceptions }: Pick<Assigning, 'exceptions'>, application: string, expert: string) =>
  exceptions.some((one) => one.application === application && one.expert === expert && one.settled?.decision === 'yes');

/** Whether the expert's discipline is named where the application tells its subject. */
export function suitsField(expert: RecordFacts, application: RecordFacts): number {
  const name = dictionaries.get('discipline')?.entries.get(String(expert.values.discipline ?? ''))?.label.zh;
  if (!name) return 0;
  const { school, professionalTitle, studioName } = application.values;
  return [school, professionalTitle, studioName].some((text) =>
    String(text ?? '').includes(name.replace(/[类学]$/, '')),
  )
    ? 1
    : 0;
}

/** The rules of a pair in words. */
export const rulesInWords = (look: Look, rules: readonly ConflictRule[]): Text[] => {
  const years = look.figure('talent.conflictYears').value;
  return rules.map((rule) => ruleText(rule, years));
};

/** So many experts or items by name, and how many more. */
export function fewOf(names: readonly string[], most = 8): Text {
  const shown = names.slice(0, most);
  return names.length > most
    ? t(`${shown.join('、')}等${names.length}个`, `${shown.join(', ')} and ${names.length - most} more`)
    : t(shown.join('、'), shown.join(', '));
}

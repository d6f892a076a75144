import { type Text, t } from '@juxian/base/text.ts';
import type { RecordFacts } from '@juxian/engine/define.ts';
import { bareName } from '@juxian/rules/bare-name.ts';
import { addYears } from '@juxian/rules/day.ts';
import { teamOf } from '../application/team.ts';

/** What bars an expert from an item. `declared`: he has said so himself in this round. */
export const conflictRules = {
  self: t('本人申报或为团队成员', 'Applies himself or is in the team'),
  unit: t('同单位{years}年内', 'Same unit within {years} years'),
  kin: t('近亲属', 'Kin'),
  teacher: t('师生关系', 'Teacher and pupil'),
  joint: t('合作课题、论文或专利', 'Joint project, paper or patent'),
  business: t('经济利益', 'Business interest'),
  other: t('其他可能影响公正的关系', 'A tie declared'),
  declared: t('本轮声明回避', 'Declared in this round'),
} as const satisfies Record<string, Text>;
export type ConflictRule = keyof typeof conflictRules;

/** A rule in words, with the years it reaches back. */
export function ruleText(rule: ConflictRule, years: number): Text {
  const { zh, en } = conflictRules[rule];
  return t(zh.replace('{years}', String(years)), en.replace('{years}', String(years)));
}

export type Conflict = { expert: string; application: string; rule: Text };

type Line = Record<string, unknown>;
const lines = (value: unknown): Line[] => (Array.isArray(value) ? (value as Line[]) : []);
const trimmed = (value: unknown): string => String(value ?? '').trim();

/** What of an expert and of an application the rules look at; names as they are compared. */
export type ExpertTies = { id: string; name: string; phone?: unknown; unitName: string; units: Line[]; ties: Line[] };
export type FiledTies = { id: string; host: string; hostName: string; people: ReadonlySet<string>; phone?: unknown };

export const tiesOfExpert = ({ id, values }: Pick<RecordFacts, 'id' | 'values'>): ExpertTies => ({
  id,
  name: bareName(values.name),
  phone: values.phone,
  unitName: bareName(values.unitName),
  units: lines(values.units).map((line) => ({ ...line, name: bareName(line.name) })),
  ties: lines(values.ties).map((line) => ({ ...line, person: bareName(line.person) })),
});

export function tiesOfFiled(application: RecordFacts, unitNames: ReadonlyMap<string, string>): FiledTies {
  const { hostUnit, leaderName, phone } = application.values;
  const people = [leaderName, ...teamOf(application.values).map(({ name }) => name)].map(bareName).filter(Boolean);
  const host = trimmed(hostUnit);
  return { id: application.id, host, hostName: bareName(unitNames.get(host)), people: new Set(people), phone };
}

/** The first month of ties that still bar, `years` before today. */
export const tiesSince = (today: string, years: number): string => addYears(today, -years).slice(0, 7);

/**
 * Every rule that bars an expert from an application: his own application, a unit shared now or since `since`, kin,
 * teacher and pupil, joint work or business that has not ended before. Source: county practice, the years a figure.
 */
export function rulesBetween(expert: ExpertTies, filed: FiledTies, since: string): ConflictRule[] {
  const { host, hostName, people } = filed;
  const counts = (until: unknown) => until === undefined || String(until) >= since;
  const isSelf = (filed.phone !== undefined && filed.phone === expert.phone) || people.has(expert.name);
  const isHost = (unit: unknown, name: unknown) =>
    (host !== '' && unit === host) || (hostName !== '' && name === hostName);
  const shares =
    isHost(undefined, expert.unitName) || expert.units.some(({ unit, name, to }) => isHost(unit, name) && counts(to));
  const ties = expert.ties.flatMap(({ sort, person, until }) => {
    const whom = String(person);
    const names = people.has(whom) || (hostName !== '' && whom === hostName);
    return names && counts(until) && isRule(sort) ? [sort] : [];
  });
  return [...(isSelf ? ['self' as const] : []), ...(shares ? ['unit' as const] : []), ...new Set(ties)];
}

const isRule = (sort: unknown): sort is ConflictRule => Object.hasOwn(conflictRules, String(sort));

/** What bars an expert from any of the applications, each with its rule; computed before the draw and asked of him again. */
export function conflictsOf(
  expert: RecordFacts,
  filed: readonly RecordFacts[],
  unitNames: ReadonlyMap<string, string>,
  today: string,
  years: number,
): Conflict[] {
  const ties = tiesOfExpert(expert);
  const since = tiesSince(today, years);
  return filed.flatMap((application) =>
    rulesBetween(ties, tiesOfFiled(application, unitNames), since).map((rule) => ({
      expert: expert.id,
      application: application.id,
      rule: ruleText(rule, years),
    })),
  );
}

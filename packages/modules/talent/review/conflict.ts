import { type Text, t } from '@juxian/base/text.ts';
import type { RecordFacts } from '@juxian/engine/define.ts';
import { addYears } from '@juxian/rules/day.ts';

export type Conflict = { expert: string; application: string; rule: Text };

type Line = Record<string, unknown>;
const lines = (value: unknown): Line[] => (Array.isArray(value) ? (value as Line[]) : []);

/**
 * What bars an expert from an application: a unit shared now or within `years`, kin, teacher and pupil, joint work or
 * business within `years`, an application of his own in the round. Computed before the draw; the expert is asked again.
 */
export function conflictsOf(
  expert: RecordFacts,
  filed: readonly RecordFacts[],
  unitNames: ReadonlyMap<string, string>,
  today: string,
  years: number,
): Conflict[] {
  const since = addYears(today, -years).slice(0, 7);
  return filed.flatMap((application) => {
    const rule = ruleBetween(expert, application, unitNames, since, years);
    return rule ? [{ expert: expert.id, application: application.id, rule }] : [];
  });
}

function ruleBetween(
  expert: RecordFacts,
  application: RecordFacts,
  unitNames: ReadonlyMap<string, string>,
  since: string,
  years: number,
): Text | undefined {
  const filed = application.values as { hostUnit?: string; leaderName?: string; phone?: string; team?: Line[] };
  const host = String(filed.hostUnit ?? '');
  const hostName = unitNames.get(host) ?? '';
  const people = [filed.leaderName, ...lines(filed.team).map(({ name }) => name)]
    .map((name) => String(name ?? '').trim())
    .filter(Boolean);
  const name = String(expert.values.name ?? '').trim();
  const isSelf = filed.phone !== undefined && filed.phone === expert.values.phone;
  if (isSelf || people.includes(name)) return t('本人申报或为团队成员', 'Applies himself or is in the team');
  const shares = lines(expert.values.units).some(
    ({ unit, name: text, to }) =>
      (unit === host || (hostName !== '' && text === hostName)) && (to === undefined || String(to) >= since),
  );
  if (shares || (hostName !== '' && expert.values.unitName === hostName))
    return t(`同单位${years}年内`, `Same unit within ${years} years`);
  const tie = lines(expert.values.ties).find(
    ({ person, until }) =>
      [...people, hostName].includes(String(person).trim()) && (until === undefined || String(until) >= since),
  );
  return tie && tieRules[String(tie.sort)];
}

const tieRules: Record<string, Text> = {
  kin: t('近亲属', 'Kin'),
  teacher: t('师生关系', 'Teacher and pupil'),
  joint: t('合作课题、论文或专利', 'Joint project, paper or patent'),
  business: t('经济利益', 'Business interest'),
  other: t('其他可能影响公正的关系', 'A tie declared'),
};

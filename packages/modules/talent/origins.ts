import { say, type Text, t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { RowFacts } from '@juxian/engine/define.ts';
import { provinceGroups, provinceOfUniversity, provinces, universitySource } from '@juxian/rules/university.ts';

/** A number and the list that holds exactly its rows; no link where their names are too many for an address. */
export type Counted = { name: string; title: string; value: number; link: string };
/** Where talent comes from: a university with what is known from it. */
export type Origin = { university: string; total: number; parts: Counted[] };
/** Whom a province, or what no province is known of, sends: in all and by kind, with the universities counted. */
export type Source = { total: number; parts: Counted[]; universities: string[] };
/** The units at the level of a province in the order of their codes, by part of the country; all of them, counted or not. */
export type Sources = {
  groups: { name: string; provinces: ({ code: string; letters: string; name: string } & Source)[] }[];
  other?: Source;
  /** The sorts of people counted, in order. */
  kinds: { name: string; title: string }[];
  /** What the places of the universities rest on. */
  basis: string;
};
export type Rows = ReadonlyMap<string, readonly RowFacts[]>;

export const listed = (module: string, params: Record<string, string>): string =>
  `/w/${module}?${new URLSearchParams(params)}`;

/** Fields that name a university, by module. */
export const origins: readonly { module: string; field: string; title: Text }[] = [
  { module: 'expert', field: 'unitName', title: t('专家', 'Experts') },
  { module: 'native', field: 'university', title: t('在外人才', 'Natives') },
  { module: 'internshipApplication', field: 'school', title: t('实习学生', 'Students') },
];
const mostOrigins = 12;
/** So many names an address takes. */
const mostNamed = 80;

/** Names of universities; a comma would part the values of a filter. */
const isUniversity = (name: string): boolean => /^[^,]+(大学|学院)$/.test(name);

/** The universities by people, and the provinces they are in, each number with the lists of exactly its rows. */
export function fromWhere(ctx: Ctx, rows: Rows): { origins: Origin[]; sources?: Sources } {
  const counts = origins.map((one) => ({ ...one, of: countBy(rows.get(one.module) ?? [], one.field) }));
  const names = [...new Set(counts.flatMap(({ of }) => [...of.keys()]))].filter(isUniversity);
  const source = (universities: readonly string[]): Source => sourceOf(ctx, counts, universities);
  const found = names
    .map((university) => ({ university, ...source([university]) }))
    .sort((a, b) => b.total - a.total || byReading(a.university, b.university));
  return {
    origins: found.slice(0, mostOrigins).map(({ university, total, parts }) => ({ university, total, parts })),
    ...(names.length > 0 ? { sources: sourcesOf(ctx, names.sort(byReading), source) } : {}),
  };
}

const byReading = (a: string, b: string): number => a.localeCompare(b, 'zh-CN');

type Counts = readonly ((typeof origins)[number] & { of: ReadonlyMap<string, number> })[];

function sourceOf({ locale }: Ctx, counts: Counts, universities: readonly string[]): Source {
  const parts = counts.flatMap(({ module, field, title, of }): Counted[] => {
    const named = universities.filter((name) => of.has(name));
    const value = named.reduce((sum, name) => sum + (of.get(name) ?? 0), 0);
    if (value === 0) return [];
    const filter = named.length === 1 ? `filter[${field}]` : `filter[${field}][in]`;
    const link = named.length > mostNamed ? '' : listed(module, { [filter]: named.join() });
    return [{ name: module, title: say(title, locale), value, link }];
  });
  return { universities: [...universities], parts, total: parts.reduce((sum, { value }) => sum + value, 0) };
}

function sourcesOf(
  { locale }: Ctx,
  universities: readonly string[],
  source: (universities: readonly string[]) => Source,
): Sources {
  const known = new Map(universities.map((name) => [name, provinceOfUniversity(name)]));
  const among = (code?: string) => universities.filter((name) => known.get(name) === code);
  const unknown = among();
  return {
    groups: provinceGroups.map(({ name, digits }) => ({
      name: say(name, locale),
      provinces: provinces
        .filter(({ code }) => digits.includes(code.slice(0, 1)))
        .map(({ code, letters, name: named }) => ({
          code,
          letters,
          name: say(named, locale),
          ...source(among(code)),
        })),
    })),
    ...(unknown.length > 0 ? { other: source(unknown) } : {}),
    kinds: origins
      .filter(({ module }) => source(universities).parts.some(({ name }) => name === module))
      .map(({ module, title }) => ({ name: module, title: say(title, locale) })),
    basis: say(universitySource.source, locale),
  };
}

function countBy(rows: readonly RowFacts[], field: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { values } of rows)
    if (typeof values[field] === 'string') counts.set(values[field], (counts.get(values[field]) ?? 0) + 1);
  return counts;
}

import { type Text, t } from '@juxian/base/text.ts';

/** The ranks from the highest down, by the comprehensive class; the other two classes stand beside them one to one. */
export const rankKeys = [
  'inspector1',
  'inspector2',
  'researcher1',
  'researcher2',
  'researcher3',
  'researcher4',
  'section1',
  'section2',
  'section3',
  'section4',
  'clerk1',
  'clerk2',
] as const;
export type RankKey = (typeof rankKeys)[number];

export const rankClasses = {
  general: t('综合管理类', 'Comprehensive class'),
  professional: t('专业技术类', 'Professional class'),
  enforcement: t('行政执法类', 'Enforcement class'),
} as const satisfies Record<string, Text>;
export type RankClass = keyof typeof rankClasses;

/**
 * The code of a rank in the dictionary `postLevel`: the professional class has nothing beside 二级科员, the enforcement
 * class nothing beside 一级巡视员. Source: 专业技术类公务员管理规定 art. 9-11; 行政执法类公务员管理规定.
 */
export function rankCode(rankClass: RankClass, key: RankKey): string | undefined {
  const at = rankKeys.indexOf(key);
  const within = { general: at + 1, professional: at + 1, enforcement: at }[rankClass];
  const count = { general: 12, professional: 11, enforcement: 11 }[rankClass];
  const prefix = { general: '01A', professional: '01B', enforcement: '01C' }[rankClass];
  return within >= 1 && within <= count ? `${prefix}${String(within).padStart(2, '0')}` : undefined;
}

const byCode: ReadonlyMap<string, { rankClass: RankClass; key: RankKey }> = new Map(
  (['general', 'professional', 'enforcement'] as const).flatMap((rankClass) =>
    rankKeys.flatMap((key) => {
      const code = rankCode(rankClass, key);
      return code ? [[code, { rankClass, key }] as const] : [];
    }),
  ),
);

/** The class and place on the ladder of a code; undefined where it is no rank. */
export const rankOf = (code: string) => byCode.get(code);

/** Leading posts, as codes of `postLevel`, and the rank that may be reached from each. */
const fromPost: Readonly<Record<string, RankKey>> = {
  '0122': 'inspector1',
  '0131': 'researcher1',
  '0132': 'researcher3',
  '0141': 'section1',
  '0142': 'section3',
};

/** The rank that time in a leading post counts towards. Source: 公务员职务与职级并行规定. */
export const rankFromPost = (level: string): RankKey | undefined => fromPost[level];

/** Ranks that are promoted to: all but the lowest. */
export type Promotable = Exclude<RankKey, 'clerk2'>;

/** The next rank up; undefined at the top. */
export function rankAbove(key: RankKey): Promotable | undefined {
  const above = rankKeys[rankKeys.indexOf(key) - 1];
  return above === 'clerk2' ? undefined : above;
}

/** The next rank down; undefined at the bottom. */
export const rankBelow = (key: RankKey): RankKey | undefined => rankKeys[rankKeys.indexOf(key) + 1];

/** Whether the first rank is above the second. */
export const isAbove = (one: RankKey, other: RankKey): boolean => rankKeys.indexOf(one) < rankKeys.indexOf(other);

/** Pay levels of a rank, the highest and the lowest of 27. Source: 公务员职务与职级并行规定 art. 8. */
export const payLevels: Readonly<Record<RankKey, { high: number; low: number }>> = {
  inspector1: { high: 8, low: 13 },
  inspector2: { high: 10, low: 15 },
  researcher1: { high: 11, low: 17 },
  researcher2: { high: 12, low: 18 },
  researcher3: { high: 13, low: 19 },
  researcher4: { high: 14, low: 20 },
  section1: { high: 15, low: 21 },
  section2: { high: 16, low: 22 },
  section3: { high: 17, low: 23 },
  section4: { high: 18, low: 24 },
  clerk1: { high: 18, low: 26 },
  clerk2: { high: 19, low: 27 },
};

/** Where in a county a civil servant serves: in its leading body, or in an organ of county or town. */
export type RankPlace = 'team' | 'organ';

const places: Readonly<Record<RankPlace, (key: RankKey) => boolean>> = {
  team: (key) => ['inspector2', 'researcher1', 'researcher2', 'researcher3'].includes(key),
  organ: (key) => !isAbove(key, 'researcher2'),
};

/** The ranks that may be set in a place of a county. Source: 公务员职务与职级并行规定 art. 10. */
export const mayHaveRank = (place: RankPlace, key: RankKey): boolean => places[place](key);

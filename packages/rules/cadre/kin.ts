import { type Text, t } from '@juxian/base/text.ts';
import { type KinLine, kinWords } from './kin-data.ts';

export const kinLines = {
  spouse: t('夫妻', 'Spouses'),
  lineal: t('直系血亲', 'Lineal relatives by blood'),
  collateral: t('三代以内旁系血亲', 'Collateral relatives within three generations'),
  affinity: t('近姻亲', 'Close relatives by marriage'),
} as const satisfies Record<KinLine, Text>;

export type Kinship = {
  word: string;
  line: KinLine;
  degree: number;
  /** A step-tie counts only where one has brought up or kept the other. */
  check: boolean;
  /** Spouse, children and their spouses. */
  household: boolean;
};

const byWord: ReadonlyMap<string, Kinship> = new Map(
  kinWords.flatMap(({ line, degree, words, check = false, household = false }) =>
    words.map((word) => [word, { word, line, degree, check, household }] as const),
  ),
);

/**
 * The kinship a word of relation stands for; null where the list lacks it and a person has to say (待人工确认).
 * Source: 公务员回避规定 (2020) art. 5; 民法典 art. 1045.
 */
export const kinshipOf = (word: string): Kinship | null =>
  byWord.get(word.normalize('NFKC').replace(/\s/g, '').replace(/\(.*$/u, '')) ?? null;

/** Kinds of work that kin of a leading member may not do in the organ that the member leads. */
export const guardedWork = {
  organization: t('组织', 'Organisation'),
  personnel: t('人事', 'Personnel'),
  discipline: t('纪检', 'Discipline'),
  supervision: t('监察', 'Supervision'),
  audit: t('审计', 'Audit'),
  finance: t('财务', 'Finance'),
} as const satisfies Record<string, Text>;

export type PostSide = {
  /** The post, by its id. */
  post: string;
  unit: string;
  /** The leading member directly under whom the post stands. */
  leader?: string;
  /** Posts that stand above this one in a line of command. */
  above?: readonly string[];
  /** Whether it is a leading post of the unit. */
  leads?: boolean;
  work?: keyof typeof guardedWork;
  /** Trades that the post oversees as a leading member. */
  oversees?: readonly string[];
  /** Trades within its reach in which the person does business. */
  business?: readonly string[];
};

export type RecusalRule = 'sameLeader' | 'command' | 'guardedWork' | 'business';

export type RecusalFinding = {
  rule: RecusalRule;
  says: Text;
  article: Text;
  kinship: Kinship | null;
  /** Never a verdict: the two and the organisation confirm. */
  outcome: Text;
};

const outcome = t('待本人与组织确认', 'To be confirmed by the two and the organisation');
const recusalLaw = t('公务员法第七十四条第一款', 'Civil Servants Law, art. 74 (1)');
const businessLaw = t('公务员法第七十四条第二款', 'Civil Servants Law, art. 74 (2)');

/**
 * What stands between two kin in two posts; empty where nothing does. A word that is not in the list is taken for kin so
 * that nothing is passed over. Source: 公务员法 art. 74.
 */
export function recusal(relation: string, one: PostSide, other: PostSide): RecusalFinding[] {
  const kinship = kinshipOf(relation);
  const finding = (rule: RecusalRule, says: Text, article: Text): RecusalFinding => ({
    rule,
    says,
    article,
    kinship,
    outcome,
  });
  const found: RecusalFinding[] = [];
  if (one.leader !== undefined && one.leader === other.leader)
    found.push(
      finding('sameLeader', t('双方直接隶属于同一领导人员', 'Both stand directly under the same leader'), recusalLaw),
    );
  if (commands(one, other) || commands(other, one))
    found.push(
      finding('command', t('双方有直接上下级领导关系', 'One is the direct superior of the other'), recusalLaw),
    );
  for (const [leading, working] of [
    [one, other],
    [other, one],
  ] as const) {
    if (leading.leads && working.work && leading.unit === working.unit)
      found.push(
        finding(
          'guardedWork',
          t(
            `一方担任领导职务的机关，另一方从事${guardedWork[working.work].zh}工作`,
            `One leads the organ in which the other works in ${guardedWork[working.work].en.toLowerCase()}`,
          ),
          recusalLaw,
        ),
      );
    if ((kinship?.household ?? true) && working.business?.some((trade) => leading.oversees?.includes(trade)))
      found.push(
        finding(
          'business',
          t(
            '一方经商办企业，属于另一方所任领导职务主管的行业',
            'One does business in the trade that the other oversees',
          ),
          businessLaw,
        ),
      );
  }
  return found;
}

const commands = (upper: PostSide, lower: PostSide): boolean => lower.above?.includes(upper.post) ?? false;

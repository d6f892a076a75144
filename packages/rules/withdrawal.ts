import { type Text, t } from '@juxian/base/text.ts';
import type { Figure } from './figure.ts';

/** Why a plaque may be withdrawn. */
export const withdrawalGrounds = {
  failedTwice: t('年度考核连续两年不合格', 'Failed in two yearly assessments'),
  failedTerm: t('期满考核不合格', 'Failed at the end of the term'),
  falseMaterials: t('申报材料不实', 'False materials'),
  discipline: t('违纪违法', 'Breach of discipline or law'),
  leaderLeft: t('领衔人调离', 'The leader has moved away'),
  inactive: t('停止活动', 'Inactive'),
} as const satisfies Record<string, Text>;
export type WithdrawalGround = keyof typeof withdrawalGrounds;

/** Figures of withdrawing a plaque, by name, each with its versions. */
export const withdrawalFigures = {
  'talent.hearingNotice': [
    {
      name: 'talent.hearingNotice',
      title: t('摘牌听取陈述申辩提前告知', 'Notice before the hearing on withdrawing a plaque'),
      value: 7,
      unit: 'workingDays',
      level: 'county',
      from: '2000-01-01',
      certainty: 'memory',
      source: t(
        '参照行政许可法：听证的七日前通知当事人；县级对荣誉称号比照办理',
        'By analogy with the Administrative Licensing Law: seven days before a hearing',
      ),
      article: '第四十八条',
      bounds: { min: 3, max: 30 },
    },
  ] as readonly Figure<number>[],
} as const;

import { type Text, t } from '@juxian/base/text.ts';

/** What an applicant may be asked to complete, by section. */
export const parts = {
  leader: [
    'leaderName',
    'sex',
    'birth',
    'ethnicity',
    'party',
    'education',
    'degree',
    'school',
    'professionalTitle',
    'titleDate',
    'post',
    'honours',
    'identityConsent',
    'identityNumber',
    'phone',
    'email',
    'photo',
  ],
  record: ['resume', 'achievements'],
  team: ['team'],
  conditions: ['room', 'equipment', 'hostPromise'],
  plan: ['aims', 'milestones'],
  budget: ['budget'],
  annexes: ['annexes'],
} as const;

export type Part = keyof typeof parts;

export const partWords = {
  leader: t('领衔人', 'Leader'),
  record: t('简历与成果', 'Résumé and achievements'),
  team: t('团队', 'Team'),
  conditions: t('建设条件', 'Conditions'),
  plan: t('三年规划', 'Plan'),
  budget: t('经费预算', 'Budget'),
  annexes: t('附件', 'Annexes'),
} as const satisfies Record<Part, Text>;

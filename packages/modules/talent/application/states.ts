import { t } from '@juxian/base/text.ts';
import type { States } from '@juxian/engine/define.ts';

const reviewing = t('评审中', 'Under review');

/** Where an application stands, in the order of the steps. */
export const states = {
  draft: { label: t('填写中', 'Draft'), phase: 'draft', initial: true },
  atUnit: {
    label: t('依托单位推荐', 'With the host unit'),
    phase: 'waiting',
    owes: { roles: ['unit'], task: t('推荐本单位申报', 'Recommend') },
  },
  atDepartment: {
    label: t('行业部门审核', 'With the department'),
    phase: 'waiting',
    owes: { roles: ['industry'], task: t('审核本行业申报', 'Review') },
  },
  formalReview: {
    label: t('形式审查', 'Formal review'),
    phase: 'open',
    owes: { roles: ['office'], task: t('形式审查', 'Formal review') },
  },
  returned: {
    label: t('退回补正', 'Returned'),
    phase: 'waiting',
    owes: { roles: ['applicant', 'office'], task: t('补正材料', 'Complete the application') },
  },
  shortlist: {
    label: t('初选', 'Shortlist'),
    public: t('初选中', 'Being shortlisted'),
    phase: 'open',
    owes: { roles: ['office'], task: t('确定邀请名单', 'Choose who is invited') },
  },
  secondForm: {
    label: t('正式申报', 'Second form'),
    public: t('通过初选，填写正式申报', 'Shortlisted, second form'),
    phase: 'waiting',
    owes: { roles: ['applicant', 'office'], task: t('填写正式申报', 'Fill in the second form') },
  },
  expertReview: { label: t('专家评审', 'Expert review'), public: reviewing, phase: 'open' },
  siteVisit: {
    label: t('现场考察', 'Site visit'),
    public: reviewing,
    phase: 'open',
    owes: { roles: ['office'], task: t('安排现场考察', 'Arrange the visit') },
  },
  consultation: {
    label: t('征求意见', 'Consultation'),
    public: reviewing,
    phase: 'waiting',
    owes: { roles: ['office'], task: t('登记征求意见复函', 'Record the replies') },
  },
  deliberation: { label: t('领导小组审议', 'Leading group'), public: reviewing, phase: 'open' },
  publicity: { label: t('公示', 'Public notice'), phase: 'open' },
  recognition: {
    label: t('待认定', 'To be recognised'),
    public: t('公示期满，待认定', 'Notice over, to be recognised'),
    phase: 'waiting',
    owes: { roles: ['office'], task: t('认定发文', 'Issue the decision') },
  },
  held: {
    label: t('暂缓', 'Held back'),
    phase: 'waiting',
    owes: { roles: ['office'], task: t('查核后作出决定', 'Decide after the inquiry') },
  },
  recognised: { label: t('已认定', 'Recognised'), phase: 'done' },
  rejected: { label: t('未通过', 'Not accepted'), phase: 'refused' },
  withdrawn: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
} as const satisfies States;

/** Where the department sees it. */
export const afterUnit = [
  'atDepartment',
  'formalReview',
  'returned',
  'shortlist',
  'secondForm',
  'expertReview',
  'siteVisit',
  'consultation',
  'deliberation',
  'publicity',
  'recognition',
  'held',
  'recognised',
  'rejected',
  'withdrawn',
] as const;
/** Where the offices see it. */
export const afterDraft = ['atUnit', ...afterUnit] as const;

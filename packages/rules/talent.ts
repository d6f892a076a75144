import { type Text, t } from '@juxian/base/text.ts';
import { countyFigure } from './figure.ts';

const reported = t(
  '公开报道的县级做法：每个工作室支持建设经费5万元',
  'Publicly reported county practice: 50,000 yuan a studio',
);
const practice = t('县（市、区）人才工作室评审与管理通行做法', 'Common practice of counties in running talent studios');
const interns = t('返乡大学生实习实训通行做法', 'Common practice of internships for returning students');
const thinkTank = t('智库专家聘任与管理通行做法', 'Common practice in engaging think-tank experts');
const meeting = t(
  '党政领导干部选拔任用工作条例讨论决定程序，县级评审会议参照执行',
  'Regulations on selecting leading cadres, deciding in meetings; county meetings follow them',
);
const personalData = t(
  '个人信息保护法第十九条：保存期限应为实现处理目的所必要的最短时间',
  'Personal Information Protection Law',
);

const figure = countyFigure(practice);

const span = { min: t('下限', 'At least'), max: t('上限', 'At most') };

/** What a studio's money may be spent on; bonuses are not among them. */
export const expenseKinds = {
  materials: t('资料费', 'Materials'),
  training: t('培训费', 'Training'),
  travel: t('差旅费', 'Travel'),
  equipment: t('设备耗材费', 'Equipment and supplies'),
  labour: t('劳务费', 'Labour'),
} as const satisfies Record<string, Text>;
export type ExpenseKind = keyof typeof expenseKinds;

/** The criteria of the sheet a studio is recognised by. */
export const recognitionCriteria = {
  leader: t('领衔人水平与师德医德', "Leader's level and ethics"),
  achievements: t('业绩成果与实效', 'Achievements and effect'),
  team: t('团队结构', 'Team'),
  plan: t('建设规划与可行性', 'Plan and feasibility'),
  support: t('依托单位保障', "Host unit's support"),
} as const satisfies Record<string, Text>;

/** The criteria of the yearly assessment of a studio. */
export const annualCriteria = {
  tasks: t('任务完成', 'Tasks done'),
  growth: t('人才培养', 'Talent grown'),
  service: t('成果与服务基层', 'Results and service to the grassroots'),
  money: t('经费使用', 'Use of money'),
  management: t('管理与档案', 'Management and records'),
} as const satisfies Record<string, Text>;

/** The steps for which a county says in how many working days they are owed. */
const owedSteps = {
  recommend: t('依托单位推荐', "Host unit's recommendation"),
  endorse: t('行业部门审核', "Department's review"),
  formalReview: t('形式审查', 'Formal review'),
  replies: t('征求意见复函', 'Replies'),
  taskBook: t('认定后签订任务书', 'Task book after recognition'),
  plaque: t('签订后授牌', 'Plaque after the task book'),
  grading: t('自评后评定', 'Grade after the self-report'),
  answer: t('工作室问题答复', 'Answer to what a studio raised'),
} as const satisfies Record<string, Text>;

/** Figures of talent studios, experts and internships, by name, each with its versions. */
export const talentFigures = {
  'talent.grant': figure<number>('talent.grant', {
    title: t('每个工作室建设经费', 'Grant for each studio'),
    value: 5_000_000,
    unit: 'fen',
    source: reported,
    certainty: 'verified',
    bounds: { min: 0, max: 100_000_000 },
  }),
  'talent.tranches': figure<readonly number[]>('talent.tranches', {
    title: t('经费分批比例（认定后、中期考核后）', 'Tranches (at recognition, after the mid-term check)'),
    value: [60, 40],
    unit: 'percent',
    bounds: { min: 1, max: 100, sum: 100 },
  }),
  'talent.expenseLimits': figure<Readonly<Record<ExpenseKind, number>>>('talent.expenseLimits', {
    title: t('各支出科目占核定经费上限', 'Upper limit of each kind of expense, as a share of the grant'),
    value: { materials: 30, training: 50, travel: 20, equipment: 50, labour: 30 },
    unit: 'percent',
    keys: expenseKinds,
    bounds: { min: 0, max: 100 },
  }),
  'talent.stepDays': figure<Readonly<Record<keyof typeof owedSteps, number>>>('talent.stepDays', {
    title: t('各步骤办理时限', 'Time for each step'),
    value: {
      recommend: 10,
      endorse: 10,
      formalReview: 5,
      replies: 10,
      taskBook: 20,
      plaque: 20,
      grading: 20,
      answer: 10,
    },
    unit: 'workingDays',
    keys: owedSteps,
    bounds: { min: 1, max: 60 },
  }),
  'talent.publicityDays': figure<number>('talent.publicityDays', {
    title: t('拟认定名单公示期', 'Public notice of the list'),
    value: 5,
    unit: 'workingDays',
    bounds: { min: 5, max: 30 },
  }),
  'talent.objectionDays': figure<number>('talent.objectionDays', {
    title: t('公示异议答复时限', 'Time to answer an objection'),
    value: 10,
    unit: 'workingDays',
    bounds: { min: 1, max: 30 },
  }),
  'talent.completionDays': figure<{ min: number; max: number }>('talent.completionDays', {
    title: t('形式审查退回补正时限', 'Time for completion after a return'),
    value: { min: 3, max: 5 },
    unit: 'workingDays',
    keys: span,
    bounds: { min: 1, max: 15 },
  }),
  'talent.rebuttalDays': figure<number>('talent.rebuttalDays', {
    title: t('申报人申辩期（公告未规定时）', 'Time for an applicant to answer comments, where the call sets none'),
    value: 3,
    unit: 'workingDays',
    bounds: { min: 1, max: 30 },
  }),
  'talent.meetingQuorum': figure<{ present: number; of: number }>('talent.meetingQuorum', {
    title: t('评审会议出席人数下限（应到成员的几分之几）', 'Members who must be present at a meeting, as a fraction'),
    value: { present: 2, of: 3 },
    unit: 'people',
    source: meeting,
    keys: { present: t('出席', 'Present'), of: t('应到', 'Of') },
    bounds: { min: 1, max: 10 },
  }),
  'talent.meetingMajority': figure<number>('talent.meetingMajority', {
    title: t('评审会议表决：同意须超过应到表决成员的比例', 'Votes in favour must exceed this share of those entitled'),
    value: 50,
    unit: 'percent',
    source: meeting,
    bounds: { min: 50, max: 90 },
  }),
  'talent.tallyFrom': figure<number>('talent.tallyFrom', {
    title: t('表决成员达到此人数才显示票数', 'Votes are shown from this many voters up'),
    value: 5,
    unit: 'people',
    source: meeting,
    bounds: { min: 5, max: 15 },
  }),
  'talent.completionTimes': figure<number>('talent.completionTimes', {
    title: t('形式审查退回补正次数', 'Returns for completion'),
    value: 1,
    unit: 'times',
    bounds: { min: 0, max: 1 },
  }),
  'talent.panelSizes': figure<readonly number[]>('talent.panelSizes', {
    title: t('评审组人数（单数）', 'Size of a panel (odd)'),
    value: [5, 7],
    unit: 'people',
    bounds: { min: 3, max: 15, odd: true },
  }),
  'talent.dropFrom': figure<number>('talent.dropFrom', {
    title: t(
      '达到此人数去掉一个最高分和一个最低分',
      'From this many experts on the highest and the lowest score are dropped',
    ),
    value: 7,
    unit: 'people',
    bounds: { min: 5, max: 15 },
  }),
  'talent.reviewRange': figure<number>('talent.reviewRange', {
    title: t('专家评分极差超过此值须复评', 'Range of scores above which the review is held again'),
    value: 20,
    unit: 'points',
    bounds: { min: 5, max: 100 },
  }),
  'talent.scoreBands': figure<{ pass: number; good: number }>('talent.scoreBands', {
    title: t('评分档次（占该项满分的比例）', 'Bands of a score, as a share of the full points'),
    value: { pass: 60, good: 80 },
    unit: 'percent',
    keys: { pass: t('及格，低于此须说明理由', 'Pass; below it the reason is given'), good: t('良好', 'Good') },
    bounds: { min: 0, max: 100 },
  }),
  'talent.conflictYears': figure<number>('talent.conflictYears', {
    title: t('专家回避关系追溯年限', 'Years back that a tie to an applicant bars an expert'),
    value: 3,
    unit: 'years',
    bounds: { min: 1, max: 10 },
  }),
  'talent.termYears': figure<number>('talent.termYears', {
    title: t('工作室建设期', 'Term of a studio'),
    value: 3,
    unit: 'years',
    bounds: { min: 1, max: 5 },
  }),
  'talent.teamCore': figure<{ min: number; max: number }>('talent.teamCore', {
    title: t('核心成员人数', 'Core members'),
    value: { min: 3, max: 5 },
    unit: 'people',
    keys: span,
    bounds: { min: 0, max: 30 },
  }),
  'talent.teamPupils': figure<{ min: number; max: number }>('talent.teamPupils', {
    title: t('培养对象人数', 'Pupils'),
    value: { min: 5, max: 10 },
    unit: 'people',
    keys: span,
    bounds: { min: 0, max: 60 },
  }),
  'talent.achievementYears': figure<number>('talent.achievementYears', {
    title: t('业绩成果计算年限', 'Years of achievements that count'),
    value: 5,
    unit: 'years',
    bounds: { min: 1, max: 10 },
  }),
  'talent.recognitionWeights': figure<Readonly<Record<keyof typeof recognitionCriteria, number>>>(
    'talent.recognitionWeights',
    {
      title: t('认定评分表分值', 'Points of the recognition sheet'),
      value: { leader: 30, achievements: 25, team: 15, plan: 20, support: 10 },
      unit: 'points',
      keys: recognitionCriteria,
      bounds: { min: 0, max: 100, sum: 100 },
    },
  ),
  'talent.annualWeights': figure<Readonly<Record<keyof typeof annualCriteria, number>>>('talent.annualWeights', {
    title: t('年度考核分值', 'Points of the yearly assessment'),
    value: { tasks: 40, growth: 20, service: 25, money: 10, management: 5 },
    unit: 'points',
    keys: annualCriteria,
    bounds: { min: 0, max: 100, sum: 100 },
  }),
  'talent.excellentShare': figure<number>('talent.excellentShare', {
    title: t('年度考核优秀比例上限', 'Largest share of excellent in the yearly assessment'),
    value: 30,
    unit: 'percent',
    bounds: { min: 0, max: 30 },
  }),
  'talent.lateDays': figure<readonly number[]>('talent.lateDays', {
    title: t('自评逾期催报（逾期天数，依次三次）', 'Reminders of an overdue self-report, days late'),
    value: [7, 15, 30],
    unit: 'days',
    bounds: { min: 1, max: 90 },
  }),
  'talent.failuresToWithdraw': figure<number>('talent.failuresToWithdraw', {
    title: t('连续不合格达到此次数摘牌', 'Failures in a row that lead to withdrawal'),
    value: 2,
    unit: 'times',
    bounds: { min: 1, max: 3 },
  }),
  'talent.inactiveMonths': figure<number>('talent.inactiveMonths', {
    title: t('停止活动达到此时间摘牌', 'Inactivity that leads to withdrawal'),
    value: 6,
    unit: 'months',
    bounds: { min: 3, max: 24 },
  }),
  'talent.sealAfterYears': figure<number>('talent.sealAfterYears', {
    title: t('未入选申报材料封存时间', 'After this time the papers of rejected applicants are sealed'),
    value: 2,
    unit: 'years',
    source: personalData,
    bounds: { min: 1, max: 5 },
  }),
  'talent.engagementYears': figure<number>('talent.engagementYears', {
    title: t('智库专家聘期', 'Term of a think-tank expert'),
    value: 3,
    unit: 'years',
    source: thinkTank,
    bounds: { min: 1, max: 5 },
  }),
  'talent.engagementMostYears': figure<number>('talent.engagementMostYears', {
    title: t('智库专家每届聘期上限', 'Longest term of a think-tank expert'),
    value: 5,
    unit: 'years',
    source: thinkTank,
    bounds: { min: 1, max: 5 },
  }),
  'talent.engagementNotice': figure<number>('talent.engagementNotice', {
    title: t('聘期届满提前提醒', 'Notice before a term ends'),
    value: 60,
    unit: 'days',
    source: thinkTank,
    bounds: { min: 7, max: 180 },
  }),
  'talent.engagementDuties': figure<{ visits: number; opinions: number }>('talent.engagementDuties', {
    title: t('智库专家每年最少履职次数', 'Least duties of a think-tank expert in a year'),
    value: { visits: 1, opinions: 1 },
    unit: 'times',
    source: thinkTank,
    keys: { visits: t('到县服务', 'Visits'), opinions: t('咨询意见', 'Opinions') },
    bounds: { min: 0, max: 12 },
  }),
  'talent.expertInactiveYears': figure<number>('talent.expertInactiveYears', {
    title: t('连续未履职达到此年限不再续聘', 'Inactive for so long, an expert is not engaged again'),
    value: 2,
    unit: 'years',
    source: thinkTank,
    bounds: { min: 1, max: 5 },
  }),
  'talent.internAllowance': figure<{ min: number; max: number }>('talent.internAllowance', {
    title: t('实习实训补贴（每天）', 'Allowance of an intern (a day)'),
    value: { min: 5_000, max: 10_000 },
    unit: 'fen',
    source: interns,
    keys: span,
    bounds: { min: 0, max: 50_000 },
  }),
  'talent.internConfirmDays': figure<number>('talent.internConfirmDays', {
    title: t('实习岗位录用后确认时限', 'Time for a student to confirm a post'),
    value: 3,
    unit: 'days',
    source: interns,
    bounds: { min: 1, max: 15 },
  }),
} as const;

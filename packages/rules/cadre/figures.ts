import { type Text, t } from '@juxian/base/text.ts';
import type { Figure, FigureValue } from '../figure.ts';
import { effectFigures } from './figures-effect.ts';
import { retirementFigures } from './figures-retirement.ts';

type Given<V extends FigureValue> = Omit<Figure<V>, 'name'>;

/** A figure with a single version. */
const figure = <V extends FigureValue>(name: string, given: Given<V>): readonly Figure<V>[] => [{ name, ...given }];

const ranks = t('公务员职务与职级并行规定', 'Provisions on posts and ranks of civil servants');
const ranksFrom = '2019-06-01';
const assessment = t('公务员考核规定', 'Provisions on the assessment of civil servants');
const leaders = t('党政领导干部考核工作条例', 'Regulations on the assessment of leading cadres');
const selection = t('党政领导干部选拔任用工作条例', 'Regulations on the selection and appointment of leading cadres');
const practice = t('县（市、区）组织部门通行做法', 'Common practice of organization departments of counties');

const memory = { certainty: 'memory' } as const;
const verified = { certainty: 'verified' } as const;
const national = { level: 'national' } as const;
const county = { level: 'county', from: '2000-01-01' } as const;

/** The ranks that are promoted to, by the comprehensive class; the other classes map onto them one to one. */
const rankTitles = {
  inspector1: t('一级巡视员', 'Inspector, grade 1'),
  inspector2: t('二级巡视员', 'Inspector, grade 2'),
  researcher1: t('一级调研员', 'Researcher, grade 1'),
  researcher2: t('二级调研员', 'Researcher, grade 2'),
  researcher3: t('三级调研员', 'Researcher, grade 3'),
  researcher4: t('四级调研员', 'Researcher, grade 4'),
  section1: t('一级主任科员', 'Principal staff member, grade 1'),
  section2: t('二级主任科员', 'Principal staff member, grade 2'),
  section3: t('三级主任科员', 'Principal staff member, grade 3'),
  section4: t('四级主任科员', 'Principal staff member, grade 4'),
  clerk1: t('一级科员', 'Staff member, grade 1'),
} as const satisfies Record<string, Text>;

const quotaTitles = {
  teamInspector2: t('领导班子二级巡视员', 'Inspectors grade 2 of leading bodies'),
  teamResearcher12: t('领导班子一级、二级调研员', 'Researchers grades 1 and 2 of leading bodies'),
  organResearcher2: t('机关二级调研员', 'Researchers grade 2 of organs'),
  organResearcher34: t('机关三级、四级调研员', 'Researchers grades 3 and 4 of organs'),
  researcher3Of34: t('三级占三级、四级调研员', 'Grade 3 among researchers grades 3 and 4'),
  organSection: t('机关一级至四级主任科员', 'Principal staff members of organs'),
  section12Of14: t('一级、二级占一级至四级主任科员', 'Grades 1 and 2 among principal staff members'),
} as const satisfies Record<string, Text>;

const staffSteps = {
  nineToEight: t('九级晋升八级', 'Grade 9 to 8'),
  eightToSeven: t('八级晋升七级', 'Grade 8 to 7'),
  sevenToSix: t('七级晋升六级', 'Grade 7 to 6'),
} as const satisfies Record<string, Text>;

const keyPosts = {
  people: t('管人', 'People'),
  money: t('管钱', 'Money'),
  goods: t('管物', 'Goods'),
  approval: t('审批', 'Approval'),
  enforcement: t('执法', 'Enforcement'),
} as const satisfies Record<string, Text>;

const staffGrades = t(
  '县以下事业单位职员等级晋升：由本县按省定办法填写，0表示未填',
  "Staff grades of county institutions: filled in by the county from its province's rules; 0 is not filled in",
);

type Steps = Readonly<Record<keyof typeof staffSteps, number>>;
type Posts = Readonly<Record<keyof typeof keyPosts, number>>;

/** What the county has to fill in from its province's rules. */
const staffFigure = (name: string, given: Pick<Given<Steps>, 'title' | 'unit' | 'bounds'>) =>
  figure<Steps>(name, {
    value: { nineToEight: 0, eightToSeven: 0, sevenToSix: 0 },
    source: staffGrades,
    ...county,
    ...memory,
    keys: staffSteps,
    ...given,
  });

const probation = (name: string, given: Pick<Given<number>, 'title' | 'source' | 'article' | 'from'>) =>
  figure<number>(name, { value: 12, unit: 'months', ...national, ...verified, bounds: { min: 1, max: 24 }, ...given });

const keyPost = (name: string, given: Pick<Given<Posts>, 'title' | 'value'>) =>
  figure<Posts>(name, {
    unit: 'years',
    source: practice,
    ...county,
    ...memory,
    keys: keyPosts,
    bounds: { min: 1, max: 20 },
    ...given,
  });

const share = (name: string, given: Pick<Given<number>, 'title' | 'value' | 'source' | 'from'>) =>
  figure<number>(name, { unit: 'percent', ...national, ...memory, bounds: { min: 0, max: 100 }, ...given });

const rankFigures = {
  'cadre.rankYears': figure<Readonly<Record<keyof typeof rankTitles, number>>>('cadre.rankYears', {
    title: t('晋升各职级的最低任职年限', 'Least years in the grade below, for each rank'),
    value: {
      inspector1: 4,
      inspector2: 4,
      researcher1: 3,
      researcher2: 2,
      researcher3: 2,
      researcher4: 2,
      section1: 2,
      section2: 2,
      section3: 2,
      section4: 2,
      clerk1: 2,
    },
    unit: 'years',
    source: ranks,
    from: ranksFrom,
    ...national,
    ...verified,
    keys: rankTitles,
    bounds: { min: 1, max: 10 },
  }),
  'cadre.rankExcellent': figure<number>('cadre.rankExcellent', {
    title: t('每个优秀等次缩短晋升职级年限', 'Each excellent year shortens the years asked for by'),
    value: 6,
    unit: 'months',
    source: ranks,
    from: ranksFrom,
    ...national,
    ...memory,
    bounds: { min: 0, max: 12 },
  }),
  'cadre.section4Years': figure<number>('cadre.section4Years', {
    title: t(
      '晋升四级主任科员名单：非研究生学历者列示的工作年限',
      'List for principal staff 4: years of work shown without a postgraduate degree',
    ),
    value: 5,
    unit: 'years',
    source: t(
      '公开报道的县级做法：研究生学历、工作满5年分列',
      'Publicly reported county practice: postgraduates and five full years listed apart',
    ),
    ...county,
    ...verified,
    bounds: { min: 0, max: 40 },
  }),
  'cadre.rankPublicity': figure<number>('cadre.rankPublicity', {
    title: t('拟晋升职级人选公示期', 'Public notice before a rank is approved'),
    value: 5,
    unit: 'workingDays',
    source: ranks,
    from: ranksFrom,
    ...national,
    ...memory,
    bounds: { min: 5, max: 30 },
  }),
  'cadre.rankQuota': figure<Readonly<Record<keyof typeof quotaTitles, number>>>('cadre.rankQuota', {
    title: t('县级职级职数比例上限', 'Largest shares of the ranks in a county'),
    value: {
      teamInspector2: 10,
      teamResearcher12: 20,
      organResearcher2: 2,
      organResearcher34: 10,
      researcher3Of34: 40,
      organSection: 60,
      section12Of14: 50,
    },
    unit: 'percent',
    source: ranks,
    article: '第十二条',
    from: ranksFrom,
    ...national,
    ...memory,
    keys: quotaTitles,
    bounds: { min: 0, max: 100 },
  }),
  'cadre.rankPool': figure<number>('cadre.rankPool', {
    title: t('本县每年统筹使用的职级职数', 'Rank seats the county holds in common each year'),
    value: 20,
    unit: 'people',
    source: t('公开报道的县级做法：每年统筹20个职级职数', 'Publicly reported county practice: 20 seats a year'),
    ...county,
    ...verified,
    bounds: { min: 0, max: 500 },
  }),
  'cadre.quotaRoundUpFrom': figure<number>('cadre.quotaRoundUpFrom', {
    title: t(
      '职数、比例不足一个时的进位起点（100为一律舍去，50为四舍五入，1为一律进位）',
      'Part of a seat from which it is rounded up (100 never, 50 halves up, 1 always)',
    ),
    value: 100,
    unit: 'percent',
    source: practice,
    ...county,
    ...memory,
    bounds: { min: 1, max: 100 },
  }),
  'cadre.staffGradeYears': staffFigure('cadre.staffGradeYears', {
    title: t('事业单位职员等级晋升任职年限', 'Years in the grade below, staff of institutions'),
    unit: 'years',
    bounds: { min: 0, max: 40 },
  }),
  'cadre.staffServiceYears': staffFigure('cadre.staffServiceYears', {
    title: t('事业单位职员等级晋升工作年限', 'Years of service, staff of institutions'),
    unit: 'years',
    bounds: { min: 0, max: 40 },
  }),
  'cadre.staffExcellent': staffFigure('cadre.staffExcellent', {
    title: t('事业单位职员等级晋升优秀次数', 'Excellent years asked for, staff of institutions'),
    unit: 'times',
    bounds: { min: 0, max: 10 },
  }),
} as const;

const probationFigures = {
  'cadre.probationRecruit': probation('cadre.probationRecruit', {
    title: t('新录用公务员试用期', 'Probation of a newly recruited civil servant'),
    source: t('中华人民共和国公务员法', 'Civil Servants Law'),
    article: '第三十四条',
    from: '2006-01-01',
  }),
  'cadre.probationLeader': probation('cadre.probationLeader', {
    title: t('提任非选举产生领导职务试用期', 'Trial in a first leading post that is not elected'),
    source: selection,
    from: '2014-01-14',
  }),
  'cadre.probationStaff': probation('cadre.probationStaff', {
    title: t('事业单位初次就业人员试用期', 'Probation of a first job in an institution'),
    source: t('事业单位人事管理条例', 'Regulations on personnel of institutions'),
    article: '第十三条',
    from: '2014-07-01',
  }),
  'cadre.appointmentPublicity': figure<number>('cadre.appointmentPublicity', {
    title: t('拟提拔任职人选公示期', 'Public notice before a promotion to a post'),
    value: 5,
    unit: 'workingDays',
    source: selection,
    from: '2014-01-14',
    ...national,
    ...memory,
    bounds: { min: 5, max: 30 },
  }),
  'cadre.probationNotice': figure<number>('cadre.probationNotice', {
    title: t('试用期满提前提醒', 'Notice before a probation ends'),
    value: 30,
    unit: 'days',
    source: practice,
    ...county,
    ...memory,
    bounds: { min: 7, max: 90 },
  }),
} as const;

const tenureFigures = {
  'cadre.samePostYears': figure<number>('cadre.samePostYears', {
    title: t('同一职位任职满此年限必须交流', 'Years in one post after which the holder must be moved'),
    value: 10,
    unit: 'years',
    source: selection,
    from: '2014-01-14',
    ...national,
    ...verified,
    bounds: { min: 1, max: 20 },
  }),
  'cadre.termYears': figure<number>('cadre.termYears', {
    title: t('领导职务每个任期', 'One term of a leading post'),
    value: 5,
    unit: 'years',
    source: t('党政领导干部职务任期暂行规定', 'Provisional rules on terms of leading posts'),
    from: '2006-06-10',
    ...national,
    ...memory,
    bounds: { min: 1, max: 10 },
  }),
  'cadre.mostTerms': figure<number>('cadre.mostTerms', {
    title: t('同一职位连任届数上限', 'Terms in one post after which there is no other'),
    value: 2,
    unit: 'times',
    source: selection,
    from: '2014-01-14',
    ...national,
    ...verified,
    bounds: { min: 1, max: 5 },
  }),
  'cadre.sameLevelYears': figure<number>('cadre.sameLevelYears', {
    title: t('同一层次领导职务累计年限上限', 'Years at one level of leading posts, in all'),
    value: 15,
    unit: 'years',
    source: t('党政领导干部职务任期暂行规定', 'Provisional rules on terms of leading posts'),
    from: '2006-06-10',
    ...national,
    ...memory,
    bounds: { min: 1, max: 30 },
  }),
  'cadre.keyPostWarn': keyPost('cadre.keyPostWarn', {
    title: t('重点岗位任职预警年限', 'Years in a key post that give a warning'),
    value: { people: 4, money: 4, goods: 4, approval: 4, enforcement: 4 },
  }),
  'cadre.keyPostMust': keyPost('cadre.keyPostMust', {
    title: t('重点岗位任职应当轮岗年限', 'Years in a key post after which the holder is rotated'),
    value: { people: 5, money: 5, goods: 5, approval: 5, enforcement: 5 },
  }),
} as const;

const assessmentFigures = {
  'cadre.excellentShare': figure<{ usual: number; approved: number }>('cadre.excellentShare', {
    title: t('公务员年度考核优秀等次比例上限', 'Largest share of excellent among civil servants'),
    value: { usual: 20, approved: 25 },
    unit: 'percent',
    source: assessment,
    from: '2020-12-28',
    ...national,
    ...memory,
    keys: { usual: t('一般', 'Usual'), approved: t('经批准', 'With approval') },
    bounds: { min: 0, max: 100 },
  }),
  'cadre.dailyGoodShare': share('cadre.dailyGoodShare', {
    title: t('平时考核好等次比例上限', 'Largest share of good in the running assessment'),
    value: 40,
    source: t('公务员平时考核办法（试行）', 'Trial rules on the running assessment of civil servants'),
    from: '2019-11-01',
  }),
  'cadre.teamExcellentShare': share('cadre.teamExcellentShare', {
    title: t('领导班子优秀等次比例上限', 'Largest share of excellent among leading bodies'),
    value: 30,
    source: leaders,
    from: '2019-04-07',
  }),
  'cadre.leaderExcellentShare': share('cadre.leaderExcellentShare', {
    title: t('领导干部优秀等次比例上限', 'Largest share of excellent among leading cadres'),
    value: 25,
    source: leaders,
    from: '2019-04-07',
  }),
} as const;

/** Figures of cadre work by name, each with its versions. */
export const cadreFigures = {
  ...retirementFigures,
  ...rankFigures,
  ...probationFigures,
  ...effectFigures,
  ...tenureFigures,
  ...assessmentFigures,
};

import { t } from '@juxian/base/text.ts';
import { type Dictionary, flat, tree } from '../dictionary-tree.ts';
import { affiliations, familyRelations, payLevels, postLevels } from './dictionary-data.ts';

const workbook = '干部信息采集表（2018年版）';
const from = '2018-11-01';
const namesOfWorkbook = t(
  '名称取自2018年采集表，个别代码为本系统自编，交换时按名称对照',
  'Names are those of the workbook of 2018; some codes are given here, so exchange goes by name',
);

/** A list of the workbook whose codes are all the table's own. */
const coded = (table: string, lines: string): Dictionary => ({
  source: `${workbook} ${table}`,
  from,
  certainty: 'verified',
  entries: tree(lines),
});

/** A list of the workbook some of whose codes are given here. */
const named = (table: string, lines: string): Dictionary => ({
  ...coded(table, lines),
  certainty: 'likely',
  note: namesOfWorkbook,
});

/** Code lists of cadre work by name. */
export const cadreDictionaries = {
  postLevel: named('ZB09 职务层次', postLevels),
  payLevel: coded('ZB134 级别', payLevels),
  personnelCategory: named(
    'ZB125 人员类别',
    `
    1 公务员 Civil servant
    5 参照管理机关工作人员 Staff of an organ managed by reference
    6 参照管理事业单位工作人员 Staff of an institution managed by reference
    7 事业单位管理人员 Management staff of an institution
    8 事业单位专业技术人员 Professional staff of an institution
    B5 在机关工作的事业编制人员 Institution staff working in an organ
    A0 机关工勤人员 Worker of an organ
    A1 事业单位工勤人员 Worker of an institution
    A4 企业管理人员 Management staff of an enterprise
    A5 企业专业技术人员 Professional staff of an enterprise
    A6 企业工勤人员 Worker of an enterprise
    Z 其他人员 Other`,
  ),
  managementStatus: named(
    'ZB126 人员管理状态',
    `
    1 现职人员 In post
    6 非现职人员 Not in post
    2 离退人员 Retired
    3 调出人员 Moved out
    4 已去世 Dead
    5 其他人员 Other`,
  ),
  managementCategory: coded(
    'ZB130 管理类别',
    `
    01 中央管理干部 Managed by the Centre
    02 省级党委管理干部 Managed by the provincial committee
    03 市级党委管理干部 Managed by the city committee
    04 县级党委管理干部 Managed by the county committee
    09 其他 Other`,
  ),
  establishmentKind: named(
    'ZB135 编制类型',
    `
    1 行政编制 Administrative
    2 事业编制（参公） Institution (by reference)
    3 事业编制（其他） Institution (other)
    5 工勤编制 Workers
    4 其他编制 Other`,
  ),
  leaderKind: coded(
    'ZB129 成员类别',
    `
    1 正职 Chief
    3 副职 Deputy
    Z 其他 Other`,
  ),
  selectionMethod: named(
    'ZB122 选拔任用方式',
    `
    1 委任 Appointment
    11 公开选拔（聘） Open selection
    12 竞争（聘）上岗 Competition
    13 组织选拔 Selection by the organisation
    2 选任 Election
    3 聘任 Engagement`,
  ),
  postStatus: coded(
    'ZB14 任职状态',
    `
    0 已免 Removed
    1 在任 In office`,
  ),
  appraisalGrade: named(
    'ZB18 考核结论',
    `
    1 优秀 Excellent
    2 称职 Competent
    B2 合格 Qualified
    3 基本称职 Basically competent
    B3 基本合格 Basically qualified
    4 不称职 Incompetent
    B4 不合格 Unqualified
    5 不定等次 No grade
    5A 新录用人员试用期年度考核不确定等次 No grade: probation of a recruit
    5B 被立案调查尚未结案年度考核不确定等次 No grade: under investigation
    5C 受政纪处分期间年度考核不确定等次 No grade: during a sanction
    6 不进行考核 Not assessed
    6A 病、事假累计超过考核年度半年不进行考核 Not assessed: on leave for over half the year
    6B 其他原因不进行考核 Not assessed: other`,
  ),
  teamGrade: {
    source: '党政领导干部考核工作条例（2019年）：领导班子考核等次',
    from: '2019-04-07',
    certainty: 'verified',
    entries: flat(`
    1 优秀 Excellent
    2 良好 Good
    3 一般 Fair
    4 较差 Poor`),
  },
  dailyGrade: {
    source: '公务员平时考核办法（试行）：等次',
    from: '2019-11-01',
    certainty: 'likely',
    entries: flat(`
    1 好 Good
    2 较好 Fairly good
    3 一般 Fair
    4 较差 Poor`),
  },
  health: {
    source: 'GB/T 2261.3-2003 健康状况，任免审批表编辑器所列',
    from: '2003-12-01',
    certainty: 'verified',
    entries: flat(`
    1 健康 Healthy
    3 一般 Fair
    4 较差 Poor`),
  },
  familyRelation: {
    source: 'GB/T 4761 家庭关系，任免审批表编辑器所列',
    from: '2008-10-01',
    certainty: 'verified',
    note: t(
      '代码与国家标准不同，与任免审批表编辑器一致',
      "Codes differ from the standard; they are those of the form's editor",
    ),
    entries: flat(familyRelations),
  },
  organLevel: coded(
    'ZB03 机构级别',
    `
    101 中央、国家级（正） National
    102 中央、国家级（副） Deputy national
    103A 部级 Ministry
    103B 副部级 Deputy ministry
    104A 省级 Province
    104B 副省级 Deputy province
    105 地、厅、司、局级 Bureau
    106 副地、副厅、副司、副局级 Deputy bureau
    107 县、处级 County
    108 副县、副处级 Deputy county
    109 乡、科级 Township
    110 副乡、副科级 Deputy township
    111 股级 Sub-section
    999 其他 Other`,
  ),
  affiliation: coded('ZB87 隶属关系', affiliations),
  unitKind: named(
    '法人单位标识',
    `
    1 法人单位 Legal person
    2 内设机构 Inner office
    3 机构分组 Group of units`,
  ),
  educationStandard: {
    source: 'GB/T 4658-2006',
    from: '2006-10-01',
    certainty: 'likely',
    entries: flat(`
    10 研究生教育 Postgraduate
    11 博士研究生 Doctoral
    14 硕士研究生 Master's
    20 大学本科教育 Undergraduate
    30 大学专科教育 Junior college
    40 中等职业教育 Secondary vocational
    60 普通高级中学教育 Senior high school
    70 初级中学教育 Junior high school
    80 小学教育 Primary school
    90 其他 Other`),
  },
  approvingOrgan: {
    source: `${workbook} ZB128 批准机关`,
    from,
    certainty: 'verified',
    entries: flat(`
    10 党委、政府 Party committee or government
    11 中共中央 Central Committee
    12 国务院 State Council
    13 省（市、区）党委 Provincial committee
    14 省（市、区）政府 Provincial government
    15 市（地、州、盟）党委 City committee
    16 市（地、州、盟）政府 City government
    17 县（市、区、旗）党委 County committee
    18 县（市、区、旗）政府 County government
    20 公务员主管部门 Civil service authority
    21 中央公务员主管部门 Central civil service authority
    22 省（市、区）公务员主管部门 Provincial civil service authority
    23 市（地、州、盟）公务员主管部门 City civil service authority
    24 县（市、区、旗）公务员主管部门 County civil service authority
    30 其他 Other`),
  },
  reward: coded(
    'ZB65 奖励名称',
    `
    01111 授予荣誉称号 Honorary title
    01112 记一等功 Merit, class 1
    01113 记二等功 Merit, class 2
    01114 记三等功 Merit, class 3
    01115 嘉奖 Commendation
    01119 其他 Other`,
  ),
  measure: {
    source: '公务员法、公职人员政务处分法、中国共产党纪律处分条例、组织处理规定等所列处分和处理种类',
    from: '2020-07-01',
    certainty: 'verified',
    note: t('代码为本系统自编，影响期见规则数字', 'Codes are given here; effect periods are among the figures'),
    entries: flat(`
    warning 政务处分警告 Warning
    demerit 政务处分记过 Demerit
    grossDemerit 政务处分记大过 Gross demerit
    downgrade 政务处分降级 Downgrading
    dismissal 政务处分撤职 Removal from post
    expulsion 政务处分开除 Dismissal from public service
    staffWarning 事业单位警告 Warning (institution)
    staffDemerit 事业单位记过 Demerit (institution)
    staffDowngrade 事业单位降低岗位等级或者撤职 Lower grade or removal (institution)
    staffExpulsion 事业单位开除 Dismissal (institution)
    partyWarning 党内警告 Party warning
    partySevereWarning 党内严重警告 Severe Party warning
    partyPostRemoved 撤销党内职务 Removal from Party posts
    partyProbation 留党察看 Probation within the Party
    partyExpelled 开除党籍 Expulsion from the Party
    admonition 诫勉 Admonition
    suspension 停职检查 Suspension for self-examination
    reassigned 调整职务 Reassignment
    resignationOrdered 责令辞职 Told to resign
    removed 免职（组织处理） Removal (organisational measure)
    demoted 降职（组织处理） Demotion (organisational measure)
    unfitMoved 不适宜担任现职调离 Moved as unfit for the post
    unfitRemoved 不适宜担任现职免职 Removed as unfit for the post
    unfitDemoted 不适宜担任现职降职 Demoted as unfit for the post`),
  },
  postAgeLimit: {
    source: '任免审批表编辑器所列改革前任职年龄界限',
    from: '2025-01-01',
    certainty: 'verified',
    entries: flat(`
    55 改革前任职年龄界限为55岁 55 before the reform
    60 改革前任职年龄界限为60岁 60 before the reform
    63 改革前任职年龄界限为63岁 63 before the reform
    65 改革前任职年龄界限为65岁 65 before the reform
    66 改革前任职年龄界限为66岁 66 before the reform
    -1 已到龄人员 Age reached`),
  },
} as const satisfies Record<string, Dictionary>;

import { t } from '@juxian/base/text.ts';
import {
  choice,
  code,
  computed,
  current,
  date,
  entries,
  identityNumber,
  longText,
  month,
  number,
  phone,
  photo,
  ref,
  text,
} from '@juxian/engine/kinds/index.ts';
import {
  appointmentsDisagree,
  appraisalsDisagree,
  bornDisagrees,
  bornDoubts,
  honoursDisagree,
  levelsDisagree,
  numberDisagrees,
  partyDisagrees,
  postsDoubt,
  sixtyDisagrees,
  workDisagrees,
} from './agreement.ts';

const yesNo = { yes: t('是', 'Yes'), no: t('否', 'No') };

/** A02: posts over time. The line held on a day and marked main, else the first in order, says where a person stands. */
const appointments = entries(
  t('任职', 'Appointments'),
  {
    unit: ref(t('任职机构', 'Unit'), 'unit'),
    unitName: text(t('任职机构名称（县外）', 'Unit outside the county'), { max: 80 }),
    position: ref(t('岗位', 'Position'), 'position'),
    post: text(t('职务名称', 'Post'), { required: true, max: 80 }),
    main: choice(t('主职务', 'Main post'), yesNo),
    leader: choice(t('是否领导成员', 'Member of the team'), yesNo),
    leaderKind: code(t('成员类别', 'Kind of member'), 'leaderKind'),
    leading: choice(t('是否领导职务', 'Leading post'), yesNo),
    order: number(t('集体内排序', 'Place in the team'), { min: 0, max: 9999 }),
    postOrder: number(t('职务排序', 'Order of posts'), { min: 0, max: 9999 }),
    from: month(t('任职时间', 'From'), { required: true }),
    document: text(t('任职文号', 'Document'), { max: 60 }),
    method: code(t('选拔任用方式', 'Way of selection'), 'selectionMethod'),
    exceptional: choice(t('是否破格提拔', 'Exceptional promotion'), yesNo),
    trial: choice(t('试用期', 'On probation'), yesNo),
    to: month(t('免职时间', 'Until')),
    endDocument: text(t('免职文号', 'Document of removal'), { max: 60 }),
    reason: text(t('职务变动原因综述', 'Reason of the change'), { max: 200 }),
    printed: choice(t('输出标识', 'Printed'), yesNo),
  },
  { max: 120, disagrees: appointmentsDisagree },
);

/** A05: levels of post and ranks, by the day they were approved. */
const levels = entries(
  t('职务层次和职级', 'Levels and ranks'),
  {
    sort: choice(
      t('类别', 'Kind'),
      { level: t('职务层次', 'Level of post'), rank: t('职级', 'Rank') },
      { required: true },
    ),
    level: code(t('职务层次（职级）', 'Level or rank'), 'postLevel', { required: true }),
    from: month(t('批准日期', 'Approved'), { required: true }),
    document: text(t('批准文号', 'Document'), { max: 60 }),
    to: month(t('终止日期', 'Until')),
  },
  { max: 60, disagrees: levelsDisagree },
);

/** A06: professional posts. */
const titles = entries(
  t('专业技术职务', 'Professional posts'),
  {
    name: text(t('资格名称', 'Title'), { required: true, max: 60 }),
    code: text(t('资格代码', 'Code'), { max: 10 }),
    from: month(t('获得日期', 'Since'), { required: true }),
    way: text(t('途径', 'Way'), { max: 40 }),
    body: text(t('评委会或考试', 'Board or examination'), { max: 80 }),
    printed: choice(t('输出标识', 'Printed'), yesNo),
  },
  { max: 20 },
);

/** A08: education and degrees. */
const education = entries(
  t('学历学位', 'Education'),
  {
    mode: code(t('教育类别', 'Mode'), 'educationMode', { required: true }),
    level: code(t('学历代码', 'Education'), 'education'),
    levelName: text(t('学历名称', 'Education as printed'), { max: 40 }),
    degree: code(t('学位代码', 'Degree'), 'degree'),
    degreeName: text(t('学位名称', 'Degree as printed'), { max: 40 }),
    school: text(t('学校', 'School'), { max: 80 }),
    major: text(t('所学专业名称', 'Subject'), { max: 60 }),
    majorKind: text(t('专业类别', 'Class of subject'), { max: 40 }),
    starts: month(t('入学时间', 'Entered')),
    from: month(t('毕（肄）业时间', 'Graduated')),
    degreeOn: month(t('学位授予时间', 'Degree conferred')),
    years: number(t('学制年限', 'Years'), { min: 0, max: 12, whole: false }),
    printed: choice(t('输出标识', 'Printed'), yesNo),
  },
  { max: 30 },
);

/** A14: rewards and punishments. A punishment's measure starts the clock of its effect. */
const honours = entries(
  t('奖惩', 'Rewards and punishments'),
  {
    name: text(t('奖惩名称', 'Name'), { required: true, max: 80 }),
    code: text(t('奖惩代码', 'Code'), { max: 10 }),
    measure: code(t('处分或处理种类', 'Measure'), 'measure'),
    on: date(t('批准日期', 'Approved'), { required: true }),
    body: text(t('批准机关', 'Approved by'), { max: 80 }),
    bodyLevel: text(t('机关级别', 'Level of that body'), { max: 40 }),
    bodyKind: text(t('机关性质', 'Kind of that body'), { max: 40 }),
    document: text(t('文号', 'Document'), { max: 60 }),
    levelThen: code(t('受奖惩时职务层次', 'Level then'), 'postLevel'),
    revoked: date(t('撤销日期', 'Revoked')),
  },
  { max: 80, disagrees: honoursDisagree },
);

/** A15: the grade of each year. */
const appraisals = entries(
  t('年度考核', 'Yearly appraisals'),
  {
    year: number(t('考核年度', 'Year'), { required: true, min: 1949, max: 2100, plain: true }),
    grade: code(t('考核结论', 'Grade'), 'appraisalGrade', { required: true }),
    note: text(t('说明', 'Note'), { max: 100 }),
  },
  { max: 60, disagrees: appraisalsDisagree },
);

/** A36: family and relations, in the printed order. */
const family = entries(
  t('家庭主要成员及重要社会关系', 'Family and relations'),
  {
    relation: text(t('称谓', 'Relation'), { required: true, max: 20 }),
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    born: month(t('出生年月', 'Born')),
    politics: text(t('政治面貌', 'Political status'), { max: 40 }),
    work: text(t('工作单位及职务', 'Work'), { max: 120 }),
    order: number(t('排序', 'Order'), { min: 0, max: 999 }),
  },
  { max: 40 },
);

/** Dates an organization has recognised, kept beside what the identity number says; neither overwrites the other. */
const recognised = entries(
  t('组织认定日期', 'Recognised dates'),
  {
    what: choice(
      t('认定事项', 'What'),
      {
        born: t('出生年月', 'Birth'),
        workStart: t('参加工作时间', 'Start of work'),
        partyJoined: t('入党时间', 'Party'),
      },
      { required: true },
    ),
    value: month(t('认定为', 'Recognised as'), { required: true }),
    evidence: text(t('认定依据', 'Evidence'), { required: true, max: 200 }),
    on: date(t('认定日期', 'Recognised on')),
  },
  { max: 20 },
);

const isMain = ({ main }: { main?: string }): number => (main === 'yes' ? 1 : 0);

/** Of education finished in the same mode the higher counts: codes of ZB64 begin with 1 for postgraduates, 2 for undergraduates, 3 below. */
const height = ({ level = '99' }: { level?: string }): number => -Number.parseInt(level.padEnd(2, '0'), 36);

/** Doctors begin with 2, masters with 3, bachelors with 4 in GB/T 6864; an honorary doctor (1) is none of them. */
const degreeHeight = ({ degree = '9' }: { degree?: string }): number =>
  -(degree.startsWith('1') ? 8 : Number(degree[0]));

/** Every column of the sheets A01, A02, A05, A06, A08, A14, A15, A36 and A99Z1 of the collection workbook of 2018. */
export const cadreFields = {
  name: text(t('姓名', 'Name'), { required: true, max: 40 }),
  strokeOrder: text(t('姓名笔形', 'Strokes of the name'), {
    max: 200,
    help: t(
      '生僻字排序用：每个字按笔顺写笔形，横1竖2撇3点4折5，字间空一格；只写姓也可以',
      'For rare characters: the strokes of each in their order, 1 to 5, a space between characters',
    ),
  }),
  identityNumber: identityNumber(t('身份证号', 'Identity number'), { unique: true, disagrees: numberDisagrees }),
  sex: code(t('性别', 'Sex'), 'sex', { required: true }),
  born: month(t('出生年月', 'Born'), { required: true, disagrees: bornDisagrees, doubts: bornDoubts }),
  nativePlace: text(t('籍贯', 'Native place'), { max: 40 }),
  birthplace: text(t('出生地', 'Place of birth'), { max: 40 }),
  hometown: text(t('成长地', 'Where grown up'), { max: 40 }),
  ethnicGroup: code(t('民族', 'Ethnic group'), 'ethnicGroup', { unlisted: true }),
  health: code(t('健康状况', 'Health'), 'health', { sensitive: true, unlisted: true }),
  phone: phone(t('手机', 'Mobile'), { sensitive: true, unlisted: true }),
  workStart: month(t('参加工作时间', 'Start of work'), { disagrees: workDisagrees }),
  politics: code(t('政治面貌', 'Political status'), 'politicalStatus'),
  partyText: text(t('入党时间文字', 'Party, as printed'), { max: 60, unlisted: true }),
  partyJoined: month(t('入党时间', 'Joined the party'), { disagrees: partyDisagrees }),
  secondParty: code(t('第二党派', 'Second party'), 'politicalStatus'),
  thirdParty: code(t('第三党派', 'Third party'), 'politicalStatus'),
  category: code(t('人员类别', 'Category'), 'personnelCategory'),
  managed: code(t('管理类别', 'Managed by'), 'managementCategory'),
  establishment: code(t('编制类型', 'Establishment'), 'establishmentKind'),
  payLevel: code(t('级别', 'Pay level'), 'payLevel'),
  postFull: text(t('现工作单位及职务全称', 'Posts in full'), { max: 300, doubts: postsDoubt }),
  postShort: text(t('现工作单位及职务简称', 'Posts in short'), { max: 120 }),
  statisticsUnit: text(t('统计关系所在单位', 'Unit for statistics'), { max: 80 }),
  speciality: text(t('熟悉专业有何特长', 'Speciality'), { max: 100 }),
  grassroots: choice(t('是否具有两年以上基层工作经历', 'Two years at the grassroots'), yesNo),
  qualification: text(t('专业技术类公务员任职资格', 'Qualification'), { max: 60 }),
  registered: month(t('公务员登记时间', 'Registered as civil servant')),
  recruited: choice(t('是否考录', 'Recruited by examination'), yesNo),
  recruitedOn: month(t('录用时间', 'Recruited')),
  selected: choice(t('是否选调生', 'Selected graduate'), yesNo),
  selectedOn: month(t('进入选调生时间', 'Selected')),
  ageLimit: code(t('改革前任职年龄界限', 'Age limit of the post before the reform'), 'postAgeLimit'),
  sixtyGround: choice(
    t('女同志按60周岁起算的依据', 'Why a woman counts from 60'),
    {
      countyLevel: t('县处级以上女干部', 'Woman cadre of county level or above'),
      seniorTitle: t('具有高级职称的女性专业技术人员', 'Woman professional with a senior title'),
    },
    { disagrees: sixtyDisagrees },
  ),
  sixtyDocument: text(t('依据文件', 'Document it rests on'), { max: 60 }),
  resume: longText(t('简历', 'Résumé'), { max: 8000 }),
  honourText: longText(t('奖惩综述', 'Rewards, as printed'), { max: 2000 }),
  appraisalText: text(t('年度考核结果综述', 'Appraisals, as printed'), { max: 300, unlisted: true }),
  note: longText(t('备注', 'Note'), { max: 1000 }),
  photo: photo(t('照片', 'Photo'), { bytes: 2 * 1024 * 1024 }),
  unit: current(t('所在单位', 'Unit'), appointments, 'unit', { weight: isMain }),
  post: current(t('主职务', 'Main post'), appointments, 'post', { weight: isMain }),
  postSince: current(t('任现职时间', 'In post since'), appointments, 'from', { weight: isMain }),
  order: current(t('集体内排序', 'Place in the team'), appointments, 'order', { weight: isMain }),
  position: current(t('岗位', 'Position'), appointments, 'position', { weight: isMain }),
  leading: current(t('是否领导职务', 'Leading post'), appointments, 'leading', { weight: isMain }),
  leader: current(t('是否领导成员', 'Member of the team'), appointments, 'leader', { weight: isMain }),
  leaderKind: current(t('成员类别', 'Kind of member'), appointments, 'leaderKind', { weight: isMain }),
  level: current(t('现职务层次', 'Level of post'), levels, 'level', { when: ({ sort }) => sort === 'level' }),
  levelSince: current(t('任现职务层次时间', 'At this level since'), levels, 'from', {
    when: ({ sort }) => sort === 'level',
  }),
  rank: current(t('现职级', 'Rank'), levels, 'level', { when: ({ sort }) => sort === 'rank' }),
  rankSince: current(t('任现职级时间', 'In rank since'), levels, 'from', { when: ({ sort }) => sort === 'rank' }),
  degreeLevel: current(t('最高学历', 'Highest education'), education, 'level', { to: false, weight: height }),
  fullTime: current(t('全日制学历', 'Full-time education'), education, 'level', {
    to: false,
    when: ({ mode }) => mode === '1',
    weight: height,
  }),
  degree: current(t('最高学位', 'Highest degree'), education, 'degree', { to: false, weight: degreeHeight }),
  appointments,
  levels,
  titles,
  education,
  honours,
  appraisals,
  family,
  recognised,
  /** What an exchange file held beyond the fields above; handed back with the next one. */
  exchange: computed(t('交换文件原有内容', 'Kept of the exchange file'), 'json'),
};

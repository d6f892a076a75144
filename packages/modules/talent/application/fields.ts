import { t } from '@juxian/base/text.ts';
import {
  choice,
  choices,
  code,
  computed,
  date,
  email,
  entries,
  files,
  identityNumber,
  longText,
  moment,
  money,
  month,
  number,
  phone,
  photo,
  ref,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import { expenseKinds } from '@juxian/rules/talent.ts';
import { identityConsent } from '../identity-consent.ts';
import { studioKinds } from '../studio-kind.ts';
import { type Part, partWords } from './parts.ts';
import { memberRoles } from './team.ts';

const level = choice(t('级别', 'Level'), {
  national: t('国家级', 'National'),
  province: t('省级', 'Province'),
  city: t('市级', 'City'),
  county: t('县级', 'County'),
  other: t('其他', 'Other'),
});

/** The paper form of a studio application, in its order. */
export const cover = {
  call: ref(t('征集公告', 'Call'), 'call', { required: true }),
  number: sequence(t('申报编号', 'Number')),
  kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
  studioName: text(t('工作室名称', 'Name of the studio'), {
    required: true,
    max: 40,
    help: t('如：沈知微名师工作室', 'For example: Shen Zhiwei Studio'),
  }),
  hostUnit: ref(t('依托单位', 'Host unit'), 'unit', { required: true }),
};

export const leader = {
  leaderName: text(t('姓名', 'Name'), { required: true, max: 40 }),
  sex: choice(t('性别', 'Sex'), { male: t('男', 'Male'), female: t('女', 'Female') }, { required: true }),
  birth: month(t('出生年月', 'Born'), { required: true }),
  ethnicity: code(t('民族', 'Ethnic group'), 'ethnicGroup', { unlisted: true }),
  party: code(t('政治面貌', 'Political affiliation'), 'politicalStatus', { unlisted: true }),
  education: code(t('学历', 'Education'), 'education', { required: true }),
  degree: code(t('学位', 'Degree'), 'degree'),
  school: text(t('毕业院校及专业', 'School and subject'), { max: 80 }),
  professionalTitle: text(t('专业技术职务', 'Professional title'), { required: true, max: 40 }),
  titleDate: month(t('取得时间', 'Held since')),
  post: text(t('行政职务', 'Post'), { max: 60 }),
  honours: entries(
    t('荣誉称号', 'Honours'),
    { name: text(t('称号', 'Honour'), { required: true, max: 60 }), level, date: month(t('时间', 'Date')) },
    { max: 20 },
  ),
  ...identityConsent,
  identityNumber: identityNumber(t('身份证号', 'Identity number'), { unlisted: true }),
  phone: phone(t('手机', 'Mobile'), { required: true, sensitive: true, unlisted: true }),
  email: email(t('邮箱', 'E-mail'), { sensitive: true, unlisted: true }),
  photo: photo(t('照片', 'Photo')),
};

/** The mark of a part's fields, which a call may keep for the second form. */
const of = (part: Exclude<Part, 'leader'>) => ({ except: { field: 'later', among: [part] } });

export const record = {
  resume: entries(
    t('学习工作简历', 'Résumé'),
    {
      from: month(t('起', 'From'), { required: true }),
      to: month(t('止', 'To')),
      what: text(t('院校或单位、专业或职务', 'Where and as what'), { required: true, max: 100 }),
    },
    { ...of('record'), max: 40 },
  ),
  achievements: entries(
    t('近五年成果', 'Achievements of the last five years'),
    {
      date: month(t('时间', 'Date'), { required: true }),
      sort: choice(
        t('类别', 'Kind'),
        {
          award: t('奖项', 'Award'),
          project: t('课题项目', 'Project'),
          paper: t('论文著作', 'Paper or book'),
          patent: t('专利标准', 'Patent or standard'),
          work: t('作品', 'Work'),
          contest: t('技能竞赛', 'Contest'),
          pupils: t('带徒', 'Pupils'),
          effect: t('经济社会效益', 'Effect'),
        },
        { required: true },
      ),
      what: text(t('成果', 'What'), { required: true, max: 200 }),
      level,
      role: text(t('本人排名或作用', 'Own part'), { max: 40 }),
      proof: text(t('佐证附件的名称', 'Name of the file that proves it'), { max: 40 }),
    },
    { ...of('record'), max: 60 },
  ),
};

const member = {
  name: text(t('姓名', 'Name'), { required: true, max: 40 }),
  role: choice(t('身份', 'As'), memberRoles, { required: true }),
  birth: month(t('出生年月', 'Born')),
  education: text(t('学历', 'Education'), { max: 20 }),
  title: text(t('职称', 'Title'), { max: 40 }),
  unit: text(t('单位', 'Unit'), { max: 60 }),
  task: text(t('分工', 'Task'), { max: 60 }),
};

const team = {
  team: entries(t('团队成员', 'Team'), member, { ...of('team'), max: 30 }),
  members: entries(
    t('邀请的成员', 'Members invited'),
    {
      ...member,
      standing: choice(t('答复', 'Answer'), {
        open: t('待本人答复', 'Not answered yet'),
        confirmed: t('本人已确认', 'Confirmed by the member'),
      }),
    },
    { ...of('team'), max: 30 },
  ),
};

const conditions = {
  room: number(t('场地面积', 'Room'), {
    ...of('conditions'),
    min: 0,
    max: 100_000,
    unit: t('平方米', 'm²'),
  }),
  equipment: longText(t('设备条件', 'Equipment'), { ...of('conditions'), max: 1000 }),
  hostPromise: money(t('依托单位配套经费', "Host unit's own money"), { ...of('conditions'), min: 0 }),
};

const goals = {
  aims: longText(t('三年建设目标', 'Aims for three years'), { ...of('plan'), required: true, max: 3000 }),
  milestones: entries(
    t('分年度任务', 'Yearly milestones'),
    {
      year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
      goal: text(t('任务与预期成果', 'Task and result'), { required: true, max: 300 }),
    },
    { ...of('plan'), max: 12 },
  ),
};

const costs = {
  budget: entries(
    t('经费预算', 'Budget'),
    {
      item: choice(t('科目', 'Item'), expenseKinds, { required: true }),
      year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
      amount: money(t('金额', 'Amount'), { required: true, min: 0 }),
      source: text(t('来源', 'Source'), { max: 40 }),
    },
    { ...of('budget'), max: 60 },
  ),
};

export const plan = {
  ...team,
  ...conditions,
  ...goals,
  ...costs,
  annexes: files(t('附件', 'Annexes'), { ...of('annexes'), max: 20 }),
};

/** What is kept of the promise and the copy that was filed. */
export const filing = {
  consentVersion: text(t('告知版本', 'Version of the notice'), { max: 20 }),
  consentHash: text(t('告知文本校验码', 'Hash of the notice'), { max: 64, unlisted: true }),
  consentAt: moment(t('同意时间', 'Agreed at')),
  submittedAt: moment(t('提交时间', 'Submitted')),
  late: choice(t('宽限期内提交', 'Within the time of grace'), { yes: t('是', 'Yes') }),
  materialHash: text(t('材料校验码', 'Hash of the materials'), { max: 64, unlisted: true }),
  later: choices(t('正式申报再填的部分', 'Left for the second form'), partWords),
  firstHash: text(t('初选材料校验码', 'Hash of the first form'), { max: 64, unlisted: true }),
  firstSubmittedAt: moment(t('初选提交时间', 'First form submitted')),
  begunAt: moment(t('开始填写正式申报', 'Second form begun')),
  oneLeader: text(t('同一公告的领衔人', 'Leader in this call'), { max: 80, unique: true, unlisted: true }),
};

export const opinion = { required: true, max: 500 } as const;

/** What units, departments, office and panel write, step by step. */
export const review = {
  unitOpinion: longText(t('依托单位意见', "Host unit's opinion"), { max: 500 }),
  unitRank: number(t('本单位推荐排名', 'Rank among its nominees'), { min: 1, max: 99 }),
  unitIntegrity: choice(t('党风廉政与信用', 'Integrity and credit'), {
    clear: t('无影响', 'Nothing against'),
    doubt: t('有影响', 'Something against'),
  }),
  unitStamp: files(t('签章页', 'Stamped page'), { max: 3 }),
  departmentOpinion: longText(t('行业主管部门意见', "Department's opinion"), { max: 500 }),
  checklist: entries(
    t('形式审查', 'Formal review'),
    {
      item: text(t('事项', 'Item'), { required: true, max: 60 }),
      result: choice(t('结论', 'Result'), { yes: t('符合', 'Meets'), no: t('不符合', 'Does not') }, { required: true }),
      note: text(t('说明', 'Note'), { max: 100 }),
    },
    { max: 20 },
  ),
  returns: number(t('已退回次数', 'Returns'), { min: 0, max: 9 }),
  parts: choices(t('开放修改的部分', 'Parts opened'), partWords),
  returnReason: longText(t('退回原因', 'Reason of the return'), { max: 500 }),
  refusal: longText(t('不通过原因', 'Reason of the refusal'), { max: 500 }),
  panel: ref(t('评审组', 'Panel'), 'panel'),
  code: text(t('盲评编号', 'Blind code'), { max: 20 }),
  score: computed(t('评审得分', 'Score'), 'number'),
  marks: computed(t('分项得分', 'Marks'), 'json'),
  visit: choice(t('现场考察', 'Site visit'), { held: t('已考察', 'Held'), none: t('不需要', 'Not needed') }),
  visitScore: number(t('考察得分', 'Visit score'), { min: 0, max: 100, whole: false }),
  visitNote: longText(t('考察记录', 'Visit notes'), { max: 1000 }),
  replies: entries(
    t('征求意见', 'Replies'),
    {
      body: choice(
        t('部门', 'From'),
        { discipline: t('纪检监察', 'Discipline'), police: t('公安', 'Police'), credit: t('信用', 'Credit') },
        { required: true },
      ),
      result: choice(
        t('结论', 'Result'),
        { clear: t('无影响', 'Nothing against'), doubt: t('有影响', 'Something against') },
        { required: true },
      ),
      letter: text(t('函号', 'Letter'), { required: true, max: 60 }),
    },
    { max: 6 },
  ),
  place: computed(t('名次', 'Place'), 'number'),
  publicity: ref(t('公示', 'Public notice'), 'publicity'),
  studio: ref(t('工作室', 'Studio'), 'studio'),
  decisionNumber: text(t('认定文号', 'Decision'), { max: 40 }),
  told: longText(t('决定告知', 'What was said of the decision'), { max: 1000 }),
};

/** What the experts said, without their names, and what the applicant answers within the time given. */
export const rebuttal = {
  comments: entries(
    t('专家意见', "Experts' comments"),
    { comment: longText(t('意见', 'Comment'), { required: true, max: 2000 }) },
    { max: 40 },
  ),
  rebuttalStage: choice(t('申辩', 'Rebuttal'), {
    invited: t('可以申辩', 'May answer'),
    given: t('已申辩，待答复', 'Answered, to be replied to'),
    answered: t('已答复', 'Replied to'),
  }),
  rebuttalUntil: moment(t('申辩截止', 'Rebuttal until')),
  rebuttal: longText(t('申辩意见', 'Rebuttal'), { max: 3000 }),
  rebuttalAnswer: longText(t('申辩答复', 'Reply to the rebuttal'), { max: 2000 }),
};

export const asks = {
  submit: {
    consent: choice(
      t('本人已阅读并同意告知与承诺', 'I have read the notice and agree'),
      { yes: t('同意', 'I agree') },
      { required: true },
    ),
    consentVersion: text(t('告知版本', 'Version of the notice'), { required: true, max: 20 }),
  },
  recommend: {
    unitOpinion: longText(t('推荐意见', 'Opinion'), opinion),
    unitRank: number(t('本单位推荐排名', 'Rank among its nominees'), { required: true, min: 1, max: 99 }),
    unitIntegrity: choice(
      t('党风廉政与信用', 'Integrity and credit'),
      { clear: t('无影响', 'Nothing against'), doubt: t('有影响', 'Something against') },
      { required: true },
    ),
    unitStamp: files(t('签章页扫描件（盖章）', 'Scan of the stamped page'), { max: 3 }),
  },
  recordVisit: {
    visit: choice(
      t('现场考察', 'Site visit'),
      { held: t('已考察', 'Held'), none: t('不需要', 'Not needed') },
      { required: true },
    ),
    visitScore: number(t('考察得分', 'Score'), { min: 0, max: 100 }),
    visitNote: longText(t('考察记录', 'Notes'), { required: true, max: 1000 }),
  },
  endorse: { departmentOpinion: longText(t('审核意见', 'Opinion'), opinion) },
  returnForCompletion: {
    returnReason: longText(t('缺什么、怎样补（申报人可见）', 'What is missing, seen by the applicant'), opinion),
    parts: choices(t('开放修改的部分', 'Parts opened'), partWords, { required: true }),
    days: number(t('期限（工作日）', 'Working days'), { required: true, min: 1, whole: true }),
  },
  inviteMember: {
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    to: text(t('手机或邮箱', 'Mobile or e-mail'), { required: true, max: 254 }),
    role: choice(t('身份', 'As'), memberRoles, { required: true }),
    task: text(t('分工', 'Task'), { max: 60 }),
    person: text(t('受邀人', 'Person'), { required: true, max: 40 }),
  },
  recognise: {
    decisionNumber: text(t('认定文号', 'Decision'), { required: true, max: 40 }),
    recognisedOn: date(t('认定日期', 'Recognised on'), { required: true }),
  },
  refuse: { refusal: longText(t('原因（申报人可见）', 'Reason, seen by the applicant'), opinion) },
};

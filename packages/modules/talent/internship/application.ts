import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, type RecordFacts } from '@juxian/engine/define.ts';
import {
  choice,
  date,
  entries,
  files,
  longText,
  moment,
  number,
  phone,
  ref,
  refs,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import { addDays } from '@juxian/rules/day.ts';
import { endOfDay } from '../attraction/term.ts';
import { consentAsks, consentFields, consentTo } from '../purpose.ts';
import { internshipGrades, seasons, studyLevels, subjects } from './subject.ts';

const mostWishes = 3;
const presences = { full: t('全天', 'All day'), half: t('半天', 'Half a day'), absent: t('缺勤', 'Absent') };

/** A student's application for one season: up to three wishes, an offer to confirm in time, attendance, grade, certificate. */
export const internshipApplication = module({
  name: 'internshipApplication',
  reach: 'portal',
  room: 'attraction',
  title: t('实习报名', 'Internship applications'),
  fields: {
    number: sequence(t('报名号', 'Number')),
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    sex: choice(t('性别', 'Sex'), { male: t('男', 'Male'), female: t('女', 'Female') }),
    phone: phone(t('手机', 'Mobile'), { required: true, sensitive: true, unlisted: true }),
    school: text(t('学校', 'School'), { required: true, max: 60 }),
    subject: choice(t('学科门类', 'Subject'), subjects, { required: true }),
    major: text(t('专业', 'Major'), { required: true, max: 60 }),
    level: choice(t('在读层次', 'Level'), studyLevels, { required: true }),
    grade: number(t('年级', 'Year of study'), {
      min: 1,
      max: 8,
      whole: true,
      help: t('填数字：大三填3，研二填2', 'A number: third year is 3'),
    }),
    local: choice(t('是否本地生源', 'From the county'), { yes: t('是', 'Yes'), no: t('否', 'No') }, { required: true }),
    origin: text(t('生源地', 'Comes from'), { max: 60 }),
    year: number(t('年度', 'Year'), { min: 2000, max: 2100, whole: true, plain: true }),
    season: choice(t('批次', 'Season'), seasons),
    wishes: refs(t('志愿岗位（按先后）', 'Wishes, in order'), 'internshipPost', { required: true, max: mostWishes }),
    flexible: choice(
      t('是否服从调剂', 'Any other post that fits'),
      { yes: t('服从', 'Yes'), no: t('不服从', 'No') },
      { required: true },
    ),
    statement: longText(t('个人简介', 'About yourself'), { max: 1000 }),
    resume: files(t('简历附件', 'Résumé'), { max: 3 }),
    submittedAt: moment(t('提交时间', 'Submitted')),
    ...consentFields,
    round: ref(t('匹配轮次', 'Round'), 'internshipRound', { unseen: true }),
    post: ref(t('录用岗位', 'Post'), 'internshipPost', { unseen: true }),
    unit: ref(t('录用单位', 'Unit'), 'unit', { unseen: true }),
    passed: refs(t('已放弃的岗位', 'Posts passed on'), 'internshipPost', { max: 20, unseen: true }),
    seat: text(t('岗位名额', 'Place'), { max: 60, unique: true, unlisted: true }),
    attendance: entries(
      t('考勤', 'Attendance'),
      {
        on: date(t('日期', 'Date'), { required: true }),
        present: choice(t('出勤', 'Present'), presences, { required: true }),
      },
      { max: 120, disagrees: attendanceDisagrees },
    ),
    mark: choice(t('实习鉴定', 'Grade'), internshipGrades),
    opinion: longText(t('带教评语', "Mentor's opinion"), { max: 500 }),
    certificate: ref(t('实习证明', 'Certificate'), 'internshipCertificate', { unseen: true }),
    later: choice(t('毕业后愿意接到引才信息', 'Wants to hear of posts later'), {
      yes: t('愿意', 'Yes'),
      no: t('不愿意', 'No'),
    }),
    refusal: longText(t('未录用说明', 'Why not'), { max: 300 }),
  },
  states: {
    draft: { label: t('填写中', 'Being filled in'), phase: 'draft', initial: true },
    submitted: { label: t('待匹配', 'To be matched'), phase: 'waiting' },
    offered: {
      label: t('待学生确认', 'Offered'),
      public: t('已录用，待您确认', 'Offered: confirm it'),
      phase: 'open',
      owes: { roles: ['applicant'], task: t('确认是否到岗', 'Confirm the post') },
    },
    confirmed: { label: t('已确认', 'Confirmed'), phase: 'open' },
    serving: {
      label: t('实习中', 'Serving'),
      phase: 'open',
      owes: { roles: ['unit'], task: t('登记考勤并鉴定', 'Keep attendance and grade') },
    },
    graded: {
      label: t('待发证明', 'Certificate due'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('发实习证明', 'Issue the certificate') },
    },
    finished: { label: t('已结业', 'Finished'), phase: 'done' },
    unplaced: { label: t('未录用', 'Not placed'), phase: 'refused' },
    withdrawn: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, own, within }) => {
  const asked = [
    'name',
    'sex',
    'phone',
    'school',
    'subject',
    'major',
    'level',
    'grade',
    'local',
    'origin',
    'wishes',
    'flexible',
    'statement',
    'resume',
    'later',
  ] as const;
  const outcome = ['post', 'unit', 'passed', 'attendance', 'mark', 'opinion', 'certificate', 'refusal'] as const;
  const consented = ['consentVersion', 'consentHash', 'consentAt'] as const;
  const filed = ['number', ...asked, 'year', 'season', 'submittedAt'] as const;
  const work = ['attendance'] as const;
  /** What a student has not handed in is nobody else's. */
  const filedStates = [
    'submitted',
    'offered',
    'confirmed',
    'serving',
    'graded',
    'finished',
    'unplaced',
    'withdrawn',
  ] as const;
  return {
    moves: {
      submit: move({
        label: t('提交报名', 'Submit'),
        from: ['draft'],
        to: 'submitted',
        by: ['applicant', 'office'],
        act: true,
        asks: consentAsks,
        derive: async ({ record, look, now, actor, input }) => {
          const agreed = consentTo('internship', { actor, now }, input);
          const { wishedPosts } = await import('./placing.ts');
          const [first] = await wishedPosts(look, record);
          const { year, season } = (first?.values ?? {}) as { year?: number; season?: keyof typeof seasons };
          return { set: { submittedAt: now, ...agreed, year: year ?? null, season: season ?? null } };
        },
        says: { to: ['owner'], text: t('报名已收到，编号{number}。', 'Your application is received under {number}.') },
      }),
      offer: move({
        label: t('录用', 'Offer a post'),
        from: ['submitted'],
        to: 'offered',
        by: ['office'],
        act: true,
        hint: t('不选岗位时按匹配轮次的结果', 'Without a post: as the round proposes'),
        asks: {
          post: ref(t('岗位', 'Post'), 'internshipPost'),
          round: ref(t('匹配轮次', 'Round'), 'internshipRound'),
        },
        derive: async ({ record, input, look, today }) => {
          const { offered } = await import('./placing.ts');
          return {
            set: await offered(look, record, input),
            due: endOfDay(addDays(today, look.figure('talent.internConfirmDays').value)),
          };
        },
        says: {
          to: ['owner'],
          text: t('您已被实习岗位录用，请在{due}前确认。', 'You are offered a post; please confirm it by {due}.'),
        },
      }),
      confirm: move({
        label: t('确认到岗', 'Confirm'),
        from: ['offered'],
        to: 'confirmed',
        by: ['applicant'],
        only: 'owner',
        act: true,
        derive: () => ({ due: null }),
      }),
      passOn: move({
        label: t('放弃该岗位', 'Pass on'),
        from: ['offered', 'confirmed'],
        to: 'submitted',
        by: ['applicant'],
        only: 'owner',
        hint: t('名额随即空出，您可参加下一轮匹配', 'The place is free again; you take part in the next round'),
        derive: ({ record }) => freed(record),
      }),
      lapse: move({
        label: t('逾期未确认', 'Not confirmed in time'),
        from: ['offered'],
        to: 'submitted',
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due ?? '9') <= now || new Refusal('conflict.early', t('确认期未到', 'There is time left')),
        derive: ({ record }) => freed(record),
        says: {
          to: ['owner'],
          text: t(
            '您未在期限内确认，名额已空出，您可参加下一轮匹配。',
            'You did not confirm in time; the place is free again and you take part in the next round.',
          ),
        },
      }),
      arrive: move({
        label: t('报到', 'Arrive'),
        from: ['confirmed'],
        to: 'serving',
        by: ['unit', 'office'],
        act: true,
        when: async ({ record, look, today }) => (await import('./placing.ts')).mayArrive(look, record, today),
      }),
      presentToday: move({
        label: t('今天全天出勤', 'Present today'),
        from: ['serving'],
        by: ['unit', 'office'],
        when: ({ record, today }) =>
          (record.values.attendance ?? []).every(({ on }) => on !== today) ||
          new Refusal('conflict.attended', t('今天已登记考勤', 'Today is registered')),
        derive: ({ record, today }) => attend(record, { on: today, present: 'full' }, today),
      }),
      attend: move({
        label: t('登记考勤', 'Register attendance'),
        from: ['serving'],
        by: ['unit', 'office'],
        asks: {
          on: date(t('日期', 'Date'), { required: true }),
          present: choice(t('出勤', 'Present'), presences, { required: true }),
        },
        derive: ({ record, input, today }) =>
          attend(record, { on: input.on ?? today, present: input.present ?? 'full' }, today),
      }),
      assess: move({
        label: t('实习鉴定', 'Grade'),
        from: ['serving'],
        to: 'graded',
        by: ['unit', 'office'],
        act: true,
        asks: {
          mark: choice(t('鉴定', 'Grade'), internshipGrades, { required: true }),
          opinion: longText(t('带教评语', 'Opinion'), { required: true, max: 500 }),
        },
        when: async ({ record, look }) => (await import('./placing.ts')).mayAssess(look, record),
        derive: () => ({ due: null }),
      }),
      leave: move({
        label: t('中途离岗', 'Left early'),
        from: ['confirmed', 'serving'],
        to: 'unplaced',
        by: ['unit', 'office'],
        asks: { refusal: longText(t('说明', 'Note'), { required: true, max: 300 }) },
        derive: () => ({ set: { seat: null }, due: null }),
      }),
      refuse: move({
        label: t('不录用', 'Do not place'),
        from: ['submitted'],
        to: 'unplaced',
        by: ['office'],
        asks: { refusal: longText(t('说明（学生可见）', 'Reason, seen by the student'), { required: true, max: 300 }) },
        derive: () => ({ due: null }),
        says: { to: ['owner'], text: t('很遗憾，本次未能录用：{refusal}', 'We could not place you: {refusal}') },
      }),
      certify: move({
        label: t('发实习证明', 'Issue the certificate'),
        from: ['graded'],
        to: 'finished',
        by: ['office'],
        act: true,
        when: async ({ record, look, today }) => (await import('./placing.ts')).mayCertify(look, record, today),
        derive: async ({ record, today, look }) => (await import('./placing.ts')).certified(look, record, today),
      }),
      close: move({
        label: t('结业不发证明', 'Finish without a certificate'),
        from: ['graded'],
        to: 'finished',
        by: ['office'],
        when: ({ record }) =>
          record.values.mark === 'failed' || new Refusal('conflict.passed', t('鉴定合格，应发证明', 'It was passed')),
      }),
      withdraw: move({
        label: t('撤回报名', 'Withdraw'),
        from: ['draft', 'submitted', 'offered'],
        to: 'withdrawn',
        by: ['applicant'],
        only: 'owner',
        derive: () => ({ set: { seat: null, post: null, unit: null }, due: null }),
      }),
    },
    access: {
      office: [
        {
          scope: all(),
          states: filedStates,
          fields: [...filed, ...consented, ...outcome, 'round'],
          edit: { serving: work },
          reveal: ['phone'],
          export: true,
        },
        { scope: own(), fields: [...filed, ...outcome], create: asked, edit: { draft: asked } },
      ],
      leader: {
        scope: all(),
        states: filedStates,
        fields: ['number', 'name', 'school', 'subject', 'level', 'local', 'post', 'unit', 'mark'],
      },
      unit: {
        scope: within('unit'),
        states: ['confirmed', 'serving', 'graded', 'finished'],
        fields: [...filed.filter((name) => name !== 'wishes'), 'post', 'unit', 'attendance', 'mark', 'opinion'],
        edit: { serving: work },
        reveal: ['phone'],
      },
      applicant: {
        scope: own(),
        fields: [...filed, ...consented, ...outcome],
        create: asked,
        edit: { draft: asked },
      },
    },
    views: {
      lead: 'name',
      columns: ['number', 'school', 'major', 'local', 'post', 'unit', 'state', 'due'],
      sort: '-number',
      facets: ['year', 'season', 'subject', 'level', 'local', 'unit', 'state'],
      tabs: [
        { name: 'waiting', title: t('待匹配', 'To be matched'), where: { state: 'submitted' } },
        { name: 'offered', title: t('待学生确认', 'Offered'), where: { state: 'offered' } },
        { name: 'serving', title: t('在岗', 'At work'), where: { state: ['confirmed', 'serving'] } },
        { name: 'graded', title: t('待发证明', 'Certificate due'), where: { state: 'graded' } },
      ],
    },
    form: [
      {
        title: t('学生', 'Student'),
        fields: ['number', 'name', 'sex', 'phone', 'school', 'subject', 'major', 'level', 'grade', 'local', 'origin'],
      },
      { title: t('志愿', 'Wishes'), fields: ['wishes', 'flexible', 'statement', 'resume', 'later'] },
      {
        title: t('录用', 'Placement'),
        fields: ['year', 'season', 'submittedAt', 'round', 'post', 'unit', 'passed'],
      },
      { title: t('实习', 'Internship'), fields: ['attendance', 'mark', 'opinion', 'certificate', 'refusal'] },
      { title: t('告知同意', 'Consent'), fields: ['consentVersion', 'consentAt'] },
    ],
    number: { field: 'number', on: 'submit', pattern: '{word}{year}-{n}', word: '实习报名' },
    summary: (values) => values.name ?? '',
  };
});

type Application = RecordFacts<typeof internshipApplication.fields>;

async function attend(
  { values, revision }: Application,
  day: { on: string; present: keyof typeof presences },
  today: string,
) {
  const { attended } = await import('./attendance.ts');
  return { set: { attendance: attended(values.attendance ?? [], day, { today, id: `lin_${revision}` }) } };
}

/** No day twice, none to come. */
function attendanceDisagrees({ attendance }: Readonly<Record<string, unknown>>, today: string) {
  const days = (Array.isArray(attendance) ? (attendance as { on?: string }[]) : []).map(({ on }) => on ?? '');
  if (days.some((day) => day > today)) return t('考勤日期晚于今天', 'A day to come');
  return new Set(days).size < days.length ? t('同一天登记了两次', 'The same day twice') : undefined;
}

const freed = ({ values }: Application) => ({
  set: {
    seat: null,
    post: null,
    unit: null,
    passed: [...new Set([...(values.passed ?? []), ...(values.post ? [values.post] : [])])],
  },
  due: null,
});

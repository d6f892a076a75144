import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, choices, date, longText, money, number, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { endOfDay, termDisagrees } from '../attraction/term.ts';
import { postSorts, seasons, studyLevels, subjects } from './subject.ts';

/** A post of a unit for students on holiday: published, asked for, filled up to its quota and no further. */
export const internshipPost = module({
  name: 'internshipPost',
  reach: 'portal',
  room: 'attraction',
  title: t('实习岗位', 'Internship posts'),
  fields: {
    number: sequence(t('岗位编号', 'Number'), { public: true }),
    heading: text(t('岗位名称', 'Post'), { required: true, public: true, max: 40 }),
    unit: ref(t('单位', 'Unit'), 'unit', { required: true, public: true }),
    year: number(t('年度', 'Year'), {
      required: true,
      public: true,
      min: 2000,
      max: 2100,
      whole: true,
      plain: true,
    }),
    season: choice(t('批次', 'Season'), seasons, { required: true, public: true }),
    sort: choice(t('岗位类别', 'Kind'), postSorts, { required: true, public: true }),
    quota: number(t('招收人数', 'Places'), { required: true, public: true, min: 1, max: 200, whole: true }),
    subjects: choices(t('学科门类', 'Subjects'), subjects, {
      public: true,
      help: t('不选为不限', 'None chosen: any'),
    }),
    level: choice(t('最低学历层次', 'Minimum level'), studyLevels, { public: true }),
    from: date(t('实习起', 'From'), { required: true, public: true }),
    to: date(t('实习止', 'To'), { required: true, public: true, disagrees: termDisagrees }),
    until: date(t('报名截止', 'Apply until'), {
      required: true,
      public: true,
      disagrees: ({ until, from }) =>
        typeof until === 'string' && typeof from === 'string' && until >= from
          ? t('须早于实习开始', 'Must lie before the internship')
          : undefined,
    }),
    place: text(t('实习地点', 'Place'), { required: true, public: true, max: 80 }),
    allowance: money(t('每天补贴', 'Allowance a day'), { public: true, min: 0 }),
    board: choice(
      t('食宿', 'Board and lodging'),
      {
        both: t('提供食宿', 'Both'),
        board: t('提供午餐', 'Lunch'),
        none: t('自理', 'None'),
      },
      { public: true },
    ),
    insurance: choice(
      t('意外保险', 'Accident insurance'),
      { yes: t('单位购买', 'By the unit'), no: t('未购买', 'None') },
      { required: true, public: true },
    ),
    mentor: text(t('带教老师', 'Mentor'), { max: 40 }),
    duties: longText(t('工作内容', 'Work'), { required: true, public: true, max: 1000 }),
    returned: longText(t('退回原因', 'Why it was returned'), { max: 300 }),
  },
  states: {
    draft: {
      label: t('填报中', 'Being written'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['unit'], task: t('申报实习岗位', 'Offer internship posts') },
    },
    submitted: {
      label: t('待发布', 'To be published'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('审核发布实习岗位', 'Check and publish the post') },
    },
    open: { label: t('报名中', 'Open'), phase: 'open' },
    closed: { label: t('报名截止', 'Closed'), phase: 'waiting' },
    finished: { label: t('已结束', 'Finished'), phase: 'done' },
    cancelled: { label: t('已撤销', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all, within, open }) => {
  const shown = [
    'number',
    'heading',
    'unit',
    'year',
    'season',
    'sort',
    'quota',
    'subjects',
    'level',
    'from',
    'to',
    'until',
    'place',
    'allowance',
    'board',
    'insurance',
    'duties',
  ] as const;
  const given = [...shown.filter((name) => name !== 'number'), 'mentor'] as const;
  const fields = [...shown, 'mentor', 'returned'] as const;
  return {
    moves: {
      submit: move({
        label: t('上报岗位', 'Submit'),
        from: ['draft'],
        to: 'submitted',
        by: ['unit', 'office'],
        act: true,
        when: ({ record, look }) => {
          const { min, max } = look.figure('talent.internAllowance').value;
          const { allowance, insurance } = record.values;
          if (insurance !== 'yes')
            return new Refusal('conflict.insurance', t('须为学生购买意外保险', 'Students must be insured'));
          return (
            allowance === undefined ||
            (allowance >= min && allowance <= max) ||
            new Refusal(
              'invalid.allowance',
              t('每天补贴应在{min}至{max}元之间', 'The allowance a day lies between {min} and {max} yuan'),
              {
                values: { min: min / 100, max: max / 100 },
                rule: look.figure('talent.internAllowance').source,
              },
            )
          );
        },
        derive: () => ({ set: { returned: null } }),
      }),
      publish: move({
        label: t('发布', 'Publish'),
        from: ['submitted'],
        to: 'open',
        by: ['office'],
        act: true,
        when: ({ record, today }) =>
          (record.values.until ?? '') >= today ||
          new Refusal('conflict.until', t('报名截止日期已过', 'The day to apply by is past')),
        derive: ({ record }) => ({ due: endOfDay(record.values.until ?? '') }),
      }),
      returnPost: move({
        label: t('退回', 'Return'),
        from: ['submitted'],
        to: 'draft',
        by: ['office'],
        asks: { returned: longText(t('退回原因', 'Reason'), { required: true, max: 300 }) },
      }),
      close: move({
        label: t('截止报名', 'Close'),
        from: ['open'],
        to: 'closed',
        by: ['office', 'clock'],
        derive: ({ record }) => ({ due: endOfDay(record.values.to ?? '') }),
      }),
      finish: move({
        label: t('结束', 'Finish'),
        from: ['closed'],
        to: 'finished',
        by: ['clock', 'office'],
        when: ({ record, today }) =>
          today > (record.values.to ?? '') ||
          new Refusal('conflict.early', t('实习期至{to}', 'The internship runs to {to}'), {
            values: { to: record.values.to },
          }),
        derive: () => ({ due: null }),
      }),
      cancel: move({
        label: t('撤销岗位', 'Cancel'),
        from: ['draft', 'submitted', 'open'],
        to: 'cancelled',
        by: ['unit', 'office'],
        when: async ({ record, look }) => {
          const held = await look.rows('internshipApplication', { post: record.id });
          return (
            held.every(({ state }) => !['offered', 'confirmed', 'serving'].includes(state)) ||
            new Refusal('conflict.held', t('已有学生录用，不能撤销', 'Students hold it already'))
          );
        },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: given,
        edit: { draft: given, submitted: given, open: ['mentor', 'place', 'duties'] },
        export: true,
      },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), fields, create: given, edit: { draft: given } },
      public: { scope: open('open', 'closed', 'finished'), fields: shown },
    },
    views: {
      lead: 'heading',
      columns: ['unit', 'sort', 'quota', 'level', 'allowance', 'from', 'until', 'state'],
      sort: '-year,unit,heading',
      facets: ['year', 'season', 'sort', 'subjects', 'level', 'unit', 'state'],
      tabs: [
        { name: 'open', title: t('报名中', 'Open'), where: { state: 'open' } },
        { name: 'submitted', title: t('待发布', 'To be published'), where: { state: 'submitted' } },
      ],
    },
    form: [
      {
        title: t('岗位', 'Post'),
        fields: ['number', 'heading', 'unit', 'year', 'season', 'sort', 'quota', 'duties'],
      },
      { title: t('条件', 'Conditions'), fields: ['subjects', 'level'] },
      {
        title: t('时间与保障', 'Time and support'),
        fields: ['from', 'to', 'until', 'place', 'allowance', 'board', 'insurance', 'mentor', 'returned'],
      },
    ],
    transfer: { columns: given },
    number: { field: 'number', on: 'create', pattern: '{word}{year}-{n}', word: '实习' },
    summary: (values) => values.heading ?? '',
  };
});

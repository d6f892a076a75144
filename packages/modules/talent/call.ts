import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  date,
  entries,
  files,
  longText,
  moment,
  money,
  number,
  text,
} from '@juxian/engine/kinds/index.ts';
import type { Values } from '@juxian/engine/kinds/kind.ts';
import { addYears } from '@juxian/rules/day.ts';
import { partWords } from './application/parts.ts';
import { after, reminderOf } from './due.ts';
import { studioKinds } from './studio-kind.ts';
import { titleLevels } from './title-level.ts';

const { leader: _, ...firstWords } = partWords;

/** A call for studios: kinds with quota and deadline each, conditions, consent text. Published on the portal. */
export const call = module({
  name: 'call',
  reach: 'portal',
  room: 'talent',
  title: t('征集公告', 'Calls'),
  fields: {
    heading: text(t('公告标题', 'Title'), { required: true, public: true, max: 80 }),
    documentNumber: text(t('文号', 'Document number'), { public: true, max: 40 }),
    year: number(t('年度', 'Year'), { required: true, public: true, min: 2000, max: 2100, whole: true, plain: true }),
    summary: longText(t('摘要', 'Summary'), { required: true, public: true, max: 300 }),
    publishedOn: date(t('发布日期', 'Published on'), { public: true }),
    opens: moment(t('开始受理', 'Opens'), { required: true, public: true }),
    kinds: entries(
      t('类别、名额与截止', 'Kinds, quotas, deadlines'),
      {
        kind: choice(t('类别', 'Kind'), studioKinds, { required: true, public: true }),
        who: text(t('面向', 'Open to'), { public: true, max: 60 }),
        quota: number(t('名额', 'Quota'), { required: true, public: true, min: 1, max: 200, whole: true }),
        amount: money(t('每个核定经费', 'Grant each'), { required: true, public: true, min: 0 }),
        deadline: moment(t('截止', 'Deadline'), { required: true, public: true }),
        ageMost: number(t('年龄上限（周岁）', 'Age at most'), { public: true, min: 18, max: 99, whole: true }),
        level: choice(t('职称不低于', 'Title at least'), titleLevels, { public: true }),
      },
      { required: true, public: true, min: 1, max: 8 },
    ),
    stages: choice(
      t('申报方式', 'How it is applied for'),
      {
        one: t('一次申报', 'One form'),
        two: t('两阶段：初选后受邀正式申报', 'Two stages: shortlist, then the second form by invitation'),
      },
      { public: true, help: t('不填为一次申报', 'Blank: one form') },
    ),
    firstParts: choices(t('初选表包括', 'The first form holds'), firstWords, {
      public: true,
      only: { field: 'stages', among: ['two'] },
      help: t('领衔人和工作室名称、依托单位总在初选表里', 'Besides the leader, the studio and its host unit'),
    }),
    secondDeadline: moment(t('正式申报截止', 'Deadline of the second form'), {
      required: true,
      public: true,
      only: { field: 'stages', among: ['two'] },
    }),
    conditions: longText(t('申报条件', 'Conditions'), { required: true, public: true }),
    howTo: longText(t('怎样申报', 'How to apply'), { public: true }),
    materials: longText(t('申报材料', 'Materials'), { public: true }),
    teamMost: number(t('团队成员上限', 'Most team members'), { public: true, min: 1, max: 30, whole: true }),
    grace: number(t('截止后宽限（分钟）', 'Grace after the deadline, minutes'), {
      min: 0,
      max: 120,
      whole: true,
      help: t(
        '不对外显示；截止前已开始填写的仍可在此时间内提交，并注明',
        'Not shown outside; for what was begun before',
      ),
    }),
    rebuttalDays: number(t('申辩期（工作日）', 'Working days to answer comments'), {
      public: true,
      min: 1,
      max: 30,
      whole: true,
    }),
    ties: choice(
      t('同分处理', 'Ties'),
      {
        achievements: t('先比业绩成果，再比建设规划，仍相同抽签', 'Achievements, then plan, then by lot'),
        lot: t('抽签', 'By lot'),
      },
      { required: true, public: true },
    ),
    visitWeight: number(t('现场考察答辩占总分（%）', 'Weight of visit or defence, percent'), {
      public: true,
      min: 0,
      max: 90,
      whole: true,
      help: t('不填则只按评审得分排序', 'Blank: ranked by the score of the panel alone'),
    }),
    consentText: longText(t('个人信息处理告知与承诺', 'Notice and promise'), { required: true, public: true }),
    consentVersion: text(t('告知版本', 'Version of the notice'), { required: true, public: true, max: 20 }),
    contact: text(t('咨询电话与地址', 'Contact'), { required: true, public: true, max: 200 }),
    attachments: files(t('附件', 'Attachments'), { public: true, max: 10 }),
    checks: entries(
      t('形式审查事项', 'What the formal review looks at'),
      { item: text(t('事项', 'Item'), { required: true, max: 60 }) },
      {
        max: 20,
        help: t(
          '不填则为申报条件、材料齐全、未重复申报、签章完整',
          'Blank: conditions, completeness, no second application, stamps',
        ),
      },
    ),
  },
  states: {
    draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
    open: { label: t('正在受理', 'Open'), phase: 'open' },
    closed: { label: t('已截止', 'Closed'), public: t('评审中', 'Under review'), phase: 'waiting' },
    finished: { label: t('已办结', 'Finished'), phase: 'done' },
    cancelled: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, open }) => {
  const shown = [
    'heading',
    'documentNumber',
    'year',
    'summary',
    'opens',
    'kinds',
    'stages',
    'firstParts',
    'secondDeadline',
    'conditions',
    'howTo',
    'materials',
    'teamMost',
    'rebuttalDays',
    'ties',
    'visitWeight',
    'consentText',
    'consentVersion',
    'contact',
    'attachments',
  ] as const;
  const body = [...shown, 'grace', 'checks'] as const;
  return {
    moves: {
      publish: move({
        label: t('发布公告', 'Publish'),
        from: ['draft'],
        to: 'open',
        by: ['office'],
        act: true,
        hint: t(
          '发布后在门户公开，类别和名额不能再改',
          'It appears on the portal; kinds and quotas are fixed from then on',
        ),
        when: ({ record, now }) => {
          const ahead = deadlinesAhead(record.values.kinds ?? [], now);
          return ahead === true ? stagesInOrder(record.values) : ahead;
        },
        derive: ({ record, today }) => ({ set: { publishedOn: today }, due: hardStop(record.values) }),
      }),
      extend: move({
        label: t('延长截止', 'Extend the deadline'),
        from: ['open'],
        by: ['office'],
        asks: {
          kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
          deadline: moment(t('新的截止', 'New deadline'), { required: true }),
        },
        derive: ({ record, input, now }) => {
          const line = record.values.kinds?.find(({ kind }) => kind === input.kind);
          if (!line?.deadline || !input.deadline)
            throw new Refusal('invalid.kind', t('本公告没有这一类别', 'The call has no such kind'));
          if (input.deadline <= line.deadline || input.deadline <= now) throw notLater(line.deadline);
          const kinds =
            record.values.kinds?.map((other) => (other === line ? { ...other, deadline: input.deadline } : other)) ??
            [];
          const order = stagesInOrder({ ...record.values, kinds });
          if (order !== true) throw order;
          return { set: { kinds }, due: hardStop({ ...record.values, kinds }) };
        },
      }),
      extendSecond: move({
        label: t('延长正式申报截止', 'Extend the second deadline'),
        from: ['open', 'closed'],
        by: ['office'],
        hint: t('已受邀的申报人会收到新的截止', 'Those invited are told the new deadline'),
        asks: { secondDeadline: moment(t('新的正式申报截止', 'New deadline of the second form'), { required: true }) },
        when: ({ record }) =>
          record.values.stages === 'two' ||
          new Refusal('conflict.stages', t('本公告一次申报，没有正式申报', 'The call has one form only')),
        derive: ({ record: { state, values }, input: { secondDeadline = '' }, now }) => {
          const { secondDeadline: old = '' } = values;
          if (secondDeadline <= old || secondDeadline <= now) throw notLater(old);
          return state === 'closed' ? { due: reminderOf(now, secondDeadline) } : {};
        },
      }),
      remindSecond: move({
        label: t('提醒正式申报', 'Remind of the second form'),
        from: ['closed'],
        by: ['clock'],
        when: ({ record: { due = '~' }, now }) =>
          now >= due || new Refusal('conflict.early', t('还没到提醒的时候', 'It is not time to remind')),
        derive: () => ({ due: null }),
      }),
      close: move({
        label: t('截止受理', 'Close'),
        from: ['open'],
        to: 'closed',
        by: ['office', 'clock'],
        when: ({ record, now }) => {
          const last = lastDeadline(record.values);
          return (
            now > hardStop(record.values) ||
            new Refusal(
              'conflict.early',
              t('最晚的类别{at}截止，届时才能结束受理', 'The last kind closes at {at}; not before'),
              {
                values: { at: last.slice(0, 16).replace('T', ' ') },
              },
            )
          );
        },
        derive: ({ record: { values }, now }) => {
          const { stages, secondDeadline = '' } = values;
          return { due: stages === 'two' && secondDeadline > now ? reminderOf(now, secondDeadline) : null };
        },
      }),
      finish: move({
        label: t('本轮办结', 'Finish the round'),
        from: ['closed'],
        to: 'finished',
        by: ['office'],
        when: async ({ record, look }) => {
          const running = (await look.rows('application', { call: record.id })).filter(
            ({ state }) => !settled.has(state),
          );
          return (
            running.length === 0 ||
            new Refusal('conflict.running', t('还有{count}项申报未办结', '{count} applications are still under way'), {
              values: { count: running.length },
            })
          );
        },
        derive: () => ({ due: null }),
      }),
      copy: move({
        label: t('复制为下一年度', 'Copy for the next year'),
        from: ['open', 'closed', 'finished'],
        by: ['office'],
        hint: t('另起一份草稿，各日期顺延一年；本公告不变', 'A new draft, a year later; this call stays as it is'),
        derive: ({ record }) => ({ create: [{ module: 'call', values: nextYear(record.values) }] }),
      }),
      cancel: move({
        label: t('撤回公告', 'Withdraw'),
        from: ['draft', 'open'],
        to: 'cancelled',
        by: ['office'],
        asks: { reason: longText(t('撤回原因', 'Reason'), { required: true, max: 500 }) },
        when: async ({ record, look }) => {
          const filed = (await look.rows('application', { call: record.id })).filter(
            ({ state }) => state !== 'draft' && state !== 'withdrawn',
          );
          return (
            filed.length === 0 ||
            new Refusal('conflict.filed', t('已收到{count}项申报，不能撤回', '{count} applications have come in'), {
              values: { count: filed.length },
            })
          );
        },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...body, 'publishedOn'],
        create: body,
        edit: { draft: body, open: ['howTo', 'materials', 'contact', 'attachments'] },
        export: true,
      },
      leader: { scope: all(), fields: [...body, 'publishedOn'] },
      public: { scope: open('open', 'closed', 'finished'), fields: [...shown, 'publishedOn'] },
    },
    views: {
      lead: 'heading',
      columns: ['heading', 'year', 'opens', 'state', 'due'],
      sort: '-year,-opens',
      facets: ['year', 'state'],
    },
    form: [
      { title: t('公告', 'Call'), fields: ['heading', 'documentNumber', 'year', 'summary', 'publishedOn', 'opens'] },
      {
        title: t('类别与名额', 'Kinds and quotas'),
        fields: [
          'kinds',
          'stages',
          'firstParts',
          'secondDeadline',
          'grace',
          'teamMost',
          'ties',
          'visitWeight',
          'rebuttalDays',
        ],
      },
      {
        title: t('条件与材料', 'Conditions and materials'),
        fields: ['conditions', 'howTo', 'materials', 'attachments', 'contact', 'checks'],
      },
      { title: t('告知与承诺', 'Notice and promise'), fields: ['consentVersion', 'consentText'] },
    ],
    summary: (values) => values.heading ?? '',
  };
});

/** The same call a year on: its own number, day and attachments are not carried over. */
function nextYear({
  documentNumber: _,
  attachments: __,
  publishedOn: ___,
  ...values
}: Values<(typeof call)['fields']>) {
  const { year = 0, heading = '', opens, kinds, secondDeadline } = values;
  const later = (moment: string | undefined) => moment && `${addYears(moment.slice(0, 10), 1)}${moment.slice(10)}`;
  return {
    ...values,
    year: year + 1,
    heading: heading.replaceAll(String(year), String(year + 1)),
    opens: later(opens),
    ...(secondDeadline ? { secondDeadline: later(secondDeadline) } : {}),
    kinds: kinds?.map((line) => ({ ...line, deadline: later(line.deadline) })),
  };
}

const notLater = (old: string): Refusal =>
  new Refusal('invalid.deadline', t('新的截止须晚于原截止{old}', 'The new deadline must be later than {old}'), {
    values: { old: old.slice(0, 16).replace('T', ' ') },
  });

const settled = new Set(['draft', 'recognised', 'rejected', 'withdrawn', 'held']);

const lastDeadline = (values: { kinds?: { deadline?: string }[] }): string =>
  (values.kinds ?? []).reduce((last, { deadline }) => (deadline && deadline > last ? deadline : last), '');

/** When the call takes nothing more: the last deadline and the minutes of grace. */
const hardStop = (values: { kinds?: { deadline?: string }[]; grace?: number }): string => {
  const last = lastDeadline(values);
  return last === '' ? '' : after(last, values.grace);
};

type Stages = { stages?: string; firstParts?: readonly string[]; secondDeadline?: string };

/** A second form has something left to ask, and closes after every first one. */
function stagesInOrder(values: Stages & Parameters<typeof lastDeadline>[0]): Refusal | true {
  const { stages, firstParts = [], secondDeadline = '' } = values;
  if (stages !== 'two') return true;
  if (firstParts.length === Object.keys(firstWords).length)
    return new Refusal(
      'conflict.stages',
      t('各部分都在初选表里，正式申报没有可填的', 'The first form holds every part; nothing is left for the second'),
    );
  return (
    secondDeadline > hardStop(values) ||
    new Refusal(
      'conflict.stages',
      t('正式申报的截止须晚于各类别的截止', 'The second form must close after every deadline of the first'),
    )
  );
}

function deadlinesAhead(kinds: { deadline?: string }[], now: string): Refusal | true {
  if (kinds.length > 0 && kinds.every(({ deadline }) => deadline && deadline > now)) return true;
  return new Refusal('conflict.deadline', t('每个类别的截止时间都要晚于现在', 'Every deadline must lie ahead'));
}

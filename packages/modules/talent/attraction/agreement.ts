import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, type NewRecord, type RecordFacts } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  date,
  entries,
  files,
  longText,
  money,
  phone,
  ref,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import { endOfDay, noticeOf, termDisagrees } from './term.ts';

/** What a university and a county build together. */
const sharedItems = {
  base: t('共建基地', 'A shared base'),
  project: t('课题合作', 'Joint projects'),
  talent: t('人才引育', 'Talent'),
  internship: t('实习实训', 'Internships'),
  consulting: t('决策咨询', 'Consulting'),
};

/** An agreement with a university or institute. Each clause with a task becomes a task of a unit when it is signed. */
export const agreement = module({
  name: 'agreement',
  reach: 'portal',
  room: 'attraction',
  title: t('校地合作协议', 'University agreements'),
  fields: {
    number: sequence(t('登记号', 'Number'), { public: true }),
    heading: text(t('协议名称', 'Agreement'), { required: true, public: true, max: 80 }),
    partner: text(t('合作方', 'Partner'), { required: true, public: true, max: 80 }),
    partnerSort: choice(
      t('合作方类别', 'Kind of partner'),
      {
        university: t('高等院校', 'University'),
        institute: t('科研院所', 'Institute'),
        enterprise: t('企业', 'Enterprise'),
        other: t('其他', 'Other'),
      },
      { required: true, public: true },
    ),
    items: choices(t('共建内容', 'What is shared'), sharedItems, { required: true, public: true }),
    leadUnit: ref(t('牵头单位', 'Unit in charge'), 'unit', { required: true, public: true }),
    from: date(t('有效期起', 'From'), { required: true, public: true }),
    to: date(t('有效期止', 'To'), { required: true, public: true, disagrees: termDisagrees }),
    signedOn: date(t('签订日期', 'Signed on'), { public: true }),
    place: text(t('签订地点', 'Place'), { max: 60 }),
    clauses: entries(
      t('条款', 'Clauses'),
      {
        clause: text(t('条款', 'Clause'), { required: true, max: 300 }),
        task: text(t('落实任务', 'Task'), { max: 120 }),
        unit: ref(t('责任单位', 'Unit'), 'unit'),
        due: date(t('完成时限', 'Due')),
      },
      { max: 60, disagrees: clausesDisagree },
    ),
    funds: money(t('约定资金', 'Money agreed'), { min: 0 }),
    property: longText(t('知识产权约定', 'Intellectual property'), { max: 1000 }),
    secrecy: longText(t('保密约定', 'Secrecy'), { max: 1000 }),
    ourContact: text(t('我方联系人', 'Our contact'), { max: 40 }),
    partnerContact: text(t('合作方联系人', "The partner's contact"), { max: 40 }),
    partnerPhone: phone(t('合作方联系电话', "The partner's telephone"), { sensitive: true, unlisted: true }),
    annexes: files(t('协议文本与附件', 'Text and annexes'), { max: 10 }),
    reports: entries(
      t('年度落实情况', 'Yearly reports'),
      {
        on: date(t('日期', 'Date'), { required: true }),
        report: text(t('落实情况', 'What was done'), { required: true, max: 500 }),
      },
      { max: 30 },
    ),
    renewals: entries(
      t('续签', 'Renewals'),
      {
        on: date(t('续签日期', 'Renewed on'), { required: true }),
        to: date(t('续至', 'To'), { required: true }),
      },
      { max: 20 },
    ),
    ending: longText(t('终止原因', 'Why it ended'), { max: 500 }),
  },
  states: {
    draft: {
      label: t('拟签', 'To be signed'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('签订协议', 'Sign the agreement') },
    },
    active: { label: t('履行中', 'In force'), phase: 'open' },
    published: { label: t('履行中（已公开）', 'In force, public'), phase: 'open', public: t('履行中', 'In force') },
    ended: { label: t('已到期', 'Over'), phase: 'done' },
    terminated: { label: t('已终止', 'Terminated'), phase: 'refused' },
  },
}).with(({ move, all, within, open }) => {
  const shown = ['number', 'heading', 'partner', 'partnerSort', 'items', 'leadUnit', 'from', 'to', 'signedOn'] as const;
  const provisions = [
    'clauses',
    'funds',
    'property',
    'secrecy',
    'ourContact',
    'partnerContact',
    'partnerPhone',
    'annexes',
  ] as const;
  const drafted = ['heading', 'partner', 'partnerSort', 'items', 'leadUnit', 'from', 'to', ...provisions] as const;
  const kept = ['ourContact', 'partnerContact', 'partnerPhone', 'annexes'] as const;
  const fields = [...shown, 'place', ...provisions, 'reports', 'renewals', 'ending'] as const;
  const read = fields.filter((name) => name !== 'partnerPhone');
  const inForce = ['active', 'published'] as const;
  return {
    moves: {
      sign: move({
        label: t('登记签订', 'Record the signing'),
        from: ['draft'],
        to: 'active',
        by: ['office'],
        act: true,
        hint: t('有落实任务的条款转为责任单位的任务', 'Clauses with a task become tasks of their units'),
        asks: {
          signedOn: date(t('签订日期', 'Signed on'), { required: true }),
          place: text(t('签订地点', 'Place'), { max: 60 }),
        },
        when: ({ record }) =>
          (record.values.clauses ?? []).some(({ task }) => task) ||
          new Refusal(
            'conflict.clauses',
            t('请先把条款写成任务，至少一项', 'Write at least one clause as a task first'),
          ),
        derive: ({ record, input, look, today }) => {
          refuseFuture(input.signedOn, today);
          return {
            due: noticeOf(record.values.to ?? '', look.figure('talent.agreementNotice').value),
            create: tasksOf(record),
          };
        },
      }),
      publish: move({ label: t('在门户公开', 'Publish'), from: ['active'], to: 'published', by: ['office'] }),
      hide: move({ label: t('撤下公开', 'Take down'), from: ['published'], to: 'active', by: ['office'] }),
      report: move({
        label: t('登记年度落实情况', 'Add a yearly report'),
        from: inForce,
        by: ['office', 'unit'],
        asks: { report: longText(t('落实情况', 'What was done'), { required: true, max: 500 }) },
        derive: ({ record, input, today }) => ({
          set: {
            reports: [
              ...(record.values.reports ?? []),
              { id: `lin_${record.revision}`, on: today, report: input.report ?? '' },
            ],
          },
        }),
      }),
      remind: move({
        label: t('提醒续签', 'Remind of the end'),
        from: inForce,
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due !== undefined && record.due <= now && record.due !== endOfDay(record.values.to ?? '')) ||
          new Refusal('conflict.early', t('尚未到提醒时间', 'Not yet')),
        derive: ({ record }) => ({ due: endOfDay(record.values.to ?? '') }),
        says: {
          to: ['office'],
          text: t('{title}将于{to}到期，请研究是否续签。', '{title} ends on {to}; decide whether to renew it.'),
        },
      }),
      renew: move({
        label: t('续签', 'Renew'),
        from: inForce,
        by: ['office'],
        asks: {
          on: date(t('续签日期', 'Renewed on'), { required: true }),
          until: date(t('续至', 'To'), { required: true }),
        },
        derive: ({ record, input, look, today }) => {
          refuseFuture(input.on, today);
          const [on, to] = [input.on ?? '', input.until ?? ''];
          if (to <= (record.values.to ?? ''))
            throw new Refusal('invalid.until', t('续至日期须晚于{to}', 'It must run beyond {to}'), {
              values: { to: record.values.to },
            });
          return {
            set: {
              to,
              renewals: [...(record.values.renewals ?? []), { id: `lin_${record.revision}`, on, to }],
            },
            due: noticeOf(to, look.figure('talent.agreementNotice').value),
          };
        },
      }),
      expire: move({
        label: t('到期', 'End of the term'),
        from: inForce,
        to: 'ended',
        by: ['clock'],
        when: ({ record, today }) =>
          today > (record.values.to ?? '') || new Refusal('conflict.early', t('协议未到期', 'It is still in force')),
        derive: () => ({ due: null }),
      }),
      terminate: move({
        label: t('提前终止', 'Terminate'),
        from: inForce,
        to: 'terminated',
        by: ['office'],
        asks: { ending: longText(t('终止原因', 'Reason'), { required: true, max: 500 }) },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: drafted,
        edit: { draft: drafted, active: kept, published: kept },
        reveal: ['partnerPhone'],
        export: true,
      },
      leader: { scope: all(), fields: read },
      unit: {
        scope: within('leadUnit'),
        states: ['active', 'published', 'ended', 'terminated'],
        fields: read,
      },
      public: { scope: open('published'), fields: shown },
    },
    views: {
      lead: 'heading',
      columns: ['partner', 'leadUnit', 'to', 'state', 'due'],
      sort: 'to,heading',
      facets: ['partnerSort', 'items', 'leadUnit', 'state'],
    },
    form: [
      { title: t('协议', 'Agreement'), fields: [...shown, 'place', 'funds'] },
      { title: t('条款与任务', 'Clauses and tasks'), fields: ['clauses'] },
      { title: t('约定', 'Provisions'), fields: ['property', 'secrecy', 'annexes'] },
      { title: t('联系人', 'Contacts'), fields: ['ourContact', 'partnerContact', 'partnerPhone'] },
      { title: t('落实与续签', 'Reports and renewal'), fields: ['reports', 'renewals', 'ending'] },
    ],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '校地' },
    summary: (values) => values.heading ?? '',
  };
});

/** A clause with a task says whose it is and by when. */
function clausesDisagree({ clauses }: Readonly<Record<string, unknown>>) {
  const lines = Array.isArray(clauses) ? (clauses as Record<string, unknown>[]) : [];
  return lines.some(({ task, unit, due }) => task && !(unit && due))
    ? t('有落实任务的条款须写明责任单位和时限', 'A clause with a task needs its unit and day')
    : undefined;
}

function refuseFuture(day: string | undefined, today: string): void {
  if ((day ?? '') > today) throw new Refusal('invalid.future', t('日期不能晚于今天', 'Not later than today'));
}

const tasksOf = (record: RecordFacts<typeof agreement.fields>): NewRecord[] =>
  (record.values.clauses ?? []).flatMap(({ clause, task, unit, due }) =>
    task
      ? [
          {
            module: 'agreementTask',
            values: { agreement: record.id, heading: task, clause, unit, to: due },
            due: endOfDay(due ?? ''),
          },
        ]
      : [],
  );

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type AnyModule, module, registered } from '@juxian/engine/define.ts';
import {
  choice,
  computed,
  date,
  entries,
  identityNumber,
  longText,
  money,
  month,
  number,
  phone,
  ref,
  refs,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';

/** A module of no county's: studios with hosts, for tests of overlays, transfer and jobs. */
export const studio = module({
  name: 'studio',
  reach: 'portal',
  room: 'talent',
  title: t('工作室', 'Studios'),
  fields: {
    name: text(t('名称', 'Name'), { required: true, public: true, max: 40 }),
    number: sequence(t('编号', 'Number'), { public: true }),
    kind: choice(
      t('类别', 'Kind'),
      { teacher: t('名师', 'Teacher'), doctor: t('名医', 'Doctor') },
      { required: true, public: true },
    ),
    unit: ref(t('所在单位', 'Unit'), 'unit'),
    experts: refs(t('专家', 'Experts'), 'expert'),
    leaderId: identityNumber(t('证件号', 'Identity number'), { unique: true }),
    phone: phone(t('联系电话', 'Telephone')),
    grant: money(t('经费', 'Grant')),
    area: number(t('面积', 'Area'), { unit: t('平方米', 'm²') }),
    opened: date(t('挂牌日期', 'Opened')),
    born: month(t('出生年月', 'Born')),
    note: longText(t('备注', 'Note')),
    achievements: entries(t('业绩', 'Achievements'), { title: text(t('名称', 'Title'), { required: true }) }),
    score: computed(t('得分', 'Score'), 'number'),
  },
  states: {
    draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
    open: { label: t('在办', 'Open'), phase: 'open', public: t('办理中', 'In hand') },
    closed: { label: t('办结', 'Closed'), phase: 'done' },
  },
}).with(({ move, all, within, own, open }) => ({
  moves: {
    submit: move({ label: t('提交', 'Submit'), from: ['draft'], to: 'open', by: ['office', 'applicant'], act: true }),
    close: move({
      label: t('办结', 'Close'),
      from: ['open'],
      to: 'closed',
      by: ['office'],
      asks: { reason: text(t('理由', 'Reason'), { required: true }) },
      when: ({ record }) =>
        record.values.grant === undefined ? new Refusal('conflict.grant', t('尚未核定经费', 'No grant is set')) : true,
      derive: ({ input }) => ({ set: { note: input.reason ?? null } }),
      says: { to: ['owner'], text: t('“{title}”已办结', '“{title}” is closed') },
    }),
    remind: move({ label: t('催办', 'Remind'), from: ['open'], by: ['office'], optional: true }),
  },
  access: {
    office: {
      scope: all(),
      fields: [
        'name',
        'number',
        'kind',
        'unit',
        'experts',
        'leaderId',
        'phone',
        'grant',
        'area',
        'opened',
        'born',
        'note',
        'achievements',
        'score',
      ],
      create: [
        'name',
        'kind',
        'unit',
        'experts',
        'leaderId',
        'phone',
        'grant',
        'area',
        'opened',
        'born',
        'note',
        'achievements',
      ],
      edit: { draft: ['name', 'kind', 'phone', 'grant', 'area'], open: ['grant'] },
      export: true,
    },
    unit: { scope: within('unit'), fields: ['name', 'kind', 'grant'] },
    applicant: [
      {
        scope: own(),
        fields: ['name', 'kind', 'phone'],
        create: ['name', 'kind', 'phone', 'area'],
        edit: { draft: ['name', 'phone'], open: 'opened' },
      },
      { scope: open('closed'), fields: ['name'] },
    ],
    public: { scope: open('closed'), fields: ['name', 'number', 'kind'] },
  },
  views: { columns: ['name', 'kind', 'state', 'grant'], sort: 'name', facets: ['kind', 'state'], lead: 'name' },
  form: [
    { title: t('基本情况', 'Basics'), fields: ['name', 'kind', 'unit', 'leaderId', 'phone'] },
    { title: t('其他', 'More'), fields: ['grant', 'area', 'opened', 'born', 'note'] },
  ],
  transfer: {
    key: 'leaderId',
    columns: ['name', 'kind', 'unit', 'experts', 'leaderId', 'phone', 'grant', 'area', 'opened', 'born', 'note'],
  },
  number: { field: 'number', on: 'submit', pattern: '{word}〔{year}〕{n}号', word: '人才' },
  summary: (values) => values.name ?? '',
}));

export const sample = registered(studio);

/** A plain register that the sample refers to. */
export const register = (name: string): AnyModule =>
  registered(
    module({
      name,
      reach: 'staff',
      room: 'office',
      title: t('名册', 'Register'),
      fields: { name: text(t('名称', 'Name')) },
      states: { here: { label: t('在册', 'Here'), phase: 'open', initial: true } },
    }).with(({ all }) => ({
      moves: {},
      access: { office: { scope: all(), fields: ['name'], create: ['name'] } },
      views: { columns: ['name'], sort: 'name', facets: [] },
      form: [{ title: t('一', 'One'), fields: ['name'] }],
      summary: (values) => values.name ?? '',
    })),
  );

import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, choices, code, email, entries, month, phone, ref, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from './studio-kind.ts';

/** What bars an expert from an applicant, beside a shared unit. */
export const tieSorts = {
  kin: t('近亲属', 'Kin'),
  teacher: t('师生关系', 'Teacher and pupil'),
  joint: t('合作课题、论文或专利', 'Joint project, paper or patent'),
  business: t('经济利益', 'Business interest'),
  other: t('其他可能影响公正的关系', 'Other'),
};

/** The one register of experts. Reviewing and advising are two facts about a person, not two registers. */
export const expert = module({
  name: 'expert',
  reach: 'portal',
  room: 'expertise',
  title: t('专家库', 'Experts'),
  fields: {
    name: text(t('姓名', 'Name'), { required: true, public: true, max: 40 }),
    sex: choice(t('性别', 'Sex'), { male: t('男', 'Male'), female: t('女', 'Female') }),
    professionalTitle: text(t('职称', 'Title'), { required: true, public: true, max: 40 }),
    unitName: text(t('现单位', 'Present unit'), { required: true, public: true, max: 80 }),
    units: entries(
      t('任职单位', 'Units over time'),
      {
        unit: ref(t('本县单位', 'Unit of this county'), 'unit'),
        name: text(t('单位', 'Unit'), { max: 80 }),
        from: month(t('起', 'From'), { required: true }),
        to: month(t('止', 'To')),
      },
      { max: 20 },
    ),
    discipline: code(t('研究方向', 'Discipline'), 'discipline', { public: true }),
    reviewer: choice(t('评审专家', 'Reviewer'), { yes: t('是', 'Yes'), no: t('否', 'No') }, { required: true }),
    kinds: choices(t('可评类别', 'Kinds reviewed'), studioKinds),
    ties: entries(
      t('回避关系', 'Ties'),
      {
        sort: choice(t('关系', 'Tie'), tieSorts, { required: true }),
        person: text(t('对方姓名或单位', 'With whom'), { required: true, max: 80 }),
        until: month(t('截至', 'Until')),
        note: text(t('说明', 'Note'), { max: 100 }),
      },
      { max: 60 },
    ),
    phone: phone(t('手机', 'Mobile'), { sensitive: true, unlisted: true }),
    email: email(t('邮箱', 'E-mail'), { sensitive: true, unlisted: true }),
    recommender: text(t('推荐人', 'Recommended by'), { max: 60 }),
    consent: choices(t('同意公开', 'Agreed to be public'), {
      name: t('姓名', 'Name'),
      professionalTitle: t('职称', 'Title'),
      unitName: t('单位', 'Unit'),
      discipline: t('研究方向', 'Discipline'),
    }),
    bankAccount: text(t('劳务费账户', 'Account for fees'), { max: 60, sensitive: true, unlisted: true }),
  },
  states: {
    active: { label: t('在库', 'Active'), phase: 'open', initial: true },
    inactive: { label: t('已出库', 'Inactive'), phase: 'done' },
  },
}).with(({ move, all, assigned }) => {
  const card = [
    'name',
    'sex',
    'professionalTitle',
    'unitName',
    'units',
    'discipline',
    'reviewer',
    'kinds',
    'recommender',
    'consent',
  ] as const;
  const own = ['phone', 'email', 'bankAccount'] as const;
  return {
    moves: {
      retire: move({ label: t('出库', 'Retire'), from: ['active'], to: 'inactive', by: ['office'] }),
      reinstate: move({ label: t('重新入库', 'Reinstate'), from: ['inactive'], to: 'active', by: ['office'] }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...card, 'ties', ...own],
        create: [...card, 'ties', ...own],
        edit: { active: [...card, 'ties', ...own] },
        reveal: ['phone', 'email', 'bankAccount'],
        export: true,
      },
      leader: { scope: all(), fields: card },
      expert: {
        scope: assigned('id'),
        fields: [...card, 'ties', ...own],
        edit: { active: ['ties', 'consent', 'phone', 'email', 'bankAccount'] },
      },
    },
    views: {
      lead: 'name',
      columns: ['unitName', 'professionalTitle', 'discipline', 'reviewer', 'kinds', 'state'],
      sort: 'name',
      facets: ['reviewer', 'kinds', 'state'],
    },
    form: [
      {
        title: t('专家', 'Expert'),
        fields: ['name', 'sex', 'professionalTitle', 'unitName', 'discipline', 'units', 'recommender'],
      },
      { title: t('评审', 'Reviewing'), fields: ['reviewer', 'kinds', 'ties'] },
      { title: t('联系与公开', 'Contact and consent'), fields: ['phone', 'email', 'bankAccount', 'consent'] },
    ],
    transfer: {
      key: 'name',
      columns: ['name', 'sex', 'professionalTitle', 'unitName', 'discipline', 'reviewer', 'kinds', 'recommender'],
    },
    summary: (values) => values.name ?? '',
  };
});

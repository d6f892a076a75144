import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  code,
  date,
  email,
  entries,
  longText,
  month,
  phone,
  ref,
  text,
} from '@juxian/engine/kinds/index.ts';
import { pathTo } from '@juxian/rules/dictionary.ts';
import { studioKinds } from '../studio-kind.ts';
import { agreed, consentText, type Publishable, publishable, withdrawn } from './consent.ts';

/** What bars an expert from an applicant or an asking unit, beside a shared unit. */
export const tieSorts = {
  kin: t('近亲属', 'Kin'),
  teacher: t('师生关系', 'Teacher and pupil'),
  joint: t('合作课题、论文或专利', 'Joint project, paper or patent'),
  business: t('经济利益', 'Business interest'),
  other: t('其他可能影响公正的关系', 'Other'),
};

/** A field of study has three levels: category, class, major. */
const levels = 3;
const notFineEnough = (values: Readonly<Record<string, unknown>>) =>
  values.discipline !== undefined && pathTo('discipline', String(values.discipline)).length < levels
    ? t('研究方向宜选到第三级（专业），匹配才准确', 'Choose the third level, the major; matching rests on it')
    : undefined;

const notTheLatestTitle = (values: Readonly<Record<string, unknown>>, today: string) => {
  const lines = (values.titles ?? []) as { title?: string; from?: string; to?: string }[];
  const now = lines
    .filter(({ from = '', to }) => from <= today.slice(0, 7) && (!to || to >= today.slice(0, 7)))
    .sort((a, b) => String(a.from).localeCompare(String(b.from)))
    .at(-1);
  return now && now.title !== values.professionalTitle
    ? t('与职称记录中现行的一条不一致', 'Differs from the title now in force among the titles over time')
    : undefined;
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
    professionalTitle: text(t('职称', 'Title'), { required: true, public: true, max: 40, doubts: notTheLatestTitle }),
    titles: entries(
      t('历任职称', 'Titles over time'),
      {
        title: text(t('职称', 'Title'), { required: true, max: 40 }),
        level: code(t('级别', 'Level'), 'titleLevel'),
        from: month(t('起', 'From'), { required: true }),
        to: month(t('止', 'To')),
      },
      { max: 20 },
    ),
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
    discipline: code(t('研究方向', 'Discipline'), 'discipline', { public: true, doubts: notFineEnough }),
    otherDisciplines: entries(
      t('其他研究方向', 'Further disciplines'),
      {
        discipline: code(t('研究方向', 'Discipline'), 'discipline', { required: true }),
        note: text(t('专长', 'Speciality'), { max: 60 }),
      },
      { max: 5 },
    ),
    profile: longText(t('简介', 'Profile'), { public: true, max: 1000 }),
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
    consent: choices(t('同意公开', 'Agreed to be public'), publishable),
    consents: entries(
      t('同意与撤回记录', 'Consents and withdrawals'),
      {
        field: choice(t('栏目', 'Field'), publishable, { required: true }),
        agreedOn: date(t('同意日期', 'Agreed on'), { required: true }),
        version: text(t('告知书版本', 'Version of the notice'), { max: 20 }),
        basis: choice(t('方式', 'How'), { online: t('本人在线', 'Online'), paper: t('书面', 'On paper') }),
        paper: text(t('同意书', 'Paper'), { max: 40 }),
        withdrawnOn: date(t('撤回日期', 'Withdrawn on')),
      },
      { max: 200 },
    ),
    bankAccount: text(t('劳务费账户', 'Account for fees'), { max: 60, sensitive: true, unlisted: true }),
  },
  states: {
    active: { label: t('在库', 'Active'), phase: 'open', initial: true },
    inactive: { label: t('已出库', 'Inactive'), phase: 'done' },
  },
}).with(({ move, all, assigned, own: mine, agreed: consented }) => {
  const kept = [
    'name',
    'sex',
    'professionalTitle',
    'titles',
    'unitName',
    'units',
    'discipline',
    'otherDisciplines',
    'profile',
    'reviewer',
    'kinds',
    'recommender',
  ] as const;
  const consents = ['consent', 'consents'] as const;
  const own = ['phone', 'email', 'bankAccount'] as const;
  const shown = (field: Publishable) => ({
    scope: consented('consent', ...new Set(['name', field])),
    states: ['active'] as const,
    fields: [field] as const,
  });
  return {
    moves: {
      agree: move({
        label: t('同意公开', 'Agree to be public'),
        from: ['active'],
        by: ['expert', 'applicant', 'office'],
        hint: consentText,
        asks: {
          agreedFields: choices(t('同意公开的栏目', 'Fields'), publishable, { required: true }),
          paper: text(t('书面同意书（经办人代录时填写编号或签署日期）', 'Signed paper, where the office enters it'), {
            max: 40,
          }),
        },
        derive: ({ input, ...facts }) => ({ set: agreed(facts, input.agreedFields ?? [], input.paper) }),
      }),
      withdraw: move({
        label: t('撤回同意', 'Withdraw the consent'),
        from: ['active', 'inactive'],
        by: ['expert', 'applicant', 'office'],
        hint: t('撤回后立即从网页、公开接口和查找中消失', 'It disappears at once from pages, public API and search'),
        asks: {
          withdrawnFields: choices(t('撤回的栏目（不选即全部）', 'Fields; all where none is chosen'), publishable),
        },
        when: ({ record }) =>
          (record.values.consent ?? []).length > 0 ||
          new Refusal('conflict.agreed', t('没有同意公开的栏目', 'Nothing is agreed to')),
        derive: ({ input, ...facts }) => ({ set: withdrawn(facts, input.withdrawnFields ?? []) }),
      }),
      retire: move({ label: t('出库', 'Retire'), from: ['active'], to: 'inactive', by: ['office'] }),
      reinstate: move({ label: t('重新入库', 'Reinstate'), from: ['inactive'], to: 'active', by: ['office'] }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...kept, ...consents, 'ties', ...own],
        create: [...kept, 'ties', ...own],
        edit: { active: [...kept, 'ties', ...own] },
        reveal: ['phone', 'email', 'bankAccount'],
        export: true,
      },
      leader: { scope: all(), fields: [...kept, 'consent'] },
      expert: {
        scope: assigned('id'),
        fields: [...kept, ...consents, 'ties', ...own],
        edit: { active: ['profile', 'ties', 'phone', 'email', 'bankAccount'] },
      },
      /** Who registered himself on the portal. */
      applicant: {
        scope: mine(),
        fields: ['name', 'professionalTitle', 'unitName', 'discipline', 'profile', ...consents, 'phone', 'email'],
        edit: { active: ['phone', 'email'] },
      },
      public: (Object.keys(publishable) as Publishable[]).map(shown),
    },
    views: {
      events: { link: t('与本人门户账号关联', 'Linked to his own account') },
      lead: 'name',
      columns: ['unitName', 'professionalTitle', 'discipline', 'reviewer', 'kinds', 'state'],
      sort: 'name',
      facets: ['reviewer', 'kinds', 'state'],
    },
    form: [
      {
        title: t('专家', 'Expert'),
        fields: [
          'name',
          'sex',
          'professionalTitle',
          'titles',
          'unitName',
          'units',
          'discipline',
          'otherDisciplines',
          'profile',
          'recommender',
        ],
      },
      { title: t('评审', 'Reviewing'), fields: ['reviewer', 'kinds', 'ties'] },
      {
        title: t('联系与公开', 'Contact and consent'),
        fields: ['phone', 'email', 'bankAccount', 'consent', 'consents'],
      },
    ],
    transfer: {
      key: 'name',
      columns: ['name', 'sex', 'professionalTitle', 'unitName', 'discipline', 'reviewer', 'kinds', 'recommender'],
    },
    summary: (values) => values.name ?? '',
  };
});

import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, choices, month, number, phone, ref, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../talent/studio-kind.ts';

/** Places an establishment gives, by kind: what is approved. What is held is counted from the people. */
const places = (zh: string, en: string) => number(t(zh, en), { min: 0, max: 9999, whole: true });

/** Units of the county in their tree and order: who recommends, who reviews for an industry, whose account is paid. */
export const unit = module({
  name: 'unit',
  reach: 'portal',
  room: 'office',
  title: t('单位', 'Units'),
  fields: {
    name: text(t('单位全称', 'Name'), { required: true, public: true, max: 80, unique: true }),
    short: text(t('简称', 'Short name'), { public: true, max: 20 }),
    parent: ref(t('上级单位', 'Above it'), 'unit', { parent: true, public: true }),
    order: number(t('序号', 'Order'), { required: true, public: true, min: 0, max: 99_999 }),
    sort: choice(
      t('类别', 'Kind of unit'),
      {
        party: t('党群机关', 'Party and mass organization'),
        government: t('政府部门', 'Government department'),
        town: t('乡镇街道', 'Town or subdistrict'),
        school: t('学校', 'School'),
        hospital: t('医疗卫生机构', 'Health institution'),
        institution: t('其他事业单位', 'Other public institution'),
        enterprise: t('企业', 'Enterprise'),
        society: t('社会组织', 'Society'),
      },
      { required: true, public: true },
    ),
    industries: choices(t('主管的工作室类别', 'Kinds of studio it answers for'), studioKinds, {
      help: t('行业主管部门按类别审核申报', 'As industry department it reviews applications of these kinds'),
    }),
    code: text(t('机构编码', 'Code'), { max: 30 }),
    region: text(t('所在政区', 'Division'), { max: 40 }),
    affiliation: text(t('隶属关系', 'Affiliation'), { max: 40 }),
    level: choice(t('机构级别', 'Level'), {
      county: t('正处级', 'County level'),
      countyDeputy: t('副处级', 'Deputy county level'),
      township: t('正科级', 'Township level'),
      townshipDeputy: t('副科级', 'Deputy township level'),
      section: t('股级', 'Section level'),
      none: t('未定级', 'Without a level'),
    }),
    legal: choice(t('法人单位', 'Legal person'), { yes: t('是', 'Yes'), no: t('否', 'No') }),
    administrative: places('行政编制数', 'Administrative places'),
    referenced: places('事业编制数（参照）', 'Institution places run as civil service'),
    institution: places('事业编制数（非参照）', 'Institution places'),
    workers: places('工勤编制数', "Workers' places"),
    otherPlaces: places('其他编制数', 'Other places'),
    referencedOn: month(t('参照审批时间', 'Run as civil service since')),
    referencedDocument: text(t('参照审批文号', 'By document'), { max: 60 }),
    chiefPosts: places('正职领导职数', 'Chief posts'),
    deputyPosts: places('副职领导职数', 'Deputy posts'),
    innerPosts: places('内设机构领导职数', 'Heads of inner offices'),
    note: text(t('备注', 'Note'), { max: 200 }),
    contact: text(t('联系人', 'Contact'), { max: 40 }),
    phone: phone(t('联系电话', 'Telephone')),
    accountName: text(t('收款户名', 'Account name'), { max: 80 }),
    accountBank: text(t('开户行', 'Bank'), { max: 80 }),
    accountNumber: text(t('收款账号', 'Account number'), { max: 40, sensitive: true, unlisted: true }),
  },
  states: {
    active: { label: t('在册', 'Active'), phase: 'open', initial: true },
    closed: { label: t('已撤销', 'Closed'), phase: 'done' },
  },
}).with(({ move, all, within, open }) => {
  const known = ['name', 'short', 'parent', 'order', 'sort', 'industries', 'contact', 'phone'] as const;
  const establishment = [
    'code',
    'region',
    'affiliation',
    'level',
    'legal',
    'administrative',
    'referenced',
    'institution',
    'workers',
    'otherPlaces',
    'referencedOn',
    'referencedDocument',
    'chiefPosts',
    'deputyPosts',
    'innerPosts',
    'note',
  ] as const;
  const account = ['accountName', 'accountBank', 'accountNumber'] as const;
  return {
    moves: {
      close: move({ label: t('撤销单位', 'Close the unit'), from: ['active'], to: 'closed', by: ['office'] }),
      reopen: move({ label: t('恢复单位', 'Reopen the unit'), from: ['closed'], to: 'active', by: ['office'] }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...known, ...establishment, ...account],
        create: [...known, ...establishment, ...account],
        edit: { active: [...known, ...establishment, ...account] },
        reveal: ['accountNumber'],
        export: true,
      },
      leader: { scope: all(), fields: [...known, ...establishment] },
      unit: { scope: within('id'), fields: [...known, ...account], edit: { active: ['contact', 'phone', ...account] } },
      industry: { scope: all(), fields: ['name', 'short', 'parent', 'order', 'sort'] },
      public: { scope: open('active'), fields: ['name', 'short', 'parent', 'order', 'sort'] },
    },
    views: {
      lead: 'name',
      columns: ['name', 'sort', 'parent', 'level', 'chiefPosts', 'deputyPosts', 'industries', 'contact', 'state'],
      sort: 'order,name',
      facets: ['sort', 'state'],
    },
    form: [
      { title: t('单位', 'Unit'), fields: ['name', 'short', 'sort', 'parent', 'order', 'industries'] },
      {
        title: t('机构', 'Establishment'),
        fields: ['code', 'region', 'affiliation', 'level', 'legal', 'referencedOn', 'referencedDocument', 'note'],
      },
      {
        title: t('编制和职数', 'Places and posts'),
        fields: [
          'administrative',
          'referenced',
          'institution',
          'workers',
          'otherPlaces',
          'chiefPosts',
          'deputyPosts',
          'innerPosts',
        ],
      },
      { title: t('联系', 'Contact'), fields: ['contact', 'phone'] },
      {
        title: t('收款账户', 'Account paid'),
        fields: account,
        help: t('经费只拨到依托单位账户，不拨给个人', 'Money goes to the host unit only, never to a person'),
      },
    ],
    transfer: { key: 'name', columns: [...known.filter((name) => name !== 'industries'), ...establishment] },
    summary: (values) => values.name ?? '',
  };
});

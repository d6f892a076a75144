import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, choices, number, phone, ref, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../talent/studio-kind.ts';

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
  const account = ['accountName', 'accountBank', 'accountNumber'] as const;
  return {
    moves: {
      close: move({ label: t('撤销单位', 'Close the unit'), from: ['active'], to: 'closed', by: ['office'] }),
      reopen: move({ label: t('恢复单位', 'Reopen the unit'), from: ['closed'], to: 'active', by: ['office'] }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...known, ...account],
        create: [...known, ...account],
        edit: { active: [...known, ...account] },
        reveal: ['accountNumber'],
        export: true,
      },
      leader: { scope: all(), fields: known },
      unit: { scope: within('id'), fields: [...known, ...account], edit: { active: ['contact', 'phone', ...account] } },
      industry: { scope: all(), fields: ['name', 'short', 'parent', 'order', 'sort'] },
      public: { scope: open('active'), fields: ['name', 'short', 'parent', 'order', 'sort'] },
    },
    views: {
      lead: 'name',
      columns: ['name', 'sort', 'parent', 'industries', 'contact', 'state'],
      sort: 'order,name',
      facets: ['sort', 'state'],
    },
    form: [
      { title: t('单位', 'Unit'), fields: ['name', 'short', 'sort', 'parent', 'order', 'industries'] },
      { title: t('联系', 'Contact'), fields: ['contact', 'phone'] },
      {
        title: t('收款账户', 'Account paid'),
        fields: account,
        help: t('经费只拨到依托单位账户，不拨给个人', 'Money goes to the host unit only, never to a person'),
      },
    ],
    transfer: { key: 'name', columns: ['name', 'short', 'sort', 'parent', 'order', 'contact', 'phone'] },
    summary: (values) => values.name ?? '',
  };
});

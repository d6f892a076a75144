import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, code, date, email, entries, longText, money, phone, text } from '@juxian/engine/kinds/index.ts';

type Values = Readonly<Record<string, unknown>>;

/** Without the person's word nobody is to keep a way of reaching him. Source: 个人信息保护法第十三条. */
const contactDisagrees =
  (name: string) =>
  (values: Values): Text | undefined =>
    values[name] && values.contact !== 'yes'
      ? t('本人未同意联系，不能登记联系方式', 'Without consent to be contacted none is kept')
      : undefined;

/** Somebody from the county who works elsewhere; whether he may be contacted is his to say. */
export const native = module({
  name: 'native',
  reach: 'staff',
  room: 'attraction',
  title: t('在外人才', 'Natives elsewhere'),
  fields: {
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    sex: choice(t('性别', 'Sex'), { male: t('男', 'Male'), female: t('女', 'Female') }),
    origin: text(t('籍贯（乡镇）', 'Comes from'), { required: true, max: 40 }),
    city: text(t('现居城市', 'Lives in'), { required: true, max: 40 }),
    presentUnit: text(t('现单位', 'Present unit'), { required: true, max: 80 }),
    presentPost: text(t('职务职称', 'Post or title'), { max: 60 }),
    discipline: code(t('专业领域', 'Field'), 'discipline'),
    university: text(t('毕业院校', 'Graduated from'), { max: 60 }),
    contact: choice(
      t('是否同意联系', 'May be contacted'),
      { yes: t('同意', 'Yes'), no: t('不同意', 'No'), unasked: t('未征询', 'Not asked') },
      { required: true },
    ),
    contactOn: date(t('征询日期', 'Asked on'), {
      disagrees: ({ contactOn }, today) =>
        String(contactOn ?? '') > today ? t('晚于今天', 'Later than today') : undefined,
    }),
    phone: phone(t('手机', 'Mobile'), { sensitive: true, unlisted: true, disagrees: contactDisagrees('phone') }),
    email: email(t('邮箱', 'E-mail'), { sensitive: true, unlisted: true, disagrees: contactDisagrees('email') }),
    linkedLeader: text(t('联系领导', 'Leader who keeps contact'), { max: 40 }),
    projects: entries(
      t('回乡项目', 'Home-coming projects'),
      {
        project: text(t('项目', 'Project'), { required: true, max: 80 }),
        stage: choice(
          t('进展', 'Stage'),
          {
            intent: t('意向', 'Intent'),
            signed: t('签约', 'Signed'),
            started: t('开工', 'Begun'),
            running: t('投产', 'Running'),
            stopped: t('终止', 'Stopped'),
          },
          { required: true },
        ),
        amount: money(t('计划投资', 'Investment planned'), { min: 0 }),
        since: date(t('进展日期', 'Since')),
      },
      { max: 20 },
    ),
    note: longText(t('备注', 'Note'), { max: 500 }),
    leaving: text(t('移出原因', 'Why removed'), { max: 200 }),
  },
  states: {
    listed: { label: t('在册', 'Listed'), phase: 'open', initial: true },
    returned: { label: t('已回乡', 'Came home'), phase: 'done' },
    removed: { label: t('已移出', 'Removed'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const card = [
    'name',
    'sex',
    'origin',
    'city',
    'presentUnit',
    'presentPost',
    'discipline',
    'university',
    'contact',
    'contactOn',
    'linkedLeader',
  ] as const;
  const ways = ['phone', 'email'] as const;
  const kept = [...card, ...ways, 'projects', 'note'] as const;
  return {
    moves: {
      withdrawConsent: move({
        label: t('撤回联系同意', 'Withdraw the consent'),
        from: ['listed', 'returned'],
        by: ['office'],
        hint: t('手机和邮箱随即删除', 'Telephone and e-mail are deleted at once'),
        when: ({ record }) =>
          record.values.contact === 'yes' ||
          new Refusal('conflict.consent', t('没有可撤回的同意', 'There is no consent to withdraw')),
        derive: ({ today }) => ({ set: { contact: 'no', contactOn: today, phone: null, email: null } }),
      }),
      comeHome: move({ label: t('回乡工作', 'Came home'), from: ['listed'], to: 'returned', by: ['office'] }),
      remove: move({
        label: t('移出', 'Remove'),
        from: ['listed', 'returned'],
        to: 'removed',
        by: ['office'],
        hint: t('手机和邮箱随即删除', 'Telephone and e-mail are deleted at once'),
        asks: { leaving: text(t('原因', 'Reason'), { required: true, max: 200 }) },
        derive: () => ({ set: { phone: null, email: null } }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...kept, 'leaving'],
        create: kept,
        edit: { listed: kept, returned: kept },
        reveal: ways,
        export: true,
      },
      leader: { scope: all(), fields: [...card, 'projects', 'note'] },
    },
    views: {
      lead: 'name',
      columns: ['origin', 'city', 'presentUnit', 'presentPost', 'discipline', 'contact', 'linkedLeader', 'state'],
      sort: 'city,name',
      facets: ['city', 'origin', 'contact', 'linkedLeader', 'state'],
    },
    form: [
      { title: t('在外人才', 'Native elsewhere'), fields: card },
      { title: t('联系方式', 'Ways of contact'), fields: ways },
      { title: t('回乡项目', 'Projects'), fields: ['projects', 'note', 'leaving'] },
    ],
    transfer: { columns: [...card, 'note'] },
    summary: (values) => values.name ?? '',
  };
});

import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, type RecordFacts } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  code,
  computed,
  date,
  email,
  longText,
  moment,
  phone,
  ref,
  text,
} from '@juxian/engine/kinds/index.ts';
import { consentAsks, consentFields, consentTo } from '../purpose.ts';
import { consentText, offered, onlineConsent, type Publishable, publishable } from './consent.ts';

/** An expert offers himself: what the office confirms becomes his entry in the one register, with his own consents. */
export const expertRegistration = module({
  name: 'expertRegistration',
  reach: 'portal',
  room: 'expertise',
  title: t('专家自荐登记', 'Self-nominations'),
  fields: {
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    professionalTitle: text(t('职称', 'Title'), { required: true, max: 40 }),
    unitName: text(t('现单位', 'Present unit'), { required: true, max: 80 }),
    discipline: code(t('研究方向', 'Discipline'), 'discipline', { required: true }),
    profile: longText(t('简介', 'Profile'), { max: 1000 }),
    phone: phone(t('手机', 'Mobile'), { required: true, sensitive: true, unlisted: true }),
    email: email(t('邮箱', 'E-mail'), { sensitive: true, unlisted: true }),
    publish: choices(t('同意公开的栏目', 'Fields that may be public'), publishable, { help: consentText }),
    submittedAt: moment(t('提交时间', 'Submitted')),
    ...consentFields,
    expert: ref(t('入库专家', 'Entry'), 'expert', { unseen: true }),
    likely: computed(t('库中可能的同一人', 'Perhaps in the register already'), 'json'),
    comparedOn: date(t('对照日期', 'Compared on')),
    taken: choices(t('采用本人所填的栏目', 'Values taken over'), offered),
    different: longText(t('不是库中同一人的理由', 'Why this is nobody of the register'), { max: 300 }),
    refusal: longText(t('未入库说明', 'Why not'), { max: 300 }),
  },
  states: {
    draft: { label: t('填写中', 'Being filled in'), phase: 'draft', initial: true },
    offered: {
      label: t('待确认入库', 'To be confirmed'),
      public: t('已提交，待人才办确认', 'Submitted, to be confirmed'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('确认专家入库', 'Confirm the expert') },
    },
    registered: { label: t('已入库', 'Registered'), phase: 'done' },
    declined: { label: t('未入库', 'Not registered'), phase: 'refused' },
    withdrawn: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, own }) => {
  const asked = [
    'name',
    'professionalTitle',
    'unitName',
    'discipline',
    'profile',
    'phone',
    'email',
    'publish',
  ] as const;
  const consented = ['consentVersion', 'consentHash', 'consentAt'] as const;
  const fields = [...asked, 'submittedAt', ...consented, 'expert', 'refusal'] as const;
  const matched = ['likely', 'comparedOn', 'taken', 'different'] as const;
  return {
    moves: {
      submit: move({
        label: t('提交登记', 'Submit'),
        from: ['draft'],
        to: 'offered',
        by: ['applicant'],
        only: 'owner',
        act: true,
        asks: consentAsks,
        when: ({ record }) => nameLeads(record.values.publish ?? []),
        derive: ({ actor, now, input }) => ({
          set: { submittedAt: now, ...consentTo('expertise', { actor, now }, input) },
        }),
      }),
      compare: move({
        label: t('对照专家库', 'Compare with the register'),
        from: ['offered'],
        by: ['office'],
        act: true,
        hint: t(
          '按手机、邮箱、姓名和单位查找，逐栏列出不同',
          'By mobile, e-mail, name and unit; differences side by side',
        ),
        asks: { beside: ref(t('另指定一位专家对照', 'Put this one beside it too'), 'expert') },
        derive: async ({ record, input, look, today }) => {
          const { likelyEntries } = await import('./linking.ts');
          return { set: { likely: await likelyEntries(look, record, input.beside), comparedOn: today } };
        },
      }),
      link: move({
        label: t('关联已有专家', 'Link the entry that is there'),
        from: ['offered'],
        to: 'registered',
        by: ['office'],
        hint: t(
          '关联后本人账号可看到条目和联系方式，请先核实身份；只改动勾选的栏目',
          'The account then sees the entry and how to reach him: verify who it is. Only what is ticked changes',
        ),
        asks: {
          entry: ref(t('专家', 'Expert'), 'expert', { required: true }),
          taken: choices(t('采用本人所填的栏目', 'Values to take over'), offered),
        },
        when: ({ record }) => isCompared(record),
        derive: async ({ record, input, look }) =>
          (await import('./linking.ts')).linkEntry(look, record, {
            entry: input.entry ?? '',
            taken: input.taken ?? [],
          }),
        says: {
          to: ['owner'],
          text: t(
            '您在专家库中的条目已与本账号关联，可随时撤回公开的栏目。',
            'Your entry in the register now belongs to your account; withdraw any field at any time.',
          ),
        },
      }),
      register: move({
        label: t('确认入库', 'Confirm'),
        from: ['offered'],
        to: 'registered',
        by: ['office'],
        hint: t('建立专家库条目，按本人同意公开的栏目公开', 'Makes the entry, public as far as the expert agreed'),
        asks: {
          reviewer: choice(t('评审专家', 'Reviewer'), { yes: t('是', 'Yes'), no: t('否', 'No') }, { required: true }),
          different: longText(t('不是库中同一人的理由', 'Why this is nobody of the register'), { max: 300 }),
        },
        when: ({ record }) => isCompared(record),
        derive: async ({ record, input, look }) => {
          await (await import('./linking.ts')).refuseDouble(look, record, input.different);
          const id = newId('record');
          const values = { ...entryOf(record, input.reviewer ?? 'no'), phone: record.values.phone };
          return { set: { expert: id }, create: [{ module: 'expert', id, owner: record.owner, values }] };
        },
        says: {
          to: ['owner'],
          text: t('您已列入专家库，可随时撤回公开的栏目。', 'You are in the register; withdraw any field at any time.'),
        },
      }),
      decline: move({
        label: t('不予入库', 'Decline'),
        from: ['offered'],
        to: 'declined',
        by: ['office'],
        asks: { refusal: longText(t('说明（本人可见）', 'Reason, seen by the expert'), { required: true, max: 300 }) },
        says: { to: ['owner'], text: t('您的专家登记未入库：{refusal}', 'You were not registered: {refusal}') },
      }),
      withdraw: move({
        label: t('撤回登记', 'Withdraw'),
        from: ['draft', 'offered'],
        to: 'withdrawn',
        by: ['applicant'],
        only: 'owner',
      }),
    },
    access: {
      office: {
        scope: all(),
        states: ['offered', 'registered', 'declined'],
        fields: [...fields, ...matched],
        reveal: ['phone', 'email'],
      },
      applicant: { scope: own(), fields, create: asked, edit: { draft: asked } },
    },
    views: {
      lead: 'name',
      columns: ['unitName', 'professionalTitle', 'discipline', 'publish', 'submittedAt', 'state'],
      sort: '-submittedAt,name',
      facets: ['state'],
    },
    form: [
      { title: t('专家', 'Expert'), fields: ['name', 'professionalTitle', 'unitName', 'discipline', 'profile'] },
      { title: t('联系方式（不公开）', 'How to reach you; never public'), fields: ['phone', 'email'] },
      { title: t('公开', 'What may be public'), fields: ['publish'] },
      { title: t('办理', 'Handling'), fields: ['submittedAt', ...consented, ...matched, 'expert', 'refusal'] },
    ],
    summary: (values) => values.name ?? '',
  };
});

const isCompared = ({ values }: RecordFacts<typeof expertRegistration.fields>): Refusal | true =>
  values.comparedOn !== undefined ||
  new Refusal('conflict.uncompared', t('请先对照专家库', 'Compare it with the register first'));

/** Without the name nothing else is shown, so nothing else is agreed to. */
const nameLeads = (publish: readonly Publishable[]): Refusal | true =>
  publish.length === 0 ||
  publish.includes('name') ||
  new Refusal(
    'invalid.publish',
    t(
      '姓名不公开的，其他栏目也不公开：请勾选姓名，或者都不勾选',
      'Without the name nothing is shown: tick the name too, or nothing',
    ),
    {
      fields: [
        { path: 'publish', code: 'invalid.publish', says: t('请勾选姓名，或都不勾选', 'Tick the name, or nothing') },
      ],
    },
  );

/** The entry of the register with one line of consent for each field, as of the day it was agreed to. */
function entryOf({ values }: RecordFacts<typeof expertRegistration.fields>, reviewer: 'yes' | 'no') {
  const {
    name,
    professionalTitle,
    unitName,
    discipline,
    profile,
    email: mailed,
    publish = [],
    submittedAt = '',
  } = values;
  const consents = publish.map((field) => onlineConsent(field, submittedAt.slice(0, 10)));
  return {
    name,
    professionalTitle,
    unitName,
    discipline,
    profile,
    email: mailed,
    reviewer,
    ...(publish.length > 0 ? { consent: publish, consents } : {}),
  };
}

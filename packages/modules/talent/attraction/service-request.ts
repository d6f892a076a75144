import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module } from '@juxian/engine/define.ts';
import {
  choice,
  date,
  entries,
  files,
  identityNumber,
  longText,
  phone,
  ref,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import { type ServiceSort, serviceSorts } from '@juxian/rules/attraction.ts';
import { closingTime } from '../due.ts';
import { identityConsent, identityConsented, identityFollows } from '../identity-consent.ts';
import { consentAsks, consentFields, consentTo } from '../purpose.ts';

/** What somebody asks of the county's one window: handed to the department it belongs to, answered within its time. */
export const serviceRequest = module({
  name: 'serviceRequest',
  reach: 'portal',
  room: 'attraction',
  title: t('人才服务申请', 'Service requests'),
  fields: {
    number: sequence(t('申请编号', 'Number')),
    sort: choice(t('服务事项', 'Service'), serviceSorts, { required: true }),
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    ...identityConsent,
    identityNumber: identityNumber(t('身份证号', 'Identity number'), {
      help: t('用于核对是否重复享受，不公开', 'To see that no benefit is given twice; never public'),
    }),
    phone: phone(t('手机', 'Mobile'), { sensitive: true, unlisted: true }),
    unitName: text(t('工作单位', 'Works at'), { max: 80 }),
    request: longText(t('申请内容', 'What is asked'), { required: true, max: 1000 }),
    evidence: files(t('证明材料', 'Evidence'), { max: 10 }),
    ...consentFields,
    visit: ref(t('来自走访', 'From a visit'), 'visit', { unseen: true }),
    department: ref(t('承办单位', 'Department'), 'unit'),
    handovers: entries(
      t('交办记录', 'Hand-overs'),
      {
        on: date(t('日期', 'Date'), { required: true }),
        to: ref(t('交办单位', 'To'), 'unit', { required: true }),
        reason: text(t('说明', 'Note'), { max: 200 }),
      },
      { max: 10 },
    ),
    answer: longText(t('办理结果', 'Result'), { max: 1000 }),
    refusal: longText(t('不予办理的原因', 'Why it was refused'), { max: 500 }),
    benefitTo: date(t('享受至', 'Enjoyed until')),
    /** The service and the identity number: being unique, nobody has one benefit twice at a time. */
    benefit: text(t('正在享受的同一事项', 'The same benefit being enjoyed'), { max: 40, unique: true, unlisted: true }),
  },
  states: {
    draft: { label: t('填写中', 'Being filled in'), phase: 'draft', initial: true },
    received: {
      label: t('待交办', 'To be handed over'),
      public: t('已受理', 'Received'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('交承办单位', 'Hand it to a department') },
    },
    handling: {
      label: t('办理中', 'Being handled'),
      phase: 'open',
      owes: { roles: ['unit'], task: t('办理人才服务申请', 'Handle the request') },
    },
    granted: { label: t('已办结', 'Granted'), phase: 'done' },
    enjoyed: { label: t('已办结（享受期已满）', 'Granted, benefit over'), phase: 'done' },
    refused: { label: t('不予办理', 'Refused'), phase: 'refused' },
    withdrawn: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, own, within }) => {
  const asked = [
    'sort',
    'name',
    'identityConsent',
    'identityNumber',
    'phone',
    'unitName',
    'request',
    'evidence',
  ] as const;
  const outcome = ['answer', 'refusal', 'benefitTo'] as const;
  const consented = ['consentVersion', 'consentHash', 'consentAt', ...identityConsented] as const;
  const handled = [...asked, 'number', 'department', 'handovers', ...outcome] as const;
  /** What somebody has not handed in is nobody else's. */
  const filed = ['received', 'handling', 'granted', 'enjoyed', 'refused', 'withdrawn'] as const;
  return {
    moves: {
      submit: move({
        label: t('提交申请', 'Submit'),
        from: ['draft'],
        to: 'received',
        by: ['applicant', 'office'],
        act: true,
        when: ({ record }) =>
          (record.values.identityNumber ?? '') !== '' ||
          new Refusal(
            'invalid.identityNumber',
            t('请先单独同意并填写身份证号，用于核对', 'Agree to give the identity number and fill it in'),
          ),
        asks: consentAsks,
        derive: ({ record, look, today, now, actor, input }) => ({
          set: consentTo('service', { actor, now }, input),
          due: owedIn(look, today, record.values.sort),
        }),
        says: {
          to: ['owner'],
          text: t('您的申请已受理，编号{number}。', 'Your request is received under {number}.'),
        },
      }),
      handOver: move({
        label: t('交办', 'Hand over'),
        from: ['received', 'handling'],
        to: 'handling',
        by: ['office'],
        act: true,
        asks: {
          to: ref(t('承办单位', 'Department'), 'unit', { required: true }),
          reason: text(t('说明', 'Note'), { max: 200 }),
        },
        derive: ({ record, input, look, today }) => {
          const before = record.values.handovers ?? [];
          const most = look.figure('talent.serviceHandovers').value;
          if (before.length >= most)
            throw new Refusal(
              'conflict.handovers',
              t('最多交办{most}次，请协调现承办单位办结', 'At most {most} hand-overs; settle it where it is'),
              { values: { most } },
            );
          if (input.to === record.values.department)
            throw new Refusal('conflict.department', t('已由该单位承办', 'It is with that department already'));
          const line = { id: `lin_${record.revision}`, on: today, to: input.to ?? '', reason: input.reason };
          return {
            set: {
              department: input.to ?? null,
              handovers: [...before, input.reason ? line : { id: line.id, on: line.on, to: line.to }],
            },
            due: owedIn(look, today, record.values.sort),
          };
        },
      }),
      grant: move({
        label: t('办结', 'Grant'),
        from: ['handling'],
        to: 'granted',
        by: ['unit', 'office'],
        act: true,
        asks: {
          answer: longText(t('办理结果', 'Result'), { required: true, max: 1000 }),
          benefitTo: date(t('享受至', 'Enjoyed until')),
        },
        derive: async ({ record, input, today, look }) => {
          const { identityNumber: holder, sort } = record.values;
          if (holder && (await isEnjoying(look, record.id, { holder, sort, today })))
            throw new Refusal(
              'conflict.enjoyed',
              t('该证件号正在享受同一事项', 'The same benefit is being enjoyed under this number'),
            );
          if (input.benefitTo === undefined) return { due: null };
          if (input.benefitTo <= today)
            throw new Refusal('invalid.benefitTo', t('享受期须晚于今天', 'It must lie ahead'));
          if (!holder)
            throw new Refusal(
              'conflict.identityNumber',
              t('没有身份证号，无法核对是否重复享受', 'Without an identity number it cannot be checked'),
            );
          return { set: { benefit: `${sort}|${holder}` }, due: `${input.benefitTo}T23:59:59+08:00` };
        },
        says: {
          to: ['owner'],
          text: t('您的申请{number}已办结：{answer}', 'Your request {number} is granted: {answer}'),
        },
      }),
      refuse: move({
        label: t('不予办理', 'Refuse'),
        from: ['received', 'handling'],
        to: 'refused',
        by: ['unit', 'office'],
        asks: {
          refusal: longText(t('原因（申请人可见）', 'Reason, seen by the applicant'), { required: true, max: 500 }),
        },
        derive: () => ({ due: null }),
        says: {
          to: ['owner'],
          text: t('您的申请{number}不予办理：{refusal}', 'Your request {number} was refused: {refusal}'),
        },
      }),
      end: move({
        label: t('享受期满', 'End of the benefit'),
        from: ['granted'],
        to: 'enjoyed',
        by: ['clock', 'office'],
        when: ({ record, today }) =>
          (record.values.benefitTo !== undefined && today > record.values.benefitTo) ||
          new Refusal('conflict.early', t('享受期未满', 'The benefit still runs')),
        derive: () => ({ set: { benefit: null }, due: null }),
      }),
      withdraw: move({
        label: t('撤回', 'Withdraw'),
        from: ['draft', 'received', 'handling'],
        to: 'withdrawn',
        by: ['applicant'],
        only: 'owner',
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: [
        {
          scope: all(),
          states: filed,
          fields: [...handled, ...consented, 'visit'],
          edit: { received: asked },
          reveal: ['identityNumber', 'phone'],
          export: true,
        },
        { scope: own(), fields: handled, create: asked, edit: { draft: asked } },
      ],
      leader: {
        scope: all(),
        states: filed,
        fields: ['number', 'sort', 'name', 'request', 'department', 'handovers', ...outcome],
      },
      unit: {
        scope: within('department'),
        states: ['handling', 'granted', 'enjoyed', 'refused'],
        fields: handled,
        reveal: ['identityNumber', 'phone'],
      },
      applicant: { scope: own(), fields: [...handled, ...consented], create: asked, edit: { draft: asked } },
    },
    views: {
      lead: 'name',
      columns: ['number', 'sort', 'unitName', 'department', 'state', 'due'],
      sort: '-number',
      facets: ['sort', 'department', 'state'],
      tabs: [
        { name: 'received', title: t('待交办', 'To be handed over'), where: { state: 'received' } },
        { name: 'handling', title: t('办理中', 'Being handled'), where: { state: 'handling' } },
      ],
    },
    form: [
      { title: t('申请', 'Request'), fields: ['number', ...asked, 'visit'] },
      { title: t('办理', 'Handling'), fields: ['department', 'handovers', ...outcome] },
      {
        title: t('告知同意', 'Consent'),
        fields: ['consentVersion', 'consentAt', 'identityConsentVersion', 'identityConsentAt'],
      },
    ],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '人才服务' },
    follows: async (written) => identityFollows(written),
    summary: ({ name, sort }) => [name, sort && serviceSorts[sort].zh].filter(Boolean).join('　'),
  };
});

const owedIn = (look: Look, today: string, sort: ServiceSort = 'other'): string =>
  closingTime(look.addWorkingDays(today, look.figure('talent.serviceDays').value[sort]));

/** Whether a granted request of the service still runs for the holder of the number, whatever name was given. */
async function isEnjoying(
  look: Look,
  except: string,
  { holder, sort, today }: { holder: string; sort: ServiceSort | undefined; today: string },
): Promise<boolean> {
  const granted = await look.rows('serviceRequest', { sort, state: 'granted' });
  const running = granted.filter(({ id, values }) => id !== except && String(values.benefitTo ?? '') >= today);
  const held = await Promise.all(running.map(({ id }) => look.record('serviceRequest', id)));
  return held.some((one) => one?.values.identityNumber === holder);
}

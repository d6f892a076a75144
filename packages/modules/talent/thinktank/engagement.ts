import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, money, number, person, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { inPerson } from '../in-person.ts';

/** What an expert promises on taking up an engagement. */
const secrecyPromise = t(
  '对履职中知悉的国家秘密、工作秘密、商业秘密和个人信息予以保密，不擅自发表、转交；聘期结束后继续有效。',
  'To keep state, official and business secrets and personal data that come to know in this work, and to publish or pass on nothing without leave; beyond the term too.',
);

/** An expert's engagement in the think tank: letter, term, secrecy, fee, and the one that follows it. */
export const engagement = module({
  name: 'engagement',
  reach: 'staff',
  room: 'expertise',
  title: t('智库聘任', 'Engagements'),
  fields: {
    number: sequence(t('聘书编号', 'Letter')),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    honour: text(t('聘任名称', 'Engaged as'), { required: true, max: 40 }),
    from: date(t('聘期起', 'From'), { required: true }),
    to: date(t('聘期止', 'To'), { required: true }),
    duties: longText(t('职责', 'Duties'), { max: 1000 }),
    fee: choice(t('报酬', 'Fee'), {
      task: t('按任务', 'By task'),
      yearly: t('按年', 'Yearly'),
      none: t('无偿', 'None'),
    }),
    feeAmount: money(t('报酬标准（每次或每年）', 'Amount per task or year'), { min: 0 }),
    feeNote: longText(t('扣税与实付', 'Tax and payment'), { max: 300 }),
    secrecyOn: date(t('保密承诺日期', 'Secrecy promised on')),
    secrecyText: longText(t('保密承诺', 'Promise of secrecy'), { max: 500 }),
    previous: ref(t('上一聘期', 'Term before'), 'engagement'),
    next: ref(t('下一聘期', 'Next term'), 'engagement'),
    lapsing: longText(t('不再续聘的原因', 'Why it is not renewed'), { max: 300 }),
    waiver: longText(t('例外续聘的理由', 'Reason of the exception'), { max: 500 }),
    waivedBy: person(t('例外批准人', 'Exception approved by')),
    waivedOn: date(t('例外批准日期', 'Exception approved on')),
    ending: longText(t('解聘原因', 'Reason of the end'), { max: 300 }),
  },
  states: {
    draft: {
      label: t('待发聘书', 'Letter to issue'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('发聘书', 'Issue the letter') },
    },
    valid: { label: t('聘期内', 'In force'), phase: 'open' },
    ending: {
      label: t('即将届满', 'About to end'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('办理续聘或到期不续', 'Renew, or let it lapse') },
    },
    ended: { label: t('已到期', 'Ended'), phase: 'done' },
    cancelled: { label: t('已撤销', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all, assigned }) => {
  const shown = [
    'number',
    'expert',
    'expertName',
    'honour',
    'from',
    'to',
    'duties',
    'fee',
    'feeAmount',
    'feeNote',
    'secrecyOn',
    'secrecyText',
  ] as const;
  const kept = ['previous', 'next', 'lapsing', 'waiver', 'waivedBy', 'waivedOn', 'ending'] as const;
  const given = ['expert', 'expertName', 'honour', 'from', 'to', 'duties', 'fee', 'feeAmount'] as const;
  const running = ['valid', 'ending'] as const;
  return {
    moves: {
      issue: move({
        label: t('发聘书', 'Issue the letter'),
        from: ['draft'],
        to: 'valid',
        by: ['office'],
        act: true,
        when: async ({ record, look, today }) => (await import('./renewal.ts')).mayIssue(look, record, today),
        derive: async ({ record: { values }, look }) => {
          const { feeNote, noticeDay } = await import('./renewal.ts');
          const notice = noticeDay(values.to ?? '', look.figure('talent.engagementNotice').value);
          const note = feeNote(look, values.fee, values.feeAmount);
          return { due: `${notice}T09:00:00+08:00`, set: note ? { feeNote: note } : {} };
        },
      }),
      promise: move({
        label: t('作出保密承诺', 'Promise secrecy'),
        from: ['draft', ...running],
        by: ['expert', 'office'],
        hint: secrecyPromise,
        asks: { promisedOn: date(t('承诺日期（空白即今天）', 'Day; today where blank')) },
        when: ({ record }) =>
          !record.values.secrecyOn || new Refusal('conflict.promised', t('已作出承诺', 'It is promised already')),
        derive: ({ input, today }) => ({
          set: { secrecyOn: input.promisedOn ?? today, secrecyText: secrecyPromise.zh },
        }),
      }),
      notify: move({
        label: t('聘期届满提醒', 'Notice that the term ends'),
        from: ['valid'],
        to: 'ending',
        by: ['clock'],
        when: async ({ record: { values }, look, today }) => {
          const { noticeDay } = await import('./renewal.ts');
          const settled = values.next !== undefined || values.lapsing !== undefined;
          const days = look.figure('talent.engagementNotice').value;
          return (
            (!settled && today >= noticeDay(values.to ?? '', days)) ||
            new Refusal('conflict.early', t('未到提醒的日子', 'It is not time yet'))
          );
        },
        derive: ({ record }) => ({ due: `${record.values.to}T23:59:59+08:00` }),
        says: {
          to: ['office', 'leader'],
          text: t(
            '{expertName}（{number}）聘期{to}届满，请办理续聘',
            'The term of {expertName} ({number}) ends on {to}; renew it or let it lapse',
          ),
        },
      }),
      renew: move({
        label: t('续聘', 'Renew'),
        from: ['valid', 'ending', 'ended'],
        by: ['office'],
        asks: {
          nextFrom: date(t('新聘期起（空白即接上一聘期）', 'From; where blank, the day after this term')),
          nextTo: date(t('新聘期止（空白按规定年限）', 'To; where blank, by the usual term')),
        },
        when: async ({ record, look, actor, today }) =>
          (await import('./renewal.ts')).mayRenew(look, record, { actor, today }),
        derive: async ({ record, input, look, today }) => {
          const { nextEngagement } = await import('./renewal.ts');
          const next = await nextEngagement(look, record, { today, from: input.nextFrom, to: input.nextTo });
          return { set: { next: next.id }, create: [next], ...resting(record.state, record.values.to) };
        },
      }),
      waive: move({
        label: t('批准例外续聘', 'Approve an exception'),
        from: ['valid', 'ending', 'ended'],
        by: ['office'],
        hint: t('批准人与办理续聘的人不能是同一人', 'Whoever approves cannot renew'),
        asks: { waiver: longText(t('理由', 'Reason'), { required: true, max: 500 }) },
        when: async ({ record, look, actor, today }) => {
          const { inactivity } = await import('./renewal.ts');
          return !record.values.waiver && (await inactivity(look, record.values.expert ?? '', today)) !== undefined
            ? inPerson(actor)
            : new Refusal('conflict.active', t('没有需要批准的例外', 'There is nothing to make an exception of'));
        },
        derive: ({ actor, today }) => ({ set: { waivedBy: actor.id, waivedOn: today } }),
      }),
      lapse: move({
        label: t('到期不续', 'Let it lapse'),
        from: ['valid', 'ending'],
        by: ['office'],
        asks: { lapsing: longText(t('原因', 'Reason'), { required: true, max: 300 }) },
        derive: ({ record }) => resting(record.state, record.values.to),
      }),
      appraise: move({
        label: t('生成年度评价', 'Begin the yearly appraisal'),
        from: ['valid', 'ending', 'ended'],
        by: ['office'],
        asks: {
          year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
        },
        derive: async ({ record, input, look }) => {
          const { appraise } = await import('./appraise.ts');
          return { create: [await appraise(look, record, input.year ?? 0)] };
        },
      }),
      end: move({
        label: t('解聘', 'End'),
        from: ['valid', 'ending'],
        to: 'ended',
        by: ['office'],
        asks: { ending: longText(t('解聘原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ due: null }),
      }),
      expire: move({
        label: t('聘期届满', 'Term over'),
        from: ['valid', 'ending'],
        to: 'ended',
        by: ['clock'],
        when: ({ record, today }) =>
          today > (record.values.to ?? '') || new Refusal('conflict.early', t('聘期未满', 'The term is not over')),
        derive: () => ({ due: null }),
      }),
      cancel: move({ label: t('撤销', 'Cancel'), from: ['draft'], to: 'cancelled', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields: [...shown, ...kept], create: given, edit: { draft: given }, export: true },
      leader: { scope: all(), fields: [...shown, ...kept] },
      expert: { scope: assigned('expert'), states: ['valid', 'ending', 'ended'], fields: shown },
    },
    views: {
      lead: 'expertName',
      columns: ['number', 'honour', 'from', 'to', 'fee', 'state', 'due'],
      sort: 'to,expertName',
      facets: ['honour', 'fee', 'state'],
      tabs: [
        { name: 'running', title: t('聘期内', 'In force'), where: { state: ['valid', 'ending'] } },
        { name: 'ending', title: t('即将到期', 'Ending soon'), where: { state: 'ending' } },
      ],
    },
    form: [
      { title: t('聘任', 'Engagement'), fields: ['number', 'expert', 'expertName', 'honour', 'from', 'to', 'duties'] },
      { title: t('报酬', 'Fee'), fields: ['fee', 'feeAmount', 'feeNote'] },
      { title: t('保密', 'Secrecy'), fields: ['secrecyOn', 'secrecyText'] },
      { title: t('续聘与终止', 'Renewal and end'), fields: kept },
    ],
    number: { field: 'number', on: 'issue', pattern: '{word}〔{year}〕{n}号', word: '智聘' },
    summary: (values) => values.expertName ?? '',
  };
});

/** Once it is settled what follows, nothing is owed until the term is over. */
const resting = (state: string, to: string | undefined) =>
  state === 'ended' ? {} : { state: 'valid', due: `${to}T23:59:59+08:00` };

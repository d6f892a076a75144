import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type RowFacts } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  date,
  entries,
  files,
  longText,
  money,
  number,
  ref,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';
import { addYears } from '@juxian/rules/day.ts';
import { withdrawalGrounds } from '@juxian/rules/withdrawal.ts';
import { appraisalSorts } from './appraisal.ts';
import { owedIn } from './due.ts';
import { studioKinds } from './studio-kind.ts';

/** A recognised studio: term, task book, plaque, members, and its end by renewal, expiry or withdrawal of the plaque. */
export const studio = module({
  name: 'studio',
  reach: 'portal',
  room: 'talent',
  title: t('人才工作室', 'Talent studios'),
  fields: {
    number: sequence(t('工作室编号', 'Number'), { public: true }),
    studioName: text(t('工作室名称', 'Name'), { required: true, public: true, max: 40 }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true, public: true }),
    year: number(t('认定年度', 'Year'), {
      required: true,
      public: true,
      min: 2000,
      max: 2100,
      whole: true,
      plain: true,
    }),
    leaderName: text(t('领衔人', 'Leader'), { required: true, public: true, max: 40 }),
    hostUnit: ref(t('依托单位', 'Host unit'), 'unit', { required: true, public: true }),
    application: ref(t('申报', 'Application'), 'application'),
    decisionNumber: text(t('认定文号', 'Decision'), { required: true, public: true, max: 40 }),
    recognisedOn: date(t('认定日期', 'Recognised on'), { required: true, public: true }),
    termFrom: date(t('建设期起', 'Term from'), { public: true }),
    termTo: date(t('建设期止', 'Term to'), { public: true }),
    introduction: longText(t('简介（拟）', 'Introduction, not public'), { max: 1000 }),
    shown: longText(t('简介', 'Introduction'), { public: true, max: 1000 }),
    agreedBy: text(t('同意公开人', 'Agreed to be public by'), { max: 40 }),
    agreedOn: date(t('同意公开日期', 'Agreed on')),
    agreement: files(t('同意书', 'Agreement'), { max: 1 }),
    members: entries(
      t('团队', 'Team'),
      {
        name: text(t('姓名', 'Name'), { required: true, max: 40 }),
        role: choice(t('身份', 'As'), { core: t('核心成员', 'Core member'), pupil: t('培养对象', 'Pupil') }),
        from: date(t('起', 'From')),
        to: date(t('止', 'To')),
      },
      { max: 60 },
    ),
    goals: entries(
      t('年度目标', 'Yearly goals'),
      {
        year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
        goal: text(t('目标', 'Goal'), { required: true, max: 100 }),
        measure: text(t('指标', 'Measure'), { max: 40 }),
        target: number(t('目标值', 'Target'), { min: 0 }),
        done: number(t('完成值', 'Done'), { min: 0 }),
      },
      { max: 60 },
    ),
    taskBook: files(t('任务书签章页', 'Signed task book'), { max: 3 }),
    taskBookOn: date(t('签订日期', 'Signed on')),
    plaqueNumber: text(t('牌号', 'Plaque number'), { max: 40, unique: true }),
    plaqueOn: date(t('授牌日期', 'Plaque on')),
    plaquePlace: text(t('授牌地点', 'Place'), { max: 60 }),
    plaqueReceiver: text(t('领牌人', 'Received by'), { max: 40 }),
    amount: money(t('核定经费标准', 'Grant approved'), { min: 0 }),
    grant: ref(t('经费', 'Grant'), 'grant'),
    certificate: ref(t('证书', 'Certificate'), 'certificate'),
    proposal: text(t('摘牌建议', 'Proposal to withdraw'), { max: 200 }),
    withdrawal: ref(t('摘牌办理', 'Withdrawal'), 'studioWithdrawal', { unseen: true }),
    withdrawalReason: longText(t('摘牌原因', 'Reason of withdrawal'), { max: 500 }),
    closing: longText(t('期满情况', 'At the end of the term'), { max: 1000 }),
    renewals: entries(
      t('续期', 'Renewals'),
      {
        number: text(t('续期文号', 'Decision'), { required: true, max: 40 }),
        on: date(t('日期', 'Date'), { required: true }),
        to: date(t('续至', 'To'), { required: true }),
        appraisal: ref(t('期满考核', 'Assessment'), 'appraisal'),
      },
      { max: 20 },
    ),
  },
  states: {
    recognised: {
      label: t('待签任务书', 'Task book to sign'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['office', 'unit'], task: t('签订任务书', 'Sign the task book') },
    },
    signed: {
      label: t('待授牌', 'Plaque to come'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('授牌', 'Hang the plaque') },
    },
    running: { label: t('建设期', 'Running'), phase: 'open' },
    ended: { label: t('期满', 'Ended'), phase: 'done' },
    withdrawn: { label: t('已摘牌', 'Plaque withdrawn'), phase: 'refused' },
  },
}).with(({ move, all, within, among, open }) => {
  const card = [
    'number',
    'studioName',
    'kind',
    'year',
    'leaderName',
    'hostUnit',
    'decisionNumber',
    'recognisedOn',
    'termFrom',
    'termTo',
  ] as const;
  const book = [
    'introduction',
    'shown',
    'agreedBy',
    'agreedOn',
    'agreement',
    'members',
    'goals',
    'taskBook',
    'taskBookOn',
    'plaqueNumber',
    'plaqueOn',
    'plaquePlace',
    'plaqueReceiver',
    'renewals',
    'proposal',
    'withdrawal',
    'withdrawalReason',
    'closing',
    'application',
    'amount',
    'grant',
    'certificate',
  ] as const;
  const kept = ['introduction', 'members', 'goals'] as const;
  return {
    moves: {
      publishIntroduction: move({
        label: t('公开简介', 'Publish the introduction'),
        from: ['recognised', 'signed', 'running'],
        by: ['unit', 'office'],
        optional: true,
        hint: t(
          '须领衔人本人同意；公开的是此刻的简介',
          "With the leader's consent; what is public is the text of this moment",
        ),
        asks: {
          agreedBy: text(t('同意人（领衔人本人）', 'Agreed by, the leader in person'), { required: true, max: 40 }),
          agreedOn: date(t('同意日期', 'Agreed on'), { required: true }),
          agreement: files(t('同意书（签名）', 'Signed agreement'), { max: 1 }),
        },
        when: ({ record }) =>
          Boolean(record.values.introduction) ||
          new Refusal('conflict.introduction', t('还没有写简介', 'There is no introduction yet')),
        derive: ({ record, input, today }) => {
          if ((input.agreedOn ?? '') > today)
            throw refuseField('input.agreedOn', 'invalid.future', t('不能晚于今天', 'Not later than today'));
          if (input.agreedBy !== record.values.leaderName)
            throw refuseField(
              'input.agreedBy',
              'invalid.agreedBy',
              t('须由领衔人{leader}本人同意', 'Only {leader} can agree'),
              { leader: record.values.leaderName },
            );
          return { set: { shown: record.values.introduction } };
        },
      }),
      hideIntroduction: move({
        label: t('撤回公开简介', 'Take the introduction back'),
        from: ['recognised', 'signed', 'running', 'ended', 'withdrawn'],
        by: ['unit', 'office'],
        hint: t('领衔人撤回同意的，立即不再公开', 'Where the leader withdraws the consent, it is public no longer'),
        when: ({ record }) =>
          Boolean(record.values.shown) ||
          new Refusal('conflict.introduction', t('简介没有公开', 'The introduction is not public')),
        derive: () => ({ set: { shown: null, agreedBy: null, agreedOn: null, agreement: null } }),
      }),
      signTaskBook: move({
        label: t('签订任务书', 'Sign the task book'),
        from: ['recognised'],
        by: ['office'],
        act: true,
        optional: true,
        asks: {
          taskBookOn: date(t('签订日期', 'Signed on'), { required: true }),
          taskBook: files(t('签章页扫描件（盖章）', 'Scan of the stamped page'), { max: 3 }),
        },
        when: ({ record }) =>
          (record.values.goals ?? []).length > 0 ||
          new Refusal('conflict.goals', t('请先填写年度目标', 'Fill in the yearly goals first')),
        derive: async ({ record, look, today }) => {
          const { opening, studioStateAfter } = await import('./recognition.ts');
          const state = studioStateAfter(look, 'taskBook');
          return {
            state,
            due: owedIn(look, today, state),
            ...(state === 'running' ? await opening(look, record) : {}),
          };
        },
      }),
      awardPlaque: move({
        label: t('授牌', 'Hang the plaque'),
        from: ['signed'],
        to: 'running',
        by: ['office'],
        act: true,
        optional: true,
        asks: {
          plaqueNumber: text(t('牌号', 'Plaque number'), { required: true, max: 40 }),
          plaqueOn: date(t('授牌日期', 'Date'), { required: true }),
          plaquePlace: text(t('授牌地点', 'Place'), { required: true, max: 60 }),
          plaqueReceiver: text(t('领牌人', 'Received by'), { required: true, max: 40 }),
        },
        derive: async ({ record, look }) => ({
          due: record.values.termTo ? `${record.values.termTo}T17:30:00+08:00` : null,
          ...(await (await import('./recognition.ts')).opening(look, record)),
        }),
      }),
      openAppraisal: move({
        label: t('布置考核', 'Open an assessment'),
        from: ['running'],
        by: ['office'],
        asks: {
          sort: choice(t('考核', 'Assessment'), appraisalSorts, { required: true }),
          year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
          until: date(t('自评截止', 'Self-report until'), { required: true }),
        },
        derive: async ({ record, input, look }) => {
          const same = await look.rows('appraisal', { studio: record.id, sort: input.sort, year: input.year });
          if (same.length > 0)
            throw new Refusal(
              'conflict.appraisal',
              t('{year}年度的这项考核已布置', 'This assessment of {year} is already open'),
              { values: { year: input.year } },
            );
          const { studioName, kind, hostUnit } = record.values;
          return {
            create: [
              {
                module: 'appraisal',
                due: `${input.until}T23:59:59+08:00`,
                values: {
                  studio: record.id,
                  studioName,
                  kind,
                  hostUnit,
                  sort: input.sort,
                  year: input.year,
                  until: input.until,
                },
              },
            ],
          };
        },
      }),
      renew: move({
        label: t('续期', 'Renew'),
        from: ['running'],
        by: ['office'],
        asks: { renewalNumber: text(t('续期文号', 'Decision'), { required: true, max: 40 }) },
        when: async ({ record, look }) => {
          const term = await lastTerm(look, record.id);
          if (term === undefined || term.values.grade === 'failed')
            return new Refusal(
              'conflict.term',
              t('期满考核合格后才能续期', 'Only after the assessment of the term is passed'),
            );
          if ((record.values.renewals ?? []).some(({ appraisal }) => appraisal === term.id))
            return new Refusal(
              'conflict.renewed',
              t('{year}年期满考核已用于续期', 'Renewed already on the assessment of {year}'),
              { values: { year: term.values.year } },
            );
          const { refuseWhileUnderWay } = await import('./withdrawal/effect.ts');
          return refuseWhileUnderWay(look, record.id);
        },
        derive: async ({ record, input, look, today }) => {
          const termTo = addYears(record.values.termTo ?? '', look.figure('talent.termYears').value);
          const line = { number: input.renewalNumber ?? '', on: today, to: termTo };
          const appraisal = (await lastTerm(look, record.id))?.id ?? '';
          const renewals = [...(record.values.renewals ?? []), { id: `lin_${record.revision}`, ...line, appraisal }];
          return { set: { termTo, renewals }, due: `${termTo}T17:30:00+08:00` };
        },
      }),
      end: move({
        label: t('期满结束', 'End of the term'),
        from: ['running'],
        to: 'ended',
        by: ['office'],
        asks: { closing: longText(t('期满情况', 'At the end of the term'), { required: true, max: 1000 }) },
        when: async ({ record, look, today }) => {
          if (today < (record.values.termTo ?? ''))
            return new Refusal('conflict.early', t('建设期至{to}', 'The term runs to {to}'), {
              values: { to: record.values.termTo },
            });
          const grants = await look.rows('grant', { studio: record.id });
          return (
            grants.every(({ state }) => state === 'settled') ||
            new Refusal('conflict.grant', t('经费尚未结清', 'The grant is not settled'))
          );
        },
        derive: () => ({ due: null }),
      }),
      startWithdrawal: move({
        label: t('启动摘牌', 'Start to withdraw the plaque'),
        from: ['recognised', 'signed', 'running'],
        by: ['office'],
        hint: t('先告知、听取陈述申辩，再作决定', 'Notice and a hearing come before the decision'),
        asks: {
          grounds: choices(t('摘牌事由', 'Grounds'), withdrawalGrounds, { required: true }),
          facts: longText(t('事实和依据', 'Facts'), { required: true, max: 2000 }),
        },
        derive: async ({ record, input, look }) => {
          const { proposed } = await import('./withdrawal/effect.ts');
          return proposed(look, record, { grounds: input.grounds ?? [], facts: input.facts ?? '' });
        },
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...card, ...book],
        edit: { recognised: kept, signed: kept, running: kept },
        export: true,
      },
      leader: { scope: all(), fields: [...card, ...book] },
      unit: {
        scope: within('hostUnit'),
        fields: [...card, ...book],
        edit: { recognised: kept, signed: kept, running: kept },
      },
      industry: { scope: among('kind'), fields: [...card, 'shown', 'goals', 'plaqueNumber', 'plaqueOn'] },
      public: { scope: open('recognised', 'signed', 'running', 'ended', 'withdrawn'), fields: [...card, 'shown'] },
    },
    views: {
      events: {
        proposeWithdrawal: t('提出摘牌建议', 'Withdrawal proposed'),
        withdrawPlaque: t('摘牌', 'Plaque withdrawn'),
        keepPlaque: t('不予摘牌', 'Plaque kept'),
      },
      lead: 'studioName',
      columns: ['number', 'kind', 'leaderName', 'hostUnit', 'year', 'plaqueNumber', 'termTo', 'state'],
      sort: '-year,kind,number',
      facets: ['kind', 'year', 'state', 'hostUnit'],
      tabs: [
        { name: 'running', title: t('建设期', 'Running'), where: { state: 'running' } },
        { name: 'unsigned', title: t('待签任务书', 'Task book to sign'), where: { state: 'recognised' } },
        { name: 'plaque', title: t('待授牌', 'Plaque to come'), where: { state: 'signed' } },
      ],
    },
    form: [
      {
        title: t('工作室', 'Studio'),
        fields: [...card, 'application', 'amount', 'grant', 'certificate'],
      },
      { title: t('简介', 'Introduction'), fields: ['introduction', 'shown', 'agreedBy', 'agreedOn', 'agreement'] },
      { title: t('团队', 'Team'), fields: ['members'] },
      { title: t('任务书', 'Task book'), fields: ['goals', 'taskBookOn', 'taskBook'] },
      { title: t('授牌', 'Plaque'), fields: ['plaqueNumber', 'plaqueOn', 'plaquePlace', 'plaqueReceiver'] },
      {
        title: t('期满与摘牌', 'End and withdrawal'),
        fields: ['renewals', 'proposal', 'withdrawal', 'withdrawalReason', 'closing'],
      },
    ],
    number: { field: 'number', on: 'create', pattern: '{word}{year}-{n}', word: '工作室' },
    summary: (values) => values.studioName ?? '',
  };
});

/** The assessment of a term that was graded last. */
async function lastTerm(look: Look, studio: string): Promise<RowFacts | undefined> {
  const graded = await look.rows('appraisal', { studio, sort: 'term', state: 'graded' });
  return graded.sort((a, b) => Number(a.values.year) - Number(b.values.year)).at(-1);
}

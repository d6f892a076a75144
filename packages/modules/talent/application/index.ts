import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { entries, longText } from '@juxian/engine/kinds/index.ts';
import { identityConsented, identityFollows } from '../identity-consent.ts';
import { asks, cover, filing, record as history, leader, opinion, plan, rebuttal, review } from './fields.ts';
import { parts } from './parts.ts';
import { afterDraft, afterUnit, states } from './states.ts';

/** A studio application, from draft to recognition. The steps follow one order; a county may leave some out. */
export const application = module({
  name: 'application',
  reach: 'portal',
  room: 'talent',
  title: t('申报与评审', 'Applications'),
  fields: { ...cover, ...leader, ...history, ...plan, ...filing, ...review, ...rebuttal },
  states,
}).with(({ move, all, own, within, among }) => {
  const filed = ['call', 'number', 'kind', 'studioName', 'hostUnit', ...Object.values(parts).flat()] as const;
  const form = filed.filter((name) => name !== 'number');
  const read = [...filed, 'members', 'later'] as const;
  const hashes = ['submittedAt', 'materialHash', 'firstSubmittedAt', 'firstHash'] as const;
  const receipt = ['consentVersion', 'consentHash', 'consentAt', ...identityConsented, ...hashes] as const;
  const opinions = ['unitOpinion', 'unitRank', 'unitIntegrity', 'unitStamp', 'departmentOpinion'] as const;
  const answering = ['comments', 'rebuttalStage', 'rebuttalUntil', 'rebuttal', 'rebuttalAnswer'] as const;
  const beforeList = ['siteVisit', 'consultation', 'deliberation'] as const;
  const office = [
    'late',
    'begunAt',
    'checklist',
    'returns',
    'parts',
    'returnReason',
    'refusal',
    'panel',
    'code',
    'score',
    'marks',
    'visit',
    'visitScore',
    'visitNote',
    'replies',
    'place',
    'publicity',
    'studio',
    'decisionNumber',
    'told',
    ...answering,
  ] as const;
  const reject = { set: { oneLeader: null }, due: null } as const;
  const underReview = ['atUnit', 'atDepartment', 'formalReview', 'returned', 'shortlist', 'secondForm'] as const;
  return {
    moves: {
      submit: move({
        label: t('提交申报', 'Submit'),
        from: ['draft', 'secondForm'],
        by: ['applicant', 'office'],
        only: 'owner',
        act: true,
        hint: t('提交后材料锁定，截止前可以撤回', 'Locked once submitted; it may be withdrawn before the deadline'),
        asks: asks.submit,
        when: async ({ record, now, look }) => (await import('./submitting.ts')).mayFile(look, record, now),
        derive: async ({ record, input, now, today, look }) =>
          (await import('./submitting.ts')).submission(look, record, input, { now, today }),
        says: {
          to: ['owner'],
          text: t(
            '您的申报已收到，编号{number}，材料校验码{materialHash}。',
            'Your application {number} has been received.',
          ),
        },
      }),
      inviteMember: move({
        label: t('邀请成员', 'Invite a member'),
        from: ['draft', 'returned', 'secondForm'],
        by: ['applicant'],
        only: 'owner',
        asks: asks.inviteMember,
        when: async ({ record, now, look }) => (await import('./inviting.ts')).mayInvite(look, record, now),
        derive: async ({ record, input, actor, now, look }) =>
          (await import('./inviting.ts')).invitation(look, record, { ...input, inviter: actor.id }, now),
      }),
      withdraw: move({
        label: t('撤回申报', 'Withdraw'),
        from: underReview,
        to: 'withdrawn',
        by: ['applicant'],
        only: 'owner',
        hint: t('撤回后不能恢复', 'It cannot be undone'),
        derive: async ({ record }) => ({ set: (await import('./stages.ts')).unfiled(record), due: null }),
      }),
      recommend: move({
        label: t('同意推荐', 'Recommend'),
        from: ['atUnit'],
        by: ['unit'],
        act: true,
        optional: true,
        asks: asks.recommend,
        derive: async ({ record, look, today }) =>
          (await import('./onwards.ts')).onwards(look, today, 'atUnit', record.values),
      }),
      declineToRecommend: move({
        label: t('不予推荐', 'Do not recommend'),
        from: ['atUnit'],
        to: 'rejected',
        by: ['unit'],
        asks: asks.refuse,
        derive: () => reject,
        says: { to: ['owner'], text: t('依托单位未推荐：{refusal}', 'The host unit did not recommend it: {refusal}') },
      }),
      endorse: move({
        label: t('审核通过', 'Approve'),
        from: ['atDepartment'],
        by: ['industry'],
        act: true,
        optional: true,
        asks: asks.endorse,
        derive: async ({ record, look, today }) =>
          (await import('./onwards.ts')).onwards(look, today, 'atDepartment', record.values),
      }),
      refuseByDepartment: move({
        label: t('审核不通过', 'Refuse'),
        from: ['atDepartment'],
        to: 'rejected',
        by: ['industry'],
        asks: asks.refuse,
        derive: () => reject,
        says: {
          to: ['owner'],
          text: t('行业主管部门审核未通过：{refusal}', 'The department did not approve it: {refusal}'),
        },
      }),
      passForm: move({
        label: t('形式审查通过', 'Passes the formal review'),
        from: ['formalReview'],
        by: ['office'],
        act: true,
        optional: true,
        asks: {
          checklist: review.checklist,
        },
        derive: async ({ record, input, look, today }) => {
          const { checksOf, refuseUnmet } = await import('./checklist.ts');
          refuseUnmet(await checksOf(look, record.values), input.checklist ?? []);
          return (await import('./onwards.ts')).onwards(look, today, 'formalReview', record.values);
        },
      }),
      returnForCompletion: move({
        label: t('退回补正', 'Return for completion'),
        from: ['formalReview'],
        to: 'returned',
        by: ['office'],
        asks: asks.returnForCompletion,
        when: ({ record, look }) =>
          (record.values.returns ?? 0) < look.figure('talent.completionTimes').value ||
          new Refusal('conflict.returned', t('已退回过{times}次', 'It has been returned {times} time(s)'), {
            values: { times: record.values.returns },
            rule: t('补正以一次为限', 'One return for completion'),
          }),
        derive: ({ record, input, look, today }) => {
          const { min, max } = look.figure('talent.completionDays').value;
          const days = input.days ?? min;
          if (days < min || days > max)
            throw refuseField(
              'input.days',
              'invalid.days',
              t('补正期限为{min}至{max}个工作日', 'Between {min} and {max} working days'),
              { min, max },
            );
          if (input.parts?.some((part) => record.values.later?.includes(part)))
            throw refuseField(
              'input.parts',
              'invalid.parts',
              t('只能开放初选表里的部分', 'Only parts of the first form can be opened'),
            );
          const opened = (input.parts ?? []).flatMap((part) => [...parts[part]]);
          return {
            set: { returns: (record.values.returns ?? 0) + 1 },
            opened,
            due: `${look.addWorkingDays(today, days)}T23:59:59+08:00`,
          };
        },
        says: {
          to: ['owner'],
          text: t(
            '您的申报需要补正，请于{due}前交回：{returnReason}',
            'Please complete your application by {due}: {returnReason}',
          ),
        },
      }),
      complete: move({
        label: t('提交补正', 'Hand in the completion'),
        from: ['returned'],
        to: 'formalReview',
        by: ['applicant', 'office'],
        only: 'owner',
        act: true,
        when: ({ record, now }) =>
          !record.due ||
          now <= record.due ||
          new Refusal('conflict.deadline', t('补正期限已过', 'The time for completion is over')),
        derive: async ({ record, look, today }) => {
          const [{ checkTeam, lineOf, materialHash, oneLeader, refuseUnidentified }, { owedIn }] = await Promise.all([
            import('./filing.ts'),
            import('../due.ts'),
          ]);
          const { call } = await lineOf(look, record.values);
          checkTeam(call, record.values);
          if (record.values.parts?.includes('leader')) refuseUnidentified(look, record.values);
          return {
            set: { materialHash: materialHash(record.values), oneLeader: oneLeader(call, record.values) },
            due: owedIn(look, today, 'formalReview'),
          };
        },
      }),
      lapse: move({
        label: t('逾期未补正', 'Not completed in time'),
        from: ['returned'],
        to: 'rejected',
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due !== undefined && now > record.due) ||
          new Refusal('conflict.early', t('补正期限未到', 'There is still time')),
        derive: () => ({ set: { oneLeader: null, refusal: '逾期未补正' }, due: null }),
        says: { to: ['owner'], text: t('补正期限已过，申报未通过形式审查。', 'The time for completion is over.') },
      }),
      failForm: move({
        label: t('形式审查不通过', 'Fails the formal review'),
        from: ['formalReview'],
        to: 'rejected',
        by: ['office'],
        asks: asks.refuse,
        derive: () => reject,
        says: { to: ['owner'], text: t('形式审查未通过：{refusal}', 'It failed the formal review: {refusal}') },
      }),
      invite: move({
        label: t('邀请正式申报', 'Invite to the second form'),
        from: ['shortlist'],
        by: ['office'],
        act: true,
        hint: t('初选表锁定，其余部分开放给申报人', 'The first form stays locked; the other parts open'),
        when: async ({ record, now, look }) => (await import('./stages.ts')).mayInvite(look, record, now),
        derive: async ({ record, look }) => (await import('./stages.ts')).invitation(look, record),
        says: {
          to: ['owner'],
          text: t(
            '您的申报通过初选，请于{due}前登录填写并提交正式申报。',
            'Your application was shortlisted: sign in and submit the second form by {due}.',
          ),
        },
      }),
      notInvite: move({
        label: t('不邀请', 'Do not invite'),
        from: ['shortlist'],
        to: 'rejected',
        by: ['office'],
        asks: asks.refuse,
        derive: () => reject,
        says: { to: ['owner'], text: t('初选未通过：{refusal}', 'It was not shortlisted: {refusal}') },
      }),
      lapseSecond: move({
        label: t('逾期未提交正式申报', 'No second form in time'),
        from: ['secondForm'],
        to: 'rejected',
        by: ['clock'],
        when: async ({ record, now, look }) => (await import('./stages.ts')).isSecondOver(look, record.values, now),
        derive: async ({ record }) => ({
          set: { ...(await import('./stages.ts')).unfiled(record), refusal: '逾期未提交正式申报' },
          due: null,
        }),
        says: { to: ['owner'], text: t('正式申报已截止，没有收到您的申报。', 'The time for the second form is over.') },
      }),
      postponeSecond: move({
        label: t('正式申报延期', 'Second form postponed'),
        from: ['secondForm'],
        by: ['clock'],
        when: async ({ record, look }) => (await import('./stages.ts')).isPostponed(look, record),
        derive: async ({ record, look }) => ({
          due: await (await import('./stages.ts')).secondDay(look, record.values),
        }),
        says: { to: ['owner'], text: t('正式申报的截止延至{due}。', 'The second form may now be submitted by {due}.') },
      }),
      remindSecond: move({
        label: t('提醒正式申报', 'Reminded of the second form'),
        from: ['secondForm'],
        by: ['clock'],
        when: ({ record: { due = '' }, now }) =>
          now < due || new Refusal('conflict.deadline', t('正式申报已截止', 'The second form has closed')),
        says: {
          to: ['owner'],
          text: t(
            '提醒：正式申报{due}截止，您还没有提交。',
            'A reminder: the second form closes at {due}; you have not submitted it yet.',
          ),
        },
      }),
      recordVisit: move({
        label: t('登记现场考察', 'Record the visit'),
        from: ['siteVisit'],
        by: ['office'],
        act: true,
        optional: true,
        asks: asks.recordVisit,
        derive: async ({ record, look, today }) =>
          (await import('./onwards.ts')).onwards(look, today, 'siteVisit', record.values),
      }),
      recordReplies: move({
        label: t('登记征求意见复函', 'Record the replies'),
        from: ['consultation'],
        by: ['office'],
        act: true,
        optional: true,
        asks: {
          replies: entries(t('复函', 'Replies'), review.replies.options.fields, { required: true, min: 1, max: 6 }),
        },
        derive: async ({ record, input, look, today }) => {
          const doubt = input.replies?.some(({ result }) => result === 'doubt');
          return doubt
            ? { ...reject, state: 'rejected', set: { ...reject.set, refusal: '征求意见有影响' } }
            : (await import('./onwards.ts')).onwards(look, today, 'consultation', record.values);
        },
      }),
      recognise: move({
        label: t('认定发文', 'Recognise'),
        from: ['recognition'],
        to: 'recognised',
        by: ['office'],
        act: true,
        hint: t('登记工作室、核定经费并生成证书', 'The studio, its grant and its certificate are made'),
        asks: asks.recognise,
        derive: async ({ record, input, look }) =>
          (await import('../recognition.ts')).recognitionOf(look, record, {
            decisionNumber: input.decisionNumber ?? '',
            recognisedOn: input.recognisedOn ?? '',
          }),
        says: {
          to: ['owner'],
          text: t('“{title}”已认定，文号{decisionNumber}。', '“{title}” has been recognised: {decisionNumber}.'),
        },
      }),
      release: move({
        label: t('查核无问题，恢复认定', 'Release'),
        from: ['held'],
        to: 'recognition',
        by: ['office'],
        act: true,
        when: async ({ record, look }) => {
          const pending = (await look.rows('objection', { application: record.id })).filter(
            ({ state }) => state !== 'upheld' && state !== 'dismissed',
          );
          return (
            pending.length === 0 || new Refusal('conflict.objection', t('异议未办结', 'An objection is not settled'))
          );
        },
      }),
      reject: move({
        label: t('不予认定', 'Do not recognise'),
        from: ['held', 'recognition'],
        to: 'rejected',
        by: ['office'],
        asks: asks.refuse,
        derive: () => reject,
        says: {
          to: ['owner'],
          text: t('您的申报未获认定：{refusal}', 'Your application was not recognised: {refusal}'),
        },
      }),
      decided: move({ label: t('作出决定', 'Decided'), from: ['recognition', 'held', 'shortlist'], by: [] }),
      tellDecision: move({
        label: t('告知决定', 'Decision told'),
        from: ['recognised', 'rejected', 'held', 'secondForm'],
        by: [],
        says: { to: ['owner'], text: t('{told}', '{told}') },
      }),
      inviteRebuttal: move({
        label: t('反馈意见，请申报人申辩', 'Let the applicant answer the comments'),
        from: beforeList,
        by: ['office'],
        optional: true,
        hint: t('专家意见不署名；限期内申辩一次', "Without the experts' names; one answer, within the time given"),
        when: async ({ record }) => (await import('./rebuttal.ts')).mayInvite(record.values),
        derive: async ({ record, look, today }) => (await import('./rebuttal.ts')).invite(look, record, today),
        says: {
          to: ['owner'],
          text: t(
            '专家对您的申报提出了意见，您可以在{rebuttalUntil}前申辩一次。',
            'The experts have commented on your application; you may answer once, until {rebuttalUntil}.',
          ),
        },
      }),
      rebut: move({
        label: t('提交申辩', 'Answer the comments'),
        from: beforeList,
        by: ['applicant', 'office'],
        only: 'owner',
        asks: { rebuttal: longText(t('申辩意见', 'Your answer'), { required: true, max: 3000 }) },
        when: async ({ record, now }) => (await import('./rebuttal.ts')).mayRebut(record.values, now),
        derive: () => ({ set: { rebuttalStage: 'given' } }),
      }),
      answerRebuttal: move({
        label: t('答复申辩', 'Reply to the rebuttal'),
        from: beforeList,
        by: ['office'],
        asks: { rebuttalAnswer: longText(t('答复（申报人可见）', 'Reply, seen by the applicant'), opinion) },
        when: ({ record }) =>
          record.values.rebuttalStage === 'given' ||
          new Refusal('conflict.rebuttal', t('没有待答复的申辩', 'No answer waits for a reply')),
        derive: () => ({ set: { rebuttalStage: 'answered' } }),
        says: {
          to: ['owner'],
          text: t('您的申辩已答复：{rebuttalAnswer}', 'Your answer was replied to: {rebuttalAnswer}'),
        },
      }),
    },
    access: {
      applicant: {
        scope: own(),
        fields: [
          ...read,
          ...receipt,
          ...answering,
          'returnReason',
          'refusal',
          'studio',
          'decisionNumber',
          'told',
          'returns',
        ],
        create: form,
        edit: { draft: form, returned: 'opened', secondForm: 'opened' },
      },
      unit: {
        scope: within('hostUnit'),
        states: afterDraft,
        fields: [...read, ...opinions, 'submittedAt', 'materialHash', 'refusal', 'studio', 'decisionNumber'],
      },
      industry: {
        scope: among('kind'),
        states: afterUnit,
        fields: [...read, ...opinions, 'submittedAt', 'materialHash', 'refusal', 'studio', 'decisionNumber'],
      },
      office: [
        {
          scope: all(),
          states: afterDraft,
          fields: [...read, ...receipt, ...opinions, ...office],
          reveal: ['identityNumber', 'phone', 'email'],
          export: true,
        },
        {
          scope: own(),
          fields: [...read, ...receipt],
          create: form,
          edit: { draft: form, returned: 'opened', secondForm: 'opened' },
        },
      ],
      leader: {
        scope: all(),
        states: afterDraft,
        fields: [
          'call',
          'number',
          'kind',
          'studioName',
          'hostUnit',
          'leaderName',
          'professionalTitle',
          'aims',
          'later',
          'submittedAt',
          'score',
          'place',
          'decisionNumber',
          'studio',
          ...opinions,
        ],
      },
    },
    views: {
      events: {
        publicityClosed: t('公示结束', 'Public notice over'),
        scored: t('评审汇总', 'Scores tallied'),
        visited: t('现场考察评分', 'Visited and scored'),
        listed: t('列入拟定名单', 'Listed'),
        memberConfirmed: t('成员确认加入', 'A member confirmed'),
        memberLeft: t('受邀成员退出名单', 'An invited member left the list'),
        notListed: t('未列入拟定名单', 'Not listed'),
      },
      lead: 'studioName',
      columns: ['number', 'kind', 'hostUnit', 'leaderName', 'professionalTitle', 'state', 'due', 'submittedAt'],
      sort: 'kind,number',
      facets: ['call', 'kind', 'state', 'hostUnit'],
      tabs: [
        { name: 'formal', title: t('待形式审查', 'Formal review'), where: { state: 'formalReview' } },
        { name: 'shortlist', title: t('初选', 'Shortlist'), where: { state: 'shortlist' } },
        { name: 'experts', title: t('专家评审', 'Expert review'), where: { state: 'expertReview' } },
        { name: 'returned', title: t('补正中', 'Returned'), where: { state: 'returned' } },
        { name: 'recognition', title: t('待认定', 'To be recognised'), where: { state: 'recognition' } },
      ],
    },
    form: [
      { title: t('申报', 'Application'), fields: ['call', 'number', 'kind', 'studioName', 'hostUnit'] },
      { title: t('领衔人', 'Leader'), fields: parts.leader },
      { title: t('简历与近五年成果', 'Résumé and achievements'), fields: parts.record },
      { title: t('团队', 'Team'), fields: [...parts.team, 'members'] },
      { title: t('建设条件', 'Conditions'), fields: parts.conditions },
      { title: t('三年规划', 'Plan'), fields: parts.plan },
      { title: t('经费预算', 'Budget'), fields: parts.budget },
      { title: t('附件', 'Annexes'), fields: parts.annexes },
      {
        title: t('推荐与审核', 'Recommendation and review'),
        fields: [...opinions, 'checklist', 'returns', 'parts', 'returnReason', 'refusal'],
      },
      {
        title: t('评审', 'Review'),
        fields: [
          'panel',
          'code',
          'score',
          'visit',
          'visitScore',
          'visitNote',
          'replies',
          'place',
          'publicity',
          'decisionNumber',
          'told',
          'studio',
        ],
      },
      { title: t('申辩', 'Rebuttal'), fields: answering },
      { title: t('提交与承诺', 'Filing'), fields: [...receipt, 'late', 'begunAt', 'later'] },
    ],
    follows: async (written) => {
      const identity = identityFollows(written);
      const isTakenBack = identity !== undefined && 'identityNumber' in identity;
      return {
        ...identity,
        ...(isTakenBack ? { oneLeader: null } : {}),
        ...(await (await import('./stages.ts')).followed(written)),
      };
    },
    number: { field: 'number', on: 'submit', pattern: '{word}〔{year}〕{n}号', word: '人才申' },
    summary: (values) => values.studioName ?? '',
  };
});

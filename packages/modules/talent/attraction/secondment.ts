import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, entries, files, longText, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { endOfDay, noticeOf, termDisagrees } from './term.ts';

const grades = {
  excellent: t('优秀', 'Excellent'),
  competent: t('称职', 'Competent'),
  basic: t('基本称职', 'Barely competent'),
  incompetent: t('不称职', 'Not competent'),
};

/**
 * A temporary post of somebody sent to the county, such as a doctor of the provincial service team. He stays a member of
 * the unit that sent him. Source: 公务员法（2018年修订）第七十二条.
 */
export const secondment = module({
  name: 'secondment',
  reach: 'staff',
  room: 'attraction',
  title: t('挂职服务', 'Secondments'),
  fields: {
    number: sequence(t('登记号', 'Number')),
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    sort: choice(
      t('类别', 'Kind'),
      {
        doctors: t('科技博士服务团', 'Doctoral service team'),
        secondment: t('挂职干部人才', 'Seconded'),
        envoy: t('科技特派员', 'Technology envoy'),
      },
      { required: true },
    ),
    degree: choice(t('学位', 'Degree'), {
      doctor: t('博士', 'Doctor'),
      master: t('硕士', 'Master'),
      bachelor: t('学士', 'Bachelor'),
    }),
    discipline: text(t('专业', 'Subject'), { max: 40 }),
    sender: text(t('派出单位', 'Sent by'), { required: true, max: 80 }),
    senderPost: text(t('原任职务（职称）', 'Post or title there'), { max: 60 }),
    host: ref(t('接收单位', 'Host unit'), 'unit', { required: true }),
    post: text(t('挂任职务', 'Post here'), { required: true, max: 60 }),
    from: date(t('挂职起', 'From'), { required: true }),
    to: date(t('挂职止', 'To'), { required: true, disagrees: termDisagrees }),
    plan: longText(t('工作计划', 'Work plan'), { max: 2000 }),
    briefs: entries(
      t('工作简报', 'Briefs'),
      {
        on: date(t('日期', 'Date'), { required: true }),
        brief: text(t('内容', 'What was done'), { required: true, max: 300 }),
      },
      { max: 60 },
    ),
    results: longText(t('工作成效', 'Results'), { max: 2000 }),
    documents: files(t('函件与材料', 'Letters and papers'), { max: 10 }),
    midterm: choice(t('中期考核', 'Mid-term grade'), grades),
    midtermOpinion: longText(t('中期考核意见', 'Mid-term opinion'), { max: 1000 }),
    final: choice(t('期满考核', 'Final grade'), grades),
    finalOpinion: longText(t('期满考核意见', 'Final opinion'), { max: 1000 }),
    extension: text(t('延期依据', 'Extended by'), { max: 60 }),
    ending: longText(t('提前结束原因', 'Why it ended early'), { max: 300 }),
  },
  states: {
    draft: { label: t('待到岗', 'Expected'), phase: 'draft', initial: true },
    serving: { label: t('挂职中', 'Serving'), phase: 'open' },
    assessed: { label: t('挂职中（中期已考核）', 'Serving, mid-term done'), phase: 'open' },
    ending: {
      label: t('待期满考核', 'Final grade due'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('组织期满考核', 'Hold the final appraisal') },
    },
    finished: { label: t('已期满', 'Finished'), phase: 'done' },
    recalled: { label: t('提前结束', 'Ended early'), phase: 'refused' },
  },
}).with(({ move, all, within }) => {
  const head = [
    'name',
    'sort',
    'degree',
    'discipline',
    'sender',
    'senderPost',
    'host',
    'post',
    'from',
    'to',
    'plan',
  ] as const;
  const work = ['plan', 'briefs', 'results', 'documents'] as const;
  const graded = ['midterm', 'midtermOpinion', 'final', 'finalOpinion', 'extension', 'ending'] as const;
  const fields = ['number', ...head, 'briefs', 'results', 'documents', ...graded] as const;
  const here = ['serving', 'assessed'] as const;
  const opinion = (zh: string, en: string) => longText(t(zh, en), { required: true, max: 1000 });
  return {
    moves: {
      arrive: move({
        label: t('报到', 'Arrive'),
        from: ['draft'],
        to: 'serving',
        by: ['office'],
        act: true,
        derive: ({ record, look }) => ({
          due: noticeOf(record.values.to ?? '', look.figure('talent.secondmentNotice').value),
        }),
      }),
      assess: move({
        label: t('中期考核', 'Mid-term appraisal'),
        from: ['serving'],
        to: 'assessed',
        by: ['office'],
        act: true,
        asks: {
          midterm: choice(t('等次', 'Grade'), grades, { required: true }),
          midtermOpinion: opinion('考核意见', 'Opinion'),
        },
        when: ({ record }) =>
          (record.values.briefs ?? []).length > 0 ||
          new Refusal('conflict.briefs', t('还没有工作简报，无从考核', 'There is no brief to appraise yet')),
      }),
      remind: move({
        label: t('提醒期满', 'Remind of the end'),
        from: here,
        to: 'ending',
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due ?? '9') <= now || new Refusal('conflict.early', t('尚未到提醒时间', 'Not yet')),
        derive: ({ record }) => ({ due: endOfDay(record.values.to ?? '') }),
        says: {
          to: ['office'],
          text: t(
            '{title}的挂职将于{to}期满，请组织期满考核。',
            'The secondment of {title} ends on {to}; hold the appraisal.',
          ),
        },
      }),
      extend: move({
        label: t('延期', 'Extend'),
        from: [...here, 'ending'],
        by: ['office'],
        asks: {
          until: date(t('延至', 'To'), { required: true }),
          extension: text(t('依据文号', 'By document'), { required: true, max: 60 }),
        },
        derive: ({ record, input, look }) => {
          const to = input.until ?? '';
          if (to <= (record.values.to ?? ''))
            throw new Refusal('invalid.until', t('须晚于原定的{to}', 'It must lie beyond {to}'), {
              values: { to: record.values.to },
            });
          return {
            state: record.values.midterm ? 'assessed' : 'serving',
            set: { to },
            due: noticeOf(to, look.figure('talent.secondmentNotice').value),
          };
        },
      }),
      finish: move({
        label: t('期满考核', 'Final appraisal'),
        from: ['ending'],
        to: 'finished',
        by: ['office'],
        act: true,
        hint: t('考核结果函告派出单位', 'The sender is told the result by letter'),
        asks: {
          final: choice(t('等次', 'Grade'), grades, { required: true }),
          finalOpinion: opinion('考核意见', 'Opinion'),
        },
        when: ({ record }) =>
          record.values.midterm === undefined
            ? new Refusal('conflict.midterm', t('没有中期考核', 'There was no mid-term appraisal'))
            : (record.values.results ?? '') !== '' ||
              new Refusal('conflict.results', t('请先填写工作成效', 'Write down the results first')),
        derive: () => ({ due: null }),
      }),
      assessLate: move({
        label: t('补中期考核', 'Mid-term appraisal, late'),
        from: ['ending'],
        by: ['office'],
        asks: {
          midterm: choice(t('等次', 'Grade'), grades, { required: true }),
          midtermOpinion: opinion('考核意见', 'Opinion'),
        },
        when: ({ record }) =>
          record.values.midterm === undefined ||
          new Refusal('conflict.midterm', t('中期考核已完成', 'The mid-term appraisal is done')),
      }),
      recall: move({
        label: t('提前结束', 'End early'),
        from: [...here, 'ending'],
        to: 'recalled',
        by: ['office'],
        asks: { ending: longText(t('原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: head,
        edit: { draft: head, serving: work, assessed: work, ending: work },
        export: true,
      },
      leader: { scope: all(), fields },
      unit: {
        scope: within('host'),
        fields: ['number', ...head, 'briefs', 'results', 'documents', 'midterm', 'final'],
        edit: { serving: ['briefs', 'results'], assessed: ['briefs', 'results'], ending: ['briefs', 'results'] },
      },
    },
    views: {
      lead: 'name',
      columns: ['host', 'post', 'from', 'to', 'midterm', 'final', 'state', 'due'],
      sort: '-from,name',
      facets: ['sort', 'host', 'final', 'state'],
    },
    form: [
      { title: t('挂职', 'Secondment'), fields: ['number', ...head] },
      { title: t('工作', 'Work'), fields: ['briefs', 'results', 'documents'] },
      { title: t('考核', 'Appraisal'), fields: graded },
    ],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '挂职' },
    summary: (values) => values.name ?? '',
  };
});

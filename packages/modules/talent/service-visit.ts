import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, ref, text } from '@juxian/engine/kinds/index.ts';
import { owedAfter } from './due.ts';

/** A visit of guidance to a studio: what was raised, who answers, by when. */
export const serviceVisit = module({
  name: 'serviceVisit',
  reach: 'staff',
  room: 'talent',
  title: t('服务指导', 'Service visits'),
  fields: {
    studio: ref(t('工作室', 'Studio'), 'studio', { required: true }),
    hostUnit: ref(t('依托单位', 'Host unit'), 'unit'),
    date: date(t('日期', 'Date'), { required: true }),
    visitor: text(t('走访人', 'Visitor'), { required: true, max: 60 }),
    guidance: longText(t('指导情况', 'Guidance'), { required: true, max: 1000 }),
    raised: choice(t('有无问题', 'Anything raised'), { yes: t('有', 'Yes'), no: t('无', 'No') }, { required: true }),
    issue: longText(t('提出的问题', 'What was raised'), { max: 1000 }),
    answeredBy: text(t('答复部门', 'To be answered by'), { max: 60 }),
    answer: longText(t('答复', 'Answer'), { max: 1000 }),
  },
  states: {
    draft: { label: t('记录中', 'Draft'), phase: 'draft', initial: true },
    waiting: {
      label: t('待答复', 'Answer due'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('督促答复工作室问题', 'See that it is answered') },
    },
    done: { label: t('已办结', 'Done'), phase: 'done' },
  },
}).with(({ move, all, within }) => {
  const fields = ['studio', 'date', 'visitor', 'guidance', 'raised', 'issue', 'answeredBy', 'answer'] as const;
  const draft = ['studio', 'date', 'visitor', 'guidance', 'raised', 'issue', 'answeredBy'] as const;
  return {
    moves: {
      file: move({
        label: t('存档', 'File'),
        from: ['draft'],
        by: ['office'],
        act: true,
        derive: async ({ record, look, today }) => {
          const studio = record.values.studio ? await look.record('studio', record.values.studio) : undefined;
          const set = { hostUnit: studio?.values.hostUnit as string | undefined };
          return record.values.raised === 'yes'
            ? { state: 'waiting', set, due: owedAfter(look, today, 'answer') }
            : { state: 'done', set };
        },
      }),
      answer: move({
        label: t('登记答复', 'Record the answer'),
        from: ['waiting'],
        to: 'done',
        by: ['office'],
        act: true,
        asks: { answer: longText(t('答复', 'Answer'), { required: true, max: 1000 }) },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: { scope: all(), fields, create: draft, edit: { draft }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('hostUnit'), states: ['waiting', 'done'], fields },
    },
    views: {
      columns: ['studio', 'date', 'visitor', 'raised', 'answeredBy', 'state', 'due'],
      sort: '-date',
      facets: ['studio', 'raised', 'state'],
    },
    form: [
      { title: t('走访', 'Visit'), fields: ['studio', 'date', 'visitor', 'guidance'] },
      { title: t('问题与答复', 'What was raised'), fields: ['raised', 'issue', 'answeredBy', 'answer'] },
    ],
    summary: (values) => `${values.date ?? ''} ${values.visitor ?? ''}`,
  };
});

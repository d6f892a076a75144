import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, files, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { satisfactions } from '@juxian/rules/think-tank.ts';

const sorts = {
  visit: t('到县服务', 'Visit'),
  lecture: t('授课培训', 'Lecture'),
  guidance: t('技术指导', 'Guidance on site'),
  survey: t('调研', 'Survey'),
  online: t('线上服务', 'Online'),
};

/** A day an expert worked for the county outside of a consultation: entered by the office, counted in the yearly appraisal. */
export const expertService = module({
  name: 'expertService',
  reach: 'staff',
  room: 'expertise',
  title: t('服务记录', 'Expert services'),
  fields: {
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    sort: choice(t('服务方式', 'Kind'), sorts, { required: true }),
    date: date(t('日期', 'Date'), { required: true }),
    unit: ref(t('服务单位', 'Unit'), 'unit'),
    what: longText(t('服务内容', 'What was done'), { required: true, max: 1000 }),
    proof: files(t('佐证材料', 'Proof'), { max: 5 }),
    satisfaction: choice(t('服务单位满意度', 'Satisfaction of the unit'), satisfactions),
    points: number(t('满意度分值', 'Points'), { min: 0, max: 100, whole: true }),
  },
  states: {
    draft: { label: t('登记中', 'Draft'), phase: 'draft', initial: true },
    filed: { label: t('已存档', 'Filed'), phase: 'done' },
  },
}).with(({ move, all, within, assigned }) => {
  const given = ['expert', 'expertName', 'sort', 'date', 'unit', 'what', 'proof'] as const;
  const fields = [...given, 'satisfaction'] as const;
  return {
    moves: {
      file: move({
        label: t('存档', 'File'),
        from: ['draft'],
        to: 'filed',
        by: ['office'],
        act: true,
        when: ({ record, today }) =>
          (record.values.date ?? '') <= today ||
          new Refusal('invalid.date', t('日期不能晚于今天', 'The day has not come yet')),
      }),
      rate: move({
        label: t('评价满意度', 'Rate'),
        from: ['filed'],
        by: ['unit', 'office'],
        asks: { satisfaction: choice(t('满意度', 'Satisfaction'), satisfactions, { required: true }) },
        derive: ({ input, look }) => ({
          set: { points: look.figure('talent.satisfactionPoints').value[input.satisfaction ?? 'not'] },
        }),
      }),
    },
    access: {
      office: { scope: all(), fields: [...fields, 'points'], create: given, edit: { draft: given }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), states: ['filed'], fields },
      expert: { scope: assigned('expert'), states: ['filed'], fields: [...given] },
    },
    views: {
      lead: 'expertName',
      columns: ['sort', 'date', 'unit', 'satisfaction', 'state'],
      sort: '-date,expertName',
      facets: ['sort', 'satisfaction', 'state'],
    },
    form: [
      { title: t('服务', 'Service'), fields: ['expert', 'expertName', 'sort', 'date', 'unit', 'what', 'proof'] },
      { title: t('评价', 'Rating'), fields: ['satisfaction', 'points'] },
    ],
    summary: (values) => `${values.expertName ?? ''}　${values.date ?? ''}`,
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, entries, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';

export const talentSorts = {
  management: t('党政和经营管理人才', 'Management'),
  professional: t('专业技术人才', 'Professional'),
  skilled: t('高技能人才', 'Skilled'),
  rural: t('农村实用人才', 'Rural'),
  social: t('社会工作人才', 'Social work'),
};

/** Why somebody left, as asked of the person and never judged. */
export const leavingReasons = {
  transfer: t('调出', 'Transferred'),
  resigned: t('辞职', 'Resigned'),
  retired: t('退休', 'Retired'),
  study: t('升学', 'Further study'),
  contract: t('合同期满', 'Contract over'),
  family: t('家庭原因', 'Family'),
  pay: t('待遇原因', 'Pay'),
  growth: t('发展原因', 'Prospects'),
  other: t('其他', 'Other'),
};

const people = (zh: string, en: string, required = false) =>
  number(t(zh, en), { required, min: 0, max: 999_999, whole: true });

type Counted = { count?: number };
const total = (lines: readonly Counted[] | undefined): number =>
  (lines ?? []).reduce((sum, { count }) => sum + (count ?? 0), 0);

/** How many people of one kind a unit had, won and lost in a year; the year after begins where this one ends. */
export const talentMovement = module({
  name: 'talentMovement',
  reach: 'staff',
  room: 'attraction',
  title: t('人才流动', 'Talent movement'),
  fields: {
    year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
    unit: ref(t('单位', 'Unit'), 'unit', { required: true }),
    sort: choice(t('人才类别', 'Kind'), talentSorts, { required: true }),
    start: people('年初人数', 'At the start', true),
    arrivals: entries(
      t('流入', 'Inflow'),
      {
        from: choice(
          t('来源', 'From'),
          {
            graduates: t('高校毕业生', 'Graduates'),
            introduced: t('人才引进', 'Brought in'),
            transfer: t('调入', 'Transferred in'),
            returned: t('回乡', 'Came home'),
            recruited: t('公开招聘', 'Recruited'),
            other: t('其他', 'Other'),
          },
          { required: true },
        ),
        count: people('人数', 'People', true),
      },
      { max: 20 },
    ),
    leavings: entries(
      t('流出', 'Outflow'),
      {
        reason: choice(t('原因', 'Reason'), leavingReasons, { required: true }),
        count: people('人数', 'People', true),
      },
      { max: 20 },
    ),
    inflow: computed(t('流入合计', 'Inflow'), 'number'),
    outflow: computed(t('流出合计', 'Outflow'), 'number'),
    end: computed(t('年末人数', 'At the end'), 'number'),
    note: longText(t('说明', 'Note'), { max: 500 }),
    returned: longText(t('退回原因', 'Why it was returned'), { max: 300 }),
    turn: text(t('唯一项', 'Unique'), { max: 80, unique: true, unlisted: true }),
  },
  states: {
    draft: {
      label: t('填报中', 'Being filled in'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['unit'], task: t('填报人才流动', 'Report the movement of talent') },
    },
    reported: {
      label: t('待核定', 'To be confirmed'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('核定人才流动', 'Confirm the figures') },
    },
    confirmed: { label: t('已核定', 'Confirmed'), phase: 'done' },
  },
}).with(({ move, all, within }) => {
  const given = ['year', 'unit', 'sort', 'start', 'arrivals', 'leavings', 'note'] as const;
  const fields = [...given, 'inflow', 'outflow', 'end', 'returned'] as const;
  return {
    moves: {
      report: move({
        label: t('上报', 'Report'),
        from: ['draft'],
        to: 'reported',
        by: ['unit', 'office'],
        act: true,
        derive: async ({ record, look }) => {
          const { year = 0, unit, sort, start = 0 } = record.values;
          const [inflow, outflow] = [total(record.values.arrivals), total(record.values.leavings)];
          const end = start + inflow - outflow;
          if (end < 0)
            throw new Refusal(
              'invalid.outflow',
              t('流出{outflow}人，多于年初和流入的{all}人', '{outflow} left, more than the {all} there were'),
              { values: { outflow, all: start + inflow } },
            );
          const [before] = await look.rows('talentMovement', { year: year - 1, unit, sort, state: 'confirmed' });
          if (before && before.values.end !== start)
            throw new Refusal(
              'conflict.start',
              t('年初{start}人与上年年末{end}人不一致', '{start} at the start; the year before ended with {end}'),
              { values: { start, end: before.values.end as number } },
            );
          return { set: { inflow, outflow, end, returned: null, turn: `${year}|${unit}|${sort}` } };
        },
      }),
      confirm: move({ label: t('核定', 'Confirm'), from: ['reported'], to: 'confirmed', by: ['office'], act: true }),
      returnReport: move({
        label: t('退回', 'Return'),
        from: ['reported'],
        to: 'draft',
        by: ['office'],
        asks: { returned: longText(t('退回原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ set: { turn: null } }),
      }),
    },
    access: {
      office: { scope: all(), fields, create: given, edit: { draft: given }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), fields, create: given, edit: { draft: given } },
    },
    views: {
      columns: ['unit', 'start', 'inflow', 'outflow', 'end', 'state'],
      sort: '-year,unit,sort',
      facets: ['year', 'unit', 'sort', 'state'],
    },
    form: [
      { title: t('年度', 'Year'), fields: ['year', 'unit', 'sort', 'start'] },
      { title: t('流入与流出', 'In and out'), fields: ['arrivals', 'leavings', 'inflow', 'outflow', 'end'] },
      { title: t('说明', 'Note'), fields: ['note', 'returned'] },
    ],
    summary: ({ year, sort }) => `${year ?? ''}年　${sort ? talentSorts[sort].zh : ''}`,
  };
});

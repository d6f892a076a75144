import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { date, files, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { endOfDay } from './term.ts';

/** What a clause of an agreement asks of a unit: done with evidence, confirmed by the office. */
export const agreementTask = module({
  name: 'agreementTask',
  reach: 'staff',
  room: 'attraction',
  title: t('协议任务', 'Agreement tasks'),
  fields: {
    agreement: ref(t('协议', 'Agreement'), 'agreement', { required: true }),
    heading: text(t('任务', 'Task'), { required: true, max: 120 }),
    clause: text(t('条款', 'Clause'), { max: 300 }),
    unit: ref(t('责任单位', 'Unit'), 'unit', { required: true }),
    to: date(t('完成时限', 'Due'), { required: true }),
    result: longText(t('落实情况', 'What was done'), { max: 1000 }),
    evidence: files(t('佐证材料', 'Evidence'), { max: 10 }),
    proofs: number(t('佐证件数', 'Pieces of evidence'), { min: 0, whole: true }),
    doneOn: date(t('完成日期', 'Done on')),
    returned: longText(t('退回原因', 'Why it was returned'), { max: 300 }),
    dropped: longText(t('取消原因', 'Why it was dropped'), { max: 300 }),
  },
  states: {
    doing: {
      label: t('落实中', 'Under way'),
      phase: 'open',
      initial: true,
      owes: { roles: ['unit'], task: t('落实协议任务并上传佐证', 'Do the task and show evidence') },
    },
    reported: {
      label: t('待确认', 'To be confirmed'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('确认协议任务', 'Confirm the task') },
    },
    done: { label: t('已完成', 'Done'), phase: 'done' },
    dropped: { label: t('已取消', 'Dropped'), phase: 'refused' },
  },
}).with(({ move, all, within }) => {
  const head = ['agreement', 'heading', 'clause', 'unit', 'to'] as const;
  const fields = [...head, 'result', 'evidence', 'proofs', 'doneOn', 'returned', 'dropped'] as const;
  const work = ['result', 'evidence'] as const;
  return {
    moves: {
      report: move({
        label: t('提交完成', 'Report it done'),
        from: ['doing'],
        to: 'reported',
        by: ['unit', 'office'],
        act: true,
        when: ({ record }) =>
          ((record.values.result ?? '') !== '' && (record.values.evidence ?? []).length > 0) ||
          new Refusal(
            'conflict.evidence',
            t('请先填写落实情况并上传佐证材料', 'First say what was done and attach the evidence'),
          ),
        derive: ({ record, today }) => ({
          set: { doneOn: today, proofs: (record.values.evidence ?? []).length, returned: null },
        }),
      }),
      confirm: move({
        label: t('确认完成', 'Confirm'),
        from: ['reported'],
        to: 'done',
        by: ['office'],
        act: true,
        derive: () => ({ due: null }),
      }),
      returnTask: move({
        label: t('退回', 'Return'),
        from: ['reported'],
        to: 'doing',
        by: ['office'],
        asks: { returned: longText(t('退回原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ set: { doneOn: null, proofs: null } }),
      }),
      extend: move({
        label: t('调整时限', 'Change the day'),
        from: ['doing'],
        by: ['office'],
        asks: { until: date(t('新的时限', 'New day'), { required: true }) },
        derive: ({ input, today }) => {
          if ((input.until ?? '') < today)
            throw new Refusal('invalid.until', t('时限不能早于今天', 'It must not lie before today'));
          return { set: { to: input.until ?? null }, due: endOfDay(input.until ?? '') };
        },
      }),
      drop: move({
        label: t('取消任务', 'Drop'),
        from: ['doing'],
        to: 'dropped',
        by: ['office'],
        asks: { dropped: longText(t('取消原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: { scope: all(), fields, edit: { doing: work }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), fields, edit: { doing: work } },
    },
    views: {
      lead: 'heading',
      columns: ['agreement', 'unit', 'to', 'doneOn', 'proofs', 'state'],
      sort: 'to,heading',
      facets: ['agreement', 'unit', 'state'],
    },
    form: [
      { title: t('任务', 'Task'), fields: head },
      { title: t('落实', 'What was done'), fields: ['result', 'evidence', 'proofs', 'doneOn', 'returned', 'dropped'] },
    ],
    summary: (values) => values.heading ?? '',
  };
});

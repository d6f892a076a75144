import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, entries, longText, month, number, ref, sequence, text } from '@juxian/engine/kinds/index.ts';

const yesNo = { yes: t('是', 'Yes'), no: t('否', 'No') };

const lines = entries(
  t('任免', 'Appointments and removals'),
  {
    cadre: ref(t('干部', 'Cadre'), 'cadre', { required: true }),
    act: choice(t('任免', 'Act'), { appoint: t('任', 'Appoint'), remove: t('免', 'Remove') }, { required: true }),
    unit: ref(t('单位', 'Unit'), 'unit', { required: true }),
    position: ref(t('岗位', 'Position'), 'position'),
    post: text(t('职务', 'Post'), { required: true, max: 80 }),
    main: choice(t('主职务', 'Main post'), yesNo),
    leading: choice(t('领导职务', 'Leading post'), yesNo),
    promotes: choice(t('提拔晋升', 'A promotion'), yesNo),
    trial: choice(t('试用期一年', 'On probation'), yesNo),
    order: number(t('集体内排序', 'Place in the team'), { min: 0, max: 9999 }),
    effective: month(t('起算年月', 'Counts from'), { required: true }),
  },
  { min: 1, max: 60 },
);

const fields = {
  number: sequence(t('发文字号', 'Number')),
  heading: text(t('标题', 'Heading'), { required: true, max: 100 }),
  decidedBy: text(t('决定机关', 'Decided by'), { required: true, max: 60 }),
  decidedOn: date(t('决定日期', 'Decided on'), { required: true }),
  issuedOn: date(t('成文日期', 'Dated')),
  sentTo: text(t('主送', 'To'), { max: 200 }),
  copyTo: text(t('抄送', 'Copies'), { max: 200 }),
  publicityFrom: date(t('公示起', 'Notice from')),
  publicityTo: date(t('公示止', 'Notice until')),
  lines,
  kinNote: longText(t('任职回避核查意见', 'Recusal checked'), { max: 500 }),
  reason: longText(t('作废原因', 'Reason'), { max: 300 }),
};
/** 任免文件: what it says is written into the people's files when it is issued, from the month it counts from. */
export const appointmentDocument = module({
  name: 'appointmentDocument',
  reach: 'staff',
  room: 'cadre',
  title: t('任免文件', 'Appointment documents'),
  fields,
  states: {
    draft: { label: t('拟稿', 'Draft'), phase: 'draft', initial: true },
    numbered: { label: t('已编号', 'Numbered'), phase: 'waiting' },
    issued: { label: t('已印发', 'Issued'), phase: 'done' },
    void: { label: t('已作废', 'Void'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const dates = ['decidedOn', 'publicityFrom', 'publicityTo', 'issuedOn'] as const;
  const written = ['heading', 'decidedBy', ...dates, 'sentTo', 'copyTo', 'lines', 'kinNote'] as const;
  const shown = ['number', ...written, 'reason'] as const;
  return {
    moves: {
      number: move({
        label: t('编号', 'Give it its number'),
        hint: t(
          '占用本年度下一个发文字号，作废也不再重用；请先核对人员、职务和时间',
          'Takes the next number of the year, which is never given again; look through the lines first',
        ),
        from: ['draft'],
        to: 'numbered',
        by: ['office'],
      }),
      issue: move({
        label: t('印发并记入任职', 'Issue it'),
        hint: t('印发后按起算年月记入干部任职', 'The posts count in the files from their months'),
        from: ['numbered'],
        to: 'issued',
        by: ['office'],
        act: true,
        derive: async (facts) => {
          const { filesAfter } = await import('./files.ts');
          return {
            set: { issuedOn: facts.record.values.issuedOn ?? facts.today },
            change: await filesAfter(facts.record.values, facts),
          };
        },
      }),
      cancel: move({
        label: t('作废', 'Make it void'),
        from: ['draft', 'numbered'],
        to: 'void',
        by: ['office'],
        asks: { reason: longText(t('作废原因', 'Reason'), { required: true, max: 300 }) },
      }),
    },
    access: {
      office: {
        scope: all({ avoids: 'lines.cadre' }),
        fields: shown,
        create: written,
        edit: { draft: written, numbered: written },
        export: true,
      },
      leader: { scope: all({ avoids: 'lines.cadre' }), states: ['numbered', 'issued', 'void'], fields: shown },
    },
    views: {
      lead: 'heading',
      columns: ['number', 'decidedBy', 'decidedOn', 'issuedOn', 'state'],
      sort: '-decidedOn,number',
      facets: ['decidedBy', 'state'],
    },
    form: [
      {
        title: t('文件', 'Document'),
        fields: ['heading', 'number', 'decidedBy', ...dates, 'sentTo', 'copyTo'],
      },
      { title: t('任免', 'Appointments and removals'), fields: ['lines', 'kinNote'] },
      { title: t('作废', 'Void'), fields: ['reason'] },
    ],
    // Official documents are counted without leading zeros. Source: GB/T 9704-2012, 7.2.5.
    number: { field: 'number', on: 'number', pattern: '{word}〔{year}〕{n:1}号', word: '组发' },
    summary: (values) => values.heading ?? '',
  };
});

import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, ref, text } from '@juxian/engine/kinds/index.ts';
import { dayMonthsLater } from '@juxian/rules/month.ts';
import { closingTime } from '../due.ts';

export const outcomes = {
  adopted: t('采纳', 'Adopted'),
  partly: t('部分采纳', 'Adopted in part'),
  none: t('未采纳', 'Not adopted'),
};

const noteLevels = {
  province: t('省级领导批示', 'Provincial leader'),
  city: t('市级领导批示', 'City leader'),
  countyHead: t('县级主要领导批示', 'Head of the county'),
  county: t('县级领导批示', 'Leader of the county'),
  unit: t('部门采用', 'Used by the department'),
};

/** What became of an opinion: adopted, in part or not, with the reason; the leader's note; the effect after six months. */
export const adoption = module({
  name: 'adoption',
  reach: 'staff',
  room: 'expertise',
  title: t('成果采纳', 'Adoptions'),
  fields: {
    consultation: ref(t('咨询', 'Consultation'), 'consultation', { required: true }),
    opinion: ref(t('意见', 'Opinion'), 'opinion', { required: true }),
    asker: ref(t('提出单位', 'Asking unit'), 'unit', { required: true }),
    topic: text(t('咨询题目', 'Topic'), { required: true, max: 100 }),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    outcome: choice(t('采纳情况', 'Outcome'), outcomes),
    reason: longText(t('采纳内容或未采纳原因', 'What was adopted, or why not'), { max: 1000 }),
    note: choice(t('批示级别', "Leader's note"), noteLevels),
    document: text(t('批示或采用文号', 'Document'), { max: 60 }),
    decidedOn: date(t('答复日期', 'Decided on')),
    effect: longText(t('成效', 'Effect'), { max: 2000 }),
    effectOn: date(t('成效填报日期', 'Effect reported on')),
    remindedOn: date(t('催办日期', 'Reminded on')),
    certificate: ref(t('采纳证明', 'Certificate'), 'adoptionCertificate'),
  },
  states: {
    pending: {
      label: t('待答复采纳情况', 'Outcome due'),
      phase: 'open',
      initial: true,
      owes: { roles: ['unit'], task: t('答复意见采纳情况', 'Say what became of the opinion') },
    },
    tracking: {
      label: t('待跟踪成效', 'Effect to be reported'),
      phase: 'waiting',
      owes: { roles: ['unit'], task: t('填报采纳成效', 'Report the effect') },
    },
    done: { label: t('已办结', 'Done'), phase: 'done' },
    rejected: { label: t('未采纳', 'Not adopted'), phase: 'refused' },
  },
}).with(({ move, all, within, assigned }) => {
  const head = ['consultation', 'opinion', 'asker', 'topic', 'expert', 'expertName'] as const;
  const decided = ['outcome', 'reason', 'note', 'document', 'decidedOn'] as const;
  const followed = ['effect', 'effectOn', 'remindedOn', 'certificate'] as const;
  return {
    moves: {
      decide: move({
        label: t('答复采纳情况', 'Decide'),
        from: ['pending'],
        by: ['unit', 'office'],
        act: true,
        asks: {
          outcome: choice(t('采纳情况', 'Outcome'), outcomes, { required: true }),
          reason: longText(t('采纳内容；部分采纳或未采纳的写明原因', 'What; the reason where in part or not'), {
            max: 1000,
          }),
          note: choice(t('批示级别', "Leader's note"), noteLevels),
          document: text(t('批示或采用文号', 'Document'), { max: 60 }),
        },
        derive: ({ input, look, today }) => {
          if (input.outcome !== 'adopted' && !input.reason)
            throw refuseField('input.reason', 'invalid.reason', t('请写明原因', 'Give the reason'));
          if (input.outcome === 'none') return { state: 'rejected', set: { decidedOn: today }, due: null };
          const after = dayMonthsLater(today, look.figure('talent.adoptionFollowUp').value);
          return { state: 'tracking', set: { decidedOn: today }, due: closingTime(after) };
        },
      }),
      remind: move({
        label: t('成效到期提醒', 'Reminder of the effect'),
        from: ['tracking'],
        by: ['clock'],
        when: ({ record }) =>
          !record.values.remindedOn || new Refusal('conflict.reminded', t('已提醒', 'Reminded already')),
        derive: ({ today }) => ({ set: { remindedOn: today } }),
        says: {
          to: ['unit', 'office'],
          text: t('采纳已满半年，请填报成效：{topic}（{expertName}）', 'Report the effect: {topic} ({expertName})'),
        },
      }),
      report: move({
        label: t('填报成效', 'Report the effect'),
        from: ['tracking'],
        to: 'done',
        by: ['unit', 'office'],
        act: true,
        asks: { effect: longText(t('成效', 'Effect'), { required: true, max: 2000 }) },
        derive: ({ today }) => ({ set: { effectOn: today }, due: null }),
      }),
      certify: move({
        label: t('开具采纳证明', 'Issue a certificate'),
        from: ['tracking', 'done'],
        by: ['office'],
        when: ({ record }) =>
          !record.values.certificate || new Refusal('conflict.certificate', t('已开具', 'Issued already')),
        derive: async ({ record, look, today }) => {
          const { expert, expertName = '', asker, outcome, topic, document, decidedOn } = record.values;
          const unit = await look.record('unit', asker ?? '');
          const id = newId('record');
          return {
            set: { certificate: id },
            create: [
              {
                module: 'adoptionCertificate',
                id,
                values: {
                  adoption: record.id,
                  expert,
                  expertName,
                  holder: `${[...expertName][0] ?? ''}${'○'.repeat(Math.max(1, [...expertName].length - 1))}`,
                  topic,
                  unitName: unit?.values.name,
                  outcome,
                  document,
                  decidedOn,
                  issuedOn: today,
                },
              },
            ],
          };
        },
      }),
    },
    access: {
      office: { scope: all(), fields: [...head, ...decided, ...followed], export: true },
      leader: { scope: all(), fields: [...head, ...decided, ...followed] },
      unit: { scope: within('asker'), fields: [...head, ...decided, 'effect', 'effectOn'] },
      expert: {
        scope: assigned('expert'),
        states: ['tracking', 'done', 'rejected'],
        fields: ['topic', ...decided, 'effect', 'effectOn'],
      },
    },
    views: {
      lead: 'topic',
      columns: ['expertName', 'asker', 'outcome', 'note', 'decidedOn', 'state', 'due'],
      sort: '-decidedOn,topic',
      facets: ['outcome', 'note', 'state'],
    },
    form: [
      { title: t('意见', 'Opinion'), fields: head },
      { title: t('采纳', 'Adoption'), fields: decided },
      { title: t('成效与证明', 'Effect and certificate'), fields: followed },
    ],
    summary: (values) => `${values.expertName ?? ''}：${values.topic ?? ''}`,
  };
});

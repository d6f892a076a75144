import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { outcomes } from './adoption.ts';

/** The proof that an expert's opinion was adopted. Who holds it checks it on the portal, which shows the surname only. */
export const adoptionCertificate = module({
  name: 'adoptionCertificate',
  reach: 'portal',
  room: 'expertise',
  title: t('采纳证明', 'Adoption certificates'),
  fields: {
    number: sequence(t('证明编号', 'Number'), { public: true }),
    adoption: ref(t('成果采纳', 'Adoption'), 'adoption', { required: true }),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    expertName: text(t('姓名', 'Name'), { required: true, max: 40 }),
    holder: text(t('专家（公开核验）', 'Expert, as shown when checked'), { public: true, max: 40 }),
    topic: text(t('咨询题目', 'Topic'), { max: 100 }),
    unitName: text(t('采纳单位', 'Adopted by'), { public: true, max: 80 }),
    outcome: choice(t('采纳情况', 'Outcome'), outcomes, { public: true }),
    document: text(t('批示或采用文号', 'Document'), { max: 60 }),
    decidedOn: date(t('采纳日期', 'Adopted on'), { public: true }),
    issuedOn: date(t('开具日期', 'Issued on'), { public: true }),
    revocation: longText(t('作废原因', 'Reason of revocation'), { max: 500 }),
  },
  states: {
    valid: { label: t('有效', 'Valid'), phase: 'done', initial: true },
    revoked: { label: t('已作废', 'Revoked'), phase: 'refused' },
  },
}).with(({ move, all, assigned, open }) => {
  const shown = ['number', 'holder', 'unitName', 'outcome', 'decidedOn', 'issuedOn'] as const;
  const whole = [...shown, 'adoption', 'expert', 'expertName', 'topic', 'document'] as const;
  return {
    moves: {
      revoke: move({
        label: t('作废证明', 'Revoke'),
        from: ['valid'],
        to: 'revoked',
        by: ['office'],
        asks: { revocation: longText(t('作废原因', 'Reason'), { required: true, max: 500 }) },
      }),
    },
    access: {
      office: { scope: all(), fields: [...whole, 'revocation'], export: true },
      leader: { scope: all(), fields: whole },
      expert: { scope: assigned('expert'), fields: [...shown, 'expertName', 'topic', 'document'] },
      public: { scope: open('valid', 'revoked'), unlisted: true, fields: shown },
    },
    views: {
      lead: 'number',
      columns: ['holder', 'unitName', 'outcome', 'decidedOn', 'issuedOn', 'state'],
      sort: '-issuedOn,number',
      facets: ['outcome', 'state'],
    },
    form: [{ title: t('采纳证明', 'Certificate'), fields: [...whole, 'revocation'] }],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '采纳证' },
    summary: (values) => `${values.number ?? ''}`,
  };
});

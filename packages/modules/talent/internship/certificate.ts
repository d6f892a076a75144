import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, number, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { internshipGrades } from './subject.ts';

/** What a student takes home; whoever is shown it can check it on the portal. */
export const internshipCertificate = module({
  name: 'internshipCertificate',
  reach: 'portal',
  room: 'attraction',
  title: t('实习证明', 'Internship certificates'),
  fields: {
    number: sequence(t('证明编号', 'Number'), { public: true }),
    application: ref(t('报名', 'Application'), 'internshipApplication', { required: true }),
    name: text(t('姓名', 'Name'), { required: true, max: 40 }),
    holder: text(t('姓名（公开核验）', 'Name, as shown when checked'), { public: true, max: 40 }),
    school: text(t('学校', 'School'), { required: true, max: 60 }),
    unit: ref(t('实习单位', 'Unit'), 'unit', { required: true, public: true }),
    heading: text(t('实习岗位', 'Post'), { required: true, public: true, max: 40 }),
    from: date(t('实习起', 'From'), { public: true }),
    to: date(t('实习止', 'To'), { public: true }),
    days: number(t('出勤天数', 'Days present'), { public: true, min: 0, whole: false }),
    mark: choice(t('鉴定', 'Grade'), internshipGrades, { public: true }),
    issuedOn: date(t('发证日期', 'Issued on'), { public: true }),
    revocation: longText(t('作废原因', 'Reason of revocation'), { max: 300 }),
  },
  states: {
    valid: { label: t('有效', 'Valid'), phase: 'done', initial: true },
    revoked: { label: t('已作废', 'Revoked'), phase: 'refused' },
  },
}).with(({ move, all, within, open, own }) => {
  const shown = ['number', 'name', 'school', 'unit', 'heading', 'from', 'to', 'days', 'mark', 'issuedOn'] as const;
  return {
    moves: {
      revoke: move({
        label: t('作废', 'Revoke'),
        from: ['valid'],
        to: 'revoked',
        by: ['office'],
        asks: { revocation: longText(t('作废原因', 'Reason'), { required: true, max: 300 }) },
      }),
    },
    access: {
      office: { scope: all(), fields: [...shown, 'application', 'revocation'], export: true },
      leader: { scope: all(), fields: shown },
      unit: { scope: within('unit'), fields: shown },
      applicant: { scope: own(), fields: shown },
      public: {
        scope: open('valid', 'revoked'),
        unlisted: true,
        fields: ['holder', ...shown.filter((name) => name !== 'name' && name !== 'school')],
      },
    },
    views: {
      lead: 'name',
      columns: ['number', 'school', 'unit', 'heading', 'issuedOn', 'mark', 'state'],
      sort: '-issuedOn,number',
      facets: ['unit', 'mark', 'state'],
    },
    form: [{ title: t('证明', 'Certificate'), fields: [...shown, 'application', 'revocation'] }],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '实习证' },
    summary: (values) => `${values.number ?? ''} ${values.name ?? ''}`,
  };
});

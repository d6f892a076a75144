import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, longText, number, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from './studio-kind.ts';

/** The certificate of a studio; anybody who holds it can check it on the portal. */
export const certificate = module({
  name: 'certificate',
  reach: 'portal',
  room: 'talent',
  title: t('证书', 'Certificates'),
  fields: {
    number: sequence(t('证书编号', 'Number'), { public: true }),
    studio: ref(t('工作室', 'Studio'), 'studio', { required: true }),
    studioName: text(t('工作室名称', 'Name'), { required: true, public: true, max: 40 }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true, public: true }),
    year: number(t('年度', 'Year'), { public: true, min: 2000, max: 2100, whole: true, plain: true }),
    leaderName: text(t('领衔人', 'Leader'), { required: true, public: true, max: 40 }),
    hostUnit: ref(t('依托单位', 'Host unit'), 'unit'),
    unitName: text(t('依托单位名称', 'Host unit'), { public: true, max: 80 }),
    decisionNumber: text(t('认定文号', 'Decision'), { public: true, max: 40 }),
    issuedOn: date(t('发证日期', 'Issued on'), { public: true }),
    termTo: date(t('有效期至', 'Valid to'), { public: true }),
    revocation: longText(t('作废原因', 'Reason of revocation'), { max: 500 }),
  },
  states: {
    valid: { label: t('有效', 'Valid'), phase: 'done', initial: true },
    revoked: { label: t('已作废', 'Revoked'), phase: 'refused' },
  },
}).with(({ move, all, within, open }) => {
  const shown = [
    'number',
    'studioName',
    'kind',
    'year',
    'leaderName',
    'unitName',
    'decisionNumber',
    'issuedOn',
    'termTo',
  ] as const;
  return {
    moves: {
      revoke: move({
        label: t('作废证书', 'Revoke'),
        from: ['valid'],
        to: 'revoked',
        by: ['office'],
        asks: { revocation: longText(t('作废原因', 'Reason'), { required: true, max: 500 }) },
      }),
    },
    access: {
      office: { scope: all(), fields: [...shown, 'studio', 'hostUnit', 'revocation'], export: true },
      leader: { scope: all(), fields: shown },
      unit: { scope: within('hostUnit'), fields: [...shown, 'studio', 'hostUnit'] },
      public: { scope: open('valid', 'revoked'), fields: shown },
    },
    views: {
      lead: 'studioName',
      columns: ['number', 'kind', 'leaderName', 'unitName', 'issuedOn', 'termTo', 'state'],
      sort: '-issuedOn,number',
      facets: ['kind', 'year', 'state'],
    },
    form: [{ title: t('证书', 'Certificate'), fields: [...shown, 'studio', 'hostUnit', 'revocation'] }],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '人才证' },
    summary: (values) => `${values.number ?? ''} ${values.studioName ?? ''}`,
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { longDay } from '../paper.ts';
import { certificatePaper } from '../papers/decision.ts';
import { checkedAt, type Forms, issuerOf } from './view.ts';

export const talentCardForms: Forms = {
  card: {
    title: t('人才卡', 'Talent card'),
    by: ['office', 'leader'],
    when: ({ state }) =>
      state === 'valid' || new Refusal('conflict.state', t('有效的人才卡才能打印', 'Only a card in force is printed')),
    async paper(ctx, seen, { portal }) {
      const { county, group, ...issuer } = issuerOf(ctx);
      const unit = seen.words('unitName');
      return certificatePaper({
        ...issuer,
        title: `${county}人才卡`,
        number: seen.words('number'),
        holder: `${seen.words('name')}${unit ? `（${unit}）` : ''}`,
        text: `${seen.words('grade')}。持本卡可享受：${seen.words('benefits').replaceAll('；', '、')}。有效期自${longDay(seen.text('from'))}至${longDay(seen.text('to'))}。`,
        issuer: group,
        issuedOn: seen.text('from'),
        url: checkedAt(portal, seen),
      });
    },
  },
};

export const internshipCertificateForms: Forms = {
  certificate: {
    title: t('实习证明', 'Certificate of an internship'),
    by: ['office', 'leader', 'unit', 'applicant'],
    when: ({ state }) =>
      state !== 'revoked' || new Refusal('conflict.revoked', t('证明已作废', 'The certificate is revoked')),
    async paper(ctx, seen, { portal }) {
      const { county: _, group: __, ...issuer } = issuerOf(ctx);
      const mark = seen.words('mark');
      return certificatePaper({
        ...issuer,
        title: '实习证明',
        number: seen.words('number'),
        holder: `${seen.words('school')}${seen.words('name')}同学`,
        text: `于${longDay(seen.text('from'))}至${longDay(seen.text('to'))}在${seen.words('unit')}“${seen.words('heading')}”岗位参加实习，出勤${seen.words('days')}天${mark ? `，鉴定为${mark}` : ''}。特此证明。`,
        issuer: issuer.office,
        issuedOn: seen.text('issuedOn'),
        url: checkedAt(portal, seen),
      });
    },
  },
};

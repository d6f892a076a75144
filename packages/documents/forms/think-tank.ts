import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { longDay } from '../paper.ts';
import { certificatePaper, engagementPaper } from '../papers/decision.ts';
import { checkedAt, type Forms, issuerOf } from './view.ts';

export const engagementForms: Forms = {
  letter: {
    title: t('聘书', 'Letter of engagement'),
    by: ['office', 'leader', 'expert'],
    when: ({ state }) =>
      !['draft', 'cancelled'].includes(state) ||
      new Refusal('conflict.draft', t('发聘书后才能打印', 'It can be printed once the letter is issued')),
    paper: async (ctx, seen) => {
      const { county, group, ...issuer } = issuerOf(ctx);
      return engagementPaper({
        ...issuer,
        number: seen.words('number'),
        holder: seen.words('expertName'),
        text: `兹聘请您为${county}${seen.words('honour')}，聘期自${longDay(seen.text('from'))}至${longDay(seen.text('to'))}。`,
        issuer: group,
        issuedOn: seen.text('from'),
      });
    },
  },
};

export const adoptionCertificateForms: Forms = {
  certificate: {
    title: t('成果采纳证明', 'Certificate of adoption'),
    by: ['office', 'leader', 'expert'],
    when: ({ state }) =>
      state !== 'revoked' || new Refusal('conflict.revoked', t('证明已作废', 'The certificate is revoked')),
    async paper(ctx, seen, { portal }) {
      const { county: _, group, ...issuer } = issuerOf(ctx);
      const document = seen.words('document');
      return certificatePaper({
        ...issuer,
        title: '成果采纳证明',
        number: seen.words('number'),
        holder: seen.words('expertName'),
        text: `您就“${seen.words('topic')}”提出的咨询意见，于${longDay(seen.text('decidedOn'))}被${seen.words('unitName')}${seen.words('outcome')}${document ? `（${document}）` : ''}。特此证明，并致谢忱。`,
        issuer: group,
        issuedOn: seen.text('issuedOn'),
        url: checkedAt(portal, seen),
      });
    },
  },
};

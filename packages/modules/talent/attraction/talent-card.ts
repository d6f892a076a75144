import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, choices, date, identityNumber, longText, sequence, text } from '@juxian/engine/kinds/index.ts';
import { serviceSorts } from '@juxian/rules/attraction.ts';
import { shortened } from '../shortened.ts';
import { endOfDay, termDisagrees } from './term.ts';

/** The classes of talent as counties group them, highest first. */
export const cardClasses = {
  a: t('A类 顶尖人才', 'Class A'),
  b: t('B类 领军人才', 'Class B'),
  c: t('C类 拔尖人才', 'Class C'),
  d: t('D类 骨干人才', 'Class D'),
  e: t('E类 青年人才', 'Class E'),
};

/** A card that shows which benefits its holder has and until when; anybody it is shown to can check it. */
export const talentCard = module({
  name: 'talentCard',
  reach: 'portal',
  room: 'attraction',
  title: t('人才卡', 'Talent cards'),
  fields: {
    number: sequence(t('卡号', 'Card number'), { public: true }),
    name: text(t('持卡人', 'Holder'), { required: true, max: 40 }),
    holder: text(t('持卡人（公开核验）', 'Holder, as shown when checked'), { public: true, max: 40 }),
    identityNumber: identityNumber(t('身份证号', 'Identity number'), { required: true }),
    unitName: text(t('工作单位', 'Works at'), { max: 80 }),
    grade: choice(t('人才类别', 'Class'), cardClasses, { required: true, public: true }),
    ground: text(t('认定依据', 'Ground'), { required: true, max: 120 }),
    benefits: choices(t('可享受的服务', 'Benefits'), serviceSorts, { required: true, public: true }),
    from: date(t('有效期起', 'From'), { required: true, public: true }),
    to: date(t('有效期止', 'To'), { required: true, public: true, disagrees: termDisagrees }),
    revocation: longText(t('收回原因', 'Why it was taken back'), { max: 300 }),
    /** The identity number while the card is in force: nobody has two. */
    held: text(t('有效的人才卡', 'A card in force'), { max: 20, unique: true, unlisted: true }),
  },
  states: {
    draft: { label: t('待制卡', 'To be issued'), phase: 'draft', initial: true },
    valid: { label: t('有效', 'In force'), phase: 'open' },
    expired: { label: t('已过期', 'Expired'), phase: 'done' },
    revoked: { label: t('已收回', 'Taken back'), phase: 'refused' },
  },
}).with(({ move, all, open }) => {
  const given = ['name', 'identityNumber', 'unitName', 'grade', 'ground', 'benefits', 'from', 'to'] as const;
  const fields = ['number', ...given, 'revocation'] as const;
  return {
    moves: {
      issue: move({
        label: t('发卡', 'Issue'),
        from: ['draft'],
        to: 'valid',
        by: ['office'],
        act: true,
        when: ({ record, today }) => {
          const { from = '', to = '' } = record.values;
          if (from > today)
            return new Refusal(
              'conflict.early',
              t('有效期自{from}起，届时再发卡', 'It holds from {from}; issue it then'),
              {
                values: { from },
              },
            );
          return to > today || new Refusal('invalid.to', t('有效期已过', 'The term is over already'));
        },
        derive: ({ record }) => ({
          set: { held: record.values.identityNumber ?? null, holder: shortened(record.values.name ?? '') },
          due: endOfDay(record.values.to ?? ''),
        }),
      }),
      renew: move({
        label: t('续期', 'Renew'),
        from: ['valid', 'expired'],
        to: 'valid',
        by: ['office'],
        asks: { until: date(t('续至', 'To'), { required: true }) },
        derive: ({ record, input, today }) => {
          const to = input.until ?? '';
          if (to <= today || to <= (record.values.to ?? ''))
            throw new Refusal('invalid.until', t('须晚于今天和原有效期', 'It must lie beyond today and the old term'));
          return { set: { to, held: record.values.identityNumber ?? null }, due: endOfDay(to) };
        },
      }),
      expire: move({
        label: t('过期', 'Expire'),
        from: ['valid'],
        to: 'expired',
        by: ['clock'],
        when: ({ record, today }) =>
          today > (record.values.to ?? '') || new Refusal('conflict.early', t('仍在有效期内', 'It is still in force')),
        derive: () => ({ set: { held: null }, due: null }),
      }),
      revoke: move({
        label: t('收回', 'Take back'),
        from: ['valid'],
        to: 'revoked',
        by: ['office'],
        asks: { revocation: longText(t('收回原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ set: { held: null }, due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields,
        create: given,
        edit: { draft: given },
        reveal: ['identityNumber'],
        export: true,
      },
      leader: { scope: all(), fields: fields.filter((name) => name !== 'identityNumber') },
      public: {
        scope: open('valid', 'expired', 'revoked'),
        unlisted: true,
        fields: ['number', 'holder', 'grade', 'benefits', 'from', 'to'],
      },
    },
    views: {
      lead: 'name',
      columns: ['number', 'grade', 'unitName', 'benefits', 'from', 'to', 'state'],
      sort: 'grade,name',
      facets: ['grade', 'benefits', 'state'],
    },
    form: [
      { title: t('人才卡', 'Card'), fields: ['number', ...given] },
      { title: t('收回', 'Taken back'), fields: ['revocation'] },
    ],
    number: { field: 'number', on: 'issue', pattern: '{word}{year}{n}', word: '人才卡' },
    summary: (values) => values.name ?? '',
  };
});

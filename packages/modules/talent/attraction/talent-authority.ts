import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, choices, date, longText, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { talentSorts } from './movement.ts';
import { cardClasses } from './talent-card.ts';
import { endOfDay, termDisagrees } from './term.ts';

/** Which unit may recognise which class of talent by itself, how many and until when. */
export const talentAuthority = module({
  name: 'talentAuthority',
  reach: 'staff',
  room: 'attraction',
  title: t('认定授权', 'Delegated recognition'),
  fields: {
    unit: ref(t('用人主体', 'Employer'), 'unit', { required: true }),
    sort: choice(t('人才类别', 'Kind'), talentSorts, { required: true }),
    classes: choices(t('可认定层次', 'Classes it may recognise'), cardClasses, { required: true }),
    scheme: ref(t('评价方案', 'Scheme'), 'evaluationScheme', { required: true }),
    quota: number(t('名额', 'Places'), { required: true, min: 1, max: 500, whole: true }),
    reportDays: number(t('认定后报备（天）', 'Report within, days'), { required: true, min: 1, max: 90, whole: true }),
    documentNumber: text(t('授权文号', 'Document'), { required: true, max: 40 }),
    from: date(t('授权起', 'From'), { required: true }),
    to: date(t('授权止', 'To'), { required: true, disagrees: termDisagrees }),
    ending: longText(t('收回原因', 'Why it was taken back'), { max: 300 }),
  },
  states: {
    draft: { label: t('拟授权', 'Draft'), phase: 'draft', initial: true },
    granted: { label: t('授权中', 'In force'), phase: 'open' },
    ended: { label: t('已到期', 'Over'), phase: 'done' },
    withdrawn: { label: t('已收回', 'Taken back'), phase: 'refused' },
  },
}).with(({ move, all, within }) => {
  const given = ['unit', 'sort', 'classes', 'scheme', 'quota', 'reportDays', 'documentNumber', 'from', 'to'] as const;
  const fields = [...given, 'ending'] as const;
  return {
    moves: {
      grant: move({
        label: t('授权', 'Grant'),
        from: ['draft'],
        to: 'granted',
        by: ['office'],
        act: true,
        when: async ({ record, look }) => {
          const scheme = record.values.scheme ? await look.record('evaluationScheme', record.values.scheme) : undefined;
          return (
            (scheme?.state === 'inForce' && scheme.values.sort === record.values.sort) ||
            new Refusal(
              'conflict.scheme',
              t('评价方案须在施行并适用该类人才', 'The scheme must be in force and for this kind of talent'),
            )
          );
        },
        derive: ({ record }) => ({ due: endOfDay(record.values.to ?? '') }),
      }),
      expire: move({
        label: t('到期', 'Expire'),
        from: ['granted'],
        to: 'ended',
        by: ['clock'],
        when: ({ record, today }) =>
          today > (record.values.to ?? '') || new Refusal('conflict.early', t('授权未到期', 'It is still in force')),
        derive: () => ({ due: null }),
      }),
      withdraw: move({
        label: t('收回授权', 'Take back'),
        from: ['granted'],
        to: 'withdrawn',
        by: ['office'],
        asks: { ending: longText(t('收回原因', 'Reason'), { required: true, max: 300 }) },
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: { scope: all(), fields, create: given, edit: { draft: given }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), states: ['granted', 'ended', 'withdrawn'], fields },
    },
    views: {
      columns: ['unit', 'classes', 'quota', 'from', 'to', 'state'],
      sort: '-from,unit',
      facets: ['unit', 'sort', 'state'],
    },
    form: [
      { title: t('授权', 'Authority'), fields: given },
      { title: t('收回', 'Taken back'), fields: ['ending'] },
    ],
    summary: ({ documentNumber, sort }) => `${documentNumber ?? ''}　${sort ? talentSorts[sort].zh : ''}`,
  };
});

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, registered } from '@juxian/engine/define.ts';
import { choice, files, longText, person, phone, ref, sequence, text } from '@juxian/engine/kinds/index.ts';
import { unit } from '@juxian/modules/office/unit.ts';

/** A small module of no county's, with every way in which a move can speak, run by the clock or fail. */
const errand = module({
  name: 'errand',
  reach: 'portal',
  room: 'office',
  title: t('事项', 'Errands'),
  fields: {
    topic: text(t('事由', 'Topic'), { required: true, max: 40 }),
    code: text(t('代码', 'Code'), { max: 20, unique: true }),
    number: sequence(t('编号', 'Number')),
    kind: choice(t('类别', 'Kind'), { visit: t('走访', 'Visit'), letter: t('来信', 'Letter') }, { required: true }),
    phone: phone(t('电话', 'Telephone'), { sensitive: true }),
    host: ref(t('单位', 'Unit'), 'unit'),
    helper: person(t('协办人', 'Helper')),
    note: longText(t('意见', 'Note'), { max: 200 }),
    papers: files(t('附件', 'Papers')),
  },
  states: {
    draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
    open: { label: t('在办', 'Open'), phase: 'open' },
    lapsed: { label: t('逾期', 'Lapsed'), phase: 'refused' },
    closed: { label: t('办结', 'Closed'), phase: 'done' },
  },
}).with(({ move, all, own, within }) => {
  const given = ['topic', 'code', 'kind', 'phone', 'host', 'papers'] as const;
  const every = [...given, 'number', 'helper', 'note'] as const;
  return {
    moves: {
      send: move({
        label: t('报送', 'Send'),
        from: ['draft'],
        to: 'open',
        by: ['office', 'applicant'],
        derive: ({ today, look }) => ({ due: `${look.addWorkingDays(today, 3)}T23:59:59+08:00` }),
        says: {
          to: ['owner'],
          text: t(
            '“{title}”（{kind}）已收到，编号{number}，电话{phone}，意见{note}。',
            'Received: {title}, {kind}, {number}.',
          ),
        },
      }),
      ask: move({
        label: t('转办', 'Ask'),
        from: ['open'],
        by: ['office'],
        asks: { helper: person(t('协办人', 'Helper')), note: longText(t('意见', 'Note')) },
        says: {
          to: ['helper', 'unit', 'leader'],
          text: t('“{title}”请于{due}前办理：{note}', '{title}, by {due}: {note}'),
        },
      }),
      lapse: move({
        label: t('逾期', 'Lapse'),
        from: ['open'],
        to: 'lapsed',
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due !== undefined && record.due < now) || new Refusal('conflict.early', t('未到期', 'Not yet')),
        derive: ({ record }) => {
          if (record.values.topic === 'breaks the clock') throw new Error('a bug in a module');
          return { due: null };
        },
        says: { to: ['owner'], text: t('“{title}”逾期。', '{title} has lapsed.') },
      }),
      close: move({
        label: t('办结', 'Close'),
        from: ['open'],
        to: 'closed',
        by: ['office'],
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: every,
        create: given,
        edit: { draft: given, open: ['note', 'kind'] },
        reveal: ['phone'],
        export: true,
      },
      applicant: { scope: own(), fields: [...given, 'number'], create: given, edit: { draft: given } },
      unit: { scope: within('host'), fields: ['topic', 'kind', 'host', 'note'] },
      leader: { scope: all(), states: ['open', 'closed'], fields: ['topic'] },
    },
    views: {
      lead: 'topic',
      columns: ['topic', 'kind', 'phone', 'state', 'due'],
      sort: 'topic',
      facets: ['kind', 'state'],
    },
    form: [{ title: t('事项', 'Errand'), fields: every }],
    transfer: { key: 'code', columns: ['topic', 'code', 'kind', 'phone', 'note'] },
    number: { field: 'number', on: 'send', pattern: '{word}〔{year}〕{n}号', word: '事' },
    summary: (values) => values.topic ?? '',
  };
});

export const errands = [registered(errand), registered(unit)];

import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, files, longText, person, ref, sequence, text } from '@juxian/engine/kinds/index.ts';

/**
 * An objection to a public notice. It may be anonymous; a contact, where one is left, is read by the named handler only,
 * and the person concerned sees the substance only.
 */
export const objection = module({
  name: 'objection',
  reach: 'portal',
  room: 'talent',
  title: t('公示异议', 'Objections'),
  fields: {
    number: sequence(t('编号', 'Number')),
    publicity: ref(t('公示', 'Notice'), 'publicity', { required: true }),
    application: ref(t('反映的申报', 'Application concerned'), 'application', { unseen: true }),
    studioName: text(t('反映的工作室', 'Studio concerned'), { max: 40 }),
    substance: longText(t('反映内容', 'Substance'), { required: true, max: 2000 }),
    evidence: files(t('佐证', 'Evidence'), { max: 5 }),
    named: choice(
      t('署名', 'Signed'),
      { named: t('实名', 'Named'), anonymous: t('匿名', 'Anonymous') },
      { required: true },
    ),
    contact: text(t('联系方式', 'Contact'), { max: 100, sensitive: true, unlisted: true }),
    handler: person(t('承办人账号', "Handler's account")),
    handledBy: text(t('承办人', 'Handler'), { max: 40 }),
    finding: longText(t('查核情况', 'Finding'), { max: 2000 }),
    answer: longText(t('答复', 'Answer'), { max: 1000 }),
  },
  states: {
    received: {
      label: t('已收到', 'Received'),
      phase: 'open',
      initial: true,
      owes: { roles: ['office'], task: t('指定承办人', 'Name a handler') },
    },
    verifying: {
      label: t('查核中', 'Looked into'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('查核并答复异议', 'Answer the objection') },
    },
    upheld: { label: t('属实', 'Upheld'), phase: 'done' },
    dismissed: { label: t('不属实', 'Not upheld'), phase: 'done' },
  },
}).with(({ move, all, assigned }) => {
  const known = [
    'number',
    'publicity',
    'application',
    'studioName',
    'substance',
    'evidence',
    'named',
    'handledBy',
    'finding',
    'answer',
  ] as const;
  const given = ['publicity', 'application', 'studioName', 'substance', 'evidence', 'named', 'contact'] as const;
  const settle = {
    finding: longText(t('查核情况', 'Finding'), { required: true, max: 2000 }),
    answer: longText(t('答复', 'Answer'), { required: true, max: 1000 }),
  };
  return {
    moves: {
      takeOn: move({
        label: t('由我承办', 'Take it on'),
        from: ['received'],
        to: 'verifying',
        by: ['office'],
        act: true,
        hint: t('联系方式只对承办人开放', 'The contact is open to the handler only'),
        derive: ({ actor, look, today }) => ({
          set: { handler: actor.id, handledBy: actor.name },
          due: `${look.addWorkingDays(today, look.figure('talent.objectionDays').value)}T17:30:00+08:00`,
        }),
      }),
      uphold: move({
        label: t('查核属实', 'Uphold'),
        from: ['verifying'],
        to: 'upheld',
        by: ['office'],
        asks: settle,
        when: ({ record, actor }) => isHandler(record.values.handler, actor.id),
        derive: () => ({ due: null }),
      }),
      dismiss: move({
        label: t('查核不属实', 'Dismiss'),
        from: ['verifying'],
        to: 'dismissed',
        by: ['office'],
        act: true,
        asks: settle,
        when: ({ record, actor }) => isHandler(record.values.handler, actor.id),
        derive: () => ({ due: null }),
      }),
    },
    access: {
      office: [
        { scope: all(), fields: known, create: given, export: true },
        { scope: assigned('handler'), fields: [...known, 'contact'], reveal: ['contact'] },
      ],
      leader: { scope: all(), fields: ['number', 'publicity', 'studioName', 'named', 'finding', 'answer'] },
      public: { scope: { sees: 'open', states: [] }, fields: [], create: given },
    },
    views: {
      columns: ['number', 'publicity', 'studioName', 'named', 'state', 'due'],
      sort: '-number',
      facets: ['publicity', 'state'],
    },
    form: [
      {
        title: t('异议', 'Objection'),
        fields: ['number', 'publicity', 'application', 'studioName', 'substance', 'evidence', 'named', 'contact'],
      },
      { title: t('查核与答复', 'Finding and answer'), fields: ['handledBy', 'finding', 'answer'] },
    ],
    number: { field: 'number', on: 'create', pattern: '{word}〔{year}〕{n}号', word: '异议' },
    summary: (values) => `${values.number ?? ''}　${values.studioName ?? ''}`,
  };
});

const isHandler = (handler: string | undefined, actor: string): Refusal | true =>
  handler === actor || new Refusal('forbidden.handler', t('只能由承办人办结', 'Only the handler may settle it'));

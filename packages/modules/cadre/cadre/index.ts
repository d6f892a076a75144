import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { longText, month, text } from '@juxian/engine/kinds/index.ts';
import { cadreFields } from './fields.ts';

/** What a unit knows of its own people: nothing of family, appraisal or punishment. */
const known = ['name', 'sex', 'born', 'unit', 'post', 'order', 'postFull', 'postShort', 'level', 'rank'] as const;

/** What the day decides; nobody writes it. */
const drawn = [
  'unit',
  'post',
  'postSince',
  'order',
  'position',
  'leading',
  'level',
  'levelSince',
  'rank',
  'rankSince',
  'degreeLevel',
  'fullTime',
] as const;

const written = [
  'name',
  'identityNumber',
  'sex',
  'born',
  'nativePlace',
  'birthplace',
  'hometown',
  'ethnicGroup',
  'health',
  'phone',
  'workStart',
  'politics',
  'partyText',
  'partyJoined',
  'secondParty',
  'thirdParty',
  'category',
  'managed',
  'establishment',
  'payLevel',
  'postFull',
  'postShort',
  'speciality',
  'grassroots',
  'qualification',
  'registered',
  'recruited',
  'recruitedOn',
  'selected',
  'selectedOn',
  'ageLimit',
  'sixtyGround',
  'sixtyDocument',
  'resume',
  'honourText',
  'appraisalText',
  'note',
  'photo',
  'appointments',
  'levels',
  'titles',
  'education',
  'honours',
  'appraisals',
  'family',
  'recognised',
] as const;

/** One person's file: what the collection workbook, the appointment form and its exchange files hold, by dated rows. */
export const cadre = module({
  name: 'cadre',
  reach: 'staff',
  room: 'cadre',
  title: t('干部', 'Cadres'),
  fields: {
    ...cadreFields,
    leftOn: month(t('离开时间', 'Left in')),
    leftReason: text(t('离开原因', 'Why'), { max: 100 }),
  },
  states: {
    serving: { label: t('现职', 'Serving'), phase: 'open', initial: true },
    offPost: { label: t('非现职', 'Without a post'), phase: 'waiting', initial: true },
    retired: { label: t('离退', 'Retired'), phase: 'done', initial: true },
    transferred: { label: t('调出', 'Transferred out'), phase: 'done', initial: true },
    left: { label: t('其他离开', 'Left'), phase: 'done', initial: true },
    deceased: { label: t('已去世', 'Deceased'), phase: 'done', initial: true },
  },
}).with(({ move, all, within }) => {
  const leaves = (zh: string, en: string, to: 'retired' | 'transferred' | 'left' | 'deceased') =>
    move({
      label: t(zh, en),
      from: ['serving', 'offPost'],
      to,
      by: ['office'],
      asks: {
        leftOn: month(t('时间', 'Month'), { required: true }),
        leftReason: text(t('原因和文号', 'Reason and document'), { max: 100 }),
      },
    });
  const office = [...written, ...drawn, 'leftOn', 'leftReason'] as const;
  const everywhere = {
    serving: written,
    offPost: written,
    retired: written,
    transferred: written,
    left: written,
    deceased: written,
  };
  return {
    moves: {
      retire: leaves('办理退休', 'Retire', 'retired'),
      transferOut: leaves('调出', 'Transfer out', 'transferred'),
      leave: leaves('其他离开', 'Record as left', 'left'),
      decease: leaves('登记去世', 'Record the death', 'deceased'),
      stepDown: move({
        label: t('转为非现职', 'Leave the post'),
        from: ['serving'],
        to: 'offPost',
        by: ['office'],
        asks: { leftReason: text(t('原因和文号', 'Reason and document'), { required: true, max: 100 }) },
      }),
      return: move({
        label: t('恢复现职', 'Return to service'),
        from: ['offPost', 'retired', 'transferred', 'left', 'deceased'],
        to: 'serving',
        by: ['office'],
        asks: { note: longText(t('依据', 'Ground'), { required: true, max: 1000 }) },
        derive: ({ record, input }) => ({
          set: {
            leftOn: null,
            leftReason: null,
            note: [record.values.note, input.note].filter(Boolean).join('\n'),
          },
        }),
      }),
    },
    access: {
      office: {
        scope: all({ avoids: 'id' }),
        fields: office,
        create: written,
        edit: everywhere,
        reveal: ['identityNumber', 'health', 'phone'],
        export: true,
      },
      leader: { scope: all({ avoids: 'id' }), fields: office },
      unit: { scope: within('unit', { avoids: 'id' }), states: ['serving', 'offPost'], fields: known },
    },
    views: {
      lead: 'name',
      columns: ['unit', 'postFull', 'sex', 'born', 'degreeLevel', 'politics', 'level', 'rank', 'rankSince', 'state'],
      sort: 'unit,order,name',
      facets: ['unit', 'sex', 'degreeLevel', 'politics', 'level', 'rank', 'category', 'state'],
      tabs: [
        { name: 'serving', title: t('现职', 'Serving'), where: { state: 'serving' } },
        { name: 'retired', title: t('离退', 'Retired'), where: { state: 'retired' } },
      ],
    },
    form: [
      {
        title: t('基本情况', 'Person'),
        fields: [
          'name',
          'sex',
          'born',
          'photo',
          'ethnicGroup',
          'nativePlace',
          'birthplace',
          'hometown',
          'politics',
          'partyJoined',
          'partyText',
          'secondParty',
          'thirdParty',
          'workStart',
          'health',
          'speciality',
          'identityNumber',
          'phone',
        ],
      },
      {
        title: t('现任职务', 'Present post'),
        fields: [
          'postFull',
          'postShort',
          'unit',
          'post',
          'postSince',
          'level',
          'levelSince',
          'rank',
          'rankSince',
          'category',
          'managed',
          'establishment',
          'payLevel',
          'position',
          'leading',
          'order',
        ],
      },
      { title: t('任职', 'Appointments'), fields: ['appointments'] },
      { title: t('职务层次和职级', 'Levels and ranks'), fields: ['levels', 'registered', 'qualification'] },
      { title: t('学历学位', 'Education'), fields: ['fullTime', 'degreeLevel', 'education'] },
      { title: t('专业技术职务', 'Professional posts'), fields: ['titles'] },
      { title: t('简历', 'Résumé'), fields: ['resume'] },
      { title: t('奖惩', 'Rewards and punishments'), fields: ['honours', 'honourText'] },
      { title: t('年度考核', 'Appraisals'), fields: ['appraisals', 'appraisalText'] },
      { title: t('家庭主要成员及重要社会关系', 'Family and relations'), fields: ['family'] },
      {
        title: t('补充信息', 'More'),
        fields: [
          'grassroots',
          'recruited',
          'recruitedOn',
          'selected',
          'selectedOn',
          'ageLimit',
          'sixtyGround',
          'sixtyDocument',
          'recognised',
          'note',
        ],
      },
      { title: t('离开', 'Leaving'), fields: ['leftOn', 'leftReason'] },
    ],
    transfer: {
      key: 'identityNumber',
      columns: written.filter(
        (name) =>
          ![
            'photo',
            'appointments',
            'levels',
            'titles',
            'education',
            'honours',
            'appraisals',
            'family',
            'recognised',
          ].includes(name),
      ),
    },
    summary: (values) => values.name ?? '',
  };
});

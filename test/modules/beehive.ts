import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, identityNumber, number, ref, text } from '@juxian/engine/kinds/index.ts';

/** A module of somebody else's: one declaration, no line of code anywhere else. */
export const beehive = module({
  name: 'beehive',
  reach: 'portal',
  room: 'office',
  title: t('蜂场', 'Apiaries'),
  fields: {
    name: text(t('场名', 'Name'), { required: true, public: true, max: 40 }),
    keeper: identityNumber(t('场主证件号', "Keeper's number"), { unique: true }),
    unit: ref(t('所在单位', 'Unit'), 'unit'),
    hives: number(t('群数', 'Hives'), { min: 0, whole: true, public: true }),
    breed: choice(t('蜂种', 'Breed'), { cerana: t('中蜂', 'Cerana'), mellifera: t('意蜂', 'Mellifera') }),
  },
  states: {
    draft: {
      label: t('登记中', 'Draft'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['leader'], task: t('核对', 'Check') },
    },
    kept: { label: t('在养', 'Kept'), phase: 'open' },
  },
}).with(({ move, all, within, own, open }) => ({
  moves: { enter: move({ label: t('入册', 'Enter'), from: ['draft'], to: 'kept', by: ['office', 'applicant'] }) },
  access: {
    office: {
      scope: all(),
      fields: ['name', 'keeper', 'unit', 'hives', 'breed'],
      create: ['name', 'keeper', 'unit', 'hives', 'breed'],
      edit: { draft: ['name', 'hives'], kept: ['hives'] },
      reveal: ['keeper'],
      export: true,
    },
    leader: { scope: all(), fields: ['hives', 'breed'] },
    unit: { scope: within('unit'), states: ['kept'], fields: ['name', 'unit', 'hives'] },
    applicant: { scope: own(), fields: ['name', 'hives'], create: ['name', 'keeper'], edit: { draft: ['name'] } },
    public: { scope: open('kept'), fields: ['name', 'hives'] },
  },
  views: { lead: 'name', columns: ['name', 'hives', 'breed', 'state'], sort: 'name', facets: ['breed', 'state'] },
  form: [{ title: t('蜂场', 'Apiary'), fields: ['name', 'keeper', 'unit', 'hives', 'breed'] }],
  transfer: { key: 'name', columns: ['name', 'unit', 'hives', 'breed'] },
  summary: (values) => values.name ?? '',
}));

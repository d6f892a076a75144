import { t } from '@juxian/base/text.ts';
import { module, registered } from '@juxian/engine/define.ts';
import { choice, current, date, entries, month, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';

/** Units one above the other. */
export const office = registered(
  module({
    name: 'office',
    reach: 'staff',
    room: 'office',
    title: t('单位', 'Units'),
    fields: {
      name: text(t('名称', 'Name'), { required: true }),
      parent: ref(t('上级', 'Parent'), 'office', { parent: true }),
    },
    states: { here: { label: t('在册', 'Here'), phase: 'open', initial: true } },
  }).with(({ all }) => ({
    moves: {},
    access: { office: { scope: all(), fields: ['name', 'parent'], create: ['name', 'parent'] } },
    views: { columns: ['name'], sort: 'name', facets: [] },
    form: [],
    summary: ({ name }) => name ?? '',
  })),
);

const posts = entries(t('任职', 'Posts'), {
  unit: ref(t('单位', 'Unit'), 'office'),
  post: text(t('职务', 'Post')),
  pay: number(t('档次', 'Grade'), { whole: true }),
  main: choice(t('主职务', 'Main'), { no: t('否', 'No'), yes: t('是', 'Yes') }),
  acting: choice(t('代理', 'Acting'), { no: t('否', 'No'), yes: t('是', 'Yes') }),
  from: month(t('起', 'From')),
  to: month(t('止', 'To')),
});
const studies = entries(t('学历', 'Studies'), {
  level: choice(t('学历', 'Level'), { bachelor: t('大学', 'Bachelor'), master: t('研究生', 'Master') }),
  schools: refs(t('学校', 'Schools'), 'office'),
  graduated: date(t('毕业', 'Graduated')),
});

/** Persons of no county's, whose post, unit and education change with the day. */
export const clerk = registered(
  module({
    name: 'clerk',
    reach: 'staff',
    room: 'office',
    title: t('人员', 'Clerks'),
    fields: {
      name: text(t('姓名', 'Name'), { required: true }),
      posts,
      studies,
      unit: current(t('单位', 'Unit'), posts, 'unit', {
        when: ({ acting }) => acting !== 'yes',
        weight: ({ main }) => (main === 'yes' ? 1 : 0),
      }),
      post: current(t('职务', 'Post'), posts, 'post'),
      pay: current(t('档次', 'Grade'), posts, 'pay'),
      education: current(t('学历', 'Education'), studies, 'level', { from: 'graduated', to: false }),
    },
    states: {
      here: { label: t('在岗', 'Here'), phase: 'open', initial: true },
      left: { label: t('离岗', 'Left'), phase: 'done' },
    },
  }).with(({ move, all, within }) => ({
    moves: {
      leave: move({
        label: t('离岗', 'Leave'),
        from: ['here'],
        to: 'left',
        by: ['office'],
        derive: ({ record }) => ({ set: { name: `${record.values.name}（${record.values.post}）` } }),
      }),
      forge: move({
        label: t('改职务', 'Forge'),
        from: ['here'],
        by: ['office'],
        derive: () => ({ set: { post: '县长' } }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: ['name', 'posts', 'studies', 'unit', 'post', 'pay', 'education'],
        create: ['name', 'posts', 'studies'],
        edit: { here: ['name', 'posts', 'studies'] },
        export: true,
      },
      unit: { scope: within('unit'), fields: ['name', 'unit', 'post'] },
    },
    views: { columns: ['name', 'unit', 'post'], sort: 'name', facets: ['unit', 'post', 'education'] },
    form: [{ title: t('基本', 'Basics'), fields: ['name', 'posts', 'studies', 'unit', 'post', 'education'] }],
    transfer: { key: 'name', columns: ['name', 'post'] },
    summary: ({ name }) => name ?? '',
  })),
);

export const datedModules = [office, clerk];

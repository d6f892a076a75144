import { t } from '@juxian/base/text.ts';
import { module, registered } from '@juxian/engine/define.ts';
import { entries, person, ref, refs, text } from '@juxian/engine/kinds/index.ts';

/** Plots of land, each a unit's. */
export const plot = registered(
  module({
    name: 'plot',
    reach: 'staff',
    room: 'office',
    title: t('地块', 'Plots'),
    fields: { name: text(t('名称', 'Name'), { required: true }), unit: text(t('单位', 'Unit')) },
    states: { here: { label: t('在册', 'Here'), phase: 'draft', initial: true } },
  }).with(({ all, within }) => ({
    moves: {},
    access: {
      office: { scope: all(), fields: ['name', 'unit'], create: ['name', 'unit'] },
      unit: { scope: within('unit'), fields: ['name'] },
    },
    views: { columns: ['name'], sort: 'name', facets: [] },
    form: [],
    summary: ({ name }) => name ?? '',
  })),
);

/** Deeds that name plots and people in every way there is. */
export const deed = registered(
  module({
    name: 'deed',
    reach: 'portal',
    room: 'office',
    title: t('契约', 'Deeds'),
    fields: {
      name: text(t('名称', 'Name'), { required: true }),
      plot: ref(t('地块', 'Plot'), 'plot'),
      others: refs(t('其他地块', 'Other plots'), 'plot'),
      hearsay: ref(t('听说的地块', 'Plot heard of'), 'plot', { unseen: true }),
      clerk: person(t('经办人', 'Clerk')),
      parts: entries(t('分割', 'Parts'), { plot: ref(t('地块', 'Plot'), 'plot'), by: person(t('测量人', 'By')) }),
    },
    states: {
      draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
      closed: { label: t('成交', 'Closed'), phase: 'done' },
    },
  }).with(({ move, all, own }) => ({
    moves: {
      swap: move({
        label: t('换地', 'Swap'),
        from: ['draft'],
        by: ['unit', 'office'],
        asks: { plot: ref(t('地块', 'Plot'), 'plot') },
      }),
      lose: move({
        label: t('转走', 'Lose'),
        from: ['draft'],
        to: 'closed',
        by: ['unit'],
        derive: ({ record }) => ({ set: { others: record.values.hearsay ? [record.values.hearsay] : null } }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: ['name', 'plot', 'others', 'hearsay', 'clerk', 'parts'],
        create: ['name', 'plot', 'others', 'hearsay', 'clerk', 'parts'],
        edit: { draft: ['name', 'plot', 'others', 'hearsay', 'clerk', 'parts'] },
        export: true,
      },
      unit: {
        scope: all(),
        fields: ['name', 'plot', 'others', 'hearsay', 'clerk', 'parts'],
        create: ['name', 'plot', 'others', 'hearsay', 'clerk', 'parts'],
        edit: { draft: ['name', 'plot', 'others', 'hearsay', 'clerk', 'parts'] },
      },
      applicant: { scope: own(), fields: ['name', 'hearsay', 'clerk'], create: ['name', 'hearsay', 'clerk'] },
    },
    views: { columns: ['name', 'plot'], sort: 'name', facets: [] },
    form: [],
    transfer: { key: 'name', columns: ['name', 'plot', 'others'] },
    summary: ({ name }) => name ?? '',
  })),
);

export const deedModules = [plot, deed];

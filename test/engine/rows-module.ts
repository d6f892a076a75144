import { t } from '@juxian/base/text.ts';
import { module, registered } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  code,
  computed,
  date,
  email,
  identityNumber,
  longText,
  money,
  month,
  number,
  phone,
  ref,
  refs,
  text,
} from '@juxian/engine/kinds/index.ts';
import { type Overlay, resolve } from '@juxian/engine/overlay.ts';

const states = {
  draft: { label: t('草稿', 'Draft'), phase: 'draft', initial: true },
  open: { label: t('在办', 'Open'), phase: 'open', initial: true },
  done: { label: t('办结', 'Done'), phase: 'done' },
} as const;

/** A tree of units. */
export const unitModule = registered(
  module({
    name: 'unit',
    reach: 'staff',
    room: 'office',
    title: t('单位', 'Unit'),
    fields: {
      name: text(t('单位名称', 'Unit'), { required: true }),
      parent: ref(t('上级单位', 'Parent'), 'unit', { parent: true }),
    },
    states,
  }).with(({ all }) => ({
    moves: {},
    access: { office: { scope: all(), fields: ['name', 'parent'], create: ['name', 'parent'] } },
    views: { columns: ['name'], sort: 'name', facets: [] },
    form: [],
    summary: ({ name }) => name ?? '',
  })),
);

/** People with a field of every kind that lists treat differently. */
export const personModule = registered(
  module({
    name: 'talent',
    reach: 'staff',
    room: 'talent',
    title: t('人才', 'Talent'),
    fields: {
      name: text(t('姓名', 'Name'), { required: true }),
      gender: choice(t('性别', 'Gender'), { male: t('男', 'Male'), female: t('女', 'Female') }),
      skills: choices(t('专长', 'Skills'), {
        law: t('法律', 'Law'),
        art: t('文艺', 'Arts'),
        tech: t('农技', 'Farming'),
      }),
      ethnicity: code(t('民族', 'Ethnicity'), 'ethnicGroup'),
      unit: ref(t('单位', 'Unit'), 'unit'),
      posts: refs(t('兼职单位', 'Other units'), 'unit'),
      post: text(t('职务', 'Post')),
      born: date(t('出生日期', 'Born')),
      ranked: month(t('任现职级时间', 'In rank since')),
      age: number(t('年龄', 'Age'), { whole: true }),
      grant: money(t('资助', 'Grant')),
      score: computed(t('得分', 'Score'), 'number'),
      phone: phone(t('电话', 'Phone'), { sensitive: true }),
      email: email(t('邮箱', 'Mail')),
      identity: identityNumber(t('身份证号', 'Identity number')),
      remark: longText(t('备注', 'Remark')),
      inner: text(t('内部意见', 'Inner opinion'), { unlisted: true }),
    },
    states,
  }).with(({ all }) => ({
    moves: {},
    access: { office: { scope: all(), fields: ['name'] } },
    views: { columns: ['name', 'unit'], sort: '-ranked,name', facets: ['gender'] },
    form: [],
    summary: ({ name }) => name ?? '',
  })),
);

export const units = resolve(unitModule, undefined);
export const people = resolve(personModule, undefined);
export const peopleUnder = (overlay: Overlay) => resolve(personModule, overlay);

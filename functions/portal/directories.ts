import { type Text, t } from '@juxian/base/text.ts';
import type { Place } from './Page.tsx';

/** Records of a module that stand open to everybody: a list and a page each, in the sitemap and for programs. */
export type Directory = {
  path: string;
  module: string;
  place: Place;
  /** What a line says beside the name; without it, the columns of the module's list. */
  brief?: readonly string[];
  /** Fields to choose by. */
  filters: readonly string[];
  sort?: string;
  /** What may be searched for. */
  hint: Text;
  /** Whether a program is given the rows alone, without long texts and sub-tables: for lists of many. */
  rows: boolean;
};

const name = t('名称、关键词', 'Name, word');

export const directories: readonly Directory[] = [
  {
    path: 'studios',
    module: 'studio',
    place: 'studios',
    filters: [],
    hint: t('名称、领衔人', 'Name, leader'),
    rows: false,
  },
  { path: 'experts', module: 'expert', place: 'experts', filters: [], hint: name, rows: false },
  {
    path: 'posts',
    module: 'internshipPost',
    place: 'posts',
    brief: ['unit', 'number', 'quota', 'allowance', 'level', 'subjects', 'until'],
    filters: ['state', 'season', 'sort', 'subjects', 'level', 'unit'],
    sort: 'state,-until,unit,heading',
    hint: t('岗位、单位、编号', 'Post, unit, number'),
    rows: true,
  },
  { path: 'agreements', module: 'agreement', place: '', filters: [], hint: name, rows: true },
  { path: 'plans', module: 'talentPlan', place: '', filters: [], hint: name, rows: true },
];

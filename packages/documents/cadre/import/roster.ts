import { t } from '@juxian/base/text.ts';
import type { Column, Shape } from '@juxian/engine/import/sheets.ts';
import type { SourceEnv } from '@juxian/engine/import/source.ts';
import { text } from '@juxian/engine/kinds/index.ts';
import { importable } from '@juxian/engine/transfer.ts';
import { codeOf } from '@juxian/rules/dictionary-words.ts';
import { presentPost } from './present.ts';
import { linedColumn, nameColumn, partyColumn, plainColumn } from './readers.ts';
import type { Units } from './units.ts';

/** Other words that rolls head their columns by. */
const words: Readonly<Record<string, readonly string[]>> = {
  name: ['名字', '干部姓名', '人员姓名'],
  identityNumber: ['身份证', '身份证号码', '证件号码', '证件号', '公民身份号码', '公民身份证号'],
  born: ['出生日期', '出生时间', '生日', '出生'],
  workStart: ['参工时间', '参加工作年月', '工作年月', '参加工作'],
  partyJoined: ['入党年月', '入党'],
  postFull: ['现任职务', '工作单位及职务', '单位及职务', '所在单位及职务', '现工作单位及职务', '任职情况'],
  politics: ['政治面貌'],
  phone: ['联系电话', '电话', '手机号', '手机号码'],
  speciality: ['专长', '熟悉专业有何专长'],
  resume: ['工作简历', '个人简历'],
  note: ['说明'],
};

const unitText = text(t('单位', 'Unit'));
const study = {
  '~fullTime': [
    text(t('全日制教育：学历学位', 'Full-time education')),
    '全日制教育',
    '全日制学历',
    '全日制教育/学历',
    '全日制教育/学历学位',
    '全日制教育学历',
  ],
  '~fullTimeDegree': [text(t('全日制教育：学位', 'Full-time degree')), '全日制学位', '全日制教育/学位'],
  '~fullTimeSchool': [
    text(t('全日制教育：院校及专业', 'Full-time school')),
    '全日制教育/院校及专业',
    '全日制教育/毕业院校及专业',
    '全日制教育/毕业院校系及专业',
    '全日制毕业院校及专业',
  ],
  '~inService': [
    text(t('在职教育：学历学位', 'Education in service')),
    '在职教育',
    '在职学历',
    '在职教育/学历',
    '在职教育/学历学位',
  ],
  '~inServiceDegree': [text(t('在职教育：学位', 'Degree in service')), '在职学位', '在职教育/学位'],
  '~inServiceSchool': [
    text(t('在职教育：院校及专业', 'School in service')),
    '在职教育/院校及专业',
    '在职教育/毕业院校及专业',
    '在职教育/毕业院校系及专业',
    '在职毕业院校及专业',
  ],
} as const;

/** The columns of a roll of cadres: fields of the file, and those that come to lines of its sub-tables. */
export function rosterShape(env: SourceEnv, units: Units): Shape {
  const { fields } = env.module;
  const columns: Record<string, Column> = {};
  for (const [name, field] of Object.entries(importable(env.module, env.fields))) {
    const aliases = words[name] ?? [];
    columns[name] =
      name === 'name'
        ? nameColumn(name, field, aliases)
        : name === 'partyJoined'
          ? partyColumn(field, aliases)
          : plainColumn(name, field, aliases);
  }
  const { appointments, levels } = fields;
  if (appointments?.kind === 'entries' && appointments.options.fields.post)
    columns[presentPost.post] = plainColumn(
      presentPost.post,
      { ...appointments.options.fields.post, required: false, label: t('职务', 'Post') },
      ['现职务', '职务名称', '主职务'],
    );
  if (appointments?.kind === 'entries' && appointments.options.fields.from) {
    columns[presentPost.unit] = {
      field: unitText,
      aliases: ['单位', '所在单位', '工作单位', '任职机构名称'],
      read: (cell) => units.read(cell.text),
    };
    columns[presentPost.since] = plainColumn(
      presentPost.since,
      { ...appointments.options.fields.from, label: t('任现职时间', 'In post since') },
      ['现职时间', '现职务始任时间', '任现职务时间', '任现职年月'],
    );
  }
  if (levels?.kind === 'entries' && levels.options.fields.level && levels.options.fields.from) {
    const { level, from } = levels.options.fields;
    columns['~rank'] = plainColumn('~rank', { ...level, required: false, label: t('现职级', 'Rank') }, ['职级']);
    columns['~rankSince'] = plainColumn('~rankSince', { ...from, label: t('任现职级时间', 'In rank since') }, [
      '现职级始任时间',
      '任同职级时间',
      '任职级时间',
    ]);
    columns['~level'] = plainColumn('~level', { ...level, required: false, label: t('现职务层次', 'Level of post') }, [
      '职务层次',
    ]);
    columns['~levelSince'] = plainColumn(
      '~levelSince',
      { ...from, label: t('任现职务层次时间', 'At this level since') },
      ['任职务层次时间'],
    );
  }
  if (fields.education)
    for (const [name, [field, ...aliases]] of Object.entries(study)) columns[name] = linedColumn(name, field, aliases);
  return { name: 'roster', title: t('干部名册', 'Roll of cadres'), columns, hasUnits: true, about: 'name' };
}

type Values = Readonly<Record<string, unknown>>;
type Line = Record<string, unknown>;

const modes = [
  ['~fullTime', '1'],
  ['~inService', '2'],
] as const;

/** Education and degree of a roll as lines: `大学\n农学学士` in one cell or two. */
export function studiesOf(values: Values): Line[] {
  return modes.flatMap(([name, mode]) => {
    const said = [values[name], values[`${name}Degree`]].filter((one) => typeof one === 'string').join(' ');
    return studyLine(mode, said, String(values[`${name}School`] ?? ''));
  });
}

/** One line of education from the words of a form: `大学 农学学士` and the school with the subject. */
export function studyLine(mode: '1' | '2', said: string, school: string): Line[] {
  const parts = said.split(/[\s,，、;；/]+/).filter((part) => part !== '' && !/^(无|-+|—+)$/.test(part));
  const degreeName = parts.filter(isDegree).join('、');
  const levelName = parts.filter((part) => !isDegree(part)).join('');
  if (!degreeName && !levelName) return [];
  const level = levelName ? codeOf('education', levelName) : undefined;
  const degree = degreeName ? codeOf('degree', degreeName) : undefined;
  return [
    {
      mode,
      ...(level ? { level } : {}),
      ...(levelName ? { levelName: levelName.slice(0, 40) } : {}),
      ...(degree ? { degree } : {}),
      ...(degreeName ? { degreeName: degreeName.slice(0, 40) } : {}),
      ...(school ? { school: school.slice(0, 80) } : {}),
    },
  ];
}

const isDegree = (part: string): boolean => /(学士|硕士|博士)(学位)?$/.test(part);

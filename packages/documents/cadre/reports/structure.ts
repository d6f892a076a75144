import { type Text, t } from '@juxian/base/text.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { addMonths, monthsBetween } from '@juxian/rules/month.ts';
import type { Person } from '../person.ts';
import {
  type Cell,
  type Column,
  column,
  counted,
  type Given,
  listOf,
  listOfThese,
  oneDecimal,
  type Report,
  servingNow,
} from './report.ts';

/** One column of counts: who belongs in it, and the list that holds them; without a list they are named one by one. */
type Part = { title: Text; fits(person: Person): boolean; where?: Readonly<Record<string, string>> };
type Group = { title: Text; field: string; parts: readonly Part[] };

const bands = [
  { title: t('35及以下', '35 and under'), to: 35 },
  { title: t('36-40', '36-40'), from: 36, to: 40 },
  { title: t('41-45', '41-45'), from: 41, to: 45 },
  { title: t('46-50', '46-50'), from: 46, to: 50 },
  { title: t('51-55', '51-55'), from: 51, to: 55 },
  { title: t('56及以上', '56 and over'), from: 56 },
] as const satisfies readonly { title: Text; from?: number; to?: number }[];

/** Full years by the month rule of the forms, on any day: 0 before the birth. */
const ageOf = (person: Person, day: string): number =>
  Math.max(0, Math.floor(monthsBetween(person.text('born'), day) / 12));

const blank = (field: string, title = t('未填', 'Blank')): Part => ({
  title,
  fits: (person) => person.text(field) === '',
  where: { [`filter[${field}][is]`]: 'blank' },
});

/** The months of birth of an age at a day, so that the list holds those whom the table counts. */
function bandOf({ title, from, to }: { title: Text; from?: number; to?: number }, day: string): Part {
  const month = day.slice(0, 7);
  return {
    title,
    fits: (person) => {
      if (!person.text('born')) return false;
      const age = ageOf(person, day);
      return (from === undefined || age >= from) && (to === undefined || age <= to);
    },
    where: {
      ...(to === undefined ? {} : { 'filter[born][gte]': addMonths(month, -(to + 1) * 12 + 1) }),
      ...(from === undefined ? {} : { 'filter[born][lte]': addMonths(month, -from * 12) }),
    },
  };
}

const codesOf = (dictionary: string): string[] => [...(dictionaries.get(dictionary)?.entries.keys() ?? [])];

/** Those whose field holds a code that fits. */
function coded(title: Text, field: string, dictionary: string, fits: (code: string) => boolean): Part {
  const codes = codesOf(dictionary).filter(fits);
  return {
    title,
    fits: (person) => codes.includes(person.text(field)),
    where: { [`filter[${field}][in]`]: codes.join() },
  };
}

const begins =
  (...heads: string[]) =>
  (code: string) =>
    heads.some((head) => code.startsWith(head));
const party = (zh: string, en: string, ...codes: string[]): Part =>
  coded(t(zh, en), 'politics', 'politicalStatus', (code) => codes.includes(code));

/** Education by ZB64: 1 postgraduate, 2 undergraduate; degrees by GB/T 6864: 2 doctor, 3 master, 4 bachelor. */
const groups = (day: string): Group[] => [
  { title: t('年龄', 'Age'), field: 'born', parts: [...bands.map((band) => bandOf(band, day)), blank('born')] },
  {
    title: t('性别', 'Sex'),
    field: 'sex',
    parts: [
      coded(t('男', 'Men'), 'sex', 'sex', (code) => code === '1'),
      coded(t('女', 'Women'), 'sex', 'sex', (code) => code === '2'),
      coded(t('未说明', 'Not said'), 'sex', 'sex', (code) => code !== '1' && code !== '2'),
      blank('sex'),
    ],
  },
  {
    title: t('民族', 'Ethnic group'),
    field: 'ethnicGroup',
    parts: [
      { title: t('汉族', 'Han'), fits: (person) => person.text('ethnicGroup') === '01' },
      {
        title: t('少数民族', 'Minority'),
        fits: (person) => person.text('ethnicGroup') !== '' && person.text('ethnicGroup') !== '01',
      },
      { title: t('未填', 'Blank'), fits: (person) => person.text('ethnicGroup') === '' },
    ],
  },
  {
    title: t('政治面貌', 'Party'),
    field: 'politics',
    parts: [
      party('中共党员', 'Party members', '01', '02'),
      party('民主党派', 'Other parties', '04', '05', '06', '07', '08', '09', '10', '11'),
      party('无党派', 'Without party', '12'),
      party('团员群众', 'League and masses', '03', '13'),
      blank('politics'),
    ],
  },
  {
    title: t('学历', 'Education'),
    field: 'degreeLevel',
    parts: [
      coded(t('研究生', 'Postgraduate'), 'degreeLevel', 'education', begins('1')),
      coded(t('大学', 'Undergraduate'), 'degreeLevel', 'education', begins('2')),
      coded(t('大专及以下', 'College and below'), 'degreeLevel', 'education', (code) => !begins('1', '2')(code)),
      blank('degreeLevel'),
    ],
  },
  {
    title: t('学位', 'Degree'),
    field: 'degree',
    parts: [
      coded(t('博士', 'Doctor'), 'degree', 'degree', begins('2')),
      coded(t('硕士', 'Master'), 'degree', 'degree', begins('3')),
      coded(t('学士', 'Bachelor'), 'degree', 'degree', begins('4')),
      coded(t('名誉', 'Honorary'), 'degree', 'degree', begins('1')),
      blank('degree', t('无或未填', 'None or blank')),
    ],
  },
  {
    title: t('两年以上基层经历', 'Two years at the grassroots'),
    field: 'grassroots',
    parts: [
      {
        title: t('有', 'Yes'),
        fits: (person) => person.text('grassroots') === 'yes',
        where: { 'filter[grassroots]': 'yes' },
      },
      {
        title: t('无', 'No'),
        fits: (person) => person.text('grassroots') === 'no',
        where: { 'filter[grassroots]': 'no' },
      },
      blank('grassroots'),
    ],
  },
];

/** Parts that belong to every table, whether anybody is in them or not; of the others only those with somebody. */
const always = new Set(['未填', '未说明', '名誉', '无党派', '民主党派']);

/**
 * 班子结构分析: heads by unit and in all, by age, sex, ethnic group, party, education, degree and grassroots experience,
 * with the mean age and under the total the share of each. Rows add up to the total; who lacks a value is counted apart.
 */
export function structureReport(given: Given, title: Text): Report {
  const { people, units, day } = given;
  const shown = groups(day)
    .filter(({ field }) => given.sees.has(field))
    .map((group) => ({
      ...group,
      parts: group.parts.filter((part) => !always.has(part.title.zh) || people.some(part.fits)),
    }));
  const columns: Column[] = [
    column('单位', 'Unit'),
    column('人数', 'People', 'number'),
    ...shown.flatMap(({ title: group, field, parts }): Column[] => [
      ...parts.map((part): Column => ({ title: part.title, kind: 'number', group })),
      ...(field === 'born' ? [column('平均年龄', 'Mean age', 'decimal')] : []),
    ]),
  ];
  const cellsOf = (those: readonly Person[], where: Readonly<Record<string, string>>): Cell[] => [
    counted(those.length, listOf({ ...given.where, ...where })),
    ...shown.flatMap(({ field, parts }): Cell[] => [
      ...parts.map((part) => {
        const fitting = those.filter(part.fits);
        const target = part.where
          ? listOf({ ...given.where, ...where, ...part.where })
          : listOfThese(given, `${field}.${part.title.en}.${Object.values(where).join()}`, fitting);
        return counted(fitting.length, target);
      }),
      ...(field === 'born' ? [meanAge(those, day)] : []),
    ]),
  ];
  const rowOf = (name: string | Text, those: readonly Person[], where: Readonly<Record<string, string>>) =>
    those.length > 0 ? [{ cells: [name, ...cellsOf(those, where)] }] : [];
  const known = new Set(units.map(({ id }) => id));
  const rows = [
    ...units.flatMap(({ id, name }) =>
      rowOf(
        name,
        people.filter((person) => person.text('unit') === id),
        { 'filter[unit]': id },
      ),
    ),
    ...rowOf(
      t('当日无任职单位', 'Without a unit that day'),
      people.filter((person) => !known.has(person.text('unit'))),
      { 'filter[unit][is]': 'blank' },
    ),
  ];
  const shares = shown.flatMap(({ field, parts }): Cell[] => [
    ...parts.map((part) => share(people.filter(part.fits).length, people.length)),
    ...(field === 'born' ? [null] : []),
  ]);
  return {
    title,
    figures: [],
    columns,
    rows: [
      ...rows,
      { cells: [t('合计', 'Total'), ...cellsOf(people, {})], is: 'total' },
      { cells: [t('占比（%）', 'Share (%)'), null, ...shares], is: 'share' },
    ],
    notes: [
      servingNow,
      { text: t('百分比四舍五入，合计可能不等于100%', 'Percentages are rounded half up and may not add up to 100') },
      {
        text: t(
          '年龄按截至日期的周岁计，只看年月；单位和职务为截至日期当日的，看不到任职经历的角色为今天的',
          'Ages in full years at the cut-off day, by month; unit and post of that day, of today for roles that do not see appointments',
        ),
      },
    ],
  };
}

function meanAge(those: readonly Person[], day: string): number | null {
  const ages = those.filter((person) => person.text('born')).map((person) => ageOf(person, day));
  return ages.length > 0 ? oneDecimal(ages.reduce((sum, age) => sum + age, 0) / ages.length) : null;
}

const share = (part: number, whole: number): number | null =>
  whole > 0 && part > 0 ? oneDecimal((part * 100) / whole) : null;

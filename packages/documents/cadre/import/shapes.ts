import { t } from '@juxian/base/text.ts';
import { readCell } from '@juxian/engine/import/cell.ts';
import type { Column, Shape } from '@juxian/engine/import/sheets.ts';
import type { SourceEnv } from '@juxian/engine/import/source.ts';
import { code } from '@juxian/engine/kinds/index.ts';
import type { AnyField, Fields } from '@juxian/engine/kinds/kind.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { type CollectionSheet, collectionSheets } from '@juxian/rules/collection.ts';
import { awardDay, honourColumn, nameColumn, partyColumn, plainColumn } from './readers.ts';
import type { Units } from './units.ts';

/** Which sub-table the rows of a sheet are lines of. */
export const linesIn: Readonly<Partial<Record<CollectionSheet, string>>> = {
  A02: 'appointments',
  A05: 'levels',
  A06: 'titles',
  A08: 'education',
  A14: 'honours',
  A15: 'appraisals',
  A36: 'family',
};

/** The columns of the sheets by the field, or column of a sub-table, that each fills. */
const columnsIn: Readonly<Record<CollectionSheet, Readonly<Record<string, string>>>> = {
  B01: {
    机构名称: 'name',
    机构简称: 'short',
    机构编码: 'code',
    所在政区: 'region',
    隶属关系: 'affiliation',
    机构级别: 'level',
    机构类别: 'sort',
    法人单位标识: 'legal',
    行政编制数: 'administrative',
    '事业编制数(参照)': 'referenced',
    '事业编制数(非参照)': 'institution',
    工勤编制数: 'workers',
    其他编制数: 'otherPlaces',
    参照审批时间: 'referencedOn',
    参照审批文号: 'referencedDocument',
    内设机构领导职数: 'innerPosts',
    正职领导职数: 'chiefPosts',
    副职领导职数: 'deputyPosts',
    备注: 'note',
    同级排序号: 'order',
  },
  A01: {
    性别: 'sex',
    出生年月: 'born',
    籍贯: 'nativePlace',
    出生地: 'birthplace',
    成长地: 'hometown',
    民族: 'ethnicGroup',
    健康状况: 'health',
    参加工作时间: 'workStart',
    入党时间文字: 'partyText',
    政治面貌: 'politics',
    入党时间: 'partyJoined',
    第二党派: 'secondParty',
    第三党派: 'thirdParty',
    人员类别: 'category',
    管理类别: 'managed',
    熟悉专业有何特长: 'speciality',
    现工作单位及职务全称: 'postFull',
    现工作单位及职务简称: 'postShort',
    是否具有两年以上基层工作经历: 'grassroots',
    统计关系所在单位: 'statisticsUnit',
    简历: 'resume',
    奖惩综述: 'honourText',
    年度考核结果综述: 'appraisalText',
    级别: 'payLevel',
    编制类型: 'establishment',
    专业技术类公务员任职资格: 'qualification',
    公务员登记时间: 'registered',
    备注: 'note',
  },
  A02: {
    是否领导成员: 'leader',
    成员类别: 'leaderKind',
    职务名称: 'post',
    是否领导职务: 'leading',
    职务排序: 'postOrder',
    集体内排序: 'order',
    任职时间: 'from',
    任职文号: 'document',
    选拔任用方式: 'method',
    是否破格提拔: 'exceptional',
    免职时间: 'to',
    免职文号: 'endDocument',
    职务变动原因综述: 'reason',
    职务输出标识: 'printed',
    主职务: 'main',
  },
  A05: {
    '类别(职务层次/职级)': 'sort',
    '职务层次(职级)': 'level',
    批准日期: 'from',
    批准文号: 'document',
    终止日期: 'to',
  },
  A06: { 资格代码: 'code', 资格名称: 'name', 获得日期: 'from', 途径: 'way', 评委会或考试: 'body', 输出标识: 'printed' },
  A08: {
    学历名称: 'levelName',
    学历代码: 'level',
    学位名称: 'degreeName',
    学位代码: 'degree',
    入学时间: 'starts',
    '毕(肄)业时间': 'from',
    学位授予时间: 'degreeOn',
    学校: 'school',
    所学专业名称: 'major',
    专业类别: 'majorKind',
    教育类别: 'mode',
    学制年限: 'years',
    输出标识: 'printed',
  },
  A14: {
    代码: 'code',
    批准机关: 'body',
    机关级别: 'bodyLevel',
    受奖惩时职务层次: 'levelThen',
    撤销日期: 'revoked',
    机关性质: 'bodyKind',
  },
  A15: { 考核结论: 'grade', 考核年度: 'year' },
  A36: {
    家庭成员姓名: 'name',
    称谓: 'relation',
    出生日期: 'born',
    政治面貌: 'politics',
    工作单位及职务: 'work',
    排序: 'order',
  },
  A99Z1: { 是否考录: 'recruited', 录用时间: 'recruitedOn', 是否选调生: 'selected', 进入选调生时间: 'selectedOn' },
};

/** Whose row it is, in every sheet but that of units. */
export const whose = { name: '~name', number: '~number' } as const;
/** Columns that no field holds as they are. */
export const aside = {
  state: '~state',
  standing: '~standing',
  level: '~level',
  levelSince: '~levelSince',
  rank: '~rank',
  rankSince: '~rankSince',
  title: '~title',
} as const;

const statusField = code(t('人员管理状态', 'Status'), 'managementStatus');
const standingField = code(t('状态', 'State'), 'postStatus');

/** The sheets of the collection workbook as this county's fields have them. */
export function collectionShape(env: SourceEnv, units: Units, sheet: CollectionSheet): Shape {
  const { fields } = env.module;
  const table = linesIn[sheet];
  const of = sheet === 'B01' ? moduleOf(env.ctx, 'unit').fields : table ? linesOf(fields, table) : fields;
  const columns: Record<string, Column> = {};
  if (sheet !== 'B01') Object.assign(columns, personColumns(fields));
  for (const [heading, name] of Object.entries(columnsIn[sheet])) {
    const field = of[name];
    if (field) columns[name] = columnFor(sheet, name, field, heading);
  }
  Object.assign(columns, asideColumns(sheet, of, fields, units));
  const { name } = collectionSheets[sheet];
  return {
    name: sheet,
    title: t(`${sheet} ${name}`, `${sheet} ${name}`),
    columns: onlyHeaded(columns),
    ...(sheet === 'B01' ? { about: 'name' } : { about: whose.name }),
  };
}

/** The headings of the workbook alone say what a column is: a field's own label may be another column's heading there. */
const onlyHeaded = (columns: Record<string, Column>): Record<string, Column> =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, { ...column, onlyAliases: true }]));

const linesOf = (fields: Fields, name: string): Fields => {
  const field = fields[name];
  return field?.kind === 'entries' ? field.options.fields : {};
};

function personColumns({ name, identityNumber }: Fields): Record<string, Column> {
  if (!name || !identityNumber) return {};
  return {
    [whose.name]: nameColumn(whose.name, name, ['姓名', '干部姓名']),
    [whose.number]: plainColumn(whose.number, identityNumber, ['身份证号', '身份证', '公民身份号码']),
  };
}

function columnFor(sheet: CollectionSheet, name: string, field: AnyField, heading: string): Column {
  const aliases = [heading, ...(others[sheet]?.[name] ?? [])];
  if (sheet === 'A01' && name === 'partyJoined') return partyColumn(field, aliases);
  if (sheet === 'A36' && name === 'name') return nameColumn(name, field, aliases);
  if (sheet === 'B01' && (name === 'sort' || name === 'level')) return unitColumn(name, field, aliases);
  if (sheet === 'B01' && name === 'legal') return legalColumn(field, aliases);
  return plainColumn(name, field, aliases);
}

const others: Readonly<Partial<Record<CollectionSheet, Record<string, string[]>>>> = {
  A01: { postShort: ['简称', '现工作单位及职务简称'], postFull: ['现工作单位及职务'] },
  A05: { sort: ['类别'], level: ['职务层次'] },
};

function asideColumns(sheet: CollectionSheet, of: Fields, fields: Fields, units: Units): Record<string, Column> {
  const columns: Record<string, Column> = {};
  const put = (name: string, field: AnyField | undefined, heading: string) => {
    if (field) columns[name] = plainColumn(name, field, [heading]);
  };
  if (sheet === 'A01') {
    const levels = linesOf(fields, 'levels');
    put(aside.state, statusField, '人员管理状态');
    put(aside.level, levels.level, '现职务层次');
    put(aside.levelSince, levels.from, '任现职务层次时间');
    put(aside.rank, levels.level, '现职级');
    put(aside.rankSince, levels.from, '任现职级时间');
    put(aside.title, linesOf(fields, 'titles').name, '专业技术职务');
  }
  if (sheet === 'A02' && of.unit)
    columns.unit = { field: of.unit, aliases: ['任职机构名称'], read: (cell) => units.read(cell.text) };
  if (sheet === 'A02') put(aside.standing, standingField, '任职状态');
  if (sheet === 'A05') put(aside.standing, standingField, '状态');
  if (sheet === 'A14' && of.name && of.measure && of.on) {
    columns.name = honourColumn(of.name, of.measure, ['名称']);
    columns.on = { ...awardDay('on', of.on), aliases: ['批准日期'] };
  }
  return columns;
}

const sorts: readonly (readonly [RegExp, string])[] = [
  [/乡|镇|街道/, 'town'],
  [/学校|小学|中学|幼儿园/, 'school'],
  [/医院|卫生院|医疗/, 'hospital'],
  [/党委|党群|纪委|人大|政协|群团|人民团体|民主党派/, 'party'],
  [/政府|行政机关/, 'government'],
  [/企业|公司/, 'enterprise'],
  [/社会组织|社会团体|协会/, 'society'],
  [/事业/, 'institution'],
];
const levels: Readonly<Record<string, string>> = {
  '县、处级': 'county',
  县处级正职: 'county',
  县处级: 'county',
  '副县、副处级': 'countyDeputy',
  县处级副职: 'countyDeputy',
  '乡、科级': 'township',
  乡科级正职: 'township',
  科级: 'township',
  '副乡、副科级': 'townshipDeputy',
  乡科级副职: 'townshipDeputy',
  副科级: 'townshipDeputy',
};

/** Words of the workbook's lists for the kinds and levels of units; what fits none is asked. */
const unitColumn = (name: string, field: AnyField, aliases: readonly string[]): Column => ({
  field,
  aliases,
  read(cell, env) {
    const plain = readCell(name, field, cell, env);
    if (!('ask' in plain)) return plain;
    const words = cell.text.replace(/\s+/g, '');
    const found = name === 'level' ? levels[words] : sorts.find(([shape]) => shape.test(words))?.[1];
    return found ? { values: { [name]: found } } : plain;
  },
});

const legalColumn = (field: AnyField, aliases: readonly string[]): Column => ({
  field,
  aliases,
  read(cell, env) {
    const plain = readCell('legal', field, cell, env);
    if (!('ask' in plain)) return plain;
    const words = cell.text.trim();
    if (/^法人单位/.test(words)) return { values: { legal: 'yes' } };
    return /^(内设机构|机构分组|非法人)/.test(words) ? { values: { legal: 'no' } } : plain;
  },
});

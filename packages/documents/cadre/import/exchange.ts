import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { type CellEnv, readCell } from '@juxian/engine/import/cell.ts';
import { type Place, settle, shown } from '@juxian/engine/import/sheets.ts';
import type { SourceEnv, StagedRow, Upload } from '@juxian/engine/import/source.ts';
import { checkContent } from '@juxian/engine/inspect.ts';
import { codeOf } from '@juxian/rules/dictionary-words.ts';
import { parseAppraisals } from '@juxian/rules/reading/appraisal.ts';
import { cleanName, cleanText } from '@juxian/rules/reading/cell.ts';
import { parsePartyText } from '@juxian/rules/reading/party.ts';
import { type ExchangeFile, readExchange, readExchangeFiles } from '../../lrmx/archive.ts';
import type { Lrmx, LrmxRelative, LrmxValues } from '../../lrmx/lrmx.ts';
import { type Kept, keptElements } from '../kept.ts';
import { appointmentLines } from './posts.ts';
import { cellWith, partyReading } from './readers.ts';
import { studyLine } from './roster.ts';
import type { Units } from './units.ts';

type Line = Record<string, unknown>;
type Element = keyof LrmxValues;

/** Elements of the form and the fields they fill; where an element has more to say it is read by itself. */
const plainElements: readonly (readonly [Element, string, string])[] = [
  ['ShenFenZheng', 'identityNumber', '身份证号'],
  ['XingBie', 'sex', '性别'],
  ['ChuShengNianYue', 'born', '出生年月'],
  ['MinZu', 'ethnicGroup', '民族'],
  ['JiGuan', 'nativePlace', '籍贯'],
  ['ChuShengDi', 'birthplace', '出生地'],
  ['CanJiaGongZuoShiJian', 'workStart', '参加工作时间'],
  ['JianKangZhuangKuang', 'health', '健康状况'],
  ['GaiGeQianRenZhiNianLingJieXian', 'ageLimit', '改革前任职年龄界限'],
  ['ShuXiZhuanYeYouHeZhuanChang', 'speciality', '熟悉专业有何专长'],
  ['XianRenZhiWu', 'postFull', '现任职务'],
  ['JianLi', 'resume', '简历'],
  ['JiangChengQingKuang', 'honourText', '奖惩情况'],
  ['NianDuKaoHeJieGuo', 'appraisalText', '年度考核结果'],
];
const headings: Readonly<Record<string, string>> = {
  name: '姓名',
  partyJoined: '入党时间',
  politics: '入党时间',
  education: '学历学位',
  appraisals: '年度考核结果',
  family: '家庭成员',
  photo: '照片',
  appointments: '简历',
  ...Object.fromEntries(plainElements.map(([, field, heading]) => [field, heading])),
};

/**
 * The people of exchange files, one row each. A file that cannot be read is refused for itself; one that could be set
 * right is set right only after somebody has said so.
 */
export function exchangeRows(env: SourceEnv, units: Units, uploads: readonly Upload[]): StagedRow[] {
  const archives = uploads.filter(({ name }) => !isSingle(name));
  const singles = uploads.filter(({ name }) => isSingle(name));
  return [
    ...archives.flatMap((upload) =>
      rowsIn(env, units, (repair) => readArchive(env, upload, uploads.length > 1, repair)),
    ),
    ...rowsIn(env, units, (repair) => readExchangeFiles(singles, { repair })),
  ];
}

const isSingle = (name: string): boolean => /\.(lrmx?|pic)$/i.test(name);

function readArchive(
  { findings }: SourceEnv,
  { name, bytes }: Upload,
  isOneOfMany: boolean,
  repair: boolean,
): ExchangeFile[] {
  try {
    return readExchange(bytes, name, { repair });
  } catch (error) {
    if (!(error instanceof Refusal) || !isOneOfMany) throw error;
    if (!repair) findings.refuse({ file: name }, 1, '', error);
    return [];
  }
}

function rowsIn(env: SourceEnv, units: Units, read: (repair: boolean) => ExchangeFile[]): StagedRow[] {
  let mended: ExchangeFile[] | undefined;
  return read(false).flatMap((file) => {
    if ('lrmx' in file) return rowOf(env, units, file);
    if (file.refusal.code !== 'invalid.lrmxMendable' || !askRepair(env, file.name, file.refusal)) {
      if (file.refusal.code !== 'invalid.lrmxMendable') env.findings.refuse({ file: file.name }, 1, '', file.refusal);
      return [];
    }
    mended ??= read(true);
    const again = mended.find(({ name }) => name === file.name);
    if (again && 'lrmx' in again) return rowOf(env, units, again);
    env.findings.refuse({ file: file.name }, 1, '', again && 'refusal' in again ? again.refusal : file.refusal);
    return [];
  });
}

function askRepair({ findings, locale }: SourceEnv, name: string, refusal: Refusal): boolean {
  const answer = findings.ask(
    {
      kind: 'repair',
      parts: ['repair', name],
      at: { file: name, row: 1 },
      column: '',
      field: '',
      value: '',
      about: name,
      refusal,
      options: [
        { value: 'repair', label: say(t('改正后读入', 'Set it right and read it'), locale) },
        { value: 'skip', label: say(t('不导入这个文件', 'Leave the file out'), locale) },
      ],
    },
    (given) => (given === 'repair' || given === 'skip' ? given : undefined),
  );
  if (answer === 'skip')
    findings.refuse(
      { file: name },
      1,
      '',
      new Refusal('conflict.leftOut', t('按您的选择，不导入', 'Left out, as you chose')),
    );
  return answer === 'repair';
}

function rowOf(env: SourceEnv, units: Units, file: Extract<ExchangeFile, { lrmx: Lrmx }>): StagedRow[] {
  const { findings } = env;
  const at = { file: file.name };
  for (const { line, what } of file.mended)
    findings.warn(
      at,
      1,
      '',
      new Refusal('conflict.note', t('第{line}行：{what}，已改正', 'Line {line}: {what}; set right'), {
        values: { line, what },
      }),
    );
  const before = findings.issues.length;
  const values = valuesOf(env, units, file.name, file.lrmx);
  if (findings.issues.length > before) return [];
  const photo = photoOf(env, file.name, file.lrmx, String(values.name ?? ''));
  return [
    { row: 1, at, values, headings, kept: { exchange: keptOf(file.lrmx) }, ...(photo ? { files: [photo] } : {}) },
  ];
}

function valuesOf(env: SourceEnv, units: Units, file: string, { values: form, relatives }: Lrmx): Line {
  const { fields } = env.module;
  const cells: CellEnv = { look: env.look, today: env.today, names: () => undefined };
  const name = cleanName(form.XingMing);
  const placeOf = (field: string, column: string, text: string): Place => ({
    at: { file, row: 1 },
    column,
    field,
    value: shown(fields[field], text),
    about: name,
  });
  const values: Line = name ? { name } : {};
  for (const [element, field, column] of plainElements) {
    const declared = fields[field];
    const given = form[element] ?? '';
    if (!declared || given.trim() === '') continue;
    const text = declared.kind === 'longText' ? given : cleanText(given);
    Object.assign(
      values,
      settle(env, { name: 'lrmx' }, readCell(field, declared, cellWith(text), cells), placeOf(field, column, text)),
    );
  }
  if (form.RuDangShiJian.trim() !== '') {
    const text = form.RuDangShiJian;
    const party = partyReading(parsePartyText(text), text);
    Object.assign(values, settle(env, { name: 'lrmx' }, party, placeOf('partyJoined', '入党时间', text)));
  }
  const education = studies(form);
  if (education.length > 0) values.education = education;
  const { results } = parseAppraisals(form.NianDuKaoHeJieGuo);
  const appraisals = results.flatMap(({ year, grade }) => {
    const code = codeOf('appraisalGrade', grade);
    return code ? [{ year, grade: code }] : [];
  });
  if (appraisals.length > 0) values.appraisals = appraisals;
  const family = relatives.flatMap((relative, i) => familyLine(env, cells, relative, i, placeOf));
  if (family.length > 0) values.family = family;
  const posts = env.fields.has('appointments')
    ? appointmentLines(env, units, { resume: form.JianLi, post: form.XianRenZhiWu }, placeOf)
    : [];
  if (posts.length > 0) values.appointments = posts;
  return values;
}

const studies = (form: LrmxValues): Line[] => [
  ...both(
    '1',
    form.QuanRiZhiJiaoYu_XueLi,
    form.QuanRiZhiJiaoYu_XueWei,
    form.QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi,
    form.QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi,
  ),
  ...both(
    '2',
    form.ZaiZhiJiaoYu_XueLi,
    form.ZaiZhiJiaoYu_XueWei,
    form.ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi,
    form.ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi,
  ),
];

const isSchool = /大学|学院|学校|党校|研究院|研究所|科学院|中学|技校/;

/** Education and degree are one line where they are of one school; a second line without a school goes on with the first. */
function both(mode: '1' | '2', level: string, degree: string, school: string, degreeSchool: string): Line[] {
  const [of, at, ofDegree, atDegree] = [level, school, degree, degreeSchool].map(cleanText) as [
    string,
    string,
    string,
    string,
  ];
  const one = [of, ofDegree].filter(Boolean).join(' ');
  if (!atDegree || atDegree === at) return studyLine(mode, one, at);
  if (!isSchool.test(atDegree))
    return studyLine(mode, one, at).map((line) => ({ ...line, major: atDegree.slice(0, 60) }));
  return [...studyLine(mode, of, at), ...studyLine(mode, ofDegree, atDegree)];
}

function familyLine(
  env: SourceEnv,
  cells: CellEnv,
  relative: LrmxRelative,
  i: number,
  placeOf: (field: string, column: string, text: string) => Place,
): Line[] {
  const { fields } = env.module;
  const columns = fields.family?.kind === 'entries' ? fields.family.options.fields : {};
  const name = cleanName(relative.XingMing);
  const relation = cleanText(relative.ChengWei);
  const place = (text: string) => ({ ...placeOf(`family.${i}`, '家庭成员', text), value: text });
  if (!name || !relation) {
    const says = t(
      '家庭成员第{n}行缺少称谓或姓名，这一行未导入',
      'Relative {n} lacks a relation or name and is left out',
    );
    env.findings.warn(
      { file: place('').at.file },
      1,
      '家庭成员',
      new Refusal('conflict.note', says, { values: { n: i + 1 } }),
      name || relation,
    );
    return [];
  }
  const born = relative.ChuShengRiQi.trim();
  const date = columns.born && born ? bornOf(env, cells, columns.born, born, place(born)) : {};
  return [
    {
      relation: relation.slice(0, 20),
      name: name.slice(0, 40),
      ...date,
      ...(relative.ZhengZhiMianMao.trim() ? { politics: cleanText(relative.ZhengZhiMianMao).slice(0, 40) } : {}),
      ...(relative.GongZuoDanWeiJiZhiWu.trim() ? { work: cleanText(relative.GongZuoDanWeiJiZhiWu).slice(0, 120) } : {}),
      order: i + 1,
    },
  ];
}

/** A relative of whom only the year is known has no month of birth; the file keeps what it said. */
function bornOf(
  env: SourceEnv,
  cells: CellEnv,
  field: Parameters<typeof readCell>[1],
  born: string,
  place: Place,
): Line {
  const reading = readCell('born', field, cellWith(born), cells);
  if (!('refusal' in reading)) return settle(env, { name: 'lrmx' }, reading, place);
  const says = t(
    '家庭成员的出生年月“{born}”未读入，导出时原样带回',
    'The birth “{born}” of a relative is not read in; it is handed back as it was',
  );
  env.findings.warn(
    { file: place.at.file },
    1,
    '家庭成员',
    new Refusal('conflict.note', says, { values: { born } }),
    born,
  );
  return {};
}

const months: readonly Element[] = ['ChuShengNianYue', 'CanJiaGongZuoShiJian', 'RuDangShiJian'];

/** What the file held and no field has a place for, or only in other words. */
function keptOf({ values, relatives, kept }: Lrmx): Kept {
  const elements: Element[] = [
    ...keptElements,
    ...months,
    'DaoLingNianYue',
    'ZhuanYeJiShuZhiWu',
    'QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi',
    'QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi',
    'ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi',
    'ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi',
  ];
  return {
    values: Object.fromEntries(elements.flatMap((name) => (values[name] ? [[name, values[name]]] : []))),
    unknown: kept,
    relatives: relatives.flatMap(({ ChengWei, XingMing, ChuShengRiQi, kept: own = [] }) => {
      const isWhole = /^\d{4}[.-]?\d\d(\d\d)?$/.test(ChuShengRiQi.trim());
      const born = isWhole ? '' : ChuShengRiQi.trim();
      if (own.length === 0 && !born) return [];
      return [{ relation: cleanText(ChengWei), name: cleanName(XingMing), kept: own, ...(born ? { born } : {}) }];
    }),
  };
}

/** The picture, where the field takes it; one that it does not take is left out and said so. */
function photoOf({ module, findings }: SourceEnv, file: string, { photo }: Lrmx, person: string) {
  const { photo: field } = module.fields;
  if (!photo || field?.kind !== 'photo') return undefined;
  const name = `${person || '照片'}.${photo[0] === 0x89 ? 'png' : 'jpg'}`;
  try {
    checkContent({ name, bytes: photo, limits: { types: ['jpg', 'png'], bytes: field.options.bytes } });
    return { field: 'photo', name, bytes: photo };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    findings.warn({ file }, 1, '照片', error);
    return undefined;
  }
}

import { type DictionaryName, dictionaries } from './dictionary.ts';

type Aliases = Readonly<Record<string, string>>;

/** Other words met in sheets, by dictionary: word to code. An ethnic group without 族 needs no entry. */
const aliases: Readonly<Partial<Record<DictionaryName, Aliases>>> = {
  sex: { 男性: '1', 女性: '2', M: '1', F: '2' },
  ethnicGroup: { 维族: '05', 朝族: '10', 哈族: '17', 柯族: '29', 其他族: '97' },
  politicalStatus: {
    党员: '01',
    共产党员: '01',
    中国共产党党员: '01',
    中共: '01',
    预备党员: '02',
    中国共产党预备党员: '02',
    团员: '03',
    共青团: '03',
    共青团员: '03',
    民革: '04',
    民盟: '05',
    民建: '06',
    民进: '07',
    农工党: '08',
    农工: '08',
    致公党: '09',
    致公: '09',
    九三学社: '10',
    九三: '10',
    台盟: '11',
    无党派: '12',
    无党派民主人士: '12',
    普通群众: '13',
  },
  education: {
    博士: '11',
    硕士: '11',
    博士研究生: '11',
    硕士研究生: '11',
    研究生毕业: '11',
    全日制研究生: '11',
    本科: '21',
    大学本科: '21',
    大学本科毕业: '21',
    全日制本科: '21',
    大学毕业: '21',
    专科: '31',
    大学专科: '31',
    高职: '31',
    大专毕业: '31',
    中央党校本科: '22',
    中央党校大专: '34',
    中央党校专科: '34',
    省委党校研究生: '1B',
    省委党校大学: '23',
    省委党校本科: '23',
    省委党校大专: '32',
    省委党校专科: '32',
    大普: '33',
    中等专科: '35',
    中师: '35',
    中技毕业: '36',
    技校: '36',
    高中毕业: '37',
    初中毕业: '38',
    小学毕业: '39',
  },
  educationMode: { 全日制: '1', 在职: '2', 普通: '1', 非全日制: '2' },
  establishmentKind: { 行政: '1', 参公: '2', 参公编制: '2', 事业: '3', 事业编制: '3', 工勤: '5', 其他: '4' },
  managementStatus: { 在职: '1', 现职: '1', 退休: '2', 离休: '2', 离退休人员: '2', 调出: '3', 去世: '4' },
  appraisalGrade: { 不确定等次: '5', 未定等次: '5', 不参加考核: '6', 未参加考核: '6' },
  health: { 良好: '1', 健康或良好: '1', 一般或较弱: '3', 有慢性病: '3' },
  familyRelation: {
    爸爸: '10',
    父: '10',
    妈妈: '11',
    母: '11',
    夫: '12',
    妻: '13',
    儿: '14',
    女: '15',
    哥: '16',
    兄: '16',
    弟: '17',
    姐: '18',
    妹: '19',
    大儿子: '20',
    二儿子: '21',
    大女儿: '28',
    二女儿: '29',
    爷爷: '48',
    奶奶: '49',
    姥爷: '50',
    外公: '50',
    姥姥: '51',
    外婆: '51',
    姨夫: '64',
    姑夫: '66',
    媳妇: '34',
    儿媳妇: '34',
    岳丈: '42',
    嫂: '54',
    弟妹: '55',
    弟妇: '55',
    叔叔: '60',
    伯伯: '58',
    姑姑: '67',
    舅舅: '62',
    姨妈: '65',
  },
};

const plain = (words: string): string => words.normalize('NFKC').replace(/[\s·]/g, '').toUpperCase();

const indexes = new Map<DictionaryName, ReadonlyMap<string, string | undefined>>();

/** Words to code; a word that two entries bear stands for neither. */
function indexOf(dictionary: DictionaryName): ReadonlyMap<string, string | undefined> {
  const known = indexes.get(dictionary);
  if (known) return known;
  const index = new Map<string, string | undefined>();
  const put = (words: string, code: string) => {
    const key = plain(words);
    index.set(key, index.has(key) && index.get(key) !== code ? undefined : code);
  };
  for (const { code, label } of dictionaries.get(dictionary)?.entries.values() ?? []) {
    put(label.zh, code);
    if (dictionary === 'ethnicGroup' && label.zh.endsWith('族')) put(label.zh.slice(0, -1), code);
  }
  for (const [words, code] of Object.entries(aliases[dictionary] ?? {})) if (!index.has(plain(words))) put(words, code);
  indexes.set(dictionary, index);
  return index;
}

/**
 * The code that words of a sheet stand for: the entry’s name, a code written as such, a usual other name, an ethnic group
 * without 族. Undefined where they stand for none or for several.
 */
export function codeOf(dictionary: DictionaryName, words: string): string | undefined {
  const given = plain(words);
  const entries = dictionaries.get(dictionary)?.entries;
  return [words.trim(), given].find((code) => entries?.has(code)) ?? indexOf(dictionary).get(given);
}

import { cadreDictionaries } from './cadre/dictionaries.ts';
import { degrees, disciplines, ethnicGroups } from './dictionary-data.ts';
import { type Dictionary, type DictionaryEntry, tree } from './dictionary-tree.ts';

export type { Dictionary, DictionaryEntry };

const sex: Dictionary = {
  source: 'GB/T 2261.1-2003',
  from: '2003-12-01',
  certainty: 'verified',
  entries: tree(`
    0 未知 Not known
    1 男 Male
    2 女 Female
    9 未说明 Not stated`),
};

const ethnicGroup: Dictionary = {
  source: 'GB/T 3304-1991',
  from: '1992-04-01',
  certainty: 'verified',
  entries: tree(ethnicGroups),
};

const politicalStatus: Dictionary = {
  source: 'GB/T 4762-1984',
  from: '1985-10-01',
  certainty: 'verified',
  entries: tree(`
    01 中共党员 Member of the Communist Party of China
    02 中共预备党员 Probationary member of the Communist Party of China
    03 共青团员 Member of the Communist Youth League
    04 民革会员 Revolutionary Committee of the Chinese Kuomintang
    05 民盟盟员 China Democratic League
    06 民建会员 China National Democratic Construction Association
    07 民进会员 China Association for Promoting Democracy
    08 农工党党员 Chinese Peasants' and Workers' Democratic Party
    09 致公党党员 China Zhi Gong Party
    10 九三学社社员 Jiusan Society
    11 台盟盟员 Taiwan Democratic Self-Government League
    12 无党派人士 Without party affiliation
    13 群众 No political affiliation`),
};

const education: Dictionary = {
  source: '组织系统指标集 ZB64 学历代码',
  from: '1995-01-01',
  certainty: 'verified',
  entries: tree(`
    1 研究生教育 Postgraduate education
    11 研究生 Postgraduate
    12 研究生班 Postgraduate course
    1A 中央党校研究生 Postgraduate of the Central Party School
    1B 省（区、市）委党校研究生 Postgraduate of a provincial Party school
    2 本科教育 Undergraduate education
    21 大学 University
    22 中央党校大学 Undergraduate of the Central Party School
    23 省（区、市）委党校大学 Undergraduate of a provincial Party school
    3 专科教育 Junior college and below
    31 大专 Junior college
    32 省（区、市）委党校大专 Junior college of a provincial Party school
    33 大学普通班 University general class
    34 中央党校大专 Junior college of the Central Party School
    35 中专 Secondary specialised school
    36 中技 Secondary technical school
    37 高中 Senior high school
    38 初中 Junior high school
    39 小学 Primary school`),
};

const degree: Dictionary = {
  source: 'GB/T 6864-2003',
  from: '2004-05-01',
  certainty: 'verified',
  entries: tree(degrees),
};

const titleLevel: Dictionary = {
  source: '关于深化职称制度改革的意见（2016年11月）第二部分',
  from: '2016-11-01',
  certainty: 'likely',
  entries: tree(`
    1 高级 Senior
    11 正高级 Full senior
    12 副高级 Associate senior
    2 中级 Intermediate
    3 初级 Junior
    31 助理级 Assistant
    32 员级 Technician`),
};

const educationMode: Dictionary = {
  source: '组织系统指标集 ZB123 教育类别',
  from: '2018-01-01',
  certainty: 'likely',
  entries: tree(`
    1 全日制教育 Full-time education
    2 在职教育 Education in service`),
};

const discipline: Dictionary = {
  source: '普通高等学校本科专业目录（2024年）：门类、专业类、专业，县域常用部分',
  from: '2024-02-06',
  certainty: 'likely',
  entries: tree(disciplines),
};

const all = {
  sex,
  ethnicGroup,
  politicalStatus,
  education,
  educationMode,
  degree,
  titleLevel,
  discipline,
  ...cadreDictionaries,
};

export type DictionaryName = keyof typeof all;

/** Code lists by name, each dated and with its source. */
export const dictionaries: ReadonlyMap<string, Dictionary> = new Map(Object.entries(all));

/** The entries from the top down to the code, the code's own last; empty where the dictionary lacks it. */
export function pathTo(dictionary: string, code: string): DictionaryEntry[] {
  const entry = dictionaries.get(dictionary)?.entries.get(code);
  return entry ? [...(entry.parent ? pathTo(dictionary, entry.parent) : []), entry] : [];
}

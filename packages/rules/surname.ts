/** A surname and its readings in letters without tones: as a surname first, then those people type by the common sound. */
export type SurnameReadings = { surname: string; readings: readonly [string, ...string[]] };

/** Surnames that are read otherwise than the character commonly is, or whose reading is often taken for another. */
export const surnameReadings: readonly SurnameReadings[] = [
  { surname: '尉迟', readings: ['yuchi', 'weichi'] },
  { surname: '万俟', readings: ['moqi', 'wansi'] },
  { surname: '单于', readings: ['chanyu', 'danyu'] },
  { surname: '澹台', readings: ['tantai', 'dantai'] },
  { surname: '长孙', readings: ['zhangsun', 'changsun'] },
  { surname: '令狐', readings: ['linghu'] },
  { surname: '单', readings: ['shan', 'dan'] },
  { surname: '解', readings: ['xie', 'jie'] },
  { surname: '曾', readings: ['zeng', 'ceng'] },
  { surname: '任', readings: ['ren'] },
  { surname: '查', readings: ['zha', 'cha'] },
  { surname: '仇', readings: ['qiu', 'chou'] },
  { surname: '区', readings: ['ou', 'qu'] },
  { surname: '朴', readings: ['piao', 'pu'] },
  { surname: '缪', readings: ['miao', 'mou', 'miu'] },
  { surname: '盖', readings: ['ge', 'gai'] },
  { surname: '乐', readings: ['yue', 'le'] },
  { surname: '员', readings: ['yun', 'yuan'] },
  { surname: '翟', readings: ['zhai', 'di'] },
];

const compound = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 ' +
    '钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 ' +
    '呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 ' +
    '仲长 子书 子桑 即墨 达奚 褚师 单于'
  ).split(' '),
);

/** The surname of two characters a name begins with, where something is left for a given name. */
export function compoundSurnameOf(name: string): string | undefined {
  const characters = [...name.replace(/\s/g, '')];
  const head = characters.slice(0, 2).join('');
  return characters.length > 2 && compound.has(head) ? head : undefined;
}

/** The surname a name begins with and every reading of it that search accepts; undefined where the list lacks it. */
export const readingsOfSurname = (name: string): SurnameReadings | undefined =>
  surnameReadings.find(({ surname }) => name.startsWith(surname));

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

/** The surname a name begins with and every reading of it that search accepts; undefined where the list lacks it. */
export const readingsOfSurname = (name: string): SurnameReadings | undefined =>
  surnameReadings.find(({ surname }) => name.startsWith(surname));

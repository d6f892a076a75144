/** How the law sorts a relation. Source: 公务员回避规定 (2020) art. 5. */
export type KinLine = 'spouse' | 'lineal' | 'collateral' | 'affinity';

export type KinWords = {
  line: KinLine;
  /** Spouse 0; lineal: steps up or down; collateral: generations within three; in-laws: those of the blood relative. */
  degree: number;
  words: readonly string[];
  /** A tie that counts only under a condition which a person has to check. */
  check?: true;
  /** Spouse, children and their spouses, whom the bar on business names. */
  household?: true;
};

/** Words of relation to the person the form is about. */
export const kinWords: readonly KinWords[] = [
  { line: 'spouse', degree: 0, household: true, words: ['配偶', '丈夫', '妻子', '爱人', '夫', '妻'] },
  {
    line: 'lineal',
    degree: 1,
    words: ['父亲', '母亲', '父', '母', '爸爸', '妈妈', '父母', '养父', '养母', '生父', '生母'],
  },
  { line: 'lineal', degree: 1, check: true, words: ['继父', '继母'] },
  { line: 'lineal', degree: 1, check: true, household: true, words: ['继子', '继女'] },
  {
    line: 'lineal',
    degree: 1,
    household: true,
    words: [
      ...[
        '儿子',
        '女儿',
        '儿',
        '女',
        '子女',
        '独生子',
        '独生女',
        '养子',
        '养女',
        '其他儿子',
        '其他女儿',
        '大儿子',
        '小儿子',
      ],
      ...[
        '二儿子',
        '大女儿',
        '二女儿',
        '小女儿',
        '长子',
        '次子',
        '三子',
        '四子',
        '五子',
        '长女',
        '次女',
        '三女',
        '四女',
        '五女',
      ],
    ],
  },
  {
    line: 'lineal',
    degree: 2,
    words: [
      ...['祖父', '祖母', '外祖父', '外祖母', '爷爷', '奶奶', '姥爷', '姥姥', '外公', '外婆'],
      ...['孙子', '孙女', '外孙', '外孙子', '外孙女'],
    ],
  },
  {
    line: 'lineal',
    degree: 3,
    words: ['曾祖父', '曾祖母', '外曾祖父', '外曾祖母', '曾孙', '曾孙子', '曾孙女', '外曾孙子', '外曾孙女'],
  },
  {
    line: 'collateral',
    degree: 2,
    words: [
      '哥哥',
      '弟弟',
      '姐姐',
      '妹妹',
      '哥',
      '弟',
      '姐',
      '妹',
      '兄',
      '兄长',
      '胞兄',
      '胞弟',
      '胞姐',
      '胞妹',
      '兄弟',
      '姐妹',
    ],
  },
  {
    line: 'collateral',
    degree: 3,
    words: [
      ...['伯父', '叔父', '姑母', '舅父', '姨母', '伯伯', '叔叔', '姑姑', '姑妈', '舅舅', '姨妈', '小姨母'],
      ...['堂兄', '堂弟', '堂姐', '堂妹', '堂哥', '表兄', '表弟', '表姐', '表妹', '表哥'],
      ...['侄子', '侄女', '侄儿', '外甥', '外甥女', '甥女'],
    ],
  },
  { line: 'affinity', degree: 1, words: ['岳父', '岳母', '公公', '婆婆', '丈人', '丈母娘'] },
  {
    line: 'affinity',
    degree: 1,
    household: true,
    words: ['儿媳', '儿媳妇', '女婿', '长儿媳', '二儿媳', '三儿媳', '长女婿', '二女婿', '三女婿'],
  },
  {
    line: 'affinity',
    degree: 1,
    words: ['儿子岳父', '儿子岳母', '女儿公公', '女儿婆婆', '亲家', '亲家公', '亲家母'],
  },
  {
    line: 'affinity',
    degree: 2,
    words: [
      ...['嫂子', '嫂', '弟媳', '弟妹', '弟妇', '姐夫', '妹夫'],
      ...[
        '夫兄',
        '夫弟',
        '夫姐',
        '夫妹',
        '妻兄',
        '妻弟',
        '妻姐',
        '妻妹',
        '大舅子',
        '小舅子',
        '大姨子',
        '小姨子',
        '小叔子',
        '大姑子',
        '小姑子',
      ],
    ],
  },
  {
    line: 'affinity',
    degree: 3,
    words: [
      ...['伯母', '婶母', '婶婶', '舅母', '舅妈', '姨父', '姨夫', '姑父', '姑夫'],
      ...['堂嫂', '堂弟媳', '堂姐夫', '堂妹夫', '表嫂', '表弟媳', '表姐夫', '表妹夫'],
      ...[
        '侄媳',
        '侄女婿',
        '外甥媳妇',
        '外甥女婿',
        '妻侄',
        '妻侄女',
        '内侄',
        '内侄女',
        '妻外甥',
        '妻外甥女',
        '夫侄',
        '夫侄女',
        '夫外甥',
        '夫外甥女',
      ],
    ],
  },
];

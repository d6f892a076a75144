import { parseAppraisals } from '@juxian/rules/reading/appraisal.ts';
import { cleanName, cleanText } from '@juxian/rules/reading/cell.ts';
import { type Given, type MonthOptions, parseMonth } from '@juxian/rules/reading/month.ts';
import { parsePartyText } from '@juxian/rules/reading/party.ts';
import { parseRewards } from '@juxian/rules/reading/reward.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the text of a cell', () => {
  it.each([
    ['张　三', '张三'],
    [' 欧阳 锋 ', '欧阳锋'],
    ['章\u200b秋\ufeff', '章秋'],
    ['章\u00a0秋', '章秋'],
    ["'章秋", '章秋'],
    ['John  Smith', 'John Smith'],
    ['阿依古丽•麦麦提', '阿依古丽·麦麦提'],
    ['阿依古丽‧麦麦提', '阿依古丽·麦麦提'],
    ['阿依古丽∙麦麦提', '阿依古丽·麦麦提'],
    ['阿依古丽⋅麦麦提', '阿依古丽·麦麦提'],
    ['阿依古丽・麦麦提', '阿依古丽·麦麦提'],
    ['阿依古丽 ･ 麦麦提', '阿依古丽·麦麦提'],
    ['阿依古丽．麦麦提', '阿依古丽·麦麦提'],
    ['J.Smith', 'J.Smith'],
    ['𠅤　鲦', '𠅤鲦'],
  ])('is a name: %s', (given, name) => {
    expect(cleanName(given)).toBe(name);
  });

  it('keeps punctuation, lines and rare characters', () => {
    expect(cleanText('\u202a９９０４２１Ｘ\u202c')).toBe('990421X');
    expect(cleanText("''990421197903120519")).toBe('990421197903120519');
    expect(cleanText('　甲；乙（丙）\n丁：１ ')).toBe('甲；乙（丙）\n丁：1');
    expect(cleanText('﨑䶮')).toBe('﨑䶮');
    expect(cleanText("'")).toBe("'");
  });
});

const read = (text: string, given: Partial<Given> = {}, options: MonthOptions = {}) =>
  parseMonth({ text, ...given }, options);

describe('a month', () => {
  it.each([
    '198503',
    '1985.03',
    '1985.3',
    '1985-03',
    '1985/3',
    '1985年3月',
    '1985年03月',
    '１９８５．０３',
    ' 1985 . 03 ',
    "'198503",
    '1985。03',
    '1985．03',
  ])('is read from %s', (text) => {
    expect(read(text)).toEqual({ is: 'value', month: '1985-03' });
  });

  it.each([
    '1985-03-09',
    '19850309',
    '1985.3.9',
    '1985/03/09',
    '1985年3月9日',
    '1985年3月9号',
    '1985-03-09 00:00',
    '1985－03－09',
  ])('is read with its day from %s', (text) => {
    expect(read(text)).toEqual({ is: 'value', month: '1985-03', day: '1985-03-09' });
    expect(read(text, { kind: 'date' })).toEqual({ is: 'value', month: '1985-03', day: '1985-03-09' });
  });

  it('is read from 2026年11月10日', () => {
    expect(read('2026年11月10日')).toEqual({ is: 'value', month: '2026-11', day: '2026-11-10' });
  });

  it('is read from the number a sheet keeps', () => {
    expect(read('1985.03', { kind: 'number' })).toEqual({ is: 'value', month: '1985-03' });
    expect(read('1985.12', { kind: 'number' })).toEqual({ is: 'value', month: '1985-12' });
    expect(read('1992.2', { kind: 'number' })).toEqual({ is: 'value', month: '1992-02' });
    expect(read('1992.1', { kind: 'number', shown: '1992.10' })).toEqual({ is: 'value', month: '1992-10' });
  });

  it('is read from the number of a day, counted from 1900 or 1904', () => {
    // 31048 = 85 years of 365 days, 22 leap days by Excel's count (1900 to 1984), and the first of January.
    expect(read('31048', { kind: 'number' })).toEqual({ is: 'value', month: '1985-01', day: '1985-01-01' });
    // 29586 = 81 years of 365 days and 21 leap days (1904 to 1984), counted from 0.
    expect(read('29586', { kind: 'number' }, { system1904: true })).toEqual({
      is: 'value',
      month: '1985-01',
      day: '1985-01-01',
    });
    expect(read('31048.75', { kind: 'number' })).toMatchObject({ day: '1985-01-01' });
    expect(read('31048')).toMatchObject({ is: 'question', choices: ['1985-01'] });
  });

  it.each([
    ['1992.1', ['1992-01', '1992-10']],
    ['85.03', ['1985-03', '2085-03']],
    ['85年3月', ['1985-03', '2085-03']],
    ['850309', ['1985-03', '2085-03']],
    ['8503', ['1985-03', '2085-03']],
    ['76.1', ['1976-01', '1976-10', '2076-01', '2076-10']],
  ])('is asked where %s may mean several', (text, choices) => {
    const reading = read(text, { kind: 'number' });
    expect(reading).toMatchObject({ is: 'question', choices });
    expect(reading.is === 'question' && [reading.says.zh, reading.says.en].every((says) => says.includes(text))).toBe(
      true,
    );
  });

  it('is not offered after the last that may be meant', () => {
    expect(read('06.07', {}, { latest: '2026-11' })).toMatchObject({ choices: ['1906-07', '2006-07'] });
    expect(read('85.03', {}, { latest: '2026-11' })).toMatchObject({ choices: ['1985-03'] });
  });

  it.each(['', '  ', '　', '\u200b', '—', '/', '无', '（无）'])('is not there: “%s”', (text) => {
    expect(read(text)).toEqual({ is: 'blank' });
  });

  it.each([
    ['1985.13', '月份'],
    ['198500', '月份'],
    ['1985-02-30', '这一天'],
    ['1985', '缺少月份'],
    ['1985年', '缺少月份'],
    ['1850.03', '1985.03'],
    ['不详', '1985.03'],
    ['123', '1985.03'],
    ['1985.003', '1985.03'],
  ])('is refused: %s', (text, reason) => {
    const reading = read(text);
    expect(reading.is === 'refused' && reading.refusal.reason('zh-CN')).toContain(reason);
    expect(reading.is === 'refused' && reading.refusal.reason('en')).toContain(text);
  });

  it('is the same in every writing', () => {
    const months = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(months, ([year, number]) => {
        const two = String(number).padStart(2, '0');
        for (const text of [
          `${year}${two}`,
          `${year}.${two}`,
          `${year}-${two}`,
          `${year}年${number}月`,
          `${year}/${number}`,
        ])
          if (year < 2100 || text.length > 6) expect(read(text)).toEqual({ is: 'value', month: `${year}-${two}` });
      }),
    );
  });
});

describe('the text of 入党时间', () => {
  it.each([
    ['200106', { communist: true, joined: '2001-06', parties: [] }],
    ['2001.06', { communist: true, joined: '2001-06', parties: [] }],
    ['民建', { communist: false, parties: ['民建'] }],
    ['民建；民盟', { communist: false, parties: ['民建', '民盟'] }],
    ['200106；农工党', { communist: true, joined: '2001-06', parties: ['农工党'] }],
    ['农工党；201206', { communist: true, joined: '2012-06', parties: ['农工党'] }],
    ['200106、民建', { communist: true, joined: '2001-06', parties: ['民建'] }],
    ['2001.06；民建、民盟', { communist: true, joined: '2001-06', parties: ['民建', '民盟'] }],
    ['（民建）', { communist: false, parties: ['民建'] }],
    ['2001.06（民建）', { communist: true, joined: '2001-06', parties: ['民建'] }],
    ['无党派', { communist: false, parties: [], other: '无党派' }],
    ['', { communist: false, parties: [] }],
    ['（无）', { communist: false, parties: [] }],
    ['中共党员', { communist: true, parties: [] }],
    ['农工党党员', { communist: false, parties: ['农工党'] }],
    ['中国农工民主党', { communist: false, parties: ['农工党'] }],
    ['农工党员', { communist: false, parties: ['农工党'] }],
    ['民盟盟员', { communist: false, parties: ['民盟'] }],
    ['九三学社社员', { communist: false, parties: ['九三学社'] }],
    ['2001年6月', { communist: true, joined: '2001-06', parties: [] }],
    ['群众', { communist: false, parties: [], other: '群众' }],
  ])('%s', (text, expected) => {
    expect(parsePartyText(text)).toEqual({ ...expected, unread: [] });
  });

  it('asks about a month, and leaves to people what it does not know', () => {
    expect(parsePartyText('1992.1；民建')).toMatchObject({
      communist: true,
      parties: ['民建'],
      question: { choices: ['1992-01', '1992-10'] },
    });
    expect(parsePartyText('民建（2005.08）')).toEqual({ communist: false, parties: [], unread: ['民建（2005.08）'] });
    expect(parsePartyText('200106；200207；某党')).toMatchObject({ joined: '2001-06', unread: ['200207', '某党'] });
  });
});

describe('rewards', () => {
  it('are parted at semicolons, with the month each begins with', () => {
    const text =
      '2022年12月，经中共澜川市委批准，授予全市乡村振兴先进个人；2024年3月，经青禾县委、县政府批准，记三等功。';
    expect(parseRewards(text)).toEqual([
      { month: '2022-12', text: '2022年12月，经中共澜川市委批准，授予全市乡村振兴先进个人' },
      { month: '2024-03', text: '2024年3月，经青禾县委、县政府批准，记三等功' },
    ]);
    expect(parseRewards('2019.05 嘉奖;\n2020年记功，')).toEqual([
      { month: '2019-05', text: '2019.05 嘉奖' },
      { text: '2020年记功' },
    ]);
  });

  it.each(['无', '（无）', '(无)', ' ', '；。'])('are none: %s', (text) => {
    expect(parseRewards(text)).toEqual([]);
  });
});

describe('yearly appraisals', () => {
  const results = (...pairs: [number, string][]) => ({
    results: pairs.map(([year, grade]) => ({ year, grade })),
    unread: [],
  });

  it.each([
    ['2023年优秀；2024年称职', results([2023, '优秀'], [2024, '称职'])],
    [
      '2023年年度考核优秀；2024年年度考核称职；2025年年度考核称职。',
      results([2023, '优秀'], [2024, '称职'], [2025, '称职']),
    ],
    ['2023年合格；2024年合格；2025年优秀', results([2023, '合格'], [2024, '合格'], [2025, '优秀'])],
    ['2023年度考核结果为优秀等次', results([2023, '优秀'])],
    ['2021—2023年均为称职', results([2021, '称职'], [2022, '称职'], [2023, '称职'])],
    ['2023、2024年称职，2025年不定等次', results([2023, '称职'], [2024, '称职'], [2025, '不定等次'])],
    ['2023:基本称职\n2024：不称职', results([2023, '基本称职'], [2024, '不称职'])],
    ['无', results()],
  ])('%s', (text, expected) => {
    expect(parseAppraisals(text)).toEqual(expected);
  });

  it('are left to people where they say something else', () => {
    expect(parseAppraisals('2023年很好；新录用人员；2024年')).toEqual({
      results: [],
      unread: ['2023年很好', '新录用人员', '2024年'],
    });
    expect(parseAppraisals('1023年优秀；2025-2023年称职')).toMatchObject({
      results: [],
      unread: ['1023年优秀', '2025-2023年称职'],
    });
  });
});

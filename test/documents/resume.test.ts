import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLrm } from '@juxian/documents/lrmx/legacy.ts';
import { readLrmx } from '@juxian/documents/lrmx/read.ts';
import { compareResume } from '@juxian/documents/resume/compare.ts';
import { gapsOf } from '@juxian/documents/resume/gaps.ts';
import { type Aside, parseResume, type Stage } from '@juxian/documents/resume/read.ts';
import { writeResume } from '@juxian/documents/resume/write.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sample = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, 'lrmx', name)));
const first = readLrmx(sample('01_v3.2.1.16_full_bom_crlf_photo.lrmx')).lrmx.values;
const second = readLrmx(sample('02_v3.2.1.6_nophoto_nobom_lf_nofamily.lrmx')).lrmx.values;
const older = readLrm(sample('04_legacy_v2.lrm')).lrmx.values;

const stage = (from: string, to: string | undefined, text: string, asides: Aside[] = []): Stage => ({
  from,
  ...(to ? { to } : {}),
  text,
  asides,
});

describe('the résumés of the sample files', () => {
  it('have 7 stages in the first, one with a study beside it, and come back line by line', () => {
    const stages = parseResume(first.JianLi);
    expect(stages).toHaveLength(7);
    expect(stages[3]).toEqual(
      stage('2009-03', '2013-08', '青禾县农业局副局长', [
        { from: '2010-09', to: '2013-07', text: '虚构省委党校在职研究生班经济管理专业学习' },
      ]),
    );
    expect(stages[6]).toEqual(stage('2021-05', undefined, '青禾县农业农村局党组书记、局长，一级主任科员'));
    expect(writeResume(stages)).toBe(first.JianLi);
    expect(gapsOf(stages)).toEqual([]);
  });

  it('are of a person of 47 at the day the form counts ages', () => {
    const [birth, on] = [first.ChuShengNianYue, first.JiSuanNianLingShiJian];
    const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
    expect(on.slice(4, 6) < birth.slice(4, 6) ? years - 1 : years).toBe(47);
  });

  it('have 5 stages in the second, whatever the dashes', () => {
    const stages = parseResume(second.JianLi);
    expect(stages).toEqual([
      stage('2003-09', '2008-07', '虚构省医科大学临床医学专业学习'),
      stage('2008-09', '2011-07', '虚构省医科大学内科学专业硕士研究生学习'),
      stage('2011-08', '2017-05', '青禾县人民医院住院医师、主治医师'),
      stage('2017-05', '2022-03', '青禾县人民医院心内科副主任'),
      stage('2022-03', undefined, '青禾县人民医院心内科主任'),
    ]);
    expect(gapsOf(stages)).toEqual([{ is: 'gap', stage: 1, from: '2008-08', to: '2008-08', months: 1 }]);
  });

  it('have 4 stages in the older format', () => {
    expect(parseResume(older.JianLi).map(({ from, to }) => [from, to])).toEqual([
      ['1988-09', '1991-07'],
      ['1991-07', '2003-05'],
      ['2003-05', '2016-11'],
      ['2016-11', undefined],
    ]);
  });
});

describe('a line', () => {
  it.each([
    '2011.08--2017.05  住院医师',
    '2011.08—2017.05 住院医师',
    '2011.08——2017.05 住院医师',
    '2011.08–2017.05\t住院医师',
    '2011.08-2017.05住院医师',
    '2011.08~2017.05　住院医师',
    '2011.08～2017.05&nbsp;&nbsp;住院医师',
    '2011.08－2017.05\u00a0住院医师',
    '２０１１．０８－－２０１７．０５ 住院医师',
    '201108--201705住院医师',
    '2011.8至2017.5 住院医师',
    '2011年8月至2017年5月 住院医师',
    '2011年08月 -- 2017年05月住院医师',
    '2011/08-2017/05 住院医师',
    '2011-08-2017-05 住院医师',
    '  2011.08--2017.05\u200b  住院医师  ',
  ])('has its months however they are written: %s', (line) => {
    expect(parseResume(line)).toEqual([stage('2011-08', '2017-05', '住院医师')]);
  });

  it.each([
    '2021.05--         局长',
    '2021.05-- 局长',
    '2021.05--局长',
    '2021.05—至今 局长',
    '2021.05至今 局长',
    '202105--今局长',
    '2021.05--现在  局长',
    '2021.05  局长',
  ])('lasts: %s', (line) => {
    expect(parseResume(line)).toEqual([stage('2021-05', undefined, '局长')]);
  });

  it.each(['2008年5月抗震救灾中表现突出', '2001.13--2002.05任职', '20世纪90年代', '2003级学生', '0012.05--0013.06'])(
    'without months of its own belongs to the one above: %s',
    (line) => {
      expect(parseResume(`2001.07--2009.03  科员，\n\n${line}`)).toEqual([
        stage('2001-07', '2009-03', `科员，${line}`),
      ]);
    },
  );

  it('set in by the width of the dates belongs to the one above, though it begins with months', () => {
    const text = `2001.07--2009.03  科员，\n${' '.repeat(18)}2003.01--2003.06支教`;
    expect(parseResume(text)).toEqual([stage('2001-07', '2009-03', '科员，2003.01--2003.06支教')]);
  });

  it('before the first date is kept', () => {
    expect(parseResume('曾用名章春\n2001.07--  科员')).toEqual([
      { text: '曾用名章春', asides: [] },
      stage('2001-07', undefined, '科员'),
    ]);
  });

  it('may end in any way', () => {
    expect(parseResume('2001.07--2003.07 甲\r2003.07--2004.07 乙\r\n2004.07-- 丙').map(({ text }) => text)).toEqual([
      '甲',
      '乙',
      '丙',
    ]);
    expect(parseResume(' \n&nbsp;\n')).toEqual([]);
  });
});

describe('其间', () => {
  const study = { from: '2003-09', to: '2006-07', text: '在职学习' };

  it.each([
    '2001.07--2009.03  副局长（其间：2003.09--2006.07在职学习）',
    '2001.07--2009.03  副局长(期间:2003.09-2006.07 在职学习)',
    '2001.07--2009.03  副局长\n（其间:2003.09—2006.07，在职学习)',
    '2001.07--2009.03  副局长\n                  （其间：2003.09\n                  --2006.07在职\n学习）',
    '2001.07--2009.03  副局长 （其间： 200309至200607 在职学习',
  ])('stands on the same line or below, in brackets of any width: %s', (text) => {
    expect(parseResume(text)).toEqual([stage('2001-07', '2009-03', '副局长', [study])]);
  });

  it('may hold several, one of a month, one that lasts, and brackets', () => {
    const text =
      '2001.07--  局长（正科级）（其间：2003.09--2006.07在职学习；2006.07获管理学硕士学位，优秀；良好；2010.03--挂职（乙县（丙镇））），党组书记';
    expect(parseResume(text)).toEqual([
      stage('2001-07', undefined, '局长（正科级），党组书记', [
        study,
        { from: '2006-07', text: '获管理学硕士学位，优秀；良好' },
        { from: '2010-03', ongoing: true, text: '挂职（乙县（丙镇））' },
      ]),
    ]);
  });

  it('may hold another, which stays in its words', () => {
    const text = '2001.07--2009.03  局长（其间：2003.09--2006.07在职学习（其间：2004.01--2004.06赴乙校））';
    expect(parseResume(text)[0]?.asides).toEqual([{ ...study, text: '在职学习（其间：2004.01--2004.06赴乙校）' }]);
  });
});

describe('a résumé written', () => {
  it('has 16 characters of dates, its text from column 19 on, and an open end of seven blanks', () => {
    const lines = writeResume(
      [stage('2001-07', '2004-11', '甲镇科员'), stage('2004-11', undefined, '乙局局长', [{ text: '挂职一年' }])],
      { width: 66 },
    ).split('\n');
    expect(lines).toEqual([
      '2001.07--2004.11  甲镇科员',
      '2004.11--         乙局局长',
      '                  （其间：挂职一年）',
    ]);
    expect(lines[1]?.indexOf('乙')).toBe(18);
  });

  it('is broken at the width given, no mark alone at the start of a line, no number torn', () => {
    // 8 columns of text: four characters; 丁 goes down with the comma behind it, 2012 as a whole.
    expect(writeResume([stage('2001-07', '2004-11', '甲乙丙丁，戊2012年')], { width: 26 }).split('\n')).toEqual([
      '2001.07--2004.11  甲乙丙',
      '                  丁，戊',
      '                  2012年',
    ]);
  });

  const month = fc
    .tuple(fc.integer({ min: 1950, max: 2049 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);
  const words = fc
    .array(fc.constantFrom(...'甲乙局，、。（）《》“”', 'ABC', '2012', '2012.05', ' ', '-', '年'), { maxLength: 30 })
    .map((parts) => parts.join('').replace(/ +/g, ' ').trim());
  // Brackets that close before they open would end the bracket of 其间.
  const balanced = words.map((text) => `任${text.replace(/ ?[（）]/g, '')}`.trim());
  const aside: fc.Arbitrary<Aside> = fc.oneof(
    fc.record({ from: month, text: balanced }),
    fc.record({ from: month, to: month, text: balanced }),
    fc.record({ from: month, ongoing: fc.constant(true as const), text: balanced }),
  );
  const any: fc.Arbitrary<Stage> = fc
    .record({
      from: month,
      to: fc.option(month, { nil: undefined }),
      text: words.map((text) => `任${text}`),
      asides: fc.array(aside, { maxLength: 3 }),
    })
    .map(({ from, to, text, asides }) => stage(from, to, text, asides));

  it('is read as it was written, at any width', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), fc.integer({ min: 20, max: 90 }), (stages, width) => {
        expect(parseResume(writeResume(stages, { width }))).toEqual(stages);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps to the width where the words allow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'甲乙丙丁'), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 20, max: 90 }),
        (chars, width) => {
          const lines = writeResume([stage('2001-07', '2004-11', chars.join(''))], { width }).split('\n');
          for (const line of lines) expect(18 + (line.length - 18) * 2).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('months between stages', () => {
  it('are missing, double, or turned round', () => {
    const stages = [
      stage('2000-09', '2003-07', '甲'),
      stage('2003-08', '2005-01', '乙'),
      stage('2005-04', '2010-03', '丙'),
      stage('2009-12', '2009-06', '丁'),
      stage('2009-12', undefined, '戊'),
      stage('2015-01', '2016-01', '己'),
    ];
    expect(gapsOf(stages)).toEqual([
      { is: 'gap', stage: 2, from: '2005-02', to: '2005-03', months: 2 },
      { is: 'reversed', stage: 3, from: '2009-12', to: '2009-06' },
      { is: 'overlap', stage: 4, from: '2009-12', to: '2010-03', months: 3 },
      { is: 'overlap', stage: 5, from: '2015-01' },
    ]);
  });

  it('are not missing where an earlier stage still lasts', () => {
    const stages = [
      stage('2000-01', '2010-01', '甲'),
      stage('2003-01', '2004-01', '乙'),
      stage('2010-01', undefined, '丙'),
    ];
    expect(gapsOf(stages)).toEqual([{ is: 'overlap', stage: 1, from: '2003-01', to: '2004-01', months: 12 }]);
  });
});

describe('two résumés', () => {
  it('are the same however their lines are broken and their dates written', () => {
    const byHand = '199709—200107 虚构省农业大学农学系农学专业学习';
    expect(compareResume(first.JianLi.split('\n')[0] ?? '', byHand)).toEqual([
      {
        is: 'same',
        generated: '1997.09--2001.07  虚构省农业大学农学系农学专业学习',
        hand: '1997.09--2001.07  虚构省农业大学农学系农学专业学习',
      },
    ]);
    expect(
      compareResume(first.JianLi, writeResume(parseResume(first.JianLi), { width: 40 })).every(
        ({ is }) => is === 'same',
      ),
    ).toBe(true);
  });

  it('show what one has and the other has not', () => {
    const generated = '2000.01--2001.01 甲\n2001.01--2002.01 乙\n2002.01--2003.01 丙\n2003.01-- 丁';
    const hand =
      '2000.01--2001.01 甲\n2001.01--2002.01 乙（其间：2001.05挂职）\n2002.01--2003.01 丙丙\n2003.01--2004.01 丁\n2004.01-- 戊';
    expect(compareResume(generated, hand).map((line) => [line.is, 'hand' in line ? line.hand.trim() : ''])).toEqual([
      ['same', '2000.01--2001.01  甲'],
      ['same', '2001.01--2002.01  乙'],
      ['hand', '（其间：2001.05挂职）'],
      ['changed', '2002.01--2003.01  丙丙'],
      ['changed', '2003.01--2004.01  丁'],
      ['hand', '2004.01--         戊'],
    ]);
    expect(compareResume('2000.01-- 甲', '')).toEqual([{ is: 'generated', generated: '2000.01--         甲' }]);
  });
});

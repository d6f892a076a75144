import type { Column, Report } from '@juxian/documents/cadre/reports/report.ts';
import { reportPaper, reportSheets } from '@juxian/documents/cadre/reports/written.ts';
import { toDocx } from '@juxian/documents/docx.ts';
import { toHtml } from '@juxian/documents/html.ts';
import type { Paper } from '@juxian/documents/paper.ts';
import { announcementPaper, appointmentLetter } from '@juxian/documents/papers/appointment.ts';
import { discussionPaper, type Listed, rosterPaper } from '@juxian/documents/papers/roster.ts';
import { toPdf } from '@juxian/documents/pdf/paper.ts';
import { describe, expect, it } from 'vitest';
import { readPdf, type Sheet } from '../support/pdf.ts';
import { partsOf } from '../support/unzip.ts';
import { wordFaults } from '../support/word.ts';

const issuer = { office: '中共青山县委组织部', demo: true };
const person = (n: number): Listed => ({
  name: `名册${n}`,
  currentPost: `青山县第${n}局党组书记、局长`,
  sex: '女',
  ethnicGroup: '汉族',
  nativePlace: '岭东青山',
  fullTime: { education: '大学', degree: '农学学士', school: '岭东农业大学农学专业' },
  inService: { education: '研究生', degree: '', school: '省委党校经济管理专业' },
  birth: '1979.03',
  workStart: '2001.08',
  party: '2000.06',
  postSince: '2021.09',
  rankSince: '2020.01',
  levelSince: '2019.05',
  professionalTitle: '农艺师',
  note: '',
});
const people = Array.from({ length: 45 }, (_, i) => person(i + 1));
const groups = [
  { heading: '县委部门', people: people.slice(0, 20) },
  { heading: '县政府部门', people: people.slice(20) },
];

const sheetsOf = async (paper: Paper): Promise<Sheet[]> => readPdf((await toPdf(paper)).bytes);
const textsOf = ({ written }: Sheet): string[] => written.map(({ text }) => text);
const plain = (html: string): string => html.replace(/<style.*?<\/style>/s, '').replace(/<[^>]+>/g, '');

describe('the roster', () => {
  const roster = (columns: 'full' | 'title', sheet: 'A4' | 'A3') =>
    rosterPaper({ ...issuer, title: '青山县干部名册', columns, sheet, groups, filledOn: '2026-11-20' });

  it.each([
    ['full', 'A4', 297, 210],
    ['full', 'A3', 420, 297],
    ['title', 'A3', 420, 297],
  ] as const)('%s on %s repeats its head and names each unit once', async (columns, size, width, height) => {
    const sheets = await sheetsOf(roster(columns, size));
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) {
      expect([Math.round(sheet.width), Math.round(sheet.height)]).toEqual([width, height]);
      expect(textsOf(sheet).filter((text) => text === '现任职务')).toHaveLength(1);
    }
    const all = sheets.flatMap(textsOf);
    expect(all.filter((text) => text === '县委部门（20人）' || text === '县政府部门（25人）')).toHaveLength(2);
    expect(all.filter((text) => /^名册\d+$/.test(text))).toEqual(people.map(({ name }) => name));
    expect(all).toContain('填表时间：2026年11月20日　共45人');
    expect(all.includes('农艺师')).toBe(columns === 'title');
  });

  it('has the columns of the two forms in use', () => {
    const headOf = (columns: 'full' | 'title') => {
      const [grid] = roster(columns, 'A4').blocks;
      if (grid?.is !== 'grid') throw new Error('no grid');
      return grid.head.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text).replace('\n', '')));
    };
    expect(headOf('full')).toEqual([
      [
        '姓名',
        '现任职务',
        '性别',
        '民族',
        '籍贯',
        '全日制教育',
        '在职教育',
        '出生年月',
        '参加工作时间',
        '入党时间',
        '任现职时间',
        '任现职级时间',
        '备注',
      ],
      ['学历', '院校及专业', '学历', '院校及专业'],
    ]);
    expect(headOf('title')[0]).toEqual(
      expect.arrayContaining(['职称', '任现职务层次时间', '全日制学历学位毕业院校及专业', '备注']),
    );
  });

  it('lies on A3 in print and in Word too', async () => {
    expect(toHtml(roster('full', 'A3'))).toContain('size:A3 landscape');
    // 420 and 297 mm.
    const xml = partsOf(await toDocx(roster('full', 'A3'))).get('word/document.xml') ?? '';
    expect(xml).toMatch(/<w:pgSz w:w="23811" w:h="16838" w:orient="landscape"/);
    expect(xml).toContain('<w:tblHeader/>');
  });
});

describe('the list for discussion', () => {
  it('writes months with two figures of the year and numbers people through the groups', async () => {
    const one = { ...person(1), proposal: '任青山县松溪镇党委书记', education: '大学', birth: '1976.06', note: '' };
    const paper = discussionPaper({
      ...issuer,
      title: '讨论任免干部名单',
      meeting: '县委常委会会议',
      groups: [
        { heading: '一、提拔任职', people: [one] },
        { heading: '二、平级转任', people: [{ ...one, name: '名册二' }] },
      ],
      filledOn: '2026-11-20',
    });
    const [sheet] = (await sheetsOf(paper)) as [Sheet];
    const texts = textsOf(sheet);
    expect(texts.filter((text) => text === '76.06')).toHaveLength(2);
    expect(texts).toEqual(
      expect.arrayContaining(['01.08', '00.06', '19.05', '21.09', '一、提拔任职', '二、平级转任', '名册二']),
    );
    expect(texts.filter((text) => text === '1' || text === '2')).toEqual(['1', '2']);
    expect(texts.join('')).not.toContain('1976');
  });
});

describe('a report on paper', () => {
  const number = (zh: string, group?: string): Column => ({
    title: { zh, en: zh },
    kind: 'number',
    ...(group ? { group: { zh: group, en: group } } : {}),
  });
  const report = {
    title: { zh: '班子结构分析', en: 'Structure of teams' },
    day: '2026-10-31',
    figures: [{ title: { zh: '已到龄', en: 'Reached' }, value: 3 }],
    columns: [
      { title: { zh: '单位', en: 'Unit' }, kind: 'text' },
      number('35及以下', '年龄'),
      number('36-40', '年龄'),
      { title: { zh: '平均年龄', en: 'Mean age' }, kind: 'decimal' },
    ],
    rows: [
      { cells: ['县水利局', { value: 1, target: { module: 'cadre', params: {} } }, null, 42] },
      { cells: [{ zh: '合计', en: 'Total' }, 1, 2, 41.5], is: 'total' },
      { cells: [{ zh: '占比（%）', en: 'Share' }, 33, 66.7, null], is: 'share' },
    ],
    notes: [
      { text: { zh: '百分比四舍五入', en: 'Half up' } },
      {
        text: { zh: '预警年限', en: 'Years' },
        source: { zh: '通行做法', en: 'Practice' },
        unsure: { zh: '待确认', en: 'Unsure' },
      },
    ],
  } as const satisfies Report & { day: string };

  it('stands the groups over their columns, with shares and means to one decimal', async () => {
    const paper = reportPaper(report, issuer);
    const [grid] = paper.blocks;
    if (grid?.is !== 'grid') throw new Error('no grid');
    expect(grid.head).toEqual([
      [
        { text: '单位', down: 2 },
        { text: '年龄', across: 2 },
        { text: '平均年龄', down: 2 },
      ],
      ['35及以下', '36-40'],
    ]);
    expect(grid.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)))).toEqual([
      ['县水利局', '1', '', '42.0'],
      ['合计', '1', '2', '41.5'],
      ['占比（%）', '33.0', '66.7', ''],
    ]);
    const words = (await sheetsOf(paper)).flatMap(textsOf).join('');
    expect(words).toContain('截至2026年10月31日　已到龄3人');
    expect(words).toContain('注：百分比四舍五入。');
    expect(words).toContain('预警年限（通行做法）【待确认】。');
  });

  it('takes the wider sheet where its columns are many', () => {
    const columns = [...report.columns, ...Array.from({ length: 14 }, (_, i) => number(String(i)))];
    expect(reportPaper(report, issuer).sheet).toBeUndefined();
    expect(reportPaper({ ...report, columns }, issuer).sheet).toBe('A3');
  });

  it('goes out as a sheet of numbers, with what they rest on beside it', () => {
    const [table, notes] = reportSheets(report, 'zh-CN');
    expect(table?.columns.map(({ title, kind }) => `${title} ${kind}`)).toEqual([
      '单位 text',
      '年龄 35及以下 number',
      '年龄 36-40 number',
      '平均年龄 number',
    ]);
    expect(table?.rows[0]).toEqual(['县水利局', 1, null, 42]);
    expect(notes?.rows).toContainEqual(['预警年限', null, '通行做法', '待确认']);
  });
});

describe('letters about appointments', () => {
  it('announces with 12380 and the month of birth alone', async () => {
    const paper = announcementPaper({
      ...issuer,
      draft: false,
      title: '青山县领导干部任前公示',
      text: '经县委常委会会议研究，现将拟提拔任用干部公示如下。',
      people: [
        {
          name: '顾砚秋',
          sex: '女',
          birth: '1981-04-17',
          ethnicGroup: '汉族',
          education: '研究生',
          party: '中共党员',
          currentPost: '青山县松溪镇镇长',
          proposal: '青山县松溪镇党委书记',
        },
      ],
      from: '2026-11-20',
      to: '2026-11-26',
      workingDays: 5,
      address: '青山县行政中心1号楼201室',
      issuer: '中共青山县委组织部',
      issuedOn: '2026-11-19',
    });
    const text = (await sheetsOf(paper)).flatMap(textsOf).join('');
    const html = plain(toHtml(paper));
    for (const words of [
      '顾砚秋，女，汉族，1981年4月生，研究生，中共党员，现任青山县松溪镇镇长，拟任青山县松溪镇党委书记。',
      '公示时间：2026年11月20日至2026年11月26日（5个工作日）。',
      '举报电话：12380',
      '（盖章）',
      '2026年11月19日',
    ]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    expect(text).not.toMatch(/17日生|04-17/);
  });

  it('appoints and removes under a red name', async () => {
    const paper = appointmentLetter(letterOf());
    const html = plain(toHtml(paper));
    const [first] = (await sheetsOf(paper)) as [Sheet];
    const text = (await sheetsOf(paper)).flatMap(textsOf).join('');
    for (const words of [
      '青组发〔2026〕12号',
      '经2026年11月10日县委常委会会议研究，决定任命、免去下列同志职务：',
      '顾砚秋同志任青山县松溪镇党委书记；',
      '江望同志任青山县白石乡党委副书记。',
      '免去顾砚秋同志的青山县松溪镇党委副书记职务。',
      '抄送：县人大常委会办公室，县政府办公室，县政协办公室，县纪委监委机关，县法院，县检察院，县人武部。',
      '（盖章）',
    ]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    // 156 mm are 442 points: 11 characters of 36 points, 1.06 of room each, are 420.
    expect(first.written.find((one) => one.text === '中共青山县委组织部文件')?.size).toBe(36);
    const red = first.ruled.filter(({ x, toX }) => Math.abs(x - 28) < 0.1 && Math.abs(toX - 184) < 0.1);
    expect(red).toHaveLength(1);
    expect(first.pictures).toEqual([]);
    // The text area ends at 297 - 35 = 262 mm: the last line of the letter stands on it.
    const last = (await sheetsOf(paper)).at(-1) as Sheet;
    expect(Math.max(...last.ruled.map(({ y }) => y))).toBeCloseTo(262, 1);
    expect(last.written.find((one) => one.text === '2026年11月19日印发')?.y).toBeGreaterThan(253);
    const onlyGiven = plain(toHtml(appointmentLetter({ ...letterOf(), removed: [] })));
    expect(onlyGiven).toContain('决定任命下列同志职务');
    expect(onlyGiven).not.toContain('免：');
  });

  it('stands each part of the letter where GB/T 9704 wants it', async () => {
    const sheets = await sheetsOf(appointmentLetter(letterOf()));
    const lines = sheets.flatMap(({ written }) => written);
    const at = (words: string) => {
      const found = lines.find(({ text }) => text === words);
      if (!found) throw new Error(`nowhere: ${words}`);
      return found;
    };
    // Baselines stand 0.38 of the size under the middle of a line; a point is 0.3528 mm, a line of 28.95 points 10.21 mm.
    // Name: 37 + 35, a line of 36 points: 72 + (18 + 13.68) points = 83.18 mm.
    expect(at('中共青山县委组织部文件').y).toBeCloseTo(83.18, 1);
    // Two lines under it, 72 + 12.7 + 20.43 = 105.13, the middle 14.48 and 6.08 points further: 112.38.
    expect(at('青组发〔2026〕12号').y).toBeCloseTo(112.38, 1);
    // The number's characters end 22.48 points into their line, at 113.06; the red rule stands 4 mm under them.
    const [red] = sheets[0]?.ruled ?? [];
    expect(red && [red.x, red.toX, red.y].map((mm) => mm.toFixed(1))).toEqual(['28.0', '184.0', '117.1']);
    // Two lines under the rule, 137.48; a line of 34 points with 22: 17 + 8.36 points.
    expect(at('关于顾砚秋等同志任免职的通知').y).toBeCloseTo(146.43, 1);
    // 137.48 + 12, one line free: 159.69, and 20.55 points.
    const to = at('各乡镇党委，县直各单位党组（党委）：');
    expect([to.x.toFixed(1), to.y.toFixed(1)]).toEqual(['28.0', '166.9']);
    // The date ends four characters of 16 points, 22.6 mm, before 184; the name above is centred on it.
    const [unit, date] = [at('中共青山县委组织部'), at('2026年11月19日')];
    const middle = unit.x + (9 * 15.78 * 0.3528) / 2;
    expect((date.x + 161.42) / 2).toBeCloseTo(middle, 0);
    // Copies and printer on two lines of 24 points, 8.47 mm each, that end on 262; the second line of copies hangs under the first.
    const foot = sheets.at(-1)?.ruled.filter(({ y }) => y > 200) ?? [];
    expect(foot.map(({ y }) => y.toFixed(1))).toEqual(['236.6', '253.5', '262.0']);
    // One character in, 4.94 mm; 抄送： is three more.
    expect([at('抄送：').x, at('委监委机关，县法院，县检察院，县人武部。').x].map((x) => x.toFixed(1))).toEqual([
      '32.9',
      '47.8',
    ]);
    // The dashes of the page number stand 7 mm under 262, its baseline 0.38 of 14 points lower: 270.88.
    expect(at('— 1 —').y).toBeCloseTo(270.88, 1);
  });

  it('says so on each page while it is a draft, and only then', async () => {
    const told = async (draft: boolean) => {
      const paper = appointmentLetter({ ...letterOf(), draft });
      const parts = partsOf(await toDocx(paper));
      const headers = [...parts].filter(([part]) => /word\/header\d/.test(part)).map(([, xml]) => xml.includes('草稿'));
      const sheets = (await sheetsOf(paper)).map((sheet) => textsOf(sheet).includes('草稿'));
      return { headers, sheets, html: plain(toHtml(paper)).includes('草稿'), published: paper.published };
    };
    expect(await told(true)).toEqual({ headers: [true, true], sheets: [true, true], html: true });
    expect(await told(false)).toEqual({
      headers: [false, false],
      sheets: [false, false],
      html: false,
      published: true,
    });
  });

  it('keeps the measures in Word', async () => {
    const bytes = await toDocx(appointmentLetter(letterOf()));
    expect(wordFaults(bytes)).toEqual([]);
    const xml = partsOf(bytes).get('word/document.xml') ?? '';
    const before = (words: string): string => {
      const until = xml.slice(0, xml.indexOf(`>${words}<`));
      return until.slice(until.lastIndexOf('<w:p>'));
    };
    // 35 mm are 99.21 points; a line of 43.2 holds 36 in its middle, 3.6 lower: 95.61 points, 1912 twentieths.
    expect(before('中共青山县委组织部文件')).toMatch(
      /<w:spacing w:after="1086" w:before="1912" w:line="864" w:lineRule="exact"/,
    );
    // 4 mm are 11.34 points, of which the line gives 6.48 under the characters.
    expect(before('青组发〔2026〕12号')).toMatch(/<w:bottom w:val="single" w:color="C00000" w:sz="12" w:space="5"\/>/);
    // 442.2 points for 28 characters of 16: a quarter of a point less each.
    expect(before('各乡镇党委，县直各单位党组（党委）：')).toMatch(/<w:spacing w:val="-5"\/>.*<w:sz w:val="32"\/>/);
    // Four characters of 16 points are 1280 twentieths; the name of 9 is one wider on each side than the date of 7.
    expect(before('2026年11月19日')).toContain('w:right="1280"');
    expect(before('中共青山县委组织部')).toContain('w:right="960"');
    const foot = /<w:tbl>.*?<\/w:tbl>/s.exec(xml)?.[0] ?? '';
    expect(foot).toMatch(/<w:tblpPr [^>]*w:tblpYSpec="bottom" w:vertAnchor="margin"/);
    // 0.35 and 0.25 mm are 8 and 6 eighths of a point.
    expect([...foot.matchAll(/<w:top w:val="single" w:color="000000" w:sz="(\d)"/g)].map(([, size]) => size)).toEqual([
      '8',
      '6',
    ]);
  });
});

const letterOf = () => ({
  ...issuer,
  draft: false,
  letterhead: '中共青山县委组织部文件',
  number: '青组发〔2026〕12号',
  title: '关于顾砚秋等同志任免职的通知',
  to: '各乡镇党委，县直各单位党组（党委）',
  basis: '经2026年11月10日县委常委会会议研究',
  appointed: [
    { name: '顾砚秋', posts: '青山县松溪镇党委书记' },
    { name: '江望', posts: '青山县白石乡党委副书记' },
  ],
  removed: [{ name: '顾砚秋', posts: '青山县松溪镇党委副书记' }],
  issuer: '中共青山县委组织部',
  issuedOn: '2026-11-19',
  copies: '县人大常委会办公室，县政府办公室，县政协办公室，县纪委监委机关，县法院，县检察院，县人武部',
  printedBy: '中共青山县委组织部办公室',
});

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
    const paper = appointmentLetter({
      ...issuer,
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
      copies: '县人大常委会办公室，县政府办公室',
      printedBy: '中共青山县委组织部办公室',
    });
    const html = plain(toHtml(paper));
    const [first] = (await sheetsOf(paper)) as [Sheet];
    const text = (await sheetsOf(paper)).flatMap(textsOf).join('');
    for (const words of [
      '青组发〔2026〕12号',
      '经2026年11月10日县委常委会会议研究，决定任命、免去下列同志职务：',
      '顾砚秋同志任青山县松溪镇党委书记；',
      '江望同志任青山县白石乡党委副书记。',
      '免去顾砚秋同志的青山县松溪镇党委副书记职务。',
      '抄送：县人大常委会办公室，县政府办公室。',
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
});

const letterOf = () => ({
  ...issuer,
  letterhead: '中共青山县委组织部文件',
  number: '青组发〔2026〕13号',
  title: '关于江望同志任职的通知',
  to: '县直各单位',
  basis: '经研究',
  appointed: [{ name: '江望', posts: '青山县白石乡党委副书记' }],
  removed: [{ name: '江望', posts: '某职' }],
  issuer: '中共青山县委组织部',
  printedBy: '中共青山县委组织部办公室',
});

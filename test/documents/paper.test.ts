import { toDocx } from '@juxian/documents/docx.ts';
import { toHtml } from '@juxian/documents/html.ts';
import { type Block, DEMO_LINE, letterheadSize, longDay, type Paper, placed } from '@juxian/documents/paper.ts';
import { qrPng, qrSvg } from '@juxian/documents/qr.ts';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../support/unzip.ts';
import { wordFaults } from '../support/word.ts';
import { samples } from './samples.ts';
import { wordsOf } from './words.ts';

const names = Object.keys(samples);
const sample = (name: string): Paper => samples[name] as Paper;

const plain = (markup: string): string =>
  markup
    .replace(/<style.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"');

describe('papers', () => {
  it('are the thirteen of a talent studio', () => {
    expect(names).toHaveLength(13);
  });

  it.each(names)('%s says the same in print and in Word', async (name) => {
    const paper = sample(name);
    const words = wordsOf(paper);
    expect(words.length).toBeGreaterThan(5);
    const html = plain(toHtml(paper));
    const file = await toDocx(paper);
    const docx = plain(partsOf(file).get('word/document.xml') ?? '');
    expect(wordFaults(file)).toEqual([]);
    expect(words.filter((text) => !html.includes(text))).toEqual([]);
    expect(words.filter((text) => !docx.includes(text))).toEqual([]);
  });

  it.each(names)('%s names the office alone in the properties of the file', async (name) => {
    const parts = partsOf(await toDocx(sample(name)));
    const core = parts.get('docProps/core.xml') ?? '';
    expect(core).toContain('<dc:creator>中共青山县委组织部</dc:creator>');
    expect(core).not.toContain('Un-named');
    for (const person of ['林清远', '苏岚汀', '顾怀瑾', '沈其琛']) {
      expect(core).not.toContain(`>${person}<`);
      expect(parts.get('docProps/app.xml') ?? '').not.toContain(person);
    }
  });

  it.each(names)('%s says on each page that the people are fictional, and only in a demonstration', async (name) => {
    const paper = sample(name);
    const headers = [...partsOf(await toDocx(paper))].filter(([part]) => /word\/header\d/.test(part));
    expect(headers.length).toBeGreaterThan(0);
    expect(headers.every(([, text]) => plain(text).includes(DEMO_LINE))).toBe(true);
    expect(toHtml(paper)).toMatch(/@top-center\{content:"演示数据 人物均为虚构"/);
    const real = { ...paper, demo: false };
    expect(toHtml(real)).not.toContain(DEMO_LINE);
    expect([...partsOf(await toDocx(real)).values()].join('')).not.toContain(DEMO_LINE);
  });

  it.each(names)('%s draws no seal and no picture but a QR code', (name) => {
    const html = toHtml(sample(name));
    const codes = sample(name).blocks.filter(({ is }) => is === 'qr').length;
    expect(html.match(/<svg/g) ?? []).toHaveLength(codes);
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|@import|javascript:/);
  });
});

describe('print', () => {
  const form = (blocks: Block[]): Paper => ({ layout: 'form', title: '表', office: '', demo: false, blocks });

  it('lets no text become markup', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const html = toHtml({
      ...form([
        { is: 'paragraph', text: evil },
        { is: 'pairs', rows: [{ cells: [[evil, evil]] }] },
        { is: 'grid', head: [[evil]], widths: [1], rows: [[evil]] },
        { is: 'opinion', label: evil, text: evil, sign: evil, date: evil },
        { is: 'issued', unit: evil, date: evil },
        { is: 'copies', to: evil, by: evil, on: evil },
        { is: 'signatures', lines: [evil] },
        { is: 'qr', url: 'https://example.com', caption: evil },
        { is: 'heading', level: 1, text: evil },
      ]),
      title: evil,
      number: evil,
      letterhead: evil,
      hash: '"}</style><script>',
    });
    expect(html).not.toMatch(/<img|<script|<\/style>.*<\/style>/s);
    expect(plain(html)).toContain(evil);
  });

  it('bears a policy without inline styles: one style element with the nonce, no style attribute', () => {
    for (const name of names) {
      const html = toHtml(sample(name), { nonce: 'abc' });
      expect(html.match(/<style/g)).toHaveLength(1);
      expect(html).toContain('<style nonce="abc">');
      expect(html).not.toMatch(/ style=/);
    }
  });

  it('prints the hash at the foot, the same in both', async () => {
    const paper = sample('application');
    const line = '版本校验码 3f9a 1c77 e2b0 4d55';
    expect(plain(toHtml(paper))).toContain(line);
    expect(toHtml(paper)).toMatch(/@bottom-left\{content:"版本校验码 3f9a 1c77 e2b0 4d55"/);
    const footers = [...partsOf(await toDocx(paper))].filter(([part]) => /word\/footer\d/.test(part));
    expect(footers.every(([, text]) => plain(text).includes(line))).toBe(true);
  });

  it('spans what is merged', () => {
    const html = toHtml(sample('summary'));
    expect(html).toContain('<th class="center" colspan="7">专家评分</th>');
    expect(html).toContain('<th class="center" rowspan="2">名次</th>');
    const rows = placed([
      [{ text: 'a', down: 2 }, { text: 'b', across: 2 }, 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(rows.map((row) => row.map(({ column }) => column))).toEqual([
      [0, 1, 3],
      [1, 2, 3],
    ]);
  });

  it('lays out an official letter by GB/T 9704', async () => {
    const html = toHtml(sample('recognition'));
    expect(html).toContain('margin:37mm 26mm 35mm 28mm');
    expect(html).toContain('font:16pt/28.95pt "仿宋_GB2312"');
    const xml = partsOf(await toDocx(sample('recognition'))).get('word/document.xml') ?? '';
    // 37, 26, 35 and 28 mm in twentieths of a point.
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    // 22 lines of 28.95 points, 579 twentieths, each of 28 characters a quarter of a point closer than their 16.
    expect(xml).toMatch(/w:line="579" w:lineRule="exact".*<w:spacing w:val="-5"\/><w:sz w:val="32"\/>/s);
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  });

  it('turns the sheet where it is wide', async () => {
    expect(toHtml(sample('payment'))).toContain('size:A4 landscape');
    expect(partsOf(await toDocx(sample('payment'))).get('word/document.xml')).toMatch(
      /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/,
    );
  });
});

describe('Word', () => {
  it('names the faces of the standard for Chinese and embeds none', async () => {
    const parts = partsOf(await toDocx(sample('recognition')));
    const xml = parts.get('word/document.xml') ?? '';
    for (const face of ['仿宋_GB2312', '方正小标宋简体', '黑体', '宋体']) expect(xml).toContain(`w:eastAsia="${face}"`);
    expect([...parts.keys()].filter((part) => part.startsWith('word/fonts/'))).toEqual([]);
  });

  it('keeps the date off a page of its own', async () => {
    const xml = partsOf(await toDocx(sample('notice'))).get('word/document.xml') ?? '';
    const before = xml.slice(0, xml.indexOf('附件：拟认定名单'));
    expect(before.slice(before.lastIndexOf('<w:p>'))).toContain('<w:keepNext/>');
  });

  it('merges heads and totals', async () => {
    const xml = partsOf(await toDocx(sample('payment'))).get('word/document.xml') ?? '';
    expect(xml).toContain('<w:gridSpan w:val="3"/>');
    expect(xml).toContain('<w:gridSpan w:val="6"/>');
    expect(xml).toContain('<w:vMerge w:val="restart"/>');
    expect(xml).toContain('<w:tblHeader/>');
  });
});

describe('sums and words', () => {
  it('adds up what is paid and writes it in capitals', () => {
    const html = plain(toHtml(sample('payment')));
    expect(html).toContain('合计（3个）150,000.000.0090,000.0060,000.00');
    expect(html).toContain('本次拨付合计（大写）：玖万元整（9.00万元）');
  });

  it('adds up a budget by kind and year', () => {
    expect(plain(toHtml(sample('application')))).toContain('合计17,000.0018,000.0015,000.0050,000.00');
  });

  it('brackets each dropped score once and says who left the room', () => {
    const html = plain(toHtml(sample('summary')));
    expect(html).toContain('(95.00)95.0088.0086.0084.0082.00(60.00)');
    expect(html).toContain('86.0087.00回避85.50');
  });

  it('leaves dates blank to be filled in, and writes them without zeros', () => {
    expect(longDay('2026-03-02')).toBe('2026年3月2日');
    expect(longDay()).toBe('    年  月  日');
  });

  it('fits the red name on one line', () => {
    expect(letterheadSize('青山县文件')).toBe(36);
    // 156 mm are 442 pt: 442 / (15 characters × 1.06) = 27.8.
    expect(letterheadSize('中共青山县委人才工作领导小组文')).toBe(27);
    expect(letterheadSize('很'.repeat(40))).toBe(18);
  });
});

describe('QR codes', () => {
  it('draw the three corners of the code inside its quiet zone', () => {
    const svg = qrSvg('https://qingshan.example.com/c/1', '核验"码');
    expect(svg).toContain('aria-label="核验&#34;码"');
    const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    const dark = (x: number, y: number): boolean => svg.includes(`M${x} ${y}h1v1h-1z`);
    for (const [x, y] of [
      [4, 4],
      [side - 5, 4],
      [4, side - 5],
    ] as const)
      expect(dark(x, y)).toBe(true);
    expect(
      dark(side - 5, side - 5) && dark(side - 5, side - 6) && dark(side - 6, side - 5) && dark(side - 11, side - 11),
    ).toBe(false);
    for (let i = 0; i < side; i++) expect(dark(i, 3) || dark(3, i) || dark(i, side - 4)).toBe(false);
  });

  it('come as PNG for Word', async () => {
    expect([...(await qrPng('x')).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    const parts = partsOf(await toDocx(sample('certificate')));
    expect([...parts.keys()].filter((part) => part.endsWith('.png'))).toHaveLength(1);
  });
});

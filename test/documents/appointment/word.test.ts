import { appointmentDocx } from '@juxian/documents/appointment/docx.ts';
import type { AppointmentForm } from '@juxian/documents/appointment/form.ts';
import { appointmentHtml } from '@juxian/documents/appointment/html.ts';
import { printDocx, printHtml, printPdf } from '@juxian/documents/print.ts';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../support/pdf.ts';
import { partsOf } from '../../support/unzip.ts';
import { wordFaults } from '../../support/word.ts';
import { samples } from '../samples.ts';
import { crowded, ordinary } from './people.ts';

const partsFor = async (form: AppointmentForm) => partsOf((await appointmentDocx(form)).bytes);
const documentOf = async (form: AppointmentForm): Promise<string> =>
  (await partsFor(form)).get('word/document.xml') ?? '';

/** Text of a piece of markup, its paragraphs and breaks joined. */
const words = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text = '']) => text)
    .join('')
    .replaceAll('\t', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
const rowsOf = (xml: string): string[] => xml.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
const cellsOf = (row: string): string[] => (row.match(/<w:tc>.*?<\/w:tc>/gs) ?? []).map(words);
const plain = (html: string): string =>
  html
    .replace(/<style.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe('the form in Word', () => {
  it('has rows of exact height', async () => {
    const heights = [...(await documentOf(ordinary)).matchAll(/<w:trHeight w:val="(\d+)" w:hRule="exact"\/>/g)].map(
      ([, twips]) => Number(twips),
    );
    // A millimetre is 56.693 twentieths of a point: 12.5 → 709, 12.2 → 692, 12 → 680, 6.1 → 346, 125.8 → 7132;
    // 25 → 1417, 18 → 1020, 24 → 1361, 11.4 → 646, 12.3 → 697, 23.5 → 1332, 13 → 737, 35.6 → 2018.
    expect(heights).toEqual([
      ...[709, 692, 680, 709, 346, 346, 346, 346, 709, 709, 709, 7132],
      ...[1417, 1020, 1361, 646, 697, 697, 697, 697, 697, 697, 697, 1332, 737, 2018],
    ]);
  });

  it('lies on two A4 pages with the margins of the form', async () => {
    const xml = await documentOf(ordinary);
    // 11.1, 20, 12 and 22 mm.
    expect(xml.match(/<w:pgMar w:top="629" w:right="1134" w:bottom="680" w:left="1247"/g)).toHaveLength(2);
    expect(xml.match(/<w:pgSz w:w="11906" w:h="16838"/g)).toHaveLength(2);
    const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(([, twips]) => Number(twips));
    // 21 22 21.5 25 22 25 31.5 and 17 18 22 20 23 68 mm.
    expect(widths).toEqual([1191, 1247, 1219, 1417, 1247, 1417, 1786, 964, 1020, 1247, 1134, 1304, 3855]);
  });

  it('holds each value in its row, in both forms', async () => {
    const rows = rowsOf(await documentOf(ordinary)).map(cellsOf);
    expect(rows).toHaveLength(26);
    expect(rows[0]).toEqual(['姓　名', '顾砚秋', '性　别', '女', '出生年月（岁）', '1981.04（45岁）', '照片']);
    expect(rows[2]?.slice(4, 6)).toEqual(['到龄时间', '2039.01（57岁9个月）']);
    expect(rows[3]?.slice(0, 6)).toEqual([
      '健康状况',
      '健康',
      '专业技术职务',
      '农艺师',
      '熟悉专业有何专长',
      '农业经济管理',
    ]);
    expect(rows[4]).toContain('大学农学学士');
    expect(rows[16]).toEqual(['', '丈夫', '江越', '46', '中共党员', '青山县水利局高级工程师']);
    const before = rowsOf(await documentOf({ ...ordinary, layout: 'before2025' })).map(cellsOf);
    expect(before[2]?.slice(4, 6)).toEqual(['健康状况', '健康']);
    expect(before[3]?.slice(0, 4)).toEqual(['专业技术职务', '农艺师', '熟悉专业有何专长', '农业经济管理']);
  });

  it('names 宋体 and 小标宋 and embeds no face', async () => {
    const parts = await partsFor(ordinary);
    const xml = parts.get('word/document.xml') ?? '';
    expect(xml).toContain('w:eastAsia="宋体"');
    expect(xml).toMatch(/w:eastAsia="方正小标宋简体"(?:(?!<\/w:r>).)*干 部 任 免 审 批 表/s);
    expect([...parts.keys()].filter((part) => part.startsWith('word/fonts/'))).toEqual([]);
  });

  it('sets the résumé in the size of the ladder, its text in a column of 18', async () => {
    const cell = rowsOf(await documentOf(ordinary))[11] ?? '';
    // Twelve lines: 14 points are 28 halves, a pitch of 15 is 300 twentieths, nine characters of 14 points are 2520.
    expect(cell.match(/<w:spacing [^>]*w:line="300" w:lineRule="exact"\/?>/g)?.length).toBeGreaterThanOrEqual(10);
    expect(cell.match(/<w:ind w:left="2520" w:hanging="2520"\/>/g)).toHaveLength(10);
    expect(cell).toContain('<w:sz w:val="28"/>');
    expect(words(cell)).toContain('1999.09--2003.07岭东农业大学农学系农学专业学习');
  });

  it('names the office alone in its properties, and says on each page what is asked', async () => {
    const parts = await partsFor({ ...ordinary, watermark: '温不言 第3份' });
    const core = parts.get('docProps/core.xml') ?? '';
    expect(core).toContain('<dc:creator>中共青山县委组织部</dc:creator>');
    expect(core).not.toContain('顾砚秋');
    const headers = [...parts].filter(([part]) => /word\/header\d/.test(part)).map(([, xml]) => words(xml));
    const footers = [...parts].filter(([part]) => /word\/footer\d/.test(part)).map(([, xml]) => words(xml));
    expect([headers, footers]).toEqual([
      ['温不言 第3份', '温不言 第3份'],
      ['演示数据 人物均为虚构', '演示数据 人物均为虚构'],
    ]);
  });
});

describe('the form in print and in Word', () => {
  it.each([
    ['an ordinary', ordinary],
    ['a crowded', crowded],
  ])('say the same of %s person', async (_, form) => {
    const { html, warnings } = appointmentHtml(form);
    const inHtml = plain(html);
    const inWord = words(await documentOf(form));
    expect(wordFaults((await appointmentDocx(form)).bytes)).toEqual([]);
    const texts = [
      ...[form.name, form.sex, form.birth, form.ethnicGroup, form.nativePlace, form.party, form.professionalPost],
      ...[form.currentPost, form.rewards, form.reasons, form.appraisals, form.fullTime.school, form.inService.degree],
      ...form.relatives.flatMap(({ relation, name, post }) => [relation, name, post]),
      ...form.resume.split('\n').map((line) => line.trim().replace(/^(\S+--\S*)\s+/, '$1')),
    ];
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter((text) => !inHtml.includes(text))).toEqual([]);
    expect(texts.filter((text) => !inWord.includes(text))).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('lets no text become markup and bears a policy without inline styles', () => {
    const evil = '<img src=x onerror=alert(1)>"&';
    const { html } = appointmentHtml(
      { ...ordinary, name: evil, resume: evil, filler: evil, watermark: evil },
      { nonce: 'abc' },
    );
    expect(html).not.toMatch(/<img| style=/);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).toContain('<style nonce="abc">');
    // In three cells, and three times on each of two pages as the mark.
    expect(plain(html).split(evil)).toHaveLength(1 + 3 + 6);
  });
});

describe('what is asked for by format', () => {
  const options = { nonce: 'abc', bar: { print: '打印', word: '下载 Word', pdf: '下载 PDF' } };

  it('is the form of a person or a paper, whichever is given', async () => {
    const notice = samples.notice;
    if (!notice) throw new Error('no notice');
    for (const [given, told] of [
      [ordinary, '青山县松溪镇党委书记'],
      [notice, '反映情况应当实事求是'],
    ] as const) {
      expect(plain(await printHtml(given, 'zh-CN', options))).toContain(told);
      expect(words(partsOf(await printDocx(given)).get('word/document.xml') ?? '')).toContain(told);
      const text = readPdf(await printPdf(given)).flatMap(({ written }) => written.map((one) => one.text));
      expect(text.join('')).toContain(told);
    }
    expect(await printHtml(ordinary, 'zh-CN', options)).toContain('<a href="?format=pdf">下载 PDF</a>');
  });

  it('says over the page what the paper does not hold', async () => {
    const form: AppointmentForm = {
      ...ordinary,
      name: '张\ue123',
      photo: new Uint8Array([1]),
      relatives: [...ordinary.relatives, ...ordinary.relatives],
      speciality: '农业经济管理、乡村治理、项目策划'.repeat(8),
    };
    const html = await printHtml(form, 'zh-CN', options);
    const notes = /<ul class="notes">(.*?)<\/ul>/.exec(html)?.[1] ?? '';
    const told = notes.split('</li>').map(plain).filter(Boolean);
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        '“姓名”一栏有字库中没有的字，印为□：\ue123',
        '家庭成员和社会关系共10人，表上只印7人，没有印：顾长庚、孟素音、顾砚亭',
        '照片不是能识别的JPG或PNG，没有印上',
      ]),
    );
    expect(told.join()).toMatch(/“熟悉专业有何专长”一栏字数过多，已缩到[\d.]+磅，请精简/);
    expect(await printHtml(form, 'en', options)).toContain('Of 10 relatives the form prints 7');
    expect(await printHtml(ordinary, 'zh-CN', options)).not.toContain('class="notes"');
  });
});

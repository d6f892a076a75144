import { DEMO_LINE, type Paper } from '@juxian/documents/paper.ts';
import { toPdf } from '@juxian/documents/pdf/paper.ts';
import { wrap } from '@juxian/documents/pdf/wrap.ts';
import { describe, expect, it } from 'vitest';
import { readPdf, type Sheet } from '../support/pdf.ts';
import { samples } from './samples.ts';
import { wordsOf } from './words.ts';

const sheetsOf = async (paper: Paper): Promise<Sheet[]> => readPdf((await toPdf(paper)).bytes);
/** The words of a page without what breaking into lines changes. */
const bare = (text: string): string => text.replace(/\s/g, '');
const textOf = (sheets: Sheet[]): string =>
  bare(sheets.flatMap(({ written }) => written.map(({ text }) => text)).join(''));

const form = (blocks: Paper['blocks'], more: Partial<Paper> = {}): Paper => ({
  layout: 'form',
  title: '表',
  office: '办',
  demo: false,
  blocks,
  ...more,
});

describe('papers as PDF', () => {
  it.each(Object.keys(samples))('%s says what its description holds, on sheets of its size', async (name) => {
    const paper = samples[name] as Paper;
    const { bytes, missing } = await toPdf(paper);
    const sheets = readPdf(bytes);
    expect(missing).toEqual([]);
    const text = textOf(sheets);
    // The shipped face has no ticked box: a tick stands for it.
    const words = wordsOf(paper).map((one) => bare(one).replaceAll('☑', '√'));
    const spaced = paper.layout === 'certificate' ? words.filter((one) => one !== bare(paper.title)) : words;
    expect(words.length).toBeGreaterThan(5);
    expect(spaced.filter((one) => !text.includes(one))).toEqual([]);
    const wide = paper.landscape ?? paper.layout === 'certificate';
    for (const { width, height } of sheets)
      expect([Math.round(width), Math.round(height)]).toEqual(wide ? [297, 210] : [210, 297]);
    for (const { written } of sheets) expect(written.filter(({ text: one }) => one === DEMO_LINE)).toHaveLength(1);
  });

  it('keeps a letter to the measures of GB/T 9704', async () => {
    const sentence = '经县委常委会会议研究决定';
    const [first, second] = (await sheetsOf(
      form([{ is: 'paragraph', text: sentence.repeat(130) }], { layout: 'letter', title: '通知' }),
    )) as [Sheet, Sheet];
    const lines = second.written.filter(({ size }) => size === 16);
    // 22 lines to a page, 28.95 points or 10.21 mm apart, from 37 mm down; 28 characters to a line from 28 mm on.
    expect(lines.filter(({ text }) => text.length > 20)).toHaveLength(22);
    expect((lines[1]?.y ?? 0) - (lines[0]?.y ?? 0)).toBeCloseTo(10.21, 1);
    expect(lines[0]?.x).toBeCloseTo(28, 1);
    expect(lines[0]?.text).toHaveLength(28);
    expect(lines[0]?.y).toBeGreaterThan(37);
    expect(lines[21]?.y).toBeLessThan(262);
    const body = first.written.filter(({ size }) => size === 16);
    // The first line is set in by two of the 28 characters of 156 mm.
    expect(body[0]?.x).toBeCloseTo(28 + 11.14, 1);
    expect(body[0]?.text).toHaveLength(26);
    const numbers = [first, second].map(({ written }) => written.find(({ text }) => /^— \d —$/.test(text)));
    expect(numbers.map((one) => one?.text)).toEqual(['— 1 —', '— 2 —']);
    expect([(numbers[0]?.x ?? 0) > 105, (numbers[1]?.x ?? 0) < 105]).toEqual([true, true]);
    expect(numbers[0]?.size).toBe(14);
    expect(first.written.find(({ text }) => text === '通知')?.size).toBe(22);
  });

  it('stands the head of a table again on each sheet and splits no row', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => [String(i + 1), `第${i + 1}行`]);
    const sheets = await sheetsOf(form([{ is: 'grid', head: [['序号', '内容']], widths: [1, 4], rows }]));
    expect(sheets.length).toBeGreaterThan(2);
    for (const { written } of sheets) expect(written.filter(({ text }) => text === '内容')).toHaveLength(1);
    const told = sheets.flatMap(({ written }) =>
      written.map(({ text }) => text).filter((text) => /^第\d+行$/.test(text)),
    );
    expect(told).toEqual(rows.map(([, text]) => text));
    const feet = sheets.map(({ written }) => written.find(({ text }) => /^第 \d/.test(text))?.text);
    expect(feet).toEqual(sheets.map((_, i) => `第 ${i + 1} 页 共 ${sheets.length} 页`));
    for (const { written, ruled } of sheets) {
      const foot = Math.max(...ruled.map(({ toY }) => toY));
      expect(foot).toBeLessThanOrEqual(277.1);
      for (const { text, y } of written.filter((one) => /行$/.test(one.text))) expect(y, text).toBeLessThan(foot);
    }
  });

  it('cuts only a row taller than a sheet, and loses none of it', async () => {
    const long = Array.from({ length: 400 }, (_, i) => `第${i}句话说明建设目标和年度任务。`).join('');
    const sheets = await sheetsOf(form([{ is: 'pairs', rows: [{ cells: [['建设目标', long]] }] }]));
    expect(sheets.length).toBeGreaterThan(1);
    expect(textOf(sheets).replace(/第\d页共\d页/g, '')).toBe(`表建设目标${long}`);
    for (const { written } of sheets)
      for (const { text, y } of written.filter(({ size }) => size === 12)) expect(y, text).toBeLessThan(277);
  });

  it('keeps rows together that a cell joins', async () => {
    const blank = Array.from({ length: 33 }, (_, i) => [`${i}`, 'x']);
    const joined = [[{ text: '两行', down: 2 }, 'a'], ['b']];
    const sheets = await sheetsOf(form([{ is: 'grid', head: [], widths: [1, 1], rows: [...blank, ...joined] }]));
    const at = (words: string): number => sheets.findIndex(({ written }) => written.some(({ text }) => text === words));
    expect([at('a'), at('b')]).toEqual([at('两行'), at('两行')]);
  });

  it('says which characters it could not print', async () => {
    const { bytes, missing } = await toPdf(form([{ is: 'paragraph', text: '张\ue123' }]));
    expect(missing).toEqual(['\ue123']);
    expect(textOf(readPdf(bytes))).toContain('张□');
  });
});

describe('lines', () => {
  const wide = (text: string): number => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 128 ? 1 : 2), 0);

  it.each<[string, number, string[]]>([
    ['任免审批', 4, ['任免', '审批']],
    ['任免，审批', 4, ['任', '免，', '审批']],
    ['看（二）项', 6, ['看', '（二）', '项']],
    ['自2003.07起', 7, ['自', '2003.07', '起']],
    ['一\n\n二', 4, ['一', '', '二']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['“好”人', 6, ['“好”', '人']],
  ])('break %j at %i into %j', (text, room, lines) => {
    expect(wrap(text, wide, room)).toEqual(lines);
  });
});

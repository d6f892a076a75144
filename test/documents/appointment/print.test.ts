import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import type { AppointmentForm } from '@juxian/documents/appointment/form.ts';
import { layOut, resumeSize } from '@juxian/documents/appointment/lay.ts';
import { appointmentPdf, appointmentsPdf } from '@juxian/documents/appointment/pdf.ts';
import { stagesOf } from '@juxian/documents/appointment/resume.ts';
import { openSong } from '@juxian/documents/pdf/song.ts';
import { describe, expect, it } from 'vitest';
import { faceWith } from '../../support/face.ts';
import { type Ruled, readPdf, type Sheet } from '../../support/pdf.ts';
import { crowded, ordinary } from './people.ts';

const sheetsOf = async (form: AppointmentForm) => readPdf((await appointmentPdf(form)).bytes);

/** Worked out by hand: 22 mm, then the widths 21 22 21.5 25 22 25 31.5. */
const frontAcross = [22, 43, 65, 86.5, 111.5, 133.5, 158.5, 190];
/** 11.1 and a title of 17.5 are 28.6 mm; then 12.5 12.2 12 12.5, four of 6.1, three of 12.5, 125.8. */
const frontDown = [28.6, 41.1, 53.3, 65.3, 77.8, 83.9, 90, 96.1, 102.2, 114.7, 127.2, 139.7, 265.5];
const backAcross = [22, 39, 57, 79, 99, 122, 190];
/** 11.1 mm; then 25 18 24, 11.4 and seven of 12.3, 23.5 and 13, 35.6. */
const backDown = [11.1, 36.1, 54.1, 78.1, 89.5, 101.8, 114.1, 126.4, 138.7, 151, 163.3, 175.6, 199.1, 212.1, 247.7];

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.5;
const isLevel = ({ y, toY }: Ruled): boolean => Math.abs(y - toY) < 0.01;
/** Whether lines drawn at `y` cover the stretch. */
function isRuled({ ruled }: Sheet, y: number, from: number, to: number): boolean {
  const lines = ruled.filter((one) => isLevel(one) && near(one.y, y));
  return covers(
    lines.map(({ x, toX }) => [Math.min(x, toX), Math.max(x, toX)]),
    from,
    to,
  );
}
function isWalled({ ruled }: Sheet, x: number, from: number, to: number): boolean {
  const lines = ruled.filter((one) => !isLevel(one) && near(one.x, x));
  return covers(
    lines.map(({ y, toY }) => [Math.min(y, toY), Math.max(y, toY)]),
    from,
    to,
  );
}
const covers = (spans: number[][], from: number, to: number): boolean => {
  for (let at = from + 0.6; at < to - 0.6; at += 0.5)
    if (!spans.some(([low = 0, high = 0]) => low <= at && at <= high)) return false;
  return true;
};

/** The text whose lines begin within a cell, in the order drawn. */
function within(
  { written }: Sheet,
  across: number[],
  down: number[],
  column: number,
  row: number,
  toColumn = column,
  toRow = row,
) {
  const [left = 0, right = 0, top = 0, bottom = 0] = [across[column], across[toColumn + 1], down[row], down[toRow + 1]];
  return written
    .filter(({ x, y }) => x >= left && x < right && y > top && y < bottom)
    .map(({ text }) => text)
    .join('');
}
const front = (sheet: Sheet, row: number, column: number, toColumn?: number, toRow?: number) =>
  within(sheet, frontAcross, frontDown, column, row, toColumn, toRow);
const back = (sheet: Sheet, row: number, column: number, toColumn?: number, toRow?: number) =>
  within(sheet, backAcross, backDown, column, row, toColumn, toRow);

describe('the form on paper', () => {
  it('rules the front page at the measures of the form', async () => {
    const [sheet] = (await sheetsOf(ordinary)) as [Sheet];
    expect([Math.round(sheet.width), Math.round(sheet.height)]).toEqual([210, 297]);
    const rows = new Set(sheet.ruled.filter(isLevel).flatMap(({ y }) => frontDown.filter((one) => near(one, y))));
    // Between 学历 and 学位 there is no rule: 83.9 and 96.1.
    expect([...rows].sort((a, b) => a - b)).toEqual(frontDown.filter((one) => one !== 83.9 && one !== 96.1));
    for (const { x, y, toX, toY } of sheet.ruled) {
      for (const at of [x, toX])
        expect(
          frontAcross.some((edge) => Math.abs(edge - at) < 0.05),
          `x ${at}`,
        ).toBe(true);
      for (const at of [y, toY])
        expect(
          frontDown.some((edge) => Math.abs(edge - at) < 0.05),
          `y ${at}`,
        ).toBe(true);
    }
    for (const edge of [22, 190]) expect(isWalled(sheet, edge, 28.6, 265.5)).toBe(true);
    expect(isRuled(sheet, 28.6, 22, 190) && isRuled(sheet, 265.5, 22, 190)).toBe(true);
    // The photo takes four rows: no rule crosses it. 学历学位 takes four, 全日制教育 two, posts five columns.
    expect(isRuled(sheet, 41.1, 158.5, 190) || isRuled(sheet, 65.3, 158.5, 190)).toBe(false);
    expect(isRuled(sheet, 77.8, 22, 190)).toBe(true);
    expect(isRuled(sheet, 90, 22, 43)).toBe(false);
    expect(isRuled(sheet, 90, 43, 190)).toBe(true);
    expect(isWalled(sheet, 43, 102.2, 139.7) || isWalled(sheet, 111.5, 102.2, 265.5)).toBe(false);
    expect(isWalled(sheet, 65, 102.2, 139.7)).toBe(true);
    expect(isWalled(sheet, 43, 139.7, 265.5)).toBe(true);
  });

  it('rules the back page with seven relatives', async () => {
    const [, sheet] = (await sheetsOf(ordinary)) as [Sheet, Sheet];
    const rows = new Set(sheet.ruled.filter(isLevel).flatMap(({ y }) => backDown.filter((one) => near(one, y))));
    expect([...rows].sort((a, b) => a - b)).toEqual(backDown.filter((one) => one !== 199.1));
    for (const { x, y, toX, toY } of sheet.ruled) {
      for (const at of [x, toX])
        expect(
          backAcross.some((edge) => Math.abs(edge - at) < 0.05),
          `x ${at}`,
        ).toBe(true);
      for (const at of [y, toY])
        expect(
          backDown.some((edge) => Math.abs(edge - at) < 0.05),
          `y ${at}`,
        ).toBe(true);
    }
    for (const edge of [57, 79, 99, 122]) expect(isWalled(sheet, edge, 78.1, 175.6), `wall ${edge}`).toBe(true);
    expect(isWalled(sheet, 57, 11.1, 78.1) || isWalled(sheet, 122, 175.6, 212.1)).toBe(false);
    expect(isWalled(sheet, 99, 212.1, 247.7) && isWalled(sheet, 122, 212.1, 247.7)).toBe(true);
    const foot = sheet.written.find(({ text }) => text === '填表人：温不言');
    expect(foot && foot.x > 21.9 && foot.x < 22.1 && foot.y > 249 && foot.y < 256).toBe(true);
  });

  it('writes each value into its cell, in the form since 2025', async () => {
    const [first, second] = (await sheetsOf(ordinary)) as [Sheet, Sheet];
    const title = first.written.find(({ text }) => text === '干 部 任 免 审 批 表');
    expect(title?.size).toBe(22);
    expect(title && title.y > 11.1 && title.y < 28.6).toBe(true);
    const rows = [0, 1, 2, 3].map((row) => [0, 1, 2, 3, 4, 5].map((column) => front(first, row, column)).join('|'));
    expect(rows).toEqual([
      '姓　名|顾砚秋|性　别|女|出生年月（岁）|1981.04（45岁）',
      '民　族|汉族|籍　贯|岭东青山|出生地|岭东青山',
      '入党时间|2006.06|参加工作时间|2003.07|到龄时间|2039.01（57岁9个月）',
      '健康状况|健康|专业技术职务|农艺师|熟悉专业有何专长|农业经济管理',
    ]);
    expect([front(first, 4, 2, 3), front(first, 5, 2, 3), front(first, 6, 2, 3), front(first, 7, 2, 3)]).toEqual([
      '大学',
      '农学学士',
      '研究生',
      '公共管理硕士',
    ]);
    expect([front(first, 4, 5, 6), front(first, 5, 5, 6), front(first, 6, 5, 6), front(first, 7, 5, 6)]).toEqual([
      '岭东农业大学农学系',
      '农学专业',
      '岭东大学',
      '公共管理硕士专业',
    ]);
    expect([8, 9, 10].map((row) => front(first, row, 2, 6))).toEqual([
      '青山县松溪镇党委副书记、镇长',
      '青山县松溪镇党委书记',
      '青山县松溪镇党委副书记',
    ]);
    expect(back(second, 0, 1, 5)).toBe('2022年12月被岭东省委、省政府表彰为省乡村振兴先进个人');
    expect(back(second, 1, 0)).toBe('年核度结考果');
    expect(back(second, 1, 1, 5)).toBe('2023年称职；2024年优秀；2025年称职');
    expect(back(second, 2, 1, 5)).toBe(ordinary.reasons);
    const family = [3, 4, 5, 6, 7, 8, 9, 10].map((row) => [1, 2, 3, 4, 5].map((at) => back(second, row, at)).join('|'));
    expect(family).toEqual([
      '称　谓|姓　名|年　龄|政治面貌|工作单位及职务',
      '丈夫|江越|46|中共党员|青山县水利局高级工程师',
      '女儿|江采薇|17|共青团员|青山县第一中学学生',
      '父亲|顾长庚||中共党员|青山县农机站退休职工（已去世）',
      '母亲|孟素音|71|群众|青山县松溪镇溪口村村民',
      '弟弟|顾砚亭|40|群众|岭东工业大学实验师',
      '||||',
      '||||',
    ]);
    expect(back(second, 12, 1, 5)).toBe('（盖章）年　　月　　日');
    expect([back(second, 13, 1, 3), back(second, 13, 5)]).toEqual(['（盖章）年　　月　　日', '（盖章）年　　月　　日']);
  });

  it('writes the form before 2025 with 健康状况 in the third row', async () => {
    const [sheet] = (await sheetsOf({ ...ordinary, layout: 'before2025' })) as [Sheet];
    expect([0, 1, 2, 3, 4, 5].map((column) => front(sheet, 2, column)).join('|')).toBe(
      '入党时间|2006.06|参加工作时间|2003.07|健康状况|健康',
    );
    expect([front(sheet, 3, 0), front(sheet, 3, 1), front(sheet, 3, 2), front(sheet, 3, 3, 5)]).toEqual([
      '专业技术职务',
      '农艺师',
      '熟悉专业有何专长',
      '农业经济管理',
    ]);
    expect(sheet.written.some(({ text }) => text.includes('2039.01'))).toBe(false);
  });

  it('stands the dates of the résumé in one column and its text in another', async () => {
    const [sheet] = (await sheetsOf(ordinary)) as [Sheet];
    const lines = sheet.written.filter(({ x, y }) => x > 43 && y > 139.7 && y < 265.5);
    const dates = lines.filter(({ text }) => /^\d{4}\.\d\d--/.test(text));
    expect(dates.map(({ text }) => text)).toEqual([
      '1999.09--2003.07',
      '2003.07--2006.08',
      '2006.08--2010.05',
      '2010.05--2013.11',
      '2013.11--2017.03',
      '2017.03--2019.08',
      '2019.08--2021.09',
      '2021.09--',
    ]);
    for (const { x, size } of dates) expect([x.toFixed(1), size]).toEqual(['45.0', 14]);
    // Nine characters of 14 points after 45 mm: 44.45 mm.
    for (const { x } of lines.filter((line) => !dates.includes(line))) expect(x).toBeCloseTo(89.45, 1);
    // A line of 14 points and the next are 15 points apart: 5.29 mm.
    expect((dates[1]?.y ?? 0) - (dates[0]?.y ?? 0)).toBeCloseTo(5.29, 1);
  });

  it('gives an empty second line of a study its room', async () => {
    const fullTime = {
      education: '大专',
      degree: '',
      school: '岭东农业职业技术学院现代农业技术专业',
      degreeSchool: '',
    };
    const [sheet] = (await sheetsOf({ ...ordinary, fullTime })) as [Sheet];
    expect(front(sheet, 4, 2, 3, 5)).toBe('大专');
    expect(front(sheet, 4, 5, 6, 5)).toBe('岭东农业职业技术学院现代农业技术专业');
    expect(sheet.written.find(({ text }) => text === '大专')?.size).toBe(14);
  });
});

describe('what is long', () => {
  it('begins a résumé with the size of the ladder', () => {
    const wanted = [
      [1, 14],
      [12, 14],
      [13, 13.5],
      [18, 13.5],
      [19, 13],
      [24, 13],
      [28, 12.5],
      [34, 12],
      [38, 11.5],
      [40, 11],
      [44, 10.5],
      [46, 10],
      [47, 9.5],
      [58, 9.5],
      [59, 9],
    ] as const;
    for (const [lines, size] of wanted) expect([lines, resumeSize(lines)]).toEqual([lines, size]);
  });

  it.each([
    [12, 14],
    [13, 13.5],
    [18, 13.5],
    [24, 13],
    // 28 lines of 13.5 points are 378, over the 344 points of the cell (125.8 mm less 4.4); a pitch of 13 makes 364, 12.5 makes 350, 12 makes 336.
    [28, 11],
  ])('sets %i short lines in %d points', (count, size) => {
    const resume = Array.from({ length: count }, (_, i) => `${1990 + i}.09--${1991 + i}.09  科员`).join('\n');
    const cell = layOut({ ...ordinary, resume }).sides.front.find(
      ({ place }) => 'cell' in place && place.cell === 'resume',
    );
    expect([cell?.lines.length, cell?.size]).toEqual([count, size]);
  });

  it('prints every character of a crowded form within its cells', async () => {
    const { bytes, warnings } = await appointmentPdf(crowded);
    const [first, second] = readPdf(bytes) as [Sheet, Sheet];
    expect(warnings).toEqual([]);
    expect(front(first, 0, 1)).toBe('阿依古丽·买买提明');
    expect(front(first, 2, 1)).toBe('2001.08；民建');
    // A date is not cut in the middle while a smaller size holds it whole.
    expect(first.written.map(({ text }) => text)).toEqual(expect.arrayContaining(['2001.08；', '阿依古丽·']));
    expect(front(first, 3, 1)).toBe('健康');
    expect(front(first, 3, 3)).toBe(crowded.professionalPost);
    expect(front(first, 8, 2, 6)).toBe(crowded.currentPost);
    const resume = stagesOf(crowded.resume)
      .map(({ date, texts }) => `${date}${texts.join('')}`)
      .join('');
    expect(front(first, 11, 1, 6)).toBe(resume);
    expect(resume.replace(/\s/g, '')).toBe(crowded.resume.replace(/\s/g, ''));
    expect(back(second, 0, 1, 5)).toBe(crowded.rewards);
    expect(back(second, 2, 1, 5)).toBe(crowded.reasons);
    expect(back(second, 4, 5)).toBe(crowded.relatives[0]?.post);
    for (const { text, size } of [...first.written, ...second.written]) expect(size, text).toBeGreaterThanOrEqual(8);
    // No line of the résumé runs over the right rule: its width at its own size, full characters counted as one em.
    for (const { text, x, size } of first.written) {
      const full = [...text].filter((char) => /[\u3000-\uffef]/.test(char)).length;
      expect(x + (full * size * 25.4) / 72, text).toBeLessThanOrEqual(190);
    }
    const lowest = Math.max(...first.written.filter(({ y }) => y < 280).map(({ y }) => y));
    expect(lowest).toBeLessThan(265.5);
  });

  it('names the cell that does not fit at 8 points, and still prints it whole', async () => {
    const speciality = '农业经济管理、乡村治理、项目策划、招商引资、农产品品牌建设与电子商务、基层党建'.repeat(3);
    const { bytes, warnings } = await appointmentPdf({ ...ordinary, speciality });
    expect(warnings).toMatchObject([{ is: 'small', cell: 'speciality' }]);
    const [sheet] = readPdf(bytes) as [Sheet];
    expect(front(sheet, 3, 5)).toBe(speciality);
  });

  it('prints seven relatives of nine and names the other two', async () => {
    const nine = Array.from({ length: 9 }, (_, i) => ({
      relation: '表亲',
      name: `亲属${'一二三四五六七八九'[i]}`,
      age: '40',
      politics: '群众',
      post: '务农',
    }));
    const { bytes, warnings } = await appointmentPdf({ ...ordinary, relatives: nine });
    expect(warnings).toEqual([{ is: 'relatives', given: 9, printed: 7, omitted: ['亲属八', '亲属九'] }]);
    const [, sheet] = readPdf(bytes) as [Sheet, Sheet];
    const names = [4, 5, 6, 7, 8, 9, 10].map((row) => back(sheet, row, 2));
    expect(names).toEqual(['亲属一', '亲属二', '亲属三', '亲属四', '亲属五', '亲属六', '亲属七']);
    expect(sheet.written.some(({ text }) => text.includes('亲属八'))).toBe(false);
    expect((await appointmentPdf({ ...ordinary, relatives: nine.slice(0, 7) })).warnings).toEqual([]);
  });
});

describe('rare characters', () => {
  it('are set from the face that is shipped', async () => {
    const { bytes, warnings } = await appointmentPdf({ ...ordinary, name: '𠅤㛃䶮·' });
    expect(warnings).toEqual([]);
    expect(front((readPdf(bytes) as [Sheet])[0], 0, 1)).toBe('𠅤㛃䶮·');
  });

  it('become a box with a warning where no face holds them', () => {
    const bare = openSong([]);
    // U+20BB7 is not in the shipped face; U+E000 is in none.
    const { sides, warnings } = layOut({ ...ordinary, name: '𠮷\ue000明' }, bare);
    expect(warnings).toEqual([{ is: 'missing', cell: 'name', characters: '𠮷\ue000' }]);
    const cell = sides.front.find(({ place }) => 'cell' in place && place.cell === 'name');
    expect(cell?.lines.map(({ text }) => text)).toEqual(['□□明']);
  });

  it('are looked for in the faces of the system before that, one after another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'juxian-face-'));
    const faces = ['𠮷', '\ue000'].map((char, i) => {
      const path = join(folder, `${i}.ttf`);
      writeFileSync(path, faceWith(char));
      return { path };
    });
    const found = openSong([{ path: join(folder, 'none.ttf') }, ...faces]);
    expect(found.printable('顾明').missing).toEqual([]);
    expect(found.faces).toHaveLength(2);
    expect(found.runs('顾𠮷明')).toEqual([
      { text: '顾', face: 0 },
      { text: '𠮷', face: 2 },
      { text: '明', face: 0 },
    ]);
    expect(found.faces).toHaveLength(3);
    expect(found.runs('\ue000', 'bold')).toEqual([{ text: '\ue000', face: 3 }]);
    expect(found.printable('𠮷\ue000\ue001')).toEqual({ text: '𠮷\ue000□', missing: ['\ue001'] });
    rmSync(folder, { recursive: true });
  });

  it('lose what a page cannot show', () => {
    expect(openSong([]).printable('顾\u200b砚\ufe00\u0007秋\ufeff').text).toBe('顾砚秋');
  });
});

describe('marks', () => {
  it('stand on both pages when asked for, and only then', async () => {
    const marked = await sheetsOf({ ...ordinary, watermark: '温不言 2026-11-22 第3份' });
    const plain = await sheetsOf({ ...ordinary, demo: false });
    const has = (sheets: Sheet[], words: string) =>
      sheets.map(({ written }) => written.filter(({ text }) => text === words).length);
    expect(has(marked, '温不言 2026-11-22 第3份')).toEqual([3, 3]);
    expect(has(marked, '演示数据 人物均为虚构')).toEqual([1, 1]);
    expect(has(plain, '演示数据 人物均为虚构')).toEqual([0, 0]);
  });

  it('name the office alone in the properties of the file', async () => {
    // 山 is 5C 71: its first byte is escaped.
    const file = Buffer.from((await appointmentPdf(ordinary)).bytes)
      .toString('latin1')
      .replaceAll('\\\\', '\\');
    const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('latin1');
    expect(file).toContain(utf16('中共青山县委组织部'));
    expect(file).not.toContain(utf16('顾砚秋'));
  });
});

describe('the photo', () => {
  it('fills its cell as far as its proportions go', async () => {
    const [sheet] = (await sheetsOf({ ...ordinary, photo: picture(376, 460) })) as [Sheet];
    const [{ x, y, toX, toY }] = sheet.pictures as [Ruled];
    // 30.5 mm wide, so 30.5 × 460 / 376 = 37.3 mm tall, in the middle of 28.6 to 77.8.
    expect([x, toX, y, toY].map((one) => one.toFixed(1))).toEqual(['159.0', '189.5', '34.5', '71.9']);
    expect(front(sheet, 0, 6, 6, 3)).toBe('');
  });

  it('that cannot be read leaves the cell blank with a warning', async () => {
    expect((await appointmentPdf({ ...ordinary, photo: new Uint8Array([1, 2, 3]) })).warnings).toEqual([
      { is: 'photo' },
    ]);
    const cut = picture(376, 460).slice(0, 40);
    expect((await appointmentPdf({ ...ordinary, photo: cut })).warnings).toEqual([{ is: 'photo' }]);
    const [sheet] = (await sheetsOf(ordinary)) as [Sheet];
    expect([front(sheet, 0, 6, 6, 3), sheet.pictures]).toEqual(['照片', []]);
  });
});

describe('many forms', () => {
  const people = ['甲', '乙', '丙'].map((name) => ({ ...ordinary, name: `测${name}` }));

  it('come in one file, front and back in turn', async () => {
    const parts: Buffer[] = [];
    const told: number[] = [];
    const warnings = await appointmentsPdf(people, sink(parts), { office: '办', onProgress: (n) => told.push(n) });
    const sheets = readPdf(Buffer.concat(parts));
    expect(told).toEqual([1, 2, 3]);
    expect(warnings).toEqual([[], [], []]);
    expect(sheets.map((sheet, i) => (i % 2 === 0 ? front(sheet, 0, 1) : back(sheet, 0, 0)))).toEqual([
      '测甲',
      '奖惩情况',
      '测乙',
      '奖惩情况',
      '测丙',
      '奖惩情况',
    ]);
    // One face in two weights, however many forms.
    expect(
      Buffer.concat(parts)
        .toString('latin1')
        .match(/\/FontFile2/g),
    ).toHaveLength(2);
  });

  it('stop when cancelled', async () => {
    const control = new AbortController();
    const told: number[] = [];
    const to = sink([]);
    const printing = appointmentsPdf(people, to, {
      office: '办',
      signal: control.signal,
      onProgress: (n) => {
        told.push(n);
        if (n === 2) control.abort(new Error('不印了'));
      },
    });
    await expect(printing).rejects.toThrow('不印了');
    expect(told).toEqual([1, 2]);
    expect(to.destroyed).toBe(true);
  });

  it('fail with the source that fails', async () => {
    async function* broken() {
      yield ordinary;
      throw new Error('no more');
    }
    await expect(appointmentsPdf(broken(), sink([]), { office: '办' })).rejects.toThrow('no more');
  });
});

const sink = (parts: Buffer[]): Writable =>
  new Writable({
    write(part: Buffer, _, done) {
      parts.push(part);
      done();
    },
  });

/** A white PNG. */
function picture(width: number, height: number): Uint8Array {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const whole = Buffer.alloc(8 + body.length);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    return whole;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

import { cleanText } from './cell.ts';

export type AppraisalText = { results: { year: number; grade: string }[]; unread: string[] };

/**
 * The grades of civil servants (公务员考核规定, 2020) and of public institutions (事业单位工作人员考核规定, 2023), and what is
 * written where there is none.
 */
const grades = new Set([
  '优秀',
  '称职',
  '基本称职',
  '不称职',
  '合格',
  '基本合格',
  '不合格',
  '不定等次',
  '不确定等次',
  '未定等次',
  '只写评语不定等次',
  '未参加考核',
  '不参加考核',
]);

const years = /^(\d{4})年?(?:[-—–~～至到]+(\d{4})年?)?度?/;
const between = /^(?:年度|年终|考核|结果|等次|均|都|被|评定|评|确定|定|为|[:：]|\s)+(?=.)/;

/** Reads 年度考核结果: `2023年优秀；2024年称职`, `2023年年度考核优秀`, `2021—2023年均为称职`, `2023、2024年称职`. */
export function parseAppraisals(text: string): AppraisalText {
  const read: AppraisalText = { results: [], unread: [] };
  let waiting: number[] = [];
  for (const part of cleanText(text).split(/[；;。，,、\n]/)) {
    const bare = part.replace(/\s+/g, '');
    if (bare === '' || bare === '无') continue;
    const found = years.exec(bare);
    const said = spanOf(found);
    const grade = gradeIn(bare.slice(found?.[0].length ?? 0));
    if (said.length > 0 && grade === '') waiting.push(...said);
    else if (said.length > 0 && grades.has(grade)) {
      read.results.push(...[...waiting, ...said].map((year) => ({ year, grade })));
      waiting = [];
    } else read.unread.push(part.trim());
  }
  read.unread.push(...waiting.map((year) => `${year}年`));
  return read;
}

const gradeIn = (text: string): string => {
  const bare = text.replace(between, '').replace(/[“”"]/g, '');
  return grades.has(bare) ? bare : bare.replace(/等次$/, '');
};

function spanOf(found: RegExpExecArray | null): number[] {
  const [, first, last = first] = found ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1980 && to >= from && to <= 2100 && to - from < 30)) return [];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

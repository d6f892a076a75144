import { type Dated, datedText } from './months.ts';

/** A study or duty beside a stage: months `YYYY-MM`; without `to` one month only, unless it is `ongoing`. */
export type Aside = { from?: string; to?: string; ongoing?: true; text: string };

/** A stage of a résumé: months `YYYY-MM`; without `to` it lasts. Only lines before the first date have no `from`. */
export type Stage = { from?: string; to?: string; text: string; asides: Aside[] };

/**
 * The stages in the text of a résumé as the form holds it. Dates may be written and joined in any way; a line without
 * one, or set in by the width of the dates, belongs to the stage above; 其间 in brackets becomes its asides.
 */
export const parseResume = (text: string): Stage[] =>
  writtenStages(text).map(({ dated, lines }) => ({
    ...(dated ? { from: dated.from, ...(dated.to ? { to: dated.to } : {}) } : {}),
    ...withAsides(lines.reduce(joined, '')),
  }));

/** A stage as it is written: the months its first line begins with, the same as text, and its lines without them. */
export type WrittenStage = { dated?: Dated; date?: string; lines: string[] };

/** The stages in the text of a résumé, line by line as the form holds it; only the first may be without months. */
export function writtenStages(text: string): WrittenStage[] {
  const stages: WrittenStage[] = [];
  for (const line of text.split(/\r\n|\r|\n/).map(blanks)) {
    const bare = line.trim();
    if (!bare) continue;
    const above = stages.at(-1);
    const dated = above && indentOf(line) >= continued ? undefined : datedText(bare);
    if (dated && startsStage(dated.rest, dated.ongoing || dated.to !== undefined)) {
      const date = bare.slice(0, bare.length - dated.rest.length).trim();
      stages.push({ dated, date, lines: [dated.rest.trim()] });
    } else if (above) above.lines.push(bare);
    else stages.push({ lines: [bare] });
  }
  return stages;
}

/** A month alone begins a stage only where a blank parts it from the text: `2008年5月抗震救灾` is text. */
const startsStage = (rest: string, isSpan: boolean): boolean => isSpan || rest === '' || rest.startsWith(' ');

const continued = 16;
const blanks = (line: string): string =>
  line
    .replace(/&nbsp;|[\u00a0\u2002\u2003\u2009]/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\t/g, '    ')
    .replace(/\u3000/g, '  ');
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Lines were broken anywhere in Chinese, and between the words of other languages. */
export const joined = (above: string, below: string): string =>
  /[A-Za-z0-9]$/.test(above) && /^[A-Za-z0-9]/.test(below) ? `${above} ${below}` : above + below;

const opens = /[（(]\s*[其期]间\s*[:：,，]?\s*/g;

/** Parts the brackets of 其间 from the text around them; one that does not close goes to the end. */
function withAsides(whole: string): { text: string; asides: Aside[] } {
  const asides: Aside[] = [];
  let text = '';
  let at = 0;
  for (const { index, 0: opener } of whole.matchAll(opens)) {
    if (index < at) continue;
    const end = closing(whole, index + opener.length);
    asides.push(...asidesIn(whole.slice(index + opener.length, end)));
    text += whole.slice(at, index).trimEnd();
    at = end + 1;
  }
  return { text: (text + whole.slice(at)).trim(), asides };
}

/** Where the bracket closes in which `from` stands. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (/[（(]/.test(text[at] ?? '')) depth++;
    else if (/[）)]/.test(text[at] ?? '') && --depth === 0) return at;
  }
  return text.length;
}

/** Several are parted by semicolons, each beginning with its months. */
function asidesIn(text: string): Aside[] {
  const asides: Aside[] = [];
  for (const part of text.split(/[;；]/)) {
    const bare = part.trim();
    const dated = datedText(bare);
    const above = asides.at(-1);
    if (dated)
      asides.push({
        from: dated.from,
        ...(dated.to ? { to: dated.to } : {}),
        ...(dated.ongoing ? { ongoing: true } : {}),
        text: dated.rest.replace(/^[\s，,：:]+/, ''),
      });
    else if (above) above.text += `；${bare}`;
    else if (bare) asides.push({ text: bare });
  }
  return asides;
}

import { isMonth } from '@juxian/rules/month.ts';

/** Dates and marks of any width as those of ASCII, each character one, so that places stay the same. */
const plain = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。·]/g, '.')
    .replace(/／/g, '/');

const month = String.raw`(\d{4})(?:(\d\d)|[./年](\d{1,2})|-(\d\d))月?`;
const dash = `(?:[-‐‑‒–—―−－~～〜]+|至|到)`;
const begins = new RegExp(`^${month}`);
const ends = new RegExp(`^[ ]?${dash}(?:[ ]{0,3}(?:${month}|至?今|现在))?`);

/** The months a text begins with: `ongoing` where a dash has none behind it, or 至今; `rest` is what follows. */
export type Dated = { from: string; to?: string; ongoing: boolean; rest: string };

/** @returns undefined where the text does not begin with a month. */
export function datedText(text: string): Dated | undefined {
  const bare = plain(text);
  const first = begins.exec(bare);
  const from = monthIn(first);
  if (!first || !from) return undefined;
  const after = bare.slice(first[0].length);
  const last = ends.exec(after);
  const to = monthIn(last);
  if (last && !to && last[1] !== undefined) return undefined;
  const rest = text.slice(first[0].length + (last?.[0].length ?? 0));
  return { from, ...(to ? { to } : {}), ongoing: last !== null && !to, rest };
}

function monthIn(found: RegExpExecArray | null): string | undefined {
  const [, year, ...months] = found ?? [];
  const text = `${year}-${months.find((one) => one !== undefined)?.padStart(2, '0')}`;
  return isMonth(text) && text >= '1900' && text < '2100' ? text : undefined;
}

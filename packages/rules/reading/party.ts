import { cleanText } from './cell.ts';
import { type MonthReading, parseMonth } from './month.ts';

/** The eight democratic parties: the short names the form has, and their full ones. */
export const democraticParties: Readonly<Record<string, string>> = {
  民革: '中国国民党革命委员会',
  民盟: '中国民主同盟',
  民建: '中国民主建国会',
  民进: '中国民主促进会',
  农工党: '中国农工民主党',
  致公党: '中国致公党',
  九三学社: '九三学社',
  台盟: '台湾民主自治同盟',
};

/** What the cell 入党时间 of the form says. */
export type PartyText = {
  /** Whether a member of the Communist Party of China; `joined` is the month, `YYYY-MM`. */
  communist: boolean;
  joined?: string;
  /** Short names of democratic parties as they stand; the first is the second party of a communist. */
  parties: string[];
  other?: '无党派' | '共青团员' | '群众';
  /** A month that has to be asked about. */
  question?: Extract<MonthReading, { is: 'question' }>;
  /** Parts that say none of this. */
  unread: string[];
};

const plainNames = new Map(
  Object.entries(democraticParties).flatMap(([short, full]) => [
    [short, short],
    [full, short],
    [short.replace(/党$/, ''), short],
  ]),
);

/** Reads the free text of 入党时间: a month, parties, both in either order, parted by `；` or `、`, in brackets or not. */
export function parsePartyText(text: string): PartyText {
  const read: PartyText = { communist: false, parties: [], unread: [] };
  for (const part of partsOf(cleanText(text))) readPart(read, part);
  return read;
}

/** A month in brackets behind a party is when that one was joined, which the form has no place for: it stays one part. */
const partsOf = (text: string): string[] =>
  text
    .replace(/(\p{Script=Han}?)[（(]([^（()）]*)[)）]/gu, (whole, before: string, inside: string) =>
      before && /^\d/.test(inside) ? whole : `${before}；${inside}；`,
    )
    .split(/[；;、，,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '无');

function readPart(read: PartyText, part: string): void {
  const named = plainNames.get(part) ?? plainNames.get(part.replace(/(会员|盟员|党员|社员|成员)$/, ''));
  if (named) read.parties.push(named);
  else if (/^(中共|中国共产党)(正式|预备)?党?员?$|^(正式|预备)?党员$/.test(part)) read.communist = true;
  else if (/^无党派(人士)?$/.test(part)) read.other = '无党派';
  else if (/^(共青)?团员$/.test(part)) read.other = '共青团员';
  else if (part === '群众') read.other = '群众';
  else readMonth(read, part);
}

function readMonth(read: PartyText, part: string): void {
  const month = parseMonth({ text: part.replace(/(加?入党)$/, '') });
  if (read.joined !== undefined || read.question || (month.is !== 'value' && month.is !== 'question')) {
    read.unread.push(part);
    return;
  }
  read.communist = true;
  if (month.is === 'value') read.joined = month.month;
  else read.question = month;
}

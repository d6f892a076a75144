import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { dayFrom, dayNumber, isDay } from '../day.ts';
import { cleanText } from './cell.ts';

/** A cell as a sheet gives it; `shown` is how its format shows a number. */
export type Given = { text: string; kind?: string; shown?: string };

/** What a cell says of a month `YYYY-MM`, or of a day as well; what may mean several months is asked, never guessed. */
export type MonthReading =
  | { is: 'value'; month: string; day?: string }
  | { is: 'blank' }
  | { is: 'question'; says: Text; choices: string[] }
  | { is: 'refused'; refusal: Refusal };

export type MonthOptions = {
  /** Whether the workbook counts days from 1904. */
  system1904?: boolean;
  /** The last month that may be meant: later ones are not offered. */
  latest?: string;
};

const nothing = new Set(['', '-', '--', '—', '——', '/', '\\', '无', '(无)', '（无）']);

/** Reads a month as people and spreadsheets write it. */
export function parseMonth(given: Given, { system1904 = false, latest = '2100-12' }: MonthOptions = {}): MonthReading {
  if (nothing.has(cleanText(given.text))) return { is: 'blank' };
  const text = cleanText(given.shown ?? given.text)
    .replace(/\s*00:00(:00)?$/, '')
    .replace(/\s+/g, '')
    .replace(/[．。]/g, '.')
    .replace(/[－–—]/g, '-')
    .replace(/／/g, '/');
  return whole(text) ?? short(text, latest) ?? serial(text, given.kind, system1904) ?? refused('format', text);
}

const dayShapes = [/^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/, /^((?:19|20)\d\d)(\d\d)(\d\d)$/];
const monthShapes = [/^(\d{4})[-/年](\d{1,2})月?$/, /^(\d{4})\.(\d\d|[2-9])月?$/, /^((?:19|20)\d\d)(\d\d)$/];

function whole(text: string): MonthReading | undefined {
  const day = matchOf(dayShapes, text);
  if (day) return dayReading(day);
  const month = matchOf(monthShapes, text);
  if (month) return monthReading(month[0] ?? '', month[1] ?? '', text);
  const year = /^(\d{4})\.1月?$/.exec(text)?.[1];
  if (year)
    return ask(t('“{given}”是1月还是10月？', 'Does “{given}” mean January or October?'), text, [
      `${year}-01`,
      `${year}-10`,
    ]);
  if (/^(19|20)\d\d年?$/.test(text)) return refused('year', text);
  return undefined;
}

function matchOf(shapes: readonly RegExp[], text: string): string[] | undefined {
  const found = shapes.map((shape) => shape.exec(text)).find((match) => match !== null);
  return found?.slice(1);
}

function dayReading([year = '', month = '', date = '']: readonly string[]): MonthReading {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const reading = monthReading(year, month, day);
  if (reading.is !== 'value') return reading;
  return isDay(day) ? { ...reading, day } : refused('day', day);
}

function monthReading(year: string, month: string, text: string): MonthReading {
  if (year < '1900' || year > '2100') return refused('format', text);
  const number = Number(month);
  return number >= 1 && number <= 12
    ? { is: 'value', month: `${year}-${month.padStart(2, '0')}` }
    : refused('month', text);
}

const shortShapes = [
  /^(\d\d)[-./年](\d{1,2})月?$/,
  /^(\d\d)[-./年](\d{1,2})[-./月]\d{1,2}[日号]?$/,
  /^(\d\d)(\d\d)(?:\d\d)?$/,
];

/** A year of two digits: the century is asked. */
function short(text: string, latest: string): MonthReading | undefined {
  const [year, month = ''] = matchOf(shortShapes, text) ?? [];
  const number = Number(month);
  if (year === undefined || number < 1 || number > 12) return undefined;
  const months = /^\d\d\.1$/.test(text) ? ['01', '10'] : [month.padStart(2, '0')];
  const choices = ['19', '20'].flatMap((century) => months.map((one) => `${century}${year}-${one}`));
  const possible = choices.filter((choice) => choice <= latest);
  return ask(t('“{given}”是哪一年？', 'Which year does “{given}” mean?'), text, possible);
}

/** The days 1920-01-01 to 2050-12-31 as spreadsheets count them. */
const serials = { first: dayNumber('1920-01-01'), last: dayNumber('2050-12-31') };

function serial(text: string, kind: string | undefined, system1904: boolean): MonthReading | undefined {
  if (!/^\d{4,5}(\.\d+)?$/.test(text)) return undefined;
  const day = Math.floor(Number(text)) + dayNumber(system1904 ? '1904-01-01' : '1899-12-30');
  if (day < serials.first || day > serials.last) return undefined;
  const month = dayFrom(day).slice(0, 7);
  return kind === 'number'
    ? { is: 'value', month, day: dayFrom(day) }
    : ask(t('“{given}”是表格的日期序号吗？', 'Is “{given}” the number of a day in a spreadsheet?'), text, [month]);
}

const filled = ({ zh, en }: Text, given: string): Text => ({
  zh: zh.replace('{given}', given),
  en: en.replace('{given}', given),
});

const ask = (says: Text, given: string, choices: string[]): MonthReading => ({
  is: 'question',
  says: filled(says, given),
  choices,
});

const reasons = {
  format: t('“{given}”不是年月，请写作 1985.03', '“{given}” is no month: write it as 1985.03'),
  year: t('“{given}”只有年份，缺少月份', '“{given}” is a year without a month'),
  month: t('“{given}”中没有这个月份', 'There is no such month: “{given}”'),
  day: t('“{given}”中没有这一天', 'There is no such day: “{given}”'),
};

const refused = (reason: keyof typeof reasons, given: string): MonthReading => ({
  is: 'refused',
  refusal: new Refusal('invalid.month', reasons[reason], { values: { given } }),
});

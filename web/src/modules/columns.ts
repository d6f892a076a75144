import { type Text, t } from '@juxian/base/text.ts';

/** A column worked out on the screen from what the rows hold, at the cut-off day of the list. */
export type DayColumn = {
  name: string;
  title: Text;
  /** Stands behind this column of the module. */
  after: string;
  /** What the list is sorted by when this is to ascend. */
  sort: string;
  /** Stays on a phone's card. */
  keep?: true;
  of(values: Readonly<Record<string, unknown>>, day: string): string;
};

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

/** Calendar months from one month or day to another; undefined where the first is missing or lies after it. */
function monthsSince(from: unknown, day: string): number | undefined {
  if (typeof from !== 'string' || from === '') return undefined;
  const months = monthNumber(day) - monthNumber(from);
  return months < 0 ? undefined : months;
}

/** Full years by the month rule of the forms: days do not count. */
export function ageAt(born: unknown, day: string): string {
  const months = monthsSince(born, day);
  return months === undefined ? '' : String(Math.floor(months / 12));
}

/** Years with one decimal, halves up. */
export function yearsAt(since: unknown, day: string): string {
  const months = monthsSince(since, day);
  return months === undefined ? '' : (Math.round((months * 10) / 12) / 10).toFixed(1);
}

const columns: Readonly<Record<string, readonly DayColumn[]>> = {
  cadre: [
    {
      name: 'age',
      title: t('年龄', 'Age'),
      after: 'born',
      sort: '-born',
      keep: true,
      of: ({ born }, day) => ageAt(born, day),
    },
    {
      name: 'postYears',
      title: t('任现职年限', 'Years in post'),
      after: 'post',
      sort: '-postSince',
      of: ({ postSince }, day) => yearsAt(postSince, day),
    },
    {
      name: 'rankYears',
      title: t('任现职级年限', 'Years in rank'),
      after: 'rankSince',
      sort: '-rankSince',
      of: ({ rankSince }, day) => yearsAt(rankSince, day),
    },
  ],
};

/** Those of a module whose ground the reader sees. */
export const dayColumnsOf = (module: { name: string; fields: readonly { name: string }[] }): readonly DayColumn[] =>
  (columns[module.name] ?? []).filter(({ sort }) => module.fields.some(({ name }) => name === sort.slice(1)));

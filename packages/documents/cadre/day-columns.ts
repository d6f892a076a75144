import { type Text, t } from '@juxian/base/text.ts';
import { ageAt, tenureAt } from '@juxian/rules/cadre/age.ts';
import { monthsBetween } from '@juxian/rules/month.ts';

type Values = Readonly<Record<string, unknown>>;

/** A column of the list that the cut-off day decides: from which field it is worked out, and behind which it stands. */
export type DayColumn = { title: Text; from: string; after: string; of(values: Values, day: string): number | null };

const column = (
  zh: string,
  en: string,
  after: string,
  from: string,
  of: (since: string, day: string) => number,
): DayColumn => ({
  title: t(zh, en),
  from,
  after,
  of: ({ [from]: since }, day) =>
    typeof since === 'string' && since !== '' && monthsBetween(since, day) >= 0 ? of(since, day) : null,
});
const tenure = (since: string, day: string): number => tenureAt(since, day).years;

/** The columns of the list of cadres beside those on record; blank where the ground is missing or lies after the day. */
export const dayColumns: Readonly<Record<string, DayColumn>> = {
  age: column('年龄', 'Age', 'born', 'born', ageAt),
  postYears: column('任现职年限', 'Years in post', 'post', 'postSince', tenure),
  rankYears: column('任现职级年限', 'Years in rank', 'rankSince', 'rankSince', tenure),
};

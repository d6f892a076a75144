import { type Text, t } from '@juxian/base/text.ts';

/** One line of a sheet: points by criterion in the sheet's order, or the expert recused for this item. */
export type ScoreLine = { id?: string; code?: string; recused?: string; comment?: string } & Record<string, unknown>;

const list = (value: unknown): ScoreLine[] => (Array.isArray(value) ? (value as ScoreLine[]) : []);

const said = ({ id: _, ...line }: ScoreLine): string =>
  JSON.stringify(
    Object.entries(line)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What was handed in item by item stands in the scores as it was handed in. */
export function handedDisagrees(values: Readonly<Record<string, unknown>>): Text | undefined {
  const lines = new Map(list(values.scores).map((line) => [line.code, said(line)]));
  const changed = list(values.handed).find((line) => lines.get(line.code) !== said(line));
  return changed && t(`${changed.code}已交，不能再改`, `${changed.code} is handed in and no longer changes`);
}

/** The items of a sheet that are handed in or stood aside from, each as it was. */
export const handedOf = (values: Readonly<Record<string, unknown>>): ScoreLine[] => list(values.handed);

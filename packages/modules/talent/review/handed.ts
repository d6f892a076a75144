import { refuseField } from '@juxian/base/refusal.ts';
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

/** What was handed in item by item stands in the scores as it was handed in, with no other line of that item. */
export function handedDisagrees(values: Readonly<Record<string, unknown>>): Text | undefined {
  const handed = list(values.handed);
  const lines = list(values.scores);
  const on = (all: ScoreLine[], code: string | undefined) =>
    all
      .filter((line) => line.code === code)
      .map(said)
      .join();
  const changed = handed.find(({ code }) => on(lines, code) !== on(handed, code));
  return changed && t(`${changed.code}已交，不能再改`, `${changed.code} is handed in and no longer changes`);
}

/** The items of a sheet that are handed in or stood aside from, each as it was. */
export const handedOf = (values: Readonly<Record<string, unknown>>): ScoreLine[] => list(values.handed);

/** @throws Refusal `invalid.twice` naming an item that the scores hold more than one line of: none of them would count. */
export function refuseTwice(scores: readonly ScoreLine[], codes: readonly string[]): void {
  const code = codes.find((one) => scores.filter((line) => line.code === one).length > 1);
  if (code) throw refuseField('scores', 'invalid.twice', t('{code}评了两次', '{code} is scored twice'), { code });
}

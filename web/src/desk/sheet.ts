import type { RecordAnswer } from '@juxian/engine/answer.ts';

/** A score sheet as its expert sees it. */
export type Criterion = { name: string; label: string; weight: number; pass?: number; good?: number };
export type Line = { id: string; code: string; recused?: 'yes' | 'unable'; comment?: string } & Record<string, unknown>;
export type Sheet = { codes: string[]; copies: string[]; criteria: Criterion[]; lines: Line[]; units: string[] };
export type Copy = { title: string; sections: { title: string; lines: string[] }[] };

/** The columns of the points, in the order of the criteria. */
export const column = (at: number): string => `c${at + 1}`;

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** The sheet in a record of the module `review`; `scores` as typed so far. */
export const sheetOf = (values: RecordAnswer['values'], scores: unknown = values.scores): Sheet => ({
  codes: list(values.codes),
  copies: list(values.copies),
  criteria: list(values.criteria),
  units: list(values.units),
  lines: list(scores),
});

export const lineOf = ({ lines }: Sheet, code: string): Line | undefined => lines.find((line) => line.code === code);

/** The sum so far, exact to two decimals. */
export function sumOf({ criteria }: Sheet, line: Line | undefined): number {
  const hundredths = criteria.reduce((sum, _, at) => sum + Math.round(Number(line?.[column(at)] ?? 0) * 100), 0);
  return hundredths / 100;
}

/** The points of a line by criterion. */
export const marksIn = ({ criteria }: Sheet, line: Line | undefined): Record<string, number> =>
  Object.fromEntries(
    criteria.flatMap(({ name }, at) => {
      const points = line?.[column(at)];
      return typeof points === 'number' ? [[name, points]] : [];
    }),
  );

/** Whether every criterion has its points, or the expert has stood aside for the item. */
export const isScored = ({ criteria }: Sheet, line: Line | undefined): boolean =>
  line?.recused !== undefined || criteria.every((_, at) => typeof line?.[column(at)] === 'number');

/** The lines with one item changed. */
export function withLine(sheet: Sheet, code: string, change: Record<string, unknown>): Line[] {
  const before = lineOf(sheet, code) ?? { id: `lin_${code.replace(/[^A-Za-z0-9]/g, '')}`, code };
  const next = Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ''),
  ) as Line;
  return [...sheet.lines.filter((line) => line.code !== code), next].sort(
    (a, b) => sheet.codes.indexOf(a.code) - sheet.codes.indexOf(b.code),
  );
}

import type { Block, Paper } from '../paper.ts';

/** What every paper of a county carries. */
export type Issuer = {
  /** The office that prints it: 中共青山县委组织部. */
  office: string;
  /** Whether it is a demonstration county. */
  demo: boolean;
};

export const issuedBy = ({ office, demo }: Issuer): Pick<Paper, 'office' | 'demo'> => ({ office, demo });

/** A table that nobody has entered anything in still shows that it was asked: 无. */
export const orNone = (rows: readonly (readonly string[])[], columns: number): string[][] =>
  rows.length > 0 ? rows.map((row) => [...row]) : [Array.from({ length: columns }, (_, i) => (i === 0 ? '无' : ''))];

type Said = readonly [label: string, value: string];

/** Two labels and their values in each row; a single one runs to the edge. */
export const facts = (...rows: (readonly Said[])[]): Block => ({
  is: 'pairs',
  widths: [2, 4, 2, 4],
  rows: rows.map((cells) => ({ cells })),
});

/** One label and its value across the sheet, `tall` mm high at least. */
export const across = (label: string, value: string, tall?: number): Block => ({
  is: 'pairs',
  widths: [2, 10],
  rows: [{ cells: [[label, value]], ...(tall === undefined ? {} : { tall }) }],
});

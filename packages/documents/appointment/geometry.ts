import type { AppointmentForm, CellName } from './form.ts';

/** Measures of the form in mm. Source: the Word templates in use, A4 both sides. */
export const paper = { width: 210, height: 297, top: 11.1, bottom: 12, left: 22, right: 20 } as const;

/** Between the upper margin and the table of the front page. */
export const titleHeight = 17.5;
export const TITLE = '干 部 任 免 审 批 表';
/** Points. */
export const sizes = { title: 22, cell: 14, foot: 12, mark: 8, readable: 8 } as const;
export const PRINTED_RELATIVES = 7;

const relativeRows = Array.from({ length: PRINTED_RELATIVES }, (_, i) => i);

/** Widths of columns and heights of rows, each to the edges of the paper's text area of 168 mm. */
export const grids = {
  front: {
    columns: [21, 22, 21.5, 25, 22, 25, 31.5],
    rows: [12.5, 12.2, 12, 12.5, 6.1, 6.1, 6.1, 6.1, 12.5, 12.5, 12.5, 125.8],
  },
  back: {
    columns: [17, 18, 22, 20, 23, 68],
    rows: [25, 18, 24, 11.4, ...relativeRows.map(() => 12.3), 23.5, 13, 35.6],
  },
} as const;
export type Side = keyof typeof grids;

/** A cell of the form: what it holds, the column and row it begins in, how far it reaches. */
export type Place = {
  row: number;
  column: number;
  across?: number;
  down?: number;
  align?: 'center' | 'left' | 'right' | 'resume';
  /** No rule between it and its neighbour on that side. */
  open?: 'top' | 'bottom';
} & ({ label: string; reads?: string } | { cell: CellName } | { stamp: 'reporting' });

const label = (row: number, column: number, text: string, span: { across?: number; down?: number } = {}): Place => ({
  row,
  column,
  label: text,
  ...span,
});
type Span = Pick<Place, 'across' | 'down' | 'align' | 'open'>;
const cell = (row: number, column: number, name: CellName, span: Span = {}): Place => ({
  row,
  column,
  cell: name,
  ...span,
});

const head: readonly Place[] = [
  label(0, 0, '姓　名'),
  cell(0, 1, 'name'),
  label(0, 2, '性　别'),
  cell(0, 3, 'sex'),
  label(0, 4, '出生年月\n（岁）'),
  cell(0, 5, 'birth'),
  cell(0, 6, 'photo', { down: 4 }),
  label(1, 0, '民　族'),
  cell(1, 1, 'ethnicGroup'),
  label(1, 2, '籍　贯'),
  cell(1, 3, 'nativePlace'),
  label(1, 4, '出生地'),
  cell(1, 5, 'birthplace'),
  label(2, 0, '入党时间'),
  cell(2, 1, 'party'),
  label(2, 2, '参加工\n作时间'),
  cell(2, 3, 'workStart'),
];

/** The cells in which the two forms differ. */
const differing: Record<AppointmentForm['layout'], readonly Place[]> = {
  before2025: [
    label(2, 4, '健康状况'),
    cell(2, 5, 'health'),
    label(3, 0, '专业技\n术职务'),
    cell(3, 1, 'professionalPost'),
    label(3, 2, '熟悉专业\n有何专长'),
    cell(3, 3, 'speciality', { across: 3 }),
  ],
  from2025: [
    label(2, 4, '到龄时间'),
    cell(2, 5, 'retirement'),
    label(3, 0, '健康状况'),
    cell(3, 1, 'health'),
    label(3, 2, '专业技\n术职务'),
    cell(3, 3, 'professionalPost'),
    label(3, 4, '熟悉专业\n有何专长'),
    cell(3, 5, 'speciality'),
  ],
};

/** A study over two rows without a rule between: 学历 over 学位, and the school of each. */
const study = (row: number, of: 'fullTime' | 'inService', text: string): Place[] => [
  label(row, 1, text, { down: 2 }),
  cell(row, 2, `${of}.education`, { across: 2, down: 2 }),
  label(row, 4, '毕业院校\n系及专业', { down: 2 }),
  cell(row, 5, `${of}.school`, { across: 2, down: 2 }),
];

const post = (row: number, text: string, name: CellName): Place[] => [
  label(row, 0, text, { across: 2 }),
  cell(row, 2, name, { across: 5, align: 'left' }),
];

const reason = (row: number, text: string, name: CellName, reads?: string): Place[] => [
  { ...label(row, 0, text), ...(reads && { reads }) },
  cell(row, 1, name, { across: 5, align: 'left' }),
];

const back: readonly Place[] = [
  ...reason(0, '奖惩\n情况', 'rewards'),
  // Two columns read downwards, as on the paper form.
  ...reason(1, '年核\n度结\n考果', 'appraisals', '年度考核结果'),
  ...reason(2, '任免\n理由', 'reasons'),
  label(3, 0, '家庭主\n要成员\n及重要\n社会\n关系', { down: 1 + PRINTED_RELATIVES }),
  ...['称　谓', '姓　名', '年　龄', '政治面貌', '工作单位及职务'].map((text, i) => label(3, 1 + i, text)),
  ...relativeRows.flatMap((i) => [
    cell(4 + i, 1, `relatives.${i}.relation`),
    cell(4 + i, 2, `relatives.${i}.name`),
    cell(4 + i, 3, `relatives.${i}.age`),
    cell(4 + i, 4, `relatives.${i}.politics`),
    cell(4 + i, 5, `relatives.${i}.post`, { align: 'left' }),
  ]),
  label(11, 0, '呈报\n单位', { down: 2 }),
  cell(11, 1, 'reporting', { across: 5, open: 'bottom' }),
  { row: 12, column: 1, across: 5, open: 'top', align: 'right', stamp: 'reporting' },
  label(13, 0, '审批\n机关\n意见'),
  cell(13, 1, 'approval', { across: 3 }),
  label(13, 4, '行政机\n关任免\n意见'),
  cell(13, 5, 'administration'),
];

/** The cells of a page in reading order: by row, then by column. */
export function placesOf(layout: AppointmentForm['layout'], side: Side): Place[] {
  if (side === 'back') return [...back];
  const front = [
    ...head,
    ...differing[layout],
    label(4, 0, '学　历\n学　位', { down: 4 }),
    ...study(4, 'fullTime', '全日制\n教　育'),
    ...study(6, 'inService', '在　职\n教　育'),
    ...post(8, '现 任 职 务', 'currentPost'),
    ...post(9, '拟 任 职 务', 'proposedPost'),
    ...post(10, '拟 免 职 务', 'removedPost'),
    label(11, 0, '简\n\n\n历'),
    cell(11, 1, 'resume', { across: 6, align: 'resume' }),
  ];
  return front.sort((a, b) => a.row - b.row || a.column - b.column);
}

export type Box = { x: number; y: number; width: number; height: number };

const sumOf = (numbers: readonly number[], from: number, to: number): number =>
  numbers.slice(from, to).reduce((sum, one) => sum + one, 0);

/** Where the table of a page begins, in mm from the upper edge of the sheet. */
export const tableTop = (side: Side): number => paper.top + (side === 'front' ? titleHeight : 0);

/** A cell's edges in mm from the upper left corner of the sheet. */
export function boxOf(side: Side, { row, column, across = 1, down = 1 }: Place): Box {
  const { columns, rows } = grids[side];
  return {
    x: paper.left + sumOf(columns, 0, column),
    y: tableTop(side) + sumOf(rows, 0, row),
    width: sumOf(columns, column, column + across),
    height: sumOf(rows, row, row + down),
  };
}

/** Where the table of a page ends. */
export const tableBottom = (side: Side): number => tableTop(side) + sumOf(grids[side].rows, 0, grids[side].rows.length);

/** The typefaces of official papers; named, never shipped. */
export type Face = 'song' | 'title' | 'fang' | 'kai' | 'hei';

export type Align = 'left' | 'center' | 'right';

/** A cell of a grid. A line break in the text is a line break on the paper. */
export type Cell = string | { text: string; across?: number; down?: number; align?: Align; bold?: boolean };

export type Block =
  | {
      is: 'paragraph';
      text: string;
      align?: Align;
      face?: Face;
      bold?: boolean;
      small?: boolean;
      flush?: boolean;
      gap?: boolean;
      /** Stays on the page of what follows. */
      keep?: boolean;
    }
  | { is: 'heading'; text: string; level: 1 | 2 }
  /** Labels and values in ruled rows; the last value of a short row runs to the edge. `tall` in mm. */
  | {
      is: 'pairs';
      rows: readonly { cells: readonly (readonly [label: string, value: string])[]; tall?: number }[];
      widths?: readonly number[];
    }
  /** A ruled table. `widths` are shares; `blank` empty rows are added to be filled in by hand. */
  | {
      is: 'grid';
      head: readonly (readonly Cell[])[];
      widths: readonly number[];
      align?: readonly Align[];
      rows: readonly (readonly Cell[])[];
      blank?: number;
      /** Height of a row in mm, for what is written by hand. */
      tall?: number;
    }
  /** A boxed opinion: words, a line to sign, a place for the seal that is never drawn, a date. */
  | { is: 'opinion'; label: string; text: string; sign?: string; seal?: boolean; date?: string; tall?: number }
  | { is: 'signatures'; lines: readonly string[] }
  /** Who issues it and when, at the right; （盖章） where a seal belongs. */
  | { is: 'issued'; unit: string; date: string; seal?: boolean }
  /** The end of an official letter: copies to, printed by. */
  | { is: 'copies'; to?: string; by: string; on: string }
  | { is: 'qr'; url: string; caption: string }
  | { is: 'break' };

/** A paper, the same for print and for Word. Its words are Chinese: they are official forms. */
export type Paper = {
  /** `letter` follows GB/T 9704-2012, `form` is a ruled form, `certificate` a sheet to be framed. */
  layout: 'letter' | 'form' | 'certificate';
  title: string;
  /** The red name over an official letter. */
  letterhead?: string;
  /** The document number, or the number of the form. */
  number?: string;
  landscape?: boolean;
  /** A4 unless said. */
  sheet?: 'A3';
  /** A first page of its own: title, ruled lines to say whose it is, who made the form. */
  cover?: { lines: readonly (readonly [label: string, value: string])[]; foot: string };
  blocks: readonly Block[];
  /** The county office that prints it: the only author in the file's properties. */
  office: string;
  /** Whether each page says that the people are fictional. */
  demo: boolean;
  /** Who took which copy and when, lightly across each page. */
  watermark?: string;
  /** Not in force yet: each page says 草稿 over its text. */
  draft?: boolean;
  /** Made to be posted or sent, so that no page says who took it. */
  published?: boolean;
  /** Ties the print to the version filed: printed at the foot of each page. */
  hash?: string;
};

export const DEMO_LINE = '演示数据 人物均为虚构';
export const SEAL_PLACE = '（盖章）';
export const DRAFT_MARK = '草稿';

/** Margins in mm, top right bottom left. Source of the letter's: GB/T 9704-2012, 5.2. */
export const margins = {
  letter: [37, 26, 35, 28],
  form: [20, 18, 20, 22],
  certificate: [14, 14, 14, 14],
} as const satisfies Record<Paper['layout'], readonly [number, number, number, number]>;

/** The sheet as it lies, in mm. */
export function sheetOf({ layout, landscape = layout === 'certificate', sheet }: Paper): {
  width: number;
  height: number;
} {
  const [short, long] = sheet === 'A3' ? [297, 420] : [210, 297];
  return landscape ? { width: long, height: short } : { width: short, height: long };
}

/** Room in mm between the frame of a certificate, which stands on its margins, and its words; top right bottom left. */
export const framing = [16, 24, 12, 24] as const;

/** Body size in points and line pitch in points: 22 lines of 28 characters for a letter. Source: GB/T 9704-2012, 5.2.2. */
export const body = {
  letter: { size: 16, line: 28.95, face: 'fang' },
  form: { size: 12, line: 20, face: 'song' },
  certificate: { size: 20, line: 38, face: 'kai' },
} as const satisfies Record<Paper['layout'], { size: number; line: number; face: Face }>;

/** Faces by name, as Word and the browser look them up; the first is the one the standard names. */
export const faces = {
  song: ['宋体', 'SimSun', 'Noto Serif SC', 'Noto Serif CJK SC', 'serif'],
  title: [
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S',
    '小标宋体',
    '宋体',
    'SimSun',
    'Noto Serif SC',
    'Noto Serif CJK SC',
    'serif',
  ],
  fang: ['仿宋_GB2312', '仿宋', 'FangSong', 'STFangsong', 'Noto Serif SC', 'Noto Serif CJK SC', 'serif'],
  kai: ['楷体_GB2312', '楷体', 'KaiTi', 'STKaiti', 'Noto Serif SC', 'Noto Serif CJK SC', 'serif'],
  hei: ['黑体', 'SimHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'sans-serif'],
} as const satisfies Record<Face, readonly string[]>;

/** The face of a heading. Source: GB/T 9704-2012, 7.3.3: first level 黑体, second 楷体. */
export const headingFace = { 1: 'hei', 2: 'kai' } as const satisfies Record<1 | 2, Face>;

/** A day as papers write it: 2026年3月2日; blank to be filled in where it is missing. */
export function longDay(day?: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? [];
  return year ? `${year}年${Number(month)}月${Number(date)}日` : '    年  月  日';
}

/** A month as forms write it: 1979.03. */
export const shortMonth = (month?: string): string => (month ? month.slice(0, 7).replace('-', '.') : '');

/** The rows of a pairs table as cells with their spans, and the number of its columns. */
export function pairCells(block: Extract<Block, { is: 'pairs' }>) {
  const columns = 2 * Math.max(1, ...block.rows.map(({ cells }) => cells.length));
  const rows = block.rows.map(({ cells, tall }) => ({
    tall,
    cells: cells.map(([label, value], i) => ({
      label,
      value,
      across: i === cells.length - 1 ? columns - 2 * cells.length + 1 : 1,
    })),
  }));
  const shares = Array.from({ length: columns }, (_, i) => block.widths?.[i] ?? (i % 2 === 0 ? 2 : 3));
  return { rows, shares };
}

/** The cells of rows with their spans spelt out and the column each begins in, beside cells that reach down into the row. */
export function placed(rows: readonly (readonly Cell[])[]) {
  const taken = new Set<string>();
  return rows.map((row, y) => {
    let column = 0;
    return row.map((cell) => {
      while (taken.has(`${y} ${column}`)) column++;
      const at = { across: 1, down: 1, ...(typeof cell === 'string' ? { text: cell } : cell), column };
      for (let below = y + 1; below < y + at.down; below++)
        for (let x = column; x < column + at.across; x++) taken.add(`${below} ${x}`);
      column += at.across;
      return at;
    });
  });
}
export type PlacedCell = ReturnType<typeof placed>[number][number];

/** Size in points of the red name over a letter: as large as one line of it allows, at most 36. */
export const letterheadSize = (name: string): number => {
  const [, right, , left] = margins.letter;
  return Math.max(18, Math.min(36, Math.floor(((210 - right - left) * 72) / 25.4 / (1.06 * [...name].length))));
};

/**
 * The head of a letter, in mm: from the upper edge of the text area to that of the red name, and from the number to the
 * red rule. Source: GB/T 9704-2012, 7.2.4 and 7.2.7.
 */
export const letterHead = { over: 35, rule: 4 } as const;

/** The rules of 版记 in mm: the first and last thick, those between thin. Source: GB/T 9704-2012, 7.4.1. */
export const imprintRules = { thick: 0.35, thin: 0.25 } as const;

/** Who issues a paper and when, in lines from above; （盖章） between where a seal belongs. */
export const issuedLines = ({ unit, seal, date }: Extract<Block, { is: 'issued' }>): string[] => [
  unit,
  ...(seal ? [SEAL_PLACE] : []),
  date,
];

/**
 * How far each of these lines ends before the right edge, in the unit of `wide`: four characters after the date, the
 * others centred on it, none over the edge. `em` is one character. Source: GB/T 9704-2012, 7.3.5.1.
 */
export function issuedInsets(lines: readonly string[], wide: (line: string) => number, em: number): number[] {
  const widths = lines.map(wide);
  const date = widths.at(-1) ?? 0;
  const after = Math.max(4 * em, (Math.max(...widths) - date) / 2);
  return widths.map((width) => after + (date - width) / 2);
}

/** The width of a line in characters, Latin ones counted as halves. */
export const emsOf = (line: string): number =>
  [...line].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) < 0x100 ? 0.5 : 1), 0);

/** A hash as it stands at the foot of a page: its first 16 characters in groups of four. */
export const hashLine = (hash: string): string => `版本校验码 ${hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}`;

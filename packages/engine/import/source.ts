import type { Locale } from '@juxian/base/text.ts';
import type { Ctx } from '../context.ts';
import type { CellLook } from '../kinds/kind.ts';
import type { Resolved } from '../overlay.ts';
import type { Mapping } from '../transfer.ts';
import type { Findings } from './findings.ts';
import type { LineRule } from './lines.ts';
import type { Memory } from './memory.ts';
import type { Names } from './names.ts';
import type { FoundSheet } from './sheets.ts';

export type Upload = { name: string; bytes: Uint8Array };
/** Where rows stand: the file, and in a workbook the sheet. */
export type At = { file: string; sheet?: string };

/** One record as an upload has it, read but not yet compared with what stands. */
export type StagedRow = {
  row: number;
  at: At;
  /** What the importer gives; blank cells are absent. */
  values: Record<string, unknown>;
  /** Fields of the system that only a source fills. */
  kept?: Record<string, unknown>;
  /** Pictures and papers that come with it, by field. */
  files?: { field: string; name: string; bytes: Uint8Array }[];
  /** The heading that each field stood under. */
  headings: Readonly<Record<string, string>>;
  /** Another module than the import's: what its records name and has to be there first. */
  module?: string;
  /** The id it gets where it is new, for rows that name it. */
  id?: string;
  /** The state it begins in where it is new; otherwise the import's. */
  state?: string;
};
export type Staged = { rows: StagedRow[]; found: FoundSheet[] };

/** What a source may know while it reads. */
export type SourceEnv = {
  ctx: Ctx;
  module: Resolved;
  /** Fields the importer may fill in. */
  fields: ReadonlySet<string>;
  look: CellLook;
  locale: Locale;
  /** `YYYY-MM-DD`. */
  today: string;
  mapping: Mapping;
  memory: Memory;
  findings: Findings;
  /** The records of a module by what people call them; `fields` hold other words for one. */
  names(module: string, fields?: readonly string[]): Promise<Names>;
};

/** How records of people are told apart where their key is blank, or says something else than their names. */
export type People = { name: string; match: readonly string[] };

/** Turns uploads into rows. One source serves a module; those without their own read plain tables. */
export type ImportSource = {
  read(env: SourceEnv, uploads: readonly Upload[]): Promise<Staged>;
  people?: People;
  /** When a line of a sub-table is the same line, by field; without a rule, where all its columns are. */
  lines?: Readonly<Record<string, LineRule>>;
};

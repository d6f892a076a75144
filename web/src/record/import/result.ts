import type { Question } from '@juxian/engine/import/findings.ts';
import type { FoundSheet } from '@juxian/engine/import/sheets.ts';
import type { CellIssue } from '@juxian/engine/transfer.ts';
import type { Job } from '../../api.ts';

/** What an import has come to so far. */
export type Result = {
  total: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: CellIssue[];
  warnings: CellIssue[];
  questions: Question[];
  sheets: FoundSheet[];
  kept: { row: number; id: string; title: string; forbidden?: true }[];
  /** Of an undo: what it took back, and what its author may not take back by now. */
  takenBack: number;
  forbidden: number;
  /** What rows say is not told: the reader's access has changed since. */
  withheld: boolean;
};

export function resultOf({ result }: Job): Result {
  const given = result as Partial<Result>;
  return {
    total: given.total ?? 0,
    created: given.created ?? 0,
    updated: given.updated ?? 0,
    unchanged: given.unchanged ?? 0,
    refused: given.refused ?? [],
    warnings: given.warnings ?? [],
    questions: given.questions ?? [],
    sheets: given.sheets ?? [],
    kept: given.kept ?? [],
    takenBack: given.takenBack ?? (given.created ?? 0) + (given.updated ?? 0),
    forbidden: given.forbidden ?? 0,
    withheld: given.withheld ?? false,
  };
}

/** The result without refusals that are but questions still open: these stand among the questions. */
export function withoutAsked(result: Result): Result {
  const asked = new Set(
    result.questions.filter(({ answer }) => !answer).map(({ column, message }) => `${column}|${message}`),
  );
  return { ...result, refused: result.refused.filter(({ column, message }) => !asked.has(`${column}|${message}`)) };
}

const rowsOf = (issues: readonly CellIssue[]): Set<string> =>
  new Set(issues.map(({ file, sheet, row }) => `${file}|${sheet}|${row}`));

/** Rows that do not load: those refused, and apart from them those that only wait for an answer. */
export function rowsLeft(result: Result): { refused: number; waiting: number } {
  if (result.withheld)
    return { refused: result.total - result.created - result.updated - result.unchanged, waiting: 0 };
  const refused = rowsOf(withoutAsked(result).refused).size;
  return { refused, waiting: rowsOf(result.refused).size - refused };
}

/** Where the wizard stands with a job. */
export type Stage = 'reading' | 'checked' | 'writing' | 'takingBack' | 'done' | 'undone' | 'cancelled' | 'failed';

const takingBack: ReadonlySet<string> = new Set(['undoing', 'cancelling', 'stopping']);

export function stageOf({ state, step }: Job): Stage {
  if (state === 'open') {
    if (step === 'staging') return 'reading';
    return takingBack.has(step) ? 'takingBack' : 'writing';
  }
  if (state === 'done') return step === 'checked' ? 'checked' : 'done';
  return state === 'undone' || state === 'cancelled' ? state : 'failed';
}

/** Questions that read the same, so that they may be answered together. */
export type Asked = { key: string; first: Question; all: Question[]; rows: number };

export function askedTogether(questions: readonly Question[]): Asked[] {
  const groups = new Map<string, Question[]>();
  for (const question of questions) {
    const { kind, column, value, message } = question;
    const key =
      kind === 'month' || kind === 'value' || kind === 'record' ? `${kind}|${column}|${value}|${message}` : question.id;
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  return [...groups].flatMap(([key, all]) => {
    const [first] = all;
    return first ? [{ key, first, all, rows: all.reduce((sum, { count }) => sum + count, 0) }] : [];
  });
}

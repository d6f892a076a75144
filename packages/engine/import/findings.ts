import { createHash } from 'node:crypto';
import type { Refusal } from '@juxian/base/refusal.ts';
import type { Locale } from '@juxian/base/text.ts';
import { type CellIssue, cellIssue } from '../transfer.ts';
import type { At } from './source.ts';

export type Option = { value: string; label: string };
export type QuestionKind = 'month' | 'value' | 'record' | 'column' | 'person' | 'name' | 'match' | 'repair';

/** What only a person can decide. Until it is answered the rows it concerns do not load. */
export type Question = {
  id: string;
  kind: QuestionKind;
  /** The first place where it arose. */
  at: At & { row: number };
  /** In how many rows it arose. */
  count: number;
  /** The column's heading, the field it fills, and what stands there. */
  column: string;
  field: string;
  value: string;
  message: string;
  options: Option[];
  /** Any record of this module is an answer too, by its id. */
  module?: string;
  /** The person or thing the row is about, where the answer may differ from row to row. */
  about?: string;
  /** What somebody has answered. */
  answer?: string;
};
/** Question to answer. */
export type Answers = Readonly<Record<string, string>>;

/** `parts` say which questions are the same one; `word` under which the county remembers the answer. */
export type Asking = Omit<Question, 'id' | 'count' | 'message' | 'answer'> & {
  parts: readonly string[];
  refusal: Refusal;
  word?: string;
};

/** What reading an upload comes to beside its rows. */
export class Findings {
  readonly issues: CellIssue[] = [];
  readonly warnings: CellIssue[] = [];
  readonly questions = new Map<string, Question>();
  /** Question to the word under which its answer is remembered. */
  readonly words: Record<string, string> = {};
  private readonly answers: Answers;
  private readonly locale: Locale;

  constructor(answers: Answers, locale: Locale) {
    this.answers = answers;
    this.locale = locale;
  }

  /**
   * The answer that a person gave, where `accepts` takes it; else the row is refused until there is one, and the
   * question noted.
   */
  ask<T>({ parts, refusal, word, ...question }: Asking, accepts: (answer: string) => T | undefined): T | undefined {
    const id = idOf(parts);
    if (word !== undefined) this.words[id] = word;
    const answer = this.answers[id];
    const taken = answer === undefined ? undefined : accepts(answer);
    const message = refusal.reason(this.locale);
    const asked = this.questions.get(id);
    if (asked) asked.count++;
    else
      this.questions.set(id, {
        ...question,
        id,
        count: 1,
        message,
        ...(taken === undefined || answer === undefined ? {} : { answer }),
      });
    if (taken === undefined) this.refuse(question.at, question.at.row, question.column, refusal, question.value);
    return taken;
  }

  isAnswered = (parts: readonly string[]): boolean => this.answers[idOf(parts)] !== undefined;

  refuse(at: At, row: number, column: string, refusal: Refusal, value = ''): void {
    this.issues.push(placed(cellIssue(row, column, refusal, this.locale, value), at));
  }

  warn(at: At, row: number, column: string, refusal: Refusal, value = ''): void {
    this.warnings.push(placed(cellIssue(row, column, refusal, this.locale, value), at));
  }
}

/** The same question has the same id in every reading of the same upload. */
const idOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16);

const placed = (issue: CellIssue, { file, sheet }: At): CellIssue => ({
  ...issue,
  ...(file ? { file } : {}),
  ...(sheet ? { sheet } : {}),
});

/** The rows that issues are about: several cells of a row count once. */
export const rowOf = ({ file = '', sheet = '', row }: CellIssue): string => `${file}\n${sheet}\n${row}`;

import { t } from '@juxian/base/text.ts';
import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { say } from './locale.ts';
import { words } from './words.ts';

/** RFC 9457, as REST and tRPC answer it. */
export type Problem = {
  status: number;
  code: string;
  title?: string;
  detail: string;
  requestId?: string;
  fields?: { path: string; code: string; message: string }[];
  /** The rule behind a refusal. */
  rule?: string;
  retryAfter?: number;
};

/** What went wrong, in words for the reader; `offline` where no answer came at all. */
export class Failed extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'Failed';
    this.problem = problem;
  }
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'status' in value;

const offline = (): Problem => ({ status: 0, code: 'offline', detail: say(words.offline) });

/** The problem behind anything thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Failed) return error.problem;
  if (error instanceof TypeError) return offline();
  return { status: 500, code: 'unknown', detail: error instanceof Error ? error.message : String(error) };
}

const bare = (path: string): string => path.replace(/^(values|input)\./, '');

/** What is said of one field, by its path; the whole entry, with its place in `field`, where only the head is known. */
export function issueAt(problem: Problem | undefined, path: string, field?: FieldAnswer): string | undefined {
  const own = problem?.fields?.find((issue) => bare(issue.path) === path);
  if (own) return own.message;
  const below = problem?.fields?.find((issue) => bare(issue.path).startsWith(`${path}.`));
  const within = below && field ? placeOf([field], below.path).within : '';
  return within ? `${within}：${below?.message}` : below?.message;
}

const inLine = t('第{n}行“{column}”', 'line {n}, “{column}”');
const line = t('第{n}行', 'line {n}');

/** The field an issue is about, the place within its sub-table in words, and the end of the id of its box. */
export function placeOf(fields: readonly FieldAnswer[], path: string): { label: string; within: string; box: string } {
  const [name = '', at, column] = bare(path).split('.');
  const field = fields.find((one) => one.name === name);
  if (!field?.columns || !/^\d+$/.test(at ?? '')) return { label: field?.label ?? path, within: '', box: name };
  const n = Number(at) + 1;
  const shown = field.columns.find((one) => one.name === column);
  return shown
    ? { label: field.label, within: say(inLine, { n, column: shown.label }), box: `${name}-${at}-${shown.name}` }
    : { label: field.label, within: say(line, { n }), box: name };
}

/** What is said of places that none of the named fields is, each once: it is read nowhere but with the whole. */
export const issuesBeyond = (problem: Problem | undefined, names: readonly string[]): string[] => {
  const said = (problem?.fields ?? []).filter(({ path }) => !names.includes(bare(path).split('.')[0] ?? ''));
  return [...new Set(said.map(({ message }) => message))].filter((message) => message !== problem?.detail);
};

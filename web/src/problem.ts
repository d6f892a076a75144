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

/** What is said of one field, by its path; the whole entry where only the head of the path is known. */
export const issueAt = (problem: Problem | undefined, path: string): string | undefined =>
  problem?.fields?.find(
    (issue) => issue.path === path || issue.path === `values.${path}` || issue.path === `input.${path}`,
  )?.message ??
  problem?.fields?.find((issue) => issue.path.replace(/^(values|input)\./, '').startsWith(`${path}.`))?.message;

/** What is said of places that none of the named fields is, each once: it is read nowhere but with the whole. */
export const issuesBeyond = (problem: Problem | undefined, names: readonly string[]): string[] => {
  const said = (problem?.fields ?? []).filter(
    ({ path }) => !names.includes(path.replace(/^(values|input)\./, '').split('.')[0] ?? ''),
  );
  return [...new Set(said.map(({ message }) => message))].filter((message) => message !== problem?.detail);
};

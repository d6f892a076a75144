import type { Ctx } from '../context.ts';
import type { PlannedRow } from '../import-plan.ts';
import { getPart, getParts, type Job, putPart } from '../jobs.ts';
import type { Mapping } from '../transfer.ts';
import type { Answers } from './findings.ts';
import type { Upload } from './source.ts';

export type Laid = {
  /** Field to the heading it stood under. */
  headings: Record<string, string>;
  /** The ids of records of other modules that come along. */
  own: string[];
  /** The modules in which there will be new records. */
  makes: string[];
  /** The fields that the importer could fill when the upload was read. */
  fields: string[];
};
export type Decided = { answers: Answers; mapping: Mapping };
/** `before`: what was decided at the last check, while the one under way may yet show that it cannot be. */
type Deciding = Decided & { before?: Decided };

/** The files of an import as they were sent. */
export async function uploadsOf(ctx: Ctx, id: string): Promise<Upload[]> {
  const parts = await getParts<{ name: string; bytes: string }>(ctx, id, 'upload');
  return parts.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, 'base64') }));
}

export async function decidedOf(ctx: Ctx, { id }: Pick<Job, 'id'>): Promise<Decided> {
  const { answers = {}, mapping = {} } = (await getPart<Deciding>(ctx, id, 'decided')) ?? {};
  return { answers, mapping };
}

/** Lays down what is decided now; `before` is what holds again where nothing can be made of it. */
export const decide = (ctx: Ctx, job: string, decided: Decided, before?: Decided): Promise<void> =>
  putPart(ctx, job, 'decided', { ...decided, ...(before ? { before } : {}) } satisfies Deciding);

/** Goes back to what was decided at the last check. @returns whether there was one that still stands. */
export async function decideAsBefore(ctx: Ctx, job: string): Promise<boolean> {
  const { before } = (await getPart<Deciding>(ctx, job, 'decided')) ?? {};
  if (before) await decide(ctx, job, before);
  return before !== undefined;
}

export const rowsInPart = 500;
const partName = (i: number): string => `plan-${String(i).padStart(5, '0')}`;

/** Lays a plan down, in place of an earlier one. */
export async function putPlan(ctx: Ctx, job: string, rows: readonly PlannedRow[]): Promise<void> {
  const parts = Math.ceil(rows.length / rowsInPart);
  // One more, empty: an earlier plan of the same job may have been longer.
  for (let i = 0; i <= parts; i++)
    await putPart(ctx, job, partName(i), rows.slice(i * rowsInPart, (i + 1) * rowsInPart));
  lastPart = undefined;
}

// Read for 25 chunks in a row; a plan does not change once it is being written.
let lastPart: { name: string; rows: PlannedRow[] } | undefined;

/** Part of a plan, 500 rows each; empty behind the last. */
export async function planPart(ctx: Ctx, job: string, i: number): Promise<PlannedRow[]> {
  const name = `${job}#${i}`;
  if (lastPart?.name !== name) lastPart = { name, rows: (await getPart<PlannedRow[]>(ctx, job, partName(i))) ?? [] };
  return lastPart.rows;
}

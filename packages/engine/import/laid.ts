import type { Ctx } from '../context.ts';
import type { PlannedRow } from '../import-plan.ts';
import { getPart, getParts, type Job, putPart } from '../jobs.ts';
import type { Mapping } from '../transfer.ts';
import type { Answers } from './findings.ts';
import type { Upload } from './source.ts';

/**
 * Field to the heading it stood under, the ids of records of other modules that come along, and the modules in which
 * there will be new records.
 */
export type Laid = { headings: Record<string, string>; own: string[]; makes: string[] };
export type Decided = { answers: Answers; mapping: Mapping };

/** The files of an import as they were sent. */
export async function uploadsOf(ctx: Ctx, id: string): Promise<Upload[]> {
  const parts = await getParts<{ name: string; bytes: string }>(ctx, id, 'upload');
  return parts.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, 'base64') }));
}

export async function decidedOf(ctx: Ctx, { id, input }: Job): Promise<Decided> {
  const decided = await getPart<Decided>(ctx, id, 'decided');
  return decided ?? { answers: {}, mapping: (input.mapping as Mapping | undefined) ?? {} };
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

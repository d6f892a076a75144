import { createHash } from 'node:crypto';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { type JobAnswer, listJobs } from '@juxian/engine/jobs.ts';
import { admissionOf, type ListGate } from '@juxian/engine/list-gate.ts';
import type { ModuleRows } from '@juxian/engine/module-rows.ts';
import { isOutside, moduleOf } from '@juxian/engine/registry.ts';
import type { Hono } from 'hono';
import type { ApiEdge } from './records.ts';

/** `now` is what to ask with next time. */
export type ChangesAnswer = { now: string; modules: string[]; jobs: JobAnswer[] };

type Marks = Record<string, string>;

const jobsMark = '';

/**
 * Modules in which something the actor sees has changed since, and the actor's own jobs where one of them has.
 * Without `since` every module counts as changed. @returns undefined where nothing has changed.
 */
export async function changesSince(ctx: Ctx, since: string | undefined): Promise<ChangesAnswer | undefined> {
  const before = openMarks(since);
  const jobs = isOutside(ctx) || ctx.actor.kind === 'link' ? [] : await listJobs(ctx);
  const marks: Marks = {
    ...(await moduleMarks(ctx)),
    [jobsMark]: markOf(jobs.map(({ id, state, done }) => [id, state, done])),
  };
  const changed = Object.keys(marks).filter((name) => marks[name] !== before[name]);
  if (since !== undefined && changed.length === 0) return undefined;
  return {
    now: Buffer.from(JSON.stringify(marks)).toString('base64url'),
    modules: changed.filter((name) => name !== jobsMark),
    jobs: changed.includes(jobsMark) ? jobs : [],
  };
}

function openMarks(since: string | undefined): Marks {
  try {
    const marks: unknown = JSON.parse(Buffer.from(since ?? '', 'base64url').toString());
    return typeof marks === 'object' && marks !== null ? (marks as Marks) : {};
  } catch {
    return {};
  }
}

const markOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);

async function moduleMarks(ctx: Ctx): Promise<Marks> {
  const names = [...ctx.registry.keys()].filter(
    (name) => !ctx.config.off.includes(name) && (!isOutside(ctx) || ctx.registry.get(name)?.reach === 'portal'),
  );
  const marks = await Promise.all(
    names.map(async (name) => {
      const module = moduleOf(ctx, name);
      const gate = await gateOf(ctx, module);
      if (gate.grants.length === 0) return [];
      const rows = await ctx.rows.recent(ctx, module);
      return [[name, `${module.overlayVersion}.${seenMark(rows, gate, ctx.clock.today())}`] as const];
    }),
  );
  return Object.fromEntries(marks.flat());
}

const known = new WeakMap<ModuleRows, Map<string, { version: number; mark: string }>>();
const gatesKept = 200;

/** Ids and revisions of the rows the gate lets through, so that what is out of sight leaves no trace. */
function seenMark(rows: ModuleRows, gate: ListGate, today: string): string {
  const marks = known.get(rows) ?? new Map<string, { version: number; mark: string }>();
  known.set(rows, marks);
  const key = `${today} ${gate.signature}`;
  const held = marks.get(key);
  if (held?.version === rows.version) return held.mark;
  const { seen } = admissionOf(rows, gate, today);
  const hash = createHash('sha256');
  for (let slot = 0; slot < rows.count; slot++)
    if (seen[slot]) hash.update(`${rows.ids[slot]}.${rows.revisionAt(slot)} `);
  const mark = hash.digest('base64url').slice(0, 12);
  if (marks.size >= gatesKept) marks.clear();
  marks.set(key, { version: rows.version, mark });
  return mark;
}

export function changeRoutes(app: Hono<ApiEdge>): void {
  app.get('/changes', async (c) => {
    const answer = await changesSince(c.var.ctx, c.req.query('since'));
    return answer ? c.json(answer) : c.body(null, 304);
  });
}

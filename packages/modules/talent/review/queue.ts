import type { Ctx } from '@juxian/engine/context.ts';
import type { RecordFacts } from '@juxian/engine/define.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { missing, openFor } from '@juxian/engine/open.ts';
import { factsOf } from '@juxian/engine/stored.ts';
import type { Item } from './draw.ts';
import { handedOf } from './handed.ts';
import { type Sight, sightOf } from './sight-set.ts';

/**
 * The items still to be done: those of which fewest are in come first, equals in the order of the sheet; what was skipped
 * comes last, in the order it was skipped.
 */
export function queueOrder(given: {
  codes: readonly string[];
  done: ReadonlySet<string>;
  skipped: readonly string[];
  /** Scores handed in by everybody, by code. */
  counts: ReadonlyMap<string, number>;
}): string[] {
  const { codes, done, counts } = given;
  const skipped = given.skipped.filter((code) => codes.includes(code) && !done.has(code));
  const countOf = (code: string) => counts.get(code) ?? 0;
  return [
    ...codes
      .filter((code) => !done.has(code) && !skipped.includes(code))
      .sort((a, b) => countOf(a) - countOf(b) || codes.indexOf(a) - codes.indexOf(b)),
    ...skipped,
  ];
}

/** An expert's own sheet. @throws Refusal `missing.record` for everybody else, the office included. */
export async function ownSheetOf(ctx: Ctx, id: string): Promise<RecordFacts> {
  const { record, parts } = await openFor(ctx, { module: 'review', id });
  if (!parts.some(({ role }) => role === 'expert')) throw missing();
  return factsOf(record);
}

/** Codes, never numbers: how many sheets others handed in is not told. `sight`: what experts of the panel see of each other. */
export type Queue = {
  order: string[];
  handed: string[];
  aside: string[];
  skipped: string[];
  total: number;
  sight: Sight;
};

/** Sheets whose scores count for the order. */
const living: ReadonlySet<string> = new Set(['scoring', 'submitted', 'opened']);

/** What the expert of a sheet does next, first to last, and what is behind him. */
export async function queueOf(ctx: Ctx, own: string): Promise<Queue> {
  const sheet = await ownSheetOf(ctx, own);
  const { codes, panel: id, skipped = [] } = sheet.values as { codes: string[]; panel: string; skipped?: string[] };
  const look = lookOf(ctx);
  const panel = await look.record('panel', id);
  const items = (panel?.values.items ?? []) as Item[];
  const codeOf = new Map(items.map(({ copy, code }) => [copy, code]));
  const counts = new Map<string, number>();
  for (const { state, values } of await look.rows('review', { panel: id }))
    for (const copy of living.has(state) ? ((values.given ?? []) as string[]) : []) {
      const code = codeOf.get(copy) ?? '';
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  const lines = handedOf(sheet.values);
  const done = new Set(lines.map(({ code }) => code ?? ''));
  const order = sheet.state === 'scoring' ? queueOrder({ codes, done, skipped, counts }) : [];
  return {
    order,
    handed: lines.flatMap(({ code, recused }) => (recused ? [] : (code ?? []))),
    aside: lines.flatMap(({ code, recused }) => (recused ? (code ?? []) : [])),
    skipped: skipped.filter((code) => order.includes(code)),
    total: codes.length,
    sight: sightOf(panel?.values ?? {}),
  };
}

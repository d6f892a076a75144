import { addWorkingDays, deadlineText, publicityEnds, workingDaysBetween } from '@juxian/rules/calendar.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { gateOf, partsFor } from './access.ts';
import type { Ctx } from './context.ts';
import type { Look } from './define.ts';
import type { CellLook, Fields } from './kinds/kind.ts';
import { people } from './kinds/person/server.ts';
import type { Resolved } from './overlay.ts';
import { namedBy } from './reference.ts';
import { isOutside, moduleOf, targetOf } from './registry.ts';
import { factsOf, loadRecord } from './stored.ts';
import { readUrn } from './urn.ts';

/** What the seams of a declaration may read: other records, figures and working days of the county. */
export function lookOf(ctx: Ctx): Look {
  const local = { closed: ctx.config.closedDays };
  return {
    async record(module, id) {
      const stored = await loadRecord(ctx, moduleOf(ctx, module), id);
      return stored && !stored.gone && !stored.job ? factsOf(stored) : undefined;
    },
    async rows(module, where = {}) {
      return (await ctx.rows.fresh(ctx, moduleOf(ctx, module))).where(where);
    },
    figure: figuresFor(ctx.config.figures, ctx.clock.today()),
    figureOn: (day) => figuresFor(ctx.config.figures, day),
    addWorkingDays: (day, days) => addWorkingDays(day, days, local),
    workingDaysBetween: (from, to) => workingDaysBetween(from, to, local),
    publicityEnds: (start, days) => publicityEnds(start, days, local),
    office: {
      name: ctx.config.office.name,
      phone: ctx.config.office.phone,
      kind: ctx.config.kind,
      verified: ctx.config.verified,
    },
    urn: (module, id, question) => readUrn(ctx, { module: moduleOf(ctx, module), id, question }),
    isOn: (module, move) => !moduleOf(ctx, module).movesOff.has(move),
  };
}

/** The end of the last working day the county gives a record for leaving the state it enters; a move's own due goes before it. */
export function ownDeadline(ctx: Ctx, { deadlines }: Resolved, state: string): string | undefined {
  const days = deadlines.get(state);
  if (days === undefined) return undefined;
  return `${addWorkingDays(ctx.clock.today(), days, { closed: ctx.config.closedDays })}T17:30:00+08:00`;
}

/** 还有n个工作日, 今天, 逾期n天. */
export const dueText = (ctx: Ctx, due: string) =>
  deadlineText(ctx.clock.today(), due.slice(0, 10), { closed: ctx.config.closedDays });

/** Titles of all records and names of all people that these values name, by id. */
export async function titlesOf(
  ctx: Ctx,
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const titles: Record<string, string> = {};
  const namings = namedBy(fields, values);
  for (const { module, id } of namings) {
    if (module === people || !ctx.registry.has(module) || ctx.config.off.includes(module)) continue;
    const row = (await ctx.rows.recent(ctx, moduleOf(ctx, module))).get(id);
    if (row) titles[id] = row.title;
  }
  const persons = namings.filter(({ module }) => module === people).map(({ id }) => id);
  if (persons.length > 0 && !isOutside(ctx))
    for (const { id, name } of (await ctx.people.named(persons)).values()) titles[id] = name;
  return titles;
}

/** Names behind ids and ids behind names for cells, of records within the actor's scope. */
export async function cellLookOf(ctx: Ctx, fields: Fields): Promise<CellLook> {
  const names = new Set(
    Object.values(fields).flatMap((field) => (field.kind === 'ref' || field.kind === 'refs' ? [targetOf(field)] : [])),
  );
  const rows = new Map<string, Map<string, string>>();
  for (const name of names) {
    const module = moduleOf(ctx, name);
    const gate = await gateOf(ctx, module);
    const seen = (await ctx.rows.recent(ctx, module))
      .where({})
      .filter((row) => partsFor(ctx, gate, module, row).length > 0);
    rows.set(name, new Map(seen.map((row) => [row.id, row.title])));
  }
  return {
    locale: ctx.locale,
    title: (module, id) => rows.get(module)?.get(id),
    find: (module, title) => [...(rows.get(module) ?? [])].filter(([, known]) => known === title).map(([id]) => id),
  };
}

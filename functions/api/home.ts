import { holds, type Role } from '@juxian/base/actor.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import { readConfig } from '@juxian/core/config.ts';
import { type Gate, gateOf, maskedValues, partsFor, visibleFields } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Phase, Room, RowFacts } from '@juxian/engine/define.ts';
import { dueText } from '@juxian/engine/look.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { stateLabel } from '@juxian/engine/record.ts';
import { isOutside, moduleOf } from '@juxian/engine/registry.ts';
import { isConfidential } from '@juxian/engine/room.ts';
import { shownTitle } from '@juxian/engine/title.ts';
import type { Deps } from '../deps.ts';

const roomTitles: Record<Room, Text> = {
  talent: t('人才工作室', 'Talent studios'),
  expertise: t('专家智库', 'Experts and think tank'),
  attraction: t('引才服务', 'Attraction and services'),
  cadre: t('干部', 'Cadres'),
  supervision: t('监督', 'Supervision'),
  grassroots: t('基层', 'Grassroots'),
  office: t('部机关', 'The office'),
};

type Seen = { module: Resolved; gate: Gate; rows: RowFacts[] };

/** Every module of which the actor sees something, with the rows in scope. */
async function seenModules(ctx: Ctx): Promise<Seen[]> {
  const names = [...ctx.registry.keys()].filter(
    (name) => !ctx.config.off.includes(name) && (!isOutside(ctx) || ctx.registry.get(name)?.reach === 'portal'),
  );
  const seen = await Promise.all(
    names.map(async (name) => {
      const module = moduleOf(ctx, name);
      const gate = await gateOf(ctx, module);
      const staffParts = gate.parts.filter(({ role }) => role !== 'public');
      if (staffParts.length === 0) return undefined;
      const own = { ...gate, parts: staffParts };
      const rows = (await ctx.rows.recent(ctx, module))
        .where({})
        .filter((row) => partsFor(ctx, own, module, row).length > 0);
      return { module, gate: own, rows };
    }),
  );
  return seen.filter((one) => one !== undefined);
}

const owes = (ctx: Ctx, module: Resolved, row: RowFacts): Text | undefined => {
  const owed = module.states[row.state]?.owes;
  return owed?.roles.some((role: Role) => holds(ctx.actor, role)) ? owed.task : undefined;
};

export type Owed = {
  module: string;
  id: string;
  title: string;
  task: string;
  state: string;
  stateLabel: string;
  phase: Phase;
  due?: string;
  dueText?: string;
};

/** What the actor owes, by due date; what has none comes last. */
export async function listOwed(ctx: Ctx): Promise<Owed[]> {
  const owed: Owed[] = [];
  for (const { module, gate, rows } of await seenModules(ctx))
    for (const row of rows) {
      const task = owes(ctx, module, row);
      if (!task) continue;
      const visible = visibleFields(partsFor(ctx, gate, module, row));
      owed.push({
        module: module.name,
        id: row.id,
        title: shownTitle(module, row.title, visible, maskedValues(module, row.values, visible)),
        task: say(task, ctx.locale),
        state: row.state,
        stateLabel: say(stateLabel(ctx, module, row.state), ctx.locale),
        phase: module.states[row.state]?.phase ?? 'open',
        ...(row.due ? { due: row.due, dueText: say(dueText(ctx, row.due), ctx.locale) } : {}),
      });
    }
  return owed.sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'));
}

/** The navigation: rooms with the actor's modules, how many records each holds and how many are owed. */
export async function listRooms(ctx: Ctx) {
  const rooms = new Map<Room, { name: string; title: string; count: number; owed: number }[]>();
  for (const { module, rows } of await seenModules(ctx)) {
    const owed = rows.filter((row) => owes(ctx, module, row)).length;
    const line = { name: module.name, title: say(module.title, ctx.locale), count: rows.length, owed };
    rooms.set(module.room, [...(rooms.get(module.room) ?? []), line]);
  }
  return [...rooms].map(([room, modules]) => ({ room, title: say(roomTitles[room], ctx.locale), modules }));
}

/** Rooms that nobody has confirmed in writing, on the internet; for the staff, who would look for them. */
export async function listClosedRooms({ isOnline }: Pick<Deps, 'isOnline'>, ctx: Ctx) {
  const { confirmed = {} } = isOnline ? await readConfig(ctx.store, 'staff') : {};
  const rooms = [...new Set([...ctx.registry.values()].map(({ room }) => room))];
  return rooms
    .filter((room) => isOnline && isConfidential({ room }) && !confirmed[room])
    .map((room) => ({ room, title: say(roomTitles[room], ctx.locale) }));
}

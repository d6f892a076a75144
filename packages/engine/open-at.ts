import { dayOf } from '@juxian/base/clock.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { isDay } from '@juxian/rules/day.ts';
import { type Gate, partsFor } from './access.ts';
import type { Ctx } from './context.ts';
import { fieldsSeenOn, valuesOn } from './dated.ts';
import { valuesKnownAt } from './history.ts';
import { type Address, missing, openFor } from './open.ts';
import type { Resolved } from './overlay.ts';
import type { Stored } from './stored.ts';

/** Two times a record may be asked for at once. */
export type Times = {
  /** The day whose drawn values are wanted; today, or the day of `knownAt` where that is earlier. */
  asOf?: string;
  /** What had been recorded by the end of this day, or at this moment; everything where absent. */
  knownAt?: string;
};

/** A record at a time: drawn fields hold what is valid on `day`; `isNow` unless another time was asked for. */
export type OpenedAt = {
  module: Resolved;
  record: Stored;
  gate: Gate;
  parts: Gate['parts'];
  day: string;
  isNow: boolean;
};

/**
 * Loads a record within the actor's scope, as valid on a day and as recorded by a moment. Units and other drawn fields
 * that scopes look at are today's, whatever was asked for; what is not dated stands as recorded.
 * @throws Refusal `missing.record` also where it was not recorded yet, `invalid.asOf`, `invalid.knownAt`.
 */
export async function openAt(ctx: Ctx, { asOf, knownAt, ...address }: Address & Times): Promise<OpenedAt> {
  const today = ctx.clock.today();
  if (asOf !== undefined && !isDay(asOf))
    throw refuseField('asOf', 'invalid.asOf', t('asOf 应为日期，如 2026-03-31', 'asOf must be a day, like 2026-03-31'));
  const until = knownAt === undefined ? undefined : lastMoment(knownAt);
  const opened = await openFor(ctx, address);
  const day = asOf ?? earlier(until === undefined ? today : dayOf(until), today);
  const { module, gate } = opened;
  if (until === undefined) {
    const values = valuesOn(module, opened.record.values, day);
    const parts = partsOn(module, opened.parts, day, today);
    return { ...opened, parts, record: { ...opened.record, values }, day, isNow: day === today };
  }
  const then = await valuesKnownAt(ctx, module, opened.record, until);
  if (!then) throw missing();
  const record = { ...opened.record, ...then, title: module.summary(then.values) };
  const drawnToday = Object.fromEntries(module.drawn.map(({ name }) => [name, opened.record.values[name]]));
  const parts = partsFor(ctx, gate, module, { ...record, values: { ...then.values, ...drawnToday } });
  if (parts.length === 0) throw missing();
  const values = valuesOn(module, then.values, day);
  return {
    module,
    gate,
    // What was recorded then is another day's line even where the day is today.
    parts: partsOn(module, parts, '', today),
    record: { ...record, values },
    day,
    isNow: false,
  };
}

const partsOn = (module: Resolved, parts: Gate['parts'], day: string, today: string): Gate['parts'] =>
  parts.map((part) => ({ ...part, fields: fieldsSeenOn(module, part.fields, day, today) }));

const earlier = (a: string, b: string): string => (a < b ? a : b);

function lastMoment(given: string): number {
  const isDated = isDay(given.slice(0, 10));
  const moment = Date.parse(given.length === 10 ? `${given}T23:59:59.999+08:00` : given);
  if (!isDated || Number.isNaN(moment))
    throw refuseField('knownAt', 'invalid.knownAt', t('knownAt 应为日期或时刻', 'knownAt must be a day or a moment'));
  return moment;
}

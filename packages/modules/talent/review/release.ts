import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, NewRecord, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { applicationsOf, pairsOf } from './assigning.ts';
import { copyOf, sheetOf } from './draw.ts';
import { type Assigning, assigningOf, barsOf, fewOf, isExcepted, recordsOf, type Seat, unitNamesOf } from './plan.ts';
import { tallied } from './tally.ts';

/** Records that one transaction makes or changes besides the panel itself. */
export const chunk = 40;

/**
 * Closes the plan: checks it once more against the records as they stand and gives every expert a seat. Copies and sheets
 * follow in chunks (`carryOn`); until all are there no expert sees any.
 * @throws Refusal `conflict.unassigned`, `conflict.barred`, `conflict.retired`, naming items and experts.
 */
export async function release(look: Look, panel: RecordFacts, given: { until: string; now: string; today: string }) {
  if (given.until <= given.today)
    throw new Refusal('invalid.until', t('评分截止须晚于今天', 'The last day must lie ahead'));
  const assigning = assigningOf(panel);
  const { items, plan, exceptions } = assigning;
  const bare = items.filter(({ application }) => !plan[application]?.length);
  const thin = items.filter(({ application }) => (plan[application]?.length ?? 0) < (assigning.perItem ?? 1));
  if (bare.length > 0 || thin.length > 0)
    throw new Refusal(
      'conflict.unassigned',
      t('{items}分到的专家不足{perItem}人', '{items} have fewer than {perItem} experts'),
      {
        values: {
          items: fewOf((bare.length > 0 ? bare : thin).map(({ code }) => code)),
          perItem: assigning.perItem ?? 1,
        },
      },
    );
  if (exceptions.some(({ settled }) => !settled))
    throw new Refusal('conflict.exception', t('有例外尚未由第二人确认', 'An exception waits for the second person'));
  const pairs = pairsOf(plan);
  const experts = await recordsOf(
    look,
    'expert',
    pairs.map(({ expert }) => expert),
  );
  const retired = experts.filter(({ state }) => state !== 'active');
  if (retired.length > 0)
    throw new Refusal('conflict.retired', t('{experts}已出库，请改派', '{experts} left the register; assign others'), {
      values: { experts: fewOf(retired.map(({ title }) => title)) },
    });
  const filed = await recordsOf(look, 'application', applicationsOf(items));
  const bars = await barsOf(look, experts, filed, given.today);
  const barred = pairs.filter(({ item, expert }) => bars[item]?.[expert] && !isExcepted(assigning, item, expert));
  if (barred.length > 0)
    throw new Refusal('conflict.barred', t('分配后出现回避情形：{pairs}', 'Conflicts have come up since: {pairs}'), {
      values: {
        pairs: fewOf(
          barred.map(({ item, expert }) => {
            const code = items.find(({ application }) => application === item)?.code;
            return `${code} ${experts.find(({ id }) => id === expert)?.title}`;
          }),
        ),
      },
    });
  const seats: Seat[] = [...new Set(pairs.map(({ expert }) => expert))].map((expert, i) => ({
    seat: i + 1,
    expert,
    sheet: newId('record'),
  }));
  return {
    set: {
      bars,
      seats,
      sheets: seats.map(({ sheet }) => sheet),
      members: seats.map(({ expert }) => expert),
      lastSeat: seats.length,
      until: given.until,
      laid: 0,
      round: 1,
      returned: 0,
    },
    due: given.now,
  };
}

/** The end of the last day of scoring. */
export const untilEnd = (panel: RecordFacts): string => `${String(panel.values.until)}T23:59:59+08:00`;

/**
 * One chunk of what a panel still has to do. Made and counted in one transaction, so that whoever goes on, the office's
 * page or the clock, does nothing twice.
 */
export async function carryOn(look: Look, panel: RecordFacts, now: string) {
  return panel.state === 'tallying' ? tallyOn(look, panel, now) : layOn(look, panel, now);
}

async function layOn(look: Look, panel: RecordFacts, now: string) {
  const assigning = assigningOf(panel);
  const laid = Number(panel.values.laid ?? 0);
  const total = assigning.items.length + assigning.seats.length;
  if (laid < total) {
    const create = await made(look, panel, assigning, laid);
    return { set: { laid: laid + create.length }, due: now, create };
  }
  const held = (
    await recordsOf(
      look,
      'review',
      assigning.seats.map(({ sheet }) => sheet),
    )
  ).filter(({ state }) => state === 'held');
  const change = held.slice(0, chunk).map(
    (sheet): OtherChange => ({
      module: 'review',
      id: sheet.id,
      revision: sheet.revision,
      event: 'invite',
      state: 'invited',
    }),
  );
  return held.length > chunk ? { due: now, change } : { state: 'scoring' as const, due: untilEnd(panel), change };
}

async function made(look: Look, panel: RecordFacts, assigning: Assigning, laid: number): Promise<NewRecord[]> {
  const { items, seats, plan } = assigning;
  const unitNames = await unitNamesOf(look);
  const kind = String(panel.values.kind);
  const some = items.slice(laid, laid + chunk);
  if (some.length > 0) {
    const filed = new Map((await recordsOf(look, 'application', applicationsOf(some))).map((one) => [one.id, one]));
    return some.map((item) => copyOf(panel, kind, item, filed.get(item.application), unitNames));
  }
  const hostOf = await hostsOf(look, unitNames);
  return seats.slice(laid - items.length, laid - items.length + chunk).map(({ seat, expert, sheet }) => {
    const own = items.filter(({ application }) => plan[application]?.includes(expert));
    return assignedSheet(panel, { seat, expert, sheet }, own, hostOf, 'held');
  });
}

/** The name of the unit that each application comes from. */
export async function hostsOf(look: Look, unitNames: ReadonlyMap<string, string>): Promise<(id: string) => string> {
  const rows = new Map((await look.rows('application')).map((row) => [row.id, row]));
  return (id) => unitNames.get(String(rows.get(id)?.values.hostUnit)) ?? '';
}

/** A sheet with an expert's own items only, and only their units for his declaration. */
export const assignedSheet = (
  panel: RecordFacts,
  { seat, expert, sheet }: Seat,
  items: Assigning['items'],
  hostOf: (id: string) => string,
  state?: 'held',
): NewRecord =>
  sheetOf(panel, {
    expert,
    seat,
    review: sheet,
    kind: String(panel.values.kind),
    items,
    criteria: assigningOf(panel).criteria,
    units: [...new Set(applicationsOf(items).map(hostOf))].filter(Boolean).sort(),
    due: untilEnd(panel),
    ...(state ? { state } : {}),
  });

async function tallyOn(look: Look, panel: RecordFacts, now: string) {
  const change = await tallied(look, panel);
  return change.length > chunk
    ? { due: now, change: change.slice(0, chunk) }
    : { state: 'opened' as const, due: null, change };
}

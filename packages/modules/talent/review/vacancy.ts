import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { assign } from '@juxian/rules/assignment.ts';
import { draw } from '@juxian/rules/lot.ts';
import {
  applicationsOf,
  barredLines,
  pairsOf,
  planOf,
  readLines,
  refuseLines,
  refuseShort,
  suiting,
} from './assigning.ts';
import { sha256 } from './draw.ts';
import {
  type Assigning,
  assigningOf,
  type Bars,
  barsOf,
  recordsOf,
  type Seat,
  unitNamesOf,
  type Vacancy,
} from './plan.ts';
import { assignedSheet, chunk, hostsOf } from './release.ts';

export const openVacancies = ({ vacancies }: Pick<Assigning, 'vacancies'>): Vacancy[] =>
  vacancies.filter(({ to, waived }) => to === undefined && waived === undefined);

type Left = { expert: string; reason: Vacancy['reason']; note?: string; at: string };

/** The plan and the vacancies after an expert has left the items of these codes. */
export function vacated(panel: RecordFacts, codes: readonly string[], { expert, ...left }: Left) {
  const { items, plan, vacancies } = assigningOf(panel);
  const gone = items.filter(({ code }) => codes.includes(code));
  const ids = new Set(applicationsOf(gone));
  return {
    plan: planOf(
      items,
      pairsOf(plan).filter((pair) => pair.expert !== expert || !ids.has(pair.item)),
    ),
    vacancies: [
      ...vacancies,
      ...gone.map(
        ({ application, code }): Vacancy => ({ id: newId('line'), application, code, from: expert, ...left }),
      ),
    ],
  };
}

/** What becomes of the panel when an expert declines his whole sheet: his items are vacant, his seat is no longer counted. */
export function leaveSeat(panel: RecordFacts, sheet: RecordFacts, left: Left): OtherChange {
  const { seats } = assigningOf(panel);
  const staying = seats.filter((seat) => seat.sheet !== sheet.id);
  const { codes } = sheet.values as { codes: string[] };
  return {
    module: 'panel',
    id: panel.id,
    revision: panel.revision,
    event: 'vacate',
    set: { ...vacated(panel, codes, left), ...seatedIn(staying) },
  };
}

const seatedIn = (seats: readonly Seat[]) => ({
  seats: [...seats],
  sheets: seats.map(({ sheet }) => sheet),
  members: [...new Set(seats.map(({ expert }) => expert))],
});

/** Conflicts as the records have them, and as experts declared them in this round. */
async function barsNow(look: Look, assigning: Assigning, ids: readonly string[], today: string): Promise<Bars> {
  const experts = await recordsOf(look, 'expert', assigning.pool);
  const bars = await barsOf(look, experts, await recordsOf(look, 'application', ids), today);
  for (const { application, from } of assigning.vacancies)
    bars[application] = { ...bars[application], [from]: [...(bars[application]?.[from] ?? []), 'declared'] };
  return bars;
}

export type Proposal = { vacancy: string; application: string; code: string; expert: string; load: number };

/**
 * Who should come for every vacancy: free of conflict, not on the item yet, who has fewest items, and among them whose
 * field it is. Who declined a sheet of the panel is not asked again.
 * @throws Refusal `conflict.short` naming what stands in the way.
 */
export async function proposals(look: Look, panel: RecordFacts, today: string): Promise<Proposal[]> {
  const assigning = assigningOf(panel);
  const open = openVacancies(assigning);
  if (open.length === 0) return [];
  const ids = [...new Set(open.map(({ application }) => application))];
  const bars = await barsNow(look, assigning, ids, today);
  const left = new Set(
    assigning.vacancies.filter(({ reason }) => reason !== 'declared' && reason !== 'abstained').map(({ from }) => from),
  );
  const records = [
    ...(await recordsOf(look, 'expert', assigning.pool)),
    ...(await recordsOf(look, 'application', ids)),
  ];
  const byId = new Map(records.map((one) => [one.id, one]));
  const able = assigning.pool.filter((id) => byId.get(id)?.state === 'active' && !left.has(id));
  const cap = assigning.cap ?? 200;
  const perItem = (item: string) =>
    (assigning.plan[item]?.length ?? 0) + open.filter(({ application }) => application === item).length;
  const found = assign({
    items: applicationsOf(assigning.items),
    experts: draw(`${panel.values.seed}#${open[0]?.id}`, able, able.length, sha256),
    perItem,
    cap,
    isBarred: (item, expert) => bars[item]?.[expert] !== undefined,
    kept: pairsOf(assigning.plan),
    suits: suiting(byId),
  });
  if (found.short)
    throw refuseShort(look, found.short, { ...assigning, bars }, { perItem: perItem(ids[0] ?? ''), cap }, byId);
  const before = new Set(pairsOf(assigning.plan).map(({ item, expert }) => `${item} ${expert}`));
  const added = found.pairs.filter(({ item, expert }) => !before.has(`${item} ${expert}`));
  return open.flatMap(({ id, application, code }) => {
    const at = added.findIndex(({ item }) => item === application);
    const [pair] = at < 0 ? [] : added.splice(at, 1);
    return pair
      ? [{ vacancy: id, application, code, expert: pair.expert, load: found.loads.get(pair.expert) ?? 0 }]
      : [];
  });
}

/**
 * Fills vacancies: those of the lines that name an expert for an item, or all as proposed. Everybody who comes gets a
 * sheet of his own with a seat of its own, which he sees when the panel has carried on.
 * @throws Refusal `conflict.vacancies` where none is open, `invalid.lines` for lines that fill none.
 */
export async function fill(look: Look, panel: RecordFacts, given: { lines?: string; now: string; today: string }) {
  const assigning = assigningOf(panel);
  const open = openVacancies(assigning);
  if (open.length === 0) throw new Refusal('conflict.vacancies', t('没有空缺', 'Nothing is vacant'));
  const chosen = given.lines
    ? await chosenIn(look, panel, given.lines, given.today)
    : await proposals(look, panel, given.today);
  const coming = [...new Set(chosen.map(({ expert }) => expert))].slice(0, chunk);
  const taken = chosen.filter(({ expert }) => coming.includes(expert));
  const last = Math.max(0, ...assigning.seats.map(({ seat }) => seat), Number(panel.values.lastSeat ?? 0));
  const added = coming.map((expert, i): Seat => ({ seat: last + i + 1, expert, sheet: newId('record') }));
  const hostOf = await hostsOf(look, await unitNamesOf(look));
  const itemsFor = (who: string) =>
    assigning.items.filter(({ application }) =>
      taken.some((one) => one.application === application && one.expert === who),
    );
  return {
    set: {
      plan: planOf(assigning.items, [
        ...pairsOf(assigning.plan),
        ...taken.map(({ application, expert }) => ({ item: application, expert })),
      ]),
      vacancies: assigning.vacancies.map((one) => {
        const to = taken.find(({ vacancy }) => vacancy === one.id)?.expert;
        return to ? { ...one, to } : one;
      }),
      ...seatedIn([...assigning.seats, ...added]),
      lastSeat: last + added.length,
      laid: assigning.items.length + assigning.seats.length + added.length,
    },
    due: given.now,
    create: added.map((seat) => assignedSheet(panel, seat, itemsFor(seat.expert), hostOf, 'held')),
  };
}

type Chosen = Pick<Proposal, 'vacancy' | 'application' | 'expert'>;

async function chosenIn(look: Look, panel: RecordFacts, lines: string, today: string): Promise<Chosen[]> {
  const assigning = assigningOf(panel);
  const { pairs, faults } = await readLines(look, panel, lines);
  faults.push(...(await barredLines(look, assigning, pairs, today)));
  const open = openVacancies(assigning);
  const left = new Set(assigning.vacancies.map(({ from, application }) => `${application} ${from}`));
  const chosen = pairs.flatMap(({ at, item, expert }): Chosen[] => {
    const place = open.findIndex(({ application }) => application === item);
    const isOn = assigning.plan[item]?.includes(expert) || left.has(`${item} ${expert}`);
    if (place < 0) faults.push({ at, says: t('此件没有空缺', 'Nothing is vacant on this item') });
    else if (isOn)
      faults.push({ at, says: t('这位专家已在此件或已退出', 'This expert is on the item or has left it') });
    else {
      const [vacancy] = open.splice(place, 1);
      return [{ vacancy: vacancy?.id ?? '', application: item, expert }];
    }
    return [];
  });
  if (faults.length > 0) throw refuseLines(faults);
  return chosen;
}

/** Leaves vacancies unfilled, for a reason that is kept; the panel is complete where only they were missing. */
export function waive(panel: RecordFacts, reason: string) {
  const assigning = assigningOf(panel);
  const open = new Set(openVacancies(assigning).map(({ id }) => id));
  if (open.size === 0) throw new Refusal('conflict.vacancies', t('没有空缺', 'Nothing is vacant'));
  const bare = assigning.items.filter(({ application }) => !assigning.plan[application]?.length);
  if (bare.length > 0)
    throw new Refusal('conflict.unassigned', t('{items}没有专家评审，须补位', '{items} would have no expert left'), {
      values: { items: bare.map(({ code }) => code).join('、') },
    });
  const isIn = Number(panel.values.returned ?? 0) >= assigning.seats.length;
  return {
    set: { vacancies: assigning.vacancies.map((one) => (open.has(one.id) ? { ...one, waived: reason } : one)) },
    ...(isIn ? { state: 'complete' as const, due: null } : {}),
  };
}

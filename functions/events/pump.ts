import { dayOf } from '@juxian/base/clock.ts';
import { listTenants, type Tenant } from '@juxian/core/tenant.ts';
import { controlKeys, stampText } from '@juxian/store/keys.ts';
import type { Store } from '@juxian/store/table.ts';
import type { Deps } from '../deps.ts';
import { deliver } from './deliver.ts';
import { type Happened, happenedIn } from './happened.ts';

/** A commit lands at most so many ms after its stamp, so each turn begins that long before the last one. */
const overlap = 10_000;
/** A failing event is told again for as long as the stream would. */
const givenUpAfter = 20 * 3_600_000;
/** Turns between look back so far; whatever comes later than that into the log is found by the next whole one. */
const shortLook = 2000;
const wholeEvery = 5000;
const saveEvery = 60_000;
const day = 86_400_000;

/** Everything up to `at` has been told; `saved` of it is known to the table. `told`: events since, by their stamp. */
type Place = { at: number; saved: number; told: Map<string, number> };

/**
 * What the stream does in the cloud, where there is none: reads the day logs from a stored checkpoint on and calls the
 * same subscribers. One turn begins when the one before has ended. @returns `turn`, which answers how many it told.
 */
export function openPump(deps: Deps): { turn(): Promise<number> } {
  const places = new Map<string, Place>();

  async function turnOf({ id, createdAt }: Tenant): Promise<number> {
    const place = places.get(id) ?? (await placeOf(deps, id, createdAt));
    places.set(id, place);
    const begun = deps.clock.wall();
    const isWhole = begun - place.at >= wholeEvery || begun < place.at;
    const start = isWhole ? place.at - overlap : Math.max(place.at - overlap, begun - shortLook);
    const fresh = (await readLog(deps.table.for(id), start, begun)).filter(({ event }) => !place.told.has(event));
    const failed = await deliver(deps, fresh);
    for (const { event, stamp } of fresh) if (!failed.has(event)) place.told.set(event, Number(stamp));
    const stuck = fresh.filter(({ event, stamp }) => failed.has(event) && begun - Number(stamp) < givenUpAfter);
    if (isWhole) place.at = Math.min(begun, ...stuck.map(({ stamp }) => Number(stamp)));
    for (const [event, stamp] of place.told) if (stamp < place.at - 2 * overlap) place.told.delete(event);
    if (fresh.length > 0 || place.at - place.saved >= saveEvery) await save(deps, id, place);
    return fresh.length - failed.size;
  }

  async function turnOfAll(): Promise<number> {
    let told = 0;
    for (const tenant of await listTenants(deps.table.control))
      if (tenant.state === 'active') told += await turnOf(tenant);
    return told;
  }

  let last: Promise<number> = Promise.resolve(0);
  return {
    turn() {
      last = last.then(turnOfAll, turnOfAll);
      return last;
    },
  };
}

const keyOf = (tenant: string) => controlKeys.platform('pump', tenant);

async function placeOf(deps: Deps, tenant: string, createdAt: number): Promise<Place> {
  const at = Number((await deps.table.control.get(keyOf(tenant)))?.at ?? createdAt);
  return { at, saved: at, told: new Map() };
}

async function save(deps: Deps, tenant: string, place: Place): Promise<void> {
  await deps.table.control.transact([{ put: { ...keyOf(tenant), at: place.at } }]);
  place.saved = place.at;
}

async function readLog(store: Store, start: number, now: number): Promise<Happened[]> {
  const happened: Happened[] = [];
  for (const one of daysBetween(start, now)) {
    const { items } = await store.query({ pk: store.keys.dayIndex(one), index: 'gsi1', from: stampText(start) });
    happened.push(...items.flatMap((item) => happenedIn(item) ?? []));
  }
  return happened;
}

function daysBetween(start: number, now: number): string[] {
  const days = new Set([dayOf(now)]);
  for (let at = start; at < now; at += day) days.add(dayOf(at));
  return [...days].sort();
}

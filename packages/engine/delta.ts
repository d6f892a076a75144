import { setImmediate as turn } from 'node:timers/promises';
import { stampText } from '@juxian/store/keys.ts';
import type { Item, Page, Store } from '@juxian/store/table.ts';
import type { AnyModule } from './define.ts';

/*
 * A commit is seen in the index at most 10 s after its stamp: it gives up 4 s after stamping, clocks differ by at most
 * 2 s from the server's on either side, and 2 s are left for the index. So what was stamped 10 s before a query began
 * was in that query, and the next one starts there.
 */
const overlap = 10_000;
const wide = 120_000;
const wideEvery = 60_000;
const rebuiltAfter = 30 * 60_000;
const stepTolerated = 2000;

/** When an entry was last read, in ms of the own wall clock. */
export type Readings = {
  /** Beginning of the last query. */
  queried: number;
  /** Beginning of the last one with the wide window. */
  wide: number;
  /** When everything was last read. */
  built: number;
};

/**
 * From which stamp on the index is to be read again, or undefined where everything is: never read, read too long ago,
 * or a clock that went back, so that nobody knows what was missed.
 */
export function windowStart(readings: Readings | undefined, now: number): number | undefined {
  if (!readings || now - readings.built > rebuiltAfter || now < readings.queried - stepTolerated) return undefined;
  const start = Math.min(readings.queried, now) - overlap;
  return isWideDue(readings, now) ? Math.min(start, now - wide) : start;
}

export const isWideDue = (readings: Readings, now: number): boolean => now - readings.wide >= wideEvery;

/** Where a snapshot whose last query began then is to be continued. */
export const continuedFrom = (queried: number, now: number): number => Math.min(queried, now) - overlap;

const pageSize = 2000;
/** Taken in one go; more would keep everybody else waiting. */
const takenAtOnce = 250;

/** Items of the module stamped at or after `start` (everything without one); a page is read while the one before is taken. */
export async function readIndex(
  store: Store,
  module: AnyModule,
  start: number | undefined,
  take: (item: Item) => void,
): Promise<void> {
  const read = (cursor?: string): Promise<Page> =>
    store.query({
      pk: store.keys.moduleIndex(module.reach, module.name),
      index: 'gsi1',
      ...(start === undefined ? {} : { from: stampText(start) }),
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
  let page: Page | undefined = await read();
  while (page) {
    const next: Promise<Page> | undefined = page.cursor === undefined ? undefined : read(page.cursor);
    // Should taking these fail, nobody waits for the next ones any more.
    next?.catch(() => {});
    for (const [i, item] of page.items.entries()) {
      if (i > 0 && i % takenAtOnce === 0) await turn();
      take(item);
    }
    page = await next;
  }
}

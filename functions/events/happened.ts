import type { Item } from '@juxian/store/table.ts';

/** A record's event as subscribers know it, the same from the stream and from the day log. */
export type Happened = {
  tenant: string;
  /** Id of the event: what happens by it happens once. */
  event: string;
  /** ms of the wall clock at the commit, 15 digits. */
  stamp: string;
  module: string;
  id: string;
  n: number;
  name: string;
  at: string;
  owner: string;
};

/** @returns the event an item is, or undefined for everything else that is written. */
export function happenedIn(item: Item): Happened | undefined {
  const tenant = /^T#(t[0-9a-z]{10})#[SP]#E#/.exec(item.pk)?.[1];
  if (!tenant) return undefined;
  return {
    tenant,
    event: String(item.event),
    stamp: String(item.gsi1sk).split('#')[0] ?? '',
    module: String(item.module),
    id: String(item.id),
    n: Number(item.n),
    name: String(item.name),
    at: String(item.at),
    owner: String(item.owner ?? ''),
  };
}

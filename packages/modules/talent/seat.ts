import type { Look } from '@juxian/engine/define.ts';

/**
 * The first of `quota` places of a record that nobody holds, as a value for a unique field: no two who are given places
 * at once get the same one. @returns undefined where all are taken.
 */
export async function freeSeat(
  look: Look,
  of: { id: string; quota: number },
  held: { module: string; where: Readonly<Record<string, unknown>>; isHeld: (state: string) => boolean },
): Promise<string | undefined> {
  const rows = (await look.rows(held.module, held.where)).filter(({ state }) => held.isHeld(state));
  const holders = await Promise.all(rows.map(({ id }) => look.record(held.module, id)));
  const taken = new Set(holders.map((one) => one?.values.seat));
  for (let n = 1; n <= of.quota; n++) if (!taken.has(`${of.id}|${n}`)) return `${of.id}|${n}`;
  return undefined;
}

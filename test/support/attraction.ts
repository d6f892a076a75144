import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { afterAll, beforeAll } from 'vitest';
import { at, type County, openWorld } from './county.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
/** The county of the test and its office, from `start` on. */
export let county: County;
export let office: Ctx;

/** Opens a world for the tests of a file. */
export function inOneWorld(): void {
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.stop());
}

/** A new county, on Monday 2026-03-02 at 09:00. */
export async function start(): Promise<void> {
  world.clock.set(at('2026-03-02T09:00:00'));
  county = await world.county();
  office = await county.as('叶知秋', 'office');
}

export const make = async (module: string, values: Record<string, unknown>, ctx: Ctx = office): Promise<string> =>
  (await createRecord(ctx, { module, values })).id;
export const unitOf = (name: string): Promise<string> => make('unit', { name, order: 10, sort: 'government' });
export const list = async (ctx: Ctx, name: string) => {
  const module = moduleOf(ctx, name);
  return (await listRecords(ctx, module, {}, await gateOf(ctx, module))).items;
};
export const read = (module: string, id: string, ctx: Ctx = office) => getRecord(ctx, { module, id });

import { createRecord, getRecord, takeMove } from '@juxian/engine/record.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';
import { made } from './case.ts';
import { filled, permitModules } from './permit-module.ts';

/** Requests and capacity units of an operation, as the table counted them; the county's settings are known already. */

let world: Awaited<ReturnType<typeof openWorld>>;
let office: Awaited<ReturnType<Awaited<ReturnType<typeof world.county>>['as']>>;
let permit: string;
beforeAll(async () => {
  world = await openWorld(permitModules);
  office = await (await world.county()).as('叶知秋', 'office');
  permit = (await made(office, { fee: 5, note: '说明' })).id;
  for (let n = 0; n < 40; n++) await made(office, { fee: n });
  await listOf(office, 'permit', {});
});
afterAll(() => world.stop());
beforeEach(() => world.table.meter.reset());

const spent = () => {
  const { byOperation, readUnits, writeUnits } = world.table.meter;
  return { byOperation, readUnits, writeUnits };
};

describe('what it costs', () => {
  it('one request to open a record', async () => {
    await getRecord(office, { module: 'permit', id: permit });
    expect(spent().byOperation).toEqual({ GetItem: 1 });
    expect(spent().readUnits).toBeLessThanOrEqual(1);
  });

  it('one request for a list, however it is filtered and counted', async () => {
    for (const params of [
      {},
      { q: '甲', sort: '-fee', 'filter[fee][gte]': '10', facets: 'state', group: 'state' },
    ] as Record<string, string>[]) {
      world.table.meter.reset();
      expect((await listOf(office, 'permit', params)).total).toBeGreaterThan(20);
      expect(spent().byOperation).toEqual({ Query: 1 });
      expect(spent().readUnits).toBeLessThanOrEqual(10);
    }
  });

  it('one read and one transaction for a move', async () => {
    await takeMove(office, { module: 'permit', id: permit, move: 'stamp' });
    const { byOperation, writeUnits } = spent();
    expect(byOperation).toEqual({ GetItem: 1, TransactWriteItems: 1 });
    expect(writeUnits).toBeLessThanOrEqual(12);
  });

  it('one more read for a move with an idempotency key', async () => {
    await takeMove(office, { module: 'permit', id: permit, move: 'stamp', key: 'key-0001' });
    expect(spent().byOperation).toEqual({ GetItem: 2, TransactWriteItems: 1 });
  });

  it('one transaction to create a record', async () => {
    await createRecord(office, { module: 'permit', values: filled(), state: 'filed' });
    const { byOperation, writeUnits } = spent();
    expect(byOperation).toEqual({ TransactWriteItems: 1 });
    expect(writeUnits).toBeLessThanOrEqual(12);
  });

  it('nothing to refuse what cannot be', async () => {
    await getRecord(office, { module: 'permit', id: 'nonsense' }).catch(() => undefined);
    expect(spent().byOperation).toEqual({});
  });
});

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Clock } from '@juxian/base/clock.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { AccessDenied } from '@juxian/store/guard.ts';
import { tenantKeys } from '@juxian/store/keys.ts';
import { OutOfBounds } from '@juxian/store/table.ts';
import { Verbs } from '@juxian/store/verbs.ts';
import { Watch } from '@juxian/store/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let own: string;
let foreign: string;
let record: string;
beforeAll(async () => {
  world = await openWorld();
  const counties = [await world.county('青禾县'), await world.county('白露县')] as const;
  [own, foreign] = [counties[0].tenant, counties[1].tenant];
  const values = { name: '白露县第一中学', order: 1, sort: 'school' };
  record = (await placeRecord(await counties[1].ticking(), { module: 'unit', values })).id;
});
afterAll(() => world.stop());

/** A store whose binding to its county was left out: only the guard stands between it and the others. */
function unbound(role: 'tenant' | 'portal', tenant: string): Verbs {
  const client = new DynamoDBClient({
    endpoint: world.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return new Verbs({
    table: 'juxian',
    client: () => client,
    principal: { role, tenant },
    bounds: { key: () => true, index: () => true },
    guard: world.guard,
    clock: new Clock(),
    watch: new Watch(),
  });
}

describe('another county’s record', () => {
  const keyOf = () => tenantKeys(foreign).record('portal', 'unit', record);
  const reaches = {
    get: (store: Pick<Verbs, 'get'>) => store.get(keyOf()),
    batch: (store: Pick<Verbs, 'batchGet'>) => store.batchGet([tenantKeys(own).config('staff'), keyOf()]),
    query: (store: Pick<Verbs, 'query'>) => store.query({ pk: keyOf().pk }),
    index: (store: Pick<Verbs, 'query'>) =>
      store.query({ pk: tenantKeys(foreign).moduleIndex('portal', 'unit'), index: 'gsi1' }),
    write: (store: Pick<Verbs, 'transact'>) => store.transact([{ put: { ...keyOf(), name: '改' } }]),
    mixed: (store: Pick<Verbs, 'transact'>) =>
      store.transact([{ check: tenantKeys(own).config('staff'), when: 'present' }, { remove: keyOf() }]),
  };

  it('is there for its own county', async () => {
    expect((await unbound('tenant', foreign).get(keyOf()))?.id).toBe(record);
    expect((await reaches.index(unbound('tenant', foreign))).items).toHaveLength(1);
    expect(world.guard.denials).toBe(0);
  });

  it.each(Object.entries(reaches))('is out of bounds for the bound store: %s', async (_, reach) => {
    await expect((async () => reach(world.table.for(own)))()).rejects.toThrow(OutOfBounds);
    await expect((async () => reach(world.table.for(own, 'portal')))()).rejects.toThrow(OutOfBounds);
  });

  it.each(Object.entries(reaches))('is denied by the guard where the binding is left out: %s', async (_, reach) => {
    const before = world.guard.denials;
    await expect(reach(unbound('tenant', own))).rejects.toThrow(AccessDenied);
    await expect(reach(unbound('portal', own))).rejects.toThrow(AccessDenied);
    expect(world.guard.denials).toBe(before + 2);
  });

  it('is as it was', async () => {
    const item = await unbound('tenant', foreign).get(keyOf());
    expect(item?.revision).toBe(1);
    expect(item?.name).toBeUndefined();
  });
});

describe('the staff’s partitions of the own county', () => {
  it('are denied to the portal, binding or not', async () => {
    const pk = tenantKeys(own).moduleIndex('staff', 'grant');
    expect((await unbound('tenant', own).query({ pk, index: 'gsi1' })).items).toEqual([]);
    await expect(unbound('portal', own).query({ pk, index: 'gsi1' })).rejects.toThrow(AccessDenied);
    await expect((async () => world.table.for(own, 'portal').query({ pk, index: 'gsi1' }))()).rejects.toThrow(
      OutOfBounds,
    );
  });
});

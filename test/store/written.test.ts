import { Clock } from '@juxian/base/clock.ts';
import { startEmbedded } from '@juxian/store/embedded.ts';
import { Faults } from '@juxian/store/faults.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { Table } from '@juxian/store/table.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const faults = new Faults();
let now = Date.UTC(2026, 2, 2, 1);
let passed = 0;
let embedded: Awaited<ReturnType<typeof startEmbedded>>;
let table: Table;
let other: Table;
let n = 0;

beforeAll(async () => {
  embedded = await startEmbedded();
  const options = { endpoint: embedded.endpoint, name: 'juxian', clock: new Clock(() => now) };
  table = await Table.open({ ...options, unsigned: true, alone: true, faults });
  other = await Table.open(options);
  await table.create();
});
afterAll(async () => {
  vi.restoreAllMocks();
  table.close();
  other.close();
  await embedded.stop();
});
beforeEach(() => {
  n++;
  passed += 60_000;
  vi.spyOn(performance, 'now').mockImplementation(() => passed);
  faults.clear();
  table.meter.reset();
});

const key = () => controlKeys.slug(`slug${n}`);
const requestsFor = async <T>(work: () => Promise<T>): Promise<{ requests: number; found: T }> => {
  const before = table.meter.requests;
  const found = await work();
  return { requests: table.meter.requests - before, found };
};

describe('a process that alone writes to the table', () => {
  it('reads again what it has read only after a write of its own, and at once then', async () => {
    const { control } = table;
    await control.transact([{ put: { ...key(), held: 1 } }]);
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1, found: { held: 1 } });
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 0, found: { held: 1 } });
    await control.transact([{ update: key(), set: { held: 2 } }]);
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1, found: { held: 2 } });
    await control.transact([{ remove: key() }]);
    expect(await requestsFor(() => control.get(key()))).toEqual({ requests: 1, found: undefined });
    expect(await requestsFor(() => control.get(key()))).toEqual({ requests: 0, found: undefined });
  });

  it('counts a write to a county like one to the control plane', async () => {
    await table.control.get(key());
    const { mark } = table;
    const store = table.for('t0123456789');
    await store.transact([{ put: store.keys.record('staff', 'cadre', `rec${n}`) }]);
    expect(table.mark).not.toBe(mark);
    expect(await requestsFor(() => table.control.get(key()))).toEqual({ requests: 1, found: undefined });
  });

  it('asks for all keys where one of them is not known', async () => {
    const { control } = table;
    const second = controlKeys.slug(`second${n}`);
    await control.transact([{ put: { ...key(), held: 1 } }, { put: { ...second, held: 2 } }]);
    await control.get(key());
    const both = () => control.batchGet([second, key()]);
    expect(await requestsFor(both)).toMatchObject({ requests: 1, found: [{ held: 2 }, { held: 1 }] });
    expect(await requestsFor(both)).toMatchObject({ requests: 0, found: [{ held: 2 }, { held: 1 }] });
  });

  it('lets nothing stand longer than a second, and nothing that has expired', async () => {
    const { control } = table;
    await control.transact([{ put: { ...key(), held: 1, expires: now / 1000 + 60 } }]);
    await control.get(key());
    await other.control.transact([{ update: key(), set: { held: 2 } }]);
    passed += 999;
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 0, found: { held: 1 } });
    passed += 2;
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1, found: { held: 2 } });
    now += 61_000;
    expect(await requestsFor(() => control.get(key()))).toEqual({ requests: 0, found: undefined });
  });

  it('keeps nothing that was read while it was writing', async () => {
    const { control } = table;
    await control.transact([{ put: { ...key(), held: 1 } }]);
    await Promise.all([control.get(key()), control.transact([{ update: key(), set: { held: 2 } }])]);
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1, found: { held: 2 } });
  });

  it('keeps nothing for ten seconds after a write whose answer was lost', async () => {
    const { control } = table;
    await control.get(key());
    faults.on('PutItem', 1, 'lost');
    await expect(control.transact([{ put: { ...key(), held: 1 }, when: 'absent' }])).rejects.toThrow('lost');
    expect(table.mark).toBeUndefined();
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1, found: { held: 1 } });
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1 });
    passed += 10_001;
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 1 });
    expect(await requestsFor(() => control.get(key()))).toMatchObject({ requests: 0 });
  });
});

it('a process among others reads every time', async () => {
  await table.control.transact([{ put: { ...key(), held: 1 } }]);
  other.meter.reset();
  await other.control.get(key());
  await other.control.get(key());
  expect(other.meter.byOperation).toEqual({ GetItem: 2 });
  expect(other.mark).toBeUndefined();
});

describe('requests without a signature', () => {
  it.each(['https://dynamodb.cn-north-1.amazonaws.com.cn', 'http://10.0.0.7:8000', undefined])(
    'never leave this machine for %s',
    async (endpoint) => {
      await expect(
        Table.open({ ...(endpoint && { endpoint }), name: 'juxian', region: 'cn-north-1', unsigned: true }),
      ).rejects.toThrow('are signed');
    },
  );
});

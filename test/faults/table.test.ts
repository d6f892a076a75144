import { startEmbedded } from '@juxian/store/embedded.ts';
import { Faults } from '@juxian/store/faults.ts';
import type { Key } from '@juxian/store/keys.ts';
import { type Store, StoreConflict, StoreUnknown, Table } from '@juxian/store/table.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenTable, openTable } from '../support/table.ts';

const faults = new Faults();
let opened: OpenTable;
let store: Store;
let key: Key;
let n = 0;

beforeAll(async () => {
  opened = await openTable({ faults });
  store = opened.table.for('t0123456789');
});
afterAll(() => opened.stop());
beforeEach(() => {
  key = store.keys.record('staff', 'cadre', `rec${n++}`);
  faults.struck.length = 0;
});
afterEach(() => faults.clear());

const two = () => [{ put: key, when: 'absent' as const }, { put: { ...key, sk: '#F#1' } }];

describe('throttling', () => {
  it('is waited out by reads and writes', async () => {
    faults.on('TransactWriteItems', 1, 'throttle').on('TransactWriteItems', 2, 'throttle').on('GetItem', 1, 'throttle');
    await store.transact(two());
    expect(await store.get(key)).toEqual(key);
    expect(faults.struck).toEqual(['throttle', 'throttle', 'throttle']);
  });

  it('without end becomes a refusal that says when to come back, and nothing is written', async () => {
    faults.on('PutItem', 0, 'throttle').on('GetItem', 0, 'throttle');
    const busy = { code: 'limit.busy', details: { retryAfter: 1 } };
    await expect(store.transact([{ put: key }])).rejects.toMatchObject(busy);
    await expect(store.get(key)).rejects.toMatchObject(busy);
    expect(faults.struck).toHaveLength(12);
    faults.clear();
    expect(await store.get(key)).toBeUndefined();
  });
});

describe('conflicts with other transactions', () => {
  it('are tried again', async () => {
    faults
      .on('TransactWriteItems', 1, 'conflict')
      .on('TransactWriteItems', 2, 'conflict')
      .on('UpdateItem', 1, 'conflict');
    await store.transact(two());
    await store.transact([{ update: key, add: { revision: 1 } }]);
    expect(await store.get(key)).toEqual({ ...key, revision: 1 });
    expect(faults.struck).toHaveLength(3);
  });

  it('without end are a conflict in which no condition failed', async () => {
    faults.on('TransactWriteItems', 0, 'conflict');
    const error = await store.transact(two()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreConflict);
    expect(error).toMatchObject({ failed: [], current: [undefined, undefined] });
    faults.clear();
    expect(await store.get(key)).toBeUndefined();
  });
});

describe('a lost answer', () => {
  it('to a write leaves its fate open: it may well have happened', async () => {
    faults.on('TransactWriteItems', 2, 'lost').on('PutItem', 1, 'lost');
    await store.transact(two());
    const second = store.keys.record('staff', 'cadre', 'second');
    await expect(store.transact([{ put: second, when: 'absent' }, { put: { ...second, sk: 'x' } }])).rejects.toThrow(
      StoreUnknown,
    );
    expect(await store.get(second)).toEqual(second);
    const third = store.keys.record('staff', 'cadre', 'third');
    await expect(store.transact([{ put: third, when: 'absent' }])).rejects.toThrow(StoreUnknown);
    expect(await store.get(third)).toEqual(third);
  });

  it('is also what silence means, though nothing happened', async () => {
    faults.on('TransactWriteItems', 1, 'timeout');
    await expect(store.transact(two())).rejects.toThrow(StoreUnknown);
    expect(await store.get(key)).toBeUndefined();
  });

  it('to a read is asked for again', async () => {
    await store.transact(two());
    faults.on('GetItem', 1, 'lost').on('Query', 1, 'timeout').on('BatchGetItem', 1, 'serverError');
    expect(await store.get(key)).toEqual(key);
    expect((await store.query({ pk: key.pk })).items).toHaveLength(2);
    const second = { ...key, sk: '#F#1' };
    expect(await store.batchGet([key, second])).toEqual([key, second]);
    expect(faults.struck).toEqual(['lost', 'timeout', 'serverError']);
  });
});

describe('a broken connection', () => {
  it('does not make a transaction happen twice, nor fail on its own first half', async () => {
    await store.transact([{ put: { ...key, n: 0 } }]);
    faults.on('TransactWriteItems', 1, 'cut');
    await store.transact([
      { update: key, add: { n: 1 }, when: { equals: { n: 0 } } },
      { put: { ...key, sk: '#F#1' }, when: 'absent' },
    ]);
    expect((await store.get(key))?.n).toBe(1);
    expect(faults.struck).toEqual(['cut']);
  });

  it('repeats a single write only where that is harmless', async () => {
    faults
      .on('PutItem', 1, 'cut')
      .on('UpdateItem', 1, 'cut')
      .on('UpdateItem', 2, 'serverError')
      .on('DeleteItem', 1, 'cut');
    await store.transact([{ put: key }]);
    await expect(store.transact([{ update: key, add: { n: 1 } }])).rejects.toThrow(StoreUnknown);
    expect((await store.get(key))?.n).toBe(1);
    await expect(store.transact([{ update: key, set: { n: 5 }, when: { equals: { n: 1 } } }])).rejects.toThrow(
      StoreUnknown,
    );
    expect((await store.get(key))?.n).toBe(1);
    await store.transact([{ remove: key }]);
    expect(await store.get(key)).toBeUndefined();
  });

  it('that never mends leaves the write’s fate open', async () => {
    faults.on('TransactWriteItems', 1, 'cut').on('TransactWriteItems', 0, 'throttle');
    await expect(store.transact(two())).rejects.toThrow(StoreUnknown);
    expect(faults.struck).toHaveLength(6);
    faults.clear();
    expect(await store.get(key)).toEqual(key);
  });
});

describe('a batch answered in part', () => {
  const keys = () => [1, 2, 3].map((i) => ({ pk: key.pk, sk: `#F#${i}` }));
  it('is asked for the rest', async () => {
    await store.transact(keys().map((put) => ({ put })));
    faults.on('BatchGetItem', 1, 'partial').on('BatchGetItem', 2, 'partial');
    expect(await store.batchGet(keys())).toEqual(keys());
    expect(faults.struck).toEqual(['partial', 'partial']);
  });

  it('is refused, never shortened, when the rest does not come', async () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ pk: key.pk, sk: `#F#${i}` }));
    faults.on('BatchGetItem', 0, 'partial');
    await expect(store.batchGet(many)).rejects.toMatchObject({ code: 'limit.busy' });
  });
});

describe('a clock that is wrong', () => {
  it('refuses to write and still reads, until the next answer says it is right', async () => {
    const { table } = opened;
    await store.get(key);
    expect(table.skew()).toBe(0);
    for (const ms of [5000, -5000]) {
      faults.on('GetItem', 1, { skew: ms });
      await store.get(key);
      expect(Math.sign(table.skew())).toBe(Math.sign(ms));
      expect(Math.abs(table.skew())).toBeGreaterThan(3500);
      await expect(store.transact(two())).rejects.toMatchObject({ code: 'limit.clockSkew' });
      await expect(table.control.transact([{ put: { pk: 'U#1', sk: 'PROFILE' } }])).rejects.toMatchObject({
        code: 'limit.clockSkew',
      });
      await store.get(key);
      expect(table.skew()).toBe(0);
    }
    faults.on('GetItem', 1, { skew: 1000 });
    await store.get(key);
    await store.transact(two());
    expect(await store.get(key)).toEqual(key);
  });
});

describe('a server that is gone', () => {
  it('makes every verb a refusal, since nothing was sent', async () => {
    const embedded = await startEmbedded();
    const table = await Table.open({ endpoint: embedded.endpoint, name: 'juxian' });
    await table.create();
    const lonely = table.for('t0123456789');
    await lonely.transact([{ put: key }]);
    await embedded.stop();
    await expect(lonely.get(key)).rejects.toMatchObject({ code: 'limit.busy' });
    await expect(lonely.transact([{ put: key, when: 'absent' }])).rejects.toMatchObject({ code: 'limit.busy' });
    table.close();
  });
});

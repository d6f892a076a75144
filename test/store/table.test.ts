import { Clock } from '@juxian/base/clock.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { controlKeys, type Key, sortKey, tenantKeys } from '@juxian/store/keys.ts';
import { OutOfBounds, type Store, StoreConflict, type Table } from '@juxian/store/table.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenTable, openTable } from '../support/table.ts';

const county = 't0123456789';
const sibling = 't012345678a';

let now = Date.UTC(2026, 2, 2, 1);
let opened: OpenTable;
let table: Table;
let store: Store;
let n = 0;
let key: Key;

beforeAll(async () => {
  opened = await openTable({ clock: new Clock(() => now) });
  table = opened.table;
  store = table.for(county);
});
afterAll(() => opened.stop());
beforeEach(() => {
  key = store.keys.record('staff', 'cadre', `rec${n++}`);
});

const failureOf = async (attempt: Promise<unknown>): Promise<StoreConflict> => {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StoreConflict)) throw new Error(`Expected a conflict, got ${error}`);
  return error;
};

describe('items', () => {
  it('come back as they went in, bytes and nested values included', async () => {
    const item = {
      ...key,
      name: '张三',
      bytes: Uint8Array.of(1, 2, 3),
      nested: { list: [1, 'a', null] },
      gone: undefined,
    };
    await store.transact([{ put: item }]);
    const { gone, ...kept } = item;
    expect(await store.get(key)).toEqual(kept);
    expect(await store.get({ ...key, sk: '#F#1' })).toBeUndefined();
  });

  it('are absent once expired, to get, query, batchGet and conditions alike', async () => {
    const expires = now / 1000 + 60;
    await store.transact([
      { put: { ...key, gsi1pk: store.keys.moduleIndex('staff', 'codes'), gsi1sk: sortKey(now, 'a'), expires } },
    ]);
    const seen = async () => [
      (await store.get(key)) !== undefined,
      (await store.query({ pk: key.pk })).items.length,
      (await store.query({ pk: store.keys.moduleIndex('staff', 'codes'), index: 'gsi1' })).items.length,
      (await store.batchGet([key]))[0] !== undefined,
    ];
    expect(await seen()).toEqual([true, 1, 1, true]);
    await failureOf(store.transact([{ put: key, when: 'absent' }]));
    now += 60_000;
    expect(await seen()).toEqual([false, 0, 0, false]);
    await failureOf(store.transact([{ update: key, set: { a: 1 }, when: 'present' }]));
    await failureOf(store.transact([{ update: key, set: { a: 1 }, when: { equals: { expires } } }]));
    await store.transact([{ put: key, when: 'absent' }]);
    expect(await store.get(key)).toEqual(key);
  });
});

describe('query', () => {
  const sk = (i: number) => `#F#${String(i).padStart(2, '0')}`;
  it('answers ranges, both directions, in pages that join up', async () => {
    const { pk } = key;
    await store.transact(Array.from({ length: 25 }, (_, i) => ({ put: { pk, sk: sk(i) } })));
    const names = async (range: Omit<Parameters<Store['query']>[0], 'pk'>) =>
      (await store.query({ pk, ...range })).items.map((item) => item.sk);
    expect(await names({ from: sk(3), to: sk(5) })).toEqual([sk(3), sk(4), sk(5)]);
    expect(await names({ from: sk(23) })).toEqual([sk(23), sk(24)]);
    expect(await names({ to: sk(1) })).toEqual([sk(0), sk(1)]);
    expect(await names({ begins: '#F#2', backward: true })).toEqual([sk(24), sk(23), sk(22), sk(21), sk(20)]);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await store.query({ pk, limit: 10, cursor });
      pages.push(page.items.map((item) => item.sk));
      cursor = page.cursor;
    } while (cursor);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, i) => sk(i)));
  });

  it('reads past the server page of 1 MB', async () => {
    const { pk } = key;
    const weight = 'x'.repeat(300_000);
    for (let i = 0; i < 5; i++) await store.transact([{ put: { pk, sk: sk(i), weight } }]);
    table.meter.reset();
    expect((await store.query({ pk })).items).toHaveLength(5);
    expect(table.meter.byOperation).toEqual({ Query: 2 });
  });

  it('refuses a cursor of another range, another tenant or none at all', async () => {
    const { pk } = key;
    await store.transact([{ put: { pk, sk: sk(0) } }, { put: { pk, sk: sk(1) } }]);
    const { cursor = '' } = await store.query({ pk, limit: 1 });
    const foreign = Buffer.from(JSON.stringify({ pk: tenantKeys(sibling).record('staff', 'cadre', 'x').pk, sk: '#' }));
    for (const [range, bad] of [
      [{ pk: store.keys.record('staff', 'cadre', 'other').pk }, cursor],
      [{ pk }, foreign.toString('base64url')],
      [{ pk }, 'nonsense'],
      [{ pk: store.keys.moduleIndex('staff', 'cadre'), index: 'gsi1' as const }, cursor],
    ] as const)
      await expect(store.query({ ...range, cursor: bad })).rejects.toMatchObject({ code: 'invalid.cursor' });
    expect((await store.query({ pk, cursor })).items).toHaveLength(1);
  });

  it('finds by both indexes, which carry the sealed row and nothing heavy', async () => {
    const gsi1pk = store.keys.moduleIndex('staff', 'talent');
    const gsi2pk = store.keys.queueIndex('staff', 'due');
    const row = Uint8Array.of(7);
    const index = { gsi1pk, gsi1sk: sortKey(now, 'r'), gsi2pk, gsi2sk: sortKey('2026-03-09', 'r') };
    await store.transact([{ put: { ...key, ...index, row, module: 'talent', id: 'r', revision: 3, values: 'heavy' } }]);
    const { items } = await store.query({ pk: gsi1pk, index: 'gsi1', from: sortKey(now - 1, '!') });
    expect(items).toEqual([{ ...key, gsi1pk, gsi1sk: index.gsi1sk, row, module: 'talent', id: 'r', revision: 3 }]);
    const work = await store.query({ pk: gsi2pk, index: 'gsi2', to: '2026-03-10' });
    expect(work.items).toEqual([{ ...key, gsi2pk, gsi2sk: '2026-03-09#r', module: 'talent', id: 'r' }]);
    expect((await store.query({ pk: gsi2pk, index: 'gsi2', to: '2026-03-09' })).items).toEqual([]);
  });
});

describe('batchGet', () => {
  it('keeps order, gaps and repetitions, over any number of keys', async () => {
    const keys = Array.from({ length: 130 }, (_, i) => ({ pk: key.pk, sk: `#F#${i}` }));
    for (let i = 0; i < 130; i += 100) await store.transact(keys.slice(i, i + 100).map((put) => ({ put })));
    const asked = [...keys.toReversed(), { pk: key.pk, sk: 'none' }, ...keys.slice(0, 1)];
    const found = await store.batchGet(asked);
    expect(found.map((item) => item?.sk)).toEqual([...keys.toReversed().map(({ sk }) => sk), undefined, '#F#0']);
    expect(await store.batchGet([])).toEqual([]);
  });
});

describe('conditions', () => {
  it('name the actions that failed and the items that stand', async () => {
    const other = store.keys.record('staff', 'cadre', 'standing');
    await store.transact([{ put: { ...key, revision: 4 } }, { put: { ...other, by: '李四' } }]);
    const error = await failureOf(
      store.transact([
        { update: key, set: { revision: 5 }, when: { equals: { revision: 4 } } },
        { put: other, when: 'absent' },
        { check: store.keys.config('staff'), when: 'present' },
      ]),
    );
    expect(error.failed).toEqual([1, 2]);
    expect(error.current).toEqual([undefined, { ...other, by: '李四' }, undefined]);
    expect((await store.get(key))?.revision).toBe(4);
  });

  it('hold for a single action as for many', async () => {
    await store.transact([{ put: { ...key, revision: 1, step: 5 } }]);
    const standing = { ...key, revision: 1, step: 5 };
    for (const action of [
      { put: { ...key, revision: 9 }, when: 'absent' as const },
      { update: key, set: { revision: 2 }, when: { equals: { revision: 2 } } },
      { update: key, set: { revision: 2 }, when: { equals: { revision: 1, hidden: true } } },
      { update: key, set: { revision: 2 }, when: { equals: { revision: undefined } } },
      { update: key, set: { revision: 2 }, when: { below: { step: 5 } } },
      { remove: key, when: { equals: { revision: 2 } } },
      { check: key, when: 'absent' as const },
    ]) {
      const error = await failureOf(store.transact([action]));
      expect([error.failed, error.current]).toEqual([[0], [standing]]);
    }
    await store.transact([
      {
        update: key,
        set: { step: 6, name: undefined },
        add: { revision: 2, tries: 1 },
        when: { below: { step: 6, tries: 1 } },
      },
    ]);
    expect(await store.get(key)).toEqual({ ...key, revision: 3, step: 6, tries: 1 });
    await store.transact([{ update: key, remove: ['tries'], when: { equals: { missing: undefined, revision: 3 } } }]);
    expect(await store.get(key)).toEqual({ ...key, revision: 3, step: 6 });
    await store.transact([{ remove: key, when: 'present' }]);
    expect(await store.get(key)).toBeUndefined();
  });

  it('let one of many racing writers through', async () => {
    const attempts = Array.from({ length: 8 }, (_, i) =>
      store.transact([{ put: { ...key, i }, when: 'absent' }, { put: { ...key, sk: `${i}` } }]),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await store.query({ pk: key.pk })).items).toHaveLength(2);
  });
});

describe('a bound store', () => {
  it('refuses every key of others, in any verb and any place', async () => {
    const foreign = tenantKeys(sibling).record('staff', 'cadre', 'x');
    const session = controlKeys.session('abc');
    for (const bad of [foreign, session, { pk: `T#${county}`, sk: '#' }]) {
      await expect(store.get(bad)).rejects.toThrow(OutOfBounds);
      await expect(store.query({ pk: bad.pk })).rejects.toThrow(OutOfBounds);
      await expect(store.query({ pk: bad.pk, index: 'gsi1' })).rejects.toThrow(OutOfBounds);
      await expect(store.batchGet([key, bad])).rejects.toThrow(OutOfBounds);
      for (const action of [
        { put: bad },
        { update: bad },
        { remove: bad },
        { check: bad, when: 'absent' as const },
        { put: { ...key, gsi1pk: bad.pk, gsi1sk: 'a' } },
        { put: { ...key, gsi2pk: bad.pk, gsi2sk: 'a' } },
        { update: key, set: { gsi1pk: bad.pk } },
        { update: key, set: { gsi2pk: bad.pk } },
      ])
        await expect(store.transact([{ put: key }, action])).rejects.toThrow(OutOfBounds);
    }
    expect(await store.get(key)).toBeUndefined();
  });

  it('with the portal role reaches portal partitions alone, and may write the day log through an index', async () => {
    const portal = table.for(county, 'portal');
    const application = store.keys.record('portal', 'application', `a${n}`);
    const gsi1pk = store.keys.dayIndex('2026-03-02');
    await portal.transact([{ put: { ...application, gsi1pk, gsi1sk: sortKey(now, 'a') } }]);
    expect(await portal.get(application)).toBeDefined();
    await expect(portal.get(key)).rejects.toThrow(OutOfBounds);
    await expect(portal.get(store.keys.config('staff'))).rejects.toThrow(OutOfBounds);
    await expect(portal.query({ pk: gsi1pk, index: 'gsi1' })).rejects.toThrow(OutOfBounds);
    await expect(
      portal.transact([{ put: { ...application, gsi1pk: store.keys.moduleIndex('staff', 'cadre') } }]),
    ).rejects.toThrow(OutOfBounds);
    expect((await store.query({ pk: gsi1pk, index: 'gsi1' })).items.map(({ pk }) => pk)).toContain(application.pk);
  });

  it('control keeps out of every tenant', async () => {
    const user = controlKeys.user('usr1');
    await table.control.transact([{ put: { ...user, name: '王五' } }]);
    expect(await table.control.get(user)).toEqual({ ...user, name: '王五' });
    await expect(table.control.get(key)).rejects.toThrow(OutOfBounds);
    await expect(table.control.transact([{ put: { ...user, gsi1pk: key.pk } }])).rejects.toThrow(OutOfBounds);
    await expect(table.control.get({ pk: 'X#1', sk: '#' })).rejects.toThrow(OutOfBounds);
  });

  it('is made for a well-formed tenant only', () => {
    for (const bad of ['', 't', 't0123456789a', 'T0123456789', 't01234567*9', `${county}#S`])
      expect(() => table.for(bad)).toThrow('Not a tenant id');
  });
});

describe('keys', () => {
  it('are spelled as the design says', () => {
    const { keys } = store;
    const T = `T#${county}`;
    expect(keys.record('staff', 'cadre', 'r1')).toEqual({ pk: `${T}#S#R#cadre#r1`, sk: '#' });
    expect(keys.file('portal', 'application', 'r1', 'f1')).toEqual({ pk: `${T}#P#R#application#r1`, sk: '#F#f1' });
    expect(keys.draft('staff', 'cadre', 'r1', 'u1')).toEqual({ pk: `${T}#S#R#cadre#r1`, sk: '#D#u1' });
    expect(keys.event('staff', 'cadre', 'r1', 12)).toEqual({ pk: `${T}#S#E#cadre#r1`, sk: '0000000012' });
    expect(keys.access('2026-03-02', 1772413200000, 'e1')).toEqual({
      pk: `${T}#A#2026-03-02`,
      sk: '001772413200000#e1',
    });
    expect(keys.claim('staff', 'cadre', 'number', 'h')).toEqual({ pk: `${T}#S#K#cadre#number#h`, sk: '#' });
    expect(keys.idempotency('portal', 'h')).toEqual({ pk: `${T}#P#I#h`, sk: '#' });
    expect(keys.configPart('portal', 'overlay#2')).toEqual({ pk: `${T}#P#CONFIG`, sk: 'overlay#2' });
    expect(keys.moduleIndex('portal', 'post')).toBe(`${T}#P#M#post`);
    expect(keys.queueIndex('staff', 'due')).toBe(`${T}#S#W#due`);
  });

  it('cannot be led astray by a part with # in it', () => {
    for (const bad of ['', 'a#b', '#', 'x'.repeat(513)]) {
      const spell = () => store.keys.record('portal', 'post', bad);
      expect(spell).toThrow(Refusal);
      expect(spell).toThrow('missing.record');
    }
  });
});

describe('reads asked for at one moment', () => {
  it('are one request, whoever of the county asks, and each gets its own answer', async () => {
    const other = { ...key, sk: '#F#1' };
    await store.transact([{ put: { ...key, weight: 1 } }, { put: { ...other, weight: 2 } }]);
    const again = table.for(store.tenant);
    table.meter.reset();
    const found = await Promise.all([
      store.get(key),
      again.get(other),
      again.get({ ...key, sk: '#none' }),
      again.batchGet([other, key]),
    ]);
    expect(found).toEqual([
      { ...key, weight: 1 },
      { ...other, weight: 2 },
      undefined,
      [
        { ...other, weight: 2 },
        { ...key, weight: 1 },
      ],
    ]);
    expect(table.meter.byOperation).toEqual({ BatchGetItem: 1 });
  });

  it('never join those of another county, nor of the portal', async () => {
    await store.transact([{ put: key }]);
    const own = table.for(store.tenant);
    const foreign = table.for('t9876543210').get(key);
    const portal = table.for(store.tenant, 'portal').get(key);
    await expect(foreign).rejects.toThrow(OutOfBounds);
    await expect(portal).rejects.toThrow(OutOfBounds);
    expect(await own.get(key)).toEqual(key);
  });
});

describe('the meter', () => {
  it('counts requests and the units of table and indexes', async () => {
    table.meter.reset();
    await store.transact([{ put: { ...key, weight: 'x'.repeat(1500) } }]);
    expect(table.meter).toMatchObject({ requests: 1, writeUnits: 2, readUnits: 0, byOperation: { PutItem: 1 } });
    await store.get(key);
    await store.batchGet([key, { ...key, sk: '#none' }]);
    expect(table.meter).toMatchObject({
      requests: 3,
      readUnits: 3,
      byOperation: { PutItem: 1, GetItem: 1, BatchGetItem: 1 },
    });
    table.meter.reset();
    const second = { ...key, sk: '#F#1', gsi1pk: store.keys.moduleIndex('staff', 'm'), gsi1sk: 'a#b' };
    await store.transact([{ update: key, set: { weight: 'y' } }, { put: second }]);
    expect(table.meter).toMatchObject({ requests: 1, readUnits: 0, byOperation: { TransactWriteItems: 1 } });
    expect(table.meter.writeUnits).toBeGreaterThanOrEqual(6);
  });
});

it('the guard saw nothing to deny on all of this', () => {
  expect(opened.guard.denials).toBe(0);
});

describe('reads of one turn', () => {
  it('travel in one request and come back to each who asked', async () => {
    const { control } = table;
    await control.transact([
      { put: { ...controlKeys.slug('one'), n: 1 } },
      { put: { ...controlKeys.slug('two'), n: 2 } },
    ]);
    table.meter.reset();
    const [first, both, none] = await Promise.all([
      control.batchGet([controlKeys.slug('one')]),
      control.batchGet([controlKeys.slug('two'), controlKeys.slug('one')]),
      control.batchGet([controlKeys.slug('three')]),
    ]);
    expect(first.map((item) => item?.n)).toEqual([1]);
    expect(both.map((item) => item?.n)).toEqual([2, 1]);
    expect(none).toEqual([undefined]);
    expect(table.meter.requests).toBe(1);
  });

  it('fail for those who asked in it, and for nobody after it', async () => {
    await store.transact([{ put: { ...key, weight: 1 } }]);
    const asked = [store.get({ ...key, sk: '' }), store.batchGet([key])];
    const failures = await Promise.allSettled(asked);
    expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await store.get(key)).toEqual({ ...key, weight: 1 });
  });

  it('of more than a hundred keys together travel in as many requests as they need', async () => {
    const some = (from: number) => Array.from({ length: 70 }, (_, i) => ({ pk: key.pk, sk: `#F#${from + i}` }));
    await store.transact(some(0).map((put, i) => ({ put: { ...put, place: i } })));
    table.meter.reset();
    const [first, second] = await Promise.all([store.batchGet(some(0)), store.batchGet(some(60))]);
    expect(first.map((item) => item?.place)).toEqual(Array.from({ length: 70 }, (_, i) => i));
    expect(second.map((item) => item?.place)).toEqual(
      Array.from({ length: 70 }, (_, i) => (i < 10 ? 60 + i : undefined)),
    );
    expect(table.meter.byOperation).toEqual({ BatchGetItem: 2 });
  });
});

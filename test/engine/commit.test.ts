import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';
import { codeOf, itemsOf, made, refusalOf } from './case.ts';
import { filled, permitModules } from './permit-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld(permitModules);
});
afterAll(() => world.stop());
afterEach(() => world.faults.clear());

const officeOf = async () => (await world.county()).as('叶知秋', 'office');
const write = 'TransactWriteItems';

describe('a write whose answer was lost', () => {
  it('is one record, one event and the right answer, whether it had happened or not', async () => {
    for (const fault of ['lost', 'cut', 'timeout'] as const) {
      const office = await officeOf();
      world.faults.on(write, 1, fault);
      const record = await made(office, { fee: 1200 });
      expect(world.faults.struck.at(-1)).toBe(fault);
      expect(record).toMatchObject({ revision: 1, state: 'filed', values: { fee: 1200 } });
      expect((await itemsOf(office, record.id)).map(({ name, n }) => [name, n])).toEqual([['create', 1]]);
      expect((await listOf(office, 'permit', {})).total).toBe(1);
    }
  });

  it('is one move and one event', async () => {
    for (const fault of ['lost', 'timeout'] as const) {
      const office = await officeOf();
      const { id } = await made(office);
      world.faults.on(write, 1, fault);
      const moved = await takeMove(office, { module: 'permit', id, move: 'grant' });
      expect(moved).toMatchObject({ state: 'granted', revision: 2 });
      expect((await itemsOf(office, id)).map(({ name }) => name)).toEqual(['create', 'grant']);
    }
  });

  it('is nothing and says so where no answer ever comes', async () => {
    const office = await officeOf();
    const { id } = await made(office);
    world.faults.on(write, 0, 'timeout');
    expect(await codeOf(takeMove(office, { module: 'permit', id, move: 'grant' }))).toBe('conflict.unknown');
    world.faults.clear();
    expect(await getRecord(office, { module: 'permit', id })).toMatchObject({ state: 'filed', revision: 1 });
    expect(await itemsOf(office, id)).toHaveLength(1);
  });

  it('draws a number again rather than failing', async () => {
    const office = await officeOf();
    const { id } = await made(office, {}, 'draft');
    world.faults.on('PutItem', 1, 'lost');
    const { values } = await takeMove(office, { module: 'permit', id, move: 'submit' });
    expect(world.faults.struck.at(-1)).toBe('lost');
    expect(values.number).toBe('许〔2026〕002号');
  });
});

describe('a server that is busy', () => {
  it('is asked again', async () => {
    const office = await officeOf();
    for (const fault of ['throttle', 'conflict', 'serverError'] as const) {
      world.faults.on(write, 1, fault);
      expect((await made(office)).revision).toBe(1);
    }
  });

  it('says so in the end, and nothing has happened', async () => {
    const office = await officeOf();
    world.faults.on(write, 0, 'throttle');
    const refusal = await refusalOf(made(office));
    expect(refusal?.code).toBe('limit.busy');
    expect(refusal?.details.retryAfter).toBe(1);
    world.faults.clear();
    expect((await listOf(office, 'permit', {})).total).toBe(0);
  });
});

describe('a record and its event', () => {
  it('are written together or not at all', async () => {
    const office = await officeOf();
    const { id } = await made(office);
    const key = office.store.keys.event('portal', 'permit', id, 2);
    await office.store.transact([{ put: { ...key, n: 2, planted: true }, when: 'absent' }]);
    expect(await codeOf(takeMove(office, { module: 'permit', id, move: 'grant' }))).toBe('conflict.stale');
    const update = { module: 'permit', id, revision: 1, values: { fee: 1 } };
    expect(await codeOf(updateRecord(office, update))).toBe('conflict.stale');
    expect((await loadRecord(office, moduleOf(office, 'permit'), id))?.revision).toBe(1);
  });

  it('name who, when, where it stands and which fields, and no value', async () => {
    const office = await officeOf();
    const { id } = await made(office, { fee: 1200, secret: '只此一家之言' });
    const [event] = await itemsOf(office, id);
    expect(event).toMatchObject({
      n: 1,
      revision: 1,
      name: 'create',
      state: 'filed',
      actor: { id: office.actor.id, name: '叶知秋', kind: 'member' },
      request: office.requestId,
      previousHash: '',
    });
    expect([event?.fields].flat().sort()).toEqual(['fee', 'name', 'phone', 'secret']);
    const item = await office.store.get(office.store.keys.record('portal', 'permit', id));
    for (const stored of [event, item])
      for (const clear of ['甲店', '13900000126', '只此一家之言', '1200'])
        expect(Buffer.from(JSON.stringify(stored)).toString()).not.toContain(clear);
  });
});

describe('two at once', () => {
  it('one wins, and the other is told who was first and when', async () => {
    const county = await world.county();
    const [first, second] = [await county.as('叶知秋', 'office'), await county.as('林一', 'office')];
    const { id } = await made(first);
    const results = await Promise.all(
      [first, second].map((ctx) =>
        updateRecord(ctx, { module: 'permit', id, revision: 1, values: { fee: 5 } }).then(
          () => ctx.actor.name,
          (refusal) => refusal,
        ),
      ),
    );
    const winner = results.find((result) => typeof result === 'string');
    const [loser] = results.filter((result) => typeof result !== 'string');
    expect(loser.code).toBe('conflict.stale');
    expect(loser.reason('zh-CN')).toBe(`此件已由${winner}于2026-03-02 09:00改动，请核对后再保存`);
    expect(await itemsOf(first, id)).toHaveLength(2);
  });

  it('one move is taken and the other finds the record moved on', async () => {
    const office = await officeOf();
    const { id } = await made(office);
    const codes = await Promise.all(
      ['grant', 'withdraw'].map((move) => codeOf(takeMove(office, { module: 'permit', id, move, revision: 1 }))),
    );
    expect(codes.sort()).toEqual(['conflict.stale', 'done']);
    const again = await made(office);
    const free = await Promise.all(
      ['grant', 'withdraw'].map((move) => codeOf(takeMove(office, { module: 'permit', id: again.id, move }))),
    );
    expect(free.filter((code) => code === 'done')).toHaveLength(1);
    expect(free.find((code) => code !== 'done')).toMatch(/^conflict\.(stale|state)$/);
    expect(await itemsOf(office, again.id)).toHaveLength(2);
  });

  it('each derives again where another record of its transaction was changed in between', async () => {
    const office = await officeOf();
    const { id: register } = await createRecord(office, { module: 'register', values: { name: '总簿', count: 0 } });
    const permits = await Promise.all([1, 2, 3, 4].map(() => made(office, { register })));
    await Promise.all(permits.map(({ id }) => takeMove(office, { module: 'permit', id, move: 'grant' })));
    const { values, revision } = await getRecord(office, { module: 'register', id: register });
    expect([values.count, revision]).toEqual([4, 5]);
    const read = await Promise.all(permits.map(({ id }) => getRecord(office, { module: 'permit', id })));
    expect(read.map((one) => one.values.reason).sort()).toEqual(['第1件', '第2件', '第3件', '第4件']);
    expect((await itemsOf(office, register, 'register')).map(({ name }) => name)).toEqual([
      'create',
      'counted',
      'counted',
      'counted',
      'counted',
    ]);
  });
});

describe('an idempotency key', () => {
  it('gives the same record to the same request and refuses another', async () => {
    const office = await officeOf();
    const request = { module: 'permit', values: filled({ fee: 7 }), state: 'filed', key: 'key-0001' };
    const first = await createRecord(office, request);
    expect((await createRecord(office, request)).id).toBe(first.id);
    expect(await codeOf(createRecord(office, { ...request, values: filled({ fee: 8 }) }))).toBe('invalid.idempotency');
    expect((await listOf(office, 'permit', {})).total).toBe(1);
  });

  it('is one person’s own', async () => {
    const county = await world.county();
    const request = { module: 'permit', values: filled(), state: 'filed', key: 'key-0001' };
    const first = await createRecord(await county.as('叶知秋', 'office'), request);
    const other = await createRecord(await county.as('林一', 'office'), request);
    expect(other.id).not.toBe(first.id);
  });

  it('makes one record of the same request sent many times at once', async () => {
    const office = await officeOf();
    const request = { module: 'permit', values: filled(), state: 'filed', key: 'key-0002' };
    const records = await Promise.all([1, 2, 3, 4, 5].map(() => createRecord(office, request)));
    expect(new Set(records.map(({ id }) => id)).size).toBe(1);
    expect((await listOf(office, 'permit', {})).total).toBe(1);
  });

  it('takes one move of the same request sent many times at once', async () => {
    const office = await officeOf();
    const { id } = await made(office);
    const request = { module: 'permit', id, move: 'stamp', key: 'key-0003' };
    const moved = await Promise.all([1, 2, 3].map(() => takeMove(office, request)));
    expect(moved.map(({ revision }) => revision)).toEqual([2, 2, 2]);
    expect((await takeMove(office, request)).revision).toBe(2);
    expect(await codeOf(takeMove(office, { ...request, move: 'grant' }))).toBe('invalid.idempotency');
    expect((await itemsOf(office, id)).map(({ name }) => name)).toEqual(['create', 'stamp']);
  });

  it('gives somebody who does not see what he made the same receipt again', async () => {
    const county = await world.county();
    const visitor = await county.visitor();
    const request = { module: 'register', values: { name: '来函簿' }, key: 'key-0004' };
    const first = await createRecord(visitor, request);
    expect(first).toMatchObject({ title: '来函簿', values: {} });
    expect(await createRecord(visitor, request)).toMatchObject({ id: first.id, title: '来函簿', values: {} });
    expect(await codeOf(getRecord(visitor, { module: 'register', id: first.id }))).toBe('missing.record');
  });
});

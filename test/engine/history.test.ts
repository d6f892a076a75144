import { brokenEvents, listEvents } from '@juxian/engine/history.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { revealField } from '@juxian/engine/reveal.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import type { Item } from '@juxian/store/table.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openWorld } from '../support/county.ts';
import { codeOf, itemsOf, made } from './case.ts';
import { filled, permitModules } from './permit-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld(permitModules);
});
afterAll(() => world.stop());
beforeEach(() => world.clock.set(at('2026-03-02T09:00:00')));

const officeOf = async () => (await world.county()).as('叶知秋', 'office');

describe('a record as it was known', () => {
  it('folds its events up to the moment', async () => {
    const office = await officeOf();
    const { id } = await made(office, { fee: 100, secret: '初' });
    world.clock.set(at('2026-03-03T09:00:00'));
    await updateRecord(office, { module: 'permit', id, revision: 1, values: { fee: 200, secret: null } });
    world.clock.set(at('2026-03-04T09:00:00'));
    await takeMove(office, { module: 'permit', id, move: 'grant' });
    const known = async (knownAt: string) => {
      const { state, values, moves, editable, title } = await getRecord(office, { module: 'permit', id, knownAt });
      return { state, fee: values.fee, secret: values.secret, moves, editable, title };
    };
    const then = { moves: [], editable: [], title: '甲店' };
    expect(await known('2026-03-02T12:00:00+08:00')).toEqual({ ...then, state: 'filed', fee: 100, secret: '初' });
    expect(await known('2026-03-03T12:00:00+08:00')).toEqual({ ...then, state: 'filed', fee: 200, secret: undefined });
    expect(await known('2026-03-04T01:00:05Z')).toEqual({ ...then, state: 'granted', fee: 200, secret: undefined });
    expect(await codeOf(known('2026-03-02T08:59:59+08:00'))).toBe('missing.record');
    expect(await codeOf(known('gestern'))).toBe('invalid.knownAt');
  });

  it('is seen through the scope of the state it had', async () => {
    const county = await world.county();
    const [office, visitor] = [await county.as('叶知秋', 'office'), await county.visitor()];
    const { id } = await made(office);
    world.clock.set(at('2026-03-03T09:00:00'));
    await takeMove(office, { module: 'permit', id, move: 'grant' });
    expect((await getRecord(visitor, { module: 'permit', id })).values).toEqual({ name: '甲店' });
    const before = { module: 'permit', id, knownAt: '2026-03-02T12:00:00+08:00' };
    expect(await codeOf(getRecord(visitor, before))).toBe('missing.record');
  });
});

describe('the history', () => {
  it('tells who changed what from what to what, for the fields one sees, sensitive ones masked', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const { id } = await made(office, { fee: 100, secret: '甲意见', phone: '13900000126' }, 'draft');
    const change = { phone: '13900000999', secret: '乙意见' };
    await updateRecord(office, { module: 'permit', id, revision: 1, values: change });
    const [created, updated] = await listEvents(office, { module: 'permit', id });
    expect(created).toMatchObject({ n: 1, name: 'create', label: '新建', actor: { name: '叶知秋' }, state: 'draft' });
    expect(updated?.changes).toEqual([
      { field: 'phone', label: '电话', before: '139****0126', after: '139****0999' },
      { field: 'secret', label: '内部意见', before: '甲意见', after: '乙意见' },
    ]);
    const leader = await county.as('孙某', 'leader');
    const seen = await listEvents(leader, { module: 'permit', id });
    expect(seen.map(({ changes }) => changes.map(({ field }) => field))).toEqual([['phone', 'fee'], ['phone']]);
    expect(JSON.stringify(seen)).not.toMatch(/甲意见|乙意见|甲店|13900000126/);
  });

  it('names nobody of the office to an applicant', async () => {
    const county = await world.county();
    const [office, applicant] = [await county.as('叶知秋', 'office'), await county.applicant('沈知微')];
    const { id } = await createRecord(applicant, { module: 'permit', values: filled() });
    await takeMove(applicant, { module: 'permit', id, move: 'submit' });
    await takeMove(office, { module: 'permit', id, move: 'giveBack', input: { reason: '缺说明', opens: ['note'] } });
    const events = await listEvents(applicant, { module: 'permit', id });
    expect(events.map(({ name, actor }) => [name, actor.name])).toEqual([
      ['create', '沈知微'],
      ['submit', '沈知微'],
      ['giveBack', ''],
    ]);
    expect(JSON.stringify(events)).not.toContain('叶知秋');
    expect(JSON.stringify(await listEvents(office, { module: 'permit', id }))).toContain('叶知秋');
    const stale = { module: 'permit', id, revision: 2, values: { note: '补' } };
    const refusal = await updateRecord(applicant, stale).catch((error) => error);
    expect(refusal.code).toBe('conflict.stale');
    expect(refusal.reason('zh-CN')).not.toContain('叶知秋');
  });
});

describe('a clear value', () => {
  it('is read by whom it is granted, with a reason that stays in the history', async () => {
    const county = await world.county();
    const [office, leader] = [await county.as('叶知秋', 'office'), await county.as('孙某', 'leader')];
    const { id } = await made(office, { keeper: '99010119900101006x' });
    const reveal = (ctx: typeof office, field: string, reason: string) =>
      revealField(ctx, { module: 'permit', id, field, reason });
    expect(await codeOf(reveal(office, 'phone', ' '))).toBe('invalid.reason');
    expect(await codeOf(reveal(office, 'keeper', '核对'))).toBe('missing.field');
    expect(await codeOf(reveal(office, 'fee', '核对'))).toBe('missing.field');
    expect(await codeOf(reveal(leader, 'phone', '核对'))).toBe('missing.field');
    expect(await itemsOf(office, id)).toHaveLength(1);
    expect(await reveal(office, 'phone', ' 电话核实 ')).toEqual({ value: '13900000126' });
    const [, event] = await itemsOf(office, id);
    expect(event).toMatchObject({ name: 'reveal', note: { field: 'phone', reason: '电话核实' }, fields: [] });
    const [, told] = await listEvents(leader, { module: 'permit', id });
    expect(told).toMatchObject({ label: '查看明文', actor: { name: '叶知秋' }, changes: [] });
  });

  it('is not given where the event cannot be written', async () => {
    const office = await officeOf();
    const { id } = await made(office);
    world.faults.on('TransactWriteItems', 0, 'throttle');
    const work = revealField(office, { module: 'permit', id, field: 'phone', reason: '核对' });
    expect(await codeOf(work)).toBe('limit.busy');
    world.faults.clear();
  });
});

const flipped = (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));

describe('the chain of events', () => {
  const chained = async () => {
    const office = await officeOf();
    const { id } = await made(office, { fee: 1 });
    await updateRecord(office, { module: 'permit', id, revision: 1, values: { fee: 2 } });
    await updateRecord(office, { module: 'permit', id, revision: 2, values: { fee: 3 } });
    await takeMove(office, { module: 'permit', id, move: 'grant' });
    const record = await loadRecord(office, moduleOf(office, 'permit'), id);
    return { office, id, head: record?.head ?? '', items: () => itemsOf(office, id) };
  };

  it('holds as it was written', async () => {
    const { head, items } = await chained();
    const events = await items();
    expect(events).toHaveLength(4);
    expect(brokenEvents(events, head)).toEqual([]);
    expect(events.map(({ previousHash }) => previousHash)).toEqual(['', ...events.slice(0, 3).map(({ hash }) => hash)]);
  });

  it('names the event in which anything was altered in the table', async () => {
    const alterations: [string, (event: Item) => Item][] = [
      ['actor', (event) => ({ ...event, actor: { ...(event.actor as object), name: '别人' } })],
      ['moment', (event) => ({ ...event, at: '2020-01-01T00:00:00+08:00' })],
      ['name', (event) => ({ ...event, name: 'create' })],
      ['state', (event) => ({ ...event, state: 'withdrawn' })],
      ['fields', (event) => ({ ...event, fields: [] })],
      ['revision', (event) => ({ ...event, revision: 9 })],
      ['note', (event) => ({ ...event, note: { reason: '补记' } })],
      ['values', (event) => ({ ...event, changes: flipped(event.changes as Uint8Array) })],
    ];
    for (const [what, alter] of alterations) {
      const { office, head, items } = await chained();
      const event = (await items())[1] as Item;
      await office.store.transact([{ put: alter(event) }]);
      expect(brokenEvents(await items(), head), what).toEqual([2]);
    }
  });

  it('names what was taken out, put in or cut off', async () => {
    const { head, items } = await chained();
    const events = await items();
    const [first, second, third, fourth] = events as [Item, Item, Item, Item];
    expect(brokenEvents([first, third, fourth], head)).toEqual([3, 4]);
    expect(brokenEvents([first, second, third], head)).toEqual([3]);
    expect(brokenEvents([first, third, second, fourth], head)).toContain(3);
    expect(brokenEvents([first, second, third, fourth, { ...fourth, n: 5 }], head)).toEqual([5]);
  });
});

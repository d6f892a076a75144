import { Clock } from '@juxian/base/clock.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctxOver, dawn, filesInMemory, SimulatedIndex } from '../support/rows.ts';
import { people } from './rows-module.ts';

const modules = [people];
const second = 1000;

describe('the delta protocol', () => {
  /*
   * True time runs in one line. A writer stamps by its own clock and lands up to 4 s later; the index shows it up to 2 s
   * after that; readers have clocks of their own. Each is within 2 s of the truth.
   */
  const skew = fc.integer({ min: -2000, max: 2000 });
  const write = fc.record({
    kind: fc.constant('write' as const),
    after: fc.integer({ min: 0, max: 1500 }),
    id: fc.integer({ min: 0, max: 14 }),
    late: fc.integer({ min: 0, max: 4000 }),
    lag: fc.integer({ min: 0, max: 2000 }),
    skew,
    gone: fc.boolean(),
  });
  const read = fc.record({
    kind: fc.constant('read' as const),
    after: fc.oneof(
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom(15 * second, 61 * second, 29 * 60 * second, 31 * 60 * second),
    ),
    reader: fc.integer({ min: 0, max: 1 }),
  });
  const disorder = fc.infiniteStream(fc.nat());

  it('loses nothing, whatever the delays, clocks, doublings and orders', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: write }, read), { minLength: 5, maxLength: 60 }),
        skew,
        skew,
        disorder,
        async (steps, skew1, skew2, chance) => {
          const index = new SimulatedIndex();
          index.disorder = (items) =>
            [...items, ...items.filter(() => (chance.next().value ?? 0) % 2 === 0)]
              .map((item) => ({ item, place: chance.next().value ?? 0 }))
              .sort((a, b) => a.place - b.place)
              .map(({ item }) => item);
          const readers = [skew1, skew2].map((off) =>
            ctxOver(index, { modules, clock: new Clock(() => index.now + off) }),
          );
          const revisions = new Map<number, { revision: number; visibleAt: number }>();
          for (const step of steps) {
            index.now += step.after;
            if (step.kind === 'write') {
              const last = revisions.get(step.id) ?? { revision: 0, visibleAt: 0 };
              const next = { revision: last.revision + 1, visibleAt: Math.max(last.visibleAt, index.now + step.lag) };
              revisions.set(step.id, next);
              index.write(
                people,
                {
                  id: `rec_${step.id}`,
                  revision: next.revision,
                  values: { age: next.revision },
                  ...(step.gone ? { gone: 'x' } : {}),
                },
                { at: index.now - step.late + step.skew, visibleAt: next.visibleAt },
              );
              continue;
            }
            const ctx = readers[step.reader];
            if (!ctx) throw new Error('no reader');
            const rows = await ctx.rows.fresh(ctx, people);
            for (const [id, { item }] of index.visible()) {
              expect(rows.revisionOf(id)).toBe(item.revision);
              expect(rows.get(id)?.values.age).toBe(item.gone ? undefined : item.revision);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('sees a late commit stamped before the highest stamp seen', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    await ctx.rows.fresh(ctx, people);
    index.now += second;
    index.write(people, { id: 'rec_quick' });
    await ctx.rows.fresh(ctx, people);
    index.now += second;
    index.write(people, { id: 'rec_late' }, { at: index.now - 4000 });
    const rows = await ctx.rows.fresh(ctx, people);
    expect(rows.get('rec_late')).toBeDefined();
  });

  it('stops reading a load again once it is 10 s old', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    for (let i = 0; i < 50; i++) index.write(people, { id: `rec_${i}` });
    await ctx.rows.fresh(ctx, people);
    index.now += 11 * second;
    await ctx.rows.fresh(ctx, people);
    index.now += second;
    await ctx.rows.fresh(ctx, people);
    const last = index.queries.at(-1) ?? '';
    expect(Number(last)).toBe(dawn + 11 * second - 10 * second);
    expect(Number(last)).toBeGreaterThan(dawn);
  });

  it('widens its window to 120 s once a minute and reads everything anew after 30 minutes', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    const starts: (number | undefined)[] = [];
    for (const after of [0, 30, 30, 1, 30 * 60]) {
      index.now += after * second;
      await ctx.rows.fresh(ctx, people);
      const start = index.queries.at(-1);
      starts.push(start === undefined ? undefined : (index.now - Number(start)) / second);
    }
    expect(starts).toEqual([undefined, 40, 120, 11, undefined]);
  });

  it('reads everything anew when the clock has gone back, since nobody knows what was missed', async () => {
    const index = new SimulatedIndex();
    let off = 3600 * second;
    const ctx = ctxOver(index, { modules, clock: new Clock(() => index.now + off) });
    await ctx.rows.fresh(ctx, people);
    index.now += 300 * second;
    index.write(people, { id: 'rec_between' });
    index.now += 300 * second;
    off = 0;
    const rows = await ctx.rows.fresh(ctx, people);
    expect(rows.get('rec_between')).toBeDefined();
    expect(index.queries.at(-1)).toBeUndefined();
  });

  it('holds 1,000 writes under a business clock moved by years in the very next list', async () => {
    const index = new SimulatedIndex();
    const clock = new Clock(() => index.now);
    const ctx = ctxOver(index, { modules, clock });
    await ctx.rows.fresh(ctx, people);
    for (const [i, moved] of ['2031-01-01', '2019-01-01', '2026-11-23'].entries()) {
      clock.set(Date.parse(moved));
      for (let n = 0; n < 1000; n++) {
        index.now += 1;
        index.write(people, { id: `rec_${i}_${n}` });
      }
      const rows = await ctx.rows.fresh(ctx, people);
      expect(rows.size).toBe(1000 * (i + 1));
    }
  });
});

describe('queries', () => {
  it('are shared by callers of the same moment, and never joined once begun', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    await ctx.rows.fresh(ctx, people);
    let open = () => {};
    index.gate = new Promise((resolve) => {
      open = resolve;
    });
    const begun = ctx.rows.fresh(ctx, people);
    const joined = Array.from({ length: 16 }, () => ctx.rows.fresh(ctx, people));
    expect(index.queries.length).toBe(2);
    index.write(people, { id: 'rec_meanwhile' });
    open();
    await begun;
    const rows = await Promise.all(joined);
    expect(index.queries.length).toBe(3);
    expect(rows.every((one) => one.get('rec_meanwhile'))).toBe(true);
  });

  it('that fail are told to their callers, and the next one is made anew', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    index.write(people, { id: 'rec_1' });
    index.gate = Promise.reject(new Error('no answer'));
    const first = ctx.rows.fresh(ctx, people);
    const second = ctx.rows.fresh(ctx, people);
    await expect(first).rejects.toThrow('no answer');
    await expect(second).rejects.toThrow('no answer');
    index.gate = Promise.resolve();
    expect((await ctx.rows.fresh(ctx, people)).size).toBe(1);
  });

  it('for titles of other modules are made again after 5 s only', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    await ctx.rows.recent(ctx, people);
    index.write(people, { id: 'rec_1' });
    index.now += 4 * second;
    expect((await ctx.rows.recent(ctx, people)).size).toBe(0);
    expect(index.queries.length).toBe(1);
    index.now += 2 * second;
    expect((await ctx.rows.recent(ctx, people)).size).toBe(1);
    expect(index.queries.length).toBe(2);
  });
});

describe('rows of a table nobody else writes to', () => {
  const opened = () => {
    const index = new SimulatedIndex();
    const clock = new Clock(() => index.now);
    const table: { mark: number | undefined } = { mark: 0 };
    const cache = new RowsCache({ bytes: 1e9, clock, mark: () => table.mark });
    return { index, table, ctx: ctxOver(index, { modules, clock, cache }) };
  };

  it('stand without a query until something is written, for a second at most', async () => {
    const { index, table, ctx } = opened();
    await ctx.rows.fresh(ctx, people);
    index.now += 999;
    await ctx.rows.fresh(ctx, people);
    expect(index.queries.length).toBe(1);
    index.write(people, { id: 'rec_1' });
    table.mark = 1;
    expect((await ctx.rows.fresh(ctx, people)).size).toBe(1);
    expect(index.queries.length).toBe(2);
    index.now += 1000;
    await ctx.rows.fresh(ctx, people);
    expect(index.queries.length).toBe(3);
  });

  it('are read again after a query that began before a write ended', async () => {
    const { index, table, ctx } = opened();
    await ctx.rows.fresh(ctx, people);
    table.mark = 1;
    const begun = ctx.rows.fresh(ctx, people);
    table.mark = 2;
    await begun;
    index.write(people, { id: 'rec_1' });
    expect((await ctx.rows.fresh(ctx, people)).size).toBe(1);
    expect(index.queries.length).toBe(3);
  });

  it('are read every time while nobody knows what became of a write', async () => {
    const { index, table, ctx } = opened();
    table.mark = undefined;
    await ctx.rows.fresh(ctx, people);
    await ctx.rows.fresh(ctx, people);
    expect(index.queries.length).toBe(2);
  });
});

describe('own commits', () => {
  it('are there at once although the index lags, also through a rebuild', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    await ctx.rows.fresh(ctx, people);
    index.now += 31 * 60 * second;
    const item = index.write(people, { id: 'rec_1' }, { visibleAt: index.now + 1500 });
    ctx.rows.note(index.tenant, people, { item, row: { title: '张某', values: {} } });
    const rows = await ctx.rows.fresh(ctx, people);
    expect(index.queries.at(-1)).toBeUndefined();
    expect(rows.get('rec_1')?.title).toBe('张某');
  });

  it('give way to a higher revision and never to a lower one', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    await ctx.rows.fresh(ctx, people);
    index.write(people, { id: 'rec_1', revision: 1, title: 'old' });
    const item = index.write(people, { id: 'rec_1', revision: 2 }, { visibleAt: index.now + 1500 });
    ctx.rows.note(index.tenant, people, { item, row: { title: 'own', values: {} } });
    expect((await ctx.rows.fresh(ctx, people)).get('rec_1')?.title).toBe('own');
    index.write(people, { id: 'rec_1', revision: 3, title: 'newer' }, { visibleAt: index.now + 1500 });
    index.now += 2 * second;
    expect((await ctx.rows.fresh(ctx, people)).get('rec_1')?.title).toBe('newer');
  });
});

describe('rows', () => {
  it('of the bin and of an uncommitted import are hidden, and appear when restored or committed', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    index.write(people, { id: 'rec_bin', values: { name: '甲' } });
    index.write(people, { id: 'rec_job', job: 'job_1' });
    const rows = await ctx.rows.fresh(ctx, people);
    expect(rows.where().map(({ id }) => id)).toEqual(['rec_bin']);
    index.write(people, { id: 'rec_bin', revision: 2, gone: '2026-11-23' });
    index.write(people, { id: 'rec_job' });
    await ctx.rows.fresh(ctx, people);
    expect(rows.where().map(({ id }) => id)).toEqual(['rec_job']);
    expect(rows.size).toBe(1);
    expect([...rows.rows()].find(({ id }) => id === 'rec_bin')?.values).toEqual({});
    index.write(people, { id: 'rec_bin', revision: 3, values: { name: '甲' } });
    await ctx.rows.fresh(ctx, people);
    expect(rows.get('rec_bin')?.values).toEqual({ name: '甲' });
  });

  it('are found by any listed field, by state, by several values and by blank', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    index.write(people, { id: 'rec_1', values: { unit: 'rec_u1', age: 30, skills: ['law', 'art'] } });
    index.write(people, { id: 'rec_2', state: 'done', values: { unit: 'rec_u2', age: 40 } });
    index.write(people, { id: 'rec_3', values: { unit: 'rec_u1', skills: ['art'] } });
    const rows = await ctx.rows.fresh(ctx, people);
    const found = (where: Record<string, unknown>) => rows.where(where).map(({ id }) => id);
    expect(found({ unit: 'rec_u1' })).toEqual(['rec_1', 'rec_3']);
    expect(found({ unit: ['rec_u1', 'rec_u2'], state: 'open' })).toEqual(['rec_1', 'rec_3']);
    expect(found({ skills: 'art' })).toEqual(['rec_1', 'rec_3']);
    expect(found({ skills: undefined })).toEqual(['rec_2']);
    expect(found({ age: 40 })).toEqual(['rec_2']);
    expect(found({ age: null })).toEqual(['rec_3']);
    expect(found({ id: ['rec_2', 'rec_none'] })).toEqual(['rec_2']);
    expect(found({ unit: 'rec_u9' })).toEqual([]);
    expect(found({ nothing: 'x' })).toEqual([]);
  });

  it('keep a value of another shape than the column had', async () => {
    const index = new SimulatedIndex();
    const ctx = ctxOver(index, { modules });
    index.write(people, { id: 'rec_1', values: { age: 30 } });
    const rows = await ctx.rows.fresh(ctx, people);
    index.write(people, { id: 'rec_2', values: { age: 'unknown' } });
    await ctx.rows.fresh(ctx, people);
    expect(['rec_1', 'rec_2'].map((id) => rows.get(id)?.values.age)).toEqual([30, 'unknown']);
  });

  it('show what holds today, and change when the day does without any write', async () => {
    const index = new SimulatedIndex();
    const clock = new Clock(() => index.now);
    const ctx = ctxOver(index, { modules, clock });
    index.write(people, {
      id: 'rec_1',
      values: { post: '科员' },
      spans: {
        post: [
          ['2020-01-01', '科员'],
          ['2026-12-01', '科长'],
        ],
      },
    });
    index.write(people, { id: 'rec_2', values: { post: '主任' } });
    const rows = await ctx.rows.fresh(ctx, people);
    expect(rows.get('rec_1')?.values.post).toBe('科员');
    clock.set(Date.parse('2026-12-01T00:00:00+08:00'));
    expect(rows.get('rec_1')?.values.post).toBe('科长');
    expect(rows.where({ post: '主任' }).map(({ id }) => id)).toEqual(['rec_2']);
    clock.set(Date.parse('2019-12-01T00:00:00+08:00'));
    expect(rows.get('rec_1')?.values.post).toBeUndefined();
  });
});

describe('memory', () => {
  const loaded = async (tenants: string[], bytes: number) => {
    const clock = new Clock(() => dawn);
    const cache = new RowsCache({ bytes, clock });
    const counties = tenants.map((tenant) => {
      const index = new SimulatedIndex(tenant);
      for (let i = 0; i < 200; i++) index.write(people, { id: `rec_${i}`, values: { name: `${tenant} ${i}` } });
      return { index, ctx: ctxOver(index, { modules, clock, cache }) };
    });
    for (const { ctx } of counties) await cache.fresh(ctx, people);
    return { cache, counties };
  };
  const tenants = ['t0000000001', 't0000000002', 't0000000003'];

  it('keeps the modules used last within the bytes given', async () => {
    const { cache, counties } = await loaded(tenants, 300_000);
    const [first, , last] = counties;
    if (!first || !last) throw new Error('no counties');
    await cache.fresh(last.ctx, people);
    expect(last.index.queries.at(-1)).toBeDefined();
    await cache.fresh(first.ctx, people);
    expect(first.index.queries).toEqual([undefined, undefined]);
  });

  it('keeps all of them where they fit', async () => {
    const { cache, counties } = await loaded(tenants, 100_000_000);
    for (const { ctx, index } of counties) {
      await cache.fresh(ctx, people);
      expect(index.queries.length).toBe(2);
      expect(index.queries[1]).toBeDefined();
    }
  });

  it('gives one county nothing of another, and forgets a county that is dropped', async () => {
    const { cache, counties } = await loaded(tenants, 100_000_000);
    const [first, other] = counties;
    if (!first || !other) throw new Error('no counties');
    const item = first.index.write(people, { id: 'rec_only' });
    cache.note('t0000000001', people, { item, row: { title: '只在一县', values: {} } });
    expect((await cache.fresh(first.ctx, people)).get('rec_only')).toBeDefined();
    expect((await cache.fresh(other.ctx, people)).get('rec_only')).toBeUndefined();
    cache.drop('t0000000001');
    await cache.fresh(first.ctx, people);
    expect(first.index.queries.at(-1)).toBeUndefined();
    await cache.fresh(other.ctx, people);
    expect(other.index.queries.at(-1)).toBeDefined();
  });
});

describe('a snapshot', () => {
  const world = async () => {
    const index = new SimulatedIndex();
    const files = filesInMemory();
    for (let i = 0; i < 20; i++)
      index.write(people, {
        id: `rec_${i}`,
        values: { name: `人${i}`, age: i, skills: ['law'] },
        ...(i === 3 ? { gone: 'x' } : {}),
        ...(i === 4 ? { job: 'job_1' } : {}),
      });
    index.write(people, {
      id: 'rec_dated',
      values: { post: '科员' },
      spans: {
        post: [
          ['2020-01-01', '科员'],
          ['2026-12-01', '科长'],
        ],
      },
      due: '2026-12-01T00:00:00+08:00',
    });
    const ctx = ctxOver(index, { modules, files });
    return { index, files, ctx };
  };

  it('starts another process with one object and one delta, and holds the same rows', async () => {
    const { index, files, ctx } = await world();
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(true);
    index.now += 20 * second;
    index.write(people, { id: 'rec_5', revision: 2, values: { name: '改名' } });
    index.write(people, { id: 'rec_new' });
    files.reads = 0;
    const cold = ctxOver(index, { modules, files });
    const rows = await cold.rows.fresh(cold, people);
    expect(files.reads).toBe(1);
    expect(Number(index.queries.at(-1))).toBe(dawn - 10 * second);
    const direct = ctxOver(index, { modules });
    const all = [...(await direct.rows.fresh(direct, people)).rows()];
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect([...rows.rows()].sort(byId)).toEqual(all.sort(byId));
    expect(all.length).toBe(22);
    expect(rows.get('rec_5')?.title).toBe('rec_5');
    expect(rows.size).toBe(20);
  });

  it('is sealed: no name stands in it, and another county cannot open it', async () => {
    const { files, ctx } = await world();
    await ctx.rows.writeSnapshot(ctx, people);
    const [[path, bytes] = ['', new Uint8Array()]] = files.held;
    expect(path).toBe('t/t0000000001/rows/talent/latest');
    expect(Buffer.from(bytes).includes(Buffer.from('人1'))).toBe(false);
    expect(Buffer.from(bytes).includes(Buffer.from('rec_1'))).toBe(false);
    const other = new SimulatedIndex('t0000000002');
    files.held.set('t/t0000000002/rows/talent/latest', bytes);
    const foreign = ctxOver(other, { modules, files });
    await expect(foreign.rows.fresh(foreign, people)).rejects.toThrow();
  });

  it('is written again after 1,000 changed rows, or after 10 minutes with any change', async () => {
    const { index, ctx } = await world();
    const write = (count: number) => {
      for (let i = 0; i < count; i++) index.write(people, { id: `rec_more_${index.now}_${i}` });
    };
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(true);
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(false);
    index.now += 6 * second;
    write(1000);
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(false);
    index.now += 6 * second;
    write(1);
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(true);
    index.now += 11 * 60 * second;
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(false);
    write(1);
    index.now += 6 * second;
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(true);
    expect(await ctx.rows.writeSnapshot(ctx, people, 'now')).toBe(true);
  });

  it('of a large module waits for a tenth of its rows', async () => {
    const { index, ctx } = await world();
    const write = (count: number, from: number) => {
      for (let i = 0; i < count; i++) index.write(people, { id: `rec_${from + i}` });
      index.now += 6 * second;
    };
    write(20_000, 100_000);
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(true);
    write(1500, 200_000);
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(false);
    write(1000, 300_000);
    expect(await ctx.rows.writeSnapshot(ctx, people)).toBe(true);
  });
});

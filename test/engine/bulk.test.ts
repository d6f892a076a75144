import { Refusal } from '@juxian/base/refusal.ts';
import { type BulkInput, type BulkItem, bulkAnswer, bulkJob, startBulk } from '@juxian/engine/bulk.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { cancelJob, getJob, type JobKinds, runJob } from '@juxian/engine/jobs.ts';
import { createRecord, getRecord, takeMove } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';
import { register, sample } from './sample-module.ts';

const kinds: JobKinds = { bulk: bulkJob };
let world: Awaited<ReturnType<typeof openWorld>>;
let office: Ctx;
beforeAll(async () => {
  world = await openWorld([sample, register('unit'), register('expert')]);
});
afterAll(() => world.stop());
beforeEach(async () => {
  office = await (await world.county()).as('马兰', 'office');
});

const make = async (count: number): Promise<BulkItem[]> => {
  const made: BulkItem[] = [];
  for (let i = 0; i < count; i++)
    made.push(await createRecord(office, { module: 'studio', values: { name: `室${i}`, kind: 'teacher' } }));
  return made.map(({ id, revision }) => ({ id, revision }));
};
const run = async (input: BulkInput) => {
  const { id } = await startBulk(office, input);
  await runJob(office, id, { kinds });
  return bulkAnswer(office, id);
};
const read = (id: string) => getRecord(office, { module: 'studio', id });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'done';
};

describe('many records at once', () => {
  it('take a move each, and those that cannot say why', async () => {
    const items = await make(22);
    const [first, second] = items;
    if (!first || !second) throw new Error('none made');
    await takeMove(office, { module: 'studio', id: first.id, move: 'submit' });
    const moved = await read(first.id);
    const answer = await run({
      module: 'studio',
      items: [{ id: first.id, revision: moved.revision }, ...items.slice(1)],
      move: 'submit',
    });
    expect([answer.state, answer.result]).toEqual(['done', { changed: 21, refused: 1 }]);
    expect(answer.refused.map(({ id }) => id)).toEqual([first.id]);
    expect(answer.refused[0]?.message).toMatch(/[一-鿿]/);
    expect((await read(second.id)).state).toBe('open');
  });

  it('change, unless somebody has changed them since', async () => {
    const [a, b] = await make(2);
    if (!a || !b) throw new Error('none made');
    const answer = await run({
      module: 'studio',
      items: [a, { ...b, revision: 7 }],
      values: { grant: 100, phone: '138 0000 0000' },
    });
    expect(answer.refused.map(({ id, code }) => [id, code])).toEqual([[b.id, 'conflict.stale']]);
    expect((await read(a.id)).values).toMatchObject({ grant: 100, phone: '13800000000' });
  });

  it('are done once, although the chunk ran twice', async () => {
    const items = await make(2);
    for (const work of [{ values: { area: 5 } }, { move: 'submit' }]) {
      const now = await Promise.all(items.map(async ({ id }) => ({ id, revision: (await read(id)).revision })));
      const { id } = await startBulk(office, { module: 'studio', items: now, ...work } as BulkInput);
      await bulkJob.step(office, await getJob(office, id));
      await runJob(office, id, { kinds });
      expect((await bulkAnswer(office, id)).refused).toEqual([]);
      for (const item of now) expect((await read(item.id)).revision).toBe(item.revision + 1);
    }
  });

  it('stop where they are when cancelled', async () => {
    const items = await make(21);
    const { id } = await startBulk(office, { module: 'studio', items, values: { area: 5 } });
    let left = 1;
    await runJob(office, id, {
      kinds: { bulk: { ...bulkJob, step: async (ctx, job) => (left-- > 0 ? bulkJob.step(ctx, job) : undefined) } },
    });
    await cancelJob(office, id);
    const job = await runJob(office, id, { kinds });
    expect([job.state, job.result.changed]).toEqual(['cancelled', 20]);
    expect((await read(items[20]?.id ?? '')).values.area).toBeUndefined();
  });

  it('are bounded, and refused where the values fit nothing', async () => {
    const items = Array.from({ length: 5001 }, (_, i) => ({ id: `rec_${i}`, revision: 1 }));
    expect(await codeOf(startBulk(office, { module: 'studio', items, move: 'submit' }))).toBe('invalid.bulk');
    expect(await codeOf(startBulk(office, { module: 'studio', items: [], values: { salary: 1 } }))).toBe(
      'invalid.input',
    );
    expect(await codeOf(startBulk(office, { module: 'nothing', items: [], move: 'submit' }))).toBe('missing.module');
  });
});

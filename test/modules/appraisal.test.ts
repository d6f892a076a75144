import { listEvents } from '@juxian/engine/history.ts';
import { getRecord, placeRecord } from '@juxian/engine/record.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { appraisal } from '@juxian/modules/talent/appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openWorld } from '../support/county.ts';
import { move } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

describe('a self-report that does not come', () => {
  it('is asked for 7, 15 and 30 days late, in three ways and to ever more people', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const unit = await placeRecord(office, { module: 'unit', values: { name: '县一中', order: 1, sort: 'school' } });
    const studio = { studio: 'rec_0000000000000000000001', studioName: '沈知微名师工作室', kind: 'teacher' };
    const { id } = await placeRecord(office, {
      module: 'appraisal',
      values: { ...studio, hostUnit: unit.id, sort: 'annual', year: 2026, until: '2026-04-01' },
      due: '2026-04-01T23:59:59+08:00',
    });
    const read = () => getRecord(office, { module: 'appraisal', id });
    const onDay = async (day: string) => {
      world.clock.set(at(`${day}T10:00:00`));
      return tick(await county.ticking());
    };
    expect(await onDay('2026-04-07')).toBe(0);
    expect((await read()).state).toBe('due');
    const taken: number[] = [];
    for (const day of ['2026-04-08', '2026-04-15', '2026-04-16', '2026-04-30', '2026-05-01', '2026-06-30'])
      taken.push(await onDay(day));
    expect(taken).toEqual([1, 0, 1, 0, 1, 0]);
    const names = (await listEvents(office, { module: 'appraisal', id })).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('chase')).sort()).toEqual(['chase', 'chaseAgain', 'chaseLast']);
    const { chase, chaseAgain, chaseLast } = appraisal.moves;
    expect([chase, chaseAgain, chaseLast].map((one) => one?.says?.to)).toEqual([
      ['unit'],
      ['unit', 'office'],
      ['unit', 'office', 'leader'],
    ]);
    expect(new Set([chase, chaseAgain, chaseLast].map((one) => one?.says?.text.zh)).size).toBe(3);
  });

  it('is caught up with in one go after the machine stood still, and ends when it comes', async () => {
    const county = await world.county();
    world.clock.set(at('2026-03-02T09:00:00'));
    const office = await county.as('叶知秋', 'office');
    const { id, revision } = await placeRecord(office, {
      module: 'appraisal',
      values: {
        studio: 'rec_0000000000000000000001',
        studioName: '沈知微名师工作室',
        kind: 'teacher',
        hostUnit: 'rec_0000000000000000000002',
        sort: 'annual',
        year: 2026,
        until: '2026-04-01',
        selfReport: '完成年度目标',
      },
      due: '2026-04-01T23:59:59+08:00',
    });
    expect(revision).toBe(1);
    world.clock.set(at('2026-04-20T10:00:00'));
    expect(await tick(await county.ticking())).toBe(2);
    await move(office, 'appraisal', id, 'report');
    world.clock.set(at('2026-06-20T10:00:00'));
    expect(await tick(await county.ticking())).toBe(0);
  });
});

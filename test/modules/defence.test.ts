import { createHash } from 'node:crypto';
import { createRecord, getRecord, placeRecord } from '@juxian/engine/record.ts';
import type { Slot } from '@juxian/modules/talent/meeting/order.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';
import { draft, memberOf, move, openCall, refusal, register } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

describe('a defence', () => {
  it('draws its order verifiably, gives times, takes second scores and puts their mean on the application', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county);
    const other = await createRecord(office, {
      module: 'unit',
      values: { name: '松溪小学', order: 2, sort: 'school' },
    });
    const members = await register(office, 3, (i) => (i === 0 ? { unitName: '松溪小学' } : {}));
    const ticking = await county.ticking();
    const filed: string[] = [];
    for (const [n, host] of [unit.id, unit.id, other.id].entries()) {
      const values = { ...draft(call.id, host, `申报人${n}`, n), oneLeader: `${call.id}|${n}` };
      filed.push((await placeRecord(ticking, { module: 'application', state: 'siteVisit', values })).id);
    }
    const { id } = await createRecord(office, {
      module: 'defence',
      values: {
        call: call.id,
        kind: 'teacher',
        way: 'defence',
        begins: '2026-03-04T08:40:00+08:00',
        each: 25,
        members,
      },
    });
    const drawn = await move(office, 'defence', id, 'draw');
    const { seed, commitment, slots } = drawn.values as { seed: string; commitment: string; slots: Slot[] };
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(commitment).toBe(hash([seed, ...[...filed].sort()].join('\n')));
    expect(slots.map(({ application }) => application)).toEqual(
      [...filed].sort((a, b) => (hash(`${seed}\n${a}`) < hash(`${seed}\n${b}`) ? -1 : 1)),
    );
    expect(slots.map(({ from, to }) => `${from}-${to}`)).toEqual(['08:40-09:05', '09:05-09:30', '09:30-09:55']);
    const placeOf = (n: number) => slots.find(({ application }) => application === filed[n])?.place ?? 0;
    expect(slots.find(({ application }) => application === filed[2])?.barred).toEqual([members[0]]);

    const experts = await Promise.all(members.map((expert, n) => memberOf(county, `评委${n}`, ['expert'], { expert })));
    const give = (n: number, item: number, score: number) =>
      move(experts[n] ?? office, 'defence', id, 'score', { place: placeOf(item), score });
    expect((await refusal(give(1, 0, 90))).code).toBe('conflict.absent');
    const attend = (item: number, came: string) =>
      move(office, 'defence', id, 'attend', { place: placeOf(item), came });
    const minutes = { minutes: '三项依次答辩，一项缺席。', recordedBy: '叶知秋' };
    await attend(0, 'yes');
    await attend(1, 'no');
    expect((await refusal(move(office, 'defence', id, 'close', minutes))).code).toBe('conflict.attendance');
    await attend(2, 'yes');
    await give(0, 0, 91);
    await give(1, 0, 10);
    await give(1, 0, 88.5);
    expect((await refusal(give(0, 2, 100))).code).toBe('forbidden.recused');
    await give(1, 2, 70);
    await give(2, 2, 75);
    expect((await refusal(move(office, 'defence', id, 'close', minutes))).code).toBe('conflict.unscored');
    await move(office, 'defence', id, 'enterScore', { place: placeOf(0), member: members[2], score: 86 });
    expect(JSON.stringify((await getRecord(experts[1] ?? office, { module: 'defence', id })).values)).not.toContain(
      '88.5',
    );
    await move(office, 'defence', id, 'close', minutes);
    const ends = await Promise.all(
      filed.map(async (one) => {
        const { state, values } = await getRecord(office, { module: 'application', id: one });
        return [state, values.visit, values.visitScore];
      }),
    );
    // (91 + 88.5 + 86) / 3 = 88.5; (70 + 75) / 2 = 72.5; the absent one stays.
    expect(ends).toEqual([
      ['consultation', 'held', 88.5],
      ['siteVisit', undefined, undefined],
      ['consultation', 'held', 72.5],
    ]);
  });
});
